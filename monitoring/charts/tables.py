"""The same as a chart, as a table: strings ready to show, a row a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitoring import targets
from monitoring.charts import aims, areas, facts, sentences, strip, years
from monitoring.model import IndicatorView
from monitoring.words import Words


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Column = tuple[str, Callable[[int], str]]
"""A heading and what it says of a year."""


def table(view: IndicatorView, words: Words) -> Table:
    """The table twin of `draw`: year, value, parts, what it is held against, remarks."""
    every = years.on_axis(view)
    columns = [(words("chart.column.year"), str), *(_milestone(view, words, every) if view.indicator.kind == "milestone" else _values(view, words))]
    rows = tuple(tuple(say(year) for _, say in columns) for year in every)
    return Table(sentences.title(view, words), tuple(heading for heading, _ in columns), rows)


def _milestone(view: IndicatorView, words: Words, every: range) -> list[Column]:
    row = {cell.year: cell for cell in strip.cells(view, every, words)}
    deadline = words("chart.target.done", by_year=view.target.by_year)
    return [
        (words("chart.column.state"), lambda year: strip.state(row[year], words)),
        (words("chart.column.completed"), lambda year: row[year].detail),
        (words("chart.column.target"), lambda year: deadline if year == view.target.by_year else ""),
        (words("chart.column.remarks"), lambda year: view.reports[year].comment if year in view.reports else ""),
    ]


def _values(view: IndicatorView, words: Words) -> list[Column]:
    def value(year: int) -> str:
        figure = view.figures.get(year)
        return "" if figure is None or figure.value is None else facts.full(view, figure.value, words)

    def part(name: str) -> Callable[[int], str]:
        return lambda year: words.number(view.figures[year].parts[name]) if year in view.figures and name in view.figures[year].parts else ""

    found: list[Column] = [(words(f"chart.column.value.{view.indicator.kind}"), value)]
    for name in ("part", "whole", "respondents"):
        if any(name in figure.parts for figure in view.figures.values()):
            found.append((words(f"chart.column.{name}"), part(name)))
    if view.target.rule == "cumulative":
        sums = targets.cumulative_sums(view.target, view.figures, years.on_axis(view))
        found.append((words("chart.column.sum"), lambda year: facts.full(view, sums[year], words) if year in sums else ""))
    found += _target(view, words)
    for line in view.context:
        found.append((words.name(line), lambda year, line=line: facts.short(view, line.points[year], words) if year in line.points else ""))
    found.append((words("chart.column.remarks"), lambda year: "; ".join(facts.remarks(view, year, words))))
    return found


def _target(view: IndicatorView, words: Words) -> list[Column]:
    aim = aims.aim(view, words)
    if aim is None:
        return []
    if view.target.rule in ("reach", "cumulative"):
        return [(words("chart.column.path", target=aim.label), lambda year: _limit(view, targets.path(view.target, view.figures, year), words))]
    first, last = aim.span
    return [(words("chart.column.target"), lambda year: aim.label if first <= year <= last else "")]


def _limit(view: IndicatorView, value: float | None, words: Words) -> str:
    return "" if value is None else facts.limit(view, value, words)


def areas_table(view: IndicatorView, words: Words) -> Table | None:
    """The table twin of the chart by area: a row an area, numbers by category with their shares, and the index."""
    figure = areas.figure_of(view)
    if figure is None:
        return None
    names = areas.categories(figure)
    rows = []
    for area in sorted(figure.areas, key=lambda area: -area.index):
        numbers = [f"{words.number(area.categories[name])} ({areas.share(area, name, words)})" if name in area.categories else "" for name in names]
        rows.append((area.area, *numbers, words.number(area.total), facts.short(view, area.index, words)))
    heads = (words("chart.column.area"), *names, words("chart.column.whole"), words("chart.column.value.distribution"))
    return Table(sentences.areas_title(view, words), heads, tuple(rows))
