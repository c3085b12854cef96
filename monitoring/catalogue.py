"""The programme as it was decided: themes, goals, actions, indicators, units. Read from CSV files and checked whole.

Every problem of every file is found before anything is refused, and each names its file and line.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from monitoring.words import Words

KINDS = ("count", "level", "share", "score", "distribution", "milestone", "derived")
RULES = ("each-year", "reach", "cumulative", "improve", "keep", "done", "monitor")
VALUE_RULES = ("each-year", "reach", "cumulative")
FORMULAS = ("goals-achieved", "indicators-improved")

Code = Annotated[str, Field(pattern=r"^[\w][\w.\-]*$")]
Optional = BeforeValidator(lambda text: None if text == "" else text)
Year = Annotated[int, Field(ge=1900, le=2200)]


@dataclass(frozen=True)
class Problem:
    """What is wrong in one line of one catalogue file; `code` is a message `catalogue.<code>` and `values` fill it."""

    file: str
    line: int
    code: str
    values: dict

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.values}"

    def text(self, words: Words) -> str:
        """File, line and a sentence in the reader's language."""
        return f"{self.file}:{self.line}: {words(f'catalogue.{self.code}', **self.values)}"


class CatalogueError(Exception):
    """The catalogue cannot be used; `problems` says why, each with file and line."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def _by_language(row: dict, column: str) -> dict[str, str]:
    """What the columns `<column>_<language>` of one line say, by language."""
    return {key.removeprefix(f"{column}_"): text for key, text in row.items() if key.startswith(f"{column}_") and text}


class Row(BaseModel):
    """One line of a catalogue file. Columns `name_<language>` become `names`, `source_<language>` become `sources`."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line: int = 0

    @model_validator(mode="before")
    @classmethod
    def _gather_names(cls, row: dict) -> dict:
        return row | {"names": _by_language(row, "name"), "sources": _by_language(row, "source")}


class Named(Row):
    names: dict[str, str] = Field(min_length=1)


class Programme(Named):
    programme: Code
    first_year: Year
    last_year: Year
    sources: dict[str, str] = {}

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class Theme(Named):
    theme: Code


class Unit(Named):
    unit: Code


class Goal(Named):
    goal: Code
    theme: Code


class Purpose(Row):
    """Why a goal matters to residents, in one plain line; columns `why_<language>` become `why`."""

    goal: Code
    why: dict[str, str] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _gather_why(cls, row: dict) -> dict:
        return row | {"why": _by_language(row, "why")}


class Action(Named):
    action: Code
    goal: Code
    schedule: Annotated[Year | Literal["continuous"] | None, Optional] = None


class Responsibility(Row):
    goal: Code
    unit: Code
    role: Literal["lead", "partner"]


class Measure(Row):
    """A unit of measure in words: forms for one and for other numbers, by language."""

    unit_of_measure: str = Field(min_length=1)
    one: dict[str, str]
    other: dict[str, str]

    @model_validator(mode="before")
    @classmethod
    def _gather_forms(cls, row: dict) -> dict:
        return row | {form: _by_language(row, form) for form in ("one", "other")}


class ContextSeries(Named):
    """A statistic that is shown beside an indicator: which file of data/context/, which area of it; `sources` name its licence too."""

    indicator: Code
    file: str = Field(min_length=1)
    area_code: str = ""
    sources: dict[str, str] = {}


class Indicator(Named):
    indicator: Code
    goal: Code
    reporting_unit: Code
    kind: Literal[KINDS]
    unit_of_measure: str = ""
    direction: Annotated[Literal["up", "down"] | None, Optional] = None
    target_rule: Literal[RULES]
    target_value: Annotated[float | None, Optional] = None
    from_year: Annotated[Year | None, Optional] = None
    target_year: Annotated[Year | None, Optional] = None
    baseline_value: Annotated[float | None, Optional] = None
    baseline_year: Annotated[Year | None, Optional] = None
    decimals: Annotated[int, BeforeValidator(lambda text: text or 0), Field(ge=0, le=6)] = 0
    formula: Annotated[Literal[FORMULAS] | None, Optional] = None

    @property
    def components(self) -> tuple[str, ...]:
        """The figures that a unit reports for it; none for a milestone (a state) and for a derived indicator."""
        return COMPONENTS[self.kind]

    @property
    def scale(self) -> tuple[float, float] | None:
        """Lowest and highest value of a score, from a unit of measure such as "1–5"."""
        ends = self.unit_of_measure.replace("-", "–").split("–")
        if self.kind != "score" or len(ends) != 2 or not all(end.strip().isdecimal() for end in ends):
            return None
        return float(ends[0]), float(ends[1])


COMPONENTS = {
    "count": ("value",),
    "level": ("value",),
    "share": ("part", "whole"),
    "score": ("mean", "respondents"),
    "distribution": ("value",),
    "milestone": (),
    "derived": (),
}

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
}
KEYS = {
    "themes": "theme",
    "units": "unit",
    "goals": "goal",
    "purposes": "goal",
    "actions": "action",
    "indicators": "indicator",
    "measures": "unit_of_measure",
}
REFERENCES = (
    ("goals", "theme", "themes"),
    ("purposes", "goal", "goals"),
    ("actions", "goal", "goals"),
    ("indicators", "goal", "goals"),
    ("indicators", "reporting_unit", "units"),
    ("responsibilities", "goal", "goals"),
    ("responsibilities", "unit", "units"),
    ("context", "indicator", "indicators"),
)


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
        return [i for i in self.indicators.values() if i.reporting_unit == unit and i.kind != "derived"]

    def led_by(self, unit: str) -> list[Goal]:
        return [self.goals[r.goal] for r in self.responsibilities if r.unit == unit and r.role == "lead"]

    def goals_with(self, unit: str) -> list[Goal]:
        """The goals that a unit has a part in: it leads, it is a partner, or it reports an indicator."""
        mine = {r.goal for r in self.responsibilities if r.unit == unit} | {i.goal for i in self.reported_by(unit)}
        return [goal for goal in self.goals.values() if goal.goal in mine]

    def theme_of(self, goal: str) -> Theme:
        return self.themes[self.goals[goal].theme]

    @cached_property
    def reporting_units(self) -> list[Unit]:
        """The units that report at least one indicator."""
        reporting = {i.reporting_unit for i in self.indicators.values() if i.kind != "derived"}
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
    _check_keys(rows, problems)
    _check_references(rows, codes, problems)
    for indicator in rows["indicators"]:
        problems += _indicator_problems(indicator)
    if problems:
        raise CatalogueError(sorted(problems, key=lambda p: (p.file, p.line)))
    keyed = {stem: {getattr(row, key): row for row in rows[stem]} for stem, key in KEYS.items()}
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
            stated.add(filled.get(KEYS.get(path.stem, "")))
            try:
                found.append(model.model_validate(filled | {"line": line}))
            except ValidationError as error:
                by_column = {one["loc"][:1]: one for one in reversed(error.errors())}
                problems += [_problem(path.name, line, one) for one in reversed(by_column.values())]
        codes[path.stem] = stated
    except csv.Error:
        # The reader counts the lines of the rows that it gave out; the faulty one begins after them.
        problems.append(Problem(path.name, reader.line_num + 1, "not-csv", {}))
    return found


def _problem(file: str, line: int, error: dict) -> Problem:
    """One of pydantic's errors in our words."""
    column = str(error["loc"][0]) if error["loc"] else ""
    if column == "names":
        return Problem(file, line, "name-missing", {})
    value = error.get("input")
    if error["type"] == "missing" or value in ("", None, {}):
        return Problem(file, line, "value-missing", {"column": column})
    expected = error.get("ctx", {}).get("expected")
    if expected:
        return Problem(file, line, "unknown-value", {"column": column, "value": value, "allowed": expected.replace("'", "").replace(" or ", ", ")})
    return Problem(file, line, "bad-value", {"column": column, "value": value})


def _check_keys(rows: dict[str, list[Row]], problems: list[Problem]) -> None:
    keys = [(stem, lambda row, key=key: getattr(row, key)) for stem, key in KEYS.items()]
    keys.append(("responsibilities", lambda row: f"{row.goal} · {row.unit}"))
    for stem, key in keys:
        count = Counter()
        for row in rows[stem]:
            count[key(row)] += 1
            if count[key(row)] == 2:
                problems.append(Problem(f"{stem}.csv", row.line, "duplicate", {"value": key(row)}))


def _check_references(rows: dict[str, list[Row]], codes: dict[str, set[str]], problems: list[Problem]) -> None:
    """Codes that their own file does not name; of a file that could not be read nobody can say."""
    for stem, column, target in REFERENCES:
        for row in rows[stem]:
            code = getattr(row, column)
            if target in codes and code not in codes[target]:
                problems.append(Problem(f"{stem}.csv", row.line, "unknown-code", {"column": column, "value": code, "file": f"{target}.csv"}))


def _indicator_problems(indicator: Indicator) -> list[Problem]:
    found = []

    def wrong(code: str, **values) -> None:
        found.append(Problem("indicators.csv", indicator.line, code, {"indicator": indicator.indicator} | values))

    rule = indicator.target_rule
    if rule in VALUE_RULES and indicator.target_value is None:
        wrong("rule-without-value", rule=rule)
    if rule != "monitor" and indicator.target_year is None:
        wrong("rule-without-year", rule=rule)
    if rule != "monitor" and indicator.direction is None:
        wrong("rule-without-direction", rule=rule)
    if rule in VALUE_RULES and indicator.from_year is None:
        wrong("rule-without-first-year", rule=rule)
    if (rule == "done") != (indicator.kind == "milestone"):
        wrong("rule-of-other-kind", rule=rule, kind=indicator.kind)
    if indicator.from_year and indicator.target_year and indicator.from_year > indicator.target_year:
        wrong("years-reversed")
    if (indicator.baseline_value is None) != (indicator.baseline_year is None):
        wrong("half-a-baseline")
    if indicator.kind == "score" and indicator.scale is None:
        wrong("score-without-scale", value=indicator.unit_of_measure)
    return found


@lru_cache(maxsize=8)
def _read_cached(folder: Path, stamp: tuple) -> Catalogue:
    return read(folder)


def current(folder: Path) -> Catalogue:
    """The catalogue in `folder`, read again only when one of its files has changed."""
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in folder.glob("*.csv")))
    return _read_cached(folder, stamp)
