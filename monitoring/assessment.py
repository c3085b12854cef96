"""How an indicator stands in a year, and why. Pure: a target and what was reported in, a status with its reason out.

The rules themselves are in monitoring.rules. Where figures are withheld, every rule is tried with the figures that may be behind what is published:
an assessment that is the same with all of them tells nothing of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitoring import rules
from monitoring.model import Assessment, Figure, Report, Target
from monitoring.targets import is_better

SAME, SAME_EARLIER, UNDECIDED = "withheld.same", "withheld.earlier", "withheld.open"
"""The reasons where something is not published: the status is the same whatever it is, of the year itself or only of earlier ones; or it depends on
that and is no data."""

REASONS = (*rules.STATUS, *(f"{reason}.down" for reason in rules.STATUS if reason in rules.DIRECTED), SAME, SAME_EARLIER, UNDECIDED)
"""Every reason that an indicator's assessment can have; each is a message `reason.<reason>`."""


def assess(target: Target, figures: Mapping[int, Figure], reports: Mapping[int, Report], year: int) -> Assessment:
    """How `target` stands in `year`, from all figures (by year; value None counts as none) and, for a milestone, all reports.

    Where figures are withheld it is told what holds whatever they are; a status that depends on them is no data.
    """
    status = rules.of(target).status
    found = agreed([status(rules.Case(target, possible, reports, year)) for possible in possible_figures(figures)])
    is_of_year = year in figures and figures[year].is_withheld
    return replace(found, reason=SAME_EARLIER) if found.reason == SAME and not is_of_year else found


def possible_figures(figures: Mapping[int, Figure]) -> Sequence[Mapping[int, Figure]]:
    """The figures, by year, that can be behind what is published: as they are, where none is withheld.

    A status depends on a value in one direction only, whatever the rule; against the first figure, from which it may be measured, in the other.
    So it is enough to try the ends of what is known of them, the first one's apart from the others'.
    """
    if not any(figure.is_withheld for figure in figures.values()):
        return (figures,)
    first = min(year for year, figure in figures.items() if figure.value is not None or figure.is_withheld)
    at_ends = {year: _at_ends(figure) for year, figure in figures.items()}
    return tuple(
        {year: possible[of_first if year == first else of_others] for year, possible in at_ends.items()}
        for of_first in (0, 1)
        for of_others in (0, 1)
    )


def _at_ends(figure: Figure) -> Sequence[Figure]:
    """The figure with the least and with the largest value that it can have; twice itself where it is not withheld."""
    if not figure.is_withheld:
        return figure, figure
    return tuple(replace(figure, value=value, withheld={}, within=None) for value in figure.within)


def agreed(assessments: Sequence[Assessment]) -> Assessment:
    """What the assessments of all possible figures agree on; the reason says so where something is not published, with the facts that are the same
    in all."""
    one, *others = assessments
    if all(other == one for other in others):
        return one
    known = {name: value for name, value in one.values.items() if all(other.values.get(name, value) == value for other in others)}
    if all(other.status == one.status for other in others):
        return Assessment(one.status, SAME, known)
    return Assessment("no_data", UNDECIDED, known)


def is_known_better(after: Figure | None, before: Figure | None, direction: str) -> bool | None:
    """Whether a figure is better than another one; None where that depends on what is withheld."""
    answers = {is_better(new, old, direction) for new in ends(after) for old in ends(before)}
    return answers.pop() if len(answers) == 1 else None


def ends(figure: Figure | None) -> tuple[float, ...]:
    """The value, or the ends of what is known of one that is withheld; none where there is none."""
    if figure is None:
        return ()
    if figure.is_withheld:
        return figure.within
    return () if figure.value is None else (figure.value,)
