"""How a status is decided, each rule with an example from the figures shown; where the figures come from; what the example data is."""

import streamlit as st

from monitoring.model import FEWEST, STATUSES
from monitoring.rules import RULES
from pages.about.method import rules
from pages.shared import html, session

words = session.words()
assessed = session.at_year()

st.title(words("page.method"))
st.html(html.paragraph(words("method.lead"), "lead"))

st.header(words("method.statuses"))
st.html(
    html.table(
        [words("method.column.status"), words("method.column.means")], [rules.status(code) for code in STATUSES], words("method.statuses.caption")
    )
)

st.header(words("method.rules"))
for rule in RULES:
    with st.container(key=f"method-rule-{rule}"):
        rules.rule(rule, assessed)

st.header(words("method.council.title"))
st.html(html.paragraph(words("method.council")))

st.header(words("method.pace.title"))
st.html(html.paragraph(words("method.pace")))
columns = [words(f"method.pace.column.{name}") for name in ("status", "target", "trend")]
st.html(html.table(columns, rules.paces(), words("method.pace.caption")))

st.header(words("method.goals"))
st.html(html.paragraph(words("method.goals.text")))

st.header(words("method.values"))
st.html(html.table([words("method.column.kind"), words("method.column.how")], rules.kinds(), words("method.values.caption")))

st.header(words("method.withheld.title"))
st.html(html.paragraph(words("method.withheld", number=FEWEST, status=words("status.no_data"))))
if assessed.catalogue.breakdowns:
    st.html(html.paragraph(words("method.withheld.categories", number=FEWEST)))

with st.container(key="method-sources"):
    st.header(words("method.sources"))
    rules.sources(assessed)
    st.html(html.link("api/", words("method.open-data"), aside=True))

st.header(words("method.example"))
st.html(html.paragraph(words("method.example.text")))
