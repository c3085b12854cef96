"""One goal: how it stands and why, its indicators against their targets, its actions, the units' own words, where the figures come from."""

import streamlit as st

from monitoring import reasons
from pages.shared import address, cards, decision_history, downloads, embedding, figures, frame, html, session, subjects

words = session.words()
standing = session.at_year()
catalogue = standing.catalogue
codes = list(catalogue.goals)

code = address.one("goal", "goal-goal", codes, lambda key: cards.goal_picker(key, codes), codes[0])
view = standing.goals[code]
frame.title(subjects.goal_title(view.goal, words))

st.html(html.paragraph(words("goal.place", theme=words.name(catalogue.theme_of(code)), code=code), "code"))
st.title(words.name(view.goal))
st.html(html.badge(view.assessment.status, words, large=True))
st.html(html.paragraph(reasons.goal_sentence(view.assessment, view.indicators, words), "sentence"))
st.html(html.facts(cards.goal_facts(view, catalogue)))

for indicator in view.indicators:
    figures.indicator(indicator, is_only=len(view.indicators) == 1)

st.header(words("goal.actions"))
cards.actions(view)

st.header(words("goal.evaluations"))
cards.evaluations(view, range(standing.year + 1))

st.header(words("goal.decisions"))
decision_history.of_goal(code)

downloads.materials(standing, view.indicators, catalogue.years, about=code)
embedding.offer(view.indicators)

cards.neighbours(code, codes)
