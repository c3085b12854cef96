"""Those who read and write: a person with the roles that they have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody has to do with the programme. A resident has no role."""

    COUNCIL_MEMBER = "council-member"
    COORDINATOR = "coordinator"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"
    LOCAL = "local"
    """The one person of a dashboard without sign-in, and whoever runs the command line. Nobody can be given it."""


GIVEN = tuple(role for role in Role if role is not Role.LOCAL)
"""The roles that can be given to somebody."""


LONGEST_NAME = 100
"""Characters of the name under which somebody acts."""


@dataclass(frozen=True, order=True)
class Grant:
    """A role that somebody has: a coordinator's for one unit, or for all where `unit` is empty; the others have no unit."""

    role: Role
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.unit}" if self.unit else str(self.role)

    @classmethod
    def parsed(cls, text: str) -> Grant:
        """What `str` makes of one."""
        role, _, unit = text.partition(":")
        return cls(Role(role), unit)


@dataclass(frozen=True)
class Person:
    """Somebody during one run of a page, one request or one command.

    `subject` is the identity provider's key of the person (for the command line the system's user), `session` the SHA-256 of the session's id,
    `address` where the request came from; each is empty where there is none.
    """

    subject: str
    name: str
    grants: frozenset[Grant] = frozenset()
    email: str = ""
    session: str = ""
    address: str = ""

    def has(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)


RESIDENT = Person("", "")
"""Whoever is not signed in."""


def local(name: str, subject: str = "") -> Person:
    """The local person under the name that they give."""
    return Person(subject, name, frozenset({Grant(Role.LOCAL)}))
