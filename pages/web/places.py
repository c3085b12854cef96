"""Where a request goes: the part of its address below that of the front page, and whose part that is."""

from __future__ import annotations

from starlette.types import Scope

from pages.shared import address

OPEN_DATA, SIGN_IN = "api", "sign-in"
FOLLOW = "follow"
"""The page that ends a digest, by a button or by the click of a mail program."""
OPERATIONS = ("health", "metrics")
"""First parts of the addresses for whoever runs the server."""
STREAMLITS = "_stcore"
MEDIA = "media"
UPLOAD, STREAM, METRICS, AGENTS = (f"{STREAMLITS}/{name}" for name in ("upload_file", "stream", "metrics", "agent"))
"""Streamlit's addresses: files that a page made or shows, files of browsers, the websocket of a page, figures about the server, its way in for
programs that press buttons."""
ASSETS = ("fonts", "app", "component", "static")
"""First parts of the addresses of files that are the software's and not the data's: ours, then Streamlit's."""
NO_PAGES = (OPEN_DATA, SIGN_IN, *OPERATIONS, *ASSETS, MEDIA, STREAMLITS)
"""First parts of addresses below which there are no pages."""


def place_of(scope: Scope) -> str:
    """The address below that of the front page, without slashes around it: "" for the front page, "goal"."""
    for before in (scope.get("root_path", ""), address.base_path()):
        path = scope["path"].removeprefix(before)
        if before and path != scope["path"] and path[:1] in ("", "/"):
            return path.strip("/")
    return scope["path"].strip("/")


def first_part(place: str) -> str:
    return place.partition("/")[0]


def kind_of(place: str) -> str:
    """What a request is counted as: one of a few words, whatever was asked for."""
    first = first_part(place)
    if first in (OPEN_DATA, SIGN_IN, MEDIA, *OPERATIONS):
        return first
    if place.startswith(UPLOAD):
        return "upload"
    return "asset" if first in (*ASSETS, STREAMLITS) else "page"
