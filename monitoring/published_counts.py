"""The counts that are published of an indicator's year, and whether those published one after the other tell of few persons. Pure.

A year so far and the whole year, a year and its months, are counts of some of the same persons: the difference of two is a count too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from monitoring.dimensions import TOTAL, Dimensions
from monitoring.kinds import SUM, Kind
from monitoring.model import FEWEST, Cell, Figure

FEW = (1, FEWEST - 1)
Counts = Mapping[tuple[str, Dimensions], Mapping[frozenset[int], float]]
"""What is published of a year: of each component and its categories the counts, by the months (1 to 12) that they are of."""
REST = "rest"
"""Those who are in the whole and not in the part, among the components."""


def is_few(count: float | None) -> bool:
    """Whether it is a count of one to four persons."""
    return count is not None and 0 < count < FEWEST


def of_figure(kind: Kind, whole: Figure, figure: Figure, few: float | None = None) -> Counts:
    """The counts that add up over a year, of which a difference is one too. `whole` is what the published `figure` is made of; `few` stands for its
    total where that is said to be few."""
    added = {component.name: component for component in kind.components if component.counts and component.over_year == SUM}
    counts: dict[tuple[str, Dimensions], dict[frozenset[int], float]] = defaultdict(dict)
    for cell in figure.cells:
        if cell.value is not None and cell.component in added:
            counts[cell.component, cell.dimensions][months(cell.period)] = cell.value
    for one in (figure, *figure.categories):
        of = TOTAL if one is figure else one.dimensions
        for name, component in added.items():
            count = one.parts.get(name, one.value if component.is_value else None)
            if one.withheld.get(name) == "few":
                count = few
            if count is not None:
                counts[name, of][covered(kind, cells_of(whole, of))] = count
    if kind.is_part and kind.pair:
        part, whole_name = kind.pair
        for dimensions in {dimensions for name, dimensions in counts if name == part}:
            parts, wholes = counts[part, dimensions], counts.get((whole_name, dimensions), {})
            counts[REST, dimensions] = {of: wholes[of] - parts[of] for of in parts.keys() & wholes.keys()}
    return counts


def cells_of(figure: Figure, dimensions: Dimensions) -> Iterable[Cell]:
    """The cells of a category; for the total those that it is made of, which may be all. A breakdown may have other periods than the total."""
    if dimensions:
        return [cell for cell in figure.cells if cell.dimensions == dimensions]
    lengths = {len(months(cell.period)) for cell in figure.cells if not cell.dimensions}
    return [cell for cell in figure.cells if not lengths or len(months(cell.period)) in lengths]


def covered(kind: Kind, cells: Iterable[Cell]) -> frozenset[int]:
    """The months that these cells cover: those of the periods of which everything that is needed is known."""
    needed = {component.name for component in kind.components if component.is_required}
    known: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.value is not None:
            known[cell.period].add(cell.component)
    return frozenset().union(*(months(period) for period, names in known.items() if needed <= names))


def months(period: str) -> frozenset[int]:
    """The months of a year, a quarter or a month (SDMX's time periods)."""
    _, _, within = period.partition("-")
    if within.startswith("Q"):
        return frozenset(range(3 * int(within[1:]) - 2, 3 * int(within[1:]) + 1))
    return frozenset({int(within)} if within else range(1, 13))


def sum_tells_few(stated: Mapping[str, float], coverage: float) -> bool:
    """Whether a sum of months or quarters, by period, would tell one with few persons, beside what was published of the same year earlier or will
    be later.

    While such a month is in, a year so far is not published. What was published before it came is the sum until there; the whole year's sum
    would then tell the rest, if that is few.
    """
    first = min((period for period, count in stated.items() if is_few(count)), default=None)
    if first is None or len(stated) == 1:
        return False
    return coverage < 1 or is_few(sum(count for period, count in stated.items() if period >= first))


def tell_few_between(after: Counts, before: Counts) -> bool:
    """Whether what is published of a year tells, with what was published of it before, of few persons in the months that only one of them counts."""
    both = [(after[of], before[of]) for of in after.keys() & before.keys()]
    return any(is_few(rest) for one, other in both for rest in (*_rests(one, other), *_rests(other, one)))


def _rests(outer: Mapping[frozenset[int], float], inner: Mapping[frozenset[int], float]) -> Iterator[float]:
    """What is left of each count without other counts of some of its months."""
    for of, count in outer.items():
        within = sorted((one for one in inner if one < of), key=len, reverse=True)
        for first in within:
            taken, rest = first, count - inner[first]
            yield rest
            for more in within:
                if not more & taken and more | taken < of:
                    taken, rest = more | taken, rest - inner[more]
                    yield rest
