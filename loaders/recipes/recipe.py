"""A recipe: how the figures of one unit's own sheet become figures of its indicators. Small, readable, the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.kinds import Kind
from monitoring.model import CONTEXT
from monitoring.words import Words

OF_ANSWERS = tuple(kinds.OF_ANSWERS)
HOWS = ("figure", "sum", "percent", "rows", *OF_ANSWERS)


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Worded(Strict):
    """What has texts that people write, in one language or several: `name`, and in `names` the same by language, where the language is known; `name`
    is one of them."""

    def texts(self, field: str) -> Mapping[str, str]:
        """The text of a field such as `name` by language, "" where nobody knows it."""
        return getattr(self, f"{field}s") or {"": getattr(self, field)}

    def worded(self, field: str, texts: Mapping[str, str]) -> Self:
        """The same with these texts by language. The field goes on holding the text that it does where that is one of them."""
        text = getattr(self, field)
        held = text if text in texts.values() else next(iter(texts.values()), "")
        return self.model_copy(update={field: held, f"{field}s": {} if "" in texts else dict(texts)})


class Rule(Worded):
    """Where one component of one indicator comes from.

    `how`, of a table of numbers: "figure" the number that stands under the headings `under`; "sum" all of them added up; "percent" a
    percentage of the whole, from which the part is worked out. Of a list with a row an event or respondent: "rows" counts them, "sum" adds
    up `column`, and a component that is made of a survey's answers is made of those in `column` ("mean" averages them, "respondents" counts
    them). `where` takes only the rows that say so in a column.

    `area` and `category` name the dimensions of a distribution; rows whose label is in `without` (totals) are left out.
    `component` "context" is a statistic that is shown beside the indicator, called `name`, from `source`. Deliveries of one statistic belong together
    by `name`.
    """

    indicator: str
    component: Literal[(*kinds.COMPONENTS, CONTEXT)] = "value"
    how: Literal[HOWS] = "figure"
    under: tuple[str, ...] = ()
    column: str = ""
    where: dict[str, str] = {}
    area: str = ""
    category: str = ""
    without: tuple[str, ...] = ()
    name: str = ""
    names: dict[str, str] = {}
    source: str = ""
    sources: dict[str, str] = {}

    @property
    def is_of_list(self) -> bool:
        """Whether it goes down the rows of a list, rather than by the headings of a number."""
        return self.how == "rows" or self.how in OF_ANSWERS or bool(self.column or self.where)


class Labels(Strict):
    """By which labels a table has an indicator's figures in the categories of a breakdown: those of the column or line of headings `by`. Names in
    every language and codes are known by themselves; `labels` says of others which category they are, "" of none. The indicator's rules give
    the total."""

    indicator: str
    dimension: str
    by: str = Field(min_length=1)
    labels: dict[str, str] = {}


TITLE, SHEET, FILE, ASKED = "title", "sheet", "file", "asked"
"""Where the year of a table is from that does not state it: its title, the name of its sheet or of its file, or a person each time."""


class Recipe(Worded):
    """`headings` are the fingerprint of the layout: its headings normalised, years and months masked, in a fixed order. `title` and `sheet`,
    digits masked, tell apart sheets of one layout.

    `year_from` is where a person agreed to take the year from, "" where nobody was asked. Of a list, rows that say one of the words `left_out`
    (cancelled, moved) do not count, those that say only words in `counted` do, and those whose digest is in `rows_left_out` (see
    lists.row_digest) were left out one by one.
    """

    unit: str
    name: str
    names: dict[str, str] = {}
    headings: tuple[str, ...]
    rules: tuple[Rule, ...] = Field(min_length=1)
    sheet: str = ""
    title: str = ""
    year_from: Literal["", TITLE, SHEET, FILE, ASKED] = ""
    left_out: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    rows_left_out: tuple[str, ...] = ()
    breakdowns: tuple[Labels, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a recipe cannot be used with a programme: message `recipe.problem.<code>` with its values."""

    code: str
    values: Mapping[str, object]

    def text(self, words: Words) -> str:
        return words(f"recipe.problem.{self.code}", **self.values)


def problems(recipe: Recipe, catalogue: Catalogue) -> list[Problem]:
    """All that keeps `recipe` from being used: what it names must be in the programme, and each figure be one that its indicator has."""
    found = [] if recipe.unit in catalogue.units else [Problem("unknown-unit", {"unit": recipe.unit})]
    found += [problem for rule in recipe.rules for problem in _of_rule(rule, recipe.unit, catalogue)]
    return found + [problem for labels in recipe.breakdowns for problem in _of_labels(labels, catalogue)]


def _of_labels(labels: Labels, catalogue: Catalogue) -> Iterator[Problem]:
    declared = catalogue.breakdown(labels.indicator, labels.dimension)
    if declared is None:
        yield Problem("unknown-breakdown", {"indicator": labels.indicator, "dimension": labels.dimension})
        return
    known = {"", *(one.category for one in declared.categories)}
    for code in labels.labels.values():
        if code not in known:
            yield Problem("unknown-category", {"dimension": labels.dimension, "category": code})


def _of_rule(rule: Rule, unit: str, catalogue: Catalogue) -> Iterator[Problem]:
    indicator = catalogue.indicators.get(rule.indicator)
    if indicator is None:
        yield Problem("unknown-indicator", {"indicator": rule.indicator})
        return
    if unit in catalogue.units and indicator.reporting_unit != unit:
        yield Problem("other-units-indicator", {"indicator": rule.indicator, "unit": catalogue.units[indicator.reporting_unit]})
    if rule.component != CONTEXT and rule.component not in indicator.components:
        yield Problem("wrong-component", {"indicator": rule.indicator, "component": rule.component})
    lacking = _lacking(rule, kinds.of(indicator))
    if lacking:
        yield Problem("lacking", {"indicator": rule.indicator, "field": lacking})


def _lacking(rule: Rule, kind: Kind) -> str:
    """The field that the rule needs and leaves empty."""
    if rule.component == CONTEXT:
        needed = {field: getattr(rule, field) and getattr(rule, field) in rule.texts(field).values() for field in ("name", "source")}
    elif kind.by_area:
        needed = {"area": rule.area, "category": rule.category}
    else:
        needed = {"column": rule.column} if rule.how in OF_ANSWERS else {}
    return next((field for field, value in needed.items() if not value), "")
