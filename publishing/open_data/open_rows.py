"""The rows of the open tables: from a catalogue and what was reported. Nothing of who handed it in, no comments, no words of the units.

The snapshot comes as its readers may have it (see monitoring.visible); what is withheld there has no value here and says what stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitoring import breakdowns, kinds, pace, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.model import CategoryFigure, Figure, IndicatorView, Report, Trace
from monitoring.programme import Breakdown, Indicator, Named
from monitoring.snapshot import Snapshot
from monitoring.words import Words, languages
from publishing import exports
from publishing.open_data import open_tables
from publishing.open_data.open_tables import Row, Table, Value


@dataclass(frozen=True)
class Source:
    """What the rows are made of: a snapshot, the same assessed for a year, whether it is the example data's; the years that are asked about,
    none for all."""

    snapshot: Snapshot
    at: Callable[[int], AssessedYear]
    is_example: bool
    years: tuple[int, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        return self.snapshot.catalogue


def rows(table: Table, source: Source, words: Words, wanted: Mapping[str, Collection[str]] | None = None) -> list[Row]:
    """The table's rows, each with every column. `wanted` has values by filter (years as text); a filter without values lets everything through."""
    chosen = {column: set(values) for column, values in (wanted or {}).items() if values}
    source = replace(source, years=tuple(year for year in source.catalogue.years if str(year) in chosen.get("year", ())))
    made = (_whole(table, row) for row in MAKERS[table.name](source, words))
    return [row for row in made if all(str(row[column]) in values for column, values in chosen.items())]


def _whole(table: Table, row: Row) -> Row:
    return {column: _plain(row.get(column)) for column in table.columns}


def _plain(value: object) -> Value:
    """As JSON and CSV can carry it: whole numbers without a decimal point, moments with their zone, nothing for an empty text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value


def _names(named: Named) -> dict[str, str | None]:
    return {f"name_{code}": named.names.get(code) for code in languages()}


def _themes(source: Source, words: Words) -> Iterator[dict]:
    return ({"theme": theme.theme} | _names(theme) for theme in source.catalogue.themes.values())


def _goals(source: Source, words: Words) -> Iterator[dict]:
    return ({"goal": goal.goal, "theme": goal.theme} | _names(goal) for goal in source.catalogue.goals.values())


def _units(source: Source, words: Words) -> Iterator[dict]:
    return ({"unit": unit.unit} | _names(unit) for unit in source.catalogue.units.values())


def _responsibilities(source: Source, words: Words) -> Iterator[dict]:
    return (_of_goal(source.catalogue, one.goal) | {"unit": one.unit, "role": one.role} for one in source.catalogue.responsibilities)


def _indicators(source: Source, words: Words) -> Iterator[dict]:
    shared = [column for column in open_tables.INDICATORS.columns if column in Indicator.model_fields]
    for indicator in source.catalogue.indicators.values():
        yield {column: getattr(indicator, column) for column in shared} | _of_indicator(source.catalogue, indicator) | _names(indicator)


def _actions(source: Source, words: Words) -> Iterator[dict]:
    for action in source.catalogue.actions.values():
        year = action.schedule if isinstance(action.schedule, int) else None
        placed = {"action": action.action, "year": year, "continuous": action.schedule == "continuous"}
        yield placed | _of_goal(source.catalogue, action.goal) | _names(action)


def _breakdowns(source: Source, words: Words) -> Iterator[dict]:
    for indicator in source.catalogue.indicators.values():
        for breakdown in source.catalogue.breakdowns_of(indicator.indicator):
            placed = _of_indicator(source.catalogue, indicator) | _of_breakdown(breakdown, words)
            yield from (placed | {"category": category.category} | _names(category) for category in breakdown.categories)


def _catalogue(source: Source, words: Words) -> Iterator[dict]:
    for kind, table in open_tables.LISTED.items():
        yield from ({"type": kind, "code": row[kind]} | row for row in MAKERS[table.name](source, words))


def _observations(source: Source, words: Words) -> Iterator[dict]:
    assessed = source.at(source.catalogue.programme.last_year)
    for view in assessed.indicators.values():
        placed = _measured(source, view, words)
        for year, figure in sorted(view.figures.items()):
            yield placed | {"year": year, "period": str(year)} | _observed(figure) | _source([cell.trace for cell in figure.cells])


def _observations_by_category(source: Source, words: Words) -> Iterator[dict]:
    assessed = source.at(source.catalogue.programme.last_year)
    for view in assessed.indicators.values():
        placed = _measured(source, view, words)
        for breakdown in view.breakdowns:
            for category in breakdown.categories:
                named = _of_breakdown(breakdown, words) | {"category": category.category, "category_name": words.name(category)}
                for year, one in sorted(breakdowns.figures(view, category).items()):
                    traces = [cell.trace for cell in view.figures[year].cells if cell.dimensions == one.dimensions]
                    yield placed | named | {"year": year} | _observed(one) | _source(traces)


def _of_breakdown(breakdown: Breakdown, words: Words) -> dict:
    return {"dimension": breakdown.dimension, "dimension_name": words.breakdown(breakdown)}


def _measured(source: Source, view: IndicatorView, words: Words) -> dict:
    """Which indicator an observation is of, and what it is measured in."""
    return _of_indicator(source.catalogue, view.indicator) | {
        "indicator_name": words.name(view.indicator),
        "measure": words.measure(view.measure, view.indicator.unit_of_measure),
        "example": source.is_example,
    }


def _observed(one: Figure | CategoryFigure) -> dict:
    """The value of a year, or what stands for it, with its parts."""
    stated = {"value": one.value, "status": one.status, "coverage": one.coverage}
    stated |= {"published_as": open_tables.IN_PLACE.get(one.withheld.get("value"))}
    return stated | {part: one.parts.get(part) for part in kinds.PARTS}


def _cells(source: Source, words: Words) -> Iterator[dict]:
    for code, by_year in _in_order(source.snapshot.figures, source.catalogue.indicators):
        placed = _of_indicator(source.catalogue, source.catalogue.indicators[code]) | {"example": source.is_example}
        for year, figure in sorted(by_year.items()):
            for cell in figure.cells:
                stated = {"period": cell.period, "component": cell.component, "value": cell.value} | cell.dimensions.columns
                yield placed | {"year": year, "published_as": open_tables.IN_PLACE.get(cell.withheld)} | stated | _source([cell.trace])


def _progress(source: Source, words: Words) -> Iterator[dict]:
    catalogue = source.catalogue
    for item, by_year in _in_order(source.snapshot.reports, (*catalogue.indicators, *catalogue.actions)):
        goal = (catalogue.indicators.get(item) or catalogue.actions[item]).goal
        placed = {"item": item, "indicator": item if item in catalogue.indicators else None, "example": source.is_example}
        for year, report in sorted(by_year.items()):
            yield placed | _of_goal(catalogue, goal) | {"year": year} | _reported(report)


def _assessments(source: Source, words: Words) -> Iterator[dict]:
    for year in source.years or source.catalogue.years:
        assessed = source.at(year)
        common = {"year": year, "example": source.is_example}
        for code, view in assessed.goals.items():
            lead = source.catalogue.units_of(code, "lead")
            sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
            yield {
                "level": "goal",
                **_of_goal(source.catalogue, code),
                "unit": lead[0].unit if lead else None,
                "status": view.assessment.status,
                "reason_code": view.assessment.reason,
                "reason": sentence,
                **common,
            }
        for view in assessed.indicators.values():
            figure, found = view.figures.get(year), pace.of(view)
            yield {
                "level": "indicator",
                **_of_indicator(source.catalogue, view.indicator),
                "status": view.assessment.status,
                "reason_code": view.assessment.reason,
                "reason": reasons.sentence(view.assessment, view, words),
                "value": figure.value if figure else None,
                "target": view.target.value,
                "target_by": "council" if view.whose == "council" else "programme",
                "pace_value": found and found.value,
                "pace_status": found and found.status,
                **common,
            }


def _of_goal(catalogue: Catalogue, goal: str) -> dict:
    return {"theme": catalogue.goals[goal].theme, "goal": goal}


def _of_indicator(catalogue: Catalogue, indicator: Indicator) -> dict:
    named = {"indicator": indicator.indicator, "unit": indicator.reporting_unit, "unit_of_measure": indicator.unit_of_measure}
    return _of_goal(catalogue, indicator.goal) | named


def _in_order(found: Mapping[str, Mapping], codes: Iterable[str]) -> Iterator[tuple[str, Mapping]]:
    """Those of `codes` that something was found for: the programme's order, and nothing that the programme no longer has."""
    return ((code, found[code]) for code in codes if code in found)


def _reported(report: Report) -> dict:
    return {"state": report.state, "completed_on": report.completed_on} | _source([report.trace] if report.trace else [])


def _source(traces: Sequence[Trace]) -> dict:
    return exports.places(traces, "; ")


MAKERS: Mapping[str, Callable[[Source, Words], Iterable[dict]]] = {
    "catalogue": _catalogue,
    "themes": _themes,
    "goals": _goals,
    "units": _units,
    "responsibilities": _responsibilities,
    "indicators": _indicators,
    "actions": _actions,
    "breakdowns": _breakdowns,
    "observations": _observations,
    "observations_by_category": _observations_by_category,
    "cells": _cells,
    "progress": _progress,
    "assessments": _assessments,
}
