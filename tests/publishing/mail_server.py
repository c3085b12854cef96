"""A mail server within this process, which takes what it is sent, refuses what it is told to refuse, and lets in whoever has the password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PASSWORD = "open sesame"


class Box:
    """What came, as messages; `refused` has a reply for each address that is not taken."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def _let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    return AuthResult(success=getattr(data, "password", b"") == PASSWORD.encode())


@contextmanager
def running(port: int, tls: ssl.SSLContext | None = None) -> Iterator[Box]:
    """A server on this machine; with `tls` it asks for STARTTLS and a password."""
    box = Box()
    more = {"require_starttls": True, "tls_context": tls, "authenticator": _let_in, "auth_required": True} if tls else {}
    controller = Controller(box, "127.0.0.1", port, ready_timeout=60, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
