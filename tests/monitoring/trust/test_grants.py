"""Roles: given to an address or a group and ended, read from the mapping file, looked up anew each time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from monitoring import catalogue, settings
from monitoring.__main__ import main
from monitoring.catalogue import CatalogueError
from monitoring.store import Store
from monitoring.trust import grants, log
from monitoring.trust.grants import EMAIL, GROUP
from monitoring.trust.people import Grant, Person, Role
from monitoring.trust.permissions import Refused
from monitoring.trust.sessions import Session
from monitoring.words import words

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
UNIT, OTHER = list(VAASA.units)[:2]
COORDINATOR, SECRETARY = Grant(Role.COORDINATOR, UNIT), Grant(Role.SECRETARY)
ADMINISTRATOR = Person("k-1", "Kaisa", frozenset({Grant(Role.ADMINISTRATOR)}))
AT = datetime(2026, 3, 1, 9)


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    monkeypatch.delenv("MONITORING_ROLES", raising=False)
    return Store(settings.database())


@pytest.fixture
def mapped(tmp_path, monkeypatch):
    def put(*lines: str, encoding: str = "utf-8") -> None:
        path = tmp_path / "roles.csv"
        path.write_text("\n".join(("claim,role,unit", *lines)), encoding=encoding)
        monkeypatch.setenv("MONITORING_ROLES", str(path))

    return put


def roles_of(store: Store, email: str = "", *groups: str) -> set[Grant]:
    return set(grants.of(store, VAASA, Session("5e55", "a-1", "Anna", email, groups, AT, AT)))


def test_a_role_is_given_to_an_address_and_ended(store):
    role_id = grants.give(store, VAASA, EMAIL, " Anna@City.example ", COORDINATOR, ADMINISTRATOR)
    assert roles_of(store, "anna@city.EXAMPLE") == {COORDINATOR}
    assert roles_of(store, "bertil@city.example") == roles_of(store) == set()
    grants.end(store, role_id, ADMINISTRATOR)
    assert roles_of(store, "anna@city.example") == set()
    (given,) = grants.history(store, ADMINISTRATOR)
    assert (given.to, given.grant, given.by, given.ended_by) == ("anna@city.example", COORDINATOR, "Kaisa", "Kaisa")
    assert [(entry.event, entry.about) for entry in log.entries(store, ADMINISTRATOR)] == [("role-ended", role_id), ("role-given", role_id)]


def test_a_group_is_not_an_address(store):
    grants.give(store, VAASA, GROUP, "anna@city.example", SECRETARY, ADMINISTRATOR)
    grants.give(store, VAASA, GROUP, "council", Grant(Role.COUNCIL_MEMBER), ADMINISTRATOR)
    assert roles_of(store, "anna@city.example") == set()
    assert roles_of(store, "anna@city.example", "anna@city.example", "council") == {SECRETARY, Grant(Role.COUNCIL_MEMBER)}


def test_given_twice_it_is_one_role(store):
    first = grants.give(store, VAASA, EMAIL, "anna@city.example", SECRETARY, ADMINISTRATOR)
    assert grants.give(store, VAASA, EMAIL, "anna@city.example", SECRETARY, ADMINISTRATOR) == first
    grants.end(store, first, ADMINISTRATOR)
    assert grants.give(store, VAASA, EMAIL, "anna@city.example", SECRETARY, ADMINISTRATOR) != first
    with pytest.raises(grants.UnknownRole):
        grants.end(store, first, ADMINISTRATOR)


@pytest.mark.parametrize(
    ("kind", "to", "grant", "wrong"),
    [
        (EMAIL, "anna", SECRETARY, "to"),
        (EMAIL, " ", SECRETARY, "to"),
        (GROUP, "", SECRETARY, "to"),
        ("everybody", "anna@city.example", SECRETARY, "to"),
        (EMAIL, "anna@city.example", Grant(Role.LOCAL), "role"),
        (EMAIL, "anna@city.example", Grant(Role.SECRETARY, UNIT), "unit"),
        (EMAIL, "anna@city.example", Grant(Role.COORDINATOR, "nowhere"), "unit"),
    ],
)
def test_what_is_no_role_is_not_given(store, kind, to, grant, wrong):
    with pytest.raises(grants.UnfitRole, match=wrong):
        grants.give(store, VAASA, kind, to, grant, ADMINISTRATOR)
    assert grants.history(store, ADMINISTRATOR) == ()


def test_only_an_administrator_gives_ends_and_lists_roles(store):
    role_id = grants.give(store, VAASA, EMAIL, "anna@city.example", SECRETARY, ADMINISTRATOR)
    secretary = Person("s-1", "Sanna", frozenset({SECRETARY}))
    for doing in (
        lambda: grants.give(store, VAASA, EMAIL, "sanna@city.example", Grant(Role.ADMINISTRATOR), secretary),
        lambda: grants.end(store, role_id, secretary),
        lambda: grants.history(store, secretary),
    ):
        with pytest.raises(Refused):
            doing()
    assert roles_of(store, "anna@city.example") == {SECRETARY} and roles_of(store, "sanna@city.example") == set()


def test_a_role_of_the_mapping_file_goes_with_a_value_of_the_claim(store, mapped):
    assert grants.mapping(VAASA) == ()
    mapped("staff,coordinator,", f"office,coordinator,{UNIT}", "", "board,council-member,")
    assert roles_of(store, "", "office", "board") == {COORDINATOR, Grant(Role.COUNCIL_MEMBER)}
    assert roles_of(store, "office") == set(), "an address is no value of the claim"
    mapped("board,council-member,")
    assert roles_of(store, "", "office", "staff") == set()


def test_whoever_is_made_anonymous_is_named_in_no_role_that_ended(store):
    anna = Person("a-1", "Anna", frozenset({Grant(Role.ADMINISTRATOR)}), "Anna@city.example")
    ended = grants.give(store, VAASA, EMAIL, "anna@city.example", SECRETARY, ADMINISTRATOR)
    grants.give(store, VAASA, EMAIL, "bertil@city.example", SECRETARY, anna)
    grants.end(store, ended, anna)
    log.anonymise(store, "a-1", ADMINISTRATOR)
    shown = {(given.to, given.by, given.ended_by) for given in grants.history(store, ADMINISTRATOR)}
    assert shown == {("–", "Kaisa", "–"), ("bertil@city.example", "–", None)}


MISTAKES = {
    ("staff,boss,",): ["roles.csv:2: The value “boss” of column role is none of these: council-member, coordinator, secretary, administrator."],
    ("staff,local,", ",secretary,"): ["roles.csv:2: ", "roles.csv:3: The column claim is empty or missing."],
    ("staff,coordinator,nowhere",): ["roles.csv:2: The code “nowhere” of column unit is not in units.csv."],
    (f"staff,secretary,{UNIT}",): [f"roles.csv:2: The role secretary has no unit, but the line has {UNIT}."],
    ("staff",): ["roles.csv:2: The column role is empty or missing."],
    ("staff,secretary,", '"staff,secretary'): ["roles.csv:3: The line cannot be read: its quotation marks do not match."],
}


@pytest.mark.parametrize(("lines", "told"), MISTAKES.items(), ids=map(str, MISTAKES))
def test_a_mistake_in_the_mapping_file_is_told_with_its_line(store, mapped, lines, told):
    mapped(*lines)
    with pytest.raises(CatalogueError) as error:
        grants.mapping(VAASA)
    texts = [problem.text(words("en")) for problem in error.value.problems]
    assert len(texts) == len(told) and all(text.startswith(start) for text, start in zip(texts, told, strict=True)), texts


def test_a_mapping_file_that_is_not_there_or_no_text_is_told(store, mapped, monkeypatch):
    mapped("sihteeristö,secretary,", encoding="utf-16")
    with pytest.raises(CatalogueError, match="not-utf8"):
        grants.mapping(VAASA)
    monkeypatch.setenv("MONITORING_ROLES", str(Path(settings.roles_file()).with_name("none.csv")))
    with pytest.raises(CatalogueError, match="file-missing"):
        roles_of(store)


def test_the_commands_give_list_and_end_roles(store, mapped, capsys):
    assert main(["roles", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "Nobody has a role.\n"
    assert main(["role-give", "kaisa@city.example", "--role", "administrator", "--by", "Installer", "--json"]) == 0
    role_id = json.loads(capsys.readouterr().out)["role_id"]
    assert roles_of(store, "kaisa@city.example") == {Grant(Role.ADMINISTRATOR)}
    mapped(f"office,coordinator,{UNIT}")
    assert main(["roles", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "kaisa@city.example  administrator (Installer" in out and f"office  coordinator of a unit ({UNIT})" in out
    assert main(["role-end", role_id]) == 0
    assert roles_of(store, "kaisa@city.example") == set()
    assert [entry.name for entry in log.entries(store, ADMINISTRATOR)][-1] == "Installer"


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["role-give", "kaisa", "--role", "secretary"], "kaisa"),
        (["role-give", "k@city.example", "--role", "coordinator", "--unit", "nowhere"], UNIT),
        (["role-end", "none"], "none"),
    ],
)
def test_what_cannot_be_given_or_ended_is_told(store, arguments, output, capsys):
    assert main(arguments) == 1
    assert output in capsys.readouterr().err
