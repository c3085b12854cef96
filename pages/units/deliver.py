"""A unit hands in its figures: the form or its own tables, their findings, what would change, the acceptance and its receipt."""

import streamlit as st

from pages.shared import html, session
from pages.units.deliver import acceptance, checked_files, handing_in, workbook_tables

words = session.words()

st.title(words("page.deliver"))
st.html(html.paragraph(words("deliver.lead"), "lead"))
unit = handing_in.unit()

if not unit:
    st.info(words("deliver.choose-unit"))
elif receipt := acceptance.receipt(unit):
    acceptance.show_receipt(receipt)
    acceptance.another()
else:
    handing_in.latest(unit)
    st.header(words("deliver.form"))
    handing_in.form(unit)

    st.header(words("deliver.workbook"))
    files = handing_in.checked(unit)
    chosen = checked_files.chosen(files)
    understood = chosen if chosen and workbook_tables.is_understood(chosen) else None
    if chosen:
        handing_in.notices(chosen, unit)
        workbook_tables.show(chosen, unit)
    if understood:
        st.header(words("findings.title"))
        checked_files.findings(understood.delivery)
        marked = st.container()
    if understood and understood.delivery.changes:
        st.header(words("preview.title"))
        checked_files.preview(understood.delivery)
    if understood or len(files) > 1:
        st.header(words("deliver.accept"))
        acceptance.form(files, chosen)
    if understood:
        with marked:
            checked_files.marked_workbook(understood.delivery)
