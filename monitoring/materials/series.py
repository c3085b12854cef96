"""An indicator's chart as plain series: what a native chart and a picture for print are both drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitoring import reasons, targets
from monitoring.model import IndicatorView
from monitoring.words import Words

COLUMNS = ("count",)
"""Kinds whose values stand on zero, a column each; those of the others are a line."""


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

    def of(self, role: str) -> Series | None:
        return next((series for series in self.series if series.role == role), None)


def drawing(view: IndicatorView, words: Words) -> Drawing | None:
    """The chart of an indicator's values against its target, in `view.years`; None for a milestone and where no year has a value."""
    indicator = view.indicator
    values = {year: targets.value_in(view.figures, year) for year in view.years}
    if indicator.kind == "milestone" or all(value is None for value in values.values()):
        return None
    is_sum = view.target.rule == "cumulative"
    found = [Series("before", words("chart.sum.before"), _before(view, values))] if is_sum else []
    found.append(Series("value", words(f"chart.column.value.{indicator.kind}"), tuple(values.values())))
    found += _aims(view, words)
    return Drawing(
        "columns" if is_sum or indicator.kind in COLUMNS else "line",
        tuple(_label(view, year, words) for year in view.years),
        tuple(found),
        reasons.decimals(indicator),
        indicator.kind in reasons.PERCENT_KINDS or indicator.unit_of_measure == "%",
        indicator.scale,
    )


def _aims(view: IndicatorView, words: Words) -> Iterable[Series]:
    """The target, and the one beside it; not where one is of sums and the other of years' own values."""
    is_alike = view.other is not None and (view.target.rule == "cumulative") == (view.other.rule == "cumulative")
    for role, one in (("target", view), *((("other", view.exchanged),) if is_alike else ())):
        aimed = tuple(_aimed(one, year) for year in one.years)
        if any(point is not None for point in aimed):
            yield Series(role, _aim_in_words(one, words), aimed)


def _before(view: IndicatorView, values: Mapping[int, float | None]) -> tuple[float | None, ...]:
    """What the sum was before each year that adds to it."""
    sums = targets.cumulative_sums(view.target, view.figures, view.years)
    return tuple(sums[year] - values[year] if year in sums else None for year in view.years)


def _aimed(view: IndicatorView, year: int) -> float | None:
    """The height of the target's line in a year: a limit, the path to it, the baseline."""
    target = view.target
    if view.whose == "council" and year < view.council.from_year:
        return None
    if target.rule == "each-year":
        return target.value if target.from_year <= year <= target.by_year else None
    if target.rule in ("reach", "cumulative"):
        return targets.path(target, view.figures, year)
    baseline = targets.baseline(target, view.figures)
    return baseline[1] if baseline and year >= baseline[0] else None


def _aim_in_words(view: IndicatorView, words: Words) -> str:
    target, baseline = view.target, targets.baseline(view.target, view.figures)
    key, whose = f"chart.target.{target.rule}.{target.direction or 'up'}", words(f"chart.target.whose.{view.whose}")
    if target.rule in ("improve", "keep"):
        percent = view.indicator.kind in reasons.PERCENT_KINDS
        said = reasons.value if percent else lambda indicator, _, amount, words: reasons.number(indicator, amount, words)
        return words(key, whose=whose, value=said(view.indicator, view.measure, baseline[1], words))
    return words(key, whose=whose, value=reasons.limit(view.indicator, target.value, words), by_year=target.by_year)


def _label(view: IndicatorView, year: int, words: Words) -> str:
    state = _state(view, year)
    return words("material.year", year=year, what=words(f"chart.standing.{state}")) if state else str(year)


def _state(view: IndicatorView, year: int) -> str:
    """Why a year has no value, or that it is not final; empty for a final one and for a year that is not asked about."""
    figure = view.figures.get(year)
    if figure is None or figure.value is None:
        if figure is not None and figure.status == "M":
            return "none"
        return "missing" if (view.target.from_year or year) <= year <= view.year else ""
    if figure.coverage < 1 or figure.status == "P":
        return "provisional"
    return "estimated" if figure.status == "E" else ""
