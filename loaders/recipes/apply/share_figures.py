"""Figures from tables of parts: a part worked out from its percentage of the whole, and the categories of areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.entries import FigureEntry
from loaders.recipes import selecting, times
from loaders.recipes.apply import grid_figures
from loaders.recipes.apply.application import Application
from loaders.recipes.recipe import Rule
from monitoring.dimensions import Dimensions
from monitoring.words import words


def from_percentages(work: Application, rule: Rule, wholes: Mapping[str, float | None]) -> Iterator[FigureEntry]:
    """The part in each period: its percentage of the whole, rounded to a whole number, which makes it an estimate. `wholes` are by period."""
    kept, _ = times.finest(grid_figures.chosen(work, rule))
    single = grid_figures.one_each(work, kept, rule).values()
    stated = [point.row.value for point in single if point.row.value is not None]
    may_be_fractions = all(point.row.unit != "%" for point in single) and any(stated) and all(0 <= value <= 1 for value in stated)
    for point in single:
        cell = work.table.sheet.at(point.row.row, point.row.column)
        whole = wholes.get(point.period)
        if point.row.value is None:
            yield from grid_figures.of_point(work, rule, point)
        elif may_be_fractions:
            work.note_on(cell, "not-a-number", "fraction")
        elif whole is None:
            work.note_on(cell, "whole-missing", "percent", period=point.period)
        else:
            comment = words(work.language)("recipe.comment.percent", percent=round(point.row.value, 2), whole=whole)
            part = float(round(point.row.value * whole / 100))
            yield work.of_cell(rule, point, part, status="E", comment=comment, has_note=True, percent=False)


def of_areas(work: Application, rule: Rule) -> Iterator[FigureEntry]:
    """The number of each category in each area and period."""
    kept, _ = times.finest(grid_figures.chosen(work, rule))
    placed = [point for point in kept if all(selecting.label_of(point, name) for name in (rule.area, rule.category))]
    if kept and not placed:
        work.not_found("dimensions", area=rule.area, category=rule.category)
    for (_, area, category), point in grid_figures.one_each(work, placed, rule).items():
        if point.grain in ("W", "D"):
            work.not_found("weeks", indicator=rule.indicator)
            return
        yield from grid_figures.of_point(work, rule, point, dimensions=Dimensions.of(area=area, category=category))
