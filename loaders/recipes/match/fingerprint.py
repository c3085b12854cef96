"""By what a layout is recognised when it comes again: its headings, without what changes from year to year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.files.workbook import TEXT, boundaries
from loaders.recipes import selecting
from loaders.recipes.recipe import Recipe
from loaders.tables import Table, periods, texts

DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")


def of(table: Table) -> tuple[str, ...]:
    """The headings of `table`, each once, sorted: the same with new rows, another year's column, columns in another order or still empty."""
    words = {_joined([label.text for label in column.headings], column.period) for column in table.columns}
    return tuple(sorted(filter(None, words | set(_over_empty_columns(table)))))


def masked(text: str) -> str:
    """A title or a sheet's name as it is compared: numbers and months masked, "Visits, March 2020" → "visits, # #"."""
    without_months = WORD.sub(lambda word: selecting.MASK if word[0] in periods.month_names() else word[0], selecting.compared(text))
    return DIGITS.sub(selecting.MASK, without_months)


def fitted(recipe: Recipe, table: Table) -> Recipe:
    """`recipe` for the layout that `table` has now, once a person has said that it is meant for it."""
    return recipe.model_copy(update={"headings": of(table), "title": masked(table.title), "sheet": masked(table.sheet.name)})


def _joined(words: Iterable[str], period: str) -> str:
    """A column's words from the top down, then the mask of its year or month: "#", "visits · #-#"."""
    return " · ".join(filter(None, [*map(selecting.masked, words), DIGITS.sub(selecting.MASK, period)]))


def _over_empty_columns(table: Table) -> Iterator[str]:
    """The headings of columns with nothing below them yet, which are no columns of the table's: those in its one line of headings, beside or
    between the others."""
    rows = {boundaries(label.cell)[0] for column in table.columns for label in column.headings}
    if len(rows) != 1:
        return
    row, taken = rows.pop(), {column.number for column in table.columns}
    first, last = min(taken), max(taken)
    while first > 1 and table.sheet.at(row, first - 1):
        first -= 1
    while table.sheet.at(row, last + 1):
        last += 1
    for number in set(range(first, last + 1)) - taken:
        cell = table.sheet.at(row, number)
        if cell is not None and cell.kind == TEXT:
            yield _as_headed(str(cell.value))


def _as_headed(text: str) -> str:
    """A single heading as the reader of tables understands it."""
    if texts.is_unit(text):
        return ""
    period = periods.exactly(text)
    if period:
        return _joined([], period.text)
    period = periods.within(text)
    words, _ = texts.split_unit(texts.plain(period.rest if period else text))
    return _joined([words], period.text if period else "")
