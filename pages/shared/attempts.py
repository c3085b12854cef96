"""The last thing that was asked of a kind of form, and how it went: kept for the session, said where it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from monitoring.store import NotAStore, StoreBusy
from pages.shared import session


@dataclass
class Attempt:
    """`about` says which form it was; `done` or `trouble` is a message's key, with the message's values. Where nothing was written (`is_look`),
    `done` is only information."""

    about: object = None
    done: str = ""
    trouble: str = ""
    values: dict = field(default_factory=dict)
    is_look: bool = False


def last(kind: str) -> Attempt:
    return st.session_state.setdefault(f"{kind}-attempt", Attempt())


def said(kind: str, about: object) -> None:
    """How the last attempt went, where it was about this."""
    words, attempt = session.words(), last(kind)
    if attempt.about != about:
        return
    if attempt.trouble:
        st.error(words(attempt.trouble, **attempt.values))
    elif attempt.done:
        (st.info if attempt.is_look else st.success)(words(attempt.done, **attempt.values))


def tried(kind: str, about: object, trouble: str, done: str, write: Callable[[], str | None] | None = None, **values) -> bool:
    """Does what was asked where no `trouble` was found before, and remembers how it went. `write` may return a message that
    says what stands against it; where it is None, one only looks. Whether it is done."""
    attempt = last(kind)
    attempt.about, attempt.done, attempt.trouble, attempt.values, attempt.is_look = about, done, trouble, values, write is None
    if write and not trouble:
        try:
            attempt.trouble = write() or ""
        except StoreBusy:
            attempt.trouble = "store.busy"
        except NotAStore:
            attempt.trouble = "store.unusable"
    return not attempt.trouble
