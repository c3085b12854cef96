"""What a meeting looks at: the data of one moment, what has changed since, and the way to take today's instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from monitoring import assessed_year as assessed
from monitoring import comparison
from monitoring.assessed_year import AssessedYear
from monitoring.comparison import Comparison, FigureChange, StateChange
from monitoring.council import agenda
from monitoring.council.meetings import Meeting
from monitoring.store import now
from pages.council.meetings import writing
from pages.shared import cards, changes_shown, entries, html, session

PART = "material"


@session.once
def standing(meeting: Meeting) -> AssessedYear:
    """How everything stood when the meeting's material was frozen, held against the targets that the meeting itself has set since."""
    frozen = session.at_year(meeting.as_of, of=meeting.year)
    mine = {code: target for code, target in session.now().council_targets.items() if target.meeting == meeting.meeting}
    if not mine:
        return frozen
    return assessed.at(replace(frozen.snapshot, council_targets={**frozen.snapshot.council_targets, **mine}), meeting.year)


@session.once
def changes(meeting: Meeting) -> Comparison:
    """What has changed since then."""
    return comparison.compare(standing(meeting), session.at_year(of=meeting.year))


def changed_goals(meeting: Meeting) -> Sequence[str]:
    """The goals that a figure, a state or a status changed of since then, in the programme's order."""
    return agenda.of("changed", standing(meeting), changes(meeting))


def by_goal(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """The lines of what has changed since then, by the goal's code, in the order of the agenda; of goals that changed."""
    touched = changed_goals(meeting)
    return {code: tuple(lines(changes(meeting).of_goals([code]))) for code in meeting.agenda if code in touched}


def show(meeting: Meeting) -> None:
    """The frozen moment, each figure that changed since under its goal, and the button that freezes anew."""
    words, on_agenda, touched = session.words(), by_goal(meeting), changed_goals(meeting)
    writing.said(PART, meeting.meeting)
    st.html(html.paragraph(words("meetings.material.as-of", at=session.moment(meeting.as_of)), "sentence"))
    if not touched:
        st.html(html.paragraph(words("meetings.material.same")))
    if on_agenda:
        st.html(html.paragraph(words("meetings.material.changed", n=len(on_agenda))))
        changes_shown.at_once(list(on_agenda), lambda some: _goals({code: on_agenda[code] for code in some}, meeting.year))
    if others := [code for code in touched if code not in meeting.agenda]:
        st.html(html.paragraph(words("meetings.material.others", n=len(others), goals=", ".join(others))))
    if meeting.state == "prepared" and not _is_up_to_date(meeting):
        st.html(html.paragraph(words("meetings.material.freeze.about"), "muted"))
        st.button(words("meetings.material.freeze"), key="meeting-freeze", on_click=_freeze, args=(meeting.meeting,))


def _goals(changed: Mapping[str, Iterable[str]], year: int) -> None:
    for code, said in changed.items():
        with st.container(key=f"meeting-changed-{code}", gap="xxsmall"):
            cards.goal_link(code, year)
            st.html(html.items(said))


def lines(found: Comparison) -> Iterable[str]:
    """What changed of a goal: its status, figures, states of actions and milestones."""
    words = session.words()
    for change in found.goals:
        before, after = (words(f"status.{view.assessment.status}") for view in (change.before, change.after))
        yield words("meetings.changed.status", before=before, after=after)
    for change in (*found.figures, *found.states):
        before, after = (text or words("value.none") for text in _values(change))
        yield words("meetings.changed.line", what=_named(change), year=change.year, before=before, after=after)


def _named(change: FigureChange | StateChange) -> str:
    return entries.named(change.view.indicator.indicator if isinstance(change, FigureChange) else change.item)


def _values(change: FigureChange | StateChange) -> Sequence[str]:
    if isinstance(change, FigureChange):
        return changes_shown.values(change)
    return [changes_shown.state(report) for report in (change.before, change.after)]


def _is_up_to_date(meeting: Meeting) -> bool:
    """Whether nothing at all is other than in the material: neither a figure nor an evaluation or a target."""
    return session.then(meeting.as_of) == session.now()


def _freeze(meeting: str) -> None:
    """Takes today's data, where that is other data."""

    def made(held: Meeting) -> Meeting:
        return held if _is_up_to_date(held) else replace(held, as_of=now())

    writing.change(meeting, PART, made, "meetings.done.frozen")
