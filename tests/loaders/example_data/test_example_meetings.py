"""The meetings of the example data: their goals and units are the programme's, and their history is told in order."""

from __future__ import annotations

import json

import pytest

from loaders.example_data import example_meetings, examples
from monitoring import snapshot
from monitoring.council import decisions, meetings
from monitoring.store import Store
from tests.monitoring.charts.made import VAASA

TOLD = json.loads((examples.folder(VAASA) / example_meetings.FILE).read_bytes())


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    made = Store(tmp_path_factory.mktemp("meetings") / "store.duckdb")
    example_meetings.keep(examples.folder(VAASA), made, VAASA)
    return made


def test_the_meetings_are_kept_as_they_are_told(store):
    known = meetings.known(store, VAASA)
    assert {one.title: (one.year, list(one.agenda), one.state) for one in known} == {
        reported["title"]: (reported["year"], reported["agenda"], reported["state"]) for reported in TOLD
    }
    assert {one.year for one in known} <= set(VAASA.years)
    assert all(one.as_of.date() < one.on for one in known)
    assert len(known) >= 2


def test_the_decisions_have_their_history(store):
    known = decisions.known(store, VAASA)
    assert len(known) == sum(len(reported["decisions"]) for reported in TOLD) >= 4
    assert {one.now.responsible for one in known} - {""} <= set(VAASA.units)
    assert {one.kind for one in known} == set(decisions.KINDS)
    assert {one.now.state for one in known if one.kind == "agreed"} == {"open", "done"}
    for one in known:
        assert [wording.at for wording in one.wordings] == sorted({wording.at for wording in one.wordings})


def test_what_was_decided_is_there_in_both_languages_or_says_which_it_is(store):
    wordings = [one.now for one in decisions.known(store, VAASA)]
    assert {wording.language for wording in wordings} == {"fi"}
    assert sum(dict(wording.texts).keys() == {"fi", "sv"} for wording in wordings) == len(wordings) - 1
    assert all(dict(target.reasons).keys() == {"fi", "sv"} for target in snapshot.read(store, VAASA).council_targets.values())


def test_the_targets_that_the_council_set_hold(store):
    reported = {aim["indicator"]: aim for meeting in TOLD for aim in meeting.get("targets", ())}
    held = snapshot.read(store, VAASA).council_targets
    assert held.keys() == reported.keys() and reported
    for code, aim in reported.items():
        assert (held[code].target.rule, held[code].target.value, held[code].from_year) == (aim["rule"], aim["value"], aim["from_year"])


def test_a_story_without_meetings_has_none(tmp_path):
    store = Store(tmp_path / "store.duckdb")
    example_meetings.keep(tmp_path, store, VAASA)
    assert meetings.known(store, VAASA) == []
