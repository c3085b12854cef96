"""Backups of the store, by somebody who may make and restore them; the log tells of both."""

from __future__ import annotations

from pathlib import Path

from monitoring.store import NotAStore, Store
from monitoring.trust import log
from monitoring.trust.log import End, Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require

FAILED = "failed"


def back_up(store: Store, target: Path, person: Person) -> None:
    """A copy of the store as it is now, written whole or not at all; the copy's log ends with its own making. A store that cannot be written, as on a
    disk that was attached for reading, is copied all the same, and has no row of it.

    Raises Refused, StoreBusy, NotAStore, OSError where the copy cannot be written.
    """
    store.check()
    if not store.is_writable:
        require(person, Permission.BACK_UP)
        store.backup(target)
        return
    _write(store, target, person)
    try:
        store.backup(target)
    except OSError:
        _write(store, target, person, FAILED)
        raise


def _write(store: Store, target: Path, person: Person, outcome: str = log.DONE) -> None:
    with log.transaction(store, person) as connection:
        require(person, Permission.BACK_UP)
        log.write(connection, person, Event.BACKED_UP, "file", target.name, outcome)


def restore(store: Store, source: Path, person: Person) -> None:
    """Puts a backup in the store's place and ends all sessions; a damaged store is kept beside it. The restored log tells where the one that it
    takes the place of had its end.

    Raises Refused, StoreBusy, NotAStore, and changes nothing where `source` is no store.
    """
    log.ask(store, person, Permission.RESTORE)
    before = _end(store)
    store.restore(source)
    with log.transaction(store, person) as connection:
        require(person, Permission.RESTORE)
        connection.rows("sessions_all")
        connection.rows("removal/sessions")
        log.write(connection, person, Event.RESTORED, "file", f"{source.name} {before}")


def _end(store: Store) -> End:
    """Where the store's log ends; nowhere where it cannot be read, as when it is to be restored because it is damaged."""
    try:
        return log.end(store)
    except NotAStore:
        return End()
