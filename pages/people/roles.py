"""Who may do what: roles given to a person or a group, for one unit or all; ended; who gave them, and what the mapping file says."""

import streamlit as st

from pages.people.roles import giving
from pages.shared import html, session

words = session.words()
given = giving.history()

st.title(words("page.roles"))
st.html(html.paragraph(words("roles.lead"), "lead"))
giving.current(given)
giving.form()
giving.ending(given)
giving.mapped()
giving.past(given)
giving.signed_in()
