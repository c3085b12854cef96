"""Who may do what: each cell of the table, for one's own unit and another, with each role and with none."""

from __future__ import annotations

import pytest

from monitoring.trust.people import GIVEN, RESIDENT, Grant, Person, Role, local
from monitoring.trust.permissions import ANY_UNIT, Permission, Refused, may, require

P = Permission
OWN, OTHER = "welcome-office", "library"
PEOPLE = {
    "resident": RESIDENT,
    **{str(role): Person("s", "Name", frozenset({Grant(role, OWN if role is Role.COORDINATOR else "")})) for role in GIVEN},
    "local": local("Name"),
}
EVERYBODY = set(PEOPLE)
SIGNED_IN = EVERYBODY - {"resident"}
UNITS = {"secretary", "local"}
ADMINISTRATION = {"administrator", "local"}

# permission: who may for the own unit, who for another one (or for none), who where the secretary lets them.
CELLS = {
    P.SEE_PUBLISHED: (EVERYBODY, EVERYBODY, EVERYBODY),
    P.SEE_EVERYTHING: (SIGNED_IN, SIGNED_IN, SIGNED_IN),
    P.HAND_IN: (UNITS | {"coordinator"}, UNITS, UNITS),
    P.WITHDRAW: (UNITS | {"coordinator"}, UNITS, UNITS),
    P.KEEP_RECIPES: (UNITS | {"coordinator"}, UNITS, UNITS),
    P.SEE_ROUND: (UNITS | {"coordinator"}, UNITS, UNITS),
    P.SET_DEADLINES: (UNITS, UNITS, UNITS),
    P.KEEP_CONTACTS: (UNITS, UNITS, UNITS),
    P.SEND_REMINDERS: (UNITS, UNITS, UNITS),
    P.SUBSCRIBE: (EVERYBODY, EVERYBODY, EVERYBODY),
    P.SEND_DIGESTS: (UNITS, UNITS, UNITS),
    P.PREPARE_MEETINGS: (UNITS, UNITS, UNITS),
    P.DECIDE: (UNITS, UNITS, UNITS | {"council-member"}),
    P.SET_TARGETS: (UNITS, UNITS, UNITS | {"council-member"}),
    P.GIVE_ROLES: (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    P.READ_LOG: (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    P.CLEAR_LOG: (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    P.BACK_UP: (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
    P.RESTORE: (ADMINISTRATION, ADMINISTRATION, ADMINISTRATION),
}


def those_who_may(permission: Permission, unit: str = "", is_let: bool = False) -> set[str]:
    return {name for name, person in PEOPLE.items() if may(person, permission, unit, is_let)}


def test_every_permission_and_every_role_is_tried():
    assert set(CELLS) == set(Permission)
    assert {"resident", *Role} == EVERYBODY


@pytest.mark.parametrize("permission", Permission)
def test_a_cell_of_the_table(permission):
    own, other, where_let = CELLS[permission]
    assert those_who_may(permission, OWN) == own
    assert those_who_may(permission, OTHER) == other
    assert those_who_may(permission) == other
    assert those_who_may(permission, OTHER, is_let=True) == where_let
    assert those_who_may(permission, ANY_UNIT) == own, "a menu shows what can be done for any unit at all"


@pytest.mark.parametrize("permission", Permission)
def test_what_is_required_is_what_may_be_done(permission):
    for name, person in PEOPLE.items():
        if name in CELLS[permission][1]:
            require(person, permission, OTHER)
        else:
            with pytest.raises(Refused) as refused:
                require(person, permission, OTHER)
            assert (refused.value.permission, refused.value.unit) == (permission, OTHER)


def test_a_coordinator_of_several_units_and_one_of_all():
    several = Person("s", "Name", frozenset({Grant(Role.COORDINATOR, OWN), Grant(Role.COORDINATOR, OTHER)}))
    assert [may(several, P.HAND_IN, unit) for unit in (OWN, OTHER, "museum", "")] == [True, True, False, False]
    of_all = Person("s", "Name", frozenset({Grant(Role.COORDINATOR)}))
    assert [may(of_all, P.HAND_IN, unit) for unit in (OWN, OTHER, "museum", "")] == [True, True, True, True]
    assert not may(of_all, P.SET_DEADLINES)


def test_an_administrator_brings_no_figures_whatever_else_they_are():
    both = Person("s", "Name", frozenset({Grant(Role.ADMINISTRATOR), Grant(Role.SECRETARY), Grant(Role.COORDINATOR, OWN)}))
    for permission in (P.HAND_IN, P.WITHDRAW, P.KEEP_RECIPES):
        assert not may(both, permission, OWN) and not may(both, permission, ANY_UNIT)
    assert may(both, P.SET_DEADLINES) and may(both, P.READ_LOG)


def test_a_role_can_be_given_but_not_the_local_persons():
    assert Role.LOCAL not in GIVEN and len(GIVEN) == 4
