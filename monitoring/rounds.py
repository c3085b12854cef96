"""A year's round of reporting: what each unit should have delivered, what it has, and when its last delivery came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from monitoring.catalogue import Catalogue
from monitoring.model import IndicatorView
from monitoring.programme import Unit
from monitoring.standing import Standing
from monitoring.store import Store
from monitoring.targets import completed


class Came(NamedTuple):
    """When the newest delivery of a unit came (UTC), and how many of its deliveries stand."""

    newest: datetime | None = None
    uploads: int = 0


@dataclass(frozen=True)
class UnitRound:
    """One unit in one year. `expected` are the codes of indicators that should have a figure or a state, `delivered` those that have.

    `newest` (UTC) and `uploads` are of the unit's deliveries that stand, whatever year they are about.
    """

    unit: Unit
    expected: tuple[str, ...]
    delivered: tuple[str, ...]
    newest: datetime | None = None
    uploads: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(code for code in self.expected if code not in self.delivered)


def came(store: Store, catalogue: Catalogue) -> dict[str, Came]:
    """The deliveries that stand, by unit; units without any are left out. Raises StoreBusy, NotAStore."""
    rows = store.rows("round", programme=catalogue.programme.programme)
    return {row.unit: Came(row.uploaded_at, row.uploads) for row in rows}


def at(standing: Standing, came: Mapping[str, Came] = MappingProxyType({})) -> list[UnitRound]:
    """The reporting units in the programme's order, for the year that `standing` was assessed for."""
    catalogue = standing.catalogue
    found = []
    for unit in catalogue.reporting_units:
        views = [standing.indicators[indicator.indicator] for indicator in catalogue.reported_by(unit.unit)]
        expected = [view for view in views if _is_expected(view)]
        delivered = tuple(view.indicator.indicator for view in expected if view.year in view.figures or view.year in view.reports)
        found.append(UnitRound(unit, tuple(view.indicator.indicator for view in expected), delivered, *came.get(unit.unit, Came())))
    return found


def waiting_first(rounds: list[UnitRound]) -> list[UnitRound]:
    """Units that have delivered nothing of what is expected, then those that lack something, then the others; else in the given order."""
    return sorted(rounds, key=lambda each: (not each.missing, bool(each.delivered)))


def _is_expected(view: IndicatorView) -> bool:
    """A figure for every year from the target's first on; a milestone's state for every year until the one that it was completed in."""
    if view.indicator.kind != "milestone":
        return view.target.from_year <= view.year
    earlier = {year: report for year, report in view.reports.items() if year < view.year}
    return completed(earlier) is None
