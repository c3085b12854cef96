"""What the figures of a year make of an indicator: its months or quarters and its categories the components of its value, as the kind adds them up
(monitoring.kinds), and of a distribution its areas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from monitoring import kinds
from monitoring.dimensions import NOT_ADDING_UP, Dimensions
from monitoring.kinds import Component
from monitoring.model import CONTEXT, Area, CategoryFigure, Cell, Figure
from monitoring.programme import Indicator

DOUBTFUL = ("P", "E")
"""What a cell's observation status (SDMX) can say that is doubtful of its value: provisional, estimated."""
OF_AREAS = {"area", "category"}
"""The dimensions of a distribution."""


def telling(cells: Sequence[Cell]) -> list[Cell]:
    """Those of a year's cells that tell it: of its total, of each of its breakdowns and of each statistic beside the indicator either the year's own
    or those of its months or quarters, whichever were delivered last."""
    a_year = {group: _periods_a_year(max(of, key=_delivered)) for group, of in _grouped(cells, _told_together).items()}
    return [cell for cell in cells if _periods_a_year(cell) == a_year[_told_together(cell)]]


def _told_together(cell: Cell) -> object:
    return cell.dimensions if cell.component == CONTEXT else breakdown(cell)


def _delivered(cell: Cell) -> tuple[datetime, int]:
    """When; of what one delivery has of a year and of its months, the year."""
    return cell.trace.uploaded_at, -_periods_a_year(cell)


def figure(indicator: Indicator, year: int, categories: Sequence[Dimensions], cells: Sequence[Cell]) -> Figure | None:
    """An indicator's figure of a year, made of the year's cells, with those of the `categories` that the programme declares; None where the cells
    make none, as categories do of a component that only a total can have."""
    if kinds.of(indicator).by_area:
        return _distribution(year, cells)
    names = {component.name for component in kinds.of(indicator).components}
    stated = [cell for cell in cells if cell.component in names]
    if not (whole := _making_the_whole(indicator, stated)):
        return None
    by_dimensions = _grouped(stated, lambda cell: cell.dimensions)
    found = tuple(CategoryFigure(*of.pairs[0], **_made(indicator, by_dimensions[of], by_dimensions[of])) for of in categories if of in by_dimensions)
    return Figure(year, **_made(indicator, whole, cells), cells=tuple(cells), categories=found)


def _making_the_whole(indicator: Indicator, cells: Iterable[Cell]) -> list[Cell]:
    """The cells that an indicator's value as a whole is made of: of a period its total where it is reported, else the categories of the breakdown
    with the fewest dimensions. Where a breakdown is reported by other periods than the total, the total's make the year."""
    adding_up = [cell for cell in cells if not cell.dimensions or _adds_up(indicator, cell)]
    if not adding_up:
        return []
    a_year = _periods_a_year(max(adding_up, key=lambda cell: (not cell.dimensions, *_delivered(cell))))
    fewest = {period: min(map(breakdown, of)) for period, of in _grouped(adding_up, lambda cell: cell.period).items()}
    return [cell for cell in adding_up if _periods_a_year(cell) == a_year and breakdown(cell) == fewest[cell.period]]


def _adds_up(indicator: Indicator, cell: Cell) -> bool:
    """Whether a category is part of what makes the indicator's total."""
    over_year = kinds.of(indicator).component(cell.component).over_year
    return not cell.dimensions.keys() & NOT_ADDING_UP and (over_year == kinds.WEIGHTED or indicator.adds_up(cell.component))


def breakdown(cell: Cell) -> tuple[int, tuple[str, ...]]:
    """The breakdown that a cell is of; the total and those of few dimensions are the smallest. Of a period the smallest one makes the whole."""
    return len(cell.dimensions), tuple(cell.dimensions)


def _made(indicator: Indicator, cells: Sequence[Cell], stated: Sequence[Cell]) -> dict:
    """What cells make of an indicator as a whole, or of one of its categories: fields of a figure. `stated` are all cells that tell of it."""
    kind, by_component = kinds.of(indicator), _grouped(cells, lambda cell: cell.component)
    covered = _covered(kind.components, cells)
    numbers = {one.name: _over_year(one, by_component, covered) for one in kind.components}
    found = {name: number for name, number in numbers.items() if number is not None}
    return {
        "value": kind.value(found),
        **_described(cells, len(covered), stated),
        "parts": {name: found[name] for name in kinds.PARTS if name in found},
    }


def _described(cells: Sequence[Cell], periods: int, stated: Sequence[Cell]) -> dict:
    """How much of the year that many periods cover, its observation status (SDMX), and the last note."""
    a_year = _periods_a_year(cells[0])
    coverage = periods / a_year if a_year > 1 else 1.0
    doubt = max((cell.status for cell in cells if cell.status in DOUBTFUL), default="A")
    return {
        "coverage": coverage,
        "status": "M" if all(cell.value is None for cell in stated) else "P" if coverage < 1 else doubt,
        "comment": max(((cell.period, cell.comment) for cell in cells if cell.comment), default=("", ""))[1],
    }


def _covered(components: Iterable[Component], cells: Iterable[Cell]) -> set[str]:
    """The periods of which every required component is known. A month without a figure is not covered, even where somebody says that there is
    none."""
    required = {component.name for component in components if component.is_required}
    by_period = _grouped(cells, lambda cell: cell.period)
    missing = {period: {cell.component for cell in of if cell.value is None} for period, of in by_period.items()}
    return {period for period, of in by_period.items() if required <= {cell.component for cell in of} - missing[period]}


def _over_year(component: Component, cells: Mapping[str, Sequence[Cell]], covered: Collection[str]) -> float | None:
    """A component's number of the year, of its cells by component; None where it is not known. Where it is required, the periods that are not
    covered do not count."""
    stated = cells.get(component.name, ())
    if component.over_year == kinds.WEIGHTED:
        return _weighted_mean(stated, cells.get(component.weight, ()), covered)
    by_period = {period: _summed(of) for period, of in _grouped(stated, lambda cell: cell.period).items()}
    known = {period: total for period, total in by_period.items() if total is not None}
    if component.over_year == kinds.LAST:
        return known[max(known)] if known else None
    counted = [total for period, total in known.items() if period in covered or not component.is_required]
    return math.fsum(counted) if counted else None


def _summed(cells: Iterable[Cell]) -> float | None:
    """A sum is not known where one of its terms is missing."""
    values = [cell.value for cell in cells]
    return None if None in values else math.fsum(values)


def _weighted_mean(cells: Iterable[Cell], weights: Iterable[Cell], covered: Collection[str]) -> float | None:
    """The mean of the cells, each weighted by that of its period and categories, over the covered periods of which every weight is known."""
    weight = {(cell.period, cell.dimensions): cell.value for cell in weights}
    pairs = {
        period: [(cell.value, weight.get((period, cell.dimensions))) for cell in of]
        for period, of in _grouped(cells, lambda cell: cell.period).items()
        if period in covered
    }
    known = [pair for of in pairs.values() if not any(None in pair for pair in of) for pair in of]
    total = math.fsum(weight for _, weight in known)
    return math.fsum(value * weight for value, weight in known) / total if total else None


def _distribution(year: int, cells: Sequence[Cell]) -> Figure | None:
    """A distribution's areas in the last of the year's periods, and the mean of their indices weighted by their totals."""
    stated = [cell for cell in cells if cell.dimensions and cell.dimensions.keys() <= OF_AREAS]
    if not stated:
        return None
    last = max(stated, key=lambda cell: cell.period)
    by_period = _grouped((cell for cell in stated if _periods_a_year(cell) == _periods_a_year(last)), lambda cell: cell.period)
    areas = tuple(_areas(by_period[last.period]))
    if not areas:
        return None
    total = math.fsum(area.total for area in areas)
    value = math.fsum(area.index * area.total for area in areas) / total
    described = _described(by_period[last.period], len(by_period), cells) | {"comment": next((cell.comment for cell in cells if cell.comment), "")}
    return Figure(year, value, areas=areas, cells=tuple(cells), **described)


def _areas(cells: Iterable[Cell]) -> Iterator[Area]:
    """Each area's numbers by category and its Gini–Simpson index 1 − Σp² in percent (Simpson 1949), without the areas where nobody is."""
    for area, of in sorted(_grouped((cell for cell in cells if cell.value is not None), lambda cell: cell.dimensions.get("area", "")).items()):
        numbers = dict(sorted((cell.dimensions.get("category", ""), cell.value) for cell in of))
        if (total := math.fsum(numbers.values())) > 0:
            yield Area(area, numbers, total, 100 * (1 - math.fsum((number / total) ** 2 for number in numbers.values())))


def _periods_a_year(cell: Cell) -> int:
    """12 for a month (2021-03), 4 for a quarter (2021-Q1), 1 for a year."""
    return 4 if "-Q" in cell.period else 12 if "-" in cell.period else 1


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], object]) -> dict:
    groups = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return dict(groups)
