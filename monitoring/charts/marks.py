"""What stands at a value: its label, placed clear of the lines, and the empty frame of a year that has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from monitoring.charts import facts, text_metrics, year_states
from monitoring.charts.canvas import Canvas
from monitoring.charts.target_lines import TargetLine

GAP = 5
CLEARANCE = 3
"""Pixels between a mark and its label, and between a label and a line that passes."""

FRAME = 0.9
"""Width of the frame of a missing year, in years."""

PATTERNS = {"reported": "", "provisional": "/", "estimated": "."}
SYMBOLS = {"reported": "circle", "provisional": "circle", "estimated": "square"}
"""What tells a value that is not final: a bar's hatching, a hollow point's form."""


class Label(NamedTuple):
    """A label over a year, its middle `pixels` above the plot's lower edge, as Plotly's `position` says beside the middle of the year."""

    year: int
    pixels: float
    text: str
    position: str
    colour: str


def labels(canvas: Canvas, values: dict[int, float]) -> dict[int, str]:
    """The numbers at the values, in bold for the year asked about."""
    texts = {year: text_metrics.safe(facts.short(canvas.view, value, canvas.words)) for year, value in values.items()}
    return {year: text_metrics.bold(text) if year == canvas.view.year else text for year, text in texts.items()}


def by_standing(canvas: Canvas, values: dict[int, float]) -> dict[str, list[int]]:
    """The years of the values that are final, provisional, estimated; those that none is left out."""
    standings = {year: year_states.standing(canvas.view, year) for year in values}
    return {one: found for one in year_states.SHOWN if (found := [year for year in values if standings[year] == one])}


def key(canvas: Canvas, standing: str) -> str:
    """What the key says of values that are not final."""
    return "" if standing == "reported" else canvas.entry(canvas.words(f"chart.key.{standing}"), canvas.palette.ink)


def hover(canvas: Canvas, year: int) -> str:
    """Everything about a year: value with its unit, parts, what to know."""
    view, words = canvas.view, canvas.words
    figure = view.figures[year]
    return said(year, [facts.full(view, figure.value, words), *facts.parts(view, figure, words), *facts.remarks(view, year, words)])


def said(year: int, lines: Iterable[str]) -> str:
    """Lines of a hover, under their year."""
    return "<br>".join([text_metrics.bold(str(year)), *(text_metrics.broken(line, 44) for line in lines)])


def levels(canvas: Canvas, target_line: TargetLine | None, year: int, wide: float) -> list[float]:
    """Where the target's line and end and the line of the target beside it are over a year, in pixels, as far to its sides as something `wide`
    pixels wide reaches on a phone."""
    if target_line is None:
        return []
    reach, half = wide / canvas.pitch / 2, canvas.size.marker / 2
    found = [canvas.pixels(level) for edge in (-reach, 0, reach) if (level := target_line.at(year + edge)) is not None]
    ends = [found[0] - half, found[0] + half] if found and target_line.end and target_line.end[0] == year else []
    return [*found, *ends, *levels(canvas, target_line.other, year, wide)]


def unobstructed(low: float, high: float, lines: Iterable[float]) -> bool:
    """Whether no line passes between two heights, all in pixels."""
    return all(line < low - CLEARANCE or line > high + CLEARANCE for line in lines)


def write(canvas: Canvas, labels: Iterable[Label], letter: int) -> None:
    """Labels as one trace, those of the years that have room for words."""
    shown = [label for label in labels if label.year in canvas.labelled]
    if shown:
        canvas.trace(
            "labels",
            mode="text",
            x=[label.year for label in shown],
            y=[canvas.value_at(label.pixels) for label in shown],
            text=[label.text for label in shown],
            textposition=[label.position for label in shown],
            textfont={"color": [label.colour for label in shown], "size": letter, "shadow": _halo(canvas, shown)},
        )


def _halo(canvas: Canvas, shown: list[Label]) -> list[str]:
    """What keeps a dark label readable where a line passes behind it."""
    return [
        "none" if label.colour == canvas.palette.surface else f"0 0 3px {canvas.palette.surface}, 0 0 3px {canvas.palette.surface}" for label in shown
    ]


def missing(canvas: Canvas, target_line: TargetLine | None) -> None:
    """An empty frame with a word for every year that shows no figure: it should have one, the unit says that it has none, or it is withheld."""
    view, letter, muted = canvas.view, canvas.size.small, canvas.palette.muted
    lacking = [year for year in canvas.years if year_states.standing(view, year) in ("missing", "none", "withheld")]
    if not lacking:
        return
    texts = [_frame_text(canvas, year) for year in lacking]
    tall = max(text_metrics.height(text, letter) for text in texts) + 2 * GAP
    feet = [_foot(canvas, target_line, year, tall) for year in lacking]
    edge = {"color": muted, "width": 1.5, "dash": "dash"}
    for year, foot in zip(lacking, feet, strict=True):
        ends = {"x0": year - FRAME / 2, "x1": year + FRAME / 2, "y0": canvas.value_at(foot), "y1": canvas.value_at(foot + tall)}
        canvas.shapes.append({"type": "rect", "name": "missing", "line": edge, "fillcolor": canvas.palette.surface, "layer": "between"} | ends)
    canvas.trace(
        "missing",
        mode="text",
        x=lacking,
        y=[canvas.value_at(foot + tall / 2) for foot in feet],
        text=texts,
        textposition="middle center",
        textfont={"color": muted, "size": letter},
        hovertext=[said(year, _lacking(canvas, year)) for year in lacking],
    )


def _lacking(canvas: Canvas, year: int) -> list[str]:
    """What the hover says of a year that shows no figure; of one that is withheld what stands in its place, and its parts."""
    view, words = canvas.view, canvas.words
    figure = view.figures.get(year)
    shown = [facts.state(view, year, words), *facts.parts(view, figure, words)] if figure is not None and figure.is_withheld else []
    return [*shown, *facts.remarks(view, year, words)]


def _frame_text(canvas: Canvas, year: int) -> str:
    """What the frame says, on one line where that fits on a phone; a dash where there is room for no more."""
    text = facts.state(canvas.view, year, canvas.words)
    is_narrow = text_metrics.width(text_metrics.safe(text), canvas.size.small) >= FRAME * canvas.pitch
    if canvas.size.compact or canvas.step > 1:
        return canvas.words("value.none") if is_narrow or year_states.standing(canvas.view, year) != "withheld" else text_metrics.safe(text)
    return text_metrics.broken(text, 8 if is_narrow else 30)


def _foot(canvas: Canvas, target_line: TargetLine | None, year: int, tall: float) -> float:
    """Where a frame stands: on the axis, or on the target's line where that would run through it."""
    lines = levels(canvas, target_line, year, FRAME * canvas.pitch)
    is_clear = not lines or min(lines) > GAP + tall + CLEARANCE or max(lines) < GAP - CLEARANCE
    return GAP if is_clear else max(lines) + GAP
