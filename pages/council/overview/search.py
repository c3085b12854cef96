"""The search of the overview: whatever the programme and the council have a name for, by any part of that name, also typed without the marks over its
letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import streamlit as st

from pages.shared import entries, frame, session, suggestions

LONGEST = 120
"""Characters of a decision's text in the list."""
KEY = "overview-search"


class Found(NamedTuple):
    """A name, its label in the list, and the page that it leads to with the parameters of that page's address."""

    name: str
    label: str
    page: str
    parameters: dict[str, str]


def field() -> None:
    """The field with its list; Enter opens what is highlighted, at first the best match."""
    words, everything = session.words(), list(_everything())
    with st.container(gap=None):
        typed = st.text_input(words("overview.search"), key=KEY, placeholder=words("overview.search"), autocomplete="off")
        suggestions.offer([KEY], [(one.name, one.label) for one in everything])
    chosen = next((one for one in everything if one.label == typed), None)
    if chosen is not None:
        st.switch_page(frame.link(chosen.page), query_params=frame.here(**chosen.parameters))


def _everything() -> Iterator[Found]:
    words, catalogue = session.words(), session.programme()
    for kind, known in (("goal", catalogue.goals), ("indicator", catalogue.indicators), ("action", catalogue.actions)):
        for code, one in known.items():
            label = words(f"overview.search.{kind}", name=entries.named(code))
            yield Found(words.name(one), label, "goal", {"goal": entries.goal_of(code)})
    for code, unit in catalogue.units.items():
        name = words.name(unit)
        yield Found(name, words("overview.search.unit", name=name), "explore", {"unit": code})
    for decision in session.decisions():
        text = " ".join(decision.now.text.split())
        text = words.written(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", decision.now.language)
        label = words.around("overview.search.decision", "text", text, goal=decision.goal)
        yield Found(text, label, "goal", {"goal": decision.goal})
