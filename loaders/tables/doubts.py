"""How sure the reading of a table is, and what a person should look at: each doubt by its code, which a page puts in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from loaders import numbers
from loaders.files.workbook import NUMBER, TEXT, Cell, address
from loaders.tables import periods
from loaders.tables.cell_reading import DECIMAL
from loaders.tables.table import ILLEGIBLE, LABEL, VALUE, Column, Table
from loaders.tables.totals import ROW, Total, totals

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"
"""Confidence in a table's reading: nothing to ask; something that most tables have right; something that may be wrong."""
LIKELY_CODES = frozenset({"year-from-title", "year-from-sheet", "codes-by-form", "some-without-year", "short-year", "in-brackets"})
"""Doubts that leave a reading likely."""
THREE_BEHIND_A_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
WHOLE_YEAR = 1, periods.MONTHS
FEWEST_FRACTIONS = 3
"""Numbers from which on their all being less than one per cent is no accident."""
MOST_LINES = 2_000
MOST_SUMS = 3
"""Sums that do not agree which are named; a table with more of them is no table of sums."""


@dataclass(frozen=True)
class Doubt:
    """What is not sure: a code, the cell or column that it is about ("" for the whole table), what the message names."""

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def doubts(table: Table) -> tuple[Doubt, ...]:
    """The doubts about a table, the gravest kinds first; of a very long one only those that its columns and first rows tell."""
    in_rows = (_sums, _words, _commas, _brackets, _fractions, _parts_of_years, _without_year) if len(table.lines) <= MOST_LINES else ()
    return tuple(doubt for of_kind in (*in_rows, _headings, _codes, _year) for doubt in of_kind(table))


def confidence(found: tuple[Doubt, ...]) -> str:
    """SURE, LIKELY or UNSURE, by the doubts about a table."""
    if not found:
        return SURE
    return LIKELY if all(doubt.code in LIKELY_CODES for doubt in found) else UNSURE


def _sums(table: Table) -> Iterator[Doubt]:
    wrong = [(total, difference) for total in totals(table) for difference in total.differences]
    for total, difference in wrong if len(wrong) <= MOST_SUMS else ():
        row, column = (total.number, difference.at) if total.axis == ROW else (difference.at, total.number)
        values = {"stated": difference.stated, "summed": difference.summed, "label": _label(table, total)}
        yield Doubt("sum-differs", address(row, column), values)


def _label(table: Table, total: Total) -> str:
    """What the total is called on the sheet."""
    if total.axis == ROW:
        return next((row.labels[0].text for row in table.rows if row.row == total.number and row.labels), "")
    return next(column.heading for column in table.columns if column.number == total.number)


def _headings(table: Table) -> Iterator[Doubt]:
    """Columns of figures that nothing names, or that cannot be told apart."""
    values = [column for column in table.columns if column.holds == VALUE]
    for column in values:
        if len(values) > 1 and not (column.headings or column.period or column.unit):
            yield Doubt("no-heading", _letters(column))
    alike = Counter((column.heading, column.period, column.unit) for column in values)
    repeated = {}
    for column in values:
        if column.headings and alike[column.heading, column.period, column.unit] > 1:
            repeated.setdefault(column.heading, []).append(column)
    for heading, columns in repeated.items():
        yield Doubt("same-heading", _letters(columns[0]), {"heading": heading, "n": len(columns)})


def _words(table: Table) -> Iterator[Doubt]:
    """Words in the place of numbers, and numbers such as "1.204", which are a thousand and more or one and a bit."""
    cells = [cell for row in table.rows if row.mark == ILLEGIBLE and (cell := table.sheet.at(row.row, row.column))]
    numbered = [cell for cell in cells if numbers.number(str(cell.value)) == numbers.AMBIGUOUS]
    for code, found in (("words-for-figures", [cell for cell in cells if cell not in numbered]), ("ambiguous-point", numbered)):
        if found:
            yield Doubt(code, found[0].address, {"n": len(found), "text": str(found[0].value).strip()})


def _written(table: Table) -> list[Cell]:
    """The cells of the figures that are stored as texts."""
    return [cell for row in table.rows if row.value is not None and (cell := table.sheet.at(row.row, row.column)) and cell.kind == TEXT]


def _fractions(table: Table) -> Iterator[Doubt]:
    """Numbers under a percent sign that are all parts of one, and so may be a hundred times as much."""
    cells = [cell for row in table.rows if row.unit == "%" and row.value and (cell := table.sheet.at(row.row, row.column)) and "%" not in cell.format]
    numbered = [cell for cell in cells if cell.kind == NUMBER]
    if len(numbered) == len(cells) >= FEWEST_FRACTIONS and all(0 < abs(cell.value) <= 1 for cell in cells) and any(abs(c.value) < 1 for c in cells):
        yield Doubt("percent-or-fraction", cells[0].address, {"n": len(cells), "value": float(cells[0].value)})


def _brackets(table: Table) -> Iterator[Doubt]:
    """Numbers in brackets, which are negative in accounts and uncertain in statistics."""
    found = [cell for cell in _written(table) if str(cell.value).strip().startswith("(")]
    if found:
        yield Doubt("in-brackets", found[0].address, {"n": len(found), "text": str(found[0].value).strip()})


def _commas(table: Table) -> Iterator[Doubt]:
    """Numbers such as "1,204", which may be thousands, read as decimals where no other number tells."""
    cells = _written(table)
    found = [cell for cell in cells if THREE_BEHIND_A_COMMA.fullmatch(str(cell.value).strip())]
    if found and not any(DECIMAL.fullmatch(str(cell.value).strip()) for cell in cells):
        yield Doubt("decimals-or-thousands", found[0].address, {"n": len(found), "text": str(found[0].value).strip()})


def _without_year(table: Table) -> Iterator[Doubt]:
    """Figures without a year in a table where others have one."""
    figures = [row for row in table.rows if row.value is not None]
    without = [row for row in figures if not row.period]
    if without and len(without) < len(figures):
        yield Doubt("some-without-year", without[0].cell, {"n": len(without)})


def _parts_of_years(table: Table) -> Iterator[Doubt]:
    """The first label that names some of a year's months: its figures are read as those of a year."""
    labels = (
        label for row in table.rows if len(row.period) <= len("2021") for label in row.labels if periods.months(label.text) not in (None, WHOLE_YEAR)
    )
    first = next(labels, None)
    if first is not None:
        yield Doubt("part-of-year", first.cell, {"text": first.text})


def _codes(table: Table) -> Iterator[Doubt]:
    """Columns of numbers that were taken for codes though their heading does not say so, and the first of those whose years are short."""
    for column in table.columns:
        if column.holds == LABEL and column.is_inferred:
            yield Doubt("codes-by-form", _letters(column), {"heading": column.heading})
    short = next((column for column in table.columns if column.holds == VALUE and column.is_inferred), None)
    if short is not None:
        yield Doubt("short-year", _letters(short), {"year": int(short.period)})


def _year(table: Table) -> Iterator[Doubt]:
    """A year that the table itself does not state."""
    first = next((row for row in islice(table.tidy(), MOST_LINES) if row.year_from), None)
    if first is not None:
        yield Doubt(f"year-from-{first.year_from}", "", {"year": first.year})


def _letters(column: Column) -> str:
    return address(1, column.number).rstrip("1")
