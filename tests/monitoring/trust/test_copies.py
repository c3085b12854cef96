"""The drill: a backup is restored into an empty place and holds what the store held, at every moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from monitoring import snapshot
from monitoring.storage import memory_copy
from monitoring.store import Store
from monitoring.trust import copies, log, sessions
from monitoring.trust.people import Person, local
from tests.monitoring.test_snapshot import START, deliver, figure, withdraw
from tests.monitoring.trust.test_writers import restore_from

CLERK = local("Clerk")
NOT_RESTORED = {"sessions", "session_uses", "session_ends", "log", "log_hashes", "log_people", "commits"}
"""Tables that tell of the restoring itself, or of who is signed in."""


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "monitoring.duckdb")
    for day, value in ((1, 12), (3, 14), (5, 9)):
        deliver(store, day, [figure("STR1.1", "2021", value)])
    withdraw(store, "upload-5")
    sessions.begin(store, Person("anna", "Anna"), ())
    return store


def contents(store: Store) -> dict[str, list]:
    """Every row of every table."""
    with duckdb.connect(str(store.path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: sorted(map(repr, connection.execute(f"select * from {name}").fetchall())) for name in names}


def test_what_is_restored_is_what_was_backed_up_at_every_moment(store, harbour, tmp_path):
    copies.back_up(store, tmp_path / "copy.duckdb", CLERK)
    restored = Store(tmp_path / "empty" / "monitoring.duckdb")
    restore_from(restored, tmp_path / "copy.duckdb", CLERK)
    before, after = contents(store), contents(restored)
    assert before.keys() == after.keys() and len(before["uploads"]) == 3
    assert {name for name in before if before[name] != after[name]} <= NOT_RESTORED
    assert after["sessions"] == [], "nobody is signed in by an old copy"
    moments = [START + timedelta(days=day) for day in (0, 2, 4, 6, 200)]
    readings = [[snapshot.read(each, harbour, moment) for moment in (*moments, None)] for each in (store, restored)]
    assert readings[0] == readings[1]
    assert [reading.figures["STR1.1"][2021].value if reading.figures else None for reading in readings[0]] == [None, 12, 14, 9, 14, 14]
    assert restored.data_version[1:] == store.data_version[1:]
    assert log.verify(restored, CLERK) == [] and log.entries(restored, CLERK)[0].event == "restored"


def test_a_restore_that_is_killed_once_the_store_is_in_its_place_has_ended_all_sessions(store, tmp_path, monkeypatch):
    sessions.begin(store, CLERK, ())
    copies.back_up(store, tmp_path / "copy.duckdb", CLERK)
    restored, restore = Store(tmp_path / "empty" / "monitoring.duckdb"), Store.restore

    def killed(one: Store, source: Path) -> None:
        restore(one, source)
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "restore", killed)
    with pytest.raises(KeyboardInterrupt):
        copies.restore(restored, tmp_path / "copy.duckdb", CLERK)
    memory_copy.forget_all()
    assert contents(store)["sessions"] and contents(restored)["sessions"] == []
    assert log.entries(restored, CLERK)[0].event == "restored"
