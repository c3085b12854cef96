"""From the form's sheets to entries. Every cell that the form asks for is read once; whatever cannot be read is a finding."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from loaders.entries import EmptyCell, EvaluationEntry, FigureEntry, StateEntry, Tidied
from loaders.forms import layout, values
from loaders.forms.layout import DISTRIBUTIONS, EVALUATIONS, FIGURES, PROGRESS, SheetLayout
from loaders.forms.recognising import FoundSheet
from loaders.forms.rows import FormSheet, Row
from loaders.normalisation import normalised
from monitoring import kinds, moments
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import Key
from monitoring.programme import Indicator

LONGEST_CODE = 40


def read(sheets: Iterable[FoundSheet], catalogue: Catalogue, language: str) -> Tidied:
    """The entries and findings of the recognised sheets of one workbook. `language` is the reader's, for numbers shown in findings."""
    tidied = Tidied()
    seen: dict[SheetLayout, dict[tuple, str]] = defaultdict(dict)
    for found in sheets:
        sheet = FormSheet(found, catalogue, language, seen[found.layout])
        READERS[found.layout](sheet, tidied)
        tidied.findings += sheet.findings
    return tidied


def _figures(sheet: FormSheet, tidied: Tidied) -> None:
    for row in sheet.rows():
        indicator = _indicator(row, kinds.FIGURES)
        component = indicator and _component(row, indicator)
        if component is None:
            continue
        entries = list(_year_figures(row, indicator, component, tidied))
        tidied.figures += _with_note(row, entries, values.note(row))


def _distributions(sheet: FormSheet, tidied: Tidied) -> None:
    for row in sheet.rows():
        indicator = _indicator(row, kinds.DISTRIBUTIONS)
        if indicator is None:
            continue
        area, category = row.text("area"), row.text("category")
        if area and category:
            tidied.figures += _year_figures(row, indicator, "value", tidied, Dimensions.of(area=area, category=category))
        elif row.is_filled:
            sheet.note("ignored-text", row.place_of("category" if area else "area"), row.text("code"), "no-area")


def _progress(sheet: FormSheet, tidied: Tidied) -> None:
    milestones = [i.indicator for i in sheet.catalogue.indicators.values() if kinds.of(i).has_states]
    known = {*milestones, *sheet.catalogue.actions}
    for row in sheet.rows():
        if row.text("code") not in known:
            _unknown(row, known)
            continue
        completed_on = values.completed_on(row)
        entries = list(_year_states(row))
        _check_completion(row, [entry for entry in entries if entry.state == "done"], completed_on)
        entries = [replace(entry, completed_on=completed_on) if entry.state == "done" else entry for entry in entries]
        tidied.states += _with_note(row, entries, values.note(row))


def _evaluations(sheet: FormSheet, tidied: Tidied) -> None:
    for row in sheet.rows():
        if not row.is_filled:
            continue
        code = row.text("code")
        if code not in sheet.catalogue.goals:
            _unknown(row, sheet.catalogue.goals)
            continue
        year = values.year(row)
        evaluation, proposal = (values.text(row, name, layout.TEXT_LENGTH) for name in ("evaluation", "proposal"))
        if year is not None:
            place = row.place_of("evaluation" if evaluation else "proposal")
            tidied.evaluations.append(EvaluationEntry(code, year, evaluation, proposal, sheet.place.sheet.name, place, row.place_of("code")))


READERS: dict[SheetLayout, Callable[[FormSheet, Tidied], None]] = {
    FIGURES: _figures,
    DISTRIBUTIONS: _distributions,
    PROGRESS: _progress,
    EVALUATIONS: _evaluations,
}


def _indicator(row: Row, sheet: str) -> Indicator | None:
    """The indicator of a row of a `sheet`, where its kind has rows there."""
    indicators = row.sheet.catalogue.indicators
    indicator = indicators.get(row.text("code"))
    if indicator is not None and kinds.of(indicator).sheet == sheet:
        return indicator
    return _unknown(row, [code for code, each in indicators.items() if kinds.of(each).sheet == sheet])


def _unknown(row: Row, known: Iterable[str]) -> None:
    """A row that says something of a code that nobody knows; without anything said it is somebody's remark below the table."""
    code = row.text("code")
    if not row.is_filled:
        return row.sheet.note("ignored-text", row.place_of("code"), code[:60], "row")
    close = difflib.get_close_matches(code.upper(), list(known), n=1, cutoff=0.6) if len(code) <= LONGEST_CODE else []
    suggestion = {"suggestion": close[0]} if close else {}
    row.sheet.note("unknown-indicator", row.place_of("code"), code, "close" if close else "", **suggestion)


def _component(row: Row, indicator: Indicator) -> str | None:
    """Which figure of the indicator the row holds, by the words of its column `item`."""
    wanted = {component.item: component.name for component in kinds.of(indicator).reported}
    if len(wanted) == 1 and not row.text("item"):
        return next(iter(wanted.values()))
    item = layout.items().get(normalised(row.text("item")))
    if item in wanted:
        return wanted[item]
    return row.sheet.note("unknown-indicator", row.place_of("item"), row.text("item"), "item", indicator=indicator.indicator)


def _year_figures(row: Row, indicator: Indicator, component: str, tidied: Tidied, dimensions: Dimensions = TOTAL) -> Iterator[FigureEntry]:
    sheet, code = row.sheet, indicator.indicator
    for year, place, cell in row.year_cells():
        if cell is None:
            tidied.empty.append(EmptyCell(Key(code, str(year), component, dimensions), sheet.place.sheet.name, place))
            continue
        amount = values.amount(sheet, cell, indicator, component)
        if amount is not None:
            yield FigureEntry(
                indicator=code,
                period=str(year),
                component=component,
                value=amount.value,
                sheet=sheet.place.sheet.name,
                cell=place,
                shown=cell.shown(sheet.language),
                code_cell=row.place_of("code"),
                dimensions=dimensions,
                status=amount.status,
                percent=amount.percent,
            )


def _year_states(row: Row) -> Iterator[StateEntry]:
    sheet, states = row.sheet, layout.states()
    for year, place, cell in row.year_cells():
        if cell is None:
            continue
        state = states.get(normalised(cell.value))
        if state is None:
            sheet.note_on(cell, "unknown-state")
        else:
            yield StateEntry(row.text("code"), year, state, sheet.place.sheet.name, place, cell.shown(sheet.language), row.place_of("code"))


def _check_completion(row: Row, done: list[StateEntry], completed_on: date | None) -> None:
    stated = row.cell("completed")
    if done and stated is None:
        row.sheet.note("completed-without-date", row.place_of("completed"))
    if completed_on is not None and not done:
        row.sheet.note_on(stated, "ignored-text", "date")
    for entry in done:
        if entry.year > moments.today().year or (completed_on is not None and completed_on.year > entry.year):
            row.sheet.note("completed-in-future-year", entry.cell, entry.shown, entry_year=entry.year)


def _with_note(row: Row, entries: list, note: str) -> list:
    """A row's note belongs to the newest year that the row says something of."""
    if note and not entries:
        row.sheet.note("ignored-text", row.place_of("note"), note[:60], "note")
    if not note or not entries:
        return entries
    return [*(replace(entry, has_note=True) for entry in entries[:-1]), replace(entries[-1], has_note=True, comment=note)]
