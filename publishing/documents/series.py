"""An indicator's chart as plain series: what a native chart and a picture for print are both drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitoring import charts, kinds, reasons, rules, targets
from monitoring.model import IndicatorView
from monitoring.words import Words


@dataclass(frozen=True)
class Series:
    """`role` is value, before (what the years before brought, under a year's own), target, or other: the target beside it, where the programme
    and the council each have one. A point is None where there is none."""

    role: str
    name: str
    points: tuple[float | None, ...]


@dataclass(frozen=True)
class Drawing:
    """`form` is columns or line; `labels` are the years, each with what is to be known of it. `scale` is that of a survey's answers."""

    form: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int
    is_percentage: bool
    scale: tuple[float, float] | None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """What the scale of values begins and ends with where it must: the survey's, or zero; None where that is left to the program."""
        lowest = min(point for series in self.series for point in series.points if point is not None)
        return self.scale or (0 if lowest >= 0 else None, None)

    def of(self, role: str) -> Series | None:
        return next((series for series in self.series if series.role == role), None)


def drawing(view: IndicatorView, words: Words) -> Drawing | None:
    """The chart of an indicator's values against its target, in `view.years`; None for a milestone and where no year has a value."""
    indicator = view.indicator
    values = {year: targets.value_in(view.figures, year) for year in view.years}
    if kinds.of(indicator).has_states or all(value is None for value in values.values()):
        return None
    is_sum = rules.of(view.target).sums
    found = [Series("before", words("chart.sum.before"), _before(view, values))] if is_sum else []
    found.append(Series("value", words(f"chart.column.value.{indicator.kind}"), tuple(values.values())))
    found += _target_series(view, words)
    return Drawing(
        "columns" if is_sum or kinds.of(indicator).chart == kinds.BARS else "line",
        tuple(_label(view, year, words) for year in view.years),
        tuple(found),
        reasons.decimals(indicator),
        charts.is_percentage(view),
        indicator.scale,
    )


def _target_series(view: IndicatorView, words: Words) -> Iterable[Series]:
    """The target, and the one beside it; not where one is of sums and the other of years' own values."""
    if target_line := charts.target_line(view, words):
        found = [
            ("target", charts.explained(view, target_line, words), target_line),
            *([("other", target_line.other.label, target_line.other)] if target_line.other else []),
        ]
        for role, name, one in found:
            points = tuple(one.at(year) for year in view.years)
            if any(point is not None for point in points):
                yield Series(role, name, points)


def _before(view: IndicatorView, values: Mapping[int, float | None]) -> tuple[float | None, ...]:
    """What the sum was before each year that adds to it."""
    sums = targets.cumulative_sums(view.target, view.figures, view.years)
    return tuple(sums[year] - values[year] if year in sums else None for year in view.years)


def _label(view: IndicatorView, year: int, words: Words) -> str:
    """A year, with why it has no value or that it is not final; before the target's first and after the one asked about it stands
    alone."""
    state = charts.standing(view, year)
    return str(year) if state in ("reported", "early", "later") else words("material.year", year=year, what=charts.state(view, year, words))
