"""Plotly's figures: a chart while it is drawn, its sizes, margins and scale, and the figure and the settings that are made of it.

Heights are known in pixels, the width is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import ceil, inf
from zlib import crc32

import plotly.graph_objects as go
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from monitoring.charts import text_metrics
from monitoring.palette import Palette
from monitoring.typography import PAGE, STACK
from monitoring.words import Words

NARROWEST = 350
"""Width in pixels that everything must still fit in: a phone."""

SAMPLE = 46
"""Pixels that Plotly puts before the words of an entry of the key."""

CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Size:
    """The plot's height, the text of values and all other text, line widths and marks, in pixels."""

    plot: int
    large: int
    small: int
    line: float
    thin: float
    marker: int
    compact: bool = False


FULL = Size(plot=220, large=PAGE["lead"], small=PAGE["text"], line=4, thin=3, marker=15)
EMPTY = replace(FULL, plot=150)
"""While there is no figure yet."""

COMPACT = Size(plot=118, large=PAGE["small"], small=PAGE["note"], line=3, thin=2, marker=10, compact=True)


@dataclass
class Canvas:
    """What a figure is made of. `name` goes into `layout.meta`, `year` is the one asked about, None where there is none.

    `heading` is above the plot, `under` holds lines below a year's tick, `notes` lines below all, `side_labels` those right of the plot, as value,
    text and colour. `is_cut`: the scale of values begins above zero. `step` is how many years apart the labels are, `overhang` how many pixels those
    of the outermost years need beside the plot, `beside` the least left and right of the plot, in pixels.
    """

    words: Words
    palette: Palette
    size: Size
    years: range
    name: str = ""
    year: int | None = None
    beside: tuple[int, int] = (0, 0)
    traces: list[dict] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    annotations: list[dict] = field(default_factory=list)
    under: dict[int, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    heading: str = ""
    low: float = 0.0
    high: float = 1.0
    step: int = 1
    overhang: int = 0
    ticks: tuple[float, ...] = ()
    is_cut: bool = False
    side_labels: list[tuple[float, str, str]] = field(default_factory=list)

    @property
    def top(self) -> int:
        lines = self.key_lines() + (1 + self.heading.count("<br>") if self.heading else 0)
        return 12 + ceil(text_metrics.LINE * self.size.small * lines + (6 if lines else 0))

    @property
    def bottom(self) -> int:
        lines = 1 + max((len(self.under[year]) for year in self.labelled if year in self.under), default=0)
        return 10 + ceil(text_metrics.LINE * self.size.small * lines + sum(text_metrics.height(note, self.size.small) for note in self.notes))

    @property
    def right(self) -> int:
        labels = max((text_metrics.width(label, self.size.small) + 8 for _, label, _ in self.side_labels), default=0)
        return max(8 + ceil(labels), self.overhang, self.beside[1])

    @property
    def left(self) -> int:
        ticks = max((text_metrics.width(self.words.number(tick), self.size.small) + 8 for tick in self.ticks), default=0)
        return max(8 + ceil(ticks), self.overhang, self.beside[0])

    @property
    def pitch(self) -> float:
        """Pixels from year to year on a phone."""
        return (NARROWEST - self.left - self.right) / len(self.years)

    @property
    def labelled(self) -> list[int]:
        """The years that have room for words: every one, or in a long programme every second or third, counted from the one asked about."""
        start = self.year or self.years[-1]
        return [year for year in self.years if (year - start) % self.step == 0]

    def key_lines(self) -> int:
        """Lines that the key takes on a phone: its entries beside each other if they fit, else below each other."""
        names = [trace["name"] for trace in self.traces if trace["showlegend"]]
        lines = [1 + name.count("<br>") for name in names]
        across = sum(SAMPLE + text_metrics.width(name, self.size.small) for name in names)
        return max(lines, default=0) if across <= NARROWEST else sum(lines)

    def scale(self, low: float, high: float, foot: float = 0, head: float = 0) -> None:
        """Puts `low` `foot` pixels above the plot's lower edge and `high` `head` pixels below its upper one."""
        a_pixel = ((high - low) or 1) / (self.size.plot - foot - head)
        self.low, self.high = low - foot * a_pixel, high + head * a_pixel

    def pixels(self, value: float) -> float:
        """Height above the plot's lower edge."""
        return (value - self.low) / (self.high - self.low) * self.size.plot

    def value_at(self, pixels: float) -> float:
        return self.low + pixels / self.size.plot * (self.high - self.low)

    def fit(self, labels: Iterable[str], gives_way: bool = True) -> int:
        """The size of text for labels over the years; sets how many years apart they are. The labels beside the plot must be known.

        Those give way (`gives_way`) where there is room for more years without them: what they say is in the key too.
        """
        labels = list(labels)
        lines = [line for lines in self.under.values() for line in lines]
        widest = max(text_metrics.width(label, self.size.small) for label in (*labels, *lines, str(self.years[-1]))) + 4
        self.step = ceil(widest / self.pitch)
        if self.step > 1 and gives_way and not self.size.compact:
            labels_beside, self.side_labels = self.side_labels, []
            if ceil(widest / self.pitch) == self.step:
                self.side_labels = labels_beside
            self.step = ceil(widest / self.pitch)
        self.overhang = ceil(max(0, (widest - self.pitch) / 2))
        is_roomy = all(text_metrics.width(label, self.size.large) + 4 <= self.pitch * self.step for label in labels)
        return self.size.large if is_roomy else self.size.small

    def trace(self, role: str, key: str = "", **properties) -> None:
        """A trace; its `meta` tells what it shows. Nothing is hovered unless `hovertext` is given. `key` explains it above a large chart."""
        hover = {"hovertemplate": "%{hovertext}<extra></extra>"} if "hovertext" in properties else {"hoverinfo": "skip"}
        named = {"name": key, "showlegend": True} if key and not self.size.compact else {"showlegend": False}
        self.traces.append({"type": "scatter", "meta": role, "cliponaxis": False} | named | hover | properties)

    def entry(self, text: str, colour: str) -> str:
        """Words for the key, in lines that fit on a phone."""
        return text_metrics.coloured(text_metrics.broken(text, 33), colour)

    def side_label(self, value: float, text: str, colour: str) -> None:
        """A label of one line or several right of the plot, at the height of `value` or, where another is there, next to it."""
        self.side_labels.append((value, "<br>".join(map(text_metrics.safe, text.split("\n"))), colour))

    def font(self, colour: str, size: int | None = None) -> dict:
        return {"color": colour, "size": size or self.size.small, "family": STACK}


def figure(canvas: Canvas, **layout) -> go.Figure:
    """The chart; `layout` replaces properties of the layout that all charts share. Plotly does not check it: that takes three times as long."""
    _place_side_labels(canvas)
    _place_notes(canvas)
    top, bottom = canvas.top, canvas.bottom
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": False}
    shared = {
        "template": {},
        "title": {"text": ""},
        "meta": canvas.name,
        "height": top + canvas.size.plot + bottom,
        "margin": {"l": canvas.left, "r": canvas.right, "t": top if canvas.heading else 12, "b": bottom, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": canvas.font(canvas.palette.ink),
        "separators": get_decimal_symbol(canvas.words.locale) + get_group_symbol(canvas.words.locale),
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
    made = {"data": canvas.traces, "layout": shared | layout}
    # By this, and where it has no template, Plotly knows a chart that it is given once more, as by Streamlit at first, and does not draw it again.
    made["layout"]["datarevision"] = crc32(repr(made).encode())
    chart = go.Figure(made, _validate=False)
    chart["layout"]["template"] = None
    return chart


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
    label = text_metrics.bold(str(year)) if year == canvas.year else str(year)
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
        "showline": canvas.is_cut,
        "linecolor": canvas.palette.muted,
        "linewidth": 1.5,
        "gridcolor": canvas.palette.line,
    }


def _place_side_labels(canvas: Canvas) -> None:
    """Labels beside the plot, moved up or down as far as they would cover each other."""
    labels = sorted(canvas.side_labels)
    halves = [text_metrics.height(label, canvas.size.small) / 2 for _, label, _ in labels]
    heights: list[float] = []
    floor, ceiling = -inf, canvas.size.plot + canvas.top - text_metrics.LINE * canvas.size.small / 2
    for (value, _, _), half in zip(labels, halves, strict=True):
        heights.append(max(canvas.pixels(value), floor + half))
        floor = heights[-1] + half
    for place, half in reversed([*enumerate(halves)]):
        heights[place] = min(heights[place], ceiling - half)
        ceiling = heights[place] - half
    for height, (_, label, colour) in zip(heights, labels, strict=True):
        place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "yref": "y", "y": canvas.value_at(height), "yanchor": "middle"}
        canvas.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": canvas.font(colour)})


def _place_notes(canvas: Canvas) -> None:
    places = [("heading", canvas.heading, 1, canvas.top - 4, "top")] if canvas.heading else []
    places += [("note", "<br>".join(canvas.notes), 0, 2 - canvas.bottom, "bottom")] if canvas.notes else []
    for name, label, y, shift, anchor in places:
        place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": y, "yshift": shift, "yanchor": anchor, "name": name}
        canvas.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": canvas.font(canvas.palette.muted)})


def config(words: Words, file_name: str = "") -> dict:
    """For `plotly_chart(config=…)`. `file_name` (without ending) is what a downloaded picture is called."""
    return {
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file_name or words("chart.download.file")},
        "locale": words.language,
        "locales": {words.language: {"dictionary": _dictionary(words), "format": _format(words)}},
    }


def _dictionary(words: Words) -> dict[str, str]:
    """Plotly's English texts, those that can appear, and what we say instead."""
    return {
        "Download plot as a PNG": words("chart.download.png"),
        "Preparing image - this may take a few seconds": words("chart.download.wait"),
        "Snapshot succeeded": words("chart.download.done"),
        "Sorry, there was a problem downloading your snapshot!": words("chart.download.failed"),
    }


def _format(words: Words) -> dict:
    months = {width: get_month_names(width, "stand-alone", words.locale) for width in ("wide", "abbreviated")}
    days = {width: get_day_names(width, "stand-alone", words.locale) for width in ("wide", "abbreviated")}
    from_sunday = (6, 0, 1, 2, 3, 4, 5)
    return {
        "days": [days["wide"][day] for day in from_sunday],
        "shortDays": [days["abbreviated"][day] for day in from_sunday],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        "date": "%d.%m.%Y",
        "decimal": get_decimal_symbol(words.locale),
        "thousands": get_group_symbol(words.locale),
    }
