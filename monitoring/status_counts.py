"""How many goals of a theme or a unit have which status, year by year. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from monitoring.assessed_year import AssessedYear
from monitoring.model import STATUSES
from monitoring.programme import Theme, Unit

Statuses = Mapping[str, Sequence[str]]
"""The codes of goals by their status, in the order of the statuses; those that none has left out."""


@dataclass(frozen=True)
class Group:
    """A theme or a unit, with its goals' statuses by year."""

    named: Theme | Unit
    years: Mapping[int, Statuses]


def by_theme(years: Mapping[int, AssessedYear], themes: Collection[str]) -> list[Group]:
    """The themes, all where none is given, in the programme's order."""
    catalogue = next(iter(years.values())).catalogue
    goals = {code: [goal.goal for goal in catalogue.goals_of(code)] for code in catalogue.themes if not themes or code in themes}
    return [Group(catalogue.themes[code], _by_year(years, of_theme)) for code, of_theme in goals.items()]


def by_unit(years: Mapping[int, AssessedYear], units: Collection[str]) -> list[Group]:
    """The units that answer for goals, as lead or as partner; all where none is given."""
    catalogue = next(iter(years.values())).catalogue
    goals: dict[str, list[str]] = {code: [] for code in catalogue.units if not units or code in units}
    for goal in catalogue.goals:
        for unit in catalogue.units_of(goal):
            if unit.unit in goals:
                goals[unit.unit].append(goal)
    return [Group(catalogue.units[code], _by_year(years, of_unit)) for code, of_unit in goals.items() if of_unit]


def _by_year(years: Mapping[int, AssessedYear], goals: Sequence[str]) -> dict[int, Statuses]:
    return {year: _statuses(assessed, goals) for year, assessed in years.items()}


def _statuses(assessed: AssessedYear, goals: Sequence[str]) -> Statuses:
    found = {status: [code for code in goals if assessed.goals[code].assessment.status == status] for status in STATUSES}
    return {status: codes for status, codes in found.items() if codes}
