"""What would change: each entry compared with what holds now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isclose

from loaders.entries import EvaluationEntry, FigureEntry, StateEntry, Tidied, in_one, note_year
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import CONTEXT, Evaluation, EvaluationText, Key, Report
from monitoring.snapshot import Snapshot

SAME = 1e-12
_NOTHING = (object(), "")
KnownFigures = dict[Key, tuple[float | None, str]]
"""Value and note of every figure that holds now."""
Entry = FigureEntry | StateEntry


@dataclass(frozen=True)
class Change:
    """One entry: `kind` is new, changed or same; `of` is figure, state or evaluation. `before` and `after` are numbers or words; of an evaluation
    `texts_before` has the words by language that hold now, "" where nobody knows it."""

    of: str
    indicator: str
    year: int
    period: str
    component: str
    dimensions: Dimensions
    before: float | str | None
    after: float | str | None
    kind: str
    sheet: str
    cell: str
    entry: FigureEntry | StateEntry | EvaluationEntry
    texts_before: tuple[EvaluationText, ...] = ()

    @property
    def changes_value(self) -> bool:
        """Whether a figure, state or text that is stored gets another value; a new note alone does not."""
        return self.kind == "changed" and self.before != self.after

    def to_json(self) -> dict:
        return {
            "indicator": self.indicator,
            "year": self.year,
            "period": self.period,
            "component": self.component,
            **{column: self.dimensions.columns[column] for column in ("area", "category")},
            "dimensions": dict(self.dimensions),
            "before": self.before,
            "after": self.after,
            "kind": self.kind,
            "sheet": self.sheet,
            "cell": self.cell,
        }


def known_figures(now: Snapshot) -> KnownFigures:
    return {key: (cell.value, cell.comment) for key, cell in now.known().items()}


def changes(tidied: Tidied, now: Snapshot, unit: str | None) -> list[Change]:
    """Every entry as a change against what holds now, in the workbook's order."""
    known = known_figures(now)
    old_notes = {(key.indicator, key.component, comment) for key, (_, comment) in known.items() if comment and key.component != CONTEXT}
    written = {(e.goal, e.year): e for e in now.evaluations if e.unit == unit}
    begun = {(code, str(year)) for code, by_year in now.figures.items() for year, figure in by_year.items() if figure.coverage < 1}
    figures = _with_notes_placed(tidied.figures, lambda entry: known.get(entry.key, _NOTHING)[0] != entry.value)
    states = _with_notes_placed(tidied.states, lambda entry: getattr(now.reports.get(entry.item, {}).get(entry.year), "state", None) != entry.state)
    languages = {key: cell.language for key, cell in now.known().items()}
    found = [_finished(_figure(entry, known, old_notes, languages.get(entry.key, "")), begun) for entry in figures]
    found += [_state(entry, now.reports.get(entry.item, {})) for entry in states]
    return found + [_evaluation(entry, written.get((entry.goal, entry.year))) for entry in tidied.evaluations]


def _with_notes_placed(entries: Sequence[Entry], is_brought: Callable[[Entry], bool]) -> list[Entry]:
    """The note of a row of the form with the newest year that the row brings or changes, where its text names no year."""
    placed = list(entries)
    by_row: dict[tuple, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.has_note:
            by_row[entry.sheet, entry.code_cell].append(place)
    for places in by_row.values():
        noted = next((place for place in places if entries[place].comment), None)
        brought = [place for place in places if is_brought(entries[place])]
        if noted is not None and brought and noted not in brought and note_year(entries[noted].comment) is None:
            placed[noted] = replace(entries[noted], comment="")
            placed[brought[-1]] = replace(entries[brought[-1]], comment=entries[noted].comment, note_language=entries[noted].note_language)
    return placed


def _figure(entry: FigureEntry, known: KnownFigures, old_notes: set[tuple[str, str, str]], language: str) -> Change:
    """A note that the form was given out with stays with the year that it was written about, and in its `language`."""
    before = known.get(entry.key)
    if before is not None and entry.comment and entry.comment == before[1]:
        entry = replace(entry, note_language=language)
    if entry.comment and (entry.indicator, entry.component, entry.comment) in old_notes and (before is None or before[1] != entry.comment):
        entry = replace(entry, comment="")
    value, comment = before or (None, "")
    return _change("figure", entry, entry.component, before, (_unless_alike(entry.value, value), entry.comment or comment))


def _unless_alike(value: float | None, before: float | None) -> float | None:
    """The value that holds where the two differ by no digit that a sheet keeps: a program may save one digit less than another."""
    return before if None not in (before, value) and isclose(before, value, rel_tol=SAME) else value


def _finished(change: Change, begun: set[tuple[str, str]]) -> Change:
    """A year of which only some months are known, and that a table of the unit now gives as a whole, changes even where the sum stays: it is over."""
    is_whole = change.entry.exact and (change.indicator, change.period) in begun
    return replace(change, kind="changed") if is_whole and change.kind == "same" else change


def _state(entry: StateEntry, reports: dict[int, Report]) -> Change:
    report = reports.get(entry.year)
    if entry.comment and report is None and any(other.comment == entry.comment for other in reports.values()):
        entry = replace(entry, comment="")
    if report is not None and entry.comment and entry.comment == report.comment:
        entry = replace(entry, note_language=report.language)
    before = None if report is None else (report.state, report.completed_on, report.comment)
    after = (entry.state, entry.completed_on, entry.comment or (report.comment if report else ""))
    return _change("state", entry, "state", before, after)


def _evaluation(entry: EvaluationEntry, written: Evaluation | None) -> Change:
    """Compared language by language: a cell that is empty removes no text, and of languages that the sheet has no room for nothing is compared."""
    if written is None:
        return _change("evaluation", entry, "evaluation", None, (entry.shown,))
    known = _by_language(written, entry.texts[0].language)
    before = tuple(known[one.language] for one in entry.texts if one.language in known)
    after = replace(entry, texts=tuple(one if one in entry.written else known.get(one.language, one) for one in entry.texts))
    change = _change("evaluation", after, "evaluation", (in_one(before), before), (after.shown, tuple(after.written)))
    return replace(change, texts_before=written.texts or (EvaluationText("", written.text, written.proposal),))


def _by_language(written: Evaluation, forms_own: str) -> dict[str, EvaluationText]:
    """The texts of an evaluation by language; where it or the form does not say in which it is, it is compared with the form's own."""
    known = {one.language: one for one in written.texts}
    if not (written.language and forms_own):
        known.setdefault(forms_own, EvaluationText(forms_own, written.text, written.proposal))
    return known


def _change(of: str, entry, component: str, before: tuple | None, after: tuple) -> Change:
    """`before` and `after` begin with the value; what follows (a note, a date) makes a change as well."""
    kind = "new" if before is None else "same" if before == after else "changed"
    period, dimensions = getattr(entry, "period", str(entry.year)), getattr(entry, "dimensions", TOTAL)
    value = None if before is None else before[0]
    return Change(of, entry.code, entry.year, period, component, dimensions, value, after[0], kind, entry.sheet, entry.cell, entry)
