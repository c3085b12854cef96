"""The paper of every chart: sizes, margins, the axis of years, labels beside the plot. Heights are known in pixels, the width is not."""

from __future__ import annotations

from dataclasses import dataclass, field

import plotly.graph_objects as go

from monitoring.charts import lettering
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

FAMILY = "Source Sans, sans-serif"
NARROWEST = 350
"""Width in pixels that everything must still fit in: a phone."""


@dataclass(frozen=True)
class Size:
    """Heights, letter sizes and line widths in pixels; `beside` is the number of letters in a line of a label right of the plot."""

    height: int
    letter: int
    under: int
    note: int
    line: float
    thin: float
    marker: int
    beside: int
    compact: bool = False


FULL = Size(height=360, letter=17, under=16, note=14, line=4, thin=3, marker=14, beside=12)
COMPACT = Size(height=190, letter=14, under=12, note=12, line=3, thin=2, marker=10, beside=8, compact=True)


@dataclass
class Canvas:
    """A chart while it is drawn, of one `view` or none. `name` goes into `layout.meta`.

    `under` holds lines below a year's tick, `notes` lines below all; set them before `scale`.
    """

    words: Words
    palette: Palette
    size: Size
    years: range
    name: str = ""
    view: IndicatorView | None = None
    traces: list[dict] = field(default_factory=list)
    shapes: list[dict] = field(default_factory=list)
    annotations: list[dict] = field(default_factory=list)
    under: dict[int, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    heading: str = ""
    low: float = 0.0
    high: float = 1.0
    ticks: tuple[float, ...] = ()
    besides: list[tuple[float, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, view: IndicatorView, words: Words, palette: Palette, size: Size) -> Canvas:
        return cls(words, palette, size, view.years, view.indicator.indicator, view)

    @property
    def top(self) -> int:
        return 14 + (round(1.4 * self.size.under) if self.heading else 0)

    @property
    def bottom(self) -> int:
        lines = max((len(lines) for lines in self.under.values()), default=0)
        return 12 + round(1.35 * (self.size.letter + lines * self.size.under) + sum(lettering.height(note, self.size.note) for note in self.notes))

    @property
    def right(self) -> int:
        longest = max((lettering.letters(label) for _, label, _ in self.besides), default=0)
        return 8 + (round(10 + longest * lettering.GLYPH * self.size.under) if longest else 0)

    @property
    def left(self) -> int:
        return 30 if self.ticks else 8

    @property
    def plot_height(self) -> int:
        return self.size.height - self.top - self.bottom

    def scale(self, low: float, high: float, foot: float = 0, head: float = 0) -> None:
        """Puts `low` `foot` pixels above the plot's lower edge and `high` `head` pixels below its upper one."""
        a_pixel = ((high - low) or 1) / (self.plot_height - foot - head)
        self.low, self.high = low - foot * a_pixel, high + head * a_pixel

    def pixels(self, value: float) -> float:
        """Height above the plot's lower edge."""
        return (value - self.low) / (self.high - self.low) * self.plot_height

    def value_at(self, pixels: float) -> float:
        return self.low + pixels / self.plot_height * (self.high - self.low)

    def letter_for(self, labels: list[str]) -> int:
        """Letter size for labels over the years, so that their first lines fit side by side on a phone too."""
        room = (NARROWEST - self.left - self.right) / len(self.years) + 8
        longest = max((lettering.letters(label.split("<br>")[0]) for label in labels), default=1)
        return max(12, min(self.size.letter, round(room / (longest * lettering.GLYPH))))

    def trace(self, role: str, **properties) -> None:
        """A trace; its `meta` tells what it shows. Nothing is hovered unless `hovertext` is given."""
        hover = {"hovertemplate": "%{hovertext}<extra></extra>"} if "hovertext" in properties else {"hoverinfo": "skip"}
        self.traces.append({"type": "scatter", "meta": role, "showlegend": False, "cliponaxis": False} | hover | properties)

    def beside(self, value: float, text: str, colour: str) -> None:
        """A label right of the plot, at the height of `value` or, where another is there, next to it."""
        self.besides.append((value, lettering.broken(text, self.size.beside), colour))

    def font(self, colour: str, size: int | None = None) -> dict:
        return {"color": colour, "size": size or self.size.letter, "family": FAMILY}

    def figure(self, **layout) -> go.Figure:
        """The chart; `layout` replaces properties of the layout that all charts share."""
        self._place_besides()
        self._place_notes()
        axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": False}
        shared = {
            "template": "none",
            "title": {"text": ""},
            "meta": self.name,
            "height": self.size.height,
            "margin": {"l": self.left, "r": self.right, "t": self.top, "b": self.bottom, "pad": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": self.font(self.palette.ink),
            "separators": separators(self.words),
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "bargap": 0.4,
            "hoverlabel": {
                "bgcolor": self.palette.raised,
                "bordercolor": self.palette.muted,
                "align": "left",
                "font": self.font(self.palette.ink, 16),
                "namelength": -1,
            },
            "xaxis": axis | self._year_axis(),
            "yaxis": axis | self._value_axis(),
            "annotations": self.annotations,
            "shapes": self.shapes,
        }
        return go.Figure({"data": self.traces, "layout": shared | layout})

    def _year_axis(self) -> dict:
        return {
            "range": [self.years[0] - 0.5, self.years[-1] + 0.5],
            "tickmode": "array",
            "tickvals": list(self.years),
            "ticktext": [self._tick(year) for year in self.years],
            "tickfont": self.font(self.palette.ink),
            "tickangle": 0 if len(self.years) <= 6 else None,
            "showline": True,
            "linecolor": self.palette.muted,
            "linewidth": 1.5,
        }

    def _tick(self, year: int) -> str:
        label = lettering.bold(str(year)) if self.view and year == self.view.year else str(year)
        return "<br>".join([label, *(lettering.small(line, self.size.under) for line in self.under.get(year, []))])

    def _value_axis(self) -> dict:
        return {
            "range": [self.low, self.high],
            "showticklabels": bool(self.ticks),
            "tickmode": "array",
            "tickvals": list(self.ticks),
            "ticktext": [self.words.number(tick) for tick in self.ticks],
            "tickfont": self.font(self.palette.muted, self.size.under),
            "showgrid": bool(self.ticks),
            "gridcolor": self.palette.line,
        }

    def _place_besides(self) -> None:
        """Labels beside the plot, moved up or down as far as they would cover each other."""
        placed = []
        for value, label, colour in sorted(self.besides):
            tall = lettering.height(label, self.size.under)
            floor = placed[-1][0] + placed[-1][1] if placed else -self.bottom + 4
            placed.append([max(self.pixels(value) - tall / 2, floor), tall, label, colour])
        ceiling = self.plot_height + self.top
        for one in reversed(placed):
            one[0] = min(one[0], ceiling - one[1])
            ceiling = one[0]
        for lower, tall, label, colour in placed:
            place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "yref": "y", "y": self.value_at(lower + tall / 2), "yanchor": "middle"}
            self.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": self.font(colour, self.size.under)})

    def _place_notes(self) -> None:
        places = [("heading", self.heading, 1, self.top - 4, "top", self.size.under)] if self.heading else []
        places += [("note", "<br>".join(self.notes), 0, 2 - self.bottom, "bottom", self.size.note)] if self.notes else []
        for name, label, y, shift, anchor, size in places:
            place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": y, "yshift": shift, "yanchor": anchor, "name": name}
            self.annotations.append(place | {"text": label, "align": "left", "showarrow": False, "font": self.font(self.palette.muted, size)})


def separators(words: Words) -> str:
    """Plotly's `separators`: the decimal mark, then the mark between thousands."""
    return words.number(0.5, 1)[1] + words.number(1000)[1]
