"""What may be behind figures that are withheld: an assessment that is the same in every such world tells nothing of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitoring.model import Assessment, Figure
from monitoring.targets import is_better

SAME, UNDECIDED = "withheld.same", "withheld.open"
"""The reasons where something is not published: the status is the same whatever it is, or it hangs on that and is no data."""


def behind(figures: Mapping[int, Figure]) -> Sequence[Mapping[int, Figure]]:
    """The ways that an indicator's figures, by year, can be behind what is published: as they are, where none is withheld.

    A status depends on a value in one direction only, whatever the rule; against the first figure, from which it may be measured, in the other.
    So it is enough to try the ends of what is known of them, the first one's apart from the others'.
    """
    if not any(figure.is_withheld for figure in figures.values()):
        return (figures,)
    first = min(year for year, figure in figures.items() if figure.value is not None or figure.is_withheld)
    return tuple(
        {year: _with_value(figure, of_first if year == first else of_others) for year, figure in figures.items()}
        for of_first in (0, 1)
        for of_others in (0, 1)
    )


def _with_value(figure: Figure, end: int) -> Figure:
    return replace(figure, value=figure.within[end], withheld={}, within=None) if figure.is_withheld else figure


def common(found: Sequence[Assessment]) -> Assessment:
    """What all worlds' assessments say; the reason says so where something is not published, with the facts that are the same in all."""
    one, *others = found
    if all(other == one for other in others):
        return one
    known = {name: value for name, value in one.values.items() if all(other.values.get(name, value) == value for other in others)}
    if all(other.status == one.status for other in others):
        return Assessment(one.status, SAME, known)
    return Assessment("no_data", UNDECIDED, known)


def is_known_better(after: Figure | None, before: Figure | None, direction: str) -> bool | None:
    """Whether a figure is better than another one; None where that hangs on what is withheld."""
    found = {is_better(new, old, direction) for new in ends(after) for old in ends(before)}
    return found.pop() if len(found) == 1 else None


def ends(figure: Figure | None) -> tuple[float, ...]:
    """The value, or the ends of what is known of one that is withheld; none where there is none."""
    if figure is None:
        return ()
    if figure.is_withheld:
        return figure.within
    return () if figure.value is None else (figure.value,)
