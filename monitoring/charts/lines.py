"""A state that goes on from year to year: a line with a point a year, broken where a year is missing. Levels, shares, indices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from monitoring.charts import context_lines, marks, target_lines, text_metrics, year_states
from monitoring.charts.canvas import Canvas
from monitoring.charts.marks import Label
from monitoring.charts.target_lines import TargetLine

STEEP = 10
"""Pixels up or down to the neighbouring point from which on the line is in the way of a label."""

FROM_ZERO = 0.6
"""Values whose lowest is less than this part of the highest are shown from zero."""


def draw(canvas: Canvas) -> None:
    view = canvas.view
    values = {year: view.figures[year].value for year in year_states.shown(view)}
    statistics = [] if canvas.size.compact else context_lines.drawn(view)
    contexts = [line.points for line in statistics]
    target_line = target_lines.target_line(view, canvas.words)
    target_lines.announce(canvas, target_line)
    context_lines.announce(canvas, statistics)
    low, high = _extent(
        not values, [*values.values(), *target_lines.heights(view, target_line), *(value for points in contexts for value in points.values())]
    )
    if low > 0 and not canvas.size.compact:
        canvas.notes.insert(0, text_metrics.broken(canvas.words("chart.not-from-zero"), 37))
    texts = marks.labels(canvas, values)
    letter = canvas.fit(texts.values())
    room = text_metrics.height("", letter) + canvas.size.marker / 2 + 2 * marks.GAP
    canvas.scale(low, high, foot=room if low > 0 else 0, head=room)
    target_lines.put(canvas, target_line)
    context_lines.put(canvas, statistics)
    put(canvas, values)
    target_lines.put_baseline(canvas, target_line)
    marks.write(canvas, placed(canvas, target_line, values, texts, letter, contexts), letter)
    marks.missing(canvas, target_line)


def _extent(is_empty: bool, values: list[float]) -> tuple[float, float]:
    """The scale's ends: from zero, or where figures lie close together from below the lowest."""
    low, high = min(values, default=0), max(values, default=1)
    if is_empty or low < FROM_ZERO * high:
        return min(0, low), high
    spare = max(high - low, 0.02 * abs(high)) * 0.25
    return max(0, low - spare), high + spare


def put(canvas: Canvas, values: dict[int, float]) -> None:
    """Points, hollow where a value is not final, and the line between neighbouring years, dotted towards such a value."""
    palette, size = canvas.palette, canvas.size
    unsettled = {year for year in values if year_states.standing(canvas.view, year) != "reported"}
    pairs = [{one, following} for one, following in pairwise(values) if following == one + 1]
    settled = [pair for pair in pairs if not unsettled & pair]
    for name, dash, joined in (("trend", "solid", settled), ("trend-unsettled", "dot", [pair for pair in pairs if pair not in settled])):
        x = [year for pair in joined for year in (*sorted(pair), None)]
        if x:
            y = [values.get(year) for year in x]
            canvas.trace(name, mode="lines", x=x, y=y, connectgaps=False, line={"color": palette.accent, "width": size.line, "dash": dash})
    for standing, found in marks.by_standing(canvas, values).items():
        canvas.trace(
            "values",
            key=marks.key(canvas, standing),
            mode="markers",
            x=found,
            y=[values[year] for year in found],
            marker={
                "symbol": marks.SYMBOLS[standing],
                "size": size.marker,
                "color": palette.accent if standing == "reported" else palette.surface,
                "line": {"color": palette.accent, "width": size.thin},
            },
            hovertext=[marks.hover(canvas, year) for year in found],
        )


def placed(
    canvas: Canvas,
    target_line: TargetLine | None,
    values: dict[int, float],
    texts: dict[int, str],
    letter: int,
    contexts: Sequence[dict[int, float]] = (),
) -> list[Label]:
    """Each label above or below its point, or to its side, wherever the least is in the way: the line, the target, the label before."""
    found: list[Label] = []
    for year in values:
        found.append(_placed(canvas, target_line, values, year, texts[year], letter, contexts, found[-1:]))
    return found


def _placed(canvas, target_line, values, year, text, letter, contexts, before) -> Label:
    here, tall, wide = canvas.pixels(values[year]), text_metrics.height(text, letter), text_metrics.width(text, letter)
    gap = canvas.size.marker / 2 + marks.GAP
    slopes = [canvas.pixels(values[other]) - here for other in (year - 1, year + 1) if other in values]
    levels = marks.levels(canvas, target_line, year, wide) + [canvas.pixels(points[year]) for points in contexts if year in points]
    above, below = here + gap + tall / 2, here - gap - tall / 2
    rising = len(slopes) == 2 and slopes[1] > slopes[0]
    choices = [
        (Label(year, above, text, "middle center", canvas.palette.ink), 3 * any(slope > STEEP for slope in slopes)),
        (Label(year, below, text, "middle center", canvas.palette.ink), 1 + 3 * any(slope < -STEEP for slope in slopes)),
        (Label(year, above, text, "middle left" if rising else "middle right", canvas.palette.ink), 2 + 9 * (len(slopes) < 2)),
        (Label(year, below, text, "middle right" if rising else "middle left", canvas.palette.ink), 2.5 + 9 * (len(slopes) < 2)),
    ]

    def trouble(choice: tuple[Label, float]) -> float:
        label, cost = choice
        low, high = label.pixels - tall / 2, label.pixels + tall / 2
        crowded = any(_overlap(canvas, one, label, wide, letter) for one in before)
        return cost + 5 * (not marks.unobstructed(low, high, levels)) + 20 * (low < 0) + 5 * crowded

    return min(choices, key=trouble)[0]


def _overlap(canvas: Canvas, before: Label, label: Label, wide: float, letter: int) -> bool:
    """Whether two labels lie on each other on a phone."""
    shifts = {"left": -0.5, "center": 0, "right": 0.5}
    width = text_metrics.width(before.text, letter)
    end = width / 2 + width * shifts[before.position.split()[1]]
    start = (label.year - before.year) * canvas.pitch - wide / 2 + wide * shifts[label.position.split()[1]]
    return start < end + marks.CLEARANCE and abs(label.pixels - before.pixels) < text_metrics.height("", letter)
