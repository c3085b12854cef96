"""A drawing: what the chart of one indicator shows, in the reader's language, before anything draws it.

A form (see forms) makes it from the indicator; a page's chart, a picture for print and the native charts of slides and sheets are drawn from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, floor, log10

from monitoring.charts.target_lines import TargetLine

COLUMNS, POINTS, CELLS, LINES = "columns", "points", "cells", "lines"
"""How a year is drawn: as a column, a point of a line, a cell of a strip, or a point of each of several lines."""

FROM_ZERO = 0.6
"""Points whose lowest is less than this part of the highest are shown from zero."""

NARROWEST = 0.1
"""Of the highest, the least that a scale shows that does not begin at zero: a small change looks small."""

STEPS = (5, 2.5, 2, 1)

FINAL = "reported"
LACKING = ("missing", "none", "withheld")
"""Statuses of a year's value (see facts.value_status): final, and those of a year that has a frame in place of a value."""


@dataclass(frozen=True)
class Year:
    """A year of the axis. `label` names it and `remark` is why it has no value or one that is not final, "" where nothing is to be remarked.

    `total` is the sum of the years until this one, where years are summed, `total_words` that sum with its unit. `number` is written at the value or
    the total, `details` are all that is known of the year, `below` is written below it.
    """

    year: int
    status: str
    label: str
    value: float | None = None
    total: float | None = None
    number: str = ""
    remark: str = ""
    details: tuple[str, ...] = ()
    total_words: str = ""
    below: str = ""

    @property
    def base(self) -> float | None:
        """What the years before brought; None where years are not summed, or this one is not yet."""
        return None if self.total is None else self.total - self.value

    @property
    def top(self) -> float:
        """The height that its value reaches."""
        return self.value if self.total is None else self.total


@dataclass(frozen=True)
class Cell:
    """A milestone's year. `state` is one of the reports' states, or `kept` (done in an earlier year), `not-reported`, `later`; `name` is it in words,
    `short` the same for a narrow cell with soft hyphens, `completed` a date in words and `day` the same where there is little room, `when` where
    it is on the axis of years."""

    year: int
    state: str
    name: str = ""
    short: str = ""
    completed: str = ""
    comment: str = ""
    when: float | None = None
    day: str = ""


@dataclass(frozen=True)
class Deadline:
    """`shown` is the year at whose end it is drawn, the axis' last where it is later; `whose` as IndicatorView says."""

    whose: str
    text: str
    shown: int


@dataclass(frozen=True)
class Statistic:
    """A line of a statistic beside the indicator's own values: `points` by year, each in words in `details`, the last one as a `number`."""

    name: str
    points: Mapping[int, float]
    number: str
    details: Mapping[int, str]


@dataclass(frozen=True)
class Line:
    """The values over the years of those in one category."""

    name: str
    years: tuple[Year, ...]

    @property
    def values(self) -> dict[int, Year]:
        """The years that have a value."""
        return {year.year: year for year in self.years if year.value is not None}


@dataclass(frozen=True)
class Projection:
    """How the values would go on at the pace that they have: `points` by year, from the newest value on, each in words in `details`."""

    name: str
    points: Mapping[int, float]
    details: Mapping[int, str]


@dataclass(frozen=True)
class Series:
    """Figures of the drawing by year, None where there is none. `role` is value, before (what the years before brought, under a year's own), target,
    other (the target beside it, where the programme and the council each have one), pace (the projection), or line (one of several)."""

    role: str
    name: str
    points: tuple[float | None, ...]


@dataclass(frozen=True)
class Drawing:
    """What is drawn of the indicator with the code `name`, for the year asked about, `year`. `marks` are COLUMNS, POINTS, CELLS or LINES.

    `names` are those of the values and, where years are summed, of what the years before brought, by the series' role. `scale` is that of a survey's
    answers, or one that several drawings share. `lines` are drawn in place of the indicator's own values. `notes` are lines to be read below the
    chart: what is known of further statistics, and where all of them come from.
    """

    name: str
    marks: str
    year: int
    years: tuple[Year, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 0
    is_percentage: bool = False
    scale: tuple[float, float] | None = None
    target: TargetLine | None = None
    statistics: tuple[Statistic, ...] = ()
    projection: Projection | None = None
    notes: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def axis(self) -> range:
        """The years that are drawn."""
        shown = self.years or self.cells
        return range(shown[0].year, shown[-1].year + 1)

    @cached_property
    def values(self) -> dict[int, Year]:
        """The years that have a value."""
        return {year.year: year for year in self.years if year.value is not None}

    @property
    def is_summed(self) -> bool:
        return "before" in self.names

    @property
    def extent(self) -> tuple[float, float]:
        """The lowest and the highest height to be drawn: the whole scale of answers; else from zero, or where points lie close together from below
        the lowest, of what is counted whole from a whole number to another."""
        if self.scale and self.marks in (POINTS, LINES):
            return self.scale
        heights = [year.top for year in self.values.values()] + (self.target.heights(self.axis) if self.target else [])
        heights += [year.value for line in self.lines for year in line.values.values()]
        heights += [height for line in (*self.statistics, *filter(None, [self.projection])) for height in line.points.values()]
        if self.marks == COLUMNS:
            return min([0, *heights]), max([0, *heights])
        low, high = min(heights, default=0), max(heights, default=1)
        if not (self.values or self.lines) or low < FROM_ZERO * high:
            return min(0, low), max(0, high)
        spare = max((high - low) * 0.25, (NARROWEST * high - (high - low)) / 2)
        low, high = max(0, low - spare), high + spare
        return (low, high) if self.decimals else (floor(low), ceil(high))

    @property
    def highest(self) -> float:
        """The highest of the lines' values and of the statistics beside them."""
        heights = [year.value for line in self.lines for year in line.values.values()]
        return max(heights + [height for line in self.statistics for height in line.points.values()])

    @property
    def is_cut(self) -> bool:
        """Whether the scale begins above zero."""
        return self.scale is None and self.extent[0] > 0

    def ticks(self, least: int) -> tuple[float, ...]:
        """The scale's marks: of a survey's answers, or at least so many round numbers of a scale that is cut or goes below zero, whole ones of what
        is counted whole; none where it begins at zero."""
        low, high = self.extent
        if self.scale and self.marks in (POINTS, LINES):
            return tuple(range(int(low), int(high) + 1)) if high - low <= 10 else (low, high)
        if low == 0:
            return ()
        power = 10.0 ** floor(log10(high - low))
        steps = (step * power / smaller for smaller in (1, 10, 100) for step in STEPS)
        whole_steps = (step for step in steps if self.decimals or step < 1 or step == int(step))
        marks = ([step * number for number in range(ceil(low / step), floor(high / step) + 1)] for step in whole_steps)
        return tuple(next(found for found in marks if len(found) >= least))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The drawing as figures by year; where no year has a value, what is asked for alone."""
        if self.lines:
            return tuple(Series("line", line.name, tuple(year.value for year in line.years)) for line in self.lines)
        found = [Series("before", self.names["before"], tuple(year.base for year in self.years))] if self.is_summed and self.values else []
        found += [Series("value", self.names["value"], tuple(year.value for year in self.years))] if self.values else []
        lines = [("target", self.target), ("other", self.target.other)] if self.target else []
        for role, line in lines:
            points = tuple(line.at(year) for year in self.axis) if line else ()
            if any(point is not None for point in points):
                found.append(Series(role, line.full_label, points))
        if self.projection:
            found.append(Series("pace", self.projection.name, tuple(map(self.projection.points.get, self.axis))))
        return tuple(found)

    def of(self, role: str) -> Series | None:
        """The series with a role; None where there is none."""
        return next((series for series in self.series if series.role == role), None)

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """What the scale of values begins and ends with where it must: the survey's, or zero; None where that is left to the program."""
        lowest = min(point for series in self.series for point in series.points if point is not None)
        return self.scale or (0 if lowest >= 0 else None, None)
