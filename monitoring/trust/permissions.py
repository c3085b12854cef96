"""Who may do what: one table, and the one function that reads it. Whatever writes, shows or serves asks here."""

from __future__ import annotations

from enum import Enum, StrEnum

from monitoring.trust.people import Grant, Person, Role


class Permission(StrEnum):
    """What somebody may be allowed to do or see."""

    SEE_PUBLISHED = "see-published"
    """What residents see: the rule of five persons holds."""
    SEE_EVERYTHING = "see-everything"
    """All that was accepted, decisions in preparation, and all downloads of these."""
    HAND_IN = "hand-in"
    WITHDRAW = "withdraw"
    KEEP_RECIPES = "keep-recipes"
    SEE_ROUND = "see-round"
    """What a unit has still to deliver, until when, and its reminder."""
    SET_DEADLINES = "set-deadlines"
    KEEP_CONTACTS = "keep-contacts"
    """Whom in the units reminders go to, with their addresses."""
    SEND_REMINDERS = "send-reminders"
    SUBSCRIBE = "subscribe"
    """Ask for a digest by mail, confirm it and end it: with the link that was sent to the address."""
    SEND_DIGESTS = "send-digests"
    PREPARE_MEETINGS = "prepare-meetings"
    DECIDE = "decide"
    SET_TARGETS = "set-targets"
    GIVE_ROLES = "give-roles"
    READ_LOG = "read-log"
    CLEAR_LOG = "clear-log"
    """Take out rows that are too old, and make a person anonymous."""
    BACK_UP = "back-up"
    RESTORE = "restore"


class Reach(Enum):
    """How far a role may do something."""

    ALL = "all"
    OWN_UNITS = "own-units"
    WHERE_LET = "where-let"
    """In a meeting in which the secretary lets council members write."""


_COUNCIL, _UNITS, _SECRETARY, _ADMINISTRATOR = Role.COUNCIL_MEMBER, Role.COORDINATOR, Role.SECRETARY, Role.ADMINISTRATOR
_ALL, _OWN, _LET = Reach.ALL, Reach.OWN_UNITS, Reach.WHERE_LET

TABLE: dict[Permission, dict[Role, Reach]] = {
    Permission.SEE_PUBLISHED: {_COUNCIL: _ALL, _UNITS: _ALL, _SECRETARY: _ALL, _ADMINISTRATOR: _ALL},
    Permission.SEE_EVERYTHING: {_COUNCIL: _ALL, _UNITS: _ALL, _SECRETARY: _ALL, _ADMINISTRATOR: _ALL},
    Permission.HAND_IN: {_UNITS: _OWN, _SECRETARY: _ALL},
    Permission.WITHDRAW: {_UNITS: _OWN, _SECRETARY: _ALL},
    Permission.KEEP_RECIPES: {_UNITS: _OWN, _SECRETARY: _ALL},
    Permission.SEE_ROUND: {_UNITS: _OWN, _SECRETARY: _ALL},
    Permission.SET_DEADLINES: {_SECRETARY: _ALL},
    Permission.KEEP_CONTACTS: {_SECRETARY: _ALL},
    Permission.SEND_REMINDERS: {_SECRETARY: _ALL},
    Permission.SUBSCRIBE: {_COUNCIL: _ALL, _UNITS: _ALL, _SECRETARY: _ALL, _ADMINISTRATOR: _ALL},
    Permission.SEND_DIGESTS: {_SECRETARY: _ALL},
    Permission.PREPARE_MEETINGS: {_SECRETARY: _ALL},
    Permission.DECIDE: {_COUNCIL: _LET, _SECRETARY: _ALL},
    Permission.SET_TARGETS: {_COUNCIL: _LET, _SECRETARY: _ALL},
    Permission.GIVE_ROLES: {_ADMINISTRATOR: _ALL},
    Permission.READ_LOG: {_ADMINISTRATOR: _ALL},
    Permission.CLEAR_LOG: {_ADMINISTRATOR: _ALL},
    Permission.BACK_UP: {_ADMINISTRATOR: _ALL},
    Permission.RESTORE: {_ADMINISTRATOR: _ALL},
}
FOR_EVERYBODY = frozenset({Permission.SEE_PUBLISHED, Permission.SUBSCRIBE})
NOT_FOR_ADMINISTRATORS = frozenset({Permission.HAND_IN, Permission.WITHDRAW, Permission.KEEP_RECIPES})
"""Separation of duties: who gives roles and keeps the log does not bring figures, whatever other role they have."""
ANY_UNIT = "*"
"""Asks whether there is any unit that a person may do something for, as a menu does."""


class Refused(Exception):
    """A person may not do what was tried."""

    def __init__(self, permission: Permission, unit: str = ""):
        super().__init__(permission, unit)
        self.permission, self.unit = permission, unit


def may(person: Person, permission: Permission, unit: str = "", is_let: bool = False) -> bool:
    """Whether a person may do something: for `unit` where it is about one. `is_let` says that the meeting it belongs to is one in which the
    secretary lets council members write."""
    if permission in FOR_EVERYBODY or person.has(Role.LOCAL):
        return True
    if permission in NOT_FOR_ADMINISTRATORS and person.has(Role.ADMINISTRATOR):
        return False
    return any(_reaches(TABLE[permission].get(grant.role), grant, unit, is_let) for grant in person.grants)


def require(person: Person, permission: Permission, unit: str = "", is_let: bool = False) -> None:
    """Raises Refused where the person may not."""
    if not may(person, permission, unit, is_let):
        raise Refused(permission, unit)


def _reaches(reach: Reach | None, grant: Grant, unit: str, is_let: bool) -> bool:
    match reach:
        case Reach.ALL:
            return True
        case Reach.OWN_UNITS:
            return not grant.unit or unit in (grant.unit, ANY_UNIT)
        case Reach.WHERE_LET:
            return is_let
    return False
