"""A number of things a year: a bar each, from zero."""

from __future__ import annotations

from monitoring.charts import aims, lettering, marks, years
from monitoring.charts.aims import Aim
from monitoring.charts.canvas import Canvas

WIDTH = 0.56
"""Of a bar, in years."""


def draw(canvas: Canvas) -> None:
    view = canvas.view
    aim = aims.aim(view, canvas.words)
    values = {year: view.figures[year].value for year in years.shown(view)}
    texts = marks.labels(canvas, values)
    aims.announce(canvas, aim)
    letter = canvas.letter_for(list(texts.values()))
    head = max((lettering.height(text, letter) for text in texts.values()), default=0) + 2 * marks.GAP
    canvas.scale(min(0, *values.values(), 0), max([*values.values(), *aims.heights(view, aim), 0]), head=head)
    aims.put(canvas, aim)
    put(canvas, values, canvas.palette.accent)
    placed = [(year, *_place(canvas, aim, year, value, texts[year], letter)) for year, value in values.items()]
    aims.put_baseline(canvas, aim)
    marks.write(canvas, "labels", placed, letter)
    marks.missing(canvas, aim)


def put(canvas: Canvas, values: dict[int, float], colour: str, fill: str | None = None) -> None:
    """The bars: hatched where a value is not final."""
    if not values:
        return
    unsettled = [years.standing(canvas.view, year) != "reported" for year in values]
    canvas.trace(
        "values",
        type="bar",
        x=list(values),
        y=list(values.values()),
        width=WIDTH,
        marker={
            "color": [colour if hatched else fill or colour for hatched in unsettled],
            "line": {"color": colour, "width": 2},
            "pattern": {"shape": ["/" if hatched else "" for hatched in unsettled], "fillmode": "replace", "size": 9, "solidity": 0.3},
        },
        hovertext=[marks.hover(canvas, year) for year in values],
    )


def _place(canvas: Canvas, aim: Aim | None, year: int, value: float, text: str, letter: int) -> tuple[float, str, str, str]:
    """On the bar; where the target's line passes there, inside the bar; else above the line."""
    top, tall = canvas.pixels(max(value, 0)), lettering.height(text, letter)
    is_baseline = aim is not None and aim.baseline is not None and aim.baseline[0] == year
    gap = marks.GAP + (canvas.size.marker / 2 if is_baseline else 0)
    levels = [canvas.pixels(level) for edge in (-0.25, 0.25) if aim and (level := aim.at(year + edge)) is not None]
    levels = [] if is_baseline else levels
    ink = canvas.palette.ink
    if marks.unobstructed(top + gap, top + gap + tall, levels):
        return top + gap + tall / 2, text, "middle center", ink
    is_solid = years.standing(canvas.view, year) == "reported"
    if is_solid and top > tall + 3 * gap and marks.unobstructed(top - gap - tall, top - gap, levels):
        return top - gap - tall / 2, text, "middle center", canvas.palette.surface
    return max(levels) + gap + tall / 2, text, "middle center", ink
