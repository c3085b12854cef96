"""A meeting's agenda: each goal as the material shows it, moved, removed and added."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitoring.council import agenda
from monitoring.council.meetings import Meeting
from monitoring.model import GoalView
from pages.council.meetings import frozen_material, writing
from pages.shared import cards, entries, html, session

PART = "agenda"
UP, DOWN = -1, 1
FOCUS = "meeting-agenda-focus"


def show(meeting: Meeting) -> None:
    """The goals in their order; while the meeting is prepared, with what changes it."""
    words, standing = session.words(), frozen_material.standing(meeting)
    changed = frozen_material.changed_goals(meeting)
    writing.said(PART, meeting.meeting)
    if not meeting.agenda:
        st.html(html.paragraph(words("meetings.agenda.empty"), "muted"))
    for place, code in enumerate(meeting.agenda, 1):
        with st.container(horizontal=True, vertical_alignment="center", key=f"goal-row-agenda-{place}"):
            _goal(place, standing.goals[code], meeting.year, code in changed)
            if meeting.state == "prepared":
                _buttons(meeting, code, place)
    if meeting.state == "prepared":
        _adding(meeting)
        _focus()


def _goal(place: int, view: GoalView, year: int, is_changed: bool) -> None:
    words = session.words()
    st.html(html.paragraph(f"{place}.", "muted"), width="content")
    with st.container(gap="xxsmall"):
        cards.goal_link(view.goal.goal, year)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(html.badge(view.assessment.status, words), width="content")
            if is_changed:
                st.html(html.paragraph(words("meetings.agenda.changed"), "muted"), width="content")


def _buttons(meeting: Meeting, code: str, place: int) -> None:
    """Up, down, away. A button's words name the goal, so that whoever hears them knows which one moves."""
    words, last = session.words(), len(meeting.agenda)
    with st.container(horizontal=True, width="content", gap="xsmall", key=f"meeting-move-{code}"):
        for name, sign, by, is_end in (("up", "↑", UP, place == 1), ("down", "↓", DOWN, place == last)):
            label = words(f"meetings.agenda.{name}", goal=code, sign=sign)
            st.button(label, key=f"meeting-{name}-{code}", disabled=is_end, on_click=_move, args=(meeting.meeting, code, by))
        label = words("meetings.agenda.remove", goal=code, sign="✕")
        st.button(label, key=f"meeting-remove-{code}", on_click=_remove, args=(meeting.meeting, code))


def _adding(meeting: Meeting) -> None:
    words = session.words()
    others = [code for code in session.programme().goals if code not in meeting.agenda]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting-adding"):
        st.selectbox(
            words("meetings.agenda.add"),
            others,
            index=None,
            key="meeting-add",
            format_func=entries.named,
            placeholder=words("meetings.agenda.choose"),
        )
        st.button(words("meetings.agenda.add.button"), key="meeting-add-button", on_click=_add, args=(meeting.meeting,))


def _move(meeting: str, code: str, by: int) -> None:
    def made(held: Meeting) -> Meeting:
        return replace(held, agenda=agenda.moved(held.agenda, code, by)) if code in held.agenda else held

    if writing.change(meeting, PART, made, "meetings.done.moved", goal=code):
        st.session_state[FOCUS] = (code, "up" if by == UP else "down")


def _remove(meeting: str, code: str) -> None:
    def made(held: Meeting) -> Meeting:
        return replace(held, agenda=tuple(one for one in held.agenda if one != code))

    writing.change(meeting, PART, made, "meetings.done.removed", goal=code)


def _add(meeting: str) -> None:
    code = st.session_state.get("meeting-add")

    def made(held: Meeting) -> Meeting:
        return held if code in held.agenda else replace(held, agenda=(*held.agenda, code))

    if writing.change(meeting, PART, made, "meetings.done.added", "" if code else "meetings.trouble.goal", goal=code or ""):
        st.session_state["meeting-add"] = None


def _focus() -> None:
    """A goal's button moves with its goal, and the browser loses it: whoever works with the keyboard gets it back."""
    if FOCUS in st.session_state:
        code, name = st.session_state.pop(FOCUS)
        st.html(html.focus(f"meeting-{one}-{code}" for one in (name, "up", "down")), unsafe_allow_javascript=True)
