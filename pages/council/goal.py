"""One goal: its status and why, its indicators against their targets with their sources, its actions, the units' evaluations, decisions, files."""

import streamlit as st

from monitoring import reasons
from pages.council.goal import sections
from pages.shared import address, cards, decision_history, downloads, embedding, entries, frame, html, markdown, registry, session

words = session.words()
assessed = session.at_year()
catalogue = assessed.catalogue
names = {code: entries.named(code) for code in catalogue.goals}
codes = list(names)

code = address.one(
    "goal", "goal-goal", codes, lambda key: st.selectbox(words("goal.choose"), codes, key=key, format_func=names.__getitem__), codes[0]
)
view = assessed.goals[code]
frame.title(registry.goal_title(view.goal, words))

st.html(html.paragraph(words("goal.place", theme=words.name(catalogue.theme_of(code)), code=code), "code"))
st.title(markdown.escape(words.name(view.goal)))
st.html(html.badge(view.assessment.status, words, large=True))
st.html(html.paragraph(reasons.goal_sentence(view.assessment, view.indicators, words), "sentence"))
st.html(html.facts(sections.facts(view, catalogue)))

for indicator in view.indicators:
    sections.indicator(indicator, is_only=len(view.indicators) == 1)

st.header(words("goal.actions"))
sections.actions(view)

st.header(words("goal.evaluations"))
cards.evaluations(view, range(assessed.year + 1))

st.header(words("goal.decisions"))
decision_history.of_goal(code)

downloads.materials(assessed, view.indicators, catalogue.years, about=code)
embedding.offer(view.indicators)

sections.neighbours(code, codes)
