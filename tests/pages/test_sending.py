"""The secretary keeps contacts and sends reminders in one step to all units that lack something, over a real mail server."""

from __future__ import annotations

import pytest

from monitoring import contacts, mails
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver
from tests.pages.running import Visit, at
from tests.publishing import mail_server

YEAR = 2021
ABOUT = {"programme": VAASA.programme.programme, "unit": "welcome-office", "uploaded_by": "Coordinator"}
PEOPLE = {"fi": ("Aino", "aino@town.example"), "sv": ("Åsa", "asa@town.example")}


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, counted({"2021": 3}, "TYO3.1"), **ABOUT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    return own


def keep(say, name: str, email: str, language: str) -> Visit:
    visit = Visit(at("contacts", lang=say.language))
    visit.fill(say("contacts.by"), "Secretary")
    visit.choose(say("contacts.unit"), say.name(VAASA.units["welcome-office"]))
    for label, value in (("name", name), ("email", email)):
        visit.fill(say(f"contacts.{label}"), value)
    visit.page.radio[0].set_value(language)
    visit.press(say("contacts.add.button"))
    return visit


def test_reminders_go_to_everybody_in_their_language_and_those_that_failed_are_tried_again(store, port):
    say = words("en")
    for language, (name, email) in PEOPLE.items():
        assert say("contacts.done.added", name=name) in keep(say, name, email, language).notices
    visit = Visit(at("round", lang="en", year=YEAR))
    for language, (name, email) in PEOPLE.items():
        body = next(each.proto.body for each in visit.page.get("html") if f'lang="{language}"' in each.proto.body)
        assert words(language)("reminder.thanks") in body and say("sending.to", name=name, email=email) in visit.text
    visit.fill(say("sending.by"), "Secretary")
    with mail_server.running(port) as box:
        box.refused = {"asa@town.example": "452 Full"}
        visit.press(say("sending.button.all", n=2))
    assert (
        say("sending.done") in visit.notices
        and say("sending.failed", unit=say.name(VAASA.units["welcome-office"]), name="Åsa", why=say("sending.outcome.later")) in visit.text
    )
    assert "1 of 2 reminders went out" in visit.text
    (arrived,) = box.messages
    assert arrived["to"].addresses[0].addr_spec == "aino@town.example" and words("fi")("reminder.thanks") in arrived.get_body().get_content()
    assert [form.get_filename()[-5:] for form in arrived.iter_attachments()] == [".xlsx"]
    with mail_server.running(port) as box:
        visit.press(say("sending.button.again", n=1))
    assert "1 of 1 reminder went out" in visit.text
    assert [arrived["to"].addresses[0].addr_spec for arrived in box.messages] == ["asa@town.example"]
    found = mails.known(store, VAASA, YEAR, local("Secretary"))
    assert [(one.name, one.outcome, one.by) for one in found[:1]] == [("Åsa", "sent", "Secretary")] and len(found) == 3
    assert not visit.buttons(say("sending.button.again", n=1))


def test_the_link_in_a_reminder_leads_where_units_find_the_dashboard_and_its_subject_is_marked(store, port, monkeypatch):
    monkeypatch.setenv("MONITORING_ADDRESS", "https://monitoring.town.example/council/")
    say = words("en")
    keep(say, *PEOPLE["sv"], "sv")
    visit = Visit(at("round", lang="en", year=YEAR))
    visit.fill(say("sending.by"), "Secretary")
    with mail_server.running(port) as box:
        visit.press(say("sending.button.all", n=1))
    (arrived,) = box.messages
    assert f"https://monitoring.town.example/council/deliver?lang=sv&year={YEAR}&unit=welcome-office" in arrived.get_body().get_content()
    record = next(each.proto.body for each in visit.page.get("html") if say("sending.record.caption", year=YEAR) in each.proto.body)
    assert f'<span lang="sv">{arrived["subject"]}</span>' in record


def test_nothing_is_sent_without_a_server_and_an_address_is_removed(store):
    say = words("sv")
    visit = keep(say, "Åsa", "asa@", "sv")
    assert say("contacts.trouble.email") in visit.notices
    keep(say, *PEOPLE["sv"], "sv")
    visit = Visit(at("round", lang="sv", year=YEAR))
    assert say("sending.no-server") in visit.text and not visit.buttons(say("sending.button.all", n=1))
    visit = Visit(at("contacts", lang="sv"))
    visit.fill(say("contacts.by"), "Sekreterare")
    visit.press(say("contacts.remove", name="Åsa"))
    assert say("contacts.done.removed", name="Åsa") in visit.notices and "asa@town.example" not in visit.text
    assert contacts.known(store, VAASA, local("Secretary")) == []
