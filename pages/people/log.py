"""What was done by whom, when and from where: found by day, event and person, verified, taken along as a file."""

import streamlit as st

from monitoring import settings
from pages.people.log import rows
from pages.shared import html, session

words = session.words()

st.title(words("page.log"))
st.html(html.paragraph(words("log.lead"), "lead"))
rows.verification()
wanted = rows.wanted()
if found := rows.newest(wanted):
    rows.table(found)
    st.html(html.paragraph(words("deliveries.zone", zone=settings.zone().key), "muted"))
    rows.file(wanted)
else:
    st.info(words("log.empty"))
