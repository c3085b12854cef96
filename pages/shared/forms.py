"""What the forms of the pages share: the name of whoever fills them in, days that are typed, and how the last attempt at each went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

import streamlit as st

from loaders import numbers
from monitoring.storage.errors import FOR_ALL, StoreError
from monitoring.trust.people import LONGEST_NAME, Person, Role
from monitoring.trust.permissions import Refused
from monitoring.words import OFFICIAL
from pages.shared import html, markdown, session

LONGEST_DAY = 20
PERSON = "person"
DAY_FORMAT = "DD.MM.YYYY"
"""Of the fields with a calendar, as their labels say."""
LATEST = 10
"""Years after the last one that a form is about; a later day is a slip of the finger."""
NO_CHANGE = "no-change"
"""What a form's `write` returns where everything was as wanted before: no outcome is shown."""


@dataclass(frozen=True)
class Attempt:
    """`form` says which form of its kind was sent. `done` or `trouble` is a message's key, `values` are the message's values. A preview writes
    nothing: its `done` is information."""

    form: object = None
    done: str = ""
    trouble: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    is_preview: bool = False


def last(kind: str) -> Attempt:
    """The last attempt at a form of this kind in the session."""
    return st.session_state.get(f"{kind}-attempt", Attempt())


def outcome(kind: str, form: object) -> None:
    """How the last attempt went, where it was at this form."""
    words, attempt = session.words(), last(kind)
    if attempt.form != form:
        return
    if attempt.trouble:
        st.error(markdown.escape(words(attempt.trouble, **attempt.values)))
    elif attempt.done:
        (st.info if attempt.is_preview else st.success)(markdown.escape(words(attempt.done, **attempt.values)))


def attempt(
    kind: str,
    form: object,
    trouble: str,
    done: str,
    write: Callable[[], str | None] | None = None,
    unusable: str = "store.unusable",
    **values: object,
) -> bool:
    """Writes what a form holds unless `trouble` was found in it, one attempt of a session at a time, and remembers how it went. `write` may
    return the key of a message that refuses, or NO_CHANGE; without it this is a preview. Whether it is done."""
    with st.session_state.setdefault("forms-lock", Lock()):
        if write and not trouble:
            try:
                trouble = write() or ""
            except Refused:
                trouble = "permission.refused"
            except StoreError as error:
                trouble = error.key if error.code in FOR_ALL else unusable
        if trouble == NO_CHANGE:
            trouble, done = "", ""
        st.session_state[f"{kind}-attempt"] = Attempt(form, done, trouble, values, write is None)
        return not trouble


def name_field(label: str, key: str, width: int | str = "stretch") -> None:
    """The name under which somebody writes: the field for it, at first with the one that this session wrote under before; of whoever is signed in,
    it is known."""
    acting = session.reader()
    if acting.session:
        st.html(html.paragraph(session.words()("account.acting", name=acting.name), "muted"), width=width)
        return
    st.text_input(label, st.session_state.get(PERSON, ""), max_chars=LONGEST_NAME, key=key, autocomplete="name", width=width)


def text_languages() -> list[str]:
    """The languages that a text is written in: the reader's, then the others of OFFICIAL."""
    return list(dict.fromkeys((session.language(), *OFFICIAL)))


def texts(label: str, key: str, written: Mapping[str, str], longest: int, is_line: bool = False) -> None:
    """A field for a text (of one line) in each language, side by side, with what is `written` already; one is enough."""
    words, known, written = session.words(), text_languages(), in_fields(written)
    for column, language in zip(st.columns(len(known), vertical_alignment="bottom"), known, strict=True):
        name = label if language == words.language else words("text.also", language=words.language_name(language))
        about = {"label": name, "value": written.get(language, ""), "max_chars": longest, "key": f"{key}-{language}"}
        column.text_input(**about) if is_line else column.text_area(**about, height=90)


def in_fields(written: Mapping[str, str]) -> dict[str, str]:
    """Texts by language as they are in the fields of `texts`: one whose language nobody knows, "", stands for the reader's."""
    return {language or session.language(): text for language, text in written.items()}


def typed_texts(key: str, longest: int | None = None) -> dict[str, str]:
    """What is in the fields of `texts`, by language, cut after the `longest`; fields that are empty are left out."""
    found = {language: str(st.session_state.get(f"{key}-{language}") or "").strip()[:longest] for language in text_languages()}
    return {language: text for language, text in found.items() if text}


def retyped(key: str, written: Mapping[str, str]) -> Mapping[str, str]:
    """The same of fields that had what is `written` already: just that, where nobody has changed it."""
    typed = typed_texts(key)
    return written if typed == in_fields(written) else typed


def _name(key: str) -> str:
    """The name in the field of this key, remembered for other forms."""
    written = str(st.session_state.get(key) or "").strip()[:LONGEST_NAME]
    st.session_state[PERSON] = written or st.session_state.get(PERSON, "")
    return written


def person(key: str) -> Person:
    """Whoever fills in a form: who is signed in, else under the name in the field of this key, which is empty where nothing was typed."""
    acting = session.person()
    return replace(acting, name=_name(key)) if acting.has(Role.LOCAL) else acting


def day(text: str, first_year: int, last_year: int) -> date | None:
    """The day that was typed; None where it is none, or not within these years and LATEST more."""
    found = numbers.day(text)
    return found if found is not None and first_year <= found.year <= last_year + LATEST else None
