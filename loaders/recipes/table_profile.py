"""A table as recipes look at it: the fingerprint of its layout, its names, its numbers and lines. Each is worked out once, when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loaders import tables
from loaders.files.workbook import TEXT, boundaries
from loaders.recipes import lists, series, vocabulary
from loaders.recipes.lists import ListColumn
from loaders.recipes.recipe import SHEET, TITLE, Recipe, Rule
from loaders.recipes.series import Point, Series
from loaders.tables import Doubt, Table, periods, texts

DIGITS = re.compile(r"\d+")


@dataclass(eq=False)
class TableProfile:
    """A table, the same as itself only. `headings` is the fingerprint of its layout, `title` and `sheet` are masked."""

    table: Table
    _points: dict[tuple[int | None, bool], list[Point]] = field(default_factory=dict, repr=False)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return fingerprint(self.table)

    @cached_property
    def title(self) -> str:
        return masked(self.table.title)

    @cached_property
    def sheet(self) -> str:
        return masked(self.table.sheet.name)

    def points(self, year: int | None = None, trusts_title: bool = True) -> list[Point]:
        """All numbers of the table; `year` is that of a sheet that says none, or whose title and name are not to be trusted."""
        if (year, trusts_title) not in self._points:
            self._points[year, trusts_title] = series.points(self.table, year, trusts_title)
        return self._points[year, trusts_title]

    @cached_property
    def year_from(self) -> tuple[str, int] | None:
        """(where, year) of a year that is only in the table's title or in the name of its sheet."""
        if not self.is_list:
            first = next((row for row in self.table.rows if row.year_from), None)
            return (first.year_from, first.year) if first else None
        year, time = lists.year_of(self.table), lists.time_column(self.table)
        if year is None or not (time is None or lists.lacks_year(self.table, time, year)):
            return None
        in_title = any((found := periods.within(text) or periods.exactly(text)) and found.has_year for text in self.table.title.split("\n"))
        return (TITLE if in_title else SHEET), year

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The lines of a table of numbers; none of a list."""
        return () if self.is_list else series.series_of(self.table)

    @cached_property
    def columns(self) -> tuple[ListColumn, ...]:
        """Its columns, with what they hold if it is a list."""
        return lists.columns(self.table)

    @cached_property
    def questions(self) -> list[ListColumn]:
        """The columns of answers, if it is a survey."""
        return lists.questions(self.table, self.columns)

    @cached_property
    def is_survey(self) -> bool:
        """Whether it has a row a respondent."""
        return bool(self.questions) and len(self.table.lines) >= lists.FEWEST_ANSWERS

    @cached_property
    def is_list(self) -> bool:
        """Whether each row is about one event or one respondent."""
        return lists.is_log(self.table) or self.is_survey

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is not sure of the reading of a table of numbers; a list's rows are told one by one."""
        return () if self.is_list else tables.doubts(self.table)

    @cached_property
    def is_unsure(self) -> bool:
        """Whether something may have been read wrong."""
        return tables.confidence(self.doubts) == tables.UNSURE

    @cached_property
    def not_held(self) -> dict[int, frozenset[str]]:
        """By row of a list the words which say that an event was cancelled, moved or not held."""
        return lists.not_held(self.table) if self.is_list and not self.is_survey else {}

    def rows_not_held(self, where: Mapping[str, str]) -> dict[str, list[int]]:
        """The rows that say each such word, of those that say the texts in `where`. What a rule asks for itself is no question."""
        wanted = {column.number: vocabulary.compared(text) for heading, text in where.items() if (column := lists.find(self.table, heading))}
        asked_for = set().union(*map(vocabulary.not_held, where.values()))
        found: dict[str, list[int]] = {}
        for line, words in self.not_held.items():
            cells = {column: self.table.sheet.at(line, column) for column in wanted}
            if all(cell is not None and vocabulary.compared(str(cell.value)) == wanted[column] for column, cell in cells.items()):
                for word in sorted(words - asked_for):
                    found.setdefault(word, []).append(line)
        return found

    @cached_property
    def row_digests(self) -> dict[str, int]:
        """The rows of a list by their digests."""
        return {lists.row_digest(self.table, line): line for line in self.table.lines}

    def left_out(self, recipe: Recipe) -> frozenset[int]:
        """The rows of a list that the recipe leaves out: those that say that nothing was held, and single ones."""
        words = {*recipe.left_out}
        found = {line for line, said in self.not_held.items() if not said.isdisjoint(words)} if words else set()
        single = {self.row_digests[each] for each in recipe.rows_left_out if each in self.row_digests} if recipe.rows_left_out else set()
        return frozenset(found | single)

    def suits(self, recipe: Recipe) -> bool:
        """Whether every rule of the recipe finds what it looks for."""
        return all(self.finds(rule) for rule in recipe.rules)

    def finds(self, rule: Rule) -> bool:
        """Whether the table has what the rule looks for: its columns, or numbers under its headings."""
        if rule.is_of_list:
            return all(lists.find(self.table, name) is not None for name in filter(None, (rule.column, *rule.where)))
        dimensions = {vocabulary.compared(name) for name in self.table.dimensions}
        if not all(vocabulary.compared(name) in dimensions for name in filter(None, (rule.area, rule.category))):
            return False
        return bool(series.under(self._one_of_each_line, rule.under))

    @cached_property
    def _one_of_each_line(self) -> list[Point]:
        return list({point.texts: point for point in self.points()}.values())


def fitted(recipe: Recipe, profile: TableProfile) -> Recipe:
    """`recipe` for the layout of the table, which a person has chosen it for."""
    return recipe.model_copy(update={"headings": profile.headings, "title": profile.title, "sheet": profile.sheet})


def fingerprint(table: Table) -> tuple[str, ...]:
    """The headings of `table`, each once, sorted: the same with new rows, another year's column, columns in another order or still empty."""
    words = {_joined([label.text for label in column.headings], column.period) for column in table.columns}
    return tuple(sorted(filter(None, words | set(_over_empty_columns(table)))))


def masked(text: str) -> str:
    """A title or a sheet's name as it is compared: numbers and months masked, "Visits, March 2020" → "visits, # #"."""
    without_months = texts.WORD.sub(lambda word: vocabulary.MASK if word[0] in periods.month_names() else word[0], vocabulary.compared(text))
    return DIGITS.sub(vocabulary.MASK, without_months)


def _joined(words: Iterable[str], period: str) -> str:
    """A column's words from the top down, then the mask of its year or month: "#", "visits · #-#"."""
    return " · ".join(filter(None, [*map(vocabulary.without_years, words), DIGITS.sub(vocabulary.MASK, period)]))


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
