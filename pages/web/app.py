"""The dashboard as a web application, for `streamlit run`: dashboard.py, and what has to be settled before its first reader comes; and the open data
beside it. With `--server.baseUrlPath` all of it is below that address."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    # Streamlit looks for modules beside this file; ours are named from the top.
    sys.path.insert(0, str(ROOT))

from pages.web import base  # noqa: E402
from pages.web.api.routes import ROUTES  # noqa: E402
from pages.web.font_files import FONTS  # noqa: E402
from pages.web.read_only import ReadOnly  # noqa: E402
from pages.web.served.middleware import Served  # noqa: E402

MIDDLEWARE = [Middleware(ReadOnly), Middleware(Served)]
"""The first is the outermost: it sees a request first and its answer last."""


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Until a first script has named its pages, Streamlit takes the folder pages/ for its old kind of pages, and tells whoever comes by a link
    to one of ours that there is no such page. Nothing public settles that; st.navigation sets this same attribute."""
    PagesManager.uses_pages_directory = False
    yield


def _below(route: BaseRoute) -> BaseRoute:
    """The same route where Streamlit has its own: st.App takes routes as they are."""
    match route:
        case Route():
            return Route(base.path() + route.path, route.endpoint, methods=list(route.methods))
        case Mount():
            return Mount(base.path() + route.path, route.app)
    raise TypeError(route)


app = st.App(
    ROOT / "dashboard.py",
    lifespan=_lifespan,
    # The typefaces stay at the top as well: .streamlit/config.toml asks for them there.
    routes=[*(_below(route) for route in (*ROUTES, FONTS)), FONTS],
    middleware=MIDDLEWARE,
)
