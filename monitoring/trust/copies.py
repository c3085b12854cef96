"""Backups of the store, by somebody who may make and restore them; the log tells of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from monitoring import snapshot
from monitoring.catalogue import Catalogue
from monitoring.storage.contents import Contents
from monitoring.storage.errors import NotAStore, StoreError
from monitoring.store import Store
from monitoring.trust import log, sessions
from monitoring.trust.log import End, Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require

FAILED = "failed"
MOMENTS = 200


class NotEmpty(Exception):
    "A store that something is to be moved to has rows already; its place."


class NotTheSame(Exception):
    "After a move two stores differ: in which tables, or as of which moment."


def back_up(store: Store, target: Path, person: Person) -> None:
    """A copy of the store as it is now, written whole or not at all; the copy's log ends with its own making. A store that cannot be written, as on a
    disk that is full or was attached for reading, is copied all the same, and has no row of it.

    Raises Refused, StoreError, OSError where the copy cannot be written.
    """
    store.check()
    is_told = store.is_writable and _is_told(store, target, person)
    if not is_told:
        require(person, Permission.BACK_UP)
    try:
        store.backup(target)
    except (OSError, StoreError):
        if is_told:
            _write(store, target.name, person, FAILED)
        raise


def _is_told(store: Store, target: Path, person: Person) -> bool:
    """Whether the store's log tells of the backup: it cannot where its disk is full."""
    try:
        _write(store, target.name, person)
    except StoreError as error:
        if error.code not in ("full", "unwritable"):
            raise
        return False
    return True


def _write(store: Store, target: str, person: Person, outcome: str = log.DONE) -> None:
    with log.transaction(store, person) as connection:
        require(person, Permission.BACK_UP)
        log.write(connection, person, Event.BACKED_UP, "file", target, outcome)


def restore(store: Store, source: Path, person: Person) -> Path | None:
    """Puts a backup in the store's place, without its sessions, in one step; a damaged store is kept beside it: where, is the answer. The restored
    log tells where the one that it takes the place of had its end.

    Raises Refused, StoreError, and changes nothing where `source` is no store.
    """
    log.ask(store, person, Permission.RESTORE)
    before = _end(store)
    with TemporaryDirectory(prefix="monitoring-") as folder:
        prepared = Store(Path(folder) / "restored.duckdb")
        Store(source).backup(prepared.path)
        prepared.check()
        with log.transaction(prepared, person) as connection:
            require(person, Permission.RESTORE)
            sessions.remove_over(connection, None)
            log.write(connection, person, Event.RESTORED, "file", f"{source.name} {before}")
        return store.restore(prepared.path)


@dataclass(frozen=True)
class Moved:
    """What was moved: the store's contents, table by table, and as of how many moments both read the same."""

    contents: Contents
    moments: int


def move(source: Store, target: Store, catalogue: Catalogue, person: Person) -> Moved:
    """Copies a store into an empty one of either kind, and proves it: counts and hashes of all rows, and what both read as of every moment at which
    something changed (at most MOMENTS of them, evenly chosen). The log of both tells of it. Nobody may write to either meanwhile.

    Raises Refused, NotEmpty, NotTheSame, StoreError.
    """
    log.ask(source, person, Permission.RESTORE)
    if not target.is_empty:
        raise NotEmpty(target.place)
    if source.is_writable:
        _write(source, target.place, person)
    with TemporaryDirectory(prefix="monitoring-") as folder:
        source.backup(Path(folder) / "moved.duckdb")
        target.restore(Path(folder) / "moved.duckdb")
    before, after = source.contents(), target.contents()
    if different := [one.table for one, other in zip(before.tables, after.tables, strict=True) if one != other and one.table != "schema_versions"]:
        raise NotTheSame(", ".join(different))
    moments = [row.moment for row in source.rows("moments", programme=catalogue.programme.programme)]
    chosen = [*moments[:: max(1, -(-len(moments) // MOMENTS))], None]
    # Within a transaction the target is as it is now; who only reads may be shown what was there before, where a server is slow.
    with log.transaction(target, person) as connection:
        require(person, Permission.RESTORE)
        for moment in chosen:
            connection.rows("as_of", as_of=moment)
            if snapshot.read(source, catalogue, moment) != snapshot.read_from(connection, catalogue):
                raise NotTheSame(str(moment))
        log.write(connection, person, Event.RESTORED, "file", source.place)
    return Moved(after, len(chosen))


def _end(store: Store) -> End:
    """Where the store's log ends; nowhere where it cannot be read, as when it is to be restored because it is damaged."""
    try:
        return log.end(store)
    except NotAStore:
        return End()
