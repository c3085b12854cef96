"""Own tables by category: the label column or line of headings that is the breakdown, with the total beside it; rows of a list by what they say."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.recipes.apply import applying
from loaders.recipes.apply.applying import apply, source_cells
from loaders.recipes.recipe import Labels, Recipe, Rule, problems
from loaders.recipes.self_check import year_figures
from loaders.recipes.table_profile import TableProfile
from monitoring import catalogue
from monitoring.catalogue import Catalogue
from monitoring.words import languages, words
from tests.loaders.recipes.sheets import one
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import COUNT, SCORE, SHARE

AS_OF = date(2023, 5, 3)


@pytest.fixture(scope="module")
def programme(tmp_path_factory) -> Catalogue:
    return catalogue.read(with_breakdowns(tmp_path_factory.mktemp("programme")))


def applied(rows, programme, *rules, breakdowns, **more):
    recipe = Recipe(unit="port", name="own", headings=(), rules=rules, breakdowns=breakdowns, **more)
    return apply(recipe, TableProfile(one(rows)), programme, "en", AS_OF)


def made(result) -> dict[tuple, float | None]:
    return {(entry.component, entry.period, *entry.dimensions.values()): entry.value for entry in result.figures}


def by(heading: str, indicator: str = COUNT, dimension: str = "sex", **labels) -> Labels:
    return Labels(indicator=indicator, dimension=dimension, by=heading, labels=labels)


BY_SEX = (("Kön", 2020, 2021), ("Kvinnor", 4, 5), ("MEN", 3, 4), ("Totalt", 8, 9))


def test_names_in_any_language_match_by_themselves_and_the_total_is_its_own_row(programme):
    result = applied(BY_SEX, programme, Rule(indicator=COUNT, under=("Totalt",)), breakdowns=[by("Kön")])
    assert made(result) == {
        **{("value", "2020"): 8, ("value", "2021"): 9},
        **{("value", "2020", "F"): 4, ("value", "2021", "F"): 5, ("value", "2020", "M"): 3, ("value", "2021", "M"): 4},
    }
    assert result.findings == []
    assert {entry.cell for entry in result.figures if entry.dimensions} == {"B2", "C2", "B3", "C3"}


def test_without_a_row_of_the_total_it_is_all_of_them_added_up(programme):
    result = applied(BY_SEX[:3], programme, Rule(indicator=COUNT, how="sum"), breakdowns=[by("Kön")])
    assert (made(result)["value", "2020"], made(result)["value", "2020", "F"]) == (7, 4)


def test_an_unknown_label_is_told_and_an_answer_places_it(programme):
    rows = (*BY_SEX[:3], ("Okänt", 1, 0), ("Frauen", 1, 1), BY_SEX[3])
    rule = Rule(indicator=COUNT, under=("Totalt",))
    result = applied(rows, programme, rule, breakdowns=[by("Kön")])
    noted = [(finding.code, finding.detail, finding.cell, finding.value) for finding in result.findings]
    assert noted == [("unknown-category", "label", "A4", "Okänt"), ("unknown-category", "label", "A5", "Frauen")]
    for language in languages():
        assert "{" not in result.findings[0].message(words(language)) + result.findings[0].fix(words(language))
    answered = applied(rows, programme, rule, breakdowns=[by("Kön", Okänt="", Frauen="F")])
    assert answered.findings == []
    assert (made(answered)["value", "2020", "F"], made(answered)["value", "2021", "F"]) == (5, 6), "both labels are women's"
    assert ("value", "2020", "") not in made(answered)


def test_a_part_and_its_whole_by_the_line_of_headings(programme):
    rows = (
        ("Year", "Women", "Women", "Men", "Men", "Total", "Total"),
        (None, "Not cleared", "All", "Not cleared", "All", "Not cleared", "All"),
        (2020, 5, 18, 7, 22, 12, 40),
        (2021, 6, 20, 8, 20, 14, 40),
    )
    profile = TableProfile(one(rows))
    dimension = next(label.dimension for label in profile.points()[0].labels if label.text == "Women")
    rules = [Rule(indicator=SHARE, component=name, under=("Total", text)) for name, text in (("part", "Not cleared"), ("whole", "All"))]
    result = applied(rows, programme, *rules, breakdowns=[by(dimension, SHARE)])
    assert made(result)["part", "2021"] == 14
    assert [made(result)[name, "2021", sex] for sex in "FM" for name in ("part", "whole")] == [6, 20, 8, 20]


def test_percentages_are_of_the_whole_of_their_own_category(programme):
    rows = (
        ("Sex", "Item", 2020),
        ("Women", "%", 50.0),
        ("Women", "All", 20),
        ("Men", "%", 10.0),
        ("Men", "All", 30),
        ("Total", "%", 26.0),
        ("Total", "All", 50),
    )
    rules = [
        Rule(indicator=SHARE, component="part", how="percent", under=("Total", "%")),
        Rule(indicator=SHARE, component="whole", under=("Total", "All")),
    ]
    result = applied(rows, programme, *rules, breakdowns=[by("Sex", SHARE)])
    assert {key: value for key, value in made(result).items() if key[0] == "part"} == {
        ("part", "2020"): 13,
        ("part", "2020", "F"): 10,
        ("part", "2020", "M"): 3,
    }


QUAYS = ("inner", "Yttre", "outer", "n/a")
LOG = (
    ("Date", "Quay", "Berths", "Name"),
    *((f"2021-0{month}-1{day}", quay, 2, f"Person {day}{month}") for month in range(1, 7) for day, quay in enumerate(QUAYS)),
)


def test_rows_of_a_list_by_what_they_say(programme):
    labels = by("Quay", dimension="quay", **{"n/a": ""})
    rows = applied(LOG, programme, Rule(indicator=COUNT, how="rows"), breakdowns=[labels])
    assert made(rows) == {("value", "2021"): 24, ("value", "2021", "inner"): 6, ("value", "2021", "outer"): 12}
    summed = applied(LOG, programme, Rule(indicator=COUNT, how="sum", column="Berths"), breakdowns=[labels])
    assert (made(summed)["value", "2021"], made(summed)["value", "2021", "inner"]) == (48, 12)


def test_answers_of_a_survey_by_who_answered(programme):
    rows = (("Date", "Sex", "How was it?"), *((f"2021-03-0{n}", "Women" if n % 2 else "Men", f"{n % 5 + 1} points") for n in range(1, 9)))
    rules = [Rule(indicator=SCORE, component=name, how=name, column="How was it?") for name in ("mean", "respondents")]
    result = applied(rows, programme, *rules, breakdowns=[by("Sex", SCORE)])
    # 2 4 1 3 of the women, 3 5 2 4 of the men
    assert (made(result)["mean", "2021", "F"], made(result)["mean", "2021", "M"], made(result)["respondents", "2021", "M"]) == (2.5, 3.5, 4)


def test_the_copy_in_the_store_has_the_words_that_chose_the_rows_and_no_name(programme):
    recipe = Recipe(
        unit="port", name="own", headings=(), rules=(Rule(indicator=COUNT, how="rows"),), breakdowns=(by("Quay", dimension="quay", **{"n/a": ""}),)
    )
    profile = TableProfile(one(LOG))
    result = apply(recipe, profile, programme, "en", AS_OF)
    assert {cell.column for cell in source_cells(profile.table, recipe, result.figures)} == {1, 2}


def test_a_table_without_that_column_is_told(programme):
    result = applied(BY_SEX, programme, Rule(indicator=COUNT, under=("Totalt",)), breakdowns=[by("Ålder")])
    assert [(finding.code, finding.detail) for finding in result.findings] == [("unknown-layout", "column")]


def test_what_is_taken_year_by_year_is_the_total(programme):
    recipe = Recipe(unit="port", name="own", headings=(), rules=(Rule(indicator=COUNT, under=("Totalt",)),), breakdowns=(by("Kön"),))
    profile = TableProfile(one(BY_SEX))
    figures = applying.apply(recipe, profile, programme, "en", AS_OF).figures
    assert [(found.year, found.value) for found in year_figures(recipe, figures, profile, programme)] == [(2020, 8), (2021, 9)]


def test_a_recipe_of_earlier_reads_as_it_did_and_a_new_one_says_only_what_it_has(programme):
    plain = Recipe(unit="port", name="own", headings=("#",), rules=(Rule(indicator=COUNT),))
    text = plain.model_dump_json(exclude_defaults=True)
    assert "breakdowns" not in text and Recipe.model_validate_json(text) == plain
    whole = plain.model_copy(update={"breakdowns": (by("Kön", Okänt=""),)})
    assert Recipe.model_validate_json(whole.model_dump_json(exclude_defaults=True)) == whole


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (by("Kön"), []),
        (by("Kön", Okänt="X"), ["unknown-category"]),
        (by("Kön", dimension="age"), ["unknown-breakdown"]),
        (by("Kön", indicator="BOA9.9"), ["unknown-breakdown"]),
    ],
)
def test_what_a_recipe_says_of_breakdowns_must_be_in_the_programme(programme, labels, codes):
    recipe = Recipe(unit="port", name="own", headings=(), rules=(Rule(indicator=COUNT),), breakdowns=(labels,))
    found = problems(recipe, programme)
    assert [problem.code for problem in found] == codes
    assert all(problem.text(words(language)) for problem in found for language in languages())
