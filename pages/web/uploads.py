"""The files that browsers have uploaded, which Streamlit holds in memory: how much one session may have there and how much all, and that it is freed
when a session ends.

Streamlit takes any file that a session sends, whether or not a page asks for one, and forgets an ended session only when the next one ends.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Collection, Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime import Runtime

from loaders.batches import FILES, TOGETHER
from loaders.files.opening import MEGABYTE
from monitoring import settings
from pages.web.places import UPLOAD, place_of

GRACE = 120.0
"""Seconds that a session without a connection keeps its files, since a browser that lost the network comes back. Less than Streamlit's
`server.disconnectedSessionTTL`, after which a session can be closed no more."""
INTERVAL = 10.0
"""Seconds between two looks at who is still there."""

Held = Mapping[str, Collection[int]]
"""The sizes (bytes) of the files that each session holds."""


class UploadLimits:
    """Refuses a file that would be too much: for its session with 413, for the server with 503."""

    def __init__(self, app: ASGIApp):
        self._app, self._coming = app, dict[object, tuple[str, int]]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = place_of(scope) if scope["type"] == "http" and scope["method"] == "PUT" else ""
        if not place.startswith(f"{UPLOAD}/"):
            await self._app(scope, receive, send)
            return
        session, length = place.removeprefix(f"{UPLOAD}/").partition("/")[0], Headers(scope=scope).get("content-length", "")
        refusal = self._refusal(session, int(length)) if length.isdigit() else PlainTextResponse(status_code=411)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        this = object()
        self._coming[this] = (session, int(length))
        try:
            await self._app(scope, receive, send)
        finally:
            del self._coming[this]

    def _refusal(self, session: str, size: int) -> Response | None:
        sizes = held()
        of_session = [*sizes.get(session, ()), *(coming for whose, coming in self._coming.values() if whose == session)]
        in_all = sum(map(sum, sizes.values())) + sum(coming for _, coming in self._coming.values())
        if len(of_session) >= FILES or sum(of_session) + size > TOGETHER:
            return PlainTextResponse(status_code=413)
        if in_all + size > settings.upload_memory() * MEGABYTE:
            return PlainTextResponse(status_code=503, headers={"Retry-After": str(round(GRACE))})
        return None


def held() -> Held:
    """What Streamlit holds now."""
    stored = runtime.get_instance().uploaded_file_mgr.file_storage
    return {session: [len(file.data) for file in list(files.values())] for session, files in list(stored.items())}


def close_ended(streamlit_runtime: Runtime, absent: dict[str, float], now: float) -> None:
    """Closes the sessions with files that have had no connection for GRACE seconds. `absent` is since when each has had none, from one call to the
    next."""
    files = streamlit_runtime.uploaded_file_mgr
    gone = {session for session in list(files.file_storage) if not streamlit_runtime.is_active_session(session)}
    for session in absent.keys() - gone:
        del absent[session]
    ended = [session for session in gone if now - absent.setdefault(session, now) >= GRACE]
    for session in ended:
        streamlit_runtime.close_session(session)
        files.remove_session_files(session)
        del absent[session]
    if ended:
        # A session and its runs refer to each other.
        gc.collect()


async def free_ended() -> None:
    """Closes them as long as the server runs."""
    absent: dict[str, float] = {}
    while True:
        await asyncio.sleep(INTERVAL)
        close_ended(runtime.get_instance(), absent, asyncio.get_running_loop().time())
