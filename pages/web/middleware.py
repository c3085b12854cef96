"""What a request goes through before Streamlit answers it: the refusal of what is not for everybody, of other sites' websockets and, on the public
copy, of whatever does more than read; and the head of a page."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.storage.errors import StoreError
from monitoring.trust.log import ask
from monitoring.trust.people import Person
from monitoring.trust.permissions import ANY_UNIT, Permission, Refused, may
from monitoring.words import languages
from monitoring.words import words as words_of
from pages.shared import downloads, identity, shown_data
from pages.shared.registry import Subject
from pages.web import page_head
from pages.web.places import AGENTS, FOLLOW, MEDIA, METRICS, NO_PAGES, SIGN_IN, first_part, place_of
from pages.web.request_limits import client_of
from pages.web.same_origin import is_same_origin

READING = ("GET", "HEAD", "OPTIONS")
PATIENCE = 1.0
"""Seconds that a reader waits at most for a page's title; after that it is worked out for the next reader."""
BODY_REQUEST_HEADERS = (b"if-none-match", b"if-modified-since", b"if-range", b"range", b"accept-encoding")
"""Headers of a request about the body as Streamlit has it, which nobody gets."""
BODY_ANSWER_HEADERS = ("etag", "last-modified", "accept-ranges")
"""Headers of the answer that do not hold for the changed body."""

log = logging.getLogger(__name__)


class SameOrigin:
    """Refuses a websocket that another site's page opens; of Streamlit's own, any page of this machine may. Those of `server.corsAllowedOrigins` may.
    A program that is no browser names no origin."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not is_same_origin(scope):
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await self._app(scope, receive, send)


class LoopbackOnly:
    """Where anybody may do everything, since nobody signs in, answers no request that came by an address which other machines reach: the server may
    have been started without the check of `pages.web.app`. Nor one for another name than this machine's or those of `server.allowedHosts`: a site
    whose name is made to lead here (DNS rebinding) would act as the person in front of the screen."""

    def __init__(self, app: ASGIApp):
        self._app, self._is_protected = app, settings.is_public() or identity.is_offered()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        elsewhere = "" if self._is_protected or scope["type"] == "lifespan" else _elsewhere(scope)
        if not elsewhere:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            said = "\n".join(words_of(language)("start.unprotected", address=elsewhere) for language in languages())
            await PlainTextResponse(said, 403)(scope, receive, send)


class NotServed:
    """Answers 404 where Streamlit tells anybody how busy the server is and how much memory it has, and where it lets programs press buttons; and 421
    to whoever came by another name than those of `server.allowedHosts`, where it names any. Streamlit asks for that of websockets only; a site whose
    name is made to lead here (DNS rebinding) could read pages and open data."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._refusal(scope) or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if scope["type"] != "http":
            return None
        if not is_host_allowed(Headers(scope=scope).get("host")):
            return PlainTextResponse(status_code=421)
        place = place_of(scope)
        return PlainTextResponse(status_code=404) if place == METRICS or place.startswith(AGENTS) else None


class Entitled:
    """Refuses what the person who asks may not: on the public copy every HTTP method that does more than read (405), elsewhere files from whoever may
    not hand in, and files that were made for somebody else (403). Where the store cannot tell who it is, 503. A sign-in and the click
    that ends a digest are for everybody."""

    def __init__(self, app: ASGIApp):
        self._app, self._is_public = app, settings.is_public()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        place, is_reading = place_of(scope), scope["method"] in READING
        if self._is_public:
            return None if is_reading else PlainTextResponse(status_code=405, headers={"Allow": ", ".join(READING)})
        is_file = identity.is_offered() and first_part(place) == MEDIA
        if (is_reading and not is_file) or first_part(place) == SIGN_IN or (place, scope["method"]) == (FOLLOW, "POST"):
            return None
        try:
            person = await run_in_threadpool(identity.person, Request(scope).cookies, client_of(scope))
        except (StoreError, CatalogueError) as error:
            log.info("nobody can be told from the public: %r", error)
            return PlainTextResponse(status_code=503, headers={"Retry-After": "10"})
        is_allowed = downloads.is_for(place.removeprefix(f"{MEDIA}/"), person) if is_reading else may(person, Permission.HAND_IN, ANY_UNIT)
        if not is_allowed and not is_reading and person.session:
            await run_in_threadpool(_log_refusal, person)
        return None if is_allowed else PlainTextResponse(status_code=403)


def _log_refusal(person: Person) -> None:
    """That somebody who is signed in sent something. Not of others, who could fill the log: their requests are among the server's messages."""
    with suppress(Refused, StoreError):
        ask(identity.store(), person, Permission.HAND_IN)


class PageHead:
    """ASGI middleware that puts a page's own title, language and description into the HTML of Streamlit's page, and lets everything else by."""

    def __init__(self, app: ASGIApp):
        self._app, self._pool = app, ThreadPoolExecutor(2, "served")
        # What Streamlit would have compressed is compressed again, after it is changed.
        self._compressed = GZipMiddleware(self._page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or first_part(place_of(scope)) in NO_PAGES:
            await self._app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._compressed(scope | {"method": "GET"}, receive, partial(_without_body, send))
        else:
            await self._compressed(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start" and _is_page(message):
                begun = message
            elif not begun or message["type"] != "http.response.body":
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    changed = await self._changed(bytes(body), begun, scope)
                    await send(begun)
                    await send({"type": "http.response.body", "body": changed})

        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in BODY_REQUEST_HEADERS]
        # Without extensions, since a server that sends files by their path would leave this out.
        await self._app(scope | {"headers": headers, "extensions": {}}, receive, collect)

    async def _changed(self, body: bytes, begun: Message, scope: Scope) -> bytes:
        """The body as it goes out; its headers are set in `begun`. Where anything goes wrong, both as Streamlit has them."""
        try:
            return await self._written(body, begun, scope)
        except Exception:
            # Whatever it was: a reader with a browser gets the page all the same.
            log.exception("a page goes out as Streamlit has it")
            return body

    async def _written(self, body: bytes, begun: Message, scope: Scope) -> bytes:
        query, place = QueryParams(scope["query_string"]), place_of(scope)
        words = words_of(shown_data.language(query.getlist("lang"), ",".join(Headers(scope=scope).getlist("accept-language"))))
        cookies = Request(scope).cookies
        work_out = partial(page_head.subject, place, query.getlist, words, cookies)
        subject = await self._subject(work_out, page_head.asks_the_store(place, cookies)) or page_head.plain_subject(words)
        changed = page_head.written(body.decode(), subject, place, query, words, page_head.emptying(cookies, words)).encode()
        headers = MutableHeaders(raw=list(begun["headers"]))
        varies = [name.strip() for name in headers.get("vary", "").split(",") if name.strip().lower() not in ("", "accept-encoding")]
        for name in BODY_ANSWER_HEADERS:
            del headers[name]
        headers["Content-Length"], headers["Content-Language"] = str(len(changed)), words.language
        headers["Vary"] = ", ".join([*varies, "Accept-Language"])
        begun["headers"] = headers.raw
        return changed

    async def _subject(self, work_out: partial[Subject], asks_the_store: bool) -> Subject | None:
        """None where it cannot be known in time."""
        try:
            if not asks_the_store:
                return work_out()
            return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(self._pool, work_out), PATIENCE)
        except (StoreError, CatalogueError, TimeoutError) as error:
            log.info("a page goes out with the programme's name only: %r", error)
        except Exception:
            log.exception("a page goes out with the programme's name only")
        return None


def _elsewhere(scope: Scope) -> str:
    """The address or the name by which a request came, where it is not this machine's own; "" where it is."""
    local = (scope.get("server") or ("localhost",))[0]
    # Of a socket in the file system it is a path, which other machines do not reach.
    if not local.startswith("/") and not settings.is_loopback(local):
        return local
    host = Headers(scope=scope).get("host", "")
    name = urlsplit(f"//{host}").hostname or ""
    is_named = bool(st.get_option("server.allowedHosts")) and is_host_allowed(host)
    return "" if is_named or settings.is_loopback(name) else host or "?"


def _is_page(begun: Message) -> bool:
    return begun["status"] == 200 and Headers(raw=begun["headers"]).get("content-type", "").startswith("text/html")


async def _without_body(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        await send(message)
    elif not message.get("more_body", False):
        await send({"type": "http.response.body", "body": b""})
