"""Who has delivered what for the year, until when, what is missing, and the message that asks for it."""

import streamlit as st

from monitoring import rounds
from pages.shared import cards, html, session
from pages.units.round import deadline, reminder, reporting

words = session.words()
standing = session.at_year()
units = rounds.waiting_first(rounds.at(standing, rounds.came(session.store(), standing.catalogue)))
deadlines = deadline.known()

st.title(words("round.title", year=standing.year))
st.html(html.paragraph(words("round.lead"), "lead"))
deadline.show(deadlines, units)
reporting.totals(units)
st.html(reporting.table(units, deadlines))

st.header(words("round.missing", year=standing.year))
waiting = [unit for unit in units if unit.missing]
this_round = reminder.reporting_round(deadlines)
for pair in cards.in_rows(waiting, 2):
    for column, unit in zip(st.columns(2, gap="large"), pair, strict=False):
        with column:
            reporting.missing(unit)
            reminder.show(unit, this_round)
if not waiting:
    st.html(html.paragraph(words("round.missing.nothing")))
