"""The data rows of a table as tidy rows: each number with all the words and times that apply to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from loaders.tables import periods
from loaders.tables.blocks import Block
from loaders.tables.cell_reading import FIGURE, CellReading
from loaders.tables.columns import is_headed_by_time
from loaders.tables.grid import Line
from loaders.tables.table import DATE, ILLEGIBLE, LABEL, PERIOD, UNIT, VALUE, Column, Label, TidyRow

SECTION = "section"
MOST_NAMED = 0.8
STUBS = (LABEL, PERIOD, DATE, UNIT)


class Reader:
    """Goes down the data rows. `around` are the times that the table's titles and the sheet's name say, the nearest first."""

    def __init__(self, block: Block, columns: Sequence[Column], around: Sequence[str], unit: str):
        self.block = block
        self.stubs = [column for column in columns if column.holds in STUBS]
        self.values = [column for column in columns if column.holds == VALUE]
        self.own = {column.number for column in self.stubs if column.holds == LABEL and _names_each_row(block, column.number)}
        self.around = () if self._states_years() else tuple(around)
        self.unit = unit
        self.sections: list[CellReading]
        self.held: dict[int, CellReading]

    def _states_years(self) -> bool:
        """Whether the table has years of its own: over its columns, in a column, between its rows, in most of its labels. Then what has none is
        not of the year in the title either."""
        rows = [line for line in self.block.body if line.number not in self.block.sections]
        between = [line.only for line in self.block.body if line.number in self.block.sections]
        beside = [
            [line.cells[column.number] for line in rows if column.number in line.cells] for column in self.stubs if column.holds in (PERIOD, DATE)
        ]
        labels = [[line.cells[column.number] for line in rows if column.number in line.cells] for column in self.stubs if column.holds == LABEL]
        return (
            any(_has_year(cell.period) for cells in (between, *beside) for cell in cells)
            or any(is_headed_by_time(self.block, column.number) and _has_year(column.period) for column in self.values)
            or any(sum(_has_year(_time(cell)) for cell in cells) * 2 > len(rows) for cells in labels)
        )

    def rows(self) -> Iterator[TidyRow]:
        """The tidy rows, in the order of the sheet."""
        self.sections, self.held = [], {}
        for is_section, lines in groupby(self.block.body, lambda line: line.number in self.block.sections):
            if is_section:
                self._open_sections([line.only for line in lines])
            else:
                for line in lines:
                    yield from self._of_line(line)

    def _open_sections(self, opened: list[CellReading]) -> None:
        """Words that stand alone under each other take the place of as many before them: a single one changes the innermost."""
        self.sections = self.sections[: max(len(self.sections) - len(opened), 0)] + opened
        self.held = {}

    def _of_line(self, line: Line) -> Iterator[TidyRow]:
        stubs = self._stubs(line)
        if not stubs and self.stubs and len(line.cells) * 2 < len(self.values):
            return
        labels = tuple(self._section_labels()) + tuple(self._labels(stubs))
        times = {column.number: _time(stubs[column.number]) for column in self.stubs if column.number in stubs and column.holds in (PERIOD, DATE)}
        beside = () if any(times.values()) else tuple(self._times_in_words(stubs))
        unit = next((stubs[column.number].text for column in self.stubs if column.holds == UNIT and column.number in stubs), "")
        sections = [_time(said) for said in reversed(self.sections)]
        for column in self.values:
            said = line.cells.get(column.number)
            if said is None:
                continue
            period = periods.combined(*_nearest(times, column.number), column.period, *beside, *sections, *self.around)
            yield TidyRow(
                said.cell.address,
                line.number,
                column.number,
                period,
                said.value if said.kind == FIGURE else None,
                said.mark if said.is_number_like else ILLEGIBLE,
                said.unit or unit or column.unit or self.unit,
                labels + column.headings,
            )

    def _stubs(self, line: Line) -> Mapping[int, CellReading]:
        """What the label columns say of a row. A label that stands only at its first occurrence holds below it, until one to its left changes;
        a year holds until the next."""
        stated = {column.number: said for column in self.stubs if (said := line.grid.at(line.number, column.number)) is not None}
        if not stated:
            return {}
        changed = False
        for column in self.stubs:
            said = stated.get(column.number)
            if said is not None:
                changed = changed or said is not self.held.get(column.number)
                self.held[column.number] = said
            elif (changed and column.holds != PERIOD) or column.number in self.own:
                self.held.pop(column.number, None)
        return dict(self.held)

    def _times_in_words(self, stubs: Mapping[int, CellReading]) -> Iterator[str]:
        """Years that labels name among other words."""
        for column in self.stubs:
            said = stubs.get(column.number)
            if column.holds == LABEL and said is not None and not said.is_number_like and (found := periods.within(said.text)):
                yield found.text

    def _section_labels(self) -> Iterator[Label]:
        for said in self.sections:
            words = said.text if not said.period else ""
            found = periods.within(words) if words else None
            words = found.rest if found else words
            if words:
                yield Label(words, SECTION, said.cell.address)

    def _labels(self, stubs: Mapping[int, CellReading]) -> Iterator[Label]:
        for column in self.stubs:
            said = stubs.get(column.number)
            if said is None or column.holds == UNIT:
                continue
            words = said.text if column.holds == LABEL else _beside_time(said)
            if words:
                yield Label(words, column.dimension, said.cell.address)


def _names_each_row(block: Block, column: int) -> bool:
    """Whether nearly every row has a label of its own in a column, which then is no other row's."""
    rows = [line for line in block.body if line.number not in block.sections]
    labels = [line.cells[column].text for line in rows if column in line.cells]
    return len(labels) >= MOST_NAMED * len(rows) > 1 and len(set(labels)) == len(labels)


def _beside_time(said: CellReading) -> str:
    """What a cell among years or days says besides: "Target" in the place of a year, "spring" beside one."""
    if said.period:
        return ""
    found = periods.within(said.text)
    return found.rest if found else said.text


def _nearest(times: Mapping[int, str], column: int) -> list[str]:
    """The times of a row to the left of a column, the nearest first; those of all columns where none is to the left."""
    left = [time for number, time in sorted(times.items(), reverse=True) if number < column]
    return left or list(times.values())


def _has_year(period: str) -> bool:
    return bool(period) and period[0] != "-"


def _time(said: CellReading) -> str:
    if said.period:
        return said.period
    found = periods.within(said.text)
    return found.text if found else ""
