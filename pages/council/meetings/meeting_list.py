"""All meetings, each a link, and the form that prepares a new one with the agenda that each way of choosing goals gives."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import comparison, moments
from monitoring.comparison import Comparison
from monitoring.council import agenda, decisions, meetings
from monitoring.council.meetings import Meeting
from monitoring.store import now
from pages.council.meetings import record
from pages.shared import council_meetings, entries, forms, frame, html, markdown, select, session

AT_ONCE = 8
"""Goals; a longer agenda is scrolled, so that the button stays near."""
ID, DAY, TITLE, YEAR, WAY, THEMES, PICKED = (f"meeting-new-{name}" for name in ("id", "day", "title", "year", "way", "themes", "picked"))


def show() -> None:
    """All meetings by whether they are to come; how many decisions of each are open."""
    words, active, today = session.words(), council_meetings.not_cancelled(), moments.today()
    coming = [meeting for meeting in reversed(active) if meeting.on >= today and not meeting.is_closed]
    _group("coming", coming)
    _group("past", [meeting for meeting in active if meeting not in coming])
    if cancelled := [meeting for meeting in council_meetings.known() if meeting.state == "cancelled"]:
        with st.expander(words("meetings.list.cancelled", n=len(cancelled)), key="meetings-cancelled"):
            _rows(cancelled)


def _group(name: str, some: Sequence[Meeting]) -> None:
    words = session.words()
    st.header(words(f"meetings.list.{name}"))
    _rows(some)
    if not some:
        st.html(html.paragraph(words(f"meetings.list.{name}.none"), "muted"))


def _rows(some: Sequence[Meeting]) -> None:
    words, all_decisions, others = session.words(), session.decisions(), {}
    for meeting in some:
        facts = [
            words("meetings.list.year", year=meeting.year),
            words("meetings.list.goals", n=len(meeting.agenda)),
            words(f"meetings.state.{meeting.state}"),
            words("meetings.list.decisions", n=sum(decision.is_open for decision in decisions.written_in(all_decisions, meeting.meeting))),
            words.other_language(meeting.language),
        ]
        key, title = f"goal-row-meeting-{meeting.meeting}", words.in_language(meeting.title, meeting.language)
        with st.container(key=key, gap="xxsmall"):
            label = markdown.marked(words.around("meetings.list.label", "title", title, date=meeting.on))
            st.page_link(frame.link("meetings"), label=label, query_params=frame.here(meeting=meeting.meeting))
            st.html(html.paragraph(" · ".join(filter(None, facts)), "muted"))
        others |= {key: meeting.language} if title is not meeting.title else {}
    if others:
        st.html(html.languages(others), unsafe_allow_javascript=True)


def preparation() -> None:
    """Day, title, year, the way to the agenda and what it gives, the name, the button. Not a form of Streamlit's, which would show the agenda
    only after it was sent."""
    words, years = session.words(), list(session.programme().years)
    new = st.session_state.setdefault(ID, meetings.new_id())
    st.html(html.paragraph(words("meetings.prepare.about")))
    with st.container(key="meeting-new", gap="small"):
        first, second, third = st.columns([2, 4, 1.2], vertical_alignment="bottom")
        with first:
            example = words.typed_date(moments.today())
            st.text_input(words("meetings.day.field", example=example), max_chars=forms.LONGEST_DAY, key=DAY)
        with second:
            usual = {words.language: words("meetings.title.usual")}
            forms.texts(words("meetings.title.field"), TITLE, usual, record.LONGEST_TITLE, is_line=True)
        with third:
            select.one(words("meetings.year"), years, years.index(session.year()), key=YEAR, format_func=str)
        st.segmented_control(
            words("meetings.way"), agenda.WAYS, key=WAY, default=agenda.WAYS[0], required=True, format_func=lambda way: words(f"meetings.way.{way}")
        )
        _choices()
        _agenda(_goals())
        record.name_field()
        record.outcome(record.SUMMARY, new)
        st.button(words("meetings.prepare.button"), key="meeting-prepare", type="primary", on_click=_prepare, args=(new,))


def _choices() -> None:
    """The further choice that a way has, or the meeting that it compares with."""
    words, programme, way = session.words(), session.programme(), st.session_state[WAY]
    if way == "themes":
        named, label, none = programme.themes, words("meetings.way.themes.field"), words("meetings.way.themes.none")
        select.several(label, list(named), key=THEMES, format_func=lambda code: words.name(named[code]), placeholder=none)
    elif way == "picked":
        label, none = words("meetings.way.picked.field"), words("meetings.agenda.choose")
        select.several(label, list(programme.goals), key=PICKED, format_func=entries.named, placeholder=none, wrap=True)
    elif way == "changed":
        before = _before()
        text = words("meetings.way.changed.none")
        if before:
            title = words.written(before.title, before.language)
            text = words.around("meetings.way.changed.compared", "title", title, date=before.on, at=session.moment(before.as_of))
        st.html(html.paragraph(text))


def _before() -> Meeting | None:
    """The meeting before the one that is being prepared; of one whose day is not written yet, before today."""
    on = record.day(st.session_state[DAY]) or moments.today()
    new = Meeting(st.session_state[ID], "", on, st.session_state[YEAR], (), now())
    return meetings.before(council_meetings.not_cancelled(), new)


def _changes() -> Comparison | None:
    before, year = _before(), st.session_state[YEAR]
    return comparison.compare(session.at_year(before.as_of, of=year), session.at_year(of=year)) if before else None


def _goals() -> tuple[str, ...]:
    """The agenda that the chosen way gives now."""
    way, fields = st.session_state[WAY], st.session_state
    changes = _changes() if way == "changed" else None
    return agenda.of(way, session.at_year(of=fields[YEAR]), changes, fields.get(THEMES, ()), fields.get(PICKED, ()))


def _agenda(goals: Sequence[str]) -> None:
    """The agenda as it would be."""
    words, year = session.words(), st.session_state[YEAR]
    if not goals:
        st.html(html.paragraph(words("meetings.agenda.none"), "muted"))
        return
    views, columns = session.at_year(of=year).goals, [words(f"meetings.agenda.column.{name}") for name in ("goal", "status")]
    rows = [(f"{place}. {entries.named(code)}", html.Markup(html.badge(views[code].assessment.status, words))) for place, code in enumerate(goals, 1)]
    with st.container(height=320 if len(goals) > AT_ONCE else "content", key="meeting-new-agenda"):
        st.html(html.table(columns, rows, words("meetings.agenda.caption", n=len(goals), year=year)))


def _prepare(new: str) -> None:
    """Writes the meeting with the data of this moment, and leads to its page."""
    on, titles, goals = record.day(st.session_state[DAY]), forms.typed_texts(TITLE), _goals()
    title = next(iter(titles.values()), "")
    trouble = record.trouble_with(title, on) or ("" if goals else "meetings.trouble.agenda")
    if record.prepare(Meeting(new, title, on, st.session_state[YEAR], goals, now(), titles=tuple(titles.items())), trouble):
        st.session_state.pop(ID, None)
        st.query_params[council_meetings.PARAMETER] = new
