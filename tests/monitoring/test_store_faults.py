"""What a store that is a file says and loses where its disk is full, it may not be written, its write-ahead log is
damaged, or another version made it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from itertools import count, repeat

import duckdb
import pytest

from monitoring.__main__ import main
from monitoring.storage import memory_copy, turns
from monitoring.storage.backend import Mark
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.storage.errors import StoreError
from monitoring.storage.file_queue import FileQueue
from monitoring.storage.statements import VERSION
from monitoring.store import Store
from monitoring.words import languages, words
from tests.monitoring.test_store import ROOT, add, held, kill_another

NOBODY = 65534


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    """With one upload."""
    store = Store(tmp_path / "monitoring.duckdb")
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    add(store, "a")
    return store


@contextmanager
def without_privileges(*paths):
    """Not as the superuser, whom no mode of a file stops."""
    if os.geteuid() != 0:
        yield
        return
    folder = paths[0].parent
    for each in (folder, *folder.parents):
        if each.stat().st_uid == 0 and each != folder.parents[-1]:
            each.chmod(each.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def code_of(doing) -> str:
    with pytest.raises(StoreError) as raised:
        doing()
    for language in languages():
        assert raised.value.text(words(language)) and words(language)(raised.value.key)
    return raised.value.code


def damage_zero(content: bytes) -> bytes:
    return bytes(64) + content[64:]


def damage_random(content: bytes) -> bytes:
    return bytes((number * 131 + 7) % 256 for number in range(len(content)))


def damage_cut(content: bytes) -> bytes:
    return content[: len(content) * 6 // 10]


@pytest.mark.parametrize("damage", [damage_zero, damage_random, damage_cut])
def test_a_delivery_that_was_lost_with_a_damaged_write_ahead_log_is_missed(store, damage, tmp_path, capsys):
    kill_another(store, "b", "committed")
    log = store.path.with_name(f"{store.path.name}.wal")
    log.write_bytes(damage(log.read_bytes()))
    memory_copy.forget_all()
    assert code_of(lambda: held(store)) in ("incomplete", "not-a-store")
    assert code_of(lambda: add(store, "c")) in ("incomplete", "not-a-store")
    for command in (["status"], ["backup", str(tmp_path / "copy.duckdb")], ["verify"]):
        assert main([*command, "--lang", "en"]) == 3
        assert str(store.path) in capsys.readouterr().err


def test_an_older_file_in_the_store_s_place_is_missed_until_somebody_says_that_it_is_meant(store, tmp_path):
    store.backup(tmp_path / "copy.duckdb")
    add(store, "b")
    os.replace(tmp_path / "copy.duckdb", store.path)
    memory_copy.forget_all()
    assert code_of(lambda: held(store)) == "incomplete"
    store.path.with_name(f"{store.path.name}.newest").unlink()
    assert held(store) == ["a"]


def test_a_restored_backup_is_meant(store, tmp_path):
    store.backup(tmp_path / "copy.duckdb")
    add(store, "b")
    store.restore(tmp_path / "copy.duckdb")
    memory_copy.forget_all()
    assert held(store) == ["a"]


def test_a_healthy_store_that_may_not_be_written_is_not_taken_for_a_damaged_one(store, tmp_path):
    store.backup(tmp_path / "copy.duckdb")
    before = store.path.read_bytes()
    store.path.chmod(0o444)
    (tmp_path / "copy.duckdb").chmod(0o444)
    with without_privileges(store.path):
        assert code_of(lambda: store.restore(tmp_path / "copy.duckdb")) == "unwritable"
        assert code_of(lambda: add(store, "b")) == "unwritable"
        assert held(store) == ["a"]
    assert store.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "damaged" in path.name] == []


def test_a_second_damaged_store_does_not_take_the_place_of_the_first(store, tmp_path, capsys):
    copy = tmp_path / "copy.duckdb"
    store.backup(copy)
    for text in (b"first", b"second"):
        store.path.write_bytes(text * 1000)
        assert main(["restore", str(copy), "--lang", "en"]) == 0
        assert "monitoring.duckdb.damaged" in capsys.readouterr().out
    kept = sorted(path for path in tmp_path.iterdir() if "damaged" in path.name and path.suffix != ".wal")
    assert [path.read_bytes()[:5] for path in kept] == [b"first", b"secon"]
    assert held(store) == ["a"]


FAULTS = {
    "full": (OSError, "No space left on device", "full"),
    "full, says DuckDB": (duckdb.IOException, 'Could not write file "x": No space left on device', "full"),
    "full at the commit": (duckdb.TransactionException, "Failed to commit: No space left on device", "full"),
    "over the quota": (duckdb.IOException, 'Could not write file "x": Disk quota exceeded', "full"),
    "a disk that became read-only": (duckdb.IOException, 'Cannot open file "x": Read-only file system', "unwritable"),
    "a damaged block": (duckdb.IOException, "Corrupt database file: computed checksum 1 does not match stored checksum 2", "not-a-store"),
}


@pytest.mark.parametrize(("error", "message", "code"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_after_the_file_was_opened_is_told_in_words(store, error, message, code):
    def fail() -> None:
        with store.writing() as connection:
            connection.insert("round_deadlines", [{"programme": "p", "year": 2021, "deadline": None, "set_by": "", "set_at": None}][:0])
            raise error(message)

    assert code_of(fail) == code
    assert held(store) == ["a"]
    add(store, "b")
    assert held(store) == ["a", "b"]


def test_a_store_of_a_newer_version_is_left_alone(store):
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("insert into schema_versions values (?, now()::timestamp, null)", [VERSION + 1])
    before = store.path.read_bytes()
    memory_copy.forget_all()
    assert code_of(lambda: held(store)) == "newer"
    assert code_of(lambda: add(store, "b")) == "newer"
    assert store.path.read_bytes() == before


def test_rows_that_a_program_of_version_1_added_are_seen(store):
    """Somebody went back to it for a while."""
    add(store, "b")
    with duckdb.connect(str(store.path)) as connection:
        columns = "programme, unit, file_name, sha256, content, layout, uploaded_by, uploaded_at, note"
        connection.execute(f"insert into uploads (upload_id, {columns}) select 'old', {columns} from uploads limit 1")
    assert held(store) == ["a", "b", "old"]
    add(store, "c")
    assert held(store) == ["a", "b", "c", "old"]


def test_a_turn_comes_as_long_as_others_have_theirs(monkeypatch):
    had, stored = iter([False, False, True]), count()
    assert turns.comes(lambda seconds: next(had), lambda: next(stored), 1)
    assert not turns.comes(lambda seconds: False, repeat("the same").__next__, 1)
    monkeypatch.setattr(turns, "LONGEST", -1)
    assert not turns.comes(lambda seconds: False, lambda: next(stored), 1)


def test_who_waits_for_the_file_waits_on_while_others_store(store, monkeypatch):
    monkeypatch.setattr(DuckDBFile, "patience", 0.2)
    with FileQueue(store.path, 1, to_write=True) as queue:
        waiting = threading.Thread(target=add, args=(store, "b"))
        waiting.start()
        for number in range(10):
            queue.tell(Mark(1, f"commit {number}"))
            waiting.join(0.1)
        assert waiting.is_alive()
        queue.tell(Mark(1))
    waiting.join(60)
    assert held(store) == ["a", "b"]


LEAVES = """
import sys
from pathlib import Path
from monitoring.storage import memory_copy
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.store import Store

store = Store(Path(sys.argv[1]))
assert store.commit_number
LONG = "select sum(a.range * b.range) from range(1000000) a, range(1000000) b"
DuckDBFile.feed = lambda backend, copy, since, tables: copy.execute(LONG).fetchall()
memory_copy.NEWS = 0.1
store.path.touch()
store.refresh()
assert store.behind_since
"""
"""Ends while its copy is still being updated."""


def test_a_process_that_ends_amid_an_update_ends_well(store):
    done = subprocess.run([sys.executable, "-c", LEAVES, str(store.path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
