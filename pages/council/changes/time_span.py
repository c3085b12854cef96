"""The two days between which the page of changes compares: chosen by the reader, held in the address, as moments of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import streamlit as st

from monitoring import comparison, moments
from monitoring.council.meetings import Meeting
from pages.shared import address, forms, session

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included, as the municipality's clocks show them."""

    first: date
    last: date
    today: date

    @property
    def kind(self) -> str:
        """Whether it is until now, or between two days."""
        return "until-now" if self.last >= self.today else "between"

    @property
    def is_reversed(self) -> bool:
        return self.first > self.last

    @property
    def before(self) -> datetime:
        """The last moment (UTC) before the first day."""
        return _end_of(self.first - timedelta(days=1))

    @property
    def after(self) -> datetime | None:
        """The last moment (UTC) of the last day; None for now."""
        return _end_of(self.last) if self.kind == "between" else None

    def includes(self, at: datetime | None) -> bool:
        """Whether this had happened by its end."""
        return at is not None and (self.after is None or at <= self.after)

    def of(self, deliveries: Sequence) -> list:
        """Those that were delivered or withdrawn in it."""
        return [row for row in deliveries if any(self.includes(at) and at > self.before for at in (row.uploaded_at, row.withdrawn_at))]


def chosen(deliveries: Sequence, meetings: Sequence[Meeting] = ()) -> Span:
    """The days that the address names or the reader chose; at first from the beginning of the newest round of deliveries until today.

    `deliveries` are rows with their `uploaded_at`, one at least; `meetings` the council's, the latest first. The day of a meeting is
    here that of its data.
    """
    words, uploads = session.words(), [row.uploaded_at for row in deliveries]
    today, earliest, newest = moments.today(), moments.day(min(uploads)), moments.day(comparison.last_round(uploads))
    with st.container(horizontal=True, key="changes-shortcut"):
        shortcuts = {"round": (newest, today), "year": (max(earliest, today - YEAR), today), "everything": (earliest, today)}
        for name, days in (shortcuts | _between_meetings([moments.day(meeting.as_of) for meeting in meetings], today)).items():
            st.button(words(f"changes.shortcut.{name}"), key=f"changes-shortcut-{name}", on_click=_choose, args=days)
    with st.container(horizontal=True, key="changes-days"):
        return Span(_day("from", newest, earliest, today), _day("to", today, earliest, today), today)


def _between_meetings(days: Sequence[date], today: date) -> dict[str, tuple[date, date]]:
    """From the last meeting on, and from the meeting before it to the last; as far as there were any."""
    found = {"meeting": (days[0], today)} if days else {}
    return found | ({"meetings": (days[1], days[0])} if len(days) > 1 else {})


def _choose(first: date, last: date) -> None:
    st.session_state.update({_key("from"): first, _key("to"): last})


def _key(name: str) -> str:
    return f"changes-{name}"


def _day(name: str, default: date, earliest: date, latest: date) -> date:
    """One day. It is in the address unless it is the default."""
    label = session.words()(f"changes.{name}")

    def draw(key: str) -> date:
        return st.date_input(label, min_value=earliest, max_value=latest, key=key, format=forms.DAY_FORMAT, width=200)

    return address.day(name, _key(name), default, (earliest, latest), draw)


def _end_of(day: date) -> datetime:
    """The last moment of a day, in UTC as in the store."""
    return moments.start_of(day + timedelta(days=1)) - datetime.resolution
