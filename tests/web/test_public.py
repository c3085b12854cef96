"""The public copy as another program sees it: the open data gives nothing away, and nothing can be sent to it."""

from __future__ import annotations

import pytest
import requests
from starlette.applications import Starlette
from starlette.testclient import TestClient

from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.people import local
from monitoring.words import words
from pages.web import page_head
from pages.web.api.routes import ROUTES
from tests.browser.running import dashboard
from tests.monitoring.published import DRAFTED, FEW, IDEA, PREPARED, SENDER, SHARE, SUM, store_with
from tests.signed_in import cookies, offer
from tests.web.test_api import PATHS


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> list[Store]:
    return [store_with(tmp_path_factory.mktemp("public") / "monitoring.duckdb", few) for few in (2, 3, 4)]


@pytest.fixture
def ask(monkeypatch, tmp_path):
    """The same routes within this process, on one of the stores."""

    def wanted(store: Store, path: str, server: str = "public copy", who: str = "resident"):
        monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
        if server == "for everybody":
            offer(monkeypatch, tmp_path, "welcome-office")
        monkeypatch.setenv("MONITORING_PUBLIC", "1" if server == "public copy" else "")
        with TestClient(Starlette(routes=ROUTES), cookies=cookies(store, who)) as client:
            return client.get(f"/api/{path}")

    return wanted


@pytest.mark.parametrize("server", ["public copy", "for everybody"])
@pytest.mark.parametrize("path", [*PATHS, "observations?year=2021", "assessments?lang=sv"])
def test_the_answers_are_the_same_whatever_the_few_are(ask, stores, path, server):
    one, *others = [ask(store, path, server) for store in stores]
    assert one.status_code == 200
    assert {other.content for other in others} == {one.content}
    assert not any(secret in one.text for secret in (SENDER, IDEA, DRAFTED))


@pytest.mark.parametrize("server", ["in the house", "for everybody"])
@pytest.mark.parametrize("path", ["observations", "cells", "assessments", "observations.csv"])
def test_in_the_house_they_are_not(ask, stores, path, server):
    who = "council member" if server == "for everybody" else "resident"
    assert len({ask(store, path, server, who).content for store in stores}) == len(stores)


def test_the_answers_to_residents_and_to_those_who_are_signed_in_are_told_apart_and_logged(ask, stores):
    tags = [
        ask(stores[0], "observations", "for everybody", who).headers["ETag"] for who in ("resident", "without a role", "secretary", "council member")
    ]
    assert tags[0] == tags[1] != tags[2] == tags[3]
    told = [(entry.about, entry.name) for entry in log.entries(stores[0], local(""), event="downloaded", at_most=2)]
    assert told == [("/api/observations", "Council member"), ("/api/observations", "Secretary")]


@pytest.mark.parametrize("who", ["resident", "without a role"])
def test_the_heads_of_pages_are_the_same_whatever_the_few_are(stores, monkeypatch, tmp_path, who):
    offer(monkeypatch, tmp_path, "welcome-office")
    heads = {"resident": set(), "council member": set()}
    for store in stores:
        monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
        for reader, found in heads.items():
            asked = {"goal": ["TYO4"], "year": ["2020"]}
            known = cookies(store, who if reader == "resident" else reader)
            found.add(page_head.subject("goal", lambda name, asked=asked: asked.get(name, []), words("sv"), known).description)
            meeting = page_head.subject("meetings", lambda name: ["m1"] if name == "meeting" else [], words("sv"), known)
            assert (PREPARED in meeting.title) == (reader == "council member")
    assert len(heads["resident"]) == 1 and len(heads["council member"]) == len(stores)


def test_what_is_withheld_says_what_stands_for_it(ask, stores):
    found = {(row["indicator"], row["year"]): row for row in ask(stores[0], "observations").json()["rows"]}
    assert [found[SUM, 2020][name] for name in ("value", "status", "published_as")] == [None, "Q", "<5"]
    assert [found[SUM, 2019][name] for name in ("value", "status", "published_as")] == [12, "A", None]
    assert [found[SHARE, 2020][name] for name in ("value", "part", "whole", "status", "published_as")] == [None, None, 2950, "Q", ".."]
    cells = {(row["indicator"], row["period"]): row for row in ask(stores[0], "cells").json()["rows"]}
    assert [cells[FEW, "2021"][name] for name in ("value", "published_as")] == [None, "<5"]
    assert [cells["TER1.1", "2021-07"][name] for name in ("value", "published_as")] == [None, ".."]


def test_the_answers_of_the_two_copies_are_told_apart(ask, stores):
    tags = {ask(stores[0], "observations", server).headers["ETag"] for server in ("public copy", "in the house")}
    assert len(tags) == 2


@pytest.mark.parametrize("is_public", [True, False])
def test_nothing_can_be_sent_to_the_public_copy(tmp_path, is_public):
    database = tmp_path / "monitoring.duckdb"
    with dashboard(database, MONITORING_PUBLIC="1" if is_public else "") as address:
        sent = requests.put(f"{address}/_stcore/upload_file/session/file", files={"file": b"content"}, timeout=120)
        posted = requests.post(address, data={"a": "b"}, timeout=120)
        read = requests.get(f"{address}/_stcore/health", timeout=120)
    assert read.status_code == 200
    assert ({sent.status_code, posted.status_code} == {405}) == is_public
    assert not database.exists()
