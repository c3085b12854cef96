"""The secretary prepares the council's meetings: the list with the form for a new one, or the one that the address names."""

import streamlit as st

from monitoring.trust.permissions import Permission
from pages.council.meetings import material, meeting_list, record
from pages.shared import council_meetings, frame, html, session

words = session.words()
meeting = council_meetings.named()
is_secretary = session.may(Permission.PREPARE_MEETINGS)

if meeting is None:
    st.title(words("page.meetings"))
    st.html(html.paragraph(words("meetings.lead"), "lead"))
else:
    frame.title(meeting.title)
    st.page_link(frame.link("meetings"), label=words("meetings.all"), query_params=frame.here())
    council_meetings.heading(meeting)

if session.is_example():
    st.info(words("meetings.practice"))

if meeting is None:
    meeting_list.show()
    if is_secretary:
        with st.container(key="meeting-preparation"):
            st.header(words("meetings.prepare"))
            meeting_list.preparation()
else:
    record.summary(meeting)
    if is_secretary:
        record.writer(meeting)
        record.members(meeting)

    st.header(words("meetings.material"))
    material.frozen_data(meeting)

    st.header(words("meetings.agenda"))
    material.goals(meeting)

    with st.container(key="meeting-documents"):
        st.header(words("meetings.files"))
        material.files(meeting)

    st.header(words("meetings.presence"))
    record.presence(meeting)

    if is_secretary:
        with st.container(key="meeting-naming"):
            st.header(words("meetings.details"))
            record.details(meeting)

    st.header(words("meetings.history"))
    record.history(meeting)
