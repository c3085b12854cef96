"""What a unit's own table seems to mean: its kind, the indicator, the rules that would make figures of it, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.recipes import list_columns
from loaders.recipes import series as of_series
from loaders.recipes.list_columns import ListColumn
from loaders.recipes.recipe import Rule
from loaders.recipes.series import Series
from loaders.recipes.suggest import indicator_names, suggestions, table_kinds
from loaders.recipes.suggest.drafts import Answers, rules_of
from loaders.tables import Table
from monitoring.catalogue import Catalogue


@dataclass(frozen=True)
class Proposal:
    """What a table seems to be. `kind` is one of kinds.KINDS.

    `answers` are the best guess for `indicator`, `rules` what they make; `open` names what a person must say or confirm before that may be
    used: any of "indicator", "figure", "part", "whole", "mean", "respondents", "column", "area", "category", "year", "source". `series` are
    the lines of a table of numbers, `columns` those of a list and `choices` what its columns of few words say, by heading, each with its
    number of rows; `dimensions` what a distribution's areas and categories can be.
    """

    kind: str
    indicator: str | None
    answers: Answers | None = None
    rules: tuple[Rule, ...] = ()
    open: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    columns: tuple[ListColumn, ...] = ()
    choices: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()


def propose(table: Table, unit: str, catalogue: Catalogue, indicator: str | None = None) -> Proposal:
    """What `table` of the workbook of `unit` seems to be. `indicator` is the one that a person has chosen, None where nobody was asked yet."""
    is_list = table_kinds.is_list(table)
    series = () if is_list else of_series.of(table)
    kind = table_kinds.kind(table, series)
    if indicator is not None:
        named = indicator_names.Named(catalogue.indicators[indicator], True)
    else:
        named = indicator_names.indicator_of(table, series, kind, unit, catalogue)
    open_ = () if named.is_certain else ("indicator",)
    answers, rules = None, ()
    if named.indicator is not None:
        guess = suggestions.guess(table, series, kind, named.indicator, catalogue)
        answers, open_ = guess.answers, open_ + guess.open
        rules = rules_of(table, series, named.indicator, answers)
    open_ += ("year",) if _lacks_year(table, series, is_list) else ()
    columns = list_columns.columns(table) if is_list else ()
    choices = {column.heading: list_columns.choices(table, column.heading) for column in columns if column.holds == list_columns.CHOICES}
    code = named.indicator.indicator if named.indicator else None
    return Proposal(kind, code, answers, rules, open_, series, columns, choices, _dimensions(series))


def _lacks_year(table: Table, series: tuple[Series, ...], is_list: bool) -> bool:
    """Whether some of the numbers say no time and the sheet does not either."""
    if is_list:
        return list_columns.time_column(table) is None and list_columns.year_of(table) is None
    return any(not period for one in series for period in one.periods)


def _dimensions(series: tuple[Series, ...]) -> tuple[str, ...]:
    """What the labels of the numbers are about, where there is more than one label."""
    said: dict[str, set[str]] = {}
    for one in series:
        for label in one.points[0].labels:
            said.setdefault(label.dimension, set()).add(label.text)
    return tuple(name for name, texts in said.items() if len(texts) > 1)
