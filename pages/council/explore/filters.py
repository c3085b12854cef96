"""The filters of the page Explore. The address holds what is chosen in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from monitoring.kinds import KINDS
from monitoring.model import STATUSES
from monitoring.selection import Selection
from pages.shared import address, entries, picking, select, session

MODES = ("charts", "table", "compare")


def _label(name: str, code: str) -> str:
    """The name of one of a filter's options."""
    words, programme = session.words(), session.programme()
    if name in ("status", "kind"):
        return words(f"{name}.{code}")
    if name in ("goal", "indicator"):
        return entries.named(code)
    return words.name({"theme": programme.themes, "unit": programme.units}[name][code])


def _several(name: str, options: Sequence[str]) -> list[str]:
    words = session.words()

    def draw(key: str) -> list[str]:
        label, none = words(f"explore.{name}"), words("explore.all")
        return select.several(label, options, key=key, format_func=partial(_label, name), placeholder=none, wrap=True)

    return address.several(name, f"explore-{name}", options, draw)


def themes() -> list[str]:
    return _several("theme", list(session.programme().themes))


def goals(of_themes: Sequence[str]) -> list[str]:
    """Goals of the chosen themes; of all where none is chosen."""
    return _several("goal", [code for code, goal in session.programme().goals.items() if not of_themes or goal.theme in of_themes])


def indicators(of_themes: Sequence[str], of_goals: Sequence[str]) -> list[str]:
    """Single indicators of the chosen goals and themes."""
    known = Selection(themes=of_themes, goals=of_goals).apply(session.at_year())
    return _several("indicator", [view.indicator.indicator for view in known])


def units() -> list[str]:
    return _several("unit", list(session.programme().units))


def statuses() -> list[str]:
    return _several("status", STATUSES)


def kinds() -> list[str]:
    return _several("kind", tuple(KINDS))


def in_words(selection: Selection, dimension: str, span: range) -> str:
    """The selection, the breakdown and the years in a line for a document; empty where everything is selected and nothing broken down."""
    words = session.words()
    by_name = {"theme": selection.themes, "goal": selection.goals, "indicator": selection.indicators, "unit": selection.units}
    by_name |= {"status": selection.statuses, "kind": selection.kinds}
    parts = [(words(f"explore.{name}"), ", ".join(_label(name, code) for code in codes)) for name, codes in by_name.items() if codes]
    parts += [(words("explore.by"), _dimensions()[dimension])] if dimension else []
    parts += [(words("explore.years"), words.year_range(span[0], span[-1]))] if span != session.programme().years else []
    return " · ".join(words("explore.selected", what=what, chosen=options) for what, options in parts)


def years() -> range:
    """The years shown, from the first to the last chosen."""
    options = [str(year) for year in session.programme().years]
    label = session.words()("explore.years")
    first, last = address.span("years", "explore-years", options, lambda key, ends: st.select_slider(label, options, ends, key=key))
    return range(int(first), int(last) + 1)


def _dimensions() -> dict[str, str]:
    """The names of everything that the programme's indicators are broken down by."""
    return {one.dimension: session.words().breakdown(one) for of in session.programme().breakdowns.values() for one in of}


def breakdown() -> str:
    """What the indicators are shown by besides their total, such as sex; empty for the total alone, and where the programme has no breakdowns."""
    words, names = session.words(), _dimensions()
    if not names:
        return ""
    return picking.one("by", "explore-by", list(names), words("explore.by"), words("explore.by.none"), names.__getitem__)


def mode() -> str:
    """Small charts, a table, or the chosen indicators in one chart."""
    words = session.words()
    return picking.of_few("view", "explore-view", MODES, words("explore.mode"), lambda code: words(f"explore.mode.{code}"))
