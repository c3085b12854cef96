"""The ways to an agenda, from figures in a real store; which goals are behind or changed is worked out by hand here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitoring import assessed_year, comparison, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.comparison import Comparison
from monitoring.council import agenda
from monitoring.store import Store
from tests.monitoring.test_snapshot import START, counted, deliver

ALL = ("STR1", "STR2", "BOA1", "BOA2", "SAY1", "RES1")
CROSSINGS, FALLS, RAMP = "STR1.1", "STR2.1", "BOA1.2"
YEAR = 2022
BEFORE = 5
"""A day after the first deliveries."""


def stood(own: Store, harbour: Catalogue, day: int | None = None) -> AssessedYear:
    return assessed_year.at(snapshot.read(own, harbour, None if day is None else START + timedelta(days=day)), YEAR)


def said_of_the_ramp(own: Store, day: int, state: str) -> None:
    row = {"item": RAMP, "year": YEAR, "state": state, "completed_on": None, "comment": "", "sheet": "Progress", "cell": "D5"}
    deliver(own, day, [row], "progress")


@pytest.fixture
def now(own, harbour) -> AssessedYear:
    """Falls that grew, which may turn until 2023; a ramp that was to be there in 2022 and is not; the results follow from these."""
    deliver(own, 1, [*counted({"2020": 5, "2022": 9}, FALLS), *counted({"2022": 12}, CROSSINGS)])
    said_of_the_ramp(own, 2, "not-started")
    return stood(own, harbour)


@pytest.fixture
def changes(own, harbour, now) -> Comparison:
    """After the meeting before came the figure of a year and, of the ramp, the same as it was."""
    deliver(own, 10, counted({"2021": 12}, CROSSINGS))
    said_of_the_ramp(own, 11, "not-started")
    return comparison.compare(stood(own, harbour, BEFORE), stood(own, harbour))


def test_all_goals_in_the_programmes_order(now):
    assert agenda.of("all", now) == ALL


def test_missed_goals_come_before_those_that_are_behind(now):
    statuses = {code: view.assessment.status for code, view in now.goals.items()}
    assert (statuses["STR2"], statuses["BOA1"], statuses["RES1"]) == ("behind", "missed", "behind")
    assert agenda.of("behind", now) == ("BOA1", "STR2", "RES1")


def test_a_goal_of_which_a_figure_changed(now, changes):
    assert not changes.goals
    assert agenda.of("changed", now, changes) == ("STR1",)


def test_goals_whose_state_or_status_changed_in_the_programmes_order(own, harbour, now):
    said_of_the_ramp(own, 10, "in-progress")
    deliver(own, 11, counted({"2022": 3}, FALLS))
    changes = comparison.compare(stood(own, harbour, BEFORE), stood(own, harbour))
    assert {change.goal for change in changes.states} == {"BOA1"}
    assert "STR2" in {change.goal for change in changes.goals}
    found = agenda.of("changed", now, changes)
    assert found[:2] == ("STR2", "BOA1")


@pytest.mark.parametrize("changes", [None, Comparison()])
def test_without_a_meeting_before_or_a_change_nothing_changed(now, changes):
    assert agenda.of("changed", now, changes) == ()


@pytest.mark.parametrize(("themes", "expected"), [(("BOA", "STR"), ALL[:4]), (["SAY"], ("SAY1",)), ((), ()), (("GONE",), ())])
def test_the_goals_of_some_themes_in_the_programmes_order(now, themes, expected):
    assert agenda.of("themes", now, themes=iter(themes)) == expected


@pytest.mark.parametrize(("picked", "expected"), [(("SAY1", "STR1"), ("SAY1", "STR1")), ((), ()), (["GONE1", "BOA2"], ("BOA2",))])
def test_goals_picked_by_hand_stay_in_the_order_of_the_hand(now, picked, expected):
    assert agenda.of("picked", now, picked=picked) == expected


def test_every_way_is_one_of_these(now, changes):
    given = {"changes": changes, "themes": ("BOA",), "picked": ("SAY1",)}
    assert len({agenda.of(way, now, **given) for way in agenda.WAYS}) == len(agenda.WAYS) == 5
