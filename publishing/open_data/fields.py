"""What an open table is: its fields with their types and descriptions, its key, what it is filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.words import Words

Value = str | int | float | bool | None
Row = Mapping[str, Value]

FILTERS = ("theme", "goal", "indicator", "unit", "year")
"""What rows can be chosen by: the column of that name is one of the values asked for."""


@dataclass(frozen=True)
class Field:
    """A column. `type` is a type of JSON and of Table Schema alike; `format` date or date-time; `one_of` names all values where they are few.
    The message `opendata.field.<meaning>` describes it; `meaning` is its name, unless that means something else in another table."""

    name: str
    type: str
    format: str = ""
    required: bool = True
    one_of: tuple[str, ...] = ()
    meaning: str = ""
    language: str = ""

    def description(self, words: Words) -> str:
        return words(f"opendata.field.{self.meaning or self.name}", language=self.language)


@dataclass(frozen=True)
class Table:
    """A table that anybody may have. `key` tells its rows apart; `refers` says which column names a row of which other table, by its column.
    The messages `opendata.table.<name>.title` and `.description` say what it is."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    @property
    def filters(self) -> tuple[str, ...]:
        return tuple(name for name in FILTERS if name in self.columns)

    def title(self, words: Words) -> str:
        return words(f"opendata.table.{self.name}.title")

    def description(self, words: Words) -> str:
        return words(f"opendata.table.{self.name}.description")
