"""An indicator by the categories of a breakdown: each category's figures, and the gap between them in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from babel.lists import format_list

from monitoring import kinds, reasons
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import CategoryFigure, IndicatorView, Target
from monitoring.programme import Breakdown, Category
from monitoring.words import Words

COMMON_NOUNS = ("sex", "age")
"""Dimensions whose categories are written with a small letter within a sentence, as "women" and "under 18"; those of others may be names."""


def reported(view: IndicatorView) -> list[Breakdown]:
    """The breakdowns that have a figure in the years of the view."""
    found = {one.dimension for year, figure in view.figures.items() if year in view.years for one in figure.categories}
    return [breakdown for breakdown in view.breakdowns if breakdown.dimension in found]


def only(view: IndicatorView, dimension: str) -> IndicatorView:
    """The indicator with its breakdown in one dimension alone, or with all where none is named."""
    return replace(view, breakdowns=tuple(one for one in view.breakdowns if dimension in ("", one.dimension)))


def figures(view: IndicatorView, category: Category) -> dict[int, CategoryFigure]:
    """A category's figures by year."""
    place = category.dimension, category.category
    return {year: one for year, figure in view.figures.items() for one in figure.categories if (one.dimension, one.category) == place}


def of_category(view: IndicatorView, category: Category) -> IndicatorView:
    """The indicator of those in a category alone, with the statistics of them. Nothing is aimed at for them: the target is one for all."""
    own = {year: one.as_figure(year) for year, one in figures(view, category).items()}
    no_target = Target(view.target.kind, "monitor", None, None, None, None)
    of_them = Dimensions.of(**{category.dimension: category.category})
    context = tuple(replace(line, dimensions=TOTAL) for line in view.context if line.dimensions == of_them)
    return replace(view, figures=own, reports={}, context=context, target=no_target, council=None, other=None, breakdowns=())


def sentence(view: IndicatorView, breakdown: Breakdown, words: Words) -> str:
    """How far apart the categories are in the newest year, until the one asked about, of which two are known; of what is counted the parts of the
    total that they are. Then which ones are not published in the newest year. Empty where there is neither."""
    years = sorted((year for year in view.figures if year in view.years and year <= view.year), reverse=True)
    compared = next((year for year in years if len(list(_known(view, breakdown, year))) > 1), None)
    hidden = next((year for year in years if any(year in figures(view, one) for one in breakdown.categories)), None)
    said = [] if compared is None else [_compared(view, breakdown, compared, words)]
    said += [] if hidden is None else [_withheld(view, breakdown, hidden, words, is_told=hidden == compared)]
    return " ".join(filter(None, said))


def _within(category: Category, words: Words) -> str:
    """A category's name within a sentence."""
    name = words.name(category)
    is_common = category.dimension in COMMON_NOUNS and not name[1:2].isupper()
    return name[:1].lower() + name[1:] if is_common else name


def _known(view: IndicatorView, breakdown: Breakdown, year: int) -> Iterator[tuple[Category, float]]:
    for category in breakdown.categories:
        figure = figures(view, category).get(year)
        if figure is not None and figure.value is not None:
            yield category, figure.value


def _compared(view: IndicatorView, breakdown: Breakdown, year: int, words: Words) -> str:
    known = list(_known(view, breakdown, year))
    return _shares(view, year, known, words) if _are_parts(view, year, known) else _gap(view, year, known, words)


def _are_parts(view: IndicatorView, year: int, known: Sequence[tuple[Category, float]]) -> bool:
    """Whether its values are counts, which the categories add up to; those that are below zero or more than their total are not."""
    kind, total = kinds.of(view.indicator), view.figures[year].value
    is_counted = any(component.is_value and component.counts for component in kind.components) and not view.indicator.is_percent
    numbers = [value for _, value in known]
    return is_counted and min(numbers) >= 0 and not (total and sum(numbers) > total)


def _shares(view: IndicatorView, year: int, known: Sequence[tuple[Category, float]], words: Words) -> str:
    total = view.figures[year].value
    if not total:
        return ""
    parts = [
        words(
            "breakdown.share",
            name=_within(category, words),
            percent=words("value.percent", number=words.number(100 * value / total, 0)),
            value=reasons.number(view.indicator, value, words),
        )
        for category, value in known
    ]
    return words("breakdown.shares", year=year, shares=format_list(parts, locale=words.locale))


def _gap(view: IndicatorView, year: int, known: Sequence[tuple[Category, float]], words: Words) -> str:
    """Of two categories how much less or more the first one has than the second; of more, from the highest to the lowest. The difference is that of
    the numbers as they are shown."""
    shown = [(round(value, reasons.decimals(view.indicator)), category) for category, value in known]
    ends = shown if len(shown) == 2 else (max(shown, key=itemgetter(0)), min(shown, key=itemgetter(0)))
    difference = round(ends[0][0] - ends[1][0], reasons.decimals(view.indicator))
    facts = {"year": year, "difference": reasons.difference(view.indicator, view.measure, abs(difference), words)}
    for name, (value, category) in zip(("first", "second"), ends, strict=True):
        facts |= {name: _within(category, words), f"{name}_value": reasons.value(view.indicator, view.measure, value, words)}
    if difference == 0:
        return words("breakdown.gap.same" if len(shown) == 2 else "breakdown.gap.all-same", **facts)
    if len(shown) > 2:
        return words("breakdown.gap.extremes", **facts)
    lower, higher = ("lower", "higher") if kinds.of(view.indicator).has_scale else ("less", "more")
    return words(f"breakdown.gap.{lower if difference < 0 else higher}", **facts)


def _withheld(view: IndicatorView, breakdown: Breakdown, year: int, words: Words, is_told: bool) -> str:
    """Which categories are not published, and of which year where a sentence before it does not tell that (`is_told`); empty where all are."""
    hidden = [_within(one, words) for one in breakdown.categories if year in figures(view, one) and figures(view, one)[year].is_withheld]
    names = format_list(hidden, locale=words.locale)
    if not hidden:
        return ""
    return words("breakdown.withheld", names=names) if is_told else words("breakdown.withheld.year", year=year, names=names)
