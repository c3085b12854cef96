"""Whom in the units reminders go to: their addresses and languages. The secretary keeps the list."""

import streamlit as st

from pages.shared import html, session
from pages.units.contacts import contact_list

words = session.words()

st.title(words("page.contacts"))
st.html(html.paragraph(words("contacts.lead"), "lead"))
st.html(html.paragraph(words("contacts.privacy"), "muted"))
contact_list.outcome()
contact_list.show()
st.header(words("contacts.add"))
contact_list.adding()
