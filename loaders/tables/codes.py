"""Columns of numbers that count nothing: codes of areas and classes, running numbers, ranks. They are told by their heading, their order, and
by a total row in which the other columns are sums and they are not."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from loaders.files.workbook import TEXT
from loaders.normalisation import normalised
from loaders.tables import periods, texts
from loaders.tables.blocks import Block
from loaders.tables.cell_reading import FIGURE, MARK, WORDS, CellReading
from loaders.tables.table import DATE, LABEL, PERIOD, RANK, VALUE

MOST_RENUMBERED = 0.1
"""The share of names whose code may change from year to year."""
FEWEST_RANKED = 5
"""Rows from which on an order is no accident."""
FEWEST_CODES = 6
"""Numbers from which on their order is no accident."""
MOST_DISTINCT = 0.95
MOST_OUT_OF_ORDER = 0.1
RANGE = re.compile(r"0\d+|\d+\s*[-–]\s*\d+")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖabcdefghijklmnopqrstuvwxyzåäö"
LETTERED = re.compile(rf"\d+[{LETTERS}]")
MOST_ALIKE = 0.7
"""The share of rows in which numbers may be like the figures beside them and still be codes."""
FEWEST_DIGITS = 3
"""Digits of codes that are all as long: shorter numbers may be ages or hours."""
FEWEST_SUMMED = 3
"""Rows below or above a total from which on its being their sum is no accident."""
NEAR = 1e-6
TELEPHONE = "telephone"
LEAST_TELEPHONE = 100_000
MOST_TIED = 2
"""By how much the last rank may be more than the rows: some of them are left out."""

Cells = Mapping[int, Sequence[CellReading]]
"""The cells of the data rows by column."""


def named(heading: str) -> str:
    """What a column of whole numbers may be by its heading: LABEL for codes, TELEPHONE, RANK for ranks, "" for what is counted."""
    words = periods.YEAR.sub(" ", heading).split()
    if not words or texts.says("count", heading):
        return ""
    ends = [" ".join(words[-number:]) for number in (1, 2)]
    if found := next((what for what in (RANK, TELEPHONE) for end in ends if texts.is_exactly(what, end)), ""):
        return found
    is_code = any(texts.is_exactly("code", end) for end in ends) or normalised(words[-1]).endswith(tuple(texts.known("code-ending")))
    return LABEL if is_code else ""


def settle_headed(found: dict[int, str], headings: Mapping[int, str], cells: Cells) -> bool:
    """Makes labels or ranks of the columns whose headings say so; whether there are any."""
    names = next((column for column, holds in found.items() if holds == LABEL), 0)
    figures = [
        column
        for column, holds in found.items()
        if holds in (VALUE, PERIOD) and (are_whole(cells[column], marked=True) or (column < names and _are_each_once(cells[column])))
    ]
    codes = {column: holds for column in figures if (holds := _confirmed(named(headings[column]), cells[column]))}
    if min(found) in codes:
        codes[min(found)] = LABEL
    return _settle(found, codes)


def _are_each_once(cells: Sequence[CellReading]) -> bool:
    """Numbers of which none comes again, as those of chapters: 1.1, 1.2, 2.1."""
    values = _values(cells)
    return len(set(values)) == len(values)


def _confirmed(holds: str, cells: Sequence[CellReading]) -> str:
    """What a heading says that a column holds, if its numbers can be that: ranks no more than there are rows, telephone numbers long ones."""
    values = _values(cells) or [0.0]
    if holds == RANK:
        return RANK if min(values) >= 1 and max(values) <= len(cells) + MOST_TIED else ""
    if holds == TELEPHONE:
        return LABEL if min(values) >= LEAST_TELEPHONE else ""
    return holds


def _settle(found: dict[int, str], codes: Mapping[int, str]) -> bool:
    """A table keeps a column of figures; a list of events may have none."""
    is_table = DATE in found.values() or any(holds == VALUE and column not in codes for column, holds in found.items())
    if is_table:
        found.update(codes)
    return bool(codes) and is_table


def settle_beside_names(found: dict[int, str], cells: Cells, block: Block) -> None:
    """Makes labels of whole numbers to the left of the names or days, one for each of them."""
    names = next((column for column, holds in found.items() if holds == LABEL), 0)
    days = next((column for column, holds in found.items() if holds == DATE), 0)
    figures = [column for column, holds in found.items() if holds == VALUE]
    ordinals = [column for column in figures if column < days and _count_rows(cells[column], cells[days])]
    codes = [column for column in figures if column < names and (_name_each(cells[column], cells[names]) or _is_unheaded(column, cells, block))]
    _settle(found, dict.fromkeys([*ordinals, *codes], LABEL))


def _is_unheaded(column: int, cells: Cells, block: Block) -> bool:
    """Whether whole numbers stand under no heading while the columns to the right have some."""
    headed = {each for line in block.boxhead if not line.numbers_columns(block.first) for each in cells if line.grid.at(line.number, each)}
    return bool(headed) and column < min(headed) and are_whole(cells[column])


def _count_rows(numbers: Sequence[CellReading], days: Sequence[CellReading]) -> bool:
    """Whether the numbers go up by one from row to row."""
    values = _values(numbers)
    return len(values) == len(numbers) >= len(days) and all(after == before + 1 for before, after in pairwise(values))


def _name_each(codes: Sequence[CellReading], names: Sequence[CellReading]) -> bool:
    """Whether each name has one code and each code one name; where names come again and again, most of the names."""
    if not are_whole(codes):
        return False
    by_row = {reading.cell.row: reading.text for reading in names}
    pairs = {(reading.text, by_row.get(reading.cell.row, "")) for reading in codes}
    numbers, named = {number for number, _ in pairs}, {name for _, name in pairs}
    if len(named) * 2 <= len(codes):
        return len(pairs) <= len(named) * (1 + MOST_RENUMBERED)
    return len(pairs) == len(named) == len(numbers)


def settle_ranks(found: dict[int, str], cells: Cells) -> None:
    """Tells places from the first to the last in the order of another column's figures, equal figures sharing one."""
    figures = [column for column, holds in found.items() if holds == VALUE]
    ranks = [column for column in figures if column != min(found) and _may_rank(cells[column])]
    _settle(found, {column: RANK for column in ranks if any(_ranks(cells[column], cells[other]) for other in figures if other not in ranks)})


def _may_rank(cells: Sequence[CellReading]) -> bool:
    values = _values(cells)
    return len(values) == len(cells) >= FEWEST_RANKED and min(values) == 1 and max(values) <= len(values) and are_whole(cells)


def _ranks(ranks: Sequence[CellReading], figures: Sequence[CellReading]) -> bool:
    by_row = {reading.cell.row: reading.value for reading in figures if reading.kind == FIGURE}
    if any(reading.cell.row not in by_row for reading in ranks) or len(by_row) != len(ranks):
        return False
    pairs = [(by_row[reading.cell.row], reading.value) for reading in ranks]
    return any(_is_ranked(sorted(pairs, key=lambda pair: pair[0] * sign), len(pairs)) for sign in (-1, 1))


def _is_ranked(pairs: list[tuple[float, float]], rows: int) -> bool:
    """Whether the places, in the order of the figures, go up where the figures change and nowhere else."""
    moves = all((before[0] == after[0]) == (before[1] == after[1]) and before[1] <= after[1] for before, after in pairwise(pairs))
    return moves and pairs[0][1] == 1 and len({figure for figure, _ in pairs}) > rows / 2


def settle_formed(found: dict[int, str], cells: Cells) -> set[int]:
    """Makes labels of the numbers right behind the names that have the form of codes; the columns that they are."""
    names = [column for column, holds in found.items() if holds == LABEL]
    behind = [column for column, holds in found.items() if holds in (VALUE, RANK) and names and column > names[0]]
    codes = set(takewhile(lambda column: found[column] == VALUE and _have_form(cells[column], cells[names[0]]), behind))
    return codes if _settle(found, dict.fromkeys(codes, LABEL)) else set()


def _have_form(cells: Sequence[CellReading], names: Sequence[CellReading]) -> bool:
    """Different whole numbers, some with a zero before them or in ranges ("10-33"), or in the order of texts (11, 113, 114, 12) that is none of
    numbers, or in that of numbers where the names beside them are in the order of the alphabet."""
    values = _values(cells)
    if not are_whole(cells, marked=True) or len(set(values)) < MOST_DISTINCT * len(values):
        return False
    if _are_lettered(cells):
        return True
    if len(values) < FEWEST_CODES or min(values) < 0:
        return False
    if any(RANGE.fullmatch(str(reading.cell.value).strip()) for reading in cells if reading.cell.kind == TEXT):
        return True
    most = len(values) * MOST_OUT_OF_ORDER
    as_texts = _descents([f"{value:.0f}" for value in values])
    if as_texts <= most and as_texts * 2 < _descents(values):
        return True
    rows = {reading.cell.row for reading in cells if reading.kind == FIGURE}
    return _descents(values) <= most and _descents([reading.text.casefold() for reading in names if reading.cell.row in rows]) <= most


def _are_lettered(cells: Sequence[CellReading]) -> bool:
    """Numbers of as many digits each, some with a letter behind them: 101, 101B, 214."""
    written = [str(reading.cell.value).strip() for reading in cells if reading.kind != MARK]
    digits = {len(text.rstrip(LETTERS)) for text in written}
    lettered = [text for text in written if LETTERED.fullmatch(text)]
    return len(digits) == 1 and min(digits) >= FEWEST_DIGITS and bool(lettered) and all(text.isdecimal() for text in written if text not in lettered)


def may_be_codes(cells: Sequence[CellReading], figures: Sequence[CellReading]) -> bool:
    """Whether different whole numbers have nothing in common with figures beside them: they are not nearly as large, nor do they go up and down
    with them."""
    values = _values(cells)
    if not are_whole(cells) or len(set(values)) < MOST_DISTINCT * len(values):
        return False
    by_row = {reading.cell.row: reading.value for reading in figures if reading.kind == FIGURE}
    pairs = [(reading.value, by_row[reading.cell.row]) for reading in cells if reading.kind == FIGURE and reading.cell.row in by_row]
    near = sum(0.5 * abs(figure) <= abs(value) <= 2 * abs(figure) for value, figure in pairs)
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(pairs)]
    alike = sum(one * other > 0 for one, other in steps)
    return near < MOST_ALIKE * len(pairs) or (len(steps) >= FEWEST_CODES and alike < MOST_ALIKE * len(steps))


def _descents(items: Sequence) -> int:
    return sum(after < before for before, after in pairwise(items))


def settle_unsummed(found: dict[int, str], cells: Cells, block: Block) -> set[int]:
    """Makes a label of the first numbers behind the names where a total row leaves them out though it is the sum of two other columns, or numbers
    itself nought though it is the largest elsewhere; the column that it is."""
    labels = [column for column, holds in found.items() if holds == LABEL]
    figures = [column for column, holds in found.items() if holds == VALUE]
    if len(figures) < 3 or not labels or labels[0] > figures[0] or not _are_different(cells[figures[0]]):
        return set()
    rows = [line.number for line in block.body if line.number not in block.sections]
    others = [cells[column] for column in figures[1:]]
    if not any(
        _is_numbered_nought(cells[figures[0]], total, others) or _is_left_out(cells[figures[0]], total, others) for total in (rows[-1], rows[0])
    ):
        return set()
    return {figures[0]} if _settle(found, {figures[0]: LABEL}) else set()


def _are_different(cells: Sequence[CellReading]) -> bool:
    values = _values(cells)
    return len(values) >= FEWEST_SUMMED and are_whole(cells) and len(set(values)) == len(values) and min(values) >= 0


def _is_numbered_nought(codes: Sequence[CellReading], total: int, others: Sequence[Sequence[CellReading]]) -> bool:
    stated, parts = _at(codes, total)
    if stated != 0 or len(parts) < FEWEST_CODES:
        return False
    largest = [column for column in others if (beside := _at(column, total))[0] is not None and beside[1] and beside[0] > max(beside[1])]
    return len(largest) > 1 and len(largest) * 2 >= len(others)


def _is_left_out(codes: Sequence[CellReading], total: int, others: Sequence[Sequence[CellReading]]) -> bool:
    """Whether a total row has no number for what goes up from row to row or has as many digits each, or one beyond the others; a mean lies between
    them."""
    stated, parts = _at(codes, total)
    values = _values(codes)
    rising = sum(after > before for before, after in pairwise(values))
    digits = {len(f"{value:.0f}") for value in values}
    if rising < len(values) - 2 and (len(digits) > 1 or max(digits) < FEWEST_DIGITS):
        return False
    if stated is not None and (min(parts) <= stated <= max(parts) or _is_sum(codes, total)):
        return False
    return sum(_is_sum(column, total) for column in others) > 1


def _is_sum(cells: Sequence[CellReading], total: int) -> bool:
    stated, parts = _at(cells, total)
    return bool(stated) and len(parts) >= FEWEST_SUMMED and math.isclose(math.fsum(parts), stated, rel_tol=NEAR)


def _at(cells: Sequence[CellReading], total: int) -> tuple[float | None, list[float]]:
    """The number in a row, and those of the other rows."""
    stated = next((reading.value for reading in cells if reading.cell.row == total and reading.kind == FIGURE), None)
    return stated, [reading.value for reading in cells if reading.cell.row != total and reading.kind == FIGURE]


def _values(cells: Sequence[CellReading]) -> list[float]:
    return [reading.value for reading in cells if reading.kind == FIGURE]


def are_whole(codes: Sequence[CellReading], *, marked: bool = False) -> bool:
    """Whole numbers without a unit of measure, and perhaps words among them, and marks where these are looked over."""
    others = (WORDS, MARK) if marked else (WORDS,)
    return all(reading.kind in others or (reading.kind == FIGURE and not reading.unit and float(reading.value).is_integer()) for reading in codes)
