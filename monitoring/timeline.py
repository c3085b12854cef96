"""The programme's actions and milestones over its years: what is done, late, under way, still to come. Pure.

An action is late by the same rule as on its goal's page; a milestone where its assessment says that it was missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from monitoring import kinds, targets
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.model import ActionView, IndicatorView, Report
from monitoring.programme import Action, Indicator, Theme, Unit

PHASES = ("done", "late", "in-progress", "coming", "interrupted", "not-started", "unreported")
"""In the order in which they are told. Not started and not due yet is `coming`, without a year that it is due in `not-started`."""

PARTS = ("scheduled", "continuous", "unscheduled")


@dataclass(frozen=True)
class Item:
    """An action or a milestone in the year asked about. `due` is a year, "continuous" or None; `reports` are those until that year."""

    code: str
    named: Action | Indicator
    due: int | str | None
    phase: str
    completed: date | int | None
    reports: Mapping[int, Report]

    @property
    def goal(self) -> str:
        return self.named.goal

    @property
    def part(self) -> str:
        """One of PARTS: what is planned for a year, what goes on all the time, what has no year."""
        return "scheduled" if isinstance(self.due, int) else "continuous" if self.due else "unscheduled"

    @property
    def done_year(self) -> int | None:
        return targets.year_of(self.completed)


@dataclass(frozen=True)
class Group:
    """The items of a theme or of a unit. Those planned for a year by that year, then the programme's order."""

    code: str
    named: Theme | Unit
    items: tuple[Item, ...]

    def of(self, part: str) -> list[Item]:
        return [item for item in self.items if item.part == part]


def items(assessed: AssessedYear) -> list[Item]:
    """Every action and every milestone, goal by goal."""
    found = []
    for view in assessed.goals.values():
        found += [_action(action, assessed) for action in view.actions]
        found += [_milestone(indicator) for indicator in view.indicators if kinds.of(indicator.indicator).has_states]
    return found


def by_theme(assessed: AssessedYear) -> list[Group]:
    """The themes that have anything to do, in the programme's order."""
    catalogue = assessed.catalogue
    return _groups(catalogue.themes, items(assessed), lambda item: {catalogue.goals[item.goal].theme})


def by_unit(assessed: AssessedYear) -> list[Group]:
    """The units that have anything to do: who reports a milestone, who leads an action's goal."""
    catalogue = assessed.catalogue
    return _groups(catalogue.units, items(assessed), lambda item: _responsible(item, catalogue))


GROUPINGS: Mapping[str, Callable[[AssessedYear], list[Group]]] = {"theme": by_theme, "unit": by_unit}


def counts(found: Iterable[Item]) -> dict[str, int]:
    """How many items are in each phase, in the order of the phases; those that none is in left out."""
    count = Counter(item.phase for item in found)
    return {phase: count[phase] for phase in PHASES if count[phase]}


def marked(assessed: AssessedYear, today: date) -> date | int:
    """Where the timeline's line is drawn: today where it lies within the programme's years, else the year asked about."""
    return today if today.year in assessed.catalogue.years else assessed.year


def _groups(named: Mapping[str, Theme | Unit], found: list[Item], codes_of: Callable[[Item], set[str]]) -> list[Group]:
    ordered = sorted(found, key=lambda item: item.due if isinstance(item.due, int) else 0)
    groups = (Group(code, one, tuple(item for item in ordered if code in codes_of(item))) for code, one in named.items())
    return [group for group in groups if group.items]


def _responsible(item: Item, catalogue: Catalogue) -> set[str]:
    if isinstance(item.named, Indicator):
        return {item.named.reporting_unit}
    return {unit.unit for unit in catalogue.units_of(item.goal, "lead") or catalogue.units_of(item.goal)}


def _action(view: ActionView, assessed: AssessedYear) -> Item:
    action = view.action
    reports = _until(assessed.snapshot.reports.get(action.action, {}), assessed.year)
    return _item(action.action, action, action.schedule, view.late, reports, assessed.year)


def _milestone(view: IndicatorView) -> Item:
    indicator, reports = view.indicator, _until(view.reports, view.year)
    return _item(indicator.indicator, indicator, view.target.by_year, view.assessment.status == "missed", reports, view.year)


def _until(reports: Mapping[int, Report], year: int) -> dict[int, Report]:
    return {when: report for when, report in reports.items() if when <= year}


def _item(code: str, named: Action | Indicator, due: int | str | None, late: bool, reports: Mapping[int, Report], year: int) -> Item:
    item = Item(code, named, due, "done", targets.completed(reports), reports)
    if item.done_year is not None and item.done_year <= year:
        return item
    return replace(item, phase="late" if late else _open_phase(due, reports, year), completed=None)


def _open_phase(due: int | str | None, reports: Mapping[int, Report], year: int) -> str:
    """The phase of what is neither done nor late, by its newest report."""
    state = targets.state_in(reports, max(reports, default=year))
    if state in ("in-progress", "interrupted"):
        return state
    if isinstance(due, int) and due > year:
        return "coming"
    return "not-started" if state else "unreported"
