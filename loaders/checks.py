"""What is wrong with the figures that were read. Every check looks at everything and returns all that it finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from loaders.changes import Change
from loaders.entries import FigureEntry, Tidied
from loaders.findings import Finding
from loaders.layout import NO_FIGURE
from monitoring.catalogue import Catalogue, Indicator, Unit
from monitoring.model import Cell
from monitoring.snapshot import Key
from monitoring.words import Term

LARGE_SHARE = 0.5
LARGE_NUMBER = 10
ROUNDING = 0.5
"""How far from 100 an area's percentages may add up, by rounding."""


@dataclass(frozen=True)
class Subject:
    """What the checks look at: the entries, what holds now, what would change, whose workbook it is."""

    tidied: Tidied
    known: dict[Key, Cell]
    changes: list[Change]
    catalogue: Catalogue
    unit: str | None

    def indicator(self, code: str) -> Indicator:
        return self.catalogue.indicators[code]

    def after(self, indicator: str, period: str, component: str) -> float | None:
        """The value that would hold once the workbook is accepted."""
        return self.values.get((indicator, period, component, "", ""))

    def __post_init__(self):
        values = {key: cell.value for key, cell in self.known.items()}
        values.update({entry.key: entry.value for entry in self.tidied.figures})
        object.__setattr__(self, "values", values)
        brought = {(c.indicator, c.period, c.component, c.area, c.category): c for c in self.changes if c.kind != "same"}
        object.__setattr__(self, "brought", brought)


def check(subject: Subject) -> list[Finding]:
    """All findings of all checks."""
    return [finding for one in CHECKS for finding in one(subject)]


def _on(entry, code: str, detail: str = "", **values) -> Finding:
    return Finding(code, entry.sheet, entry.cell, entry.shown, detail, values)


def other_units(subject: Subject):
    """Rows of an indicator, action or goal that the workbook's unit does not answer for."""
    if subject.unit is None:
        return
    catalogue, unit = subject.catalogue, subject.unit
    led = {goal.goal for goal in catalogue.led_by(unit)}
    part = {goal.goal for goal in catalogue.goals_with(unit)}
    told = set()
    rows = [(e.indicator, e, catalogue.indicators[e.indicator].reporting_unit == unit) for e in subject.tidied.figures]
    for e in subject.tidied.states:
        indicator = catalogue.indicators.get(e.item)
        rows.append((e.item, e, indicator.reporting_unit == unit if indicator else catalogue.actions[e.item].goal in led))
    rows += [(e.goal, e, e.goal in part) for e in subject.tidied.evaluations]
    for code, entry, mine in rows:
        if not mine and (code, entry.sheet) not in told:
            told.add((code, entry.sheet))
            yield Finding(
                "other-units-indicator",
                entry.sheet,
                entry.cell,
                code,
                "",
                {"code": code, "unit": catalogue.units[unit], "responsible": _responsible(catalogue, code)},
            )


def _responsible(catalogue: Catalogue, code: str) -> Unit:
    if code in catalogue.indicators:
        return catalogue.units[catalogue.indicators[code].reporting_unit]
    goal = catalogue.actions[code].goal if code in catalogue.actions else code
    return catalogue.units_of(goal)[0]


def whole_and_positive(subject: Subject):
    """Numbers below nothing, and parts of persons."""
    for entry in subject.tidied.figures:
        indicator = subject.indicator(entry.indicator)
        if entry.value is None or (indicator.kind == "score" and entry.component == "mean"):
            continue
        decimals = indicator.decimals if indicator.kind in ("count", "level") else 0
        if entry.value < 0:
            yield _on(entry, "negative-value")
        elif not entry.percent and round(entry.value, decimals) != entry.value:
            if decimals:
                yield _on(entry, "not-a-whole-number", "decimals", decimals=decimals)
            else:
                yield _on(entry, "not-a-whole-number")


def scores(subject: Subject):
    """A mean outside the survey's scale."""
    for entry in subject.tidied.figures:
        scale = subject.indicator(entry.indicator).scale
        if entry.component == "mean" and entry.value is not None and not scale[0] <= entry.value <= scale[1]:
            yield _on(entry, "score-out-of-range", lowest=scale[0], highest=scale[1])


PAIRS = {
    "part": ("whole", "whole-missing"),
    "whole": ("part", "part-missing"),
    "mean": ("respondents", "whole-missing"),
    "respondents": ("mean", "part-missing"),
}


def pairs(subject: Subject):
    """A part without its whole, a mean without its respondents, a part larger than its whole."""
    for entry in subject.tidied.figures:
        if entry.component not in PAIRS or entry.value is None:
            continue
        other, code = PAIRS[entry.component]
        value = subject.after(entry.indicator, entry.period, other)
        if value is None:
            yield _on(entry, code, "score" if entry.component in ("mean", "respondents") else "")
        elif entry.component == "part" and entry.value > value:
            yield _on(entry, "part-exceeds-whole", whole=value)


def distributions(subject: Subject):
    """Percentages that do not make 100 in an area, or that stand beside numbers."""
    entries = [e for e in subject.tidied.figures if e.area and e.value is not None]
    for (indicator, period), of_year in groupby(sorted(entries, key=_by_year), key=_by_year):
        rows = list(of_year)
        percentages = [e for e in rows if e.percent]
        if percentages and len(percentages) < len(rows):
            yield _on(percentages[0], "shares-do-not-add-up", "mixed")
            continue
        areas = defaultdict(list)
        for entry in percentages:
            areas[entry.area].append(entry)
        for area, parts in areas.items():
            stated = {(e.area, e.category) for e in parts}
            held = (
                cell.value
                for (code, when, _, where, category), cell in subject.known.items()
                if (code, when, where) == (indicator, period, area) and (where, category) not in stated and cell.value is not None
            )
            total = sum(e.value for e in parts) + sum(held)
            if abs(total - 100) > ROUNDING:
                yield _on(parts[0], "shares-do-not-add-up", area=area, total=total)


def _by_year(entry: FigureEntry) -> tuple[str, str]:
    return entry.indicator, entry.period


def changed_values(subject: Subject):
    """A figure that was accepted before and would get another value."""
    for change in subject.changes:
        if change.changes_value:
            yield _on(change.entry, "changed-value", change.of, before=_said(change, change.before), after=_said(change, change.after))


def _said(change: Change, value: float | str | None) -> object:
    """A changed value as a message shows it."""
    if value is None:
        return NO_FIGURE
    return Term(f"state.{value}") if change.of == "state" else value


def large_changes(subject: Subject):
    """A new figure that is far from the year before."""
    for entry in subject.tidied.figures:
        if entry.key not in subject.brought or entry.value is None or entry.component == "mean":
            continue
        before = subject.values.get((entry.indicator, str(entry.year - 1), entry.component, entry.area, entry.category))
        if before is None or len(entry.period) != 4:
            continue
        step = abs(entry.value - before)
        if step > LARGE_NUMBER and step > LARGE_SHARE * abs(before):
            yield _on(entry, "large-change", before=before, after=entry.value, previous_year=entry.year - 1)


def same_as_last_year(subject: Subject):
    """All figures of a year equal to the year before: perhaps copied and not updated."""
    by_year = defaultdict(list)
    for entry in subject.tidied.figures:
        if entry.key in subject.brought and entry.value is not None:
            by_year[entry.year].append(entry)
    for year, entries in by_year.items():
        before = [subject.values.get((e.indicator, str(year - 1), e.component, e.area, e.category)) for e in entries]
        if len(entries) > 1 and all(e.value == value for e, value in zip(entries, before, strict=True)):
            yield _on(entries[0], "same-as-last-year", figure_year=year, previous_year=year - 1)


def missing_figures(subject: Subject):
    """Figures of a year that the workbook reports on, which neither it nor an earlier one gives."""
    reported = {change.year for change in subject.changes if change.kind != "same" and change.of == "figure"}
    for empty in subject.tidied.empty:
        year = int(empty.period)
        indicator = subject.indicator(empty.indicator)
        if year not in reported or year < (indicator.from_year or year):
            continue
        values = [subject.after(empty.indicator, empty.period, component) for component in indicator.components]
        known = (empty.indicator, empty.period, empty.component, "", "") in subject.values
        if not known and all(value is None for value in values):
            yield Finding("missing-figure", empty.sheet, empty.cell, "", "", {"indicator": empty.indicator, "figure_year": year})


CHECKS = (
    other_units,
    whole_and_positive,
    scores,
    pairs,
    distributions,
    changed_values,
    large_changes,
    same_as_last_year,
    missing_figures,
)
