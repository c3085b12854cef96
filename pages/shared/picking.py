"""The choice of one thing, from a long list or of a few that stand beside each other, which the address holds too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.shared import address, html, select, session


def one(name: str, key: str, options: Sequence[str], label: str, placeholder: str, shown: Callable[[str], str]) -> str:
    """The chosen one of `options`, "" for none. `name` is the address's parameter, `placeholder` is shown while nothing is chosen."""

    def draw(key: str) -> str | None:
        return select.one(label, options, index=None, key=key, placeholder=placeholder, format_func=shown)

    return address.one(name, key, options, draw) or ""


def of_few(name: str, key: str, options: Sequence[str], label: str, shown: Callable[[str], str]) -> str:
    """The chosen one of `options`, at first the first."""

    def draw(key: str) -> str:
        return st.segmented_control(label, options, key=key, required=True, format_func=shown)

    return address.one(name, key, options, draw, options[0])


def unit(key: str, codes: Sequence[str], placeholder: str) -> str:
    """A unit by its name, in the order of the alphabet; on paper the one that was chosen."""
    words, known = session.words(), session.programme().units

    def name(code: str) -> str:
        return words.name(known[code])

    label = words("unit.choose")
    chosen = one("unit", key, sorted(codes, key=lambda code: name(code).casefold()), label, placeholder, name)
    if chosen:
        st.html(html.facts([(label, name(chosen))], is_on_paper=True))
    return chosen


def own_unit(key: str, codes: Sequence[str]) -> str:
    """The unit that somebody acts for: of several the chosen one, "" for none; where it is one only, its name."""
    words, units = session.words(), session.programme().units
    if len(codes) != 1:
        return unit(key, codes, words("unit.choose-one"))
    st.html(html.facts([(words("unit.choose"), words.name(units[codes[0]]))]))
    return codes[0]
