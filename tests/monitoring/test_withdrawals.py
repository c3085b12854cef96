"""What a withdrawal is said to do is what it does: figures, months over a year and a year over months, states, evaluations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitoring import snapshot, withdrawals
from monitoring.model import Key
from monitoring.snapshot import Snapshot
from tests.monitoring.test_snapshot import (
    COUNT,
    SHARE,
    areas,
    counted,
    deliver,
    figure,
    months,
    pairs,
    state,
    withdraw,
)

HALF = {month: 4 for month in months(1, 6)}


@pytest.fixture
def output(own, harbour) -> Callable[[str], dict]:
    """What is said to hold now and after an upload is withdrawn, by key, None for nothing; then it is withdrawn."""

    def withdrawn(upload_id: str) -> dict[Key, tuple]:
        effects = withdrawals.effects(snapshot.read(own, harbour), own, upload_id)
        now = snapshot.read(own, harbour)
        withdraw(own, upload_id)
        after = snapshot.read(own, harbour)
        for effect in effects:
            assert (effect.before, effect.comes) == _held(now, effect.key)
            assert (effect.after, effect.goes) == _held(after, effect.key)
        return {effect.key: (effect.before, effect.after) for effect in effects}

    return withdrawn


def _held(now: Snapshot, key: Key) -> tuple[float | str | None, bool]:
    """What holds for a key in a snapshot, and whether nothing does."""
    if key.component == "state":
        report = now.reports.get(key.indicator, {}).get(int(key.period))
        return report and report.state, report is None
    if key.component == "evaluation":
        texts = [one.text for one in now.evaluations if (one.goal, str(one.year), one.unit) == (*key[:2], "port")]
        return ({"": texts[0]}, False) if texts else (None, True)
    cell = now.known().get(key)
    return cell and cell.value, cell is None


def year(value: float | None, when: str = "2021") -> list[dict]:
    return counted({when: value})


def test_older_figures_hold_again(own, output):
    deliver(own, 1, counted({"2020": 1, "2021": 5}))
    newer = deliver(own, 2, counted({"2021": 6, "2022": 7}))
    assert output(newer) == {Key(COUNT, "2021", "value"): (6, 5), Key(COUNT, "2022", "value"): (7, None)}


def test_a_year_holds_again_where_months_over_it_are_withdrawn(own, output):
    deliver(own, 1, year(100))
    newer = deliver(own, 2, counted(HALF))
    assert output(newer) == {Key(COUNT, "2021", "value"): (24, 100)} | {Key(COUNT, month, "value"): (4, None) for month in HALF}


def test_months_hold_again_where_a_year_over_them_is_withdrawn(own, output):
    deliver(own, 1, counted(HALF))
    newer = deliver(own, 2, year(100))
    assert output(newer) == {Key(COUNT, "2021", "value"): (100, 24)} | {Key(COUNT, month, "value"): (None, 4) for month in HALF}


def test_months_of_an_older_delivery_go_with_the_one_that_made_them_hold(own, output):
    deliver(own, 1, counted(HALF))
    deliver(own, 2, year(100))
    newer = deliver(own, 3, counted({"2021-07": 4}))
    assert output(newer) == {Key(COUNT, "2021", "value"): (28, 100)} | {Key(COUNT, month, "value"): (4, None) for month in months(1, 7)}


def test_of_months_that_do_not_hold_nothing_changes(own, output):
    older = deliver(own, 1, counted(HALF))
    deliver(own, 2, year(100))
    assert output(older) == {}


def test_a_month_among_months_is_told_by_itself(own, output):
    deliver(own, 1, counted(HALF))
    newer = deliver(own, 2, counted({"2021-02": 9}))
    assert output(newer) == {Key(COUNT, "2021-02", "value"): (9, 4)}


def test_both_parts_of_a_share_are_told(own, output):
    deliver(own, 1, pairs(SHARE, ("part", "whole"), {"2021-Q1": (1, 10)}))
    newer = deliver(own, 2, pairs(SHARE, ("part", "whole"), {"2021": (9, 30)}))
    assert output(newer) == {
        Key(SHARE, "2021", "part"): (9, 1),
        Key(SHARE, "2021", "whole"): (30, 10),
        Key(SHARE, "2021-Q1", "part"): (None, 1),
        Key(SHARE, "2021-Q1", "whole"): (None, 10),
    }


def test_each_category_of_an_area_is_told(own, output):
    deliver(own, 1, areas("2021", {"North": {"a": 1, "b": 2}}))
    newer = deliver(own, 2, areas("2021-Q1", {"North": {"a": 5}}))
    assert {(key.period, *key.dimensions.values()): effect for key, effect in output(newer).items()} == {
        ("2021", "North", "a"): (None, 1),
        ("2021", "North", "b"): (None, 2),
        ("2021-Q1", "North", "a"): (5, None),
    }


def test_states_evaluations_and_statistics(own, output):
    def evaluation(text: str) -> dict:
        return {"goal": "BOA1", "year": 2021, "text": text, "proposal": "", "sheet": "Evaluations", "cell": "D5"}

    deliver(own, 1, [state("BOA1.2", 2021, "in-progress")], "progress")
    assert output(deliver(own, 2, [state("BOA1.2", 2021, "done"), state("BOA1.2", 2022, "done")], "progress")) == {
        Key("BOA1.2", "2021", "state"): ("done", "in-progress"),
        Key("BOA1.2", "2022", "state"): ("done", None),
    }
    deliver(own, 3, [evaluation("Begun.")], "evaluations")
    deliver(own, 4, [evaluation("Open.")], "evaluations", unit="library")
    assert output(deliver(own, 5, [evaluation("Open all year.")], "evaluations")) == {
        Key("BOA1", "2021", "evaluation"): ({"": "Open all year."}, {"": "Begun."})
    }
    (reported,) = output(deliver(own, 6, [figure(COUNT, "2021", 5, "context", {"statistic": "Harbours"})])).items()
    assert (dict(reported[0].dimensions), reported[1]) == ({"statistic": "Harbours"}, (5, None))
