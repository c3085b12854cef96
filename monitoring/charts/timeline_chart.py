"""The charts of the timeline, in words and as tables; their pictures are made of a page's elements.

The rows: one for an action or a milestone, a step a year, in words and in kinds that a page gives their looks. Every step has its word, so they
need no other table. The programme's map: themes, their goals, their status and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitoring import reasons, targets, timeline
from monitoring.assessed_year import AssessedYear
from monitoring.charts.chart_tables import Table
from monitoring.model import STATES, STATUSES
from monitoring.palette import STATE_SYMBOLS
from monitoring.timeline import Group, Item
from monitoring.words import Words

SYMBOLS = STATE_SYMBOLS | {"late": "!", "coming": "…", "unreported": "–"}

MOST_WORDS = 6
"""Years beside each other that have room for words on a phone; where there are more, a step is its symbol and the last column has the word."""


@dataclass(frozen=True)
class Step:
    """One year of a row. `kind` is a phase, `ahead` (planned) or `none`; `is_due`: planned for this year; `is_over`: later than planned."""

    year: int
    kind: str
    text: str
    is_due: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Row:
    """`due` and `state` are in words; `phase` is one of the timeline's phases."""

    code: str
    goal: str
    name: str
    steps: tuple[Step, ...]
    due: str
    phase: str
    state: str


@dataclass(frozen=True)
class Part:
    """The rows that are planned for a year, those that go on all the time, or those without a year. `name` is one of the timeline's parts, `title`
    tells it from the other groups' part of the same caption."""

    name: str
    caption: str
    title: str
    rows: tuple[Row, ...]


def parts(group: Group, years: range, year: int, words: Words) -> list[Part]:
    """The group's rows in `year`, continuous ones apart."""
    found = []
    for name in timeline.PARTS:
        rows = tuple(_row(item, years, year, words) for item in group.of(name))
        if rows:
            caption = words(f"timeline.part.{name}")
            found.append(Part(name, caption, words("timeline.part.title", group=group.named, part=caption), rows))
    return found


def alternative(group: Group, words: Words) -> str:
    """How much is done, late, to come; what is late by its code."""
    counts = ", ".join(words(f"timeline.count.{phase}", n=n) for phase, n in timeline.counts(group.items).items())
    late = ", ".join(item.code for item in group.items if item.phase == "late")
    return words("timeline.alternative.late", counts=counts, late=late) if late else words("timeline.alternative", counts=counts)


def _signed(phase: str, words: Words) -> str:
    """Symbol and word of a phase."""
    return f"{SYMBOLS[phase]} {words(f'state.{phase}' if phase in STATES else f'timeline.phase.{phase}')}"


def _row(item: Item, years: range, year: int, words: Words) -> Row:
    steps = tuple(_steps(item, years, year, words))
    due = str(item.due) if isinstance(item.due, int) else ""
    return Row(item.code, item.goal, words.name(item.named), steps, due, item.phase, _state(item, words))


def _state(item: Item, words: Words) -> str:
    """The phase; of what is done when, of what is late how far it is."""
    state = _signed(item.phase, words)
    if isinstance(item.completed, date):
        return words("timeline.state.completed", state=state, date=words.unbroken_date(item.completed))
    if item.phase == "late" and item.reports:
        return words("timeline.state.late", late=state, state=words(f"state.{targets.state_in(item.reports, max(item.reports))}"))
    return state


def _steps(item: Item, years: range, year: int, words: Words) -> Iterator[Step]:
    due = item.due if isinstance(item.due, int) else None
    for when in years:
        kind = _kind(item, when, year)
        is_over = due is not None and due < when <= (item.done_year or (year if item.phase == "late" else 0))
        yield Step(when, kind, _text(kind, when == due, len(years), words), when == due, is_over)


def _kind(item: Item, when: int, year: int) -> str:
    """What a year's step shows: until the year asked about what was reported, after it what is planned."""
    if item.done_year is not None and when >= item.done_year:
        return "done" if when == item.done_year else "none"
    if item.phase == "late" and when == year:
        return "late"
    if when <= year:
        return targets.state_in(item.reports, when) or "unreported"
    is_planned = item.part == "continuous" or (isinstance(item.due, int) and when <= item.due)
    return "ahead" if is_planned else "none"


def _text(kind: str, is_due: bool, years: int, words: Words) -> str:
    if kind == "ahead":
        kind = "coming" if is_due else "none"
    if kind == "none":
        return ""
    if years > MOST_WORDS or kind == "unreported":
        return SYMBOLS[kind]
    return _signed(kind, words)


def map_table(assessed: AssessedYear, words: Words) -> Table:
    """The map as a table: a row a goal, with its theme, status and reason."""
    catalogue = assessed.catalogue
    columns = tuple(words(f"timeline.map.column.{name}") for name in ("goal", "theme", "status", "reason"))
    rows = tuple(
        (
            f"{code} {words.name(view.goal)}",
            words.name(catalogue.theme_of(code)),
            words(f"status.{view.assessment.status}"),
            reasons.goal_sentence(view.assessment, view.indicators, words),
        )
        for code, view in assessed.goals.items()
    )
    return Table(words("timeline.map.caption", year=assessed.year), columns, rows)


def map_alternative(assessed: AssessedYear, words: Words) -> str:
    """The map in a few sentences: the programme, then a theme at a time with how many goals have which status."""
    catalogue = assessed.catalogue
    found = [words("timeline.map.alternative.programme", themes=len(catalogue.themes), goals=len(assessed.goals), year=assessed.year)]
    for theme in catalogue.themes.values():
        count = Counter(assessed.goals[goal.goal].assessment.status for goal in catalogue.goals_of(theme.theme))
        statuses = ", ".join(
            words("timeline.map.alternative.status", count=count[status], status=words(f"status.{status}")) for status in STATUSES if count[status]
        )
        found.append(words("timeline.map.alternative.theme", theme=theme, statuses=statuses))
    return " ".join(found)
