"""Which roles somebody has: by the identity provider's claim and a mapping file, or given on the dashboard to an e-mail address or a group.

Roles are looked up anew each time, so that one that is taken away holds from the next request on. What the provider's claim says holds as long as the
session does.
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from monitoring import settings
from monitoring.catalogue import Catalogue, CatalogueError
from monitoring.catalogue_checks import Problem
from monitoring.store import Store
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import GIVEN, Grant, Person, Role
from monitoring.trust.permissions import Permission, require
from monitoring.trust.sessions import Session

KINDS = EMAIL, GROUP = "email", "group"
COLUMNS = ("claim", "role", "unit")


class UnfitRole(Exception):
    "What is to be given is no role for anybody; the argument says what is wrong: to, role, unit."


class UnknownRole(Exception):
    "There is no such given role, or it has ended already."


@dataclass(frozen=True)
class GivenRole:
    """A role that was given on the dashboard; `kind` is one of KINDS, `to` an e-mail address in small letters or a group. Moments in UTC;
    `ended_at` is None while it holds."""

    role_id: str
    kind: str
    to: str
    grant: Grant
    by: str
    at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None


_known: dict[str, tuple[tuple, tuple[GivenRole, ...]]] = {}


def history(store: Store, person: Person) -> tuple[GivenRole, ...]:
    """Every role that was given on the dashboard, the newest first. Raises Refused, StoreError."""
    log.ask(store, person, Permission.GIVE_ROLES)
    return _given(store)


def give(store: Store, catalogue: Catalogue, kind: str, to: str, grant: Grant, person: Person) -> str:
    """Gives a role and returns the id under which it can be ended; one that holds already stays as it is.

    Raises Refused, UnfitRole, StoreError.
    """
    to = to.strip().lower() if kind == EMAIL else to.strip()
    with log.transaction(store, person) as connection:
        require(person, Permission.GIVE_ROLES)
        if wrong := _unfit(catalogue, kind, to, grant):
            raise UnfitRole(wrong)
        for given in map(_of_row, connection.rows("roles")):
            if given.ended_at is None and (given.kind, given.to, given.grant) == (kind, to, grant):
                return given.role_id
        role_id = str(uuid.uuid4())
        row = {"kind": kind, "given_to": to, "role": str(grant.role), "unit": grant.unit, "given_by": person.name, "given_at": connection.now}
        connection.insert("roles", [{"role_id": role_id, **row}])
        log.write(connection, person, Event.ROLE_GIVEN, "role", role_id)
    return role_id


def end(store: Store, role_id: str, person: Person) -> None:
    """Ends a role that was given on the dashboard. Raises Refused, UnknownRole, StoreError."""
    with log.transaction(store, person) as connection:
        require(person, Permission.GIVE_ROLES)
        if all(row.role_id != role_id or row.ended_at for row in connection.rows("roles")):
            raise UnknownRole(role_id)
        connection.insert("role_ends", [{"role_id": role_id, "ended_by": person.name, "ended_at": connection.now}])
        log.write(connection, person, Event.ROLE_ENDED, "role", role_id)


def of(store: Store, catalogue: Catalogue, session: Session) -> frozenset[Grant]:
    """The roles that a session's person has now. An e-mail address counts only because the provider has verified it: another must not come in here.

    Raises CatalogueError where the mapping file is wrong, StoreError.
    """
    names = {(EMAIL, session.email.lower()), *((GROUP, group) for group in session.groups)} - {(EMAIL, "")}
    given = {role.grant for role in _given(store) if role.ended_at is None and (role.kind, role.to) in names}
    return frozenset(given | {grant for claim, grant in mapping(catalogue) if claim in session.groups})


def person(store: Store, catalogue: Catalogue, session: Session, address: str = "") -> Person:
    """Whoever is signed in, with the roles that they have now; `address` is where the request came from. Raises as `of`."""
    return Person(session.subject, session.name, of(store, catalogue, session), session.email, session.session, address)


def mapping(catalogue: Catalogue) -> tuple[tuple[str, Grant], ...]:
    """The claim's values of the mapping file with their roles; none where no file is set. Raises CatalogueError with all that is wrong in it."""
    path = settings.roles_file()
    if path is None:
        return ()
    if not path.is_file():
        raise CatalogueError([Problem(path.name, 0, "file-missing", {})])
    stat = path.stat()
    return _mapping(path, (stat.st_mtime_ns, stat.st_size), tuple(catalogue.units))


@lru_cache(maxsize=8)
def _mapping(path: Path, stamp: tuple, units: tuple[str, ...]) -> tuple[tuple[str, Grant], ...]:
    problems: list[Problem] = []
    found: list[tuple[str, Grant]] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise CatalogueError([Problem(path.name, 1, "not-utf8", {})]) from None
    reader = csv.DictReader(lines, strict=True)
    try:
        for row in reader:
            claim, role, unit = ((row.get(column) or "").strip() for column in COLUMNS)
            wrong = [Problem(path.name, reader.line_num, code, values) for code, values in _wrong(claim, role, unit, units)]
            problems += wrong
            if not wrong:
                found.append((claim, Grant(Role(role), unit)))
    except csv.Error:
        problems.append(Problem(path.name, reader.line_num + 1, "not-csv", {}))
    if problems:
        raise CatalogueError(problems)
    return tuple(found)


def _wrong(claim: str, role: str, unit: str, units: tuple[str, ...]) -> Iterator[tuple[str, dict]]:
    """What is wrong in a line of the mapping file: messages `catalogue.<code>` with their values."""
    if not claim:
        yield "value-missing", {"column": "claim"}
    if not role:
        yield "value-missing", {"column": "role"}
    elif role not in GIVEN:
        yield "unknown-value", {"column": "role", "value": role, "allowed": ", ".join(GIVEN)}
    elif unit and role != Role.COORDINATOR:
        yield "unit-of-other-role", {"role": role, "unit": unit}
    if unit and unit not in units:
        yield "unknown-code", {"column": "unit", "value": unit, "file": "units.csv"}


def _unfit(catalogue: Catalogue, kind: str, to: str, grant: Grant) -> str:
    """What is wrong with a role that is to be given, as UnfitRole tells it."""
    if kind not in KINDS or not to or (kind == EMAIL and "@" not in to):
        return "to"
    if grant.role not in GIVEN:
        return "role"
    if grant.unit and (grant.role is not Role.COORDINATOR or grant.unit not in catalogue.units):
        return "unit"
    return ""


def _given(store: Store) -> tuple[GivenRole, ...]:
    """All of them, from memory while the store's file is unchanged."""
    version = store.version
    known = _known.get(store.place)
    if known is None or known[0] != version:
        known = _known[store.place] = version, tuple(map(_of_row, store.rows("roles")))
    return known[1]


def _of_row(row) -> GivenRole:
    return GivenRole(row.role_id, row.kind, row.given_to, Grant(Role(row.role), row.unit), row.given_by, row.given_at, row.ended_by, row.ended_at)
