"""What was delivered when and by whom, the workbooks themselves, each figure's history, and the withdrawal of a delivery."""

import streamlit as st

from monitoring import settings
from pages.shared import html, markdown, picking, session
from pages.units.deliveries import history

words = session.words()
units = session.programme().units

st.title(words("page.deliveries"))
st.html(html.paragraph(words("deliveries.lead"), "lead"))
history.example_again()
unit = picking.unit("deliveries-unit", list(units), words("unit.all"))
uploads = session.deliveries(unit or None, history.MOST)

if not uploads:
    st.info(markdown.escape(words("deliveries.none.of-unit", unit=units[unit])) if unit else words("deliveries.none"))
else:
    history.uploads(uploads)
    st.html(html.paragraph(words("deliveries.zone", zone=settings.zone().key), "muted"))

    with st.container(key="chosen-delivery"):
        st.header(words("deliveries.one"))
        if chosen := history.one_of(uploads):
            history.details(chosen)
            history.withdrawal(chosen)

with st.container(key="chosen-history"):
    st.header(words("history.title"))
    if item := history.item():
        history.of_item(item)
