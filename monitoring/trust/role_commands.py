"""The commands for roles, with which a city also names its first administrator.

python -m monitoring roles [--json]
python -m monitoring role-give EMAIL --role ROLE [--unit UNIT] [--group] [--by NAME] [--json]
python -m monitoring role-end ROLE_ID [--by NAME]
"""

from __future__ import annotations

from monitoring import moments
from monitoring.commands import DONE, Call, CommandError, Commands
from monitoring.trust import grants
from monitoring.trust.grants import EMAIL, GROUP, GivenRole
from monitoring.trust.people import GIVEN, Grant, Role


def add(commands: Commands) -> None:
    """Adds the commands to those of the program."""
    commands.add("roles", _list, empty={"roles": [], "mapping": []})
    give = commands.add("role-give", _give, empty={"role_id": None})
    give.add_argument("to", metavar="EMAIL", help="the address that the identity provider knows; with --group a value of its claim")
    give.add_argument("--role", choices=[str(role) for role in GIVEN], required=True)
    give.add_argument("--unit", default="", help="a coordinator's; all units without it")
    give.add_argument("--group", action="store_true")
    end = commands.add("role-end", _end)
    end.add_argument("role_id")
    for command in (give, end):
        command.add_argument("--by")


def _list(call: Call) -> int:
    """list who was given which role, and what the mapping file says"""
    given = [one for one in grants.history(call.store, call.person) if one.ended_at is None]
    mapped = grants.mapping(call.programme)
    call.answer({"roles": [_document(one) for one in given], "mapping": [{"claim": claim, "grant": str(grant)} for claim, grant in mapped]})
    for one in given:
        call.tell(call.words("roles.row", role_id=one.role_id, to=one.to, role=_role(call, one.grant), by=one.by, on=moments.day(one.at)))
    for claim, grant in mapped:
        call.tell(call.words("roles.row.mapped", to=claim, role=_role(call, grant)))
    if not given and not mapped:
        call.tell(call.words("roles.none"))
    return DONE


def _role(call: Call, grant: Grant) -> str:
    name = call.words(f"role.{grant.role}")
    return f"{name} ({grant.unit})" if grant.unit else name


def _document(one: GivenRole) -> dict:
    return {"role_id": one.role_id, "kind": one.kind, "to": one.to, "grant": str(one.grant), "by": one.by, "at": one.at.isoformat()}


def _give(call: Call) -> int:
    """give a role to an e-mail address or a group"""
    options = call.options
    kind, grant = GROUP if options.group else EMAIL, Grant(Role(options.role), options.unit)
    try:
        role_id = grants.give(call.store, call.programme, kind, options.to, grant, call.person)
    except grants.UnfitRole as error:
        raise CommandError(call.words(f"roles.unfit.{error}", to=options.to, units=", ".join(call.programme.units))) from error
    call.answer({"role_id": role_id})
    call.tell(call.words("roles.given", role_id=role_id))
    return DONE


def _end(call: Call) -> int:
    """end a role that was given"""
    try:
        grants.end(call.store, call.options.role_id, call.person)
    except grants.UnknownRole as error:
        raise CommandError(call.words("roles.unknown", role_id=error)) from error
    call.tell(call.words("roles.ended", role_id=call.options.role_id))
    return DONE
