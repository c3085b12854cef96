"""The public copy only reads: whatever would send it something is refused before anything of the dashboard sees it."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from monitoring import settings

READING = ("GET", "HEAD", "OPTIONS")


class ReadOnly:
    """Answers 405 to every HTTP method that does more than read, such as Streamlit's for uploads, where this is the public copy."""

    def __init__(self, app: ASGIApp):
        self._app, self._is_public = app, settings.is_public()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_public and scope["type"] == "http" and scope["method"] not in READING:
            refusal = PlainTextResponse(status_code=405, headers={"Allow": ", ".join(READING)})
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)
