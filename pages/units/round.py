"""Who has delivered what for the year, until when, what is missing, and the message that reminds a unit."""

import streamlit as st

from monitoring import rounds
from monitoring.trust.permissions import Permission
from pages.shared import cards, html, session
from pages.units.round import deadline, reporting, sending

words = session.words()
assessed = session.at_year()
all_units = rounds.waiting_first(rounds.at(assessed, rounds.deliveries(session.store(), assessed.catalogue)))
units = [unit for unit in all_units if session.may(Permission.SEE_ROUND, unit.unit.unit)]
deadlines = deadline.known()

st.title(words("round.title", year=assessed.year))
st.html(html.paragraph(words("round.lead"), "lead"))
deadline.show(deadlines, units)
reporting.totals(units)
st.html(reporting.table(units, deadlines))

incomplete = [unit for unit in units if unit.missing]
this_round = reporting.this_round(deadlines)
sending.show(incomplete, this_round)

st.header(words("round.missing", year=assessed.year))
for pair in cards.in_rows(incomplete, 2):
    for column, unit in zip(st.columns(2, gap="large"), pair, strict=False):
        with column:
            reporting.missing(unit)
            reporting.reminder(unit, this_round)
if not incomplete:
    st.html(html.paragraph(words("round.missing.nothing")))
