"""Whom in a unit mail goes to: people with their addresses and languages. Kept by the secretary; what has ended is forgotten."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from monitoring.catalogue import Catalogue
from monitoring.store import WHEN_WRITTEN, Store
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import LONGEST_NAME, Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import languages

LONGEST_EMAIL = 254
"""Characters (RFC 5321, 4.5.3.1.3)."""
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")
"""What HTML takes for an e-mail address, with a dot in its host: no spaces, no quotes, nothing that could begin another header."""


class UnfitContact(Exception):
    "It is no contact; the argument says what is wrong: unit, name, email, language."


class UnknownContact(Exception):
    "There is no such contact, or it has ended."


@dataclass(frozen=True)
class Contact:
    """Somebody in a unit, with the language in which they are written to; `at` (UTC) is when they were added, by whom `by` says."""

    contact: str
    unit: str
    name: str
    email: str
    language: str
    by: str = ""
    at: datetime = WHEN_WRITTEN


def is_email(text: str) -> bool:
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


def known(store: Store, catalogue: Catalogue, person: Person) -> list[Contact]:
    """The contacts of all units, unit by unit. Raises Refused, StoreError."""
    log.ask(store, person, Permission.KEEP_CONTACTS)
    rows = store.rows("contacts", programme=catalogue.programme.programme)
    return [Contact(*row) for row in rows if row.email]


def add(store: Store, catalogue: Catalogue, contact: Contact, person: Person) -> str:
    """Adds a contact in the person's name and returns its id; of the same address in the same unit the one that there is.

    Raises Refused, UnfitContact, StoreError.
    """
    if wrong := _unfit(catalogue, contact):
        raise UnfitContact(wrong)
    programme, contact_id = catalogue.programme.programme, str(uuid.uuid4())
    with log.transaction(store, person) as connection:
        require(person, Permission.KEEP_CONTACTS)
        for row in connection.rows("contacts", programme=programme):
            if (row.unit, row.email.lower()) == (contact.unit, contact.email.lower()):
                return row.contact_id
        row = {"unit": contact.unit, "name": contact.name, "email": contact.email, "language": contact.language}
        connection.insert(
            "contacts",
            [{"contact_id": contact_id, "programme": programme, **row, "added_by": person.name, "added_at": connection.moment(contact.at)}],
        )
        log.write(connection, person, Event.CONTACT_ADDED, "contact", contact_id)
    return contact_id


def end(store: Store, catalogue: Catalogue, contact: str, person: Person) -> None:
    """Ends a contact and removes its name and address. Raises Refused, UnknownContact, StoreError."""
    with log.transaction(store, person) as connection:
        require(person, Permission.KEEP_CONTACTS)
        if all(row.contact_id != contact for row in connection.rows("contacts", programme=catalogue.programme.programme)):
            raise UnknownContact(contact)
        connection.insert("contact_ends", [{"contact_id": contact, "ended_by": person.name, "ended_at": connection.now}])
        connection.remove("contacts")
        log.write(connection, person, Event.CONTACT_ENDED, "contact", contact)


def _unfit(catalogue: Catalogue, contact: Contact) -> str:
    if contact.unit not in catalogue.units:
        return "unit"
    if not contact.name.strip() or len(contact.name) > LONGEST_NAME or not contact.name.isprintable():
        return "name"
    if not is_email(contact.email):
        return "email"
    return "" if contact.language in languages() else "language"
