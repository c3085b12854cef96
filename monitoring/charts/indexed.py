"""Indicators that share a meaning in one chart: each as an index, its first figure 100."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import plotly.graph_objects as go

from monitoring.charts import canvas as plotly
from monitoring.charts import facts, text_metrics, value_chart
from monitoring.charts.canvas import FULL, Canvas
from monitoring.charts.drawing import FINAL, LINES, Drawing, Line, Year
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
TICKS = 3
"""At least so many marks of a scale that is cut."""
MARKERS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")


def lines_of(views: Sequence[IndicatorView], span: range) -> list[tuple[IndicatorView, dict[int, float]]]:
    """The indicators that have a first figure above zero and one more, none below zero, within `span`, with their indices by year: values on both
    sides of zero are no multiples of one another."""
    found = []
    for view in views:
        values = {year: view.figures[year].value for year in facts.years_with_value(view, span)}
        base = next(iter(values.values()), 0)
        if base and len(values) > 1 and min(values.values()) >= 0:
            found.append((view, {year: 100 * value / base for year, value in values.items()}))
    return found


def share_a_meaning(views: Sequence[IndicatorView]) -> bool:
    """Whether they are of one kind, in one unit of measure, and better in the same direction."""
    return len({(view.indicator.kind, view.indicator.unit_of_measure, view.indicator.direction) for view in views}) == 1


def draw(views: Sequence[IndicatorView], span: range, words: Words, palette: Palette) -> go.Figure | None:
    """Indicators side by side, the first figure of each being 100. None where they do not share a meaning, one has no figures to compare, or there
    are fewer than two, or more than there are colours."""
    found = lines_of(views, span)
    if not 1 < len(found) <= len(palette.series) or len(found) < len(views) or not share_a_meaning(views):
        return None
    canvas = Canvas(words, palette, FULL, span, "compare")
    lines = [Line(view.indicator.indicator, tuple(Year(year, FINAL, "", index) for year, index in line.items())) for view, line in found]
    heights = Drawing("compare", LINES, span[-1], lines=tuple(lines))
    canvas.ticks, canvas.is_cut = heights.ticks(TICKS), heights.is_cut
    for place, (view, line) in enumerate(found):
        text = f"{view.indicator.indicator} {words.number(line[max(line)], 0)}"
        canvas.side_label(line[max(line)], text, palette.series[place])
    canvas.fit([])
    if canvas.is_cut:
        value_chart.put_break(canvas)
    canvas.scale(*heights.extent, head=14)
    canvas.trace("base", mode="lines", x=[span[0] - 0.5, span[-1] + 0.5], y=[100, 100], line={"color": palette.muted, "width": 1.5})
    if 100 not in canvas.ticks:
        base = {"xref": "paper", "x": 0, "xanchor": "left", "y": 100, "yanchor": "bottom", "text": "100", "showarrow": False}
        canvas.annotations.append(base | {"font": canvas.font(palette.muted)})
    for place, (view, line) in enumerate(found):
        _put(canvas, place, view, line)
    key = ceil(text_metrics.LINE * canvas.size.small * canvas.key_lines()) + 14
    return plotly.figure(
        canvas,
        height=14 + canvas.size.plot + canvas.bottom + key,
        margin={"l": canvas.left, "r": canvas.right, "t": 14, "b": canvas.bottom, "pad": 0},
        legend=plotly.legend(canvas, y=-canvas.bottom / canvas.size.plot, yanchor="top"),
    )


def _put(canvas: Canvas, place: int, view: IndicatorView, line: dict[int, float]) -> None:
    colour = canvas.palette.series[place]
    x, y = _with_gaps(line)
    canvas.trace(
        "values",
        key=canvas.entry(named(view, canvas.words), colour),
        mode="lines+markers",
        x=x,
        y=y,
        connectgaps=False,
        line={"color": colour, "width": 3, "dash": DASHES[place]},
        marker={"symbol": MARKERS[place], "size": 13},
        hovertext=["" if year is None else _hover(view, year, line[year], canvas.words) for year in x],
    )


def named(view: IndicatorView, words: Words) -> str:
    return f"{view.indicator.indicator} {words.name(view.indicator)}"


def _with_gaps(line: dict[int, float]) -> tuple[list, list]:
    x, y = list(line)[:1], list(line.values())[:1]
    for before, year in pairwise(line):
        if year > before + 1:
            x.append(None)
            y.append(None)
        x.append(year)
        y.append(line[year])
    return x, y


def _hover(view: IndicatorView, year: int, index: float, words: Words) -> str:
    return text_metrics.paragraph(year, [named(view, words), point(view, year, index, words)])


def point(view: IndicatorView, year: int, index: float, words: Words) -> str:
    """An index with the value that it is of."""
    return words("chart.compare.point", index=words.number(index, 0), value=facts.full(view, view.figures[year].value, words))


def title(span: range, words: Words) -> str:
    return words("chart.title.compare", years=words.year_range(span[0], span[-1]))


def alternative(views: Sequence[IndicatorView], span: range, words: Words) -> str:
    """The comparison in words; empty where there is no such chart."""
    found = []
    for view, line in lines_of(views, span):
        points = (words("chart.alternative.year", year=year, what=words.number(index, 0)) for year, index in line.items())
        found.append(words("chart.alternative.line", name=named(view, words), values=", ".join(points)))
    return words("chart.alternative.compare", title=title(span, words), lines="; ".join(found)) if found else ""
