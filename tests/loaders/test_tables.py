"""Any human-made table: what is read from it is what a statistician would write down, no figure less and none more.

The sheets are made by tests/workbooks/make_tables.py, each beside a tidy twin that says what a person reads in it; and, where they are, real ones.
"""

from __future__ import annotations

import csv
import re
import statistics
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import get_month_names

from loaders import tables
from loaders.files.workbook import Sheet, Workbook, address, boundaries
from loaders.tables import TidyRow
from tests.loaders.recipes import sheets
from tests.loaders.recipes.sheets import one
from tests.workbooks import make_tables

ROOT = Path(__file__).parents[2]
MADE = make_tables.FOLDER
REAL = ROOT.parent / "shared" / "real-tables"
NO_LABELS = ("period", "year", "value")


@dataclass(frozen=True)
class Twin:
    """A line of a tidy file."""

    period: str
    year: str
    value: float
    labels: tuple[str, ...]

    def is_of(self, row: TidyRow) -> bool:
        """Whether it is the same figure: the value, and the year where the twin has one, and the period where that is finer."""
        is_when = not self.year or (row.period == self.period if "-" in self.period else str(row.year) == self.year)
        return is_when and row.value is not None and round(row.value, 6) == round(self.value, 6)

    def named(self, row: TidyRow, title: str = "") -> int:
        """How many of its labels the row has; its unit and the table's title count too."""
        texts = [*(label.text for label in row.labels), row.unit, title]
        return sum(is_among(label, texts) for label in self.labels)

    def __str__(self) -> str:
        return f"{self.value:g} of {self.period or self.year or 'no year'}: {', '.join(self.labels)}"


@dataclass(frozen=True)
class Compared:
    """What became of a sheet's figures: pairs of twin and row with the number of labels that are read, twins that were not read, rows that are
    in no twin."""

    pairs: tuple[tuple[Twin, TidyRow, int], ...]
    missing: tuple[Twin, ...]
    invented: tuple[TidyRow, ...]


def plain(text: str) -> str:
    """A label as the measure of the real tables compares it: no case, no footnote mark, letters and digits alone."""
    return re.sub(r"\W+", "", re.sub(r"\d+\)", "", unicodedata.normalize("NFKC", text).casefold()))


def is_among(label: str, texts: list[str]) -> bool:
    """Whether a label is among those of a row: whole, in pieces where a heading is broken over rows, or without its unit in brackets."""
    wanted = {plain(label), plain(unbracketed(label))}
    parts = {plain(form) for text in texts for form in (text, unbracketed(text))} - {""}
    return bool(wanted & (parts | {""})) or any("".join(pieces) in wanted for count in (2, 3) for pieces in permutations(parts, count))


def unbracketed(label: str) -> str:
    return re.sub(r"\s*\([^()]*\)\s*$", "", label)


@cache
def workbook(path: Path) -> Workbook:
    return sheets.read(path.read_bytes())


def twins(path: Path) -> list[Twin]:
    with path.open(newline="", encoding="utf-8") as file:
        return [twin(line) for line in csv.DictReader(file)]


def twin(line: dict[str, str]) -> Twin:
    labels = tuple(text for name, text in line.items() if name not in NO_LABELS and text)
    return Twin(line.get("period", ""), line["year"], float(line["value"]), labels)


@cache
def compared(folder: Path, name: str, sheet: str, tidy: str) -> Compared:
    """The sheet as it is read beside its twin. Of figures that are alike those pair first that share the most labels and have the fewest others."""
    page = next(page for page in workbook(folder / name).sheets if page.name == sheet)
    rows: dict[float, list[tuple[TidyRow, str]]] = defaultdict(list)
    wanted: dict[float, list[Twin]] = defaultdict(list)
    for table in tables.read(page):
        for row in (row for row in table.rows if row.value is not None):
            rows[round(row.value, 6)].append((row, table.title))
    for twin in twins(folder / tidy):
        wanted[round(twin.value, 6)].append(twin)
    pairs, missing = [], []
    for value, alike in wanted.items():
        found = paired(alike, rows[value])
        pairs += [(alike[number], row, named) for number, (row, named) in found.items()]
        missing += [twin for number, twin in enumerate(alike) if number not in found]
    used = {id(row) for _, row, _ in pairs}
    return Compared(tuple(pairs), tuple(missing), tuple(row for each in rows.values() for row, _ in each if id(row) not in used))


def paired(alike: list[Twin], rows: list[tuple[TidyRow, str]]) -> dict[int, tuple[TidyRow, int]]:
    """By the number of the twin the row that is its, and how many of its labels that has; twins without a year come last."""
    possible = [
        (not twin.year, -twin.named(*row), len(row[0].labels), number, at)
        for number, twin in enumerate(alike)
        for at, row in enumerate(rows)
        if twin.is_of(row[0])
    ]
    found: dict[int, tuple[TidyRow, int]] = {}
    taken: set[int] = set()
    for _, named, _, number, at in sorted(possible):
        if number not in found and at not in taken:
            found[number] = rows[at][0], -named
            taken.add(at)
    return found


def strange(folder: Path, name: str, sheet: str, tidy: str) -> list[str]:
    """Labels that a row was given though they are those of other rows, in the twin's own words."""
    others = {plain(label) for twin in twins(folder / tidy) for label in twin.labels}
    return [
        f"{row.cell} = {twin} – read too: {label.text}"
        for twin, row, _ in compared(folder, name, sheet, tidy).pairs
        for label in row.labels
        if plain(label.text) in others and not any(plain(label.text) in plain(own) for own in twin.labels)
    ]


def index(folder: Path) -> list[tuple[str, str, str]]:
    if not folder.is_dir():
        return []
    with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
        return [(line["workbook"], line["sheet"], line["tidy"]) for line in csv.DictReader(file)]


def each_sheet(folder: Path) -> pytest.MarkDecorator:
    listed = index(folder)
    return pytest.mark.parametrize(("name", "sheet", "tidy"), listed, ids=[tidy.removesuffix(".csv") for *_, tidy in listed])


@each_sheet(MADE)
def test_every_figure_is_read_with_its_year(name, sheet, tidy):
    assert [str(twin) for twin in compared(MADE, name, sheet, tidy).missing] == []


@each_sheet(MADE)
def test_nothing_else_is_a_figure(name, sheet, tidy):
    assert [f"{row.cell}: {row.value:g} of {row.period or 'no year'}" for row in compared(MADE, name, sheet, tidy).invented] == []


@each_sheet(MADE)
def test_every_label_is_read(name, sheet, tidy):
    found = compared(MADE, name, sheet, tidy)
    short = [(twin, row) for twin, row, labelled in found.pairs if labelled < len(twin.labels)]
    assert [f"{row.cell} = {twin} – read: {[label.text for label in row.labels]}" for twin, row in short] == []


@each_sheet(MADE)
def test_no_label_is_that_of_another_figure(name, sheet, tidy):
    assert strange(MADE, name, sheet, tidy) == []


def test_the_made_sheets_are_many_and_none_is_left_out():
    assert {name for name, *_ in index(MADE)} == {path.name for path in MADE.glob("*.xlsx")}
    assert {tidy for *_, tidy in index(MADE)} == {path.name for path in MADE.glob("*.csv")} - {"index.csv"}
    assert [(f"{case.name}.xlsx", case.sheet) for case in make_tables.CASES] == [(name, sheet) for name, sheet, _ in index(MADE)]
    assert len({name for name, *_ in index(MADE)}) >= 100


def test_the_twins_are_those_of_the_cases():
    assert [(MADE / tidy).read_text(encoding="utf-8") for *_, tidy in index(MADE)] == [make_tables.twin(case) for case in make_tables.CASES]


def moved(sheet: Sheet, down: int, right: int) -> Sheet:
    cells = tuple(cell._replace(row=cell.row + down, column=cell.column + right) for cell in sheet.cells)
    places = [boundaries(each) for each in sheet.merged]
    merged = tuple(f"{address(top + down, left + right)}:{address(bottom + down, last + right)}" for top, left, bottom, last in places)
    return replace(sheet, cells=cells, merged=merged)


def read_at(sheet: Sheet, down: int = 0, right: int = 0) -> dict[tuple[int, int], tuple]:
    """What is read at each place, counted from the row and column after these."""
    rows = [row for table in tables.read(sheet) for row in table.rows if row.row > down and row.column > right]
    return {(row.row - down, row.column - right): (row.value, row.period, sorted(label.text for label in row.labels)) for row in rows}


ALONE = {"one-column", "one-number", "not-yet-filled-in", "lists-of-others-abreast"}
"""Sheets without headings of their own: below another table they belong to it."""
REPEATED = [line for line in index(MADE) if line[0].removesuffix(".xlsx") not in ALONE and line[1] != "Muistio"][::5]


@pytest.mark.parametrize(("name", "sheet"), [line[:2] for line in REPEATED], ids=[line[2].removesuffix(".csv") for line in REPEATED])
def test_a_table_is_read_alike_beside_another_and_below_one(name, sheet):
    page = next(page for page in workbook(MADE / name).sheets if page.name == sheet)
    page = replace(page, hidden_rows=frozenset(), hidden_columns=frozenset())
    alone = read_at(page)
    for down, right in ((max(cell.row for cell in page.cells) + 3, 0), (0, max(cell.column for cell in page.cells) + 2)):
        other = moved(page, down, right)
        cells = sorted((*page.cells, *other.cells), key=lambda cell: (cell.row, cell.column))
        both = replace(page, cells=tuple(cells), merged=page.merged + other.merged)
        assert read_at(both, down, right) == alone


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared real tables are not beside this checkout")
def test_real_tables_are_read_as_their_statisticians_did():
    """The measure of ../shared/tools/score_tables.py."""
    results = [compared(REAL, *line) for line in index(REAL)]
    found = [len(result.pairs) / (len(result.pairs) + len(result.missing)) for result in results]
    labelled = [sum(labels > 0 for _, _, labels in result.pairs) / len(result.pairs) for result in results]
    assert len(results) >= 11
    assert statistics.median(found) == 1
    assert min(found) >= 0.98
    assert min(labelled) >= 0.97
    assert [label for line in index(REAL) for label in strange(REAL, *line)] == []


@pytest.mark.parametrize(
    ("note", "unit"), [("Unit: %", "%"), ("Yksikkö: henkilöä", "henkilöä"), ("Enhet: %", "%"), ("Huom: %", ""), ("Unit: see above", "")]
)
def test_a_note_names_the_unit_of_measure(note, unit):
    table = one([("Area", 2020, 2021), ("North", 9.3, 9.5), ("South", 8.1, 8.4), (), (note,)])
    assert {row.unit for row in table.rows} == {unit}


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1,234", "11,052.4", "677"], [1234, 11052.4, 677]),
        (["52,309", "11,052.4", "6,7"], [52.309, 11052.4, 6.7]),
        (["52,309", "6,7"], [52.309, 6.7]),
    ],
)
def test_a_comma_parts_thousands_only_where_it_parts_no_decimals(texts, values):
    table = one([("Alue", "Arvo"), *((f"Alue {number}", text) for number, text in enumerate(texts, 1))])
    assert [row.value for row in table.rows] == values


@pytest.mark.parametrize(
    ("rows", "periods"),
    [
        ([("Seuranta 2022",), (), ("Alue", 2019, 2020, "Muutos"), ("Ranta", 41, 44, 3), ("Metsä", 17, 19, 2)], {"B": "2019", "C": "2020", "D": ""}),
        ([("Seuranta 2022",), (), ("Vuosi", "Asukkaat"), (2019, 41), (2020, 44), ("Keskiarvo", 42.5)], {"B4": "2019", "B5": "2020", "B6": ""}),
        ([("Seuranta 2022",), (), ("Alue", "Asukkaat", "Muutos vuodesta 2015"), ("Ranta", 41, 4), ("Metsä", 17, 2)], {"B": "2022", "C": "2022"}),
        ([("Alue", 2021, 2022, "Muutos vuodesta 2015"), ("Ranta", 41, 44, 4), ("Metsä", 17, 19, 2)], {"B": "2021", "C": "2022", "D": ""}),
        ([("Seuranta 2022",), (), ("Rakennusvuosi", "1960–1979", "1980–1999"), ("Ranta", 41, 44), ("Metsä", 17, 19)], {"B": "2022", "C": "2022"}),
        ([("Seuranta 2022",), (), ("Kausi", "Kävijät"), ("2015–2018", 41), ("2019–2021", 44)], {"B4": "", "B5": ""}),
        ([("Seuranta 2022",), (), ("Ikä", "Indeksi 2015=100", "Väki 2021"), ("nuoret", 101.5, 44)], {"B": "2022", "C": "2021"}),
        ([("Seuranta 2022",), (), ("Kuukausi", "Kävijät"), ("tammikuu", 41), ("helmikuu", 44)], {"B4": "2022-01", "B5": "2022-02"}),
    ],
)
def test_the_titles_year_is_for_a_table_that_has_none_of_its_own(rows, periods):
    table = one(rows)
    assert {place: {row.period for row in table.rows if row.cell.startswith(place)} for place in periods} == {
        p: {period} for p, period in periods.items()
    }


@pytest.mark.parametrize("language", ["nb", "nn", "et"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_the_months_of_neighbouring_languages_are_known(language, width):
    names = get_month_names(width, "format", Locale(language))
    table = one([("Dato", "Antall"), *((f"{name} 2021", 40 + number) for number, name in names.items())])
    assert [row.period for row in table.rows] == [f"2021-{number:02}" for number in names]


def test_a_quarter_is_written_alike_in_norwegian_swedish_and_estonian():
    rows = [(f"{Locale(language).quarters['format']['wide'][2]} 2021", 40) for language in ("nb", "nn", "sv", "et")]
    assert [row.period for row in one([("Kvartal", "Antall"), *rows]).rows] == ["2021-Q2"] * 4
