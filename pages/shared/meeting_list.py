"""The council's meetings, each a link: those to come, those that were, those that were cancelled."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import moments
from monitoring.council import decisions
from monitoring.council.meetings import Meeting
from pages.shared import address, frame, html, session

PARAMETER = "meeting"


def known() -> list[Meeting]:
    """The meetings of the shown store as they stand, the latest day first, cancelled ones too."""
    newest: dict[str, Meeting] = {}
    for wording in session.meetings():
        newest.setdefault(wording.meeting, wording)
    return list(newest.values())


def kept() -> list[Meeting]:
    """Those that are not cancelled."""
    return [meeting for meeting in known() if meeting.state != "cancelled"]


def asked() -> Meeting | None:
    """The meeting that the address names; None for none. Says so where there is no such meeting."""
    wanted = next(iter(address.given(PARAMETER)), "")
    found = next((meeting for meeting in known() if meeting.meeting == wanted), None)
    if wanted and found is None:
        st.warning(session.words()("meetings.unknown"))
    return found


def practice() -> None:
    """While the example data is shown: what is written here is practice."""
    if session.is_example():
        st.info(session.words()("meetings.practice"))


def back() -> None:
    """The way back to all meetings."""
    st.page_link(frame.link("meetings"), label=session.words()("meetings.all"), query_params=frame.here())


def show() -> None:
    """All meetings by whether they are to come; what came of each."""
    words, found, today = session.words(), known(), moments.today()
    coming = [meeting for meeting in reversed(kept()) if meeting.on >= today and not meeting.is_closed]
    _group("coming", coming)
    _group("past", [meeting for meeting in kept() if meeting not in coming])
    if gone := [meeting for meeting in found if meeting.state == "cancelled"]:
        with st.expander(words("meetings.list.cancelled", n=len(gone)), key="meetings-cancelled"):
            _rows(gone)


def _group(name: str, some: Sequence[Meeting]) -> None:
    words = session.words()
    st.header(words(f"meetings.list.{name}"))
    _rows(some)
    if not some:
        st.html(html.paragraph(words(f"meetings.list.{name}.none"), "muted"))


def _rows(some: Sequence[Meeting]) -> None:
    words, all_decisions = session.words(), session.decisions()
    for meeting in some:
        still_open = sum(decision.is_open for decision in decisions.written_in(all_decisions, meeting.meeting))
        said = [
            words("meetings.list.year", year=meeting.year),
            words("meetings.list.goals", n=len(meeting.agenda)),
            words(f"meetings.state.{meeting.state}"),
            words("meetings.list.decisions", n=still_open),
        ]
        with st.container(key=f"goal-row-meeting-{meeting.meeting}", gap="xxsmall"):
            label = words("meetings.list.label", date=meeting.on, title=meeting.title)
            st.page_link(frame.link("meetings"), label=label, query_params=frame.here(meeting=meeting.meeting))
            st.html(html.paragraph(" · ".join(said), "muted"))
