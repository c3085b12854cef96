"""Closes a connection over which no whole request has come for some seconds. Uvicorn waits for ever, and has no setting for it; how slowly a body may
come is pages.web.request_limits's.

`streamlit run` chooses uvicorn's protocol before it loads the application and gives nobody its configuration, so this changes the class that uvicorn
has chosen (`uvicorn.protocols.http.auto`), of which it uses what both of uvicorn's protocols have: `transport`, `loop`, `cycle`.
"""

from __future__ import annotations

from asyncio import Protocol, TimerHandle, Transport
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_TIME = 10.0
"""Seconds for the first line and the headers."""


def limit(protocol: type[Protocol] = AutoHTTPProtocol, seconds: float = HEAD_TIME) -> None:
    """From now on every new connection has so many seconds for each request's head."""
    waiting: WeakKeyDictionary[Protocol, TimerHandle] = WeakKeyDictionary()
    connection_made, data_received, connection_lost = protocol.connection_made, protocol.data_received, protocol.connection_lost

    def watch(connection: Protocol) -> None:
        """Starts to wait for a head, or ends the waiting where a request has come or the connection has become a websocket's."""
        if not _waits(connection):
            end(connection)
        elif connection not in waiting:
            waiting[connection] = connection.loop.call_later(seconds, connection.transport.abort)

    def end(connection: Protocol) -> None:
        if timer := waiting.pop(connection, None):
            timer.cancel()

    def made(connection: Protocol, transport: Transport) -> None:
        connection_made(connection, transport)
        watch(connection)

    def received(connection: Protocol, data: bytes) -> None:
        data_received(connection, data)
        watch(connection)

    def lost(connection: Protocol, error: Exception | None) -> None:
        end(connection)
        connection_lost(connection, error)

    protocol.connection_made, protocol.data_received, protocol.connection_lost = made, received, lost


def _waits(connection: Protocol) -> bool:
    is_answering = connection.cycle is not None and not connection.cycle.response_complete
    return not is_answering and not connection.transport.is_closing() and connection.transport.get_protocol() is connection
