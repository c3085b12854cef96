"""Sessions of those who signed in. The browser has a random id and nothing else; the store has the id's SHA-256, so that nobody who reads the store
can take a session over."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitoring import settings
from monitoring.storage.errors import StoreError
from monitoring.store import Store, WritingConnection, digest, now
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require

WRITTEN_EVERY = timedelta(minutes=5)
"""How often a use is written at most; in between this process remembers it."""
SIGN_OUT, EVERYWHERE = "sign-out", "everywhere"
"""Why a session ended before its time."""


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in: `session` is the id's SHA-256, `groups` are the values of the provider's claim; moments in UTC."""

    session: str
    subject: str
    name: str
    email: str
    groups: tuple[str, ...]
    began_at: datetime
    used_at: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether it was left alone for too long, or is too old. Raises BadSetting."""
        return at - self.used_at >= settings.session_idle() or at - self.began_at >= settings.session_longest()


@dataclass(frozen=True)
class _Use:
    """When a session was used last, as this process knows it, and when it last wrote so."""

    at: datetime
    written_at: datetime


_known: dict[str, tuple[tuple, dict[str, Session]]] = {}
_uses: dict[str, _Use] = {}


def begin(store: Store, person: Person, groups: tuple[str, ...], at: datetime | None = None) -> str:
    """Begins a session of somebody whom the identity provider has named, and gives its id, which is kept nowhere. Sessions that are over go.

    Raises BadSetting, StoreError.
    """
    at, secret = at or now(), secrets.token_urlsafe(32)
    row = {
        "session": digest(secret.encode()),
        "subject": person.subject,
        "name": person.name,
        "email": person.email,
        "groups": json.dumps(groups),
        "began_at": at,
    }
    with log.transaction(store, person) as connection:
        remove_over(connection, at - settings.session_longest())
        connection.insert("sessions", [row])
        log.write(connection, replace(person, session=row["session"]), Event.SIGNED_IN)
    return secret


def find(store: Store, secret: str, at: datetime | None = None) -> Session | None:
    """The session with this id, and that it is used at this moment; None where there is none or it is over.

    Answered from memory while the store's file is unchanged. Raises BadSetting, StoreError.
    """
    found, at = _active(store).get(digest(secret.encode())), at or now()
    if found is None:
        return None
    last = _uses.get(found.session, _Use(found.used_at, found.used_at))
    if replace(found, used_at=max(found.used_at, last.at)).is_over(at):
        return None
    is_written = at - max(found.used_at, last.written_at) >= min(WRITTEN_EVERY, settings.session_idle() / 2)
    _uses[found.session] = _Use(at, at if is_written else last.written_at)
    if is_written:
        _write_use(store, found.session, at)
    return replace(found, used_at=at)


def active(store: Store, person: Person, subject: str | None = None) -> list[Session]:
    """The sessions of a subject that are not over, the one used last first: one's own, or somebody else's; None for everybody's.

    Raises Refused, BadSetting, StoreError.
    """
    if subject is None or subject != person.subject:
        log.ask(store, person, Permission.GIVE_ROLES)
    used = (replace(each, used_at=max(each.used_at, _uses[each.session].at)) if each.session in _uses else each for each in _active(store).values())
    found = [each for each in used if subject in (None, each.subject) and not each.is_over(now())]
    return sorted(found, key=lambda each: each.used_at, reverse=True)


def end(store: Store, person: Person, session: str | None = None, reason: str = SIGN_OUT) -> None:
    """Ends the session in which a person acts, or another one (its SHA-256): one's own, or somebody else's. Raises Refused, StoreError."""
    with log.transaction(store, person) as connection:
        ended = [row for row in connection.rows("sessions") if row.session == (session or person.session)]
        if any(row.subject != person.subject for row in ended):
            require(person, Permission.GIVE_ROLES)
        _end(connection, person, [row.session for row in ended], reason)


def end_all(store: Store, person: Person, subject: str) -> None:
    """Ends all sessions of a subject: one's own everywhere, or somebody else's. Raises Refused, StoreError."""
    with log.transaction(store, person) as connection:
        if subject != person.subject:
            require(person, Permission.GIVE_ROLES)
        _end(connection, person, [row.session for row in connection.rows("sessions") if row.subject == subject], EVERYWHERE)


def refuse(store: Store, person: Person, reason: str) -> None:
    """Tells the log that somebody was not let in. Raises StoreError."""
    with log.transaction(store, person) as connection:
        log.write(connection, person, Event.SIGN_IN_FAILED, "sign-in", reason)


def remove_over(connection: WritingConnection, before: datetime | None) -> None:
    """Removes the sessions that somebody ended, and those that began before a moment (UTC); None: all."""
    if over := [row.session for row in connection.rows("sessions_over", before=before)]:
        connection.remove("sessions", over=over)


def _end(connection: WritingConnection, person: Person, sessions: list[str], reason: str) -> None:
    connection.insert("session_ends", [{"session": session, "ended_at": connection.now, "reason": reason} for session in sessions])
    for session in sessions:
        log.write(connection, person, Event.SIGNED_OUT, "session", session, reason)


def _active(store: Store) -> dict[str, Session]:
    """The sessions that nobody ended, by the SHA-256 of their ids."""
    version = store.version
    known = _known.get(store.place)
    if known is None or known[0] != version:
        rows = store.rows("sessions")
        known = version, {row.session: Session(*row[:4], tuple(json.loads(row.groups)), row.began_at, row.used_at) for row in rows}
        _known[store.place] = known
        for gone in _uses.keys() - known[1].keys():
            _uses.pop(gone, None)
    return known[1]


def _write_use(store: Store, session: str, at: datetime) -> None:
    """Writes that a session is used; a store that is busy hears it the next time."""
    with suppress(StoreError), store.writing() as connection:
        connection.insert("session_uses", [{"session": session, "used_at": at}])
