"""The SQL of `monitoring/sql`, and the tables of its schema."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

SQL = Path(__file__).parent.parent / "sql"
CREATED = re.compile(r"^\w+ table [a-z ]+ (\w+) \($.*?^\);$", re.M | re.S)
"""One table of schema.sql or former_tables.sql."""
PEOPLE = frozenset(
    {
        *("log", "log_hashes", "log_people", "roles", "role_ends", "sessions", "session_uses", "session_ends", "contacts", "contact_ends", "mails"),
        *("mail_outcomes", "subscriptions", "subscription_confirmations", "subscription_ends", "subscription_links", "digests"),
    }
)
"""The tables that tell of people and not of the programme; a copy for the public has none of their rows."""
ABOUT_THE_STORE = frozenset({"commits", "schema_versions"})
EMPTY = {"content": "''::blob"}
"""What a copy has in place of a column that would fill its memory."""
KEYS = {"programme": "programme = {programme}", "upload_id": "upload_id in (select upload_id from {uploads} where programme = {programme})"}
"""The columns that tell of which programme a row is, and how."""
VERSION = 2
"""Of the schema. A program refuses a store whose version is higher than its own. 1 had no commits."""


@dataclass(frozen=True)
class Part:
    """What a copy has of a store: rows of these tables, and of one programme where it names one. What belongs to no programme is in each."""

    tables: frozenset[str]
    programme: str | None = None

    def condition(self, table: str, uploads: str = "uploads") -> str:
        """Which rows of a table these are, as SQL; `uploads` is the name that the store's uploads have there."""
        if self.programme is None or not (key := next((name for name in KEYS if name in columns()[table]), None)):
            return "true"
        return KEYS[key].format(programme="'" + self.programme.replace("'", "''") + "'", uploads=uploads)


@lru_cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def tables_of(name: str) -> dict[str, str]:
    """What makes each table of `sql/<name>.sql`, by the table's name."""
    return {made[1]: made[0] for made in CREATED.finditer(statement(name))}


@lru_cache
def columns() -> dict[str, dict[str, str]]:
    """The columns of each table, with their types; with the tables that only older versions made."""
    made = tables_of("schema") | tables_of("former_tables")
    return {table: dict(re.findall(r"^    (\w+) (\w+)", text, re.M)) for table, text in made.items()}


def missing(found: Collection[str]) -> str:
    """What makes the tables that a file does not have as temporary ones, for looking at a file of another version."""
    made = tables_of("schema") | tables_of("former_tables")
    return "\n".join(text.replace(" table ", " temp table ", 1) for table, text in made.items() if table not in found)


def new_version() -> dict:
    """A row of schema_versions: from this moment on the tables have this program's version."""
    return {"version": VERSION, "set_at": datetime.now(UTC).replace(tzinfo=None)}


@lru_cache
def totals() -> dict[str, str]:
    """What `sql/data_version.sql` asks of each table, by the table's name."""
    asked = re.findall(r"^select '(\w+)'.*$", statement("data_version"), re.M)
    lines = re.findall(r"^select .*(?=;$)", statement("data_version"), re.M)
    return dict(zip(asked, lines, strict=True))


@lru_cache
def removal(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The statements of `sql/removal/<name>.sql`, each with the names of its parameters."""
    text = re.sub(r"^--.*\n", "", statement(f"removal/{name}"), flags=re.M)
    return tuple((one, tuple(dict.fromkeys(re.findall(r"\$(\w+)", one)))) for part in text.split(";\n") if (one := part.strip()))


@lru_cache
def rewritten_by(name: str) -> frozenset[str]:
    """The tables of the schema in which `sql/removal/<name>.sql` removes or changes rows."""
    return frozenset(re.findall(r"^(?:delete from|update) (\w+)", statement(f"removal/{name}"), re.M))
