"""The way from the screen in the room to one's own phone: the whole address, also as a picture that a camera reads."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin

import segno
import streamlit as st

from monitoring.council.meetings import Meeting
from pages.parts import html, session


def show(meeting: Meeting, goal: str) -> None:
    """A goal's own page, or the meeting's where no goal is shown."""
    words = session.words()
    page, about = ("goal", {"goal": goal}) if goal else ("meeting", {"meeting": meeting.meeting})
    parameters = {"lang": words.language, "year": str(meeting.year)} | about
    address = f"{urljoin(st.context.url or '', page)}?{urlencode(parameters)}"
    picture = segno.make(address, error="m").svg_data_uri(scale=8, border=3, dark="#000000", light="#ffffff")
    with st.popover(words("show.phone"), key="show-phone"):
        st.html(html.scannable(picture, words("show.phone.picture"), address))
