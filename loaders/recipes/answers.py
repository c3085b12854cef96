"""What a respondent answered: a number of a scale, alone or with the words that it stands for, or that there is no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.files.workbook import NUMBER, TEXT, Cell
from loaders.recipes import vocabulary
from loaders.tables import FIGURE, MARK, read_cell

WITH_WORDS = re.compile(r"(?P<first>\d{1,2})\s*(?:[-–—=:.)]+\s*|\s+)[^\W\d_].*|[^\W\d_][^()\d]*\(\s*(?P<last>\d{1,2})\s*\)", re.DOTALL)
""" "4 - Agree", "5 Very good", "Agree (4)"."""
LARGEST = 10
FEWEST = 3
MOST = 0.8


def answer(cell: Cell) -> float | None:
    """The number that a cell answers. None where it is no answer: see `is_no_answer`."""
    one = read_cell(cell)
    if one.kind == FIGURE:
        return float(cell.value) if cell.kind == NUMBER else one.value
    match = WITH_WORDS.fullmatch(str(cell.value).strip()) if cell.kind == TEXT else None
    return float(match["first"] or match["last"]) if match else None


def is_no_answer(cell: Cell) -> bool:
    """Whether a cell says that there is no answer, rather than something that cannot be read."""
    return cell.kind == TEXT and (read_cell(cell).kind == MARK or vocabulary.is_no_answer(str(cell.value)))


def are_of_a_scale(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column are answers in whole numbers up to ten, some of them with words."""
    given = [cell for cell in cells if not is_no_answer(cell)]
    found = {cell: value for cell in given if (value := answer(cell)) is not None}
    if len(found) < FEWEST or len(found) < MOST * len(given) or not all(0 <= value <= LARGEST and value.is_integer() for value in found.values()):
        return False
    return any(read_cell(cell).kind != FIGURE for cell in found)
