"""A number of things a year: a bar each, from zero."""

from __future__ import annotations

from monitoring.charts import marks, target_lines, text_metrics, year_states
from monitoring.charts.canvas import Canvas
from monitoring.charts.marks import Label
from monitoring.charts.target_lines import TargetLine

WIDTH = 0.56
"""Of a bar, in years."""


def draw(canvas: Canvas) -> None:
    view = canvas.view
    values = {year: view.figures[year].value for year in year_states.shown(view)}
    target_line = target_lines.target_line(view, canvas.words)
    target_lines.announce(canvas, target_line)
    texts = marks.labels(canvas, values)
    letter = scale(canvas, target_line, values, texts)
    target_lines.put(canvas, target_line)
    put(canvas, values, {year: marks.hover(canvas, year) for year in values})
    target_lines.put_baseline(canvas, target_line)
    marks.write(canvas, [place(canvas, target_line, year, value, texts[year], letter) for year, value in values.items()], letter)
    marks.missing(canvas, target_line)


def scale(canvas: Canvas, target_line: TargetLine | None, values: dict[int, float], texts: dict[int, str]) -> int:
    """From zero, with room for the labels above; gives their letter size."""
    letter = canvas.fit(texts.values())
    levels = [0, *values.values(), *target_lines.heights(canvas.view, target_line)]
    canvas.scale(min(levels), max(levels), head=text_metrics.height("", letter) + canvas.size.marker / 2 + 2 * marks.GAP)
    return letter


def put(canvas: Canvas, values: dict[int, float], hovers: dict[int, str], base: dict[int, float] | None = None) -> None:
    """The bars, each from its `base` or zero; hatched where a value is not final."""
    colour = canvas.palette.accent
    for standing, found in marks.by_standing(canvas, values).items():
        pattern = {"shape": marks.PATTERNS[standing], "fillmode": "replace", "size": 9, "solidity": 0.3}
        canvas.trace(
            "values",
            key=marks.key(canvas, standing),
            type="bar",
            x=found,
            y=[values[year] for year in found],
            base=[(base or {}).get(year, 0) for year in found],
            width=WIDTH,
            marker={"color": colour, "line": {"color": colour, "width": 2}, "pattern": pattern},
            hovertext=[hovers[year] for year in found],
        )


def place(canvas: Canvas, target_line: TargetLine | None, year: int, value: float, text: str, letter: int, bar: float | None = None) -> Label:
    """On the bar; where the target's line passes there, inside the bar, else above the line, if that is near.

    `bar` is the bar's own length, where it is not the value.
    """
    top, tall = canvas.pixels(max(value, 0)), text_metrics.height(text, letter)
    length = canvas.pixels(value if bar is None else bar) - canvas.pixels(0)
    is_baseline = target_line is not None and target_line.baseline is not None and target_line.baseline[0] == year
    gap = marks.GAP + (canvas.size.marker / 2 if is_baseline else 0)
    levels = [] if is_baseline else marks.levels(canvas, target_line, year, text_metrics.width(text, letter))
    ink = canvas.palette.ink
    if marks.unobstructed(top + gap, top + gap + tall, levels):
        return Label(year, top + gap + tall / 2, text, "middle center", ink)
    is_solid = year_states.standing(canvas.view, year) == "reported"
    if is_solid and length > tall + 3 * gap and marks.unobstructed(top - gap - tall, top - gap, levels):
        return Label(year, top - gap - tall / 2, text, "middle center", canvas.palette.surface)
    foot = top if max(levels) > top + tall else max(levels)
    return Label(year, foot + gap + tall / 2, text, "middle center", ink)
