"""Statistics beside an indicator: lines in its chart where they go with its scale, else a note below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from monitoring.charts import facts, marks, text_metrics, year_states
from monitoring.charts.canvas import Canvas
from monitoring.model import ContextLine, IndicatorView
from monitoring.words import Words

FEW = 3
"""Lines that can be told apart in one chart; years that a note has room for."""

LARGER = 8
"""How many times as high as the indicator's own values, or as low, a statistic of another unit may be and still be drawn beside them."""

TALLER = 50
"""Pixels that each further line adds to the plot's height."""

NAME = 99
"""Letters of a name that the key has room for."""

LOOKS = (("dot", "square", "■"), ("dashdot", "triangle-up", "▲"), ("longdashdot", "x", "✕"))
"""Dash, mark, and the same mark as a letter: what tells the lines apart, since they all have the colour of what is not the indicator's own."""


class Line(NamedTuple):
    """A statistic and its values in the years of the chart."""

    statistic: ContextLine
    points: dict[int, float]


def known(view: IndicatorView) -> list[Line]:
    """The statistics that have a value in these years."""
    lines = [Line(line, {year: line.points[year] for year in view.years if year in line.points}) for line in view.context]
    return [line for line in lines if line.points]


def drawn(view: IndicatorView) -> list[Line]:
    """Those that make a line on the indicator's scale, a few at most."""
    return [line for line in known(view) if len(line.points) > 1 and _goes_with(view, line)][:FEW]


def _goes_with(view: IndicatorView, line: Line) -> bool:
    """Whether neither the line nor the indicator's own values would lie flat on the axis."""
    highest = max(abs(value) for value in line.points.values())
    if line.statistic.in_own_unit or (facts.is_percentage(view) and min(line.points.values()) >= 0 and highest <= 100):
        return True
    own = max((abs(view.figures[year].value) for year in year_states.shown(view)), default=0) or abs(view.target.value or 0)
    return not own or own / LARGER <= highest <= own * LARGER


def value(view: IndicatorView, line: ContextLine, year: int, words: Words) -> str:
    """A year's value, without a unit where nobody knows it; with the month or quarter where it is that one's."""
    text = _amount(view, line, line.points[year], words)
    return f"{text} ({line.periods[year]})" if year in line.periods else text


def _amount(view: IndicatorView, line: ContextLine, amount: float, words: Words) -> str:
    return facts.short(view, amount, words) if line.in_own_unit else words.number(amount)


def said(view: IndicatorView, line: Line, words: Words, between: str = ", ") -> str:
    """Every year's value: "2020: 9,3 %, 2021: 9,7 %"."""
    return between.join(words("chart.alternative.year", year=year, what=value(view, line.statistic, year, words)) for year in line.points)


def announce(canvas: Canvas, lines: list[Line]) -> None:
    """The last value of each beside the plot, with its mark where there are several, and the height that keeps them apart. Before `fit` and
    `scale`."""
    view, words = canvas.view, canvas.words
    canvas.size = replace(canvas.size, plot=canvas.size.plot + TALLER * max(0, len(lines) - 1))
    for line, (_, _, mark) in zip(lines, LOOKS, strict=False):
        amount = line.points[max(line.points)]
        text = _amount(view, line.statistic, amount, words)
        canvas.beside(amount, f"{mark} {text}" if len(lines) > 1 else text, canvas.palette.muted)


def put(canvas: Canvas, lines: list[Line]) -> None:
    """The lines, with their names in the key: after `scale`, before the indicator's own values."""
    view, words, size, colour = canvas.view, canvas.words, canvas.size, canvas.palette.muted
    for line, (dash, symbol, _) in zip(lines, LOOKS, strict=False):
        name = words.name(line.statistic)
        canvas.trace(
            "context",
            key=canvas.entry(text_metrics.cut(name, NAME), colour),
            mode="lines+markers",
            x=list(line.points),
            y=list(line.points.values()),
            line={"color": colour, "width": size.thin - 1, "dash": dash},
            marker={"symbol": symbol, "size": size.marker - 6, "color": colour},
            hovertext=[marks.said(year, [name, value(view, line.statistic, year, words)]) for year in line.points],
        )


def note(canvas: Canvas, lines: list[Line]) -> None:
    """Below the chart: the last values of statistics that are no line in it (`lines` are), a few at most, and where all of them come from."""
    view, words = canvas.view, canvas.words
    others = [line for line in known(view) if line not in lines][:FEW]
    for line in others:
        recent = line._replace(points={year: line.points[year] for year in sorted(line.points)[-FEW:]})
        name = text_metrics.cut(words.name(line.statistic), NAME)
        canvas.notes.append(text_metrics.broken(words("chart.context.note", name=name, values=said(view, recent, words, "\u00a0· ")), 40))
    if credited := credits([*lines, *others], words):
        canvas.notes.append(text_metrics.broken(credited, 40))


def credits(lines: Iterable[Line], words: Words) -> str:
    """Where statistics come from, with their licences, each named once; empty where there are none."""
    sources = dict.fromkeys(words.text(line.statistic.sources) for line in lines)
    return words("chart.source", source="; ".join(sources)) if sources else ""
