"""How a delivered figure, state or evaluation is called, and how what it says reads."""

from __future__ import annotations

from monitoring.dimensions import DIMENSIONS, Dimensions
from pages.shared import session

LONGEST = 300


def named(code: str) -> str:
    """Code and name of an indicator, an action or a goal."""
    catalogue = session.programme()
    for known in (catalogue.indicators, catalogue.actions, catalogue.goals):
        if code in known:
            return f"{code} {session.words().name(known[code])}"
    return code


def unit(code: str) -> str:
    """The name of a unit; its code where the programme does not have it any more."""
    units = session.programme().units
    return session.words().name(units[code]) if code in units else code


def goal_of(code: str) -> str:
    """The goal that an indicator or an action belongs to; a goal's own code is itself."""
    catalogue = session.programme()
    if code in catalogue.indicators:
        return catalogue.indicators[code].goal
    return catalogue.actions[code].goal if code in catalogue.actions else code


def item(component: str, dimensions: Dimensions) -> str:
    """What of an indicator it is: the component where it is the total, its categories in a breakdown, the name of a statistic beside it."""
    named = session.words()(f"component.{component}")
    categories = [dimensions[name] for name in DIMENSIONS if name in dimensions]
    return " · ".join([named, *categories] if component == "context" else categories) or named


def said(component: str, content: float | str | None) -> str:
    """A figure as the language writes it, a state by its word, an evaluation's text; a dash for a figure that does not exist."""
    words = session.words()
    if content is None:
        return words("value.none")
    if component == "state":
        return words(f"state.{content}")
    return shortened(content) if isinstance(content, str) else words.number(content)


def shortened(text: str, longest: int = LONGEST) -> str:
    """At most so many characters; what is left out shows as dots."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def place(sheet: str, cell: str) -> str:
    """Sheet and cell, as a person would look for them; of several cells with room to break the line."""
    return " ".join(filter(None, (sheet, cell.replace(",", ", "))))
