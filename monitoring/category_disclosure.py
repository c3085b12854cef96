"""Which categories of a breakdown may be published: none of one to four persons, and nothing that one could be worked out from. Pure.

A category with few persons goes, and with it as few others as are needed so that what is left of the total without the published ones is not few
either: complementary cell suppression (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4; Statistics Finland's guidelines on the
protection of tabulated data). Of a share that holds of the part, of the whole, and of those in the whole and not in the part. Which other category
goes is decided by the order of codes and not by its size, since whoever knows the rule would learn of the size. One never goes alone: its number
would seem to be what is left. Two breakdowns of one total share nothing but that total. A cross table goes whole where it tells of few or a category
of its margins goes. Of months and quarters, and of a year under way, no category is published: what is, is decided by whole years alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from monitoring import published_counts
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.kinds import Kind
from monitoring.model import CategoryFigure, Cell, Figure
from monitoring.published_counts import REST, is_few

MOST_COMPLEMENTS = 2
"""More categories are not needed beside those with few: one for the part and one for those outside of it."""


@dataclass(frozen=True)
class Margin:
    """The counts of a year's total and of its categories in one dimension, each by component. `is_regular`: all that is counted is known of the whole
    year, and the categories are no more than the total."""

    total: Mapping[str, float]
    categories: Mapping[Dimensions, Mapping[str, float]]
    is_regular: bool

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
    if figure.is_withheld or whole.coverage < 1:
        return without_categories(figure, whole)
    margins = _margins(kind, whole)
    shown = {category for margin in margins.values() for category in margin.published}
    is_all = all(len(margin.published) == len(margin.categories) for margin in margins.values())
    are_crossed_shown = is_all and not _cells_tell_few(kind, whole.cells)

    def may_be_shown(cell: Cell) -> bool:
        return cell.period == str(whole.year) and (cell.dimensions in shown if len(cell.dimensions) == 1 else are_crossed_shown)

    return _with_categories(figure, whole, [cell for cell in whole.cells if cell.dimensions and may_be_shown(cell)], shown)


def without_categories(figure: Figure, whole: Figure) -> Figure:
    """A figure of which no category is published."""
    return _with_categories(figure, whole, (), ())


def tell_few_together(kind: Kind, states: Sequence[tuple[Figure, Figure]]) -> bool:
    """Whether what is published of a year's breakdowns in its states one after the other, each (what it is made of, what is published), tells of few
    where a reader takes what did not change for what it was. What the last state adds is asked about."""
    *before, (whole, figure) = [state for state in states if state[0].coverage == 1] or [(None, None)]
    if not before or kind.by_area or not _is_broken_down(whole):
        return False
    if _has_crossed(figure, is_shown=True) and any(_has_crossed(earlier, is_shown=False) for _, earlier in before):
        return True
    margins = [(_margins(kind, each), published) for each, published in (*before, (whole, figure))]
    names = {name for found, _ in margins for name in found}
    return any(_margin_tells_few([(found[name], _shown(published)) for found, published in margins if name in found]) for name in names)


def _margin_tells_few(states: Sequence[tuple[Margin, Collection[Dimensions] | None]]) -> bool:
    """One breakdown in its states: each the margin, and what is published of it; None where its total is not."""
    published = [(margin, shown) for margin, shown in states if shown is not None]
    for margin, _ in states:
        if any(other.total == margin.total for other, _ in published):
            known = {of for other, shown in published for of in shown if other.categories.get(of) == margin.categories.get(of)}
            if margin.tells_few(known):
                return True
    return False


def _without(counts: Mapping[str, float], others: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: round(count - sum(other.get(name, 0) for other in others), 6) for name, count in counts.items()}


def _margins(kind: Kind, whole: Figure) -> dict[str, Margin]:
    """The year's breakdowns in one dimension, by its name: as the cells state them, or as its months or quarters make them."""
    stated: dict[str, dict[Dimensions, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    if len({cell.period for cell in whole.cells}) == 1:
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
    return Margin(total, categories, is_known and is_within and is_of_all_months)


def _components(one: Figure | CategoryFigure) -> dict[str, float]:
    return dict(one.parts) if one.value is None else {"value": one.value, **one.parts}


def _counts(kind: Kind, components: Mapping[str, float]) -> dict[str, float]:
    """What is counted, with those who are in the whole and not in the part."""
    counts = {name: components[name] for name in kind.counted if name in components}
    if kind.is_part and kind.pair and counts.keys() >= set(kind.pair):
        part, whole = kind.pair
        counts[REST] = counts[whole] - counts[part]
    return counts


def _cells_tell_few(kind: Kind, cells: Sequence[Cell]) -> bool:
    """Whether a year's cells tell of few: of those in a category or a crossing of two, of those in none of them."""
    stated: dict[Dimensions, dict[str, float]] = defaultdict(dict)
    for cell in cells:
        if cell.value is not None:
            stated[cell.dimensions][cell.component] = cell.value
    by_component: dict[str, dict[Dimensions, float]] = defaultdict(dict)
    for dimensions, components in stated.items():
        for name, count in _counts(kind, components).items():
            by_component[name][dimensions] = count
    return any(is_few(count) for by in by_component.values() for count in (*by.values(), *_in_no_category(by)))


def _in_no_category(counts: Mapping[Dimensions, float]) -> list[float]:
    """Of each count, by its dimensions, what is left without those of each breakdown of it."""
    sums: dict[tuple[Dimensions, tuple[str, ...]], float] = defaultdict(float)
    for outer in counts:
        for inner, part in counts.items():
            if outer.items() < inner.items():
                sums[outer, tuple(inner)] += part
    return [round(counts[outer] - total, 6) for (outer, _), total in sums.items()]


def _is_broken_down(figure: Figure) -> bool:
    return bool(figure.categories) or any(cell.dimensions for cell in figure.cells)


def _has_crossed(figure: Figure, is_shown: bool) -> bool:
    """Whether it has cells of a cross table that are published, or that are not."""
    return any((not cell.withheld) == is_shown for cell in figure.cells if len(cell.dimensions) > 1)


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
