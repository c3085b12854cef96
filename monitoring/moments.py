"""The store keeps moments in UTC; people read them, and count their days, by the municipality's clocks (MONITORING_TIMEZONE)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from monitoring import settings


def today() -> date:
    """The day that the municipality's calendars show."""
    return datetime.now(settings.zone()).date()


def local(moment_utc: datetime) -> datetime:
    """A stored moment (UTC, without a zone) in the municipality's zone."""
    return moment_utc.replace(tzinfo=UTC).astimezone(settings.zone())


def day(moment_utc: datetime) -> date:
    """The day of a stored moment (UTC, without a zone) on the municipality's calendars."""
    return local(moment_utc).date()


def start_of(day: date) -> datetime:
    """The moment (UTC, as the store keeps it) at which a day begins on the municipality's clocks."""
    return datetime.combine(day, time(), settings.zone()).astimezone(UTC).replace(tzinfo=None)
