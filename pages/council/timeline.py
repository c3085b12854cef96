"""The programme as a picture: its map, themes and goals with their status; then its actions and milestones over the years."""

import streamlit as st

from monitoring import moments
from monitoring import timeline as schedule
from pages.council.timeline import map, table
from pages.shared import html, session

words = session.words()
standing = session.at_year()

st.title(words("page.timeline"))
st.html(html.paragraph(words("timeline.lead", year=standing.year), "lead"))

st.header(words("timeline.map"))
map.draw(standing)

st.header(words("timeline.schedule"))
st.html(html.paragraph(words("timeline.schedule.lead")))
by = table.grouping()
groups = table.chosen(by, schedule.GROUPINGS[by](standing))
line = schedule.marked(standing, moments.today())

table.explain(line)
for group in groups:
    table.draw(group, standing, line)
