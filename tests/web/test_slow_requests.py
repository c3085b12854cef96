"""Connections over which no whole request comes are closed; those that wait for an answer, or have become a websocket's, are not."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from pages.web import slow_requests

SECONDS = 1.0
ANSWER = b"late"
UPGRADE = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"


async def late(request) -> PlainTextResponse:
    await asyncio.sleep(1.2 * SECONDS)
    return PlainTextResponse(ANSWER)


async def late_greeting(websocket) -> None:
    await websocket.accept()
    await asyncio.sleep(1.2 * SECONDS)
    await websocket.send_bytes(ANSWER)
    await websocket.close()


@pytest.fixture(scope="module")
def connect() -> Iterator[Callable[[], socket.socket]]:
    """Opens connections to a server that waits for SECONDS."""

    class Limited(H11Protocol):
        pass

    slow_requests.limit(Limited, SECONDS)
    app = Starlette(routes=[Route("/", late, methods=["GET", "POST"]), WebSocketRoute("/stream", late_greeting)])
    server = uvicorn.Server(uvicorn.Config(app, http=Limited, ws="websockets-sansio", log_level="error", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield lambda: socket.create_connection(listening.getsockname(), timeout=60)
        server.should_exit = True
        thread.join()


def until_answered(connection: socket.socket) -> bytes:
    received = b""
    while ANSWER not in received:
        piece = connection.recv(65536)
        assert piece, "closed before there was an answer"
        received += piece
    return received


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    received = bytearray()
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return bytes(received)


def test_half_a_request_is_waited_for_only_so_long(connect):
    halves = [b"", b"G", b"GET / HTTP/1.1\r\nHost: a\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 1000, *[b"GET / HTTP/1.1\r\n"] * 100]
    with ExitStack() as opened:
        connections = [opened.enter_context(connect()) for _ in halves]
        for connection, half in zip(connections, halves, strict=True):
            connection.sendall(half)
        assert {everything(connection) for connection in connections} == {b""}
    test_an_answer_may_take_longer(connect)


def test_so_is_the_second_one_of_a_connection(connect):
    with connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        until_answered(connection)
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert everything(connection) == b""


def test_who_sends_more_than_is_read_hears_why(connect):
    with connect() as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n")
        for _ in range(9):
            connection.sendall(b"x" * 1_000_000)
        assert connection.recv(65536).startswith(b"HTTP/1.1 405 ")


HEAD = b"POST / HTTP/1.1\r\nHost: a\r\n"
SECOND = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("request_", "answers"),
    [
        (HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", [b"400"]),
        (HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", [b"400"]),
        (HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", [b"400"]),
        (HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n" + SECOND, [b"200"]),
    ],
)
def test_where_a_request_ends_is_never_in_doubt(connect, request_, answers):
    """RFC 9112, 6.3: a proxy in front that sees another end would let somebody's request hide in another one's."""
    with connect() as connection:
        connection.sendall(request_)
        assert re.findall(rb"HTTP/1.1 (\d+)", everything(connection)) == answers


def test_an_answer_may_take_longer(connect):
    with connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert everything(connection).endswith(ANSWER)


def test_a_websocket_stays_open(connect):
    with connect() as connection:
        connection.sendall(b"GET /stream HTTP/1.1\r\nHost: a\r\n" + UPGRADE)
        assert until_answered(connection).startswith(b"HTTP/1.1 101 ")
