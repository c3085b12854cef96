"""The programme as it was decided: themes, goals, actions, indicators, units. Read from CSV files and checked whole.

Every problem of every file is found before anything is refused, and each names its file and line.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from monitoring import catalogue_checks as checks
from monitoring import kinds, settings
from monitoring.catalogue_checks import Problem
from monitoring.programme import (
    Action,
    Breakdown,
    Category,
    ContextSeries,
    Goal,
    Indicator,
    Measure,
    Persons,
    Programme,
    Purpose,
    Responsibility,
    Row,
    Statistic,
    Theme,
    Unit,
)

FILES = {
    "programme": (Programme, True),
    "themes": (Theme, True),
    "units": (Unit, True),
    "goals": (Goal, True),
    "actions": (Action, True),
    "indicators": (Indicator, True),
    "responsibilities": (Responsibility, True),
    "measures": (Measure, False),
    "purposes": (Purpose, False),
    "context": (ContextSeries, False),
    "persons": (Persons, False),
    "breakdowns": (Category, False),
}


class CatalogueError(Exception):
    """The catalogue cannot be used; `problems` says why, each with file and line."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Catalogue:
    """A whole programme, everything by its code and in the programme's own order."""

    folder: Path
    digest: str
    programme: Programme
    themes: dict[str, Theme]
    units: dict[str, Unit]
    goals: dict[str, Goal]
    purposes: dict[str, Purpose]
    actions: dict[str, Action]
    indicators: dict[str, Indicator]
    responsibilities: tuple[Responsibility, ...]
    measures: dict[str, Measure]
    context: tuple[ContextSeries, ...]
    persons: dict[str, Persons]
    breakdowns: Mapping[str, tuple[Breakdown, ...]]

    @property
    def years(self) -> range:
        return self.programme.years

    def goals_of(self, theme: str) -> list[Goal]:
        return [goal for goal in self.goals.values() if goal.theme == theme]

    def actions_of(self, goal: str) -> list[Action]:
        return [action for action in self.actions.values() if action.goal == goal]

    def indicators_of(self, goal: str) -> list[Indicator]:
        return [indicator for indicator in self.indicators.values() if indicator.goal == goal]

    def units_of(self, goal: str, role: str | None = None) -> list[Unit]:
        """Responsible units, the leading one first; only those with `role` where it is given."""
        mine = [r for r in self.responsibilities if r.goal == goal and role in (None, r.role)]
        return [self.units[r.unit] for r in sorted(mine, key=lambda r: r.role != "lead")]

    def reported_by(self, unit: str) -> list[Indicator]:
        """The indicators that a unit reports; a derived one is computed, nobody reports it."""
        return [i for i in self.indicators.values() if i.reporting_unit == unit and kinds.of(i).is_reported]

    def led_by(self, unit: str) -> list[Goal]:
        return [self.goals[r.goal] for r in self.responsibilities if r.unit == unit and r.role == "lead"]

    def goals_with(self, unit: str) -> list[Goal]:
        """The goals that a unit has a part in: it leads, it is a partner, or it reports an indicator."""
        mine = {r.goal for r in self.responsibilities if r.unit == unit} | {i.goal for i in self.reported_by(unit)}
        return [goal for goal in self.goals.values() if goal.goal in mine]

    def theme_of(self, goal: str) -> Theme:
        return self.themes[self.goals[goal].theme]

    def breakdowns_of(self, indicator: str) -> tuple[Breakdown, ...]:
        """What an indicator is reported by besides its total; nothing for most."""
        return self.breakdowns.get(indicator, ())

    def breakdown(self, indicator: str, dimension: str) -> Breakdown | None:
        """An indicator's breakdown in a dimension; None where it has none."""
        return next((one for one in self.breakdowns_of(indicator) if one.dimension == dimension), None)

    def categories_of(self, indicator: str, dimensions: Mapping[str, str]) -> tuple[Category, ...]:
        """The categories of an indicator's breakdowns that a figure with these dimensions is in; none for what is not declared."""
        known = {(one.dimension, each.category): each for one in self.breakdowns_of(indicator) for each in one.categories}
        return tuple(known[pair] for pair in dimensions.items() if pair in known)

    def counts_persons(self, code: str) -> bool:
        """Whether an indicator's figures count persons, as persons.csv says; else where its unit of measure is persons, and where no unit says
        what its parts, answers or categories count."""
        if code in self.persons:
            return self.persons[code].persons == "yes"
        indicator = self.indicators[code]
        return kinds.of(indicator).counts_persons or indicator.unit_of_measure == "persons"

    @cached_property
    def reporting_units(self) -> list[Unit]:
        """The units that report at least one indicator."""
        reporting = {i.reporting_unit for i in self.indicators.values() if kinds.of(i).is_reported}
        return [unit for unit in self.units.values() if unit.unit in reporting]


def read(folder: Path, statistics: Path = settings.STATISTICS) -> Catalogue:
    """The catalogue in `folder`, with those of the files in `statistics` that it names. Raises CatalogueError with every problem that they have."""
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    codes: dict[str, set[str]] = {}
    digest = hashlib.sha256()
    for stem, (model, required) in FILES.items():
        path = folder / f"{stem}.csv"
        if not path.exists():
            if required:
                problems.append(Problem(path.name, 0, "file-missing", {}))
            rows[stem] = []
            continue
        digest.update(path.read_bytes())
        rows[stem] = _rows(path, model, problems, codes)
    context = _with_points(rows["context"], statistics, digest, problems)
    if not problems and len(rows["programme"]) != 1:
        problems.append(Problem("programme.csv", 2, "one-programme", {}))
    checks.check_keys(rows, problems)
    checks.check_references(rows, codes, problems)
    for indicator in rows["indicators"]:
        problems += checks.of_indicator(indicator)
    problems += checks.of_breakdowns(rows["breakdowns"], rows["indicators"])
    problems += checks.of_statistics_by_category(rows["context"], rows["breakdowns"])
    if problems:
        raise CatalogueError(sorted(problems, key=lambda p: (p.file, p.line)))
    keyed = {stem: {getattr(row, key): row for row in rows[stem]} for stem, key in checks.KEYS.items()}
    return Catalogue(
        folder=folder,
        digest=digest.hexdigest(),
        programme=_with_years_checked(rows["programme"][0]),
        responsibilities=tuple(rows["responsibilities"]),
        context=context,
        breakdowns=_breakdowns(rows["breakdowns"]),
        **keyed,
    )


def _breakdowns(rows: Sequence[Category]) -> dict[str, tuple[Breakdown, ...]]:
    """The breakdowns of each indicator in the order of the file. A dimension that is named once has that name for every indicator."""
    names = {row.dimension: row.names for row in reversed(rows) if not row.category}
    of_indicators = {(row.indicator, row.dimension): row.names for row in rows if not row.category}
    found: dict[str, tuple[Breakdown, ...]] = {}
    for indicator, dimension in dict.fromkeys((row.indicator, row.dimension) for row in rows):
        categories = tuple(row for row in rows if row.category and (row.indicator, row.dimension) == (indicator, dimension))
        name = of_indicators.get((indicator, dimension), names.get(dimension, {}))
        found[indicator] = (*found.get(indicator, ()), Breakdown(indicator, dimension, name, categories))
    return found


def _with_years_checked(programme: Programme) -> Programme:
    if programme.last_year < programme.first_year:
        raise CatalogueError([Problem("programme.csv", programme.line, "years-reversed", {})])
    return programme


def _with_points(context: list[ContextSeries], folder: Path, digest, problems: list[Problem]) -> tuple[ContextSeries, ...]:
    """The statistics of the catalogue with the values of their files in `folder`; `digest` gets these."""
    rows: dict[str, list[Statistic]] = {}
    for name in dict.fromkeys(series.file for series in context):
        path, shown = folder / name, f"data/context/{name}"
        if path.is_file():
            digest.update(path.read_bytes())
            rows[name] = _rows(path, Statistic, problems, {}, shown)
            if not rows[name] and all(problem.file != shown for problem in problems):
                problems.append(Problem(shown, 1, "value-missing", {"column": "year"}))
    found = []
    for series in context:
        of_area = [row for row in rows.get(series.file, []) if series.area_code in ("", row.area_code) and row.category in ("", series.category)]
        problems += checks.of_statistic(series, rows.get(series.file), of_area)
        sources = series.sources or {"": of_area[0].source if of_area else ""}
        found.append(series.model_copy(update={"points": {row.year: row.value for row in of_area}, "sources": sources}))
    return tuple(found)


def _rows(path: Path, model: type[Row], problems: list[Problem], codes: dict[str, set[str]], name: str = "") -> list[Row]:
    """The file's rows that are right. `codes` gets its codes, those of faulty rows too, if the file can be read to its end. `name` is what the
    problems call it."""
    found, stated, name = [], set(), name or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "not-utf8", {}))
        return found
    lines = text.splitlines()
    # Where numbers have a decimal comma, spreadsheet programs part columns with semicolons.
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, strict=True, delimiter=delimiter)
    try:
        for row in reader:
            line = reader.line_num
            filled = {key: (value or "").strip() for key, value in row.items() if key}
            stated.add(filled.get(checks.KEYS.get(path.stem, "")))
            try:
                found.append(model.model_validate(filled | {"line": line}))
            except ValidationError as error:
                by_column: dict[tuple, list[dict]] = {}
                for one in error.errors():
                    by_column.setdefault(one["loc"][:1], []).append(one)
                problems += [checks.of_column(name, line, errors) for errors in by_column.values()]
        codes[path.stem] = stated
    except csv.Error:
        # The reader counts the lines of the rows that it gave out; the faulty one begins after them.
        problems.append(Problem(name, reader.line_num + 1, "not-csv", {}))
    return found


@lru_cache(maxsize=8)
def _read_cached(folder: Path, statistics: Path, stamps: tuple) -> Catalogue:
    return read(folder, statistics)


def current(folder: Path, statistics: Path = settings.STATISTICS) -> Catalogue:
    """The catalogue in `folder`, read again only when one of its files or of the statistics has changed."""
    return _read_cached(folder, statistics, (*_stamps(folder), *_stamps(statistics)))


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """What changes with the tables of a folder; nothing where there is none. A page asks several times, so that no paths are made of it."""
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(folder) as entries:
        return sorted((one.path, one.stat().st_mtime_ns, one.stat().st_size) for one in entries if one.name.endswith(".csv"))
    return []
