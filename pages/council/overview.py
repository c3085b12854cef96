"""The programme at a glance: how many goals have each status, where to talk, the structure by theme, the newest deliveries, what is missing."""

import streamlit as st

from monitoring import moments, reasons, rounds
from pages.council.overview import goal_list, search
from pages.shared import cards, decision_history, entries, frame, html, markdown, session

NEWEST = 5

words = session.words()
assessed = session.at_year()
programme = assessed.catalogue.programme
deliveries = session.deliveries(at_most=NEWEST)
missing = [unit for unit in rounds.at(assessed) if unit.missing]

st.title(markdown.escape(words.name(programme)))
size = {"year": assessed.year, "goals": len(assessed.goals), "themes": len(assessed.catalogue.themes)}
lead = words("overview.lead.unjudged", n=assessed.unjudged, **size) if assessed.unjudged else words("overview.lead", **size)
st.html(html.paragraph(lead, "lead"))
st.html(html.tally(assessed.counts(), words))

search.field()

if not assessed.is_reported:
    st.info(words("notice.nothing-reported", year=assessed.year))

st.header(words("overview.talk"))
with st.container(key="overview-talk"):
    for goal in assessed.to_talk_about():
        sentence = reasons.goal_sentence(goal.assessment, goal.indicators, words)
        cards.goal_row(goal, f"{sentence} {cards.since(goal.goal.goal, assessed.year)}".strip())
if not assessed.to_talk_about():
    nothing = words("overview.talk.unjudged", n=assessed.unjudged) if assessed.unjudged else words("overview.talk.nothing")
    st.html(html.paragraph(nothing))

st.header(words("overview.decisions"))
with st.container(key="overview-decisions"):
    decision_history.open_decisions()

st.header(words("overview.goals"))
order = goal_list.order()
with st.container(key="overview-goals"):
    goal_list.SHOW[order](assessed)

left, right = st.columns(2, gap="large")
with left:
    st.header(words("overview.deliveries"))
    if deliveries:
        columns = [words(f"overview.deliveries.{name}") for name in ("unit", "when", "items")]
        rows = [(entries.unit(row.unit), words.unbroken_date(moments.day(row.uploaded_at)), str(row.items)) for row in deliveries]
        st.html(html.table(columns, rows, words("overview.deliveries.caption"), numeric=[2]))
    else:
        st.html(html.paragraph(words("overview.deliveries.none"), "muted"))
    if frame.has("deliveries"):
        st.page_link(frame.link("deliveries"), label=words("overview.deliveries.all"), query_params=frame.here())
with right:
    st.header(words("overview.missing", year=assessed.year))
    if missing:
        columns = [words("overview.missing.unit"), words("overview.missing.count")]
        rows = [(words.name(unit.unit), str(len(unit.missing))) for unit in missing]
        st.html(html.table(columns, rows, words("overview.missing.caption"), numeric=[1]))
    else:
        st.html(html.paragraph(words("overview.missing.nothing")))
    if frame.has("round"):
        st.page_link(frame.link("round"), label=words("overview.missing.all"), query_params=frame.here())
