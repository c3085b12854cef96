"""A PostgreSQL server that is spoken to: connections that are tried again and given up in time, and what went wrong, told by SQLSTATE and never by a
message's words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import adbc_driver_manager
import adbc_driver_postgresql
import psycopg
import pyarrow
from adbc_driver_manager import AdbcConnection, AdbcStatement
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import PGconn, Ping

from monitoring.storage.errors import StoreBusy, StoreError
from monitoring.storage.statements import statement

CONNECTION = {"connect_timeout": "5", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "10000"}
"""How soon a server that does not answer any more is given up, in seconds (the last one in milliseconds), unless the address says otherwise."""
CODES = {
    "08": "down",  # connection exceptions
    "57P": "down",  # shut down, crashed, starting up
    "53100": "full",
    "53300": "busy",  # too many connections
    "55P03": "busy",  # the lock was not had in time
    "57014": "busy",  # a statement took too long
    "40": "busy",  # serialisation, deadlock
    "42501": "not-allowed",
    "42P01": "not-prepared",
    "25006": "unwritable",  # a standby, after a failover
}
"""What a SQLSTATE, or the beginning of one, means for us."""

ANSWER = 30.0
"""Seconds that a server has for one answer, longer than a lock is waited for; one that took a question and is silent for longer is given up."""
LOST = (psycopg.OperationalError, psycopg.InterfaceError, adbc_driver_manager.OperationalError, adbc_driver_manager.InterfaceError)
"""Errors that tell, without a SQLSTATE, that the connection is gone."""
PAUSE = (0.05, 0.25)
"""Seconds, from and to, until a connection is tried again."""

Made = TypeVar("Made")


class _Answering(psycopg.Connection):
    """A connection that is closed where an answer does not come within ANSWER."""

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            return super().wait(gen, interval, ANSWER if timeout is None else timeout)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:
                self.close()
            raise


class Columns:
    """A connection that gives rows in columns, fast, through ADBC. (Its DB-API would import pandas; this is what lies below.)"""

    def __init__(self, connection: AdbcConnection, place: str):
        self._connection, self._place = connection, place

    def execute(self, text: str) -> None:
        with AdbcStatement(self._connection) as asked:
            asked.set_sql_query(text)
            asked.execute_update()

    def batches(self, text: str) -> Iterator[pyarrow.RecordBatch]:
        """The rows of a query, a few megabytes at a time. Raises StoreError where the connection breaks."""
        with AdbcStatement(self._connection) as asked:
            asked.set_sql_query(text.rstrip(";\n"))
            stream, _ = asked.execute_query()
            try:
                yield from pyarrow.RecordBatchReader.from_stream(stream)
            except OSError as error:
                raise StoreError(self._place, "down") from error

    def first(self, text: str) -> tuple | None:
        """The first row of a query."""
        return next((tuple(row.values()) for batch in self.batches(text) for row in batch.to_pylist()), None)


def _in_columns(address: str) -> AdbcConnection:
    return AdbcConnection(adbc_driver_postgresql.connect(address), **{"adbc.connection.autocommit": "false"})


class Server:
    """A database by its address, `postgresql://user@host/name`. A password is better kept in PGPASSFILE than in the address."""

    patience = 10.0
    """Seconds that a connection is tried for, and a lock waited for that nobody gets on with."""

    def __init__(self, address: str):
        known = conninfo_to_dict(address)
        self._address = make_conninfo(address, **{key: value for key, value in CONNECTION.items() if key not in known})
        self.place = f"postgresql://{known.get('host', '')}{':' if 'port' in known else ''}{known.get('port', '')}/{known.get('dbname', '')}"

    def connect(self, is_patient: bool = False) -> psycopg.Connection:
        return self._made(psycopg.Connection.connect if is_patient else _Answering.connect)

    @contextmanager
    def connected(self, is_patient: bool = False) -> Iterator[psycopg.Connection]:
        """A connection in a transaction; what is not committed is lost. One that `is_patient` waits for an answer as long as it takes."""
        connection = self.connect(is_patient)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def columns(self) -> Iterator[Columns]:
        """A connection for many rows, all of one state of the store."""
        with self._made(_in_columns) as connection:
            columns = Columns(connection, self.place)
            columns.execute(statement("postgresql/reading"))
            yield columns

    def _made(self, connect: Callable[[str], Made]) -> Made:
        """A new connection, tried again for a while where the server answers: it may have as many as it allows, or be starting. (Why it refuses, it
        tells only in words.)"""
        until = time.monotonic() + self.patience
        while True:
            try:
                return connect(self._address)
            except (psycopg.OperationalError, adbc_driver_manager.OperationalError) as error:
                if PGconn.ping(self._address.encode()) not in (Ping.OK, Ping.REJECT):
                    raise StoreError(self.place, "down") from error
                if time.monotonic() > until:
                    raise StoreError(self.place, "refused") from error
            time.sleep(random.uniform(*PAUSE))

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raises what the server says as StoreError."""
        try:
            yield
        except (psycopg.Error, adbc_driver_manager.Error) as error:
            if error.sqlstate is None and not isinstance(error, LOST):
                raise
            # Of a connection that broke there may be none.
            state = error.sqlstate or "08"
            code = next((code for beginning, code in CODES.items() if state.startswith(beginning)), None)
            if code is None:
                raise
            raise (StoreBusy(self.place) if code == "busy" else StoreError(self.place, code)) from error
