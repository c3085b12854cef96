"""A recipe on a table: the figures with their cells, the findings, and which cells of the table the figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loaders.entries import FigureEntry
from loaders.files.workbook import DATE, NUMBER, TEXT, Cell, boundaries
from loaders.findings import Finding
from loaders.recipes import lists
from loaders.recipes.apply import category_figures, grid_figures, list_figures
from loaders.recipes.apply.application import Application, Place
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from loaders.tables import PERIOD, UNIT, Column, Table, read_cell
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions

DAY_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True)
class Applied:
    """What a recipe made of one table."""

    figures: list[FigureEntry]
    findings: list[Finding]


def apply(recipe: Recipe, profile: TableProfile, catalogue: Catalogue, language: str, as_of: date, year: int | None = None) -> Applied:
    """The figures that `recipe` makes of a table, in the order of its rules, and all findings.

    `as_of` is the day on which the table is read: what lies after it is an error, and the year that it lies in is reported by months where the
    table can. `year` is that of a sheet that says none. `language` is the reader's.
    """
    work = Application(recipe, profile, catalogue, language, as_of, year)
    made: dict[int, list[FigureEntry]] = {}
    # A percentage needs its whole first.
    for place, rule in sorted(enumerate(recipe.rules), key=lambda each: each[1].how == "percent"):
        if rule.indicator in catalogue.indicators:
            made[place] = [*_of_rule(work, rule, _wholes(work, rule, made)), *_of_categories(work, rule, made)]
        else:
            work.not_found("indicator", indicator=rule.indicator)
    return Applied([entry for place in sorted(made) for entry in made[place]], work.findings)


def _of_categories(work: Application, rule: Rule, made: Mapping[int, list[FigureEntry]]) -> list[FigureEntry]:
    """The rule's figures in each category of the breakdowns that the table has."""
    found = []
    for of_category, dimensions in category_figures.rules(work, rule):
        entries = _of_rule(work, of_category, _wholes(work, rule, made, dimensions))
        found += [replace(entry, dimensions=dimensions) for entry in entries]
    return category_figures.merged(work, rule, found) if found else []


def _wholes(work: Application, rule: Rule, made: Mapping[int, list[FigureEntry]], dimensions: Dimensions = TOTAL) -> dict[str, float | None]:
    """By period the whole that a part's percentage is of."""
    kind = kinds.of(work.indicator(rule))
    whole = kind.pair[1] if kind.is_part else ""
    entries = (entry for entries in made.values() for entry in entries)
    wanted = (rule.indicator, whole, dimensions)
    return {entry.period: entry.value for entry in entries if (entry.indicator, entry.component, entry.dimensions) == wanted}


def _of_rule(work: Application, rule: Rule, wholes: Mapping[str, float | None]) -> Iterator[FigureEntry]:
    if rule.is_of_list:
        yield from list_figures.figures(work, rule)
    elif rule.how == "percent":
        yield from grid_figures.from_percentages(work, rule, wholes)
    elif rule.area or rule.category:
        yield from grid_figures.of_areas(work, rule)
    elif rule.how == "sum":
        yield from grid_figures.total(work, rule)
    else:
        yield from grid_figures.figure(work, rule)


def source_cells(table: Table, recipe: Recipe, figures: Iterable[FigureEntry]) -> list[Cell]:
    """The cells below the headings that `figures`, which `recipe` made of `table`, come from.

    Of a list the days, the numbers that are added up or averaged, and the words that choose its rows, where they do: no other word in it,
    so no name and no free text; what a person wrote after a day or an answer is cut off. Of a table of numbers those that were used, with
    their labels, times and units of measure.
    """
    found: dict[Place, Cell] = {}
    for rule in recipe.rules:
        if rule.is_of_list:
            found |= {(cell.row, cell.column): cell for cell in _of_list(table, rule)}
            found |= {(cell.row, cell.column): cell for labels in recipe.breakdowns for cell in _of_choices(table, labels.by)}
    if not all(rule.is_of_list for rule in recipe.rules):
        places = set(_of_numbers(table, [figure for figure in figures if figure.sheet == table.sheet.name]))
        found |= {(cell.row, cell.column): cell for cell in table.sheet.cells if (cell.row, cell.column) in places}
    return [cell for (row, _), cell in sorted(found.items()) if row >= table.lines[0]]


def _of_list(table: Table, rule: Rule) -> Iterator[Cell]:
    when = lists.time_column(table)
    if when is not None:
        year = lists.year_of(table)
        yield from (day for cell in lists.cells(table, when) if (day := _only_day(cell, year)))
    counted = lists.find(table, rule.column) if rule.column else None
    if counted is not None:
        yield from (number for cell in lists.cells(table, counted) if (number := _only_number(cell)))
    for heading, words in rule.where.items():
        choosing = lists.find(table, heading)
        if choosing is not None:
            yield from (cell for cell in lists.cells(table, choosing) if compared(str(cell.value)) == compared(words))


def _of_choices(table: Table, heading: str) -> Iterator[Cell]:
    """The cells of a column of few words that come again and again."""
    column, known = lists.find(table, heading), {compared(text) for text, _ in lists.choices(table, heading)}
    yield from (cell for cell in (lists.cells(table, column) if column else ()) if compared(str(cell.value)) in known)


def _only_day(cell: Cell, year: int | None) -> Cell | None:
    """A cell that says when, without anything else that it says."""
    if read_cell(cell).period:
        return cell
    moment = lists.moment(cell, year)
    return cell._replace(value=moment.day.isoformat(), kind=DATE, format=DAY_FORMAT) if moment is not None and moment.day else None


def _only_number(cell: Cell) -> Cell | None:
    """A cell with a number, without the words of an answer."""
    if read_cell(cell).is_number_like:
        return cell
    value = lists.answer(cell) if cell.kind == TEXT else None
    return None if value is None else cell._replace(value=value, kind=NUMBER, format="")


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
