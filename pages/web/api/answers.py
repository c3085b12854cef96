"""Answers of the API: bodies with what a cache and another site need to know, and refusals as RFC 9457 has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitoring.catalogue import CatalogueError
from monitoring.store import NotAStore, StoreBusy
from monitoring.words import Words, words
from pages.shared.shown_data import Shown
from pages.web.api import query
from pages.web.api.query import Query, Refused

VERSION = "1.1.0"
"""Of what the API answers. A new one also makes readers forget what they kept of the one before."""
PREFIX = "/api"
JSON, CSV, ZIP = "application/json", "text/csv; charset=utf-8; header=present", "application/zip"
PROBLEM = "application/problem+json"
SECONDS_TO_WAIT = 10
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer: any site may read it; whoever keeps it asks whether it still holds."""


def json_of(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


def tag(request: Request, shown: Shown, asked: Query, *more: str) -> str:
    """The ETag of what is asked for: the same as long as the answer is. Weak, since a server may compress the body."""
    path, wanted = request.url.path, sorted(asked.wanted.items())
    made_of = repr((VERSION, shown.digest, path, asked.language, wanted, more))
    return f'W/"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


def fresh(request: Request, etag: str, media_type: str, body: Callable[[], bytes], headers: Mapping[str, str] | None = None) -> Response:
    """The body, or 304 where the reader has it already; then it is not made."""
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    marked = OPEN | {"ETag": etag}
    if known & {"*", etag.removeprefix("W/")}:
        return Response(status_code=304, headers=marked)
    return Response(body(), media_type=media_type, headers=marked | dict(headers or {}))


def refused(request: Request, error: Refused) -> Response:
    return _problem(request, 400, "bad-query", error.detail, parameter=error.parameter, allowed=error.allowed)


def not_answered(request: Request, error: HTTPException) -> Response:
    """No such address, or a method that only reads nothing: as the router says it, with its headers."""
    say = _words(request)
    kinds = {404: ("not-found", say("api.not-found")), 405: ("method-not-allowed", say("api.method-not-allowed"))}
    kind, detail = kinds.get(error.status_code, ("error", str(error.detail)))
    return _problem(request, error.status_code, kind, detail, error.headers)


def busy(request: Request, error: StoreBusy) -> Response:
    return _problem(request, 503, "store-busy", _words(request)("store.busy"), {"Retry-After": str(SECONDS_TO_WAIT)})


def broken(request: Request, error: NotAStore | CatalogueError) -> Response:
    """The store or the programme cannot be read: what exactly is wrong is not for everybody."""
    return _problem(request, 503, "unavailable", _words(request)("api.unavailable"))


HANDLERS = {Refused: refused, HTTPException: not_answered, StoreBusy: busy, NotAStore: broken, CatalogueError: broken}


def _words(request: Request) -> Words:
    return words(query.language(request.query_params))


def _problem(request: Request, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None, **more) -> Response:
    title = _words(request)(f"api.problem.{kind}")
    document = {"type": f"urn:problem:{kind}", "title": title, "status": status, "detail": detail, **more}
    uncached = OPEN | {"Cache-Control": "no-store"} | dict(headers or {})
    return Response(json_of(document), status, uncached, PROBLEM)
