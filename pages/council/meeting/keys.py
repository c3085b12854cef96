"""Where a meeting's show is, in its address, and the bar and keys that move it. The browser moves at once (meeting.js) and tells the server."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from monitoring.council.meetings import Meeting
from pages.council.meeting import phone
from pages.shared import address, html, session

PARAMETER, ENDING = "goal", "decisions"
STYLE, SCRIPT = (Path(__file__).with_name(f"meeting.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))


def places(meeting: Meeting) -> tuple[str, ...]:
    """What the address says at each place of the show: nothing for the overview, the goals' codes, the decisions at the end."""
    return "", *meeting.agenda, ENDING


def place(meeting: Meeting) -> int:
    """The place that the address names, else the overview."""
    known, wanted = places(meeting), next(iter(address.given(PARAMETER)), "")
    return known.index(wanted) if wanted in known else 0


def bar(meeting: Meeting, at: int) -> None:
    """Everything that moves the show. What it looks like does not depend on the place: the browser marks where we are."""
    words = session.words()
    before = {"previous": words("show.previous"), "0": words("meetings.agenda"), "next": words("show.next")}
    after = {"decide": words("show.decide"), "clock": words("show.clock")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show-bar"):
        st.html(html.steering(before, (*meeting.agenda, words("changes.decisions")), after, words("show.course"), words("show.time")))
        phone.show(meeting, meeting.agenda[at - 1] if 0 < at <= len(meeting.agenda) else "")
    with st.container(key="show-channel"):
        for number, name in enumerate(places(meeting)):
            st.button(str(number), key=f"show-go-{number}", on_click=address.keep, args=(PARAMETER, [name] if name else []))
    told = json.dumps({"meeting": meeting.meeting, "place": at, "last": len(meeting.agenda) + 1})
    st.html(f"<style>{STYLE}</style>" + html.script(f"\n{SCRIPT}\nmeetingShow.follow({told});"), unsafe_allow_javascript=True)
