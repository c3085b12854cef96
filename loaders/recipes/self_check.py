"""What a recipe takes of a table, year by year, beside what the table itself says: its totals, the year before, the other departments."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders import checks, tables
from loaders.entries import FigureEntry
from loaders.files.workbook import NUMBER, address, boundaries
from loaders.recipes import list_totals, lists, series, vocabulary
from loaders.recipes.apply.application import ranges
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.series import Series
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from loaders.tables import Label, texts
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL
from monitoring.kinds import Component, Kind
from monitoring.model import CONTEXT

FEWEST_DEPARTMENTS = 2
NEAR = 1e-6
PERIODS = {"M": 12, "Q": 4, "Y": 1}
"""How many of each make a year."""


@dataclass(frozen=True)
class YearFigures:
    """What is taken for an indicator in a year, or for a statistic called `name` beside it.

    `parts` are its components, months or quarters (`periods` of them, `grain`) made to a year as the indicator's kind says; `value` is what they
    make, None where they make none and of areas. `cells` are where each comes from. `stated` are the totals that the table itself has of them."""

    indicator: str
    year: int
    parts: Mapping[str, float]
    value: float | None = None
    name: str = ""
    grain: str = "Y"
    periods: int = 1
    cells: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all of the year's months or quarters are there."""
        return self.periods == PERIODS.get(self.grain, self.periods)

    @property
    def differing(self) -> dict[str, float]:
        """The table's own totals that are not what is taken."""
        return {name: total for name, total in self.stated.items() if not math.isclose(total, self.parts[name], rel_tol=NEAR, abs_tol=NEAR)}


@dataclass(frozen=True)
class ListTotal:
    """The number in a list's own row of totals, what its rows made, and what the rows have that are left out."""

    cell: str
    stated: float
    taken: float
    left_out: float = 0.0

    @property
    def differs(self) -> bool:
        return not math.isclose(self.stated, self.taken + self.left_out, rel_tol=NEAR, abs_tol=NEAR)


@dataclass(frozen=True)
class Departments:
    """A figure of one department among several of the same table, with the sum of all of them by period."""

    label: str
    n: int
    sums: Mapping[str, float]


def year_figures(recipe: Recipe, figures: Sequence[FigureEntry], profile: TableProfile, catalogue: Catalogue) -> list[YearFigures]:
    """What `figures`, which `recipe` made of the table, are by indicator and year; those of a breakdown's categories are parts of them."""
    grouped: dict[tuple[str, str, int], list[FigureEntry]] = defaultdict(list)
    for entry in figures:
        if entry.value is not None and not catalogue.categories_of(entry.indicator, entry.dimensions):
            grouped[entry.indicator, entry.dimensions.get("statistic", ""), entry.year].append(entry)
    return [_of_year(key, entries, recipe, profile, catalogue) for key, entries in sorted(grouped.items())]


def _of_year(key: tuple[str, str, int], entries: list[FigureEntry], recipe: Recipe, profile: TableProfile, catalogue: Catalogue) -> YearFigures:
    code, name, year = key
    kind, by_component = kinds.of(catalogue.indicators[code]), defaultdict(list)
    for entry in entries:
        by_component[entry.component].append(entry)
    parts = {component: _made(kind, component, by_component) for component in by_component}
    value = None if kind.by_area else parts.get(CONTEXT) if name else kind.value(parts)
    rules = {rule.component: rule for rule in recipe.rules if (rule.indicator, rule.name) == (code, name)}
    own = {component: _stated(rules.get(component), of_one, profile) for component, of_one in by_component.items()}
    periods = {entry.period for entry in entries}
    cells = {component: _cells(of_one) for component, of_one in by_component.items()}
    stated = {component: total for component, total in own.items() if total is not None}
    return YearFigures(code, year, parts, value, name, series.grain(entries[0].period), len(periods), cells, stated)


def _cells(entries: Sequence[FigureEntry]) -> str:
    """The cells of several figures, as few ranges as they make."""
    areas = [boundaries(part) for entry in entries for part in entry.cell.split(",") if part]
    return ranges((row, column) for top, left, bottom, right in areas for row in range(top, bottom + 1) for column in range(left, right + 1))


def _made(kind: Kind, component: str, by_component: Mapping[str, Sequence[FigureEntry]]) -> float:
    """A year's component of its months or quarters; of areas and categories their sum."""
    entries = sorted(by_component[component], key=lambda entry: entry.period)
    how = kind.component(component) if component != CONTEXT else None
    over_year = how.over_year if how and not kind.by_area else kinds.SUM if kind.by_area else kinds.LAST
    if over_year == kinds.LAST:
        return entries[-1].value
    if over_year == kinds.WEIGHTED:
        return _weighted(how, entries, by_component)
    return math.fsum(entry.value for entry in entries)


def _weighted(component: Component, entries: Sequence[FigureEntry], by_component: Mapping[str, Sequence[FigureEntry]]) -> float:
    weights = {entry.period: entry.value for entry in by_component.get(component.weight, ())}
    weighted = [(entry.value, weights.get(entry.period, 1.0)) for entry in entries]
    total = math.fsum(weight for _, weight in weighted)
    return math.fsum(value * weight for value, weight in weighted) / total if total else entries[-1].value


def _stated(rule: Rule | None, entries: Sequence[FigureEntry], profile: TableProfile) -> float | None:
    """The table's own total for a component in a year: the year beside its months, or what the parts of a total make."""
    if rule is None or rule.is_of_list or rule.area or rule.how == "percent":
        return None
    if len(entries[0].period) > len("2021"):
        points = [point for point in series.under(profile.points(), rule.under) if point.period[:4] == entries[0].period[:4]]
        _, coarser = series.finest(points)
        years = [point.row.value for point in coarser if point.grain == "Y" and point.row.value is not None]
        return math.fsum(years) if years else None
    if len(entries) > 1 or rule.how != "figure":
        return None
    of_siblings = _of_siblings(rule, entries[0].period, profile)
    return _of_parts(entries[0].cell, profile) if of_siblings is None else of_siblings


def _line(rule: Rule, profile: TableProfile) -> Series | None:
    """The line of the table that the rule takes."""
    wanted = sorted(map(compared, rule.under))
    return next((one for one in profile.series if sorted(map(compared, one.labels)) == wanted), None)


def _siblings(line: Series, label: Label, profile: TableProfile) -> list[Series]:
    """The lines with another label in the place of this one that are no totals of it, and else the same labels."""
    others = _keys(line, label.dimension)
    found = []
    for one in profile.series:
        texts_there = [each.text for each in one.points[0].labels if each.dimension == label.dimension]
        if len(texts_there) == 1 and one.unit == line.unit and _keys(one, label.dimension) == others and not texts.is_total(texts_there[0]):
            found.append(one)
    return found


def _keys(line: Series, dimension: str) -> list[tuple[str, str]]:
    """Its labels of other dimensions."""
    return sorted(series.label_key(label) for label in line.points[0].labels if label.dimension != dimension)


def _of_siblings(rule: Rule, period: str, profile: TableProfile) -> float | None:
    """What the lines make that the rule's line is called the total of."""
    line = _line(rule, profile)
    for label in line.points[0].labels if line else ():
        others = _siblings(line, label, profile) if texts.is_total(label.text) else []
        values = [one.values.get(period) for one in others]
        if len(values) > 1 and None not in values:
            return math.fsum(values)
    return None


def _of_parts(cell: str, profile: TableProfile) -> float | None:
    """What the parts of a total make, of the number in `cell`, where it is one by its numbers."""
    row, column = boundaries(cell)[:2]
    values = {(each.row, each.column): each.value for each in profile.table.rows if each.value is not None}
    for total in tables.totals(profile.table):
        is_row = total.axis == tables.ROW
        if total.number == (row if is_row else column):
            parts = [values.get((part, column) if is_row else (row, part)) for part in total.parts]
            return None if None in parts else math.fsum(parts)
    return None


def totals_of_list(recipe: Recipe, figures: Sequence[FigureEntry], profile: TableProfile) -> Iterator[ListTotal]:
    """The totals that a list has at its end of the columns that are added up."""
    at = profile.table.sheet.at
    ends = list(list_totals.found(profile.table, lists.time_column(profile.table))) if profile.is_list else []
    for rule in recipe.rules:
        column = lists.find(profile.table, rule.column) if rule.how == "sum" and rule.is_of_list and not rule.where else None
        cell = at(ends[-1], column.number) if ends and column is not None else None
        mine = [entry.value for entry in figures if (entry.indicator, entry.component, entry.dimensions) == (rule.indicator, rule.component, TOTAL)]
        if cell is not None and cell.kind == NUMBER:
            out = (at(line, column.number) for line in profile.left_out(recipe))
            left_out = math.fsum(one.value for one in out if one is not None and one.kind == NUMBER)
            yield ListTotal(address(cell.row, cell.column), float(cell.value), math.fsum(value for value in mine if value is not None), left_out)


def is_jump(kind: Kind, before: float, after: float) -> bool:
    """Whether a year is far from the year before: by more than half, and of numbers by more than ten."""
    step = abs(after - before)
    return step > checks.LARGE_SHARE * abs(before) and (kind.is_percent or step > checks.LARGE_NUMBER)


def departments(rule: Rule, profile: TableProfile) -> Departments | None:
    """The departments of which the rule takes one only; None where it takes a total, or where nothing looks like departments."""
    if rule.is_of_list or rule.how != "figure" or rule.component == CONTEXT:
        return None
    line = _line(rule, profile)
    if line is None or line.is_total:
        return None
    for label in line.points[0].labels:
        alike = _siblings(line, label, profile)
        named = [next(each.text for each in one.points[0].labels if each.dimension == label.dimension) for one in alike]
        if len(alike) >= FEWEST_DEPARTMENTS and vocabulary.are_departments(label.dimension, named):
            sums = {period: math.fsum(one.values.get(period, 0.0) for one in alike) for period in line.values}
            return Departments(label.text, len(alike), sums)
    return None
