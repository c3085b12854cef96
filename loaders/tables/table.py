"""A table as it was read: the rows and columns that belong to it, their headings, and its tidy rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from loaders.files.workbook import Sheet

NOTHING, UNKNOWN, SUPPRESSED, ILLEGIBLE = "nothing", "unknown", "suppressed", "illegible"
"""What stands in the place of a number: a mark for none, for an unknown one ("..."), for one withheld ("<5"); other words are illegible."""

LABEL, VALUE, PERIOD, DATE, UNIT, RANK, REMARK = "label", "value", "period", "date", "unit", "rank", "remark"
"""What a column holds: words or codes, numbers, years or months, days, units of measure, places in an order, remarks on some of the rows."""

TITLE, SHEET = "title", "sheet"
"""Where a year may come from that a table does not state: a title above it, the name of its sheet."""


@dataclass(frozen=True, slots=True)
class Label:
    """A heading that applies to a value: its text without footnote marks, the dimension that it is of, its cell."""

    text: str
    dimension: str
    cell: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its number on the sheet, its headings from the top down without years, what it holds, the dimension that its
    words make, the year or month and the unit of measure that its headings state. `is_inferred` says that by how they
    look its numbers were taken for codes, or its heading for a year."""

    number: int
    headings: tuple[Label, ...]
    holds: str
    dimension: str = ""
    period: str = ""
    unit: str = ""
    is_inferred: bool = False

    @property
    def heading(self) -> str:
        """All of its headings in one line."""
        return " · ".join(label.text for label in self.headings)


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One value of a table.

    `period` is an SDMX time period ("2021", "2021-05", "2021-W07", "2021-05-31"), "" where the sheet says none, `year` the year that it lies
    in; `year_from` is TITLE or SHEET where not the table itself states the year. `value` is None where the cell holds no number, and `mark`
    then says what it holds. A percentage is in percent, with the unit "%".
    """

    cell: str
    row: int
    column: int
    period: str
    value: float | None
    mark: str = ""
    unit: str = ""
    labels: tuple[Label, ...] = ()
    year_from: str = ""

    @property
    def year(self) -> int | None:
        return int(self.period[:4]) if self.period else None


@dataclass(frozen=True)
class Table:
    """A table found on `sheet`. `columns` from left to right, `lines` the numbers of its data rows from the top down.

    `title` and `notes` are the texts above and below it. `dimensions` names the dimensions of its labels, in the order of the sheet: a label
    column's heading, "across 1" for the first line of headings, "section" for words that stand alone over some rows. `rows` are the tidy
    values, row by row, which `tidy` makes.
    """

    sheet: Sheet
    range: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    dimensions: tuple[str, ...]
    tidy: Callable[[], Iterable[TidyRow]] = field(repr=False, compare=False)

    @cached_property
    def rows(self) -> tuple[TidyRow, ...]:
        """Made when first asked for: a list of events is counted without them."""
        return tuple(self.tidy())
