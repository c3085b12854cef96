"""What of the store may be seen: by those who work with the programme all of it, by the public (`is_public`) what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitoring import disclosure, snapshot
from monitoring.catalogue import Catalogue
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Decision
from monitoring.council.meetings import Meeting
from monitoring.snapshot import FiguresThen, Snapshot
from monitoring.store import Store


def read(store: Store, catalogue: Catalogue, is_public: bool, as_of: datetime | None = None, then: FiguresThen | None = None) -> Snapshot:
    """The store's state for this programme: now, or at the moment `as_of` (UTC). Whoever reads several moments of one state gives each the same
    `then`, which keeps what they share. Raises StoreError."""
    with snapshot.reading(store, as_of) as connection:
        whole = snapshot.read_from(connection, catalogue)
        if not is_public:
            return whole
        targets = council_targets.published(connection, catalogue, as_of)
        of_persons = [code for code in catalogue.indicators if catalogue.counts_persons(code)]
        earlier = snapshot.earlier_figures(connection, catalogue, of_persons, as_of, {} if then is None else then)
    return disclosure.released(replace(whole, council_targets=targets), earlier)


def read_meetings(store: Store, catalogue: Catalogue, is_public: bool) -> list[Meeting]:
    """Everything that was written of the meetings, as meetings.history has it; for the public the closed ones. Raises StoreError."""
    written = meetings.history(store, catalogue)
    if not is_public:
        return written
    closed = {meeting.meeting for meeting in meetings.newest(written).values() if meeting.is_closed}
    return [meeting for meeting in written if meeting.meeting in closed]


def read_decisions(store: Store, catalogue: Catalogue, is_public: bool) -> list[Decision]:
    """The council's decisions, in the order of decisions.known. What a meeting decides is in preparation until the meeting is closed; who wrote it
    down is not published. Raises StoreError."""
    if not is_public:
        return decisions.known(store, catalogue)
    with store.reading() as connection:
        closed = meetings.closed(connection, catalogue)
    published = (decisions.published(decision, closed) for decision in decisions.known(store, catalogue))
    return [decision for decision in published if decision is not None]
