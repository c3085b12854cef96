"""Charts of one visual language: an indicator against its target, by form, and the same as words and as a table.

In: an IndicatorView, Words, a Palette. Out: a Drawing, a Plotly figure of it, sentences, a Table of strings, Plotly's settings.
Pure: no screen, no store. A figure has no title of its own; `title` is the heading to put above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from monitoring.charts import by_area, canvas, indexed, milestone_strip, text_metrics, value_chart
from monitoring.charts.canvas import COMPACT, EMPTY, FULL, Canvas, config
from monitoring.charts.chart_tables import Table, areas_table, compare_table, table
from monitoring.charts.drawing import COLUMNS, POINTS, Drawing, Series, Year
from monitoring.charts.facts import is_percentage, state, value_status
from monitoring.charts.forms import drawing
from monitoring.charts.indexed import alternative as alternative_compare
from monitoring.charts.programme_map import alternative as alternative_map
from monitoring.charts.programme_map import table as map_table
from monitoring.charts.sentences import alternative, alternative_areas, areas_title, asked, credits, title
from monitoring.charts.timeline_chart import Row, Step
from monitoring.charts.timeline_chart import alternative as alternative_timeline
from monitoring.charts.timeline_chart import parts as timeline_parts
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

__all__ = [
    "COLUMNS",
    "POINTS",
    "Drawing",
    "Row",
    "Series",
    "Step",
    "Table",
    "Year",
    "alternative",
    "alternative_areas",
    "alternative_compare",
    "alternative_map",
    "alternative_timeline",
    "areas",
    "areas_table",
    "areas_title",
    "asked",
    "compare",
    "compare_table",
    "config",
    "credits",
    "draw",
    "drawing",
    "is_percentage",
    "map_table",
    "state",
    "table",
    "timeline_parts",
    "title",
    "value_status",
]


def draw(view: IndicatorView, words: Words, palette: Palette, compact: bool = False) -> go.Figure:
    """The chart of an indicator against its target. `compact`: lower, fewer words, for many beside each other."""
    shown = drawing(view, words)
    if compact:
        shown = replace(shown, statistics=(), notes=())
    size = COMPACT if compact else FULL if shown.values else EMPTY
    drawn = Canvas(words, palette, size, shown.axis, shown.name, shown.year)
    (milestone_strip if shown.cells else value_chart).draw(drawn, shown)
    drawn.notes += [text_metrics.broken(note, 40) for note in shown.notes]
    return canvas.figure(drawn)


def areas(view: IndicatorView, words: Words, palette: Palette) -> go.Figure | None:
    """A distribution's second chart: its areas by category, in the newest year with any; None where there is none."""
    return by_area.draw(view, words, palette)


def compare(views: Sequence[IndicatorView], years: range, words: Words, palette: Palette) -> go.Figure | None:
    """Indicators side by side, the first figure of each being 100; None without any to compare or with more than eight."""
    return indexed.draw(views, years, words, palette)
