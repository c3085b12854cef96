"""Two ways to look at a choice of indicators: small charts and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitoring import breakdowns, charts, reasons
from monitoring.model import IndicatorView
from pages.shared import cards, frame, html, markdown, session
from publishing.documents import svg_charts

A_PAGE = 6
ON_PAPER = 240
"""Width of a chart of two beside each other on paper, in points."""


def small_charts(views: Sequence[IndicatorView], years: range) -> None:
    """Small charts, a few at a time, which are drawn quickly."""
    words = session.words()
    shown = st.session_state.get("explore-shown", A_PAGE)
    with st.container(key="small-charts"):
        for row in cards.in_rows(views[:shown], cards.SMALL):
            for column, view in zip(st.columns(cards.SMALL, gap="medium"), row, strict=False):
                with column:
                    _panel(replace(view, years=years))
    on_paper([replace(view, years=years) for view in views])
    if shown < len(views) and st.button(words("explore.more", n=min(A_PAGE, len(views) - shown))):
        st.session_state["explore-shown"] = shown + A_PAGE
        st.rerun()


def by_category(views: Sequence[IndicatorView], years: range, dimension: str) -> None:
    """Those that are reported by a dimension, each by its categories; of the others their number."""
    words = session.words()
    found = [(replace(view, years=years), breakdown) for view in views for breakdown in breakdowns.reported(view) if breakdown.dimension == dimension]
    for view, breakdown in found:
        with st.container(key=f"by-category-{view.indicator.indicator}", gap="xsmall"):
            cards.breakdown(view, breakdown)
            _to_goal(view)
    if len(found) < len(views):
        st.html(html.paragraph(words("explore.by.others", n=len(views) - len(found)), "muted"))


def _to_goal(view: IndicatorView) -> None:
    label = markdown.escape(session.words()("explore.to-goal", code=view.indicator.goal))
    st.page_link(frame.link("goal"), label=label, query_params=frame.here(goal=view.indicator.goal))


def on_paper(views: Sequence[IndicatorView]) -> None:
    """The charts as they are printed: all of them, as on paper nobody can ask for more."""
    words = session.words()
    pieces = []
    for view in views:
        picture, _ = svg_charts.of_indicator(charts.drawing(view, words), ON_PAPER, words)
        pieces.append(html.printed_chart(charts.title(view, words), html.badge(view.assessment.status, words), picture))
    st.html(html.printed(pieces))


def _panel(view: IndicatorView) -> None:
    words, indicator = session.words(), view.indicator
    st.html(html.subheading(charts.title(view, words)))
    st.html(html.badge(view.assessment.status, words))
    cards.chart(view, f"panel-{indicator.indicator}", compact=True)
    cards.chart_tables(charts.table(view, words))
    _to_goal(view)


def table(views: Sequence[IndicatorView], years: range, dimension: str) -> None:
    """One row an indicator: every year's value, the status and its reason; after it a row a category, where it is reported by the dimension."""
    words = session.words()
    columns = [words("explore.column.indicator"), *(str(year) for year in years), words("explore.column.status"), words("explore.column.reason")]
    rows = []
    for view in views:
        status, reason = html.Markup(html.badge(view.assessment.status, words)), reasons.at_length(view, words)
        rows.append(
            [f"{view.indicator.indicator} {words.name(view.indicator)}", *(charts.in_year(view, year, words) for year in years), status, reason]
        )
        for category in [one for breakdown in view.breakdowns if breakdown.dimension == dimension for one in breakdown.categories]:
            own = breakdowns.of_category(view, category)
            name = words("explore.table.category", code=view.indicator.indicator, name=category)
            rows.append([name, *(charts.in_year(own, year, words) for year in years), "", ""])
    st.html(html.table(columns, rows, words("explore.table.caption", year=session.year()), numeric=range(1, len(years) + 1)))
