"""A snapshot, assessed for one year. What the pages show and the command line prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from monitoring import context, derived
from monitoring.catalogue import Catalogue
from monitoring.model import STATUSES, ActionView, CouncilTarget, GoalView, IndicatorView, Report, Target
from monitoring.programme import Action
from monitoring.snapshot import Snapshot
from monitoring.targets import completed, target_of

WORST_FIRST = ("missed", "behind", "no_data", "on_track", "not_due", "monitored", "achieved")
"""The statuses by how much they ask for attention: no data is no good news."""


@dataclass(frozen=True)
class AssessedYear:
    """All goals and indicators of the programme, assessed for `year`."""

    snapshot: Snapshot
    year: int
    goals: Mapping[str, GoalView]
    indicators: Mapping[str, IndicatorView]

    @property
    def catalogue(self) -> Catalogue:
        return self.snapshot.catalogue

    @property
    def is_reported(self) -> bool:
        """Whether anything was reported for the year."""
        return any(self.year in by_year for by_year in (*self.snapshot.figures.values(), *self.snapshot.reports.values()))

    def to_talk_about(self) -> list[GoalView]:
        """The goals that are not achieved or behind, the worst first, in the programme's order."""
        order = WORST_FIRST[:2]
        return sorted((view for view in self.goals.values() if view.assessment.status in order), key=lambda view: order.index(view.assessment.status))

    @property
    def unjudged(self) -> int:
        """How many goals cannot be judged yet: there is no data, or it is not due."""
        return sum(view.assessment.status in ("no_data", "not_due") for view in self.goals.values())

    def counts(self) -> dict[str, int]:
        """How many goals have each status, in the order of the statuses; those that none has left out."""
        count = Counter(view.assessment.status for view in self.goals.values())
        return {status: count[status] for status in STATUSES if count[status]}


def at(now: Snapshot, year: int) -> AssessedYear:
    """The snapshot assessed for `year`: derived indicators worked out, reasons given. From the first year of a council's target on an indicator
    is assessed against that, in earlier years against the programme's."""
    catalogue = now.catalogue
    programmes = {code: target_of(indicator, catalogue.programme) for code, indicator in catalogue.indicators.items()}
    targets = {each: _applied(now, programmes, each) for each in range(catalogue.programme.first_year, year + 1)}
    assessed = derived.assess_programme(catalogue, now.figures, now.reports, year, targets)
    figures = {**now.figures, **assessed.derived}
    indicators = {
        code: IndicatorView(
            indicator=indicator,
            measure=catalogue.measures.get(indicator.unit_of_measure),
            years=catalogue.years,
            year=year,
            target=targets[year][code],
            figures=figures.get(code, {}),
            reports=now.reports.get(code, {}),
            assessment=assessed.indicators[code],
            context=context.lines(catalogue, code, now.context.get(code, ())),
            council=now.council_targets.get(code),
            other=_other(now.council_targets.get(code), programmes[code], targets[year][code]),
            breakdowns=catalogue.breakdowns_of(code),
        )
        for code, indicator in catalogue.indicators.items()
    }
    goals = {
        code: GoalView(
            goal=goal,
            assessment=assessed.goals[code],
            indicators=tuple(indicators[indicator.indicator] for indicator in catalogue.indicators_of(code)),
            actions=tuple(_action(action, now.reports.get(action.action, {}), year) for action in catalogue.actions_of(code)),
            evaluations=tuple(evaluation for evaluation in now.evaluations if evaluation.goal == code),
        )
        for code, goal in catalogue.goals.items()
    }
    return AssessedYear(now, year, goals, indicators)


def _applied(now: Snapshot, programmes: Mapping[str, Target], year: int) -> dict[str, Target]:
    """What every indicator is assessed against in a year, from the programme's targets and the council's."""
    return programmes | {code: set_.target for code, set_ in now.council_targets.items() if set_.from_year <= year}


def _other(council: CouncilTarget | None, programme: Target, applied: Target) -> Target | None:
    """The one of two targets that is not applied; None where there is only one."""
    if council is None:
        return None
    return programme if applied is council.target else council.target


def _action(action: Action, reports: Mapping[int, Report], year: int) -> ActionView:
    """The newest state reported until `year`; late where the schedule's year has passed and it is not done."""
    until = [when for when in reports if when <= year]
    report = reports[max(until)] if until else None
    finished = completed({when: reports[when] for when in until})
    late = isinstance(action.schedule, int) and action.schedule <= year and finished is None and report is not None
    return ActionView(action, report, late)
