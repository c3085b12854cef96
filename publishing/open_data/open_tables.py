"""The open tables. Their names, and their fields' names, never change; fields may be added, each with its message `opendata.field.<meaning>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring import pace
from monitoring.dimensions import COLUMNS
from monitoring.kinds import KINDS, PARTS
from monitoring.model import FEWEST, STATES, STATUSES
from monitoring.rules import RULES
from monitoring.words import Words, languages

Value = str | int | float | bool | None
Row = Mapping[str, Value]

FILTERS = ("theme", "goal", "indicator", "unit", "year")
"""What rows can be chosen by: the column of that name is one of the values asked for."""


@dataclass(frozen=True)
class Field:
    """A column. `type` is a type of JSON and of Table Schema alike; `format` date or date-time; `one_of` names all values where they are few.
    The message `opendata.field.<meaning>` describes it; `meaning` is its name, unless that means something else in another table."""

    name: str
    type: str
    format: str = ""
    required: bool = True
    one_of: tuple[str, ...] = ()
    meaning: str = ""
    language: str = ""

    def description(self, words: Words) -> str:
        return words(f"opendata.field.{self.meaning or self.name}", language=self.language)


@dataclass(frozen=True)
class Table:
    """A table that anybody may have. `key` tells its rows apart; `refers` says which column names a row of which other table, by its column.
    The messages `opendata.table.<name>.title` and `.description` say what it is."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)

    @property
    def filters(self) -> tuple[str, ...]:
        return tuple(name for name in FILTERS if name in self.columns)

    def title(self, words: Words) -> str:
        return words(f"opendata.table.{self.name}.title")

    def description(self, words: Words) -> str:
        return words(f"opendata.table.{self.name}.description")


IN_PLACE = {"few": f"<{FEWEST}", "other": ".."}
"""What stands in the place of a value that is withheld, the same in every language; the two points are Statistics Finland's sign for it."""

THEME = Field("theme", "string")
GOAL = Field("goal", "string")
INDICATOR = Field("indicator", "string")
UNIT = Field("unit", "string")
REPORTING = Field("unit", "string", meaning="unit.reports")
YEAR = Field("year", "integer")
CODED_MEASURE = Field("unit_of_measure", "string", required=False)
EXAMPLE = Field("example", "boolean")
PUBLISHED_AS = Field("published_as", "string", required=False, one_of=tuple(IN_PLACE.values()))
SOURCES = (
    Field("file", "string", required=False),
    Field("sheet", "string", required=False),
    Field("cell", "string", required=False),
    Field("uploaded_at", "string", format="date-time", required=False),
)

NAMES = tuple(Field(f"name_{code}", "string", required=False, meaning="name", language=code) for code in languages())

TO_THEME, TO_GOAL = {"theme": ("themes", "theme")}, {"goal": ("goals", "goal")}
TO_UNIT, TO_INDICATOR = {"unit": ("units", "unit")}, {"indicator": ("indicators", "indicator")}
PLACED = TO_THEME | TO_GOAL | TO_UNIT | TO_INDICATOR

THEMES = Table("themes", fields=(THEME, *NAMES), key=("theme",))

GOALS = Table("goals", fields=(GOAL, THEME, *NAMES), key=("goal",), refers=TO_THEME)

UNITS = Table("units", fields=(UNIT, *NAMES), key=("unit",))

RESPONSIBILITIES = Table(
    "responsibilities",
    fields=(GOAL, THEME, UNIT, Field("role", "string", one_of=("lead", "partner"))),
    key=("goal", "unit"),
    refers=TO_THEME | TO_GOAL | TO_UNIT,
)

INDICATORS = Table(
    "indicators",
    fields=(
        INDICATOR,
        GOAL,
        THEME,
        REPORTING,
        *NAMES,
        Field("kind", "string", one_of=tuple(KINDS)),
        CODED_MEASURE,
        Field("direction", "string", required=False, one_of=("up", "down")),
        Field("target_rule", "string", one_of=tuple(RULES)),
        Field("target_value", "number", required=False),
        Field("from_year", "integer", required=False),
        Field("target_year", "integer", required=False),
        Field("baseline_value", "number", required=False),
        Field("baseline_year", "integer", required=False),
        Field("limit", "number", required=False),
        Field("negative", "string", required=False, one_of=("yes",)),
    ),
    key=("indicator",),
    refers=TO_THEME | TO_GOAL | TO_UNIT,
)

ACTIONS = Table(
    "actions",
    fields=(
        Field("action", "string"),
        GOAL,
        THEME,
        *NAMES,
        Field("year", "integer", required=False, meaning="year.planned"),
        Field("continuous", "boolean"),
    ),
    key=("action",),
    refers=TO_THEME | TO_GOAL,
)

BREAKDOWNS = Table(
    "breakdowns",
    fields=(
        INDICATOR,
        GOAL,
        THEME,
        REPORTING,
        Field("dimension", "string"),
        Field("dimension_name", "string"),
        Field("category", "string", meaning="category.of-dimension"),
        *NAMES,
    ),
    key=("indicator", "dimension", "category"),
    refers=PLACED,
)

OBSERVED = (
    Field("value", "number", required=False, meaning="value.of-year"),
    CODED_MEASURE,
    Field("measure", "string", required=False),
    Field("status", "string", one_of=tuple("APEMQ"), meaning="status.observation"),
    PUBLISHED_AS,
    Field("coverage", "number"),
    *(Field(name, "number", required=False) for name in PARTS),
    *SOURCES,
    EXAMPLE,
)
"""A value of a year, of all or of those in a category, with what it is made of and where it comes from."""

OBSERVATIONS = Table(
    "observations",
    fields=(
        THEME,
        GOAL,
        INDICATOR,
        Field("indicator_name", "string"),
        REPORTING,
        YEAR,
        Field("period", "string", meaning="period.year"),
        *OBSERVED,
    ),
    key=("indicator", "year"),
    refers=PLACED,
)

BY_CATEGORY = Table(
    "observations_by_category",
    fields=(
        THEME,
        GOAL,
        INDICATOR,
        Field("indicator_name", "string"),
        REPORTING,
        Field("dimension", "string"),
        Field("dimension_name", "string"),
        Field("category", "string", meaning="category.of-dimension"),
        Field("category_name", "string"),
        YEAR,
        *OBSERVED,
    ),
    key=("indicator", "dimension", "category", "year"),
    refers=PLACED,
)

CELLS = Table(
    "cells",
    fields=(
        THEME,
        GOAL,
        INDICATOR,
        REPORTING,
        YEAR,
        Field("period", "string"),
        Field("component", "string"),
        *(Field(column, "string", required=False) for column in COLUMNS),
        Field("dimensions", "string", required=False),
        Field("value", "number", required=False),
        PUBLISHED_AS,
        *SOURCES,
        EXAMPLE,
    ),
    key=("indicator", "period", "component", "dimensions", *COLUMNS),
    refers=PLACED,
)

PROGRESS = Table(
    "progress",
    fields=(
        THEME,
        GOAL,
        Field("item", "string"),
        Field("indicator", "string", required=False, meaning="indicator.not-an-action"),
        YEAR,
        Field("state", "string", required=False, one_of=STATES),
        Field("completed_on", "string", format="date", required=False),
        *SOURCES,
        EXAMPLE,
    ),
    key=("item", "year"),
    refers=TO_THEME | TO_GOAL | TO_INDICATOR,
)

ASSESSMENTS = Table(
    "assessments",
    fields=(
        Field("level", "string", one_of=("goal", "indicator")),
        THEME,
        GOAL,
        Field("indicator", "string", required=False, meaning="indicator.not-a-goal"),
        Field("unit", "string", required=False, meaning="unit.reports-or-leads"),
        YEAR,
        Field("status", "string", one_of=STATUSES),
        Field("reason_code", "string"),
        Field("reason", "string"),
        Field("value", "number", required=False, meaning="value.in-year"),
        Field("target", "number", required=False),
        Field("target_by", "string", required=False, one_of=("programme", "council")),
        Field("pace_value", "number", required=False),
        Field("pace_status", "string", required=False, one_of=pace.STATUSES),
        EXAMPLE,
    ),
    key=("level", "goal", "indicator", "year"),
    refers=PLACED,
)

CATALOGUE = (THEMES, GOALS, UNITS, RESPONSIBILITIES, INDICATORS, ACTIONS, BREAKDOWNS)
"""The programme as it was decided."""

LISTED = {"theme": THEMES, "goal": GOALS, "unit": UNITS, "indicator": INDICATORS, "action": ACTIONS}
CATALOGUE_LIST = Table(
    "catalogue",
    fields=(
        Field("type", "string", one_of=tuple(LISTED)),
        Field("code", "string"),
        Field("theme", "string", required=False, meaning="theme.in"),
        Field("goal", "string", required=False, meaning="goal.of"),
        *NAMES,
    ),
    key=("type", "code"),
)
"""The same in one table."""

TABLES = {table.name: table for table in (*CATALOGUE, OBSERVATIONS, BY_CATEGORY, CELLS, PROGRESS, ASSESSMENTS)}
