"""Rows of a list that are worked out from its others: totals, totals of a part, means. Known by name and by arithmetic; they are no events."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.files.workbook import DATE, TEXT, Cell
from loaders.recipes import lists
from loaders.tables import FIGURE, Column, Table, read_cell, texts

FEWEST_PARTS = 2
NEAR = 1e-6
ROUNDED = 0.005
"""By how much, of its value, a mean may be rounded."""

Numbers = Mapping[int, float]
"""The numbers of a row by column."""


@dataclass(frozen=True)
class TotalRow:
    """A row that is worked out from others: its number on the sheet, the cell that names it or else its first, and by column (what is stated,
    what the rows make) where these differ."""

    line: int
    cell: Cell
    differences: Mapping[int, tuple[float, float]]


def found(table: Table, time: Column | None) -> dict[int, TotalRow]:
    """The totals of a list by their rows. `time` is the column that says when; a row with a time is an event."""
    candidates = _without_time(table, time)
    if not candidates:
        return {}
    totals: dict[int, TotalRow] = {}
    numbered = {cell.column for cells in candidates.values() for cell in cells if read_cell(cell).kind == FIGURE}
    since: dict[int, list[float]] = defaultdict(list)
    whole: dict[int, list[float]] = defaultdict(list)
    for line in table.lines:
        stated = ((column, table.sheet.at(line, column)) for column in numbered)
        values = {column: one.value for column, cell in stated if cell is not None and (one := read_cell(cell)).kind == FIGURE}
        cells = candidates.get(line)
        if cells and _is_worked_out(cells, values, (since, whole), has_time=time is not None):
            words = [cell for cell in cells if cell.kind == TEXT]
            named = next(filter(_says_total, words), (words or cells)[0])
            totals[line] = TotalRow(line, named, _differences(values, since, whole) if _says_total(named) else {})
            since = defaultdict(list)
            continue
        for column, value in values.items():
            since[column].append(value)
            whole[column].append(value)
    return totals


def _without_time(table: Table, time: Column | None) -> dict[int, list[Cell]]:
    """The rows that may be totals, with their filled cells: those without a time; in a list without times those without a word or with that of a
    total."""
    year, rows = lists.year_of(table), {}
    for line in table.lines:
        when = table.sheet.at(line, time.number) if time else None
        if when is not None and (when.kind == DATE or lists.moment(when, year) is not None):
            continue
        cells = lists.filled(table, line)
        if time or all(cell.kind != TEXT for cell in cells) or any(map(_says_total, cells)):
            rows[line] = cells
    return {line: cells for line, cells in rows.items() if cells}


def _says_total(cell: Cell) -> bool:
    return cell.kind == TEXT and texts.is_total(str(cell.value))


def _is_worked_out(cells: Sequence[Cell], values: Numbers, rows: Sequence[Mapping[int, list[float]]], *, has_time: bool) -> bool:
    """A total that is called so; else a row whose numbers are all sums, or all means, of those above it, and which has no word of an event."""
    words = [str(cell.value) for cell in cells if cell.kind == TEXT]
    named = [word for word in words if texts.is_total(word)]
    if named and len(words) == 1:
        # A remark may speak of a total; then the row says more than that.
        return True
    agreeing = any(values and all(_agrees(value, of[column]) for column, value in values.items()) for of in rows)
    if named:
        return agreeing or any(_agrees(value, of[column]) for of in rows for column, value in values.items())
    return agreeing and len(words) <= (1 if has_time else 0)


def _agrees(stated: float, parts: Sequence[float]) -> bool:
    if sum(map(bool, parts)) < FEWEST_PARTS:
        return False
    summed = math.fsum(parts)
    return math.isclose(stated, summed, rel_tol=NEAR) or math.isclose(stated, summed / len(parts), rel_tol=ROUNDED)


def _differences(values: Numbers, since: Mapping[int, list[float]], whole: Mapping[int, list[float]]) -> dict[int, tuple[float, float]]:
    """What lies between its parts is a mean, no sum."""
    wrong = {}
    for column, stated in values.items():
        parts = whole[column]
        if sum(map(bool, parts)) < FEWEST_PARTS or _agrees(stated, parts) or _agrees(stated, since[column]):
            continue
        if not min(parts) <= stated <= max(parts):
            wrong[column] = stated, math.fsum(parts)
    return wrong
