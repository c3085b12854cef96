"""What the server says on standard error: whose requests it refused, and errors, on one line each."""

from __future__ import annotations

import logging
import re

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pages.web import page_head, server_log
from pages.web.middleware import PageHead, SameOrigin
from pages.web.request_limits import LARGEST_BODY, RequestLimits
from pages.web.server_log import OneLine, RefusalLog
from tests.web.test_request_limits import FILE, around
from tests.web.test_served import BARE


@pytest.fixture
def messages(logged):
    """The lines since they were asked for last."""

    def taken() -> list[str]:
        found = [OneLine().format(record) for record in logged if record.name.startswith(server_log.MODULES)]
        logged.clear()
        return found

    return taken


def test_what_is_refused_is_logged_with_who_asked_for_what(messages, monkeypatch):
    monkeypatch.setenv("MONITORING_API_RATE", "1")
    client = around(RefusalLog, RequestLimits)
    assert client.get("/api/goals?secret=1").status_code == client.get("/goal").status_code == 200
    assert messages() == []
    client.get("/api/goals?secret=1")
    client.post("/a%0d%0aline/b?secret=1", content=b"x" * (LARGEST_BODY + 1))
    client.put(f"/{FILE}", headers={"Content-Length": "99000000"}, content=b"")
    often, large, file = messages()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARNING pages\.web\.server_log refused with 429: GET 'api/goals' of 192\.0\.2\.1", often)
    assert large.endswith(r"refused with 413: POST 'a\r\nline/b' of 192.0.2.1")
    assert file.endswith("refused with 413: PUT '_stcore/upload_file' of 192.0.2.1"), "without the id of the page's connection"


def test_a_refused_websocket_is_logged(messages):
    client = around(RefusalLog, SameOrigin)
    with client.websocket_connect("/_stcore/stream") as opened:
        opened.receive_text()
    assert messages() == []
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers={"Origin": "https://evil.example"}):
        pass
    (line,) = messages()
    assert line.endswith("refused with 1008: websocket '_stcore/stream' of 192.0.2.1")


def test_a_message_has_its_moment_in_utc_and_is_one_line(capsys):
    before = {name: (logging.getLogger(name).level, logging.getLogger(name).handlers) for name in server_log.MODULES}
    try:
        server_log.begin()
        server_log.begin()
        logging.getLogger("loaders.files.sandbox").info("refused: %s", "a\r\n1970-01-01T00:00:00Z WARNING made up")
    finally:
        for name, (level, handlers) in before.items():
            logging.getLogger(name).setLevel(level)
            logging.getLogger(name).handlers = handlers
    (line,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO loaders\.files\.sandbox refused: a\\r\\n1970.* made up", line)
    record = logging.makeLogRecord({"msg": "m", "levelname": "INFO", "name": "n", "created": 0})
    assert OneLine().format(record) == "1970-01-01T00:00:00Z INFO n m"


def test_an_unexpected_error_is_logged_and_the_page_goes_out(messages, monkeypatch, own):
    def fail(*_) -> None:
        raise RuntimeError("two\nlines")

    async def page(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": BARE.encode()})

    monkeypatch.setattr(page_head, "written", fail)
    answer = TestClient(PageHead(page)).get("/method")
    assert (answer.status_code, answer.text) == (200, BARE)
    (line,) = messages()
    assert "Traceback" in line and r"two\nlines" in line and "\n" not in line
