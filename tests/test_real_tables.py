"""Real tables of a statistical office on their whole way: recipes, preview, acceptance, charts. Every point is what its tidy twin says.

The programme is tests/programmes/integration-monitoring; the workbooks and their twins stay beside the checkout, where they are.
"""

from __future__ import annotations

import csv
import html
import json
import math
import re
import shutil
import warnings
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders import delivery, tables
from loaders.delivery import Delivery, OpenedFile
from loaders.recipes.recipe import Recipe, problems
from loaders.tables import PERIOD, VALUE, Table
from monitoring import assessed_year, catalogue, charts, settings, snapshot
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import CONTEXT, IndicatorView
from monitoring.palette import LIGHT
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from tests.loaders.recipes import sheets

FOLDER = Path(__file__).parent / "programmes" / "integration-monitoring"
REAL = settings.ROOT.parent / "shared" / "real-tables"
PROGRAMME = catalogue.read(FOLDER)
RECIPES = {path.stem: Recipe.model_validate_json(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "recipes").glob("*.json"))}
EN = words("en")

real = pytest.mark.skipif(not REAL.is_dir(), reason="the shared real tables are not beside this checkout")
each_recipe = pytest.mark.parametrize("name", RECIPES)

Figures = dict[tuple[str, int, str, Dimensions], float]
"""Values by indicator, year, component, area and category."""


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as text:
        return list(csv.DictReader(text))


TWINS = lines(FOLDER / "twins.csv")


@dataclass(frozen=True)
class Original:
    """A real table: the workbook, its sheet, what its statisticians read in it."""

    name: str
    workbook: Path
    sheet: str

    @property
    def twin(self) -> list[tuple[int, tuple[str, ...], float]]:
        """(year, labels, value) of every line."""
        return [
            (int(line["year"]), tuple(text for column, text in line.items() if column not in ("year", "value")), float(line["value"]))
            for line in lines(REAL / f"{self.name}.csv")
        ]


@cache
def originals() -> dict[str, Original]:
    """The real tables by the name of their twin."""
    index = [(Path(line["tidy"]).stem, REAL / line["workbook"], line["sheet"]) for line in lines(REAL / "index.csv")]
    return {name: Original(name, workbook, sheet) for name, workbook, sheet in index}


@cache
def opened(workbook: Path) -> OpenedFile:
    return sheets.opened(workbook)


def recipes_of_workbook(name: str) -> list[str]:
    """The recipes that are for the same workbook."""
    return [other for other in RECIPES if originals()[other].workbook == originals()[name].workbook]


def first_of_each_workbook() -> list[str]:
    """One recipe for each workbook that there are recipes for."""
    return list({originals()[name].workbook: name for name in reversed(RECIPES)}.values()) if REAL.is_dir() else list(RECIPES)


each_workbook = pytest.mark.parametrize("name", first_of_each_workbook())


@cache
def table_of(name: str) -> Table:
    original = originals()[name]
    (sheet,) = [sheet for sheet in opened(original.workbook).workbook.sheets if sheet.name == original.sheet]
    (table,) = tables.read(sheet)
    return table


@cache
def twin_figures(name: str) -> Figures:
    """The twin's value of every figure that a recipe is for."""
    found: Figures = {}
    for line in TWINS:
        if line["recipe"] == name:
            found |= twin_figures_of_rule(name, line)
    return found


@cache
def all_twin_figures() -> Figures:
    return {key: value for name in RECIPES for key, value in twin_figures(name).items()}


def twin_figures_of_rule(name: str, line: Mapping[str, str]) -> Figures:
    (rule,) = [rule for rule in RECIPES[name].rules if (rule.indicator, rule.component) == (line["indicator"], line["component"])]
    twin = originals()[name].twin
    if rule.area:
        wanted = [(year, labels, value) for year, labels, value in twin if not set(rule.without) & set(labels)]
        return {(rule.indicator, year, rule.component, placed(*labels)): value for year, labels, value in wanted}
    by_year = defaultdict(list)
    for year, labels, value in twin:
        if labels == tuple(line["labels"].split(" · ")):
            by_year[year].append(value)
    dimensions = Dimensions.of(statistic=rule.name) if rule.name else TOTAL
    return {(rule.indicator, year, rule.component, dimensions): values[int(line["place"]) - 1] for year, values in by_year.items()}


def placed(area: str, category: str) -> Dimensions:
    return Dimensions.of(area=area, category=category)


@cache
def expected(code: str) -> dict[int, float]:
    """The points of an indicator's chart, worked out from the twin."""
    kind = PROGRAMME.indicators[code].kind
    figures = {key: value for key, value in all_twin_figures().items() if key[0] == code and key[2] != CONTEXT}
    years = sorted({key[1] for key in figures})
    if kind == "share":
        return {year: 100 * figures[code, year, "part", TOTAL] / figures[code, year, "whole", TOTAL] for year in years}
    if kind == "distribution":
        return {year: mixture(parts(code, year)) for year in years}
    return {year: figures[code, year, "value", TOTAL] for year in years}


@cache
def parts(code: str, year: int) -> dict[str, dict[str, float]]:
    """The numbers of a distribution by area and category."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (indicator, when, _, dimensions), value in all_twin_figures().items():
        if (indicator, when) == (code, year):
            found[dimensions["area"]][dimensions["category"]] = value
    return found


def mixture(by_area: Mapping[str, Mapping[str, float]]) -> float:
    """The mean of the areas' Gini–Simpson indices in percent, weighed by their totals."""
    totals = {area: sum(numbers.values()) for area, numbers in by_area.items()}
    indices = {area: 100 * (1 - math.fsum((number / totals[area]) ** 2 for number in numbers.values())) for area, numbers in by_area.items()}
    return math.fsum(indices[area] * total for area, total in totals.items()) / math.fsum(totals.values())


def figures_of(checked: Delivery, sheet: str) -> Figures:
    """What a delivery's preview shows of a sheet."""
    return {(c.indicator, c.year, c.component, c.dimensions): c.after for c in checked.changes if c.sheet == sheet}


@dataclass(frozen=True)
class Accepted:
    """A store with all workbooks in it, and how each was checked, by its path."""

    store: Store
    checked: Mapping[Path, Delivery]


@pytest.fixture(scope="module")
def accepted(tmp_path_factory) -> Accepted:
    store, checked = Store(tmp_path_factory.mktemp("real") / "real.duckdb"), {}
    for name, recipe in RECIPES.items():
        path = originals()[name].workbook
        if path not in checked:
            drafts = [RECIPES[other] for other in recipes_of_workbook(name)]
            checked[path] = delivery.check(opened(path), store, PROGRAMME, "fi", recipe.unit, drafts=drafts)
            delivery.accept(checked[path], store, PROGRAMME, local("Clerk"))
    return Accepted(store, checked)


@pytest.fixture(scope="module")
def now(accepted) -> snapshot.Snapshot:
    return snapshot.read(accepted.store, PROGRAMME)


def traces(chart, role: str) -> list[dict]:
    return [trace for trace in json.loads(chart.to_json())["data"] if trace["meta"] == role]


def points(view: IndicatorView, role: str = "values") -> dict[int, float]:
    """The points of a chart: year and height."""
    found = {}
    for trace in traces(charts.draw(view, EN, LIGHT), role):
        found |= dict(zip(trace["x"], trace["y"], strict=True))
    return dict(sorted(found.items()))


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " ")))


def test_every_recipe_can_be_used_and_every_indicator_has_one():
    assert [problem for recipe in RECIPES.values() for problem in problems(recipe, PROGRAMME)] == []
    rules = [(name, rule.indicator, rule.component) for name, recipe in RECIPES.items() for rule in recipe.rules]
    assert sorted(rules) == sorted((line["recipe"], line["indicator"], line["component"]) for line in TWINS)
    assert {indicator for _, indicator, _ in rules} == PROGRAMME.indicators.keys()


@real
def test_most_real_tables_are_here_and_the_others_cannot_be_compared():
    assert len({originals()[name].workbook for name in RECIPES}) >= 6
    for name in originals().keys() - RECIPES.keys():
        assert {year for year, *_ in originals()[name].twin} < {row.year for row in table_of(name).rows}, name


@real
def test_no_figure_of_the_tables_is_kept_here():
    written = {number for path in FOLDER.rglob("*.*") for number in re.findall(r"\d+\.?\d*", path.read_text(encoding="utf-8"))}
    figures = {line["value"] for name in originals() for line in lines(REAL / f"{name}.csv") if len(line["value"]) > 4}
    assert len(figures) > 1000
    assert written & figures == set()


@real
@each_recipe
def test_the_preview_shows_every_figure_with_its_cell(name, accepted):
    original, checked = originals()[name], accepted.checked[originals()[name].workbook]
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    assert checked.layout == "own" and checked.unit == RECIPES[name].unit
    assert {change.kind for change in checked.changes} == {"new"}
    assert {change.sheet for change in checked.changes} == {originals()[other].sheet for other in recipes_of_workbook(name)}
    assert figures_of(checked, original.sheet) == pytest.approx(twin_figures(name), rel=1e-9)
    cells = [change.cell for change in checked.changes if change.sheet == original.sheet and re.fullmatch(r"[A-Z]+\d+", change.cell)]
    assert len(cells) == len(twin_figures(name)) > 2


@real
@pytest.mark.parametrize("code", PROGRAMME.indicators)
def test_every_point_of_a_chart_is_its_twins(code, now):
    view = assessed_year.at(now, PROGRAMME.programme.last_year).indicators[code]
    assert points(view) == pytest.approx(expected(code), rel=1e-9)
    assert len(expected(code)) > 2
    table = charts.table(view, EN)
    assert [row[0] for row in table.rows if row[1]] == [str(year) for year in expected(code)]


@real
@pytest.mark.parametrize("code", sorted({line["indicator"] for line in TWINS if line["component"] == CONTEXT}))
def test_every_point_of_a_statistic_beside_is_its_twins(code, now):
    chart = charts.draw(assessed_year.at(now, PROGRAMME.programme.last_year).indicators[code], EN, LIGHT)
    drawn = {(plain(trace["name"]), year): value for trace in traces(chart, "context") for year, value in zip(trace["x"], trace["y"], strict=True)}
    wanted = {
        (dimensions["statistic"], year): value
        for (indicator, year, component, dimensions), value in all_twin_figures().items()
        if (indicator, component) == (code, CONTEXT)
    }
    assert drawn == pytest.approx(wanted, rel=1e-9)
    assert len(wanted) > 2
    (source,) = {rule.source for recipe in RECIPES.values() for rule in recipe.rules if (rule.indicator, rule.component) == (code, CONTEXT)}
    assert source in charts.alternative(assessed_year.at(now, PROGRAMME.programme.last_year).indicators[code], EN)


@real
@pytest.mark.parametrize("code", [code for code, indicator in PROGRAMME.indicators.items() if indicator.kind == "distribution"])
def test_every_part_of_a_distribution_is_its_twins(code, now):
    for year in expected(code):
        drawn = {}
        chart = charts.areas(assessed_year.at(now, year).indicators[code], EN, LIGHT)
        rows = [plain(note["text"]) for note in json.loads(chart.to_json())["layout"]["annotations"] if note["x"] == 0]
        for trace in traces(chart, "category"):
            drawn |= {(area, plain(trace["name"])): part for area, part in zip(rows, trace["x"], strict=True)}
        wanted = {
            (area, category): 100 * number / sum(numbers.values())
            for area, numbers in parts(code, year).items()
            for category, number in numbers.items()
        }
        assert drawn == pytest.approx(wanted, rel=1e-9), year


@real
def test_every_stored_figure_is_what_stands_in_its_cell(now):
    known = now.known()
    assert {(code, int(period), *rest): cell.value for (code, period, *rest), cell in known.items()} == pytest.approx(all_twin_figures(), rel=1e-9)
    written = {(original.workbook.name, original.sheet): values(original) for original in (originals()[name] for name in RECIPES)}
    found = {key: written[cell.trace.file_name, cell.trace.sheet].get(cell.trace.cell) for key, cell in known.items()}
    assert found == {key: cell.value for key, cell in known.items()}


def values(original: Original) -> dict[str, object]:
    """The cells of a real table's sheet as Excel keeps them."""
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(original.workbook, read_only=True, data_only=True)
        book[original.sheet].reset_dimensions()
        found = {cell.coordinate: cell.value for row in book[original.sheet].iter_rows() for cell in row if cell.value is not None}
    book.close()
    return found


@real
@each_workbook
def test_the_same_workbook_again_needs_no_draft_and_brings_nothing(name, accepted):
    again = delivery.check(opened(originals()[name].workbook), accepted.store, PROGRAMME, "sv")
    assert again.is_acceptable and again.unit == RECIPES[name].unit
    assert "no-change" in {finding.code for finding in again.findings}
    assert (again.brings, again.has_drafts) == ([], False)
    assert len(again.changes) == sum(len(twin_figures(other)) for other in recipes_of_workbook(name))
    assert delivery.accept(again, accepted.store, PROGRAMME, local("Clerk")).upload_id is None


@real
@each_workbook
def test_a_year_later_nothing_is_asked(name, accepted, tmp_path):
    """Sheets with other names and one more year, whose figures are one more than those of the last."""
    path, year = tmp_path / "next.xlsx", newest(name) + 1
    assert {newest(other) for other in recipes_of_workbook(name)} == {year - 1}
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(originals()[name].workbook, data_only=True)
    for place, other in enumerate(recipes_of_workbook(name)):
        add_year(book[originals()[other].sheet], table_of(other), year)
        book[originals()[other].sheet].title = f"Renamed {'AB'[place]}"
    book.save(path)
    store = Store(Path(shutil.copy(accepted.store.path, tmp_path / "copy.duckdb")))
    checked = delivery.check(sheets.opened(path), store, PROGRAMME, "fi")
    assert checked.is_acceptable and checked.unit == RECIPES[name].unit and not checked.has_drafts
    assert {table.table.sheet.name for table in checked.tables if table.recipe} == {"Renamed A", "Renamed B"} & set(book.sheetnames)
    last = {
        key: value
        for other in recipes_of_workbook(name)
        for key, value in twin_figures(other).items()
        if key[1] == year - 1 and year in PROGRAMME.years
    }
    assert bool(last) == (year in PROGRAMME.years)
    new = {(c.indicator, c.year - 1, c.component, c.dimensions): c.after for c in checked.changes if c.kind == "new"}
    assert new == pytest.approx({key: value + 1 for key, value in last.items()}, rel=1e-9)
    # What saved the copy writes the last digits of long numbers in its own way.
    unchanged = [change for change in checked.changes if change.kind != "new"]
    assert [change.before for change in unchanged] == pytest.approx([change.after for change in unchanged], rel=1e-12)
    delivery.accept(checked, store, PROGRAMME, local("Clerk"))
    views = assessed_year.at(snapshot.read(store, PROGRAMME), PROGRAMME.programme.last_year).indicators
    for code, component in {(key[0], key[2]) for key in last}:
        role = CONTEXT if component == CONTEXT else "values"
        assert year in points(views[code], role) and year - 1 in points(views[code], role)


def newest(name: str) -> int:
    return max(year for _, year, *_ in twin_figures(name))


def add_year(sheet: Worksheet, table: Table, year: int) -> None:
    """The figures of `year`: one more column at the right end, or rows below the last, as the table goes."""
    times = [column.number for column in table.columns if column.holds == PERIOD]
    if times:
        add_rows(sheet, table, times[0], year)
    else:
        add_column(sheet, table, year)


def add_column(sheet: Worksheet, table: Table, year: int) -> None:
    """After the table's last, like the column of the year before."""
    before = max(column.number for column in table.columns if column.period == str(year - 1))
    last = max(column.number for column in table.columns if column.holds == VALUE)
    for merged in [one for one in sheet.merged_cells.ranges if one.max_col == last and one.min_col < last]:
        sheet.merged_cells.remove(merged)
        sheet.merge_cells(None, merged.min_row, merged.min_col, merged.max_row, last + 1)
    heading = next(row for row in range(table.lines[0], 0, -1) if str(sheet.cell(row, before).value).strip() == str(year - 1))
    sheet.cell(heading, last + 1, year)
    for row in table.lines:
        sheet.cell(row, last + 1, one_more(sheet.cell(row, before).value))


def add_rows(sheet: Worksheet, table: Table, time: int, year: int) -> None:
    """As many as the year before has, between the table and its notes."""
    before = sorted({row.row for row in table.rows if row.year == year - 1})
    first, last = table.lines[-1] + 1, max(column.number for column in table.columns)
    for merged in [one for one in sheet.merged_cells.ranges if one.min_row >= first]:
        sheet.unmerge_cells(merged.coord)
    sheet.insert_rows(first, len(before))
    values = {column.number for column in table.columns if column.holds == VALUE}
    for row, like in enumerate(before, first):
        for column in range(1, last + 1):
            value = sheet.cell(like, column).value
            sheet.cell(row, column, one_more(value) if column in values else value)
        sheet.cell(row, time, year)


def one_more(value: object) -> object:
    return value + 1 if isinstance(value, int | float) else value
