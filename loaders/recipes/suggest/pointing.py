"""A cell, row or column of a table that a person points at, as the answer to a question about the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.files.workbook import address, boundaries
from loaders.recipes import lists
from loaders.recipes.series import Point, Series
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from loaders.tables import Table, periods, read_cell

REFERENCE = re.compile(r"(?P<column>[A-Z]{1,3})?(?P<row>[1-9]\d{0,6})?")


@dataclass(frozen=True)
class Pointed:
    """A cell by its row and column, or a whole row or column where the other is 0."""

    row: int = 0
    column: int = 0

    @classmethod
    def of(cls, text: str) -> Pointed | None:
        """ "B5", "5" or "B"; None of anything else."""
        match = REFERENCE.fullmatch(text.strip().upper())
        if match is None or not match[0]:
            return None
        column = boundaries(f"{match['column']}1")[1] if match["column"] else 0
        return cls(int(match["row"] or 0), column)

    @property
    def cell(self) -> str:
        """The address of the cell; "" of a row or column."""
        return address(self.row, self.column) if self.row and self.column else ""

    def holds(self, row: int, column: int) -> bool:
        return self.row in (0, row) and self.column in (0, column)


def lines(profile: TableProfile, pointed: Pointed) -> list[int]:
    """The places in the table's series of the lines that are meant: those of the number, those that the heading is of, else those that lie in the row
    or column altogether; where none does, those that cross it."""
    series = profile.series
    if pointed.cell:
        exact = _having(series, lambda point: pointed.holds(point.row.row, point.row.column))
        exact = exact or _having(series, lambda point: any(label.cell == pointed.cell for label in point.labels))
        if exact:
            return exact
        pointed = Pointed(row=pointed.row) if pointed.row >= profile.table.lines[0] else Pointed(column=pointed.column)
    crossed = _having(series, lambda point: pointed.holds(point.row.row, point.row.column))
    within = [index for index in crossed if all(pointed.holds(point.row.row, point.row.column) for point in series[index].points)]
    return within or crossed


def _having(series: Sequence[Series], is_meant) -> list[int]:
    def has(points: Sequence[Point]) -> bool:
        return any(map(is_meant, points))

    return [index for index, one in enumerate(series) if has(one.points)]


def counted(profile: TableProfile, pointed: Pointed) -> str | None:
    """The heading of the column of a list whose numbers or answers are meant; None where the column has none: its rows are."""
    return next((one.heading for one in profile.columns if one.number == pointed.column and one.holds in (lists.NUMBERS, lists.ANSWERS)), None)


def choice(profile: TableProfile, pointed: Pointed) -> tuple[str, str] | None:
    """(heading, text) of a cell in a column of few words: the rows that say so. None of any other place."""
    cell = profile.table.sheet.at(pointed.row, pointed.column) if pointed.cell else None
    column = next((one for one in profile.columns if one.number == pointed.column and one.holds == lists.CHOICES), None)
    if cell is None or column is None:
        return None
    texts = (text for text, _ in lists.choices(profile.table, column.heading))
    return next(((column.heading, text) for text in texts if compared(text) == compared(str(cell.value))), None)


def dimension(profile: TableProfile, pointed: Pointed) -> str | None:
    """The dimension of the heading, of the line of headings or of the column of labels that is meant."""
    found = dict.fromkeys(label.dimension for label in _labels(profile.table) if pointed.holds(*boundaries(label.cell)[:2]))
    if len(found) == 1:
        return next(iter(found))
    return next((column.dimension for column in profile.table.columns if column.number == pointed.column and column.dimension), None)


def label(profile: TableProfile, pointed: Pointed) -> str | None:
    """The label in a cell."""
    return next((label.text for label in _labels(profile.table) if label.cell == pointed.cell), None)


def _labels(table: Table):
    return (label for row in table.rows for label in row.labels)


def year(profile: TableProfile, pointed: Pointed) -> int | None:
    """The year that a cell says, the heading of its column, or the number in it is of."""
    table, cell = profile.table, profile.table.sheet.at(pointed.row, pointed.column) if pointed.cell else None
    texts = [read_cell(cell).period, str(cell.value)] if cell else []
    texts += [column.period for column in table.columns if column.number == pointed.column]
    found = (periods.exactly(text) or periods.within(text) for text in texts if text)
    return next((int(one.text[:4]) for one in found if one and one.has_year), None)


def line_of_list(profile: TableProfile, pointed: Pointed) -> int | None:
    """The number of the row of a list that is meant."""
    return pointed.row if pointed.row in profile.table.lines else None
