"""What is too long, too large, too slow or too often is refused before anything is done with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from monitoring.words import languages, words
from pages.web import request_limits
from pages.web.middleware import NotServed, SameOrigin
from pages.web.request_limits import LARGEST_BODY, LARGEST_UPLOAD, LONGEST_ADDRESS, RequestLimits
from pages.web.uploads import UploadLimits
from tests.web.coroutines import finished

FILE = "_stcore/upload_file/session/file"


async def size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def greeting(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def around(*middleware: type, client: tuple[str, int] = ("192.0.2.1", 5000)) -> TestClient:
    """The middleware around an application that tells how large a body is."""
    routes = [WebSocketRoute("/_stcore/stream", greeting), Route("/{place:path}", size, methods=["GET", "PUT", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=list(map(Middleware, middleware))), client=client)


@pytest.fixture
def limited(monkeypatch) -> TestClient:
    monkeypatch.setenv("MONITORING_API_RATE", "3")
    return around(RequestLimits)


@pytest.mark.parametrize("place", ["goal", "api/goals", "media/file"])
def test_a_long_address_is_refused_in_few_words(limited, place):
    answer = limited.get(f"/{place}?x={'a' * 60_000}")
    assert answer.status_code == 414
    assert len(answer.content) < 1_000
    assert limited.get(f"/{place}?x={'a' * (LONGEST_ADDRESS - 100)}").status_code == 200


@pytest.mark.parametrize(
    ("method", "place", "largest"), [("PUT", FILE, LARGEST_UPLOAD), ("POST", "goal", LARGEST_BODY), ("GET", "api/x", LARGEST_BODY)]
)
@pytest.mark.parametrize("is_announced", [True, False])
def test_a_large_body_is_refused(limited, method, place, largest, is_announced):
    def pieces():
        yield b"x" * largest
        yield b"x"

    answer = limited.request(method, f"/{place}", content=b"x" * (largest + 1) if is_announced else pieces())
    assert answer.status_code == 413 and "Connection" not in answer.headers, "who is cut off while sending does not hear why"
    assert limited.request(method, f"/{place}", content=b"x" * largest).text == str(largest)


@pytest.mark.parametrize("language", languages())
def test_the_open_data_says_how_long_to_wait(limited, language):
    answers = [limited.get(f"/api/goals?lang={language}") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused, say = answers[-1], words(language)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert (refused.json()["title"], refused.json()["detail"]) == (say("api.problem.too-many"), say("api.too-many"))
    assert limited.get("/goal").status_code == 200, "the pages are not counted"


def test_the_open_data_refuses_what_is_too_large_in_its_own_form(limited):
    assert limited.get(f"/api/goals?goal={'a' * 60_000}").json()["type"] == "urn:problem:too-long"
    assert limited.request("GET", "/api/goals", content=b"x" * (LARGEST_BODY + 1)).json()["type"] == "urn:problem:too-large"


def test_requests_are_counted_by_client_and_come_due_again():
    rate = request_limits.Rate(3)
    assert [rate.seconds_to_wait("a", 0.0) for _ in range(5)] == [0, 0, 0, 20, 20]
    assert rate.seconds_to_wait("b", 0.0) == 0
    assert [rate.seconds_to_wait("a", 20.0) for _ in range(2)] == [0, 20]
    assert [rate.seconds_to_wait("a", 600.0) for _ in range(4)] == [0, 0, 0, 20]


def test_no_more_clients_are_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(request_limits, "MOST_CLIENTS", 10)
    rate = request_limits.Rate(1)
    for number in range(100):
        rate.seconds_to_wait(str(number), 0.0)
    assert [rate.seconds_to_wait(client, 0.0) > 0 for client in ("99", "0")] == [True, False]


@pytest.mark.parametrize(
    ("host", "expected"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("fe80::1%eth0", "fe80::/64"), ("unix", "unix")],
)
def test_a_client_is_an_address_or_a_network(host, expected):
    assert request_limits.client_of({"client": (host, 1)}) == expected


@pytest.mark.parametrize(
    ("connection", "trusted", "expected"),
    [
        ("127.0.0.1", None, "198.51.100.7 https"),
        ("192.0.2.1", None, "192.0.2.1 http"),
        ("192.0.2.1", "192.0.2.1", "198.51.100.7 https"),
        ("127.0.0.1", "192.0.2.1", "127.0.0.1 http"),
    ],
)
def test_only_a_proxy_that_is_trusted_says_who_asks(monkeypatch, connection, trusted, expected):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    if trusted:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", trusted)
    asked = Starlette(routes=[Route("/", lambda request: PlainTextResponse(f"{request_limits.client_of(request.scope)} {request.url.scheme}"))])
    serving = uvicorn.Config(asked)
    serving.load()
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}
    assert TestClient(serving.loaded_app, client=(connection, 5000)).get("/", headers=headers).text == expected


def test_pages_are_opened_only_so_often(monkeypatch):
    monkeypatch.setattr(request_limits, "STREAMS", 2)
    client = around(RequestLimits)
    for _ in range(2):
        with client.websocket_connect("/_stcore/stream") as opened:
            assert opened.receive_text() == "hello"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def sent_slowly(monkeypatch, pieces: list[bytes]) -> int:
    """The status of a request whose body stops after these pieces."""
    monkeypatch.setattr(request_limits, "PAUSE", 0.05)
    started: list[int] = []
    coming = iter(pieces)

    async def receive():
        piece = next(coming, None)
        if piece is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": piece, "more_body": True}

    async def send(message):
        if message["type"] == "http.response.start":
            started.append(message["status"])

    scope = {"type": "http", "method": "PUT", "path": f"/{FILE}", "raw_path": FILE.encode(), "query_string": b"", "headers": [], "client": ("a", 1)}
    finished(Starlette(routes=[Route("/{place:path}", size, methods=["PUT"])], middleware=[Middleware(RequestLimits)])(scope, receive, send))
    return started[0]


@pytest.mark.parametrize("pieces", [[], [b"some", b"more"]])
def test_a_body_that_does_not_come_is_waited_for_only_so_long(monkeypatch, pieces):
    assert sent_slowly(monkeypatch, pieces) == 408


@pytest.mark.parametrize(
    ("origin", "host", "is_let_in"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501", True),
        ("https://town.example", "town.example", True),
        (None, "127.0.0.1:8501", True),
        ("http://127.0.0.1:9999", "127.0.0.1:8501", False),
        ("http://localhost:3000", "127.0.0.1:8501", False),
        ("https://evil.example", "town.example", False),
        ("https://town.example.evil.example", "town.example", False),
        ("null", "127.0.0.1:8501", False),
        ("", "127.0.0.1:8501", False),
    ],
)
def test_a_websocket_is_opened_by_our_own_pages_only(origin, host, is_let_in):
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    connecting = around(SameOrigin).websocket_connect("/_stcore/stream", headers=headers)
    if is_let_in:
        with connecting as opened:
            assert opened.receive_text() == "hello"
    else:
        with pytest.raises(WebSocketDisconnect) as refused, connecting:
            pass
        assert refused.value.code == 1008


@pytest.mark.parametrize("place", ["metrics", "metrics/", "metrics?families=active_sessions", "agent/openapi.json", "agent/interact", "agent/mcp"])
def test_nobody_learns_how_busy_the_server_is_or_is_shown_another_way_in(place):
    assert {around(NotServed).request(method, f"/_stcore/{place}").status_code for method in ("GET", "POST")} == {404}
    assert around(NotServed).get("/_stcore/health").status_code == 200


@pytest.fixture
def allowed_hosts() -> Iterator[None]:
    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", ["town.example", "127.0.0.1"])
    yield
    config.set_option("server.allowedHosts", before)


@pytest.mark.usefixtures("allowed_hosts")
@pytest.mark.parametrize(("host", "status"), [("town.example", 200), ("127.0.0.1:8501", 200), ("evil.example", 421), ("evil.town.example", 421)])
@pytest.mark.parametrize("place", ["goal", "api/goals"])
def test_who_came_by_another_name_is_refused_where_names_are_given(place, host, status):
    assert around(NotServed).get(f"/{place}", headers={"Host": host}).status_code == status


def test_any_name_will_do_where_none_is_given():
    assert around(NotServed).get("/goal", headers={"Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize(("origin", "is_let_in"), [("https://town.example", True), ("http://town.example", False)])
def test_a_page_without_tls_opens_none_where_there_is_tls(origin, is_let_in):
    connecting = around(SameOrigin).websocket_connect("wss://town.example/_stcore/stream", headers={"Origin": origin})
    if is_let_in:
        with connecting as opened:
            assert opened.receive_text() == "hello"
    else:
        with pytest.raises(WebSocketDisconnect), connecting:
            pass


Held = Callable[[dict[str, list[int]]], None]


@pytest.fixture
def holding(monkeypatch) -> Held:
    """Says what Streamlit holds of each session, in bytes by file."""

    def say(sizes: dict[str, list[int]]) -> None:
        monkeypatch.setattr("pages.web.uploads.held", lambda: sizes)

    return say


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("sizes", "status"),
    [
        ({}, 200),
        ({"session": [19 * MEGABYTE] * 3}, 200),
        ({"session": [20 * MEGABYTE] * 3}, 413),
        ({"session": [1] * 199}, 200),
        ({"session": [1] * 200}, 413),
        ({"other": [60 * MEGABYTE], "another": [39 * MEGABYTE]}, 200),
        ({"other": [60 * MEGABYTE], "another": [40 * MEGABYTE]}, 503),
    ],
)
def test_a_session_uploads_only_so_much_and_all_together_too(monkeypatch, holding, sizes, status):
    monkeypatch.setenv("MONITORING_UPLOAD_MEMORY", "100")
    holding(sizes)
    answer = around(UploadLimits).put(f"/{FILE}", content=b"x" * 1000)
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_an_upload_of_unknown_size_is_refused(holding):
    holding({})
    assert around(UploadLimits).put(f"/{FILE}", content=iter([b"x"])).status_code == 411
    assert around(UploadLimits).post("/goal", content=iter([b"x"])).status_code == 200


def test_what_is_still_coming_counts(holding):
    holding({})
    statuses: list[int] = []

    async def app(scope, receive, send):
        """Sends a second file while the first one is coming."""
        if not statuses:
            statuses.append(0)
            await limits(scope, receive, send)

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    limits = UploadLimits(app)
    scope = {"type": "http", "method": "PUT", "path": f"/{FILE}", "headers": [(b"content-length", b"35000000")]}
    finished(limits(scope, None, send))
    assert statuses == [0, 413]
