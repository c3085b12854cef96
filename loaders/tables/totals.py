"""The rows and columns of a table that are the sums of others, known by arithmetic as well as by name, and where such a sum does not agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.tables import texts
from loaders.tables.table import NOTHING, VALUE, Table

ROW, COLUMN = "row", "column"
MOST_LINES = 300
"""Rows of a table whose sums are looked for: a longer one is a list."""
FEWEST_PARTS = 2
FEWEST_DIGITS = 3.5
"""Digits of the sums that agree, all together, below which they may be an accident."""
MOST_WRONG = 0.25
"""The share of sums that may not agree in a line that is a total."""
MOST_AMISS = 0.1
"""How far from its sum the last or first row may be that is called a total; one that is farther off is a total of other things too."""
NEAR = 1e-9
ROUNDED = 0.51
"""Of its last digit each number may be off by as much, where figures are rounded; whole numbers at most by MOST_ROUNDED."""
MOST_ROUNDED = 0.002
WHOLE_IN_PERCENT = 100.0

Values = Sequence[float | None]


@dataclass(frozen=True)
class Difference:
    """A total that is not the sum of its parts: its place among the lines across, what is stated, what the parts make."""

    at: int
    stated: float
    summed: float


@dataclass(frozen=True)
class Total:
    """A line whose figures are the sums of others: the numbers on the sheet of a row (or column) and of its parts. `is_named` says that its
    label says so too, `differences` where a sum does not agree though the others do."""

    axis: str
    number: int
    parts: tuple[int, ...]
    is_named: bool
    differences: tuple[Difference, ...] = ()


def totals(table: Table) -> tuple[Total, ...]:
    """The totals of a table, the rows before the columns."""
    if len(table.lines) > MOST_LINES:
        return ()
    figures = {(row.row, row.column): row.value if row.mark != NOTHING else 0.0 for row in table.rows if row.unit != "%"}
    filled = {row for row, _ in figures}
    rows = [row for row in table.lines if row in filled]
    columns = [column.number for column in table.columns if column.holds == VALUE][:MOST_LINES]
    named = _named(table)
    found = []
    for axis, along, across in ((ROW, rows, columns), (COLUMN, columns, rows)):
        at = (lambda one, other: (one, other)) if axis == ROW else (lambda one, other: (other, one))
        lines = [[figures.get(at(one, other)) for other in across] for one in along]
        for total in _sums(_Lines.of(lines, [one in named[axis] for one in along])):
            differences = tuple(Difference(across[each.at], each.stated, each.summed) for each in total.differences)
            found.append(Total(axis, along[total.number], tuple(along[part] for part in total.parts), total.is_named, differences))
    return tuple(found)


def _named(table: Table) -> dict[str, set[int]]:
    """The rows and columns whose labels say a total."""
    columns = {column.number for column in table.columns if any(texts.is_total(label.text) for label in column.headings)}
    headings = {label.cell for column in table.columns for label in column.headings}
    rows = {row.row for row in table.rows if any(label.cell not in headings and texts.is_total(label.text) for label in row.labels)}
    return {ROW: rows, COLUMN: columns}


@dataclass(frozen=True)
class _Lines:
    """The lines among which totals are looked for, with what their labels say, and by place across the most decimals and whether none is
    negative."""

    values: Sequence[Values]
    named: Sequence[bool]
    decimals: Sequence[int]
    rising: Sequence[bool]

    @classmethod
    def of(cls, values: Sequence[Values], named: Sequence[bool]) -> _Lines:
        across = list(zip(*values, strict=True))
        return cls(values, named, [max(map(_decimals, column)) for column in across], [all((each or 0) >= 0 for each in column) for column in across])

    def tolerance(self, at: int, stated: float, parts: int) -> float:
        """How far a total may be from the sum of its parts."""
        if self.decimals[at]:
            return ROUNDED * (10 ** -_decimals(stated) + parts * 10 ** -self.decimals[at])
        return max(min(ROUNDED * parts, MOST_ROUNDED * abs(stated)), NEAR * abs(stated))


def _decimals(value: float | None) -> int:
    return 0 if value is None or value == int(value) else len(f"{value:.3f}".rstrip("0").partition(".")[2])


def _sums(lines: _Lines) -> list[Total]:
    """The sums among lines, by their places: of the lines below them from the bottom up, then of the lines above them from the top down. A part of
    one sum is no part of another."""
    found: dict[int, Total] = {}
    size = len(lines.values)
    parts: set[int] = set()
    for places, step in ((range(size - 1, -1, -1), 1), (range(size), -1)):
        for place in places:
            if place in found or place in parts:
                continue
            end = size if step > 0 else -1
            total = _sum(lines, place, [each for each in range(place + step, end, step) if each not in parts])
            if total is not None:
                found[place] = total
                parts.update(total.parts)
    return [found[place] for place in sorted(found)]


def _sum(lines: _Lines, place: int, after: Sequence[int]) -> Total | None:
    """The line at `place` as the sum of the first lines of `after`; of all of them where it is called a total and comes near to it."""
    is_named = lines.named[place]
    for count in _counts(lines, place, after):
        right, wrong = _compared(lines, place, after[:count])
        digits = sum(math.log10(max(abs(each.stated), 1)) for each in right)
        is_sure = is_named or (len(right) > 1 and digits >= FEWEST_DIGITS)
        if is_sure and len(wrong) <= MOST_WRONG * len(right):
            return Total("", place, tuple(sorted(after[:count])), is_named, tuple(wrong))
    if is_named and len(after) == len(lines.values) - 1 >= FEWEST_PARTS:
        right, wrong = _compared(lines, place, after)
        if all(math.isclose(each.stated, each.summed, rel_tol=MOST_AMISS) for each in wrong) and right + wrong:
            return Total("", place, tuple(sorted(after)), True, tuple(wrong))
    return None


def _counts(lines: _Lines, place: int, after: Sequence[int]) -> list[int]:
    """How many of the lines make the total, by the two columns with the largest totals."""
    stated = lines.values[place]
    counts = set()
    for at in sorted((at for at, value in enumerate(stated) if value), key=lambda at: -abs(stated[at]))[:2]:
        summed = 0.0
        for count, part in enumerate(after, 1):
            summed += lines.values[part][at] or 0.0
            over = abs(summed) - abs(stated[at])
            if (
                over > -abs(stated[at]) * MOST_ROUNDED
                and count >= FEWEST_PARTS
                and abs(summed - stated[at]) <= lines.tolerance(at, stated[at], count)
            ):
                counts.add(count)
                break
            if lines.rising[at] and over > abs(stated[at]) * MOST_ROUNDED + 1:
                break
    return sorted(counts)


def _compared(lines: _Lines, place: int, parts: Sequence[int]) -> tuple[list[Difference], list[Difference]]:
    """The sums that agree with what is stated, and those that do not, where no part is missing. What lies between its parts is a mean, no sum; a
    hundred is a whole in percent, whose parts are rounded or left out."""
    right, wrong = [], []
    for at, stated in enumerate(lines.values[place]):
        values = [lines.values[part][at] for part in parts]
        if not stated or None in values or sum(map(bool, values)) < FEWEST_PARTS:
            continue
        sums = Difference(at, stated, math.fsum(values))
        if abs(stated - sums.summed) <= lines.tolerance(at, stated, len(parts)):
            right.append(sums)
        elif stated != WHOLE_IN_PERCENT and not min(values) <= stated <= max(values):
            wrong.append(sums)
    return right, wrong
