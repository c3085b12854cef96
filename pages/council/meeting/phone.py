"""The way from the screen in the room to one's own phone: the whole address, also as a picture that a camera reads."""

from __future__ import annotations

import segno
import streamlit as st

from monitoring.council.meetings import Meeting
from pages.shared import address, frame, html, session


def show(meeting: Meeting, goal: str) -> None:
    """A goal's own page, or the meeting's where no goal is shown."""
    words = session.words()
    page, about = ("goal", {"goal": goal}) if goal else ("meeting", {"meeting": meeting.meeting})
    there = address.whole(page, **frame.here(year=str(meeting.year), **about))
    picture = segno.make(there, error="m").svg_data_uri(scale=8, border=3, dark="#000000", light="#ffffff")
    with st.popover(words("show.phone"), key="show-phone"):
        st.html(html.scannable(picture, words("show.phone.picture"), there))
