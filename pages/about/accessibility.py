"""The accessibility statement: of which site, how accessible it is, what is not and why, how that was assessed, feedback, supervision."""

import streamlit as st

from pages.about.accessibility import statement
from pages.shared import html, session

words = session.words()

st.title(words("page.accessibility"))
st.html(html.paragraph(statement.about(), "lead"))

st.header(words("accessibility.state"))
st.html(html.paragraph(words("accessibility.state.text")))

st.header(words("accessibility.gaps"))
st.html(html.paragraph(words("accessibility.gaps.text")))
st.html(html.table(statement.columns(), statement.gaps(), words("accessibility.gaps.caption")))

st.header(words("accessibility.others"))
st.html(html.paragraph(words("accessibility.others.text")))

st.header(words("accessibility.how"))
st.html(html.paragraph(statement.assessed()))
st.html(html.items(statement.ways()))

st.header(words("accessibility.feedback"))
statement.feedback()

statement.supervision()
