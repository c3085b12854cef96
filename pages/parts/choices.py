"""The filters of the page Explore. Each follows the address and is followed by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from monitoring.model import STATUSES
from monitoring.programme import KINDS
from pages.parts import address, session

MODES = ("charts", "table", "compare")


def _several(name: str, options: Sequence[str], label: Callable[[str], str]) -> list[str]:
    words = session.words()
    return address.several(
        name,
        f"explore-{name}",
        options,
        lambda key: st.multiselect(words(f"explore.{name}"), options, key=key, format_func=label, placeholder=words("explore.all"), wrap=True),
    )


def themes() -> list[str]:
    named = session.programme().themes
    return _several("theme", list(named), lambda code: session.words().name(named[code]))


def goals(of_themes: Sequence[str]) -> list[str]:
    """Goals of the chosen themes; of all where none is chosen."""
    named = session.programme().goals
    options = [code for code, goal in named.items() if not of_themes or goal.theme in of_themes]
    return _several("goal", options, lambda code: f"{code} {session.words().name(named[code])}")


def units() -> list[str]:
    named = session.programme().units
    return _several("unit", list(named), lambda code: session.words().name(named[code]))


def statuses() -> list[str]:
    return _several("status", STATUSES, lambda code: session.words()(f"status.{code}"))


def kinds() -> list[str]:
    return _several("kind", KINDS, lambda code: session.words()(f"kind.{code}"))


def years() -> range:
    """The years shown, from the first to the last chosen."""
    options = [str(year) for year in session.programme().years]
    label = session.words()("explore.years")
    first, last = address.span("years", "explore-years", options, lambda key, ends: st.select_slider(label, options, ends, key=key))
    return range(int(first), int(last) + 1)


def mode() -> str:
    """Small charts, a table, or the chosen indicators in one chart."""
    words = session.words()

    def draw(key: str) -> str:
        return st.segmented_control(words("explore.mode"), MODES, key=key, required=True, format_func=lambda code: words(f"explore.mode.{code}"))

    return address.one("view", "explore-view", MODES, draw, MODES[0])
