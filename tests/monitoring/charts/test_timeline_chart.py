"""The timeline's rows: what stands in each year, and the map in words."""

from __future__ import annotations

from datetime import date

from monitoring import charts, timeline
from monitoring.words import words
from tests.monitoring.test_timeline import at


def test_a_late_row_keeps_its_deadline(tmp_path):
    now = at(tmp_path, 2022, ("STR2-1", 2021, "in-progress", None), ("STR2-1", 2022, "in-progress", None))
    group = timeline.by_theme(now)[0]
    part = charts.timeline_parts(group, now.catalogue.years, 2022, words("en"))[0]
    row = next(row for row in part.rows if row.code == "STR2-1")
    assert [step.kind for step in row.steps] == ["unreported", "in-progress", "late", "none"]
    assert [step.is_due for step in row.steps] == [False, True, False, False]
    assert [step.is_over for step in row.steps] == [False, False, True, False]
    assert "STR2-1" in charts.alternative_timeline(group, words("en"))


def test_the_day_of_completion_stays_on_one_line(tmp_path):
    now = at(tmp_path, 2021, ("STR2-1", 2021, "done", date(2021, 12, 14)))
    parts = (part for group in timeline.by_theme(now) for part in charts.timeline_parts(group, now.catalogue.years, 2021, words("en")))
    (row,) = (row for part in parts for row in part.rows if row.code == "STR2-1")
    assert row.state.endswith(" 14\u00a0December\u00a02021")


def test_the_map_names_every_goal(tmp_path):
    now = at(tmp_path, 2021)
    table = charts.map_table(now, words("en"))
    assert [row[0].split()[0] for row in table.rows] == list(now.goals)
    assert all(words("en").name(theme) in charts.alternative_map(now, words("en")) for theme in now.catalogue.themes.values())
