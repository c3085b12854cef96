"""Figures from a list with a row a happening or respondent: rows counted, a column added up or averaged; by year, the year under way by month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.entries import FigureEntry
from loaders.recipes.apply.application import Application
from loaders.recipes.apply.list_numbers import measured
from loaders.recipes.apply.list_rows import Gathered, gather
from loaders.recipes.apply.ranges import Place
from loaders.recipes.recipe import Rule

COUNTED = ("rows", "sum")


@dataclass
class Bucket:
    """The rows of one period: their numbers (one a row where rows are counted), and the cells that these stand in."""

    values: list[float] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, value: float | None, place: Place) -> None:
        """Nothing in the place of a number adds nothing; its cell is looked at as well."""
        self.places.append(place)
        if value is not None:
            self.values.append(value)


def figures(work: Application, rule: Rule) -> Iterator[FigureEntry]:
    """The rule's figures, in the order of time."""
    gathered = gather(work, rule)
    if gathered is None:
        return
    rows = gathered.rows if rule.how == "rows" else measured(work, rule, gathered)
    years: dict[int, Bucket] = defaultdict(Bucket)
    months: dict[int, Bucket] = defaultdict(Bucket)
    is_monthly = all(row.moment.month for row in gathered.dated if row.moment.year == work.as_of.year)
    for row in rows:
        under_way = row.moment.year == work.as_of.year and is_monthly
        (months[row.moment.month] if under_way else years[row.moment.year]).add(row.value, (row.line, row.column))
    if rule.how in COUNTED:
        _add_zeros(work, gathered, years, months, is_monthly)
    for year, bucket in sorted(years.items()):
        # A year under way that is told by years alone is not over.
        yield from _entry(work, rule, gathered, str(year), bucket, "P" if year == work.as_of.year and gathered.has_time else "A")
    for month, bucket in sorted(months.items()):
        yield from _entry(work, rule, gathered, f"{work.as_of.year}-{month:02}", bucket, "A")


def _add_zeros(work: Application, gathered: Gathered, years: dict[int, Bucket], months: dict[int, Bucket], is_monthly: bool) -> None:
    """A year that the list covers has a figure even if none of its rows is meant; so has every month until now of the year under way."""
    for year in sorted({row.moment.year for row in gathered.dated}):
        if year != work.as_of.year or not is_monthly:
            _as_zero(years, year, gathered, year)
            continue
        for month in range(1, work.as_of.month + 1):
            _as_zero(months, month, gathered, year)


def _as_zero(buckets: dict[int, Bucket], key: int, gathered: Gathered, year: int) -> None:
    if key not in buckets:
        rows = [row for row in gathered.dated if row.moment.year == year]
        buckets[key] = Bucket([0.0], [(row.line, row.column) for row in rows])


def _entry(work: Application, rule: Rule, gathered: Gathered, period: str, bucket: Bucket, status: str) -> Iterable[FigureEntry]:
    if not bucket.values:
        return
    yield work.of_cells(rule, period, _value(rule, bucket.values), bucket.places, gathered.heading, status=status)


def _value(rule: Rule, values: list[float]) -> float:
    if rule.how == "mean":
        return math.fsum(values) / len(values)
    return float(len(values)) if rule.how == "respondents" else math.fsum(values)
