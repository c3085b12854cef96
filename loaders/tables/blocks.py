"""Where the tables of a strip begin and end: each with its titles, headings, data rows and notes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.tables import periods
from loaders.tables.cell_reading import FIGURE, OF_UNKNOWN_UNIT, WORDS, CellReading
from loaders.tables.grid import Line

NOTE = re.compile(r"\s*(?:[*†‡\u00b9\u00b2\u00b3\u2070-\u207e]|\d{1,2}\s*\)|\(\d{1,2}\)|[^\W\d_]{3,20}\s*:)")
"""How a footnote or a source begins."""
MOST_APART = 8
"""Rows from one line of headings to the next above it, where the first column's is still to come."""


@dataclass
class Block:
    """The lines of one table. `first` is the column in which its stub begins, `boxhead` the lines that head its columns, `sections` the rows of
    `body` that hold a word alone over the rows below, `translations` the lines that hold the name of the row above them in another language, by that
    row."""

    first: int
    titles: list[Line] = field(default_factory=list)
    boxhead: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)
    notes: list[Line] = field(default_factory=list)
    translations: dict[int, Line] = field(default_factory=dict)
    numbered: Counter = field(default_factory=Counter)
    worded: Counter = field(default_factory=Counter)

    def add(self, line: Line) -> None:
        self.body.append(line)
        self.numbered.update(line.figures)
        self.worded.update(line.words)

    def over(self, column: int) -> list[CellReading]:
        """The headings that stand in a column, or merged over it, from the top down."""
        return [reading for line in self.boxhead if (reading := line.grid.at(line.number, column)) is not None]

    def words_over(self, column: int) -> list[str]:
        return [reading.text for reading in self.over(column) if reading.kind == WORDS]

    def holds_numbers(self, column: int) -> bool:
        return self.numbered[column] > self.worded[column]

    @property
    def last_row(self) -> int:
        return self.body[-1].number

    def take_translations(self) -> None:
        """Where below each row, the last one too, a word stands alone, it is no section but names the row in another language."""
        rows = [line for line in self.body if line.number not in self.sections]
        below = {line.number - 1: line for line in (*self.body, *self.notes[:1]) if self._is_name(line)}
        if len(rows) > 1 and len(self.sections) == len(rows) - 1 and below.keys() == {line.number for line in rows}:
            self.body, self.sections, self.translations, self.notes = rows, set(), below, self.notes[1:]

    def _is_name(self, line: Line) -> bool:
        return line.only is not None and line.words == [self.first] and not _is_note(line)


class Splitter:
    """Cuts a strip into blocks, going down it once. `pending` are the lines since the last data row that may be notes, titles, headings or sections;
    `numbered_headings` those among them whose headings are numbers, which can only be recognised by the lines below."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pending: list[Line] = []
        self.numbered_headings: set[int] = set()
        self.strip: list[Line] = []

    def split(self, strip: list[Line]) -> list[Block]:
        first = _first_column(strip)
        below = {line.number: after for line, after in itertools.pairwise(strip)}
        self.strip = strip
        for line in strip:
            if self._is_data(line, first, below.get(line.number)):
                self._take(line, first)
            else:
                self.pending.append(line)
        if self.blocks:
            self.blocks[-1].notes += self.pending
        for block in self.blocks:
            block.take_translations()
        return self.blocks

    @property
    def _block(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    def _is_data(self, line: Line, first: int, below: Line | None) -> bool:
        if not line.figures:
            return self._is_wordy_data(line) or self._is_of_unknown_unit(line, first)
        block = self._block
        if block is not None and (self.pending or line.number != block.last_row + 1) and len(line.cells) > 1 and line.is_repeated(block.boxhead):
            self.numbered_headings.add(line.number)
            return False
        headed = any(self._is_heading(each, first) for each in self.pending)
        fresh = self._block is None or headed
        if len(line.cells) == 1:
            return self._is_lone_figure(line, below)
        if line.is_remark(first):
            return False
        if fresh and self._is_under_a_merged_corner(line, first):
            self.numbered_headings.add(line.number)
            return False
        if headed and line.numbers_columns(first):
            return False
        if fresh and (line.is_multiplier(first) or line.is_units(first)):
            return False
        if line.is_periods(first) and self._heads_what_is_below(line, first, below, fresh):
            return False
        if fresh and not headed and line.is_numbered_heading(first, below):
            self.numbered_headings.add(line.number)
            return False
        return True

    def _is_under_a_merged_corner(self, line: Line, first: int) -> bool:
        """Whether the first column's heading is merged down beside the line."""
        span = line.grid.span(line.number, first)
        return span is not None and any(span.top == each.number < line.number and first in each.cells for each in self.pending)

    def _is_heading(self, line: Line, first: int) -> bool:
        return line.number in self.numbered_headings or line.is_heading(first)

    def _heads_what_is_below(self, line: Line, first: int, below: Line | None, fresh: bool) -> bool:
        """Whether a row of years is a heading: nothing but years can be data as well."""
        timed = [column for column in line.figures if column != first]
        if below is None or (first in line.cells and len(timed) > 1 and not self._are_years(line, first, timed, fresh)):
            return False
        is_finer = first not in line.cells and (first in below.cells or not below.figures)
        if not is_finer and any(each.is_periods(first) and each.figures for each in self.pending):
            return False
        if not fresh:
            return len(timed) > 1 and (bool(self.pending) or line.is_repeated(self._block.boxhead) or first not in line.cells)
        if len(timed) > 1:
            return True
        # One year alone: a count may look the same. Under words it is data, unless it stands without a label.
        above = self.pending[-1] if self.pending and self.pending[-1].number == line.number - 1 else None
        return first not in line.cells or above is None or timed[0] not in above.cells

    def _are_years(self, line: Line, first: int, timed: list[int], fresh: bool) -> bool:
        """Whether years side by side are years, and no counts: by their order, or since nothing else heads the columns."""
        counted = next((each for each in self.strip if each.number > line.number and each.counts), None)
        if line.heads_years(first, counted):
            return True
        is_headed = any(len({*each.cells} & {*timed}) * 2 > len(timed) for each in self.pending)
        return fresh and counted is not None and not is_headed and first in line.words

    def _is_lone_figure(self, line: Line, below: Line | None) -> bool:
        """A number with no other cell in its row: data only directly below data in the only column, or between two rows of data in a column of
        numbers; never a page's number or a year."""
        column, reading = next(iter(line.cells.items()))
        block = self._block
        if block is None or self.pending or line.number != block.last_row + 1 or reading.kind != FIGURE:
            return False
        rows = len(block.body) - len(block.sections)
        is_between = below is not None and below.number == line.number + 1 and column in below.figures and block.first in below.words
        return block.numbered[column] == rows > 0 and (len(block.numbered) <= 1 or (is_between and not reading.period))

    def _is_wordy_data(self, line: Line) -> bool:
        """A row of a list that happens to hold no number."""
        block = self._block
        if block is None or self.pending or len(line.cells) < 2 or line.number != block.last_row + 1:
            return False
        over = [line.cells[column].text for column in line.cells if block.holds_numbers(column)]
        if not over:
            return True
        # "No data" in the place of one number or of all: not the next table's heading, whose words differ.
        return len(set(over)) == 1 and not line.is_periods(block.first) and not line.is_repeated(block.boxhead)

    def _is_of_unknown_unit(self, line: Line, first: int) -> bool:
        """Numbers in a unit that is not known, directly below years and nothing else."""
        above, beside = self.pending[-1] if self.pending else None, line.cells.keys() - {first}
        if above is None or above.number != line.number - 1 or not above.is_periods(first) or not beside or not beside <= {*above.figures}:
            return False
        return all(OF_UNKNOWN_UNIT.fullmatch(line.cells[column].text) for column in beside)

    def _take(self, line: Line, first: int) -> None:
        block = self._block
        heading = self._last_heading(first)
        if block is not None and (heading is None or self._is_printed_again(heading, first)):
            if heading is None:
                self._add_sections(block, self.pending)
        else:
            block = self._begin(line, first, heading)
        block.add(line)
        self.pending = []

    def _is_printed_again(self, heading: int, first: int) -> bool:
        """Whether the same heading comes again after a page's end, under no title of its own."""
        titled = any(line.is_title(first) for line in self.pending[:heading])
        return not titled and self.pending[heading].is_repeated(self._block.boxhead)

    def _last_heading(self, first: int) -> int | None:
        """The place in `pending` of the lowest line that heads columns."""
        block = self._block
        for index in reversed(range(len(self.pending))):
            line = self.pending[index]
            if (self._is_heading(line, first) or self._is_time_below_headings(index, first)) and (block is None or _heads_numbers(line, block)):
                return index
        return None

    def _is_time_below_headings(self, index: int, first: int) -> bool:
        """Whether a year stands alone directly below other headings, over a column of its own."""
        reading, above = self.pending[index].only, self.pending[index - 1] if index else None
        if reading is None or above is None or above.number != reading.cell.row - 1:
            return False
        return bool(reading.period) and first < reading.cell.column not in above.cells and self._is_heading(above, first)

    def _add_sections(self, block: Block, lines: Iterable[Line]) -> None:
        for line in lines:
            if (line.only is not None or line.is_remark(block.first)) and not _is_note(line):
                block.body.append(line)
                block.sections.add(line.number)

    def _begin(self, data: Line, first: int, heading: int | None) -> Block:
        before = self._block
        block = Block(first)
        self.blocks.append(block)
        if heading is None:
            top = self.pending
        else:
            start = self._start_of_heads(heading, first, data)
            block.boxhead = self.pending[start : heading + 1]
            self._add_sections(block, self.pending[heading + 1 :])
            top = self.pending[:start]
        if before is None:
            block.titles = top
        else:
            cut = _titles_begin(top)
            before.notes += top[:cut]
            block.titles = top[cut:]
        return block

    def _start_of_heads(self, last: int, first: int, data: Line) -> int:
        """Upwards from the lowest heading: while lines touch each other and are no titles. A gap is crossed where the corner is still empty, and
        to words that stand over figures alone."""
        start = last
        open_corner = _leaves_corner_open(self.pending[last], first)
        while start > 0:
            above, line = self.pending[start - 1], self.pending[start]
            touching = above.number == line.number - 1 or all(above.grid.span(row, first) is not None for row in range(above.number + 1, line.number))
            is_apart = line.number - above.number <= MOST_APART and open_corner
            is_below = open_corner and self._is_below_headings(start - 1, first)
            if not (touching or self._is_over(data, start - 1) or (is_apart and (len(above.cells) > 1 or is_below or line.numbers_columns(first)))):
                break
            is_corner = is_below or above.is_corner(line, first)
            if above.is_title(first) and not is_corner:
                break
            alone = above.only is not None and not is_corner and not self._is_heading(above, first)
            if alone and not open_corner and not above.stands_over(line):
                break
            open_corner = open_corner and (is_below or _leaves_corner_open(above, first))
            start -= 1
        return start

    def _is_over(self, data: Line, index: int) -> bool:
        """Whether the words at `index` head some of the columns of figures, a little above the other headings, and are no title."""
        above, line = self.pending[index], self.pending[index + 1]
        if line.number - above.number > MOST_APART or above.figures or not set(above.cells) <= set(data.figures):
            return False
        return above.only is None or (index > 0 and not above.only.period and periods.within(above.only.text) is None)

    def _is_below_headings(self, index: int, first: int) -> bool:
        """Whether the line above is one of headings over several columns but not the first: the text at `index` then heads that one."""
        above = self.pending[index - 1] if index and first in self.pending[index].cells else None
        return above is not None and self.pending[index].number - above.number <= MOST_APART and first not in above.cells and len(above.cells) > 1


def _leaves_corner_open(line: Line, first: int) -> bool:
    """Whether the heading of the first column may still be above the line."""
    return first not in line.cells or line.numbers_columns(first) or line.is_units(first)


def split(strip: list[Line]) -> list[Block]:
    """The tables of one strip, from the top down."""
    return Splitter().split(strip)


def _first_column(strip: list[Line]) -> int:
    """The leftmost column that rows of several cells use."""
    return min((min(line.cells) for line in strip if len(line.cells) > 1), default=min((min(line.cells) for line in strip), default=1))


def _is_note(line: Line) -> bool:
    """Whether a line begins as notes do, with more behind the colon than a section's name has."""
    text = str(next(iter(line.cells.values())).cell.value)
    return bool(NOTE.match(text)) and not text.rstrip().endswith(":")


def _heads_numbers(line: Line, block: Block) -> bool:
    """Whether a line's words stand in columns that hold numbers above, which makes it the heading of the next table."""
    if line.is_periods(block.first) or line.only is not None:
        return True
    over = [column for column in line.cells if block.holds_numbers(column)]
    return bool(over) or not any(block.worded[column] or block.numbered[column] for column in line.cells if column != block.first)


def _titles_begin(lines: list[Line]) -> int:
    """Where, between two tables, the notes of the upper one end and the titles of the lower one begin."""
    cut = len(lines)
    while cut > 0:
        line = lines[cut - 1]
        if line.only is None or NOTE.match(str(line.only.cell.value)):
            break
        if cut < len(lines) and lines[cut].number > line.number + 1:
            break
        cut -= 1
    return cut
