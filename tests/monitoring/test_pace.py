"""The pace: the published cases of two statistical offices, by the formula and through a programme made of them; what the formula leaves open; which
figures of an indicator it is measured between."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from monitoring import pace, settings
from monitoring.__main__ import main
from monitoring.model import IndicatorView
from monitoring.pace import measured
from monitoring.store import Store
from tests.monitoring.charts.made import made, view, with_council
from tests.monitoring.test_snapshot import deliver, figure

PUBLISHED = settings.ROOT.parent / "shared" / "pace" / "cases.csv"
STATUSES = {
    "target_achieved": "achieved",
    "substantial_progress": "substantial",
    "moderate_progress": "moderate",
    "limited_progress": "limited",
    "deterioration": "deterioration",
}
Judged = tuple[float | None, str] | None
"""The value and the status of a pace."""

published = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published cases are not beside this checkout")


def judged(found: pace.Pace | None) -> Judged:
    return found and (found.value, found.status)


def number(text: str) -> float | None:
    return float(text) if text else None


def cases() -> list[dict[str, str]]:
    with PUBLISHED.open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def expected(case: Mapping[str, str]) -> Judged:
    status = STATUSES.get(case["published_status"])
    return status and (number(case["published_value"]), status)


def points(case: Mapping[str, str]) -> dict[int, float]:
    """The figures of a case by year: the base and the latest, and where they are of its series (in one but for the last digit) all of that."""
    ends = {int(case[f"{end}_year"]): float(case[f"{end}_value"]) for end in ("base", "latest") if case[f"{end}_value"]}
    series = case["series"].split(";") if case["series_agrees"] == "yes" else []
    return {int(year): float(value) for year, value in (pair.split("=") for pair in series)} | ends


@published
def test_the_published_values_come_out_to_the_last_digit():
    found = {}
    for place, case in enumerate(cases()):
        if case["base_value"] and case["latest_value"]:
            base, latest = ((int(case[f"{end}_year"]), float(case[f"{end}_value"])) for end in ("base", "latest"))
            target = (int(case["target_year"]), float(case["target"])) if case["target"] else None
            found[place] = judged(measured(case["direction"], base, latest, target, number(case["limit"]))), expected(case)
    assert len(found) == 207
    assert {place: pair for place, pair in found.items() if pair[0] != pair[1]} == {}


def programme_of(some: list[dict[str, str]], folder: Path) -> None:
    """A programme with an indicator for each case, C0, C1, …; its baseline is the catalogue's."""
    tables = {
        "programme": [("programme", "first_year", "last_year", "name_en"), ("published", 2015, 2030, "Published cases")],
        "themes": [("theme", "name_en"), ("T", "All")],
        "goals": [("goal", "theme", "name_en"), ("T1", "T", "All")],
        "units": [("unit", "name_en"), ("office", "Office")],
        "actions": [("action", "goal", "schedule", "name_en")],
        "responsibilities": [("goal", "unit", "role"), ("T1", "office", "lead")],
        "indicators": [
            (
                *("indicator", "goal", "reporting_unit", "kind", "unit_of_measure", "direction", "target_rule", "target_value"),
                *("from_year", "target_year", "baseline_value", "baseline_year", "limit", "decimals", "name_en"),
            )
        ],
    }
    for place, case in enumerate(some):
        rule, has_percent = "reach" if case["target"] else "improve", case["limit"] == "100"
        base = (case["base_value"], case["base_year"]) if case["base_value"] else ("", "")
        limit = "" if has_percent else case["limit"]
        measure = "%" if has_percent else "units"
        asked = (case["direction"], rule, case["target"], 2015, case["target_year"])
        tables["indicators"].append((f"C{place}", "T1", "office", "level", measure, *asked, *base, limit, 6, f"Case {place}"))
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as output:
            csv.writer(output).writerows(rows)


@published
def test_the_published_values_come_out_through_a_programme(tmp_path, monkeypatch, capsys):
    some = cases()
    programme_of(some, tmp_path)
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path))
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    rows = [figure(f"C{place}", str(year), value) for place, case in enumerate(some) for year, value in points(case).items()]
    deliver(Store(settings.database()), 1, rows, programme="published", unit="office")
    assert main(["status", "--year", "2025", "--json"]) == 0
    found = {one["indicator"]: one["pace"] for one in json.loads(capsys.readouterr().out)["indicators"]}
    wanted = {f"C{place}": case and {"value": case[0], "status": case[1]} for place, case in enumerate(map(expected, some))}
    assert len(wanted) == 209
    assert {code: (found[code], one) for code, one in wanted.items() if found[code] != one} == {}


GROWN = 0.1 / (1.21**0.5 - 1)
"""One tenth a year against what 21 % in two years needs: the same."""

BY_HAND: dict[str, tuple[pace.Pace | None, Judged]] = {
    "a tenth a year": (measured("up", (2020, 100), (2021, 110)), (0.1, "substantial")),
    "less is better": (measured("down", (2020, 100), (2021, 110)), (-0.1, "deterioration")),
    "half a percent": (measured("up", (2020, 200), (2021, 201.01)), (0.00505, "moderate")),
    "a little": (measured("up", (2020, 1000), (2021, 1001)), (0.001, "limited")),
    "nothing moved": (measured("up", (2020, 7), (2022, 7)), (0.0, "limited")),
    "two years": (measured("up", (2020, 100), (2022, 121)), (0.1, "substantial")),
    "as fast as the target needs": (measured("up", (2020, 100), (2021, 110), (2022, 121)), (GROWN, "substantial")),
    "0.96 of it": (measured("up", (2020, 100), (2021, 109.6), (2021, 110)), (0.96, "substantial")),
    "0.94 of it": (measured("up", (2020, 100), (2021, 109.4), (2021, 110)), (0.94, "moderate")),
    "0.59 of it": (measured("up", (2020, 100), (2021, 105.9), (2021, 110)), (0.59, "limited")),
    "a target below, from above": (measured("down", (2020, 100), (2021, 95), (2021, 90)), (0.5, "limited")),
    "reached": (measured("up", (2020, 100), (2021, 110), (2021, 105)), (2.0, "achieved")),
    "reached and lost": (measured("up", (2020, 110), (2021, 99), (2030, 100)), (-0.1 / abs((100 / 110) ** 0.1 - 1), "deterioration")),
    "the base was the target, which holds": (measured("up", (2020, 100), (2021, 100), (2030, 100)), (None, "achieved")),
    "the base was the target, which is lost": (measured("up", (2020, 100), (2021, 90), (2030, 100)), (None, "deterioration")),
    "a base of 0": (measured("up", (2020, 0), (2021, 3)), (2999.0, "substantial")),
    "a base of 0 that stays": (measured("up", (2020, 0), (2021, 0)), (-1.0, "deterioration")),
    "a target of 0": (measured("down", (2020, 100), (2021, 50), (2022, 0)), (0.5 / abs((0.001 / 100) ** 0.5 - 1), "limited")),
    "a target of 0, reached": (measured("down", (2020, 100), (2021, 0), (2022, 0)), (1 / abs((0.001 / 100) ** 0.5 - 1), "achieved")),
    "fallen to 0": (measured("up", (2020, 4), (2022, 0)), (-1.0, "deterioration")),
    "below zero and rising": (measured("up", (2020, -4), (2021, -3)), (0.25, "substantial")),
    "below zero and falling": (measured("down", (2020, -4), (2021, -5)), (0.25, "substantial")),
    "over zero": (measured("up", (2020, -4), (2021, 5)), None),
    "over zero, and the target reached": (measured("up", (2020, -4), (2021, 5), (2022, 3)), (None, "achieved")),
    "a target beyond zero": (measured("up", (2020, -4), (2021, -3), (2022, 3)), None),
    "one year only": (measured("up", (2021, 5), (2021, 5)), None),
    "one year only, and the target reached": (measured("up", (2021, 5), (2021, 5), (2022, 5)), (None, "achieved")),
    "the newest before the base": (measured("up", (2021, 5), (2020, 6)), None),
    "no year left for the target": (measured("up", (2021, 5), (2022, 6), (2021, 9)), None),
    "at the limit": (measured("up", (2020, 100), (2021, 100), limit=100), (0.0, "substantial")),
    "the limit lost": (measured("up", (2020, 100), (2021, 99), limit=100), (-0.01, "deterioration")),
    "near the limit": (measured("up", (2020, 98), (2021, 98.196), limit=100), (0.002, "substantial")),
    "far from the limit": (measured("up", (2020, 10), (2021, 10.02), limit=100), (0.002, "limited")),
    "near a limit from above": (measured("down", (2020, 11), (2021, 10.978), limit=10), (0.002, "moderate")),
    "at a limit from above": (measured("down", (2020, 10.01), (2021, 9.99), limit=10), (1 - 9.99 / 10.01, "substantial")),
    "twice the limit": (measured("down", (2020, 20), (2021, 19.8), limit=10), (0.01, "moderate")),
    "a limit of 0": (measured("down", (2020, 20), (2021, 19.8), limit=0), (0.01, "moderate")),
    "a limit beside a target": (measured("up", (2020, 98), (2021, 98.196), (2021, 99), limit=100), (0.196, "limited")),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_a_case_by_hand(case):
    found, wanted = BY_HAND[case]
    assert (found is None) == (wanted is None)
    if found and wanted:
        assert found.value == (wanted[0] if wanted[0] is None else pytest.approx(wanted[0], rel=1e-9, abs=1e-12))
        assert found.status == wanted[1]


ARRIVALS = [
    (measured("up", (2020, 100), (2021, 110), (2030, 121)), 2022),
    (measured("up", (2020, 100), (2021, 110), (2030, 122)), 2023),
    (measured("down", (2020, 100), (2021, 90), (2030, 50)), 2027),
    (measured("up", (2020, 100), (2021, 90), (2030, 121)), None),
    (measured("up", (2020, 100), (2021, 100), (2030, 121)), None),
    (measured("up", (2020, 110), (2021, 99), (2030, 100)), None),
    (measured("up", (2020, 100), (2021, 110), (2030, 105)), None),
    (measured("up", (2020, 0), (2021, 3), (2030, 105)), None),
    (measured("up", (2020, -4), (2021, -3), (2030, -1)), None),
    (measured("up", (2020, 100), (2021, 110)), None),
]


@pytest.mark.parametrize(("found", "year"), ARRIVALS)
def test_the_year_in_which_the_target_is_reached_at_this_pace(found, year):
    assert found.reached_year == year
    if year:
        is_up = found.growth > 0
        assert (found.at(year) >= found.target[1]) == is_up and (found.at(year - 1) < found.target[1]) == is_up


def measured_of(shown: IndicatorView) -> tuple | None:
    found = pace.of(shown)
    return found and (found.base, found.latest, found.target)


VALUES = {2019: 4.0, 2020: 5.0, 2021: 9.0, 2022: 8.0}


def test_it_is_measured_from_the_first_figure_to_the_newest_until_the_year_asked_about():
    assert measured_of(made("derived", "reach", VALUES)) == ((2019, 20), (2022, 40), (2022, 30))
    assert measured_of(made("derived", "improve", VALUES, year=2021)) == ((2019, 20), (2021, 45), None)
    assert measured_of(made("derived", "improve", {2019: 4.0, 2021: 9.0}, year=2020)) is None
    assert measured_of(made("derived", "improve", {2019: 4.0, 2020: 9.0}, year=2022)) == ((2019, 20), (2020, 45), None)


def test_a_level_is_measured_from_its_first_figure_though_its_path_begins_at_nothing():
    assert measured_of(made("level", "reach", VALUES)) == ((2019, 4), (2022, 8), (2022, 6))


def test_it_is_measured_from_the_baseline_that_the_catalogue_gives():
    assert measured_of(made("level", "reach", VALUES, baseline_year=2016, baseline_value=2.0)) is not None
    shown = view("SOS2.3", VALUES, baseline_year=2016, baseline_value=2.0, target_rule="improve", target_year=2022)
    assert measured_of(shown) == ((2016, 2), (2022, 8), None)


@pytest.mark.parametrize("rule", ["each-year", "cumulative", "keep", "monitor"])
def test_other_rules_have_none(rule):
    assert pace.of(made("count", rule, VALUES)) is None


def test_a_year_under_way_is_compared_only_where_years_are_not_summed():
    under_way = {2022: {"coverage": 0.5}}
    count = {"target_rule": "improve", "target_year": 2022, "direction": "up"}
    assert measured_of(view("NEU1.1", VALUES, marks=under_way, **count))[1] == (2021, 9)
    assert measured_of(view("TYO1.1", VALUES, marks=under_way, **count))[1] == (2022, 8)


def test_the_councils_target_is_the_one_where_it_applies():
    shown = with_council(made("level", "reach", VALUES), "reach", 20.0, from_year=2021)
    assert measured_of(shown)[2] == (2022, 20)
    assert measured_of(replace(shown.exchanged, year=2020))[2] == (2022, 6)


LIMITS = [
    ("TYO1.1", "up", 40, 100),
    ("TYO1.1", "down", 40, 0),
    ("TUR3.2", "up", 3, 5),
    ("TUR3.2", "down", 3, 1),
    ("SOS2.3", "up", 3, None),
    ("SEU1.2", "up", 120, None),
]


@pytest.mark.parametrize(("code", "direction", "base", "best"), LIMITS)
def test_the_best_value_that_is_possible(code, direction, base, best):
    indicator = made("level", "improve", {}).indicator if code == "SOS2.3" else view(code).indicator
    assert pace.limit(indicator, direction, base) == best
    assert pace.limit(indicator.model_copy(update={"limit": 7.0}), direction, base) == 7


def test_near_its_limit_a_share_needs_less():
    near = made("share", "improve", {2019: 19.6, 2020: 19.64})
    assert (near.figures[2019].value, near.figures[2020].value) == (98, pytest.approx(98.2))
    assert pace.of(near).status == "substantial"
    assert pace.of(made("share", "improve", {2019: 2.0, 2020: 2.004})).status == "limited"
