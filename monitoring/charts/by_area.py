"""A distribution by area: a bar of 100 % an area, its categories side by side, the area's index at the end."""

from __future__ import annotations

from collections import Counter
from math import ceil

import plotly.graph_objects as go

from monitoring.charts import canvas as plotly
from monitoring.charts import facts, text_metrics
from monitoring.charts.canvas import FULL, Canvas
from monitoring.model import Area, Figure, IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

ROW = 62
"""Pixels for an area: its name and its bar below it."""

SMALLEST = 15.0
"""Percent from which on a part has room for its number on a phone."""

PATTERNS = ("", "/", ".", "-", "x", "\\", "|", "+")


def figure_of(view: IndicatorView) -> Figure | None:
    """The newest figure with areas, of the year asked about or before."""
    known = sorted(year for year, figure in view.figures.items() if year <= view.year and figure.areas)
    return view.figures[known[-1]] if known else None


def categories(figure: Figure) -> list[str]:
    """Categories, the commonest first."""
    totals = Counter()
    for area in figure.areas:
        totals.update(area.categories)
    return [category for category, _ in totals.most_common()]


def ordered(figure: Figure) -> list[Area]:
    """The areas, the most mixed first."""
    return sorted(figure.areas, key=lambda area: (-area.index, area.area))


def share(area: Area, category: str, words: Words) -> str:
    """A category's part of an area, in whole percent."""
    return words("value.percent", number=words.number(100 * area.categories.get(category, 0) / area.total, 0))


def draw(view: IndicatorView, words: Words, palette: Palette) -> go.Figure | None:
    """A distribution's second chart: its areas by category, in the newest year with any; None where there is none."""
    figure = figure_of(view)
    if figure is None:
        return None
    canvas, rows = Canvas(words, palette, FULL, view.years, view.indicator.indicator, view.year), ordered(figure)[::-1]
    for place, category in enumerate(categories(figure)):
        _put_category(canvas, rows, place, category)
    for place, area in enumerate(rows):
        _write(canvas, place + 0.27, "bottom", text_metrics.safe(area.area, 36), palette.ink, x=0)
        _write(canvas, place, "middle", text_metrics.bold(text_metrics.safe(facts.short(view, area.index, words))), palette.ink)
    _write(canvas, len(rows) - 0.73, "bottom", text_metrics.safe(words("chart.index")), palette.muted)
    plot, key = len(rows) * ROW, ceil(text_metrics.LINE * canvas.size.small * canvas.key_lines()) + 14
    return plotly.figure(
        canvas,
        height=6 + plot + key,
        margin={"l": 8, "r": 84, "t": 6, "b": 14},
        barmode="stack",
        legend=plotly.legend(canvas, y=0, yanchor="top"),
        xaxis={"range": [0, 100], "visible": False, "fixedrange": True},
        yaxis={"range": [-0.4, len(rows) - 0.3], "visible": False, "fixedrange": True},
    )


def _put_category(canvas: Canvas, rows: list[Area], place: int, category: str) -> None:
    palette, words = canvas.palette, canvas.words
    shares = [100 * area.categories.get(category, 0) / area.total for area in rows]
    texts = [share(area, category, words) for area in rows]
    pattern = {"shape": PATTERNS[place % len(PATTERNS)], "fillmode": "overlay", "fgcolor": palette.surface, "fgopacity": 0.3}
    canvas.trace(
        "category",
        key=canvas.entry(category, palette.ink),
        type="bar",
        orientation="h",
        y=list(range(len(rows))),
        x=shares,
        width=0.48,
        marker={
            "color": palette.series[place % len(palette.series)],
            "line": {"color": palette.surface, "width": 2},
            "pattern": pattern | {"size": 7, "solidity": 0.2},
        },
        text=[text if part >= SMALLEST else "" for text, part in zip(texts, shares, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont=canvas.font(palette.surface),
        hovertext=[_hover(area, category, text, words) for area, text in zip(rows, texts, strict=True)],
    )


def _hover(area: Area, category: str, text: str, words: Words) -> str:
    count = f"{category}: {words.number(area.categories.get(category, 0))}"
    return "<br>".join([text_metrics.bold(text_metrics.broken(area.area, 44)), text_metrics.broken(count, 44), text])


def _write(canvas: Canvas, y: float, anchor: str, label: str, colour: str, x: int = 1) -> None:
    """At an area's height, at the plot's left edge or right of it."""
    place = {"xref": "paper", "x": x, "xanchor": "left", "xshift": 8 * x, "yref": "y", "y": y, "yanchor": anchor}
    canvas.annotations.append(place | {"text": label, "showarrow": False, "font": canvas.font(colour)})
