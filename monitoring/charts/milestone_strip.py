"""The chart of a milestone's drawing on a page: a strip over the years, the deadline as a line behind its year."""

from __future__ import annotations

import re
from dataclasses import replace

from monitoring.charts import text_metrics
from monitoring.charts.canvas import CLEAR, Canvas
from monitoring.charts.drawing import Cell, Deadline, Drawing
from monitoring.palette import STATE_SYMBOLS, Palette

HEIGHT = 180
COMPACT_HEIGHT = 118
ABOVE = 1.4
"""Upper end of the plot, where a cell is 1 high: room for the deadline's name."""

SPAN = 1.08
"""How high above the cells the day of completion is."""

WIDTH = 0.96
"""Of a cell, in years."""

DAY = 0.9
"""Of a year, what a day on one line may take of its cell."""

BEFORE_YEAR = re.compile(r"(?<=\.)(?=\d{4}$)| (?=\d{4}$)")
"""Where a day is broken in a narrow cell."""

SHORTEST = 7
"""Characters of a line below which a word in pieces cannot be read."""

SIGNS = STATE_SYMBOLS | {"kept": STATE_SYMBOLS["done"], "not-reported": "–"}


def draw(canvas: Canvas, drawing: Drawing) -> None:
    found, row = drawing.deadlines, drawing.cells
    tall = COMPACT_HEIGHT if canvas.size.compact else HEIGHT
    canvas.high = ABOVE + (len(found) - 1) * (ABOVE - 1)
    canvas.size, canvas.low = replace(canvas.size, plot=round(tall * canvas.high / ABOVE)), 0
    canvas.fit([])
    _put_cells(canvas, row)
    _put_words(canvas, row)
    for place, deadline in enumerate(found):
        _put_deadline(canvas, deadline, place)
    for cell in row:
        if cell.when is not None:
            _put_completion(canvas, cell, found[0])


def colours(state: str, palette: Palette) -> tuple[str, str, str]:
    """Fill, edge and ink of a cell by its state."""
    fills = {"done": "achieved", "in-progress": "on_track", "interrupted": "behind"}
    if state in fills:
        return palette.status[fills[state]], palette.status[fills[state]], palette.surface
    if state == "kept":
        return CLEAR, palette.status["achieved"], palette.status["achieved"]
    if state == "not-started":
        return palette.raised, palette.muted, palette.ink
    return CLEAR, CLEAR, palette.muted


def _put_cells(canvas: Canvas, row: tuple[Cell, ...]) -> None:
    looks = [colours(cell.state, canvas.palette) for cell in row]
    canvas.trace(
        "states",
        type="bar",
        x=[cell.year for cell in row],
        y=[1] * len(row),
        width=WIDTH,
        marker={"color": [fill for fill, _, _ in looks], "line": {"color": [edge for _, edge, _ in looks], "width": 2}},
        hovertext=[text_metrics.paragraph(cell.year, filter(None, (cell.name, cell.completed, cell.comment))) for cell in row],
    )
    edges = {"not-reported": {"dash": "dash", "width": 1.5, "color": canvas.palette.muted}, "later": {"width": 1, "color": canvas.palette.line}}
    for cell in row:
        if cell.state in edges:
            ends = {"x0": cell.year - WIDTH / 2, "x1": cell.year + WIDTH / 2, "y0": 0, "y1": 1}
            canvas.shapes.append({"type": "rect", "name": cell.state, "line": edges[cell.state], "fillcolor": CLEAR} | ends)


def _put_words(canvas: Canvas, row: tuple[Cell, ...]) -> None:
    """A sign in every cell and, where that fits on a phone, its state in words with its date; else above the strip what the signs mean."""
    size, none = canvas.size.small, [""] * len(row)
    texts = [text_metrics.broken(cell.short, max(SHORTEST, int(canvas.pitch / size * 2))) for cell in row]
    dates = none if canvas.size.compact else [text_metrics.safe(cell.day) for cell in row]
    signs = [SIGNS.get(cell.state, "") for cell in row]
    if not _fit(canvas, texts):
        explained = {f"{sign}\u00a0{cell.name}": None for cell, sign in zip(row, signs, strict=True) if sign}
        canvas.heading = text_metrics.broken(" · ".join(explained), 37)
        texts = dates = none
    elif not _fit(canvas, dates, DAY):
        dates = [BEFORE_YEAR.sub("<br>", day) for day in dates]
    emphasised = [text_metrics.bold(text) if text and cell.year == canvas.year else text for cell, text in zip(row, texts, strict=True)]
    canvas.trace(
        "labels",
        mode="text",
        x=[cell.year for cell in row],
        y=[0.5] * len(row),
        text=["<br>".join(filter(None, parts)) for parts in zip([_enlarged(sign, size) for sign in signs], emphasised, dates, strict=True)],
        textposition="middle center",
        textfont={"color": [colours(cell.state, canvas.palette)[2] for cell in row], "size": size},
    )


def _fit(canvas: Canvas, texts: list[str], part: float = WIDTH) -> bool:
    return all(text_metrics.width(text, canvas.size.small) <= canvas.pitch * part for text in texts)


def _enlarged(sign: str, size: int) -> str:
    return f'<span style="font-size:{size + 6}px">{sign}</span>' if sign else ""


def _put_completion(canvas: Canvas, cell: Cell, deadline: Deadline) -> None:
    """The day of completion on the axis, and how far from the deadline it is: in time or late."""
    edge = deadline.shown + 0.5
    colour = canvas.palette.status["achieved" if cell.when <= edge else "missed"]
    span = {"x0": cell.when, "x1": edge, "y0": SPAN, "y1": SPAN, "line": {"color": colour, "width": canvas.size.thin}}
    canvas.shapes.append({"type": "line", "name": "completed-span"} | span)
    mark = {"symbol": "diamond", "size": canvas.size.marker, "color": colour}
    text = text_metrics.paragraph(cell.year, [cell.name, cell.completed])
    canvas.trace("completed", mode="markers", x=[cell.when], y=[SPAN], marker=mark, hovertext=[text])


def _put_deadline(canvas: Canvas, deadline: Deadline, place: int) -> None:
    """A line behind its year with its name on top; the second one's name is below the first's, both its line and its name pale."""
    name, colour, dash = ("deadline-other", canvas.palette.muted, "dot") if place else ("deadline", canvas.palette.target, "dash")
    axis, top = canvas.years, canvas.high - place * (ABOVE - 1)
    edge = max(deadline.shown + 0.5, axis[0] - 0.5)
    is_right = edge > (axis[0] + axis[-1]) / 2
    line = {"color": colour, "width": canvas.size.thin - place, "dash": dash}
    canvas.shapes.append({"type": "line", "name": name, "x0": edge, "x1": edge, "y0": 0, "y1": top, "line": line})
    at = {"x": edge, "y": top, "xanchor": "right" if is_right else "left", "yanchor": "top", "xshift": -6 if is_right else 6}
    canvas.annotations.append(at | {"name": name, "text": text_metrics.safe(deadline.text), "showarrow": False, "font": canvas.font(colour)})
