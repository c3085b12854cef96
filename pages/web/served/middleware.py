"""Where the page goes by on its way out."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitoring.catalogue import CatalogueError
from monitoring.store import NotAStore, StoreBusy
from monitoring.words import words as words_of
from pages.shared import reader_language
from pages.shared.subjects import Subject
from pages.web import base
from pages.web.served import document, subject

PATIENCE = 1.0
"""Seconds that a reader waits for what a page is about: no longer, it is worked out for the next one meanwhile."""
ELSEWHERE = ("api", "fonts", "app", "component", "media", "static", "_stcore")
"""First parts of addresses that are nobody's page: ours, then Streamlit's."""
ABOUT_THE_BODY = (b"if-none-match", b"if-modified-since", b"if-range", b"range", b"accept-encoding")
"""What a reader says of the body that Streamlit has, which goes out to nobody."""
NO_LONGER = ("etag", "last-modified", "accept-ranges")

log = logging.getLogger(__name__)


class Served:
    """ASGI middleware: changes the HTML of pages, and lets everything else by."""

    def __init__(self, app: ASGIApp):
        self._app, self._pool = app, ThreadPoolExecutor(2, "served")
        # What Streamlit would have compressed is compressed again, after it is changed.
        self._compressed = GZipMiddleware(self._page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or place_of(scope).partition("/")[0] in ELSEWHERE:
            await self._app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._compressed(scope | {"method": "GET"}, receive, partial(_without_body, send))
        else:
            await self._compressed(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun: Message = {}
        body = bytearray()

        async def see(message: Message) -> None:
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

        asked = [(name, value) for name, value in scope["headers"] if name.lower() not in ABOUT_THE_BODY]
        # Without extensions: a server that sends files by their path would pass us by.
        await self._app(scope | {"headers": asked, "extensions": {}}, receive, see)

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
        words = words_of(reader_language.preferred(query.getlist("lang"), ",".join(Headers(scope=scope).getlist("accept-language"))))
        about = await self._about(place, partial(subject.at, place, query.getlist, words)) or subject.plain(words)
        changed = document.written(body.decode(), about, place, query, words).encode()
        headers = MutableHeaders(raw=list(begun["headers"]))
        varies = [name.strip() for name in headers.get("vary", "").split(",") if name.strip().lower() not in ("", "accept-encoding")]
        for name in NO_LONGER:
            del headers[name]
        headers["Content-Length"], headers["Content-Language"] = str(len(changed)), words.language
        headers["Vary"] = ", ".join([*varies, "Accept-Language"])
        begun["headers"] = headers.raw
        return changed

    async def _about(self, place: str, work_out: partial[Subject]) -> Subject | None:
        """None where it cannot be known in time."""
        try:
            if not subject.asks_the_store(place):
                return work_out()
            return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(self._pool, work_out), PATIENCE)
        except (StoreBusy, NotAStore, CatalogueError, TimeoutError) as error:
            log.info("a page goes out with the programme's name only: %r", error)
        except Exception:
            log.exception("a page goes out with the programme's name only")
        return None


def place_of(scope: Scope) -> str:
    """The address below that of the front page, without slashes around it: "" for the front page, "goal"."""
    for before in (scope.get("root_path", ""), base.path()):
        path = scope["path"].removeprefix(before)
        if before and path != scope["path"] and path[:1] in ("", "/"):
            return path.strip("/")
    return scope["path"].strip("/")


def _is_page(begun: Message) -> bool:
    return begun["status"] == 200 and Headers(raw=begun["headers"]).get("content-type", "").startswith("text/html")


async def _without_body(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        await send(message)
    elif not message.get("more_body", False):
        await send({"type": "http.response.body", "body": b""})
