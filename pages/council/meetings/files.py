"""A meeting's files: slides, the agenda's attachment, figures with charts, the minutes. All of the data that the meeting looks at."""

from __future__ import annotations

import streamlit as st

from monitoring.council.meetings import Meeting
from pages.council.meetings import frozen_material
from pages.shared import downloads, session
from publishing.documents import content, minutes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(meeting: Meeting) -> None:
    """A button for each file; the files are made when asked for."""
    words, programme = session.words(), session.programme()
    standing, known = frozen_material.standing(meeting), session.decisions()
    edition = downloads.edition(meeting.as_of, words("material.occasion", title=meeting.title, on=meeting.on))
    name = "-".join([words("material.file"), programme.programme.programme, meeting.on.isoformat()])
    changed = frozen_material.by_goal(meeting)

    def material() -> content.Material:
        views = [view for code in meeting.agenda for view in standing.goals[code].indicators]
        return content.material(standing, views, programme.years, words, edition(), known)

    def protocol() -> bytes:
        return minutes.docx(minutes.protocol(meeting, standing, known, changed, words, edition()), words)

    with st.container(horizontal=True, key="meeting-files"):
        downloads.documents(material, name)
        st.download_button(words("material.minutes"), protocol, f"{name}.docx", DOCX, key="material-minutes", on_click="ignore")
