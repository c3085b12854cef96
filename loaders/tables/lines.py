"""What one row of a sheet is, by itself: a heading, a row of column numbers, a row of units, a title, data."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from loaders.tables import texts
from loaders.tables.cell_reading import DAY, FIGURE, MARK, WORDS
from loaders.tables.grid import Line

MULTIPLIERS = frozenset({100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0})
MOST_COLUMN_NUMBERS = 200
LONGEST_STEP = 10
"""Years between two neighbouring headings; a longer one is no heading but a count."""


def is_title(line: Line, first: int) -> bool:
    """A text alone in the table's first column, or merged from there; a remark on the whole table."""
    return (line.only is not None and next(iter(line.cells)) <= first) or is_remark(line, first)


def is_remark(line: Line, first: int) -> bool:
    """A name with a colon and what it stands for in the cell beside it: "Year: | 2021"."""
    named = line.cells.get(first)
    return named is not None and len(line.cells) == 2 and str(named.cell.value).rstrip().endswith(":")


def is_column_numbers(line: Line) -> bool:
    """1, 2, 3 … under the headings, as tables for print have them; some are repeated, skipped or out of order."""
    numbers = []
    for one in line.cells.values():
        if one.kind != FIGURE or one.unit or not float(one.value).is_integer() or not 0 < one.value <= MOST_COLUMN_NUMBERS:
            return False
        numbers.append(int(one.value))
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return len(numbers) > 1 and numbers[0] == 1 and sum(step == 1 for step in steps) * 2 >= len(steps) and sum(abs(step) > 9 for step in steps) == 0


def is_numbered_under_a_name(line: Line, first: int) -> bool:
    """The same with a name in the first column: 1, 2, 3 … without a gap, more of them than a count would happen to make."""
    numbers = [one.value for column, one in line.cells.items() if column != first]
    return len(numbers) > 4 and first in line.words and numbers == [float(number) for number in range(1, len(numbers) + 1)]


def numbers_columns(line: Line, first: int) -> bool:
    """Whether a line numbers the columns, with or without a name in the first."""
    return is_column_numbers(line) or is_numbered_under_a_name(line, first)


def is_multiplier(line: Line, first: int) -> bool:
    """Numbers such as 1 000 that say in what the columns below are counted, with no label beside them or merged over the columns."""
    counted = [one for one in line.cells.values() if one.kind == FIGURE]
    others = [one for one in line.cells.values() if one.kind not in (FIGURE, WORDS)]
    is_apart = first not in line.cells or (first in line.words and all(line.right_of(column) > column for column in line.figures))
    return bool(counted) and not others and is_apart and all(one.value in MULTIPLIERS for one in counted)


def is_periods(line: Line, first: int) -> bool:
    """Years, months or days side by side and no other number: they head the columns below."""
    beside = {column: one for column, one in line.cells.items() if column != first}
    timed = [one for one in beside.values() if one.kind in (FIGURE, DAY)]
    if not timed or any(one.kind == MARK or (one.kind == FIGURE and not one.period) for one in beside.values()):
        return False
    if line.cells.get(first) is not None and line.cells[first].kind != WORDS and len(timed) < 2:
        return False
    if first not in line.cells:
        return True
    days = [one for one in timed if one.kind == DAY]
    return not days if len(timed) == 1 else not days or len(timed) >= len(line.words)


def heads_years(line: Line, first: int, below: Line) -> bool:
    """Whether years side by side are years: they go by small steps, or in one direction over numbers that are none."""
    columns = [column for column in line.figures if column != first]
    years = [int(line.cells[column].period[:4]) for column in columns]
    under = [below.cells[column] for column in columns if column in below.cells]
    is_in_order = len(set(years)) == len(years) and years in (sorted(years), sorted(years, reverse=True))
    return is_sequence(years) or (is_in_order and any(one.kind == FIGURE and not one.period for one in under))


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


def is_heading(line: Line, first: int) -> bool:
    """Words or times over several columns, or one word merged over several that are not the table's first."""
    if is_remark(line, first):
        return False
    if numbers_columns(line, first) or is_multiplier(line, first) or is_periods(line, first):
        return True
    if any(one.kind == MARK or (one.kind == FIGURE and not one.period) for one in line.cells.values()):
        return False
    if len(line.cells) > 1:
        return True
    column = next(iter(line.cells))
    return column > first and line.right_of(column) > column


def is_corner(line: Line, below: Line, first: int) -> bool:
    """Whether the text in the first column is the heading of that column, merged down beside the other headings."""
    span = line.grid.span(line.number, first)
    return span is not None and span.bottom >= below.number and span.right == first


def stands_over(above: Line, below: Line) -> bool:
    """Whether a single cell that is not merged heads the first of several headings below it."""
    column = next(iter(above.cells))
    others = [each for each in below.cells if each >= column]
    return len(others) > 1 and not texts.is_unit(above.cells[column].text)


def is_numbered_heading(line: Line, first: int, below: Line | None) -> bool:
    """Whether a line with numbers heads the columns: codes under an empty corner or over names, or words among numbers over numbers."""
    if below is None:
        return False
    over_names = [column for column in line.figures if column in below.words]
    return len(over_names) * 2 > len(line.figures) or is_row_of_codes(line, first, below) or names_numbers_below(line, first, below)


def is_row_of_codes(line: Line, first: int, below: Line) -> bool:
    """Whole numbers over columns of numbers, under an empty corner: codes or classes that head the columns."""
    if first in line.cells or first not in below.cells or below.cells[first].kind != WORDS:
        return False
    codes = [one for one in line.cells.values() if one.kind == FIGURE and float(one.value).is_integer()]
    return len(codes) == len(line.cells) > 1 and len({one.value for one in codes}) == len(codes)


def names_numbers_below(line: Line, first: int, below: Line) -> bool:
    """Words over numbers: a heading, even where some of the headings are numbers themselves ("1 = poor", 2, 3, "4 = good")."""
    return any(column != first and column in below.cells and below.cells[column].kind == FIGURE for column in line.words)


def is_repeated(line: Line, heads: list[Line]) -> bool:
    """A heading that is printed again after a page's end."""
    said = [one.text for one in line.cells.values()]
    return any(said == [one.text for one in head.cells.values()] for head in heads)
