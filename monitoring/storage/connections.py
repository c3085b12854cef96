"""Connections to a DuckDB in this process, whatever it is for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

_starting = threading.Lock()


@contextmanager
def connected(started: Callable[[], duckdb.DuckDBPyConnection]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own to the DuckDB that `started` gives, and makes where it is not there yet: one thread at a time."""
    with _starting:
        connection = started().cursor()
    try:
        yield connection
    finally:
        connection.close()


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """Adds rows to a table, each a dict by column: one statement for all of them."""
    names = list(rows[0])
    unnested = ", ".join(f"unnest(${name})" for name in names)
    connection.execute(f"insert into {table} ({', '.join(names)}) select {unnested}", {name: [row[name] for row in rows] for name in names})
