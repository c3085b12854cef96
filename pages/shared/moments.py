"""The store's moments, which are in UTC, as the municipality's clocks show them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from monitoring import settings
from pages.shared import session


def local(at: datetime) -> datetime:
    """A moment in UTC in the municipality's zone."""
    return at.replace(tzinfo=UTC).astimezone(settings.zone())


def today() -> date:
    """The day that the municipality's calendars show."""
    return datetime.now(settings.zone()).date()


def day(at: datetime) -> date:
    """The day that a moment in UTC lies in, by the municipality's clocks."""
    return local(at).date()


def written(day: date) -> str:
    """A day as a person writes it and loaders.numbers reads it: a language without a short date has the international one."""
    return session.words().typed_date(day)


def shown(at: datetime) -> str:
    """Date and time of day of a moment in UTC, in the municipality's zone."""
    return session.words().moment(local(at))


def days_since(at: datetime) -> int:
    """Whole days since a moment in UTC."""
    return (datetime.now(UTC) - at.replace(tzinfo=UTC)).days
