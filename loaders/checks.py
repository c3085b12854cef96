"""What is wrong with the figures that were read. Every check looks at everything and returns all that it finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from loaders.breakdowns import dimensions_of, named
from loaders.changes import Change, KnownFigures
from loaders.entries import FigureEntry, Tidied
from loaders.findings import SEVERITY, About, Finding, about_figure
from loaders.forms.layout import NO_FIGURE
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL
from monitoring.model import CONTEXT, Key
from monitoring.programme import Breakdown, Indicator, Unit
from monitoring.words import Names, Term

LARGE_SHARE = 0.5
LARGE_NUMBER = 10
ROUNDING = 0.5
"""How far from 100 an area's percentages may add up, by rounding."""
SAME_SUM = 1e-6
"""How far a sum of decimals may be from the total that it is."""
NEAR_WHOLE = 10
"""Where every area of an indicator in percent adds up to about 100, its whole numbers are taken for percentages."""


@dataclass(frozen=True)
class Subject:
    """What the checks look at: the entries, what holds now, what would change, whose workbook it is."""

    tidied: Tidied
    known: KnownFigures
    changes: list[Change]
    catalogue: Catalogue
    unit: str | None

    @cached_property
    def values(self) -> dict[Key, float | None]:
        """Every figure that would hold once the workbook is accepted."""
        known = {key: value for key, (value, _) in self.known.items()}
        return known | {entry.key: entry.value for entry in (*self.tidied.presumed, *self.tidied.figures)}

    @cached_property
    def figures(self) -> list[FigureEntry]:
        """The figures of the workbook, without the statistics of their context; also those of rows whose code is wrong."""
        return [entry for entry in (*self.tidied.figures, *self.tidied.presumed) if entry.component != CONTEXT]

    @cached_property
    def brought(self) -> set[Key]:
        """The figures that the workbook brings or changes."""
        return {change.entry.key for change in self.changes if change.of == "figure" and change.kind != "same" and change.component != CONTEXT}

    def indicator(self, code: str) -> Indicator:
        return self.catalogue.indicators[code]

    def is_on_scale(self, entry: FigureEntry) -> bool:
        """Whether a figure lies on the scale of a survey's answers."""
        return kinds.of(self.indicator(entry.indicator)).component(entry.component).on_scale


def check(subject: Subject) -> list[Finding]:
    """All findings of all checks."""
    return [finding for one in CHECKS for finding in one(subject)]


def _on(subject: Subject, entry: FigureEntry, code: str, detail: str = "", **values) -> Finding:
    """A finding on a figure's cell, which names the figure."""
    about = about_figure(subject.catalogue, subject.indicator(entry.indicator), entry.component, entry.year, entry.dimensions)
    return Finding(code, entry.sheet, entry.cell, entry.shown, detail, values, about)


def other_units(subject: Subject):
    """Rows of an indicator, action or goal that the workbook's unit does not answer for."""
    catalogue, unit = subject.catalogue, subject.unit
    if unit is None:
        return
    mine = {indicator.indicator for indicator in catalogue.reported_by(unit)} | {goal.goal for goal in catalogue.goals_with(unit)}
    led = {goal.goal for goal in catalogue.led_by(unit)}
    mine |= {action.action for action in catalogue.actions.values() if action.goal in led}
    rows = {(entry.sheet, entry.code_cell): entry.code for entry in subject.tidied.entries if entry.code not in mine}
    for (sheet, cell), code in rows.items():
        values = {"code": code, "unit": catalogue.units[unit], "responsible": _responsible(catalogue, code)}
        yield Finding("other-units-indicator", sheet, cell, code, "", values)


def _responsible(catalogue: Catalogue, code: str) -> Unit:
    if code in catalogue.indicators:
        return catalogue.units[catalogue.indicators[code].reporting_unit]
    goal = catalogue.actions[code].goal if code in catalogue.actions else code
    return catalogue.units_of(goal)[0]


def whole_and_positive(subject: Subject):
    """Numbers below nothing where the programme does not say that there can be, and parts of persons."""
    for entry in subject.figures:
        indicator = subject.indicator(entry.indicator)
        component = kinds.of(indicator).component(entry.component)
        if entry.value is None or component.on_scale:
            continue
        decimals = indicator.decimals if component.decimals == "own" else 0
        if entry.value < 0 and not indicator.negative:
            yield _on(subject, entry, "negative-value")
        elif entry.exact and decimals:
            continue
        elif component.decimals != "any" and not entry.percent and round(entry.value, decimals) != entry.value:
            yield _on(subject, entry, "not-a-whole-number", "decimals" if decimals else "", decimals=decimals)


def scores(subject: Subject):
    """A mean outside the survey's scale."""
    for entry in subject.figures:
        scale = subject.indicator(entry.indicator).scale
        if subject.is_on_scale(entry) and entry.value is not None and not scale[0] <= entry.value <= scale[1]:
            yield _on(subject, entry, "score-out-of-range", lowest=scale[0], highest=scale[1])


def pairs(subject: Subject):
    """A part without its whole, a mean without its respondents, a part larger than its whole."""
    for entry in subject.figures:
        kind = kinds.of(subject.indicator(entry.indicator))
        if kind.pair is None or entry.value is None:
            continue
        is_first = entry.component == kind.pair[0]
        other = entry.key._replace(component=kind.pair[1] if is_first else kind.pair[0])
        value = subject.values.get(other)
        if value is None:
            if other not in subject.tidied.unread:
                yield _on(subject, entry, "whole-missing" if is_first else "part-missing", "" if kind.is_part else kind.code)
        elif kind.is_part and is_first and entry.value > value:
            yield _on(subject, entry, "part-exceeds-whole", whole=value)


def distributions(subject: Subject):
    """Percentages that do not make 100 in an area, or that are mixed with numbers."""
    by_period = defaultdict(list)
    for entry in subject.figures:
        if kinds.of(subject.indicator(entry.indicator)).by_area and entry.value is not None:
            by_period[entry.indicator, entry.period].append(entry)
    for (indicator, period), entries in by_period.items():
        totals = _area_totals(subject, indicator, period)
        if any(entry.percent or entry.value != int(entry.value) for entry in entries):
            yield from _percentages(subject, entries, totals)
        elif subject.indicator(indicator).unit_of_measure == "%" and all(abs(total - 100) <= NEAR_WHOLE for total in totals.values()):
            yield from (_on(subject, entry, "shares-do-not-add-up", "whole", **about) for entry, about in _uneven(entries, totals))


def _percentages(subject: Subject, entries: list[FigureEntry], totals: dict[str, float]):
    """An area without a percentage that is far from 100 holds numbers."""
    percent_areas = {entry.dimensions["area"] for entry in entries if entry.percent or entry.value != int(entry.value)}
    for entry, about in _uneven(entries, totals):
        yield _on(subject, entry, "shares-do-not-add-up", "" if about["area"] in percent_areas else "mixed", **about)


def _area_totals(subject: Subject, indicator: str, period: str) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for key, value in subject.values.items():
        if key[:2] == (indicator, period) and "area" in key.dimensions and value is not None:
            totals[key.dimensions["area"]] += value
    return totals


def _uneven(entries: list[FigureEntry], totals: dict[str, float]):
    """The first entry of each area that does not add up to 100, with what its message needs."""
    first = {entry.dimensions["area"]: entry for entry in reversed(entries)}
    for area, entry in reversed(first.items()):
        if abs(totals[area] - 100) > ROUNDING:
            yield entry, {"area": area, "total": round(totals[area], 6)}


def breakdowns(subject: Subject):
    """Categories without their total or that do not go with it; and a total that changes without its categories."""
    by_breakdown: dict[tuple[Key, str], list[FigureEntry]] = defaultdict(list)
    for entry in subject.figures:
        for dimension in entry.dimensions if len(entry.dimensions) == 1 else ():
            by_breakdown[entry.key._replace(dimensions=TOTAL), dimension].append(entry)
    for (total, dimension), entries in by_breakdown.items():
        breakdown = subject.catalogue.breakdown(total.indicator, dimension)
        if breakdown:
            yield from _categories(subject, total, breakdown, entries)
    for entry in subject.figures:
        for breakdown in subject.catalogue.breakdowns_of(entry.indicator) if entry.dimensions == TOTAL and entry.key in subject.brought else ():
            categories = _Categories(subject, entry.key, breakdown)
            if (entry.key, breakdown.dimension) not in by_breakdown and categories.values and (code := categories.against(entry.value)):
                code = "categories-not-updated" if categories.adds_up else code
                yield _on(subject, entry, code, **categories.about(entry.value))


def _categories(subject: Subject, total: Key, breakdown: Breakdown, entries: list[FigureEntry]):
    """What is wrong with the categories of one figure, said on the first that the workbook has of them. How many are in none cannot be told while a
    category is misspelt or there twice."""
    categories, whole = _Categories(subject, total, breakdown), subject.values.get(total)
    if {total, *categories.keys} & subject.tidied.unread or not categories.values:
        return
    first = replace(entries[0], dimensions=TOTAL)
    code = "category-total-missing" if whole is None else categories.against(whole)
    is_unclear = (total.indicator, breakdown.dimension) in subject.tidied.unclear or len({entry.key for entry in entries}) < len(entries)
    if code and (SEVERITY[code] == "error" or ({total, *categories.keys} & subject.brought and not is_unclear)):
        detail = "missing" if code == "categories-below-total" and categories.missing else ""
        yield _on(subject, first, code, detail, **categories.about(whole))


class _Categories:
    """The figures of the categories that one total has in a breakdown, as they would hold."""

    def __init__(self, subject: Subject, total: Key, breakdown: Breakdown):
        self.breakdown, self.indicator = breakdown, subject.indicator(total.indicator)
        self.keys = [total._replace(dimensions=dimensions) for dimensions in dimensions_of(breakdown)]
        found = [subject.values.get(key) for key in self.keys]
        self.values = [value for value in found if value is not None]
        self.missing = [category for category, value in zip(breakdown.categories, found, strict=True) if value is None]
        self.sum = fsum(self.values)
        self.adds_up = self.indicator.adds_up(total.component)
        self.may_be_less = bool(self.missing and self.indicator.negative)
        is_last = kinds.of(self.indicator).component(total.component).over_year == kinds.LAST
        self.may_be_averages = is_last and not subject.catalogue.counts_persons(total.indicator)

    def against(self, whole: float | None) -> str:
        """The code of what is wrong with them under a total, "" for nothing. What they do not add up to is an average of all and lies between the
        lowest and the highest of them, where all are known; a level of anything but persons may be one too. They may be more than the total where one
        that is missing may be below zero."""
        if whole is None:
            return "categories-below-total" if self.adds_up else ""
        rounding = 0.5 / 10 ** max(self.indicator.decimals, kinds.of(self.indicator).decimals)
        is_between = min(self.values) - rounding <= whole <= max(self.values) + rounding
        if not self.adds_up:
            return "" if is_between or self.missing else "total-outside-categories"
        if self.sum > whole + SAME_SUM:
            return "" if self.may_be_less or (is_between and self.may_be_averages) else "categories-exceed-total"
        return "categories-below-total" if self.sum < whole - SAME_SUM else ""

    def about(self, whole: float | None) -> dict[str, object]:
        """What the messages need."""
        rest = None if whole is None else whole - self.sum
        ends = {"lowest": min(self.values), "highest": max(self.values)}
        return {"breakdown": named(self.breakdown), "parts": self.sum, "total": whole, "rest": rest, "missing": Names(tuple(self.missing))} | ends


def changed_values(subject: Subject):
    """A figure that was accepted before and would get another value."""
    for change in subject.changes:
        if change.changes_value:
            entry, values = change.entry, {"before": _shown(change, change.before), "after": _shown(change, change.after)}
            about = _about(subject, change)
            yield Finding("changed-value", entry.sheet, entry.cell, entry.shown, change.of, values, about)


def _about(subject: Subject, change: Change) -> About:
    """The figure, state or evaluation that changes."""
    catalogue, code = subject.catalogue, change.indicator
    if change.of == "figure" and change.component != CONTEXT:
        return about_figure(catalogue, subject.indicator(code), change.component, change.year, change.dimensions)
    return About(code, catalogue.indicators.get(code) or catalogue.actions.get(code) or catalogue.goals[code], change.year)


def _shown(change: Change, value: float | str | None) -> object:
    """A changed value as a message shows it."""
    if value is None:
        return NO_FIGURE
    return Term(f"state.{value}") if change.of == "state" else value


def large_changes(subject: Subject):
    """A new figure that is far from the year before."""
    for entry in subject.figures:
        before = subject.values.get(entry.key_a_year_before)
        if before is None or entry.value is None or entry.value < 0 or entry.key not in subject.brought or subject.is_on_scale(entry):
            continue
        step = abs(entry.value - before)
        if step > LARGE_NUMBER and step > LARGE_SHARE * abs(before):
            yield _on(subject, entry, "large-change", before=before, after=entry.value, previous_year=entry.year - 1)


def same_as_last_year(subject: Subject):
    """All figures of a year equal to the year before: perhaps copied and not updated."""
    by_year = defaultdict(list)
    for entry in subject.figures:
        if entry.value is not None:
            by_year[entry.year].append(entry)
    for year, entries in by_year.items():
        is_brought = any(entry.key in subject.brought for entry in entries)
        if (
            is_brought
            and len({entry.indicator for entry in entries}) > 1
            and all(entry.value == subject.values.get(entry.key_a_year_before) for entry in entries)
        ):
            first, values = entries[0], {"figure_year": year, "previous_year": year - 1}
            yield Finding("same-as-last-year", first.sheet, first.cell, first.shown, "", values)


def unexplained_dashes(subject: Subject):
    """A figure that is newly stated to be missing, without a note that gives a reason."""
    for entry in subject.figures:
        if entry.status == "M" and entry.key in subject.brought and not entry.has_note:
            yield _on(subject, entry, "missing-figure", "no-note")


def missing_figures(subject: Subject):
    """Figures of a year that the workbook reports on, which neither it nor an earlier one gives."""
    if not subject.tidied.asks_for_all:
        return
    empty = {cell.key: cell for cell in subject.tidied.empty}
    stated = {key[:2] for key in subject.values if key.component != CONTEXT}
    unread = {key[:2] for key in subject.tidied.unread}
    has_row = {code for code, *_ in (*empty, *unread)} | {entry.indicator for entry in subject.figures}
    reported = subject.catalogue.reported_by(subject.unit) if subject.unit else []
    mine = {indicator.indicator for indicator in reported}
    written = (*subject.brought, *subject.tidied.unread, *(entry.key for entry in subject.tidied.presumed))
    for year in sorted({int(key.period[:4]) for key in written if key.indicator in mine}):
        for indicator in reported:
            code = indicator.indicator
            if not indicator.components or year < (indicator.from_year or year) or (code, str(year)) in stated | unread:
                continue
            cell = next((empty[key] for key in empty if key[:2] == (code, str(year))), None)
            if cell or code not in has_row:
                place = (cell.sheet, cell.cell) if cell else ("", "")
                yield Finding("missing-figure", *place, "", "", {"indicator": code, "figure_year": year})


CHECKS = (
    other_units,
    whole_and_positive,
    scores,
    pairs,
    distributions,
    breakdowns,
    changed_values,
    large_changes,
    same_as_last_year,
    unexplained_dashes,
    missing_figures,
)
