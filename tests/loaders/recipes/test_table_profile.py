"""A layout is recognised by its headings, whatever changes from one year to the next, and told from any other."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.recipes import table_profile
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile, fingerprint
from tests.loaders.recipes.sheets import LOG, STAFF, VISITS, one


def replaced(rows, changes):
    return tuple(tuple(changes.get(value, value) for value in row) for row in rows)


def hide_second_column(sheet):
    sheet.column_dimensions["B"].hidden = True


SAME = {
    "new rows": (LOG, (*LOG, (date(2022, 3, 3), "Toinen Sukunimi", "Some", "nuoret", 30, "Uusi kouluttaja")), {}),
    "fewer rows, a column still empty": (LOG, tuple(row if row is LOG[0] else (*row[:5], None) for row in LOG[:3]), {}),
    "an empty column between": (LOG, tuple(row if row is LOG[0] else (*row[:2], None, *row[3:]) for row in LOG), {}),
    "a renamed sheet": (LOG, LOG, {"name": "Koulutukset 2021"}),
    "letter case": (LOG, replaced(LOG, {"Pvm": "PVM", "Kohderyhmä": "kohderyhmä"}), {}),
    "footnote marks": (LOG, replaced(LOG, {"Kohderyhmä": "Kohderyhmä 1)", "Osallistujia": "Osallistujia*"}), {}),
    "another place": (LOG, LOG, {"first_row": 6, "first_column": 3}),
    "a hidden column": (LOG, LOG, {"touch": hide_second_column}),
    "columns in another order": (LOG, tuple((row[0], row[4], *row[1:4], row[5]) for row in LOG), {}),
    "a new year's column": (STAFF, (("Ryhmä", 2019, 2020, 2021), (*STAFF[1], 140), (*STAFF[2], 2431)), {}),
    "another year's column": (STAFF, replaced(STAFF, {2019: 2021, 2020: 2022}), {}),
    "a new month's column": (
        (("Piste", "tammi 2021", "helmi 2021"), ("Keskusta", 10, 12), ("Suvilahti", 3, 4)),
        (("Piste", "tammi 2021", "helmi 2021", "maalis 2021"), ("Keskusta", 10, 12, 7), ("Suvilahti", 3, 4, 1)),
        {},
    ),
    "a changed year in the title": (VISITS, replaced(VISITS, {"Neuvonnan kävijät 2020": "Neuvonnan kävijät 2021"}), {}),
    "a year in the headings": (
        (("Piste", "Kävijät 2020", "Käynnit 2020"), ("Keskusta", 10, 12), ("Suvilahti", 3, 4)),
        (("Piste", "Kävijät 2021", "Käynnit 2021"), ("Keskusta", 11, 13), ("Suvilahti", 5, 6)),
        {},
    ),
}


@pytest.mark.parametrize(("before", "after", "how"), SAME.values(), ids=SAME)
def test_what_changes_from_year_to_year_changes_no_fingerprint(before, after, how):
    assert fingerprint(one(after, **how)) == fingerprint(one(before)) != ()


OTHER = {
    "another heading": (LOG, replaced(LOG, {"Kohderyhmä": "Kieli"})),
    "a column more": (LOG, tuple((*row, "Kesto" if row is LOG[0] else 2) for row in LOG)),
    "a column less": (LOG, tuple(row[:-1] for row in LOG)),
    "months for years": (STAFF, replaced(STAFF, {2019: "tammi 2020", 2020: "helmi 2020"})),
    "another subject": (VISITS, replaced(VISITS, {"Vaasa": "Naiset", "Mustasaari": "Miehet"})),
}


@pytest.mark.parametrize(("before", "after"), OTHER.values(), ids=OTHER)
def test_another_layout_has_another_fingerprint(before, after):
    assert fingerprint(one(after)) != fingerprint(one(before))


def test_a_fingerprint_can_be_read():
    assert fingerprint(one(LOG)) == ("aihe", "huomautuksia", "kohderyhmä", "kouluttaja", "osallistujia", "pvm")
    assert fingerprint(one(STAFF)) == ("#", "ryhmä")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kävijät 2019", "kävijät #"),
        ("2020", "#"),
        ("Kävijät, tammikuu 2021", "kävijät, # #"),
        ("Mars", "#"),
        ("Taul1", "taul#"),
        ("  Koulutukset ", "koulutukset"),
        ("", ""),
    ],
)
def test_names_are_compared_without_numbers_and_months(text, masked):
    assert table_profile.masked(text) == masked


def test_a_confirmed_recipe_fits_the_layout_that_it_was_confirmed_for():
    recipe = Recipe(unit="u", name="log", headings=("pvm",), rules=(Rule(indicator="OSA3.1", how="rows"),), sheet="vanha", title="vanha")
    fitted = table_profile.fitted(recipe, TableProfile(one(LOG, name="Koulutukset 2021")))
    assert (fitted.headings, fitted.sheet, fitted.title) == (fingerprint(one(LOG)), "koulutukset #", "")
    assert (fitted.unit, fitted.name, fitted.rules) == (recipe.unit, recipe.name, recipe.rules)
