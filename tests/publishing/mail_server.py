"""A mail server within this process, which takes what it is sent, refuses what it is told to refuse, and lets in whoever has the password."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PASSWORD = "open sesame"


def free_port() -> int:
    """Where no server listens yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Box:
    """What came, as messages; `refused` has a reply for each address that is not taken, `in_clear` what anybody on the way could read."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.in_clear = b""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def _let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    return AuthResult(success=getattr(data, "password", b"") == PASSWORD.encode(), handled=False)


class _Overheard(SMTP):
    def data_received(self, data: bytes) -> None:
        if self._tls_protocol is None and self.transport.get_extra_info("sslcontext") is None:
            self.event_handler.in_clear += data
        super().data_received(data)


class _Server(Controller):
    def factory(self) -> SMTP:
        return _Overheard(self.handler, **self.SMTP_kwargs)


@contextmanager
def running(port: int, security: str = "none", certificate: ssl.SSLContext | None = None) -> Iterator[Box]:
    """A server on this machine; with `security` (see MONITORING_SMTP_SECURITY) over TLS, and it asks for a password."""
    box = Box()
    more = {
        "none": {},
        "starttls": {"require_starttls": True, "tls_context": certificate, "authenticator": _let_in, "auth_required": True},
        # Of a connection that is encrypted from its beginning the package does not know that it is.
        "tls": {"ssl_context": certificate, "authenticator": _let_in, "auth_require_tls": False},
    }
    controller = _Server(box, "127.0.0.1", port, ready_timeout=60, **more[security])
    controller.start()
    box.in_clear = b""
    try:
        yield box
    finally:
        controller.stop()
