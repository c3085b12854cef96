"""Charts of one visual language: an indicator against its target, by form, and the same as words and as a table.

In: an IndicatorView, Words, a Palette. Out: a Drawing, a Plotly figure of it, a small trend in SVG, sentences, a Table of strings, Plotly's settings.
Pure: no screen, no store. A figure has no title of its own; `title` is the heading to put above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from monitoring.charts import canvas, milestone_strip, text_metrics, value_chart
from monitoring.charts.by_area import draw as areas
from monitoring.charts.canvas import COMPACT, EMPTY, FULL, Canvas, config
from monitoring.charts.category_chart import alternatives as alternatives_by_category
from monitoring.charts.category_chart import draw as categories
from monitoring.charts.category_chart import title as categories_title
from monitoring.charts.chart_tables import Table, areas_table, categories_table, compare_table, table
from monitoring.charts.drawing import CELLS, COLUMNS, LINES, POINTS, Cell, Deadline, Drawing, Series, Year
from monitoring.charts.facts import note, value_status
from monitoring.charts.forms import by_category, drawing
from monitoring.charts.indexed import alternative as alternative_compare
from monitoring.charts.indexed import draw as compare
from monitoring.charts.milestone_strip import SIGNS
from monitoring.charts.milestone_strip import colours as cell_colours
from monitoring.charts.sentences import alternative, alternative_areas, areas_title, credits, target_sentence, title
from monitoring.charts.text_metrics import lines as text_lines
from monitoring.charts.timeline_chart import Row, Step, map_table
from monitoring.charts.timeline_chart import alternative as alternative_timeline
from monitoring.charts.timeline_chart import map_alternative as alternative_map
from monitoring.charts.timeline_chart import parts as timeline_parts
from monitoring.charts.trend import in_year, movement
from monitoring.charts.trend import of_goal as decisive
from monitoring.charts.trend import svg as small_trend
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

__all__ = [
    "CELLS",
    "COLUMNS",
    "LINES",
    "POINTS",
    "SIGNS",
    "Cell",
    "Deadline",
    "Drawing",
    "Row",
    "Series",
    "Step",
    "Table",
    "Year",
    "aligned",
    "alternative",
    "alternative_areas",
    "alternative_compare",
    "alternative_map",
    "alternative_timeline",
    "alternatives_by_category",
    "areas",
    "areas_table",
    "areas_title",
    "by_category",
    "categories",
    "categories_table",
    "categories_title",
    "cell_colours",
    "compare",
    "compare_table",
    "config",
    "credits",
    "decisive",
    "draw",
    "drawing",
    "in_year",
    "map_table",
    "movement",
    "note",
    "small_trend",
    "table",
    "target_sentence",
    "text_lines",
    "timeline_parts",
    "title",
    "value_status",
]


def draw(view: IndicatorView, words: Words, palette: Palette, compact: bool = False, beside: tuple[int, int] = (0, 0)) -> go.Figure:
    """The chart of an indicator against its target. `compact`: lower, fewer words, for many beside each other. `beside` are the pixels that are at
    least left and right of the plot."""
    shown = drawing(view, words)
    if compact:
        shown = replace(shown, statistics=(), projection=None, notes=())
    size = COMPACT if compact else FULL if shown.values else EMPTY
    drawn = Canvas(words, palette, size, shown.axis, shown.name, shown.year, beside)
    (milestone_strip if shown.cells else value_chart).draw(drawn, shown)
    drawn.notes += [text_metrics.broken(note, 40) for note in shown.notes]
    return canvas.figure(drawn)


def aligned(views: Sequence[IndicatorView], words: Words, palette: Palette) -> list[go.Figure]:
    """Small charts of the same years, with margins of one width: each year is at one place in all of them."""
    left, right = _margins([draw(view, words, palette, compact=True) for view in views])
    found = [draw(view, words, palette, compact=True, beside=(left, right)) for view in views]
    left, right = _margins(found)
    for figure in found:
        figure.update_layout(margin={"l": left, "r": right})
    return found


def _margins(figures: Sequence[go.Figure]) -> tuple[int, int]:
    """The widest left and right of the figures' plots."""
    left, right = (max((figure.layout.margin[side] for figure in figures), default=0) for side in ("l", "r"))
    return left, right
