"""What a meeting decides about a goal: forms for what is agreed, who does it and by when, and for what became of earlier decisions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from loaders import numbers
from monitoring.council import decisions
from monitoring.council.decisions import STATES, Decision, Wording
from monitoring.council.meetings import Meeting
from monitoring.trust.people import LONGEST_NAME, Person
from monitoring.trust.permissions import Permission
from monitoring.words import Words, languages
from monitoring.words import words as words_of
from pages.shared import forms, html, markdown, session, suggestions

KIND = "decision"
LONGEST_TEXT, LONGEST_LABEL = 2000, 60


def show(meeting: Meeting, goal: str) -> None:
    """The form for a new decision about the goal, and one for each that is open or was written in this meeting."""
    words = session.words()
    if meeting.is_closed:
        st.html(html.paragraph(words("decide.closed"), "muted"))
        return
    if not session.may(Permission.DECIDE, is_let=meeting.lets_members_write):
        return
    about = decisions.about(session.decisions(), goal)
    of_meeting = decisions.written_in(about, meeting.meeting)
    with st.container(key="deciding"):
        st.header(words("decide.title"))
        forms.outcome(KIND, goal)
        keys = [_new(meeting, goal), *(_change(meeting, decision) for decision in about if decision.is_open or decision in of_meeting)]
        suggestions.offer([f"{key}-who" for key in keys], [(name, name) for name in _names(words).values()])


def _new(meeting: Meeting, goal: str) -> str:
    """Returns the key of the form, as the next one does."""
    words, key = session.words(), f"decide-{goal}-{st.session_state.get(f'decided-{goal}', 0)}"
    with st.form(key, enter_to_submit=False):
        forms.texts(session.words()("decide.text"), f"{key}-text", {}, LONGEST_TEXT)
        first, second, third = st.columns(3)
        with first:
            _responsible(f"{key}-who", next((unit.unit for unit in session.programme().units_of(goal, "lead")), ""))
        with second:
            _due(f"{key}-due", None)
        with third:
            forms.name_field(words("decide.by"), f"{key}-by")
        with st.container(horizontal=True):
            for kind in decisions.KINDS:
                look, args = "primary" if kind == "agreed" else "secondary", (meeting, goal, kind, key)
                st.form_submit_button(words(f"decide.button.{kind}"), key=f"{key}-{kind}", type=look, on_click=_decide, args=args)
    return key


def _change(meeting: Meeting, decision: Decision) -> str:
    words, newest, key = session.words(), decision.now, f"decision-{decision.decision}-{len(decision.wordings)}"
    text = newest.text if len(newest.text) < LONGEST_LABEL else f"{newest.text[: LONGEST_LABEL - 3]}…"
    shown, is_open = words.written(text, newest.language), forms.last(KIND).form == decision.decision
    if shown is not text:
        st.html(html.languages({f"{key}-box": newest.language}), unsafe_allow_javascript=True)
    with st.expander(markdown.marked(words.around("decide.change", "text", shown)), key=f"{key}-box", expanded=is_open):
        forms.outcome(KIND, decision.decision)
        with st.form(key, enter_to_submit=False, border=False):
            if decision.kind == "agreed":
                st.radio(
                    words("decide.state"),
                    STATES,
                    STATES.index(newest.state),
                    key=f"{key}-state",
                    format_func=lambda one: words(f"decision.state.{one}"),
                    horizontal=True,
                )
            forms.texts(words("decide.text"), f"{key}-text", dict(newest.texts) or {words.language: newest.text}, LONGEST_TEXT)
            forms.texts(words("decide.comment"), f"{key}-comment", {}, LONGEST_TEXT, is_line=True)
            first, second = st.columns(2)
            with first:
                _responsible(f"{key}-who", newest.responsible)
            with second:
                _due(f"{key}-due", newest.due)
                forms.name_field(words("decide.by"), f"{key}-by")
            st.form_submit_button(words("decide.button.change"), key=f"{key}-save", on_click=_reword, args=(meeting, decision, key))
    return key


def _responsible(key: str, first: str) -> None:
    """A unit, or whoever was responsible before; `first` at first. A new name has a field of its own: what is half typed into this one is none."""
    words = session.words()
    st.text_input(words("decide.who"), _names(words).get(first, ""), key=key, placeholder=words("decide.who.placeholder"), autocomplete="off")
    st.text_input(words("decide.who.new"), max_chars=LONGEST_NAME, key=f"{key}-new")


def _names(words: Words) -> dict[str, str]:
    """What each unit, and whoever was responsible before, is called in a language."""
    units = session.programme().units
    named = {wording.responsible for decision in session.decisions() for wording in decision.wordings}
    return {code: words.name(unit) for code, unit in units.items()} | {who: who for who in sorted(named - {"", *units}, key=str.casefold)}


def _called(name: str) -> str:
    """Who is called so in any language: what is typed stays in its field when another language is chosen for the page."""
    every = ((called, who) for language in languages() for who, called in _names(words_of(language)).items())
    return next((who for called, who in every if called.casefold() == name.casefold()), "")


def _due(key: str, day: date | None) -> None:
    words = session.words()
    st.text_input(words("decide.due"), "" if day is None else words.typed_date(day), max_chars=forms.LONGEST_DAY, key=key)


def _decide(meeting: Meeting, goal: str, kind: str, key: str) -> None:
    texts = forms.typed_texts(f"{key}-text")
    if kind == "noted" and not texts:
        texts = {language: words_of(language)("decide.noted.text") for language in forms.text_languages()}
    store, programme = session.store(), session.programme()
    new = st.session_state.setdefault(f"{key}-id", str(uuid.uuid4()))

    def write(wording: Wording, person: Person) -> None:
        decisions.decide(store, programme, goal, kind, wording, person, new)
        st.session_state[f"decided-{goal}"] = st.session_state.get(f"decided-{goal}", 0) + 1

    _attempt(goal, meeting, key, texts, kind, f"decide.done.{kind}", write)


def _reword(meeting: Meeting, decision: Decision, key: str) -> None:
    store, programme = session.store(), session.programme()

    def write(wording: Wording, person: Person) -> str:
        try:
            decisions.rewrite(store, programme, decision.decision, wording, person)
        except decisions.UnknownDecision:
            return "store.unusable"
        return ""

    texts, newest = forms.typed_texts(f"{key}-text"), decision.now
    if not newest.texts and texts == {session.language(): newest.text}:
        # Nobody knows what language it is in, and nobody has said.
        texts = {"": newest.text}
    _attempt(decision.decision, meeting, key, texts, decision.kind, "decide.done.change", write)


def _attempt(
    form: str, meeting: Meeting, key: str, texts: Mapping[str, str], kind: str, done: str, write: Callable[[Wording, Person], str | None]
) -> None:
    """Writes what the fields hold unless something is wrong with it. `texts` are by language, "" for one that nobody knows."""
    text, comments = next(iter(texts.values()), ""), forms.typed_texts(f"{key}-comment")
    fields = {name: str(st.session_state.get(f"{key}-{name}") or "").strip() for name in ("who", "who-new", "due", "state")}
    due, person = numbers.day(fields["due"]), forms.person(f"{key}-by")
    responsible = "" if kind == "noted" else (fields["who-new"] or _called(fields["who"]))
    due_day, by_language = None if kind == "noted" else due, tuple((language, each) for language, each in texts.items() if language)
    comment, state = next(iter(comments.values()), ""), fields["state"] or "open"
    wording = Wording(text, responsible, due_day, state, comment, meeting.meeting, texts=by_language, comments=tuple(comments.items()))
    trouble = "" if person.name else "decide.trouble.by"
    if not text:
        trouble = "decide.trouble.text"
    elif fields["who"] and not responsible and kind != "noted":
        trouble = "decide.trouble.who"
    elif fields["due"] and due is None:
        trouble = "decide.trouble.due"
    forms.attempt(KIND, form, trouble, done, lambda: write(wording, person))
