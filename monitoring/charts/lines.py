"""A state that goes on from year to year: a line with a point a year, broken where a year is missing. Levels, shares, indices."""

from __future__ import annotations

from itertools import pairwise

from monitoring.charts import aims, facts, lettering, marks, years
from monitoring.charts.aims import Aim
from monitoring.charts.canvas import Canvas
from monitoring.model import ContextLine

STEEP = 10
"""Pixels up or down to the neighbouring point from which on the line is in the way of a label."""

FROM_ZERO = 0.6
"""Values whose lowest is less than this part of the highest are shown from zero."""


def draw(canvas: Canvas) -> None:
    view = canvas.view
    aim = aims.aim(view, canvas.words)
    values = {year: view.figures[year].value for year in years.shown(view)}
    beside = [(line, points) for line in view.context if len(points := {year: line.points[year] for year in canvas.years if year in line.points}) > 1]
    texts = marks.labels(canvas, values)
    aims.announce(canvas, aim)
    for line, points in beside:
        _announce_context(canvas, line, points)
    low, high = _extent([*values.values(), *aims.heights(view, aim), *(value for _, points in beside for value in points.values())])
    if low > 0 and not canvas.size.compact:
        canvas.notes.insert(0, lettering.safe(canvas.words("chart.not-from-zero")))
    letter = canvas.letter_for(list(texts.values()))
    room = max((lettering.height(text, letter) for text in texts.values()), default=0) + canvas.size.marker / 2 + 2 * marks.GAP
    canvas.scale(low, high, foot=room if low > 0 else 0, head=room)
    aims.put(canvas, aim)
    for line, points in beside:
        _put_context(canvas, line, points)
    put(canvas, values, {year: marks.hover(canvas, year) for year in values})
    aims.put_baseline(canvas, aim)
    lines = [points for _, points in beside]
    marks.write(canvas, "labels", [(year, *place(canvas, aim, values, year, texts[year], letter, lines)) for year in values], letter)
    marks.missing(canvas, aim)


def _extent(values: list[float]) -> tuple[float, float]:
    low, high = min(values, default=0), max(values, default=1)
    if low < FROM_ZERO * high:
        return min(0, low), high
    spare = max(high - low, 0.02 * abs(high)) * 0.25
    return max(0, low - spare), high + spare


def put(canvas: Canvas, values: dict[int, float], hovers: dict[int, str], role: str = "values") -> None:
    """Points, hollow where a value is not final, and the line between neighbouring years, dotted towards such a value."""
    if not values:
        return
    palette, size = canvas.palette, canvas.size
    unsettled = {year for year in values if years.standing(canvas.view, year) != "reported"}
    pairs = [{one, following} for one, following in pairwise(values) if following == one + 1]
    settled = [pair for pair in pairs if not unsettled & pair]
    for name, dash, joined in (("trend", "solid", settled), ("trend-unsettled", "dot", [pair for pair in pairs if pair not in settled])):
        x = [year for pair in joined for year in (*sorted(pair), None)]
        if x:
            y = [values.get(year) for year in x]
            canvas.trace(name, mode="lines", x=x, y=y, connectgaps=False, line={"color": palette.accent, "width": size.line, "dash": dash})
    canvas.trace(
        role,
        mode="markers",
        x=list(values),
        y=list(values.values()),
        marker={
            "symbol": "circle",
            "size": size.marker,
            "color": [palette.surface if year in unsettled else palette.accent for year in values],
            "line": {"color": palette.accent, "width": size.thin},
        },
        hovertext=[hovers[year] for year in values],
    )


def place(
    canvas: Canvas, aim: Aim | None, values: dict[int, float], year: int, text: str, letter: int, lines: list[dict[int, float]]
) -> tuple[float, str, str, str]:
    """Above or below the point, or to its side, wherever the fewest lines are in the way."""
    here, tall = canvas.pixels(values[year]), lettering.height(text, letter)
    gap = canvas.size.marker / 2 + marks.GAP
    slopes = [canvas.pixels(values[other]) - here for other in (year - 1, year + 1) if other in values]
    levels = [canvas.pixels(level) for edge in (-0.2, 0, 0.2) if aim and (level := aim.at(year + edge)) is not None]
    levels += [canvas.pixels(line[year]) for line in lines if year in line]
    above, below = (here + gap, here + gap + tall), (here - gap - tall, here - gap)
    rising = len(slopes) == 2 and slopes[1] > slopes[0]
    choices = [
        ("top center", above, 3 * any(slope > STEEP for slope in slopes)),
        ("bottom center", below, 1 + 3 * any(slope < -STEEP for slope in slopes)),
        ("top left" if rising else "top right", above, 2),
        ("bottom right" if rising else "bottom left", below, 2.5),
    ]

    def trouble(choice: tuple[str, tuple[float, float], float]) -> float:
        _, (low, high), cost = choice
        return cost + 4 * (not marks.unobstructed(low, high, levels)) + 6 * (low < 0)

    position, (low, high), _ = min(choices, key=trouble)
    return (low + high) / 2, text, f"middle {position.split()[1]}", canvas.palette.ink


def _announce_context(canvas: Canvas, line: ContextLine, points: dict[int, float]) -> None:
    """Its name and last value beside the plot, its source below."""
    last = max(points)
    if canvas.size.compact:
        return
    name = canvas.words("chart.context", name=canvas.words.name(line), value=facts.short(canvas.view, points[last], canvas.words), year=last)
    canvas.beside(points[last], name, canvas.palette.muted)
    canvas.notes.append(lettering.broken(canvas.words("chart.source", source=line.source), 54))


def _put_context(canvas: Canvas, line: ContextLine, points: dict[int, float]) -> None:
    name = lettering.safe(canvas.words.name(line))
    canvas.trace(
        "context",
        mode="lines+markers",
        x=list(points),
        y=list(points.values()),
        line={"color": canvas.palette.muted, "width": canvas.size.thin - 1, "dash": "dot"},
        marker={"symbol": "square", "size": canvas.size.marker - 6, "color": canvas.palette.muted},
        hovertext=[
            f"{lettering.bold(str(year))}<br>{name}<br>{lettering.safe(facts.short(canvas.view, value, canvas.words))}"
            for year, value in points.items()
        ],
    )
