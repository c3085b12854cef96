"""Where nobody signs in, other machines are not let in, however the server is started."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from monitoring import settings
from monitoring.words import languages, words
from pages.web import app
from pages.web.middleware import LoopbackOnly
from tests.browser.running import ROOT
from tests.signed_in import offer

PROVIDER = {"ISSUER": "https://login.harbour.example", "CLIENT_ID": "monitoring", "CLIENT_SECRET": "a secret"}


@pytest.fixture
def start(monkeypatch):
    """What the server does first, on an address and with settings."""

    def start(address: str | None, **settings: str) -> None:
        for name in ("PUBLIC", "OIDC_CLIENT_SECRET_FILE", *(f"OIDC_{each}" for each in PROVIDER)):
            monkeypatch.delenv(f"MONITORING_{name}", raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(f"MONITORING_{name}", value)
        monkeypatch.setattr(app.st, "get_option", lambda name: {"server.address": address}.get(name))
        app.refuse_to_start()

    return start


def test_the_server_does_not_start_where_other_machines_reach_it_and_nobody_signs_in():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MONITORING_")}
    command = [sys.executable, "-m", "streamlit", "run", "pages/web/app.py", "--server.address", "0.0.0.0", "--server.port", "0"]
    refused = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert [words(language)("start.unprotected", address="0.0.0.0") in refused.stderr for language in languages()] == [True, True, True]


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.0.2.5", "harbour.example", "::"])
def test_it_starts_anywhere_with_sign_in_or_as_the_public_copy(start, address):
    with pytest.raises(SystemExit):
        start(address)
    start(address, PUBLIC="1")
    start(address, **{f"OIDC_{name}": value for name, value in PROVIDER.items()})


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_it_starts_on_this_machine_as_it_is(start, address):
    start(address)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("OIDC_CLIENT_ID", "", "OIDC_CLIENT_ID"),
        ("OIDC_CLIENT_SECRET", "", "OIDC_CLIENT_SECRET"),
        ("OIDC_CLIENT_SECRET_FILE", "/nowhere", "OIDC_CLIENT_SECRET_FILE"),
        ("OIDC_ISSUER", "http://login.harbour.example", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "login.harbour.example", "OIDC_ISSUER"),
        ("SESSION_IDLE", "soon", "SESSION_IDLE"),
        ("ADDRESS", "monitoring.harbour.example", "ADDRESS"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(start, name, value, named):
    with pytest.raises(SystemExit, match=f"MONITORING_{named} "):
        start("127.0.0.1", **{f"OIDC_{each}": given for each, given in PROVIDER.items()} | {name: value})


def test_the_secret_is_read_from_a_file_and_shown_nowhere(start, tmp_path):
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    start("127.0.0.1", **{f"OIDC_{name}": value for name, value in PROVIDER.items()}, OIDC_CLIENT_SECRET_FILE=str(tmp_path / "secret"))
    found = settings.sign_in()
    assert found.client_secret == "from the file" and "from the file" not in repr(found)


async def talk(websocket) -> None:
    await websocket.accept()
    await websocket.close()


def client(address: str) -> TestClient:
    routes = [Route("/", lambda request: PlainTextResponse("page")), WebSocketRoute("/stream", talk)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)]), address)


@pytest.mark.parametrize("address", ["http://192.0.2.5", "http://[2001:db8::5]"])
def test_a_request_that_came_from_elsewhere_is_not_answered(address, monkeypatch, tmp_path):
    monkeypatch.delenv("MONITORING_PUBLIC", raising=False)
    answer = client(address).get("/")
    assert answer.status_code == 403 and words("fi")("start.unprotected", address=address[7:].strip("[]")) in answer.text
    with pytest.raises(WebSocketDisconnect), client(address).websocket_connect(f"ws{address[4:]}/stream"):
        pass
    offer(monkeypatch, tmp_path)
    assert client(address).get("/").text == "page"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "harbour.example:8501", "localhost@evil.example", ""])
def test_a_name_that_was_made_to_lead_here_is_not_answered(host, monkeypatch):
    """DNS rebinding: the site's pages are of the same origin then."""
    assert client("http://127.0.0.1").get("/", headers={"Host": host}).status_code == 403
    with pytest.raises(WebSocketDisconnect), client("http://127.0.0.1").websocket_connect("ws://127.0.0.1/stream", headers={"Host": host}):
        pass
    monkeypatch.setattr(app.st, "get_option", lambda name: ["harbour.example"] if name == "server.allowedHosts" else None)
    monkeypatch.setattr("streamlit.config.get_option", lambda name: ["harbour.example"] if name == "server.allowedHosts" else None)
    assert (client("http://127.0.0.1").get("/", headers={"Host": host}).status_code == 200) == host.startswith("harbour.example")


@pytest.mark.parametrize("address", ["http://127.0.0.1", "http://[::1]:8501", "http://localhost:8501"])
def test_this_machine_is_answered(address):
    assert client(address).get("/").text == "page"
    with client(address).websocket_connect(f"ws{address[4:]}/stream"):
        pass
