"""The two days between which a page tells what changed: chosen by the reader, kept in the address, moments of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from monitoring import comparison, moments, settings
from monitoring.council.meetings import Meeting
from pages.shared import address, session

FORMAT = "DD.MM.YYYY"
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
        return "since" if self.last >= self.today else "between"

    @property
    def is_turned(self) -> bool:
        return self.first > self.last

    @property
    def before(self) -> datetime:
        """The last moment (UTC) before the first day."""
        return _end_of(self.first - timedelta(days=1))

    @property
    def after(self) -> datetime | None:
        """The last moment (UTC) of the last day; None for now."""
        return _end_of(self.last) if self.kind == "between" else None

    def has_seen(self, at: datetime | None) -> bool:
        """Whether something had happened at its end."""
        return at is not None and (self.after is None or at <= self.after)

    def of(self, deliveries: Sequence) -> list:
        """Those that came or were withdrawn in it."""
        return [row for row in deliveries if any(self.has_seen(at) and at > self.before for at in (row.uploaded_at, row.withdrawn_at))]


def chosen(deliveries: Sequence, meetings: Sequence[Meeting] = ()) -> Span:
    """The days that the address names or the reader chose; at first from the beginning of the newest round of deliveries until today.

    `deliveries` are rows with their `uploaded_at`, one at least; `meetings` the council's, the latest first. A meeting stands for the day whose
    data it looks at.
    """
    words, came = session.words(), [row.uploaded_at for row in deliveries]
    today, earliest, newest = moments.today(), moments.day(min(came)), moments.day(comparison.last_round(came))
    with st.container(horizontal=True, key="changes-quick"):
        quick = {"round": (newest, today), "year": (max(earliest, today - YEAR), today), "everything": (earliest, today)}
        for name, days in (quick | _between_meetings([moments.day(meeting.as_of) for meeting in meetings], today)).items():
            st.button(words(f"changes.quick.{name}"), key=f"changes-quick-{name}", on_click=_choose, args=days)
    with st.container(horizontal=True, key="changes-days"):
        return Span(_day("from", newest, earliest, today), _day("to", today, earliest, today), today)


def _between_meetings(days: Sequence[date], today: date) -> dict[str, tuple[date, date]]:
    """Since the last meeting, and from the one before to the last one; as far as there were any."""
    found = {"meeting": (days[0], today)} if days else {}
    return found | ({"meetings": (days[1], days[0])} if len(days) > 1 else {})


def _choose(first: date, last: date) -> None:
    st.session_state.update({_key("from"): first, _key("to"): last})


def _key(name: str) -> str:
    return f"changes-{name}"


def _day(name: str, default: date, earliest: date, latest: date) -> date:
    """One day. The address says it where it is not the one at first."""
    label = session.words()(f"changes.{name}")

    def draw(key: str) -> date:
        return st.date_input(label, min_value=earliest, max_value=latest, key=key, format=FORMAT, width=200)

    return address.day(name, _key(name), default, (earliest, latest), draw)


def _end_of(day: date) -> datetime:
    """The last moment of a day, in UTC as the store keeps it."""
    midnight = datetime.combine(day + timedelta(days=1), time(), settings.zone())
    return midnight.astimezone(UTC).replace(tzinfo=None) - datetime.resolution
