"""A unit's own workbook: its tables, the recipes that say what they mean, and the figures that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loaders import hidden_content, tables
from loaders.entries import FigureEntry, Tidied
from loaders.files.workbook import Cell, Sheet, Workbook
from loaders.findings import Finding
from loaders.recipes.apply import applying, cells_read
from loaders.recipes.apply.applying import Applied
from loaders.recipes.keep import kept_recipes
from loaders.recipes.keep.kept_recipes import Kept
from loaders.recipes.match import matching
from loaders.recipes.match.table_profile import TableProfile
from loaders.recipes.recipe import Recipe, problems
from loaders.tables import Table, periods
from monitoring.catalogue import Catalogue
from monitoring.model import CONTEXT
from monitoring.store import Store
from monitoring.words import words

LAYOUT = "own"
MOST_CELLS = 250_000
"""Of all sheets together whose tables are looked for; a log of 20,000 rows has half of that."""
GRAINS = {"month": 12, "quarter": 4, "year": 1}
"""How many of each make a year, the finest first."""


@dataclass(frozen=True)
class ReadTable:
    """A table with the recipe that it was read with, None where none fits. `recipe_id` is None for a draft, which is kept when the delivery
    is accepted and then `replaces` the recipe that it is a changed version of. `offered` is a similar one that a person may confirm."""

    table: Table
    recipe: Recipe | None = None
    recipe_id: str | None = None
    offered: Kept | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class Own:
    """What was made of an own workbook. `unit` is None where recipes of several units fit, or none."""

    tables: tuple[ReadTable, ...]
    tidied: Tidied
    unit: str | None

    @property
    def is_read(self) -> bool:
        return any(one.recipe for one in self.tables)


@dataclass(frozen=True)
class Asked:
    """As whom, when and with what a workbook is read. `year` is the year of tables that say none, `without` are kept recipes that a person
    does not want this time."""

    catalogue: Catalogue
    language: str
    unit: str | None
    as_of: date
    file_name: str
    year: int | None = None
    without: frozenset[str] = frozenset()


def read(workbook: Workbook, store: Store, drafts: Sequence[Recipe], asked: Asked) -> Own:
    """The figures of all tables that a draft or a kept recipe is for; a draft comes before what is kept. Without a unit it is the one whose
    recipes fit. Raises StoreBusy."""
    sheets, too_large = _readable(workbook)
    found = [TableProfile(table) for sheet in sheets for table in tables.read(sheet)]
    recipes = [Kept("", draft) for draft in drafts] + kept_recipes.known(store, asked.catalogue.programme.programme, asked.unit)
    mine = [one for one in recipes if asked.unit in (None, one.recipe.unit) and one.recipe_id not in asked.without]
    if asked.unit is None:
        units = list(dict.fromkeys(one.recipe.unit for one in mine if matching.match([one], found)))
        if len(units) > 1:
            several = Finding("unknown-layout", detail="several-units", values={"units": ", ".join(units)})
            return Own(tuple(ReadTable(seen.table) for seen in found), Tidied(findings=[several], asks_for_all=False), None)
        asked = replace(asked, unit=next(iter(units), None))
        mine = [one for one in mine if one.recipe.unit == asked.unit]
    read_tables = _read_tables(found, [one for one in mine if not one.recipe_id], [one for one in mine if one.recipe_id])
    tidied = _applied(read_tables, asked)
    tidied.findings += too_large or _unread(workbook, read_tables, matching.undecided(mine, found))
    tidied.findings += hidden_content.of_tables(_cells_read(read_tables, tidied.figures), asked.language)
    return Own(tuple(read_tables), tidied, asked.unit)


def _readable(workbook: Workbook) -> tuple[list[Sheet], list[Finding]]:
    """The sheets whose tables are looked for, and what is said of those that are left out: others wait meanwhile."""
    sheets, too_large, left = [], [], MOST_CELLS
    for sheet in workbook.sheets:
        left -= len(sheet.cells)
        if left < 0:
            too_large.append(Finding("file-too-large", sheet.name, "", sheet.name, "cells", {"limit": MOST_CELLS}))
        else:
            sheets.append(sheet)
    return sheets, too_large


def _applied(read_tables: Sequence[ReadTable], asked: Asked) -> Tidied:
    tidied = Tidied(asks_for_all=False)
    for one in read_tables:
        if one.recipe is None:
            continue
        unfit = _unfit(one.recipe, one.table, asked)
        applied = Applied([], unfit) if unfit else _figures(one.recipe, one.table, asked)
        tidied.figures += applied.figures
        tidied.findings += applied.findings
    tidied.figures = _each_once(_one_grain(tidied), tidied.findings)
    return tidied


def _figures(recipe: Recipe, table: Table, asked: Asked) -> Applied:
    """What a recipe makes of a table; the year of one that says none is that of the file's name, where that names one, and it is said so."""

    def applied(year: int | None) -> Applied:
        return applying.apply(recipe, table, asked.catalogue, asked.language, asked.as_of, year)

    found = applied(asked.year)
    lacks_year = any((finding.code, finding.detail) == ("year-missing", "table") for finding in found.findings) and not any(
        row.period for row in table.rows
    )
    named = periods.within(asked.file_name) if lacks_year and asked.year is None else None
    if named is None:
        return found
    again = applied(int(named.text))
    told = Finding("converted-text", table.sheet.name, table.range, asked.file_name, "file-year", {"file_year": int(named.text)})
    return Applied(again.figures, [*again.findings, told])


def _unfit(recipe: Recipe, table: Table, asked: Asked) -> list[Finding]:
    """Why a recipe cannot be used with the programme as it is; that an indicator is another unit's is said of its figures."""
    found = [problem for problem in problems(recipe, asked.catalogue) if problem.code != "other-units-indicator"]
    values = {"recipe": recipe.name, "problem": " ".join(problem.text(words(asked.language)) for problem in found)}
    return [Finding("unknown-layout", table.sheet.name, table.range, "", "recipe", values)] if found else []


def _read_tables(found: list[TableProfile], drafts: list[Kept], known: list[Kept]) -> list[ReadTable]:
    drafted = {seen: one for one, seen in matching.match(drafts, found)}
    kept = {seen: one for one, seen in matching.match(known, found)}
    offered = {seen: one for one, seen in matching.offered(known, found)}
    read_tables = []
    for seen in found:
        new, old = drafted.get(seen), kept.get(seen)
        if new is not None and (old is None or old.recipe != new.recipe):
            is_changed = old is not None and old.recipe.title == new.recipe.title
            read_tables.append(ReadTable(seen.table, new.recipe, replaces=old.recipe_id if is_changed else None))
        elif old is not None:
            read_tables.append(ReadTable(seen.table, old.recipe, old.recipe_id))
        else:
            read_tables.append(ReadTable(seen.table, offered=offered.get(seen)))
    return read_tables


def _one_grain(tidied: Tidied) -> list[FigureEntry]:
    """A year is told by its months (or quarters) or as a whole: where a workbook has both, the months are taken if all of them are there,
    else the whole. A person hears of it."""
    periods: dict[tuple, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for figure in tidied.figures:
        periods[_of_year(figure)][_grain(figure)].add(figure.period)
    kept, told = [], set()
    for figure in tidied.figures:
        about = _of_year(figure)
        present = periods[about]
        wanted = next((grain for grain, number in GRAINS.items() if len(present[grain]) == number), min(present, key=list(GRAINS).index))
        if _grain(figure) == wanted:
            kept.append(figure)
        elif about not in told:
            told.add(about)
            values = {"indicator": figure.indicator, "figure_year": figure.year}
            tidied.findings.append(Finding("ignored-text", figure.sheet, figure.cell, figure.shown, "other-period", values))
    return kept


def _of_year(figure: FigureEntry) -> tuple:
    """What is told either by months or as a whole: an indicator's year, or that of a statistic beside it."""
    return figure.indicator, figure.component == CONTEXT and figure.dimensions, figure.year


def _grain(figure: FigureEntry) -> str:
    return "quarter" if "-Q" in figure.period else "month" if len(figure.period) > len("2021") else "year"


def _cells_read(read_tables: Sequence[ReadTable], figures: Sequence[FigureEntry]) -> Iterator[tuple[Sheet, list[Cell]]]:
    for one in read_tables:
        sheet = one.table.sheet
        if one.recipe is not None and (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
            yield sheet, cells_read.body_cells(one.table, one.recipe, figures)


def _each_once(figures: Iterable[FigureEntry], findings: list[Finding]) -> list[FigureEntry]:
    """A figure that two tables give alike is one; where they differ, a person must say which holds."""
    first: dict[tuple, FigureEntry] = {}
    for figure in figures:
        before = first.setdefault(figure.key, figure)
        if before is not figure and before.value != figure.value:
            place = before.cell if before.sheet == figure.sheet else f"{before.sheet}!{before.cell}"
            values = {"indicator": figure.indicator, "period": figure.period, "first": place}
            findings.append(Finding("duplicate-row", figure.sheet, figure.cell, figure.shown, "own", values))
    return list(first.values())


def _unread(workbook: Workbook, read_tables: Sequence[ReadTable], undecided: Sequence[TableProfile]) -> Iterator[Finding]:
    """What no recipe took: tables that might have been meant and, where others were read, what is left over."""
    doubtful = {id(seen.table) for seen in undecided}
    left = [one.table for one in read_tables if one.recipe is None]
    is_read = len(left) < len(read_tables)
    for table in left:
        about = {"range": table.range}
        if id(table) in doubtful:
            yield Finding("ignored-text", table.sheet.name, table.range, table.sheet.name, "which-table", about)
        elif is_read:
            yield Finding("unused-sheet", table.sheet.name, table.range, table.sheet.name, "own", about)
    if is_read:
        with_table = {one.table.sheet.name for one in read_tables}
        bare = [sheet.name for sheet in workbook.sheets if sheet.cells and sheet.name not in with_table]
        yield from (Finding("unused-sheet", name, "", name, "no-table") for name in bare)
    elif read_tables:
        yield Finding("unknown-layout", detail="own-table", values={"n": len(read_tables)})
    else:
        yield Finding("unknown-layout")
