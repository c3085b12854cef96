"""How an indicator stands in a year, and why. Pure: a target and what was reported in, a status with its reason out.

Each rule that a target can have is one function of `RULES`, named as the rule. It answers with a reason; `STATUS` says which status that
reason gives. Source of the rules: the assessment chapter of the design, which the page Method shows to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from monitoring import kinds, targets, withheld
from monitoring.model import Assessment, Figure, Report, Target
from monitoring.targets import TOLERANCE, baseline, completed, cumulative_sums, is_better, path, reaches, sum_needed, target_of, value_in

__all__ = ["REASONS", "RULES", "STATUS", "assess", "baseline", "completed", "cumulative_sums", "path", "target_of"]

DIRECTED_STATUS = {
    "each-year.achieved": "achieved",
    "each-year.missed": "missed",
    "each-year.on-track": "on_track",
    "each-year.behind": "behind",
    "reach.achieved": "achieved",
    "reach.achieved-after-deadline": "achieved",
    "reach.missed": "missed",
    "reach.first": "on_track",
    "reach.before-baseline": "on_track",
    "reach.on-track": "on_track",
    "reach.behind": "behind",
    "cumulative.achieved": "achieved",
    "cumulative.achieved-after-deadline": "achieved",
    "cumulative.no-data": "no_data",
    "cumulative.missed": "missed",
    "cumulative.before": "on_track",
    "cumulative.on-track": "on_track",
    "cumulative.behind": "behind",
    "improve.achieved": "achieved",
    "improve.on-track": "on_track",
    "improve.missed": "missed",
    "improve.behind": "behind",
    "keep.achieved": "achieved",
    "keep.on-track": "on_track",
    "keep.missed": "missed",
    "keep.behind": "behind",
}
"""The reasons that are worded otherwise where less is better: `Assessment.reason` then ends in `.down`."""

STATUS = DIRECTED_STATUS | {
    "no-data": "no_data",
    "no-data.stated": "no_data",
    "not-due": "not_due",
    "baseline": "not_due",
    "before-baseline": "not_due",
    "done.achieved": "achieved",
    "done.achieved-year": "achieved",
    "done.late": "achieved",
    "done.late-year": "achieved",
    "done.in-progress": "on_track",
    "done.not-started": "not_due",
    "done.interrupted": "not_due",
    "done.not-reported": "not_due",
    "done.missed-in-progress": "missed",
    "done.missed-not-started": "missed",
    "done.missed-interrupted": "missed",
    "done.no-data": "no_data",
    "monitor.monitored": "monitored",
}

REASONS = (*STATUS, *(f"{reason}.down" for reason in DIRECTED_STATUS), withheld.SAME, withheld.UNDECIDED)
"""Every reason that an indicator's assessment can have; each is a message `reason.<reason>`."""


@dataclass(frozen=True)
class Case:
    """One question: how does this target stand in `year`?"""

    target: Target
    figures: Mapping[int, Figure]
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
        down = target.direction == "down" and reason in DIRECTED_STATUS
        return Assessment(STATUS[reason], f"{reason}.down" if down else reason, known | facts)

    def without_value(self) -> Assessment:
        """No figure for the year: not due before the target's first year, else no data."""
        if self.target.from_year is not None and self.year < self.target.from_year:
            return self.because("not-due")
        return self.because("no-data.stated" if self.year in self.figures else "no-data")


def assess(target: Target, figures: Mapping[int, Figure], reports: Mapping[int, Report], year: int) -> Assessment:
    """How `target` stands in `year`, from all figures (by year; value None counts as none) and, for a milestone, all reports.

    Where figures are withheld it is told what holds whatever they are; a status that hangs on them is no data.
    """
    return withheld.common([RULES[target.rule](Case(target, world, reports, year)) for world in withheld.behind(figures)])


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
    when = completed(case.reports)
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


RULES: Mapping[str, Callable[[Case], Assessment]] = {
    "each-year": each_year,
    "reach": reach,
    "cumulative": cumulative,
    "improve": improve,
    "keep": keep,
    "done": done,
    "monitor": monitor,
}
