"""What is sent and what files are asked for, by everybody: refused before Streamlit sees it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from monitoring.store import Store
from monitoring.trust import log, sessions
from monitoring.trust.people import local
from pages.shared import downloads, identity
from pages.web import sign_in
from pages.web.api.routes import ROUTES
from pages.web.app import FONTS
from pages.web.middleware import Entitled
from pages.web.security_headers import SecurityHeaders
from pages.web.unsubscribe import ROUTES as ENDING
from tests.signed_in import ROLES, cookies, offer

FILE = "_stcore/upload_file/a-session/a-file"


def client(store: Store, who: str) -> TestClient:
    routes = [Route("/{place:path}", lambda request: PlainTextResponse("passed"), methods=["GET", "PUT", "POST", "DELETE"])]
    middleware = [Middleware(SecurityHeaders), Middleware(Entitled)]
    return TestClient(Starlette(routes=routes, middleware=middleware), cookies=cookies(store, who))


@pytest.mark.parametrize("who", ROLES)
def test_only_who_may_hand_in_sends_files(own, tmp_path, monkeypatch, who):
    offer(monkeypatch, tmp_path)
    asking = client(own, who)
    expected = 200 if who in ("coordinator", "coordinator of all", "secretary") else 403
    assert {asking.put(f"/{FILE}", content=b"a").status_code, asking.delete(f"/{FILE}").status_code, asking.post("/goal").status_code} == {expected}
    assert asking.get("/goal").status_code == asking.post("/sign-in/end").status_code == 200


def test_the_log_tells_who_sent_what_they_may_not_where_they_are_signed_in(own, tmp_path, monkeypatch):
    offer(monkeypatch, tmp_path)
    for who in ("resident", "council member", "coordinator"):
        client(own, who).put(f"/{FILE}", content=b"a")
    (refused,) = log.entries(own, local(""), event="refused")
    assert (refused.name, refused.kind, refused.address) == ("Council member", "hand-in", "testclient")


def test_every_address_has_its_question(monkeypatch, tmp_path):
    """A new one is decided on here: the open data asks for the person itself, the typefaces are for everybody; who has its link ends a digest."""
    offer(monkeypatch, tmp_path)
    signing = sign_in.mount()
    assert {route.path for route in (*ROUTES, *ENDING, signing, FONTS)} == {"/api", "/follow", "/sign-in", "/fonts"}
    assert {route.path for route in signing.app.routes} == {"/start", "/answer", "/end"}


def test_where_nobody_signs_in_everybody_may(own):
    assert client(own, "resident").put(f"/{FILE}", content=b"a").status_code == 200


def test_a_cookie_that_leads_nowhere_is_a_residents(own, tmp_path, monkeypatch):
    offer(monkeypatch, tmp_path)
    asking = client(own, "secretary")
    sessions.end_all(own, identity.person(dict(asking.cookies)), "secretary-1")
    assert asking.put(f"/{FILE}", content=b"a").status_code == 403
    asking.cookies = {identity.cookie(): "made-up"}
    assert asking.put(f"/{FILE}", content=b"a").status_code == 403


def test_a_store_that_is_taken_lets_nobody_send(own, tmp_path, monkeypatch, busy):
    offer(monkeypatch, tmp_path)
    asking = client(own, "resident")
    asking.cookies = {identity.cookie(): "unknown"}
    with busy():
        answer = asking.put(f"/{FILE}", content=b"a")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("made_for", ["resident", "secretary"])
@pytest.mark.parametrize("who", ["resident", "secretary", "administrator"])
def test_a_file_goes_to_the_session_that_it_was_made_for(own, tmp_path, monkeypatch, made_for, who):
    offer(monkeypatch, tmp_path)
    asking = client(own, who)
    session = identity.person(dict(asking.cookies)).session if who == made_for else "another"
    monkeypatch.setattr(downloads, "_FILES", files := downloads.Files(9))
    files.add(b"figures", "" if made_for == "resident" else session)
    held = SimpleNamespace(read_file=lambda name: SimpleNamespace(content=b"figures") if name == "abc" else None)
    monkeypatch.setattr(downloads.runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=held))
    assert asking.get("/media/abc.csv").status_code == (200 if made_for == "resident" or made_for == who else 403)
    assert asking.get("/media/def.csv").status_code == 200, "Streamlit says that there is none"


@pytest.mark.parametrize("who", ["resident", "secretary"])
def test_what_somebody_gets_who_is_signed_in_is_not_kept(own, tmp_path, monkeypatch, who):
    offer(monkeypatch, tmp_path)
    answer = client(own, who).get("/goal")
    assert (answer.headers.get("Cache-Control") == "no-store") == (who == "secretary")
    assert "Cookie" in answer.headers["Vary"]
    assert client(own, "resident").get("/sign-in/start").headers["Cache-Control"] == "no-store"
