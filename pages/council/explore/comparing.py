"""The comparison on the page Explore: indicators in one chart or as small ones, themes and units by the statuses of their goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitoring import charts, status_counts
from monitoring.model import IndicatorView
from monitoring.selection import Selection
from pages.council.explore import panels
from pages.shared import cards, html, picking, session

SUBJECTS = ("indicators", "themes", "units")
MOST = 12
"""Small charts that are looked at together."""


def subject() -> str:
    """What is compared: one of SUBJECTS."""
    words = session.words()
    return picking.of_few("what", "explore-what", SUBJECTS, words("explore.compare.what"), lambda code: words(f"explore.compare.{code}"))


def show(views: Sequence[IndicatorView], years: range, selection: Selection) -> None:
    what = subject()
    if what == "indicators":
        _indicators([replace(view, years=years) for view in views], years)
    else:
        _groups(what, years, selection)


def _indicators(views: Sequence[IndicatorView], years: range) -> None:
    """As lines of one chart where they share a meaning and can be told apart; else each against its own target, on plots of one width: of many the
    first, and on paper all."""
    words = session.words()
    chart = charts.compare(views, years, words, session.palette())
    if chart is not None:
        st.html(html.paragraph(words("explore.compare.lead")))
        alternative = charts.alternative_compare(views, years, words)
        st.plotly_chart(chart, theme=None, config=charts.config(words), key="explore-compare", alt=alternative)
        cards.chart_tables(charts.compare_table(views, years, words))
        return
    shown = views[:MOST]
    if len(shown) == len(views):
        _aligned(shown)
    else:
        panels.on_paper(views)
        with st.container(key="first-charts"):
            st.info(words("explore.compare.first", n=MOST, all=len(views)))
            _aligned(shown)
    cards.chart_tables(*(charts.table(view, words) for view in shown))


def _aligned(views: Sequence[IndicatorView]) -> None:
    words = session.words()
    for view, drawn in zip(views, charts.aligned(views, words, session.palette()), strict=True):
        code = view.indicator.indicator
        with st.container(key=f"compared-{code}", gap="xxsmall"):
            st.html(html.subheading(charts.title(view, words)))
            st.html(html.badge(view.assessment.status, words))
            st.plotly_chart(drawn, theme=None, config=charts.config(words), key=f"compare-{code}", alt=charts.alternative(view, words))


def _groups(what: str, years: range, selection: Selection) -> None:
    """Themes or units by the statuses of their goals in each year until the one asked about."""
    words = session.words()
    until = {year: session.at_year(of=year) for year in years if year <= session.year()}
    if not until:
        st.info(words("notice.nothing-found"))
        return
    is_themes = what == "themes"
    groups = status_counts.by_theme(until, selection.themes) if is_themes else status_counts.by_unit(until, selection.units)
    cards.status_counts(groups, words("explore.theme" if is_themes else "explore.unit"), words(f"explore.compare.caption.{what}"))
