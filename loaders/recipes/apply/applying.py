"""A recipe on a table: figures with their cells come out, and what was wrong. Nothing is guessed: what a rule does not find is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loaders.entries import FigureEntry
from loaders.findings import Finding
from loaders.recipes.apply import grid_figures, list_figures, share_figures
from loaders.recipes.apply.application import Application
from loaders.recipes.recipe import Recipe, Rule
from loaders.tables import Table
from monitoring.catalogue import Catalogue


@dataclass(frozen=True)
class Applied:
    """What a recipe made of one table."""

    figures: list[FigureEntry]
    findings: list[Finding]


def apply(recipe: Recipe, table: Table, catalogue: Catalogue, language: str, as_of: date, year: int | None = None) -> Applied:
    """The figures that `recipe` makes of `table`, in the order of its rules, and all findings.

    `as_of` is the day on which the table is read: what lies after it is an error, and the year that it lies in is told by months where the
    table can. `year` is that of a sheet that says none. `language` is the reader's.
    """
    work = Application(table, catalogue, language, as_of, year)
    made: dict[int, list[FigureEntry]] = {}
    # A percentage needs its whole first.
    for place, rule in sorted(enumerate(recipe.rules), key=lambda each: each[1].how == "percent"):
        if rule.indicator in catalogue.indicators:
            made[place] = list(_of_rule(work, rule, _wholes(rule, made)))
        else:
            work.not_found("indicator", indicator=rule.indicator)
    return Applied([entry for place in sorted(made) for entry in made[place]], work.findings)


def _wholes(rule: Rule, made: Mapping[int, list[FigureEntry]]) -> dict[str, float | None]:
    entries = (entry for entries in made.values() for entry in entries)
    return {entry.period: entry.value for entry in entries if (entry.indicator, entry.component) == (rule.indicator, "whole")}


def _of_rule(work: Application, rule: Rule, wholes: Mapping[str, float | None]) -> Iterator[FigureEntry]:
    if rule.is_of_list:
        yield from list_figures.figures(work, rule)
    elif rule.how == "percent":
        yield from share_figures.from_percentages(work, rule, wholes)
    elif rule.area or rule.category:
        yield from share_figures.of_areas(work, rule)
    elif rule.how == "sum":
        yield from grid_figures.total(work, rule)
    else:
        yield from grid_figures.figure(work, rule)
