"""The log: who did what, when, from where, with what outcome. It has no figures, no contents of files and no tokens.

Rows are numbered without gaps, and each carries the SHA-256 of the one before it, in which that one's own predecessor is, and so on. Names lie
beside the chain, under a salted hash of themselves: they cannot be changed without a trace, and somebody can be made anonymous within it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from monitoring.store import Connection, Store, WritingConnection
from monitoring.trust.people import Grant, Person, Role
from monitoring.trust.permissions import Permission, Refused, may, require
from monitoring.words import Words

DONE, REFUSED = "done", "refused"


class Event(StrEnum):
    """What the log tells of; each has its words, `log.event.<event>`."""

    ANONYMISED = "anonymised"
    BACKED_UP = "backed-up"
    CONTACT_ADDED = "contact-added"
    CONTACT_ENDED = "contact-ended"
    DEADLINE_SET = "deadline-set"
    DECISION_CHANGED = "decision-changed"
    DECISION_MADE = "decision-made"
    DELIVERY_ACCEPTED = "delivery-accepted"
    DELIVERY_WITHDRAWN = "delivery-withdrawn"
    DIGESTS_BEGUN = "digests-begun"
    DOWNLOADED = "downloaded"
    EVALUATION_TRANSLATED = "evaluation-translated"
    LOG_EXPIRED = "log-expired"
    LOG_TAKEN_ALONG = "log-taken-along"
    MAIL_FAILED = "mail-failed"
    MAIL_SENT = "mail-sent"
    MEETING_WRITTEN = "meeting-written"
    RECIPE_DELETED = "recipe-deleted"
    RECIPE_STORED = "recipe-stored"
    REFUSED = "refused"
    RESTORED = "restored"
    ROLE_ENDED = "role-ended"
    ROLE_GIVEN = "role-given"
    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    SIGN_IN_FAILED = "sign-in-failed"
    SUBSCRIPTION_ASKED = "subscription-asked"
    SUBSCRIPTION_CONFIRMED = "subscription-confirmed"
    SUBSCRIPTION_ENDED = "subscription-ended"
    TARGET_SET = "target-set"
    TARGET_WITHDRAWN = "target-withdrawn"


class End(NamedTuple):
    """The log's newest row at some moment. Whoever writes it down elsewhere can show later that nothing up to it was taken out or changed."""

    number: int = 0
    hash: str = ""

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True)
class Entry:
    """One row, `at` in UTC. The person's columns are empty where somebody was made anonymous."""

    number: int
    at: datetime
    subject: str
    name: str
    email: str
    address: str
    roles: str
    event: str
    kind: str
    about: str
    outcome: str
    session: str

    def who(self) -> str:
        """All that is known of the person; empty where somebody was made anonymous."""
        return " · ".join(dict.fromkeys(filter(None, (self.name, self.subject, self.email, self.address))))

    @property
    def grants(self) -> list[Grant]:
        """The roles that the person had then."""
        return [Grant.parsed(text) for text in self.roles.split()]

    def what(self, words: Words) -> str:
        """Which one it is about, the event having said of what kind; what was refused; the outcome where the event does not say it."""
        if self.event == Event.SIGN_IN_FAILED:
            return words(f"sign-in.trouble.{self.about}")
        if self.event == Event.REFUSED:
            return " · ".join(filter(None, (words(f"permission.{self.kind}"), self.about)))
        return " · ".join(filter(None, (self.about, words(f"log.outcome.{self.outcome}") if self.outcome != DONE else "")))


class Fault(NamedTuple):
    """What is wrong at a row. `code` is changed (it is not what its hash says), missing, added (twice, or without a hash), chain (it does not follow
    the row before it) or person (who it was is changed or missing); its words are `log.fault.<code>`."""

    number: int
    code: str


@contextmanager
def transaction(store: Store, person: Person) -> Iterator[WritingConnection]:
    """A transaction of what somebody does. Where it raises Refused nothing of it is kept, and the log tells of the refusal.

    Raises StoreError.
    """
    try:
        with store.writing() as connection:
            yield connection
    except Refused as refused:
        with store.writing() as connection:
            write(connection, person, Event.REFUSED, str(refused.permission), refused.unit, REFUSED)
        raise


def ask(store: Store, person: Person, permission: Permission, unit: str = "") -> None:
    """Asks before something that writes nothing else; the log tells of a refusal. Raises Refused, StoreError."""
    if not may(person, permission, unit):
        with transaction(store, person):
            require(person, permission, unit)


def write(connection: WritingConnection, person: Person, event: Event, kind: str = "", about: str = "", outcome: str = DONE) -> None:
    """Adds a row about something of a `kind`, in the transaction of what it tells: `about` says which one."""
    end = _end(connection)
    row = {
        "number": end.number + 1,
        "previous": end.hash,
        "logged_at": connection.now,
        "person": _key(connection, person),
        "roles": " ".join(map(str, sorted(person.grants))),
        "event": str(event),
        "kind": kind,
        "about": about,
        "outcome": outcome,
        "session": person.session,
    }
    connection.insert("log", [row])
    connection.insert("log_hashes", [{"number": row["number"], "hash": _hash(row)}])


def end(store: Store) -> End:
    """The log's end as it is now. Raises StoreError."""
    with store.reading() as connection:
        return _end(connection)


def entries(
    store: Store,
    person: Person,
    since: datetime | None = None,
    until: datetime | None = None,
    event: str | None = None,
    who: str | None = None,
    at_most: int | None = None,
) -> list[Entry]:
    """The rows from `since` until before `until` (UTC), of one event, of those whose subject, name or e-mail contains `who`; the newest first.

    Raises Refused, StoreError.
    """
    ask(store, person, Permission.READ_LOG)
    rows = store.rows("log_entries", since=since, until=until, event=event, who=who or None, at_most=at_most)
    return [Entry(*row) for row in rows]


def taken_along(store: Store, person: Person, **wanted) -> list[Entry]:
    """The rows that `entries` gives, for a file; the log tells of it. Raises Refused, StoreError."""
    with transaction(store, person) as connection:
        require(person, Permission.READ_LOG)
        write(connection, person, Event.LOG_TAKEN_ALONG, "log")
    return entries(store, person, **wanted)


def downloaded(store: Store, person: Person, kind: str, about: str) -> None:
    """Tells that somebody took along what is not public; where nobody signs in, nothing is told. Raises Refused, StoreError."""
    if not person.has(Role.LOCAL):
        with transaction(store, person) as connection:
            require(person, Permission.SEE_EVERYTHING)
            write(connection, person, Event.DOWNLOADED, kind, about)


def verify(store: Store, person: Person, known: End | None = None) -> list[Fault]:
    """What is wrong with the log, by number; nothing where it is whole. `known` is an end that was written down before: that nothing was taken off
    the end, with its hash, can be found by it alone. Raises Refused, StoreError."""
    ask(store, person, Permission.READ_LOG)
    store.reread()
    with store.reading() as connection:
        rows, people = connection.rows("log_chain"), connection.rows("log_people")
    faults = {*_in_the_chain(rows), *_of_the_beginning(rows), *_of_people(rows, people)}
    if known is not None and known.number >= min((row.number for row in rows), default=known.number) and known not in _ends(rows):
        faults.add(Fault(known.number, "changed" if known.number in {row.number for row in rows} else "missing"))
    return sorted(faults)


def expire(store: Store, before: datetime, person: Person) -> int:
    """Takes out the rows from before a moment (UTC) and says how many; a new row tells up to which, and which hash the chain goes on from.

    Raises Refused, StoreError.
    """
    with transaction(store, person) as connection:
        require(person, Permission.CLEAR_LOG)
        for number, last, gone in connection.rows("log_expired", before=before):
            write(connection, person, Event.LOG_EXPIRED, "log", str(End(number, last)))
            connection.remove("log_rows", last=number)
            return gone
    return 0


def anonymise(store: Store, subject: str, person: Person, name: str | None = None) -> int:
    """Takes somebody's names, addresses and e-mail out of the log and out of everything that it says that they did; gives the number of entries in
    the log's list of people that went. `name`: only where they acted under that name, as several do under one subject who are not signed in.

    Raises Refused, StoreError.
    """
    with transaction(store, person) as connection:
        require(person, Permission.CLEAR_LOG)
        named = connection.rows("log_named", subject=subject, name=name)
        people, kinds, abouts, names = ([row[column] for row in named] for column in range(4))
        connection.remove("names", people=people, kinds=kinds, abouts=abouts, names=names)
        keys = list(dict.fromkeys(people))
        for key in keys:
            write(connection, person, Event.ANONYMISED, "person", key)
    return len(keys)


def _end(connection: Connection) -> End:
    return next((End(*row) for row in connection.rows("log_end")), End())


def _ends(rows: Iterable) -> set[End]:
    return {End(row.number, row.hash) for row in rows}


def _hash(row: dict) -> str:
    """SHA-256 of the row as canonical JSON."""
    text = json.dumps(row | {"logged_at": row["logged_at"].isoformat()}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _key(connection: WritingConnection, person: Person) -> str:
    """The key of somebody at an address, added where the log does not know them."""
    known = {"subject": person.subject, "name": person.name, "email": person.email, "address": person.address}
    for row in connection.rows("log_person", **known):
        return row.person
    salted = {"salt": secrets.token_hex(16), **known}
    key = _key_of(**salted)
    connection.insert("log_people", [{"person": key, **salted}])
    return key


def _key_of(salt: str, subject: str, name: str, email: str, address: str) -> str:
    return hashlib.sha256(json.dumps([salt, subject, name, email, address], ensure_ascii=False).encode()).hexdigest()


def _in_the_chain(rows: list) -> Iterator[Fault]:
    before = End()
    for row in rows:
        if row.logged_at is None:
            yield Fault(row.number, "missing")
        elif row.hash is None or row.number == before.number:
            yield Fault(row.number, "added")
        elif _hash({name: value for name, value in row._asdict().items() if name != "hash"}) != row.hash:
            yield Fault(row.number, "changed")
        if before.number:
            yield from (Fault(number, "missing") for number in range(before.number + 1, row.number))
            if row.number == before.number + 1 and None not in (row.previous, before.hash) and row.previous != before.hash:
                yield Fault(row.number, "chain")
        before = End(row.number, row.hash)


def _of_the_beginning(rows: list) -> Iterator[Fault]:
    """The first row's predecessor is none, or the last that was taken out by the log's own telling."""
    cleared = {row.about for row in rows if row.event == Event.LOG_EXPIRED}
    if rows and rows[0].number > 1 and str(End(rows[0].number - 1, rows[0].previous)) not in cleared:
        yield Fault(rows[0].number - 1, "missing")
    elif rows and rows[0].number == 1 and rows[0].previous:
        yield Fault(1, "chain")


def _of_people(rows: list, people: list) -> Iterator[Fault]:
    """Whoever a row names is in the list of people, unchanged, or was made anonymous by the log's own telling."""
    anonymous = {row.about for row in rows if row.event == Event.ANONYMISED}
    whole = {one.person for one in people if _key_of(*one[1:]) == one.person or (one.person in anonymous and not any(one[1:]))}
    yield from (Fault(row.number, "person") for row in rows if row.logged_at is not None and row.person not in whole)
