"""Any choice of indicators: small charts, a table, or compared in one chart; the address holds the choice, and files hold what is shown."""

import streamlit as st

from monitoring.selection import Selection
from pages.council.explore import filters, panels
from pages.shared import downloads, embedding, html, session

words = session.words()
assessed = session.at_year()

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

selection = Selection(themes, goals, units, statuses, kinds)
views = selection.apply(assessed)
mode = filters.mode()

if not views:
    st.info(words("notice.nothing-found"))
    st.stop()

st.html(html.paragraph(words("explore.found", n=len(views), year=assessed.year), "muted"))
if mode == "charts":
    panels.small_charts(views, years)
elif mode == "compare":
    panels.compare(views, years)
else:
    panels.table(views, years)

downloads.figures(assessed, views, years)
downloads.materials(assessed, views, years, selection=filters.in_words(selection))
embedding.offer(views)
