"""Figures from a table of numbers: the number under certain headings, all of them added up, a part by its percentage, the categories of areas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from loaders import numbers
from loaders.entries import FigureEntry
from loaders.files.workbook import TEXT
from loaders.findings import SPOILED
from loaders.recipes.apply.application import Application
from loaders.recipes.recipe import Rule
from loaders.recipes.series import Point, finest, label_of, month_of, under
from loaders.recipes.vocabulary import compared
from loaders.tables import NOTHING, texts
from monitoring import kinds
from monitoring.dimensions import Dimensions
from monitoring.model import CONTEXT
from monitoring.words import words

ROUNDING = 1e-6
"""How far, of one, a sum may be from its total."""


def chosen(work: Application, rule: Rule) -> list[Point]:
    """The numbers that a rule means, of the programme's years. What is lacking, spoiled or left out is noted."""
    found = under(work.points, rule.under)
    without = {compared(text) for text in rule.without}
    found = [point for point in found if without.isdisjoint(compared(text) for text in point.texts)]
    if rule.how == "sum":
        named = {compared(text) for text in rule.under}
        found = [point for point in found if not any(texts.is_total(text) and compared(text) not in named for text in point.texts)]
    if not found:
        work.not_found("heading", heading=" · ".join(rule.under))
    dated = [point for point in found if point.period]
    if len(dated) < len(found):
        work.note("year-missing", next(point.row.cell for point in found if not point.period), "", "table")
    in_programme = [point for point in dated if work.is_in_programme(point.year, rule)]
    if len(in_programme) < len(dated):
        work.note("unused-sheet", work.first_cell, "", "years", n=len(dated) - len(in_programme), **work.programme_years())
    return [point for point in in_programme if _is_readable(work, rule, point)]


def _is_readable(work: Application, rule: Rule, point: Point) -> bool:
    """Whether a number is of the kind that the rule needs. How it was read, or why it was not, is noted."""
    row = point.row
    cell = work.table.sheet.at(row.row, row.column)
    if point.is_spoiled or cell.kind in SPOILED:
        work.note_no_number(cell)
    elif row.value is None:
        return True
    elif not _fits_percent(work, rule, point):
        work.note_on(cell, "not-a-number", "percent")
    elif not work.is_too_large(cell, row.value):
        if cell.kind == TEXT:
            read = numbers.number(str(cell.value))
            work.note_on(cell, "converted-text", number=read.value if isinstance(read, numbers.Number) else row.value)
        return True
    return False


def _fits_percent(work: Application, rule: Rule, point: Point) -> bool:
    """A percentage only where one can be meant."""
    if point.row.unit != "%" or rule.how == "percent" or rule.component == CONTEXT:
        return True
    indicator = work.indicator(rule)
    return kinds.of(indicator).may_be_percent(rule.component, indicator.unit_of_measure)


def one_each(work: Application, points: Iterable[Point], rule: Rule) -> dict[tuple[str, str, str], Point]:
    """(period, area, category) → its number. Two different numbers for the same are noted, and the first is taken; a mark gives way."""
    found: dict[tuple[str, str, str], Point] = {}
    for point in points:
        key = (point.period, *(label_of(point, name) if name else "" for name in (rule.area, rule.category)))
        first = found.setdefault(key, point)
        if first.row.value is None and point.row.value is not None:
            found[key] = point
        elif point.row.value is not None and point.row.value != first.row.value:
            cell = work.table.sheet.at(point.row.row, point.row.column)
            work.note_on(cell, "duplicate-row", "period", first=first.row.cell, period=point.period)
    return found


def figure(work: Application, rule: Rule) -> Iterator[FigureEntry]:
    """The number under the rule's headings in each period."""
    finest_points, totals = finest(chosen(work, rule))
    single = list(one_each(work, finest_points, rule).values())
    over_month = _over_month(work, rule)
    if over_month == kinds.SUM:
        check_totals(work, single, totals)
    by_month: dict[str, list[Point]] = defaultdict(list)
    for point in single:
        if point.grain in ("W", "D"):
            by_month[month_of(point.period)].append(point)
        else:
            yield from of_point(work, rule, point)
    if by_month and not over_month:
        work.not_found("weeks", indicator=rule.indicator)
        return
    for month, points in sorted(by_month.items()):
        if work.is_in_programme(int(month[:4]), rule):
            last = max((point for point in points if point.row.value is not None), key=lambda point: point.period, default=points[0])
            yield from _added_up(work, rule, month, points if over_month == kinds.SUM else [last])


def total(work: Application, rule: Rule) -> Iterator[FigureEntry]:
    """All numbers under the rule's headings added up, in each period."""
    finest_points, totals = finest(chosen(work, rule))
    check_totals(work, finest_points, totals)
    by_period: dict[str, list[Point]] = defaultdict(list)
    for point in finest_points:
        by_period[month_of(point.period)].append(point)
    for period, points in sorted(by_period.items()):
        if work.is_in_programme(int(period[:4]), rule):
            yield from _added_up(work, rule, period, points)


def _over_month(work: Application, rule: Rule) -> str:
    """How weeks or days make a month: added up, the last one, or "" where they do not. Of a context statistic the last one, if that is how a
    component of its indicator is made."""
    kind = kinds.of(work.indicator(rule))
    if rule.component != CONTEXT:
        return kind.component(rule.component).over_month
    return kinds.LAST if any(component.over_month == kinds.LAST for component in kind.components) else ""


def of_point(work: Application, rule: Rule, point: Point, **more: object) -> Iterator[FigureEntry]:
    """The figure that a cell holds; none where a mark says that it is unknown, or not published, which is noted. A dash says that there is none."""
    if point.row.value is not None:
        yield work.of_cell(rule, point, point.row.value, **more)
    elif rule.component == CONTEXT:
        return
    elif point.row.mark == NOTHING:
        yield work.of_cell(rule, point, None, **more)
    else:
        note_mark(work, point)


def note_mark(work: Application, point: Point) -> None:
    work.note_on(work.table.sheet.at(point.row.row, point.row.column), "missing-figure", "mark")


def _added_up(work: Application, rule: Rule, period: str, points: list[Point]) -> Iterator[FigureEntry]:
    """One figure of several cells; it is an estimate where one of them does not tell its number."""
    known = [point for point in points if point.row.value is not None or point.row.mark == NOTHING]
    for point in points:
        if point not in known:
            note_mark(work, point)
    if any(point.row.value is not None for point in known):
        value = math.fsum(point.row.value or 0 for point in known)
        places = [(point.row.row, point.row.column) for point in known]
        label = next((label.cell for point in known for label in point.labels), known[0].row.cell)
        status = "A" if len(known) == len(points) else "E"
        yield work.of_cells(rule, period, value, places, label, status=status, percent=all(point.row.unit == "%" for point in known))


def check_totals(work: Application, parts: list[Point], totals: list[Point]) -> None:
    """Notes a yearly or quarterly total that its months, quarters or weeks do not make."""
    if any(point.row.value is None and point.row.mark != NOTHING for point in parts):
        return
    stated: dict[str, list[Point]] = defaultdict(list)
    for point in totals:
        if point.row.value is not None:
            stated[point.period].append(point)
    for period, points in stated.items():
        inside = [point.row.value or 0 for point in parts if _lies_in(month_of(point.period), period)]
        sums = math.fsum(point.row.value for point in points), math.fsum(inside)
        if inside and not math.isclose(*sums, rel_tol=ROUNDING, abs_tol=ROUNDING):
            cell = work.table.sheet.at(points[0].row.row, points[0].row.column)
            work.note_on(cell, "total-differs", total=sums[0], parts=sums[1], figure_year=int(period[:4]))


def _lies_in(part: str, whole: str) -> bool:
    """Whether a month or quarter lies in a year or quarter."""
    if part[:4] != whole[:4] or len(whole) == 4:
        return part[:4] == whole[:4]
    return len(part) == 7 and part[5] != "Q" and (int(part[5:]) - 1) // 3 + 1 == int(whole[6:])


def from_percentages(work: Application, rule: Rule, wholes: Mapping[str, float | None]) -> Iterator[FigureEntry]:
    """The part in each period: its percentage of the whole, rounded to a whole number, which makes it an estimate. `wholes` are by period."""
    finest_points, _ = finest(chosen(work, rule))
    single = one_each(work, finest_points, rule).values()
    stated = [point.row.value for point in single if point.row.value is not None]
    may_be_fractions = all(point.row.unit != "%" for point in single) and any(stated) and all(0 <= value <= 1 for value in stated)
    for point in single:
        cell = work.table.sheet.at(point.row.row, point.row.column)
        whole = wholes.get(point.period)
        if point.row.value is None:
            yield from of_point(work, rule, point)
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
    finest_points, _ = finest(chosen(work, rule))
    placed = [point for point in finest_points if all(label_of(point, name) for name in (rule.area, rule.category))]
    if finest_points and not placed:
        work.not_found("dimensions", area=rule.area, category=rule.category)
    for (_, area, category), point in one_each(work, placed, rule).items():
        if point.grain in ("W", "D"):
            work.not_found("weeks", indicator=rule.indicator)
            return
        yield from of_point(work, rule, point, dimensions=Dimensions.of(area=area, category=category))
