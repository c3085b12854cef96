"""The council's targets: each year is assessed against what was applied to it, a frozen reading stays what it was, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitoring import assessed_year, catalogue, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.council import council_targets
from monitoring.council.council_targets import UnfitTarget, UnknownIndicator
from monitoring.model import CouncilTarget
from monitoring.rules import RULES
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from publishing import exports
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import HARBOUR, areas, deliver, figure, pairs

MADE = datetime(2026, 3, 2, 9)
SECRETARY = local("Secretary")
PORT = catalogue.read(HARBOUR)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store.duckdb")


def later(hours: float) -> datetime:
    return MADE + timedelta(hours=hours)


def wanted(
    code: str,
    rule: str,
    value: float | None = None,
    from_year: int = 2021,
    by_year: int = 2023,
    known: catalogue.Catalogue = PORT,
    direction: str | None = "up",
    **more,
) -> CouncilTarget:
    target = council_targets.made(known, code, rule, direction, value, from_year, by_year)
    return CouncilTarget(code, target, from_year, **{"reason": "The grant ended", "meeting": "m1", "by": "Secretary", "at": MADE} | more)


def stands(store: Store, year: int, as_of: datetime | None = None) -> AssessedYear:
    return assessed_year.at(snapshot.read(store, PORT, as_of), year)


def test_a_year_is_assessed_against_what_is_applied_to_it(store):
    deliver(store, 1, [figure("STR1.1", str(year), 9) for year in range(2020, 2024)])
    council_targets.set_target(store, PORT, wanted("STR1.1", "each-year", 8, from_year=2022), SECRETARY)
    for year, status, value in ((2020, "missed", 12), (2021, "missed", 12), (2022, "achieved", 8), (2023, "achieved", 8)):
        view = stands(store, year).indicators["STR1.1"]
        assert (view.assessment.status, view.target.value) == (status, value)
        assert {view.target.value, view.other.value} == {8, 12}
        assert view.whose == ("council" if year >= 2022 else "programme")
        assert view.council.reason == "The grant ended"
    untouched = stands(store, 2022).indicators["STR1.2"]
    assert (untouched.whose, untouched.council, untouched.other) == ("only", None, None)


def test_what_was_frozen_does_not_see_a_later_target(store):
    deliver(store, 1, [figure("STR1.1", "2021", 9)])
    council_targets.set_target(store, PORT, wanted("STR1.1", "each-year", 8, at=later(1)), SECRETARY)
    council_targets.set_target(store, PORT, wanted("STR1.1", "each-year", 7, at=later(3)), SECRETARY)
    for moment, value in ((later(0), 12), (later(1), 8), (later(2), 8), (later(3), 7), (None, 7)):
        assert stands(store, 2021, moment).indicators["STR1.1"].target.value == value
    assert snapshot.read(store, PORT).council_targets["STR1.1"].target.value == 7


def test_the_programmes_target_can_be_given_back(store):
    deliver(store, 1, [figure("STR1.1", "2021", 9)])
    first = wanted("STR1.1", "each-year", 8)
    council_targets.set_target(store, PORT, first, SECRETARY)
    back = replace(first, reason="A mistake", at=later(1))
    council_targets.withdraw_target(store, PORT, back, SECRETARY)
    view = stands(store, 2021).indicators["STR1.1"]
    assert (view.whose, view.target.value, view.assessment.status) == ("only", 12, "missed")
    assert stands(store, 2021, later(0.5)).indicators["STR1.1"].target.value == 8
    assert council_targets.history(store, PORT, "STR1.1") == [replace(back, target=None), first]
    assert council_targets.history(store, PORT, "STR1.2") == []
    council_targets.set_target(store, PORT, replace(first, at=later(2)), SECRETARY)
    assert stands(store, 2021).indicators["STR1.1"].target.value == 8


def test_the_same_twice_is_one_row(store):
    first = wanted("STR1.1", "each-year", 8)
    council_targets.withdraw_target(store, PORT, first, SECRETARY)
    assert council_targets.history(store, PORT, "STR1.1") == []
    for hours, by, meeting in ((0, "Secretary", "m1"), (1, "Chair", "m2")):
        council_targets.set_target(store, PORT, replace(first, at=later(hours), by=by, meeting=meeting), local(by))
    assert council_targets.history(store, PORT, "STR1.1") == [first]
    for hours in (2, 3):
        council_targets.withdraw_target(store, PORT, replace(first, at=later(hours)), SECRETARY)
    assert len(council_targets.history(store, PORT, "STR1.1")) == 2
    other = replace(first, reason="Another reason", at=later(4))
    council_targets.set_target(store, PORT, other, SECRETARY)
    assert council_targets.history(store, PORT, "STR1.1")[0] == other


def test_an_indicator_that_is_not_there_is_refused(store):
    with pytest.raises(UnknownIndicator):
        wanted("GONE1.1", "each-year", 8)
    for write in (council_targets.set_target, council_targets.withdraw_target):
        with pytest.raises(UnknownIndicator):
            write(store, PORT, replace(wanted("STR1.1", "each-year", 8), indicator="GONE1.1"), SECRETARY)
    assert not store.path.exists()


UNFIT = {
    "no value": (wanted("STR1.1", "each-year"), "value"),
    "below zero": (wanted("STR1.1", "reach", -1), "value"),
    "a share of more than all": (wanted("STR2.2", "reach", 101, direction="down"), "percent"),
    "off the scale": (wanted("BOA2.1", "reach", 6), "scale"),
    "below the scale": (wanted("BOA2.1", "each-year", 0.5), "scale"),
    "finer than shown": (wanted("STR1.1", "reach", 1.234), "precision"),
    "ends before it begins": (wanted("STR1.1", "each-year", 8, from_year=2022, by_year=2021), "years"),
    "no last year": (replace(wanted("STR1.1", "keep"), target=replace(wanted("STR1.1", "keep").target, by_year=None)), "years"),
    "a sum of marks": (wanted("BOA2.1", "cumulative", 4), "rule"),
    "a milestone each year": (wanted("BOA1.2", "each-year", 1), "rule"),
    "a count that is done": (wanted("STR1.1", "done"), "rule"),
    "only monitored": (wanted("STR1.1", "monitor"), "rule"),
    "neither more nor less": (wanted("STR1.3", "each-year", 8, direction=None), "direction"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_target_that_does_not_fit_is_refused(store, name):
    target, wrong = UNFIT[name]
    assert council_targets.unfit(PORT.indicators[target.indicator], target.target, target.from_year) == wrong
    with pytest.raises(UnfitTarget, match=wrong):
        council_targets.set_target(store, PORT, target, SECRETARY)
    assert not store.path.exists()


def test_the_rules_that_make_sense():
    assert council_targets.rules_for(PORT.indicators["BOA1.2"]) == ("done",)
    assert "cumulative" in council_targets.rules_for(PORT.indicators["STR1.1"])
    assert all("cumulative" not in council_targets.rules_for(one) for one in PORT.indicators.values() if one.kind != "count")
    assert all(
        set(council_targets.rules_for(one)) < set(RULES) and "monitor" not in council_targets.rules_for(one) for one in VAASA.indicators.values()
    )


def test_what_is_only_monitored_gets_a_target(store):
    deliver(store, 1, [figure("STR1.3", str(year), value) for year, value in ((2020, 1), (2021, 3))])
    assert stands(store, 2021).indicators["STR1.3"].assessment.status == "monitored"
    assert stands(store, 2021).goals["STR1"].assessment.values["decided"] != ("STR1.3",)
    council_targets.set_target(store, PORT, wanted("STR1.3", "each-year", 5), SECRETARY)
    view = stands(store, 2021).indicators["STR1.3"]
    assert (view.assessment.status, view.other.rule) == ("missed", "monitor")
    assert stands(store, 2021).goals["STR1"].assessment.status == "missed"
    assert stands(store, 2020).indicators["STR1.3"].assessment.status == "monitored"


def test_a_milestones_year_is_moved(store):
    state = {"item": "BOA1.2", "state": "in-progress", "completed_on": None, "comment": "", "sheet": "Progress", "cell": "D5"}
    deliver(store, 1, [state | {"year": 2022}, state | {"year": 2023}], "progress")
    assert stands(store, 2022).indicators["BOA1.2"].assessment.status == "missed"
    council_targets.set_target(store, PORT, wanted("BOA1.2", "done", from_year=2022, by_year=2024), SECRETARY)
    for year in (2022, 2023):
        assert stands(store, year).indicators["BOA1.2"].assessment.status == "on_track"


# The programme's sum counts from 2020. What the council asks of the same sum does too; a sum that only the council asks for begins in 2022.
SUMS = {"BOA1.1": 2020, "STR1.1": 2022}


@pytest.mark.parametrize("code", SUMS)
def test_a_sum_begins_where_the_programmes_does_or_where_the_council_begins_to_ask(store, code):
    deliver(store, 1, [figure(code, str(year), 3) for year in (2020, 2021, 2022)])
    council_targets.set_target(store, PORT, wanted(code, "cumulative", 12, from_year=2022), SECRETARY)
    view = stands(store, 2022).indicators[code]
    assert view.target.from_year == SUMS[code]
    assert view.assessment.values["value"] == 3 * (2023 - SUMS[code])


def test_the_path_starts_at_the_programmes_baseline(store):
    deliver(store, 1, [figure("STR1.2", "2021", 130)])
    council_targets.set_target(store, PORT, wanted("STR1.2", "reach", 100, by_year=2025, direction="down"), SECRETARY)
    view = stands(store, 2021).indicators["STR1.2"]
    assert view.target.baseline == (2019, 160)
    # 160 in 2019, 100 in 2025: 140 in 2021, where the programme's own path is at 100.
    assert (view.assessment.status, view.assessment.values["needed"]) == ("on_track", 140)


def test_a_distribution_is_held_against_the_councils_target(store):
    deliver(store, 1, areas("2021", {"North": {"a": 5, "b": 5}}))
    council_targets.set_target(store, PORT, wanted("SAY1.1", "each-year", 40), SECRETARY)
    view = stands(store, 2021).indicators["SAY1.1"]
    assert (view.figures[2021].value, view.assessment.status) == (50, "achieved")


def test_derived_figures_go_by_what_is_applied_to_each_of_their_years(store):
    deliver(
        store, 1, [figure("STR1.1", str(year), 9) for year in (2020, 2021, 2022)] + [figure("STR1.2", str(year), 20) for year in (2020, 2021, 2022)]
    )
    before = stands(store, 2022).indicators["RES1.1"].figures
    council_targets.set_target(store, PORT, wanted("STR1.1", "each-year", 8, from_year=2022), SECRETARY)
    after = stands(store, 2022).indicators["RES1.1"].figures
    parts = [[figures[year].parts["part"] for year in (2020, 2021, 2022)] for figures in (before, after)]
    assert parts == [[0, 0, 0], [0, 0, 1]]
    council_targets.set_target(store, PORT, wanted("RES1.1", "each-year", 10, from_year=2022), SECRETARY)
    assert stands(store, 2022).indicators["RES1.1"].assessment.status == "achieved"
    assert stands(store, 2021).indicators["RES1.1"].assessment.status != "achieved"


def test_a_target_that_the_catalogue_no_longer_fits_is_not_applied(store):
    council_targets.set_target(store, PORT, wanted("STR1.1", "cumulative", 30), SECRETARY)
    changed = replace(PORT, indicators=PORT.indicators | {"STR1.1": PORT.indicators["STR1.1"].model_copy(update={"kind": "level"})})
    assert snapshot.read(store, changed).council_targets == {}
    gone = replace(PORT, indicators={code: one for code, one in PORT.indicators.items() if code != "STR1.1"})
    assert snapshot.read(store, gone).council_targets == {}
    assert snapshot.read(store, VAASA).council_targets == {}


def test_a_file_says_which_target_was_applied_to_a_row(store):
    deliver(store, 1, pairs("STR2.2", ("part", "whole"), {"2020": (3, 40), "2021": (3, 40)}))
    council_targets.set_target(store, PORT, wanted("STR2.2", "each-year", 10, direction="down"), SECRETARY)
    found, say = stands(store, 2021), words("en")
    table = exports.frame(found, [found.indicators["STR2.2"]], list(PORT.years), say)
    rows = table[[say(f"export.column.{name}") for name in ("rule", "target", "target_by")]].to_dict("split")["data"]
    assert rows[1] == [say("rule.each-year"), 10, "council"]
    assert rows[0][0] == say("rule.keep") and rows[0][2] == "programme"
