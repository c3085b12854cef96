"""What a workbook says, tidy: one entry a figure, state or evaluation, each with the cell that it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from loaders.findings import Finding
from monitoring.snapshot import Key


@dataclass(frozen=True)
class FigureEntry:
    """One component's value in one period. None where the unit says that there is no figure (status M)."""

    indicator: str
    period: str
    component: str
    value: float | None
    sheet: str
    cell: str
    shown: str
    area: str = ""
    category: str = ""
    status: str = "A"
    comment: str = ""
    percent: bool = False

    @property
    def year(self) -> int:
        return int(self.period[:4])

    @property
    def key(self) -> Key:
        return (self.indicator, self.period, self.component, self.area, self.category)

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there."""
        names = ("indicator", "period", "year", "component", "area", "category", "value", "status", "comment", "sheet", "cell")
        return "observations", {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class StateEntry:
    """The state of a milestone or an action in a year."""

    item: str
    year: int
    state: str
    sheet: str
    cell: str
    shown: str
    completed_on: date | None = None
    comment: str = ""

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there."""
        return "progress", {name: getattr(self, name) for name in ("item", "year", "state", "completed_on", "comment", "sheet", "cell")}


@dataclass(frozen=True)
class EvaluationEntry:
    """A unit's words on a goal and year."""

    goal: str
    year: int
    text: str
    proposal: str
    sheet: str
    cell: str

    @property
    def shown(self) -> str:
        return self.text or self.proposal

    def stored(self) -> tuple[str, dict]:
        """The table that it goes to and its row there."""
        return "evaluations", {name: getattr(self, name) for name in ("goal", "year", "text", "proposal", "sheet", "cell")}


@dataclass(frozen=True)
class EmptyCell:
    """A cell of the form that could hold a figure and holds none."""

    indicator: str
    period: str
    component: str
    sheet: str
    cell: str


@dataclass
class Tidied:
    """All that was read from one workbook, and what was wrong while reading it."""

    figures: list[FigureEntry] = field(default_factory=list)
    states: list[StateEntry] = field(default_factory=list)
    evaluations: list[EvaluationEntry] = field(default_factory=list)
    empty: list[EmptyCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def finder(self, sheet: str) -> Callable[..., None]:
        """A function that notes a finding on a cell of `sheet`."""

        def found(code: str, cell: str = "", value: str = "", detail: str = "", **values) -> None:
            self.findings.append(Finding(code, sheet, cell, value, detail, values))

        return found
