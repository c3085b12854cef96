"""What changed between two moments: told from a real store, worked out by hand here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from monitoring import assessed_year, catalogue, comparison, snapshot
from monitoring.catalogue import Catalogue
from monitoring.comparison import Comparison
from monitoring.store import Store
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import (
    COUNT,
    DISTRIBUTION,
    LEVEL,
    SHARE,
    START,
    areas,
    counted,
    deliver,
    figure,
    months,
    pairs,
    state,
    withdraw,
)


def between(own: Store, harbour: Catalogue, first: int, last: int | None = None, year: int = 2021) -> Comparison:
    """What changed after day `first`, until day `last` or now."""
    before = snapshot.read(own, harbour, START + timedelta(days=first))
    after = snapshot.read(own, harbour, START + timedelta(days=last) if last is not None else None)
    return comparison.compare(assessed_year.at(before, year), assessed_year.at(after, year))


def reported(changes: Comparison) -> list[tuple]:
    """Indicator, year, value before, value after, kind and the delivery that did it, of each figure."""
    return [
        (
            change.view.indicator.indicator,
            change.year,
            change.before and change.before.value,
            change.after and change.after.value,
            change.kind,
            change.trace.upload_id,
        )
        for change in changes.figures
    ]


def test_nothing_changed(own, harbour):
    assert between(own, harbour, 0).is_empty
    deliver(own, 1, counted({"2021": 5}))
    assert between(own, harbour, 1).is_empty
    assert between(own, harbour, 0, 0).is_empty
    assert not between(own, harbour, 0, 1).is_empty


def test_figures_that_came_and_that_changed(own, harbour):
    deliver(own, 1, counted({"2020": 5, "2021": 6}))
    deliver(own, 3, [*counted({"2020": 7}), *counted({"2021": 120}, LEVEL)])
    assert reported(between(own, harbour, 2)) == [(LEVEL, 2021, None, 120, "new", "upload-3"), (COUNT, 2020, 5, 7, "changed", "upload-3")]
    assert between(own, harbour, 2).count("changed") == 1
    assert reported(between(own, harbour, 0, 2)) == [(COUNT, 2021, None, 6, "new", "upload-1"), (COUNT, 2020, None, 5, "new", "upload-1")]


def test_the_same_figure_delivered_again_is_no_change(own, harbour):
    rows = [*counted({"2021": 5}), *areas("2021", {"North": {"a": 5, "b": 3, "c": 2}, "South": {"a": 1 / 3, "b": 0.1}})]
    deliver(own, 1, rows)
    deliver(own, 3, rows)
    assert between(own, harbour, 2).is_empty


def test_what_a_figure_is_made_of_changes_it_too(own, harbour):
    deliver(own, 1, pairs(SHARE, ("part", "whole"), {"2021": (3, 40)}))
    deliver(own, 2, areas("2021", {"North": {"a": 5, "b": 5}}))
    deliver(own, 4, pairs(SHARE, ("part", "whole"), {"2021": (6, 80)}))
    deliver(own, 5, areas("2021", {"North": {"a": 6, "b": 6}}))
    assert {(code, before, after) for code, _, before, after, *_ in reported(between(own, harbour, 3))} == {(SHARE, 7.5, 7.5), (DISTRIBUTION, 50, 50)}


def test_more_months_complete_a_figure(own, harbour):
    deliver(own, 1, counted({month: 2 for month in months(1, 6)}))
    deliver(own, 3, counted({month: 2 for month in months(7, 12)}))
    assert reported(between(own, harbour, 2)) == [(COUNT, 2021, 12, 24, "completed", "upload-3")]


def test_a_withdrawal_is_named_by_the_delivery_that_was_taken_back(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    newer = deliver(own, 2, [*counted({"2021": 6}), figure(LEVEL, "2021", 120)])
    withdraw(own, newer)
    assert reported(between(own, harbour, 99)) == [(LEVEL, 2021, 120, None, "withdrawn", newer), (COUNT, 2021, 6, 5, "withdrawn", newer)]
    assert reported(between(own, harbour, 1)) == []


def test_what_is_withdrawn_and_delivered_better_is_a_change(own, harbour):
    withdraw(own, deliver(own, 1, counted({"2021": 5})))
    better = deliver(own, 101, counted({"2021": 6}))
    assert reported(between(own, harbour, 99)) == [(COUNT, 2021, 5, 6, "changed", better)]


def test_later_years_do_not_count(own, harbour):
    deliver(own, 1, counted({"2021": 5, "2022": 6}))
    assert [change.year for change in between(own, harbour, 0, year=2021).figures] == [2021]
    assert [change.year for change in between(own, harbour, 0, year=2022).figures] == [2022, 2021]


def test_goals_whose_status_changed_with_why_then_and_now(own, harbour):
    deliver(own, 1, counted({"2020": 1, "2021": 5}))
    deliver(own, 2, [state("BOA1.2", 2021, "done")], "progress")
    changes = between(own, harbour, 0)
    known = {change.goal: change for change in changes.goals}
    goal = harbour.indicators[COUNT].goal
    now = assessed_year.at(snapshot.read(own, harbour), 2021)
    assert known[goal].after == now.goals[goal]
    assert known[goal].before.assessment.status != known[goal].after.assessment.status
    assert all(change.before.assessment.status != change.after.assessment.status for change in changes.goals)
    assert changes.of_goals([]).is_empty
    assert {change.goal for change in changes.of_goals([goal]).figures} == {goal}


def test_states_of_milestones_and_actions(own, harbour):
    action = next(iter(harbour.actions))
    deliver(own, 1, [state("BOA1.2", 2021, "in-progress"), state("BOA1.2", 2020, "not-started")], "progress")
    deliver(own, 3, [state("BOA1.2", 2021, "done", date(2021, 9, 1)), state(action, 2021, "in-progress")], "progress")
    states = {(change.item, change.year): change for change in between(own, harbour, 2).states}
    assert {at: change.kind for at, change in states.items()} == {("BOA1.2", 2021): "changed", (action, 2021): "new"}
    milestone = states["BOA1.2", 2021]
    assert (milestone.before.state, milestone.after.state, milestone.trace.upload_id) == ("in-progress", "done", "upload-3")
    assert states[action, 2021].goal == harbour.actions[action].goal
    withdraw(own, "upload-3")
    assert {change.kind for change in between(own, harbour, 99).states} == {"withdrawn"}


DAY = datetime(2022, 1, 10)
ROUNDS = {
    "nothing": ([], None),
    "one delivery": ([0], 0),
    "all of one round": ([0, 20, 70], 0),
    "after a silence": ([0, 20, 90, 100], 90),
    "sixty days are none": ([0, 60, 121], 121),
    "in any order": ([100, 0, 90], 90),
}


@pytest.mark.parametrize(("days", "began"), ROUNDS.values(), ids=ROUNDS)
def test_a_round_begins_after_a_silence(days, began):
    assert comparison.last_round(DAY + timedelta(days=day) for day in days) == (None if began is None else DAY + timedelta(days=began))


def test_what_changed_besides_figures_and_states_is_told_by_goal_and_only_until_the_year(own, harbour):
    deliver(own, 1, counted({"2021": 5}))
    before = snapshot.read(own, harbour)
    assert comparison.besides(before, before, 2021) == {}
    deliver(own, 2, counted({"2021": 5}))
    assert comparison.besides(before, snapshot.read(own, harbour), 2021) == {}, "the same figure again"
    words = {"text": "It rained", "proposal": "", "sheet": "S", "cell": "D5"}
    deliver(own, 3, [{"goal": goal, "year": year} | words for goal, year in (("SAY1", 2021), ("STR2", 2022))], "evaluations")
    deliver(own, 4, [figure(COUNT, "2021", 5, comment="counted twice"), figure(LEVEL, "2022", 7)])
    deliver(own, 5, [figure("BOA1.1", "2021", 3, "context", {"statistic": "Boats"})])
    assert comparison.besides(before, snapshot.read(own, harbour), 2021) == {
        "evaluations": ("SAY1",),
        "notes": (harbour.indicators[COUNT].goal,),
        "statistics": ("BOA1",),
        "later-years": (harbour.indicators[LEVEL].goal,),
    }


def test_a_category_that_changed_is_told_beside_the_total(own, tmp_path):
    """By which delivery, and also where only the category changed; one of a later year is told besides."""
    programme, women = catalogue.read(with_breakdowns(tmp_path)), {"sex": "F"}
    deliver(own, 1, [*counted({"2021": 9}), figure(COUNT, "2021", 4, by=women)])
    deliver(own, 2, [figure(COUNT, "2021", 5, by=women), *counted({"2021": 9}), figure(COUNT, "2022", 3, by=women), *counted({"2022": 3})])
    last = deliver(own, 3, [figure(COUNT, "2022", 2, by=women)])

    def told(first: int, last: int | None = None, year: int = 2021) -> list[tuple]:
        changes = between(own, programme, first, last, year)
        return [(one[1:], change.category and change.category.category) for one, change in zip(reported(changes), changes.figures, strict=True)]

    assert told(0, 1) == [((2021, None, 9, "new", "upload-1"), None), ((2021, None, 4, "new", "upload-1"), "F")]
    assert told(1, 2) == [((2021, 4, 5, "changed", "upload-2"), "F")]
    assert told(2, year=2022) == [((2022, 3, 2, "changed", last), "F")]
    before, after = snapshot.read(own, programme, START + timedelta(days=2)), snapshot.read(own, programme)
    assert comparison.besides(before, after, 2021) == {"later-years": ("BOA1",)}
    withdraw(own, last)
    before, after = snapshot.read(own, programme, START + timedelta(days=50)), snapshot.read(own, programme)
    (change,) = comparison.compare(assessed_year.at(before, 2022), assessed_year.at(after, 2022)).figures
    assert (change.category.category, change.before.value, change.after.value, change.kind) == ("F", 2, 3, "withdrawn")
