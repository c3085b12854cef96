"""What the layers hand to each other: figures, reports, targets, assessments. Plain, frozen, without behaviour of a screen or a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from monitoring.dimensions import TOTAL, Dimensions
from monitoring.words import Texts, first, language_of

if TYPE_CHECKING:
    from monitoring.programme import Action, Breakdown, Goal, Indicator, Measure

STATUSES = ("achieved", "on_track", "behind", "missed", "no_data", "not_due", "monitored")
FEWEST = 5
"""The smallest count of persons that is published, where the public reads; zero is no count of anybody."""
STATES = ("not-started", "in-progress", "done", "interrupted")
CONTEXT = "context"
"""The component of a statistic that is shown beside an indicator: it is no figure of the indicator, and follows none of its rules."""


@dataclass(frozen=True)
class Trace:
    """Where something was read: the workbook, its sheet and cell, who handed it in and when (UTC)."""

    upload_id: str
    file_name: str
    sheet: str
    cell: str
    uploaded_by: str
    uploaded_at: datetime


class Key(NamedTuple):
    """What one figure is the figure of. No `dimensions` is the total."""

    indicator: str
    period: str
    component: str
    dimensions: Dimensions = TOTAL


@dataclass(frozen=True)
class Cell:
    """One accepted figure as the workbook has it. `value` is None where the unit stated that there is none, and where it is `withheld`: few (a
    count of one to four persons) or other (it would tell one)."""

    component: str
    period: str
    dimensions: Dimensions
    value: float | None
    trace: Trace
    comment: str = ""
    withheld: str = ""
    language: str = ""
    """Of the comment; empty where it is not known."""
    status: str = "A"
    """SDMX's, as the unit states it: A normal, P provisional, E estimated, M missing."""


@dataclass(frozen=True)
class Area:
    """One area's distribution: numbers by category, and its Gini–Simpson index in percent."""

    area: str
    categories: Mapping[str, float]
    total: float
    index: float


@dataclass(frozen=True)
class CategoryFigure:
    """An indicator's value in one year of those in one category of a breakdown; value, coverage, status, parts, withheld as in `Figure`."""

    dimension: str
    category: str
    value: float | None
    coverage: float = 1.0
    status: str = "A"
    parts: Mapping[str, float] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""

    @property
    def dimensions(self) -> Dimensions:
        """What its cells are broken down by."""
        return Dimensions.of(**{self.dimension: self.category})

    def as_figure(self, year: int) -> Figure:
        """The same as a figure of the year, without its cells."""
        return Figure(year, self.value, self.coverage, self.status, self.parts, comment=self.comment, withheld=self.withheld)

    @property
    def is_withheld(self) -> bool:
        return "value" in self.withheld


@dataclass(frozen=True)
class Figure:
    """An indicator's value in one year, in the indicator's own unit (a share and a distribution in percent).

    `coverage` is the fraction of the year that the value covers: 1, or less while only some months or quarters are in.
    `status` is SDMX's: A normal, P provisional, E estimated, M missing (the unit stated that there is no figure; value None), Q suppressed.
    `parts` are the components' values: part and whole, mean and respondents.
    `categories` are its values by category of the breakdowns that the programme declares, in the programme's order; the cells of all are in `cells`.
    `withheld` says why of each component that is not published, and of the `value` (see Cell); `within` are then the ends of what the public
    knows of the value.
    """

    year: int
    value: float | None
    coverage: float = 1.0
    status: str = "A"
    parts: Mapping[str, float] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    comment: str = ""
    cells: tuple[Cell, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    within: tuple[float, float] | None = None
    categories: tuple[CategoryFigure, ...] = ()

    @property
    def is_withheld(self) -> bool:
        return "value" in self.withheld

    @property
    def language(self) -> str:
        """Of the comment; empty where it is not known."""
        return next((cell.language for cell in self.cells if cell.comment and cell.comment == self.comment), "")

    @property
    def hides(self) -> bool:
        """Whether anything of it is not told: itself, one of its components, a month."""
        return bool(self.withheld) or any(cell.withheld for cell in self.cells)


@dataclass(frozen=True)
class Report:
    """What was reported of a milestone or an action for one year. `state` is one of STATES."""

    year: int
    state: str
    completed_on: date | None = None
    comment: str = ""
    trace: Trace | None = None
    language: str = ""
    """Of the comment; empty where it is not known."""


@dataclass(frozen=True)
class EvaluationText:
    """What a unit wrote, in one language."""

    language: str
    text: str
    proposal: str


@dataclass(frozen=True)
class Evaluation:
    """A unit's own words about a goal and a year. `texts` has them by language, where the unit said in which they are; those that came with the
    form are one of these."""

    goal: str
    unit: str
    year: int
    text: str
    proposal: str
    trace: Trace
    texts: tuple[EvaluationText, ...] = ()

    @property
    def language(self) -> str:
        """The language of `text`; empty where it is not known."""
        return next((one.language for one in self.texts if (one.text, one.proposal) == (self.text, self.proposal)), "")

    def in_language(self, language: str) -> Evaluation:
        """The same in a language, where it is written in it."""
        found = next((one for one in self.texts if one.language == language), None)
        return replace(self, text=found.text, proposal=found.proposal) if found else self


@dataclass(frozen=True)
class Target:
    """What an indicator is assessed against. `value` in the indicator's unit; `baseline` is (year, value) where the catalogue gives one."""

    kind: str
    rule: str
    direction: str | None
    value: float | None
    from_year: int | None
    by_year: int | None
    baseline: tuple[int, float] | None = None


@dataclass(frozen=True)
class CouncilTarget:
    """A target that the council set. `from_year` is the first reporting year that it is applied to; `meeting` is the id of the meeting that set
    it, or empty; `by` and `at` (UTC) say who wrote it, and when; `at` is left out of one yet to be written. `target` None gives the
    programme's target back. `reasons` has the reason by language, where the language is known; `reason` is one of them. `published_at` is when the
    public came to know it.
    """

    indicator: str
    target: Target | None
    from_year: int
    reason: str
    meeting: str = ""
    by: str = ""
    at: datetime = datetime.min
    reasons: Texts = ()
    published_at: datetime | None = None

    @property
    def known_from(self) -> datetime:
        """The moment (UTC) from which on its readers may know it."""
        return self.published_at or self.at

    @property
    def language(self) -> str:
        """The language of `reason`; empty where it is not known."""
        return language_of(self.reason, self.reasons)

    def in_language(self, language: str) -> CouncilTarget:
        """The same with its reason in a language, where there is one in it."""
        return replace(self, reason=dict(self.reasons).get(language, self.reason), reasons=first(self.reasons, language))


@dataclass(frozen=True)
class Assessment:
    """A status with what decided it. `reason` is the message `reason.<reason>`, `values` fill it (see monitoring.reasons)."""

    status: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ContextLine:
    """A statistic that is shown with an indicator: its yearly values; its names and its source with the licence, by language.

    `cells` are those that a unit delivered it in, `periods` the month or quarter that a year's value is of. `in_own_unit` says that the values
    are in the indicator's unit; of a delivered statistic nobody knows. `dimensions` is the category that it is of; none for one of all.
    """

    names: Mapping[str, str]
    points: Mapping[int, float]
    sources: Mapping[str, str]
    cells: tuple[Cell, ...] = ()
    periods: Mapping[int, str] = field(default_factory=dict)
    in_own_unit: bool = True
    dimensions: Dimensions = TOTAL


@dataclass(frozen=True)
class IndicatorView:
    """All that a chart, a table or a sentence about one indicator needs, for the year asked about.

    `target` is the one that the year is assessed against. `council` is what the council set, where it did; `other` is then the one of the
    programme's target and the council's that the year is not assessed against. `breakdowns` are what it is reported by besides its total.
    """

    indicator: Indicator
    measure: Measure | None
    years: range
    year: int
    target: Target
    figures: Mapping[int, Figure]
    reports: Mapping[int, Report]
    assessment: Assessment
    context: tuple[ContextLine, ...] = ()
    council: CouncilTarget | None = None
    other: Target | None = None
    breakdowns: tuple[Breakdown, ...] = ()

    @property
    def whose(self) -> str:
        """Whose `target` is: only (there is no other than the programme's), council, programme."""
        if self.council is None:
            return "only"
        return "council" if self.target is self.council.target else "programme"

    @property
    def exchanged(self) -> IndicatorView:
        """The same with the two targets exchanged; its assessment is still that of the year."""
        return replace(self, target=self.other, other=self.target)

    def of_year(self, year: int) -> IndicatorView:
        """The same with the target that is applied to `year`."""
        is_councils = self.council is not None and year >= self.council.from_year
        return self if is_councils == (self.whose == "council") else self.exchanged


@dataclass(frozen=True)
class ActionView:
    """An action with its state in the year asked about (the newest one reported until then)."""

    action: Action
    report: Report | None
    late: bool


@dataclass(frozen=True)
class GoalView:
    """A goal with everything under it, for the year asked about."""

    goal: Goal
    assessment: Assessment
    indicators: tuple[IndicatorView, ...]
    actions: tuple[ActionView, ...]
    evaluations: tuple[Evaluation, ...]
