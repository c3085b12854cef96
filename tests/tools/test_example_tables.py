"""The units' own sheets in the example data: they say what the story says, and nothing of a person."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell

from loaders import delivery, tables
from loaders.delivery import Delivery, OpenedFile
from loaders.example_data import examples
from loaders.example_data.examples import Example
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import problems
from loaders.recipes.suggest import suggestions
from loaders.recipes.table_profile import TableProfile
from monitoring import catalogue, settings, snapshot
from monitoring.store import Store
from tests.loaders.recipes import sheets
from tools import example_tables

VAASA = catalogue.read(settings.DATA / "programmes" / "vaasa-2019-2022")
COMMITTED = examples.folder(VAASA)
TOLD = examples.listed(COMMITTED)
OWN = [example for example in TOLD if not example.is_form]
KINDS = {
    "kotouttamispalvelut": "log",
    "welcome-office": "months",
    "vastaanottopalvelut": "weeks",
    "henkilostopalvelut": "parts",
    "kotoutumiskoordinaattori": "survey",
    "tekninen-virasto": "areas",
    "hallintopalvelut": "context",
}
PRIVATE = {
    "kotouttamispalvelut": {"Aihe", "Kohderyhmä / paikka", "Osallistujia", "apu", "Ohjaaja", "Palaute ja huomiot"},
    "kotoutumiskoordinaattori": {"Vastaajanro", "Kieli", "1. Kuinka kauan olet asunut Vaasassa?", "5. Mitä haluat kertoa lisää?"},
}
"""The columns of lists that are about persons."""

Figure = tuple[str, str, str, str, str]
"""(indicator, year, component, area, category)"""


@pytest.fixture(scope="module")
def own_only(tmp_path_factory) -> Store:
    """A store with the recipes and no figure: everything that a sheet says is new."""
    store = Store(tmp_path_factory.mktemp("recipes") / "store.duckdb")
    examples.store_recipes(TOLD, store, VAASA, COMMITTED)
    return store


@cache
def opened(example: Example) -> OpenedFile:
    return sheets.opened(COMMITTED / example.file, example.sent_as)


@pytest.fixture
def checked(own_only) -> Callable[[Example], Delivery]:
    """Checks an own sheet as of the day on which it is delivered."""

    def check(example: Example) -> Delivery:
        day = example.delivered_at.date()
        return delivery.check(opened(example), own_only, VAASA, "fi", example.unit, as_of=day)

    return check


def story(name: str) -> list[dict[str, str]]:
    with (COMMITTED / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def told_until(example: Example) -> dict[Figure, float]:
    """What the unit's story says on the day of a delivery."""
    rows = [row for name in ("figures", "distributions") for row in story(name) if row["value"] != "–"]
    mine = [row for row in rows if row["delivery"].endswith(f"_{example.unit}") and row["delivery"] <= example.delivery]
    return {key_of(row): float(row["value"]) for row in sorted(mine, key=lambda row: row["delivery"])}


def key_of(row: dict[str, str]) -> Figure:
    return row["indicator"], row["year"], row.get("component", "value"), row.get("area", ""), row.get("category", "")


def by_year(sent: Delivery) -> dict[Figure, float]:
    """The figures of a sheet as the story tells them: months added up, a mean to one decimal."""
    found: dict[Figure, float] = defaultdict(float)
    for entry in sent.tidied.figures:
        columns = entry.dimensions.columns
        found[entry.indicator, entry.period[:4], entry.component, columns["area"], columns["category"]] += entry.value
    return {key: round(value, 1) for key, value in found.items()}


@pytest.mark.parametrize("example", OWN, ids=lambda example: example.delivery)
def test_a_sheet_says_what_the_story_says(example, checked):
    sent = checked(example)
    assert (sent.layout, sent.is_acceptable) == ("own", True), sent.findings
    text = by_year(sent)
    if example.file.endswith(".px"):
        return check_statistics(sent)
    reported = told_until(example)
    assert text == {key: reported[key] for key in text}
    brought = {key_of(row) for name in ("figures", "distributions") for row in story(name) if row["delivery"] == example.delivery}
    assert brought and brought <= text.keys()


def check_statistics(sent: Delivery) -> None:
    """Only what the statistical office says, with its name and licence."""
    with (settings.DATA / "context" / "vaasa-foreign-language-share.csv").open(newline="", encoding="utf-8") as lines:
        known = {row["year"]: float(row["value"]) for row in csv.DictReader(lines)}
    text = {entry.period: entry.value for entry in sent.tidied.figures}
    assert set(text) == {"2020", "2021"} and text.items() <= known.items()
    assert {entry.component for entry in sent.tidied.figures} == {"context"}
    assert all("Tilastokeskus" in entry.comment and "CC BY 4.0" in entry.comment for entry in sent.tidied.figures)


def test_seven_units_send_their_own_sheets_each_with_its_recipe():
    recipes = examples.recipes(COMMITTED)
    assert [recipe.unit for recipe in sorted(recipes, key=lambda recipe: recipe.unit)] == sorted({example.unit for example in OWN}) == sorted(KINDS)
    assert not [problem for recipe in recipes for problem in problems(recipe, VAASA)]
    assert {example.language for example in OWN} == {"fi", "sv"}


@pytest.mark.parametrize("unit", KINDS)
def test_a_sheet_is_known_for_its_kind_without_a_recipe(unit):
    first = next(example for example in OWN if example.unit == unit)
    (table,) = [table for sheet in opened(first).workbook.sheets for table in tables.read(sheet)]
    assert suggestions.propose(TableProfile(table), unit, VAASA).kind == KINDS[unit]


def test_months_and_weeks_fill_the_years_that_are_over(checked):
    months, weeks = (next(example for example in reversed(OWN) if example.unit == unit) for unit in ("welcome-office", "vastaanottopalvelut"))
    assert sorted(entry.period for entry in checked(months).tidied.figures) == [f"{y}-{m:02}" for y in (2019, 2020, 2021) for m in range(1, 13)]
    assert sorted(entry.period for entry in checked(weeks).tidied.figures) == [f"2021-{m:02}" for m in range(1, 13)]


def test_sheets_are_as_people_make_them():
    shown = set()
    for example in OWN:
        if example.file.endswith(".xlsx"):
            book = openpyxl.load_workbook(COMMITTED / example.file)
            for sheet in book:
                cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
                shown |= {"merged"} if sheet.merged_cells.ranges else set()
                shown |= {"hidden sheet"} if sheet.sheet_state == "hidden" else set()
                shown |= {"hidden column"} if any(column.hidden for column in sheet.column_dimensions.values()) else set()
                shown |= {"real date" for cell in cells if cell.is_date}
                shown |= {"typed date" for cell in cells if cell.value == "22.5.2019"}
                shown |= {"mark" for cell in cells if cell.value in ("–", "..")}
                shown |= {"double space" for cell in cells if "  " in str(cell.value)}
                shown |= {"typed number" for cell in cells if cell.value == "1 660"}
                shown |= {"total" for cell in cells if cell.value in ("yht.", "Yhteensä", "Sammanlagt")}
            shown |= {"another sheet"} if len(book.worksheets) > 1 else set()
            assert max(sheet.max_row for sheet in book) <= 400
    wanted = "merged, hidden sheet, hidden column, real date, typed date, mark, double space, typed number, total, another sheet"
    assert shown == set(wanted.split(", "))


def test_the_year_under_way_was_half_known_in_august(example_store):
    figure = snapshot.read(example_store, VAASA, datetime(2021, 8, 31)).figures["NEU1.1"][2021]
    assert (figure.value, figure.status, figure.coverage) == (1540, "P", 0.5)
    assert [cell.period for cell in figure.cells] == [f"2021-{month:02}" for month in range(1, 7)]


def test_a_recipe_is_kept_when_its_unit_first_needs_it(example_store):
    known = {kept.recipe.unit: kept for kept in stored_recipes.active(example_store, VAASA.programme.programme)}
    assert set(known) == {example.unit for example in OWN} > {"welcome-office", *PRIVATE}
    for unit, kept in known.items():
        mine = [example for example in OWN if example.unit == unit]
        assert (kept.stored_by, kept.stored_at, kept.used_at) == (mine[0].uploaded_by, mine[0].delivered_at, mine[-1].delivered_at)


@pytest.mark.parametrize("unit", PRIVATE)
def test_nothing_personal_of_a_list_is_in_the_store(example_store, unit):
    uploads = example_store.rows("uploads", programme=VAASA.programme.programme, unit=unit, at_most=100)
    own = {upload.uploaded_at: upload for upload in uploads if upload.layout == "own"}
    mine = [example for example in OWN if example.unit == unit]
    assert own.keys() == {example.delivered_at for example in mine} and len(mine) > 2
    for example in mine:
        stored = example_store.content(own[example.delivered_at].upload_id)
        kept = filled(io.BytesIO(stored))
        theirs = private(filled(COMMITTED / example.file), PRIVATE[unit])
        assert len(theirs) > 20 and len(kept) > 10
        assert not [cell.coordinate for cell in kept if cell.coordinate in theirs]
        assert not [cell.value for cell in kept if isinstance(cell.value, str) and cell.value in theirs.values()]


def filled(file: Path | io.BytesIO) -> list[Cell]:
    """The cells of a workbook's first sheet."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def private(cells: list[Cell], headings: set[str]) -> dict[str, object]:
    """What stands in the columns that are about persons, by address."""
    heads = {cell.column_letter: cell.row for cell in cells if cell.value in headings}
    assert len(heads) == len(headings)
    return {cell.coordinate: cell.value for cell in cells if cell.row > heads.get(cell.column_letter, cell.row)}


def test_a_delivery_that_nothing_is_drawn_for_is_told():
    unknown = Example("2020-01-01_opistot", "own.xlsx", "sv", "", "", "", "", "")
    with pytest.raises(LookupError, match="2020-01-01_opistot"):
        example_tables.content(unknown, COMMITTED)
