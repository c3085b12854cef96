"""The search of the overview: whatever the programme and the council have a name for, by any part of that name, also typed without the marks over its
letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from pages.shared import entries, frame, html, select, session

LONGEST = 120
"""Characters of a decision's text in the list."""
SPELLING = f"{Path(__file__).with_name('search.js').read_text(encoding='utf-8')}\noverviewSearch.follow({html.GIVEN});"


class Found(NamedTuple):
    """A name, its label in the list, and the page that it leads to with the parameters of that page's address."""

    name: str
    label: str
    page: str
    parameters: dict[str, str]


def field() -> None:
    """The field; Enter opens what is highlighted, at first the first one that holds what is typed."""
    words, everything = session.words(), list(_everything())
    found = [everything[place] for place in _in_order(tuple((one.name, one.label) for one in everything))]
    with st.container(gap=None):
        chosen = select.one(
            words("overview.search"),
            range(len(found)),
            index=None,
            key="overview-search",
            format_func=lambda place: found[place].label,
            placeholder=words("overview.search"),
        )
        st.html(html.script(SPELLING, [one.label for one in found]), unsafe_allow_javascript=True)
    if chosen is not None:
        st.switch_page(frame.link(found[chosen].page), query_params=frame.here(**found[chosen].parameters))


@lru_cache(maxsize=16)
def _in_order(named: tuple[tuple[str, str], ...]) -> tuple[int, ...]:
    """The places of names with their labels in the order of the list. It shows what holds the typed text in this order: so a name that others hold
    stands before them, and whoever types it whole finds it first."""
    places: list[int] = []
    labels: list[str] = []
    for place, (name, label) in enumerate(named):
        first = next((number for number, other in enumerate(labels) if name.casefold() in other), len(labels))
        places.insert(first, place)
        labels.insert(first, label.casefold())
    return tuple(places)


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
        label = words("overview.search.decision", goal=decision.goal, text=text)
        yield Found(text, label, "goal", {"goal": decision.goal})
