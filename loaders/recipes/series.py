"""The numbers of a table: each with its period and its labels without times, and the lines that they make, period by period.

A label may be the time ("January" under the title "Visits 2021") or hold it ("Total 2021"); a yearly total beside months is of their line.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import islice

from loaders import tables
from loaders.normalisation import normalised
from loaders.recipes.vocabulary import compared, without_years
from loaders.tables import ILLEGIBLE, PERIOD, Label, Table, TidyRow, Total, periods, read_cell, texts

GRAINS = {4: "Y", 7: "M", 10: "D"}
FINENESS = "YQMWD"
MOST = 20_000
"""Numbers of a table that are looked at to choose from."""
FEWEST_BESIDE = 3
"""Numbers side by side, the total among them."""
FEWEST_AGREEING = 4
"""Numbers other than totals that must agree: two and two may do so by chance."""
EXACT, PERCENT = 1e-6, 0.006
"""How far, of the whole, a total may be off: percentages are rounded."""

LabelKey = tuple[str, str]
"""(dimension, label), as they are compared."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a table. `period` is an SDMX time period, "" where the sheet says none; `labels` are without it."""

    row: TidyRow
    period: str
    labels: tuple[Label, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(label.text for label in self.labels)

    @property
    def key(self) -> tuple[str, ...]:
        """Its labels as they are compared."""
        return tuple(normalised(label.text) for label in self.labels)

    @property
    def year(self) -> int | None:
        return int(self.period[:4]) if self.period else None

    @property
    def grain(self) -> str:
        """Y a year, Q a quarter, M a month, W a week, D a day; "" without a time."""
        return grain(self.period)

    @property
    def is_spoiled(self) -> bool:
        return self.row.mark == ILLEGIBLE


def grain(period: str) -> str:
    """Of an SDMX time period: Y, Q, M, W or D; "" of none."""
    if period[4:6] in ("-Q", "-W"):
        return period[5]
    return GRAINS.get(len(period), "")


def points(table: Table, year: int | None = None, trusts_title: bool = True) -> list[Point]:
    """All numbers of a table, and the marks and words in the place of one. `year` is that of a sheet that says none, or whose title and name are not
    to be trusted."""
    return _with_totals([_point(table, row, year, trusts_title) for row in table.rows])


def _point(table: Table, row: TidyRow, year: int | None, trusts_title: bool) -> Point:
    labels, parts = [], []
    if row.year_from and not trusts_title:
        # What is not trusted is the year: a title's quarter or month stays.
        parts += [row.period[4:]] if row.period[4:] else []
        row = replace(row, period="", year_from="")
    for label in row.labels:
        text, part = _without_time(label.text, label.dimension, row.period[:4])
        parts += [part] if part else []
        if text:
            labels.append(label if text == label.text else replace(label, text=text))
    if not row.period:
        parts += _unfinished(table, row)
    period = periods.combined(*(part for part in parts if part[0] == "-"), row.period or str(year or ""))
    return Point(row, period if _is_finer(period, row.period) else row.period or period, tuple(labels))


def _is_finer(period: str, stated: str) -> bool:
    return FINENESS.find(grain(period) or "Y") > FINENESS.find(grain(stated) or "Y")


@lru_cache(maxsize=8192)
def _without_time(text: str, dimension: str, year: str) -> tuple[str, str]:
    """(the label without its time, the part of a year that it names as "-05"). A year that is not the row's is no time of it."""
    exact = periods.exactly(text)
    if exact is not None and exact.text[:4] in (year, "-" + exact.text[1:4]):
        return "", exact.text[4:] if exact.has_year else exact.text
    if part := periods.numbered(dimension, text):
        return "", part
    inside = periods.within(text)
    return (inside.rest, "") if inside is not None and inside.rest and inside.text == year else (text, "")


def _unfinished(table: Table, row: TidyRow) -> list[str]:
    """Months, quarters and weeks that stand over or beside a number where the sheet says no year."""
    over = next((column.period for column in table.columns if column.number == row.column), "")
    beside = [
        (column.dimension, read_cell(cell)) for column in table.columns if column.holds == PERIOD and (cell := table.sheet.at(row.row, column.number))
    ]
    return [part for part in (over, *(cell.period or periods.numbered(heading, cell.text) for heading, cell in beside)) if part[:1] == "-"]


def _with_totals(found: list[Point]) -> list[Point]:
    """A yearly total beside months, quarters or weeks loses the label that says so: it is of the same line as they are."""
    finer = {point.key for point in found if point.grain not in ("", "Y")}
    return [_as_of_its_line(point, finer) if point.grain == "Y" else point for point in found] if finer else found


def _as_of_its_line(point: Point, finer: Iterable[tuple[str, ...]]) -> Point:
    for place in reversed(range(len(point.labels))):
        rest = point.labels[:place] + point.labels[place + 1 :]
        key = tuple(normalised(label.text) for label in rest)
        if texts.is_total(point.labels[place].text) and key in finer:
            return replace(point, labels=rest)
    return point


def under(points: Sequence[Point], headings: Sequence[str]) -> list[Point]:
    """The numbers whose labels are `headings`; where none are exactly these, those that have them among others.

    Years in a heading count only where they tell lines apart."""
    for as_compared in (compared, without_years):
        wanted = Counter(as_compared(text) for text in headings)
        for fits in (Counter.__eq__, Counter.__ge__):
            found = [point for point in points if fits(_labels(point, as_compared), wanted)]
            if found:
                return found
    return []


def _labels(point: Point, as_compared: Callable[[str], str]) -> Counter[str]:
    return Counter(as_compared(text) for text in point.texts)


def label_of(point: Point, dimension: str) -> str:
    """What a number's label in `dimension` says; "" where it has none."""
    wanted = compared(dimension)
    return next((label.text for label in point.labels if compared(label.dimension) == wanted), "")


def month_of(period: str) -> str:
    """The month that a week (its Thursday's, ISO 8601) or a day lies in; other periods as they are."""
    kind = grain(period)
    if kind == "D":
        return period[:7]
    if kind != "W":
        return period
    year, week = int(period[:4]), int(period[6:])
    try:
        return date.fromisocalendar(year, week, 4).isoformat()[:7]
    except ValueError:
        # A week 53 that the year does not have: the first of the next.
        return date.fromisocalendar(year + 1, 1, 4).isoformat()[:7]


def finest(points: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """(the numbers of the finest periods that their year has, the coarser ones: totals of them). Only numbers decide, not marks alone."""
    numbered: dict[Hashable, set[str]] = defaultdict(set)
    points = [point for point in points if point.period]
    for point in points:
        if point.row.value is not None:
            numbered[point.year].add(point.grain)
    found, totals = [], []
    for point in points:
        best = max(numbered[point.year], key=FINENESS.index, default=point.grain)
        if point.grain == best:
            found.append(point)
        elif FINENESS.index(point.grain) < FINENESS.index(best):
            totals.append(point)
        elif point.is_spoiled:
            found.append(point)
    return found, totals


def total_labels(points: Sequence[Point]) -> frozenset[LabelKey]:
    """The labels that are totals."""
    named = {label_key(label) for point in points for label in point.labels if texts.is_total(label.text)}
    dimensions = dict.fromkeys(compared(label.dimension) for point in points for label in point.labels)
    return frozenset(named.union(*(_adding_up(points, dimension) for dimension in dimensions)) if dimensions else named)


def label_key(label) -> LabelKey:
    return compared(label.dimension), compared(label.text)


def _adding_up(points: Sequence[Point], dimension: str) -> set[LabelKey]:
    """Labels of one dimension whose number is half of all beside each other, wherever they have one: the total and its parts."""
    groups: dict[tuple, list[tuple[str, Point]]] = defaultdict(list)
    for point in points:
        mine = next((label for label in point.labels if compared(label.dimension) == dimension), None)
        if mine is not None and point.row.value is not None:
            others = tuple(compared(label.text) for label in point.labels if label is not mine)
            groups[point.period, others].append((compared(mine.text), point))
    agreed: dict[str, int] = defaultdict(int)
    refused: set[str] = set()
    for members in groups.values():
        whole = math.fsum(point.row.value for _, point in members)
        for label, point in members:
            near = PERCENT if point.row.unit == "%" else EXACT
            if len(members) < FEWEST_BESIDE or not whole:
                continue
            if math.isclose(2 * point.row.value, whole, rel_tol=near):
                agreed[label] += len(members) - 1
            else:
                refused.add(label)
    return {(dimension, label) for label, count in agreed.items() if count >= FEWEST_AGREEING and label not in refused}


@dataclass(frozen=True)
class Series:
    """One line of a table of numbers. `periods` and `cells` belong together, in the order of the sheet; a period is "" where the sheet says none.

    `is_total` says that its labels, or its numbers, are the sum of the others'. `unit` is "%" for percentages.
    """

    labels: tuple[str, ...]
    periods: tuple[str, ...]
    cells: tuple[str, ...]
    is_total: bool = False
    unit: str = ""
    points: tuple[Point, ...] = field(default=(), repr=False, compare=False)

    @property
    def heading(self) -> str:
        """Its labels in one line."""
        return " · ".join(self.labels)

    @property
    def values(self) -> dict[str, float]:
        """Its numbers by period."""
        return {point.period: point.row.value for point in self.points if point.row.value is not None}


def series_of(table: Table) -> tuple[Series, ...]:
    """The series of a table, in the order in which they begin on the sheet; of a very long one those that its first numbers make, which are
    more than anybody chooses from."""
    head = replace(table, tidy=lambda: islice(table.tidy(), MOST))
    readable = [point for point in points(head) if not point.is_spoiled]
    grouped: dict[tuple[str, ...], list[Point]] = {}
    for point in readable:
        grouped.setdefault(point.key, []).append(point)
    labels, lines = total_labels(readable), tables.totals(head)
    return tuple(
        Series(
            labels=members[0].texts,
            periods=tuple(point.period for point in members),
            cells=tuple(point.row.cell for point in members),
            unit=members[0].row.unit,
            is_total=any(label_key(label) in labels for label in members[0].labels) or _are_totals(members, lines),
            points=tuple(members),
        )
        for members in grouped.values()
    )


def _are_totals(members: Sequence[Point], lines: Sequence[Total]) -> bool:
    """Whether the points stand in rows, or in columns, that are the sums of others."""
    for axis, numbers in ((tables.ROW, {point.row.row for point in members}), (tables.COLUMN, {point.row.column for point in members})):
        if numbers <= {total.number for total in lines if total.axis == axis}:
            return True
    return False
