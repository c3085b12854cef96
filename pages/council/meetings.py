"""The secretary prepares the council's meetings: the list with the form for a new one, or the one that the address names."""

import streamlit as st

from pages.council.meetings import material, meeting_list, record
from pages.shared import council_meetings, frame, html, markdown, session

words = session.words()
meeting = council_meetings.named()

if meeting is None:
    st.title(words("page.meetings"))
    st.html(html.paragraph(words("meetings.lead"), "lead"))
else:
    frame.title(meeting.title)
    st.page_link(frame.link("meetings"), label=words("meetings.all"), query_params=frame.here())
    st.title(markdown.escape(meeting.title))

if session.is_example():
    st.info(words("meetings.practice"))

if meeting is None:
    meeting_list.show()

    st.header(words("meetings.prepare"))
    meeting_list.preparation()
else:
    record.summary(meeting)
    record.writer(meeting)

    st.header(words("meetings.material"))
    material.frozen_data(meeting)

    st.header(words("meetings.agenda"))
    material.goals(meeting)

    st.header(words("meetings.files"))
    material.files(meeting)

    st.header(words("meetings.presence"))
    record.presence(meeting)

    st.header(words("meetings.details"))
    record.details(meeting)

    st.header(words("meetings.history"))
    record.history(meeting)
