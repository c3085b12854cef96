"""What a programme is made of: one model a catalogue file, one object a line. Values that a line must have are checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from monitoring import kinds, rules

FORMULAS = ("goals-achieved", "indicators-improved")

LAST_MONTH_OF_YEAR_BEFORE = 6
"""In which the year before is still reported."""

Code = Annotated[str, Field(pattern=r"^[\w][\w.\-]*$")]
Optional = BeforeValidator(lambda text: None if text == "" else text)
Year = Annotated[int, Field(ge=1900, le=2200)]


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

    def reporting_year(self, on: date) -> int:
        """The year whose figures are asked for on a day: until the end of June the year before; of a coming programme its first, of a past one
        its last year."""
        return max(self.first_year, min(on.year if on.month > LAST_MONTH_OF_YEAR_BEFORE else on.year - 1, self.last_year))


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


class Persons(Row):
    """Whether an indicator counts persons, where its kind and its unit of measure do not say or say wrongly."""

    indicator: Code
    persons: Literal["yes", "no"]


class Category(Named):
    """A category that an indicator is broken down by; a line without a category names the dimension itself."""

    indicator: Code
    dimension: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    category: Annotated[str, Field(pattern=r"^([^\W_][\w.\-]*)?$")] = ""


@dataclass(frozen=True)
class Breakdown:
    """What an indicator is reported by, such as sex, with the categories in the programme's order. `names` of the dimension by language; none
    where the message catalogues have its name (see monitoring.dimensions.STANDARD) and the programme gives it no other."""

    indicator: str
    dimension: str
    names: Mapping[str, str]
    categories: tuple[Category, ...]

    def category(self, code: str) -> Category:
        """The category with that code. Raises KeyError where there is none."""
        return {one.category: one for one in self.categories}[code]


class ContextSeries(Named):
    """A statistic that is shown beside an indicator, or beside one category of a breakdown of it: which file of data/context/, which area of it;
    `sources` name its licence too. `points` are the file's values by year."""

    indicator: Code
    file: str = Field(min_length=1)
    area_code: str = ""
    dimension: str = ""
    category: str = ""
    sources: dict[str, str] = {}
    points: dict[int, float] = {}


class Statistic(Row):
    """One line of a file of data/context/."""

    year: Year
    value: Annotated[float, Field(allow_inf_nan=False)]
    area_code: str = ""
    category: str = ""
    source: str = ""


class Indicator(Named):
    indicator: Code
    goal: Code
    reporting_unit: Code
    kind: Literal[tuple(kinds.KINDS)]
    unit_of_measure: str = ""
    direction: Annotated[Literal["up", "down"] | None, Optional] = None
    target_rule: Literal[tuple(rules.RULES)]
    target_value: Annotated[float | None, Optional] = None
    from_year: Annotated[Year | None, Optional] = None
    target_year: Annotated[Year | None, Optional] = None
    baseline_value: Annotated[float | None, Optional] = None
    baseline_year: Annotated[Year | None, Optional] = None
    decimals: Annotated[int, BeforeValidator(lambda text: text or 0), Field(ge=0, le=6)] = 0
    formula: Annotated[Literal[FORMULAS] | None, Optional] = None
    counted: dict[str, dict[str, str]] = {}
    """What the part and the whole of a share are, in words: component → language → text, of the columns `part_<language>` and
    `whole_<language>`."""
    limit: Annotated[float | None, Optional] = None
    negative: Annotated[Literal["yes"] | None, Optional] = None
    """Whether a value below zero is one: days ahead of a timetable, or behind it."""

    @model_validator(mode="before")
    @classmethod
    def _gather_counted(cls, row: dict) -> dict:
        return row | {"counted": {name: texts for name in ("part", "whole") if (texts := _by_language(row, name))}}

    @property
    def components(self) -> tuple[str, ...]:
        """The names of the figures that a unit reports for it; none for a milestone (a state) and for a derived indicator."""
        return tuple(component.name for component in kinds.of(self).reported)

    def adds_up(self, component: str) -> bool:
        """Whether the categories of a breakdown add up to a component; neither means nor percentages do."""
        one = kinds.of(self).component(component)
        return one.of_categories and one.over_year != kinds.WEIGHTED and not (one.is_value and self.is_percent)

    @property
    def is_percent(self) -> bool:
        """Whether its values are percentages."""
        return kinds.of(self).is_percent or self.unit_of_measure == "%"

    @property
    def scale(self) -> tuple[float, float] | None:
        """Lowest and highest value of a score, from a unit of measure such as "1–5"."""
        ends = self.unit_of_measure.replace("-", "–").split("–")
        if not kinds.of(self).has_scale or len(ends) != 2 or not all(end.strip().isdecimal() for end in ends):
            return None
        return float(ends[0]), float(ends[1])
