"""A chart, of all or by a breakdown, or a theme in another site's page: what is shown, and the piece of HTML to copy into that page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from monitoring import breakdowns, charts, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.model import IndicatorView
from monitoring.programme import Theme
from pages.shared import address, cards, frame, html, markdown, registry, select, session

INDICATOR, THEME, BY = "indicator", "theme", "by"
STYLE = Path(__file__).with_name("embed.css").read_text(encoding="utf-8")
CHART_HEIGHT, BREAKDOWN_HEIGHT, THEME_HEIGHT, GOAL_HEIGHT = 780, 860, 240, 150
"""Pixels that a chart, a theme and each of its goals take; what is higher scrolls inside its own edges."""


def named(assessed: AssessedYear) -> tuple[IndicatorView | None, Theme | None]:
    """What the address names: an indicator, a theme or neither."""
    named = next(iter(address.given(INDICATOR)), "")
    return assessed.indicators.get(named), assessed.catalogue.themes.get(next(iter(address.given(THEME)), ""))


def indicator(view: IndicatorView) -> None:
    """The chart, of all or by the breakdown that the address names, with the status and its sentence, the table, the source, the link to the goal."""
    words, code, by = session.words(), view.indicator.indicator, address.given(BY)
    _head(view, None, words.name(view.indicator))
    st.html(html.badge(view.assessment.status, words))
    st.html(html.paragraph(reasons.at_length(view, words), "sentence"))
    if broken_down := [breakdown for breakdown in breakdowns.reported(view) if breakdown.dimension in by]:
        cards.breakdown(view, broken_down[0])
    else:
        cards.chart(view, f"embed-{code}")
        cards.chart_tables(charts.table(view, words))
    _foot()
    _goal_link(view.indicator.goal)


def theme(theme: Theme, assessed: AssessedYear) -> None:
    """The theme's goals, each with its status and why."""
    words = session.words()
    _head(None, theme)
    for goal in assessed.catalogue.goals_of(theme.theme):
        view = assessed.goals[goal.goal]
        with st.container(key=f"goal-row-{goal.goal}", gap="xxsmall"):
            st.html(html.badge(view.assessment.status, words))
            _goal_link(goal.goal)
            st.html(html.paragraph(reasons.goal_sentence(view.assessment, view.indicators, words), "muted"))
    _foot()


def nothing() -> None:
    """A message for the other site's makers: the address names nothing of this programme."""
    _head(None, None)
    st.warning(session.words()("embed.unknown"))


def offer(views: Sequence[IndicatorView], by: str = "") -> None:
    """The piece of HTML for one of `views`, of all or by a breakdown (at first by `by`), or for one of their themes, to copy. It is shown once
    somebody opens it: Streamlit's element for code loads 1.5 MB."""
    words = session.words()
    names = dict(sorted(_names(views), key=lambda named: bool(by) and named[0][-1] != by))
    with st.expander(words("embed.offer"), key="embed-offer", on_change="rerun") as offered:
        st.html(html.paragraph(words("embed.about")))
        what = select.one(words("embed.what"), list(names), key="embed-what", format_func=names.get)
        is_newest = st.checkbox(words("embed.newest"), key="embed-newest")
        if what is not None and offered.open:
            st.code(snippet(*what, names[what], is_newest), language=None, wrap_lines=True)


def _names(views: Sequence[IndicatorView]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """What can be embedded (kind, code, dimension or ""), with its name."""
    words, catalogue = session.words(), session.programme()
    for view in views:
        code = view.indicator.indicator
        yield (INDICATOR, code, ""), f"{code} {words.name(view.indicator)}"
        for breakdown in breakdowns.reported(view):
            yield (INDICATOR, code, breakdown.dimension), f"{code} {charts.categories_title(view, breakdown, words)}"
    for code, theme in {found.theme: found for found in (catalogue.theme_of(view.indicator.goal) for view in views)}.items():
        yield (THEME, code, ""), words("embed.whole-theme", theme=words.name(theme))


def snippet(kind: str, code: str, by: str, name: str, is_newest: bool) -> str:
    """The frame that shows an indicator or a theme (`kind`) in somebody's page; of the newest year for ever, or of the year shown."""
    words, catalogue = session.words(), session.programme()
    year = {} if is_newest else {"year": str(session.year())}
    parameters = {kind: code} | ({BY: by} if by else {}) | {"lang": words.language} | year | {"embed": "true", "embed_options": "light_theme"}
    height = THEME_HEIGHT + GOAL_HEIGHT * len(catalogue.goals_of(code)) if kind == THEME else BREAKDOWN_HEIGHT if by else CHART_HEIGHT
    title = words("embed.title", name=name, programme=catalogue.programme)
    source = escape(address.whole("embed", **parameters))
    return f'<iframe src="{source}" title="{escape(title)}" width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'


def _head(indicator: IndicatorView | None, theme: Theme | None, heading: str = "") -> None:
    """The title of the frame, and the heading in it: the same, or one that leaves out what is told below it."""
    title = registry.embedded_title(indicator, theme, session.words())
    frame.title(title)
    st.html(f"<style>{STYLE}</style>")
    st.title(markdown.escape(heading or title), anchor=False)


def _foot() -> None:
    st.html(html.paragraph(session.words()("foot.source", programme=session.programme().programme), "muted"))


def _goal_link(code: str) -> None:
    words, goal = session.words(), session.programme().goals[code]
    st.html(html.link(address.whole("goal", **frame.here(goal=code)), words("embed.goal", code=code, goal=goal), aside=True))
