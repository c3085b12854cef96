"""The frame of the dashboard: navigation, language, year, the example banner. The pages themselves are in pages/."""

from __future__ import annotations

import streamlit as st

from pages.shared import frame, session

session.begin()
st.set_page_config(page_title=session.words()("app.title"), page_icon=frame.ICON, layout="wide")
frame.refuse_broken_catalogue()
page = st.navigation(frame.pages(), position="top")
with frame.store_trouble():
    frame.head(page)
    page.run()
    frame.foot(page)
