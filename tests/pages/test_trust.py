"""The pages of roles and of the log, as the local administrator uses them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.people import Person, local
from monitoring.words import languages, words
from pages.shared import markdown, session
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.pages.running import opened, shown, text

SAY = words("en")


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch) -> Store:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)])
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    monkeypatch.delenv("MONITORING_ROLES", raising=False)
    return own


def give(page: AppTest, to: str, role: str, unit: str | None = None, by: str = "Kaisa") -> AppTest:
    page.text_input(key="role-to").input(to)
    page.selectbox(key="role-role").select(role)
    if unit:
        page.selectbox(key="role-unit").select(unit)
    page.text_input(key="role-by").input(by)
    return next(each for each in page.button if each.label == SAY("roles.give.button")).click().run()


def test_a_role_is_given_and_ended_and_the_log_tells(own):
    page = opened("roles?lang=en")
    assert SAY("roles.none") in text(page)
    page = give(page, "anna@city.example", "coordinator", "port")
    assert [each.value for each in page.success] == [markdown.escape(SAY("roles.done.given"))]
    assert "anna@city.example" in text(page) and SAY("role.coordinator") in text(page)
    assert len(page.selectbox(key="role-ended").options) == 1
    page.selectbox(key="role-ended").select(own.rows("roles")[0].role_id)
    page.text_input(key="role-end-by").input("Deputy")
    page = next(each for each in page.button if each.label == SAY("roles.end.button")).click().run()
    assert SAY("roles.none") in text(page) and markdown.escape(SAY("roles.done.ended")) in [each.value for each in page.success]
    assert "Deputy" in text(page) and SAY("roles.past") in text(page)
    page = opened("log?lang=en")
    shown = text(page)
    assert shown.index(SAY("log.event.role-ended")) < shown.index(SAY("log.event.role-given"))
    assert "Kaisa" in shown and "Deputy" in shown


@pytest.mark.parametrize(
    ("to", "role", "unit", "by", "trouble"),
    [
        ("anna", "secretary", None, "Kaisa", "roles.trouble.to"),
        ("anna@city.example", "secretary", "port", "Kaisa", "roles.trouble.unit"),
        ("anna@city.example", "secretary", None, " ", "roles.trouble.by"),
    ],
)
def test_what_is_no_role_is_not_given(own, to, role, unit, by, trouble):
    page = give(opened("roles?lang=en"), to, role, unit, by)
    assert [each.value for each in page.error] == [markdown.escape(SAY(trouble))]
    assert own.rows("roles") == []


def test_the_mapping_file_is_shown_or_what_is_wrong_in_it(own, tmp_path, monkeypatch):
    path = tmp_path / "roles.csv"
    monkeypatch.setenv("MONITORING_ROLES", str(path))
    path.write_text("claim,role,unit\nharbour-office,coordinator,port\n", encoding="utf-8")
    assert "harbour-office" in text(opened("roles?lang=en"))
    path.write_text("claim,role,unit\nharbour-office,boss,\n", encoding="utf-8")
    assert any("boss" in each.value for each in opened("roles?lang=en").error)


def test_the_log_is_found_verified_and_its_changes_show(own):
    for name in ("Anna", "Bertil"):
        log.taken_along(own, local(name))
    page = opened("log?lang=en")
    page.text_input(key="log-who").input("bert").run()
    assert "Bertil" in text(page) and "Anna" not in text(page)
    page.selectbox(key="log-event").select("restored").run()
    assert SAY("log.empty") in [each.value for each in page.info]
    (on_paper,) = (each.proto.body for each in page.get("html") if each.proto.body.startswith('<dl class="m-facts m-on-paper"'))
    assert "bert" in on_paper and SAY("log.event.restored") in on_paper, "fields are not printed"
    page.button(key="log-verify").click().run()
    assert [each.value for each in page.success] == [SAY("log.whole", end=log.end(own))]
    with own.writing() as connection:
        connection.insert("log_hashes", [{"number": 9, "hash": ""}])
    page.button(key="log-verify").click().run()
    assert SAY("log.fault.missing", number=9) in [each.value for each in page.error]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["roles", "log"])
def test_both_are_pages_of_every_language(name, language):
    assert [each.value for each in opened(f"{name}?lang={language}").title] == [words(language)(f"page.{name}")]


@pytest.mark.parametrize("name", ["roles", "log"])
def test_the_public_copy_has_neither(name, monkeypatch):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    page = opened("?lang=en")
    assert SAY(f"page.{name}") not in [each.proto.label for each in page.get("page_link")]


def nobody(name: str) -> Person:
    return Person("n-1", name)


def test_who_may_not_write_is_told_so_and_nothing_is_written(own, monkeypatch):
    page = opened("roles?lang=en")
    monkeypatch.setattr(session, "person", lambda: Person("sub", "Kaisa", session="s"))
    monkeypatch.setattr(session, "reader", lambda: local("Reader"))
    page = give(page, "anna@city.example", "administrator")
    assert [shown(each.value) for each in page.error] == [SAY("permission.refused")]
    assert own.rows("roles") == []
    entry = log.entries(own, local("Reader"))[-1]
    assert (entry.name, entry.event, entry.kind) == ("Kaisa", "refused", "give-roles")
