"""The slides of a meeting: its agenda, its goals one by one by the data that its material was frozen with, the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitoring import breakdowns, charts, reasons
from monitoring.comparison import Comparison
from monitoring.council import decisions
from monitoring.council.decisions import Decision
from monitoring.council.meetings import Meeting
from monitoring.model import GoalView, IndicatorView
from monitoring.trust.permissions import Permission
from pages.council.meeting import decision_forms, target_form
from pages.shared import cards, council_meetings, decision_history, frame, html, session

BEHIND, AHEAD = 1, 2
"""So many slides before and after the one that is shown are drawn too, so that the browser can show them without the server."""


def show(meeting: Meeting, place: int) -> None:
    """A container for each place, of which the browser shows one. All have their heading, those near `place` everything."""
    frozen, changes, known = council_meetings.frozen(meeting), council_meetings.changes(meeting), session.decisions()
    last = len(meeting.agenda) + 1
    with st.container(key="slides", gap=None):
        with _slide(0):
            _overview(meeting, [frozen.goals[code] for code in meeting.agenda], known)
        for at, code in enumerate(meeting.agenda, 1):
            with _slide(at):
                _head(frozen.goals[code], meeting)
                if place - BEHIND <= at <= place + AHEAD:
                    _goal(frozen.goals[code], changes.of_goals([code]), meeting.year)
        with _slide(last):
            st.html(html.paragraph(session.words().in_language(meeting.title, meeting.language), "code"))
            st.title(session.words()("show.ending"), anchor=False)
            if place >= last - AHEAD:
                _ending(meeting, known)


def below(meeting: Meeting, place: int) -> None:
    """Below a goal: what the council decides about it, its charts as tables. The browser hides it while another slide is shown."""
    if not 0 < place <= len(meeting.agenda):
        return
    code = meeting.agenda[place - 1]
    with st.container(key=f"below-{place}"):
        decision_forms.show(meeting, code)
        if not meeting.is_closed and session.may(Permission.SET_TARGETS, is_let=meeting.lets_members_write):
            for view in session.at_year(of=meeting.year).goals[code].indicators:
                target_form.show(view, meeting.meeting, f"show-target-{view.indicator.indicator}")
        views = council_meetings.frozen(meeting).goals[code].indicators
        of_categories = [(view, breakdown) for view in views for breakdown in breakdowns.reported(view)]
        tables = [charts.table(view, session.words()) for view in views]
        cards.chart_tables(*tables, *(charts.categories_table(view, breakdown, session.words()) for view, breakdown in of_categories))


def none() -> None:
    """What to do where the address names no meeting."""
    words = session.words()
    st.title(words("page.meeting"))
    st.html(html.paragraph(words("show.none"), "sentence"))
    st.page_link(frame.link("meetings"), label=words("page.meetings"), query_params=frame.here())


def _slide(at: int) -> DeltaGenerator:
    return st.container(key=f"slide-{at}", gap="small")


def _overview(meeting: Meeting, goals: Sequence[GoalView], known: Sequence[Decision]) -> None:
    words = session.words()
    facts = (words.date(meeting.on), words("meetings.list.year", year=meeting.year), words(f"meetings.state.{meeting.state}"))
    st.html(html.paragraph(" · ".join(facts), "code"))
    council_meetings.heading(meeting)
    st.html(html.paragraph(words("meetings.material.as-of", at=session.moment(meeting.as_of)), "muted"))
    st.html(html.agenda(_agenda(meeting, goals, known)))


def _agenda(meeting: Meeting, goals: Sequence[GoalView], known: Sequence[Decision]) -> Iterator[html.AgendaItem]:
    words = session.words()
    for view in goals:
        code = view.goal.goal
        open_decisions = sum(decision.is_open for decision in decisions.about(known, code))
        link = urlencode({"meeting": meeting.meeting, "goal": code, "lang": words.language})
        note = words("show.open", n=open_decisions) if open_decisions else ""
        yield html.AgendaItem(f"?{link}", code, words.name(view.goal), html.badge(view.assessment.status, words), note)


def _head(view: GoalView, meeting: Meeting) -> None:
    words, code = session.words(), view.goal.goal
    where = words("goal.place", theme=words.name(session.programme().theme_of(code)), code=code)
    status = html.badge(view.assessment.status, words, large=True)
    sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
    since = cards.since(code, meeting.year, meeting.as_of)
    st.html(html.slide_head(where, words.name(view.goal), status, f"{sentence} {since}".strip()))


def _goal(view: GoalView, changes: Comparison, year: int) -> None:
    """The goal's charts, each with its pace, next to what has changed, the units' evaluations, the open decisions, the gaps between categories."""
    code, decisive = view.goal.goal, view.assessment.values["decided"]
    with st.container(key=f"show-body-{min(len(view.indicators), 3)}-{code}", gap=None):
        with st.container(key=f"show-charts-{code}", gap=None):
            for each in view.indicators:
                with st.container(gap=None):
                    _chart(each, is_told=decisive == (each.indicator.indicator,))
        with st.container(key=f"show-words-{code}", gap="xsmall"):
            _changed(changes, code)
            cards.evaluations(view, [year])
            _open_decisions(code)
            gaps = (breakdowns.sentence(each, of, session.words()) for each in view.indicators for of in breakdowns.reported(each))
            for gap in filter(None, gaps):
                st.html(html.paragraph(gap, "muted"))


def _chart(view: IndicatorView, is_told: bool) -> None:
    """An indicator's chart under its name, with the newest figure where that is not told above (`is_told`); its pace below."""
    words = session.words()
    st.html(html.subheading(words.name(view.indicator) if is_told else charts.title(view, words)))
    cards.chart(view, f"show-chart-{view.indicator.indicator}")
    if pace := reasons.pace_sentence(view, words):
        st.html(html.paragraph(pace, "muted"))


def _open_decisions(goal: str) -> None:
    found = [decision for decision in decisions.about(session.decisions(), goal) if decision.is_open]
    if not found:
        return
    with st.container(gap=None):
        st.html(html.subheading(session.words()("decision.open.title", n=len(found))))
        for decision in found:
            decision_history.short(decision)


def _changed(changes: Comparison, code: str) -> None:
    """What has changed after the data of the slide."""
    if lines := list(council_meetings.sentences(changes)):
        with st.container(key=f"show-changed-{code}", gap=None):
            st.html(html.subheading(session.words()("show.changed")))
            st.html(html.items(lines))


def _ending(meeting: Meeting, known: Sequence[Decision]) -> None:
    """The decisions of this meeting, the open ones of earlier meetings, the link back to the meeting."""
    words, of_meeting = session.words(), decisions.written_in(known, meeting.meeting)
    _list("meeting", of_meeting)
    _list("earlier", [decision for decision in known if decision.is_open and decision not in of_meeting])
    st.page_link(frame.link("meetings"), label=words("show.back"), query_params=frame.here(meeting=meeting.meeting, year=str(meeting.year)))


def _list(name: str, some: Sequence[Decision]) -> None:
    words, goals = session.words(), session.programme().goals
    st.header(words(f"show.decided.{name}"), anchor=False)
    for code in dict.fromkeys(decision.goal for decision in some):
        st.html(html.subheading(f"{code} {words.name(goals[code])}"))
        for decision in decisions.about(some, code):
            decision_history.short(decision)
    if not some:
        st.html(html.paragraph(words(f"show.decided.{name}.none"), "muted"))
