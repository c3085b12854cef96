"""Charts of one visual language: an indicator against its target, by kind, and the same as words and as a table.

In: an IndicatorView, Words, a Palette. Out: a Plotly figure, sentences, a Table of strings, Plotly's settings.
Pure: no screen, no store. A figure has no title of its own; `title` is the heading to put above it.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from monitoring import kinds, rules
from monitoring.charts import bars, by_area, context_lines, indexed, lines, milestone_strip, paper, scores, sums, year_states
from monitoring.charts.canvas import COMPACT, EMPTY, FULL, Canvas
from monitoring.charts.chart_tables import Table, areas_table, compare_table, table
from monitoring.charts.facts import is_percentage, state
from monitoring.charts.indexed import alternative as alternative_compare
from monitoring.charts.plotly_settings import config
from monitoring.charts.programme_map import alternative as alternative_map
from monitoring.charts.programme_map import table as map_table
from monitoring.charts.sentences import alternative, alternative_areas, areas_title, asked, credits, title
from monitoring.charts.target_lines import explained, target_line
from monitoring.charts.timeline_chart import Row, Step
from monitoring.charts.timeline_chart import alternative as alternative_timeline
from monitoring.charts.timeline_chart import parts as timeline_parts
from monitoring.charts.year_states import standing
from monitoring.model import IndicatorView
from monitoring.palette import Palette
from monitoring.words import Words

__all__ = [
    "Row",
    "Step",
    "Table",
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
    "explained",
    "is_percentage",
    "map_table",
    "standing",
    "state",
    "table",
    "target_line",
    "timeline_parts",
    "title",
]

FORMS = {kinds.BARS: bars, kinds.LINES: lines, kinds.SCORES: scores, kinds.MILESTONES: milestone_strip}
"""The forms of a chart by the name that a kind calls them."""


def draw(view: IndicatorView, words: Words, palette: Palette, compact: bool = False) -> go.Figure:
    """The chart of an indicator against its target. `compact`: lower, fewer words, for many beside each other."""
    size = COMPACT if compact else FULL if year_states.shown(view) else EMPTY
    canvas = Canvas.of(view, words, palette, size)
    form = sums if rules.of(view.target).sums else FORMS[kinds.of(view.indicator).chart]
    form.draw(canvas)
    if not compact:
        context_lines.note(canvas, context_lines.drawn(view) if form is lines else [])
    return paper.figure(canvas)


def areas(view: IndicatorView, words: Words, palette: Palette) -> go.Figure | None:
    """A distribution's second chart: its areas by category, in the newest year with any; None where there is none."""
    return by_area.draw(view, words, palette)


def compare(views: Sequence[IndicatorView], years: range, words: Words, palette: Palette) -> go.Figure | None:
    """Indicators side by side, the first figure of each being 100; None without any to compare or with more than eight."""
    return indexed.draw(views, years, words, palette)
