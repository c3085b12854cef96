"""How the API is asked and how it answers: the query of an address, checked; bodies with what a cache and another site need to know; refusals as
RFC 9457 has them. A wrong query is refused with what is allowed, never answered with something else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitoring.catalogue import Catalogue, CatalogueError
from monitoring.storage.errors import StoreError
from monitoring.words import DEFAULT, Words, languages, words
from pages.shared.shown_data import Shown

VERSION = "1.4.0"
"""The version of the API's answers. It is part of every ETag, so that a new one makes readers fetch everything again."""
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
LANGUAGE = "lang"
MOST_NAMED = 20
"""How many allowed values a refusal names."""


class BadQuery(Exception):
    "A query that cannot be answered: `detail` in the reader's language, the `parameter` that is wrong, some values `allowed` for it."

    def __init__(self, detail: str, parameter: str, allowed: Collection[str]):
        super().__init__(detail)
        self.detail, self.parameter, self.allowed = detail, parameter, list(allowed)[:MOST_NAMED]


@dataclass(frozen=True)
class Query:
    """The language, and the values asked for by filter; none for a filter lets everything through. `address` is the whole address that was asked."""

    language: str
    wanted: Mapping[str, tuple[str, ...]]
    address: str = ""

    @property
    def words(self) -> Words:
        return words(self.language)


def filter_values(catalogue: Catalogue) -> dict[str, list[str]]:
    """Every filter with the values that it can have."""
    return {
        "theme": list(catalogue.themes),
        "goal": list(catalogue.goals),
        "indicator": list(catalogue.indicators),
        "unit": list(catalogue.units),
        "year": [str(year) for year in catalogue.years],
    }


def language(parameters: QueryParams) -> str:
    """The one language that is asked for, where there are messages in it; else the default."""
    given = parameters.getlist(LANGUAGE)
    return given[0] if len(given) == 1 and given[0] in languages() else DEFAULT


def read_query(parameters: QueryParams, filters: Collection[str], catalogue: Catalogue) -> Query:
    """The query of an address that can be filtered by `filters`. Raises BadQuery."""
    say = words(language(parameters))
    allowed = {name: known for name, known in filter_values(catalogue).items() if name in filters}
    for name in parameters:
        if name != LANGUAGE and name not in allowed:
            raise BadQuery(say("api.unknown-parameter", name=name), name, [*allowed, LANGUAGE])
    if parameters.getlist(LANGUAGE) not in ([], *([code] for code in languages())):
        raise BadQuery(say("api.unknown-language"), LANGUAGE, languages())
    wanted = {name: tuple(dict.fromkeys(parameters.getlist(name))) for name in allowed}
    for name, given in wanted.items():
        wrong = next((value for value in given if value not in allowed[name]), None)
        if wrong is not None:
            raise BadQuery(say("api.unknown-value", name=name, value=wrong), name, allowed[name])
    return Query(say.language, wanted)


def json_of(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


def etag_of(request: Request, shown: Shown, query: Query, *more: str) -> str:
    """The ETag of an answer: the same as long as the answer is. Weak, since a server may compress the body."""
    path, wanted = request.url.path, sorted(query.wanted.items())
    made_of = repr((VERSION, shown.digest, path, query.language, wanted, more))
    return f'W/"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


def answer(request: Request, etag: str, media_type: str, body: Callable[[], bytes], headers: Mapping[str, str] | None = None) -> Response:
    """The answer, or 304 without making the body where the reader has it already."""
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    marked = OPEN | {"ETag": etag}
    if known & {"*", etag.removeprefix("W/")}:
        return Response(status_code=304, headers=marked)
    return Response(body(), media_type=media_type, headers=marked | dict(headers or {}))


def bad_query(request: Request, error: BadQuery) -> Response:
    return _problem(request, 400, "bad-query", error.detail, parameter=error.parameter, allowed=error.allowed)


def not_answered(request: Request, error: HTTPException) -> Response:
    """What is refused whatever the query says, with its headers: no such address, a method that is not allowed, too large, too long, too often."""
    say = _words(request)
    kinds = {
        404: ("not-found", say("api.not-found")),
        405: ("method-not-allowed", say("api.method-not-allowed")),
        413: ("too-large", say("api.too-large")),
        414: ("too-long", say("api.too-long")),
        429: ("too-many", say("api.too-many")),
    }
    kind, detail = kinds.get(error.status_code, ("error", str(error.detail)))
    return _problem(request, error.status_code, kind, detail, error.headers)


def no_store(request: Request, error: StoreError) -> Response:
    if not error.may_pass:
        return broken(request, error)
    return _problem(request, 503, f"store-{error.code}", _words(request)(error.key), {"Retry-After": str(SECONDS_TO_WAIT)})


def broken(request: Request, error: StoreError | CatalogueError) -> Response:
    """The store or the programme cannot be read: what exactly is wrong is not for everybody."""
    return _problem(request, 503, "unavailable", _words(request)("api.unavailable"))


HANDLERS = {BadQuery: bad_query, HTTPException: not_answered, StoreError: no_store, CatalogueError: broken}


def _words(request: Request) -> Words:
    return words(language(request.query_params))


def _problem(request: Request, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None, **more) -> Response:
    title = _words(request)(f"api.problem.{kind}")
    document = {"type": f"urn:problem:{kind}", "title": title, "status": status, "detail": detail, **more}
    uncached = OPEN | {"Cache-Control": "no-store"} | dict(headers or {})
    return Response(json_of(document), status, uncached, PROBLEM)
