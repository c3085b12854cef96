"""The programme as it was decided: themes, goals, actions, indicators, units. Read from CSV files and checked whole.

Every problem of every file is found before anything is refused, and each names its file and line.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import ValidationError

from monitoring import catalogue_checks as checks
from monitoring import kinds
from monitoring.catalogue_checks import Problem
from monitoring.programme import (
    Action,
    ContextSeries,
    Goal,
    Indicator,
    Measure,
    Persons,
    Programme,
    Purpose,
    Responsibility,
    Row,
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


def read(folder: Path) -> Catalogue:
    """The catalogue in `folder`. Raises CatalogueError with every problem that it has."""
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
    if not problems and len(rows["programme"]) != 1:
        problems.append(Problem("programme.csv", 2, "one-programme", {}))
    checks.check_keys(rows, problems)
    checks.check_references(rows, codes, problems)
    for indicator in rows["indicators"]:
        problems += checks.of_indicator(indicator)
    if problems:
        raise CatalogueError(sorted(problems, key=lambda p: (p.file, p.line)))
    keyed = {stem: {getattr(row, key): row for row in rows[stem]} for stem, key in checks.KEYS.items()}
    return Catalogue(
        folder=folder,
        digest=digest.hexdigest(),
        programme=_with_years_checked(rows["programme"][0]),
        responsibilities=tuple(rows["responsibilities"]),
        context=tuple(rows["context"]),
        **keyed,
    )


def _with_years_checked(programme: Programme) -> Programme:
    if programme.last_year < programme.first_year:
        raise CatalogueError([Problem("programme.csv", programme.line, "years-reversed", {})])
    return programme


def _rows(path: Path, model: type[Row], problems: list[Problem], codes: dict[str, set[str]]) -> list[Row]:
    """The file's rows that are right. `codes` gets its codes, those of faulty rows too, if the file can be read to its end."""
    found, stated = [], set()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(path.name, 1, "not-utf8", {}))
        return found
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        for row in reader:
            line = reader.line_num
            filled = {key: (value or "").strip() for key, value in row.items() if key}
            stated.add(filled.get(checks.KEYS.get(path.stem, "")))
            try:
                found.append(model.model_validate(filled | {"line": line}))
            except ValidationError as error:
                by_column = {one["loc"][:1]: one for one in reversed(error.errors())}
                problems += [checks.of_line(path.name, line, one) for one in reversed(by_column.values())]
        codes[path.stem] = stated
    except csv.Error:
        # The reader counts the lines of the rows that it gave out; the faulty one begins after them.
        problems.append(Problem(path.name, reader.line_num + 1, "not-csv", {}))
    return found


@lru_cache(maxsize=8)
def _read_cached(folder: Path, stamp: tuple) -> Catalogue:
    return read(folder)


def current(folder: Path) -> Catalogue:
    """The catalogue in `folder`, read again only when one of its files has changed."""
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in folder.glob("*.csv")))
    return _read_cached(folder, stamp)
