"""Addresses for whoever runs the server: whether it lives, whether it can show something, and figures about it. What a load balancer and a monitor
ask; nothing of it is for readers."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.storage.errors import StoreError
from pages.shared import metrics, shown_data

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
NOT_STORED = {"Cache-Control": "no-store"}


async def live(request: Request) -> Response:
    """Whether the process answers at all; asks nothing else."""
    return JSONResponse({"status": "live"}, headers=NOT_STORED)


def ready(request: Request) -> Response:
    """Whether pages can be shown: the programme is whole and the store can be read. What is shown although the store is busy counts as ready."""
    try:
        shown_data.programme()
        store = shown_data.city_store()
        store.refresh()
        state = {"status": "ready", "behind": store.behind_since is not None}
    except (StoreError, CatalogueError) as error:
        state = {"status": "not ready", "reason": getattr(error, "code", "programme")}
    return JSONResponse(state, 200 if state["status"] == "ready" else 503, NOT_STORED)


def figures(request: Request) -> Response:
    """For Prometheus, who brings the token of MONITORING_METRICS_TOKEN; without one there is no such address."""
    token = settings.metrics_token()
    if token is None:
        return PlainTextResponse(status_code=404)
    if not hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        return PlainTextResponse(status_code=401, headers={"WWW-Authenticate": "Bearer"})
    return Response(metrics.text(shown_data.city_store()), media_type=PROMETHEUS, headers=NOT_STORED)


ROUTES = [Route("/health/live", live, methods=["GET"]), Route("/health/ready", ready, methods=["GET"]), Route("/metrics", figures, methods=["GET"])]
