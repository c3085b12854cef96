"""What each column of a table holds: labels, codes, numbers, years or months, days, units of measure, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.normalisation import normalised
from loaders.tables import texts
from loaders.tables.blocks import Block
from loaders.tables.cell_reading import DAY, FIGURE, MARK, WORDS, CellReading
from loaders.tables.grid import is_sequence
from loaders.tables.table import DATE, LABEL, PERIOD, REMARK, UNIT, VALUE

MOST_REMARKS = 0.6
"""The share of the rows from which on a column of words names them."""
FEWEST_YEARS = 4
"""Rows from which on numbers to the right of the values are taken for years without a heading that is a word for a year."""
MOST_RENUMBERED = 0.1
"""The share of names whose code may change from year to year."""


def kinds(block: Block) -> dict[int, str]:
    """What each column with a cell in the data rows holds, from left to right."""
    rows = [line for line in block.body if line.number not in block.sections]
    cells: dict[int, list[CellReading]] = {}
    for line in rows:
        for column, reading in line.cells.items():
            cells.setdefault(column, []).append(reading)
    found = {column: _kind(of_column) for column, of_column in sorted(cells.items())}
    _settle_codes(found, cells, block)
    _settle_years(found, cells, block)
    _settle_stubs(found, cells, block)
    _settle_remarks(found, cells, len(rows))
    return found


def _kind(cells: Sequence[CellReading]) -> str:
    days = sum(reading.kind == DAY for reading in cells)
    if days * 2 > len(cells):
        return DATE if all(len(reading.period) == 10 for reading in cells if reading.kind == DAY) else PERIOD
    words = [reading for reading in cells if reading.kind == WORDS]
    timed = sum(bool(reading.period) for reading in cells)
    if timed * 2 > len(cells):
        return PERIOD
    numbers = len(cells) - len(words)
    if numbers >= len(words):
        return VALUE
    return UNIT if all(texts.is_unit(reading.text) for reading in words) else LABEL


def _settle_years(found: dict[int, str], cells: dict[int, list[CellReading]], block: Block) -> None:
    """Of the columns whose numbers could all be years only one states the year; the others count something. It stands to the left of the
    values, or its heading is a word for a year, or its numbers must be years."""
    words_end = max((column for column, holds in found.items() if holds in (LABEL, UNIT)), default=0)
    timed = [column for column, holds in found.items() if holds == PERIOD]
    plain = [column for column, holds in found.items() if holds == VALUE]
    for column in timed:
        if any(reading.kind in (WORDS, DAY) for reading in cells[column]) or _is_named_year(block, column):
            continue
        years = [int(reading.value) for reading in cells[column] if reading.kind == FIGURE]
        is_left = not plain or column < plain[0] or column < words_end
        is_stated = is_sequence(years) or _is_grouped(years) if is_left else _is_calendar(years)
        if column != timed[0] or not is_stated or is_headed_by_time(block, column):
            found[column] = VALUE


def is_headed_by_time(block: Block, column: int) -> bool:
    """Whether a year stands over the column: its numbers then are of that year."""
    return any(reading is not None and bool(reading.period) for reading in (line.grid.at(line.number, column) for line in block.boxhead))


def _is_named_year(block: Block, column: int) -> bool:
    """Whether the lowest heading of the column is the word for a year."""
    words = [reading.text for line in block.boxhead if (reading := line.grid.at(line.number, column)) is not None and reading.kind == WORDS]
    return bool(words) and normalised(words[-1]) in texts.known("year")


def _is_grouped(years: Sequence[int]) -> bool:
    """The same few years again and again, in any order."""
    return len(set(years)) * 2 <= len(years)


def _is_calendar(years: Sequence[int]) -> bool:
    """Years that no counts would happen to be: several rows of each, or every year after the other."""
    steps = {abs(after - before) for before, after in pairwise(years)}
    return len(years) >= FEWEST_YEARS and (_is_grouped(years) or steps == {1})


def _settle_codes(found: dict[int, str], cells: dict[int, list[CellReading]], block: Block) -> None:
    """Whole numbers to the left of the names or days, one for each of them, are codes or ordinals — where others are left to be figures."""
    names = next((column for column, holds in found.items() if holds == LABEL), 0)
    days = next((column for column, holds in found.items() if holds == DATE), 0)
    numbers = [column for column, holds in found.items() if holds == VALUE]
    ordinals = [column for column in numbers if column < days and _count_rows(cells[column], cells[days])]
    codes = [column for column in numbers if column < names and (_name_each(cells[column], cells[names]) or _is_unheaded(column, cells, block))]
    if len({*codes, *ordinals}) < len(numbers) or days:
        found.update(dict.fromkeys([*codes, *ordinals], LABEL))


def _is_unheaded(column: int, cells: dict[int, list[CellReading]], block: Block) -> bool:
    """Whether whole numbers stand under no heading while the columns to the right have some."""
    headed = {each for line in block.boxhead if not line.numbers_columns(block.first) for each in cells if line.grid.at(line.number, each)}
    return bool(headed) and column < min(headed) and _are_whole(cells[column])


def _count_rows(numbers: Sequence[CellReading], days: Sequence[CellReading]) -> bool:
    """Whether the numbers go up by one from row to row."""
    values = [reading.value for reading in numbers if reading.kind == FIGURE]
    return len(values) == len(numbers) >= len(days) and all(after == before + 1 for before, after in pairwise(values))


def _name_each(codes: Sequence[CellReading], names: Sequence[CellReading]) -> bool:
    """Whether each name has one code and each code one name; where names come again and again, most of the names."""
    if not _are_whole(codes):
        return False
    by_row = {reading.cell.row: reading.text for reading in names}
    pairs = {(reading.text, by_row.get(reading.cell.row, "")) for reading in codes}
    numbers, named = {number for number, _ in pairs}, {name for _, name in pairs}
    if len(named) * 2 <= len(codes):
        return len(pairs) <= len(named) * (1 + MOST_RENUMBERED)
    return len(pairs) == len(named) == len(numbers)


def _are_whole(codes: Sequence[CellReading]) -> bool:
    """Whole numbers, and perhaps words among them."""
    return all(reading.kind == WORDS or (reading.kind == FIGURE and float(reading.value).is_integer()) for reading in codes)


def _settle_stubs(found: dict[int, str], cells: dict[int, list[CellReading]], block: Block) -> None:
    """Numbers to the left of the years are no figures of a year, and a table has labels: where it has none, its first column is one."""
    headed = [column for column, holds in found.items() if holds == VALUE and is_headed_by_time(block, column)]
    for column, holds in found.items():
        if holds == VALUE and len(headed) > 1 and column < headed[0]:
            found[column] = LABEL
    if not {LABEL, PERIOD, DATE} & set(found.values()) and len(found) > 1 and _are_all_different(cells[min(found)]):
        found[min(found)] = LABEL


def _settle_remarks(found: dict[int, str], cells: dict[int, list[CellReading]], rows: int) -> None:
    """Words to the right of all numbers, beside some of the rows only, are remarks and name nothing."""
    last = max((column for column, holds in found.items() if holds == VALUE), default=max(found, default=0))
    for column, holds in found.items():
        if holds == LABEL and column > last and len(cells[column]) < MOST_REMARKS * rows:
            found[column] = REMARK


def _are_all_different(cells: Sequence[CellReading]) -> bool:
    """Numbers that could name their rows: whole, each only once."""
    values = [reading.value for reading in cells if reading.kind == FIGURE]
    is_marked = any(reading.kind == MARK for reading in cells)
    return not is_marked and len(set(values)) == len(values) and all(float(value).is_integer() for value in values)
