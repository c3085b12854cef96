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
from loaders.recipes.apply import applying
from loaders.recipes.apply.applying import Applied
from loaders.recipes.matching import Matching
from loaders.recipes.recipe import ASKED, Recipe, problems
from loaders.recipes.stored_recipes import StoredRecipe
from loaders.recipes.table_profile import TableProfile
from loaders.tables import Table, periods
from monitoring.catalogue import Catalogue
from monitoring.model import CONTEXT
from monitoring.words import words

LAYOUT = "own"
MOST_CELLS = 250_000
"""Of all sheets together whose tables are looked for; a log of 20,000 rows has half of that."""
GRAINS = {"month": 12, "quarter": 4, "year": 1}
"""How many of each make a year, the finest first."""


@dataclass(frozen=True)
class ReadTable:
    """A table with the recipe that it was read with, None where none fits. `recipe_id` is None for a draft, which is stored when the delivery
    is accepted and then `replaces` the recipe that it is a changed version of. `offered` is a similar one that a person may confirm."""

    profile: TableProfile
    recipe: Recipe | None = None
    recipe_id: str | None = None
    offered: StoredRecipe | None = None
    replaces: str | None = None

    @property
    def table(self) -> Table:
        return self.profile.table


@dataclass(frozen=True)
class OwnTables:
    """What was made of a workbook of own tables. `unit` is None where recipes of several units fit, or none."""

    tables: tuple[ReadTable, ...]
    tidied: Tidied
    unit: str | None

    @property
    def is_read(self) -> bool:
        return any(one.recipe for one in self.tables)


@dataclass(frozen=True)
class Reading:
    """As whom, when and with what a workbook is read. `year` is the year of tables that say none, `without` are stored recipes that a person
    does not want this time."""

    catalogue: Catalogue
    language: str
    unit: str | None
    as_of: date
    file_name: str
    year: int | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FoundTables:
    """The tables of a workbook, of those sheets that are not too large; findings name the others."""

    profiles: tuple[TableProfile, ...]
    too_large: tuple[Finding, ...]


def find(workbook: Workbook) -> FoundTables:
    """The tables of all sheets, as long as these have no more than MOST_CELLS: others wait meanwhile."""
    profiles, too_large, left = [], [], MOST_CELLS
    for sheet in workbook.sheets:
        left -= len(sheet.cells)
        if left < 0:
            too_large.append(Finding("file-too-large", sheet.name, "", sheet.name, "cells", {"limit": MOST_CELLS}))
        else:
            profiles += map(TableProfile, tables.read(sheet))
    return FoundTables(tuple(profiles), tuple(too_large))


def read(workbook: Workbook, found: FoundTables, stored: Sequence[StoredRecipe], drafts: Sequence[Recipe], reading: Reading) -> OwnTables:
    """The figures of all tables that a draft or a stored recipe is for; a draft comes before what is stored. Without a unit it is the one whose
    recipes fit."""
    recipes = [*(StoredRecipe("", draft) for draft in drafts), *stored]
    wanted = [one for one in recipes if reading.unit in (None, one.recipe.unit) and one.recipe_id not in reading.without]
    matching = Matching.of(wanted, found.profiles)
    if reading.unit is None:
        units = list(dict.fromkeys(one.stored.recipe.unit for one in matching.candidates if one.claimed))
        if len(units) > 1:
            several = Finding("unknown-layout", detail="several-units", values={"units": ", ".join(units)})
            return OwnTables(tuple(map(ReadTable, found.profiles)), Tidied(findings=[several], asks_for_all=False), None)
        reading = replace(reading, unit=next(iter(units), None))
        matching = matching.among(lambda one: one.recipe.unit == reading.unit)
    read_tables = _read_tables(matching)
    tidied = _applied(read_tables, reading)
    tidied.findings += found.too_large or _unread(workbook, read_tables, matching.undecided)
    tidied.findings += hidden_content.of_tables(_source_cells(read_tables, tidied.figures), reading.language)
    return OwnTables(tuple(read_tables), tidied, reading.unit)


def _applied(read_tables: Sequence[ReadTable], reading: Reading) -> Tidied:
    tidied = Tidied(asks_for_all=False)
    for one in read_tables:
        if one.recipe is None:
            continue
        unfit = _unfit(one.recipe, one.table, reading)
        applied = Applied([], unfit) if unfit else _figures(one.recipe, one.profile, reading)
        tidied.figures += applied.figures
        tidied.findings += applied.findings
    tidied.figures = _each_once(_one_grain(tidied), tidied.findings)
    return tidied


def _figures(recipe: Recipe, profile: TableProfile, reading: Reading) -> Applied:
    """What a recipe makes of a table; the year of one that says none is that of the file's name, where that names one, and a finding says so."""
    table = profile.table

    def applied(year: int | None) -> Applied:
        return applying.apply(recipe, profile, reading.catalogue, reading.language, reading.as_of, year)

    found = applied(reading.year)
    if recipe.year_from == ASKED:
        return found
    lacks_year = any((finding.code, finding.detail) == ("year-missing", "table") for finding in found.findings) and not any(
        row.period for row in table.rows
    )
    named = periods.within(reading.file_name) if lacks_year and reading.year is None else None
    if named is None:
        return found
    again = applied(int(named.text))
    from_name = Finding("converted-text", table.sheet.name, table.range, reading.file_name, "file-year", {"file_year": int(named.text)})
    return Applied(again.figures, [*again.findings, from_name])


def _unfit(recipe: Recipe, table: Table, reading: Reading) -> list[Finding]:
    """Why a recipe cannot be used with the programme as it is; that an indicator is another unit's is found in its figures."""
    found = [problem for problem in problems(recipe, reading.catalogue) if problem.code != "other-units-indicator"]
    say = words(reading.language)
    values = {"recipe": say.written_text(recipe.texts("name")), "problem": " ".join(problem.text(say) for problem in found)}
    return [Finding("unknown-layout", table.sheet.name, table.range, "", "recipe", values)] if found else []


def _read_tables(matching: Matching) -> list[ReadTable]:
    drafted, stored = matching.among(lambda one: not one.recipe_id).matched, matching.among(lambda one: one.recipe_id)
    read_tables = []
    for profile in matching.tables:
        new, old = drafted.get(profile), stored.matched.get(profile)
        if new is not None and (old is None or old.recipe != new.recipe):
            is_changed = old is not None and old.recipe.title == new.recipe.title
            read_tables.append(ReadTable(profile, new.recipe, replaces=old.recipe_id if is_changed else None))
        elif old is not None:
            read_tables.append(ReadTable(profile, old.recipe, old.recipe_id))
        else:
            read_tables.append(ReadTable(profile, offered=stored.offered.get(profile)))
    return read_tables


def _one_grain(tidied: Tidied) -> list[FigureEntry]:
    """A year is reported by its months (or quarters) or as a whole: where a workbook has both, the months are taken if all of them are there,
    else the whole. A person hears of it."""
    periods: dict[tuple, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for figure in tidied.figures:
        periods[_of_year(figure)][_grain(figure)].add(figure.period)
    wanted_figures, noted = [], set()
    for figure in tidied.figures:
        about = _of_year(figure)
        present = periods[about]
        wanted = next((grain for grain, number in GRAINS.items() if len(present[grain]) == number), min(present, key=list(GRAINS).index))
        if _grain(figure) == wanted:
            wanted_figures.append(figure)
        elif about not in noted:
            noted.add(about)
            values = {"indicator": figure.indicator, "figure_year": figure.year}
            tidied.findings.append(Finding("ignored-text", figure.sheet, figure.cell, figure.shown, "other-period", values))
    return wanted_figures


def _of_year(figure: FigureEntry) -> tuple:
    """What is reported either by months or as a whole: an indicator's year, or that of a statistic beside it."""
    return figure.indicator, figure.component == CONTEXT and figure.dimensions, figure.year


def _grain(figure: FigureEntry) -> str:
    return "quarter" if "-Q" in figure.period else "month" if len(figure.period) > len("2021") else "year"


def _source_cells(read_tables: Sequence[ReadTable], figures: Sequence[FigureEntry]) -> Iterator[tuple[Sheet, list[Cell]]]:
    for one in read_tables:
        sheet = one.table.sheet
        if one.recipe is not None and (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
            yield sheet, applying.source_cells(one.table, one.recipe, figures)


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
    left = [one.profile for one in read_tables if one.recipe is None]
    is_read = len(left) < len(read_tables)
    for profile in left:
        table, about = profile.table, {"range": profile.table.range}
        if profile in undecided:
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
