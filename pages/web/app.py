"""The web application that `streamlit run` serves: dashboard.py, the open data and the typefaces. With `--server.baseUrlPath` all of it is below that
address."""

from __future__ import annotations

import asyncio
import importlib
import mimetypes
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    # Streamlit looks for modules beside this file; ours are named from the top.
    sys.path.insert(0, str(ROOT))

from monitoring import settings  # noqa: E402
from monitoring.catalogue import CatalogueError  # noqa: E402
from monitoring.words import languages, words  # noqa: E402
from pages.shared import address, identity, shown_data  # noqa: E402
from pages.web import operations, server_log, sign_in, slow_requests, unsubscribe, uploads  # noqa: E402
from pages.web.api.routes import ROUTES  # noqa: E402
from pages.web.middleware import Entitled, LoopbackOnly, NotServed, PageHead, SameOrigin  # noqa: E402
from pages.web.request_limits import RequestLimits  # noqa: E402
from pages.web.security_headers import SecurityHeaders  # noqa: E402
from pages.web.server_log import RefusalLog  # noqa: E402
from pages.web.uploads import UploadLimits  # noqa: E402

mimetypes.add_type("font/woff2", ".woff2")
FONTS = Mount("/fonts", StaticFiles(directory=Path(__file__).with_name("fonts")))
MIDDLEWARE = [
    Middleware(each) for each in (RefusalLog, SecurityHeaders, LoopbackOnly, RequestLimits, NotServed, SameOrigin, Entitled, UploadLimits, PageHead)
]
"""The first is the outermost: it sees a request first and its answer last."""


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Until a first script has named its pages, Streamlit takes the folder pages/ for its old kind of pages, and tells whoever comes by a link
    to one of ours that there is no such page. Nothing public settles that; st.navigation sets this same attribute."""
    PagesManager.uses_pages_directory = False
    server_log.begin()
    slow_requests.limit()
    _prepare()
    freeing = asyncio.create_task(uploads.free_ended())
    yield
    freeing.cancel()


def _prepare() -> None:
    """Does beforehand what the first page would take long for: reads the store and the programme, and loads what Streamlit's elements need."""
    threading.Thread(target=shown_data.read_ahead, name="read-ahead", daemon=True).start()
    importlib.import_module("pandas")
    with suppress(CatalogueError):
        shown_data.programme()


def _below(route: BaseRoute) -> BaseRoute:
    """The same route where Streamlit has its own: st.App takes routes as they are."""
    match route:
        case Route():
            return Route(address.base_path() + route.path, route.endpoint, methods=list(route.methods))
        case Mount():
            return Mount(address.base_path() + route.path, route.app)
    raise TypeError(route)


def refuse_to_start() -> None:
    """Ends with a sentence where a setting cannot be used, and where anybody on the network could act in any name."""
    try:
        is_protected = settings.is_public() or identity.is_offered()
        settings.session_idle(), settings.session_longest(), settings.log_kept(), settings.address()
    except settings.BadSetting as error:
        raise SystemExit(_in_all_languages("setting.bad", name=error.name, value=error.value)) from None
    host = st.get_option("server.address") or "0.0.0.0"
    if not is_protected and not settings.is_loopback(host):
        raise SystemExit(_in_all_languages("start.unprotected", address=host))


def _in_all_languages(key: str, **values: str) -> str:
    """Whoever reads it may speak any of them."""
    return "\n".join(words(language)(key, **values) for language in languages())


refuse_to_start()
SIGN_IN = [route] if (route := sign_in.mount()) else []
app = st.App(
    ROOT / "dashboard.py",
    lifespan=_lifespan,
    # The typefaces stay at the top as well: .streamlit/config.toml asks for them there.
    routes=[*(_below(route) for route in (*ROUTES, *operations.ROUTES, *unsubscribe.ROUTES, *SIGN_IN, FONTS)), FONTS],
    middleware=MIDDLEWARE,
)
