"""What a recipe takes beside what the table itself says: years, own totals, the year before, departments; rows left out; a year from a title."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.recipes import self_check
from loaders.recipes.apply.applying import apply
from loaders.recipes.lists import row_digest
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.suggest.suggestions import pairs
from loaders.recipes.table_profile import TableProfile
from monitoring import kinds
from tests.loaders.recipes.sheets import one
from tests.loaders.recipes.suggest.test_pointing import STAFF

AS_OF = date(2022, 2, 1)
MONTHS = (
    "tammikuu",
    "helmikuu",
    "maaliskuu",
    "huhtikuu",
    "toukokuu",
    "kesäkuu",
    "heinäkuu",
    "elokuu",
    "syyskuu",
    "lokakuu",
    "marraskuu",
    "joulukuu",
)
DEPARTMENTS = (
    ("Toimiala", 2019, 2020),
    ("Sivistystoimi", 120, 130),
    ("Tekninen toimi", 40, 41),
    ("Konsernihallinto", 30, 30),
    ("Yhteensä", 190, 205),
)
LOG = (
    ("Pvm", "Aihe", "Tila", "Osallistujia"),
    (date(2020, 2, 1), "Alku", "Pidetty", 10),
    (date(2020, 3, 1), "Jatko", "PERUTTU, sairaus", 12),
    (date(2020, 4, 1), "Loppu", "Siirretty verkkoon", 8),
    (date(2021, 4, 1), "Uusi", "Pidetty", 9),
    ("Yhteensä", None, None, 39),
)


def made(programme, rows, *rules, unit="welcome-office", year=None, **of_table):
    profile = TableProfile(one(rows))
    recipe = Recipe(unit=unit, name="own", headings=(), rules=rules, **of_table)
    found = apply(recipe, profile, programme, "fi", AS_OF, year)
    return recipe, profile, found


def years(programme, *made_of, **more):
    recipe, profile, found = made(programme, *made_of, **more)
    return self_check.year_figures(recipe, found.figures, profile, programme)


def test_months_make_their_year_which_stands_beside_the_tables_own(programme):
    rows = (("Kävijät 2020",), ("Kuukausi", "Neuvonta"), *((month, 10) for month in MONTHS), ("Yhteensä", 121))
    (year,) = years(programme, rows, Rule(indicator="NEU1.1", under=("Neuvonta",)))
    assert (year.year, year.value, year.periods, year.is_whole) == (2020, 120, 12, True)
    assert year.stated == {"value": 121} and year.differing == {"value": 121}


def test_a_total_stands_beside_what_its_parts_make(programme):
    rules = (
        Rule(indicator="TYO1.1", component="part", under=("Yhteensä", "Vieraskieliset")),
        Rule(indicator="TYO1.1", component="whole", under=("Sivistystoimi", "Kaikki")),
    )
    first, _ = years(programme, STAFF, *rules, unit="henkilostopalvelut")
    assert first.parts == {"part": 277, "whole": 2800}
    assert round(first.value, 2) == 9.89
    (_, second) = years(programme, DEPARTMENTS, Rule(indicator="NEU1.1", under=("Yhteensä",)))
    assert second.stated == {"value": 201} and second.differing == {"value": 201}


def test_one_department_of_several_is_told_with_the_sum_of_all(programme):
    profile = TableProfile(one(DEPARTMENTS))
    found = self_check.departments(Rule(indicator="NEU1.1", under=("Sivistystoimi",)), profile)
    assert (found.label, found.n, found.sums) == ("Sivistystoimi", 3, {"2019": 190, "2020": 201})
    assert self_check.departments(Rule(indicator="NEU1.1", under=("Yhteensä",)), profile) is None
    services = TableProfile(one((("Palvelu", 2019, 2020), ("Neuvonta", 5, 6), ("Ohjaus", 1, 2))))
    assert self_check.departments(Rule(indicator="NEU1.1", under=("Neuvonta",)), services) is None


def test_a_part_is_proposed_with_the_total_of_its_labels_first(programme):
    profile = TableProfile(one(STAFF))
    first = pairs(profile.series, programme.indicators["TYO1.1"])[0]
    assert [profile.series[index].heading for index in (first.part, first.whole)] == ["Yhteensä · Vieraskieliset", "Yhteensä · Kaikki"]
    assert (first.part_value, first.whole_value) == (280, 5900)


def test_rows_that_were_not_held_count_until_somebody_says_otherwise(programme):
    rule = Rule(indicator="OSA3.1", how="rows")
    _, profile, as_before = made(programme, LOG, rule)
    assert {entry.period: entry.value for entry in as_before.figures} == {"2020": 3, "2021": 1}
    asked = {(one.code, one.detail, one.value, one.cell) for one in as_before.findings if one.detail == "not-held"}
    assert asked == {("ignored-text", "not-held", "peruttu", "A3"), ("ignored-text", "not-held", "siirretty", "A4")}
    assert profile.rows_not_held({}) == {"peruttu": [3], "siirretty": [4]}
    assert profile.rows_not_held({"Tila": "Pidetty"}) == {}

    _, _, decided = made(programme, LOG, rule, left_out=("peruttu",), counted=("siirretty",))
    assert {entry.period: entry.value for entry in decided.figures} == {"2020": 2, "2021": 1}
    assert [(one.severity, one.detail, one.cell) for one in decided.findings] == [("info", "total-row", "A6"), ("info", "left-out", "A3")]


def test_a_row_that_was_left_out_is_known_again_and_a_list_says_its_own_total(programme):
    rule = Rule(indicator="NEU1.1", how="sum", column="Osallistujia")
    digest = row_digest(one(LOG), 2)
    recipe, profile, found = made(programme, LOG, rule, rows_left_out=(digest,), left_out=("peruttu",), counted=("siirretty",))
    assert {entry.period: entry.value for entry in found.figures} == {"2020": 8, "2021": 9}
    (total,) = self_check.totals_of_list(recipe, found.figures, profile)
    assert (total.cell, total.stated, total.taken, total.left_out, total.differs) == ("D6", 39, 17, 22, False)
    amiss = (*LOG[:5], ("Yhteensä", None, None, 40))
    recipe, profile, found = made(programme, amiss, rule)
    (total,) = self_check.totals_of_list(recipe, found.figures, profile)
    assert (total.stated, total.taken, total.left_out, total.differs) == (40, 39, 0, True)
    longer = (*LOG[:5], (date(2021, 6, 1), "Vielä", "Pidetty", 5))
    _, _, again = made(programme, longer, rule, rows_left_out=(digest,), left_out=("peruttu",))
    assert {entry.period: entry.value for entry in again.figures} == {"2020": 8, "2021": 14}


@pytest.mark.parametrize(("code", "before", "after", "jumps"), [("NEU1.1", 5, 9, False), ("NEU1.1", 40, 90, True), ("TYO1.1", 4.7, 9.9, True)])
def test_a_jump_is_by_more_than_half(programme, code, before, after, jumps):
    assert self_check.is_jump(kinds.of(programme.indicators[code]), before, after) == jumps


def test_a_year_of_a_title_that_is_not_trusted_is_asked_for(programme):
    rows = (("Kävijät 2020",), ("Palvelu", "Käyttäjiä"), ("Neuvonta", 412), ("Verkko", 90))
    rule = Rule(indicator="NEU1.1", under=("Neuvonta", "Käyttäjiä"))
    _, profile, trusted = made(programme, rows, rule, year_from="title")
    assert profile.year_from == ("title", 2020)
    assert [entry.period for entry in trusted.figures] == ["2020"]
    _, _, asked = made(programme, rows, rule, year_from="asked")
    assert asked.figures == [] and [one.code for one in asked.findings] == ["year-missing"]
    _, _, answered = made(programme, rows, rule, year_from="asked", year=2021)
    assert [entry.period for entry in answered.figures] == ["2021"]
    assert TableProfile(one(DEPARTMENTS)).year_from is None


def test_a_recipe_that_was_stored_before_these_questions_is_read_as_it_was():
    stored = '{"unit": "u", "name": "n", "headings": [], "rules": [{"indicator": "A1", "how": "rows"}]}'
    recipe = Recipe.model_validate_json(stored)
    assert (recipe.year_from, recipe.left_out, recipe.counted, recipe.rows_left_out) == ("", (), (), ())
