"""The dashboard as a web application, for `streamlit run`: dashboard.py, and what has to be settled before its first reader comes; and the open data
beside it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    # Streamlit looks for modules beside this file; ours are named from the top.
    sys.path.insert(0, str(ROOT))

from pages.web.api.routes import ROUTES  # noqa: E402


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Until a first script has named its pages, Streamlit takes the folder pages/ for its old kind of pages, and tells whoever comes by a link
    to one of ours that there is no such page. Nothing public settles that; st.navigation sets this same attribute."""
    PagesManager.uses_pages_directory = False
    yield


app = st.App(ROOT / "dashboard.py", lifespan=_lifespan, routes=ROUTES)
