"""The secretary prepares the council's meetings: the list with the form for a new one, or the one that the address names."""

import streamlit as st

from pages.council.meetings import agenda_editor, details, files, frozen_material, meeting_history, preparation
from pages.shared import frame, html, meeting_list, session

words = session.words()
meeting = meeting_list.asked()

if meeting is None:
    st.title(words("page.meetings"))
    st.html(html.paragraph(words("meetings.lead"), "lead"))
    meeting_list.practice()
    meeting_list.show()

    st.header(words("meetings.prepare"))
    preparation.show()
else:
    frame.title(meeting.title)
    meeting_list.back()
    st.title(meeting.title)
    meeting_list.practice()
    details.summary(meeting)
    details.writer(meeting)

    st.header(words("meetings.material"))
    frozen_material.show(meeting)

    st.header(words("meetings.agenda"))
    agenda_editor.show(meeting)

    st.header(words("meetings.files"))
    files.show(meeting)

    st.header(words("meetings.held"))
    details.held(meeting)

    st.header(words("meetings.details"))
    details.edit(meeting)

    st.header(words("meetings.history"))
    meeting_history.show(meeting)
