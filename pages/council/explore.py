"""Any choice of indicators: small charts, a table, or compared in one chart; the address holds the choice, and files hold what is shown."""

import streamlit as st

from monitoring import breakdowns
from monitoring.selection import Selection
from pages.council.explore import comparing, filters, panels
from pages.shared import downloads, embedding, html, session

words = session.words()
assessed = session.at_year()

st.title(words("page.explore"))

with st.container(key="explore-choices"):
    first, second, third, fourth = st.columns(4)
    with first:
        themes = filters.themes()
        statuses = filters.statuses()
    with second:
        goals = filters.goals(themes)
        kinds = filters.kinds()
    with third:
        indicators = filters.indicators(themes, goals)
        years = filters.years()
    with fourth:
        # The list below it becomes lower when it is left: what stood under it would move away from the pointer.
        mode = filters.mode()
        units = filters.units()
        by = filters.breakdown() if mode in ("charts", "table") else ""

selection = Selection(themes, goals, units, statuses, kinds, indicators)
views = selection.apply(assessed)

if not views:
    st.info(words("notice.nothing-found"))
    st.stop()

st.html(html.paragraph(words("explore.found", n=len(views), year=assessed.year), "muted"))
if chosen := filters.in_words(selection, by, years):
    st.html(html.paragraph(chosen, "on-paper"))
if mode == "charts" and by:
    panels.by_category(views, years, by)
elif mode == "charts":
    panels.small_charts(views, years)
elif mode == "compare":
    comparing.show(views, years, selection)
else:
    panels.table(views, years, by)

in_files = [breakdowns.only(view, by) for view in views]
downloads.figures(assessed, in_files, years, chosen)
downloads.materials(assessed, in_files, years, selection=chosen)
embedding.offer(views, by)
