"""A store in one DuckDB file. DuckDB lets one process write, or several read; whoever wants the file queues for it, holds it shortly, and lets go."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import duckdb

from monitoring.storage.backend import Commit, Fed, Mark
from monitoring.storage.errors import NotAStore, StoreBusy, StoreError
from monitoring.storage.file_queue import FileQueue
from monitoring.storage.statements import EMPTY, VERSION, Part, columns, missing, new_version, statement, tables_of
from monitoring.storage.whole_file import written_whole

PAUSE = 0.05
CONFIG = {
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
    "default_block_size": 32_768,
}
"""Most tables of a store have few rows, of which each column fills a block: with blocks of an eighth of the usual size a write takes a quarter less
time, and a store of 1.3 million figures is as large and read as fast. A file keeps the size of blocks that it was made with."""
WRITABLE = "read_write, storage_version 'v1.4.0'"
"""The format that DuckDB reads since 1.4: a file is opened and let go of in half the time. One in an older format goes over to it when it is next
written to."""
TAKEN = "Could not set lock on file"
"""What DuckDB says when another process has the file; a damaged or foreign file brings the same exception with other words."""
NO_ROOM = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)))
NOT_ALLOWED = tuple(map(os.strerror, (errno.EACCES, errno.EROFS, errno.EPERM)))
_names, _starting = itertools.count(), threading.Lock()


class DuckDBFile:
    """A store file. It need not exist: reading a missing one finds nothing, writing makes it."""

    patience = 10.0

    def __init__(self, path: Path):
        self.path, self.place = path, str(path)
        self._left: tuple[object, _State] | None = None

    @property
    def _log(self) -> Path:
        """DuckDB's write-ahead log. It outlives a process that was killed after its commit, and then belongs to the data."""
        return self.path.with_name(f"{self.path.name}.wal")

    def stamp(self) -> object:
        """Of the file and its write-ahead log."""
        return _stamp(self.path), _stamp(self._log)

    def is_writable(self) -> bool:
        return all(os.access(path, os.W_OK) for path in (self.path, self.path.parent))

    def feed(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> Fed:
        with self._queue() as queue:
            return self._fed(copy, since, part, queue)

    def _fed(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part, queue: FileQueue) -> Fed:
        stamp = self.stamp()
        if since is not None and stamp == since.stamp:
            return Fed(since.mark, stamp)
        if stamp[0] is None:
            self._check_complete(UNKNOWN, queue)
            return Fed(Mark(), stamp, _emptied(copy, part.tables) if since else frozenset())
        with self._attached(copy, True, self._known(stamp)) as file:
            self._check_complete(file.state, queue)
            copy.execute("begin")
            changed = file.feed(copy, since and since.mark, part)
            copy.execute("commit")
        return Fed(file.state.mark, stamp, changed)

    @contextmanager
    def transaction(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> Iterator[_FileTransaction]:
        with self._queue(to_write=True) as queue:
            fed = self._fed(copy, since, part, queue)
            with _writer() as connection, self._attached(connection, False, self._known(fed.stamp)) as file:
                file.enter()
                connection.execute("begin")
                _bring_up_to_date(connection, file)
                yield _FileTransaction(self, file, queue, fed)

    def left(self, state: _State) -> object:
        """The stamp of the file after a commit. While it keeps it, as where nobody else writes, the file is in this state and is not asked again."""
        self._left = (stamp := self.stamp()), state
        return stamp

    def _known(self, stamp: object) -> _State | None:
        return self._left[1] if self._left and self._left[0] == stamp else None

    def content(self, upload_id: str) -> bytes | None:
        with self._queue(), _writer() as connection, self._attached(connection, True) as file:
            file.enter()
            return next((content for (content,) in connection.execute(statement("upload_content"), {"upload_id": upload_id}).fetchall()), None)

    def back_up(self, target: Path) -> None:
        if not _stamp(self.path):
            raise NotAStore(self.path)
        with self._queue(), written_whole(target) as half:
            with _writer() as connection, self._attached(connection, True):
                shutil.copyfile(self.path, half)
            if self._log.exists():
                # Its content goes into the copy: the store itself may be on a disk that is full.
                DuckDBFile(half)._take_over(self._log)

    def _take_over(self, log: Path) -> None:
        """Writes into the file what the write-ahead log of the one that it was copied from holds."""
        try:
            shutil.copyfile(log, self._log)
            with _writer() as connection, self._attached(connection, False) as file:
                connection.execute(f"checkpoint {file.name}")
        finally:
            self._log.unlink(missing_ok=True)

    def restore(self, source: Path) -> Path | None:
        DuckDBFile(source).check()
        with self._queue(to_write=True) as queue, _writer() as connection:
            kept = self._clear_damaged(connection)
            with self._attached(connection, False) as file:
                connection.execute(f"checkpoint {file.name}")
            self._log.unlink(missing_ok=True)
            with written_whole(self.path) as half:
                shutil.copyfile(source, half)
            queue.tell(Mark())
        return kept

    def migrate(self) -> None:
        """Nothing: whoever writes next does it."""

    def close(self) -> None:
        """Nothing: a file is held only while it is read or written."""

    def check(self) -> None:
        if not self.path.is_file():
            raise NotAStore(self.path)
        with self._queue() as queue, _writer() as connection, self._attached(connection, True) as file:
            self._check_complete(file.state, queue)
            found = file.tables()
            if not found:
                raise NotAStore(self.path)
            file.enter()
            connection.execute(missing(found))
            connection.execute(statement("everything")).fetchall()

    def _clear_damaged(self, connection: duckdb.DuckDBPyConnection) -> Path | None:
        """Moves a file that nobody can open as a store out of the way, with its log: `<name>.damaged`, or with a number behind."""
        try:
            with self._attached(connection, False):
                return None
        except NotAStore:
            names = (f"{self.path.name}.damaged{f'-{number}' if number > 1 else ''}" for number in itertools.count(1))
            kept = next(path for name in names if not (path := self.path.with_name(name)).exists())
            for path, ending in ((self._log, ".wal"), (self.path, "")):
                if path.exists():
                    os.replace(path, kept.with_name(kept.name + ending))
            return kept

    def _check_complete(self, state: _State, queue: FileQueue) -> None:
        """Raises StoreError where a newer version of this software made the store, or where it has not all that was reported as stored."""
        if state.version > VERSION:
            raise StoreError(self.path, "newer")
        if state.mark.number < queue.told:
            raise StoreError(self.path, "incomplete", number=state.mark.number, told=queue.told, file=queue.path)

    @contextmanager
    def _queue(self, to_write: bool = False) -> Iterator[FileQueue]:
        """The file to ourselves, among all processes and threads that queue as we do. Raises StoreBusy."""
        if to_write:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise self._error(error) from error
        with FileQueue(self.path, self.patience, to_write) as queue:
            yield queue

    @contextmanager
    def _attached(self, connection: duckdb.DuckDBPyConnection, read_only: bool, known: _State | None = None) -> Iterator[_Attached]:
        """The file under a name that no other has, in the state that it is `known` to be in; what is not committed is lost. Somebody who does not
        queue, as a tool of DuckDB's own, can have it all the same. Raises StoreError."""
        name, until, quoted = f"store_{next(_names)}", time.monotonic() + self.patience, self.place.replace("'", "''")
        with self._telling():
            while True:
                try:
                    connection.execute(f"attach '{quoted}' as {name} (type duckdb, {'read_only' if read_only else WRITABLE})")
                    break
                except duckdb.IOException as error:
                    if TAKEN not in str(error):
                        raise
                    if time.monotonic() > until:
                        raise StoreBusy(self.path) from error
                time.sleep(PAUSE)
            file = _Attached(connection, name, read_only, known)
            try:
                if (file.state is UNKNOWN) and (found := file.tables()) and "uploads" not in found:
                    raise NotAStore(self.path)
                yield file
            finally:
                file.detach()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Raises what DuckDB says about the file as StoreError."""
        try:
            yield
        except (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException, duckdb.TransactionException, OSError) as error:
            # A TransactionException is what DuckDB raises where a commit could not be written.
            raise self._error(error) from error

    def _error(self, error: Exception) -> StoreError:
        text = str(error)
        if any(words in text for words in NO_ROOM):
            return StoreError(self.path, "full")
        if any(words in text for words in NOT_ALLOWED):
            return StoreError(self.path, "unwritable")
        return NotAStore(self.path)


@dataclass(frozen=True)
class _State:
    """Of a file: the version of its tables, its last commit, and its tables' names where they were asked for."""

    version: int
    mark: Mark
    tables: frozenset[str] | None = None


UNKNOWN = _State(1, Mark())
"""Of a file of version 1, an empty one, or somebody else's."""


class _Attached:
    """A file that is attached to a DuckDB under a `name`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, is_read_only: bool, known: _State | None):
        self.name, self.connection, self.is_read_only, self._is_attached = name, connection, is_read_only, True
        self._home = connection.execute("select current_database()").fetchone()[0]
        self.state = known or self._read_state()

    def rows(self, query: str, **values) -> list[tuple]:
        """All rows of `sql/<query>.sql`, of this file."""
        self.enter()
        try:
            return self.connection.execute(statement(query), values).fetchall()
        finally:
            self.connection.execute(f"use {self._home}")

    def enter(self) -> None:
        """From here on the connection's tables are the file's."""
        self.connection.execute(f"use {self.name}")

    def _read_state(self) -> _State:
        try:
            ((version,),) = self.rows("schema_version")
            return _State(version or UNKNOWN.version, next((Mark(*row) for row in self.rows("newest_commit")), Mark()))
        except duckdb.CatalogException:
            return UNKNOWN

    def tables(self) -> frozenset[str]:
        """What was ever committed has some tables; a process that was killed in its first write leaves a file without."""
        if self.state.tables is not None:
            return self.state.tables
        return frozenset(table for (table,) in self.connection.execute(statement("tables"), {"database": self.name}).fetchall())

    def columns(self) -> dict[str, Collection[str]]:
        """The columns of each table. They are asked where an older version made the tables."""
        if self.state.version == VERSION:
            return {table: columns()[table] for table in self.tables() & columns().keys()}
        return dict(self.connection.execute(statement("table_columns"), {"database": self.name}).fetchall())

    def feed(self, copy: duckdb.DuckDBPyConnection, since: Mark | None, part: Part) -> frozenset[str]:
        """Brings a copy that goes up to `since` up to date and gives the tables that are other than before. Where the file changed and has no commit
        that says how, all are copied anew."""
        if since is None or not self._went_on_from(since):
            there = self.columns()
            had = _emptied(copy, part.tables) if since else frozenset()
            return had | {table for table in self._with_rows(part.tables & there.keys()) if self._copy_rows(copy, table, there[table], part)}
        commits = self.rows("commits_since", number=since.number)
        rewritten = frozenset(" ".join(row[1] for row in commits).split()) & part.tables
        appended = (frozenset(" ".join(row[0] for row in commits).split()) & part.tables) - rewritten
        _emptied(copy, rewritten)
        for table in rewritten:
            self._copy_rows(copy, table, columns()[table].keys(), part)
        newer = f"commit_number > {since.number}"
        return rewritten | {table for table in appended if self._copy_rows(copy, table, columns()[table].keys(), part, newer)}

    def _went_on_from(self, mark: Mark) -> bool:
        """Whether there is more than a commit, and that one too."""
        if not mark.number or self.state.mark.number <= mark.number:
            return False
        return bool(self.rows("commit", number=mark.number, commit_id=mark.commit_id))

    def _with_rows(self, tables: Collection[str]) -> set[str]:
        """Those that have any: most have none, and one question about all of them takes less than copying nothing from each."""
        asked = " union all ".join(f"select '{table}' from (select 1 from {self.name}.main.{table} limit 1)" for table in tables)
        return {table for (table,) in self.connection.execute(asked).fetchall()} if tables else set()

    def _copy_rows(self, copy: duckdb.DuckDBPyConnection, table: str, there: Collection[str], part: Part, newer: str = "true") -> int:
        wanted = [column for column in columns()[table] if column in there]
        if not wanted:
            return 0
        taken = ", ".join(f"{EMPTY[column]} as {column}" if column in EMPTY else column for column in wanted)
        rows = f"select {taken} from {self.name}.main.{table} where {newer} and {part.condition(table, f'{self.name}.main.uploads')}"
        return copy.execute(f"insert into {table} ({', '.join(wanted)}) {rows}").fetchone()[0]

    def detach(self) -> None:
        """Gives the file free. Where DuckDB cannot, as after a disk was full, another one is started the next time, and the file is free when nobody
        uses this one."""
        if not self._is_attached:
            return
        self._is_attached = False
        try:
            with suppress(duckdb.TransactionException):
                self.connection.execute("rollback")
            self.connection.execute(f"use {self._home}")
            self.connection.execute(f"detach {self.name}")
        except duckdb.Error:
            _started.cache_clear()


class _FileTransaction:
    """A transaction on an attached file."""

    def __init__(self, backend: DuckDBFile, file: _Attached, queue: FileQueue, fed: Fed):
        self.fed = fed
        self.stamp: object = None
        self._backend, self._file, self._queue = backend, file, queue

    def insert(self, table: str, rows: list[dict]) -> None:
        insert(self._file.connection, table, rows)

    def execute(self, sql: str, values: Mapping[str, object]) -> None:
        self._file.connection.execute(sql, values)

    def commit(self, commit: Commit) -> None:
        """Commits, says that it is stored, and lets go of the file, which writes the write-ahead log into it."""
        self._file.connection.execute("commit")
        self._queue.tell(commit.mark)
        self._file.detach()
        self.stamp = self._backend.left(replace(self._file.state, mark=commit.mark))


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """Adds rows to a table, each a dict by column: one statement for all of them."""
    names = list(rows[0])
    unnested = ", ".join(f"unnest(${name})" for name in names)
    connection.execute(f"insert into {table} ({', '.join(names)}) select {unnested}", {name: [row[name] for row in rows] for name in names})


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, file: _Attached) -> None:
    """Makes the tables that the file does not have, and gives those of version 1 their commit numbers' column, in the transaction that has begun."""
    found, wanted = file.tables(), tables_of("schema").keys()
    if not found >= wanted:
        connection.execute(statement("schema"))
    if file.state.version < VERSION:
        for table, there in file.columns().items() if found else ():
            if table in wanted and "commit_number" not in there:
                connection.execute(f"alter table {table} add column commit_number bigint")
        insert(connection, "schema_versions", [new_version()])
    file.state = _State(VERSION, file.state.mark, found | wanted)


def _emptied(copy: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> frozenset[str]:
    """Takes all rows out of tables of a copy; gives those that had any."""
    return frozenset(table for table in tables if copy.execute(f"delete from {table}").fetchone()[0])


@contextmanager
def _writer() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a DuckDB of its own in this process, which holds no data: what goes wrong with a file ends it, and no reader's copy."""
    with _starting:
        connection = _started().cursor()
    try:
        yield connection
    finally:
        connection.close()


@lru_cache
def _started() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=CONFIG)


def _stamp(path: Path) -> tuple | None:
    """What changes with a file's content; None for a file that is missing or empty."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino) if stat.st_size else None
