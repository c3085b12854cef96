"""The addresses of the open data, below /api/."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from monitoring import settings
from monitoring.trust import log
from monitoring.words import languages
from pages.shared import identity, shown_data
from pages.shared.shown_data import Shown
from pages.web.api import openapi, protocol
from pages.web.api.protocol import CSV, HANDLERS, JSON, OPEN, PREFIX, VERSION, ZIP, Query, json_of
from pages.web.request_limits import client_of
from publishing import feed
from publishing.open_data import data_package
from publishing.open_data.open_rows import Source, rows
from publishing.open_data.open_tables import CATALOGUE, CATALOGUE_LIST, TABLES, Table

PACKAGE = "datapackage.zip"
FEED = "changes.atom"

Body = Callable[[Shown, Query], bytes]


def _answer(body: Body, media_type: str, filters: tuple[str, ...], file: str, request: Request) -> Response:
    person = identity.person(request.cookies, client_of(request.scope))
    shown = shown_data.now(shown_data.programme(), identity.is_public(person))
    query = replace(protocol.read_query(request.query_params, filters, shown.catalogue), address=str(request.url))
    licence = settings.licence()
    headers = {"Link": f'<{licence.address}>; rel="license"'} | ({"Content-Disposition": f'attachment; filename="{file}"'} if file else {})
    etag = protocol.etag_of(request, shown, query, repr(licence))

    def made() -> bytes:
        if person.session and not shown.is_public:
            log.downloaded(identity.store(), person, "api", request.url.path)
        return body(shown, query)

    return protocol.answer(request, etag, media_type, made, headers)


def _route(path: str, body: Body, media_type: str = JSON, filters: tuple[str, ...] = (), file: str = "") -> Route:
    return Route(path, partial(_answer, body, media_type, filters, file), methods=["GET"])


def about(shown: Shown, query: Query) -> dict:
    """The part that every document has: the programme, the licence, which data, and whether they are example data."""
    programme, licence = shown.catalogue.programme, settings.licence()
    newest = next(iter(shown.deliveries()), None)
    return {
        "programme": {
            "code": programme.programme,
            "name": query.words.name(programme),
            "first_year": programme.first_year,
            "last_year": programme.last_year,
        },
        "licence": {"name": licence.name, "url": licence.address},
        "source": query.words.text(programme.sources) or None,
        "data": {
            "state": "example" if shown.is_example else "own" if newest else "none",
            "notice": query.words("banner.example") if shown.is_example else None,
            "version": newest.upload_id if newest else None,
            "delivered_at": f"{newest.uploaded_at.isoformat(timespec='seconds')}Z" if newest else None,
        },
        "language": query.language,
    }


def _index(shown: Shown, query: Query) -> bytes:
    """The tables and documents that there are, with relative links."""
    tables = [
        {
            "name": table.name,
            "title": table.title(query.words),
            "description": table.description(query.words),
            "json": table.name,
            "csv": f"{table.name}.csv",
        }
        for table in TABLES.values()
    ]
    links = {"openapi": "openapi.json", "catalogue": "catalogue", "datapackage": data_package.DESCRIPTION, "zip": PACKAGE, "feed": FEED}
    return json_of({"version": VERSION, **about(shown, query), "languages": languages(), "links": links, "tables": tables})


def _openapi(shown: Shown, query: Query) -> bytes:
    return json_of(openapi.document(shown.catalogue, settings.licence(), query.words))


def _source(shown: Shown) -> Source:
    return Source(shown.snapshot, shown.at_year, shown.is_example)


def _rows_json(table: Table, shown: Shown, query: Query) -> bytes:
    found = rows(table, _source(shown), query.words, query.wanted)
    return json_of({"table": table.name, **about(shown, query), "count": len(found), "rows": found})


def _rows_csv(table: Table, shown: Shown, query: Query) -> bytes:
    return data_package.csv_of(table, rows(table, _source(shown), query.words, query.wanted))


def _catalogue_json(shown: Shown, query: Query) -> bytes:
    return json_of(about(shown, query) | {table.name: rows(table, _source(shown), query.words) for table in CATALOGUE})


def _edition(shown: Shown, query: Query) -> data_package.Edition:
    programme, deliveries = shown.catalogue.programme, shown.deliveries()
    return data_package.Edition(
        name=programme.programme.lower(),
        title=query.words("api.title", programme=programme),
        version=deliveries[0].upload_id if deliveries else "",
        licence=settings.licence(),
        source=query.words.text(programme.sources),
        notice=query.words("banner.example") if shown.is_example else "",
    )


def _package_json(shown: Shown, query: Query) -> bytes:
    return json_of(data_package.description(_edition(shown, query), query.words))


def _package_zip(shown: Shown, query: Query) -> bytes:
    return data_package.package(data_package.description(_edition(shown, query), query.words), lambda table: _rows_csv(table, shown, query))


def _feed(shown: Shown, query: Query) -> bytes:
    """What changed of the goals that are asked for, by day."""
    themes, named = query.wanted["theme"], query.wanted["goal"]
    goals = [goal for goal in shown.catalogue.goals.values() if goal.theme in (themes or (goal.theme,)) and goal.goal in (named or (goal.goal,))]
    names = [query.words.name(shown.catalogue.themes[code]) for code in themes] + [query.words.name(shown.catalogue.goals[code]) for code in named]
    notice = query.words("banner.example") if shown.is_example else ""
    told = feed.Feed(shown.catalogue, tuple(goal.goal for goal in goals), ", ".join(names), query.address, notice)
    return feed.atom(told, _days(shown, told.goals), query.words)


def _days(shown: Shown, goals: Collection[str]) -> list[feed.Day]:
    """The newest days on which something of the goals changed."""
    events, looked_at = feed.events(shown.snapshot, shown.deliveries(), shown.decisions()), feed.NEWEST
    if len(goals) < len(shown.catalogue.goals):
        events, looked_at = feed.of_goals(events, goals, shown.catalogue, shown.items_of_uploads()), feed.LOOKED_AT
    return feed.days(events, goals, shown.decisions(), shown.snapshot.newest_year(), shown.at_year, looked_at=looked_at)


def _to_index(request: Request) -> Response:
    return RedirectResponse(f"{PREFIX[1:]}/", headers=OPEN)


def _table_routes(tables: Mapping[str, Table]) -> list[Route]:
    found = []
    for name, table in tables.items():
        found.append(_route(f"/{name}", partial(_rows_json, table), filters=table.filters))
        found.append(_route(f"/{name}.csv", partial(_rows_csv, table), CSV, table.filters, f"{name}.csv"))
    return found


_API = Starlette(
    routes=[
        _route("/", _index),
        _route("/openapi.json", _openapi),
        _route("/catalogue", _catalogue_json),
        _route("/catalogue.csv", partial(_rows_csv, CATALOGUE_LIST), CSV, file="catalogue.csv"),
        _route(f"/{data_package.DESCRIPTION}", _package_json),
        _route(f"/{PACKAGE}", _package_zip, ZIP, file=PACKAGE),
        _route(f"/{FEED}", _feed, feed.MEDIA_TYPE, ("theme", "goal")),
        *_table_routes(TABLES),
    ],
    exception_handlers=HANDLERS,
)

# Streamlit answers every address that it does not know with its own page, so also the one without the slash.
ROUTES = [Route(PREFIX, _to_index, methods=["GET"]), Mount(PREFIX, _API)]
