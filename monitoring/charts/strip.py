"""A milestone: a strip over the years, each cell with what was reported; the deadline as a line behind its year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from monitoring import targets
from monitoring.charts import lettering
from monitoring.charts.canvas import Canvas
from monitoring.model import IndicatorView
from monitoring.palette import STATE_SYMBOLS, Palette
from monitoring.words import Words

HEIGHT = 210
COMPACT_HEIGHT = 120
ABOVE = 1.34
"""Upper end of the plot, where a cell is 1 high: room for the deadline's name."""

CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Cell:
    """`state` is one of the reports' states, or `kept` (done in an earlier year), `not-reported`, `later`. `detail` is a date in words."""

    year: int
    state: str
    detail: str = ""


def cells(view: IndicatorView, words: Words) -> list[Cell]:
    """What the strip shows, a cell a year."""
    return [cell(view, year, words) for year in view.years]


def cell(view: IndicatorView, year: int, words: Words) -> Cell:
    """One year. Reported done with a later date, it was in progress in this one."""
    when = targets.completed(view.reports)
    when_year = when.year if isinstance(when, date) else when
    if when_year is not None and year > when_year:
        return Cell(year, "kept")
    if year == when_year:
        return Cell(year, "done", words.date(when) if isinstance(when, date) else "")
    if year in view.reports:
        state = view.reports[year].state
        return Cell(year, "in-progress" if state == "done" else state)
    return Cell(year, "not-reported" if year <= view.year else "later")


def state(one: Cell, words: Words) -> str:
    """The state in words; empty for a year that has not been yet."""
    if one.state in ("later", "not-reported"):
        return "" if one.state == "later" else words("chart.standing.not-reported")
    return words(f"state.{'done' if one.state == 'kept' else one.state}")


def draw(canvas: Canvas) -> None:
    canvas.size = replace(canvas.size, height=COMPACT_HEIGHT if canvas.size.compact else HEIGHT)
    canvas.low, canvas.high = 0, ABOVE
    row = cells(canvas.view, canvas.words)
    _put_cells(canvas, row)
    _put_words(canvas, row)
    _put_deadline(canvas)


def _colours(state: str, palette: Palette) -> tuple[str, str, str]:
    """Fill, edge and ink of a cell."""
    fills = {"done": "achieved", "in-progress": "on_track", "interrupted": "behind"}
    if state in fills:
        return palette.status[fills[state]], palette.status[fills[state]], palette.surface
    if state == "kept":
        return CLEAR, palette.status["achieved"], palette.status["achieved"]
    if state == "not-started":
        return palette.raised, palette.muted, palette.ink
    return CLEAR, CLEAR, palette.muted


def _put_cells(canvas: Canvas, row: list[Cell]) -> None:
    colours = [_colours(cell.state, canvas.palette) for cell in row]
    canvas.trace(
        "states",
        type="bar",
        x=[cell.year for cell in row],
        y=[1] * len(row),
        width=0.94,
        marker={"color": [fill for fill, _, _ in colours], "line": {"color": [edge for _, edge, _ in colours], "width": 2}},
        hovertext=[_hover(canvas, cell) for cell in row],
    )
    for cell in row:
        if cell.state in ("not-reported", "later"):
            edge = (
                {"dash": "dash", "width": 2, "color": canvas.palette.muted}
                if cell.state == "not-reported"
                else {"width": 1, "color": canvas.palette.line}
            )
            ends = {"x0": cell.year - 0.47, "x1": cell.year + 0.47, "y0": 0, "y1": 1}
            canvas.shapes.append({"type": "rect", "name": cell.state, "line": edge, "fillcolor": CLEAR} | ends)


def _put_words(canvas: Canvas, row: list[Cell]) -> None:
    texts = [lettering.broken(state(cell, canvas.words), 11) for cell in row]
    details = [lettering.broken(cell.detail, 11) for cell in row]
    letter = min(canvas.size.under, canvas.letter_for([*texts, *details]) - 1)
    symbols = [STATE_SYMBOLS.get("done" if cell.state == "kept" else cell.state, "–" if cell.state == "not-reported" else "") for cell in row]
    is_wide = len(row) <= 6
    labels = [
        "<br>".join([lettering.small(symbol, letter + 8), *(part for part in (text, detail) if part and is_wide)])
        for symbol, text, detail in zip(symbols, texts, details, strict=True)
    ]
    inks = [_colours(cell.state, canvas.palette)[2] for cell in row]
    canvas.trace(
        "labels",
        mode="text",
        x=[cell.year for cell in row],
        y=[0.5] * len(row),
        text=[lettering.bold(label) if cell.year == canvas.view.year and label else label for cell, label in zip(row, labels, strict=True)],
        textposition="middle center",
        textfont={"color": inks, "size": letter},
    )


def _put_deadline(canvas: Canvas) -> None:
    deadline, colour = canvas.view.target.by_year, canvas.palette.target
    text = lettering.safe(canvas.words("chart.target.done", by_year=deadline))
    edge = min(max(deadline + 0.5, canvas.years[0] - 0.5), canvas.years[-1] + 0.5)
    is_right = edge > (canvas.years[0] + canvas.years[-1]) / 2
    line = {"color": colour, "width": canvas.size.line, "dash": "dash"}
    canvas.shapes.append({"type": "line", "name": "deadline", "x0": edge, "x1": edge, "y0": 0, "y1": ABOVE, "line": line})
    place = {"x": edge, "y": ABOVE, "xanchor": "right" if is_right else "left", "yanchor": "top", "xshift": -6 if is_right else 6}
    canvas.annotations.append(place | {"name": "deadline", "text": text, "showarrow": False, "font": canvas.font(colour, canvas.size.under)})


def _hover(canvas: Canvas, cell: Cell) -> str:
    report = canvas.view.reports.get(cell.year)
    comment = report.comment if report else ""
    lines = [line for line in (state(cell, canvas.words), cell.detail, comment) if line]
    return "<br>".join([lettering.bold(str(cell.year)), *(lettering.broken(line, 44) for line in lines)])
