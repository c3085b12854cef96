"""The arithmetic of targets: which value is as good as another, sums over the years, the line that is asked for, when a milestone was completed.
Pure; the rules are in monitoring.rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from monitoring import kinds
from monitoring.model import Figure, Report, Target

if TYPE_CHECKING:
    from monitoring.programme import Indicator, Programme

TOLERANCE = 1e-9
"""Relative: 4.1 and 100 × 41 / 1000 are the same number."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """What a target asks for over the years: `points` (year, value), none where there is nothing yet to measure from. The line goes on level after
    the last point where it `goes_on`. It holds from `first` to `last`, edges of years, None for no limit.

    `end` is the point to arrive at, `baseline` the point that is measured from, `value` what is asked for in the end.
    """

    value: float
    points: tuple[Point, ...]
    goes_on: bool = False
    first: float | None = None
    last: float | None = None
    end: Point | None = None
    baseline: Point | None = None


def reaches(value: float, limit: float, direction: str | None) -> bool:
    """Whether `value` is at least as good as `limit`: not below it, or not above it where less is better."""
    lead = limit - value if direction == "down" else value - limit
    return lead >= -TOLERANCE * max(1.0, abs(value), abs(limit))


def is_better(value: float, other: float, direction: str | None) -> bool:
    """Whether `value` is better than `other`, and not merely the same."""
    return not reaches(other, value, direction)


def cumulative_sums(target: Target, figures: Mapping[int, Figure], years: Iterable[int]) -> dict[int, float]:
    """The sum from F to the end of each of `years`; a year without a figure is left out, and the sum goes on after it. With one that is withheld
    it ends."""
    wanted = set(years)
    sums, total = {}, 0.0
    for year in range(target.from_year, max(wanted, default=target.from_year) + 1):
        value = value_in(figures, year)
        if year in figures and figures[year].is_withheld:
            break
        if value is None:
            continue
        total += value
        if year in wanted:
            sums[year] = total
    return sums


def completed(reports: Mapping[int, Report]) -> date | int | None:
    """When a milestone or an action was completed: its date, else the first year that it was reported done, else None."""
    finished = [report for report in reports.values() if report.state == "done"]
    dates = [report.completed_on for report in finished if report.completed_on is not None]
    return min(dates) if dates else min((report.year for report in finished), default=None)


def year_of(completed: date | int | None) -> int | None:
    """The year of what `completed` says."""
    return completed.year if isinstance(completed, date) else completed


def state_in(reports: Mapping[int, Report], year: int) -> str | None:
    """What was said of a year in which it was not completed yet: reported done, but with a later date, it was in progress. None for nothing."""
    report = reports.get(year)
    if report is None:
        return None
    return "in-progress" if report.state == "done" else report.state


def target_of(indicator: Indicator, programme: Programme) -> Target:
    """The target that the catalogue gives; a numeric one without a first year of its own applies from the programme's first."""
    from_year = indicator.from_year or (None if kinds.of(indicator).has_states else programme.first_year)
    base = None if indicator.baseline_year is None else (indicator.baseline_year, indicator.baseline_value)
    return Target(indicator.kind, indicator.target_rule, indicator.direction, indicator.target_value, from_year, indicator.target_year, base)


def sum_needed(target: Target, years_passed: float) -> float:
    """The part of a cumulative target that so many years since the beginning of F ask for."""
    return target.value * min(1.0, years_passed / (target.by_year - target.from_year + 1))


def value_in(figures: Mapping[int, Figure], year: int) -> float | None:
    """The value of a year, None where there is none."""
    figure = figures.get(year)
    return None if figure is None else figure.value


def line_to_end(target: Target, start: Point | None, measured_from: Point | None = None) -> Line:
    """The straight line from `start` to T at D."""
    end = (target.by_year, target.value)
    points = (start, end) if start is not None and start[0] < end[0] else (end,)
    return Line(target.value, points, goes_on=True, end=end, baseline=measured_from)
