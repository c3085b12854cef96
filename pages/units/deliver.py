"""A unit hands in its figures: the form, the workbook back, what is wrong, what would change, and — when somebody says so — the receipt."""

import streamlit as st

from pages.parts import findings, handing_in, html, preview, receipts, session

words = session.words()

st.title(words("page.deliver"))
st.html(html.paragraph(words("deliver.lead"), "lead"))
unit = handing_in.unit()

if not unit:
    st.info(words("deliver.choose-unit"))
elif receipt := handing_in.receipt(unit):
    receipts.show(receipt)
    handing_in.another()
else:
    st.header(words("deliver.form"))
    handing_in.form(unit)

    st.header(words("deliver.workbook"))
    checked = handing_in.checked(unit)
    if checked:
        st.header(words("findings.title"))
        findings.show(checked)
        marked = st.container()
    if checked and checked.changes:
        st.header(words("preview.title"))
        preview.show(checked)
    if checked:
        st.header(words("deliver.accept"))
        handing_in.acceptance(checked)
        with marked:
            findings.marked(checked)
