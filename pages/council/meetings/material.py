"""A meeting's material: the data of one moment and what changed after it, the goals on the agenda, and the files that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from monitoring.council import agenda, council_targets
from monitoring.council.meetings import Meeting
from monitoring.model import GoalView
from monitoring.store import now
from pages.council.meetings import record
from pages.shared import cards, council_meetings, downloads, entries, html, markdown, select, session
from publishing.documents import content, minutes

MATERIAL, AGENDA = "material", "agenda"
"""Parts of the page that have a form each."""
UP, DOWN = -1, 1
FOCUS, ORDER = "meeting-agenda-focus", "meeting-agenda-order"
STYLE, SCRIPT = (Path(__file__).with_name(f"agenda.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
FOLLOWING = f"{SCRIPT}\nmeetingAgenda.follow({html.GIVEN}[0]);"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def frozen_data(meeting: Meeting) -> None:
    """The moment of the data, each figure that changed after it under its goal, and the button that takes today's data."""
    words, on_agenda, changed = session.words(), council_meetings.changes_by_goal(meeting), council_meetings.changed_goals(meeting)
    record.outcome(MATERIAL, meeting.meeting)
    st.html(html.paragraph(words("meetings.material.as-of", at=session.moment(meeting.as_of)), "sentence"))
    others = council_meetings.other_changes(meeting)
    if not changed:
        st.html(html.paragraph(words("meetings.material.figures-same" if others else "meetings.material.same")))
    if on_agenda:
        st.html(html.paragraph(words("meetings.material.changed", n=len(on_agenda))))
        cards.folded(list(on_agenda), lambda some: _changes({code: on_agenda[code] for code in some}, meeting.year))
    if outside := [code for code in changed if code not in meeting.agenda]:
        st.html(html.paragraph(words("meetings.material.others", n=len(outside), goals=", ".join(outside))))
    if others:
        st.html(html.items([words(f"meetings.material.besides.{kind}", goals=", ".join(goals)) for kind, goals in others.items()]))
    if record.is_changeable(meeting) and not council_meetings.is_up_to_date(meeting):
        st.html(html.paragraph(words("meetings.material.freeze.about"), "muted"))
        st.button(words("meetings.material.freeze"), key="meeting-freeze", on_click=_freeze, args=(meeting.meeting,))


def _changes(by_goal: Mapping[str, Iterable[str]], year: int) -> None:
    for code, sentences in by_goal.items():
        with st.container(key=f"meeting-changed-{code}", gap="xxsmall"):
            cards.goal_link(code, year)
            st.html(html.items(sentences))


def _freeze(meeting: str) -> None:
    """Takes today's data, where that is other data."""

    def changed(newest: Meeting) -> Meeting:
        return newest if council_meetings.is_up_to_date(newest) else replace(newest, as_of=now())

    record.change(meeting, MATERIAL, changed, "meetings.done.frozen")


def goals(meeting: Meeting) -> None:
    """The goals on the agenda in their order; while the meeting is prepared, with what changes it."""
    words, frozen = session.words(), council_meetings.frozen(meeting)
    changed = council_meetings.changed_goals(meeting)
    record.outcome(AGENDA, meeting.meeting)
    if not meeting.agenda:
        st.html(html.paragraph(words("meetings.agenda.empty"), "muted"))
    is_changeable = record.is_changeable(meeting)
    if is_changeable:
        with st.container(key="meeting-moving"):
            st.html(html.paragraph(words("meetings.agenda.moving"), "muted"))
    with st.container(key="meeting-agenda"):
        for place, code in enumerate(meeting.agenda, 1):
            with st.container(horizontal=True, vertical_alignment="center", key=f"goal-row-agenda-{place}"):
                _goal(place, frozen.goals[code], meeting.year, code in changed, is_changeable)
                if is_changeable:
                    _buttons(meeting, code, place)
    if is_changeable:
        _adding(meeting)
        _themes(meeting)
        _order(meeting)
        _focus()


def _goal(place: int, view: GoalView, year: int, is_changed: bool, is_movable: bool) -> None:
    words, code = session.words(), view.goal.goal
    handle = html.handle(place, code, view.goal.theme, words("meetings.agenda.handle", goal=code))
    st.html(handle if is_movable else html.paragraph(f"{place}.", "muted"), width="content")
    with st.container(gap="xxsmall"):
        cards.goal_link(view.goal.goal, year)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(html.badge(view.assessment.status, words), width="content")
            if is_changed:
                st.html(html.paragraph(words("meetings.agenda.changed"), "code"), width="content")


def _buttons(meeting: Meeting, code: str, place: int) -> None:
    """Up, down, away. Each button names the goal, for those who hear its words."""
    words, last = session.words(), len(meeting.agenda)
    with st.container(horizontal=True, width="content", gap="xsmall", key=f"meeting-move-{code}"):
        for name, sign, by, is_end in (("up", "↑", UP, place == 1), ("down", "↓", DOWN, place == last)):
            label = markdown.escape(words(f"meetings.agenda.{name}", goal=code, sign=sign))
            st.button(label, key=f"meeting-{name}-{code}", disabled=is_end, on_click=_move, args=(meeting.meeting, code, by))
        label = markdown.escape(words("meetings.agenda.remove", goal=code, sign="✕"))
        st.button(label, key=f"meeting-remove-{code}", on_click=_remove, args=(meeting.meeting, code))


def _adding(meeting: Meeting) -> None:
    words = session.words()
    others = [code for code in session.programme().goals if code not in meeting.agenda]
    if not others:
        return
    label, none = words("meetings.agenda.add"), words("meetings.agenda.choose")
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting-adding"):
        select.one(label, others, index=None, key="meeting-add", format_func=entries.named, placeholder=none)
        st.button(words("meetings.agenda.add.button"), key="meeting-add-button", on_click=_add, args=(meeting.meeting,))


def _themes(meeting: Meeting) -> None:
    """A whole theme at once: its goals together on the agenda, or off it."""
    words, themes = session.words(), session.programme().themes
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting-themes"):
        label, none = words("meetings.agenda.theme"), words("meetings.agenda.theme.choose")
        shown = {code: f"{code} {words.name(theme)}" for code, theme in themes.items()}
        select.one(label, list(themes), index=None, key="meeting-theme", format_func=shown.get, placeholder=none)
        for name, change in (("on", agenda.with_theme), ("off", agenda.without)):
            st.button(words(f"meetings.agenda.theme.{name}"), key=f"meeting-theme-{name}", on_click=_theme, args=(meeting.meeting, name, change))


def _theme(meeting: str, name: str, change: Callable[[Sequence[str], Sequence[str]], tuple[str, ...]]) -> None:
    theme = st.session_state.get("meeting-theme")
    goals = [goal.goal for goal in session.programme().goals_of(theme)] if theme else []
    trouble = "" if theme else "meetings.trouble.theme"
    done = f"meetings.done.theme.{name}"
    record.change(meeting, AGENDA, lambda newest: replace(newest, agenda=change(newest.agenda, goals)), done, trouble, theme=theme or "")


def _order(meeting: Meeting) -> None:
    """The hidden field that tells the order in which the browser put the goals."""
    words, key = session.words(), f"{ORDER}-{len(session.meetings())}-{st.session_state.get(ORDER, 0)}"
    with st.container(key="meeting-order"):
        st.text_input(words("meetings.agenda.order"), " ".join(meeting.agenda), key=key, on_change=_reorder, args=(meeting.meeting, key))
    st.html(f"<style>{STYLE}</style>" + html.script_again(FOLLOWING, list(meeting.agenda)), unsafe_allow_javascript=True)


def _reorder(meeting: str, key: str) -> None:
    """Takes the order over where it has the same goals as the newest wording. The field is another one afterwards: where the order was refused, the
    browser can tell the same one again."""
    order = tuple(st.session_state[key].split())
    st.session_state[ORDER] = st.session_state.get(ORDER, 0) + 1

    def changed(newest: Meeting) -> Meeting:
        return replace(newest, agenda=order) if sorted(order) == sorted(newest.agenda) else newest

    record.change(meeting, AGENDA, changed, "meetings.done.ordered")


def _move(meeting: str, code: str, by: int) -> None:
    def changed(newest: Meeting) -> Meeting:
        return replace(newest, agenda=agenda.moved(newest.agenda, code, by)) if code in newest.agenda else newest

    if record.change(meeting, AGENDA, changed, "meetings.done.moved", goal=code):
        st.session_state[FOCUS] = (code, "up" if by == UP else "down")


def _remove(meeting: str, code: str) -> None:
    def changed(newest: Meeting) -> Meeting:
        return replace(newest, agenda=tuple(one for one in newest.agenda if one != code))

    record.change(meeting, AGENDA, changed, "meetings.done.removed", goal=code)


def _add(meeting: str) -> None:
    code = st.session_state.get("meeting-add")

    def changed(newest: Meeting) -> Meeting:
        return newest if code in newest.agenda else replace(newest, agenda=(*newest.agenda, code))

    if record.change(meeting, AGENDA, changed, "meetings.done.added", "" if code else "meetings.trouble.goal", goal=code or ""):
        st.session_state["meeting-add"] = None


def _focus() -> None:
    """Gives the keyboard back to the button that moved a goal: it moves with its goal, and the browser loses it."""
    if FOCUS in st.session_state:
        code, name = st.session_state.pop(FOCUS)
        st.html(html.focus(f"meeting-{one}-{code}" for one in (name, "up", "down")), unsafe_allow_javascript=True)


def files(meeting: Meeting) -> None:
    """A button for each file: slides, the agenda's attachment, figures with charts, the minutes. They are made on demand."""
    words, programme = session.words(), session.programme()
    frozen, decisions, changes = council_meetings.frozen(meeting), session.decisions(), council_meetings.changes_by_goal(meeting)
    targets = council_targets.set_in(session.store(), programme, meeting.meeting)
    occasion = words.around("material.occasion", "title", words.written(meeting.title, meeting.language), on=meeting.on)
    edition = downloads.edition(meeting.as_of, occasion)
    which = f"{programme.programme.programme}-{meeting.on.isoformat()}"

    def material() -> content.Material:
        views = [view for code in meeting.agenda for view in frozen.goals[code].indicators]
        return content.material(frozen, views, programme.years, words, edition(), decisions)

    def protocol() -> bytes:
        return minutes.docx(minutes.protocol(meeting, frozen, decisions, changes, words, edition(), targets), words)

    with st.container(horizontal=True, key="meeting-files"):
        downloads.documents(material, f"{words('material.file')}-{which}")
        downloads.button(words("material.minutes"), protocol, f"{words('minutes.file')}-{which}.docx", DOCX, "material-minutes")
