"""Somebody asks for a digest, confirms it by the link in the mail, is told what changed, once, and ends it by the link in the digest."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from monitoring import store as store_module
from monitoring import subscriptions
from monitoring.store import Store, now
from monitoring.trust.people import RESIDENT, local
from monitoring.words import words
from publishing.__main__ import main
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver
from tests.pages.running import Visit, at
from tests.publishing import mail_server

ABOUT = {"programme": VAASA.programme.programme, "unit": "welcome-office"}
EMAIL = "reader@town.example"


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, counted({"2021": 3}, "TYO3.1"), **ABOUT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_ADDRESS", "https://monitoring.town.example/")
    return own


def link_of(text: str, name: str) -> str:
    """What the link in a mail holds."""
    address = next(one for one in re.findall(r"https://\S+", text) if f"{name}=" in one)
    assert address.startswith("https://monitoring.town.example/follow?")
    return parse_qs(urlsplit(address).query)[name][0]


def test_a_digest_is_asked_for_confirmed_sent_once_and_ended(store, port, capsys):
    say = words("sv")
    visit = Visit(at("follow", lang="sv", about="TYO"))
    visit.fill(say("follow.email"), EMAIL)
    with mail_server.running(port) as box:
        visit.press(say("follow.ask"))
        assert say("follow.done.asked", email=EMAIL) in visit.notices
        assert main(["digest", "--json"]) == 0, "nobody has confirmed yet"
        visit = Visit(at("follow", lang="sv", confirm=link_of(box.messages[0].get_content(), "confirm")))
        assert subscriptions.due(store, VAASA, local("Clock")) == {}, "opening the link confirms nothing"
        visit.press(say("follow.confirm"))
        assert say("follow.done.confirm") in visit.notices
        yesterday = now() - timedelta(days=1)
        earlier = {"subscription_id": only(store), "confirmed_at": yesterday - timedelta(days=1)}
        with store.writing() as connection:
            connection.insert("subscription_confirmations", [earlier])
        deliver(store, 2, counted({"2021": 8}, "TYO3.1"), **ABOUT | {"uploaded_at": yesterday})
        deliver(store, 3, counted({"2021": 8}, "NEU1.1"), **ABOUT | {"uploaded_at": yesterday})
        assert main(["digest"]) == 0 and main(["digest"]) == 0
        _, digest = box.messages
        text = digest.get_content()
        assert digest["to"].addresses[0].addr_spec == EMAIL and digest["list-unsubscribe"]
        assert "TYO3 " in text and say("feed.figures", n=1, kind=say("changes.kind.changed")) in text and "NEU1" not in text
    visit = Visit(at("follow", lang="sv", end=link_of(text, "end")))
    visit.press(say("follow.end"))
    assert say("follow.done.end") in visit.notices
    assert EMAIL.encode() not in store.path.read_bytes() or store.rows("subscriptions", programme=VAASA.programme.programme) == []
    visit = Visit(at("follow", lang="sv", end=link_of(text, "end")))
    visit.press(say("follow.end"))
    assert say("follow.trouble.link") in visit.notices


def only(store: Store) -> str:
    (row,) = store.rows("subscriptions", programme=VAASA.programme.programme)
    return row.subscription_id


def test_nobodys_mailbox_is_filled_and_what_nobody_confirms_is_forgotten(store, monkeypatch):
    for _ in range(subscriptions.MOST_OF_ADDRESS):
        subscriptions.ask(store, VAASA, EMAIL, "fi", "", RESIDENT)
    with pytest.raises(subscriptions.TooMany):
        subscriptions.ask(store, VAASA, EMAIL.upper(), "fi", "TYO1", RESIDENT)
    later = now() + subscriptions.CONFIRMED_WITHIN + timedelta(hours=1)
    monkeypatch.setattr(store_module, "now", lambda: later)
    subscriptions.ask(store, VAASA, "other@town.example", "fi", "", RESIDENT)
    assert [row.email for row in store.rows("subscriptions", programme=VAASA.programme.programme)] == ["other@town.example"]
    with pytest.raises(subscriptions.UnfitSubscription):
        subscriptions.ask(store, VAASA, "a@b.example\nBcc: c@d.example", "fi", "", RESIDENT)


def test_without_a_mail_server_there_is_the_feed_alone(store):
    say = words("fi")
    visit = Visit(at("follow", lang="fi", about="TYO1"))
    assert say("follow.mail.unset") in visit.text and not visit.buttons(say("follow.ask"))
    assert any("api/changes.atom?goal=TYO1" in each.proto.body for each in visit.page.get("html"))
    assert main(["digest"]) == 1
