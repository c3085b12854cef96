"""Which indicators a reader asked for: by theme, goal, unit, status, kind, or by name. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from monitoring.assessed_year import AssessedYear
from monitoring.model import IndicatorView


@dataclass(frozen=True)
class Selection:
    """What was chosen; an empty choice leaves everything in. Codes of the catalogue, statuses and kinds."""

    themes: Collection[str] = ()
    goals: Collection[str] = ()
    units: Collection[str] = ()
    statuses: Collection[str] = ()
    kinds: Collection[str] = ()
    indicators: Collection[str] = ()

    def apply(self, assessed: AssessedYear) -> list[IndicatorView]:
        """The indicators that fit every choice, in the programme's order."""
        return [view for view in assessed.indicators.values() if self._fits(view, assessed)]

    def _fits(self, view: IndicatorView, assessed: AssessedYear) -> bool:
        catalogue, indicator = assessed.catalogue, view.indicator
        responsible = {indicator.reporting_unit} | {unit.unit for unit in catalogue.units_of(indicator.goal)}
        return all(
            not wanted or bool(set(wanted) & has)
            for wanted, has in (
                (self.themes, {catalogue.goals[indicator.goal].theme}),
                (self.goals, {indicator.goal}),
                (self.units, responsible),
                (self.statuses, {view.assessment.status}),
                (self.kinds, {indicator.kind}),
                (self.indicators, {indicator.indicator}),
            )
        )
