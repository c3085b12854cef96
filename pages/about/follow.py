"""How to be told what changes: the feed, a digest by mail; and where the links in those mails lead, to confirm and to end it."""

import streamlit as st

from pages.about.follow import subscription
from pages.shared import html, session

words = session.words()

st.title(words("page.follow"))
st.html(html.paragraph(words("follow.lead"), "lead"))
subscription.answered()

about = subscription.about()
st.header(words("follow.feed"))
st.html(html.paragraph(words("follow.feed.about")))
subscription.feed(about)

st.header(words("follow.mail"))
subscription.asking(about)
