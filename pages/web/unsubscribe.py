"""The one click by which a mail program ends a digest for its reader (RFC 8058): a POST to the address of the page that has the button for it.
Who has the link may end the digest; nobody signs in, and a program that only opens the link ends nothing."""

from __future__ import annotations

import logging
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from monitoring import subscriptions
from monitoring.catalogue import CatalogueError
from monitoring.storage.errors import StoreError
from monitoring.trust.people import RESIDENT, Person
from pages.shared import shown_data
from pages.web.places import FOLLOW
from pages.web.request_limits import client_of
from publishing.mail import ONE_CLICK

NOT_STORED = {"Cache-Control": "no-store"}

log = logging.getLogger(__name__)


async def end(request: Request) -> Response:
    """200 where the digest does not come any more, also where it had ended before: programs ask again. 400 for what no mail program sends."""
    async with request.form(max_files=0, max_fields=2) as form:
        asked = {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
    link = request.query_params.get("end", "")
    if asked != ONE_CLICK or not link:
        return PlainTextResponse(status_code=400, headers=NOT_STORED)
    try:
        await run_in_threadpool(_end, link, replace(RESIDENT, address=client_of(request.scope)))
    except (StoreError, CatalogueError) as error:
        log.info("no digest can be ended now: %r", error)
        return PlainTextResponse(status_code=503, headers=NOT_STORED | {"Retry-After": "60"})
    return PlainTextResponse(headers=NOT_STORED)


def _end(link: str, person: Person) -> None:
    try:
        subscriptions.end(shown_data.city_store(), shown_data.programme(), link, person)
    except subscriptions.UnknownLink:
        log.info("a link that ends no digest was sent")


ROUTES = [Route(f"/{FOLLOW}", end, methods=["POST"])]
