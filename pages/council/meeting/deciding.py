"""A meeting decides about a goal: what was agreed, who does it and by when; what became of what was agreed before."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import streamlit as st

from loaders import numbers
from monitoring.council import decisions
from monitoring.council.decisions import STATES, Decision, Wording
from monitoring.council.meetings import Meeting
from pages.shared import attempts, decision_history, html, session

KIND = "decision"
LONGEST_TEXT, LONGEST_NAME, LONGEST_DAY = 2000, 100, 20


def open_of(goal: str) -> None:
    """The open decisions about a goal, as a meeting sees them."""
    waiting = [decision for decision in decisions.about(session.decisions(), goal) if decision.is_open]
    if waiting:
        st.html(html.subheading(session.words()("decision.open.title", n=len(waiting))))
    for decision in waiting:
        decision_history.short(decision)


def show(meeting: Meeting, goal: str) -> None:
    """The form for a new decision about the goal, and one for each that is open or was written in this meeting."""
    words = session.words()
    if meeting.is_closed:
        st.html(html.paragraph(words("decide.closed"), "muted"))
        return
    about = decisions.about(session.decisions(), goal)
    mine = decisions.written_in(about, meeting.meeting)
    with st.container(key="deciding"):
        st.header(words("decide.title"))
        attempts.said(KIND, goal)
        _new(meeting, goal)
        for decision in about:
            if decision.is_open or decision in mine:
                _change(meeting, decision)


def _new(meeting: Meeting, goal: str) -> None:
    words, key = session.words(), f"decide-{goal}-{st.session_state.get(f'decided-{goal}', 0)}"
    with st.form(key, enter_to_submit=False):
        st.text_area(words("decide.text"), max_chars=LONGEST_TEXT, key=f"{key}-text", height=90)
        first, second, third = st.columns(3)
        with first:
            _who(f"{key}-who", next((unit.unit for unit in session.programme().units_of(goal, "lead")), ""))
        with second:
            _due(f"{key}-due", None)
        with third:
            _by(f"{key}-by")
        with st.container(horizontal=True):
            for kind in decisions.KINDS:
                look = "primary" if kind == "agreed" else "secondary"
                st.form_submit_button(
                    words(f"decide.button.{kind}"), key=f"{key}-{kind}", type=look, on_click=_decide, args=(meeting, goal, kind, key)
                )


def _change(meeting: Meeting, decision: Decision) -> None:
    words, held, key = session.words(), decision.now, f"decision-{decision.decision}-{len(decision.wordings)}"
    label = words("decide.change", text=held.text if len(held.text) < 60 else f"{held.text[:57]}…")
    last = attempts.last(KIND)
    with st.expander(label, key=f"{key}-box", expanded=last.about == decision.decision and bool(last.trouble)):
        attempts.said(KIND, decision.decision)
        with st.form(key, enter_to_submit=False, border=False):
            if decision.kind == "agreed":
                at = STATES.index(held.state)
                st.radio(
                    words("decide.state"), STATES, at, key=f"{key}-state", format_func=lambda one: words(f"decision.state.{one}"), horizontal=True
                )
            st.text_area(words("decide.text"), held.text, max_chars=LONGEST_TEXT, key=f"{key}-text", height=90)
            first, second = st.columns(2)
            with first:
                _who(f"{key}-who", held.responsible)
                st.text_input(words("decide.comment"), max_chars=LONGEST_TEXT, key=f"{key}-comment")
            with second:
                _due(f"{key}-due", held.due)
                _by(f"{key}-by")
            st.form_submit_button(words("decide.button.change"), key=f"{key}-save", on_click=_rewrite, args=(meeting, decision, key))


def _who(key: str, held: str) -> None:
    """A unit, or anybody by name."""
    words, units = session.words(), list(session.programme().units)
    options = units if held in units or not held else [held, *units]
    st.selectbox(
        words("decide.who"),
        options,
        options.index(held) if held else None,
        key=key,
        format_func=decision_history.telling().responsible,
        accept_new_options=True,
        placeholder=words("decide.who.none"),
    )


def _due(key: str, held: date | None) -> None:
    words = session.words()
    written = "" if held is None else words.typed_date(held)
    st.text_input(words("decide.due"), written, max_chars=LONGEST_DAY, key=key)


def _by(key: str) -> None:
    st.text_input(session.words()("decide.by"), st.session_state.get("person", ""), max_chars=LONGEST_NAME, key=key, autocomplete="name")


def _decide(meeting: Meeting, goal: str, kind: str, key: str) -> None:
    words, text = session.words(), st.session_state[f"{key}-text"].strip()
    text = text or (words("decide.noted.text") if kind == "noted" else "")
    store, programme = session.store(), session.programme()
    made = st.session_state.setdefault(f"{key}-id", str(uuid.uuid4()))

    def keep(wording: Wording) -> None:
        decisions.decide(store, programme, goal, kind, wording, made)
        st.session_state[f"decided-{goal}"] = st.session_state.get(f"decided-{goal}", 0) + 1

    _written(goal, meeting, key, text, kind, f"decide.done.{kind}", keep)


def _rewrite(meeting: Meeting, decision: Decision, key: str) -> None:
    store, programme = session.store(), session.programme()

    def keep(wording: Wording) -> str:
        try:
            decisions.rewrite(store, programme, decision.decision, wording)
        except decisions.UnknownDecision:
            return "store.unusable"
        return ""

    _written(decision.decision, meeting, key, st.session_state[f"{key}-text"].strip(), decision.kind, "decide.done.change", keep)


def _written(about: str, meeting: Meeting, key: str, text: str, kind: str, done: str, keep: Callable[[Wording], str | None]) -> None:
    """Keeps what the fields say where nothing is wrong with it."""
    said = {name: str(st.session_state.get(f"{key}-{name}") or "").strip() for name in ("who", "due", "by", "comment", "state")}
    due = numbers.day(said["due"])
    st.session_state["person"] = said["by"] or st.session_state.get("person", "")
    who = "" if kind == "noted" else said["who"][:LONGEST_NAME]
    wording = Wording(text, who, None if kind == "noted" else due, said["state"] or "open", said["comment"], meeting.meeting, said["by"])
    attempts.tried(KIND, about, _trouble(text, said, due), done, lambda: keep(wording))


def _trouble(text: str, said: dict[str, str], due: date | None) -> str:
    if not text:
        return "decide.trouble.text"
    if said["due"] and due is None:
        return "decide.trouble.due"
    return "" if said["by"] else "decide.trouble.by"
