"""A sheet as rows of what its cells say, with merged cells known, cut into strips where tables stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from loaders.files.workbook import Sheet, boundaries
from loaders.tables.cell_reading import DAY, WORDS, CellReading, said

MOST_MERGED = 200_000
"""Covered cells that are looked at; more than that no person has merged."""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range within what is used of the sheet: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Line:
    """One row of a strip: what its cells say, by column. `grid` knows which of them are merged."""

    number: int
    cells: Mapping[int, CellReading]
    grid: Grid

    @cached_property
    def words(self) -> list[int]:
        return [column for column, one in self.cells.items() if one.kind == WORDS]

    @cached_property
    def figures(self) -> list[int]:
        """The columns where numbers, marks or days stand."""
        return [column for column, one in self.cells.items() if one.kind != WORDS]

    @property
    def only(self) -> CellReading | None:
        """The only cell, None where there are several."""
        return next(iter(self.cells.values())) if len(self.cells) == 1 else None

    def right_of(self, column: int) -> int:
        """The last column that the cell in `column` covers."""
        span = self.grid.span(self.number, column)
        return span.right if span else column


class Grid:
    """What the cells of a sheet say. Merged cells say it once, in their first cell."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.rows: dict[int, dict[int, CellReading]] = {}
        for cell in sheet.cells:
            self.rows.setdefault(cell.row, {})[cell.column] = said(cell)

    @cached_property
    def _spans(self) -> dict[tuple[int, int], Span]:
        """Covered place → its merged range."""
        last_row, last_column = max(self.rows, default=0), max((column for cells in self.rows.values() for column in cells), default=0)
        found: dict[tuple[int, int], Span] = {}
        for text in self.sheet.merged:
            top, left, bottom, right = boundaries(text)
            span = Span(top, left, min(bottom, max(last_row, top)), min(right, last_column))
            if len(found) + (span.bottom - top + 1) * (span.right - left + 1) > MOST_MERGED:
                continue
            found |= {(row, column): span for row in range(top, span.bottom + 1) for column in range(left, span.right + 1)}
        return found

    def span(self, row: int, column: int) -> Span | None:
        """The merged range that covers a place."""
        return self._spans.get((row, column))

    def at(self, row: int, column: int) -> CellReading | None:
        """What is said at a place; of a merged cell, what its first cell says."""
        own = self.rows.get(row, {}).get(column)
        if own is not None:
            return own
        span = self.span(row, column)
        return self.rows.get(span.top, {}).get(span.left) if span else None

    def strips(self) -> Iterator[list[Line]]:
        """The lines of each table that stands beside others; where none does, all lines at once."""
        cuts = self._cuts()
        for index, (left, right) in enumerate(cuts):
            first = 0 if index == 0 else left
            last = right if index < len(cuts) - 1 else max(right, 16_384)
            last = cuts[index + 1][0] - 1 if index < len(cuts) - 1 else last
            lines = (Line(row, {c: one for c, one in cells.items() if first <= c <= last}, self) for row, cells in sorted(self.rows.items()))
            yield [line for line in lines if line.cells]

    def _cuts(self) -> list[tuple[int, int]]:
        """First and last column of each strip, from left to right."""
        filled = self._filled_columns()
        groups: list[list[int]] = []
        for column in sorted(filled):
            if groups and column == groups[-1][1] + 1:
                groups[-1][1] = column
            else:
                groups.append([column, column])
        cut: list[list[int]] = []
        for left, right in groups:
            if cut and not (self._begins_a_table(left, right) and self._begins_a_table(*cut[-1])):
                cut[-1][1] = right
            else:
                cut.append([left, right])
        return [(left, right) for left, right in cut] or [(1, 1)]

    def _filled_columns(self) -> set[int]:
        """Columns of the rows that hold more than a title."""
        filled: set[int] = set()
        for row, cells in self.rows.items():
            if len(cells) > 1:
                for column in cells:
                    span = self.span(row, column)
                    filled.update(range(column, (span.right if span else column) + 1))
        return filled

    def _begins_a_table(self, left: int, right: int) -> bool:
        """Whether the columns hold labels of their own on the left and numbers to the right of them."""
        labelled = numbered = 0
        for cells in self.rows.values():
            inside = [cells[column] for column in range(left, right + 1) if column in cells] if right - left < 100 else []
            if len(inside) > 1 and any(one.is_number_like for one in inside[1:]):
                numbered += 1
                first = cells.get(left)
                labelled += first is not None and (first.kind in (WORDS, DAY) or bool(first.period))
        return numbered > 0 and labelled * 2 >= numbered
