"""A distribution by area: a bar of 100 % an area, its categories side by side, the area's index at the end."""

from __future__ import annotations

from collections import Counter

import plotly.graph_objects as go

from monitoring.charts import facts, lettering, years
from monitoring.charts.canvas import FULL, NARROWEST, Canvas
from monitoring.model import Area, Figure, IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

ROW = 58
"""Pixels for an area: its name and its bar below it."""

SMALLEST = 13.0
"""Percent from which on a part has room for its number on a phone."""

PATTERNS = ("", "/", ".", "-", "x", "\\", "|", "+")


def figure_of(view: IndicatorView) -> Figure | None:
    """The newest figure with areas, of the year asked about or before."""
    known = [year for year in years.until(view) if view.figures[year].areas]
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
    figure = figure_of(view)
    if figure is None:
        return None
    rows = ordered(figure)[::-1]
    names = categories(figure)
    canvas = Canvas.of(view, words, palette, FULL)
    for index, category in enumerate(names):
        shares = [100 * area.categories.get(category, 0) / area.total for area in rows]
        texts = [share(area, category, words) for area in rows]
        colour = palette.series[index % len(palette.series)]
        canvas.trace(
            "category",
            type="bar",
            orientation="h",
            name=lettering.safe(category, 60),
            showlegend=True,
            y=list(range(len(rows))),
            x=shares,
            width=0.46,
            marker={"color": colour, "line": {"color": palette.surface, "width": 2}, "pattern": _pattern(index, palette)},
            text=[text if part >= SMALLEST else "" for text, part in zip(texts, shares, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont=canvas.font(palette.surface, 16),
            hovertext=[
                "<br>".join(
                    [
                        lettering.bold(lettering.broken(area.area, 44)),
                        lettering.broken(f"{category}: {words.number(area.categories.get(category, 0))}", 44),
                        text,
                    ]
                )
                for area, text in zip(rows, texts, strict=True)
            ],
        )
    for place, area in enumerate(rows):
        label = {"showarrow": False, "yref": "y", "font": canvas.font(palette.ink, 16)}
        name = {"xref": "paper", "x": 0, "xanchor": "left", "y": place + 0.26, "yanchor": "bottom", "text": lettering.safe(area.area, 36)}
        index = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "y": place, "yanchor": "middle"}
        canvas.annotations += [label | name, label | index | {"text": lettering.bold(lettering.safe(facts.short(view, area.index, words)))}]
    head = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "y": len(rows) - 0.74, "yanchor": "bottom", "yref": "y", "showarrow": False}
    canvas.annotations.append(head | {"text": lettering.safe(words("chart.index")), "font": canvas.font(palette.muted, 16)})
    return _figure(canvas, len(rows), names)


def _pattern(index: int, palette: Palette) -> dict:
    return {
        "shape": PATTERNS[index % len(PATTERNS)],
        "fillmode": "overlay",
        "fgcolor": palette.surface,
        "fgopacity": 0.35,
        "size": 7,
        "solidity": 0.2,
    }


def _figure(canvas: Canvas, rows: int, names: list[str]) -> go.Figure:
    """As the other charts, but with areas down the side and a legend; as high as it has areas."""
    across, lines = 0.0, 1
    for name in names:
        wide = 44 + min(len(name), 60) * lettering.GLYPH * 16
        across, lines = (across + wide, lines) if across + wide <= NARROWEST else (wide, lines + 1)
    top = 10 + 24 * lines
    legend = {"orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1, "yanchor": "top", "traceorder": "normal"}
    return canvas.figure(
        height=top + rows * ROW + 8,
        margin={"l": 8, "r": 76, "t": top, "b": 8},
        barmode="stack",
        showlegend=True,
        legend=legend | {"itemclick": False, "itemdoubleclick": False, "font": canvas.font(canvas.palette.ink, 16)},
        xaxis={"range": [0, 100], "visible": False, "fixedrange": True},
        yaxis={"range": [-0.4, rows - 0.3], "visible": False, "fixedrange": True},
    )
