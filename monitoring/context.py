"""Statistics that stand beside an indicator and are no figures of it: those of the catalogue, those that a unit delivered, both as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitoring import reasons
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.model import Cell, ContextLine, IndicatorView
from monitoring.programme import ContextSeries
from monitoring.words import Words, languages
from monitoring.words import words as words_of


def catalogued(catalogue: Catalogue, indicator: str) -> tuple[ContextLine, ...]:
    """The statistics that the catalogue puts beside an indicator."""
    return tuple(_line(series, catalogue) for series in catalogue.context if series.indicator == indicator)


def _line(series: ContextSeries, catalogue: Catalogue) -> ContextLine:
    """A statistic of the catalogue; one of a category has that in its name: the same statistic stands beside each category."""
    if not series.dimension:
        return ContextLine(series.names, series.points, series.sources)
    dimensions = Dimensions.of(**{series.dimension: series.category})
    (category,) = catalogue.categories_of(series.indicator, dimensions)
    names = {language: words_of(language)("context.of-category", category=category, name=series) for language in languages()}
    return ContextLine(names, series.points, series.sources, dimensions=dimensions)


def delivered(names: Mapping[str, str], sources: Mapping[str, Mapping[str, str]], cells: Sequence[Cell]) -> ContextLine:
    """A statistic as a unit delivered it. `names` are by language, "" where nobody knows it, and so is each source in `sources`, where it is known.
    Of a year's months or quarters the last holds. `cells` stand in the order of time."""
    stated = [cell for cell in cells if cell.value is not None]
    last = {int(cell.period[:4]): cell for cell in stated}
    periods = {year: cell.period for year, cell in last.items() if len(cell.period) > 4}
    credited = dict.fromkeys(cell.comment for cell in stated if cell.comment) or dict.fromkeys(cell.trace.file_name for cell in stated)
    together = _together([sources.get(text) or {"": text} for text in credited])
    points = {year: cell.value for year, cell in last.items()}
    return ContextLine(names, points, together, tuple(cells), periods, in_own_unit=False)


def _together(texts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Several texts as one, in the languages that all of them are in; where there is none, the first of each."""
    shared = [language for language in next(iter(texts), ()) if all(language in one for one in texts)]
    return {language: "; ".join(one[language] for one in texts) for language in shared} or {"": "; ".join(next(iter(one.values())) for one in texts)}


def lines(catalogue: Catalogue, indicator: str, delivered_lines: Iterable[ContextLine]) -> tuple[ContextLine, ...]:
    """All statistics beside an indicator: the catalogue's, then the delivered ones that have a value. Of the same name the
    delivered one is the newer; it goes by the catalogue's names, and is in the catalogue's unit."""
    left, found = [line for line in delivered_lines if line.points], []
    for line in catalogued(catalogue, indicator):
        names = {_alike(name) for name in line.names.values()}
        same = [one for one in left if not line.dimensions and any(_alike(name) in names for name in one.names.values())]
        left = [one for one in left if one not in same]
        newest = max(same, key=_delivered_at, default=None)
        found.append(replace(newest, names=line.names, in_own_unit=line.in_own_unit) if newest else line)
    return (*found, *left)


def sentences(view: IndicatorView, words: Words) -> Iterator[str]:
    """How far the indicator is from each statistic of all in its unit, in the newest year, until the one asked about, that both have. The difference
    is that of the numbers as they are shown."""
    decimals = reasons.decimals(view.indicator)
    for line in view.context:
        years = [
            year
            for year, figure in view.figures.items()
            if year in view.years and year <= view.year and figure.value is not None and year in line.points
        ]
        if not years or line.dimensions or not line.in_own_unit:
            continue
        year = max(years)
        difference = round(round(view.figures[year].value, decimals) - round(line.points[year], decimals), decimals)
        yield words(
            f"context.{'same' if difference == 0 else 'lower' if difference < 0 else 'higher'}",
            name=line,
            year=year,
            value=reasons.value(view.indicator, view.measure, line.points[year], words),
            difference=reasons.difference(view.indicator, view.measure, abs(difference), words),
        )


def _delivered_at(line: ContextLine) -> datetime:
    return max(cell.trace.uploaded_at for cell in line.cells)


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()
