"""The programme's actions and milestones over the years; then its map, themes and goals with their status."""

import streamlit as st

from monitoring import moments, timeline
from pages.council.timeline import drawing
from pages.shared import session

words = session.words()
assessed = session.at_year()
marked = timeline.marked(assessed, moments.today())

st.title(words("page.timeline"))
with st.container(horizontal=True, vertical_alignment="center", key="timeline-choices"):
    by = drawing.grouping()
    groups = drawing.chosen(by, timeline.GROUPINGS[by](assessed))
drawing.explain(marked)

for group in groups:
    drawing.group(group, assessed, marked)

st.header(words("timeline.map"))
drawing.programme_map(assessed)
