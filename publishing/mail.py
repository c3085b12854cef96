"""Sends mail over SMTP, many at a time over one connection, and says of each how that went."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from monitoring.mails import SENT
from monitoring.settings import MailServer

PATIENCE = 20.0
"""Seconds that the server may take for an answer."""
CERTIFICATE = {10: "certificate-expired", 62: "certificate-name", 64: "certificate-name"}
"""What is wrong with a certificate, by OpenSSL's codes: X509_V_ERR_CERT_HAS_EXPIRED, HOSTNAME_MISMATCH and IP_ADDRESS_MISMATCH."""
TEMPORARY = range(400, 500)
"""Replies that ask to come again later (RFC 5321, 4.2.1)."""
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
"""What a mail program sends to end a list for its reader, and what the mail says of it (RFC 8058)."""


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class OutgoingMail:
    """What is sent to one person. `unsubscribe` is the address that ends more of the kind, or "": a page with a button, which takes a mail program's
    click as well."""

    name: str
    email: str
    subject: str
    body: str
    language: str
    attachments: Sequence[Attachment] = ()
    unsubscribe: str = ""


def send(mails: Sequence[OutgoingMail], server: MailServer) -> Iterator[str]:
    """Sends one after the other and gives how each went, one of monitoring.mails.OUTCOMES. Nothing is sent twice: a mail whose connection broke is
    unreachable, the next one gets a new connection."""
    connection: smtplib.SMTP | None = None
    for mail in mails:
        try:
            connection = connection or _connected(server)
            connection.send_message(message(mail, server.sender))
            outcome = SENT
        except (smtplib.SMTPException, OSError, ValueError) as error:
            outcome = _outcome(error)
            if not isinstance(error, smtplib.SMTPRecipientsRefused):
                _close(connection)
                connection = None
        yield outcome
    _close(connection)


def message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """Plain text with its language, the attachments behind it. Raises ValueError for a header that would hold a line break, or an address that is
    none."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = Address(mail.name, addr_spec=mail.email)
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    made["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        if mail.unsubscribe.startswith("https:"):
            made["List-Unsubscribe-Post"] = "&".join(f"{name}={value}" for name, value in ONE_CLICK.items())
    made.set_content(mail.body)
    for attachment in mail.attachments:
        main, _, sub = attachment.media_type.partition("/")
        made.add_attachment(attachment.content, main, sub, filename=attachment.name)
    # What is set before goes to the first part.
    made["Content-Language"] = mail.language
    return made


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection over which mail can be sent. The server's certificate is checked."""
    trusted = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=trusted)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.security == "starttls":
            connection.ehlo_or_helo_if_needed()
            if not connection.has_extn("starttls"):
                raise ssl.SSLError("STARTTLS")
            connection.starttls(context=trusted)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _close(connection: smtplib.SMTP | None) -> None:
    if connection is not None:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


def _outcome(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError(verify_code=code):
            return CERTIFICATE.get(code, "certificate-untrusted")
        case ssl.SSLError():
            return "no-tls"
        case smtplib.SMTPAuthenticationError():
            return "sign-in"
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return "later" if all(code in TEMPORARY for code, _ in refused.values()) else "address"
        case smtplib.SMTPResponseException(smtp_code=code):
            return "later" if code in TEMPORARY else "server"
        case smtplib.SMTPServerDisconnected():
            return "unreachable"
        case ValueError():
            return "address"
        case smtplib.SMTPException():
            return "server"
    return "unreachable"
