"""A mail program ends a digest by one click (RFC 8058), through everything that a request goes through; opening the link ends nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from monitoring import catalogue, subscriptions
from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.people import RESIDENT, local
from monitoring.words import words
from pages.web.app import MIDDLEWARE
from pages.web.unsubscribe import ROUTES
from publishing import digests, mail
from tests.monitoring.test_snapshot import HARBOUR
from tests.signed_in import offer

PROGRAMME = catalogue.read(HARBOUR)
CLICK = {"List-Unsubscribe": "One-Click"}
"""As RFC 8058 has it, 3.2."""


@pytest.fixture
def client(own, tmp_path, monkeypatch) -> TestClient:
    """The application where people sign in; whoever asks here has not."""
    offer(monkeypatch, tmp_path)
    page = Route("/{place:path}", lambda request: PlainTextResponse("the page"), methods=["GET", "POST"])
    return TestClient(Starlette(routes=[*ROUTES, page], middleware=MIDDLEWARE), base_url="https://monitoring.harbour.example")


@pytest.fixture
def ending(own) -> str:
    """The path that a digest's headers say."""
    subscriptions.confirm(own, PROGRAMME, subscriptions.ask(own, PROGRAMME, "reader@harbour.example", "sv", "", RESIDENT), RESIDENT)
    ((link, subscription),) = subscriptions.due(own, PROGRAMME, local("Clock")).items()
    ending = digests.ending_address("https://monitoring.harbour.example", link, words("sv"))
    made = mail.OutgoingMail("", subscription.email, "Digest", "…", "sv", unsubscribe=ending)
    sent = mail.message(made, "monitoring@harbour.example")
    assert (sent["List-Unsubscribe"], sent["List-Unsubscribe-Post"]) == (f"<{ending}>", "List-Unsubscribe=One-Click")
    return ending.removeprefix("https://monitoring.harbour.example")


def addresses(store: Store) -> list[str]:
    return [row.email for row in store.rows("subscriptions", programme=PROGRAMME.programme.programme)]


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_one_click_ends_a_digest_without_a_sign_in_or_a_question(client, ending, own, form):
    answer = client.post(ending, data=CLICK) if form == "urlencoded" else client.post(ending, files={"List-Unsubscribe": (None, "One-Click")})
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, "", "no-store")
    assert addresses(own) == []
    assert [entry.event for entry in log.entries(own, local(""), event="subscription-ended")] == ["subscription-ended"]
    assert client.post(ending, data=CLICK).status_code == 200, "programs ask again"


def test_opening_the_link_ends_nothing(client, ending, own):
    assert client.get(ending).text == "the page"
    assert addresses(own) == ["reader@harbour.example"]


@pytest.mark.parametrize("sent", [{}, {"List-Unsubscribe": "yes"}, CLICK | {"more": "1"}])
def test_what_no_mail_program_sends_ends_nothing(client, ending, own, sent):
    assert client.post(ending, data=sent).status_code == 400
    assert client.post(urlsplit(ending).path, data=CLICK).status_code == 400
    assert client.post(ending, files={"List-Unsubscribe": ("One-Click", b"One-Click")}).status_code == 400
    assert client.post(ending, content="{}", headers={"content-type": "application/json"}).status_code == 400
    assert addresses(own) == ["reader@harbour.example"]


def test_a_link_of_nobody_is_answered_like_one_that_has_ended(client, own):
    assert client.post("/follow?end=somebody", data=CLICK).status_code == 200


def test_no_more_than_so_many_are_taken_in_a_minute(client, monkeypatch):
    monkeypatch.setattr("pages.web.request_limits.ENDINGS", 2)
    assert [client.post("/follow", data=CLICK).status_code for _ in range(3)] == [400, 400, 429]
    assert client.get("/follow").status_code == 200


def test_other_addresses_still_ask_who_sends(client):
    assert {client.post(f"/{place}", data=CLICK).status_code for place in ("", "goal", "follow/x")} == {403}


def test_while_the_store_is_busy_the_program_is_asked_to_come_again(client, busy):
    with busy():
        answer = client.post("/follow?end=somebody", data=CLICK)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
