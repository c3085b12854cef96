"""A sheet as lines of read cells, with merged cells known, cut into strips where tables stand side by side; and what one line is by itself: a
heading, a row of column numbers, a title, data."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from loaders.files.workbook import TEXT, Cell, Sheet, boundaries
from loaders.tables import texts
from loaders.tables.cell_reading import DAY, FIGURE, MARK, WORDS, CellReading, read_cell, read_with, thousands_separator

MOST_MERGED = 200_000
"""Covered cells that are looked at; more than that no person has merged."""
MULTIPLIERS = frozenset({100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0})
"""In what a column may be counted: hundreds to millions."""
MOST_COLUMN_NUMBERS = 200
"""The highest number that a row of column numbers may hold."""
DRAWN = "-–—_= "
LONGEST_DASH = 4
"""Dashes from which on they are no mark in the place of a number but a line under the headings."""
EMPTY = frozenset({"None", "NULL", "null", "NaN", "nan", "\\n"})
"""What programs write for an empty cell."""
SUSPECT = frozenset({*DRAWN, *(word[0] for word in EMPTY)})
MOST_HEADING_ROWS = 60
"""The first rows of a sheet, in which the headings of tables abreast are looked for."""
FEWEST_LISTED, MOST_LISTED = 3, 1_000
"""Rows of lists that are looked for side by side."""
MOST_DISTINCT = 0.8
NAME = re.compile(r"[^\W\d_]{2}")
FEWEST_ABREAST = 4
"""Headings that two tables of names and numbers have at least."""
LONGEST_STEP = 10
"""Years between two neighbouring headings; a longer one is no heading but a count."""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range within what is used of the sheet: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Line:
    """One row of a strip: its cells as they are read, by column. `grid` knows which of them are merged.

    What a line is by itself depends on the column in which the stub of its table begins: `first` of the methods below.
    """

    number: int
    cells: Mapping[int, CellReading]
    grid: Grid

    @cached_property
    def words(self) -> list[int]:
        return [column for column, reading in self.cells.items() if reading.kind == WORDS]

    @cached_property
    def figures(self) -> list[int]:
        """The columns where numbers, marks or days stand."""
        return [column for column, reading in self.cells.items() if reading.kind != WORDS]

    @property
    def counts(self) -> bool:
        """Whether several cells stand in it and one of them is a number that is no year."""
        return len(self.cells) > 1 and any(reading.kind == FIGURE and not reading.period for reading in self.cells.values())

    @property
    def only(self) -> CellReading | None:
        """The only cell, None where there are several."""
        return next(iter(self.cells.values())) if len(self.cells) == 1 else None

    def right_of(self, column: int) -> int:
        """The last column that the cell in `column` covers."""
        span = self.grid.span(self.number, column)
        return span.right if span else column

    def is_title(self, first: int) -> bool:
        """A text alone in the table's first column, or merged from there; a remark on the whole table."""
        return (self.only is not None and next(iter(self.cells)) <= first) or self.is_remark(first)

    def is_remark(self, first: int) -> bool:
        """A name with a colon and what it stands for in the cell beside it: "Year: | 2021"."""
        named = self.cells.get(first)
        return named is not None and len(self.cells) == 2 and str(named.cell.value).rstrip().endswith(":")

    @property
    def is_column_numbers(self) -> bool:
        """1, 2, 3 … under the headings, as tables for print have them; some are repeated, skipped or out of order."""
        numbers = []
        for reading in self.cells.values():
            if reading.kind != FIGURE or reading.unit or not float(reading.value).is_integer() or not 0 < reading.value <= MOST_COLUMN_NUMBERS:
                return False
            numbers.append(int(reading.value))
        steps = [after - before for before, after in itertools.pairwise(numbers)]
        return len(numbers) > 1 and numbers[0] == 1 and steps.count(1) * 2 >= len(steps) and all(abs(step) <= 9 for step in steps)

    def is_numbered_under_a_name(self, first: int) -> bool:
        """The same with a name in the first column: 1, 2, 3 … without a gap, more of them than a count would happen to make."""
        numbers = [reading.value for column, reading in self.cells.items() if column != first]
        return len(numbers) > 4 and first in self.words and numbers == [float(number) for number in range(1, len(numbers) + 1)]

    def numbers_columns(self, first: int) -> bool:
        """Whether a line numbers the columns, with or without a name in the first."""
        return self.is_column_numbers or self.is_numbered_under_a_name(first)

    def is_multiplier(self, first: int) -> bool:
        """Numbers such as 1 000 that say in what the columns below are counted, with no label beside them or merged over the columns."""
        counted = [reading for reading in self.cells.values() if reading.kind == FIGURE]
        others = [reading for reading in self.cells.values() if reading.kind not in (FIGURE, WORDS)]
        is_apart = first not in self.cells or (first in self.words and all(self.right_of(column) > column for column in self.figures))
        return bool(counted) and not others and is_apart and all(is_multiplier(reading) for reading in counted)

    def is_units(self, first: int) -> bool:
        """Units of measure over the columns and nothing else: words or numbers in brackets, or under a first word that says so."""
        beside = [reading for column, reading in self.cells.items() if column != first]
        is_named = first in self.words and texts.is_exactly("measure", self.cells[first].text)
        return len(beside) > 1 and all(_is_unit(reading, is_named) for reading in beside)

    def is_periods(self, first: int) -> bool:
        """Years, months or days side by side and no other number: they head the columns below."""
        beside = {column: reading for column, reading in self.cells.items() if column != first}
        timed = [reading for reading in beside.values() if reading.kind in (FIGURE, DAY)]
        if not timed or any(reading.kind == MARK or (reading.kind == FIGURE and not reading.period) for reading in beside.values()):
            return False
        if self.cells.get(first) is not None and self.cells[first].kind != WORDS and len(timed) < 2:
            return False
        if first not in self.cells:
            return True
        days = [reading for reading in timed if reading.kind == DAY]
        return not days if len(timed) == 1 else not days or len(timed) >= len(self.words)

    def heads_years(self, first: int, below: Line | None) -> bool:
        """Whether years side by side are years: they go by small steps, or in one direction over numbers that are none."""
        columns = [column for column in self.figures if column != first]
        years = [int(self.cells[column].period[:4]) for column in columns]
        under = [below.cells[column] for column in columns if column in below.cells] if below else []
        is_in_order = len(set(years)) == len(years) and years in (sorted(years), sorted(years, reverse=True))
        return is_sequence(years) or (is_in_order and any(reading.kind == FIGURE and not reading.period for reading in under))

    def is_heading(self, first: int) -> bool:
        """Words or times over several columns, or one word merged over several that are not the table's first."""
        if self.is_remark(first):
            return False
        if self.numbers_columns(first) or self.is_multiplier(first) or self.is_units(first) or self.is_periods(first):
            return True
        if any(reading.kind == MARK or (reading.kind == FIGURE and not reading.period) for reading in self.cells.values()):
            return False
        if len(self.cells) > 1:
            return True
        column = next(iter(self.cells))
        return column > first and self.right_of(column) > column

    def is_corner(self, below: Line, first: int) -> bool:
        """Whether the text in the first column is the heading of that column, merged down beside the other headings."""
        span = self.grid.span(self.number, first)
        return span is not None and span.bottom >= below.number and span.right == first

    def stands_over(self, below: Line) -> bool:
        """Whether a single cell that is not merged heads the first of several headings below it."""
        column = next(iter(self.cells))
        others = [each for each in below.cells if each >= column]
        return len(others) > 1 and not texts.is_unit(self.cells[column].text)

    def is_numbered_heading(self, first: int, below: Line | None) -> bool:
        """Whether a line with numbers heads the columns: codes under an empty corner or over names, or words among numbers over numbers."""
        if below is None:
            return False
        over_names = [column for column in self.figures if column in below.words]
        return len(over_names) * 2 > len(self.figures) or self.is_row_of_codes(first, below) or self.names_numbers_below(first, below)

    def is_row_of_codes(self, first: int, below: Line) -> bool:
        """Whole numbers over columns of numbers, under an empty corner: codes or classes that head the columns."""
        if first in self.cells or first not in below.cells or below.cells[first].kind != WORDS:
            return False
        codes = [reading for reading in self.cells.values() if reading.kind == FIGURE and float(reading.value).is_integer()]
        return len(codes) == len(self.cells) > 1 and len({reading.value for reading in codes}) == len(codes)

    def names_numbers_below(self, first: int, below: Line) -> bool:
        """Words over numbers: a heading, even where some of the headings are numbers themselves ("1 = poor", 2, 3, "4 = good")."""
        return any(column != first and column in below.cells and below.cells[column].kind == FIGURE for column in self.words)

    def is_repeated(self, heads: list[Line]) -> bool:
        """A heading that is printed again after a page's end."""
        return any(
            len(head.cells) == len(self.cells)
            and all(one.text == other.text for one, other in zip(self.cells.values(), head.cells.values(), strict=True))
            for head in heads
        )


def _is_unit(reading: CellReading, is_named: bool) -> bool:
    """Whether a heading can only be a unit of measure; a number where the line says so, or in brackets."""
    if reading.kind != WORDS and not is_multiplier(reading):
        return False
    text = str(reading.cell.value).strip()
    return (text[:1] + text[-1:] in ("()", "[]") and not reading.period) or (texts.is_unit(reading.text) and (is_named or reading.kind == WORDS))


def is_multiplier(reading: CellReading) -> bool:
    """Whether a number says in what others are counted: 1 000, "(1,000)"."""
    return reading.value in MULTIPLIERS or (reading.cell.kind == TEXT and texts.is_unit(reading.text))


def is_sequence(years: Sequence[int]) -> bool:
    """Whether years go up or down in small steps, each once or repeated, once or again and again from the start."""
    for length in range(2, len(years) // 2 + 1):
        if len(set(years[:length])) == length and list(years) == list(years[:length]) * (len(years) // length):
            return True
    steps = [after - before for before, after in itertools.pairwise(years)]
    moves = [step for step in steps if step]
    if not moves:
        return True
    forward = max(set(moves), key=moves.count) > 0
    runs = [step for step in moves if (step > 0) == forward]
    back_to_start = [step for step in moves if (step > 0) != forward]
    return all(abs(step) <= LONGEST_STEP for step in runs) and len(set(back_to_start)) <= 1 and len(back_to_start) < max(len(runs), 2)


def _names(reading: CellReading) -> bool:
    return reading.kind == WORDS and not texts.is_unit(reading.text)


def _filled(cells: list[Cell]) -> list[Cell]:
    """The cells of a row without those that hold a drawn line, or the word with which a program writes an empty one, again and again."""
    suspects = [cell for cell in cells if cell.kind == TEXT and cell.value[:1] in SUSPECT]
    if len(suspects) < 2:
        return cells
    lines = [cell for cell in suspects if not cell.value.strip(DRAWN)]
    if len(lines) > 1 and (len(lines) == len(cells) or any(len(cell.value) >= LONGEST_DASH for cell in lines)):
        cells = [cell for cell in cells if cell not in lines]
    empty = [cell for cell in suspects if cell.value.strip() in EMPTY]
    return [cell for cell in cells if cell not in empty] if len(empty) > 1 else cells


class Grid:
    """The cells of a sheet as they are read. Of merged cells only the first has a reading."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.rows: dict[int, dict[int, CellReading]] = {}
        separator = thousands_separator(sheet.cells)
        read = partial(read_with, separator) if separator else read_cell
        for row, cells in groupby(sheet.cells, key=lambda cell: cell.row):
            filled = _filled(list(cells))
            if filled:
                self.rows[row] = {cell.column: read(cell) for cell in filled}

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
        """The reading of a place; of a merged place, that of the first cell."""
        own = self.rows.get(row, {}).get(column)
        if own is not None or not self.sheet.merged:
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
            lines = (Line(row, {c: reading for c, reading in cells.items() if first <= c <= last}, self) for row, cells in sorted(self.rows.items()))
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
        return [part for left, right in cut for part in self._abreast(left, right)] or [(1, 1)]

    def _abreast(self, left: int, right: int) -> list[tuple[int, int]]:
        """The same columns, cut where the heading of the first comes again over names: a list in halves, with no empty column between."""
        for row in sorted(self.rows)[:MOST_HEADING_ROWS]:
            inside = {column: reading for column, reading in sorted(self.rows[row].items()) if left <= column <= right}
            if len(inside) < FEWEST_ABREAST or any(reading.kind != WORDS and not reading.period for reading in inside.values()):
                continue
            first = next(iter(inside.values()))
            starts = [column for column, reading in inside.items() if reading.text == first.text]
            if len(starts) < 2 or first.kind != WORDS:
                continue
            # Codes without a heading may stand before the first one.
            unheaded = starts[0] - left
            if unheaded and all(self._has_numbers(row, start - unheaded) for start in starts):
                starts = [start - unheaded for start in starts]
            parts = [(start, end - 1) for start, end in zip(starts, [*starts[1:], right + 1], strict=True)]
            if all(self._has_names(row, *part) for part in parts) or self._are_headed_alike(row, left, parts):
                return [(left, parts[0][1]), *parts[1:]]
        start = self._second_list(left, right)
        return [(left, start - 1), *self._abreast(start, right)] if start else [(left, right)]

    def _second_list(self, left: int, right: int) -> int:
        """Where a list of other names begins, with numbers of its own, beside rows that belong to another list alone; 0 where none does."""
        if len(self.rows) > MOST_LISTED:
            return 0
        worded = Counter(column for cells in self.rows.values() for column, reading in cells.items() if reading.kind == WORDS)
        starts = [column for column in range(left + 2, right) if worded[column] >= FEWEST_LISTED]
        inside = [{column: reading for column, reading in cells.items() if left <= column <= right} for cells in self.rows.values()] if starts else []
        rows = [row for row in inside if any(reading.kind == FIGURE and not reading.period for reading in row.values())]
        for start in starts:
            names = [row[start].text for row in rows if start in row and row[start].kind == WORDS]
            are_names = len(names) >= FEWEST_LISTED and len(set(names)) >= MOST_DISTINCT * len(names) and all(NAME.search(name) for name in names)
            if not are_names or not len(rows) <= 2 * len(names) < 2 * len(rows):
                continue
            beside = [any(column > start and reading.is_number_like for column, reading in row.items()) for row in rows]
            before = [any(column < start and reading.is_number_like for column, reading in row.items()) for row in rows]
            if all(before) and beside == [start in row for row in rows]:
                return start - 1 if all(start - 1 not in row for row in rows) else start
        return 0

    def _has_names(self, above: int, left: int, right: int) -> bool:
        """Whether the columns hold names, the first or the second of them, and numbers behind these, in the rows below a heading."""
        rows = [[cells.get(column) for column in range(left, right + 1)] for row, cells in self.rows.items() if row > above]
        numbered = [row for row in rows if any(reading is not None and reading.is_number_like for reading in row[1:])]
        named = [row for row in numbered if any(reading is not None and reading.kind in (WORDS, DAY) for reading in row[:2])]
        return len(named) * 2 > len(numbered) > 0

    def _has_numbers(self, above: int, column: int) -> bool:
        return any(column in cells and cells[column].is_number_like for row, cells in self.rows.items() if row > above)

    def _are_headed_alike(self, above: int, left: int, parts: list[tuple[int, int]]) -> bool:
        """Whether all parts have the same headings, and each has in its first column different whole numbers, which are codes then."""
        heads = [[reading.text for column, reading in sorted(self.rows[above].items()) if first <= column <= last] for first, last in parts]
        if parts[0][0] != left or any(head != heads[0] for head in heads) or len(heads[0]) < 2:
            return False
        for first, _ in parts:
            codes = [cells[first] for row, cells in self.rows.items() if row > above and first in cells]
            values = [reading.value for reading in codes if reading.kind == FIGURE]
            is_each_once = len(set(values)) == len(values) == len(codes) >= FEWEST_LISTED
            if not is_each_once or not all(float(value).is_integer() for value in values):
                return False
        return True

    def _filled_columns(self) -> set[int]:
        """Columns of the rows that hold more than a title."""
        filled: set[int] = set()
        for row, cells in self.rows.items():
            if len(cells) > 1:
                filled.update(cells)
                spans = [self.span(row, column) for column in cells] if self.sheet.merged else []
                for span in filter(None, spans):
                    filled.update(range(span.left, span.right + 1))
        return filled

    def _begins_a_table(self, left: int, right: int) -> bool:
        """Whether the columns hold labels of their own on the left and numbers to the right of them."""
        labelled, numbered, has_names = 0, 0, False
        for cells in self.rows.values():
            inside = [cells[column] for column in range(left, right + 1) if column in cells] if right - left < 100 else []
            if len(inside) > 1 and any(reading.is_number_like for reading in inside[1:]):
                numbered += 1
                first = cells.get(left)
                # A label may stand only at its first occurrence, before others of each row.
                labelled += bool(first.period) or first.kind in (WORDS, DAY) if first is not None else has_names and _names(inside[0])
                has_names = has_names or (first is not None and _names(first))
        return numbered > 0 and labelled * 2 >= numbered
