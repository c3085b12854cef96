"""A store in PostgreSQL: its tables, its users, and what is said where the server is away, full, old or somebody else's."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from threading import Event, Thread

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from monitoring import catalogue, settings
from monitoring.__main__ import main
from monitoring.storage import memory_copy, postgresql_server
from monitoring.storage import postgresql as postgresql_store
from monitoring.storage.errors import StoreError
from monitoring.storage.postgresql import PostgreSQL
from monitoring.storage.postgresql_server import Server
from monitoring.storage.statements import PEOPLE, columns, statement
from monitoring.store import Store, now
from monitoring.trust import copies
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests import postgresql
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure, withdraw
from tests.monitoring.test_store import add, held

TYPES = {"varchar": "character varying", "blob": "bytea", "double": "double precision", "timestamp": "timestamp without time zone"}
SESSION = {"session": "s", "subject": "", "name": "", "email": "", "groups": "[]"}


@pytest.fixture
def store(database_server) -> Store:
    return database_server.store()


def code_of(doing) -> str:
    with pytest.raises(StoreError) as raised:
        doing()
    for language in languages():
        assert raised.value.text(words(language)) and words(language)(raised.value.key)
    return raised.value.code


def connected(store: Store) -> psycopg.Connection:
    return psycopg.connect(store.address, autocommit=True)


def test_the_tables_have_the_columns_of_the_file_s_in_the_same_order(store):
    with connected(store) as connection:
        query = "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by ordinal_position"
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in connection.execute(query).fetchall():
            found.setdefault(table, {})[column] = kind
    assert found == {table: {name: TYPES.get(kind, kind) for name, kind in names.items()} for table, names in columns().items()}
    assert [list(found[table]) for table in columns()] == [list(names) for names in columns().values()]


def test_migrating_again_changes_nothing(store):
    add(store, "a")
    before = store.contents()
    store.migrate()
    assert store.contents() == before


def test_the_address_has_no_secret_where_a_person_sees_it():
    known = PostgreSQL("postgresql://clerk:hush@db.example:5433/monitoring?sslmode=require")
    assert known.place == "postgresql://db.example:5433/monitoring"


@pytest.fixture
def users(store, database_server):
    """Makes the users of deploy/postgresql/roles.sql and gives them their rights."""
    with database_server.connected() as connection:
        for name in ("monitoring_app", "monitoring_public"):
            if not connection.execute("select from pg_roles where rolname = %s", [name]).fetchall():
                connection.execute(f"create role {name} login")
    with connected(store) as connection:
        connection.execute("grant usage on schema public to monitoring_app, monitoring_public")
    store.migrate()
    return lambda name: store.address.replace("user=tester", f"user={name}")


def test_the_dashboard_s_user_adds_and_reads_and_removes_sessions_and_addresses_only(store, users):
    app = Store(users("monitoring_app"))
    add(app, "a")
    with app.writing() as connection:
        connection.insert("sessions", [SESSION | {"began_at": connection.now}])
    with app.writing() as connection:
        connection.remove("sessions", over=["s"])
    assert (held(app), app.rows("sessions")) == (["a"], [])
    with app.writing() as connection:
        connection.remove("contacts")
        connection.remove("subscriptions", unconfirmed=connection.now)

    def forget() -> None:
        with app.writing() as connection:
            connection.remove("log_rows", last=1)

    assert code_of(forget) == "not-allowed"
    with psycopg.connect(users("monitoring_app"), autocommit=True) as connection:
        for sql in ("update uploads set unit = 'x'", "delete from figures", "truncate log", "drop table uploads", "create table mine (n int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql)


def test_the_public_s_user_reads_the_programme_and_nobody_s_name_or_file(store, users):
    add(store, "a")
    public = Store(users("monitoring_public"), is_read_only=True)
    memory_copy.forget_all()
    assert held(public) == ["a"]
    with psycopg.connect(users("monitoring_public"), autocommit=True) as connection:
        for sql in (
            "select content from uploads",
            "insert into commits values (9, '', now(), '', '')",
            *(f"select * from {table}" for table in PEOPLE),
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql)


def insert(store: Store, table: str, rows: list[dict]) -> None:
    with store.writing() as connection:
        connection._transaction.insert(table, rows)


def test_rows_refer_to_each_other_and_come_once(store):
    add(store, "a")
    row = {"upload_id": "a", "withdrawn_by": "", "withdrawn_at": None, "reason": ""}
    for table, wrong in (
        ("withdrawals", [row | {"upload_id": "z"}]),
        ("withdrawals", [row, row]),
        ("uploads", [{"upload_id": "a"}]),
    ):
        with pytest.raises(psycopg.errors.IntegrityError):
            insert(store, table, [each | ({"withdrawn_at": now()} if table == "withdrawals" else {}) for each in wrong])
    assert held(store) == ["a"]


def test_a_database_without_our_tables_says_how_they_are_made(database_server):
    with database_server.connected() as connection:
        connection.execute("create database nothing_in_it")
    bare = Store(database_server.address("nothing_in_it"))
    assert code_of(lambda: held(bare)) == "not-prepared"
    bare.migrate()
    assert held(bare) == []


def test_a_server_that_does_not_answer_a_wrong_database_and_a_newer_program_are_told(store, database_server, tmp_path, monkeypatch):
    monkeypatch.setattr(Server, "patience", 0.2)
    assert code_of(lambda: held(Store(f"postgresql:///monitoring?host={tmp_path}&connect_timeout=2"))) == "down"
    assert code_of(lambda: held(Store(database_server.address("no_such_database")))) == "refused"
    with connected(store) as connection:
        connection.execute("insert into schema_versions values (99, now())")
    memory_copy.forget_all()
    assert code_of(lambda: held(store)) == "newer"
    assert code_of(lambda: add(store, "a")) == "newer"


STATES = {
    "53100": "full",
    "53300": "busy",
    "55P03": "busy",
    "57014": "busy",
    "40001": "busy",
    "57P01": "down",
    "57P03": "down",
    "08006": "down",
    "25006": "unwritable",
}


@pytest.mark.parametrize(("state", "code"), STATES.items())
def test_what_the_server_says_is_known_by_its_code_and_not_by_its_words(store, state, code):
    def fail() -> None:
        with store.writing() as connection:
            connection._transaction.execute(f"do 'begin raise exception ''disken är full'' using errcode = ''{state}''; end'", {})

    assert code_of(fail) == code


def test_where_the_lock_is_not_had_in_time_nothing_is_stored_and_readers_read_on(store, monkeypatch):
    add(store, "a")
    monkeypatch.setattr(Server, "patience", 0.2)
    with connected(store) as connection, connection.transaction():
        connection.execute(statement("postgresql/lock"))
        assert code_of(lambda: add(store, "b")) == "busy"
        assert held(store) == ["a"] and store.behind_since is None
    add(store, "b")
    assert held(store) == ["a", "b"]


def test_who_waits_for_the_lock_waits_on_while_others_store(store, monkeypatch):
    add(store, "a")
    monkeypatch.setattr(Server, "patience", 0.1)
    stored, longer = count(), Event()

    def newest(connection: psycopg.Connection) -> int:
        connection.rollback()
        number = next(stored)
        if number == 5:
            longer.set()
        return number

    monkeypatch.setattr(postgresql_store, "_newest", newest)
    with connected(store) as connection, connection.transaction():
        connection.execute(statement("postgresql/lock"))
        waiting = Thread(target=add, args=(store, "b"))
        waiting.start()
        assert longer.wait(60)
    waiting.join(60)
    assert held(store) == ["a", "b"]


def test_a_database_that_gives_no_connection_right_now_is_asked_again(store, database_server):
    add(store, "a")
    name = conninfo_to_dict(store.address)["dbname"]
    memory_copy.forget_all()
    with database_server.connected() as connection:
        connection.execute(f"alter database {name} allow_connections false")
        reading = Thread(target=lambda: found.extend(held(store)))
        found: list[str] = []
        reading.start()
        reading.join(0.3)
        assert reading.is_alive()
        connection.execute(f"alter database {name} allow_connections true")
        reading.join(60)
    assert found == ["a"]


def only_process(store: Store, server: postgresql.Server) -> int:
    """The number of the one process of the server that serves the store. That of a closed connection needs a moment to end."""
    name = conninfo_to_dict(store.address)["dbname"]
    until = time.monotonic() + 15
    with server.connected() as connection:
        while True:
            found = connection.execute("select pid from pg_stat_activity where datname = %s", (name,)).fetchall()
            if len(found) == 1 or time.monotonic() > until:
                ((process,),) = found
                return process


def test_a_process_that_writes_has_one_connection(store, database_server):
    add(store, "a")
    assert held(store) == ["a"]
    with store.writing():
        only_process(store, database_server)


@pytest.fixture
def frozen(store, database_server):
    """Stops the server's process that serves the store's transaction."""
    stopped: list[int] = []

    def freeze() -> None:
        process = only_process(store, database_server)
        os.kill(process, signal.SIGSTOP)
        stopped.append(process)

    yield freeze
    for process in stopped:
        os.kill(process, signal.SIGCONT)


def test_a_server_that_takes_a_question_and_is_silent_is_given_up(store, frozen, monkeypatch):
    add(store, "a")
    monkeypatch.setattr(postgresql_server, "ANSWER", 0.5)

    def store_one() -> None:
        with store.writing() as connection:
            frozen()
            connection.insert("sessions", [SESSION | {"began_at": connection.now}])

    assert code_of(store_one) == "down"
    assert held(store) == ["a"]


def test_a_server_that_is_silent_while_it_stores_is_asked_later_whether_it_did(store, frozen, monkeypatch):
    add(store, "a")
    monkeypatch.setattr(postgresql_server, "ANSWER", 0.5)
    monkeypatch.setattr(Server, "patience", 0.2)
    number = store.commit_number

    def store_one() -> None:
        with store.writing() as connection:
            connection.insert("sessions", [SESSION | {"began_at": connection.now}])
            monkeypatch.setattr(connection._transaction._connection, "commit", lambda: (frozen(), commit()))
            commit = type(connection._transaction._connection).commit.__get__(connection._transaction._connection)

    assert code_of(store_one) == "unknown"
    assert store.commit_number == number


@pytest.mark.parametrize("is_stored", [True, False])
def test_whether_it_was_stored_is_asked_where_the_answer_is_lost(store, is_stored):
    add(store, "a")
    with suppress(StoreError), store.writing() as connection:
        connection.insert("sessions", [SESSION | {"began_at": connection.now}])
        server = connection._transaction._connection
        commit = server.commit

        def lose() -> None:
            if is_stored:
                commit()
            server.close()
            raise psycopg.OperationalError("the answer is lost")

        server.commit = lose
        number = connection._number
    assert (store.commit_number == number) is is_stored
    assert len(store.rows("sessions")) == is_stored


def test_a_server_that_goes_away_leaves_what_was_read_and_one_that_comes_back_is_found():
    server = postgresql.started()
    try:
        store = server.store()
        add(store, "a")
        server.stop("immediate")
        assert held(store) == ["a"] and store.behind_since is not None
        assert code_of(lambda: add(store, "b")) == "down"
        server.start()
        add(store, "c")
        assert held(store) == ["a", "c"]
        assert store.contents().gaps == ()
    finally:
        memory_copy.forget_all()
        server.end()


def test_a_store_moves_into_a_database_and_back_and_is_the_same(store, tmp_path, monkeypatch, capsys):
    file = Store(tmp_path / "monitoring.duckdb")
    for day, value in ((1, 12), (3, 14), (5, 9)):
        deliver(file, day, [figure("STR1.1", "2021", value)])
    withdraw(file, "upload-5")
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    monkeypatch.setenv("MONITORING_DATABASE", str(file.path))
    assert main(["move", "--to", store.address, "--json"]) == 0
    moved = json.loads(capsys.readouterr().out)
    assert {table["table"]: table["rows"] for table in moved["tables"]}["figures"] == 3 and moved["moments"] == 5
    assert main(["move", "--to", store.address, "--lang", "en"]) == 1
    assert "not empty" in capsys.readouterr().err
    monkeypatch.setenv("MONITORING_STORE", store.address)
    assert main(["verify", "--lang", "en"]) == 0
    assert re.search(r"^figures +3 ", capsys.readouterr().out, re.M)
    assert main(["status", "--json"]) == 0
    back = tmp_path / "back.duckdb"
    assert main(["move", "--to", str(back)]) == 0
    assert held(Store(back)) == held(store)
    assert main(["backup", str(tmp_path / "copy.duckdb")]) == 0 and main(["restore", str(tmp_path / "copy.duckdb")]) == 0
    assert held(store) == held(file)


def test_a_move_is_proven_on_what_the_database_has_and_not_on_an_older_copy(store, tmp_path, monkeypatch):
    file = Store(tmp_path / "monitoring.duckdb")
    deliver(file, 1, [figure("STR1.1", "2021", 12)])
    assert store.is_empty
    # As where the database does not answer in time.
    monkeypatch.setattr(memory_copy.MemoryCopy, "refresh", lambda copy: None)
    assert copies.move(file, store, catalogue.read(HARBOUR), local("Administrator")).moments == 2


def test_the_command_line_speaks_to_a_database(store):
    def run(module: str, *arguments: str) -> dict:
        command = [sys.executable, "-m", module, *arguments, "--json"]
        done = subprocess.run(
            command, cwd=settings.ROOT, env=os.environ | {"MONITORING_STORE": store.address}, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    form = next((settings.DATA / "examples").rglob("*_hallintopalvelut.xlsx"))
    assert store.content(run("loaders", "load", str(form), "--by", "Clerk")["upload_id"]) == form.read_bytes()
    assert run("monitoring", "status")["indicators"]


def test_an_address_of_another_kind_is_no_setting(monkeypatch, capsys):
    monkeypatch.setenv("MONITORING_STORE", "mysql://db/monitoring")
    assert main(["status"]) == 1
    assert "MONITORING_STORE" in capsys.readouterr().err
