"""The deadline of a round: when and where to hand in, its calendar file, the form that sets it, and every one that was set before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from loaders import numbers
from monitoring import moments, rounds
from monitoring.rounds import Deadline, UnitRound
from monitoring.store import NotAStore, StoreBusy, now
from monitoring.words import Words
from pages.shared import address, frame, html, session
from publishing import calendar

BY, ON = "deadline-by", "deadline-on"
LONGEST_NAME = 100
LONGEST_DAY = 20
LATEST = 10
"""Years after the round's own; a day beyond is a slip of the finger."""


@dataclass
class Attempt:
    """The last time that a deadline was set: what was kept, or the message that says what went wrong, and of which year."""

    year: int = 0
    on: date | None = None
    trouble: str = ""


def _attempt() -> Attempt:
    return st.session_state.setdefault("deadline-attempt", Attempt())


def handing_in(words: Words, unit: str = "") -> str:
    """The whole address of the page where the year's figures are handed in, for a reader who is not here."""
    return address.whole("deliver", **frame.here(lang=words.language) | ({"unit": unit} if unit else {}))


def known() -> list[Deadline]:
    """The deadlines that were set for the year, the one that holds first."""
    return rounds.deadlines(session.store(), session.programme(), session.year())


def show(deadlines: Sequence[Deadline], units: Sequence[UnitRound]) -> None:
    """How long there is still time, or who is late; the way to set it."""
    words = session.words()
    if session.is_example():
        st.html(html.paragraph(words("deadline.example")))
        return
    with st.container(key="round-deadline", gap="small"):
        st.html(html.paragraph(_said(deadlines, units), "sentence"))
        if deadlines:
            _calendar(deadlines)
        _setting(deadlines)


def _said(deadlines: Sequence[Deadline], units: Sequence[UnitRound]) -> str:
    words = session.words()
    if not deadlines:
        return words("deadline.none")
    held = deadlines[0]
    left, late = held.days_left(moments.today()), sum(held.is_missed_by(unit, moments.today()) for unit in units)
    if left > 0:
        return words("deadline.left", deadline=held.on, n=left)
    if left == 0:
        return words("deadline.today", deadline=held.on)
    return words("deadline.past", deadline=held.on, n=late) if late else words("deadline.past.none", deadline=held.on)


def _calendar(deadlines: Sequence[Deadline]) -> None:
    words, programme, held = session.words(), session.programme().programme, deadlines[0]
    there = handing_in(words)

    def made() -> bytes:
        return calendar.deadline(programme, held, there, len(deadlines) - 1, words, now())

    name = calendar.file_name(programme, held.year, words)
    st.download_button(words("deadline.calendar"), made, name, calendar.MEDIA_TYPE, key="deadline-calendar", on_click="ignore")


def _setting(deadlines: Sequence[Deadline]) -> None:
    """The form, and what was set before."""
    words, attempt, year = session.words(), _attempt(), session.year()
    if attempt.year == year and attempt.trouble:
        st.error(words(attempt.trouble, year=year))
    elif attempt.year == year and deadlines and deadlines[0].on == attempt.on:
        st.success(words("deadline.done", deadline=attempt.on))
    held, example, key = (
        words.typed_date(deadlines[0].on) if deadlines else "",
        words.typed_date(date(year + 1, 3, 31)),
        f"{ON}-{words.language}-{year}",
    )
    with st.expander(words("deadline.set"), key="deadline-set"):
        with st.form("deadline", enter_to_submit=False, border=False):
            st.text_input(words("deadline.on", example=example), held, max_chars=LONGEST_DAY, key=key)
            st.text_input(words("deadline.by"), st.session_state.get("person", ""), max_chars=LONGEST_NAME, key=BY, autocomplete="name")
            st.form_submit_button(words("deadline.button"), key="deadline-save", on_click=_set, args=(year, key))
        if deadlines:
            columns = [words(f"deadline.column.{name}") for name in ("on", "by", "at")]
            rows = [(words.date(each.on), each.set_by, session.moment(each.set_at)) for each in deadlines]
            st.html(html.table(columns, rows, words("deadline.history")))


def _set(year: int, key: str) -> None:
    attempt, on, by = _attempt(), numbers.day(st.session_state[key]), st.session_state[BY].strip()
    store, programme = session.own_store(), session.programme()
    st.session_state["person"] = by
    is_likely = on is not None and year <= on.year <= year + LATEST
    attempt.year, attempt.on = year, None
    attempt.trouble = "deadline.trouble.day" if not is_likely else "" if by else "deadline.trouble.name"
    if attempt.trouble:
        return
    try:
        rounds.set_deadline(store, programme, Deadline(year, on, by[:LONGEST_NAME], now()))
        attempt.on = on
    except StoreBusy:
        attempt.trouble = "store.busy"
    except NotAStore:
        attempt.trouble = "deadline.trouble.store"
