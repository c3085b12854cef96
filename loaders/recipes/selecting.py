"""Which numbers of a table stand under the headings that a rule names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from loaders.normalisation import normalised
from loaders.recipes.points import Point
from loaders.tables import periods, texts

MASK = "#"


def compared(text: str) -> str:
    """A heading as it is compared: without case, marks of footnotes and spaces too many."""
    return normalised(texts.plain(text))


def masked(text: str) -> str:
    """The same without years, so that what was said of one year's sheet holds for the next."""
    return compared(periods.YEAR.sub(MASK, text))


def under(points: Sequence[Point], headings: Sequence[str]) -> list[Point]:
    """The numbers whose labels are `headings`; where none are exactly these, those that have them among others.

    Years in a heading count only where they tell lines apart."""
    for as_compared in (compared, masked):
        wanted = Counter(as_compared(text) for text in headings)
        for fits in (Counter.__eq__, Counter.__ge__):
            found = [point for point in points if fits(_labels(point, as_compared), wanted)]
            if found:
                return found
    return []


def _labels(point: Point, as_compared: Callable[[str], str]) -> Counter[str]:
    return Counter(as_compared(text) for text in point.texts)


def label_of(point: Point, dimension: str) -> str:
    """What a number's label in `dimension` says; "" where it has none."""
    wanted = compared(dimension)
    return next((label.text for label in point.labels if compared(label.dimension) == wanted), "")
