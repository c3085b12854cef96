"""What a workbook says, tidy: one entry a figure, state or evaluation, each with the cell that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from loaders.findings import Finding
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import EvaluationText, Key

NOTE_YEAR = re.compile(r"\s*(\d{4})\s*:")


@dataclass(frozen=True)
class FigureEntry:
    """One component's value in one period. None where the unit says that there is no figure (status M).

    `cell` names ranges where a figure is made of several cells: "B4:B9,B12". `shown` is the cell's content as the person sees it, `code_cell`
    the cell that says what the row is about. `has_note` says that the row has a note; `comment` is the note where it is this figure's.
    `note_language` is the comment's, where it is known. `exact` says that it comes from an own table, where it may have more digits than are shown.
    """

    indicator: str
    period: str
    component: str
    value: float | None
    sheet: str
    cell: str
    shown: str
    code_cell: str
    dimensions: Dimensions = TOTAL
    status: str = "A"
    comment: str = ""
    note_language: str = ""
    has_note: bool = False
    percent: bool = False
    exact: bool = False

    @property
    def code(self) -> str:
        return self.indicator

    @property
    def year(self) -> int:
        return int(self.period[:4])

    @property
    def key(self) -> Key:
        return Key(self.indicator, self.period, self.component, self.dimensions)

    @property
    def key_a_year_before(self) -> Key:
        """The same figure of the year before: of the same month where the period is a month."""
        return self.key._replace(period=f"{self.year - 1}{self.period[4:]}")

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there."""
        names = ("indicator", "period", "year", "component", "value", "status", "comment", "sheet", "cell")
        return "figures", {name: getattr(self, name) for name in names} | {"dimensions": self.dimensions.text}


@dataclass(frozen=True)
class StateEntry:
    """The state of a milestone or an action in a year."""

    item: str
    year: int
    state: str
    sheet: str
    cell: str
    shown: str
    code_cell: str
    completed_on: date | None = None
    comment: str = ""
    note_language: str = ""
    has_note: bool = False

    @property
    def code(self) -> str:
        return self.item

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there."""
        return "progress", {name: getattr(self, name) for name in ("item", "year", "state", "completed_on", "comment", "sheet", "cell")}


@dataclass(frozen=True)
class EvaluationEntry:
    """A unit's words on a goal and year, in each language that the form has room for; of what was not written the text and the proposal are empty."""

    goal: str
    year: int
    texts: tuple[EvaluationText, ...]
    sheet: str
    cell: str
    code_cell: str

    @property
    def code(self) -> str:
        return self.goal

    @property
    def written(self) -> list[EvaluationText]:
        """The texts that there are."""
        return [one for one in self.texts if one.text or one.proposal]

    @property
    def shown(self) -> str:
        return in_one(self.texts)

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there, with the first of its texts."""
        first = self.written[0]
        return "evaluations", {name: getattr(self, name) for name in ("goal", "year", "sheet", "cell")} | {
            "text": first.text,
            "proposal": first.proposal,
        }

    def stored_texts(self) -> list[dict]:
        """Its rows in the table of texts by language."""
        about = {"goal": self.goal, "year": self.year}
        return [about | {"language": one.language, "text": one.text, "proposal": one.proposal} for one in self.written if one.language]


def in_one(texts: Iterable[EvaluationText]) -> str:
    """Evaluations with their proposals, as one text."""
    return "\n\n".join(part for one in texts for part in (one.text, one.proposal) if part)


def note_year(note: str) -> int | None:
    """The year that a note begins with, "2020: closed in spring"; None where it names none."""
    found = NOTE_YEAR.match(note)
    return int(found[1]) if found else None


@dataclass(frozen=True)
class EmptyCell:
    """A cell of the form that could hold the figure `key` and holds none."""

    key: Key
    sheet: str
    cell: str


@dataclass
class Tidied:
    """All that was read from one workbook, and what was wrong while reading it. A form asks for all figures of its unit; an own table is
    about some of them, and says nothing of the others. `presumed` are figures of rows whose code or item is wrong: they are checked as what
    they presumably are, and never stored. `unread` are those whose cell holds something that cannot be read, `unclear` the breakdowns of
    indicators, by their codes, with rows that name no category of theirs."""

    figures: list[FigureEntry] = field(default_factory=list)
    states: list[StateEntry] = field(default_factory=list)
    evaluations: list[EvaluationEntry] = field(default_factory=list)
    empty: list[EmptyCell] = field(default_factory=list)
    presumed: list[FigureEntry] = field(default_factory=list)
    unread: set[Key] = field(default_factory=set)
    unclear: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    asks_for_all: bool = True

    @property
    def entries(self) -> list[FigureEntry | StateEntry | EvaluationEntry]:
        return [*self.figures, *self.states, *self.evaluations]
