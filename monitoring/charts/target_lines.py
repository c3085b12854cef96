"""Targets as lines over the years: a limit, a path, a sum's pace, a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from monitoring import rules
from monitoring.charts import facts
from monitoring.model import IndicatorView
from monitoring.targets import Point
from monitoring.words import Words


@dataclass(frozen=True)
class TargetLine:
    """What is asked for in words (`label`; `full_label` also names a baseline that the axis does not show), as a `number` and with its `sign` (≥ 5).
    `value` is None where there is nothing yet to measure from.

    `points` (year, value) are the line, `span` the edges of the years that it holds for; `end` is the point to arrive at, `baseline` the
    point to start from, `baseline_value` its value with its unit. `side` is where the target is met: up or down. `needed` says what is asked for at
    each height, where that changes from year to year. `other` is the target beside it, where the programme and the council each have one.
    """

    label: str
    full_label: str
    number: str = ""
    sign: str = ""
    value: float | None = None
    points: tuple[Point, ...] = ()
    span: tuple[float, float] = (0, 0)
    end: Point | None = None
    baseline: Point | None = None
    side: str = "up"
    baseline_value: str = ""
    needed: Mapping[float, str] = field(default_factory=dict)
    other: TargetLine | None = None

    def at(self, year: float) -> float | None:
        """The line's height over a year, None where there is no line."""
        for (left, start), (right, stop) in pairwise(self.points):
            if left <= year <= right:
                return start + (stop - start) * (year - left) / (right - left)
        return None

    def stops(self, years: range) -> list[Point]:
        """The line with a point at every year."""
        inner = [(year, self.at(year)) for year in years if self.points[0][0] < year < self.points[-1][0]]
        return [self.points[0], *inner, self.points[-1]]

    def heights(self, years: range) -> list[float]:
        """The values that its marks and those of the target beside it are at, for the chart's scale."""
        others = [value for _, value in self.other.points] if self.other else []
        return others + [value for _, value in self.points] + [point[1] for point in (self.end, self.baseline) if point and point[0] in years]


def target_line(view: IndicatorView, words: Words) -> TargetLine | None:
    """The target of an indicator that has values; None where it is only monitored and nobody asks for more."""
    found = _line_of(view, words)
    if view.other is None:
        return found
    return replace(found or _in_words(_monitored(view, words)), other=_other(view, words))


def detailed(view: IndicatorView, words: Words) -> TargetLine | None:
    """The same with what is asked for at each height and the baseline with its unit."""
    found = target_line(view, words)
    return found and replace(_with_details(view, found, words), other=found.other and _with_details(view, found.other, words))


def _with_details(view: IndicatorView, line: TargetLine, words: Words) -> TargetLine:
    heights = {height for _, height in line.points}
    if len(heights) > 1:
        heights |= {height for _, height in (*line.stops(view.years), *([line.end] if line.end else []))}
    needed = {height: words("chart.hover.path", value=facts.needed(view, height, line.side, words)) for height in heights} if len(heights) > 1 else {}
    return replace(line, needed=needed, baseline_value=facts.full(view, line.baseline[1], words) if line.baseline else "")


def _other(view: IndicatorView, words: Words) -> TargetLine:
    """The target that the year is not assessed against. It has no line where that would be one of sums beside values, or of values beside sums."""
    found = _line_of(view.exchanged, words) or _in_words(_monitored(view.exchanged, words))
    is_alike = rules.of(view.target).sums == rules.of(view.other).sums
    return replace(found, label=found.full_label, points=found.points if is_alike else ())


def _in_words(label: str) -> TargetLine:
    return TargetLine(label, label)


def _monitored(view: IndicatorView, words: Words) -> str:
    return words("chart.target.monitor" if view.whose == "only" else "chart.target.monitor.programme")


def _line_of(view: IndicatorView, words: Words) -> TargetLine | None:
    """The line of the view's `target` alone."""
    rule, side = rules.of(view.target), view.target.direction or "up"
    if rule.line is None:
        return None
    key, line = f"chart.target.{rule.code}.{side}", rule.line(view.target, view.figures)
    if line is None:
        return _in_words(words(f"{key}.open", whose=_whose(view, words)))
    text = facts.limit(view, line.value, words) if rule.has_value else facts.short(view, line.value, words)
    label = words(key, whose=_whose(view, words), value=text, by_year=view.target.by_year)
    first, last = _edges(view)
    end_year, end_value = line.points[-1]
    points = (*line.points, (max(end_year, last), end_value)) if line.goes_on else line.points
    return TargetLine(
        label,
        _full_label(view, label, line.baseline, words),
        text,
        f"{rule.sign(view.target.direction)} {text}",
        line.value,
        _within(view, points),
        (first if line.first is None else max(first, line.first), last if line.last is None else line.last),
        line.end,
        line.baseline,
        side,
    )


def _whose(view: IndicatorView, words: Words) -> str:
    """Whose target it is, as its words begin."""
    return words(f"chart.target.whose.{view.whose}")


def _edges(view: IndicatorView) -> tuple[float, float]:
    """The axis of years, half a year around its first and last one; a council's target begins with the first year that it is applied to."""
    first = view.council.from_year if view.whose == "council" else view.years[0]
    return max(first, view.years[0]) - 0.5, view.years[-1] + 0.5


def _within(view: IndicatorView, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The part of a line that lies over the axis."""
    whole, (first, last) = replace(_in_words(""), points=points), _edges(view)
    if len(points) < 2 or points[-1][0] <= first or points[0][0] >= last:
        return ()
    start, end = max(first, points[0][0]), min(last, points[-1][0])
    return (start, whole.at(start)), *((x, y) for x, y in points if start < x < end), (end, whole.at(end))


def _full_label(view: IndicatorView, label: str, baseline: Point | None, words: Words) -> str:
    """The target in words, with the baseline's year where the axis does not show it."""
    if baseline is None or baseline[0] in view.years:
        return label
    year, value = baseline
    if rules.of(view.target).has_value:
        return words("chart.target.from-baseline", target=label, value=facts.short(view, value, words), baseline_year=year)
    return words("chart.target.baseline-year", target=label, baseline_year=year)
