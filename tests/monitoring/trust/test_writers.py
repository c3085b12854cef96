"""Whatever writes to the store takes the person who acts, asks whether they may, and tells the log: found by reading the code, and tried."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import pytest

from loaders import delivery
from loaders.changes import Change
from loaders.delivery import ChangedMeanwhile, Delivery
from loaders.entries import Tidied
from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring import catalogue, contacts, evaluation_texts, mails, rounds, settings, subscriptions
from monitoring.contacts import Contact
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.dimensions import TOTAL
from monitoring.mails import Mail
from monitoring.model import CouncilTarget, Evaluation, EvaluationText, Trace
from monitoring.rounds import Deadline
from monitoring.storage import memory_copy
from monitoring.store import Store
from monitoring.trust import copies, grants, log, sessions
from monitoring.trust.people import GIVEN, RESIDENT, Grant, Person, Role, local
from monitoring.trust.permissions import Refused
from tests.monitoring.test_store import add, upload
from tests.test_architecture import name_of, nodes

ROOT = Path(__file__).parents[3]
VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
AT = datetime(2026, 3, 1, 9)

# What writes without a question, and why.
NOT_ASKED = {
    "monitoring/trust/log.py:transaction": "the transaction of all the others",
    "monitoring/trust/sessions.py:begin": "whoever the identity provider names may sign in",
    "monitoring/trust/sessions.py:end": "and out again",
    "monitoring/trust/sessions.py:refuse": "the log tells of whoever was not let in",
    "monitoring/trust/sessions.py:_write_use": "nobody acts: that a session is in use",
}


@dataclass(frozen=True)
class Function:
    """A function of the code: what it calls, by the last two parts of the names, and its parameters' types by name."""

    name: str
    calls: tuple[str, ...]
    parameters: dict[str, str]


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the code, with what its inner ones call."""
    paths = [path for folder in ("loaders", "monitoring", "tools", "pages", "publishing") for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(_function(path, node) for path in paths for node in nodes(path) if isinstance(node, ast.FunctionDef))


def _function(path: Path, node: ast.FunctionDef) -> Function:
    calls = tuple(ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call))
    arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    types = {one.arg: ast.unparse(one.annotation) if one.annotation else "" for one in arguments}
    return Function(f"{name_of(path)}:{node.name}", calls, types)


def those_that_call(*ends: str) -> Iterator[Function]:
    return (one for one in functions() if any(call.endswith(ends) for call in one.calls))


def writing() -> dict[str, Function]:
    """Every function that opens a transaction, by its name; but for those that nobody is asked for."""
    found = [one for one in those_that_call(".writing", "log.transaction") if one.name not in NOT_ASKED]
    found += [one for one in functions() if one.name.startswith("monitoring/trust/log.py:") and "transaction" in one.calls]
    return {one.name: one for one in found}


def test_what_writes_takes_a_person_and_asks():
    asking = {"require", *(one.name.partition(":")[2] for one in functions() if "require" in one.calls and "Person" in one.parameters.values())}
    assert {one.name for one in writing().values() if "Person" not in one.parameters.values() or not asking & {*one.calls}} == set()


def test_only_the_log_opens_the_store_for_writing():
    assert {one.name for one in those_that_call(".writing")} == {"monitoring/trust/log.py:transaction", "monitoring/trust/sessions.py:_write_use"}


def test_what_adds_rows_has_its_transaction_from_one_who_asked():
    adding = list(those_that_call("connection.insert"))
    assert len(adding) >= 12
    assert {
        one.name
        for one in adding
        if not any(call.endswith("transaction") for call in one.calls) and "WritingConnection" not in one.parameters.values()
    } == {"monitoring/trust/sessions.py:_write_use"}


def test_what_writes_tells_the_log():
    telling = {one.name for one in those_that_call("log.write")} | {one.name for one in functions() if {"insert", "_end"} & {*one.calls}}
    assert {one.name for one in those_that_call("log.transaction")} - telling == set()


def test_backups_are_made_and_restored_in_one_place():
    assert {one.name for one in those_that_call("store.backup", "store.restore", "source.backup", "target.restore")} == {
        "monitoring/trust/copies.py:back_up",
        "monitoring/trust/copies.py:move",
        "monitoring/trust/copies.py:restore",
    }


UNIT, OTHER = "welcome-office", "terveyspalvelut"
INDICATOR = VAASA.reported_by(UNIT)[0].indicator
RECIPE = Recipe(unit=UNIT, name="Log", headings=("day",), rules=(Rule(indicator=INDICATOR, how="rows"),))
CHANGE = Change("figure", INDICATOR, 2020, "2020", "value", TOTAL, None, 1.0, "new", "S", "A1", None)
PEOPLE = {
    "resident": RESIDENT,
    **{str(role): Person(f"{role}-1", f"Name of {role}", frozenset({Grant(role)})) for role in GIVEN if role is not Role.COORDINATOR},
    "coordinator": Person("c-1", "Own coordinator", frozenset({Grant(Role.COORDINATOR, UNIT)})),
    "coordinator of another unit": Person("o-1", "Other coordinator", frozenset({Grant(Role.COORDINATOR, OTHER)})),
    "local": local("Local person"),
}


def hand_in(store: Store, person: Person) -> None:
    """With a change that is not there any more: whether somebody may is asked before."""
    delivery.accept(Delivery("form.xlsx", b"", "form", UNIT, (), Tidied(), (CHANGE,)), store, VAASA, person)


def keep_recipe(store: Store, person: Person) -> None:
    stored_recipes.store_recipe(store, VAASA.programme.programme, RECIPE, person)


def delete_recipe(store: Store, person: Person) -> None:
    recipe_id = stored_recipes.store_recipe(store, VAASA.programme.programme, RECIPE, PEOPLE["secretary"])
    stored_recipes.delete(recipe_id, store, person)


def take_over_recipe(store: Store, person: Person) -> None:
    """Another unit's recipe replaced by one of the own."""
    recipe_id = stored_recipes.store_recipe(store, VAASA.programme.programme, RECIPE.model_copy(update={"unit": OTHER}), PEOPLE["secretary"])
    stored_recipes.store_recipe(store, VAASA.programme.programme, RECIPE, person, recipe_id)


def withdraw(store: Store, person: Person) -> None:
    with store.writing() as connection:
        connection.insert("uploads", [upload(f"upload of {person.name}", unit=UNIT)])
    delivery.withdraw(f"upload of {person.name}", store, person, {"": "A mistake"})


def set_deadline(store: Store, person: Person) -> None:
    rounds.set_deadline(store, VAASA, Deadline(2021, date(2022, 3, 31), "", AT), person)


def add_contact(store: Store, person: Person) -> None:
    contacts.add(store, VAASA, Contact("", UNIT, "Somebody", "somebody@town.example", "fi"), person)


def end_contact(store: Store, person: Person) -> None:
    contact = contacts.add(store, VAASA, Contact("", UNIT, "Somebody", "somebody@town.example", "fi"), PEOPLE["secretary"])
    contacts.end(store, VAASA, contact, person)


def begin_mails(store: Store, person: Person) -> None:
    mails.begin(store, VAASA, [Mail(UNIT, 2021, "c1", "fi", "Subject", "Body")], person)


def finish_mails(store: Store, person: Person) -> None:
    (mail,) = mails.begin(store, VAASA, [Mail(UNIT, 2021, "c1", "fi", "Subject", "Body")], PEOPLE["secretary"])
    mails.finish(store, {mail: "later"}, person)


def ask_for_digest(store: Store, person: Person) -> None:
    subscriptions.ask(store, VAASA, "somebody@town.example", "fi", "", person)


def confirm_digest(store: Store, person: Person) -> None:
    subscriptions.confirm(store, VAASA, subscriptions.ask(store, VAASA, "somebody@town.example", "fi", "", RESIDENT), person)


def end_digest(store: Store, person: Person) -> None:
    subscriptions.end(store, VAASA, subscriptions.ask(store, VAASA, "somebody@town.example", "fi", "", RESIDENT), person)


def begin_digests(store: Store, person: Person) -> None:
    subscriptions.due(store, VAASA, person)


def tell_digest(store: Store, person: Person) -> None:
    subscriptions.told(store, "s1", AT, "sent", person)


def translate(store: Store, person: Person) -> None:
    with store.writing() as connection:
        connection.insert("uploads", [upload(person.name, unit=UNIT, programme=VAASA.programme.programme)])
        connection.insert(
            "evaluations", [{"upload_id": person.name, "goal": "TYO1", "year": 2021, "text": "A", "proposal": "", "sheet": "", "cell": ""}]
        )
    evaluation = Evaluation("TYO1", UNIT, 2021, "A", "", Trace(person.name, "", "", "", "", AT))
    evaluation_texts.write(store, VAASA, evaluation, [EvaluationText("fi", "A", "")], person)


def write_meeting(store: Store, person: Person) -> None:
    meetings.write(store, VAASA, Meeting("m1", "Spring", date(2026, 3, 2), 2022, ("TYO1",), AT), person)


def decide(store: Store, person: Person) -> None:
    decisions.decide(store, VAASA, "TYO1", "noted", Wording("Noted"), person)


def rewrite(store: Store, person: Person) -> None:
    decision = decisions.decide(store, VAASA, "TYO1", "agreed", Wording("Do it"), PEOPLE["secretary"])
    decisions.rewrite(store, VAASA, decision, Wording("Do it", state="done"), person)


def _target() -> CouncilTarget:
    return CouncilTarget("TUR1.1", council_targets.made(VAASA, "TUR1.1", "each-year", "up", 3, 2021, 2022), 2021, "A reason")


def set_target(store: Store, person: Person) -> None:
    council_targets.set_target(store, VAASA, _target(), person)


def withdraw_target(store: Store, person: Person) -> None:
    council_targets.set_target(store, VAASA, _target(), PEOPLE["secretary"])
    council_targets.withdraw_target(store, VAASA, _target(), person)


def decide_where_let(store: Store, person: Person) -> None:
    """In a meeting in which the secretary lets council members write."""
    meeting = Meeting("m1", "Spring", date(2026, 3, 2), 2022, ("TYO1",), AT, is_for_members=True)
    meetings.write(store, VAASA, meeting, PEOPLE["secretary"])
    decisions.decide(store, VAASA, "TYO1", "noted", Wording("Noted", meeting="m1"), person)


def give_role(store: Store, person: Person) -> None:
    grants.give(store, VAASA, "group", "staff", Grant(Role.SECRETARY), person)


def end_role(store: Store, person: Person) -> None:
    grants.end(store, grants.give(store, VAASA, "group", "staff", Grant(Role.SECRETARY), PEOPLE["administrator"]), person)


def sign_others_out(store: Store, person: Person) -> None:
    sessions.begin(store, Person("x-1", "Somebody"), ())
    sessions.end_all(store, person, "x-1")


def take_the_log_along(store: Store, person: Person) -> None:
    log.taken_along(store, person)


def take_along_what_is_not_public(store: Store, person: Person) -> None:
    log.downloaded(store, person, "file", "figures.csv")


def clear_the_log(store: Store, person: Person) -> None:
    set_deadline(store, PEOPLE["secretary"])
    log.expire(store, datetime(2100, 1, 1), person)


def make_anonymous(store: Store, person: Person) -> None:
    set_deadline(store, PEOPLE["secretary"])
    log.anonymise(store, "secretary-1", person)


def back_up(store: Store, person: Person) -> None:
    add(store, person.name)
    copies.back_up(store, store.path.with_name("copy.duckdb"), person)


def restore_from(store: Store, source: Path, person: Person) -> None:
    """As by the command, after which another process reads: this one could show what was there before, where the machine is slow."""
    copies.restore(store, source, person)
    memory_copy.forget_all()


def restore(store: Store, person: Person) -> None:
    add(store, person.name)
    store.backup(store.path.with_name("copy.duckdb"))
    restore_from(store, store.path.with_name("copy.duckdb"), person)


def move(store: Store, person: Person) -> None:
    add(store, person.name)
    moved = copies.move(store, Store(store.path.with_name("other.duckdb")), VAASA, person)
    assert {table.table: table.rows for table in moved.contents.tables}["uploads"] == 1


SECRETARYS, OWN, ADMINISTRATORS = {"secretary", "local"}, {"secretary", "local", "coordinator"}, {"administrator", "local"}
WRITERS: dict[Callable[[Store, Person], None], tuple[set[str], str]] = {
    hand_in: (OWN, "delivery-accepted"),
    withdraw: (OWN, "delivery-withdrawn"),
    keep_recipe: (OWN, "recipe-stored"),
    delete_recipe: (OWN, "recipe-deleted"),
    take_over_recipe: (SECRETARYS, "recipe-stored"),
    set_deadline: (SECRETARYS, "deadline-set"),
    add_contact: (SECRETARYS, "contact-added"),
    end_contact: (SECRETARYS, "contact-ended"),
    begin_mails: (SECRETARYS, "mail-sent"),
    finish_mails: (SECRETARYS, "mail-failed"),
    ask_for_digest: (set(PEOPLE), "subscription-asked"),
    confirm_digest: (set(PEOPLE), "subscription-confirmed"),
    end_digest: (set(PEOPLE), "subscription-ended"),
    begin_digests: (SECRETARYS, "digests-begun"),
    tell_digest: (SECRETARYS, "mail-sent"),
    translate: (OWN, "evaluation-translated"),
    write_meeting: (SECRETARYS, "meeting-written"),
    decide: (SECRETARYS, "decision-made"),
    rewrite: (SECRETARYS, "decision-changed"),
    set_target: (SECRETARYS, "target-set"),
    withdraw_target: (SECRETARYS, "target-withdrawn"),
    back_up: (ADMINISTRATORS, "backed-up"),
    restore: (ADMINISTRATORS, "restored"),
    move: (ADMINISTRATORS, "backed-up"),
    decide_where_let: (SECRETARYS | {"council-member"}, "decision-made"),
    give_role: (ADMINISTRATORS, "role-given"),
    end_role: (ADMINISTRATORS, "role-ended"),
    sign_others_out: (ADMINISTRATORS, "signed-out"),
    take_the_log_along: (ADMINISTRATORS, "log-taken-along"),
    clear_the_log: (ADMINISTRATORS, "log-expired"),
    make_anonymous: (ADMINISTRATORS, "anonymised"),
    take_along_what_is_not_public: (PEOPLE.keys() - {"resident"}, "downloaded"),
}
TRIED = {
    "loaders/delivery.py": {"accept", "withdraw"},
    "loaders/recipes/stored_recipes.py": {"delete", "store_recipe"},
    "monitoring/council/council_targets.py": {"_write"},
    "monitoring/council/decisions.py": {"decide", "rewrite"},
    "monitoring/council/meetings.py": {"write"},
    "monitoring/contacts.py": {"add", "end"},
    "monitoring/mails.py": {"begin", "finish"},
    "monitoring/evaluation_texts.py": {"write"},
    "monitoring/rounds.py": {"set_deadline"},
    "monitoring/subscriptions.py": {"ask", "confirm", "due", "end", "told"},
    "monitoring/trust/copies.py": {"_write", "move", "restore"},
    "monitoring/trust/grants.py": {"end", "give"},
    "monitoring/trust/log.py": {"anonymise", "ask", "downloaded", "expire", "taken_along"},
    "monitoring/trust/sessions.py": {"end_all"},
}
"""The functions that the writers above call, by module: a new one is tried there too."""


def test_every_function_that_writes_is_tried():
    assert set(writing()) == {f"{module}:{name}" for module, names in TRIED.items() for name in names}


ONCE = {add_contact, ask_for_digest, give_role, make_anonymous, move, restore, set_deadline, set_target, translate, write_meeting}
"""Those that do nothing a second time, or cannot: each person has a store of their own for them."""


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
def test_who_may_does_it_in_their_name(writer, tmp_path):
    allowed, event = WRITERS[writer]
    stores = {name: Store(tmp_path / (name if writer in ONCE else "all") / "monitoring.duckdb") for name in sorted(allowed)}
    for name, store in stores.items():
        person = PEOPLE[name]
        if writer is hand_in:
            # It was allowed: what it would change is looked at next.
            with pytest.raises(ChangedMeanwhile):
                writer(store, person)
            continue
        writer(store, person)
        entries = log.entries(store, PEOPLE["administrator"])
        if writer is take_along_what_is_not_public and name == "local":
            # Where nobody signs in, nothing is told of it.
            assert [entry.name for entry in reversed(entries)] == [PEOPLE[one].name for one in sorted(allowed) if one < name]
            continue
        assert (entries[0].name, entries[0].event) == (person.name, event), name
    for store in {store.address: store for store in stores.values()}.values():
        assert log.verify(store, PEOPLE["administrator"]) == []


@pytest.mark.parametrize("writer", [writer for writer, (allowed, _) in WRITERS.items() if allowed < set(PEOPLE)], ids=lambda writer: writer.__name__)
def test_nobody_else_does_it(writer, tmp_path):
    """One after the other, in the same store: each leaves nothing but the refusal."""
    store, others = Store(tmp_path / "monitoring.duckdb"), [person for name, person in PEOPLE.items() if name not in WRITERS[writer][0]]
    for person in others:
        with pytest.raises(Refused):
            writer(store, person)
    entries = log.entries(store, PEOPLE["administrator"])
    assert entries[0].event == "refused"
    assert [entry.name for entry in reversed(entries) if entry.event == "refused"] == [person.name for person in others]
    assert log.verify(store, PEOPLE["administrator"]) == []


def test_a_delivery_is_told_with_its_recipes(example_store):
    told = [entry.event for entry in log.entries(example_store, local("Reader"))]
    uploads = example_store.rows("uploads", programme=VAASA.programme.programme, unit=None, at_most=None)
    assert told.count("delivery-accepted") == len(uploads) > 50
    assert told.count("delivery-withdrawn") == sum(row.withdrawn_at is not None for row in uploads) > 0
    assert told.count("recipe-stored") == len(example_store.rows("recipes", programme=VAASA.programme.programme, unit=None)) > 5
    assert log.verify(example_store, local("Reader")) == []


def test_a_backup_that_failed_is_told(tmp_path):
    store = Store(tmp_path / "monitoring.duckdb")
    add(store, "a")
    with pytest.raises(OSError, match="no-such-folder"):
        copies.back_up(store, tmp_path / "no-such-folder" / "copy.duckdb", PEOPLE["administrator"])
    assert [entry.outcome for entry in log.entries(store, PEOPLE["administrator"])] == ["failed", "done"]


def test_a_store_on_a_disk_that_is_only_read_is_copied_all_the_same(tmp_path, monkeypatch):
    store, copy = Store(tmp_path / "monitoring.duckdb"), Store(tmp_path / "copy.duckdb")
    add(store, "a")
    monkeypatch.setattr(Store, "writing", lambda store: pytest.fail("nobody can write to it"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    copies.back_up(store, copy.path, PEOPLE["administrator"])
    copy.check()
    assert copy.data_version[1:] == store.data_version[1:]
    with pytest.raises(Refused):
        copies.back_up(store, copy.path, PEOPLE["secretary"])


def test_what_was_restored_tells_where_the_log_before_it_ended(tmp_path):
    store, administrator = Store(tmp_path / "monitoring.duckdb"), PEOPLE["administrator"]
    add(store, "a")
    copies.back_up(store, tmp_path / "copy.duckdb", administrator)
    set_deadline(store, PEOPLE["secretary"])
    end = log.end(store)
    restore_from(store, tmp_path / "copy.duckdb", administrator)
    restored, backed_up = log.entries(store, administrator)
    assert (restored.event, restored.about, backed_up.event) == ("restored", f"copy.duckdb {end}", "backed-up")
    assert rounds.deadlines(store, VAASA, 2021) == []
    assert log.verify(store, administrator) == []


def test_whoever_is_made_anonymous_is_named_nowhere_and_what_they_did_stays(tmp_path):
    store, secretary, administrator = Store(tmp_path / "monitoring.duckdb"), PEOPLE["secretary"], PEOPLE["administrator"]
    for writer in (
        keep_recipe,
        delete_recipe,
        set_deadline,
        end_contact,
        finish_mails,
        write_meeting,
        decide,
        rewrite,
        set_target,
        withdraw_target,
        withdraw,
    ):
        writer(store, secretary)
    set_deadline(store, PEOPLE["local"])
    rounds.set_deadline(store, VAASA, Deadline(2021, date(2022, 4, 30), "", AT), PEOPLE["local"])
    before = named(store, secretary.name)
    deeds = {"withdrawals", "recipes", "recipe_removals", "round_deadlines", "contacts", "contact_ends", "mails", "meetings", "decisions", "targets"}
    assert before.keys() == deeds | {"log_people"}
    assert log.anonymise(store, secretary.subject, administrator) == 1
    assert named(store, secretary.name) == {}
    assert {table: count for table, count in named(store, "–").items()} == {table: count for table, count in before.items() if table != "log_people"}
    assert named(store, PEOPLE["local"].name) == {"round_deadlines": 1, "log_people": 1}, "others keep their names"
    assert log.verify(store, administrator) == []


def named(store: Store, name: str) -> dict[str, int]:
    """How many rows of each table have the name in a column."""
    with duckdb.connect(str(store.path), read_only=True) as connection:
        tables = [table for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        rows = {table: connection.execute(f"from {table}").fetchall() for table in tables}
    return {table: count for table, found in rows.items() if (count := sum(name in row for row in found))}
