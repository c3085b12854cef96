"""The paper of every chart: margins, the axis of years, the key, labels beside the plot and notes below it."""

from __future__ import annotations

import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

from monitoring.charts import text_metrics
from monitoring.charts.canvas import CLEAR, FULL, Canvas
from monitoring.words import Words


def figure(canvas: Canvas, **layout) -> go.Figure:
    """The chart; `layout` replaces properties of the layout that all charts share. Plotly does not check it: that takes three times as long."""
    _place_besides(canvas)
    _place_notes(canvas)
    top, bottom = canvas.top, canvas.bottom
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": False}
    shared = {
        "template": {"data": {"scatter": [{"type": "scatter"}]}},
        "title": {"text": ""},
        "meta": canvas.name,
        "height": top + canvas.size.plot + bottom,
        "margin": {"l": canvas.left, "r": canvas.right, "t": top if canvas.heading else 12, "b": bottom, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": canvas.font(canvas.palette.ink),
        "separators": separators(canvas.words),
        "showlegend": any(trace["showlegend"] for trace in canvas.traces),
        "legend": legend(canvas, y=1, yanchor="bottom"),
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "overlay",
        "hoverlabel": {
            "bgcolor": canvas.palette.raised,
            "bordercolor": canvas.palette.muted,
            "align": "left",
            "font": canvas.font(canvas.palette.ink, FULL.small),
            "namelength": -1,
        },
        "xaxis": axis | _year_axis(canvas),
        "yaxis": axis | _value_axis(canvas),
    }
    shared |= {name: put for name, put in (("annotations", canvas.annotations), ("shapes", canvas.shapes)) if put}
    return go.Figure({"data": canvas.traces, "layout": shared | layout}, _validate=False)


def legend(canvas: Canvas, **place) -> dict:
    """The key's place and look; nothing happens on a click."""
    still = {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal", "bgcolor": CLEAR, "maxheight": 1}
    return {"orientation": "h", "x": 0, "xanchor": "left", "font": canvas.font(canvas.palette.ink)} | still | place


def _year_axis(canvas: Canvas) -> dict:
    return {
        "range": [canvas.years[0] - 0.5, canvas.years[-1] + 0.5],
        "tickmode": "array",
        "tickvals": canvas.labelled,
        "ticktext": [_tick(canvas, year) for year in canvas.labelled],
        "tickfont": canvas.font(canvas.palette.ink),
        "tickangle": 0,
        "ticklabeloverflow": "allow",
        "showline": True,
        "linecolor": canvas.palette.muted,
        "linewidth": 1.5,
    }


def _tick(canvas: Canvas, year: int) -> str:
    label = text_metrics.bold(str(year)) if canvas.view and year == canvas.view.year else str(year)
    return "<br>".join([label, *canvas.under.get(year, [])])


def _value_axis(canvas: Canvas) -> dict:
    return {
        "range": [canvas.low, canvas.high],
        "showticklabels": bool(canvas.ticks),
        "tickmode": "array",
        "tickvals": list(canvas.ticks),
        "ticktext": [canvas.words.number(tick) for tick in canvas.ticks],
        "tickfont": canvas.font(canvas.palette.muted),
        "showgrid": bool(canvas.ticks),
        "gridcolor": canvas.palette.line,
    }


def _place_besides(canvas: Canvas) -> None:
    """Labels beside the plot, moved up or down as far as they would cover each other."""
    tall = text_metrics.LINE * canvas.size.small
    heights: list[float] = []
    besides = sorted(canvas.besides)
    for value, _, _ in besides:
        heights.append(max([canvas.pixels(value), *(height + tall for height in heights[-1:])]))
    ceiling = canvas.size.plot + canvas.top
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], ceiling - tall)
        ceiling = heights[place]
    for height, (_, label, colour) in zip(heights, besides, strict=True):
        place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "yref": "y", "y": canvas.value_at(height), "yanchor": "middle"}
        canvas.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": canvas.font(colour)})


def _place_notes(canvas: Canvas) -> None:
    places = [("heading", canvas.heading, 1, canvas.top - 4, "top")] if canvas.heading else []
    places += [("note", "<br>".join(canvas.notes), 0, 2 - canvas.bottom, "bottom")] if canvas.notes else []
    for name, label, y, shift, anchor in places:
        place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": y, "yshift": shift, "yanchor": anchor, "name": name}
        canvas.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": canvas.font(canvas.palette.muted)})


def separators(words: Words) -> str:
    """Plotly's `separators`: the decimal mark, then the mark between thousands."""
    return get_decimal_symbol(words.locale) + get_group_symbol(words.locale)
