"""A store in PostgreSQL, which any number of servers share. One transaction at a time writes, under an advisory lock, so that the numbers of commits
have no gap; readers fetch the rows that came since and wait for nobody. What went wrong is told by SQLSTATE, never by a message's words."""

from __future__ import annotations

import io
import random
import re
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import PGconn, Ping

from monitoring.storage import turns
from monitoring.storage.backend import Commit, Fed, Mark
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.storage.errors import StoreBusy, StoreError
from monitoring.storage.statements import ABOUT_THE_STORE, EMPTY, VERSION, columns, new_version, statement

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

TYPES = {"blob": "bytea", "double": "double precision"}
"""DuckDB's names of types that PostgreSQL calls otherwise."""
NULL, BLOCK = r"\N", 1 << 20
PAUSE = (0.05, 0.25)
"""Seconds, from and to, until a connection is tried again."""


class PostgreSQL:
    """A database by its address, `postgresql://user@host/name`. A password is better kept in PGPASSFILE than in the address."""

    patience = 10.0

    def __init__(self, address: str):
        self._address = make_conninfo(address, **{key: value for key, value in CONNECTION.items() if key not in conninfo_to_dict(address)})
        known = conninfo_to_dict(address)
        self.place = f"postgresql://{known.get('host', '')}{':' if 'port' in known else ''}{known.get('port', '')}/{known.get('dbname', '')}"
        self._reader: psycopg.Connection | None = None
        self._reading = threading.Lock()

    def stamp(self) -> object:
        """None: whether there is something new is asked by feeding."""
        return None

    def is_writable(self) -> bool:
        return True

    def feed(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, tables: Iterable[str]) -> Fed:
        with self._reading, self._telling():
            connection = self._connected_reader()
            with connection.transaction():
                return _fed(connection, copy, since, frozenset(tables), self.place)

    @contextmanager
    def transaction(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, tables: Iterable[str]) -> Iterator[_PostgreSQLTransaction]:
        # One connection a process: many that wait for a second one would hold up each other.
        self.close()
        with self._telling(), self._connected() as connection:
            if not turns.comes(partial(_has_lock, connection), partial(_newest, connection), self.patience):
                raise StoreBusy(self.place)
            # What others committed before us is seen from here on.
            yield _PostgreSQLTransaction(connection, _fed(connection, copy, since, frozenset(tables), self.place))

    def content(self, upload_id: str) -> bytes | None:
        with self._telling(), self._connected() as connection:
            return next((bytes(content) for (content,) in _rows(connection, "upload_content", upload_id=upload_id)), None)

    def back_up(self, target: Path) -> None:
        with TemporaryDirectory(prefix="monitoring-") as folder:
            made = Path(folder) / target.name
            with self._telling(), self._connected() as connection, duckdb.connect(str(made)) as file:
                file.execute(statement("schema") + statement("former_tables"))
                _copy(connection, file, {table: "" for table in columns()}, with_content=True)
            DuckDBFile(made).back_up(target)

    def restore(self, source: Path) -> None:
        DuckDBFile(source).check()
        with self._telling(), duckdb.connect(str(source), read_only=True) as file, self._connected() as connection:
            connection.execute(statement("postgresql/lock"))
            connection.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, columns()))))
            found = {name for (name,) in file.execute("select table_name from duckdb_tables()").fetchall()}
            for table in [*ABOUT_THE_STORE, "uploads", "recipes", "roles", *columns()]:
                if table in found:
                    found.discard(table)
                    _fill(connection, file, table)
            if _version(connection, self.place) < VERSION:
                _set_version(connection)
            connection.commit()

    def check(self) -> None:
        with self._telling(), self._connected() as connection:
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
        with self._telling(), self._connected() as connection:
            connection.execute(statement("postgresql/lock"))
            connection.execute(_tables())
            connection.execute(statement("postgresql/keys"))
            connection.execute(statement("postgresql/rights"))
            if _version(connection, self.place) < VERSION:
                _set_version(connection)
            connection.commit()

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        """A connection in a transaction; what is not committed is lost."""
        connection = self._made()
        try:
            yield connection
        finally:
            connection.close()

    def _made(self) -> psycopg.Connection:
        """A new connection, tried again for a while where the server answers: it may have as many as it allows, or be starting. (Why it refuses, it
        tells only in words.)"""
        until = time.monotonic() + self.patience
        while True:
            try:
                return psycopg.connect(self._address)
            except psycopg.OperationalError as error:
                if PGconn.ping(self._address.encode()) not in (Ping.OK, Ping.REJECT):
                    raise StoreError(self.place, "down") from error
                if time.monotonic() > until:
                    raise StoreError(self.place, "refused") from error
            time.sleep(random.uniform(*PAUSE))

    def _connected_reader(self) -> psycopg.Connection:
        """The connection that stays open for reading, made anew where it broke."""
        if self._reader is not None and not self._reader.closed:
            with suppress(psycopg.OperationalError):
                self._reader.execute("select 1")
                self._reader.rollback()
                return self._reader
            self._reader.close()
        self._reader = self._made()
        self._reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._reader.read_only = True
        return self._reader

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Raises what the server says as StoreError."""
        try:
            yield
        except psycopg.Error as error:
            if error.sqlstate is None and not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
                raise
            # Of a connection that broke there may be none.
            state = error.sqlstate or "08"
            code = next((code for beginning, code in CODES.items() if state.startswith(beginning)), None)
            if code is None:
                raise
            raise (StoreBusy(self.place) if code == "busy" else StoreError(self.place, code)) from error


class _PostgreSQLTransaction:
    """A transaction that has the lock."""

    stamp: object = None

    def __init__(self, connection: psycopg.Connection, fed: Fed):
        self._connection, self.fed = connection, fed

    def insert(self, table: str, rows: list[dict]) -> None:
        _insert(self._connection, table, list(rows[0]), (row.values() for row in rows))

    def execute(self, statement: str, values: Mapping[str, object]) -> None:
        self._connection.execute(_translated(statement), values)

    def commit(self, commit: Commit) -> None:
        self._connection.commit()


def _tables() -> str:
    """The tables of sql/schema.sql, and those that only older versions made, with the names that PostgreSQL has for types."""
    text = statement("schema") + statement("former_tables")
    for theirs, ours in TYPES.items():
        text = re.sub(rf"^(    \w+) {re.escape(theirs)}\b", rf"\1 {ours}", text, flags=re.M)
    return text


def _translated(text: str) -> str:
    """A statement for psycopg: `$name` is %(name)s there."""
    return re.sub(r"\$(\w+)", r"%(\1)s", re.sub(r"--.*", "", text).replace("%", "%%"))


def _rows(connection: psycopg.Connection, query: str, **values) -> list[tuple]:
    """All rows of `sql/<query>.sql`."""
    return connection.execute(_translated(statement(query)), values).fetchall()


def _set_version(connection: psycopg.Connection) -> None:
    row = new_version()
    _insert(connection, "schema_versions", list(row), [row.values()])


def _version(connection: psycopg.Connection, place: str) -> int:
    """The version of the tables. Raises StoreError where a newer program made them."""
    version = connection.execute(statement("schema_version")).fetchone()[0] or 0
    if version > VERSION:
        raise StoreError(place, "newer")
    return version


def _fed(connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, since: Fed | None, tables: frozenset[str], place: str) -> Fed:
    """Brings a copy up to date, as Backend.feed."""
    newest = connection.execute(statement("newest_commit")).fetchone()
    mark = Mark(*newest) if newest else Mark()
    if since is not None and mark == since.mark and since.mark.number:
        return Fed(mark, None)
    if since is None and _version(connection, place) < VERSION:
        raise StoreError(place, "not-prepared")
    copy.execute("begin")
    if since is not None and since.mark.number and _has(connection, since.mark):
        changed = _add_new(connection, copy, since.mark, tables)
    else:
        had = {table for table in tables | ABOUT_THE_STORE if copy.execute(f"delete from {table}").fetchone()[0]}
        changed = had | _copy(connection, copy, dict.fromkeys(tables | ABOUT_THE_STORE, ""))
    copy.execute("commit")
    return Fed(mark, None, frozenset(changed))


def _has_lock(connection: psycopg.Connection, seconds: float) -> bool:
    """Waits for the lock that one has who writes."""
    connection.rollback()
    _rows(connection, "postgresql/patience", patience=f"{int(seconds * 1000)}ms")
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
    return _rows(connection, "commit", number=mark.number, commit_id=mark.commit_id) != []


def _add_new(connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, since: Mark, tables: frozenset[str]) -> set[str]:
    commits = _rows(connection, "commits_since", number=since.number)
    rewritten = {*" ".join(row[1] for row in commits).split()} & tables
    appended = ({*" ".join(row[0] for row in commits).split()} & tables) - rewritten
    for table in rewritten:
        copy.execute(f"delete from {table}")
    newer = f"where commit_number > {since.number}"
    _copy(connection, copy, dict.fromkeys(rewritten, "") | dict.fromkeys([*appended, "commits"], newer))
    return rewritten | appended


def _copy(connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, wanted: Mapping[str, str], with_content: bool = False) -> set[str]:
    """Copies rows into the tables of a DuckDB, of each table those that its condition names; gives the tables that there were any of."""
    return {table for table, where in wanted.items() if _copy_rows(connection, copy, table, where, with_content)}


def _copy_rows(connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, table: str, where: str, with_content: bool) -> int:
    from pyarrow import csv

    names = [name for name in columns()[table] if with_content or name not in EMPTY]
    rows = io.BytesIO()
    with connection.cursor().copy(f"copy (select {_hexed(table, names)} from {table} {where}) to stdout (format csv)") as sent:
        for block in sent:
            rows.write(block)
    if not rows.tell():
        return 0
    rows.seek(0)
    types = {name: _arrow(columns()[table][name]) for name in names}
    arrow = csv.read_csv(
        rows,
        csv.ReadOptions(column_names=names, block_size=max(1 << 20, min(rows.getbuffer().nbytes, 1 << 30)), use_threads=False),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False),
    )
    taken = [f"unhex({name})" if columns()[table][name] == "blob" else name for name in names]
    taken += [EMPTY[name] for name in columns()[table] if name not in names]
    into = [*names, *(name for name in columns()[table] if name not in names)]
    copy.register("fetched", arrow)
    copy.execute(f"insert into {table} ({', '.join(into)}) select {', '.join(taken)} from fetched")
    copy.unregister("fetched")
    return arrow.num_rows


def _hexed(table: str, names: Collection[str]) -> str:
    return ", ".join(f"encode({name}, 'hex')" if columns()[table][name] == "blob" else name for name in names)


def _arrow(kind: str) -> object:
    import pyarrow

    types = {
        "varchar": pyarrow.string(),
        "blob": pyarrow.string(),
        "bigint": pyarrow.int64(),
        "integer": pyarrow.int32(),
        "double": pyarrow.float64(),
        "date": pyarrow.date32(),
        "timestamp": pyarrow.timestamp("us"),
    }
    return types[kind]


def _fill(connection: psycopg.Connection, file: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copies a table of a backup, as text from one program to the other."""
    kinds = {name: kind for name, kind, *_ in file.execute(f"describe {table}").fetchall()}
    taken = ", ".join(rf"'\x' || hex({name}) as {name}" if kind == "BLOB" else name for name, kind in kinds.items())
    command = sql.SQL("copy {} ({}) from stdin (format csv, null {})").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, kinds)), sql.Literal(NULL)
    )
    with TemporaryDirectory(prefix="monitoring-") as folder:
        path = Path(folder) / "rows.csv"
        file.execute(f"copy (select {taken} from {table}) to '{path}' (format csv, header false, nullstr '{NULL}')")
        with path.open("rb") as rows, connection.cursor().copy(command) as receiving:
            while block := rows.read(BLOCK):
                receiving.write(block)


def _insert(connection: psycopg.Connection, table: str, names: list[str], rows: Iterable[Iterable]) -> None:
    command = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names)))
    with connection.cursor().copy(command) as receiving:
        for row in rows:
            receiving.write_row(tuple(row))
