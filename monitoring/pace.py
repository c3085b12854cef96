"""Pace: how fast an indicator moves, against the change that its target needs, and when it would arrive if it went on so. Pure.

Growth is compound, a year at a time. From a value b in one year to a value a in a later one, n years between them, it is

    g(a, b, n) = (a / b)^(1/n) − 1        a fraction of the value a year; a base and a target of 0 count as 0.001

and there is none between values of different sign, nor in less than a year. With base and latest, the two figures that the pace is measured between:

    without a target value    p = sign · direction · g(latest, base, years)
    with one                  p = sign · direction · g(latest, base, years) / |g(target, base, target year − base year)|

where sign is −1 for a base below zero, direction −1 where less is better. The status is substantial from the first threshold of p on (TO_TARGET,
OF_VALUE), moderate from the second, limited from the third, else deterioration. Without a target value, but with a limit L (the best value that is
possible), each threshold is multiplied by 1 where |base| ≥ 2|L|, by 1 − (|base| / |L|)^4.44 where |base| ≤ |L|, else by
1 − ((2|L| − |base|) / |L|)^4.44: near the limit a small change is much. With a target value the status is achieved where the latest figure reaches
it, whatever p is; where the base is the target, and that is lost, it is deterioration without a p.

Source: the progress measure of the United Nations' and Eurostat's reports in the form of Statistics Canada, which Open SDG publishes
(open-sdg.readthedocs.io, progress methodology; sdg-build 2.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log

from monitoring import kinds, rules
from monitoring.assessment import UNDECIDED
from monitoring.model import Figure, IndicatorView
from monitoring.programme import Indicator
from monitoring.targets import TOLERANCE, reaches

STATUSES = ("substantial", "moderate", "limited", "deterioration", "achieved")
"""The fastest first; each is a message `pace.status.<status>`."""

TO_TARGET, OF_VALUE = (0.95, 0.60, 0.0), (0.015, 0.005, 0.0)
"""The thresholds of substantial, moderate and limited: of the change that the target needs; of the value a year, where there is no target value."""

ALMOST_ZERO = 0.001
STILL = 1e-5
"""A growth that is told as none."""
EXPONENT = 4.44

Point = tuple[int, float]
"""A year and the value in it."""


@dataclass(frozen=True)
class Pace:
    """`status` is one of STATUSES, `value` is p, None where there is none. `growth` is the value's change a year as a fraction of it, `needed` the
    one that leads from the base to the target, None where there is none. `substantial` is the growth from which on it is, without a target value.
    `is_lost`: the base had reached the target."""

    status: str
    value: float | None
    base: Point
    latest: Point
    target: Point | None
    growth: float | None
    needed: float | None
    substantial: float | None = None
    is_lost: bool = False

    @property
    def is_relative(self) -> bool:
        """Whether the change can be told as a part of the value: between figures above zero."""
        return self.growth is not None and self.base[1] > 0 and self.latest[1] > 0

    @property
    def is_still(self) -> bool:
        return self.growth is not None and abs(self.growth) < STILL

    def at(self, year: float) -> float:
        """The value in a year if it goes on like this from the latest figure."""
        return self.latest[1] * (1 + self.growth) ** (year - self.latest[0])

    @property
    def reached_year(self) -> int | None:
        """The year by whose end the target is reached if it goes on like this; None where it is reached already, or moves away or not at all."""
        if self.status == "achieved" or self.is_lost or not self.is_relative or not self.needed or self.needed * self.growth <= 0:
            return None
        return ceil(self.base[0] + log(1 + self.needed) / log(1 + self.growth) * (self.target[0] - self.base[0]) - TOLERANCE)


def measured(direction: str, base: Point, latest: Point, target: Point | None = None, limit: float | None = None) -> Pace | None:
    """The pace from `base` to `latest`, towards `target` or without a target value; see the formula above. `direction` is up or down. None where
    nothing can be said: no growth, or none that could lead to the target, and the target is not reached."""
    start = (base[0], base[1] or ALMOST_ZERO)
    end = target and (target[0], target[1] or ALMOST_ZERO)
    growth, needed = _growth(latest, start), end and _growth(end, start)
    forward = (-1 if start[1] < 0 else 1) * (-1 if direction == "down" else 1)
    if end is None:
        scale = 1.0 if limit is None else _near_limit(start[1], limit)
        thresholds = [threshold * scale for threshold in OF_VALUE]
        value = None if growth is None else forward * growth
        return None if value is None else Pace(_judged(value, thresholds), value, base, latest, None, growth, None, forward * thresholds[0])
    value = forward * growth / abs(needed) if growth is not None and needed else None
    is_lost = reaches(start[1], end[1], direction)
    if reaches(latest[1], end[1], direction):
        return Pace("achieved", value, base, latest, end, growth, needed)
    if value is not None:
        return Pace(_judged(value, TO_TARGET), value, base, latest, end, growth, needed, is_lost=is_lost)
    # No change leads to the target from a base that was the target.
    return Pace("deterioration", None, base, latest, end, growth, needed, is_lost=is_lost) if growth is not None and needed == 0 else None


def _judged(value: float, thresholds: Sequence[float]) -> str:
    return next((status for status, threshold in zip(STATUSES, thresholds, strict=False) if value >= threshold), "deterioration")


def _growth(after: Point, before: Point) -> float | None:
    years = after[0] - before[0]
    if years < 1 or after[1] * before[1] < 0:
        return None
    return (after[1] / before[1]) ** (1 / years) - 1


def _near_limit(base: float, limit: float) -> float:
    base, limit = abs(base), abs(limit)
    if base >= 2 * limit:
        return 1.0
    return 1 - ((base if base <= limit else 2 * limit - base) / limit) ** EXPONENT


def of(view: IndicatorView) -> Pace | None:
    """The pace of an indicator in the year asked about, for the target that applies then, the council's or the programme's; None for a rule
    that is not measured so (Rule.has_pace), and where nothing can be said.

    Latest is the newest figure until that year. Base is the catalogue's baseline, else the first figure: a path that begins at nothing has no growth.
    A year under way is neither of them where the years are summed. Target is the target's value and last year, where the rule has a value. Limit is
    the catalogue's, else that of the unit of measure, see `limit`. Where base or latest is withheld, or the status is, there is no pace.
    """
    rule, target = rules.of(view.target), view.target
    figures = _whole_years(view)
    if not rule.has_pace or not figures or view.assessment.reason == UNDECIDED:
        return None
    first, last = figures[min(figures)], figures[max(figures)]
    if last.is_withheld or (target.baseline is None and first.is_withheld):
        return None
    base = target.baseline or (first.year, first.value)
    goal = (target.by_year, target.value) if rule.has_value else None
    return measured(target.direction, base, (last.year, last.value), goal, limit(view.indicator, target.direction, base[1]))


def _whole_years(view: IndicatorView) -> Mapping[int, Figure]:
    """The figures until the year asked about, those that are withheld too; where the years are summed, of whole years."""
    is_summed = kinds.of(view.indicator).sums
    return {
        year: figure
        for year, figure in view.figures.items()
        if year <= view.year and (figure.value is not None or figure.is_withheld) and (figure.coverage >= 1 - TOLERANCE or not is_summed)
    }


def limit(indicator: Indicator, direction: str, base: float) -> float | None:
    """The best value that is possible: the catalogue's, else 100 or 0 of what is measured in percent, else the end of a survey's scale. None where
    there is none, or the base lies beyond: then the unit of measure has no end there."""
    if indicator.limit is not None:
        return indicator.limit
    ends = (0.0, 100.0) if indicator.is_percent else indicator.scale
    if ends is None:
        return None
    best = ends[direction != "down"]
    return best if reaches(best, base, direction) else None
