"""A year's round of reporting: what each unit should have delivered, until when, what it has, and when its last delivery came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from monitoring import kinds
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.model import IndicatorView
from monitoring.programme import Unit
from monitoring.store import Store
from monitoring.targets import completed
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require


class UnitDeliveries(NamedTuple):
    """When the newest delivery of a unit came (UTC), and how many of its deliveries are active."""

    newest: datetime | None = None
    uploads: int = 0


@dataclass(frozen=True)
class UnitRound:
    """One unit in one year. `expected` are the codes of indicators that should have a figure or a state, `delivered` those that have.

    `newest` (UTC) and `uploads` are of the unit's active deliveries, whatever year they are about.
    """

    unit: Unit
    expected: tuple[str, ...]
    delivered: tuple[str, ...]
    newest: datetime | None = None
    uploads: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(code for code in self.expected if code not in self.delivered)


@dataclass(frozen=True)
class Deadline:
    """The last day on which a year's figures are asked for, who set it and when (UTC)."""

    year: int
    on: date
    set_by: str
    set_at: datetime

    def days_left(self, today: date) -> int:
        """0 on the last day, negative afterwards."""
        return (self.on - today).days

    def is_missed_by(self, unit: UnitRound, today: date) -> bool:
        """Whether the unit still lacks something after the last day."""
        return self.days_left(today) < 0 and bool(unit.missing)


def deadlines(store: Store, catalogue: Catalogue, year: int) -> list[Deadline]:
    """All that were set for the year; the first is the one that holds. Raises StoreError."""
    rows = store.rows("round_deadline", programme=catalogue.programme.programme, year=year)
    return [Deadline(row.year, row.deadline, row.set_by, row.set_at) for row in rows]


def set_deadline(store: Store, catalogue: Catalogue, deadline: Deadline, person: Person) -> None:
    """Adds a deadline, which from then on holds for its year; none where that day holds already, so that a second click changes nothing. It is set in
    the person's name, whatever `set_by` says.

    Raises Refused, StoreError.
    """
    programme = catalogue.programme.programme
    with log.transaction(store, person) as connection:
        require(person, Permission.SET_DEADLINES)
        known = connection.rows("round_deadline", programme=programme, year=deadline.year)
        if known and known[0].deadline == deadline.on:
            return
        row = {"programme": programme, "year": deadline.year, "deadline": deadline.on, "set_by": person.name, "set_at": deadline.set_at}
        connection.insert("round_deadlines", [row])
        log.write(connection, person, Event.DEADLINE_SET, "year", str(deadline.year))


def deliveries(store: Store, catalogue: Catalogue) -> dict[str, UnitDeliveries]:
    """The active deliveries, by unit; units without any are left out. Raises StoreError."""
    rows = store.rows("round", programme=catalogue.programme.programme)
    return {row.unit: UnitDeliveries(row.uploaded_at, row.uploads) for row in rows}


def at(assessed: AssessedYear, by_unit: Mapping[str, UnitDeliveries] = MappingProxyType({})) -> list[UnitRound]:
    """The reporting units in the programme's order, for the year of `assessed`."""
    catalogue = assessed.catalogue
    found = []
    for unit in catalogue.reporting_units:
        views = [assessed.indicators[indicator.indicator] for indicator in catalogue.reported_by(unit.unit)]
        expected = [view for view in views if _is_expected(view)]
        delivered = tuple(view.indicator.indicator for view in expected if view.year in view.figures or view.year in view.reports)
        found.append(UnitRound(unit, tuple(view.indicator.indicator for view in expected), delivered, *by_unit.get(unit.unit, UnitDeliveries())))
    return found


def waiting_first(rounds: list[UnitRound]) -> list[UnitRound]:
    """Units that have delivered nothing of what is expected, then those that lack something, then the others; else in the given order."""
    return sorted(rounds, key=lambda each: (not each.missing, bool(each.delivered)))


def _is_expected(view: IndicatorView) -> bool:
    """A figure for every year from the target's first on; a milestone's state for every year until the one that it was completed in."""
    if not kinds.of(view.indicator).has_states:
        return view.target.from_year <= view.year
    earlier = {year: report for year, report in view.reports.items() if year < view.year}
    return completed(earlier) is None
