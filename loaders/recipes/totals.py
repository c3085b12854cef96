"""Labels that name the whole of the labels beside them: by their words, or since their numbers are what the others add up to."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from loaders.recipes import vocabulary
from loaders.recipes.points import Point
from loaders.recipes.selecting import compared

FEWEST = 3
"""Numbers side by side, the total among them."""
CERTAIN = 4
"""Numbers other than totals that must agree: two and two may do so by chance."""
EXACT, PERCENT = 1e-6, 0.006
"""How far, of the whole, a total may be off: percentages are rounded."""

Place = tuple[str, str]
"""(dimension, label), as they are compared."""


def of(points: Sequence[Point]) -> frozenset[Place]:
    """The labels that are totals."""
    said = {place(label) for point in points for label in point.labels if vocabulary.is_total(label.text)}
    dimensions = dict.fromkeys(compared(label.dimension) for point in points for label in point.labels)
    return frozenset(said.union(*(_adding_up(points, dimension) for dimension in dimensions)) if dimensions else said)


def place(label) -> Place:
    return compared(label.dimension), compared(label.text)


def _adding_up(points: Sequence[Point], dimension: str) -> set[Place]:
    """Labels of one dimension whose number is half of all beside each other, wherever they have one: the total and its parts."""
    groups: dict[tuple, list[tuple[str, Point]]] = defaultdict(list)
    for point in points:
        own = next((label for label in point.labels if compared(label.dimension) == dimension), None)
        if own is not None and point.row.value is not None:
            others = tuple(compared(label.text) for label in point.labels if label is not own)
            groups[point.period, others].append((compared(own.text), point))
    agreed: dict[str, int] = defaultdict(int)
    refused: set[str] = set()
    for members in groups.values():
        whole = math.fsum(point.row.value for _, point in members)
        for label, point in members:
            near = PERCENT if point.row.unit == "%" else EXACT
            if len(members) < FEWEST or not whole:
                continue
            if math.isclose(2 * point.row.value, whole, rel_tol=near):
                agreed[label] += len(members) - 1
            else:
                refused.add(label)
    return {(dimension, label) for label, count in agreed.items() if count >= CERTAIN and label not in refused}
