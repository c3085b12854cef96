"""The server's messages on standard error, for the service manager's journal: each on one line, with its moment in UTC. Which requests were refused,
and whatever else the program's modules log; who did what is monitoring.trust.log's."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared import metrics
from pages.web.places import kind_of, place_of
from pages.web.request_limits import client_of

MODULES = ("loaders", "monitoring", "pages", "publishing")
REFUSALS = frozenset({400, 401, 403, 405, 408, 411, 413, 414, 421, 429})
PARTS = 2
"""Of an address that are logged: what follows may be the id of a page's connection."""

log = logging.getLogger(__name__)


class OneLine(logging.Formatter):
    """A message, and the trace of its error, without breaks: nobody's text makes a line of its own."""

    converter = time.gmtime

    def __init__(self):
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")


def begin() -> None:
    """From now on the program's modules log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    for name in MODULES:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers = [handler]


class RefusalLog:
    """Logs each request and each websocket that is refused: its address, without the query, and whose it is. Counts all of them."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place, is_open = "/".join(place_of(scope).split("/")[:PARTS]) if "path" in scope else "", False

        async def send_and_log(message: Message) -> None:
            nonlocal is_open
            is_open = is_open or message["type"] == "websocket.accept"
            if message["type"] == "http.response.start":
                metrics.requests.labels(kind_of(place), message["status"]).inc()
            elif message["type"] == "websocket.accept":
                metrics.requests.labels("stream", 101).inc()
            if message["type"] == "http.response.start" and message["status"] in REFUSALS:
                log.warning("refused with %d: %s %r of %s", message["status"], scope["method"], place, client_of(scope))
            elif message["type"] == "websocket.close" and not is_open:
                log.warning("refused with %d: websocket %r of %s", message["code"], place, client_of(scope))
            await send(message)

        await self._app(scope, receive, send_and_log)
