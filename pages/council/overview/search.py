"""The search of the overview: whatever the programme and the council have a name for, by any part of that name, also typed without the marks over its
letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from pages.shared import entries, frame, html, select, session

LONGEST = 120
"""Characters of a decision's text in the list."""
SPELLING = f"{Path(__file__).with_name('search.js').read_text(encoding='utf-8')}\noverviewSearch.follow({html.GIVEN});"


class Found(NamedTuple):
    """A name in the list, with the page that it leads to and the parameters of that page's address."""

    label: str
    page: str
    parameters: dict[str, str]


def field() -> None:
    """The field; Enter opens what is highlighted, at first the first one that holds what is typed."""
    words, found = session.words(), list(_everything())
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


def _everything() -> Iterator[Found]:
    """Units are before the indicators and actions whose names mention them: the list shows what holds the typed text in this order."""
    words, catalogue = session.words(), session.programme()
    yield from _of_goals("goal", catalogue.goals)
    for code, unit in catalogue.units.items():
        yield Found(words("overview.search.unit", name=words.name(unit)), "explore", {"unit": code})
    yield from _of_goals("indicator", catalogue.indicators)
    yield from _of_goals("action", catalogue.actions)
    for decision in session.decisions():
        text = " ".join(decision.now.text.split())
        text = words.written(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", decision.now.language)
        label = words("overview.search.decision", goal=decision.goal, text=text)
        yield Found(label, "goal", {"goal": decision.goal})


def _of_goals(name: str, codes: Iterable[str]) -> Iterator[Found]:
    words = session.words()
    for code in codes:
        yield Found(words(f"overview.search.{name}", name=entries.named(code)), "goal", {"goal": entries.goal_of(code)})
