"""What stands at a value: its label, placed clear of the lines, and the sign of a year that has none."""

from __future__ import annotations

from collections.abc import Iterable

from monitoring.charts import facts, lettering, years
from monitoring.charts.aims import Aim
from monitoring.charts.canvas import Canvas

GAP = 5
CLEARANCE = 3
"""Pixels between a mark and its label, and between a label and a line that passes."""


def number(canvas: Canvas, year: int, value: float) -> str:
    """The number at a mark, in bold for the year asked about."""
    text = lettering.safe(facts.short(canvas.view, value, canvas.words))
    return lettering.bold(text) if year == canvas.view.year else text


def doubt(canvas: Canvas, year: int) -> list[str]:
    """A line that says that a value is not final; nothing where it is, and in a small chart."""
    if canvas.size.compact or years.standing(canvas.view, year) == "reported":
        return []
    state = canvas.words("chart.in-brackets", text=facts.state(canvas.view, year, canvas.words))
    return [lettering.small(lettering.safe(state), canvas.size.under)]


def labels(canvas: Canvas, values: dict[int, float]) -> dict[int, str]:
    """The text at each value: the number, below it what is unsettled about it."""
    return {year: "<br>".join([number(canvas, year, value), *doubt(canvas, year)]) for year, value in values.items()}


def hover(canvas: Canvas, year: int) -> str:
    """Everything about a year: value with its unit, parts, what to know."""
    view, words = canvas.view, canvas.words
    figure = view.figures[year]
    lines = [facts.full(view, figure.value, words), *facts.parts(view, figure, words), *facts.remarks(view, year, words)]
    return "<br>".join([lettering.bold(str(year)), *(lettering.broken(line, 44) for line in lines)])


def unobstructed(low: float, high: float, lines: Iterable[float]) -> bool:
    """Whether no line passes between two heights, all in pixels."""
    return all(line < low - CLEARANCE or line > high + CLEARANCE for line in lines)


def write(canvas: Canvas, role: str, placed: list[tuple[float, float, str, str, str]], letter: int) -> None:
    """Labels as one trace: (year, height in pixels, text, position, colour) each."""
    if placed:
        canvas.trace(
            role,
            mode="text",
            x=[year for year, *_ in placed],
            y=[canvas.value_at(pixels) for _, pixels, *_ in placed],
            text=[text for *_, text, _, _ in placed],
            textposition=[position for *_, position, _ in placed],
            textfont={"color": [colour for *_, colour in placed], "size": letter},
        )


def missing(canvas: Canvas, aim: Aim | None) -> None:
    """A hollow sign and a word in every year that has no figure, though it should have or the unit says that it has none."""
    view, size, words = canvas.view, canvas.size, canvas.words
    lacking = [year for year in canvas.years if years.standing(view, year) in ("missing", "none")]
    if not lacking:
        return
    texts = ["" if size.compact else lettering.broken(facts.state(view, year, words), 8) for year in lacking]
    heights = []
    for year, text in zip(lacking, texts, strict=True):
        line = aim.at(year) if aim else None
        tall = size.marker + GAP + lettering.height(text, size.under)
        taken = line is not None and not unobstructed(0, GAP + tall, [canvas.pixels(line)])
        heights.append(canvas.value_at((canvas.pixels(line) if taken else 0) + GAP + size.marker / 2))
    canvas.trace(
        "missing",
        mode="markers+text",
        x=lacking,
        y=heights,
        text=texts,
        textposition="top center",
        textfont={"color": canvas.palette.muted, "size": size.under},
        marker={"symbol": "circle-open", "size": size.marker, "color": canvas.palette.muted, "line": {"width": 2}},
        hovertext=[
            "<br>".join([lettering.bold(str(year)), *(lettering.broken(line, 44) for line in facts.remarks(view, year, words))]) for year in lacking
        ],
    )
