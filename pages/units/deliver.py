"""A unit hands in its figures: the form or its own tables, what is wrong, what would change, and — when somebody says so — the receipt."""

import streamlit as st

from pages.parts import accepting, batch, findings, handing_in, html, own_tables, preview, receipts, session

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
        own_tables.show(chosen, unit)
    if chosen and own_tables.is_said(chosen):
        st.header(words("findings.title"))
        findings.show(chosen.delivery)
        marked = st.container()
    if chosen and own_tables.is_said(chosen) and chosen.delivery.changes:
        st.header(words("preview.title"))
        preview.show(chosen.delivery)
    if files and (len(files) > 1 or own_tables.is_said(chosen)):
        st.header(words("deliver.accept"))
        accepting.acceptance(files, chosen)
    if chosen and own_tables.is_said(chosen):
        with marked:
            findings.marked(chosen.delivery)
