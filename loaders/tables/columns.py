"""What each column of a table holds: labels, codes, numbers, years or months, days, units of measure, remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.tables import codes, headings, periods, texts
from loaders.tables.blocks import Block
from loaders.tables.cell_reading import DAY, FIGURE, MARK, OF_UNKNOWN_UNIT, WORDS, CellReading
from loaders.tables.codes import Cells
from loaders.tables.grid import is_multiplier, is_sequence
from loaders.tables.headings import Heading
from loaders.tables.table import DATE, LABEL, PERIOD, REMARK, UNIT, VALUE

MOST_REMARKS = 0.6
"""The share of the rows from which on a column of words names them."""
FEWEST_YEARS = 4
"""Rows from which on numbers to the right of the values are taken for years without a heading that is a word for a year."""

LONGEST_ABBREVIATION = 2
"""Letters of "kv.", which is a quarter or women."""


@dataclass(frozen=True)
class ColumnReading:
    """What a column holds, its heading, and whether it was taken for codes, or its heading for a year, by how they look alone."""

    holds: str
    heading: Heading
    is_inferred: bool


def read_columns(block: Block) -> dict[int, ColumnReading]:
    """The columns with a cell in the data rows, by their number from left to right."""
    rows = [line for line in block.body if line.number not in block.sections]
    cells: dict[int, list[CellReading]] = {}
    for line in rows:
        for column, reading in line.cells.items():
            cells.setdefault(column, []).append(reading)
    found = {column: _kind(of_column) for column, of_column in sorted(cells.items())}
    if found[min(found)] == VALUE and not any(reading.kind == FIGURE for reading in cells[min(found)]):
        found[min(found)] = LABEL
    _settle_missing(found, cells, block)
    _settle_units(found, cells, block)
    codes.settle_beside_names(found, cells, block)
    codes.settle_ranks(found, cells)
    _settle_years(found, cells, block)
    _settle_parts_of_years(found, cells, block)
    inferred = codes.settle_formed(found, cells) | codes.settle_unsummed(found, cells, block) | _settle_stubs(found, cells, block)
    _settle_remarks(found, cells, len(rows))
    heads = _headings(found, block)
    if codes.settle_headed(found, {column: head.text for column, head in heads.items()}, cells):
        heads = _headings(found, block)
    inferred = {column for column in inferred if not codes.named(heads[column].text)}
    return {column: ColumnReading(holds, heads[column], column in inferred or heads[column].is_inferred) for column, holds in found.items()}


def _headings(found: Mapping[int, str], block: Block) -> dict[int, Heading]:
    return headings.headings(block, list(found), {column for column, holds in found.items() if holds == VALUE})


def _settle_missing(found: dict[int, str], cells: Cells, block: Block) -> None:
    """Under years the same words again and again, with numbers beside them, say why there is no number; numbers in an unknown unit are figures that
    cannot be read."""
    timed = [column for column, holds in found.items() if holds in (LABEL, VALUE) and is_headed_by_time(block, column)]
    if all(found[column] == VALUE for column in timed):
        return
    words = {column: [reading.text for reading in cells[column] if reading.kind == WORDS] for column in timed}
    counts = Counter(text for of_column in words.values() for text in of_column)
    for column in timed:
        are_figures = any(reading.kind == FIGURE for reading in cells[column])
        are_reasons = are_figures and all(counts[text] > 1 and not periods.DIGIT.search(text) for text in words[column])
        if are_reasons or all(OF_UNKNOWN_UNIT.fullmatch(text) for text in words[column]):
            found[column] = VALUE


def _settle_units(found: dict[int, str], cells: Cells, block: Block) -> None:
    """Under a heading that says unit of measure there are units, even such as 1 000; without any that is known, they are units of an organisation."""
    for column, holds in found.items():
        if column == min(found) or holds not in (VALUE, LABEL):
            continue
        if any(texts.is_exactly("measure", words) for words in block.words_over(column)[-1:]):
            counted = [reading for reading in cells[column] if reading.kind == FIGURE]
            is_known = any(reading.kind == WORDS and texts.is_unit(reading.text) for reading in cells[column])
            if all(is_multiplier(reading) for reading in counted) and (counted or is_known):
                found[column] = UNIT


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


def _settle_years(found: dict[int, str], cells: Cells, block: Block) -> None:
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


def _settle_parts_of_years(found: dict[int, str], cells: Cells, block: Block) -> None:
    """Under a heading that says month, quarter or week there are their numbers; where that is an abbreviation of other words too, if they go up by
    one."""
    for column, holds in found.items():
        heading = next(reversed(block.words_over(column)), "")
        if holds not in (VALUE, LABEL) or not heading or len(found) < 2:
            continue
        parts = [periods.numbered(heading, reading.text) for reading in cells[column]]
        ups = [after.value - before.value for before, after in pairwise(cells[column]) if after.value > before.value] if all(parts) else []
        is_in_order = ups.count(1) * 2 > len(ups)
        if all(parts) and (len(heading.strip(".")) > LONGEST_ABBREVIATION or is_in_order):
            found[column] = PERIOD


def is_headed_by_time(block: Block, column: int) -> bool:
    """Whether a year stands over the column: its numbers then are of that year."""
    return any(reading.period for reading in block.over(column))


def _is_named_year(block: Block, column: int) -> bool:
    """Whether the lowest heading of the column is the word for a year."""
    words = block.words_over(column)
    return bool(words) and texts.is_exactly("year", words[-1])


def _is_grouped(years: Sequence[int]) -> bool:
    """The same few years again and again, in any order."""
    return len(set(years)) * 2 <= len(years)


def _is_calendar(years: Sequence[int]) -> bool:
    """Years that no counts would happen to be: several rows of each, or every year after the other."""
    steps = {abs(after - before) for before, after in pairwise(years)}
    return len(years) >= FEWEST_YEARS and (_is_grouped(years) or steps == {1})


def _settle_stubs(found: dict[int, str], cells: Cells, block: Block) -> set[int]:
    """Whole numbers to the left of the years are no figures of a year, and a table has labels: where it has none, its first column is one. The
    columns that became labels."""
    headed = [column for column, holds in found.items() if holds == VALUE and is_headed_by_time(block, column)]
    before = {column for column, holds in found.items() if holds == VALUE and len(headed) > 1 and column < headed[0]}
    before = {column for column in before if codes.may_be_codes(cells[column], cells[headed[0]])}
    found.update(dict.fromkeys(before, LABEL))
    if not {LABEL, PERIOD, DATE} & set(found.values()) and len(found) > 1 and _are_all_different(cells[min(found)]):
        found[min(found)] = LABEL
    return before


def _settle_remarks(found: dict[int, str], cells: Cells, rows: int) -> None:
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
