"""What is done, late, under way and still to come, by theme and by unit."""

from __future__ import annotations

from datetime import date

import pytest

from monitoring import assessed_year, catalogue, snapshot, timeline
from monitoring.store import Store
from tests.monitoring.test_snapshot import HARBOUR, deliver, state


def at(folder, year: int, *states: tuple) -> assessed_year.AssessedYear:
    own = Store(folder / "monitoring.duckdb")
    if states:
        deliver(own, 1, [state(*text) for text in states], "progress")
    return assessed_year.at(snapshot.read(own, catalogue.read(HARBOUR)), year)


CASES = {
    "done": ("STR2-1", 2021, "done", date(2021, 5, 3), "done"),
    "past its year and not done": ("STR2-1", 2021, "in-progress", None, "late"),
    "still to come": ("BOA1-1", 2021, "not-started", None, "coming"),
    "a milestone past its year": ("BOA1.2", 2022, "not-started", None, "late"),
    "a continuous one goes on": ("STR1-1", 2021, "in-progress", None, "in-progress"),
    "without a year, not begun": ("SAY1-1", 2021, "not-started", None, "not-started"),
    "done with a date in a later year": ("STR1-1", 2021, "done", date(2022, 2, 1), "in-progress"),
    "interrupted": ("STR1-1", 2021, "interrupted", None, "interrupted"),
}


@pytest.mark.parametrize(("item", "year", "text", "done", "phase"), CASES.values(), ids=CASES)
def test_the_phase(tmp_path, item, year, text, done, phase):
    found = {one.code: one.phase for one in timeline.items(at(tmp_path, year, (item, year, text, done)))}
    assert found[item] == phase


def test_nothing_reported_is_coming_or_unreported(tmp_path):
    found = {one.code: one.phase for one in timeline.items(at(tmp_path, 2021))}
    assert found == {"STR1-1": "unreported", "STR2-1": "unreported", "BOA1-1": "coming", "BOA1.2": "coming", "SAY1-1": "unreported"}


def test_groups_and_the_line(tmp_path):
    now = at(tmp_path, 2021)
    assert {group.code: [item.code for item in group.items] for group in timeline.by_unit(now)}["port"] == ["BOA1-1", "BOA1.2"]
    assert timeline.marked(now, date(2022, 6, 1)) == date(2022, 6, 1)
    assert timeline.marked(now, date(2026, 6, 1)) == 2021
