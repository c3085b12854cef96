"""Recipes in a real store: kept, changed, forgotten, never overwritten; checked against the programme."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from loaders import __main__ as command_line
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule, problems
from monitoring.trust.people import local
from monitoring.words import languages, words

RULE = Rule(indicator="OSA3.1", how="rows", where={"Kohderyhmä": "yhdistykset"})
RECIPE = Recipe(unit="welcome-office", name="Koulutukset", headings=("aihe", "pvm"), rules=(RULE,), sheet="koulutukset #")
P = "vaasa-2019-2022"


def test_a_recipe_comes_back_as_it_was_kept(store):
    recipe_id = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"), at=datetime(2021, 1, 2, 3))
    assert stored_recipes.active(store, P) == [stored_recipes.StoredRecipe(recipe_id, RECIPE, "Coordinator", datetime(2021, 1, 2, 3))]


def test_recipes_are_known_by_programme_and_unit(store):
    mine = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"))
    theirs = stored_recipes.store_recipe(store, P, RECIPE.model_copy(update={"unit": "opistot"}), local("Coordinator"))
    stored_recipes.store_recipe(store, "another", RECIPE, local("Coordinator"))
    assert {stored.recipe_id for stored in stored_recipes.active(store, P)} == {mine, theirs}
    assert [stored.recipe_id for stored in stored_recipes.active(store, P, "opistot")] == [theirs]
    assert stored_recipes.active(store, P, "liikuntapalvelut") == []


def test_a_changed_recipe_takes_the_older_ones_place_and_both_stay_in_the_store(store):
    first = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"))
    changed = RECIPE.model_copy(update={"name": "Koulutuskerrat"})
    second = stored_recipes.store_recipe(store, P, changed, local("Deputy"), replaces=first)
    assert [(stored.recipe_id, stored.recipe, stored.stored_by) for stored in stored_recipes.active(store, P)] == [(second, changed, "Deputy")]
    with pytest.raises(stored_recipes.UnknownRecipe):
        stored_recipes.store_recipe(store, P, changed, local("Coordinator"), replaces=first)
    assert len(stored_recipes.active(store, P)) == 1


def test_a_forgotten_recipe_holds_no_longer(store):
    first = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"))
    second = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"), replaces=first)
    stored_recipes.delete(second, store, local("Coordinator"))
    assert stored_recipes.active(store, P) == [], "the one that it replaced does not come back"
    for gone in (first, second, "never there"):
        with pytest.raises(stored_recipes.UnknownRecipe):
            stored_recipes.delete(gone, store, local("Coordinator"))


def test_a_recipe_that_this_version_does_not_understand_is_left_out(store, logged):
    row = {"programme": P, "unit": "opistot", "name": "n", "fingerprint": "", "replaces": None, "kept_by": "c", "kept_at": datetime(2021, 1, 1)}
    with store.writing() as connection:
        connection.insert("recipes", [{"recipe_id": "later", "recipe": '{"unit": "opistot", "how": "by a later version"}', **row}])
    mine = stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"))
    assert [stored.recipe_id for stored in stored_recipes.active(store, P)] == [mine]
    assert any("later" in record.getMessage() for record in logged)


def rule(**changes) -> Recipe:
    return RECIPE.model_copy(update={"rules": (RULE.model_copy(update=changes),)})


PROBLEMS = {
    "as it should be": (RECIPE, []),
    "unknown unit": (RECIPE.model_copy(update={"unit": "nobody"}), ["unknown-unit"]),
    "unknown indicator": (rule(indicator="OSA9.9"), ["unknown-indicator"]),
    "another unit's indicator": (rule(indicator="TER1.1"), ["other-units-indicator"]),
    "part of a count": (rule(component="part"), ["wrong-component"]),
    "a milestone's figure": (rule(indicator="SOS1.1"), ["wrong-component"]),
    "value of a share": (rule(indicator="SOS1.2"), ["wrong-component"]),
    "mean without a column": (rule(indicator="SOS1.3", component="mean", how="mean"), ["lacking"]),
    "mean of a column": (rule(indicator="SOS1.3", component="mean", how="mean", column="Arvosana"), []),
    "mean of a summary table": (rule(indicator="SOS1.3", component="mean", how="figure", under=("Keskiarvo",), where={}), []),
    "distribution without its dimensions": (
        RECIPE.model_copy(update={"unit": "tekninen-virasto", "rules": (Rule(indicator="TUR4.1", area="Alue"),)}),
        ["lacking"],
    ),
    "statistic without a source": (rule(component="context", how="figure", where={}, name="Suomi"), ["lacking"]),
    "statistic beside a milestone": (rule(indicator="SOS1.1", component="context", how="figure", where={}, name="Suomi", source="Tilasto"), []),
    "all at once": (
        RECIPE.model_copy(update={"rules": (Rule(indicator="OSA9.9"), Rule(indicator="TER1.1", component="whole"))}),
        ["unknown-indicator", "other-units-indicator", "wrong-component"],
    ),
}


@pytest.mark.parametrize(("recipe", "codes"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_recipe_is_checked_against_the_programme(recipe, codes, programme):
    found = problems(recipe, programme)
    assert [problem.code for problem in found] == codes
    for language in languages():
        assert all(problem.text(words(language)) for problem in found)


@pytest.fixture
def run(store, monkeypatch, capsys):
    """The command line on the test's store: exit code, what it printed, what it said on the standard error."""
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))

    def ran(*arguments) -> tuple[int, str, str]:
        code = command_line.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return ran


def test_a_recipe_goes_out_and_in_by_the_command_line(run, store, tmp_path):
    file = tmp_path / "recipe.json"
    file.write_text(RECIPE.model_dump_json(), encoding="utf-8")
    code, output, _ = run("recipe-keep", file, "--by", "Coordinator", "--json")
    recipe_id = json.loads(output)["recipe_id"]
    assert code == 0
    (listed,) = json.loads(run("recipes", "--json")[1])["recipes"]
    assert (listed["recipe_id"], listed["kept_by"], listed["used_at"]) == (recipe_id, "Coordinator", None)
    assert listed["recipe"]["rules"] == [{"indicator": "OSA3.1", "how": "rows", "where": {"Kohderyhmä": "yhdistykset"}}]
    assert "Koulutukset" in run("recipes")[1]
    assert run("recipes", "--unit", "opistot", "--json")[1] == '{"recipes": []}\n'
    file.write_text(run("recipe-show", recipe_id)[1], encoding="utf-8")
    changed = json.loads(run("recipe-keep", file, "--by", "Deputy", "--replaces", recipe_id, "--json")[1])["recipe_id"]
    assert [(stored.recipe_id, stored.recipe) for stored in stored_recipes.active(store, P)] == [(changed, RECIPE)]
    assert run("recipe-forget", changed, "--by", "Deputy")[0] == 0
    assert stored_recipes.active(store, P) == []


WRONG = {
    "no JSON": ("Koulutukset", "JSON"),
    "no rules": (RECIPE.model_dump_json(exclude={"rules"}), "rules"),
    "an unknown field": (RECIPE.model_dump_json().replace('"how"', '"who"', 1), "rules.0.who"),
    "an unknown indicator": (RECIPE.model_dump_json().replace("OSA3.1", "OSA9.9"), "OSA9.9"),
    "an unknown unit": (RECIPE.model_dump_json().replace("welcome-office", "nobody"), "nobody"),
}


@pytest.mark.parametrize(("text", "output"), WRONG.values(), ids=WRONG)
def test_a_recipe_that_cannot_be_used_is_not_kept(text, output, run, store, tmp_path):
    file = tmp_path / "recipe.json"
    file.write_text(text, encoding="utf-8")
    code, printed, error = run("recipe-keep", file, "--by", "Coordinator", "--json")
    assert (code, output in error, output in json.loads(printed)["error"]) == (1, True, True)
    assert not store.path.exists()


@pytest.mark.parametrize("wanted", [("recipe-show", "gone"), ("recipe-forget", "gone", "--by", "Coordinator")])
def test_a_recipe_that_is_not_there(wanted, run):
    code, _, error = run(*wanted)
    assert (code, "gone" in error) == (1, True)


def test_the_command_line_says_the_municipalitys_day(store, monkeypatch, capsys):
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    stored_recipes.store_recipe(store, P, RECIPE, local("Coordinator"), at=datetime(2021, 12, 31, 22, 30))
    assert command_line.main(["recipes", "--lang", "fi"]) == 0
    output = capsys.readouterr().out
    assert "1.1.2022" in output and "31.12.2021" not in output
