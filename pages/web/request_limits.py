"""How long a request's address, how large its body and how slow its sender may be, and how many requests one client may send a minute. Sizes of what
a session uploads in all are pages.web.uploads's."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loaders.files.opening import FILE_SIZE, MEGABYTE
from monitoring import settings
from pages.web.api import protocol
from pages.web.places import FOLLOW, OPEN_DATA, SIGN_IN, STREAM, UPLOAD, first_part, place_of

LONGEST_ADDRESS = 8_192
"""Bytes of path and query together. The longest that the pages make, Explore with every indicator of a programme, has some 2,000."""
LARGEST_BODY = 64_000
"""Bytes, for whatever is no upload: the pages send none, a sign-in's answer a few thousand."""
LARGEST_UPLOAD = FILE_SIZE + MEGABYTE
"""Bytes of a file with what a browser sends around it."""
PAUSE, BODY_TIME = 10.0, 300.0
"""Seconds between two pieces of a body, and for all of it: 20 MB at the speed of a weak mobile connection."""
UPLOADS, STREAMS, SIGN_INS, ENDINGS = 240, 300, 120, 60
"""Files, new connections of pages, steps of signing in and ends of digests that one client may send a minute: a delivery's 200 files, a full council
chamber behind one address, the mail programs of a provider."""
MOST_CLIENTS = 10_000
"""Clients that a count is kept of, the latest ones."""


@dataclass
class Rate:
    """Counts requests by client: `a_minute` at once or spread over a minute, then one for each that has become due (a leaky bucket as a meter, ITU-T
    I.371)."""

    a_minute: int
    _due: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def seconds_to_wait(self, client: str, now: float) -> float:
        """0 where the request is admitted, which counts it."""
        interval = 60 / self.a_minute
        due = max(self._due.pop(client, now), now)
        wait = due - now - (self.a_minute - 1) * interval
        self._due[client] = due if wait > 0 else due + interval
        if len(self._due) > MOST_CLIENTS:
            self._due.popitem(last=False)
        return max(wait, 0.0)


class RequestLimits:
    """Answers 414, 413, 429 and 408 before anything else is done with the request."""

    def __init__(self, app: ASGIApp):
        self._app = app
        self._rates = {
            OPEN_DATA: Rate(settings.api_rate()),
            UPLOAD: Rate(UPLOADS),
            STREAM: Rate(STREAMS),
            SIGN_IN: Rate(SIGN_INS),
            FOLLOW: Rate(ENDINGS),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        place = place_of(scope)
        refusal = _too_large(scope, place) or self._too_often(scope, place)
        if refusal is None:
            await self._app(scope, receive if scope["type"] == "websocket" else _limited(receive, _largest(place)), send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        elif first_part(place) == OPEN_DATA:
            await protocol.not_answered(Request(scope), refusal)(scope, receive, send)
        else:
            await PlainTextResponse(refusal.detail, refusal.status_code, refusal.headers)(scope, receive, send)

    def _too_often(self, scope: Scope, place: str) -> HTTPException | None:
        kind = _kind(scope, place)
        wait = self._rates[kind].seconds_to_wait(client_of(scope), asyncio.get_running_loop().time()) if kind else 0
        return HTTPException(429, headers={"Retry-After": str(ceil(wait))}) if wait else None


def client_of(scope: Scope) -> str:
    """The address of whoever asks: the one that a trusted proxy names (FORWARDED_ALLOW_IPS of uvicorn), else the connection's. Of IPv6 it is the
    network, since each house has one for itself."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        is_network = isinstance(ip_address(host), IPv6Address)
    except ValueError:
        return host
    return str(ip_network(f"{host.partition('%')[0]}/64", strict=False)) if is_network else host


def _kind(scope: Scope, place: str) -> str | None:
    """What is counted together."""
    if scope["type"] == "websocket":
        return STREAM
    if place.startswith(UPLOAD):
        return UPLOAD if scope["method"] == "PUT" else None
    if place == FOLLOW:
        return FOLLOW if scope["method"] == "POST" else None
    return first_part(place) if first_part(place) in (OPEN_DATA, SIGN_IN) else None


def _largest(place: str) -> int:
    return LARGEST_UPLOAD if place.startswith(UPLOAD) else LARGEST_BODY


def _too_large(scope: Scope, place: str) -> HTTPException | None:
    """By what is known before the body comes."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        return HTTPException(414)
    length = Headers(scope=scope).get("content-length", "")
    return HTTPException(413) if length.isdigit() and int(length) > _largest(place) else None


def _limited(receive: Receive, largest: int) -> Receive:
    """The body as it comes, in pieces. Raises HTTPException where it is larger than was said or comes too slowly."""
    received, is_whole, until = 0, False, asyncio.get_running_loop().time() + BODY_TIME

    async def limited() -> Message:
        nonlocal received, is_whole
        if is_whole:
            # From now on it waits for the client to leave, which may take as long as it likes.
            return await receive()
        try:
            async with asyncio.timeout(min(PAUSE, until - asyncio.get_running_loop().time())):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        received += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if received > largest:
            raise HTTPException(413)
        return message

    return limited
