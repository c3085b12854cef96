"""The programme as a picture: its map, themes and goals with their status; then its actions and milestones over the years."""

import streamlit as st

from monitoring import timeline as schedule
from pages.parts import html, moments, programme_map, session, timeline

words = session.words()
standing = session.at_year()

st.title(words("page.timeline"))
st.html(html.paragraph(words("timeline.lead", year=standing.year), "lead"))

st.header(words("timeline.map"))
programme_map.draw(standing)

st.header(words("timeline.schedule"))
st.html(html.paragraph(words("timeline.schedule.lead")))
by = timeline.grouping()
groups = timeline.chosen(by, schedule.GROUPINGS[by](standing))
line = schedule.marked(standing, moments.today())

timeline.explain(line)
for group in groups:
    timeline.draw(group, standing, line)
