"""What changed between two days for the year asked about: goals' statuses and why, figures, actions and milestones, deliveries."""

import streamlit as st

from monitoring import since as comparison
from pages.parts import decided, html, meeting_list, session, since, span

words = session.words()

st.title(words("page.changes"))
st.html(html.paragraph(words("changes.lead"), "lead"))

deliveries = since.all_deliveries()
between = span.chosen(deliveries, meeting_list.kept()) if deliveries else None

if between is None:
    st.info(words("changes.nothing-delivered"))
elif between.is_turned:
    st.warning(words("changes.turned"))
else:
    themes = since.themes()
    changes = comparison.compare(session.at_year(between.before), session.at_year(between.after)).of_goals(since.goals_of(themes))
    came = between.of(deliveries)
    st.html(html.paragraph(since.sentence(between, changes), "sentence"))

    st.header(words("changes.goals"))
    since.goals(changes.goals)

    st.header(words("changes.figures"))
    since.figures(changes.figures)

    st.header(words("changes.states"))
    since.states(changes.states)

    st.header(words("changes.decisions"))
    decided.changes(between, since.goals_of(themes))

    st.header(words("changes.deliveries"))
    since.deliveries(came, between, themes)
