"""A unit hands in its figures: the form or its own tables, what is wrong, what would change, and — when somebody says so — the receipt."""

import streamlit as st

from pages.shared import handing_in, html, session
from pages.units.deliver import accepting, batch, findings_shown, preview, receipts, tables_asked

words = session.words()

st.title(words("page.deliver"))
st.html(html.paragraph(words("deliver.lead"), "lead"))
unit = handing_in.unit()

if not unit:
    st.info(words("deliver.choose-unit"))
elif receipt := accepting.receipt(unit):
    receipts.show(receipt)
    accepting.another()
else:
    st.header(words("deliver.form"))
    handing_in.form(unit)

    st.header(words("deliver.workbook"))
    files = handing_in.checked(unit)
    chosen = batch.one(files)
    if chosen:
        handing_in.notices(chosen, unit)
        tables_asked.show(chosen, unit)
    if chosen and tables_asked.is_said(chosen):
        st.header(words("findings.title"))
        findings_shown.show(chosen.delivery)
        marked = st.container()
    if chosen and tables_asked.is_said(chosen) and chosen.delivery.changes:
        st.header(words("preview.title"))
        preview.show(chosen.delivery)
    if files and (len(files) > 1 or tables_asked.is_said(chosen)):
        st.header(words("deliver.accept"))
        accepting.acceptance(files, chosen)
    if chosen and tables_asked.is_said(chosen):
        with marked:
            findings_shown.marked(chosen.delivery)
