"""Times of a table's numbers brought to what is kept: years, quarters and months, the finest that a year has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date

from loaders.recipes.points import FINENESS, Point, grain


def month_of(period: str) -> str:
    """The month that a week (its Thursday's, ISO 8601) or a day lies in; other periods as they are."""
    kind = grain(period)
    if kind == "D":
        return period[:7]
    if kind != "W":
        return period
    year, week = int(period[:4]), int(period[6:])
    try:
        return date.fromisocalendar(year, week, 4).isoformat()[:7]
    except ValueError:
        # A week 53 that the year does not have: the first of the next.
        return date.fromisocalendar(year + 1, 1, 4).isoformat()[:7]


def finest(points: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """(the numbers of the finest periods that their year has, the coarser ones: totals of them). Only numbers decide, not marks alone."""
    numbered: dict[Hashable, set[str]] = defaultdict(set)
    points = [point for point in points if point.period]
    for point in points:
        if point.row.value is not None:
            numbered[point.year].add(point.grain)
    kept, totals = [], []
    for point in points:
        best = max(numbered[point.year], key=FINENESS.index, default=point.grain)
        if point.grain == best:
            kept.append(point)
        elif FINENESS.index(point.grain) < FINENESS.index(best):
            totals.append(point)
        elif point.is_spoiled:
            kept.append(point)
    return kept, totals
