"""The timeline: a row an action or a milestone, a step a year, in words and in kinds that a page gives their looks.

The chart is a table already: every step has its word, so it needs no twin beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitoring import targets, timeline
from monitoring.model import STATES
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
    """The rows that are planned for a year, those that go on all the time, or those without a year. `name` is one of the timeline's parts."""

    name: str
    caption: str
    rows: tuple[Row, ...]


def parts(group: Group, years: range, year: int, words: Words) -> list[Part]:
    """The group's rows as they stand in `year`, continuous ones apart."""
    found = []
    for name in timeline.PARTS:
        rows = tuple(_row(item, years, year, words) for item in group.of(name))
        if rows:
            found.append(Part(name, words(f"timeline.part.{name}", name=words.name(group.named)), rows))
    return found


def alternative(group: Group, words: Words) -> str:
    """How much is done, late, to come; what is late by its code."""
    said = ", ".join(words(f"timeline.count.{phase}", n=n) for phase, n in timeline.counts(group.items).items())
    late = ", ".join(item.code for item in group.items if item.phase == "late")
    return words("timeline.said.late", counts=said, late=late) if late else words("timeline.said", counts=said)


def _signed(phase: str, words: Words) -> str:
    """Symbol and word of a phase."""
    return f"{SYMBOLS[phase]} {words(f'state.{phase}' if phase in STATES else f'timeline.phase.{phase}')}"


def _row(item: Item, years: range, year: int, words: Words) -> Row:
    steps = tuple(_steps(item, years, year, words))
    due = str(item.due) if isinstance(item.due, int) else ""
    return Row(item.code, item.goal, words.name(item.named), steps, due, item.phase, _state(item, words))


def _state(item: Item, words: Words) -> str:
    """The phase; of what is done when, of what is late how far it is."""
    said = _signed(item.phase, words)
    if isinstance(item.completed, date):
        return words("timeline.state.completed", state=said, date=item.completed)
    if item.phase == "late" and item.reports:
        return words("timeline.state.late", late=said, state=words(f"state.{targets.state_in(item.reports, max(item.reports))}"))
    return said


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
