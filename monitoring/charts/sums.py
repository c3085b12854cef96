"""A number to be reached over the years together: steps, each year on top of the years before, against the pace that is needed."""

from __future__ import annotations

from monitoring import targets
from monitoring.charts import bars, facts, marks, target_lines, text_metrics, year_states
from monitoring.charts.canvas import Canvas


def draw(canvas: Canvas) -> None:
    view = canvas.view
    values = {year: view.figures[year].value for year in year_states.shown(view)}
    sums = targets.cumulative_sums(view.target, view.figures, values)
    before = {year: total - values[year] for year, total in sums.items()}
    target_line = target_lines.target_line(view, canvas.words)
    target_lines.announce(canvas, target_line)
    if not canvas.size.compact:
        for year in sums:
            canvas.under[year] = [text_metrics.safe(canvas.words("chart.sum.year", value=facts.short(view, values[year], canvas.words)))]
    tops = values | sums
    texts = marks.labels(canvas, tops)
    letter = bars.scale(canvas, target_line, tops, texts)
    target_lines.put(canvas, target_line)
    _put_before(canvas, {year: total for year, total in before.items() if total > 0})
    bars.put(canvas, values, {year: _hover(canvas, year, sums) for year in values}, before)
    marks.write(canvas, [bars.place(canvas, target_line, year, top, texts[year], letter, values[year]) for year, top in tops.items()], letter)
    marks.missing(canvas, target_line)


def _put_before(canvas: Canvas, before: dict[int, float]) -> None:
    """What the years before brought, pale under what a year itself brings."""
    if before:
        palette = canvas.palette
        look = {"color": palette.raised, "line": {"color": palette.accent, "width": 2}}
        canvas.trace(
            "before",
            key=canvas.entry(canvas.words("chart.sum.before"), palette.ink),
            type="bar",
            x=list(before),
            y=list(before.values()),
            width=bars.WIDTH,
            marker=look,
        )


def _hover(canvas: Canvas, year: int, sums: dict[int, float]) -> str:
    if year not in sums:
        return marks.hover(canvas, year)
    total = canvas.words("chart.hover.sum", value=facts.full(canvas.view, sums[year], canvas.words))
    return f"{marks.hover(canvas, year)}<br>{text_metrics.safe(total)}"
