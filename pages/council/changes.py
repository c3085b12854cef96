"""What changed between two days for the reporting year: goals' statuses and why, figures, actions and milestones, decisions, deliveries."""

import streamlit as st

from monitoring import comparison
from pages.council.changes import tables, time_span
from pages.shared import council_meetings, html, session

words = session.words()

st.title(words("page.changes"))
st.html(html.paragraph(words("changes.lead"), "lead"))

deliveries = session.deliveries()
span = time_span.chosen(deliveries, council_meetings.not_cancelled()) if deliveries else None

if span is None:
    st.info(words("changes.nothing-delivered"))
elif span.is_reversed:
    st.warning(words("changes.reversed"))
else:
    themes = tables.themes()
    goals = tables.goals_of(themes)
    changes = comparison.compare(session.at_year(span.before), session.at_year(span.after)).of_goals(goals)
    st.html(html.paragraph(tables.sentence(span, changes), "sentence"))
    st.html(html.link(tables.feed(themes), words("feed.follow")))

    st.header(words("changes.goals"))
    tables.goals(changes.goals)

    st.header(words("changes.figures"))
    tables.figures(changes.figures)

    st.header(words("changes.states"))
    tables.states(changes.states)

    st.header(words("changes.decisions"))
    tables.decisions(span, goals)

    st.header(words("changes.deliveries"))
    tables.deliveries(span.of(deliveries), span, themes)
