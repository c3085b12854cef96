"""A chart while it is drawn: sizes, margins, scale, what is put on it. Heights are known in pixels, the width is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import ceil

from monitoring.charts import text_metrics
from monitoring.model import IndicatorView
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
    """The plot's height, the letters of values and of all else, line widths and marks, in pixels."""

    plot: int
    letter: int
    small: int
    line: float
    thin: float
    marker: int
    compact: bool = False


FULL = Size(plot=240, letter=PAGE["lead"], small=PAGE["text"], line=4, thin=3, marker=15)
EMPTY = replace(FULL, plot=150)
"""While there is no figure yet."""

COMPACT = Size(plot=118, letter=PAGE["small"], small=PAGE["note"], line=3, thin=2, marker=10, compact=True)


@dataclass
class Canvas:
    """What a chart of one `view`, or of none, is made of; `paper` makes a figure of it. `name` goes into `layout.meta`.

    `heading` stands above the plot, `under` holds lines below a year's tick, `notes` lines below all; `step` is how many years apart the
    labels stand, `overhang` how many pixels those of the outermost years need beside the plot.
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
    step: int = 1
    overhang: int = 0
    ticks: tuple[float, ...] = ()
    besides: list[tuple[float, str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, view: IndicatorView, words: Words, palette: Palette, size: Size) -> Canvas:
        return cls(words, palette, size, view.years, view.indicator.indicator, view)

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
        return max(8 + ceil(max((text_metrics.width(label, self.size.small) + 8 for _, label, _ in self.besides), default=0)), self.overhang)

    @property
    def left(self) -> int:
        return max(8 + ceil(max((text_metrics.width(self.words.number(tick), self.size.small) + 8 for tick in self.ticks), default=0)), self.overhang)

    @property
    def pitch(self) -> float:
        """Pixels from year to year on a phone."""
        return (NARROWEST - self.left - self.right) / len(self.years)

    @property
    def labelled(self) -> list[int]:
        """The years that have room for words: every one, or in a long programme every second or third, counted from the one asked about."""
        start = self.view.year if self.view else self.years[-1]
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

    def fit(self, labels: Iterable[str]) -> int:
        """The letter size for labels over the years; sets how many years apart they stand. The labels beside the plot must be known.

        Those give way where there is room for more years without them: what they say is in the key too.
        """
        labels = list(labels)
        lines = [line for lines in self.under.values() for line in lines]
        widest = max(text_metrics.width(label, self.size.small) for label in (*labels, *lines, str(self.years[-1]))) + 4
        self.step = ceil(widest / self.pitch)
        if self.step > 1 and not self.size.compact:
            besides, self.besides = self.besides, []
            if ceil(widest / self.pitch) == self.step:
                self.besides = besides
            self.step = ceil(widest / self.pitch)
        self.overhang = ceil(max(0, (widest - self.pitch) / 2))
        is_roomy = all(text_metrics.width(label, self.size.letter) + 4 <= self.pitch * self.step for label in labels)
        return self.size.letter if is_roomy else self.size.small

    def trace(self, role: str, key: str = "", **properties) -> None:
        """A trace; its `meta` tells what it shows. Nothing is hovered unless `hovertext` is given. `key` explains it above a large chart."""
        hover = {"hovertemplate": "%{hovertext}<extra></extra>"} if "hovertext" in properties else {"hoverinfo": "skip"}
        named = {"name": key, "showlegend": True} if key and not self.size.compact else {"showlegend": False}
        self.traces.append({"type": "scatter", "meta": role, "cliponaxis": False} | named | hover | properties)

    def entry(self, text: str, colour: str) -> str:
        """Words for the key, in lines that fit on a phone."""
        return text_metrics.coloured(text_metrics.broken(text, 33), colour)

    def beside(self, value: float, text: str, colour: str) -> None:
        """A label right of the plot, at the height of `value` or, where another is there, next to it."""
        self.besides.append((value, text_metrics.safe(text), colour))

    def font(self, colour: str, size: int | None = None) -> dict:
        return {"color": colour, "size": size or self.size.small, "family": STACK}
