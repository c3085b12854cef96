"""Targets that the council sets after the programme was written. The newest one of an indicator holds, for its first year and those after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitoring import kinds, reasons, rules, targets
from monitoring.catalogue import Catalogue
from monitoring.council import meetings
from monitoring.model import CouncilTarget, Target
from monitoring.programme import Indicator
from monitoring.store import Connection, Store, WritingConnection
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require


class UnknownIndicator(Exception):
    "The programme has no such indicator."


class UnfitTarget(Exception):
    "The target does not fit its indicator; the argument is one of what `unfit` says."


def rules_for(indicator: Indicator) -> tuple[str, ...]:
    """The rules that a target of this indicator can have: only things that happen can be summed over the years, only a milestone is done."""
    return tuple(rule.code for rule in rules.ALL if rule.suits(kinds.of(indicator)))


def made(catalogue: Catalogue, code: str, rule: str, direction: str | None, value: float | None, from_year: int, by_year: int | None) -> Target:
    """The whole target of what a council sets. It is measured from where the programme's is: its first year, its baseline. Only a sum that the
    programme does not ask for begins with the first year that the council asks for it.

    Raises UnknownIndicator.
    """
    if code not in catalogue.indicators:
        raise UnknownIndicator(code)
    indicator = catalogue.indicators[code]
    own = targets.target_of(indicator, catalogue.programme)
    chosen = rules.RULES.get(rule)
    first = from_year if chosen and chosen.sums and not rules.of(own).sums else own.from_year
    return Target(indicator.kind, rule, direction, value if chosen and chosen.has_value else None, first, by_year, own.baseline)


def unfit(indicator: Indicator, target: Target, from_year: int) -> str:
    """What is wrong with a target that is applied from a year on: rule, direction, value (none, or below zero), percent (above 100), scale (not
    among a survey's answers), precision (finer than it would be shown), years (ends before it begins); empty where nothing is."""
    if target.rule not in rules_for(indicator):
        return "rule"
    if target.direction not in ("up", "down"):
        return "direction"
    if target.by_year is None or target.by_year < max(from_year, target.from_year or from_year):
        return "years"
    return _unfit_value(indicator, target.value) if rules.of(target).has_value else ""


def _unfit_value(indicator: Indicator, value: float | None) -> str:
    if value is None or value < 0:
        return "value"
    if kinds.of(indicator).is_percent and value > 100:
        return "percent"
    low, high = indicator.scale or (value, value)
    if not low <= value <= high:
        return "scale"
    return "" if value == round(value, max(1, reasons.decimals(indicator))) else "precision"


def in_force(connection: Connection, catalogue: Catalogue) -> dict[str, CouncilTarget]:
    """The targets in force, by indicator; those whose indicator's target was given back to the programme are left out."""
    return _in_force(_all(connection, catalogue))


def published(connection: Connection, catalogue: Catalogue, as_of: datetime | None) -> dict[str, CouncilTarget]:
    """The same as the public knew it at the moment `as_of` (UTC): of what was set in meetings that which those wrote that are closed."""
    closed, found = meetings.closed(connection, catalogue), []
    for each in _all(connection, catalogue):
        if not each.meeting or each.meeting in closed:
            found.append(replace(each, published_at=meetings.published_at(closed, each.meeting, each.at)))
    return _in_force(each for each in found if as_of is None or each.known_from <= as_of)


def _in_force(newest_first: Iterable[CouncilTarget]) -> dict[str, CouncilTarget]:
    newest: dict[str, CouncilTarget] = {}
    for each in newest_first:
        newest.setdefault(each.indicator, each)
    return {code: each for code, each in newest.items() if each.target is not None}


def history(store: Store, catalogue: Catalogue, indicator: str) -> list[CouncilTarget]:
    """Everything that was set for an indicator, the newest first; `target` is None where the programme's was given back.

    Raises StoreError.
    """
    with store.reading() as connection:
        return [each for each in _all(connection, catalogue) if each.indicator == indicator]


def set_in(store: Store, catalogue: Catalogue, meeting: str) -> list[CouncilTarget]:
    """Everything that was set or given back in the meeting with this id, the oldest first.

    Raises StoreError.
    """
    with store.reading() as connection:
        return [each for each in _all(connection, catalogue) if each.meeting == meeting][::-1]


def set_target(store: Store, catalogue: Catalogue, target: CouncilTarget, person: Person) -> None:
    """Adds a target, which from then on holds; nothing where it says what holds already. It is set in the person's name, whatever `target.by` says.

    Raises Refused, UnknownIndicator, UnfitTarget, StoreError.
    """
    indicator = catalogue.indicators.get(target.indicator)
    if indicator is None:
        raise UnknownIndicator(target.indicator)
    wrong = "rule" if target.target is None else unfit(indicator, target.target, target.from_year)
    if wrong:
        raise UnfitTarget(wrong)
    _write(store, catalogue, target, person, Event.TARGET_SET)


def withdraw_target(store: Store, catalogue: Catalogue, withdrawn: CouncilTarget, person: Person) -> None:
    """Gives the programme's target back, whatever `withdrawn.target` says; nothing where that holds already.

    Raises Refused, UnknownIndicator, StoreError.
    """
    if withdrawn.indicator not in catalogue.indicators:
        raise UnknownIndicator(withdrawn.indicator)
    _write(store, catalogue, replace(withdrawn, target=None), person, Event.TARGET_WITHDRAWN)


def _write(store: Store, catalogue: Catalogue, target: CouncilTarget, person: Person, event: Event) -> None:
    with log.transaction(store, person) as connection:
        require(person, Permission.SET_TARGETS, is_let=meetings.lets_members_write(connection, catalogue, target.meeting))
        newest = next((each for each in _all(connection, catalogue) if each.indicator == target.indicator), None)
        if not _is_in_force(newest, target):
            row = _row(connection, catalogue, target, person)
            connection.insert("targets", [row])
            key = {name: row[name] for name in ("programme", "indicator", "set_at")}
            connection.insert("target_reasons", [{**key, "language": language, "reason": reason} for language, reason in target.reasons])
            log.write(connection, person, event, "indicator", target.indicator)


def _is_in_force(newest: CouncilTarget | None, target: CouncilTarget) -> bool:
    if target.target is None:
        return newest is None or newest.target is None
    return newest is not None and _content(newest) == _content(target)


def _content(target: CouncilTarget) -> CouncilTarget:
    """What a target says, whoever wrote it, when, and in which meeting."""
    return replace(target, meeting="", by="", at=datetime.min, reason="" if target.reasons else target.reason, reasons=tuple(sorted(target.reasons)))


def _all(connection: Connection, catalogue: Catalogue) -> Iterable[CouncilTarget]:
    """Every row, the newest first. One whose indicator the catalogue no longer has is left out; a target that its indicator can no longer have
    is none."""
    programme = catalogue.programme.programme
    rows = connection.rows("council_targets", programme=programme)
    given = connection.rows("target_reasons", programme=programme) if rows else ()
    reasons = meetings.by_wording((row.indicator, row.set_at, row.language, row.reason) for row in given)
    for row in rows:
        if row.indicator in catalogue.indicators:
            target, by_language = _target(row, catalogue), reasons.get((row.indicator, row.set_at), ())
            yield CouncilTarget(row.indicator, target, row.from_year, row.reason, row.meeting_id, row.set_by, row.set_at, by_language)


def _target(row, catalogue: Catalogue) -> Target | None:
    target = made(catalogue, row.indicator, row.rule, row.direction, row.value, row.from_year, row.by_year)
    return None if unfit(catalogue.indicators[row.indicator], target, row.from_year) else target


def _row(connection: WritingConnection, catalogue: Catalogue, council: CouncilTarget, person: Person) -> dict:
    target = council.target
    return {
        "programme": catalogue.programme.programme,
        "indicator": council.indicator,
        "rule": target.rule if target else "",
        "direction": target.direction if target else None,
        "value": target.value if target else None,
        "from_year": council.from_year,
        "by_year": target.by_year if target else None,
        "reason": council.reason,
        "meeting_id": council.meeting,
        "set_by": person.name,
        "set_at": connection.moment(council.at),
    }
