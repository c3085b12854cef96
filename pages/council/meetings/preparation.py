"""The form that prepares a meeting, with the agenda that each way gives, seen before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import comparison, moments
from monitoring.comparison import Comparison
from monitoring.council import agenda, meetings
from monitoring.council.meetings import Meeting
from monitoring.store import now
from pages.council.meetings import writing
from pages.council.meetings.writing import LONGEST_DAY, LONGEST_TITLE, SUMMARY
from pages.shared import entries, html, meeting_list, session

AT_ONCE = 8
"""Goals; a longer agenda is scrolled, so that the button stays near."""
ID, DAY, TITLE, YEAR, WAY, THEMES, PICKED = (f"meeting-new-{name}" for name in ("id", "day", "title", "year", "way", "themes", "picked"))


def show() -> None:
    """Day, title, year, the way to the agenda and what it gives, the name, the button. Not a form of Streamlit's, which would show the agenda
    only after it was sent."""
    words, years = session.words(), list(session.programme().years)
    new = st.session_state.setdefault(ID, meetings.new_id())
    st.html(html.paragraph(words("meetings.prepare.about")))
    with st.container(key="meeting-new", gap="small"):
        first, second, third = st.columns([2, 4, 1.2], vertical_alignment="bottom")
        with first:
            example = words.typed_date(moments.today())
            st.text_input(words("meetings.day.field", example=example), max_chars=LONGEST_DAY, key=DAY)
        with second:
            st.text_input(words("meetings.title.field"), words("meetings.title.usual"), max_chars=LONGEST_TITLE, key=TITLE)
        with third:
            st.selectbox(words("meetings.year"), years, years.index(session.year()), key=YEAR, format_func=str)
        st.segmented_control(
            words("meetings.way"), agenda.WAYS, key=WAY, default=agenda.WAYS[0], required=True, format_func=lambda way: words(f"meetings.way.{way}")
        )
        _choices()
        _table(_goals())
        writing.name_field(words("meetings.by"))
        writing.said(SUMMARY, new)
        st.button(words("meetings.prepare.button"), key="meeting-prepare", type="primary", on_click=_prepare, args=(new,))


def _choices() -> None:
    """What a way asks for beside itself, or is measured from."""
    words, programme, way = session.words(), session.programme(), st.session_state[WAY]
    if way == "themes":
        named, none = programme.themes, words("meetings.way.themes.none")
        st.multiselect(
            words("meetings.way.themes.field"), list(named), key=THEMES, format_func=lambda code: words.name(named[code]), placeholder=none
        )
    elif way == "picked":
        none = words("meetings.agenda.choose")
        st.multiselect(words("meetings.way.picked.field"), list(programme.goals), key=PICKED, format_func=entries.named, placeholder=none, wrap=True)
    elif way == "changed":
        before = _before()
        said = words("meetings.way.changed.none")
        if before:
            said = words("meetings.way.changed.since", title=before.title, date=before.on, at=session.moment(before.as_of))
        st.html(html.paragraph(said))


def _before() -> Meeting | None:
    """The meeting before the one that is being prepared; of one whose day is not written yet, before today."""
    on = writing.day(st.session_state[DAY]) or moments.today()
    new = Meeting(st.session_state[ID], "", on, st.session_state[YEAR], (), now())
    return meetings.before(meeting_list.kept(), new)


def _changes() -> Comparison | None:
    before, year = _before(), st.session_state[YEAR]
    return comparison.compare(session.at_year(before.as_of, of=year), session.at_year(of=year)) if before else None


def _goals() -> tuple[str, ...]:
    """The agenda that the chosen way gives now."""
    way, asked = st.session_state[WAY], st.session_state
    changes = _changes() if way == "changed" else None
    return agenda.of(way, session.at_year(of=asked[YEAR]), changes, asked.get(THEMES, ()), asked.get(PICKED, ()))


def _table(goals: Sequence[str]) -> None:
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
    """Keeps the meeting with the data of this moment, and leads to its page."""
    on, title, goals = writing.day(st.session_state[DAY]), st.session_state[TITLE].strip(), _goals()
    trouble = writing.trouble_with(title, on) or ("" if goals else "meetings.trouble.agenda")
    meeting = Meeting(new, title, on, st.session_state[YEAR], goals, now())
    if writing.begin(meeting, trouble):
        st.session_state.pop(ID, None)
        st.query_params[meeting_list.PARAMETER] = new
