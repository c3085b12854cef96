"""What changed between two moments, for one reporting year: goals' statuses, figures, states, deliveries. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import isclose

from monitoring import kinds
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.model import Cell, Figure, GoalView, IndicatorView, Report, Trace
from monitoring.programme import Category
from monitoring.snapshot import Snapshot

KINDS = ("changed", "completed", "new", "withdrawn")
"""How a figure changed: another value; more of a year that was under way; the first value; its delivery was taken back."""
OTHERS = ("evaluations", "targets", "notes", "statistics")
"""What can change besides: units' evaluations, the council's targets, notes on figures and states, statistics beside indicators."""
SILENCE = timedelta(days=60)
"""A round of reporting is over when nothing has been delivered for so long."""


@dataclass(frozen=True)
class GoalChange:
    """A goal whose status is another one, with everything under it then and now."""

    before: GoalView
    after: GoalView

    @property
    def goal(self) -> str:
        return self.after.goal.goal


@dataclass(frozen=True)
class FigureChange:
    """One year's figure of an indicator, or of those in a `category` of it, before and after; None where there was none. `trace` is of the delivery
    that changed it, the withdrawn one where `kind` is withdrawn."""

    view: IndicatorView
    year: int
    before: Figure | None
    after: Figure | None
    kind: str
    trace: Trace
    category: Category | None = None

    @property
    def goal(self) -> str:
        return self.view.indicator.goal


@dataclass(frozen=True)
class StateChange:
    """What was reported of a milestone or an action for one year, before and after."""

    item: str
    goal: str
    year: int
    before: Report | None
    after: Report | None
    kind: str
    trace: Trace


@dataclass(frozen=True)
class Comparison:
    """All that changed, each in the programme's order, a later year before an earlier one."""

    goals: tuple[GoalChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    states: tuple[StateChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.figures or self.states)

    def of_goals(self, codes: Iterable[str]) -> Comparison:
        """What of it belongs to these goals."""
        wanted = set(codes)
        return Comparison(*(tuple(change for change in of_kind if change.goal in wanted) for of_kind in (self.goals, self.figures, self.states)))

    def count(self, kind: str) -> int:
        """How many figures changed in this way, one of KINDS."""
        return sum(change.kind == kind for change in self.figures)


def compare(before: AssessedYear, after: AssessedYear) -> Comparison:
    """What changed from `before` to `after`, which are of the same catalogue and year. Figures and states of later years do not count: nobody
    who looks at that year sees them."""
    goals = (GoalChange(before.goals[code], view) for code, view in after.goals.items())
    return Comparison(
        tuple(change for change in goals if change.before.assessment.status != change.after.assessment.status),
        tuple(_figures(before, after)),
        tuple(_states(before, after)),
    )


def besides(before: Snapshot, after: Snapshot, year: int) -> dict[str, tuple[str, ...]]:
    """What else changed than what `compare` finds for the year: by one of OTHERS, or later-years for figures of years after it, the goals that it
    belongs to, in the programme's order."""
    goals = {kind: {goal for goal, *_ in _others(before, kind, year) ^ _others(after, kind, year)} for kind in OTHERS}
    goals["later-years"] = {indicator.goal for code, indicator in after.catalogue.indicators.items() if _differ_after(year, before, after, code)}
    return {kind: found for kind in goals if (found := tuple(code for code in after.catalogue.goals if code in goals[kind]))}


def _differ_after(year: int, before: Snapshot, after: Snapshot, indicator: str) -> bool:
    then, now = before.figures.get(indicator, {}), after.figures.get(indicator, {})
    of_categories = [(_of_category(then, one), _of_category(now, one)) for of in after.catalogue.breakdowns_of(indicator) for one in of.categories]
    pairs = [(then, now), *of_categories]
    return any(not _are_alike(was.get(each), is_.get(each)) for was, is_ in pairs for each in {*was, *is_} if each > year)


def _others(snapshot: Snapshot, kind: str, year: int) -> set[tuple]:
    """What a snapshot says of this kind for years until this one, each with its goal first."""
    goal_of = {code: indicator.goal for code, indicator in snapshot.catalogue.indicators.items()} | _items(snapshot.catalogue)
    match kind:
        case "evaluations":
            return {(one.goal, one.unit, one.year, one.text, one.proposal) for one in snapshot.evaluations if one.year <= year}
        case "targets":
            return {(goal_of[code], code, one.target, one.from_year, one.reason) for code, one in snapshot.council_targets.items()}
        case "statistics":
            cells = ((code, cell) for code, lines in snapshot.context.items() for line in lines for cell in line.cells)
            return {(goal_of[code], code, cell.period, str(cell.dimensions), cell.value) for code, cell in cells if int(cell.period[:4]) <= year}
    noted = ((code, at, one.comment) for code, by_year in (*snapshot.figures.items(), *snapshot.reports.items()) for at, one in by_year.items())
    return {(goal_of[code], code, at, comment) for code, at, comment in noted if comment and at <= year and code in goal_of}


def last_round(delivered_at: Iterable[datetime]) -> datetime | None:
    """When the newest round of reporting began: its first delivery, after a silence. None where nothing was delivered."""
    moments = sorted(delivered_at, reverse=True)
    return next((later for later, earlier in pairwise(moments) if later - earlier > SILENCE), moments[-1] if moments else None)


def _figures(before: AssessedYear, after: AssessedYear) -> Iterable[FigureChange]:
    for code, view in after.indicators.items():
        then, now = before.snapshot.figures.get(code, {}), after.snapshot.figures.get(code, {})
        yield from _changed(view, then, now, after.year)
        for category in (category for breakdown in view.breakdowns for category in breakdown.categories):
            yield from _changed(view, _of_category(then, category), _of_category(now, category), after.year, category)


def _changed(
    view: IndicatorView, then: Mapping[int, Figure], now: Mapping[int, Figure], last: int, category: Category | None = None
) -> Iterable[FigureChange]:
    for year in _years(then, now, last):
        was, is_ = then.get(year), now.get(year)
        if _are_alike(was, is_):
            continue
        old, new = _newest(was.cells if was else ()), _newest(is_.cells if is_ else ())
        kind = "withdrawn" if _is_older(new, old) else "new" if was is None else "completed" if was.coverage < is_.coverage else "changed"
        yield FigureChange(view, year, was, is_, kind, old if kind == "withdrawn" else new, category)


def _of_category(figures: Mapping[int, Figure], category: Category) -> dict[int, Figure]:
    """The years of those in a category, with the cells that they are made of."""
    found = ((year, one, figure.cells) for year, figure in figures.items() for one in figure.categories)
    return {
        year: replace(one.as_figure(year), cells=tuple(cell for cell in cells if cell.dimensions == one.dimensions))
        for year, one, cells in found
        if (one.dimension, one.category) == (category.dimension, category.category)
    }


def _states(before: AssessedYear, after: AssessedYear) -> Iterable[StateChange]:
    for item, goal in _items(after.catalogue).items():
        then, now = before.snapshot.reports.get(item, {}), after.snapshot.reports.get(item, {})
        for year in _years(then, now, after.year):
            was, is_ = then.get(year), now.get(year)
            if (was and (was.state, was.completed_on)) == (is_ and (is_.state, is_.completed_on)):
                continue
            old, new = was and was.trace, is_ and is_.trace
            kind = "withdrawn" if _is_older(new, old) else "new" if was is None else "changed"
            yield StateChange(item, goal, year, was, is_, kind, old if kind == "withdrawn" else new)


def _items(catalogue: Catalogue) -> dict[str, str]:
    """The goal of every milestone and action, by code, goal by goal."""
    return {
        code: goal
        for goal in catalogue.goals
        for code in (
            *(indicator.indicator for indicator in catalogue.indicators_of(goal) if kinds.of(indicator).has_states),
            *(action.action for action in catalogue.actions_of(goal)),
        )
    }


def _years(then: Iterable[int], now: Iterable[int], last: int) -> Sequence[int]:
    return sorted((year for year in {*then, *now} if year <= last), reverse=True)


def _are_alike(was: Figure | None, is_: Figure | None) -> bool:
    """Whether two figures say the same, whoever delivered them. Sums are added up in no certain order, so their last digits differ."""
    then, now = _numbers(was), _numbers(is_)
    return then.keys() == now.keys() and all(_is_close(value, now[name]) for name, value in then.items())


def _numbers(figure: Figure | None) -> Mapping[object, float | None]:
    if figure is None:
        return {}
    of_areas = {(area.area, category): number for area in figure.areas for category, number in area.categories.items()}
    return {"value": figure.value, "coverage": figure.coverage, **figure.parts, **of_areas}


def _is_close(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else isclose(one, other, rel_tol=1e-9)


def _newest(cells: Iterable[Cell]) -> Trace | None:
    return max((cell.trace for cell in cells), key=lambda trace: (trace.uploaded_at, trace.upload_id), default=None)


def _is_older(new: Trace | None, old: Trace | None) -> bool:
    """Whether what holds now came before what held then: that happens only where a delivery was taken back."""
    return old is not None and (new is None or (new.uploaded_at, new.upload_id) < (old.uploaded_at, old.upload_id))
