"""Rows on their way between PostgreSQL and a DuckDB: whole tables in columns, what came since, and a backup's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psycopg
import pyarrow
from psycopg import sql

from monitoring.storage.backend import Mark
from monitoring.storage.postgresql_server import Columns
from monitoring.storage.statements import EMPTY, Part, columns, statement

NULL, BLOCK = r"\N", 1 << 20
ARROW = {
    "varchar": pyarrow.string(),
    "blob": pyarrow.binary(),
    "bigint": pyarrow.int64(),
    "integer": pyarrow.int32(),
    "double": pyarrow.float64(),
    "date": pyarrow.date32(),
    "timestamp": pyarrow.timestamp("us"),
}
"""Of each type of the schema."""


def translated(text: str) -> str:
    """A statement for psycopg: `$name` is %(name)s there."""
    return re.sub(r"\$(\w+)", r"%(\1)s", re.sub(r"--.*", "", text).replace("%", "%%"))


def rows(connection: psycopg.Connection, query: str, **values) -> list[tuple]:
    """All rows of `sql/<query>.sql`."""
    return connection.execute(translated(statement(query)), values).fetchall()


def add_new(connection: psycopg.Connection, copy: duckdb.DuckDBPyConnection, since: Mark, part: Part) -> set[str]:
    """Adds what came since, and gives the tables that changed."""
    commits = rows(connection, "commits_since", number=since.number)
    rewritten = {*" ".join(row[1] for row in commits).split()} & part.tables
    appended = ({*" ".join(row[0] for row in commits).split()} & part.tables) - rewritten
    for table in rewritten:
        copy.execute(f"delete from {table}")
    changed = set(rewritten)
    for table in rewritten | appended:
        names = kept(table)
        newer = "true" if table in rewritten else f"commit_number > {since.number}"
        if found := connection.execute(f"select {', '.join(names)} from {table} where {newer} and {part.condition(table)}").fetchall():
            changed.add(table)
            values = zip(names, zip(*found, strict=True), strict=True)
            _take(copy, table, pyarrow.table({name: pyarrow.array(each, ARROW[columns()[table][name]]) for name, each in values}))
    return changed


def kept(table: str) -> list[str]:
    """The columns that a copy in memory has rows of."""
    return [name for name in columns()[table] if name not in EMPTY]


def copy_columns(server: Columns, copy: duckdb.DuckDBPyConnection, table: str, names: list[str], condition: str = "true") -> bool:
    """Copies these columns of a table, of the rows that fulfil a condition, into that of a DuckDB; whether there was any row."""
    taken = 0
    for batch in server.batches(f"select {', '.join(names)} from {table} where {condition}"):
        _take(copy, table, pyarrow.Table.from_batches([batch]))
        taken += batch.num_rows
    return taken > 0


def _take(copy: duckdb.DuckDBPyConnection, table: str, rows: pyarrow.Table) -> None:
    empty = {name: value for name, value in EMPTY.items() if name in columns()[table] and name not in rows.column_names}
    copy.register("fetched", rows)
    copy.execute(f"insert into {table} ({', '.join([*rows.column_names, *empty])}) select {', '.join(['*', *empty.values()])} from fetched")
    copy.unregister("fetched")


def fill(connection: psycopg.Connection, file: duckdb.DuckDBPyConnection, table: str) -> None:
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


def insert(connection: psycopg.Connection, table: str, names: list[str], rows: Iterable[Iterable]) -> None:
    command = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names)))
    with connection.cursor().copy(command) as receiving:
        for row in rows:
            receiving.write_row(tuple(row))
