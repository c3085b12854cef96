"""The rules that a target can have: what each asks for, how a year stands against it, and the line that it is on a chart.

A rule is one object in `ALL`, with a function that answers with a reason (`status`) and, where it is measured in numbers, one that gives its line.
Each reason stands for one status and is a message `reason.<reason>`. A rule's other words are `rule.<code>`, `method.rule.<code>` and, where it has a
line, `chart.target.<code>.<up|down>`, with `.open` while there is no baseline, and `chart.title.<code>.<up|down>` where `is_in_title`.
Source of the rules: the assessment chapter of the design, which the page Method shows to the reader. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from monitoring import kinds, targets
from monitoring.model import Assessment, Figure, Report, Target
from monitoring.targets import TOLERANCE, Line, is_better, line_to_end, reaches, sum_needed, value_in

Figures = Mapping[int, Figure]

COMMON = {"no_data": ("no-data", "no-data.stated"), "not_due": ("not-due", "baseline", "before-baseline")}
"""The reasons that several rules give, by the status that they stand for."""

AT_LEAST, BETTER = ("≥", "≤"), (">", "<")
"""Signs before what is asked for: where more is better, where less is."""


@dataclass(frozen=True)
class Rule:
    """One rule. `needs` are the columns of the catalogue that it is nothing without; `reasons` its reasons by the status that they stand
    for, worded otherwise where less is better (`<reason>.down`) if `is_directed`.

    `needed` is what it asks for at the end of a year, where that changes from year to year. `signs`: see AT_LEAST.
    `sums`: the years are added up. `has_baseline`: it is measured from a baseline, the catalogue's or the first value reported; with `from_zero` from
    nothing where the indicator's kind begins at nothing. `has_states`: it judges a milestone's states, not figures.
    `has_pace`: its yearly change can be judged (see monitoring.pace).
    `counts_for_goal`: a goal looks at an indicator with it before others. `is_for_council`: the council can set it. `formula` is what a derived
    indicator with it computes where the catalogue does not say; None where it must.
    """

    code: str
    status: Callable[[Case], Assessment]
    reasons: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ("target_year", "direction")
    line: Callable[[Target, Figures], Line | None] | None = None
    needed: Callable[[Target, Figures, int], float | None] | None = None
    signs: tuple[str, str] = AT_LEAST
    is_directed: bool = True
    is_in_title: bool = False
    sums: bool = False
    has_baseline: bool = False
    from_zero: bool = False
    has_states: bool = False
    has_pace: bool = False
    counts_for_goal: bool = True
    is_for_council: bool = True
    formula: str | None = None

    @property
    def has_value(self) -> bool:
        """Whether a target of it has a value of its own, not only a baseline to compare with."""
        return "target_value" in self.needs

    def sign(self, direction: str | None) -> str:
        """The sign before what is asked for."""
        return self.signs[direction == "down"]

    def suits(self, kind: kinds.Kind) -> bool:
        """Whether the council can set it for an indicator of a kind: only what happens can be summed over the years, only a milestone is done."""
        return self.is_for_council and self.has_states == kind.has_states and (kind.sums or not self.sums)


def of(target: Target) -> Rule:
    """The rule of a target."""
    return RULES[target.rule]


@dataclass(frozen=True)
class Case:
    """One question: how does this target stand in `year`?"""

    target: Target
    figures: Figures
    reports: Mapping[int, Report]
    year: int

    @property
    def value(self) -> float | None:
        return value_in(self.figures, self.year)

    @property
    def coverage(self) -> float:
        """The fraction of the year that its figure covers; 1 where there is none."""
        figure = self.figures.get(self.year)
        return 1.0 if figure is None or figure.value is None or figure.coverage >= 1 - TOLERANCE else figure.coverage

    @property
    def is_deadline_past(self) -> bool:
        """True in the deadline's own year too."""
        return self.year >= self.target.by_year

    def reaches(self, value: float, limit: float) -> bool:
        """Whether `value` is at least as good as `limit`, in the target's direction."""
        return reaches(value, limit, self.target.direction)

    def because(self, reason: str, **facts) -> Assessment:
        """The assessment that `reason` stands for, with the numbers that decided it."""
        target = self.target
        known = {"value": self.value, "year": self.year, "target": target.value, "from_year": target.from_year, "by_year": target.by_year}
        if self.coverage < 1:
            known["coverage"] = self.coverage
        return Assessment(STATUS[reason], f"{reason}.down" if target.direction == "down" and reason in DIRECTED else reason, known | facts)

    def without_value(self) -> Assessment:
        """No figure for the year: not due before the target's first year, else no data."""
        if self.target.from_year is not None and self.year < self.target.from_year:
            return self.because("not-due")
        return self.because("no-data.stated" if self.year in self.figures else "no-data")


def baseline(target: Target, figures: Figures) -> tuple[int, float] | None:
    """The year and value that a target is measured from, where its rule has a baseline; None for other rules, without any, and where it is
    withheld."""
    rule = of(target)
    if not rule.has_baseline:
        return None
    if target.baseline is not None:
        return target.baseline
    if rule.from_zero and kinds.of(target).from_zero:
        return target.from_year - 1, 0.0
    first = min((year for year, figure in figures.items() if figure.value is not None or figure.is_withheld), default=None)
    return None if first is None or figures[first].is_withheld else (first, figures[first].value)


def path(target: Target, figures: Figures, year: int) -> float | None:
    """What the target asks for at the end of `year`, in the indicator's unit, where that changes from year to year; None for other rules, and before
    the path begins: before the baseline's year, before F."""
    needed = of(target).needed
    return needed(target, figures, year) if needed else None


def each_year(case: Case) -> Assessment:
    """At least T in every year, each on its own. In a year under way: at least the part of T that the covered fraction asks for."""
    value, target = case.value, case.target.value
    if value is None:
        return case.without_value()
    if case.reaches(value, target):
        return case.because("each-year.achieved")
    if case.coverage == 1:
        return case.because("each-year.missed")
    needed = target * case.coverage
    return case.because("each-year.on-track" if case.reaches(value, needed) else "each-year.behind", needed=needed)


def level_line(target: Target, figures: Figures) -> Line:
    """T from the target's first year to its last."""
    first, last = target.from_year - 0.5, target.by_year + 0.5
    return Line(target.value, ((first, target.value), (last, target.value)), first=first, last=last)


def reach(case: Case) -> Assessment:
    """At T by D; until then on the straight line to it from the baseline."""
    value, target = case.value, case.target
    if value is None:
        return case.without_value()
    if case.reaches(value, target.value):
        return case.because("reach.achieved-after-deadline" if case.year > target.by_year else "reach.achieved")
    if case.is_deadline_past:
        return case.because("reach.missed")
    start, _ = baseline(target, case.figures)
    needed = path(target, case.figures, case.year)
    if needed is None:
        return case.because("reach.before-baseline", baseline_year=start)
    if start == case.year and target.baseline is None and not kinds.of(target).from_zero:
        return case.because("reach.first")
    return case.because("reach.on-track" if case.reaches(value, needed) else "reach.behind", needed=needed)


def reach_needed(target: Target, figures: Figures, year: int) -> float | None:
    """The straight line to T at D from the baseline, level after D."""
    start = baseline(target, figures)
    if start is None or year < start[0]:
        return None
    start_year, start_value = start
    if year >= target.by_year:
        return target.value
    return start_value + (target.value - start_value) * (year - start_year) / (target.by_year - start_year)


def reach_line(target: Target, figures: Figures) -> Line:
    start = baseline(target, figures)
    is_measured = target.baseline is not None or not kinds.of(target).from_zero
    return line_to_end(target, start, start if is_measured else None)


def cumulative(case: Case) -> Assessment:
    """The years' sum at T by D; until then at the part of T that the years passed ask for. Nothing summed is no sum."""
    target, year = case.target, case.year
    years = range(target.from_year, year + 1)
    summed = {y: value for y in years if (value := value_in(case.figures, y)) is not None}
    missing = tuple(y for y in years if y not in summed)
    facts = {"value": sum(summed.values())} | ({"missing": missing} if missing else {})
    if summed and case.reaches(facts["value"], target.value):
        in_time = sum(value for y, value in summed.items() if y <= target.by_year)
        late = year > target.by_year and not case.reaches(in_time, target.value)
        return case.because("cumulative.achieved-after-deadline" if late else "cumulative.achieved", **facts)
    if case.value is None and not summed:
        return case.without_value()
    if missing:
        return case.because("cumulative.no-data", **facts)
    if not summed:
        return case.because("cumulative.before")
    if case.is_deadline_past and case.coverage == 1:
        return case.because("cumulative.missed", **facts)
    needed = sum_needed(target, year - target.from_year + case.coverage)
    return case.because("cumulative.on-track" if case.reaches(facts["value"], needed) else "cumulative.behind", needed=needed, **facts)


def cumulative_needed(target: Target, figures: Figures, year: int) -> float | None:
    """The part of T that the years from F to `year` ask for, T after D."""
    return None if year < target.from_year else sum_needed(target, year - target.from_year + 1)


def improve(case: Case) -> Assessment:
    """Better than the baseline."""
    return _against_baseline(case, "improve", lambda value, base: is_better(value, base, case.target.direction))


def keep(case: Case) -> Assessment:
    """At least as good as the baseline."""
    return _against_baseline(case, "keep", case.reaches)


def _against_baseline(case: Case, rule: str, holds: Callable[[float, float], bool]) -> Assessment:
    """Nothing is due in the baseline's own year, nor in one before it: there is nothing to compare with yet."""
    value = case.value
    if value is None:
        return case.without_value()
    base_year, base = baseline(case.target, case.figures)
    facts = {"baseline": base, "baseline_year": base_year}
    if case.year == base_year:
        return case.because("baseline", **facts | {"value": base})
    if case.year < base_year:
        return case.because("before-baseline", **facts)
    if holds(value, base):
        return case.because(f"{rule}.achieved" if case.is_deadline_past else f"{rule}.on-track", **facts)
    return case.because(f"{rule}.missed" if case.is_deadline_past else f"{rule}.behind", **facts)


def baseline_line(target: Target, figures: Figures) -> Line | None:
    """As high as the baseline, from its year on; None without one."""
    start = baseline(target, figures)
    return start and Line(start[1], (start,), goes_on=True, first=start[0], last=target.by_year + 0.5, baseline=start)


REPORTED = {
    ("in-progress", False): "done.in-progress",
    ("in-progress", True): "done.missed-in-progress",
    ("not-started", False): "done.not-started",
    ("not-started", True): "done.missed-not-started",
    ("interrupted", False): "done.interrupted",
    ("interrupted", True): "done.missed-interrupted",
    (None, False): "done.not-reported",
    (None, True): "done.no-data",
}
"""The reason for a milestone that is not completed, by its state in the year and whether the deadline has come."""


def done(case: Case) -> Assessment:
    """A milestone. Interrupted counts as not started: nothing moves, and nothing is missed before the deadline; the reason says which.

    One that was reported done, but with a date after the year asked about, was still in progress in that year.
    """
    when = targets.completed(case.reports)
    when_year = targets.year_of(when)
    if when_year is not None and when_year <= case.year:
        late = "late" if when_year > case.target.by_year else "achieved"
        if isinstance(when, date):
            return case.because(f"done.{late}", completed=when)
        return case.because(f"done.{late}-year", completed_year=when)
    return case.because(REPORTED[targets.state_in(case.reports, case.year), case.is_deadline_past])


def monitor(case: Case) -> Assessment:
    """Watched, without a target."""
    return case.without_value() if case.value is None else case.because("monitor.monitored")


NUMBER = ("target_value", "target_year", "direction", "from_year")

ALL = (
    Rule(
        "each-year",
        each_year,
        {"achieved": ("each-year.achieved",), "missed": ("each-year.missed",), "on_track": ("each-year.on-track",), "behind": ("each-year.behind",)},
        NUMBER,
        level_line,
        is_in_title=True,
    ),
    Rule(
        "reach",
        reach,
        {
            "achieved": ("reach.achieved", "reach.achieved-after-deadline"),
            "missed": ("reach.missed",),
            "on_track": ("reach.first", "reach.before-baseline", "reach.on-track"),
            "behind": ("reach.behind",),
        },
        NUMBER,
        reach_line,
        reach_needed,
        is_in_title=True,
        has_baseline=True,
        from_zero=True,
        has_pace=True,
        formula="goals-achieved",
    ),
    Rule(
        "cumulative",
        cumulative,
        {
            "achieved": ("cumulative.achieved", "cumulative.achieved-after-deadline"),
            "missed": ("cumulative.missed",),
            "on_track": ("cumulative.before", "cumulative.on-track"),
            "behind": ("cumulative.behind",),
            "no_data": ("cumulative.no-data",),
        },
        NUMBER,
        lambda target, _: line_to_end(target, (target.from_year - 1, 0.0)),
        cumulative_needed,
        sums=True,
    ),
    Rule(
        "improve",
        improve,
        {"achieved": ("improve.achieved",), "missed": ("improve.missed",), "on_track": ("improve.on-track",), "behind": ("improve.behind",)},
        line=baseline_line,
        signs=BETTER,
        has_baseline=True,
        has_pace=True,
        formula="indicators-improved",
    ),
    Rule(
        "keep",
        keep,
        {"achieved": ("keep.achieved",), "missed": ("keep.missed",), "on_track": ("keep.on-track",), "behind": ("keep.behind",)},
        line=baseline_line,
        has_baseline=True,
        formula="indicators-improved",
    ),
    Rule(
        "done",
        done,
        {
            "achieved": ("done.achieved", "done.achieved-year", "done.late", "done.late-year"),
            "missed": ("done.missed-in-progress", "done.missed-not-started", "done.missed-interrupted"),
            "on_track": ("done.in-progress",),
            "not_due": ("done.not-started", "done.interrupted", "done.not-reported"),
            "no_data": ("done.no-data",),
        },
        is_directed=False,
        has_states=True,
    ),
    Rule("monitor", monitor, {"monitored": ("monitor.monitored",)}, (), is_directed=False, counts_for_goal=False, is_for_council=False),
)
RULES: Mapping[str, Rule] = {rule.code: rule for rule in ALL}
"""Every rule by its code, in the order that they are explained in."""

STATUS = {reason: status for group in (COMMON, *(rule.reasons for rule in ALL)) for status, reasons in group.items() for reason in reasons}
"""The status that each reason stands for."""

DIRECTED = frozenset(reason for rule in ALL if rule.is_directed for reasons in rule.reasons.values() for reason in reasons)
"""The reasons that are worded otherwise where less is better: `Assessment.reason` then ends in `.down`."""
