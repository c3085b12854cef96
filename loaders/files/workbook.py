"""What a read workbook is: sheets of non-empty cells. It crosses from the reading process as JSON, packed by column."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from loaders.files.opening import Refused

TEXT, NUMBER, DATE, BOOL, ERROR, FORMULA_WITHOUT_VALUE = "text", "number", "date", "bool", "error", "formula-without-value"
ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet, in Excel and in LibreOffice."""
CELLS = 1_000_000
CELL_TEXT = 32_767
"""Characters that fit a cell of Excel."""
TEXT_TOTAL = 10_000_000


def address(row: int, column: int) -> str:
    """(7, 3) → "C7"."""
    return f"{_letters(column)}{row}"


@lru_cache(maxsize=COLUMNS)
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def boundaries(reference: str) -> tuple[int, int, int, int]:
    """Its first row and column and its last row and column: "B3:D5" → (3, 2, 5, 4), "B3" → (3, 2, 3, 2)."""
    first, _, last = reference.partition(":")
    return (*_place(first), *_place(last or first))


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_number(letters)


def column_number(letters: str) -> int:
    """ "C" → 3."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class Cell(NamedTuple):
    """One non-empty cell. `value` by `kind`:

    text the text, a time of day or a duration too ("12:30") · number an int or a float, a percentage as its fraction · date the ISO
    date or date and time · bool · error "#REF!" · formula-without-value the formula, "=" alone where it is shared with another cell.
    `format` is the number format code, "" for General; `formula` says that a formula made the value.
    """

    row: int
    column: int
    value: str | int | float | bool
    kind: str = TEXT
    format: str = ""
    formula: bool = False

    @property
    def address(self) -> str:
        return address(self.row, self.column)

    def shown(self, language: str) -> str:
        """The value as the person sees it: 0.125 with the format 0.0% is "12,5 %" in Finnish."""
        # A reading process shows nothing, and starts sooner without what writes numbers.
        from loaders.files import number_format
        from monitoring.words import words

        if self.kind == NUMBER:
            return number_format.number(self.value, self.format, words(language))
        if self.kind == DATE:
            return number_format.moment(datetime.fromisoformat(str(self.value)), self.format, words(language))
        if self.kind == BOOL:
            return words(language)("cell.true" if self.value else "cell.false")
        return str(self.value)


@dataclass(frozen=True)
class Sheet:
    """`cells` are the non-empty ones, row by row. Only rows that hold a cell count as hidden. `merged` are ranges such as "A1:C1":
    at most as large as a sheet, so never go through all their cells."""

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        return self._by_place.get((row, column))

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


@dataclass(frozen=True)
class Workbook:
    """The worksheets in the order of their tabs, the hidden ones too.

    `kind` is "xlsx", "xlsm" with macros, which never run, "xls", "xlsb" or "ods"; of a table of text "csv" or "px".
    """

    sheets: tuple[Sheet, ...]
    kind: str = "xlsx"


@dataclass
class Budget:
    """What is left of the cells and of the text that a workbook may hold. The same long text can be named by every cell."""

    cells: int = CELLS
    characters: int = TEXT_TOTAL

    def take(self, cells: int, text: str = "") -> None:
        """Raises Refused where there is more than that."""
        self.cells -= cells
        self.characters -= len(text)
        if self.cells < 0:
            raise Refused("too-many-cells", limit=CELLS)
        if self.characters < 0:
            raise Refused("too-much-text", limit=TEXT_TOTAL)


@dataclass
class SheetPack:
    """A sheet on its way: one list a column of the table of cells, which is far cheaper as JSON than an object a cell."""

    name: str
    hidden: bool
    looks: dict[tuple[str, str, bool], int]
    """(kind, format, formula) → its number, for all sheets of the workbook."""
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[str | int | float | bool] = field(default_factory=list)
    looking: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def add(self, row: int, column: int, value: str | int | float | bool, look: tuple[str, str, bool]) -> None:
        self.rows.append(row)
        self.columns.append(column)
        self.values.append(value)
        self.looking.append(self.looks.setdefault(look, len(self.looks)))

    def packed(self) -> dict:
        return {name: value for name, value in vars(self).items() if name != "looks"}


def pack(kind: str, sheets: list[SheetPack], looks: Mapping[tuple[str, str, bool], int]) -> dict:
    """The workbook as a document that JSON can carry; `unpack` reads it."""
    return {"kind": kind, "looks": list(looks), "sheets": [sheet.packed() for sheet in sheets]}


def unpack(document: Mapping) -> Workbook:
    looks = document["looks"]
    with _without_collecting():
        return Workbook(tuple(_sheet(sheet, looks) for sheet in document["sheets"]), document["kind"])


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Cells refer to nothing that could refer to them: looking for cycles among hundreds of thousands of them takes longer than making them."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _sheet(packed: Mapping, looks: list) -> Sheet:
    places = zip(packed["rows"], packed["columns"], packed["values"], packed["looking"], strict=True)
    return Sheet(
        packed["name"],
        tuple([Cell(row, column, value, *looks[look]) for row, column, value, look in places]),
        packed["hidden"],
        frozenset(packed["hidden_rows"]),
        frozenset(packed["hidden_columns"]),
        tuple(packed["merged"]),
    )
