"""What changed between two days for the year asked about: goals' statuses and why, figures, actions and milestones, deliveries."""

import streamlit as st

from monitoring import comparison
from pages.shared import changes_shown, decision_history, html, meeting_list, session, time_span

words = session.words()

st.title(words("page.changes"))
st.html(html.paragraph(words("changes.lead"), "lead"))

deliveries = changes_shown.all_deliveries()
between = time_span.chosen(deliveries, meeting_list.kept()) if deliveries else None

if between is None:
    st.info(words("changes.nothing-delivered"))
elif between.is_turned:
    st.warning(words("changes.turned"))
else:
    themes = changes_shown.themes()
    changes = comparison.compare(session.at_year(between.before), session.at_year(between.after)).of_goals(changes_shown.goals_of(themes))
    came = between.of(deliveries)
    st.html(html.paragraph(changes_shown.sentence(between, changes), "sentence"))

    st.header(words("changes.goals"))
    changes_shown.goals(changes.goals)

    st.header(words("changes.figures"))
    changes_shown.figures(changes.figures)

    st.header(words("changes.states"))
    changes_shown.states(changes.states)

    st.header(words("changes.decisions"))
    decision_history.changes(between, changes_shown.goals_of(themes))

    st.header(words("changes.deliveries"))
    changes_shown.deliveries(came, between, themes)
