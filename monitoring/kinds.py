"""The kinds of indicators: what a unit reports of each, how a year's value is made of it, how it is drawn, shown and withheld.

Whoever needs to know asks the kind's object: the form and its checks, what makes a year, assessment, charts, exports, the public copy. A new
kind is one more object in `ALL`, and its words in the message catalogues: `kind.<code>`, `method.kind.<code>`, `chart.column.value.<code>`, and of
a component that is new `component.<name>`, `chart.column.<name>`, `export.column.<name>`, `opendata.field.<name>`, `form.item.<item>` and
`map.<name>`; of one that is made of answers also `table.words.<name>`, `rule.list.<name>` and `origin.<name>`; of parts that are new beside
a value `chart.parts.<names, joined by ->`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

SUM, LAST, WEIGHTED = "sum", "last", "weighted"
"""How months or quarters make a year's component: added up; the last one holds; their mean, weighted by another component."""

FIGURES, DISTRIBUTIONS, PROGRESS = "figures", "distributions", "progress"
"""The sheets of the form that an indicator can have rows on."""

BARS, LINES, SCORES, MILESTONES = "bars", "lines", "scores", "milestones"
"""The forms of a chart (see monitoring.charts.forms)."""


@dataclass(frozen=True)
class Component:
    """One of the figures that an indicator's value in a year is made of, or that value itself (`is_value`).

    `over_year` is how a year's months or quarters make it, `weight` the component that a weighted mean is weighted by. A month in which one that
    `is_required` is missing is not covered, and its other required ones do not count. `over_month` is how a month's weeks or days make it: added up,
    the last one, or "" where they do not make it. `of_categories` says that the categories of a breakdown make it, added up or weighted; else only
    the total is taken.
    `of_answers` makes it of the answers of a survey's respondents, one or more; None where it is not made of answers.
    `item` is the form's word for it (message `form.item.<item>`), `measure` what it is counted in: own (the indicator's unit of measure), number or
    respondents (message `form.measure.<measure>`).
    `decimals` are those that a unit may state: none (things are counted whole), own (the indicator's) or any. One that is `on_scale` lies on the
    survey's scale. `counts` says that it counts things or persons, so that few of them tell of single ones.
    """

    name: str
    over_year: str
    item: str = ""
    measure: str = "own"
    decimals: str = "none"
    weight: str = ""
    is_value: bool = False
    is_required: bool = True
    over_month: str = ""
    of_categories: bool = True
    of_answers: Callable[[Sequence[float]], float] | None = None
    on_scale: bool = False
    counts: bool = True


@dataclass(frozen=True)
class Kind:
    """One kind of indicator.

    `value` makes a year's value of that year's components by name, None where one is missing; of areas (`by_area`) it is their Gini–Simpson index,
    see monitoring.year_figures. `components` are reported by a unit where it has a `sheet` of the form; else they are computed with the value.
    `pair`: the first is not stated without the second, nor the second without the first; with `is_part` the first is no larger.

    `chart` is the form of its chart. `is_percent`: its values are percentages, whatever its unit of measure. `decimals` are the fewest that a value
    is shown with. `has_scale`: its unit of measure is a scale of answers, such as 1–5. `is_named`: a sentence names what the value is, since a bare
    number would not tell (message `chart.value-named.<code>`).
    `from_zero`: it begins at nothing, so that the path to a target does too; else that begins at the first value reported. `sums`: its years can be
    added up. `is_compared`: it counts among the indicators that can improve. `has_states`: a unit reports states in place of figures.
    `counts_persons`: no unit of measure says what it counts, so that it is taken for persons. `withholding` is what is not published of it where that
    is few persons: one of monitoring.disclosure.RULES.
    """

    code: str
    chart: str
    components: tuple[Component, ...] = ()
    value: Callable[[Mapping[str, float]], float | None] = lambda parts: parts.get("value")
    sheet: str = FIGURES
    pair: tuple[str, str] | None = None
    is_part: bool = False
    by_area: bool = False
    has_states: bool = False
    is_percent: bool = False
    decimals: int = 0
    has_scale: bool = False
    is_named: bool = False
    from_zero: bool = False
    sums: bool = False
    is_compared: bool = True
    counts_persons: bool = False
    withholding: str = ""

    @property
    def reported(self) -> tuple[Component, ...]:
        """What a unit reports of it; none where its value is computed and where it has states."""
        return self.components if self.sheet else ()

    def component(self, name: str) -> Component:
        """The component of that name. Raises KeyError where the kind has none."""
        return {component.name: component for component in self.components}[name]

    def may_be_percent(self, component: str, unit_of_measure: str) -> bool:
        """Whether a unit may state a component in percent: numbers by area, and what is measured in percent; a share comes as part and whole."""
        return self.component(component).is_value and (self.by_area or unit_of_measure == "%")

    @property
    def is_reported(self) -> bool:
        """Whether a unit reports anything of it: figures or states."""
        return bool(self.sheet)

    @property
    def has_breakdowns(self) -> bool:
        """Whether a unit can report it by the categories of a breakdown: it reports one figure a period, not the areas of a distribution."""
        return self.sheet == FIGURES

    @property
    def can_be_negative(self) -> bool:
        """Whether a programme can say that values below zero are possible: of a number that is neither of a pair nor on a scale."""
        return self.sheet == FIGURES and self.pair is None

    @property
    def is_of_answers(self) -> bool:
        """Whether all that is reported of it is made of the answers of a survey's respondents."""
        return bool(self.reported) and all(component.of_answers for component in self.reported)

    @property
    def total(self) -> str:
        """The name of the component that all lines of a table can add up to: the whole of a part, or the only component; "" where there is none."""
        if self.is_part:
            return self.pair[1]
        return self.components[0].name if len(self.components) == 1 and self.components[0].of_categories else ""

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of the components that count things or persons."""
        return tuple(component.name for component in self.components if component.counts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the components that are shown beside the value: part and whole, respondents."""
        return tuple(component.name for component in self.components if not component.is_value)


class OfKind(Protocol):
    """What is of a kind: an indicator, a target."""

    kind: str


def of(subject: OfKind) -> Kind:
    """The kind of an indicator or of a target."""
    return KINDS[subject.kind]


def _percentage(parts: Mapping[str, float]) -> float | None:
    part, whole = parts.get("part"), parts.get("whole")
    return 100 * part / whole if part is not None and whole else None


def _mean(parts: Mapping[str, float]) -> float | None:
    return parts.get("mean")


def _average(answers: Sequence[float]) -> float:
    return math.fsum(answers) / len(answers)


def _number(answers: Sequence[float]) -> float:
    return float(len(answers))


PART = Component("part", SUM, item="part", measure="number")
WHOLE = Component("whole", SUM, item="whole", measure="number")
MEAN = Component("mean", WEIGHTED, item="mean", decimals="any", weight="respondents", is_value=True, on_scale=True, counts=False, of_answers=_average)
RESPONDENTS = Component("respondents", SUM, item="respondents", measure="respondents", is_required=False, over_month=SUM, of_answers=_number)

ALL = (
    Kind(
        "count",
        BARS,
        (Component("value", SUM, item="number", decimals="own", is_value=True, over_month=SUM),),
        from_zero=True,
        sums=True,
        withholding="sum",
    ),
    Kind(
        "level",
        LINES,
        (Component("value", LAST, item="number", decimals="own", is_value=True, over_month=LAST),),
        from_zero=True,
        withholding="last",
    ),
    Kind(
        "share",
        LINES,
        (PART, WHOLE),
        _percentage,
        pair=("part", "whole"),
        is_part=True,
        is_percent=True,
        decimals=1,
        counts_persons=True,
        withholding="share",
    ),
    Kind(
        "score",
        SCORES,
        (MEAN, RESPONDENTS),
        _mean,
        pair=("mean", "respondents"),
        decimals=1,
        has_scale=True,
        is_named=True,
        counts_persons=True,
        withholding="mean",
    ),
    Kind(
        "distribution",
        LINES,
        (Component("value", LAST, decimals="any", is_value=True),),
        sheet=DISTRIBUTIONS,
        by_area=True,
        is_percent=True,
        decimals=1,
        is_named=True,
        counts_persons=True,
        withholding="areas",
    ),
    Kind("milestone", MILESTONES, sheet=PROGRESS, has_states=True, is_compared=False),
    Kind("derived", LINES, (PART, WHOLE), _percentage, sheet="", is_percent=True, decimals=1, from_zero=True, is_compared=False),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in ALL}
"""Every kind by its code, in the order that they are listed in."""

ITEMS = tuple(dict.fromkeys(component.item for kind in ALL for component in kind.components if component.item))
"""The form's words for the components, each once."""

COMPONENTS = tuple(dict.fromkeys(component.name for kind in ALL for component in kind.components))
"""The names of all components, each once."""

PARTS = tuple(name for name in COMPONENTS if name != "value")
"""The components that a figure has besides its value. The value of some kinds is one of them, such as a mean."""

BESIDE_VALUE = tuple(dict.fromkeys(name for kind in ALL for name in kind.parts))
"""Those that are shown with the value: part and whole, respondents."""

OF_ANSWERS: Mapping[str, Callable[[Sequence[float]], float]] = {
    component.name: component.of_answers for kind in ALL for component in kind.components if component.of_answers
}
"""What makes each component that is made of a survey's answers, by its name."""
