"""Whether a request comes from a page of ours, and not from another site's."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope


def is_same_origin(scope: Scope) -> bool:
    """By the Origin header; a program that is no browser sends none. Those of `server.corsAllowedOrigins` may come too."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return True
    parts = urlsplit(origin)
    # A web server in front may take the encryption away without saying so; it adds none.
    return parts.netloc == headers.get("host") and (parts.scheme == "https" or scope.get("scheme") not in ("wss", "https"))
