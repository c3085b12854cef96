"""When something of the council's is written."""

from __future__ import annotations

from datetime import datetime

from monitoring.store import now

WHEN_WRITTEN = datetime.min
"""Of what is yet to be written: the moment of writing."""


def moment(at: datetime) -> datetime:
    """`at`, or this moment where it is left to the writing. To be asked inside of `Store.writing`: what is stored must not seem to have been there
    before the store was ours, or a material frozen in between would change."""
    return now() if at == WHEN_WRITTEN else at
