"""The programme at a glance: how many goals stand where, where to talk, the structure by theme, what came last, what is missing."""

import streamlit as st

from monitoring import reasons
from pages.shared import cards, decision_history, html, notices, session

words = session.words()
standing = session.at_year()
programme = standing.catalogue.programme

st.title(words.name(programme))
st.html(html.paragraph(words("overview.lead", year=standing.year, goals=len(standing.goals), themes=len(standing.catalogue.themes)), "lead"))
st.html(html.tally(standing.counts(), words))

if not standing.is_reported:
    notices.nothing_reported(standing.year)

st.header(words("overview.talk"))
for goal in standing.to_talk_about():
    cards.goal_row(goal, reasons.goal_sentence(goal.assessment, goal.indicators, words))
if not standing.to_talk_about():
    st.html(html.paragraph(words("overview.talk.nothing")))

st.header(words("overview.decisions"))
decision_history.still_open()

st.header(words("overview.structure"))
for themes in cards.in_rows(standing.catalogue.themes.values(), 3):
    for column, theme in zip(st.columns(3, gap="large"), themes, strict=False):
        with column:
            cards.theme(theme, standing)

came, missing = st.columns(2, gap="large")
with came:
    st.header(words("overview.came"))
    cards.newest_deliveries()
with missing:
    st.header(words("overview.missing", year=standing.year))
    cards.missing_by_unit(standing)
