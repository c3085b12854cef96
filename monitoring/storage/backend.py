"""What a store of any kind does for its readers and writers: the one interface of the DuckDB file and of PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb

from monitoring.storage.statements import Part


@dataclass(frozen=True)
class Mark:
    """A commit: its number, from 1 without gaps, its id, which tells a store from one that went on differently after the same number, and its moment
    (UTC). The default is a store without commits."""

    number: int = 0
    commit_id: str = ""
    committed_at: datetime | None = None


@dataclass(frozen=True)
class Commit:
    """What a transaction did, as a row of the table `commits`: to which tables rows were appended, and in which some were removed or changed."""

    mark: Mark
    appended: frozenset[str]
    rewritten: frozenset[str]

    def row(self) -> dict:
        """Of the table `commits`."""
        tables = {"appended": " ".join(sorted(self.appended)), "rewritten": " ".join(sorted(self.rewritten))}
        return {"commit_number": self.mark.number, "commit_id": self.mark.commit_id, "committed_at": self.mark.committed_at, **tables}


@dataclass(frozen=True)
class Fed:
    """Up to which commit a copy was fed; the stamp that the store had then, by which it is seen to be unchanged; which tables changed."""

    mark: Mark
    stamp: object
    changed: frozenset[str] = frozenset()


class Transaction(Protocol):
    """Writing, while nobody else writes. `commit` ends it; without it nothing is stored. `fed` is what the copy was given before, `stamp` the
    store's stamp after the commit."""

    fed: Fed
    stamp: object

    def insert(self, table: str, rows: list[dict]) -> None:
        """Adds rows, each a dict by column and all with the same columns."""

    def execute(self, sql: str, values: Mapping[str, object]) -> None:
        """Runs one statement, written so that DuckDB and PostgreSQL understand it, with `$name` for the values."""

    def commit(self, commit: Commit) -> None:
        """Stores it all, as this commit, whose row was inserted."""


class Backend(Protocol):
    """One store. Whatever it cannot do raises StoreError."""

    place: str
    """Its name, as a person knows it and without a secret."""
    patience: float
    """For how many seconds somebody waits for it before they hear that it is busy."""

    def stamp(self) -> object:
        """What changes with the content and can be had without waiting; None where there is nothing of the kind, and feeding must tell."""

    def feed(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> Fed:
        """Brings a copy (see MemoryCopy) that was fed up to `since` up to date, or fills it anew, with `part` of the store."""

    def transaction(self, copy: duckdb.DuckDBPyConnection, since: Fed | None, part: Part) -> AbstractContextManager[Transaction]:
        """One at a time for a store, all processes of all machines taken together. The copy is fed as by `feed`, and nothing comes after it."""

    def content(self, upload_id: str) -> bytes | None:
        """The file of an upload."""

    def is_writable(self) -> bool:
        """Whether this process could write, as far as can be told without writing."""

    def back_up(self, target: Path) -> None:
        """Writes the whole store to a DuckDB file, all or nothing."""

    def restore(self, source: Path) -> Path | None:
        """Puts what a backup holds in the place of everything. A damaged store is kept: where, is the answer."""

    def migrate(self) -> None:
        """Makes the tables, or brings them up to this program's version."""

    def close(self) -> None:
        """Lets go of what is held open between two readings."""

    def check(self) -> None:
        """Reads everything. Raises NotAStore where something cannot be read."""
