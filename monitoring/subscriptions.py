"""Who asked to be told by mail what changed: an address is asked for, confirmed by the link in a mail, and ended by the link in every mail."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitoring.catalogue import Catalogue
from monitoring.contacts import is_email
from monitoring.mails import SENT
from monitoring.store import Connection, Store, WritingConnection, digest
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import languages

CONFIRMED_WITHIN = timedelta(days=3)
"""After this an address that nobody confirmed is removed."""
MOST_OF_ADDRESS, MOST_IN_ALL, WITHIN = 3, 100, timedelta(hours=24)
"""Mails for confirmation that one address, and all addresses together, are sent within so long: nobody's mailbox is filled from here."""


class UnfitSubscription(Exception):
    "It is no subscription; the argument says what is wrong: email, language, about."


class TooMany(Exception):
    "So many mails for confirmation were asked for that none more is sent now."


class UnknownLink(Exception):
    "The link leads to no subscription, or to one that has ended."


@dataclass(frozen=True)
class Subscription:
    """`about` is a goal, a theme, or "" for all; `told_until` (UTC) is up to when its digests have told, from its confirmation on."""

    subscription: str
    email: str
    language: str
    about: str
    told_until: datetime

    def goals(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The goals that it is about."""
        return tuple(code for code in catalogue.goals if self.about in ("", code, catalogue.theme_of(code).theme))


def ask(store: Store, catalogue: Catalogue, email: str, language: str, about: str, person: Person) -> str:
    """Writes down that somebody asked, and gives what the link for confirmation holds; the store has only its SHA-256.

    Raises Refused, UnfitSubscription, TooMany, StoreError.
    """
    if wrong := _unfit(catalogue, email, language, about):
        raise UnfitSubscription(wrong)
    with log.transaction(store, person) as connection:
        at = connection.now
        require(person, Permission.SUBSCRIBE)
        _forget_unconfirmed(connection, at)
        recent = [row for row in connection.rows("subscriptions", programme=catalogue.programme.programme) if row.asked_at > at - WITHIN]
        if len(recent) >= MOST_IN_ALL or sum(row.email.lower() == email.lower() for row in recent) >= MOST_OF_ADDRESS:
            raise TooMany
        subscription = str(uuid.uuid4())
        row = {"programme": catalogue.programme.programme, "email": email, "language": language, "about": about, "asked_at": at}
        connection.insert("subscriptions", [{"subscription_id": subscription, **row}])
        log.write(connection, person, Event.SUBSCRIPTION_ASKED, "subscription", subscription)
        return _new_link(connection, subscription)


def confirm(store: Store, catalogue: Catalogue, link: str, person: Person) -> None:
    """Confirms the subscription that a link leads to; of the same address about the same thing any other one ends.

    Raises Refused, UnknownLink, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.SUBSCRIBE)
        known = connection.rows("subscriptions", programme=catalogue.programme.programme)
        confirmed = _of_link(connection, known, link)
        if confirmed.confirmed_at is not None:
            return
        same = [row for row in known if (row.email.lower(), row.about) == (confirmed.email.lower(), confirmed.about) and row is not confirmed]
        connection.insert("subscription_confirmations", [{"subscription_id": confirmed.subscription_id, "confirmed_at": connection.now}])
        connection.insert("subscription_ends", [{"subscription_id": row.subscription_id, "ended_at": connection.now} for row in same])
        _forget_unconfirmed(connection, connection.now)
        log.write(connection, person, Event.SUBSCRIPTION_CONFIRMED, "subscription", confirmed.subscription_id)


def end(store: Store, catalogue: Catalogue, link: str, person: Person) -> None:
    """Ends the subscription that a link leads to and removes its address. Raises Refused, UnknownLink, StoreError."""
    with log.transaction(store, person) as connection:
        require(person, Permission.SUBSCRIBE)
        ended = _of_link(connection, connection.rows("subscriptions", programme=catalogue.programme.programme), link)
        connection.insert("subscription_ends", [{"subscription_id": ended.subscription_id, "ended_at": connection.now}])
        _forget_unconfirmed(connection, connection.now)
        log.write(connection, person, Event.SUBSCRIPTION_ENDED, "subscription", ended.subscription_id)


def due(store: Store, catalogue: Catalogue, person: Person) -> dict[str, Subscription]:
    """The confirmed subscriptions, each by what the link that ends it in its next mail holds.

    Raises Refused, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.SEND_DIGESTS)
        _forget_unconfirmed(connection, connection.now)
        found = {}
        for row in connection.rows("subscriptions", programme=catalogue.programme.programme):
            if row.confirmed_at is not None:
                told = row.told_until or row.confirmed_at
                subscription = Subscription(row.subscription_id, row.email, row.language, row.about, told)
                found[_new_link(connection, row.subscription_id)] = subscription
        log.write(connection, person, Event.DIGESTS_BEGUN, "subscriptions", str(len(found)))
    return found


def told(store: Store, subscription: str, until: datetime, outcome: str, person: Person) -> None:
    """Writes down how the sending of a digest went (monitoring.mails.OUTCOMES) that told up to a moment (UTC).

    Raises Refused, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.SEND_DIGESTS)
        connection.insert("digests", [{"subscription_id": subscription, "until": until, "outcome": outcome}])
        log.write(connection, person, Event.MAIL_SENT if outcome == SENT else Event.MAIL_FAILED, "subscription", subscription)


def _unfit(catalogue: Catalogue, email: str, language: str, about: str) -> str:
    if not is_email(email):
        return "email"
    if language not in languages():
        return "language"
    return "" if about in ("", *catalogue.goals, *catalogue.themes) else "about"


def _new_link(connection: WritingConnection, subscription: str) -> str:
    link = secrets.token_urlsafe(32)
    connection.insert("subscription_links", [{"subscription_id": subscription, "link": digest(link.encode())}])
    return link


def _of_link(connection: Connection, known: list, link: str):
    """The row of sql/subscriptions.sql that a link leads to. Raises UnknownLink."""
    ids = {row.subscription_id for row in connection.rows("subscription_link", link=digest(link.encode()))}
    found = next((row for row in known if row.subscription_id in ids), None)
    if found is None:
        raise UnknownLink
    return found


def _forget_unconfirmed(connection: WritingConnection, at: datetime) -> None:
    connection.remove("subscriptions", unconfirmed=at - CONFIRMED_WITHIN)
