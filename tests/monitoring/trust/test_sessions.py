"""Sessions: found by their ids alone, over when they are left alone or old, ended here and everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import duckdb
import pytest

from monitoring import settings
from monitoring.settings import BadSetting
from monitoring.store import Store, digest
from monitoring.trust import log, sessions
from monitoring.trust.people import Grant, Person, Role
from monitoring.trust.permissions import Refused

AT = datetime(2026, 3, 1, 9)
ANNA, BERTIL = Person("a-1", "Anna", email="anna@city.example"), Person("b-1", "Bertil")
ADMINISTRATOR = Person("k-1", "Kaisa", frozenset({Grant(Role.ADMINISTRATOR)}))


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "monitoring.duckdb")


def later(**time: int) -> datetime:
    return AT + timedelta(**time)


def test_a_session_is_found_by_its_id_and_the_store_does_not_have_it(store):
    secret = sessions.begin(store, ANNA, ("staff", "council"), AT)
    found = sessions.find(store, secret, later(minutes=1))
    assert (found.subject, found.name, found.email, found.groups) == ("a-1", "Anna", "anna@city.example", ("staff", "council"))
    assert (found.session, found.began_at, found.used_at) == (digest(secret.encode()), AT, later(minutes=1))
    assert len(secret) >= 43, "256 bits"
    assert secret.encode() not in store.path.read_bytes()
    assert sessions.find(store, digest(secret.encode()), AT) is None
    assert sessions.find(store, "", AT) is None


def test_each_session_has_an_id_of_its_own(store):
    assert len({sessions.begin(store, ANNA, (), AT) for _ in range(3)}) == 3


def test_where_no_session_is_over_a_sign_in_adds_to_the_tables_and_rewrites_none(store):
    for at in (AT, later(minutes=1), later(seconds=1) + settings.session_longest()):
        sessions.begin(store, ANNA, (), at)
    with duckdb.connect(str(store.path), read_only=True) as connection:
        rewritten = connection.execute("select rewritten from commits order by commit_number").fetchall()
    assert rewritten == [("",), ("",), ("session_ends session_uses sessions",)]


def test_who_leaves_it_alone_is_signed_out_and_who_uses_it_is_not(store):
    left, used = sessions.begin(store, ANNA, (), AT), sessions.begin(store, BERTIL, (), AT)
    for minutes in range(0, 60, 2):
        assert sessions.find(store, used, later(minutes=minutes))
    assert sessions.find(store, left, later(minutes=30)) is None
    assert sessions.find(store, used, later(minutes=59))


def test_a_use_is_written_every_five_minutes_at_most_and_another_process_reads_it(store, monkeypatch):
    secret = sessions.begin(store, ANNA, (), AT)
    versions = set()
    for seconds in range(0, 1200, 20):
        sessions.find(store, secret, later(seconds=seconds))
        versions.add(store.version)
    assert len(versions) == 4, "at 0, 5, 10 and 15 minutes"
    monkeypatch.setattr(sessions, "_uses", {})
    assert sessions.find(store, secret, later(minutes=44))
    assert sessions.find(store, secret, later(minutes=44 + 30)) is None


def test_no_session_lasts_longer_than_it_may(store):
    secret = sessions.begin(store, ANNA, (), AT)
    for minutes in range(0, 600, 20):
        assert sessions.find(store, secret, later(minutes=minutes))
    assert sessions.find(store, secret, later(minutes=600)) is None


def test_both_limits_are_settings(store, monkeypatch):
    secret = sessions.begin(store, ANNA, (), AT)
    monkeypatch.setenv("MONITORING_SESSION_IDLE", "5")
    assert sessions.find(store, secret, later(minutes=4)) and sessions.find(store, secret, later(minutes=9)) is None
    monkeypatch.setenv("MONITORING_SESSION_LONGEST", "3")
    assert sessions.find(store, secret, later(minutes=4)) is None
    monkeypatch.setenv("MONITORING_SESSION_IDLE", "0")
    with pytest.raises(BadSetting):
        sessions.find(store, secret, AT)


def test_who_signs_out_is_out_and_only_there(store):
    here, there = sessions.begin(store, ANNA, (), AT), sessions.begin(store, ANNA, (), AT)
    sessions.end(store, replace(ANNA, session=digest(here.encode())))
    assert sessions.find(store, here, AT) is None and sessions.find(store, there, AT)
    sessions.end(store, replace(ANNA, session=digest(here.encode())))
    told = [(entry.event, entry.name, entry.outcome) for entry in log.entries(store, ADMINISTRATOR)]
    assert told == [("signed-out", "Anna", "sign-out"), ("signed-in", "Anna", "done"), ("signed-in", "Anna", "done")]


def test_who_signs_out_everywhere_is_out_everywhere(store):
    secrets = [sessions.begin(store, person, (), AT) for person in (ANNA, ANNA, BERTIL)]
    sessions.end_all(store, ANNA, "a-1")
    assert [bool(sessions.find(store, secret, AT)) for secret in secrets] == [False, False, True]


def test_only_an_administrator_signs_others_out(store):
    secret = sessions.begin(store, ANNA, (), AT)
    with pytest.raises(Refused):
        sessions.end_all(store, BERTIL, "a-1")
    assert sessions.find(store, secret, AT)
    sessions.end_all(store, ADMINISTRATOR, "a-1")
    assert sessions.find(store, secret, AT) is None


def test_what_is_over_is_removed_when_somebody_signs_in(store):
    sessions.begin(store, ANNA, (), AT)
    ended = sessions.begin(store, ANNA, (), later(hours=9))
    sessions.end(store, replace(ANNA, session=digest(ended.encode())))
    kept = sessions.begin(store, BERTIL, (), later(hours=11))
    assert [row.subject for row in store.rows("sessions")] == ["b-1"]
    assert sessions.find(store, kept, later(hours=11)) and sessions.find(store, ended, later(hours=11)) is None


def test_whoever_is_made_anonymous_is_signed_out(store):
    secret = sessions.begin(store, ANNA, (), AT)
    log.anonymise(store, "a-1", ADMINISTRATOR)
    assert sessions.find(store, secret, AT) is None
    assert store.rows("sessions") == []
