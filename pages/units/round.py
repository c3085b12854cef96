"""Who has delivered what for the year, what is missing, how old it is."""

import streamlit as st

from monitoring import rounds
from pages.parts import html, reporting, session

words = session.words()
standing = session.at_year()
units = rounds.waiting_first(rounds.at(standing, rounds.came(session.store(), standing.catalogue)))

st.title(words("round.title", year=standing.year))
st.html(html.paragraph(words("round.lead"), "lead"))
reporting.totals(units)
st.html(reporting.table(units))

st.header(words("round.missing", year=standing.year))
for unit in units:
    if unit.missing:
        reporting.missing(unit)
if not any(unit.missing for unit in units):
    st.html(html.paragraph(words("round.missing.nothing")))
