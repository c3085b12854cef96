"""The store on a real DuckDB file: append-only, all or nothing, shared by processes, backed up and restored whole."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from monitoring.storage import memory_copy
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.storage.errors import NotAStore, StoreBusy
from monitoring.storage.statements import ABOUT_THE_STORE, PEOPLE, SQL, VERSION, statement
from monitoring.storage.whole_file import HALF
from monitoring.store import Store, digest

ROOT = Path(__file__).parents[2]
BEFORE_DIMENSIONS = Path(__file__).with_name("stores") / "before-dimensions.sql"
"""Makes a store with the tables that it had before figures had dimensions."""

# Run as `python -c OTHER PATH UPLOAD_ID WHEN`: adds an upload; WHEN says at which moment it says "here" and then waits or is killed.
OTHER = """
import os, signal, sys
from pathlib import Path
from monitoring import without_pandas
without_pandas.begin()
from monitoring.storage import attached_file
from monitoring.store import Store
from tests.monitoring.test_store import upload

path, upload_id, when = sys.argv[1:]

def reached(moment):
    if moment == when:
        print("here", flush=True)
        if sys.stdin.readline().strip() == "die":
            os.kill(os.getpid(), signal.SIGKILL)

detach = attached_file.AttachedFile.detach

def late(file):
    if not file.is_read_only:
        reached("committed")
    detach(file)

with Store(Path(path)).writing() as connection:
    reached("begun")
    connection.insert("uploads", [upload(upload_id)])
    reached("written")
    attached_file.AttachedFile.detach = late
"""


def upload(upload_id: str, **values) -> dict:
    return {
        "upload_id": upload_id,
        "programme": "p",
        "unit": "u",
        "file_name": "form.xlsx",
        "sha256": digest(b"form"),
        "content": b"form",
        "layout": "form",
        "uploaded_by": "Clerk",
        "uploaded_at": datetime(2021, 3, 1, 12),
        "note": "",
    } | values


def add(store: Store, *upload_ids: str) -> None:
    with store.writing() as connection:
        connection.insert("uploads", [upload(upload_id) for upload_id in upload_ids])


def held(store: Store) -> list[str]:
    return sorted(row.upload_id for row in store.rows("uploads", programme="p", unit=None, at_most=1000))


@contextmanager
def other_process(store: Store, upload_id: str, when: str):
    """Another process that has reached `when`; the block's end lets it go on to its end."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(store.path), upload_id, when], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with process:
        assert process.stdout.readline() == "here\n"
        yield process
        process.communicate("go on\n")
        assert process.returncode == 0


def kill_another(store: Store, upload_id: str, when: str) -> None:
    """Another process that is killed when it has reached `when`."""
    command = [sys.executable, "-c", OTHER, str(store.path), upload_id, when]
    done = subprocess.run(command, input="die\n", cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "monitoring.duckdb")


@pytest.fixture
def no_copies(monkeypatch) -> Callable[[], None]:
    """Forgets what was read of any store, now and when it is called."""

    def forget() -> None:
        monkeypatch.setattr(memory_copy, "_copies", OrderedDict())

    forget()
    return forget


def test_a_store_that_is_not_there_holds_nothing_and_reading_does_not_make_it(store):
    assert held(store) == []
    assert not store.path.exists()


def test_writing_makes_the_file_and_its_folder(tmp_path):
    store = Store(tmp_path / "new" / "monitoring.duckdb")
    add(store, "a")
    assert held(store) == ["a"]


def test_the_name_of_the_file_may_have_any_character(tmp_path):
    store = Store(tmp_path / 'the city\'s "store"; a, b.duckdb')
    add(store, "a")
    assert held(store) == ["a"]


def test_where_a_file_cannot_be_given_free_it_is_all_the_same_before_it_is_opened_again(store):
    add(store, "a")
    with store.writing() as connection:
        connection._transaction._file.connection.close()
    with other_process(store, "b", "written"):
        pass
    add(store, "c")
    assert held(store) == ["a", "b", "c"]


def test_nothing_is_ever_updated_or_deleted():
    changing = re.compile(r"\b(update|delete|truncate|drop|alter|(?<!create or )replace|replace (?!temp)|merge)\b", re.I)
    statements = {path.name: re.sub(r"--.*", "", path.read_text(encoding="utf-8")) for path in SQL.glob("*.sql")}
    assert len(statements) > 10
    assert {name for name, text in statements.items() if changing.search(text)} == set()
    assert {name for name, text in statements.items() if re.search(r"\binsert\b", text, re.I)} == set()


def test_only_what_may_not_be_kept_is_removed():
    removing = sorted(path.name for path in SQL.glob("removal/*"))
    assert removing == ["contacts.sql", "log_rows.sql", "names.sql", "sessions.sql", "subscriptions.sql"]


NOT_DATA = PEOPLE | ABOUT_THE_STORE


def test_the_version_of_the_data_is_worked_out_of_every_table_of_data():
    tables = {*re.findall(r"^create table if not exists (\w+)", statement("schema") + statement("former_tables"), re.M)}
    assert {*re.findall(r"from (\w+);$", statement("data_version"), re.M)} == tables - NOT_DATA
    assert tables > NOT_DATA


def test_data_changes_its_version_and_a_session_does_not(store, tmp_path):
    versions = [store.data_version]
    add(store, "a")
    versions.append(store.data_version)
    store.backup(tmp_path / "copy.duckdb")
    file = store.version
    with store.writing() as connection:
        connection.insert("session_uses", [{"session": "s", "used_at": datetime(2021, 3, 1)}])
        connection.insert("log_hashes", [{"number": 1, "hash": ""}])
    assert store.version != file and store.data_version == versions[-1]
    for withdrawn_by in ("Clerk", "Deputy"):
        with store.writing() as connection:
            row = {"upload_id": "a", "withdrawn_by": withdrawn_by, "withdrawn_at": datetime(2021, 4, 1), "reason": ""}
            connection.insert("withdrawals", [row])
        versions.append(store.data_version)
        store.restore(tmp_path / "copy.duckdb")
        assert store.data_version == versions[1]
    assert len(set(versions)) == len(versions) == 4, "a backup that went on differently is other data"


def test_a_file_that_did_not_change_is_not_opened_to_be_read(store, monkeypatch):
    add(store, "a")
    version = store.data_version
    monkeypatch.setattr(DuckDBFile, "_attached", None)
    assert Store(store.path).data_version == version
    assert held(Store(store.path)) == ["a"]


def test_a_check_reads_every_table_of_the_schema():
    with duckdb.connect(":memory:") as connection:
        connection.execute(statement("schema") + statement("former_tables"))
        found = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert len(found) > 10
    assert sorted(re.findall(r"from (\w+)", statement("everything"))) == sorted(found)


def test_rows_go_into_known_tables_only(store):
    with pytest.raises(ValueError, match="uploads; drop"), store.writing() as connection:
        connection.insert("uploads; drop table uploads", [upload("a")])
    assert held(store) == []


def test_values_are_bound_and_never_part_of_a_statement(store):
    add(store, "a'; drop table uploads; --")
    assert held(store) == ["a'; drop table uploads; --"]


def add_and_fail(store: Store) -> None:
    with store.writing() as connection:
        connection.insert("uploads", [upload("b"), upload("c")])
        raise RuntimeError("in the middle")


def test_a_connection_loads_nothing_and_sees_no_variables(store):
    add(store, "a")
    for number in range(2):
        with store.reading() if number else store.writing() as connection:
            settings = dict(connection._connection.execute("select name, value from duckdb_settings()").fetchall())
            assert {settings[f"{what}_known_extensions"] for what in ("autoload", "autoinstall")} == {"false"}
            assert settings["python_enable_replacements"] == "false"


def test_a_block_that_fails_keeps_nothing(store):
    add(store, "a")
    with pytest.raises(RuntimeError, match="in the middle"):
        add_and_fail(store)
    assert held(store) == ["a"]


def test_a_block_sees_its_own_rows(store):
    with store.writing() as connection:
        connection.insert("uploads", [upload("a")])
        assert connection.rows("upload_count", programme="p")[0].uploads == 1


@pytest.mark.parametrize("before", [[], ["a"]], ids=["first write", "later write"])
@pytest.mark.parametrize(("when", "kept"), [("begun", []), ("written", []), ("committed", ["b"])])
def test_a_killed_process_leaves_the_state_before_or_the_state_after(store, before, when, kept):
    if before:
        add(store, *before)
    kill_another(store, "b", when)
    assert held(store) == before + kept
    add(store, "z")
    assert held(store) == [*before, *kept, "z"]


def test_what_a_killed_process_committed_changes_the_version_and_is_in_the_backup(store, tmp_path):
    add(store, "a")
    before = store.version
    kill_another(store, "b", "committed")
    assert store.version != before
    store.backup(tmp_path / "copy.duckdb")
    assert held(Store(tmp_path / "copy.duckdb")) == ["a", "b"]
    assert held(store) == ["a", "b"]


def test_the_version_changes_with_every_write_and_only_then(store):
    versions = [store.version]
    for upload_id in "abc":
        add(store, upload_id)
        versions.append(store.version)
        held(store)
        assert store.version == versions[-1]
    assert len(set(versions)) == 4
    assert Store(store.path).version == versions[-1]


def test_two_processes_that_write_at_once_both_succeed(store):
    with other_process(store, "first", "written"):
        waiting = threading.Thread(target=add, args=(store, "second"))
        waiting.start()
    waiting.join(timeout=60)
    assert not waiting.is_alive()
    assert held(store) == ["first", "second"]


def test_a_reader_does_not_wait_for_a_writer_and_sees_a_whole_state(store):
    add(store, "a")
    with other_process(store, "b", "written"):
        assert held(store) == ["a"]
    assert held(store) == ["a", "b"]


def test_who_has_nothing_to_show_waits_for_a_writer_and_sees_its_state_whole(store, no_copies):
    found: list[list[str]] = []
    with other_process(store, "b", "written"):
        reading = threading.Thread(target=lambda: found.append(held(store)))
        reading.start()
    reading.join(timeout=60)
    assert found == [["b"]]


def test_a_reader_sees_one_state_while_others_wait(store):
    add(store, "a")
    with store.reading() as connection:
        before = connection.rows("upload_count", programme="p")[0].uploads
        writing = threading.Thread(target=add, args=(store, "b"))
        writing.start()
        assert connection.rows("upload_count", programme="p")[0].uploads == before == 1
    writing.join(timeout=60)
    assert held(store) == ["a", "b"]


@pytest.mark.parametrize("doing", [held, lambda store: add(store, "b"), lambda store: store.backup(store.path.with_name("copy"))])
def test_one_who_waited_long_enough_hears_that_the_store_is_busy(store, doing, monkeypatch, no_copies):
    add(store, "a")
    no_copies()
    with monkeypatch.context() as patched:
        patched.setattr(DuckDBFile, "patience", 0.2)
        with other_process(store, "c", "written"), pytest.raises(StoreBusy):
            doing(store)
    assert held(store) == ["a", "c"]


def test_those_who_wait_for_another_process_wait_together(store, monkeypatch, no_copies):
    monkeypatch.setattr(DuckDBFile, "patience", 0.5)
    add(store, "a")
    no_copies()
    told, jobs, start = [], [], memory_copy.Updating.start

    def started(job: threading.Thread) -> None:
        jobs.append(job)
        start(job)

    def read() -> None:
        with pytest.raises(StoreBusy):
            held(store)
        told.append(threading.get_ident())

    monkeypatch.setattr(memory_copy.Updating, "start", started)
    with other_process(store, "c", "written"):
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert len(told) == 4
    assert len(jobs) < 4, "one after the other each would wait for all its time"


def test_who_has_older_data_goes_on_with_it_while_another_process_has_the_store(store, monkeypatch):
    monkeypatch.setattr(memory_copy, "NEWS", 0.1)
    add(store, "a")
    version = store.data_version
    assert store.behind_since is None
    with other_process(store, "c", "written"):
        os.utime(store.path)
        assert (store.data_version, held(store)) == (version, ["a"]) and store.behind_since is not None
        since = store.behind_since
        assert (store.data_version, store.behind_since) == (version, since)
    later = time.monotonic() + 5
    monkeypatch.setattr(memory_copy.time, "monotonic", lambda: later)
    assert store.data_version != version and store.behind_since is None


def test_who_has_none_hears_that_the_store_is_busy(store, monkeypatch, no_copies):
    monkeypatch.setattr(DuckDBFile, "patience", 0.2)
    add(store, "a")
    no_copies()
    with other_process(store, "c", "written"), pytest.raises(StoreBusy):
        _ = Store(store.path).data_version


def somebody_elses(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table recipes (name varchar)")


def sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create table uploads (upload_id text)")
    connection.commit()
    connection.close()


def half_of_a_store(path: Path) -> None:
    whole = Store(path.with_name("whole.duckdb"))
    with whole.writing() as connection:
        connection.insert("uploads", [upload(f"u{n}", content=bytes([n]) * 50_000, note="n" * n) for n in range(200)])
    content = whole.path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


NO_STORES = {
    "text": lambda path: path.write_bytes(b"indicator;2021\n" * 1000),
    "a folder": lambda path: path.mkdir(),
    "sqlite": sqlite,
    "somebody else's": somebody_elses,
}


# In a folder whose name has "lock" in it: DuckDB's messages name the file, and a taken file is known by its message.
@pytest.mark.parametrize("make", NO_STORES.values(), ids=NO_STORES)
def test_what_is_no_store_is_refused_at_once_and_stays_as_it_is(tmp_path, make):
    (tmp_path / "lock").mkdir()
    store = Store(tmp_path / "lock" / "monitoring.duckdb")
    make(store.path)
    before = store.path.read_bytes() if store.path.is_file() else None
    for doing in (held, lambda store: add(store, "a"), Store.check):
        with pytest.raises(NotAStore):
            doing(store)
    assert (store.path.read_bytes() if store.path.is_file() else None) == before


def older(store: Store) -> None:
    """A store as the first version made it."""
    with duckdb.connect(str(store.path)) as connection:
        made = {text[1]: text[0] for text in re.finditer(r"create table (\w+) .*?\n\);", BEFORE_DIMENSIONS.read_text(encoding="utf-8"), re.S)}
        connection.execute("\n".join(made[name] for name in ("uploads", "observations", "progress", "evaluations", "withdrawals")))
        columns = upload("old")
        connection.execute(f"insert into uploads select {', '.join(f'${name}' for name in columns)}", columns)


def recipe(recipe_id: str, **values) -> dict:
    return {
        "recipe_id": recipe_id,
        "programme": "p",
        "unit": "u",
        "name": "log",
        "fingerprint": "day",
        "recipe": "{}",
        "replaces": None,
        "kept_by": "Clerk",
        "kept_at": datetime(2021, 3, 1),
    } | values


def recipes(store: Store) -> list[str]:
    return [row.recipe_id for row in store.rows("recipes", programme="p", unit=None)]


def test_a_store_that_an_older_version_made_is_read_as_it_stands_and_written_to(store, tmp_path):
    older(store)
    version = store.version
    assert (held(store), recipes(store)) == (["old"], [])
    assert store.data_version
    store.check()
    store.backup(tmp_path / "copy.duckdb")
    assert store.version == version, "reading leaves it alone"
    with store.writing() as connection:
        connection.insert("recipes", [recipe("r")])
    assert (held(store), recipes(store)) == (["old"], ["r"])
    store.restore(tmp_path / "copy.duckdb")
    assert (held(store), recipes(store)) == (["old"], [])


def test_of_recipes_those_hold_that_were_neither_replaced_nor_removed(store):
    with store.writing() as connection:
        connection.insert("recipes", [recipe("a"), recipe("b", replaces="a"), recipe("c", replaces="b"), recipe("d"), recipe("e", programme="q")])
        connection.insert("recipe_removals", [{"recipe_id": "d", "removed_by": "Clerk", "removed_at": datetime(2021, 4, 1)}])
    assert recipes(store) == ["c"]


def test_a_recipe_was_used_when_a_standing_delivery_was_read_with_it_or_a_version_before(store):
    def used():
        return [(row.recipe_id, row.used_at and row.used_at.day) for row in store.rows("recipes", programme="p", unit="u")]

    with store.writing() as connection:
        connection.insert("recipes", [recipe("a"), recipe("b", replaces="a")])
        connection.insert("uploads", [upload(f"u{day}", uploaded_at=datetime(2021, 3, day)) for day in (1, 2, 3)])
    assert used() == [("b", None)]
    with store.writing() as connection:
        pairs = (("u1", "a"), ("u2", "b"), ("u3", "b"))
        connection.insert("upload_recipes", [{"upload_id": upload_id, "recipe_id": recipe_id} for upload_id, recipe_id in pairs])
    assert used() == [("b", 3)]
    for upload_id, day in (("u3", 2), ("u2", 1), ("u1", None)):
        withdrawal = {"upload_id": upload_id, "withdrawn_by": "Clerk", "withdrawn_at": datetime(2021, 4, 1), "reason": ""}
        with store.writing() as connection:
            connection.insert("withdrawals", [withdrawal])
        assert used() == [("b", day)]


def test_a_backup_restores_what_was(store, tmp_path):
    add(store, "a")
    store.backup(tmp_path / "copy.duckdb")
    add(store, "b")
    version = store.version
    store.restore(tmp_path / "copy.duckdb")
    assert held(store) == ["a"]
    assert store.version != version
    add(store, "c")
    assert (held(store), held(Store(tmp_path / "copy.duckdb"))) == (["a", "c"], ["a"])


def test_a_backup_restores_to_a_place_that_is_empty(store, tmp_path):
    add(store, "a")
    store.backup(tmp_path / "copy.duckdb")
    fresh = Store(tmp_path / "elsewhere" / "monitoring.duckdb")
    fresh.restore(tmp_path / "copy.duckdb")
    assert held(fresh) == ["a"]


def test_the_log_that_a_killed_process_left_does_not_reach_the_restored_store(store, tmp_path):
    add(store, "a")
    store.backup(tmp_path / "copy.duckdb")
    kill_another(store, "late", "committed")
    store.restore(tmp_path / "copy.duckdb")
    assert held(store) == ["a"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.duckdb", "copy.duckdb.newest", "monitoring.duckdb", "monitoring.duckdb.newest"]


@pytest.mark.parametrize("make", [*NO_STORES.values(), half_of_a_store, lambda path: None], ids=[*NO_STORES, "half of a store", "nothing"])
def test_what_is_no_backup_leaves_the_store_alone(store, tmp_path, make):
    add(store, "a")
    version = store.version
    (tmp_path / "backups").mkdir()
    make(tmp_path / "backups" / "copy.duckdb")
    with pytest.raises(NotAStore):
        store.restore(tmp_path / "backups" / "copy.duckdb")
    assert (held(store), store.version) == (["a"], version)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(HALF)] == []


def test_a_backup_that_cannot_be_written_leaves_the_older_one(store, tmp_path):
    add(store, "a")
    store.backup(tmp_path / "copy.duckdb")
    store.path.write_bytes(b"damaged" * 1000)
    with pytest.raises(NotAStore):
        store.backup(tmp_path / "copy.duckdb")
    assert held(Store(tmp_path / "copy.duckdb")) == ["a"]


def test_a_backup_replaces_a_damaged_store_and_keeps_it(store, tmp_path):
    add(store, "a")
    store.backup(tmp_path / "copy.duckdb")
    store.path.write_bytes(b"damaged" * 1000)
    store.restore(tmp_path / "copy.duckdb")
    assert held(store) == ["a"]
    assert store.path.with_name(f"{store.path.name}.damaged").read_bytes().startswith(b"damaged")


def test_an_older_file_that_is_put_in_the_place_of_one_that_was_written_to_is_brought_up_to_date(store, tmp_path):
    add(store, "a")
    other = Store(tmp_path / "older.duckdb")
    older(other)
    other.path.replace(store.path)
    store.path.with_name(f"{store.path.name}.newest").unlink()
    add(store, "b")
    assert held(store) == ["b", "old"]
    with duckdb.connect(str(store.path), read_only=True) as connection:
        assert connection.execute("select version from schema_versions").fetchall() == [(VERSION,)]
