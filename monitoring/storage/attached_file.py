"""A DuckDB file while it is attached, and the DuckDB of this process that a file is attached to when it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import lru_cache

import duckdb

from monitoring.storage.backend import Mark
from monitoring.storage.connections import connected, insert
from monitoring.storage.statements import EMPTY, VERSION, Part, columns, new_version, statement, tables_of

CONFIG = {
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
    "default_block_size": 32_768,
}
"""Most tables of a store have few rows, of which each column fills a block: with blocks of an eighth of the usual size a write takes a quarter less
time, and a store of 1.3 million figures is as large and read as fast. A file keeps the size of blocks that it was made with."""


@dataclass(frozen=True)
class State:
    """Of a file: the version of its tables, its last commit, and its tables' names where they were asked for."""

    version: int
    mark: Mark
    tables: frozenset[str] | None = None


UNKNOWN = State(1, Mark())
"""Of a file of version 1, an empty one, or somebody else's."""
NEW = State(1, Mark(), frozenset())
"""Of a file that is about to be made."""


class AttachedFile:
    """A file that is attached to a DuckDB under a `name`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, is_read_only: bool, known: State | None):
        self.name, self.connection, self.is_read_only, self._is_attached = name, connection, is_read_only, True
        self.home = connection.execute("select current_database()").fetchone()[0]
        self.state = known or self._read_state()

    def rows(self, query: str, **values) -> list[tuple]:
        """All rows of `sql/<query>.sql`, of this file."""
        self.enter()
        try:
            return self.connection.execute(statement(query), values).fetchall()
        finally:
            self.connection.execute(f"use {self.home}")

    def enter(self) -> None:
        """From here on the connection's tables are the file's."""
        self.connection.execute(f"use {self.name}")

    def _read_state(self) -> State:
        try:
            ((version,),) = self.rows("schema_version")
            return State(version or UNKNOWN.version, next((Mark(*row) for row in self.rows("newest_commit")), Mark()))
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
            had = emptied(copy, part.tables) if since else frozenset()
            return had | {table for table in self._with_rows(part.tables & there.keys()) if self._copy_rows(copy, table, there[table], part)}
        commits = self.rows("commits_since", number=since.number)
        rewritten = frozenset(" ".join(row[1] for row in commits).split()) & part.tables
        appended = (frozenset(" ".join(row[0] for row in commits).split()) & part.tables) - rewritten
        emptied(copy, rewritten)
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
            self.connection.execute(f"use {self.home}")
            self.connection.execute(f"detach {self.name}")
        except duckdb.Error:
            _started.cache_clear()


def bring_up_to_date(connection: duckdb.DuckDBPyConnection, file: AttachedFile) -> None:
    """Makes the tables that the file does not have, and gives those of version 1 their commit numbers' column, in the transaction that has begun."""
    found, wanted = file.tables(), tables_of("schema").keys()
    if not found:
        # To copy the empty tables takes a third of the time of making them by their SQL.
        connection.execute(f"copy from database {file.home} to {file.name} (schema)")
    elif not found >= wanted:
        connection.execute(statement("schema"))
    if file.state.version < VERSION:
        for table, there in file.columns().items() if found else ():
            if table in wanted and "commit_number" not in there:
                connection.execute(f"alter table {table} add column commit_number bigint")
        insert(connection, "schema_versions", [new_version()])
    file.state = State(VERSION, file.state.mark, found | wanted)


def emptied(copy: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> frozenset[str]:
    """Takes all rows out of tables of a copy; gives those that had any."""
    return frozenset(table for table in tables if copy.execute(f"delete from {table}").fetchone()[0])


def writer() -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A connection to a DuckDB of its own in this process, which has the tables and no rows: what goes wrong with a file ends it, and no reader's
    copy."""
    return connected(_started)


@lru_cache
def _started() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=CONFIG)
    connection.execute(statement("schema"))
    return connection
