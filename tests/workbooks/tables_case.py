"""What a sheet of tables/ is: a picture of it, and what a statistician reads in its figures, from which the tidy twin is made.

`Figures` names a block of cells and says by hand where the year and each label of its numbers stand. It is not read from the sheet: it is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import column_index_from_string

from tests.workbooks.tables_drawing import Drawn, Place, cells, places

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
MARK = re.compile(r"\s*(?:(?<!\d)\d{1,2}\)|[*¹²³])+$")
"""Footnote marks at the end of a label; people leave them out of a tidy table."""

Cells = Mapping[Place, Drawn]
Source = Callable[[Cells, Place, list[Place]], object]
"""(the cells, the figure's place, all places of its block) → a label or time of the figure, None for nothing."""
LabelSource = Source | str | int | Mapping[str, str | int]
"""A source, the same for all figures, or by ranges of rows ("5:8") or columns ("B:C")."""


def row(*numbers: int, fill: bool = True) -> Source:
    """What stands in this row over the figure, or else in the next filled cell to the left, as far as the block goes. A phrase from several."""

    def source(drawn: Cells, place: Place, block: list[Place]) -> object:
        first = min(column for _, column in block) if fill else place[1]
        found = [_nearest(drawn, [(number, column) for column in range(place[1], first - 1, -1)]) for number in numbers]
        return _joined(found)

    return source


def col(letter: str, fill: bool = True) -> Source:
    """What stands in this column beside the figure, or else in the next filled cell above, as far as the block goes."""
    column = column_index_from_string(letter)

    def source(drawn: Cells, place: Place, block: list[Place]) -> object:
        first = min(number for number, _ in block) if fill else place[0]
        return _joined([_nearest(drawn, [(number, column) for number in range(place[0], first - 1, -1)])])

    return source


def section(letter: str) -> Source:
    """The nearest text above in this column whose row has no figure of the block."""
    column = column_index_from_string(letter)

    def source(drawn: Cells, place: Place, block: list[Place]) -> object:
        filled = {number for number, other in block if (number, other) in drawn and drawn[number, other].figure is not None}
        return _joined([_nearest(drawn, [(number, column) for number in range(place[0], 0, -1) if number not in filled])])

    return source


def counted(start: str | int) -> Source:
    """1, 2, 3 … from this column to the right or from this row down: months and quarters in their order."""
    first = start if isinstance(start, int) else column_index_from_string(start)
    return lambda drawn, place, block: place[0 if isinstance(start, int) else 1] - first + 1


@dataclass(frozen=True)
class Figures:
    """The figures in `ranges`, the year that they are about ("" where the sheet does not say it clearly), and within it the month, quarter, week
    (numbers) or day; `labels` by dimension."""

    ranges: str
    year: LabelSource = ""
    labels: Mapping[str, LabelSource] = field(default_factory=dict)
    month: LabelSource = ""
    quarter: LabelSource = ""
    week: LabelSource = ""
    day: LabelSource = ""

    def tidy(self, drawn: Cells) -> Iterator[dict[str, object]]:
        """One row a figure; a period finer than the year under `period`."""
        block = places(self.ranges)
        for place in block:
            if place not in drawn or drawn[place].figure is None:
                continue

            def resolved(what: LabelSource, place: Place = place) -> object:
                return _resolved(what, drawn, place, block)

            year = _year(resolved(self.day) or resolved(self.year))
            labels = {name: text for name, what in self.labels.items() if (text := resolved(what)) not in (None, "")}
            yield {"period": self._period(year, resolved), "year": year, "value": drawn[place].figure, **labels}

    def _period(self, year: int | str, resolved: Callable[[LabelSource], object]) -> str:
        if day := resolved(self.day):
            return str(day)
        for what, written in ((self.month, "{}-{:02}"), (self.quarter, "{}-Q{}"), (self.week, "{}-W{:02}")):
            if number := resolved(what):
                return written.format(year, number)
        return str(year)

    @property
    def is_finer(self) -> bool:
        return bool(self.month or self.quarter or self.week or self.day)


@dataclass(frozen=True)
class Case:
    """A sheet: `name` of the workbook (cases of the same name are its sheets), what it `proves`, the picture, the answer.

    `more` are other pictures on the sheet by their upper left corner. `hidden` are rows ("7") and columns ("A") that are hidden, `formatted`
    cells that hold nothing but a number format.
    """

    name: str
    sheet: str
    proves: str
    picture: str
    figures: tuple[Figures, ...]
    at: str = "A1"
    more: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    formatted: tuple[str, ...] = ()

    def drawn(self) -> tuple[dict[Place, Drawn], list[str]]:
        found, merged = cells(self.picture, self.at)
        for at, picture in self.more.items():
            others, ranges = cells(picture, at)
            found |= others
            merged += ranges
        return found, merged

    def tidy(self) -> list[dict[str, object]]:
        drawn, _ = self.drawn()
        rows = [each for figures in self.figures for each in figures.tidy(drawn)]
        if any(figures.is_finer for figures in self.figures):
            return rows
        return [{name: value for name, value in each.items() if name != "period"} for each in rows]


def _resolved(what: LabelSource, drawn: Cells, place: Place, block: list[Place]) -> object:
    if isinstance(what, Mapping):
        return next((text for ranges, text in what.items() if _within(place, ranges)), None)
    return what(drawn, place, block) if callable(what) else what


def _within(place: Place, ranges: str) -> bool:
    first, _, last = ranges.partition(":")
    if first.isdigit():
        return int(first) <= place[0] <= int(last or first)
    return column_index_from_string(first) <= place[1] <= column_index_from_string(last or first)


def _nearest(drawn: Cells, candidates: list[Place]) -> object:
    found = next((drawn[place] for place in candidates if place in drawn), None)
    if found is None:
        return None
    return found.value if isinstance(found.value, date) else MARK.sub("", " ".join(found.text.split()))


def _joined(found: list[object]) -> object:
    filled = [part for part in found if part is not None]
    return filled[0] if len(filled) == 1 else " ".join(map(str, filled)) or None


def _year(text: object) -> int | str:
    if isinstance(text, date):
        return text.year
    found = YEAR.search(str(text or ""))
    return int(found[0]) if found else ""
