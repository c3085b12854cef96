"""The lines of a table of numbers: each with its labels without times, and what stands under them, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from loaders.recipes import points as of_points
from loaders.recipes import totals as of_totals
from loaders.recipes.points import Point
from loaders.tables import Table

MOST = 20_000
"""Numbers of a table that are looked at to choose from."""


@dataclass(frozen=True)
class Series:
    """One line of a table of numbers. `periods` and `cells` belong together, in the order of the sheet; a period is "" where the sheet says none.

    `is_total` says that its labels, or its numbers, are the sum of the others'. `unit` is "%" for percentages.
    """

    labels: tuple[str, ...]
    periods: tuple[str, ...]
    cells: tuple[str, ...]
    is_total: bool = False
    unit: str = ""
    points: tuple[Point, ...] = field(default=(), repr=False, compare=False)

    @property
    def heading(self) -> str:
        """Its labels in one line."""
        return " · ".join(self.labels)

    @property
    def values(self) -> dict[str, float]:
        """Its numbers by period."""
        return {point.period: point.row.value for point in self.points if point.row.value is not None}


def of(table: Table) -> tuple[Series, ...]:
    """The series of a table, in the order in which they begin on the sheet; of a very long one those that its first numbers make, which are
    more than anybody chooses from."""
    head = replace(table, tidy=lambda: islice(table.tidy(), MOST))
    return among(of_points.points(head))


def among(points: Sequence[Point]) -> tuple[Series, ...]:
    """The series that `points` make."""
    grouped: dict[tuple[str, ...], list[Point]] = {}
    for point in points:
        if not point.is_spoiled:
            grouped.setdefault(point.key, []).append(point)
    totals = of_totals.of([point for point in points if not point.is_spoiled])
    return tuple(
        Series(
            labels=members[0].texts,
            periods=tuple(point.period for point in members),
            cells=tuple(point.row.cell for point in members),
            unit=members[0].row.unit,
            is_total=any(of_totals.place(label) in totals for label in members[0].labels),
            points=tuple(members),
        )
        for members in grouped.values()
    )
