"""A statistics office's table, from the file to the line beside the indicator, and the same table a year later."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import delivery
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule, problems
from loaders.recipes.table_profile import fingerprint
from monitoring import assessed_year, snapshot
from monitoring.trust.people import local
from monitoring.words import parts_of, words
from tests.loaders.recipes.sheets import content, one, opened

SHEET, NAME, SOURCE = "Tilasto", "Koko maa", "Tilastokeskus, CC BY 4.0"
FIRST = (("Maa", 2018, 2019, 2020), ("Suomi", 3.5, 41, 40.25), ("Ruotsi", 1, 2, 3))
RULE = Rule(indicator="OSA3.1", component="context", under=("Suomi",), name=NAME, source=SOURCE)
LATER = (("Maa", 2020, 2021), ("Suomi", 40.5, 39), ("Ruotsi", 3, 4))
A_YEAR_LATER = (("Maa", 2018, 2019, 2020, 2021), ("Suomi", 3.5, 41, 40.5, 39), ("Ruotsi", 1, 2, 3, 4))


@pytest.fixture
def check(tmp_path, store, programme):
    def checked(rows, *drafts: Recipe) -> delivery.Delivery:
        path = tmp_path / "tilasto.xlsx"
        path.write_bytes(content({SHEET: rows}))
        return delivery.check(opened(path), store, programme, "fi", "welcome-office", drafts=drafts, as_of=date(2022, 3, 1))

    return checked


def recipe(rule: Rule) -> Recipe:
    return Recipe(unit="welcome-office", name=SHEET, headings=fingerprint(one(FIRST, name=SHEET)), rules=(rule,))


@pytest.fixture
def first(check, store, programme) -> delivery.Delivery:
    return delivery.accept(check(FIRST, recipe(RULE)), store, programme, local("Coordinator"))


def kinds(checked: delivery.Delivery) -> list[tuple]:
    return [(change.period, change.kind, change.before, change.after) for change in checked.changes]


def line(store, programme):
    (found,) = assessed_year.at(snapshot.read(store, programme), 2020).indicators["OSA3.1"].context
    return found


def test_a_statistic_arrives_beside_the_indicator_and_is_no_figure_of_it(first, store, programme):
    now = snapshot.read(store, programme)
    assert now.figures == {}
    found = line(store, programme)
    assert (found.points, words("sv").name(found), words("sv").text(found.sources)) == ({2018: 3.5, 2019: 41, 2020: 40.25}, NAME, SOURCE)
    assert [(cell.trace.upload_id, cell.trace.sheet, cell.trace.cell, cell.trace.uploaded_by) for cell in found.cells] == [
        (first.upload_id, SHEET, place, "Coordinator") for place in ("B2", "C2", "D2")
    ]


def test_the_same_table_again_changes_nothing(first, check):
    assert kinds(check(FIRST)) == [("2018", "same", 3.5, 3.5), ("2019", "same", 41, 41), ("2020", "same", 40.25, 40.25)]


def test_a_year_later_the_revised_and_the_new_year_are_told_apart(first, check, store, programme):
    checked = check(A_YEAR_LATER)
    assert kinds(checked) == [("2018", "same", 3.5, 3.5), ("2019", "same", 41, 41), ("2020", "changed", 40.25, 40.5), ("2021", "new", None, 39)]
    delivery.accept(checked, store, programme, local("Coordinator"))
    found = line(store, programme)
    assert found.points == {2018: 3.5, 2019: 41, 2020: 40.5, 2021: 39}
    assert words("fi").text(found.sources) == SOURCE


def test_a_statistic_is_called_as_its_recipe_says_in_each_language_and_marked_in_the_others(first, store, programme):
    assert line(store, programme).names == {"": NAME}, "nobody said which language it is"
    kept = line(store, programme).cells[0].trace.uploaded_at
    (stored,) = stored_recipes.active(store, programme.programme.programme)
    for names in ({"fi": NAME}, {"fi": NAME, "sv": "Hela landet"}):
        changed = recipe(RULE.worded("name", names))
        renamed = stored_recipes.store_recipe(store, programme.programme.programme, changed, local("Coordinator"), stored.recipe_id)
        (stored,) = stored_recipes.active(store, programme.programme.programme)
        assert (stored.recipe_id, stored.recipe) == (renamed, changed)
        assert line(store, programme).names == names
    shown = {language: parts_of(words(language).written_text(line(store, programme).names)) for language in ("fi", "sv", "en")}
    assert shown == {"fi": ((NAME, ""),), "sv": (("Hela landet", ""),), "en": ((NAME, "fi"), (" (Finnish)", ""))}
    (before,) = snapshot.read(store, programme, as_of=kept).context["OSA3.1"]
    assert before.names == {"": NAME}


def test_a_source_is_named_as_a_recipe_says_in_each_language(check, store, programme):
    """Later years come from another source, which nobody has translated."""
    in_both = RULE.worded("source", {"sv": "Statistikcentralen", "fi": SOURCE})
    assert in_both.source == SOURCE
    delivery.accept(check(FIRST, recipe(in_both)), store, programme, local("Coordinator"))
    found = line(store, programme)
    assert (found.sources, found.cells[0].comment) == ({"sv": "Statistikcentralen", "fi": SOURCE}, SOURCE)
    shown = {language: parts_of(words(language).written_text(found.sources)) for language in ("sv", "en")}
    assert shown == {"sv": (("Statistikcentralen", ""),), "en": (("Statistikcentralen", "sv"), (" (Swedish)", ""))}
    delivery.accept(check(LATER, recipe(RULE.worded("source", {"fi": "Eurostat"}))), store, programme, local("Coordinator"))
    assert line(store, programme).sources == {"fi": f"{SOURCE}; Eurostat"}


def test_a_statistic_stays_the_same_as_long_as_one_of_its_names_is_the_one_it_is_known_by(programme):
    known = RULE.worded("name", {"sv": "Hela landet", "fi": NAME})
    assert (known.name, RULE.worded("name", {"sv": "Hela landet"}).name, RULE.worded("name", {"": NAME})) == (NAME, "Hela landet", RULE)
    assert Rule(**RULE.model_dump(exclude_defaults=True)) == RULE, "as it was stored before there were names"
    assert [problem.code for problem in problems(recipe(known), programme)] == []
    unknown = known.model_copy(update={"name": "Koko Suomi"})
    assert [problem.code for problem in problems(recipe(unknown), programme)] == ["lacking"]
