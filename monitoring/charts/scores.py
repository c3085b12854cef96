"""A survey's mean: a dot a year on the whole of the answers' scale, with how many answered."""

from __future__ import annotations

from monitoring.charts import lines, marks, target_lines, text_metrics, year_states
from monitoring.charts.canvas import Canvas


def draw(canvas: Canvas) -> None:
    view = canvas.view
    low, high = view.indicator.scale
    values = {year: view.figures[year].value for year in year_states.shown(view)}
    canvas.ticks = tuple(range(int(low), int(high) + 1)) if high - low <= 10 else (low, high)
    for year in values:
        respondents = view.figures[year].parts.get("respondents")
        if respondents is not None and not canvas.size.compact:
            said = canvas.words("chart.answered", n=respondents, number=canvas.words.number(respondents))
            canvas.under[year] = text_metrics.broken(said, 9).split("<br>")
    target_line = target_lines.target_line(view, canvas.words)
    target_lines.announce(canvas, target_line)
    texts = marks.labels(canvas, values)
    letter = canvas.fit(texts.values())
    canvas.scale(low, high, foot=canvas.size.marker, head=text_metrics.height("", letter) + canvas.size.marker / 2 + marks.GAP)
    target_lines.put(canvas, target_line)
    lines.put(canvas, values)
    target_lines.put_baseline(canvas, target_line)
    marks.write(canvas, lines.placed(canvas, target_line, values, texts, letter), letter)
    marks.missing(canvas, target_line)
