"""The store: one DuckDB file, append-only. Connections are short, so that several processes can share the file.

DuckDB lets one process write, or several read. Whoever finds it taken waits, at most `PATIENCE` seconds, then hears StoreBusy; whoever only wants to
know whether there is something new goes on with what they have.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import shutil
import threading
import time
from collections import defaultdict, namedtuple
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import duckdb

SQL = Path(__file__).parent / "sql"
PATIENCE, PAUSE = 10.0, 0.05
NEWS = 1.0
"""Seconds that somebody waits for news who has older data to show, and after which they ask again."""
TAKEN = "Could not set lock on file"
"""What DuckDB says when another process has the file; a damaged or foreign file brings the same exception with other words."""
CONFIG = {"python_enable_replacements": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
CREATED = re.compile(r"^\w+ table [a-z ]+ (\w+) \($.*?^\);$", re.M | re.S)
"""One table of schema.sql or former_tables.sql."""
_starting, _numbers = threading.Lock(), itertools.count()
WHEN_WRITTEN = datetime.min
"""In place of the moment of what is yet to be written."""


class StoreBusy(Exception):
    "Another process has held the store for longer than we wait."


class ReadOnly(Exception):
    "This process may only read the store: it is the public copy's."


class NotAStore(Exception):
    "The file is not a store of this software."


@dataclass(frozen=True)
class _Known:
    """The data version that a version of the file has. `behind_since` is the moment from which on the file could not be had, `ask_again` when (of
    the monotonic clock) to try the next time."""

    version: tuple
    data: tuple
    behind_since: datetime | None = None
    ask_again: float = 0.0


@lru_cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def _needs_views(query: str) -> bool:
    """Whether `sql/<query>.sql` reads what sql/views.sql makes."""
    made = re.findall(r"^create temp (?:view|macro) (\w+)", statement("views"), re.M)
    return not set(made).isdisjoint(re.findall(r"\w+", statement(query)))


@lru_cache
def _row_type(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns, rename=True)


class Connection:
    """An open store. `rows` answers a query of `sql/` as named tuples, `insert` adds rows to a table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection, self._has_views = connection, False

    def rows(self, query: str, /, **values) -> list:
        """All rows of `sql/<query>.sql` with `values` bound by name."""
        if not self._has_views and _needs_views(query):
            self._connection.execute(statement("views"))
            self._has_views = True
        result = self._connection.execute(statement(query), values)
        row = _row_type(tuple(column[0] for column in result.description))
        return [row(*values) for values in result.fetchall()]

    def insert(self, table: str, rows: list[dict]) -> None:
        """Adds `rows`, each a dict by column; one statement for all of them. Raises ValueError for a table that is not the schema's."""
        if not rows:
            return
        if table not in _tables_of("schema"):
            raise ValueError(table)
        columns = list(rows[0])
        unnested = ", ".join(f"unnest(${column})" for column in columns)
        self._connection.execute(
            f"insert into {table} ({', '.join(columns)}) select {unnested}", {column: [row[column] for row in rows] for column in columns}
        )


@lru_cache
def _tables_of(name: str) -> dict[str, str]:
    """What makes each table of `sql/<name>.sql`, by the table's name."""
    return {made[1]: made[0] for made in CREATED.finditer(statement(name))}


def _lacking(found: set[str]) -> str:
    """The tables that a file does not have, as temporary ones: a store that an older version made is read as it is, and a newer one has none of the
    former tables."""
    known = _tables_of("schema") | _tables_of("former_tables")
    return "\n".join(made.replace(" table ", " temp table ", 1) for name, made in known.items() if name not in found)


class Store:
    """A store file. It need not exist: reading a missing one finds nothing, writing makes it, unless it `is_read_only`."""

    _locks: ClassVar[dict[Path, threading.RLock]] = defaultdict(threading.RLock)
    _data_versions: ClassVar[dict[Path, _Known]] = {}

    def __init__(self, path: Path, is_read_only: bool = False):
        self.path, self.is_read_only = Path(path).resolve(), is_read_only

    @property
    def version(self) -> tuple:
        """Changes with every write, of this process or another."""
        return (str(self.path), _stamp(self.path), _stamp(self._log))

    @property
    def data_version(self) -> tuple:
        """Changes with the data: not where only the log, a session or a role was written. Equal data versions hold equal data.

        Worked out once for each version of the file. While another process has it, the last one that this process knows. Raises StoreBusy where it
        knows none, NotAStore.
        """
        version, known = self.version, self._data_versions.get(self.path)
        if known is None or known.version != version:
            known = self._data_versions[self.path] = self._news(version, known)
        elif known.behind_since:
            known = self._data_versions[self.path] = replace(known, behind_since=None)
        return known.data

    @property
    def behind_since(self) -> datetime | None:
        """The moment (UTC) from which on `data_version` may be behind the file, since another process has it; None where it is not."""
        known = self._data_versions.get(self.path)
        return known and known.behind_since

    def _news(self, version: tuple, known: _Known | None) -> _Known:
        if known is not None and time.monotonic() < known.ask_again:
            return known
        try:
            with self._tables_to_read(PATIENCE if known is None else min(NEWS, PATIENCE)) as connection:
                return _Known(version, (str(self.path), *connection.execute(statement("data_version")).fetchall()))
        except StoreBusy:
            if known is None:
                raise
            return replace(known, behind_since=known.behind_since or now(), ask_again=time.monotonic() + NEWS)

    @property
    def is_writable(self) -> bool:
        """Whether this process could write to the file, as far as the file system says."""
        return not self.is_read_only and all(os.access(path, os.W_OK) for path in (self.path, self.path.parent))

    @property
    def _log(self) -> Path:
        """DuckDB's write-ahead log. It outlives a process that was killed after its commit, and then belongs to the data."""
        return self.path.with_name(f"{self.path.name}.wal")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store. Raises StoreBusy, NotAStore."""
        with self._tables_to_read() as connection:
            yield Connection(connection)

    @contextmanager
    def _tables_to_read(self, patience: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that has all the tables, those that the file lacks empty."""
        with self._opened(True, patience) if _stamp(self.path) else _connection() as connection:
            connection.execute(_lacking(self._tables(connection)))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or none where the block raises. Raises StoreBusy, NotAStore, ReadOnly."""
        if self.is_read_only:
            raise ReadOnly(str(self.path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._opened(read_only=False) as connection:
            found = self._tables(connection)
            connection.execute("begin")
            if _tables_of("schema").keys() - found:
                connection.execute(statement("schema"))
            connection.execute(_lacking(found | _tables_of("schema").keys()))
            yield Connection(connection)
            connection.execute("commit")

    def rows(self, query: str, /, **values) -> list:
        """One query on a connection of its own."""
        with self.reading() as connection:
            return connection.rows(query, **values)

    def backup(self, target: Path) -> None:
        """A copy of the store as it is now, written whole or not at all. Raises StoreBusy, NotAStore."""
        with _written_whole(target) as half, self._opened(read_only=not self._log.exists()) as connection:
            if self._log.exists():
                connection.execute("checkpoint")
            shutil.copyfile(self.path, half)

    def restore(self, source: Path) -> None:
        """Puts a backup in the store's place; a damaged store is kept beside it. Raises NotAStore and changes nothing where `source` is none,
        StoreBusy."""
        Store(source).check()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locks[self.path]:
            self._clear_damaged()
            with self._opened(read_only=False) as held:
                held.execute("checkpoint")
                self._log.unlink(missing_ok=True)
                with _written_whole(self.path) as half:
                    shutil.copyfile(source, half)

    def _clear_damaged(self) -> None:
        """Moves a file that nobody can open as a store out of the way, with its log: `<name>.damaged`."""
        try:
            with self._opened(read_only=False):
                pass
        except NotAStore:
            for path in (self.path, self._log):
                if path.exists():
                    os.replace(path, path.with_name(f"{path.name}.damaged"))

    def check(self) -> None:
        """Reads everything. Raises NotAStore where the file is not a store, or not a whole one."""
        if not self.path.is_file():
            raise NotAStore(str(self.path))
        try:
            with self._opened(read_only=True) as connection:
                found = self._tables(connection)
                if not found:
                    raise NotAStore(str(self.path))
                connection.execute(_lacking(found))
                connection.execute(statement("everything")).fetchall()
        except duckdb.IOException as error:
            raise NotAStore(str(self.path)) from error

    def _tables(self, connection: duckdb.DuckDBPyConnection) -> set[str]:
        """What was ever committed; a process killed in its first write leaves a file without tables. Raises NotAStore where there are tables
        and they are not ours."""
        found = {name for (name,) in connection.execute(statement("tables")).fetchall()}
        if found and "uploads" not in found:
            raise NotAStore(str(self.path))
        return found

    @contextmanager
    def _opened(self, read_only: bool, patience: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """The file, under a name that no other opened one has, by one thread of this process at a time. What is not committed is lost.

        Raises StoreBusy after `patience` seconds (None: PATIENCE), NotAStore.
        """
        until = time.monotonic() + (PATIENCE if patience is None else patience)
        with _connection() as connection:
            name = f"store_{next(_numbers)}"
            while not self._is_attached(connection, name, read_only, until):
                time.sleep(PAUSE)
            try:
                connection.execute(f"use {name}")
                yield connection
            finally:
                _detach(connection, name)
                self._locks[self.path].release()

    def _is_attached(self, connection: duckdb.DuckDBPyConnection, name: str, read_only: bool, until: float) -> bool:
        """Tries it once. The process's lock is held afterwards where it went well, and not while somebody waits for another process: threads that
        wait do so beside each other and not one after the other."""
        lock, quoted = self._locks[self.path], str(self.path).replace("'", "''")
        if not lock.acquire(timeout=max(until - time.monotonic(), 0)):
            raise StoreBusy(str(self.path))
        is_ours = False
        try:
            connection.execute(f"attach '{quoted}' as {name} (type duckdb, {'read_only' if read_only else 'read_write'})")
            is_ours = True
        except duckdb.IOException as error:
            if TAKEN not in str(error):
                raise NotAStore(str(self.path)) from error
            if time.monotonic() > until:
                raise StoreBusy(str(self.path)) from error
        finally:
            if not is_ours:
                lock.release()
        return is_ours


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own to this process's DuckDB, which holds no data: starting one takes longer than opening a file."""
    with _starting:
        connection = _started().cursor()
    try:
        yield connection
    finally:
        connection.close()


@lru_cache
def _started() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=CONFIG)


def _detach(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Gives the file free for other processes. Where DuckDB cannot, as after a disk was full, another one is started the next time, and the file is
    free when nobody uses this one."""
    try:
        with suppress(duckdb.TransactionException):
            connection.execute("rollback")
        connection.execute("use memory")
        connection.execute(f"detach {name}")
    except duckdb.Error:
        _started.cache_clear()


def _stamp(path: Path) -> tuple | None:
    """What changes with a file's content; None for a file that is missing or empty."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino) if stat.st_size else None


@contextmanager
def _written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `target` when the block is done and is gone when it fails."""
    half = target.with_name(f"{target.name}.half")
    try:
        yield half
        os.replace(half, target)
    finally:
        half.unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """The SHA-256 by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def now() -> datetime:
    """This moment as the store keeps it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)


def moment(at: datetime) -> datetime:
    """`at`, or this moment where it is WHEN_WRITTEN. To be asked inside of `Store.writing`: what is stored must not seem to have been there before
    the store was ours, or a material frozen in between would change."""
    return now() if at == WHEN_WRITTEN else at
