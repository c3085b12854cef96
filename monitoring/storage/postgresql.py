"""A store in PostgreSQL, which any number of servers share. One transaction at a time writes, under an advisory lock, so that the numbers of commits
have no gap; readers fetch the rows that came since and wait for nobody."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psycopg
from psycopg import sql

from monitoring.storage import turns
from monitoring.storage.backend import Commit, Fed, Mark
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.storage.errors import StoreBusy, StoreError
from monitoring.storage.postgresql_rows import add_new, copy_columns, fill, insert, kept, rows, translated
from monitoring.storage.postgresql_server import Server
from monitoring.storage.statements import ABOUT_THE_STORE, VERSION, Part, columns, new_version, statement

TYPES = {"blob": "bytea", "double": "double precision"}
"""DuckDB's names of types that PostgreSQL calls otherwise."""


class PostgreSQL:
    """A store in the database of this address."""

    def __init__(self, address: str):
        self._server = Server(address)
        self.place = self._server.place
        self._reader: psycopg.Connection | None = None
        self._reading = threading.Lock()

    @property
    def patience(self) -> float:
        return self._server.patience

    def stamp(self) -> object:
        """None: whether there is something new is asked by feeding."""
        return None

    def is_writable(self) -> bool:
        return True

    def feed(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> Fed:
        with self._reading, self._server.telling():
            if since is None:
                return self._filled(copy, part)
            connection = self._connected_reader()
            with connection.transaction():
                return self._fed(connection, copy, since, part)

    @contextmanager
    def transaction(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> Iterator[_PostgreSQLTransaction]:
        # One connection a process: many that wait for a second one would hold up each other.
        self.close()
        with self._server.telling(), self._server.connected() as connection:
            if not turns.comes(partial(_has_lock, connection), partial(_newest, connection), self.patience):
                raise StoreBusy(self.place)
            # What others committed before us is seen from here on.
            fed = self._fed(connection, copy, since, part) if since else self._filled(copy, part)
            yield _PostgreSQLTransaction(connection, fed, self._has_stored)

    def content(self, upload_id: str) -> bytes | None:
        with self._server.telling(), self._server.connected() as connection:
            return next((bytes(content) for (content,) in rows(connection, "upload_content", upload_id=upload_id)), None)

    def back_up(self, target: Path) -> None:
        with TemporaryDirectory(prefix="monitoring-") as folder:
            made = Path(folder) / target.name
            with self._server.telling(), self._server.columns() as server, duckdb.connect(str(made)) as file:
                file.execute(statement("schema") + statement("former_tables"))
                for table, names in columns().items():
                    copy_columns(server, file, table, list(names))
            DuckDBFile(made).back_up(target)

    def restore(self, source: Path) -> None:
        DuckDBFile(source).check()
        with self._server.telling(), duckdb.connect(str(source), read_only=True) as file, self._server.connected(is_patient=True) as connection:
            connection.execute(statement("postgresql/lock"))
            connection.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, columns()))))
            found = {name for (name,) in file.execute("select table_name from duckdb_tables()").fetchall()}
            for table in [*ABOUT_THE_STORE, "uploads", "recipes", "roles", *columns()]:
                if table in found:
                    found.discard(table)
                    fill(connection, file, table)
            if _version(connection, self.place) < VERSION:
                _set_version(connection)
            connection.commit()

    def check(self) -> None:
        with self._server.telling(), self._server.connected(is_patient=True) as connection:
            for table, names in columns().items():
                connection.execute(
                    sql.SQL("select max(hashtext({})) from {}").format(
                        sql.SQL(" || ").join(sql.SQL("coalesce({}::text, '')").format(sql.Identifier(name)) for name in names), sql.Identifier(table)
                    )
                ).fetchone()

    def close(self) -> None:
        with self._reading:
            if self._reader is not None:
                self._reader.close()

    def migrate(self) -> None:
        """Makes the tables, or brings them up to this program's version, and gives the roles their rights. Raises StoreError."""
        with self._server.telling(), self._server.connected(is_patient=True) as connection:
            connection.execute(statement("postgresql/lock"))
            connection.execute(_tables())
            connection.execute(statement("postgresql/keys"))
            connection.execute(statement("postgresql/rights"))
            if _version(connection, self.place) < VERSION:
                _set_version(connection)
            connection.commit()

    def _fed(self, connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, since: Fed, part: Part) -> Fed:
        """Brings a copy up to date, as Backend.feed."""
        newest = connection.execute(statement("newest_commit")).fetchone()
        mark = Mark(*newest) if newest else Mark()
        if mark == since.mark and mark.number:
            return Fed(mark, None)
        if not since.mark.number or not _has(connection, since.mark):
            return self._filled(copy, part)
        copy.execute("begin")
        changed = add_new(connection, copy, since.mark, part)
        copy.execute("commit")
        return Fed(mark, None, frozenset(changed))

    def _filled(self, copy: duckdb.DuckDBPyConnection, part: Part) -> Fed:
        """Fills a copy anew."""
        with self._server.columns() as server:
            if (version := server.first(statement("schema_version"))[0] or 0) < VERSION:
                raise StoreError(self.place, "not-prepared")
            _refuse_newer(version, self.place)
            mark = Mark(*(server.first(statement("newest_commit")) or ()))
            copy.execute("begin")
            changed = {table for table in part.tables if copy.execute(f"delete from {table}").fetchone()[0]}
            for table in part.tables:
                if copy_columns(server, copy, table, kept(table), part.condition(table)):
                    changed.add(table)
            copy.execute("commit")
        return Fed(mark, None, frozenset(changed))

    def _has_stored(self, mark: Mark) -> bool:
        """Whether a commit is there whose answer was lost. Raises StoreError where nobody can tell now."""
        with suppress(psycopg.Error, StoreError), self._server.connected() as connection:
            # Once we have the lock, whoever was about to store it has ended.
            if _has_lock(connection, self.patience):
                return _has(connection, mark)
        raise StoreError(self.place, "unknown")

    def _connected_reader(self) -> psycopg.Connection:
        """The connection that stays open for reading, made anew where it broke."""
        if self._reader is not None and not self._reader.closed:
            with suppress(psycopg.OperationalError):
                self._reader.execute("select 1")
                self._reader.rollback()
                return self._reader
            self._reader.close()
        self._reader = self._server.connect()
        self._reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._reader.read_only = True
        return self._reader


class _PostgreSQLTransaction:
    """A transaction that has the lock."""

    stamp: object = None

    def __init__(self, connection: psycopg.Connection, fed: Fed, has_stored: Callable[[Mark], bool]):
        self._connection, self.fed, self._has_stored = connection, fed, has_stored

    def insert(self, table: str, rows: list[dict]) -> None:
        insert(self._connection, table, list(rows[0]), (row.values() for row in rows))

    def execute(self, statement: str, values: Mapping[str, object]) -> None:
        self._connection.execute(translated(statement), values)

    def commit(self, commit: Commit) -> None:
        try:
            self._connection.commit()
        except psycopg.OperationalError:
            # Where the connection broke, the server may have stored it before.
            if not self._connection.closed or not self._has_stored(commit.mark):
                raise


def _tables() -> str:
    """The tables of sql/schema.sql, and those that only older versions made, with the names that PostgreSQL has for types."""
    text = statement("schema") + statement("former_tables")
    for theirs, ours in TYPES.items():
        text = re.sub(rf"^(    \w+) {re.escape(theirs)}\b", rf"\1 {ours}", text, flags=re.M)
    return text


def _set_version(connection: psycopg.Connection) -> None:
    row = new_version()
    insert(connection, "schema_versions", list(row), [row.values()])


def _version(connection: psycopg.Connection, place: str) -> int:
    """The version of the tables. Raises StoreError where a newer program made them."""
    return _refuse_newer(connection.execute(statement("schema_version")).fetchone()[0] or 0, place)


def _refuse_newer(version: int, place: str) -> int:
    if version > VERSION:
        raise StoreError(place, "newer")
    return version


def _has_lock(connection: psycopg.Connection, seconds: float) -> bool:
    """Waits for the lock that one has who writes."""
    connection.rollback()
    rows(connection, "postgresql/patience", patience=f"{int(seconds * 1000)}ms")
    with suppress(psycopg.errors.LockNotAvailable):
        connection.execute(statement("postgresql/lock"))
        return True
    return False


def _newest(connection: psycopg.Connection) -> tuple | None:
    """The newest commit as it is now; ends the transaction."""
    connection.rollback()
    newest = connection.execute(statement("newest_commit")).fetchone()
    connection.rollback()
    return newest


def _has(connection: psycopg.Connection, mark: Mark) -> bool:
    return rows(connection, "commit", number=mark.number, commit_id=mark.commit_id) != []
