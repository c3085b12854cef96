"""What would change: each entry beside what holds now."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.entries import EvaluationEntry, FigureEntry, StateEntry, Tidied
from monitoring.model import Cell, Report
from monitoring.snapshot import Key, Snapshot


@dataclass(frozen=True)
class Change:
    """One entry: `kind` is new, changed or same; `of` is figure, state or evaluation. `before` and `after` are numbers or words."""

    of: str
    indicator: str
    year: int
    period: str
    component: str
    area: str
    category: str
    before: float | str | None
    after: float | str | None
    kind: str
    sheet: str
    cell: str
    entry: FigureEntry | StateEntry | EvaluationEntry

    @property
    def changes_value(self) -> bool:
        """Whether a figure, state or text that held before gets another one; a new note alone does not."""
        return self.kind == "changed" and self.before != self.after

    def to_json(self) -> dict:
        names = ("indicator", "year", "period", "component", "area", "category", "before", "after", "kind", "sheet", "cell")
        return {name: getattr(self, name) for name in names}


def changes(tidied: Tidied, snapshot: Snapshot, known: dict[Key, Cell], unit: str | None) -> list[Change]:
    """Every entry as a change against the snapshot, in the workbook's order."""
    evaluations = {(e.goal, e.year): e for e in snapshot.evaluations if e.unit == unit}
    found = [_figure(entry, known) for entry in tidied.figures]
    found += [_state(entry, snapshot.reports.get(entry.item, {}).get(entry.year)) for entry in tidied.states]
    for entry in tidied.evaluations:
        held = evaluations.get((entry.goal, entry.year))
        before = (held.text, held.proposal) if held else None
        found.append(
            _change("evaluation", entry.goal, entry, "evaluation", held.text if held else None, entry.text, before, (entry.text, entry.proposal))
        )
    return found


def _figure(entry: FigureEntry, known: dict[Key, Cell]) -> Change:
    held = known.get(entry.key)
    before = None if held is None else (held.value, held.comment)
    after = (entry.value, entry.comment or (held.comment if held else ""))
    return _change("figure", entry.indicator, entry, entry.component, held.value if held else None, entry.value, before, after)


def _state(entry: StateEntry, held: Report | None) -> Change:
    before = None if held is None else (held.state, held.completed_on, held.comment)
    after = (entry.state, entry.completed_on, entry.comment or (held.comment if held else ""))
    return _change("state", entry.item, entry, "state", held.state if held else None, entry.state, before, after)


def _change(of: str, code: str, entry, component: str, value_before, value_after, before, after) -> Change:
    kind = "new" if before is None else "same" if before == after else "changed"
    period = getattr(entry, "period", str(entry.year))
    area, category = getattr(entry, "area", ""), getattr(entry, "category", "")
    return Change(of, code, entry.year, period, component, area, category, value_before, value_after, kind, entry.sheet, entry.cell, entry)
