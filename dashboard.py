"""The frame of the dashboard: navigation, language, year, the example banner. The pages themselves are in pages/."""

from __future__ import annotations

import streamlit as st

from pages.shared import frame, metrics, session

session.begin()
st.set_page_config(page_title=session.words()("app.title"), page_icon=frame.ICON, layout="wide")
with frame.store_trouble():
    frame.refuse_broken_catalogue()
    session.follow_person()
    page = st.navigation(frame.pages(), position="top")
    with metrics.timed(page.url_path):
        frame.head(page)
        if frame.is_for_reader(page):
            page.run()
        else:
            frame.refusal(page)
        frame.foot(page)
