"""A unit's own tables on the pages: what is asked, changed in the answers, offered, and said of a recipe that is changed or deleted. With a
browser's uploader and its lists: tests/browser/test_own_tables.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import streamlit as st

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import Words, words
from tests.loaders.recipes.sheets import content
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import Visit, at

PROGRAMME, UNIT = VAASA.programme.programme, "welcome-office"
LOG = (
    ("Päivä", "Aihe", "Kouluttaja", "Osallistujia"),
    *((date(2019, 1, 9) + timedelta(days=50 * number), f"Aihe {number}", "Etunimi Sukunimi", 10 + number % 4) for number in range(18)),
)
BROKEN = b"PK\x03\x04 no workbook"


@pytest.fixture
def own(tmp_path, monkeypatch) -> Store:
    """Something was delivered: an empty store would show the example data."""
    store = Store(tmp_path / "monitoring.duckdb")
    deliver(store, 1, [figure("TYO3.1", "2019", 12)], programme=PROGRAMME, unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    return store


@pytest.fixture
def recipe(own) -> str:
    rule = Rule(indicator="OSA3.1", how="rows")
    made = Recipe(unit=UNIT, name="Trainings", headings=("aihe", "kouluttaja", "osallistujia", "päivä"), rules=(rule,), sheet="koulutukset")
    return stored_recipes.store_recipe(own, PROGRAMME, made, local("Clerk"))


def delivering(language: str) -> Visit:
    return Visit(at("deliver", lang=language, unit=UNIT))


def new_rows(visit: Visit, say: Words) -> list[str]:
    """What the preview says is new."""
    return [" ".join(row) for table in visit.tables(say("preview.new.caption")) for row in table[1:]]


def test_a_corrected_file_takes_the_place_of_the_one_of_its_name(own):
    say, visit = words("en"), delivering("en")
    visit.hand_in(("trainings.xlsx", BROKEN))
    assert visit.buttons(say("deliver.accept.button"))[0].disabled
    visit.hand_in(("trainings.xlsx", BROKEN), ("trainings.xlsx", content({"Koulutukset": LOG})))
    assert say("own-tables.title") in visit.text
    assert say("batch.caption") not in visit.text


def test_what_was_answered_can_be_changed_before_anything_is_stored(own):
    say, visit = words("en"), delivering("en")
    visit.hand_in(("trainings.xlsx", content({"Koulutukset": LOG})))
    visit.choose(say("map.indicator"), "OSA3.1")
    visit.press(say("map.go-on"))
    visit.press(say("own-tables.change"))
    assert visit.shown_by(say("map.indicator")).startswith("OSA3.1")
    visit.choose(say("map.indicator"), "NEU1.1")
    visit.choose(say("map.counted"), say("map.counted.column", column="Osallistujia"))
    visit.press(say("map.go-on"))
    made = new_rows(visit, say)
    assert re.search(f"NEU1.1.*2019.*92.*{re.escape(say('origin.sum', column='Osallistujia'))}.*D2:D9", made[0])
    assert not any("OSA3.1" in row for row in made)


def test_a_table_without_a_year_is_asked_for_it_each_time_and_for_nothing_else(own):
    say, visit = words("fi"), delivering("fi")
    sent = content({"Taul1": (("Palvelu", "Käyttäjiä"), ("Neuvonta", 412), ("Verkko", 90))})
    visit.hand_in(("kayttajat.xlsx", sent))
    visit.choose(say("map.indicator"), "NEU1.1")
    visit.choose(say("map.value"), "Neuvonta")
    visit.fill(say("map.year"), "viime vuosi")
    visit.press(say("map.go-on"))
    assert say("map.lacking", fields=say("map.year")) in visit.notices
    visit.fill(say("map.year"), "2021")
    visit.press(say("map.go-on"))
    (row,) = new_rows(visit, say)
    assert re.search("NEU1.1.*2021.*412.*Taul1 B2", row)
    visit.fill(say("deliver.by"), "Koordinaattori")
    visit.press(say("deliver.accept.button"))

    visit.press(say("deliver.another"))
    assert say("deliver.workbook") in visit.text
    visit.hand_in(("uudet.xlsx", sent))
    assert say("own-tables.recipe", recipe="Taul1") in visit.text
    visit.fill(say("map.year"), "2022")
    visit.press(say("map.go-on"))
    (row,) = new_rows(visit, say)
    assert re.search("NEU1.1.*2022.*412", row)


def test_a_changed_layout_is_offered_the_recipe_and_not_just_taken(own, recipe):
    say, visit = words("en"), delivering("en")
    rows = (
        ("Päivä", "Aihe", "Kouluttaja", "Osallistujia", "Paikka"),
        *((date(2021, 1, 9) + timedelta(days=50 * number), f"Aihe {number}", "Etunimi Sukunimi", 10, f"Paikka {number}") for number in range(6)),
    )
    visit.hand_in(("trainings.xlsx", content({"Koulutukset": rows})))
    assert say("own-tables.offered", recipe="Trainings") in visit.text
    assert f"{say('own-tables.offered.new')} paikka" in visit.text
    assert say("preview.title") not in visit.text
    visit.press(say("own-tables.offered.yes", recipe="Trainings"))
    (row,) = new_rows(visit, say)
    assert re.search("OSA3.1.*2021.*6", row)


def test_a_recipe_is_read_changed_and_deleted(own, recipe, monkeypatch):
    files: dict[str, Callable[[], str]] = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *more, **options: files.update({label: data}))
    say, visit = words("en"), Visit(at("recipes", lang="en", unit=UNIT, recipe=recipe))
    assert say("rule.list.rows", component=say("component.value")) in visit.text
    assert Recipe.model_validate_json(files[say("recipes.download")]()).name == "Trainings"
    visit.fill(say("recipes.name"), "Trainings of associations")
    visit.press(say("recipes.change.button"))
    assert say("recipes.trouble.by") in visit.notices
    visit.choose(say("recipes.component"), say("component.mean"))
    visit.page.text_input(key="recipe-by").set_value("Editor")
    visit.press(say("recipes.change.button"))
    assert say("recipe.problem.wrong-component", indicator="OSA3.1", component="mean") in visit.notices
    visit.choose(say("recipes.component"), say("component.value"))
    visit.press(say("recipes.change.button"))
    assert say("recipes.changed") in visit.notices
    (changed,) = stored_recipes.active(own, PROGRAMME, UNIT)
    assert (changed.recipe.name, changed.stored_by) == ("Trainings of associations", "Editor")

    visit.press(say("recipes.delete.button"))
    assert say("recipes.trouble.sure") in visit.notices
    assert len(stored_recipes.active(own, PROGRAMME, UNIT)) == 1
    visit.fill(say("recipes.delete.sure"), True)
    visit.page.text_input(key="recipe-delete-by").set_value("Editor")
    visit.press(say("recipes.delete.button"))
    assert say("recipes.deleted") in visit.notices
    assert say("recipes.none.of-unit", unit=VAASA.units[UNIT]) in visit.text
    assert stored_recipes.active(own, PROGRAMME, UNIT) == []


def test_a_statistic_is_named_in_both_languages_and_named_anew_in_its_recipe(own):
    say, visit = words("sv"), delivering("sv")
    visit.hand_in(("maa.xlsx", content({"Tilasto": (("Maa", 2018, 2019, 2020), ("Suomi", 3.5, 41, 40.25), ("Ruotsi", 1, 2, 3))})))
    visit.choose(say("map.indicator"), "OSA3.1")
    visit.fill(say("map.change"), True)
    visit.fill(say("map.is-context"), True)
    visit.choose(say("map.context"), "Suomi")
    visit.fill(say("map.name"), "Hela landet")
    visit.fill(say("map.source"), "Statistikcentralen")
    in_finnish = say("text.also", language=say.language_name("fi"))
    for text, field in zip(("Koko maa", "Tilastokeskus"), (one for one in visit.page.text_input if one.label == in_finnish), strict=True):
        field.set_value(text)
    visit.press(say("map.go-on"))
    visit.fill(say("deliver.by"), "Koordinaattori")
    visit.fill(say("deliver.note"), "Hela serien")
    visit.fill(in_finnish, "Koko sarja")
    visit.press(say("deliver.accept.button"))
    (delivered,) = own.rows("uploads", programme=PROGRAMME, unit=UNIT, at_most=1)
    assert delivered.notes == {"sv": "Hela serien", "fi": "Koko sarja"} and "Hela serien" in visit.text
    (stored,) = stored_recipes.active(own, PROGRAMME, UNIT)
    assert [rule.names for rule in stored.recipe.rules] == [{"sv": "Hela landet", "fi": "Koko maa"}]
    assert [rule.sources for rule in stored.recipe.rules] == [{"sv": "Statistikcentralen", "fi": "Tilastokeskus"}]

    visit = Visit(at("recipes", lang="sv", unit=UNIT, recipe=stored.recipe_id))
    assert not stored.recipe.names and stored.recipe.name == "Tilasto", "read off the sheet: nobody said in which language it is"
    of_recipe, of_rule, of_source = (one for one in visit.page.text_input if one.label == in_finnish)
    for text, field in (("", visit.field(say("recipes.name"))), ("Koko maa", of_recipe), ("Koko Suomi", of_rule), ("", of_source)):
        field.set_value(text)
    visit.page.text_input(key="recipe-by").set_value("Koordinaattori")
    visit.press(say("recipes.change.button"))
    (stored,) = stored_recipes.active(own, PROGRAMME, UNIT)
    assert [(rule.name, rule.names) for rule in stored.recipe.rules] == [("Hela landet", {"sv": "Hela landet", "fi": "Koko Suomi"})]
    assert [(rule.source, rule.sources) for rule in stored.recipe.rules] == [("Statistikcentralen", {"sv": "Statistikcentralen"})]
    assert (stored.recipe.name, stored.recipe.names) == ("Koko maa", {"fi": "Koko maa"})
    assert {one.value for one in visit.page.subheader} >= {f"*Koko maa* \\({say.language_name('fi')}\\)"}
