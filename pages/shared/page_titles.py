"""What a page is called in the browser's tab and where a link to it is shown: for the running page, and for the HTML that goes out before it."""

from __future__ import annotations

from monitoring.catalogue import Catalogue
from monitoring.programme import Goal
from monitoring.words import Words


def in_full(about: str, catalogue: Catalogue, words: Words) -> str:
    """The title of a page that is about `about`."""
    return f"{about} · {words.name(catalogue.programme)}"


def goal(goal: Goal, words: Words) -> str:
    """What the page of a goal is about."""
    return f"{goal.goal} {words.name(goal)}"
