"""Choosing indicators: every choice narrows, an empty one leaves everything in, the programme's order stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitoring import assessed_year, catalogue, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.selection import Selection
from monitoring.store import Store
from tests.monitoring.test_snapshot import deliver, figure

HARBOUR = Path(__file__).parents[1] / "programmes" / "harbour"


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> AssessedYear:
    own = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12), figure("STR2.1", "2020", 30), figure("STR2.1", "2021", 31), figure("BOA1.1", "2021", 5)])
    return assessed_year.at(snapshot.read(own, catalogue.read(HARBOUR)), 2021)


CHOICES = {
    "nothing chosen": ({}, None),
    "one theme": ({"themes": ["STR"]}, ["STR1.1", "STR1.2", "STR1.3", "STR2.1", "STR2.2"]),
    "two themes, in the programme's order": ({"themes": ["SAY", "BOA"]}, ["BOA1.1", "BOA1.2", "BOA2.1", "SAY1.1"]),
    "a goal": ({"goals": ["STR2"]}, ["STR2.1", "STR2.2"]),
    "a unit that leads": ({"units": ["port"]}, ["BOA1.1", "BOA1.2", "BOA2.1"]),
    "a unit that is a partner": ({"units": ["library"]}, ["STR1.1", "STR1.2", "STR1.3", "SAY1.1"]),
    "a status": ({"statuses": ["achieved"]}, ["STR1.1"]),
    "two statuses": ({"statuses": ["achieved", "behind"]}, ["STR1.1", "STR2.1", "RES1.1"]),
    "a kind": ({"kinds": ["level"]}, ["STR1.2", "STR1.3"]),
    "a kind of a theme": ({"kinds": ["count"], "themes": ["STR"]}, ["STR1.1", "STR2.1"]),
    "a goal of another theme": ({"goals": ["STR2"], "themes": ["BOA"]}, []),
    "single indicators": ({"indicators": ["STR2.1", "STR1.1"]}, ["STR1.1", "STR2.1"]),
    "an unknown code": ({"themes": ["XXX"]}, []),
}


@pytest.mark.parametrize(("choice", "codes"), CHOICES.values(), ids=CHOICES)
def test_what_a_choice_leaves(reported, choice, codes):
    found = [view.indicator.indicator for view in Selection(**choice).apply(reported)]
    assert found == (list(reported.indicators) if codes is None else codes)
