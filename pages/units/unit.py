"""A unit's own page: what is asked of it and by when, what it handed in, what the council gave it to do, how its goals stand."""

import streamlit as st

from monitoring.trust.permissions import Permission
from pages.shared import html, picking, session
from pages.units.unit import evaluation_texts, overview

words = session.words()
own = [unit.unit for unit in session.programme().units.values() if session.may(Permission.SEE_ROUND, unit.unit)]

st.title(words("page.unit"))
st.html(html.paragraph(words("unit.lead"), "lead"))
if unit := picking.own_unit("unit-chosen", own):
    st.header(words("unit.asked", year=session.year()))
    overview.asked(unit)

    st.header(words("unit.delivered"))
    overview.delivered(unit)

    st.header(words("unit.evaluations", year=session.year()))
    evaluation_texts.show(unit)

    st.header(words("unit.decisions"))
    overview.decided(unit)

    st.header(words("unit.goals", year=session.year()))
    overview.goals(unit)
