"""One goal: its status and why, its indicators against their targets with their sources, its actions, the units' evaluations, decisions, files."""

import streamlit as st

from monitoring import reasons
from pages.council.goal import sections
from pages.shared import cards, decision_history, downloads, embedding, entries, frame, html, markdown, registry, session

words = session.words()
assessed = session.at_year()
catalogue = assessed.catalogue
names = {code: entries.named(code) for code in catalogue.goals}
codes = list(names)

with st.container(horizontal=True, vertical_alignment="center", key="goal-place"):
    place = st.empty()
    code = sections.choice(codes, names)
view = assessed.goals[code]
frame.title(registry.goal_title(view.goal, words))

place.html(html.paragraph(words("goal.place", theme=words.name(catalogue.theme_of(code)), code=code), "code"))
st.title(markdown.escape(words.name(view.goal)))
sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
sentence = f"{sentence} {cards.since(code, assessed.year)}".strip()
st.html(html.verdict(html.badge(view.assessment.status, words, large=True), sentence))

for indicator in view.indicators:
    sections.indicator(indicator, is_told=view.assessment.values["decided"] == (indicator.indicator.indicator,))

st.html(html.facts(sections.facts(view, catalogue)))

st.header(words("goal.others"))
sections.others(view, catalogue)

st.header(words("goal.actions"))
sections.actions(view)

st.header(words("goal.evaluations"))
with st.container(key="evaluations"):
    cards.evaluations(view, range(assessed.year + 1))

st.header(words("goal.decisions"))
decision_history.of_goal(code)

downloads.materials(assessed, view.indicators, catalogue.years, about=code)
embedding.offer(view.indicators)

sections.neighbours(code, codes)
