"""A table that has a row a happening or respondent: its columns and what they hold, without a word of what stands in them but choices."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from loaders.files.workbook import TEXT, Cell, address
from loaders.recipes import answers, vocabulary
from loaders.recipes.days import moment
from loaders.recipes.selecting import compared, masked
from loaders.tables import DATE, FIGURE, MARK, PERIOD, WORDS, Column, Table, periods, read_cell

DAYS, NUMBERS, ANSWERS, CHOICES, ORDINALS, TEXTS, EMPTY = "days", "numbers", "answers", "choices", "ordinals", "texts", "empty"
MOST_CHOICES = 12
LONGEST_CHOICE = 40
REPEATED = 3
"""How many rows, on average, must say the same for a column to be one of choices."""
MOST = 0.8
HALF = 0.5
LOOKED_AT = 400
"""Rows from the top that tell what a column holds."""
PERSON = re.compile(r"[A-ZÅÄÖ][^\W\d_'’-]+(?:[-'’][^\W\d_]+)?(?:\s[A-ZÅÄÖ]\.?)?\s[A-ZÅÄÖ](?:[^\W\d_]+(?:[-'’][^\W\d_]+)?|\.)?|.*@.*")
"""A first name with a surname or its initial, or an address."""


@dataclass(frozen=True)
class ListColumn:
    """`heading` names the column in a rule. `holds` is days, numbers, answers (of a scale), choices (few words, repeated), ordinals, texts
    (names and free text), empty."""

    number: int
    heading: str
    holds: str


def columns(table: Table) -> tuple[ListColumn, ...]:
    """The columns of a list, from left to right."""
    return tuple(ListColumn(column.number, name(column), _held(table, column)) for column in table.columns)


def choices(table: Table, heading: str) -> list[tuple[str, int]]:
    """What stands in a column of choices, the most frequent first, each with its number of rows; nothing of a column that holds names or text."""
    column = find(table, heading)
    if column is None:
        return []
    found = _counted(cells(table, column))
    return found.most_common() if _are_choices(column, found) else []


def name(column: Column) -> str:
    """What a rule calls a column: its headings, else the unit of measure that stands over it, else its letter."""
    return column.heading or column.unit or column.dimension or address(1, column.number).rstrip("1")


def find(table: Table, heading: str) -> Column | None:
    """The one column that is called so; None where there is none, or where there are several."""
    for as_compared in (compared, masked):
        found = [column for column in table.columns if as_compared(name(column)) == as_compared(heading)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def time_column(table: Table) -> Column | None:
    """The column that says when: the first that holds days, else years or months, else texts that begin with a day."""
    for holds in (DATE, PERIOD):
        found = next((column for column in table.columns if column.holds == holds), None)
        if found is not None:
            return found
    return next((column for column in table.columns if _are_days(cells(table, column, LOOKED_AT), year_of(table))), None)


def year_of(table: Table) -> int | None:
    """The year that the title or the sheet's name says."""
    texts = [*reversed(table.title.split("\n")), table.sheet.name]
    found = next((found for text in texts if (found := periods.within(text) or periods.exactly(text)) and found.has_year), None)
    return int(found.text[:4]) if found else None


def cells(table: Table, column: Column, most: int | None = None) -> list[Cell]:
    """The filled cells of a column's rows, or of the first `most` rows."""
    found = (table.sheet.at(line, column.number) for line in table.lines[:most])
    return [cell for cell in found if cell is not None and str(cell.value).strip()]


def _held(table: Table, column: Column) -> str:
    filled = cells(table, column, LOOKED_AT) or cells(table, column)
    if not filled:
        return EMPTY
    if column.holds in (DATE, PERIOD) or _are_days(filled, year_of(table)):
        return DAYS
    if answers.are_of_a_scale(filled):
        return ANSWERS
    numbered = [cell for cell in filled if read_cell(cell).kind == FIGURE]
    if len(numbered) >= MOST * sum(read_cell(cell).kind != MARK for cell in filled):
        return ORDINALS if _are_ordinals(column, numbered) else NUMBERS
    return CHOICES if _are_choices(column, _counted(filled)) else TEXTS


def _are_days(filled: list[Cell], year: int | None) -> bool:
    first = filled[:100]
    return bool(first) and sum(moment(cell, year) is not None and read_cell(cell).kind != FIGURE for cell in first) > HALF * len(first)


def _are_ordinals(column: Column, numbered: list[Cell]) -> bool:
    """Numbers of rows or respondents: called so, or counting up by one."""
    values = [read_cell(cell).value for cell in numbered]
    counting = len(values) > 2 and all(after == before + 1 for before, after in pairwise(values))
    return counting or vocabulary.is_exactly("ordinal", name(column))


def _counted(filled: list[Cell]) -> Counter[str]:
    """How often each text is said, as it was written first."""
    texts = Counter(str(cell.value) for cell in filled if cell.kind == TEXT)
    written: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for text, count in texts.items():
        if read_cell(Cell(1, 1, text)).kind == WORDS and not vocabulary.is_total(text):
            counted[written.setdefault(compared(text), " ".join(text.split()))] += count
    return counted


def _are_choices(column: Column, counted: Counter[str]) -> bool:
    """Few short words that come again and again, and are no names of persons."""
    if vocabulary.is_exactly("person", name(column)) or sum(bool(PERSON.fullmatch(text)) for text in counted) * 2 > len(counted):
        return False
    return (
        1 < len(counted) <= MOST_CHOICES
        and counted.total() >= REPEATED * len(counted)
        and all(len(text) <= LONGEST_CHOICE for text in counted)
        and sum(count > 1 for count in counted.values()) * 2 > len(counted)
    )
