"""The programme's map: the programme in the middle, its themes around it, each with its goals; on a phone a list. Every goal is a link."""

from __future__ import annotations

import streamlit as st

from monitoring import charts
from monitoring.assessed_year import AssessedYear
from pages.shared import cards, figures, html, session


def draw(standing: AssessedYear) -> None:
    """The map, what it says in words for those who do not see it, and the same as a table."""
    words = session.words()
    st.html(html.paragraph(charts.alternative_map(standing, words), "unseen"))
    with st.container(key="programme-map"):
        with st.container(key="programme-map-hub"):
            st.html(html.paragraph(words.name(standing.catalogue.programme), "hub"))
            st.html(html.tally(standing.counts(), words))
        for code, theme in standing.catalogue.themes.items():
            with st.container(key=f"programme-map-theme-{code}"):
                cards.theme(theme, standing)
    with st.expander(words("timeline.map.words")):
        figures.twin(charts.map_table(standing, words))
