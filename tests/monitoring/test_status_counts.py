"""Themes and units by the statuses of their goals: every goal is counted once in each year, under the status that it has then."""

from __future__ import annotations

from monitoring import assessed_year, catalogue, snapshot, status_counts
from monitoring.store import Store
from tests.monitoring.test_selection import HARBOUR
from tests.monitoring.test_snapshot import deliver, figure


def test_the_goals_of_themes_and_units_by_status_and_year(tmp_path):
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12), figure("STR2.1", "2020", 30), figure("STR2.1", "2021", 31)])
    now = snapshot.read(own, catalogue.read(HARBOUR))
    years = {year: assessed_year.at(now, year) for year in (2020, 2021)}
    for groups, goals_of in (
        (status_counts.by_theme(years, ()), lambda group: [goal.goal for goal in now.catalogue.goals_of(group.named.theme)]),
        (status_counts.by_unit(years, ()), lambda group: [g for g in now.catalogue.goals if group.named in now.catalogue.units_of(g)]),
    ):
        assert groups
        for group in groups:
            for year, statuses in group.years.items():
                assert sorted(code for codes in statuses.values() for code in codes) == sorted(goals_of(group))
                assert all(years[year].goals[code].assessment.status == status for status, codes in statuses.items() for code in codes)
    assert [group.named.theme for group in status_counts.by_theme(years, ["STR"])] == ["STR"]
    assert [group.named.unit for group in status_counts.by_unit(years, ["port"])] == ["port"]
