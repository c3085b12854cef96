"""What a store does, the same whether it is a file or a database."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitoring import store as store_module
from monitoring.storage import memory_copy
from monitoring.store import Store
from tests.monitoring.test_store import add, held, upload

ROOT = Path(__file__).parents[2]
KINDS = ("file", "database")
# Run as `python -c WRITER PLACE NAME WHEN`: adds an upload and is killed where it has reached WHEN.
WRITER = """
import os, signal, sys
from monitoring.store import Store
from monitoring.storage.memory_copy import MemoryCopy
from tests.monitoring.test_store import upload

place, upload_id, when = sys.argv[1:]

def reached(moment):
    if moment == when:
        os.kill(os.getpid(), signal.SIGKILL)

take = MemoryCopy._take
with Store(place).writing() as connection:
    reached("begun")
    connection.insert("uploads", [upload(upload_id)])
    reached("written")
    MemoryCopy._take = lambda *_: reached("committed")
"""


@pytest.fixture(params=KINDS)
def make(request, tmp_path) -> Callable[[], Store]:
    """Makes empty stores of one kind."""
    if request.param == "database":
        return request.getfixturevalue("database_server").store
    return lambda: Store(tmp_path / f"{len([*tmp_path.iterdir()])}.duckdb")


@pytest.fixture
def store(make) -> Store:
    return make()


@pytest.fixture
def afresh() -> Callable[[Store], Store]:
    """A store as a process reads it that has just begun."""

    def anew(store: Store) -> Store:
        memory_copy.forget_all()
        return store

    return anew


def writes(store: Store, upload_id: str, when: str = "") -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", WRITER, store.address, upload_id, when], cwd=ROOT, stderr=subprocess.PIPE)


def test_what_is_written_is_read_by_this_process_and_by_another(store, afresh):
    rows = [upload("a", note='x "y",\n\\N ö €', content=bytes(range(256))), upload("b", note="")]
    with store.writing() as connection:
        connection.insert("uploads", rows)
        connection.insert(
            "progress",
            [
                {"upload_id": "a", "item": "T1", "year": 2021, "state": "done", "completed_on": day, "comment": "", "sheet": "s", "cell": cell}
                for day, cell in ((datetime(2021, 2, 3).date(), "A1"), (None, "A2"))
            ][:1],
        )
        connection.insert(
            "figures",
            [
                {
                    "upload_id": "a",
                    "indicator": "I",
                    "period": "2021",
                    "year": 2021,
                    "component": component,
                    "dimensions": "{}",
                    "value": value,
                    "status": "A",
                    "comment": "",
                    "sheet": "s",
                    "cell": "B2",
                }
                for component, value in (("value", 0.1 + 0.2), ("part", None), ("whole", 1e-300))
            ],
        )
    for each in (store, afresh(store)):
        found = {row.upload_id: row for row in each.rows("uploads", programme="p", unit=None, at_most=10)}
        assert [(found[name].notes[""], found[name].uploaded_at) for name in "ab"] == [(row["note"], row["uploaded_at"]) for row in rows]
        assert found["a"].items == 4
        assert (each.content("a"), each.content("z")) == (bytes(range(256)), None)
    with store.reading() as connection:
        assert connection._connection.execute("select value from figures order by component").fetchall() == [(None,), (0.1 + 0.2,), (1e-300,)]


def rows_held(store: Store) -> dict[str, list[str]]:
    """Of which uploads the copy that is read has rows, by table."""
    with store.reading() as connection:
        found = {table: connection._connection.execute(f"select upload_id from {table}").fetchall() for table in ("uploads", "withdrawals")}
    return {table: sorted(upload_id for (upload_id,) in rows) for table, rows in found.items()}


def hand_in(store: Store, upload_id: str, programme: str) -> None:
    row = {"upload_id": upload_id, "withdrawn_by": "Clerk", "withdrawn_at": datetime(2021, 4, 1), "reason": ""}
    with store.writing() as connection:
        connection.insert("uploads", [upload(upload_id, programme=programme)])
        connection.insert("withdrawals", [row])


def test_a_store_of_one_programme_reads_its_rows_alone_and_writes_among_all(make, afresh):
    store, other = make(), "town's, 50 %"
    one = Store(store.address, programme="p")
    another, public = Store(store.address, programme=other), Store(store.address, True, other)
    hand_in(store, "a", "p")
    hand_in(store, "b", other)
    for mine, expected in ((afresh(one), ["a"]), (another, ["b"]), (public, ["b"]), (store, ["a", "b"])):
        assert rows_held(mine) == {"uploads": expected, "withdrawals": expected}

    version, data = one.version, one.data_version
    hand_in(another, "c", other)
    assert (one.version, one.data_version, one.commit_number) == (version, data, 3), "another programme's news are none"
    hand_in(one, "d", "p")
    assert rows_held(one) == rows_held(afresh(one)) == {"uploads": ["a", "d"], "withdrawals": ["a", "d"]}
    assert rows_held(public) == {"uploads": ["b", "c"], "withdrawals": ["b", "c"]}

    assert one.data_version == afresh(one).data_version != data
    assert (store.contents().commits, store.contents().gaps) == (4, ())
    one.reread()
    assert rows_held(one)["uploads"] == ["a", "d"]


def add_and_fail(store: Store) -> None:
    with store.writing() as connection:
        connection.insert("uploads", [upload("b")])
        assert connection.rows("upload_count", programme="p")[0].uploads == 2, "a transaction sees its own rows"
        raise RuntimeError("in the middle")


def test_a_block_that_fails_keeps_nothing_and_one_that_writes_nothing_is_no_commit(store, afresh):
    add(store, "a")
    version = store.version
    with pytest.raises(RuntimeError, match="in the middle"):
        add_and_fail(store)
    with store.writing():
        pass
    assert store.version == version
    assert held(store) == held(afresh(store)) == ["a"]
    assert store.contents().commits == 1


def test_all_that_write_at_once_are_stored_with_numbers_without_a_gap(store, afresh):
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            add(store, name)
            assert name in held(store)
        except BaseException as error:
            failed.append(error)

    others = [writes(store, f"process-{n}") for n in range(2)]
    threads = [threading.Thread(target=work, args=(f"thread-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    for other in others:
        assert other.communicate()[1] == b""
    assert failed == []
    assert len(held(store)) == len(held(afresh(store))) == 8
    found = store.contents()
    assert (found.commits, found.gaps) == (8, ())


@pytest.mark.parametrize(("when", "kept"), [("begun", []), ("written", []), ("committed", ["b"])])
def test_a_killed_process_leaves_the_state_before_or_the_state_after(store, when, kept):
    add(store, "a")
    other = writes(store, "b", when)
    other.communicate()
    assert other.returncode == -signal.SIGKILL
    assert held(store) == ["a", *kept]
    add(store, "z")
    assert held(store) == sorted(["a", *kept, "z"])
    assert store.contents().gaps == ()


def test_what_another_process_stored_is_seen_and_changes_the_versions(store):
    add(store, "a")
    before = store.version, store.data_version
    assert writes(store, "b").communicate()[1] == b""
    assert held(store) == ["a", "b"]
    assert store.version != before[0] and store.data_version != before[1]


def test_a_session_changes_the_version_and_not_that_of_the_data(store, afresh):
    add(store, "a")
    version, data = store.version, store.data_version
    with store.writing() as connection:
        connection.insert(
            "sessions",
            [{"session": name, "subject": "s", "name": "n", "email": "", "groups": "[]", "began_at": datetime(2021, 1, 1)} for name in "st"],
        )
    assert (store.version != version, store.data_version) == (True, data)
    with store.writing() as connection:
        connection.remove("sessions", over=["s"])
    for each in (store, afresh(store)):
        assert [row.session for row in each.rows("sessions")] == ["t"]
        assert each.data_version == data


def test_names_go_from_where_the_log_says_that_they_are(store, afresh):
    add(store, "a", "b")
    with store.writing() as connection:
        connection.remove("names", people=["key"], kinds=["upload"], abouts=["a"], names=["Clerk"])
    for each in (store, afresh(store)):
        assert {row.upload_id: row.uploaded_by for row in each.rows("uploads", programme="p", unit=None, at_most=9)} == {"a": "–", "b": "Clerk"}


def test_a_clock_that_was_set_back_puts_nothing_before_what_was_stored(store, monkeypatch, afresh):
    late = datetime(2030, 1, 1, 12)
    moments = []
    for clock in (late, late - timedelta(hours=1), late - timedelta(minutes=59)):
        monkeypatch.setattr(store_module, "now", lambda clock=clock: clock)
        with store.writing() as connection:
            moments.append(connection.moment(None))
            connection.insert("uploads", [upload(f"u{len(moments)}", uploaded_at=moments[-1])])
    assert moments == [late, late + timedelta(microseconds=1), late + timedelta(microseconds=2)]
    assert [row.upload_id for row in afresh(store).rows("uploads", programme="p", unit=None, at_most=9)] == ["u3", "u2", "u1"]


def test_for_the_public_nothing_about_people_is_read(store):
    with store.writing() as connection:
        connection.insert("uploads", [upload("a")])
        connection.insert("log_people", [{"person": "p", "salt": "", "subject": "s", "name": "Clerk", "email": "", "address": ""}])
    public = Store(store.address, is_read_only=True)
    assert held(public) == ["a"]
    assert public.rows("log_people") == [] and len(store.rows("log_people")) == 1


@pytest.mark.parametrize("other", KINDS)
def test_a_backup_is_the_same_file_and_restores_to_either_kind(store, other, request, tmp_path, afresh):
    target = request.getfixturevalue("database_server").store() if other == "database" else Store(tmp_path / "other.duckdb")
    add(store, "a")
    add(target, "gone")
    store.backup(tmp_path / "copy")
    add(store, "b")
    target.restore(tmp_path / "copy")
    assert held(target) == held(afresh(target)) == ["a"]
    assert (target.content("a"), target.content("gone")) == (b"form", None)
    add(target, "c")
    assert held(target) == ["a", "c"]
    assert target.contents().gaps == ()
    store.restore(tmp_path / "copy")
    assert held(store) == ["a"]
    assert [path.name for path in tmp_path.iterdir() if "half" in path.name or path.name.startswith(".")] == []
