"""A round's deadline in a real store: nothing is overwritten, the newest holds, and who is late after it."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from monitoring import assessed_year, rounds, snapshot
from monitoring.rounds import Deadline
from monitoring.trust.people import local
from tests.monitoring.test_snapshot import COUNT, counted, deliver

LAST_DAY = date(2022, 3, 31)
SECRETARY = local("Secretary")


def deadline(on: date = LAST_DAY, by: str = "Secretary", day: int = 1, year: int = 2021) -> Deadline:
    return Deadline(year, on, by, datetime(2022, 1, day, 9))


def test_a_year_has_no_deadline_until_somebody_sets_one(own, harbour):
    assert rounds.deadlines(own, harbour, 2021) == []
    assert not own.path.exists()


def test_a_later_deadline_holds_and_the_earlier_one_stays(own, harbour):
    first, second = deadline(), deadline(date(2022, 4, 15), "Deputy", day=2)
    rounds.set_deadline(own, harbour, first, local(first.set_by))
    rounds.set_deadline(own, harbour, second, local(second.set_by))
    rounds.set_deadline(own, harbour, deadline(year=2022, day=3), SECRETARY)
    assert rounds.deadlines(own, harbour, 2021) == [second, first]


def test_a_day_that_holds_already_is_not_set_again_but_an_earlier_one_can_come_back(own, harbour):
    first, moved, back = deadline(), deadline(date(2022, 4, 15), day=3), deadline(day=4)
    for each in (first, deadline(by="Second click", day=2), moved, back):
        rounds.set_deadline(own, harbour, each, local(each.set_by))
    assert rounds.deadlines(own, harbour, 2021) == [back, moved, first]


def test_another_programme_s_deadline_is_its_own(own, harbour):
    with own.writing() as connection:
        row = {"programme": "other", "year": 2021, "deadline": LAST_DAY, "set_by": "Clerk", "set_at": datetime(2022, 1, 1)}
        connection.insert("round_deadlines", [row])
    assert rounds.deadlines(own, harbour, 2021) == []


def test_a_deadline_is_no_delivery(own, harbour):
    rounds.set_deadline(own, harbour, deadline(), SECRETARY)
    assert snapshot.read(own, harbour).is_empty


def test_a_deadline_is_in_the_backup(own, harbour, tmp_path):
    rounds.set_deadline(own, harbour, deadline(), SECRETARY)
    own.backup(tmp_path / "copy.duckdb")
    rounds.set_deadline(own, harbour, deadline(date(2023, 1, 1), day=2), SECRETARY)
    own.restore(tmp_path / "copy.duckdb")
    assert rounds.deadlines(own, harbour, 2021) == [deadline()]


def test_a_store_that_knew_no_deadlines_is_read_as_it_stands_and_written_to(own, harbour):
    deliver(own, 1, counted({"2021": 7}))
    with duckdb.connect(str(own.path)) as connection:
        connection.execute("drop table round_deadlines")
    own.check()
    assert rounds.deadlines(own, harbour, 2021) == []
    rounds.set_deadline(own, harbour, deadline(), SECRETARY)
    assert rounds.deadlines(own, harbour, 2021) == [deadline()]
    assert snapshot.read(own, harbour).figures[COUNT][2021].value == 7


@pytest.mark.parametrize(("today", "left", "is_late"), [(date(2022, 3, 24), 7, False), (LAST_DAY, 0, False), (date(2022, 4, 1), -1, True)])
def test_a_unit_is_late_from_the_day_after_and_only_if_it_lacks_something(own, harbour, today, left, is_late):
    units = rounds.at(assessed_year.at(snapshot.read(own, harbour), 2021))
    lacking = next(unit for unit in units if unit.missing)
    whole = rounds.UnitRound(lacking.unit, lacking.expected, lacking.expected)
    assert deadline().days_left(today) == left
    assert deadline().is_missed_by(lacking, today) is is_late
    assert not deadline().is_missed_by(whole, today)
