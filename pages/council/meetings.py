"""The secretary prepares the council's meetings: the list with the form for a new one, or the one that the address names."""

import streamlit as st

from pages.parts import (
    frame,
    html,
    meeting_agenda,
    meeting_details,
    meeting_files,
    meeting_form,
    meeting_frozen,
    meeting_history,
    meeting_list,
    session,
)

words = session.words()
meeting = meeting_list.asked()

if meeting is None:
    st.title(words("page.meetings"))
    st.html(html.paragraph(words("meetings.lead"), "lead"))
    meeting_list.practice()
    meeting_list.show()

    st.header(words("meetings.prepare"))
    meeting_form.show()
else:
    frame.title(meeting.title)
    meeting_list.back()
    st.title(meeting.title)
    meeting_list.practice()
    meeting_details.summary(meeting)
    meeting_details.writer(meeting)

    st.header(words("meetings.material"))
    meeting_frozen.show(meeting)

    st.header(words("meetings.agenda"))
    meeting_agenda.show(meeting)

    st.header(words("meetings.files"))
    meeting_files.show(meeting)

    st.header(words("meetings.held"))
    meeting_details.held(meeting)

    st.header(words("meetings.details"))
    meeting_details.edit(meeting)

    st.header(words("meetings.history"))
    meeting_history.show(meeting)
