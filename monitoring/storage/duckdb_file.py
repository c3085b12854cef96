"""A store in one DuckDB file. DuckDB lets one process write, or several read; whoever wants the file queues for it, holds it shortly, and lets go."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from monitoring.storage.attached_file import NEW, UNKNOWN, AttachedFile, State, bring_up_to_date, emptied, writer
from monitoring.storage.backend import Commit, Fed, Mark
from monitoring.storage.connections import insert
from monitoring.storage.errors import NotAStore, StoreBusy, StoreError
from monitoring.storage.file_queue import FileQueue
from monitoring.storage.statements import VERSION, Part, missing, statement
from monitoring.storage.whole_file import written_whole

PAUSE = 0.05
WRITABLE = "read_write, storage_version 'v1.4.0'"
"""The format that DuckDB reads since 1.4: a file is opened and let go of in half the time. One in an older format goes over to it when it is next
written to."""
TAKEN = "Could not set lock on file"
"""What DuckDB says when another process has the file; a damaged or foreign file brings the same exception with other words."""
NO_ROOM = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)))
NOT_ALLOWED = tuple(map(os.strerror, (errno.EACCES, errno.EROFS, errno.EPERM)))
_names = itertools.count()


class DuckDBFile:
    """A store file. It need not exist: reading a missing one finds nothing, writing makes it."""

    patience = 10.0

    def __init__(self, path: Path):
        self.path, self.place = path, str(path)
        self._left: tuple[object, State] | None = None

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
            return Fed(Mark(), stamp, emptied(copy, part.tables) if since else frozenset())
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
            with writer() as connection, self._attached(connection, False, self._known(fed.stamp)) as file:
                file.enter()
                connection.execute("begin")
                bring_up_to_date(connection, file)
                yield _FileTransaction(self, file, queue, fed)

    def left(self, state: State) -> object:
        """The stamp of the file after a commit. While it keeps it, as where nobody else writes, the file is in this state and is not asked again."""
        self._left = (stamp := self.stamp()), state
        return stamp

    def _known(self, stamp: object) -> State | None:
        """The state of the file that has this stamp, as far as it need not be asked."""
        if stamp == (None, None):
            return NEW
        return self._left[1] if self._left and self._left[0] == stamp else None

    def content(self, upload_id: str) -> bytes | None:
        with self._queue(), writer() as connection, self._attached(connection, True) as file:
            file.enter()
            return next((content for (content,) in connection.execute(statement("upload_content"), {"upload_id": upload_id}).fetchall()), None)

    def back_up(self, target: Path) -> None:
        if not _stamp(self.path):
            raise NotAStore(self.path)
        with self._queue(), written_whole(target) as half:
            with writer() as connection, self._attached(connection, True):
                shutil.copyfile(self.path, half)
            if self._log.exists():
                # Its content goes into the copy: the store itself may be on a disk that is full.
                DuckDBFile(half)._take_over(self._log)

    def _take_over(self, log: Path) -> None:
        """Writes into the file what the write-ahead log of the one that it was copied from holds."""
        try:
            shutil.copyfile(log, self._log)
            with writer() as connection, self._attached(connection, False) as file:
                connection.execute(f"checkpoint {file.name}")
        finally:
            self._log.unlink(missing_ok=True)

    def restore(self, source: Path) -> Path | None:
        DuckDBFile(source).check()
        with self._queue(to_write=True) as queue, writer() as connection:
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
        with self._queue() as queue, writer() as connection, self._attached(connection, True) as file:
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

    def _check_complete(self, state: State, queue: FileQueue) -> None:
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
    def _attached(self, connection: duckdb.DuckDBPyConnection, read_only: bool, known: State | None = None) -> Iterator[AttachedFile]:
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
            file = AttachedFile(connection, name, read_only, known)
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


class _FileTransaction:
    """A transaction on an attached file."""

    def __init__(self, backend: DuckDBFile, file: AttachedFile, queue: FileQueue, fed: Fed):
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


def _stamp(path: Path) -> tuple | None:
    """What changes with a file's content; None for a file that is missing or empty."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino) if stat.st_size else None
