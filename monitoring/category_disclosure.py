"""Which categories of a breakdown may be published: none of one to four persons, and nothing that one could be worked out from. Pure.

A category with few persons goes, and with it as few others as are needed so that what is left of the total without the published ones is not few
either: complementary cell suppression (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4; Statistics Finland's guidelines on the
protection of tabulated data). Of a share that holds of the part, of the whole, and of those in the whole and not in the part. Which other category
goes is decided by the catalogue's order and not by its size, since whoever knows the rule would learn of the size. One never goes alone: its number
would seem to be what is left. Two breakdowns of one total share nothing but that total. A cross table goes whole where it tells of few or a category
of its margins goes; so do the months of all categories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from monitoring import published_counts
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.kinds import SUM, Kind
from monitoring.model import CategoryFigure, Cell, Figure
from monitoring.published_counts import REST, is_few

MOST_COMPLEMENTS = 2
"""More categories are not needed beside those with few: one for the part and one for those outside of it."""


@dataclass(frozen=True)
class Margin:
    """The counts of a total and of its categories in one dimension, each by component. `months` are those that they are of. `is_regular`: all that
    is counted is known, and the categories are no more than the total."""

    total: Mapping[str, float]
    categories: Mapping[Dimensions, Mapping[str, float]]
    months: frozenset[int]
    is_regular: bool = True

    def tells_few(self, published: Collection[Dimensions]) -> bool:
        """Whether a published category is few, or what is left of the total without the published ones, or those in the others, which somebody can
        work out who knows that each person is in a category."""
        counts = [self.categories[category] for category in published if category in self.categories]
        others = [by for category, by in self.categories.items() if category not in published]
        in_others = {name: sum(by[name] for by in others) for name in self.total if all(name in by for by in others)}
        return any(is_few(count) for by in (*counts, _without(self.total, counts), in_others) for count in by.values())

    @property
    def published(self) -> set[Dimensions]:
        """The categories that may be published."""
        named = list(self.categories)
        few = [category for category, counts in self.categories.items() if any(map(is_few, counts.values()))]
        start = named.index(few[-1]) + 1 if few else 0
        others = [category for category in (*named[start:], *named[:start]) if category not in few]
        for number in range(MOST_COMPLEMENTS + 1) if self.is_regular else ():
            for complements in combinations(others, number):
                published = {category for category in others if category not in complements}
                if len(named) - len(published) != 1 and not self.tells_few(published):
                    return published
        return set()


def published(kind: Kind, whole: Figure, figure: Figure) -> Figure:
    """The published `figure` of the year `whole` with those of its categories that may be published, if nothing was published of the year before."""
    if not _is_broken_down(whole) or kind.by_area:
        return figure
    if figure.is_withheld or _months_tell_few(kind, whole):
        return without_categories(figure, whole)
    margins = _margins(kind, whole)
    shown = {category for margin in margins.values() for category in margin.published}
    is_all = all(len(margin.published) == len(margin.categories) for margin in margins.values())
    is_detail_shown = is_all and not _details_tell_few(kind, whole.cells) and not any(cell.withheld for cell in figure.cells if not cell.dimensions)
    is_one_period = _is_one_period(whole)

    def may_be_shown(cell: Cell) -> bool:
        return cell.dimensions in shown if is_one_period and len(cell.dimensions) == 1 else is_detail_shown

    return _with_categories(figure, whole, [cell for cell in whole.cells if cell.dimensions and may_be_shown(cell)], shown)


def without_categories(figure: Figure, whole: Figure) -> Figure:
    """A figure of which no category is published."""
    return _with_categories(figure, whole, (), ())


def tell_few_together(kind: Kind, states: Sequence[tuple[Figure, Figure]]) -> bool:
    """Whether what is published of a year's breakdowns in its states one after the other, each (what it is made of, what is published), tells of few
    where a reader takes what did not change for what it was. What the last state adds is asked about."""
    if not any(_is_broken_down(whole) for whole, _ in states[-1:]) or kind.by_area or len(states) == 1:
        return False
    if _has_details(*states[-1], is_shown=True) and any(_has_details(*state, is_shown=False) for state in states[:-1]):
        return True
    margins = [(_margins(kind, whole), figure) for whole, figure in states]
    names = {name for found, _ in margins for name in found}
    return any(_margin_tells_few(kind, [(found[name], _shown(figure)) for found, figure in margins if name in found]) for name in names)


def _margin_tells_few(kind: Kind, states: Sequence[tuple[Margin, Collection[Dimensions] | None]]) -> bool:
    """One breakdown in its states: each the margin, and what is published of it; None where its total is not."""
    for margin, _ in states:
        alike = [(other, shown) for other, shown in states if other.months == margin.months and shown is not None]
        if any(other.total == margin.total for other, _ in alike):
            known = {of for other, shown in alike for of in shown if other.categories.get(of) == margin.categories.get(of)}
            if margin.tells_few(known):
                return True
    last, last_shown = states[-1]
    if last_shown is None or any(component.over_year != SUM for component in kind.components if component.counts):
        return False
    return any(
        _difference(*pair).tells_few(last_shown & shown)
        for margin, shown in states[:-1]
        if shown is not None
        for pair in ((last, margin), (margin, last))
        if pair[1].months < pair[0].months
    )


def _difference(outer: Margin, inner: Margin) -> Margin:
    """What is in the months of one and not of the other."""
    categories = {of: _without(outer.categories[of], [inner.categories[of]]) for of in outer.categories.keys() & inner.categories.keys()}
    return Margin(_without(outer.total, [inner.total]), categories, outer.months - inner.months)


def _without(counts: Mapping[str, float], others: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: round(count - sum(other.get(name, 0) for other in others), 6) for name, count in counts.items()}


def _margins(kind: Kind, whole: Figure) -> dict[str, Margin]:
    """The year's breakdowns in one dimension, by its name: as the cells state them, or as its months or quarters make them."""
    stated: dict[str, dict[Dimensions, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    if _is_one_period(whole):
        for cell in whole.cells:
            if len(cell.dimensions) == 1 and cell.value is not None:
                stated[next(iter(cell.dimensions))][cell.dimensions][cell.component] = cell.value
    else:
        for one in whole.categories:
            if one.value is not None or one.parts:
                stated[one.dimension][one.dimensions] = _components(one)
    total = _counts(kind, _components(whole))
    return {name: _margin(kind, whole, total, categories) for name, categories in stated.items()}


def _margin(kind: Kind, whole: Figure, total: Mapping[str, float], stated: Mapping[Dimensions, Mapping[str, float]]) -> Margin:
    categories = {of: _counts(kind, by) for of, by in stated.items()}
    is_known = all(counts.keys() >= set(kind.counted) for counts in (total, *categories.values()))
    is_within = all(count >= 0 for count in _without(total, list(categories.values())).values())
    months = published_counts.covered(kind, published_counts.cells_of(whole, TOTAL))
    is_of_all_months = all(published_counts.covered(kind, published_counts.cells_of(whole, category)) == months for category in categories)
    return Margin(total, categories, months, is_known and is_within and is_of_all_months)


def _components(one: Figure | CategoryFigure) -> dict[str, float]:
    return dict(one.parts) if one.value is None else {"value": one.value, **one.parts}


def _counts(kind: Kind, components: Mapping[str, float]) -> dict[str, float]:
    """What is counted, with those who are in the whole and not in the part."""
    counts = {name: components[name] for name in kind.counted if name in components}
    if kind.is_part and kind.pair and counts.keys() >= set(kind.pair):
        part, whole = kind.pair
        counts[REST] = counts[whole] - counts[part]
    return counts


def _series(kind: Kind, cells: Sequence[Cell]) -> Mapping[str, Mapping[str, Mapping[Dimensions, float]]]:
    """What is counted in each period, and in each category of it, by component; with those who are in the whole and not in the part."""
    stated: dict[tuple[str, Dimensions], dict[str, float]] = defaultdict(dict)
    for cell in cells:
        if cell.value is not None:
            stated[cell.period, cell.dimensions][cell.component] = cell.value
    found: dict[str, dict[str, dict[Dimensions, float]]] = defaultdict(lambda: defaultdict(dict))
    for (period, dimensions), components in stated.items():
        for name, count in _counts(kind, components).items():
            found[name][period][dimensions] = count
    return found


def _details_tell_few(kind: Kind, cells: Sequence[Cell]) -> bool:
    """Whether the cells of categories tell of few: of those in one, of those in none of a breakdown."""
    counts = [by for periods in _series(kind, cells).values() for by in periods.values()]
    return any(is_few(count) for by in counts for count in (*(count for of, count in by.items() if of), *_in_no_category(by).values()))


def _in_no_category(counts: Mapping[Dimensions, float]) -> dict[tuple[Dimensions, tuple[str, ...]], float]:
    """Of each count, by its dimensions, what is left without those of each breakdown of it."""
    sums: dict[tuple[Dimensions, tuple[str, ...]], float] = defaultdict(float)
    for outer in counts:
        for inner, part in counts.items():
            if outer.items() < inner.items():
                sums[outer, tuple(inner)] += part
    return {of: round(counts[of[0]] - total, 6) for of, total in sums.items()}


def _months_tell_few(kind: Kind, whole: Figure) -> bool:
    """Whether the year's sum of months or quarters would tell of one with few persons in a category or in none."""
    added = {component.name for component in kind.components if component.over_year == SUM} | {REST}
    for name, periods in _series(kind, whole.cells).items():
        by_category: dict[object, dict[str, float]] = defaultdict(dict)
        for period, counts in periods.items():
            for of, count in (*counts.items(), *_in_no_category(counts).items()):
                by_category[of][period] = count
        by_category.pop(TOTAL, None)
        if name in added and any(published_counts.sum_tells_few(stated, whole.coverage) for stated in by_category.values()):
            return True
    return False


def _is_broken_down(figure: Figure) -> bool:
    return bool(figure.categories) or any(cell.dimensions for cell in figure.cells)


def _is_one_period(figure: Figure) -> bool:
    return len({cell.period for cell in figure.cells}) == 1


def _has_details(whole: Figure, figure: Figure, is_shown: bool) -> bool:
    """Whether it has cells of a cross table, or of months of categories, that are published or that are not."""
    details = [cell for cell in figure.cells if len(cell.dimensions) > (1 if _is_one_period(whole) else 0)]
    return any((not cell.withheld) == is_shown for cell in details)


def _shown(figure: Figure) -> set[Dimensions] | None:
    """The categories of which a figure is published; None where not even their total is."""
    if figure.is_withheld or figure.value is None:
        return None
    of_cells = {cell.dimensions for cell in figure.cells if cell.dimensions and not cell.withheld}
    return of_cells | {one.dimensions for one in figure.categories if not one.withheld}


def _with_categories(figure: Figure, whole: Figure, cells: Collection[Cell], shown: Collection[Dimensions]) -> Figure:
    """The figure with these cells of its categories, and with these categories; all others are withheld. Nothing says which of them is few: that
    would tell together with their sum."""
    places = {(cell.component, cell.period, cell.dimensions) for cell in cells}
    return replace(
        figure,
        cells=tuple(
            (one if (one.component, one.period, one.dimensions) in places else withheld_cell(one)) if one.dimensions else decided
            for one, decided in zip(whole.cells, figure.cells, strict=True)
        ),
        categories=tuple(one if one.dimensions in shown else _withheld(one) for one in whole.categories),
    )


def withheld_cell(cell: Cell, why: str = "other") -> Cell:
    """A cell of which neither the number nor what was noted on it is published."""
    return replace(cell, value=None, comment="", withheld=why)


def _withheld(one: CategoryFigure) -> CategoryFigure:
    withheld = dict.fromkeys(("value", *one.parts), "other")
    return replace(one, value=None, status="Q", parts={}, withheld=withheld, comment="")
