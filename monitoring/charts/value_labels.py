"""Words in the plot of a chart of values: labels at the values, placed clear of the lines, and the empty frames of years that have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from monitoring.charts import text_metrics
from monitoring.charts.canvas import Canvas
from monitoring.charts.drawing import COLUMNS, FINAL, LACKING, Drawing, Year
from monitoring.charts.target_lines import TargetLine

GAP = 5
CLEARANCE = 3
"""Pixels between a mark and its label, and between a label and a line that passes."""

COLUMN = 0.56
"""Width of a column, in years."""

FRAME = 0.9
"""Width of the frame of a year without a value, in years."""

STEEP = 10
"""Pixels up or down to the neighbouring point from which on the line is in the way of a label."""


class Label(NamedTuple):
    """A label over a year, its middle `pixels` above the plot's lower edge."""

    year: int
    pixels: float
    text: str
    colour: str


def texts(canvas: Canvas, values: dict[int, Year]) -> dict[int, str]:
    """The numbers at the values, in bold for the year asked about."""
    found = {year: text_metrics.safe(one.number) for year, one in values.items()}
    return {year: text_metrics.bold(text) if year == canvas.year else text for year, text in found.items()}


def put(canvas: Canvas, drawing: Drawing, texts: dict[int, str], size: int) -> None:
    """Labels as one trace, those of the years that have room for words."""
    labels = (_on_columns if drawing.marks == COLUMNS else _at_points)(canvas, drawing, texts, size)
    shown = [label for label in labels if label.year in canvas.labelled]
    if shown:
        canvas.trace(
            "labels",
            mode="text",
            x=[label.year for label in shown],
            y=[canvas.value_at(label.pixels) for label in shown],
            text=[label.text for label in shown],
            textposition="middle center",
            textfont={"color": [label.colour for label in shown], "size": size, "shadow": _halo(canvas, shown)},
        )


def _halo(canvas: Canvas, shown: list[Label]) -> list[str]:
    """What keeps a dark label readable where a line passes behind it."""
    return [
        "none" if label.colour == canvas.palette.surface else f"0 0 3px {canvas.palette.surface}, 0 0 3px {canvas.palette.surface}" for label in shown
    ]


def _levels(canvas: Canvas, target: TargetLine | None, year: int, wide: float) -> list[float]:
    """Where the target's line and end and the line of the target beside it are over a year, in pixels, as far to its sides as something `wide`
    pixels wide reaches on a phone."""
    if target is None:
        return []
    reach, half = wide / canvas.pitch / 2, canvas.size.marker / 2
    found = [canvas.pixels(level) for edge in (-reach, 0, reach) if (level := target.at(year + edge)) is not None]
    ends = [found[0] - half, found[0] + half] if found and target.end and target.end[0] == year else []
    return [*found, *ends, *_levels(canvas, target.other, year, wide)]


def _unobstructed(low: float, high: float, lines: Iterable[float]) -> bool:
    """Whether no line passes between two heights, all in pixels."""
    return all(line < low - CLEARANCE or line > high + CLEARANCE for line in lines)


def _on_columns(canvas: Canvas, drawing: Drawing, texts: dict[int, str], size: int) -> list[Label]:
    """All above their columns, else all inside at the top, else all inside at the foot; where none of these is free of the target's line, all above
    it all the same."""
    columns = [_Column(canvas, drawing.target, one, texts[year], size) for year, one in drawing.values.items()]
    for place in (_Column.above, _Column.inside, *([] if drawing.is_summed else [_Column.at_foot])):
        found = [place(column) for column in columns]
        if all(found):
            return found
    return [column.above_all() for column in columns]


class _Column:
    """A column with the heights in pixels that its label must keep clear of. Each place gives the label, or None where something is in the way."""

    def __init__(self, canvas: Canvas, target: TargetLine | None, one: Year, text: str, size: int):
        self._year, self._text, self._palette = one, text, canvas.palette
        self._top, self._tall = canvas.pixels(max(one.top, 0)), text_metrics.height(text, size)
        self._length = canvas.pixels(one.value) - canvas.pixels(0)
        self._is_wide = text_metrics.width(text, size) <= canvas.pitch * COLUMN
        is_baseline = target is not None and target.baseline is not None and target.baseline[0] == one.year
        self._gap = GAP + (canvas.size.marker / 2 if is_baseline else 0)
        self._levels = [] if is_baseline else _levels(canvas, target, one.year, text_metrics.width(text, size))

    def above(self) -> Label | None:
        foot = self._top + self._gap
        return self._label(foot, self._palette.ink) if _unobstructed(foot, foot + self._tall, self._levels) else None

    def inside(self) -> Label | None:
        return self._on_fill(self._top - self._gap - self._tall, 3 * self._gap)

    def at_foot(self) -> Label | None:
        return self._on_fill(self._top - self._length + GAP, 2 * GAP)

    def above_all(self) -> Label:
        """Above the column, and above a line that is so near to it that it would strike through the lower half of the label."""
        near = self._top + self._gap + self._tall / 2
        foot = max((level for level in self._levels if self._top - CLEARANCE <= level <= near), default=self._top)
        return self._label(foot + self._gap, self._palette.ink)

    def _on_fill(self, foot: float, spare: float) -> Label | None:
        has_room = self._year.status == FINAL and self._is_wide and self._length > self._tall + spare
        return self._label(foot, self._palette.surface) if has_room and _unobstructed(foot, foot + self._tall, self._levels) else None

    def _label(self, foot: float, colour: str) -> Label:
        return Label(self._year.year, foot + self._tall / 2, self._text, colour)


def _at_points(canvas: Canvas, drawing: Drawing, texts: dict[int, str], size: int) -> list[Label]:
    """All above their points or all below, wherever less is in their way: the line, the target, the label before."""
    above, below = (_on_side(canvas, drawing, texts, size, side) for side in (1, -1))
    return [label for label, _ in min(above, below, key=lambda placed: sum(cost for _, cost in placed))]


def _on_side(canvas: Canvas, drawing: Drawing, texts: dict[int, str], size: int, side: int) -> list[tuple[Label, float]]:
    """The labels of points above them (`side` 1) or below (-1), each with how much is in its way."""
    values, gap, tall = drawing.values, canvas.size.marker / 2 + GAP, text_metrics.height("", size)
    heights = {when: one.value for when, one in values.items()} | (drawing.projection.points if drawing.projection else {})
    found: list[tuple[Label, float]] = []
    for year, one in values.items():
        here, wide = canvas.pixels(one.value), text_metrics.width(texts[year], size)
        label = Label(year, here + side * (gap + tall / 2), texts[year], canvas.palette.ink)
        low, high = label.pixels - tall / 2, label.pixels + tall / 2
        slopes = [side * (canvas.pixels(heights[other]) - here) for other in (year - 1, year + 1) if other in heights]
        levels = _levels(canvas, drawing.target, year, wide) + [
            canvas.pixels(line.points[year]) for line in drawing.statistics if year in line.points
        ]
        crowded = any(_overlap(canvas, before, label, wide, size) for before, _ in found[-1:])
        cost = 3 * any(slope > STEEP for slope in slopes) + 5 * (not _unobstructed(low, high, levels)) + 20 * (low < 0) + 5 * crowded
        found.append((label, cost))
    return found


def _overlap(canvas: Canvas, before: Label, label: Label, wide: float, size: int) -> bool:
    """Whether two labels lie on each other on a phone."""
    apart = (label.year - before.year) * canvas.pitch - (wide + text_metrics.width(before.text, size)) / 2
    return apart < CLEARANCE and abs(label.pixels - before.pixels) < text_metrics.height("", size)


def put_lacking(canvas: Canvas, drawing: Drawing) -> None:
    """An empty frame with a word for every year that shows no figure: it should have one, the unit says that it has none, or it is withheld."""
    size, muted = canvas.size.small, canvas.palette.muted
    lacking = [year for year in drawing.years if year.status in LACKING]
    if not lacking:
        return
    texts = [_frame_text(canvas, year) for year in lacking]
    tall = max(text_metrics.height(text, size) for text in texts) + 2 * GAP
    feet = [_foot(canvas, drawing.target, year.year, tall) for year in lacking]
    edge = {"color": muted, "width": 1.5, "dash": "dash"}
    for year, foot in zip(lacking, feet, strict=True):
        ends = {"x0": year.year - FRAME / 2, "x1": year.year + FRAME / 2, "y0": canvas.value_at(foot), "y1": canvas.value_at(foot + tall)}
        canvas.shapes.append({"type": "rect", "name": "missing", "line": edge, "fillcolor": canvas.palette.surface, "layer": "between"} | ends)
    canvas.trace(
        "missing",
        mode="text",
        x=[year.year for year in lacking],
        y=[canvas.value_at(foot + tall / 2) for foot in feet],
        text=texts,
        textposition="middle center",
        textfont={"color": muted, "size": size},
        hovertext=[text_metrics.paragraph(year.year, year.details) for year in lacking],
    )


def _frame_text(canvas: Canvas, year: Year) -> str:
    """What the frame says, on one line where that fits on a phone; a dash where there is room for no more."""
    text = text_metrics.safe(year.remark)
    is_narrow = text_metrics.width(text, canvas.size.small) >= FRAME * canvas.pitch
    if canvas.size.compact or canvas.step > 1:
        return canvas.words("value.none") if is_narrow or year.status != "withheld" else text
    return text_metrics.broken(year.remark, 8 if is_narrow else 30)


def _foot(canvas: Canvas, target: TargetLine | None, year: int, tall: float) -> float:
    """Where a frame begins: on the axis, or on the target's line where that would run through it."""
    lines = _levels(canvas, target, year, FRAME * canvas.pitch)
    is_clear = not lines or min(lines) > GAP + tall + CLEARANCE or max(lines) < GAP - CLEARANCE
    return GAP if is_clear else max(lines) + GAP
