"""The tables of a sheet, found by how they are built, not by what they are about, and their data rows as tidy rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from loaders.files.workbook import Sheet, address
from loaders.normalisation import normalised
from loaders.tables import codes, periods, texts
from loaders.tables.blocks import Block, split
from loaders.tables.cell_reading import FIGURE, CellReading
from loaders.tables.columns import ColumnReading, is_headed_by_time, read_columns
from loaders.tables.grid import Grid, Line
from loaders.tables.table import DATE, ILLEGIBLE, LABEL, PERIOD, SHEET, TITLE, UNIT, VALUE, Column, Label, Table, TidyRow

TEXT_LENGTH = 500
"""Characters of a title or note that are kept."""
SECTION = "section"
"""The dimension of words that stand alone over some of the rows."""
MOST_NAMED = 0.8
"""The share of rows from which on a label column names each row by itself."""
STUBS = (LABEL, PERIOD, DATE, UNIT)
"""What the columns hold that name a row."""


def read(sheet: Sheet) -> list[Table]:
    """The tables of `sheet`, from the top down and from left to right. A sheet without numbers or days under each other has none."""
    grid = Grid(sheet)
    blocks = [block for strip in grid.strips() for block in split(strip) if _is_table(block)]
    tables = [block for block in blocks if not _is_a_remark(block)] or blocks
    headlines = next((block.titles for block in blocks if block.titles), [])
    return [_table(sheet, block, headlines) for block in tables]


def _is_table(block: Block) -> bool:
    return any(line.figures and len(line.cells) > 1 for line in block.body) or len(block.numbered) == 1


def _is_a_remark(block: Block) -> bool:
    """One number beside a word and no heading: a page's number in a corner, a telephone number."""
    return not block.boxhead and len(block.body) == 1 and len(block.body[0].figures) == 1


def _table(sheet: Sheet, block: Block, headlines: list[Line]) -> Table:
    columns = _beside_years([_column(number, reading, order) for order, (number, reading) in enumerate(read_columns(block).items(), 1)])
    titles = _texts(block.titles)
    around = [(found, TITLE) for text in (*reversed(titles), *reversed(_texts(headlines))) if _has_year(found := _stated(text))]
    around += [(found, SHEET) for found in [_stated(sheet.name)] if found]
    notes = _texts(block.notes)
    unit = next((text.strip("()[]") for text in reversed(titles) if texts.is_unit(text)), "") or _noted_unit(notes)
    lines = tuple(line.number for line in block.body if line.number not in block.sections)
    return Table(
        sheet,
        _range(block, columns),
        "\n".join(titles),
        tuple(notes),
        columns,
        lines,
        tuple(_dimensions(columns, block)),
        _Body(block, columns, around, unit).rows,
    )


def _column(number: int, reading: ColumnReading, order: int) -> Column:
    heading = reading.heading
    if reading.holds == VALUE:
        return Column(number, heading.labels, VALUE, "", heading.period, heading.unit, reading.is_inferred)
    dimension = heading.text or f"column {order}"
    return Column(number, heading.labels, reading.holds, dimension, "", heading.unit, reading.is_inferred)


def _beside_years(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns; those with the same headings after each year, such as "of them women", with the year to their left."""
    values = [column for column in columns if column.holds == VALUE]
    years, years_of = "", defaultdict(list)
    for column in values:
        if _has_year(column.period):
            years = column.period
        elif column.headings:
            years_of[column.heading, column.unit].append((column.number, years))
    stated = [column.period for column in values if _has_year(column.period)]
    beside = {
        number: year
        for found in years_of.values()
        if len(found) > 1 and len(set(stated)) == len(stated) and [year for _, year in found] == stated
        for number, year in found
    }
    return tuple(replace(column, period=beside.get(column.number, column.period)) for column in columns)


def _texts(lines: Iterable[Line]) -> list[str]:
    """Titles or notes, a text a line."""
    joined = (" ".join(" ".join(_text(reading).split()) for reading in line.cells.values()) for line in lines)
    return [text[:TEXT_LENGTH] for text in joined if text]


def _text(reading: CellReading) -> str:
    return reading.text if reading.kind == FIGURE else str(reading.cell.value)


def _noted_unit(notes: Iterable[str]) -> str:
    """The unit of measure that a line below the table names: "Unit: %"."""
    named = (note.partition(":") for note in notes)
    return next((unit.strip() for word, _, unit in named if normalised(word) in texts.known("measure") and texts.is_unit(unit)), "")


def _dimensions(columns: tuple[Column, ...], block: Block) -> list[str]:
    found = [SECTION] if block.sections else []
    found += [column.dimension for column in columns if column.holds == LABEL]
    found += [label.dimension for column in columns if column.holds == VALUE for label in column.headings]
    return list(dict.fromkeys(found))


def _range(block: Block, columns: tuple[Column, ...]) -> str:
    lines = [line.number for line in (*block.boxhead, *block.body)]
    numbers = [column.number for column in columns]
    return f"{address(min(lines), min(numbers))}:{address(max(lines), max(numbers))}"


class _Body:
    """The data rows of a table. `around` are the periods that the titles and the sheet's name state with where each is from, the nearest first."""

    def __init__(self, block: Block, columns: Sequence[Column], around: Sequence[tuple[str, str]], unit: str):
        self.block = block
        self.stubs = [column for column in columns if column.holds in STUBS]
        self.values = [column for column in columns if column.holds == VALUE]
        self.never_repeated = {column.number for column in self.stubs if column.holds == LABEL and _names_each_row(block, column.number)}
        self.year_before = {column.number for column in self.values if not column.period and _is_headed("previous-year", column)}
        self.around = () if self._states_years() else tuple(around)
        self.periods_around = tuple(period for period, _ in self.around)
        self.unit = unit
        self.sections: list[CellReading]
        self.repeated: dict[int, CellReading]

    def _states_years(self) -> bool:
        """Whether the table states years itself: over its columns, in a column, between its rows or in most of its labels. Then the year of the
        title is not that of the figures, not even of those that have none."""
        rows = [line for line in self.block.body if line.number not in self.block.sections]
        times = _cells(rows, [column for column in self.stubs if column.holds in (PERIOD, DATE)])
        sections = [next(iter(line.cells.values())) for line in self.block.body if line.number in self.block.sections]
        if any(_has_year(reading.period) for reading in (*times, *sections)):
            return True
        if any(is_headed_by_time(self.block, column.number) and _has_year(column.period) for column in self.values):
            return True
        # Years of birth or of building name rows, and are no times; spans of years are times under the word for a year or a season alone.
        labels = [column for column in self.stubs if column.holds == LABEL and not codes.named(column.heading)]
        if any(_is_headed("year", column) and any(periods.YEAR.search(reading.text) for reading in _cells(rows, [column])) for column in labels):
            return True
        return any(sum(_has_year(_time(reading)) for reading in _cells(rows, [column])) * 2 > len(rows) for column in labels)

    def rows(self) -> Iterator[TidyRow]:
        """The tidy rows, in the order of the sheet."""
        self.sections, self.repeated = [], {}
        for is_section, lines in groupby(self.block.body, lambda line: line.number in self.block.sections):
            if is_section:
                self._open_sections([next(iter(line.cells.values())) for line in lines])
            else:
                was_total = False
                for line in lines:
                    is_total = bool(self.sections) and self._is_total(line)
                    if is_total and was_total:
                        # The total of a section is followed by that of what the section is a part of.
                        self.sections = self.sections[:-1]
                    was_total = is_total
                    yield from self._of_line(line)

    def _is_total(self, line: Line) -> bool:
        return any(texts.is_total(line.cells[column.number].text) for column in self.stubs if column.number in line.cells)

    def _open_sections(self, opened: list[CellReading]) -> None:
        """Words that stand alone under each other take the place of as many before them: a single one changes the innermost."""
        self.sections = self.sections[: max(len(self.sections) - len(opened), 0)] + opened
        self.repeated = {}

    def _of_line(self, line: Line) -> Iterator[TidyRow]:
        stubs = self._stubs(line)
        if not stubs and self.stubs and len(line.cells) * 2 < len(self.values):
            return
        labels = tuple(self._section_labels()) + tuple(self._labels(stubs))
        times = {
            column.number: _time(stubs[column.number], column.dimension)
            for column in self.stubs
            if column.number in stubs and column.holds in (PERIOD, DATE)
        }
        in_labels = () if any(times.values()) else tuple(self._times_in_words(stubs))
        unit = next((stubs[column.number].text for column in self.stubs if column.holds == UNIT and column.number in stubs), "")
        sections = [_time(reading) for reading in reversed(self.sections)]
        for column in self.values:
            reading = line.cells.get(column.number)
            if reading is None:
                continue
            stated = (*_nearest(times, column.number), column.period, *in_labels, *sections)
            period = periods.combined(*stated, *self.periods_around)
            is_from_around = bool(self.around) and not any(map(_has_year, stated))
            year_from = next((source for text, source in self.around if text[:4] == period[:4]), "") if is_from_around else ""
            yield TidyRow(
                reading.cell.address,
                line.number,
                column.number,
                _a_year_before(period) if column.number in self.year_before else period,
                reading.value if reading.kind == FIGURE else None,
                reading.mark if reading.is_number_like else ILLEGIBLE,
                reading.unit or unit or column.unit or self.unit,
                labels + column.headings,
                year_from,
            )

    def _stubs(self, line: Line) -> Mapping[int, CellReading]:
        """The labels of a row by column. A label that stands only at its first occurrence is that of the rows below too, until one to its left
        changes; a year until the next."""
        stated = {column.number: reading for column in self.stubs if (reading := line.grid.at(line.number, column.number)) is not None}
        if not stated:
            return {}
        changed = False
        for column in self.stubs:
            reading = stated.get(column.number)
            if reading is not None:
                changed = changed or reading is not self.repeated.get(column.number)
                self.repeated[column.number] = reading
            elif (changed and column.holds != PERIOD) or column.number in self.never_repeated:
                self.repeated.pop(column.number, None)
        return dict(self.repeated)

    def _times_in_words(self, stubs: Mapping[int, CellReading]) -> Iterator[str]:
        """Years that labels name among other words, or that stand among labels of words."""
        for column in self.stubs:
            reading = stubs.get(column.number)
            if column.holds != LABEL or reading is None:
                continue
            if reading.kind == FIGURE and self.block.worded[column.number] > self.block.numbered[column.number]:
                yield reading.period
            elif not reading.is_number_like and (found := periods.within(reading.text)):
                yield found.text

    def _section_labels(self) -> Iterator[Label]:
        for reading in self.sections:
            words = reading.text if not reading.period else ""
            found = periods.within(words) if words else None
            words = found.rest if found else words
            if words:
                yield Label(words, SECTION, reading.cell.address)

    def _labels(self, stubs: Mapping[int, CellReading]) -> Iterator[Label]:
        translated = self.block.translations
        for column in self.stubs:
            reading = stubs.get(column.number)
            if reading is None or column.holds == UNIT:
                continue
            words = reading.text if column.holds == LABEL else _words_beside_time(reading, column.dimension)
            if words:
                yield Label(words, column.dimension, reading.cell.address)
            if translated and column.number == self.block.first and reading.cell.row in translated:
                named = translated[reading.cell.row].cells[column.number]
                yield Label(named.text, column.dimension, named.cell.address)


def _cells(rows: Iterable[Line], columns: Sequence[Column]) -> list[CellReading]:
    """The filled cells of some columns."""
    return [line.cells[column.number] for line in rows for column in columns if column.number in line.cells]


def _names_each_row(block: Block, column: int) -> bool:
    """Whether nearly every row has a label of its own in a column, which then is no other row's."""
    rows = [line for line in block.body if line.number not in block.sections]
    labels = [line.cells[column].text for line in rows if column in line.cells]
    return len(labels) >= MOST_NAMED * len(rows) > 1 and len(set(labels)) == len(labels)


def _words_beside_time(reading: CellReading, heading: str) -> str:
    """The words of a cell among years or days: "Target" in the place of a year, "spring" beside one."""
    if reading.period or periods.numbered(heading, reading.text):
        return ""
    found = periods.within(reading.text)
    return found.rest if found else reading.text


def _nearest(times: Mapping[int, str], column: int) -> list[str]:
    """The times of a row to the left of a column, the nearest first; those of all columns where none is to the left."""
    left = [time for number, time in times.items() if number < column]
    return left[::-1] or list(times.values())


def _has_year(period: str) -> bool:
    return bool(period) and period[0] != "-"


def _is_headed(notion: str, column: Column) -> bool:
    """Whether the lowest heading of a column is a word for a notion."""
    return bool(column.headings) and texts.is_exactly(notion, column.headings[-1].text)


def _a_year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}" if _has_year(period) else period


def _time(reading: CellReading, heading: str = "") -> str:
    return reading.period or periods.numbered(heading, reading.text) or _stated(reading.text)


def _stated(text: str) -> str:
    """The period that a text is, or the year that it names among other words."""
    found = periods.exactly(text) or periods.within(text)
    return found.text if found else ""
