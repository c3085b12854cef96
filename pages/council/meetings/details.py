"""What is known of a meeting and can be changed: who writes, its day and title, who was there; closing, reopening, cancelling it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitoring.council.meetings import Meeting
from pages.council.meetings import writing
from pages.council.meetings.writing import LONGEST_DAY, LONGEST_PRESENT, LONGEST_TITLE, SUMMARY
from pages.shared import frame, html, session

HELD, DETAILS = "held", "details"


def summary(meeting: Meeting) -> None:
    """Day, reporting year, state; the way to the screen in the room."""
    words = session.words()
    writing.said(SUMMARY, meeting.meeting)
    facts = [
        (words("meetings.day"), words.date(meeting.on)),
        (words("meetings.year"), str(meeting.year)),
        (words("meetings.state"), words(f"meetings.state.{meeting.state}")),
    ]
    st.html(html.facts(facts))
    st.page_link(frame.link("meeting"), label=words("meetings.to-screen"), query_params=frame.here(meeting=meeting.meeting, year=str(meeting.year)))


def writer(meeting: Meeting) -> None:
    """Under which name changes are kept; of a meeting that is over also the way to take it up again."""
    words = session.words()
    writing.name_field(words("meetings.by"))
    if meeting.state != "prepared":
        st.html(html.paragraph(words(f"meetings.read-only.{meeting.state}")))
        st.button(words(f"meetings.reopen.{meeting.state}"), key="meeting-reopen", on_click=_reopen, args=(meeting.meeting,))


def held(meeting: Meeting) -> None:
    """Who was there, and the end of the meeting."""
    words, key = session.words(), f"meeting-present-{meeting.meeting}"
    writing.said(HELD, meeting.meeting)
    if meeting.state != "prepared":
        nobody = html.paragraph(words("meetings.present.none"), "muted")
        st.html(html.quotation(meeting.present, words("meetings.present")) if meeting.present else nobody)
        return
    with st.form("meeting-held", enter_to_submit=False):
        st.text_area(words("meetings.present"), meeting.present, max_chars=LONGEST_PRESENT, key=key, placeholder=words("meetings.present.hint"))
        with st.container(horizontal=True):
            args = (meeting.meeting, key)
            st.form_submit_button(words("meetings.present.button"), key="meeting-present-save", on_click=_keep_present, args=(*args, "prepared"))
            st.form_submit_button(words("meetings.close"), key="meeting-close", type="primary", on_click=_keep_present, args=(*args, "closed"))
        st.html(html.paragraph(words("meetings.close.about"), "muted"))


def edit(meeting: Meeting) -> None:
    """The form for another day or title, and the way to cancel the meeting."""
    words = session.words()
    writing.said(DETAILS, meeting.meeting)
    if meeting.state != "prepared":
        st.html(html.paragraph(words("meetings.details.closed"), "muted"))
        return
    keys = (f"meeting-day-{words.language}-{meeting.meeting}", f"meeting-title-{meeting.meeting}")
    day = words.typed_date(meeting.on)
    with st.form("meeting-details", enter_to_submit=False):
        st.text_input(words("meetings.day.field", example=day), day, max_chars=LONGEST_DAY, key=keys[0])
        st.text_input(words("meetings.title.field"), meeting.title, max_chars=LONGEST_TITLE, key=keys[1])
        st.form_submit_button(words("meetings.details.button"), key="meeting-details-save", on_click=_keep_details, args=(meeting.meeting, *keys))
    with st.expander(words("meetings.cancel"), key="meeting-cancelling"):
        st.html(html.paragraph(words("meetings.cancel.about")))
        st.checkbox(words("meetings.cancel.sure"), key="meeting-cancel-sure")
        st.button(words("meetings.cancel.button"), key="meeting-cancel", on_click=_cancel, args=(meeting.meeting,))


def _keep_present(meeting: str, key: str, state: str) -> None:
    present = st.session_state[key].strip()
    done = "meetings.done.closed" if state == "closed" else "meetings.done.present"
    writing.change(meeting, HELD, lambda held: replace(held, present=present, state=state), done)


def _keep_details(meeting: str, day_key: str, title_key: str) -> None:
    on, title = writing.day(st.session_state[day_key]), st.session_state[title_key].strip()
    trouble = writing.trouble_with(title, on)
    writing.change(meeting, DETAILS, lambda held: replace(held, on=on, title=title), "meetings.done.details", trouble)


def _reopen(meeting: str) -> None:
    writing.change(meeting, SUMMARY, lambda held: replace(held, state="prepared"), "meetings.done.reopened")


def _cancel(meeting: str) -> None:
    trouble = "" if st.session_state.get("meeting-cancel-sure") else "meetings.trouble.sure"
    writing.change(meeting, DETAILS, lambda held: replace(held, state="cancelled"), "meetings.done.cancelled", trouble)
