"""A cell, row or column of a table as the answer to a question about it."""

from __future__ import annotations

import pytest

from loaders.recipes.suggest import pointing
from loaders.recipes.suggest.pointing import Pointed
from loaders.recipes.table_profile import TableProfile
from tests.loaders.recipes.apply.test_applying_grids import HOUSING, MONTHS_DOWN
from tests.loaders.recipes.sheets import LOG, one

STAFF = (
    ("Henkilöstö",),
    ("Toimiala", "Ryhmä", 2019, 2020),
    ("Sivistystoimi", "Kaikki", 2800, 2810),
    ("Sivistystoimi", "Vieraskieliset", 150, 155),
    ("Yhteensä", "Kaikki", 5842, 5900),
    ("Yhteensä", "Vieraskieliset", 277, 280),
)
LOG_OF_CHOICES = (
    ("Pvm", "Aihe", "Kieli", "Osallistujia"),
    *((f"{n}.3.2020", f"Aihe {n}", ("suomi", "ruotsi")[n % 2], 10 + n * 3 % 7) for n in range(1, 9)),
)


def at(text: str) -> Pointed:
    pointed = Pointed.of(text)
    assert pointed is not None
    return pointed


@pytest.mark.parametrize("text", ["", "B0", "5B", "ABCD1", "B5:B6", "€"])
def test_what_is_no_place_is_none(text):
    assert Pointed.of(text) is None


@pytest.mark.parametrize(
    ("rows", "place", "lines"),
    [
        (STAFF, "C6", ["Yhteensä · Vieraskieliset"]),
        (STAFF, "d6", ["Yhteensä · Vieraskieliset"]),
        (STAFF, "6", ["Yhteensä · Vieraskieliset"]),
        (STAFF, "B6", ["Yhteensä · Vieraskieliset"]),
        (STAFF, "3", ["Sivistystoimi · Kaikki"]),
        (STAFF, "C", ["Sivistystoimi · Kaikki", "Sivistystoimi · Vieraskieliset", "Yhteensä · Kaikki", "Yhteensä · Vieraskieliset"]),
        (MONTHS_DOWN, "B", ["Kirjasto"]),
        (MONTHS_DOWN, "B3", ["Kirjasto"]),
        (MONTHS_DOWN, "C5", ["Kaupungintalo"]),
        (MONTHS_DOWN, "4", ["Kirjasto", "Kaupungintalo"]),
        (STAFF, "Z9", []),
    ],
)
def test_a_place_is_the_lines_that_it_holds(rows, place, lines):
    profile = TableProfile(one(rows))
    assert [profile.series[index].heading for index in pointing.lines(profile, at(place))] == lines


def test_a_list_is_pointed_at_by_columns_texts_and_rows():
    profile = TableProfile(one(LOG_OF_CHOICES))
    assert pointing.counted(profile, at("D")) == pointing.counted(profile, at("D4")) == "Osallistujia"
    assert pointing.counted(profile, at("B2")) is None
    assert pointing.choice(profile, at("C2")) == ("Kieli", "ruotsi")
    assert pointing.choice(profile, at("C")) is None and pointing.choice(profile, at("B2")) is None
    assert pointing.line_of_list(profile, at("5")) == pointing.line_of_list(profile, at("B5")) == 5
    assert pointing.line_of_list(profile, at("1")) is None
    assert pointing.counted(TableProfile(one(LOG)), at("E")) == "Osallistujia"


def test_a_distribution_is_pointed_at_by_its_headings():
    profile = TableProfile(one(HOUSING))
    area = next(column for column in profile.table.columns if column.dimension)
    letter = "ABCDEFG"[area.number - 1]
    assert pointing.dimension(profile, at(letter)) == area.dimension
    first = next(label for row in profile.table.rows for label in row.labels if label.dimension == area.dimension)
    assert pointing.label(profile, at(first.cell)) == first.text


@pytest.mark.parametrize(("rows", "place", "year"), [(MONTHS_DOWN, "A1", 2021), (STAFF, "D2", 2020), (STAFF, "D", 2020), (STAFF, "A3", None)])
def test_a_year_is_read_from_the_cell_or_the_heading_of_its_column(rows, place, year):
    assert pointing.year(TableProfile(one(rows)), at(place)) == year
