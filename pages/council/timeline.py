"""The programme as a picture: its map, themes and goals with their status; then its actions and milestones over the years."""

import streamlit as st

from monitoring import moments, timeline
from pages.council.timeline import drawing
from pages.shared import html, session

words = session.words()
assessed = session.at_year()

st.title(words("page.timeline"))
st.html(html.paragraph(words("timeline.lead", year=assessed.year), "lead"))

st.header(words("timeline.map"))
drawing.programme_map(assessed)

st.header(words("timeline.schedule"))
st.html(html.paragraph(words("timeline.schedule.lead")))
by = drawing.grouping()
groups = drawing.chosen(by, timeline.GROUPINGS[by](assessed))
marked = timeline.marked(assessed, moments.today())

drawing.explain(marked)
for group in groups:
    drawing.group(group, assessed, marked)
