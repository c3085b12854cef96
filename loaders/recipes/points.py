"""The numbers of a table, each with the time that it is about and its labels without times.

A label may be the time ("January" under the title "Visits 2021") or hold it ("Total 2021"); a yearly total beside months is of their line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.normalisation import normalised
from loaders.recipes import vocabulary
from loaders.tables import ILLEGIBLE, PERIOD, Label, Table, TidyRow, periods, read_cell

GRAINS = {4: "Y", 7: "M", 10: "D"}
FINENESS = "YQMWD"


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


def points(table: Table, year: int | None = None) -> list[Point]:
    """All numbers and marks of a table, and what stands in the place of one. `year` is that of a sheet that says none."""
    return _with_totals([_point(table, row, year) for row in table.rows])


def _point(table: Table, row: TidyRow, year: int | None) -> Point:
    labels, parts = [], []
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
    if text.isdecimal():
        for notion, sign, most in (("week", "-W", 53), ("month", "-", 12)):
            if vocabulary.is_exactly(notion, dimension) and 1 <= int(text) <= most:
                return "", f"{sign}{int(text):02}"
    inside = periods.within(text)
    return (inside.rest, "") if inside is not None and inside.rest and inside.text == year else (text, "")


def _unfinished(table: Table, row: TidyRow) -> list[str]:
    """Months, quarters and weeks that stand over or beside a number where the sheet says no year."""
    over = next((column.period for column in table.columns if column.number == row.column), "")
    beside = (table.sheet.at(row.row, column.number) for column in table.columns if column.holds == PERIOD)
    return [part for part in (over, *(read_cell(cell).period for cell in beside if cell)) if part[:1] == "-"]


def _with_totals(found: list[Point]) -> list[Point]:
    """A yearly total beside months, quarters or weeks loses the label that says so: it is of the same line as they are."""
    finer = {point.key for point in found if point.grain not in ("", "Y")}
    return [_as_of_its_line(point, finer) if point.grain == "Y" else point for point in found] if finer else found


def _as_of_its_line(point: Point, finer: Iterable[tuple[str, ...]]) -> Point:
    for place in reversed(range(len(point.labels))):
        rest = point.labels[:place] + point.labels[place + 1 :]
        key = tuple(normalised(label.text) for label in rest)
        if vocabulary.is_total(point.labels[place].text) and key in finer:
            return replace(point, labels=rest)
    return point
