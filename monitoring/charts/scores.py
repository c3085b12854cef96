"""A survey's mean: a dot a year on the whole of the answers' scale, with how many answered."""

from __future__ import annotations

from monitoring.charts import aims, lettering, lines, marks, years
from monitoring.charts.canvas import Canvas


def draw(canvas: Canvas) -> None:
    view = canvas.view
    low, high = view.indicator.scale
    aim = aims.aim(view, canvas.words)
    values = {year: view.figures[year].value for year in years.shown(view)}
    texts = marks.labels(canvas, values)
    canvas.ticks = tuple(range(int(low), int(high) + 1)) if high - low <= 10 else (low, high)
    for year in values:
        respondents = view.figures[year].parts.get("respondents")
        if respondents is not None and not canvas.size.compact:
            canvas.under[year] = [lettering.safe(canvas.words("chart.n", respondents=canvas.words.number(respondents)))]
    aims.announce(canvas, aim)
    letter = canvas.letter_for(list(texts.values()))
    canvas.scale(low, high, foot=canvas.size.marker, head=lettering.height("", letter) + canvas.size.marker / 2 + marks.GAP)
    aims.put(canvas, aim)
    lines.put(canvas, values, {year: marks.hover(canvas, year) for year in values})
    aims.put_baseline(canvas, aim)
    marks.write(canvas, "labels", [(year, *lines.place(canvas, aim, values, year, texts[year], letter, [])) for year in values], letter)
    marks.missing(canvas, aim)
