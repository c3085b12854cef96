"""The store's moments, which are in UTC, as the municipality's clocks show them."""

from __future__ import annotations

from datetime import UTC, datetime

from monitoring import settings
from pages.parts import session


def shown(at: datetime) -> str:
    """Date and time of day of a moment in UTC, in the municipality's zone."""
    return session.words().moment(at.replace(tzinfo=UTC).astimezone(settings.zone()))


def days_since(at: datetime) -> int:
    """Whole days since a moment in UTC."""
    return (datetime.now(UTC) - at.replace(tzinfo=UTC)).days
