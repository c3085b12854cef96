"""Which recipe is meant for which table: what is taken, what is left to a person, what is offered."""

from __future__ import annotations

import pytest

from loaders.recipes.matching import Matching
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.stored_recipes import StoredRecipe
from loaders.recipes.table_profile import TableProfile, fitted
from tests.loaders.recipes import sheets as drawn
from tests.loaders.recipes.sheets import LOG, STAFF, VISITS

TRAININGS = (Rule(indicator="OSA3.1", how="rows", where={"Kohderyhmä": "yhdistykset"}),)
USERS = (Rule(indicator="NEU1.1", under=("Vaasa",)),)


def found(sheets) -> list[TableProfile]:
    return [TableProfile(table) for table in drawn.found(sheets)]


def titled(title: str, rows=VISITS):
    return ((title,), *rows[1:])


def untitled(rows=VISITS):
    return rows[2:]


def stored(rows, rules, sheet: str = "Taul1", name: str = "ohje") -> StoredRecipe:
    """A recipe that was made for this sheet."""
    profile = TableProfile(drawn.one(rows, name=sheet))
    recipe = Recipe(unit="welcome-office", name=name, headings=(), rules=rules)
    return StoredRecipe(name, fitted(recipe, profile))


def named(matched) -> dict[str, str]:
    return {table.table.sheet.name: one.recipe_id for table, one in matched.items()}


MADE = stored(titled("Neuvonnan kävijät 2020"), USERS)
BARE = stored(untitled(), USERS, "Kävijät")
YEARLY = stored(untitled(), USERS, "2019")
TAKEN = {
    "the same sheet": (MADE, {"Taul1": titled("Neuvonnan kävijät 2020")}, {"Taul1"}),
    "next year's sheet, renamed": (MADE, {"Kävijät 2021": titled("Neuvonnan kävijät 2021")}, {"Kävijät 2021"}),
    "without a title, renamed": (BARE, {"Uusi nimi": untitled()}, {"Uusi nimi"}),
    "another title on the same sheet": (MADE, {"Taul1": titled("Neuvonnan käyttäjät")}, {"Taul1"}),
    "another title on another sheet": (MADE, {"Kirjasto": titled("Kirjaston kävijät")}, set()),
    "a sheet a year": (YEARLY, {"2019": untitled(), "2020": untitled()}, {"2019", "2020"}),
    "a sheet a year, copied": (MADE, {"A": titled("Neuvonnan kävijät 2020"), "A (2)": titled("Neuvonnan kävijät 2021")}, {"A", "A (2)"}),
    "the same title on sheets of other names": (MADE, {"Naiset": titled("Neuvonnan kävijät"), "Miehet": titled("Neuvonnan kävijät")}, set()),
    "a sheet a year and a sum": (YEARLY, {"2019": untitled(), "2020": untitled(), "Yhteensä": untitled()}, {"2019", "2020"}),
    "two subjects told apart by title": (MADE, {"A": titled("Kirjaston kävijät"), "B": titled("Neuvonnan kävijät 2021")}, {"B"}),
    "two subjects told apart by sheet": (BARE, {"Kirjasto": untitled(), "Kävijät": untitled()}, {"Kävijät"}),
    "two subjects that nothing tells apart": (BARE, {"Eka": untitled(), "Toka": untitled()}, set()),
    "another layout beside it": (BARE, {"Kävijät": untitled(), "Henkilöstö": STAFF}, {"Kävijät"}),
    "another layout": (BARE, {"Kävijät": STAFF}, set()),
    "a label that is not there": (stored(STAFF, (Rule(indicator="TYO1.1", under=("Koko henkilöstö",)),)), {"Taul1": STAFF[:2]}, set()),
    "a log with new rows": (stored(LOG, TRAININGS), {"Taul1": LOG[:3]}, {"Taul1"}),
}


@pytest.mark.parametrize(("one", "sheets", "taken"), TAKEN.values(), ids=TAKEN)
def test_a_recipe_takes_what_it_was_made_for(one, sheets, taken):
    assert set(named(Matching.of([one], found(sheets)).matched)) == taken


UNDECIDED = {
    "nothing tells them apart": (BARE, {"Eka": untitled(), "Toka": untitled()}, {"Eka", "Toka"}),
    "titles that the recipe does not know": (MADE, {"A": titled("Kirjaston kävijät"), "B": titled("Uimahallin kävijät")}, {"A", "B"}),
    "the other one is another subject": (BARE, {"Kirjasto": untitled(), "Kävijät": untitled()}, set()),
    "only one, and it is taken": (BARE, {"Eka": untitled()}, set()),
    "only one, of another subject": (MADE, {"Kirjasto": titled("Kirjaston kävijät")}, set()),
}


@pytest.mark.parametrize(("one", "sheets", "undecided"), UNDECIDED.values(), ids=UNDECIDED)
def test_what_cannot_be_told_apart_is_said(one, sheets, undecided):
    assert {table.table.sheet.name for table in Matching.of([one], found(sheets)).undecided} == undecided


def test_two_recipes_of_one_layout_share_its_sheets_by_title():
    library = stored(titled("Kirjaston kävijät 2020"), USERS, name="library")
    advice = stored(titled("Neuvonnan kävijät 2020"), USERS, name="advice")
    sheets = {"A": titled("Neuvonnan kävijät 2021"), "B": titled("Kirjaston kävijät 2021")}
    assert named(Matching.of([library, advice], found(sheets)).matched) == {"A": "advice", "B": "library"}
    assert named(Matching.of([library, advice], found({"A": sheets["A"]})).matched) == {"A": "advice"}


def test_two_recipes_of_one_layout_share_its_sheets_by_name():
    library, advice = stored(untitled(), USERS, "Kirjasto", "library"), stored(untitled(), USERS, "Neuvonta", "advice")
    sheets = {"Neuvonta": untitled(), "Kirjasto": untitled()}
    assert named(Matching.of([library, advice], found(sheets)).matched) == {"Neuvonta": "advice", "Kirjasto": "library"}


def test_a_sheet_that_two_recipes_claim_alike_is_taken_by_none():
    recipes = [stored(untitled(), USERS, "Kirjasto", "library"), stored(untitled(), USERS, "Neuvonta", "advice")]
    tables = found({"Uusi": untitled()})
    matching = Matching.of(recipes, tables)
    assert (matching.matched, matching.undecided) == ({}, tables)


OFFERED = {
    "a column more": (BARE, {"Kävijät": [(*row, "Laihia" if number == 0 else number) for number, row in enumerate(untitled())]}, {"Kävijät"}),
    "another subject of the same layout": (MADE, {"Kirjasto": titled("Kirjaston kävijät")}, {"Kirjasto"}),
    "already taken": (BARE, {"Kävijät": untitled()}, set()),
    "nothing in common": (BARE, {"Henkilöstö": STAFF}, set()),
    "similar, without what the recipe reads": (BARE, {"Kävijät": [("Kuukausi", "Laihia", "Mustasaari"), *untitled()[1:]]}, set()),
}


@pytest.mark.parametrize(("one", "sheets", "offered"), OFFERED.values(), ids=OFFERED)
def test_a_similar_recipe_is_offered(one, sheets, offered):
    assert set(named(Matching.of([one], found(sheets)).offered)) == offered
