"""The log: what it tells, that tampering shows, how rows go by age, how a person is made anonymous in it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import duckdb
import pytest

from monitoring import settings
from monitoring.__main__ import main
from monitoring.store import Store, now
from monitoring.trust import log
from monitoring.trust.log import End, Event, Fault
from monitoring.trust.people import RESIDENT, Grant, Person, Role, local
from monitoring.trust.permissions import Permission, Refused, require
from tests.monitoring.test_dimensions import older as older
from tests.monitoring.test_store import upload

KEEPER = Person("k-1", "Kaisa Keeper", frozenset({Grant(Role.ADMINISTRATOR)}), "kaisa@city.example", "5e55", "192.0.2.7")
CLERK = Person("c-1", "Carl Clerk", frozenset({Grant(Role.COORDINATOR, "library"), Grant(Role.COUNCIL_MEMBER)}), "carl@city.example")


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    return Store(settings.database())


def add(store: Store, *abouts: str, person: Person = KEEPER) -> None:
    """A row about each upload, with the upload."""
    for about in abouts:
        with log.transaction(store, person) as connection:
            connection.insert("uploads", [upload(about, uploaded_by=person.name)])
            log.write(connection, person, Event.DELIVERY_ACCEPTED, "upload", about)


def tamper(store: Store, *statements: str) -> None:
    with duckdb.connect(str(store.path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_row_tells_who_did_what_as_which_role(store):
    add(store, "a", person=CLERK)
    add(store, "b")
    newest, oldest = log.entries(store, KEEPER)
    assert (oldest.number, oldest.name, oldest.subject, oldest.email) == (1, "Carl Clerk", "c-1", "carl@city.example")
    assert (oldest.roles, oldest.kind, oldest.about, oldest.outcome) == ("coordinator:library council-member", "upload", "a", "done")
    assert (newest.number, newest.address, newest.session, newest.roles) == (2, "192.0.2.7", "5e55", "administrator")
    assert now() - newest.at < timedelta(minutes=5)
    assert log.verify(store, KEEPER) == []


def test_what_is_rolled_back_is_not_told(store):
    def fail() -> None:
        with log.transaction(store, KEEPER) as connection:
            log.write(connection, KEEPER, Event.REFUSED)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert log.entries(store, KEEPER) == [] and log.end(store) == End()


def test_a_refusal_keeps_nothing_else_and_is_told(store):
    def hand_in() -> None:
        with log.transaction(store, CLERK) as connection:
            connection.insert("uploads", [upload("a")])
            require(CLERK, Permission.HAND_IN, "museum")

    with pytest.raises(Refused):
        hand_in()
    (entry,) = log.entries(store, KEEPER)
    assert (entry.name, entry.event, entry.kind, entry.about, entry.outcome) == ("Carl Clerk", "refused", "hand-in", "museum", "refused")
    assert store.rows("uploads", programme="p", unit=None, at_most=1) == []


def test_entries_are_found_by_time_event_and_person(store):
    add(store, "a", person=CLERK)
    add(store, "b")
    between = log.entries(store, KEEPER, who="carl")[0].at + timedelta(microseconds=1)
    assert [entry.about for entry in log.entries(store, KEEPER, since=between)] == ["b"]
    assert [entry.about for entry in log.entries(store, KEEPER, until=between)] == ["a"]
    assert [entry.about for entry in log.entries(store, KEEPER, who="CITY.example")] == ["b", "a"]
    assert [entry.about for entry in log.entries(store, KEEPER, who="k-1")] == ["b"]
    assert [entry.about for entry in log.entries(store, KEEPER, at_most=1)] == ["b"]
    assert log.entries(store, KEEPER, event="log-expired") == []


SWAPPED = "update log set number = case number when 2 then 3 else 2 end where number in (2, 3)"
FORGED = """insert into log
select 5, (select hash from log_hashes where number = 4), logged_at, person, roles, event, kind, 'forged', outcome, session, null from log limit 1"""
TAMPERED = {
    "a changed column": (["update log set about = 'z' where number = 2"], [(2, "changed")]),
    "a changed moment": (["update log set logged_at = logged_at + interval 1 microsecond where number = 4"], [(4, "changed")]),
    "another person": (
        ["update log set person = (select max(person) from log_people where person <> log.person) where number = 3"],
        [(3, "changed")],
    ),
    "a changed name": (["update log_people set name = 'Somebody' where name = 'Carl Clerk'"], [(1, "person")]),
    "an emptied name": (
        ["update log_people set salt = '', subject = '', name = '', email = '', address = '' where name = 'Carl Clerk'"],
        [(1, "person")],
    ),
    "a person taken out": (["delete from log_people where name = 'Carl Clerk'"], [(1, "person")]),
    "a row taken out": (["delete from log where number = 2"], [(2, "missing")]),
    "a row taken out with its hash": (["delete from log where number = 2", "delete from log_hashes where number = 2"], [(2, "missing")]),
    "the first row": (["delete from log where number = 1", "delete from log_hashes where number = 1"], [(1, "missing")]),
    "the last row": (["delete from log where number = 4"], [(4, "missing")]),
    "a row added": ([FORGED], [(5, "added")]),
    "a row twice": (["insert into log from log where number = 2"], [(2, "added")]),
    "two rows in each other's place": ([SWAPPED], [(2, "changed"), (3, "changed"), (2, "chain"), (3, "chain"), (4, "chain")]),
    "two rows and their hashes": ([SWAPPED, SWAPPED.replace("log set", "log_hashes set")], None),
    "another hash": (["update log_hashes set hash = 'abc' where number = 2"], [(2, "changed"), (3, "chain")]),
}


@pytest.mark.parametrize(("statements", "found"), TAMPERED.values(), ids=TAMPERED)
def test_tampering_shows(store, statements, found):
    add(store, "a", person=CLERK)
    add(store, "b", "c", "d")
    tamper(store, *statements)
    faults = log.verify(store, KEEPER)
    assert faults
    if found is not None:
        assert set(faults) <= {Fault(*one) for one in found} and Fault(*found[0]) in faults


def test_rows_taken_off_the_end_with_their_hashes_show_against_an_end_written_down(store):
    add(store, "a", "b", "c")
    known = log.end(store)
    tamper(store, "delete from log where number = 3", "delete from log_hashes where number = 3")
    assert log.verify(store, KEEPER) == []
    assert log.verify(store, KEEPER, known) == [Fault(3, "missing")]
    add(store, "d")
    assert log.verify(store, KEEPER, known) == [Fault(3, "changed")]
    tamper(store, "delete from log", "delete from log_hashes")
    assert log.verify(store, KEEPER, known) == [Fault(3, "missing")]


def test_what_is_too_old_goes_and_a_row_says_so(store):
    add(store, "a", person=CLERK)
    add(store, "b", "c")
    first_kept, known = log.entries(store, KEEPER)[0].at, log.end(store)
    assert log.expire(store, datetime(2020, 1, 1), KEEPER) == 0
    assert log.expire(store, first_kept, KEEPER) == 2
    newest, kept = log.entries(store, KEEPER)
    assert (kept.about, kept.number) == ("c", 3)
    assert (newest.event, newest.about.partition(":")[0], newest.name) == ("log-expired", "2", "Kaisa Keeper")
    assert log.verify(store, KEEPER, known) == []
    assert "Carl" not in str(store.rows("log_people")), "nobody stays whom no row names"
    tamper(store, "delete from log where number = 3", "delete from log_hashes where number = 3")
    assert log.verify(store, KEEPER) == [Fault(3, "missing")]


def test_all_of_it_can_be_too_old_and_it_goes_on(store):
    add(store, "a", "b")
    assert log.expire(store, now() + timedelta(days=1), KEEPER) == 2
    assert log.expire(store, now() + timedelta(days=1), KEEPER) == 1
    add(store, "c")
    assert [entry.number for entry in log.entries(store, KEEPER)] == [5, 4]
    assert log.verify(store, KEEPER) == []


def test_a_person_is_made_anonymous_within_the_chain(store):
    add(store, "a", "b", person=CLERK)
    add(store, "c")
    add(store, "d", person=local("Carl Clerk"))
    assert log.anonymise(store, "c-1", KEEPER) == 1
    newest, *others = log.entries(store, KEEPER)
    assert (newest.event, newest.name) == ("anonymised", "Kaisa Keeper")
    assert [(entry.name, entry.about) for entry in others] == [("Carl Clerk", "d"), ("Kaisa Keeper", "c"), ("", "b"), ("", "a")]
    by = {row.upload_id: row.uploaded_by for row in store.rows("uploads", programme="p", unit=None, at_most=9)}
    assert by == {"a": "–", "b": "–", "c": "Kaisa Keeper", "d": "Carl Clerk"}
    assert log.verify(store, KEEPER) == []
    add(store, "e", person=CLERK)
    assert log.entries(store, KEEPER)[0].name == "Carl Clerk", "what they do later is theirs again"
    assert log.verify(store, KEEPER) == []


def test_of_several_names_of_one_subject_one_is_made_anonymous(store):
    add(store, "a", person=local("Anna", "machine"))
    add(store, "b", person=local("Bertil", "machine"))
    assert log.anonymise(store, "machine", KEEPER, "Anna") == 1
    assert [entry.name for entry in log.entries(store, KEEPER)] == ["Kaisa Keeper", "Bertil", ""]
    assert log.anonymise(store, "nobody", KEEPER) == 0


@pytest.mark.parametrize(
    "person", [RESIDENT, CLERK, Person("s", "S", frozenset({Grant(Role.SECRETARY)}))], ids=["resident", "coordinator", "secretary"]
)
def test_the_log_is_the_administrators(store, person):
    add(store, "a")
    for reading in (log.entries, log.verify):
        with pytest.raises(Refused):
            reading(store, person)
    for clearing in (lambda: log.expire(store, now(), person), lambda: log.anonymise(store, "k-1", person)):
        with pytest.raises(Refused):
            clearing()
    assert [entry.outcome for entry in log.entries(store, KEEPER)] == [*["refused"] * 4, "done"]


def test_a_store_of_an_older_version_has_an_empty_log_and_gets_one(older):
    before = older.path.read_bytes()
    assert log.entries(older, KEEPER) == [] and log.verify(older, KEEPER) == []
    assert older.path.read_bytes() == before
    with log.transaction(older, KEEPER) as connection:
        log.write(connection, KEEPER, Event.REFUSED)
    assert [entry.number for entry in log.entries(older, KEEPER)] == [1]


def test_the_commands_show_verify_and_shorten_the_log(store, capsys, monkeypatch):
    add(store, "a", person=CLERK)
    add(store, "b")
    assert main(["log", "--json", "--who", "carl"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [(entry["name"], entry["about"]) for entry in document["entries"]] == [("Carl Clerk", "a")]
    assert main(["log", "--lang", "en", "--to", "2020-01-01"]) == 0
    assert capsys.readouterr().out == "The log has no rows for this search.\n"
    assert main(["log", "--verify", "--end", document["end"], "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"The log is whole. It ends at {document['end']}.\n"
    monkeypatch.setenv("MONITORING_LOG_KEPT", "30")
    assert main(["log-expire", "--json"]) == 0
    assert main(["anonymise", "c-1", "--by", "Admin"]) == 0
    assert main(["log", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Admin · " in out and "person made anonymous" in out and "Carl" not in out and "nobody named" in out
    tamper(store, "delete from log where number = 2")
    assert main(["log", "--verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"] == [{"number": 2, "code": "missing"}]


@pytest.mark.parametrize(
    ("arguments", "output"),
    [(["log", "--from", "1.2.2026"], "1.2.2026"), (["log", "--verify", "--end", "12"], "12"), (["log-expire"], "MONITORING_LOG_KEPT")],
    ids=["day", "end", "setting"],
)
def test_what_cannot_be_asked_is_told(store, arguments, output, capsys, monkeypatch):
    monkeypatch.setenv("MONITORING_LOG_KEPT", "long")
    assert main(arguments) == 1
    assert output in capsys.readouterr().err
