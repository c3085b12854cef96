"""Where on its host the dashboard is."""

from __future__ import annotations

import streamlit as st


def path() -> str:
    """What comes before the address of every page: "" on a host of its own, "/city/monitoring" with `--server.baseUrlPath city/monitoring`."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
