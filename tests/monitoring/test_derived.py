"""The derived indicators and the whole programme's assessment, on a small catalogue made by hand and on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitoring.catalogue import Catalogue, read
from monitoring.derived import assess_programme, derived_figures, formula, indicators_improved
from monitoring.model import Figure, Report
from monitoring.programme import Goal, Indicator, Programme, Theme, Unit
from monitoring.targets import target_of

VAASA = Path(__file__).parents[2] / "data" / "programmes" / "vaasa-2019-2022"

INDICATORS = [
    {"indicator": "A1.1", "goal": "A1", "kind": "count", "target_rule": "each-year", "target_value": "5"},
    {"indicator": "A1.2", "goal": "A1", "kind": "count", "target_rule": "monitor", "direction": ""},
    {"indicator": "A2.1", "goal": "A2", "kind": "milestone", "target_rule": "done", "target_year": "2020"},
    {"indicator": "A3.1", "goal": "A3", "kind": "count", "target_rule": "monitor"},
    {"indicator": "A4.1", "goal": "A4", "kind": "share", "target_rule": "improve", "direction": "down"},
    {"indicator": "Z1.1", "goal": "Z1", "kind": "derived", "target_rule": "reach", "target_value": "100"},
    {"indicator": "Z1.2", "goal": "Z1", "kind": "derived", "target_rule": "improve"},
]


def catalogue_of(rows: list[dict[str, str]]) -> Catalogue:
    common = {"reporting_unit": "u", "direction": "up", "from_year": "2019", "target_year": "2022", "name_en": "I"}
    indicators = {row["indicator"]: Indicator(**common | row) for row in rows}
    goals = {i.goal: Goal(goal=i.goal, theme=i.goal[0], name_en="G") for i in indicators.values()}
    return Catalogue(
        folder=Path(),
        digest="",
        programme=Programme(programme="p", name_en="P", first_year=2019, last_year=2022),
        themes={goal.theme: Theme(theme=goal.theme, name_en="T") for goal in goals.values()},
        units={"u": Unit(unit="u", name_en="U")},
        goals=goals,
        purposes={},
        actions={},
        indicators=indicators,
        responsibilities=(),
        measures={},
        context=(),
        persons={},
        breakdowns={},
    )


def targets_of(catalogue: Catalogue) -> dict:
    """The programme's targets, in each of its years."""
    targets = {code: target_of(indicator, catalogue.programme) for code, indicator in catalogue.indicators.items()}
    return {year: targets for year in catalogue.years}


def reported(**values: str) -> dict[str, dict[int, Figure]]:
    """`A1_1="2019:5"` as figures of A1.1."""
    pairs = {name.replace("_", "."): [pair.split(":") for pair in text.split()] for name, text in values.items()}
    return {code: {int(year): Figure(int(year), float(value)) for year, value in found} for code, found in pairs.items()}


SMALL = catalogue_of(INDICATORS)
TARGETS = targets_of(SMALL)
FIGURES = reported(A1_1="2019:5 2020:6 2021:4", A1_2="2019:1 2020:9", A3_1="2019:3 2020:2", A4_1="2019:40 2020:30 2021:30")
REPORTS = {"A2.1": {2020: Report(2020, "done")}}


def derived(year: int = 2022, figures=FIGURES, reports=REPORTS, catalogue=SMALL) -> dict[str, dict[int, Figure]]:
    return derived_figures(catalogue, figures, reports, year, targets_of(catalogue))


def test_share_of_goals_achieved():
    found = derived()["Z1.1"]
    assert {year: dict(figure.parts) for year, figure in found.items()} == {
        2019: {"part": 1, "whole": 3},
        2020: {"part": 2, "whole": 3},
        2021: {"part": 1, "whole": 3},
    }
    assert found[2020].value == pytest.approx(66.6667, abs=1e-4)


def test_share_of_indicators_improved():
    found = derived()["Z1.2"]
    assert {year: dict(figure.parts) for year, figure in found.items()} == {2020: {"part": 2, "whole": 3}, 2021: {"part": 0, "whole": 2}}


def test_no_direction_no_comparison():
    assert indicators_improved(SMALL, reported(A1_2="2019:1 2020:9"), TARGETS[2020], 2020) is None


def test_a_year_with_nothing_reported_has_no_share():
    assert derived(figures={}, reports={}) == {"Z1.1": {}, "Z1.2": {}}
    assert set(derived()["Z1.1"]) == {2019, 2020, 2021}
    assert set(derived(figures={})["Z1.1"]) == {2020}
    missing = {"A1.1": {2019: Figure(2019, None, status="M")}}
    assert derived(figures=missing, reports={})["Z1.1"] == {}


def test_years_after_the_one_asked_about_are_left_out():
    assert set(derived(2020)["Z1.1"]) == {2019, 2020}


def test_a_share_of_unfinished_figures_is_provisional():
    half = {**FIGURES, "A1.1": {**FIGURES["A1.1"], 2021: Figure(2021, 4, 0.5, "P")}}
    goals, improved = derived(figures=half)["Z1.1"], derived(figures=half)["Z1.2"]
    assert [(figure.status, figure.coverage) for figure in (goals[2020], goals[2021], improved[2021])] == [("A", 1), ("P", 0.5), ("P", 0.5)]


def test_formula_from_the_catalogue_wins_over_the_rule():
    assert [formula(indicator) for indicator in SMALL.indicators.values() if indicator.kind == "derived"] == ["goals-achieved", "indicators-improved"]
    assert formula(SMALL.indicators["A1.1"]) is None
    assert formula(SMALL.indicators["Z1.1"].model_copy(update={"formula": "indicators-improved"})) == "indicators-improved"


def test_a_goal_that_only_such_a_share_measures_does_not_count_in_another():
    two = catalogue_of([*INDICATORS, {"indicator": "Y1.1", "goal": "Y1", "kind": "derived", "target_rule": "reach", "target_value": "50"}])
    found = derived(catalogue=two)
    assert found["Z1.1"][2020].parts == found["Y1.1"][2020].parts | {"whole": 3}
    assert found["Y1.1"][2020].parts["whole"] == 4


def test_programme():
    assessed = assess_programme(SMALL, FIGURES, REPORTS, 2020, TARGETS)
    assert {code: assessment.status for code, assessment in assessed.indicators.items()} == {
        "A1.1": "achieved",
        "A1.2": "monitored",
        "A2.1": "achieved",
        "A3.1": "monitored",
        "A4.1": "on_track",
        "Z1.1": "on_track",
        "Z1.2": "not_due",
    }
    assert {goal: assessment.status for goal, assessment in assessed.goals.items()} == {
        "A1": "achieved",
        "A2": "achieved",
        "A3": "monitored",
        "A4": "on_track",
        "Z1": "on_track",
    }
    assert assessed.derived == derived(2020)


def test_programme_with_a_target_of_the_councils_own():
    watched = {"A1.1": target_of(SMALL.indicators["A1.2"], SMALL.programme)}
    assessed = assess_programme(SMALL, FIGURES, REPORTS, 2020, {year: own | watched for year, own in TARGETS.items()})
    assert assessed.indicators["A1.1"].status == "monitored"
    assert assessed.derived["Z1.1"][2020].parts == {"part": 1, "whole": 2}


@pytest.fixture(scope="module")
def vaasa() -> Catalogue:
    return read(VAASA)


def test_vaasa_counts_24_goals(vaasa):
    figures = {"TUR1.1": {2020: Figure(2020, 2.0)}}
    assessed = assess_programme(vaasa, figures, {}, 2020, targets_of(vaasa))
    shares = [code for code, indicator in vaasa.indicators.items() if formula(indicator) == "goals-achieved"]
    assert [assessed.derived[code][2020].parts for code in shares] == [{"part": 0, "whole": 24}]
    assert len(assessed.indicators) == 36 and len(assessed.goals) == 27


def test_vaasa_with_nothing_reported(vaasa):
    assessed = assess_programme(vaasa, {}, {}, 2022, targets_of(vaasa))
    assert {assessment.status for assessment in assessed.goals.values()} == {"no_data"}
