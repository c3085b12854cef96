"""What a process reads: a copy of a store's rows in a DuckDB in memory, to which those that came since are added. The views of `sql/` run there, and
nothing that reads knows which kind of store it is. Who asks while the store cannot be had is shown what is here, and from when."""

from __future__ import annotations

import atexit
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count

import duckdb

from monitoring.storage import turns
from monitoring.storage.backend import Backend, Commit, Fed, Mark, Transaction
from monitoring.storage.connections import connected
from monitoring.storage.errors import StoreBusy, StoreError
from monitoring.storage.statements import ABOUT_THE_STORE, PEOPLE, Part, columns, statement, totals

CONFIG = {"python_enable_replacements": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
FIRST = 120.0
"""Seconds that somebody waits at most for the first copy, once the store can be had: a large one takes a while."""
NEWS = 1.0
"""Seconds that somebody waits for news who has older data to show, and after which they ask again."""
TEMPLATE = "template"
LEAVING = 5.0
"""Seconds that the end of a process waits for an update."""
MOST = 12
"""Copies that a process has at once: those of the stores that were used last."""


class MemoryCopy:
    """The rows of one store, without those of `sql/schema.sql`'s tables about people where it is a public one, and without those of other programmes
    where one is named.

    `behind_since` is the moment (UTC) from which on the store may have more. `state` changes with every change.
    """

    def __init__(self, backend: Backend, is_public: bool, programme: str | None):
        self.backend, self._lock = backend, threading.Lock()
        self._fed: Fed | None = None
        self.state = 0
        self.behind_since: datetime | None = None
        self._part = Part(frozenset(columns()) - ABOUT_THE_STORE - (PEOPLE if is_public else frozenset()), programme)
        self._ask_again = 0.0
        self._job: Updating | None = None
        self._changing: duckdb.DuckDBPyConnection | None = None
        self._name = f"copy_{next(_names)}"
        with connected(_started) as connection:
            connection.execute(f"attach ':memory:' as {self._name}")
            connection.execute(f"copy from database {TEMPLATE} to {self._name} (schema)")
        self._totals = dict(_totals_without_rows())

    @property
    def data_version(self) -> tuple:
        """What tells two states of the data apart: of each table of it how many rows it has, and a sum over them."""
        return self.backend.place, *(self._totals[table] for table in sorted(self._totals))

    @property
    def commit_number(self) -> int:
        """Of the last commit that the copy has."""
        return self._fed.mark.number if self._fed else 0

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the copy, in a transaction that sees one state of it."""
        with connected(_started) as connection:
            connection.execute(f"use {self._name}")
            connection.execute("begin")
            yield connection

    def refresh(self) -> None:
        """Brings the copy up to date, or notes since when it is behind, as when the store cannot be had in time. Raises StoreError."""
        if self._fed is not None and time.monotonic() < self._ask_again:
            return
        until, running = time.monotonic() + (FIRST if self._fed is None else NEWS), self._job
        if running is not None and not self._is_current():
            # It may have looked at the store before this call.
            running.done.wait(until - time.monotonic())
        if self._is_current():
            self.behind_since = None
            return
        job = self._running_job()
        is_done = job.done.wait(max(until - time.monotonic(), 0))
        error = job.error if is_done else StoreBusy(self.backend.place)
        if error is None:
            self.behind_since = None
        elif self._fed is None or not (isinstance(error, StoreError) and error.may_pass):
            raise error
        else:
            self.behind_since = self.behind_since or datetime.now(UTC).replace(tzinfo=None)
            self._ask_again = time.monotonic() + NEWS

    def _is_current(self) -> bool:
        """Whether the store is as it was when the copy was fed, as far as that is known without asking it."""
        stamp = self.backend.stamp()
        return self._fed is not None and stamp is not None and stamp == self._fed.stamp

    def update(self) -> None:
        """Brings the copy up to date. Raises StoreError."""
        with self._alone() as connection:
            self._take(self.backend.feed(connection, self._fed, self._part), connection)

    @contextmanager
    def transaction(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, Transaction]]:
        """The copy as the store is, in a transaction of its own, and the store's transaction. Raises StoreError."""
        with self._alone() as connection, self.backend.transaction(connection, self._fed, self._part) as transaction:
            self._take(transaction.fed, connection)
            connection.execute("begin")
            yield connection, transaction

    def commit(self, connection: duckdb.DuckDBPyConnection, transaction: Transaction, commit: Commit) -> None:
        """Ends both transactions."""
        transaction.commit(commit)
        connection.execute("commit")
        self._take(Fed(commit.mark, transaction.stamp, commit.appended | commit.rewritten), connection)

    def _take(self, fed: Fed, connection: duckdb.DuckDBPyConnection) -> None:
        if changed := totals().keys() & fed.changed:
            self._totals |= _totals(connection, changed)
        if self._fed is None or fed.changed:
            self.state = next(_states)
        self._fed, self._ask_again = fed, 0.0

    @contextmanager
    def _alone(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The copy to oneself, to change it. Who has it may wait for the store; who only reads goes on."""
        if not turns.comes(
            lambda seconds: self._lock.acquire(timeout=seconds), lambda: (self.commit_number, self.backend.stamp()), self.backend.patience
        ):
            raise StoreBusy(self.backend.place)
        try:
            with connected(_started) as connection:
                connection.execute(f"use {self._name}")
                self._changing = connection
                yield connection
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Whoever reads next reads everything anew from the store."""
        with self._alone():
            self._fed = self._fed and Fed(Mark(), stamp=object())

    def leave(self) -> None:
        """Ends an update that still runs, at the end of the process: a thread that is taken away amid DuckDB's code brings the whole process down."""
        if self._job is not None and self._changing is not None:
            with suppress(duckdb.Error):
                self._changing.interrupt()
            self._job.join(LEAVING)

    def discard(self) -> None:
        """Gives the memory free, and the store."""
        self.backend.close()
        with suppress(duckdb.Error), connected(_started) as connection:
            connection.execute(f"detach {self._name}")

    def _running_job(self) -> Updating:
        """The thread that updates the copy: one at a time, for all who wait."""
        with _starting:
            if self._job is None or self._job.done.is_set():
                self._job = Updating(self)
                self._job.start()
            return self._job


class Updating(threading.Thread):
    """Updates a copy once; `done` is set then, and `error` is why it could not."""

    def __init__(self, copy: MemoryCopy):
        super().__init__(name="store-copy", daemon=True)
        self._copy, self.done = copy, threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._copy.update()
        except BaseException as error:
            self.error = error
        finally:
            self.done.set()


_names, _states, _starting = count(), count(1), threading.Lock()
_copies: OrderedDict[tuple[str, bool, str | None], MemoryCopy] = OrderedDict()
_finding = threading.Lock()


@lru_cache
def _started() -> duckdb.DuckDBPyConnection:
    """The DuckDB that all copies are in, with an empty one that the others are made after."""
    connection = duckdb.connect(":memory:", config=CONFIG)
    connection.execute(f"attach ':memory:' as {TEMPLATE}")
    connection.execute(f"use {TEMPLATE}")
    connection.execute(statement("schema") + statement("former_tables"))
    connection.execute(statement("views"))
    return connection


def _totals(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> dict[str, tuple]:
    """What data_version.sql says of these tables."""
    return {row[0]: row for row in connection.execute(" union all ".join(totals()[table] for table in sorted(tables))).fetchall()}


@lru_cache
def _totals_without_rows() -> dict[str, tuple]:
    with connected(_started) as connection:
        connection.execute(f"use {TEMPLATE}")
        return _totals(connection, totals().keys())


def forget_all() -> None:
    """Gives all copies free: whoever reads next is as a process that has just begun."""
    with _finding:
        while _copies:
            _copies.popitem()[1].discard()


@atexit.register
def _leave_all() -> None:
    for copy in list(_copies.values()):
        copy.leave()


def copy_of(backend: Backend, is_public: bool, programme: str | None = None) -> MemoryCopy:
    """This process's copy of a store, made where there is none yet."""
    with _finding:
        key = backend.place, is_public, programme
        if key not in _copies:
            _copies[key] = MemoryCopy(backend, is_public, programme)
        _copies.move_to_end(key)
        while len(_copies) > MOST:
            _copies.popitem(last=False)[1].discard()
        return _copies[key]
