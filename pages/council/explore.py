"""Any choice of indicators: small charts, a table, or side by side; all of it in the address, all of it to take along."""

import streamlit as st

from monitoring.selection import Selection
from pages.council.explore import filters, panels
from pages.shared import downloads, embedding, html, notices, session

words = session.words()
standing = session.at_year()

st.title(words("page.explore"))
st.html(html.paragraph(words("explore.lead"), "lead"))

with st.container(key="explore-choices"):
    first, second, third = st.columns(3)
    with first:
        themes = filters.themes()
        statuses = filters.statuses()
    with second:
        goals = filters.goals(themes)
        kinds = filters.kinds()
    with third:
        units = filters.units()
        years = filters.years()

chosen = Selection(themes, goals, units, statuses, kinds)
views = chosen.apply(standing)
mode = filters.mode()

if not views:
    notices.nothing_found()
    st.stop()

st.html(html.paragraph(words("explore.found", n=len(views), year=standing.year), "muted"))
if mode == "charts":
    panels.charts(views, years)
elif mode == "compare":
    panels.compare(views, years)
else:
    panels.table(views, years)

downloads.figures(standing, views, years)
downloads.materials(standing, views, years, chosen=filters.said(chosen))
embedding.offer(views)
