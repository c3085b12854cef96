"""The council sets its own target in a meeting: the frozen chart is held against it at once, and so is everybody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from monitoring import assessed_year, charts, snapshot
from monitoring.model import IndicatorView
from monitoring.store import Store
from monitoring.words import words
from tests.conftest import copied
from tests.monitoring.charts.made import VAASA
from tests.pages.running import Visit, at

YEAR, MEETING = 2021, "example-2022-2"


@pytest.fixture
def store(example_data, tmp_path, monkeypatch) -> Store:
    """The example data, to be written to."""
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    return Store(copied(example_data, tmp_path))


def view(store: Store, as_of: datetime | None) -> IndicatorView:
    """TYO3.1 by the data of a moment, held against the target of now."""
    target = snapshot.read(store, VAASA).council_targets["TYO3.1"]
    found = snapshot.read(store, VAASA, as_of)
    return assessed_year.at(replace(found, council_targets={**found.council_targets, "TYO3.1": target}), YEAR).indicators["TYO3.1"]


def test_the_council_sets_its_own_target_in_the_meeting(store):
    say, wanted = words("fi"), at("meeting", meeting=MEETING, goal="TYO3", lang="fi")
    visit = Visit(wanted)
    visit.fill(say("council-target.value"), "20")
    visit.press(say("council-target.button.preview"))
    assert say("council-target.trouble.no-value") in visit.notices, "what is aimed for at first is better than the baseline"
    visit.choose(say("council-target.rule"), say("rule.each-year"))
    visit.fill(say("council-target.value"), "16")
    visit.fill(say("council-target.reason"), "Vierailut ovat taas mahdollisia.")
    visit.fill(say("council-target.by"), "Sihteeri")
    visit.press(say("council-target.button.set"))
    assert say("council-target.done.set") in visit.notices
    held = snapshot.read(store, VAASA).council_targets["TYO3.1"]
    assert (held.target.rule, held.target.value, held.meeting, held.from_year) == ("each-year", 16, MEETING, 2022)

    # The programme's own target stays beside it.
    for where, as_of in ((wanted, datetime(2022, 5, 10, 9)), (at("goal", goal="TYO3", lang="fi", year=YEAR), None)):
        shown = view(store, as_of)
        assert charts.alternative(shown, say) in [chart.proto.alt for chart in Visit(where).page.get("plotly_chart")], where
        assert shown.other.value == 16 and shown.target.rule == "improve"
