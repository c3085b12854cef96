"""The chart of an indicator by the categories of a breakdown: a line each, named at its end and told apart by colour, dash and mark."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from monitoring import breakdowns
from monitoring.charts import canvas as plotly
from monitoring.charts import facts, forms, sentences, text_metrics, value_chart
from monitoring.charts.canvas import COMPACT, FULL, Canvas
from monitoring.charts.drawing import FINAL, Drawing, Line, Year
from monitoring.charts.indexed import DASHES, MARKERS
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.programme import Breakdown, Category
from monitoring.words import Words

LONGEST, SHORTEST = 20, 9
"""Characters of a line of a category's name at the end of its values: as many as leave room for every year, within these."""

MOST = 3
"""Lines that the name may take; the key has all of it."""

TICKS = 3


def draw(drawings: Sequence[Drawing], words: Words, palette: Palette) -> list[go.Figure]:
    """One chart of all the lines; of several drawings a small one each, with margins of one width."""
    found = [
        _draw(drawing, Canvas(words, palette, FULL if len(drawings) == 1 else COMPACT, drawing.axis, drawing.name, drawing.year))
        for drawing in drawings
    ]
    margins = {side: max((figure.layout.margin[side] for figure in found), default=0) for side in ("l", "r")}
    for figure in found:
        figure.update_layout(margin=margins)
    return found


def _draw(drawing: Drawing, canvas: Canvas) -> go.Figure:
    canvas.ticks, canvas.is_cut = drawing.extent if canvas.size.compact else drawing.ticks(TICKS), drawing.is_cut
    looks = list(zip(drawing.lines, canvas.palette.series, DASHES, MARKERS, strict=False))
    value_chart.announce_statistics(canvas, drawing.statistics)
    _name_ends(canvas, [(line, colour) for line, colour, _, _ in looks])
    if canvas.is_cut:
        value_chart.put_break(canvas)
    canvas.scale(*drawing.extent, foot=canvas.size.marker if canvas.is_cut or canvas.ticks else 0, head=canvas.size.marker)
    value_chart.put_statistics(canvas, drawing.statistics)
    for line, colour, dash, symbol in looks:
        _put(canvas, line, colour, {"dash": dash, "width": canvas.size.thin}, symbol)
    canvas.notes += [text_metrics.broken(note, 40) for note in drawing.notes]
    return plotly.figure(canvas)


def _name_ends(canvas: Canvas, lines: Sequence[tuple[Line, str]]) -> None:
    """At the end of each line its name and its newest value; of a small chart, which has one, the value alone. With the room that the years have."""
    beside = canvas.side_labels
    for length in range(LONGEST, SHORTEST - 1, -1):
        canvas.side_labels = [*beside]
        for line, colour in lines:
            newest = line.values[max(line.values)]
            canvas.side_label(newest.value, newest.number if canvas.size.compact else _end(line.name, newest.number, length), colour)
        canvas.fit([], gives_way=False)
        if canvas.step == 1:
            return


def _end(name: str, number: str, length: int) -> str:
    """A name with a number after it, in lines of about `length` characters."""
    whole = " ".join(text_metrics.cut(word, length) for word in text_metrics.cut(name, LONGEST * MOST).split(" "))
    *above, last = textwrap.wrap(whole, length, max_lines=MOST, placeholder="…", break_long_words=False) or [""]
    parting = " " if len(f"{last} {number}") <= length else "\n"
    return "\n".join([*above, f"{last}{parting}{number}".strip()])


def _put(canvas: Canvas, line: Line, colour: str, look: dict, symbol: str) -> None:
    points = _with_gaps(line.values)
    fills = [colour if year is None or year.status == FINAL else canvas.palette.surface for year in points]
    canvas.trace(
        "values",
        key=canvas.entry(line.name, colour),
        mode="lines+markers",
        x=[year and year.year for year in points],
        y=[year and year.value for year in points],
        connectgaps=False,
        line={"color": colour} | look,
        marker={"symbol": symbol, "size": canvas.size.marker - 3, "color": fills, "line": {"color": colour, "width": 2}},
        hovertext=["" if year is None else text_metrics.paragraph(year.year, [line.name, *year.details]) for year in points],
        legendrank=value_chart.FIRST,
    )


def _with_gaps(values: dict[int, Year]) -> list[Year | None]:
    """The years that have a value, and nothing between two that do not follow one another."""
    found = list(values.values())[:1]
    for before, year in pairwise(values.values()):
        found += [year] if year.year == before.year + 1 else [None, year]
    return found


def title(view: IndicatorView, breakdown: Breakdown, words: Words) -> str:
    """The chart's heading."""
    return words("chart.title.categories", name=words.name(view.indicator), dimension=words.breakdown(breakdown))


def alternative(view: IndicatorView, breakdown: Breakdown, words: Words) -> str:
    """The chart in words: every category's values, and the gap between them."""
    found = [text for category in breakdown.categories for text in _of_category(view, category, words)]
    text = words("chart.alternative.compare", title=title(view, breakdown, words), lines="; ".join(found))
    return f"{text} {breakdowns.sentence(view, breakdown, words)}".strip()


def _of_category(view: IndicatorView, category: Category, words: Words) -> list[str]:
    """A category's values by year, and the statistics of it; nothing where it has no figure."""
    own = breakdowns.of_category(view, category)
    years = [year for year in view.years if year in own.figures]
    if not years:
        return []
    values = ", ".join(words("chart.alternative.year", year=year, what=facts.shown(own, own.figures[year], words)) for year in years)
    return [words("chart.alternative.line", name=words.name(category), values=values), *sentences.statistics(own, words)]


def alternatives(view: IndicatorView, breakdown: Breakdown, words: Words) -> list[str]:
    """A text for each of the charts."""
    drawn = forms.by_category(view, breakdown, words)
    if len(drawn) == 1:
        return [alternative(view, breakdown, words)]
    shown = {words.name(one): "; ".join(_of_category(view, one, words)) for one in breakdown.categories}
    return [shown[drawing.lines[0].name] for drawing in drawn]
