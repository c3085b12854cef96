"""The place in the slides that a meeting is at, as its address says, the bar and keys that move it, and the link to it for phones. The browser moves
at once (meeting.js) and lets the server follow."""

from __future__ import annotations

from pathlib import Path

import segno
import streamlit as st

from monitoring.council.meetings import Meeting
from monitoring.trust.permissions import Permission
from pages.shared import address, frame, html, session

PARAMETER, ENDING = "goal", "decisions"
STYLE, SCRIPT = (Path(__file__).with_name(f"meeting.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
FOLLOWING = f"{SCRIPT}\nmeetingShow.follow({html.GIVEN}[0]);"


def places(meeting: Meeting) -> tuple[str, ...]:
    """What the address says at each place of the slides: nothing for the overview, the goals' codes, the decisions at the end."""
    return "", *meeting.agenda, ENDING


def place(meeting: Meeting) -> int:
    """The place that the address names, else the overview."""
    known, wanted = places(meeting), next(iter(address.given(PARAMETER)), "")
    return known.index(wanted) if wanted in known else 0


def bar(meeting: Meeting, at: int) -> None:
    """The buttons that move the slides. They are the same at every place: the browser marks the one that is shown."""
    words = session.words()
    before = {"previous": words("show.previous"), "0": words("meetings.agenda"), "next": words("show.next")}
    decides = session.may(Permission.DECIDE, is_let=meeting.lets_members_write)
    after = ({"decide": words("show.decide")} if decides else {}) | {"clock": words("show.clock")}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show-bar"):
        st.html(html.steering(before, (*meeting.agenda, words("changes.decisions")), after, words("show.course"), words("show.time")))
        _phone(meeting, meeting.agenda[at - 1] if 0 < at <= len(meeting.agenda) else "")
    with st.container(key="show-channel"):
        for number, name in enumerate(places(meeting)):
            st.button(str(number), key=f"show-go-{number}", on_click=address.put, args=(PARAMETER, [name] if name else []))
    state = {"meeting": meeting.meeting, "place": at, "last": len(meeting.agenda) + 1}
    st.html(f"<style>{STYLE}</style>" + html.script_again(FOLLOWING, state), unsafe_allow_javascript=True)


def _phone(meeting: Meeting, goal: str) -> None:
    """The whole address of a goal's page, or of the meeting's where no goal is shown, also as a picture that a camera reads."""
    words = session.words()
    page, parameters = ("goal", {"goal": goal}) if goal else ("meeting", {"meeting": meeting.meeting})
    link = address.whole(page, **frame.here(year=str(meeting.year), **parameters))
    picture = segno.make(link, error="m").svg_data_uri(scale=8, border=3, dark="#000000", light="#ffffff")
    with st.popover(words("show.phone"), key="show-phone"):
        st.html(html.scannable(picture, words("show.phone.picture"), link))
