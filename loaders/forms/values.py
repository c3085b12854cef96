"""What one cell of the form says: a number, a date, a year, a note. What cannot be read is noted on the cell, and None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loaders import numbers
from loaders.files.workbook import DATE, NUMBER, TEXT, Cell
from loaders.forms import layout
from loaders.forms.rows import FormSheet, Row
from monitoring import kinds, moments
from monitoring.programme import Indicator

DASHES = frozenset("-−‒–—")
LARGEST = 1e12
"""Nothing that a municipality counts is larger; a slipped finger or a bar code is."""


@dataclass(frozen=True)
class Amount:
    """A number as it was meant; `percent` where it was written with a percent sign. None, and status M: said to be missing."""

    value: float | None
    percent: bool = False

    @property
    def status(self) -> str:
        return "M" if self.value is None else "A"


def asks_percentage(indicator: Indicator, component: str) -> bool:
    """Whether a unit may state a component in percent: numbers by area, and what is in percent itself; a share is asked for as part and whole."""
    kind = kinds.of(indicator)
    return kind.component(component).is_value and (kind.by_area or indicator.unit_of_measure == "%")


def amount(sheet: FormSheet, cell: Cell, indicator: Indicator, component: str) -> Amount | None:
    """The number in a figure's cell."""
    may_be_percent = asks_percentage(indicator, component)
    found = _stored_number(sheet, cell, may_be_percent) if cell.kind == NUMBER else _written_number(sheet, cell, may_be_percent)
    if found is not None and found.value is not None and abs(found.value) > LARGEST:
        return sheet.note_on(cell, "not-a-number", "too-large", largest=LARGEST)
    return found


def _stored_number(sheet: FormSheet, cell: Cell, may_be_percent: bool) -> Amount:
    value = float(cell.value)
    if "%" not in cell.format:
        return Amount(value)
    if may_be_percent:
        return Amount(value * 100, percent=True)
    sheet.note_on(cell, "suspected-percent", stored=value)
    return Amount(value)


def _written_number(sheet: FormSheet, cell: Cell, may_be_percent: bool) -> Amount | None:
    if cell.kind != TEXT:
        return sheet.note_on(cell, "not-a-number", cell.kind)
    text = str(cell.value).strip()
    if text in DASHES:
        return Amount(None)
    read = numbers.number(text)
    if isinstance(read, numbers.Unread):
        return sheet.note_on(cell, "not-a-number", read.why)
    if read.percent and not may_be_percent:
        return sheet.note_on(cell, "not-a-number", "percent")
    sheet.note_on(cell, "converted-text", number=read.value)
    return Amount(read.value, read.percent)


def completed_on(row: Row) -> date | None:
    """The day in the column of completion."""
    cell = row.cell("completed")
    if cell is None:
        return None
    day = numbers.day(str(cell.value)) if cell.kind in (DATE, TEXT) else None
    if day is None:
        return row.sheet.note_on(cell, "not-a-date")
    if day > moments.today():
        return row.sheet.note_on(cell, "date-in-future")
    return day


def year(row: Row) -> int | None:
    """The year that an evaluation is about."""
    cell = row.cell("year")
    if cell is None:
        return row.sheet.note("year-missing", row.place_of("year"))
    text = str(cell.value).strip()
    if not text.isdecimal() or int(text[:5]) not in row.sheet.catalogue.years:
        return row.sheet.note_on(cell, "year-out-of-range", **row.sheet.programme_years())
    return int(text)


def note(row: Row) -> str:
    """The row's own note."""
    return text(row, "note", layout.COMMENT_LENGTH)


def text(row: Row, column: str, longest: int) -> str:
    """A free text, noted where it is longer than `longest` characters."""
    written = row.text(column)
    if len(written) > longest:
        row.sheet.note("text-too-long", row.place_of(column), f"{written[:60]}…", length=len(written), longest=longest)
    return written
