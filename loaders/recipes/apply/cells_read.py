"""Which cells of a table a recipe reads: these are kept, and these a person is told of when they are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.entries import FigureEntry
from loaders.files.workbook import DATE, NUMBER, TEXT, Cell, boundaries
from loaders.recipes import answers, days, list_columns
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.selecting import compared
from loaders.tables import PERIOD, UNIT, Column, Table, read_cell

DAY_FORMAT = "yyyy-mm-dd"

Place = tuple[int, int]


def body_cells(table: Table, recipe: Recipe, figures: Iterable[FigureEntry]) -> list[Cell]:
    """The cells below the headings that `figures`, which `recipe` made of `table`, come from.

    Of a list the days, the numbers that are added up or averaged, and the words that choose its rows, where they do: no other word in it,
    so no name and no free text; what a person wrote after a day or an answer is cut off. Of a table of numbers those that were used, with
    their labels, times and units of measure.
    """
    found: dict[Place, Cell] = {}
    for rule in recipe.rules:
        if rule.is_of_list:
            found |= {(cell.row, cell.column): cell for cell in _of_list(table, rule)}
    if not all(rule.is_of_list for rule in recipe.rules):
        places = set(_of_numbers(table, [figure for figure in figures if figure.sheet == table.sheet.name]))
        found |= {(cell.row, cell.column): cell for cell in table.sheet.cells if (cell.row, cell.column) in places}
    return [cell for (row, _), cell in sorted(found.items()) if row >= table.lines[0]]


def _of_list(table: Table, rule: Rule) -> Iterator[Cell]:
    when = list_columns.time_column(table)
    if when is not None:
        year = list_columns.year_of(table)
        yield from (day for cell in list_columns.cells(table, when) if (day := _only_day(cell, year)))
    counted = list_columns.find(table, rule.column) if rule.column else None
    if counted is not None:
        yield from (number for cell in list_columns.cells(table, counted) if (number := _only_number(cell)))
    for heading, words in rule.where.items():
        choosing = list_columns.find(table, heading)
        if choosing is not None:
            yield from (cell for cell in list_columns.cells(table, choosing) if compared(str(cell.value)) == compared(words))


def _only_day(cell: Cell, year: int | None) -> Cell | None:
    """A cell that says when, without anything else that it says."""
    if read_cell(cell).period:
        return cell
    moment = days.moment(cell, year)
    return replace(cell, value=moment.day.isoformat(), kind=DATE, format=DAY_FORMAT) if moment is not None and moment.day else None


def _only_number(cell: Cell) -> Cell | None:
    """A cell with a number, without the words of an answer."""
    if read_cell(cell).is_number_like:
        return cell
    value = answers.answer(cell) if cell.kind == TEXT else None
    return None if value is None else replace(cell, value=value, kind=NUMBER, format="")


def _of_numbers(table: Table, figures: list[FigureEntry]) -> Iterator[Place]:
    """The numbers and what says what they are; the words that stand alone over some rows, too."""
    areas = [boundaries(part) for figure in figures for part in figure.cell.split(",") if part]
    stated = {column.number: dict(_stated(table, column)) for column in table.columns if column.holds in (PERIOD, UNIT)}
    for row in table.rows:
        if any(left <= row.column <= right and top <= row.row <= bottom for top, left, bottom, right in areas):
            yield row.row, row.column
            yield from ((rows[row.row], column) for column, rows in stated.items() if row.row in rows)
            yield from (_place(label.cell) for label in row.labels)
    alone = set(range(table.lines[0], table.lines[-1])) - set(table.lines)
    yield from ((cell.row, cell.column) for cell in table.sheet.cells if cell.row in alone)


def _stated(table: Table, column: Column) -> Iterator[tuple[int, int]]:
    """(row, row of the cell that holds for it): a year or a unit of measure may stand at its first row only."""
    holds = None
    for row in table.lines:
        holds = row if table.sheet.at(row, column.number) else holds
        if holds is not None:
            yield row, holds


def _place(cell: str) -> Place:
    top, left, _, _ = boundaries(cell)
    return top, left
