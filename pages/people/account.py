"""One's own account: who is signed in, with which roles, and the way in and out."""

import streamlit as st

from pages.people.account import signing
from pages.shared import html, session

words = session.words()
reader = session.reader()

st.title(words("page.account"))
st.html(html.paragraph(words("account.lead"), "lead"))
signing.trouble()
if reader.session:
    signing.oneself(reader)
    signing.ways_out()
    signing.elsewhere(reader)
else:
    signing.way_in()
