"""A number to be reached over the years together: what each year brings as bars, their sum as a line, the pace that is needed beside it."""

from __future__ import annotations

from monitoring import targets
from monitoring.charts import aims, bars, facts, lettering, lines, marks, years
from monitoring.charts.canvas import Canvas


def draw(canvas: Canvas) -> None:
    view, words = canvas.view, canvas.words
    aim = aims.aim(view, words)
    values = {year: view.figures[year].value for year in years.shown(view)}
    sums = targets.cumulative_sums(view.target, view.figures, canvas.years)
    texts = {year: marks.number(canvas, year, total) for year, total in sums.items()}
    for year, value in values.items():
        if not canvas.size.compact:
            canvas.under[year] = [lettering.safe(words("chart.sum.year", value=facts.short(view, value, words))), *marks.doubt(canvas, year)]
    aims.announce(canvas, aim)
    letter = canvas.letter_for(list(texts.values()))
    head = lettering.height("", letter) + canvas.size.marker / 2 + 2 * marks.GAP
    canvas.scale(0, max([*sums.values(), *values.values(), *aims.heights(view, aim)]), head=head)
    bars.put(canvas, values, canvas.palette.accent, fill=canvas.palette.raised)
    aims.put(canvas, aim)
    lines.put(canvas, sums, {year: _hover(canvas, year, total) for year, total in sums.items()}, role="sum")
    marks.write(canvas, "labels", [(year, *lines.place(canvas, aim, sums, year, texts[year], letter, [])) for year in sums], letter)
    marks.missing(canvas, aim)


def _hover(canvas: Canvas, year: int, total: float) -> str:
    text = canvas.words("chart.hover.sum", value=facts.full(canvas.view, total, canvas.words))
    return f"{lettering.bold(str(year))}<br>{lettering.safe(text)}"
