"""Who has delivered what for the year, what is missing, how old it is."""

import streamlit as st

from monitoring import rounds
from pages.parts import cards, html, reporting, session

words = session.words()
standing = session.at_year()
units = rounds.waiting_first(rounds.at(standing, rounds.came(session.store(), standing.catalogue)))

st.title(words("round.title", year=standing.year))
st.html(html.paragraph(words("round.lead"), "lead"))
reporting.totals(units)
st.html(reporting.table(units))

st.header(words("round.missing", year=standing.year))
waiting = [unit for unit in units if unit.missing]
for pair in cards.in_rows(waiting, 2):
    for column, unit in zip(st.columns(2, gap="large"), pair, strict=False):
        with column:
            reporting.missing(unit)
if not waiting:
    st.html(html.paragraph(words("round.missing.nothing")))
