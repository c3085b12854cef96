"""What mail was sent to whom, by whom, and how that went. A row comes before the sending, another one after it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitoring.catalogue import Catalogue
from monitoring.store import WHEN_WRITTEN, Store
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require

REMINDER = "reminder"
SENT = "sent"
OUTCOMES = (
    SENT,
    "address",
    "later",
    "unreachable",
    "sign-in",
    "server",
    "no-tls",
    "certificate-untrusted",
    "certificate-expired",
    "certificate-name",
)
"""It went out; the address was refused; the server asks to come again later; it could not be reached; it does not let us in; it refused otherwise; it
does not encrypt the connection; its certificate is of no authority that is trusted, does not hold any more, or is another server's."""


@dataclass(frozen=True)
class Mail:
    """A mail to a contact about a year. `outcome` is one of OUTCOMES, None where it is not known. `name` is empty where the contact has ended."""

    unit: str
    year: int
    contact: str
    language: str
    subject: str
    body: str
    mail: str = ""
    name: str = ""
    by: str = ""
    at: datetime = WHEN_WRITTEN
    outcome: str | None = None


def known(store: Store, catalogue: Catalogue, year: int, person: Person, kind: str = REMINDER) -> list[Mail]:
    """What was sent of a kind for a year, the newest first. Raises Refused, StoreError."""
    log.ask(store, person, Permission.SEND_REMINDERS)
    rows = store.rows("mails", programme=catalogue.programme.programme, kind=kind, year=year)
    return [
        Mail(row.unit, row.year, row.contact_id, row.language, row.subject, row.body, row.mail_id, row.name, row.sent_by, row.sent_at, row.outcome)
        for row in rows
    ]


def begin(store: Store, catalogue: Catalogue, mails: Sequence[Mail], person: Person, kind: str = REMINDER) -> list[str]:
    """Writes down what is about to be sent in the person's name; gives the ids under which `finish` tells how it went.

    Raises Refused, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.SEND_REMINDERS)
        ids, at = [str(uuid.uuid4()) for _ in mails], connection.now
        rows = [
            {
                "mail_id": mail_id,
                "programme": catalogue.programme.programme,
                "kind": kind,
                "unit": mail.unit,
                "year": mail.year,
                "contact_id": mail.contact,
                "language": mail.language,
                "subject": mail.subject,
                "body": mail.body,
                "sent_by": person.name,
                "sent_at": at,
            }
            for mail_id, mail in zip(ids, mails, strict=True)
        ]
        connection.insert("mails", rows)
        for mail_id in ids:
            log.write(connection, person, Event.MAIL_SENT, "mail", mail_id)
    return ids


def finish(store: Store, outcomes: Mapping[str, str], person: Person) -> None:
    """Writes down how the sending went: one of OUTCOMES by mail. Raises Refused, StoreError."""
    with log.transaction(store, person) as connection:
        require(person, Permission.SEND_REMINDERS)
        at = connection.now
        connection.insert("mail_outcomes", [{"mail_id": mail, "outcome": outcome, "finished_at": at} for mail, outcome in outcomes.items()])
        for mail, outcome in outcomes.items():
            if outcome != SENT:
                log.write(connection, person, Event.MAIL_FAILED, "mail", mail)
