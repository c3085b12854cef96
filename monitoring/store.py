"""The store: everything that was ever handed in, decided and done, append-only. It is kept in one DuckDB file, or in PostgreSQL, and read from a copy
in memory; nobody who reads or writes here knows which."""

from __future__ import annotations

import hashlib
import uuid
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb

from monitoring.storage import connections, contents, memory_copy
from monitoring.storage.backend import Backend, Commit, Mark, Transaction
from monitoring.storage.contents import Contents
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.storage.errors import ReadOnly
from monitoring.storage.memory_copy import MemoryCopy
from monitoring.storage.statements import removal, rewritten_by, statement, tables_of

WHEN_WRITTEN = datetime.min
"""In place of the moment of what is yet to be written."""
SMALLEST = timedelta(microseconds=1)
"""What two moments of the store differ by at least."""


class Connection:
    """One state of the store. `rows` answers a query of `sql/` as named tuples."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection

    def rows(self, query: str, /, **values) -> list:
        """All rows of `sql/<query>.sql` with `values` bound by name."""
        result = self._connection.execute(statement(query), values)
        row = _row_type(tuple(column[0] for column in result.description))
        return [row(*values) for values in result.fetchall()]


class WritingConnection(Connection):
    """A transaction, which sees what it writes. `now` is its moment (UTC): later than that of the commit before, however the clock was set;
    `store_version` the store's version when it began."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, transaction: Transaction, store_version: tuple):
        super().__init__(connection)
        self.store_version = store_version
        self._transaction, self._number = transaction, transaction.fed.mark.number + 1
        self._appended: set[str] = set()
        self._rewritten: set[str] = set()
        before = transaction.fed.mark.committed_at or self.rows("newest_moment")[0].moment
        self.now = max(now(), before + SMALLEST) if before else now()

    def insert(self, table: str, rows: list[dict]) -> None:
        """Adds `rows`, each a dict by column. Raises ValueError for a table that is not the schema's."""
        if table not in tables_of("schema"):
            raise ValueError(table)
        if rows:
            numbered = [row | {"commit_number": self._number} for row in rows]
            self._transaction.insert(table, numbered)
            connections.insert(self._connection, table, numbered)
            self._appended.add(table)

    def remove(self, name: str, **values) -> None:
        """Runs `sql/removal/<name>.sql`."""
        for sql, names in removal(name):
            wanted = {each: values[each] for each in names}
            self._transaction.execute(sql, wanted)
            self._connection.execute(sql, wanted)
        self._rewritten |= rewritten_by(name)

    def moment(self, at: datetime | None) -> datetime:
        """`at`, or this transaction's moment where it is None or WHEN_WRITTEN."""
        return self.now if at in (None, WHEN_WRITTEN) else at

    def finish(self) -> Commit | None:
        """What was done, with its row written; None where nothing was."""
        if not self._appended and not self._rewritten:
            return None
        commit = Commit(Mark(self._number, uuid.uuid4().hex, self.now), frozenset(self._appended), frozenset(self._rewritten))
        self._transaction.insert("commits", [commit.row()])
        return commit


@lru_cache
def _row_type(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns, rename=True)


class Store:
    """A store: a path is a DuckDB file, `postgresql://…` a database. It need not exist: reading a missing file finds nothing, writing makes it,
    unless it `is_read_only`, which is for the public. Where `programme` is named, what is read is that of this one alone."""

    def __init__(self, place: Path | str, is_read_only: bool = False, programme: str | None = None):
        self.is_read_only, self._programme = is_read_only, programme
        self.address = str(place) if "://" in str(place) else str(Path(place).resolve())
        self._backend = _backend(self.address)

    @property
    def place(self) -> str:
        """Its name, for a person, without a secret."""
        return self._backend.place

    @property
    def path(self) -> Path:
        """Where the file is. Raises TypeError for a database."""
        if not isinstance(self._backend, DuckDBFile):
            raise TypeError(self.place)
        return self._backend.path

    @property
    def _copy(self) -> MemoryCopy:
        return memory_copy.copy_of(self._backend, self.is_read_only, self._programme)

    def _fresh(self) -> MemoryCopy:
        copy = self._copy
        copy.refresh()
        return copy

    @property
    def version(self) -> tuple:
        """Changes with every write, of this process or another; this process's own. Raises StoreError."""
        return self.place, self._fresh().state

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever stored. Raises StoreError."""
        _, *tables = self.data_version
        return self.commit_number == 0 and not any(rows for _, rows, _ in tables)

    def refresh(self) -> None:
        """Takes over what came since, or notes that the store cannot be had (`behind_since`). Raises StoreError where nothing is there to show."""
        self._copy.refresh()

    @property
    def commit_number(self) -> int:
        """The number of the last commit; 0 where there is none. Raises StoreError."""
        return self._fresh().commit_number

    @property
    def data_version(self) -> tuple:
        """Changes with the data: not where only the log, a session or a role was written. Equal data versions hold equal data. Raises StoreError."""
        return self._fresh().data_version

    @property
    def behind_since(self) -> datetime | None:
        """The moment (UTC) from which on what is read may be behind the store, which cannot be had; None where it is not."""
        return self._copy.behind_since

    @property
    def is_writable(self) -> bool:
        """Whether this process could write, as far as can be told without writing."""
        return not self.is_read_only and self._backend.is_writable()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store: that of this moment, or the last one that could be had (see `behind_since`).

        Raises StoreError where there is none yet.
        """
        with self._fresh().cursor() as connection:
            yield Connection(connection)

    def reread(self) -> None:
        """Takes nothing that was read before for granted, as where somebody checks whether rows were changed behind our back. Raises StoreError."""
        self._copy.forget()

    @contextmanager
    def writing(self) -> Iterator[WritingConnection]:
        """A transaction: all of it is kept, or none where the block raises. Nobody else writes meanwhile. Raises StoreError."""
        if self.is_read_only:
            raise ReadOnly(self.place)
        copy = self._copy
        with copy.transaction() as (connection, transaction):
            writing = WritingConnection(connection, transaction, (self.place, copy.state))
            yield writing
            if commit := writing.finish():
                copy.commit(connection, transaction, commit)

    def rows(self, query: str, /, **values) -> list:
        """One query on a connection of its own."""
        with self.reading() as connection:
            return connection.rows(query, **values)

    def content(self, upload_id: str) -> bytes | None:
        """The file of an upload; None for one that there is not. Raises StoreError."""
        return self._backend.content(upload_id)

    def backup(self, target: Path) -> None:
        """A copy of the store as it is now, in a DuckDB file, written whole or not at all. Raises StoreError."""
        self._backend.back_up(target)

    def restore(self, source: Path) -> Path | None:
        """Puts a backup in the store's place; a damaged file is kept: where, is the answer. Raises StoreError, and changes nothing where `source` is
        no backup."""
        return self._backend.restore(source)

    def contents(self) -> Contents:
        """How many rows each table has, and a sum over all their values. Raises StoreError."""
        return contents.of(self._backend)

    def migrate(self) -> None:
        """Makes the tables of a database, or brings them up to this program's version; a file does so by itself. Raises StoreError."""
        self._backend.migrate()

    def check(self) -> None:
        """Reads everything. Raises NotAStore where the store is none, or not a whole one."""
        self._backend.check()


@lru_cache(maxsize=64)
def _backend(place: str) -> Backend:
    if "://" not in place:
        return DuckDBFile(Path(place))
    from monitoring.storage.postgresql import PostgreSQL

    return PostgreSQL(place)


def digest(content: bytes) -> str:
    """The SHA-256 by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def now() -> datetime:
    """This moment as the store keeps it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)
