"""The rules of the assessment chapter: its worked cases, the same cases where less is better, boundaries, goals."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from monitoring.assessment import REASONS, assess
from monitoring.goals import goal_status
from monitoring.model import STATES, STATUSES, Assessment, Figure, Report, Target
from monitoring.programme import Indicator, Programme
from monitoring.rules import RULES, STATUS, baseline, path
from monitoring.targets import completed, cumulative_sums, target_of

with (Path(__file__).parent / "assessment-cases.csv").open(newline="", encoding="utf-8") as source:
    CASES = list(csv.DictReader(source))

SYMMETRIC = [case for case in CASES if case["rule"] in ("each-year", "reach", "cumulative", "improve", "keep")]


def pairs(text: str) -> dict[int, str]:
    return {int(year): output for year, output in (pair.split(":") for pair in text.split())}


def figures_of(values: str, year: int | None = None, coverage: float = 1.0) -> dict[int, Figure]:
    """ "2020:7 2021:4" as figures; the one of `year` covers `coverage` of it, and "-" is a figure that the unit says does not exist."""
    return {
        y: Figure(y, None, status="M") if value == "-" else Figure(y, float(value), coverage if y == year else 1.0)
        for y, value in pairs(values).items()
    }


def reports_of(states: str) -> dict[int, Report]:
    return {year: Report(year, state) for year, state in pairs(states).items()}


def number(text: str) -> float | None:
    return float(text) if text else None


def year_of(text: str) -> int | None:
    return int(text) if text else None


def target_in(case: dict[str, str]) -> Target:
    base = next(((year, float(value)) for year, value in pairs(case["baseline"]).items()), None)
    return Target(
        case["kind"],
        case["rule"],
        case["direction"],
        number(case["target_value"]),
        year_of(case["from_year"]),
        year_of(case["target_year"]),
        base,
    )


def judged(rule: str, values: str = "", year: int = 2020, coverage: float = 1.0, **target) -> Assessment:
    given = {"kind": "count", "direction": "up", "value": 5.0, "from_year": 2019, "by_year": 2022} | target
    return assess(Target(rule=rule, **given), figures_of(values, year, coverage), {}, year)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_worked_case(case):
    year = int(case["year"])
    figures = figures_of(case["values"], year, float(case["coverage"]))
    assert assess(target_in(case), figures, reports_of(case["reports"]), year).status == case["status"]


def test_worked_cases_cover_every_rule():
    assert {case["rule"] for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", SYMMETRIC, ids=[case["case"] for case in SYMMETRIC])
def test_less_is_better_mirrors_more_is_better(case):
    year = int(case["year"])
    target = target_in(case)
    mirrored = replace(
        target,
        direction="up" if target.direction == "down" else "down",
        value=None if target.value is None else -target.value,
        baseline=target.baseline and (target.baseline[0], -target.baseline[1]),
    )
    figures = figures_of(case["values"], year, float(case["coverage"]))
    negated = {y: replace(figure, value=-figure.value) for y, figure in figures.items()}
    assert assess(mirrored, negated, {}, year).status == case["status"]


DOWN = [
    ("each-year", "2020:5", 2020, {}, "achieved"),
    ("each-year", "2020:6", 2020, {}, "missed"),
    ("reach", "2020:4", 2020, {}, "achieved"),
    ("reach", "2019:9 2020:7", 2020, {"kind": "share"}, "on_track"),
    ("reach", "2019:9 2020:8", 2020, {"kind": "share"}, "behind"),
    ("reach", "2019:9 2022:6", 2022, {"kind": "share"}, "missed"),
    ("reach", "2019:9 2020:7", 2020, {"kind": "level", "baseline": (2018, 9.0)}, "on_track"),
    ("cumulative", "2019:2 2020:3", 2020, {}, "achieved"),
    ("cumulative", "2019:2 2020:4", 2020, {}, "behind"),
    ("cumulative", "2019:2 2020:2 2021:1 2022:1", 2022, {}, "missed"),
    ("improve", "2019:9 2020:8", 2020, {}, "on_track"),
    ("improve", "2019:9 2020:9", 2020, {}, "behind"),
    ("improve", "2019:9 2022:8", 2022, {}, "achieved"),
    ("improve", "2019:9 2022:10", 2022, {}, "missed"),
    ("keep", "2019:9 2020:9", 2020, {}, "on_track"),
    ("keep", "2019:9 2020:10", 2020, {}, "behind"),
    ("keep", "2019:9 2022:8", 2022, {}, "achieved"),
    ("keep", "2019:9 2022:10", 2022, {}, "missed"),
    ("monitor", "2020:9", 2020, {"by_year": None}, "monitored"),
]


@pytest.mark.parametrize(("rule", "values", "year", "target", "status"), DOWN)
def test_less_is_better(rule, values, year, target, status):
    found = judged(rule, values, year, **{"direction": "down"} | target)
    assert found.status == status
    assert found.reason.endswith(".down") == (rule != "monitor")


def test_direction_says_nothing_about_a_milestone():
    target = Target("milestone", "done", "down", None, None, 2020)
    assert assess(target, {}, reports_of("2020:done"), 2020).status == "achieved"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "done"])
@pytest.mark.parametrize(("year", "values", "status", "reason"), [
    (2018, "", "not_due", "not-due"),
    (2019, "", "no_data", "no-data"),
    (2019, "2019:-", "no_data", "no-data.stated"),
    (2018, "2018:-", "not_due", "not-due"),
])  # fmt: skip
def test_without_a_value(rule, year, values, status, reason):
    found = judged(rule, values, year)
    assert (found.status, found.reason) == (status, reason)


def test_same_number_computed_otherwise_is_the_same_number():
    part_of_whole = 100 * 41 / 1000 + 1e-15
    assert judged("keep", f"2019:{part_of_whole!r} 2020:4.1").status == "on_track"
    assert judged("improve", f"2019:4.1 2020:{part_of_whole!r}").status == "behind"
    assert judged("each-year", f"2020:{0.1 * 3!r}", value=0.3).status == "achieved"
    third = 10 / 3
    assert judged("reach", f"2019:0 2020:{third!r}", kind="share", value=10.0).status == "on_track"


def test_no_rounding_in_a_target():
    assert judged("each-year", "2020:4.999").status == "missed"
    assert judged("reach", "2022:99.96", 2022, kind="share", value=100.0).status == "missed"


def test_half_a_year_counts_only_for_yearly_numbers_and_sums():
    assert judged("each-year", "2020:2.5", coverage=0.5).status == "on_track"
    assert judged("each-year", "2020:2.4", coverage=0.5).status == "behind"
    assert judged("reach", "2022:4", 2022, coverage=0.5).status == "missed"
    assert judged("improve", "2019:9 2022:8", 2022, coverage=0.5).status == "missed"
    assert judged("cumulative", "2019:1 2020:1 2021:1 2022:1", 2022, coverage=0.9).status == "behind"


@pytest.mark.parametrize("rule", ["each-year", "reach", "cumulative", "improve", "keep", "monitor"])
def test_a_year_under_way_is_said(rule):
    assert judged(rule, "2019:3 2020:4", coverage=0.25).values["coverage"] == 0.25
    assert "coverage" not in judged(rule, "2019:3 2020:4").values


def test_a_sum_says_which_years_it_lacks():
    assert judged("cumulative", "2019:1 2021:2", 2021).values["missing"] == (2020,)
    reached = judged("cumulative", "2019:5", 2021)
    assert (reached.status, reached.values["missing"], reached.values["value"]) == ("achieved", (2020, 2021), 5)


def test_a_sum_of_nothing_reaches_nothing():
    assert judged("cumulative", "", 2021, direction="down").status == "no_data"
    assert judged("cumulative", "2018:9", 2018).reason == "cumulative.before"


def test_reached_after_the_deadline_is_said():
    assert judged("reach", "2023:5", 2023).reason == "reach.achieved-after-deadline"
    assert judged("cumulative", "2019:1 2020:1 2021:1 2022:1 2023:1", 2023).reason == "cumulative.achieved-after-deadline"
    assert judged("cumulative", "2019:1 2020:1 2021:1 2022:2 2023:1", 2023).reason == "cumulative.achieved"


@pytest.mark.parametrize(("rule", "status"), [("improve", "not_due"), ("keep", "not_due"), ("reach", "on_track")])
def test_before_the_baseline_nothing_can_be_measured(rule, status):
    assert judged(rule, "2019:1", 2019, baseline=(2020, 3.0)).status == status


def test_catalogue_baseline_wins_over_the_first_value():
    assert judged("improve", "2019:9 2020:8", baseline=(2018, 7.0)).status == "on_track"
    assert judged("improve", "2019:9 2020:10", baseline=(2018, 11.0)).status == "behind"


REPORTED = [
    ("not-started", "not_due", "missed"),
    ("in-progress", "on_track", "missed"),
    ("interrupted", "not_due", "missed"),
]


@pytest.mark.parametrize(("state", "before", "at_deadline"), REPORTED)
def test_milestone_not_completed(state, before, at_deadline):
    target = Target("milestone", "done", "up", None, None, 2021)
    assert [assess(target, {}, {year: Report(year, state)}, year).status for year in (2020, 2021, 2022)] == [before, at_deadline, at_deadline]
    assert {case[0] for case in REPORTED} | {"done"} == set(STATES)


def test_milestone_completion_date_decides_the_year():
    target = Target("milestone", "done", "up", None, None, 2020)
    told_later = {2020: Report(2020, "in-progress"), 2021: Report(2021, "done", date(2020, 12, 30))}
    assert assess(target, {}, told_later, 2020).reason == "done.achieved"
    told_early = {2020: Report(2020, "done", date(2021, 1, 15))}
    assert assess(target, {}, told_early, 2020).reason == "done.missed-in-progress"
    late = assess(target, {}, told_early, 2021)
    assert (late.status, late.reason, late.values["completed"]) == ("achieved", "done.late", date(2021, 1, 15))
    assert assess(target, {}, reports_of("2021:done"), 2022).reason == "done.late-year"
    assert assess(target, {}, reports_of("2019:done"), 2022).reason == "done.achieved-year"


def test_completed():
    assert completed({}) is None
    assert completed(reports_of("2019:in-progress 2020:interrupted")) is None
    assert completed(reports_of("2021:done 2020:done 2019:in-progress")) == 2020
    assert completed({2021: Report(2021, "done", date(2020, 5, 3)), 2022: Report(2022, "done")}) == date(2020, 5, 3)


def test_baseline():
    figures = figures_of("2018:- 2020:3 2021:4")
    level = Target("level", "reach", "up", 10.0, 2019, 2022)
    assert baseline(level, figures) == (2018, 0.0)
    assert baseline(replace(level, kind="share"), figures) == (2020, 3.0)
    assert baseline(replace(level, baseline=(2017, 2.0)), figures) == (2017, 2.0)
    assert baseline(replace(level, rule="improve"), figures) == (2020, 3.0)
    assert baseline(replace(level, rule="keep"), {}) is None
    assert baseline(replace(level, rule="each-year"), figures) is None


def test_path():
    level = Target("level", "reach", "up", 10.0, 2019, 2022)
    assert [path(level, {}, year) for year in range(2017, 2024)] == [None, 0, 2.5, 5, 7.5, 10, 10]
    total = Target("count", "cumulative", "up", 8.0, 2019, 2022)
    assert [path(total, {}, year) for year in range(2018, 2024)] == [None, 2, 4, 6, 8, 8]
    share = Target("share", "reach", "down", 4.0, 2019, 2022)
    assert [path(share, figures_of("2020:8"), year) for year in (2019, 2020, 2021, 2022)] == [None, 8, 6, 4]
    assert path(share, {}, 2020) is None
    assert path(replace(level, rule="each-year"), {}, 2020) is None
    assert path(replace(level, baseline=(2022, 6.0)), {}, 2022) == 10


def test_cumulative_sums_leave_missing_years_out():
    target = Target("count", "cumulative", "up", 8.0, 2019, 2022)
    figures = figures_of("2018:9 2019:1 2020:- 2021:2 2022:3")
    assert cumulative_sums(target, figures, range(2018, 2023)) == {2019: 1, 2021: 3, 2022: 6}
    assert cumulative_sums(target, figures, [2022]) == {2022: 6}
    assert cumulative_sums(target, figures, []) == {}


def test_target_of_the_catalogue():
    programme = Programme(programme="p", name_en="P", first_year=2019, last_year=2022)
    row = {"indicator": "A1.1", "goal": "A1", "reporting_unit": "u", "kind": "share", "name_en": "A", "direction": "down", "target_rule": "reach"}
    given = row | {"target_value": "10", "from_year": "2020", "target_year": "2021", "baseline_value": "30", "baseline_year": "2018"}
    assert target_of(Indicator(**given), programme) == Target("share", "reach", "down", 10.0, 2020, 2021, (2018, 30.0))
    assert target_of(Indicator(**row | {"target_rule": "improve", "target_year": "2022"}), programme).from_year == 2019
    milestone = row | {"kind": "milestone", "target_rule": "done", "target_year": "2020"}
    assert target_of(Indicator(**milestone), programme) == Target("milestone", "done", "down", None, None, 2020)


def test_every_reason_has_a_status():
    assert set(STATUS.values()) == set(STATUSES)
    assert len(REASONS) == len(set(REASONS))


def goal_of(*indicators: tuple[str, str]) -> Assessment:
    return goal_status({f"A1.{i}": (rule, Assessment(status, "any")) for i, (rule, status) in enumerate(indicators, 1)})


GOALS = [
    ("reach:missed reach:behind reach:no_data reach:achieved", "missed", 1, 4),
    ("reach:achieved reach:behind reach:no_data improve:behind", "behind", 2, 4),
    ("reach:no_data reach:achieved reach:on_track", "no_data", 1, 3),
    ("reach:achieved done:achieved", "achieved", 2, 2),
    ("reach:achieved monitor:no_data", "achieved", 1, 1),
    ("monitor:monitored monitor:monitored", "monitored", 2, 2),
    ("monitor:no_data monitor:monitored", "no_data", 1, 2),
    ("reach:not_due improve:not_due monitor:monitored", "not_due", 2, 2),
    ("reach:achieved improve:not_due", "on_track", 2, 2),
    ("reach:achieved improve:on_track done:achieved", "on_track", 3, 3),
    ("monitor:not_due", "not_due", 1, 1),
]


@pytest.mark.parametrize(("indicators", "status", "deciding", "of"), GOALS, ids=[goal[0] for goal in GOALS])
def test_goal(indicators, status, deciding, of):
    found = goal_of(*(tuple(indicator.split(":")) for indicator in indicators.split()))
    assert (found.status, found.values["n"], found.values["of"]) == (status, deciding, of)


def test_goal_names_the_indicators_that_decided():
    assert goal_of(("reach", "achieved"), ("reach", "missed"), ("monitor", "monitored")).values["decided"] == ("A1.2",)


def test_goal_without_indicators_has_no_data():
    assert (goal_of().status, goal_of().reason) == ("no_data", "goal.no-indicators")


def test_the_worst_indicator_decides_a_goal():
    order = ["missed", "behind", "no_data"]
    for first, second in product(order, STATUSES):
        worst = min((first, second), key=lambda status: order.index(status) if status in order else len(order))
        assert goal_of(("reach", first), ("reach", second)).status == worst
