"""What a store holds, table by table, so that two can be compared to the last bit: for a move, for a backup, for whoever doubts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from monitoring.storage.backend import Backend
from monitoring.storage.statements import columns, statement


@dataclass(frozen=True)
class TableContents:
    """The number of rows of a table, and a sum over the hashes of all its values, whatever the rows' order."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True)
class Contents:
    """Of all tables; `gaps` are the numbers of commits that are missing, twice, or earlier than the one before."""

    tables: tuple[TableContents, ...]
    commits: int
    gaps: tuple[int, ...]


def of(backend: Backend) -> Contents:
    """Reads everything from a copy that is made for it. Raises StoreError."""
    with _copied(backend) as connection:
        there = _columns_there(connection)
        tables = tuple(_table(connection, table, there.get(table, set())) for table in sorted(columns()))
        commits = connection.execute(statement("commits")).fetchall() if "commits" in there else []
    moments = [moment for _, moment in commits]
    wrong = {number for at, (number, _) in enumerate(commits, 1) if number != at}
    wrong |= {commits[at][0] for at in range(1, len(commits)) if moments[at] <= moments[at - 1]}
    return Contents(tables, len(commits), tuple(sorted(wrong)))


@contextmanager
def _copied(backend: Backend) -> Iterator[duckdb.DuckDBPyConnection]:
    with TemporaryDirectory(prefix="monitoring-") as folder:
        backend.back_up(Path(folder) / "copy.duckdb")
        with duckdb.connect(str(Path(folder) / "copy.duckdb"), read_only=True) as connection:
            yield connection


def _columns_there(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found = connection.execute(statement("table_columns"), {"database": "copy"}).fetchall()
    return {table: set(names) for table, names in found}


def _table(connection: duckdb.DuckDBPyConnection, table: str, there: set[str]) -> TableContents:
    """A store of version 1 has fewer columns; those that it lacks count as empty."""
    if not there:
        return TableContents(table, 0, "0")
    values = ", ".join(name if name in there else f"null::{kind}" for name, kind in columns()[table].items())
    rows, total = connection.execute(f"select count(*), coalesce(sum(hash({values})::hugeint), 0) from {table}").fetchone()
    return TableContents(table, rows, f"{total:x}")
