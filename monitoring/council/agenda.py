"""Which goals a meeting talks about, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitoring.assessed_year import AssessedYear
from monitoring.comparison import Comparison

WAYS = ("all", "behind", "changed", "themes", "picked")
"""All goals; missed and behind, the worst first; what changed since the meeting before; those of some themes; picked by hand."""


def of(
    way: str, assessed: AssessedYear, changes: Comparison | None = None, themes: Iterable[str] = (), picked: Sequence[str] = ()
) -> tuple[str, ...]:
    """The goals' codes, in the programme's order where the way has no other. `changes` None: there was no meeting before."""
    goals = assessed.catalogue.goals
    if way == "behind":
        return tuple(view.goal.goal for view in assessed.to_talk_about())
    if way == "changed":
        touched = {change.goal for kind in (changes.goals, changes.figures, changes.states) for change in kind} if changes else set()
        return tuple(code for code in goals if code in touched)
    if way == "themes":
        wanted = set(themes)
        return tuple(code for code in goals if assessed.catalogue.theme_of(code).theme in wanted)
    return tuple(code for code in picked if code in goals) if way == "picked" else tuple(goals)


def with_theme(agenda: Sequence[str], goals: Sequence[str]) -> tuple[str, ...]:
    """The agenda with a theme's goals together: where its first one is, those that lack added; at the end where it has none."""
    at = next((place for place, code in enumerate(agenda) if code in goals), len(agenda))
    listed = [code for code in agenda if code in goals]
    rest = [code for code in agenda if code not in goals]
    return (*rest[:at], *listed, *(code for code in goals if code not in listed), *rest[at:])


def without(agenda: Sequence[str], goals: Sequence[str]) -> tuple[str, ...]:
    """The agenda without a theme's goals."""
    return tuple(code for code in agenda if code not in goals)


def moved(agenda: Sequence[str], code: str, by: int) -> tuple[str, ...]:
    """The agenda with one goal moved up (negative) or down by so many places, at most to the end."""
    order = [one for one in agenda if one != code]
    order.insert(max(0, list(agenda).index(code) + by), code)
    return tuple(order)
