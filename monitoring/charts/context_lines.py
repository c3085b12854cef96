"""Statistics beside an indicator: lines in its chart where they go with its scale, else a note below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitoring.charts import facts, text_metrics
from monitoring.charts.drawing import Statistic
from monitoring.model import ContextLine, IndicatorView
from monitoring.words import Words, Written

FEW = 3
"""Lines that can be told apart in one chart; years that a note has room for."""

LARGER = 8
"""How many times as high as the indicator's own values, or as low, a statistic of another unit may be and still be drawn beside them."""

NAME = 99
"""Characters of a name that a note and the key have room for."""


class Line(NamedTuple):
    """A statistic and its values in the years of the chart."""

    statistic: ContextLine
    points: dict[int, float]


def known(view: IndicatorView) -> list[Line]:
    """The statistics of all, not of a category, that have a value in these years."""
    of_all = [line for line in view.context if not line.dimensions]
    lines = [Line(line, {year: line.points[year] for year in view.years if year in line.points}) for line in of_all]
    return [line for line in lines if line.points]


def drawn(view: IndicatorView) -> list[Line]:
    """Those that make a line on the indicator's scale, a few at most."""
    return [line for line in known(view) if len(line.points) > 1 and _goes_with(view, line)][:FEW]


def _goes_with(view: IndicatorView, line: Line) -> bool:
    """Whether neither the line nor the indicator's own values would lie flat on the axis."""
    highest = max(abs(value) for value in line.points.values())
    if line.statistic.in_own_unit or (view.indicator.is_percent and min(line.points.values()) >= 0 and highest <= 100):
        return True
    own = max((abs(view.figures[year].value) for year in facts.years_with_value(view, view.years)), default=0) or abs(view.target.value or 0)
    return not own or own / LARGER <= highest <= own * LARGER


def value(view: IndicatorView, line: ContextLine, year: int, words: Words) -> str:
    """A year's value, without a unit where nobody knows it; with the month or quarter where it is that one's."""
    text = _amount(view, line, line.points[year], words)
    return f"{text} ({line.periods[year]})" if year in line.periods else text


def _amount(view: IndicatorView, line: ContextLine, amount: float, words: Words) -> str:
    return facts.short(view, amount, words) if line.in_own_unit else words.number(amount)


def by_year(view: IndicatorView, line: Line, words: Words, between: str = ", ") -> str:
    """Every year's value: "2020: 9,3 %, 2021: 9,7 %"."""
    return between.join(words("chart.alternative.year", year=year, what=value(view, line.statistic, year, words)) for year in line.points)


def statistic(view: IndicatorView, line: Line, words: Words) -> Statistic:
    """A line as it is drawn."""
    number = _amount(view, line.statistic, line.points[max(line.points)], words)
    details = {year: value(view, line.statistic, year, words) for year in line.points}
    return Statistic(_name(line, words), line.points, number, details)


def _name(line: Line, words: Words) -> str:
    """Its name, cut where it is very long; in which language it is, is told after that."""
    return words.written_text({language: text_metrics.cut(name, NAME) for language, name in line.statistic.names.items()})


def notes(view: IndicatorView, lines: Sequence[Line], words: Words) -> tuple[str, ...]:
    """The last values of statistics that are no line in the chart (`lines` are), a few at most, and where all of them come from."""
    found, others = [], [line for line in known(view) if line not in lines][:FEW]
    for line in others:
        recent = line._replace(points={year: line.points[year] for year in sorted(line.points)[-FEW:]})
        found.append(words("chart.context.note", name=_name(line, words), values=by_year(view, recent, words, "\u00a0· ")))
    return tuple(filter(None, (*found, credits([*lines, *others], words))))


def credits(lines: Iterable[Line], words: Words) -> str:
    """Where statistics come from, with their licences, each named once; empty where there are none."""
    sources = dict.fromkeys(words.written_text(line.statistic.sources) for line in lines)
    return words.around("chart.source", "source", Written.joined("; ", sources)) if sources else ""
