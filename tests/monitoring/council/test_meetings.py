"""The council's meetings and decisions: what was written holds, and everything that was written before stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitoring.council import agenda, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.store import WHEN_WRITTEN, Store, now
from monitoring.trust.people import local
from tests.monitoring.charts.made import VAASA

MADE = datetime(2026, 3, 2, 9)
SECRETARY = local("Secretary")
FIRST = Meeting("m1", "Spring", date(2026, 3, 20), 2022, ("TYO1", "ASU1"), MADE, by="Secretary", at=MADE)
SECOND = Meeting("m2", "Autumn", date(2026, 9, 18), 2022, ("ASU1",), MADE, by="Secretary", at=MADE)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store.duckdb")


def later(hours: float) -> datetime:
    return MADE + timedelta(hours=hours)


def test_a_meetings_new_wording_holds_and_the_old_one_stays(store):
    assert meetings.known(store, VAASA) == []
    changed = replace(FIRST, agenda=("ASU1", "TYO1"), at=later(1), by="Chair")
    for written in (FIRST, SECOND, changed):
        meetings.write(store, VAASA, written, local(written.by))
    assert meetings.known(store, VAASA) == [SECOND, changed]
    assert meetings.history(store, VAASA, "m1") == [changed, FIRST]
    assert meetings.before([SECOND, changed], SECOND) == changed
    assert meetings.before([SECOND, changed], changed) is None


def test_the_same_written_twice_is_one_row(store):
    meetings.write(store, VAASA, FIRST, SECRETARY)
    meetings.write(store, VAASA, replace(FIRST, at=later(1)), SECRETARY)
    assert meetings.history(store, VAASA) == [FIRST]


def test_a_cancelled_meeting_is_no_longer_listed_and_nothing_is_lost(store):
    meetings.write(store, VAASA, FIRST, SECRETARY)
    meetings.write(store, VAASA, replace(FIRST, state="cancelled", at=later(1)), SECRETARY)
    assert meetings.known(store, VAASA) == []
    assert [one.state for one in meetings.history(store, VAASA)] == ["cancelled", "prepared"]


def test_goals_that_the_catalogue_does_not_have_are_left_out(store):
    meetings.write(store, VAASA, replace(FIRST, agenda=("GONE9", "TYO1")), SECRETARY)
    assert meetings.known(store, VAASA)[0].agenda == ("TYO1",)


@pytest.mark.parametrize(
    ("code", "by", "expected"), [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("a", 2, "bca"), ("c", -9, "cab")]
)
def test_an_agendas_goals_are_moved(code, by, expected):
    assert agenda.moved(tuple("abc"), code, by) == tuple(expected)


def test_a_decisions_history_stays(store):
    made = Wording("Two more trainings a year", "Welcome office", date(2026, 6, 1), meeting="m1", by="Secretary", at=MADE)
    code = decisions.decide(store, VAASA, "TYO1", "agreed", made, SECRETARY)
    (known,) = decisions.known(store, VAASA)
    assert (known.decision, known.goal, known.made, known.now, known.is_open) == (code, "TYO1", made, made, True)
    done = replace(made, state="done", comment="Held in May", meeting="m2", at=later(2))
    decisions.rewrite(store, VAASA, code, done, SECRETARY)
    (known,) = decisions.known(store, VAASA)
    assert (known.wordings, known.is_open) == ((made, done), False)
    assert known.at(later(1)).wordings == (made,)
    assert known.at(later(-1)) is None
    assert decisions.written_in([known], "m2") == [known]
    assert decisions.written_in([known], "m3") == []


def test_a_decision_written_twice_is_one(store):
    made = Wording("Noted", by="Secretary", at=MADE)
    for _ in range(2):
        decisions.decide(store, VAASA, "TYO1", "noted", made, SECRETARY, "d1")
    decisions.rewrite(store, VAASA, "d1", replace(made, at=later(1)), SECRETARY)
    (known,) = decisions.known(store, VAASA)
    assert known.wordings == (made,)
    assert not known.is_open


def test_who_writes_of_an_unknown_decision_hears_it(store):
    with pytest.raises(decisions.UnknownDecision):
        decisions.rewrite(store, VAASA, "d1", Wording("Nothing"), SECRETARY)
    assert decisions.known(store, VAASA) == []


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [(date(2026, 6, 1), "open", True), (date(2026, 6, 2), "open", False), (None, "open", False), (date(2026, 6, 1), "done", False)],
)
def test_a_decision_is_late_after_its_day(due, state, late):
    decision = decisions.Decision("d1", "TYO1", "agreed", (Wording("Text", due=due, state=state),))
    assert decision.is_late(date(2026, 6, 2)) is late


def made(*wordings: Wording) -> decisions.Decision:
    return decisions.Decision("d1", "TYO1", "agreed", wordings)


OPEN = Wording("Text", "u", date(2026, 6, 1), at=later(0))
DONE = replace(OPEN, state="done", at=later(30))
JUNE = (later(2400), date(2026, 6, 10))


@pytest.mark.parametrize(
    ("decision", "before", "after", "kind"),
    [
        (made(OPEN), (later(-1), date(2026, 3, 1)), (later(1), date(2026, 3, 2)), ["made"]),
        (made(OPEN), (later(-2), date(2026, 3, 1)), (later(-1), date(2026, 3, 2)), []),
        (made(OPEN), (later(1), date(2026, 3, 2)), (later(2), date(2026, 3, 3)), []),
        (made(OPEN), (later(1), date(2026, 3, 2)), JUNE, ["late"]),
        (made(OPEN), (later(2399), date(2026, 6, 9)), JUNE, []),
        (made(OPEN, DONE), (later(1), date(2026, 3, 2)), JUNE, ["done"]),
        (made(OPEN, DONE), (later(-1), date(2026, 3, 1)), JUNE, ["done"]),
        (made(OPEN, replace(DONE, state="dropped")), (later(1), date(2026, 3, 2)), JUNE, ["dropped"]),
        (made(OPEN, DONE, replace(OPEN, due=None, at=later(40))), (later(31), date(2026, 3, 4)), JUNE, ["reopened"]),
        (made(OPEN, replace(OPEN, due=date(2026, 7, 1), at=later(3))), (later(1), date(2026, 3, 2)), JUNE, ["reworded"]),
    ],
)
def test_what_happened_to_a_decision_between_two_moments(decision, before, after, kind):
    assert [one for one, _ in decisions.changes([decision], before, after)] == kind


def test_what_is_written_is_of_the_moment_of_writing(store):
    before = now()
    decisions.decide(store, VAASA, "TYO1", "noted", Wording("Noted", by="Secretary"), SECRETARY)
    meetings.write(store, VAASA, replace(FIRST, at=WHEN_WRITTEN), SECRETARY)
    after = now()
    (decision,), (meeting,) = decisions.known(store, VAASA), meetings.known(store, VAASA)
    assert before <= decision.now.at <= meeting.at <= after
