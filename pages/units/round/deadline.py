"""The deadline of a round: when and where to hand in, its calendar file, the form that sets it, and every one that was set before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from monitoring import moments, rounds, settings
from monitoring.rounds import Deadline, UnitRound
from monitoring.store import now
from monitoring.trust.permissions import Permission
from monitoring.words import Words
from pages.shared import address, downloads, forms, frame, html, session
from publishing import calendar

KIND, BY, ON = "deadline", "deadline-by", "deadline-on"


def delivery_page(words: Words, unit: str = "") -> str:
    """The whole address of the page where the year's figures are handed in, for a reader who is not here: where readers find the dashboard, else
    where it is now. Raises BadSetting."""
    return address.whole("deliver", settings.address(), **frame.here(lang=words.language) | ({"unit": unit} if unit else {}))


def known() -> list[Deadline]:
    """The deadlines that were set for the year, the one that applies first."""
    return rounds.deadlines(session.store(), session.programme(), session.year())


def show(deadlines: Sequence[Deadline], units: Sequence[UnitRound]) -> None:
    """How many days are left or how many units are late, the calendar file, the form that sets the deadline."""
    words = session.words()
    if session.is_example():
        st.html(html.paragraph(words("deadline.example")))
        return
    with st.container(key="round-deadline", gap="small"):
        st.html(html.paragraph(_sentence(deadlines, units), "sentence"))
        if deadlines:
            _calendar(deadlines)
        if session.may(Permission.SET_DEADLINES):
            _form(deadlines)


def _sentence(deadlines: Sequence[Deadline], units: Sequence[UnitRound]) -> str:
    words = session.words()
    if not deadlines:
        return words("deadline.none")
    applying = deadlines[0]
    left, late = applying.days_left(moments.today()), sum(applying.is_missed_by(unit, moments.today()) for unit in units)
    if left > 0:
        return words("deadline.left", deadline=applying.on, n=left)
    if left == 0:
        return words("deadline.today", deadline=applying.on)
    return words("deadline.past", deadline=applying.on, n=late) if late else words("deadline.past.none", deadline=applying.on)


def _calendar(deadlines: Sequence[Deadline]) -> None:
    words, programme, applying = session.words(), session.programme().programme, deadlines[0]
    link = delivery_page(words)

    def made() -> bytes:
        return calendar.deadline(programme, applying, link, len(deadlines) - 1, words, now())

    name = calendar.file_name(programme, applying.year, words)
    downloads.button(words("deadline.calendar"), made, name, calendar.MEDIA_TYPE, "deadline-calendar")


def _form(deadlines: Sequence[Deadline]) -> None:
    """The fields, and every deadline that was set before."""
    words, year, last = session.words(), session.year(), forms.last(KIND)
    if last.trouble or (deadlines and deadlines[0].on == last.values.get("deadline")):
        forms.outcome(KIND, year)
    first, example = words.typed_date(deadlines[0].on) if deadlines else "", words.typed_date(date(year + 1, 3, 31))
    key = f"{ON}-{words.language}-{year}"
    with st.expander(words("deadline.set"), key="deadline-set"):
        with st.form("deadline", enter_to_submit=False, border=False):
            st.text_input(words("deadline.on", example=example), first, max_chars=forms.LONGEST_DAY, key=key)
            forms.name_field(words("deadline.by"), BY)
            st.form_submit_button(words("deadline.button"), key="deadline-save", on_click=_set, args=(year, key))
        if deadlines:
            columns = [words(f"deadline.column.{name}") for name in ("on", "by", "at")]
            rows = [(words.date(each.on), each.set_by, session.moment(each.set_at)) for each in deadlines]
            st.html(html.table(columns, rows, words("deadline.history")))


def _set(year: int, key: str) -> None:
    on, person = forms.day(st.session_state[key], year, year), forms.person(BY)
    store, programme = session.city_store(), session.programme()
    trouble = "deadline.trouble.day" if on is None else "" if person.name else "deadline.trouble.name"

    def write() -> None:
        rounds.set_deadline(store, programme, Deadline(year, on, person.name, now()), person)

    forms.attempt(KIND, year, trouble, "deadline.done", write, "deadline.trouble.store", year=year, deadline=on)
