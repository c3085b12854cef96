"""Writes what the secretary changes about a meeting, and remembers how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from loaders import numbers
from monitoring import moments
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.store import WHEN_WRITTEN, Store
from pages.shared import attempts, session

KIND = "meeting"
LONGEST_NAME, LONGEST_TITLE, LONGEST_DAY, LONGEST_PRESENT = 100, 200, 20, 2000
SUMMARY = "summary"
"""The part of the page that tells of the meeting as a whole."""
WIDEST_NAME = 480
LATEST = 10
"""Years after this one and the programme's last; a day beyond is a slip of the finger."""


def said(part: str, meeting: str) -> None:
    """How the last attempt in this part of the meeting's page went."""
    attempts.said(KIND, (meeting, part))


def name_field(label: str) -> None:
    """The name under which this session writes."""
    st.text_input(label, st.session_state.get("person", ""), max_chars=LONGEST_NAME, key="meeting-by", autocomplete="name", width=WIDEST_NAME)


def day(text: str) -> date | None:
    """The day that was written; None where it is none, or too far off to be meant."""
    programme, found = session.programme().programme, numbers.day(text)
    last = max(moments.today().year, programme.last_year) + LATEST
    return found if found is not None and programme.first_year <= found.year <= last else None


def trouble_with(title: str, on: date | None) -> str:
    """The message that says what is wrong with a meeting's title or day, "" for nothing."""
    return "meetings.trouble.day" if on is None else "" if title else "meetings.trouble.title"


def begin(meeting: Meeting, trouble: str) -> bool:
    """Writes a meeting for the first time, where no `trouble` was found; once, however often it is asked. Whether it stands now."""

    def written_once(store: Store) -> str:
        if not meetings.history(store, session.programme(), meeting.meeting):
            meetings.write(store, session.programme(), replace(meeting, by=st.session_state["person"], at=WHEN_WRITTEN))
        return ""

    return _try(meeting.meeting, SUMMARY, "meetings.done.prepared", {}, trouble, written_once)


def change(meeting: str, part: str, made: Callable[[Meeting], Meeting], done: str, trouble: str = "", **values) -> bool:
    """Writes what `made` makes of the meeting as it stands, which may be newer than the page; where it is closed, only its reopening. Whether
    that was possible."""

    def changed(store: Store) -> str:
        held = next(iter(meetings.history(store, session.programme(), meeting)), None)
        if held is None:
            return "meetings.trouble.gone"
        wanted = made(held)
        if held.state != "prepared" and wanted.state != "prepared":
            return "" if wanted == held else "meetings.trouble.closed"
        meetings.write(store, session.programme(), replace(wanted, by=st.session_state["person"], at=WHEN_WRITTEN))
        return ""

    return _try(meeting, part, done, values, trouble, changed)


def _try(meeting: str, part: str, done: str, values: dict, trouble: str, keep: Callable[[Store], str]) -> bool:
    st.session_state["person"] = by = st.session_state.get("meeting-by", "").strip()[:LONGEST_NAME]
    trouble = trouble or ("" if by else "meetings.trouble.name")
    return attempts.tried(KIND, (meeting, part), trouble, done, lambda: keep(session.store()), **values)
