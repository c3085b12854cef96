"""Everything that was written of a meeting: when, by whom, what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import streamlit as st

from monitoring.council.meetings import Meeting
from pages.shared import changes_shown, html, session


def show(meeting: Meeting) -> None:
    """The wordings of a meeting, the newest first."""
    words = session.words()
    written = [wording for wording in session.meetings() if wording.meeting == meeting.meeting]
    columns = [words(f"meetings.history.{name}") for name in ("at", "by", "what")]
    rows = [(session.moment(now.at), now.by, " · ".join(_changed(then, now))) for now, then in pairwise([*written, None])]
    changes_shown.at_once(rows, lambda some: st.html(html.table(columns, some, words("meetings.history.caption"))))


def _changed(then: Meeting | None, now: Meeting) -> Iterable[str]:
    """What a wording changed of the one before it."""
    words = session.words()
    if then is None:
        yield words("meetings.wrote.prepared", n=len(now.agenda))
        return
    if then.state != now.state:
        yield words("meetings.wrote.reopened") if now.state == "prepared" else words(f"meetings.wrote.{now.state}")
    if then.on != now.on:
        yield words("meetings.wrote.day", date=now.on)
    if then.title != now.title:
        yield words("meetings.wrote.title", title=now.title)
    if then.as_of != now.as_of:
        yield words("meetings.wrote.frozen")
    if then.agenda != now.agenda:
        yield words("meetings.wrote.agenda", agenda=", ".join(now.agenda) or words("value.none"))
    if then.present != now.present:
        yield words("meetings.wrote.present")
