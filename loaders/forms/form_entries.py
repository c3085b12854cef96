"""From the form's sheets to entries. Every cell that the form asks for is read once; whatever cannot be read is a finding on it."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders import numbers
from loaders.entries import EmptyCell, EvaluationEntry, FigureEntry, StateEntry, Tidied
from loaders.files.workbook import DATE, NUMBER, TEXT, Cell
from loaders.forms import layout
from loaders.forms.layout import DISTRIBUTIONS, EVALUATIONS, FIGURES, PROGRESS, SheetLayout
from loaders.forms.recognition import FormSheet, Row, SheetReading
from loaders.normalisation import normalised
from monitoring import kinds, moments
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import Key
from monitoring.programme import Indicator

LONGEST_CODE = 40
DASHES = frozenset("-−‒–—")


def read(sheets: Iterable[FormSheet], catalogue: Catalogue, language: str) -> Tidied:
    """The entries and findings of the recognised sheets of one workbook. `language` is the reader's, for numbers shown in findings."""
    tidied = Tidied()
    first_rows: dict[SheetLayout, dict[tuple[str, ...], str]] = defaultdict(dict)
    for sheet in sheets:
        reading = SheetReading(sheet, catalogue, language, first_rows[sheet.layout])
        READERS[sheet.layout](reading, tidied)
        tidied.findings += reading.findings
    return tidied


def _figures(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        indicator = _indicator(row, kinds.FIGURES)
        component = indicator and _component(row, indicator)
        if component is None:
            continue
        entries = list(_year_figures(row, indicator, component, tidied))
        tidied.figures += _with_note(row, entries)


def _distributions(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        indicator = _indicator(row, kinds.DISTRIBUTIONS)
        if indicator is None:
            continue
        area, category = row.text("area"), row.text("category")
        if area and category:
            tidied.figures += _year_figures(row, indicator, "value", tidied, Dimensions.of(area=area, category=category))
        elif row.is_filled:
            reading.note("ignored-text", row.address_of("category" if area else "area"), row.text("code"), "no-area")


def _progress(reading: SheetReading, tidied: Tidied) -> None:
    milestones = [i.indicator for i in reading.catalogue.indicators.values() if kinds.of(i).has_states]
    known = {*milestones, *reading.catalogue.actions}
    for row in reading.rows():
        if row.text("code") not in known:
            _unknown(row, known)
            continue
        completed_on = _completed_on(row)
        entries = list(_year_states(row))
        _check_completion(row, [entry for entry in entries if entry.state == "done"], completed_on)
        entries = [replace(entry, completed_on=completed_on) if entry.state == "done" else entry for entry in entries]
        tidied.states += _with_note(row, entries)


def _evaluations(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        if not row.is_filled:
            continue
        code = row.text("code")
        if code not in reading.catalogue.goals:
            _unknown(row, reading.catalogue.goals)
            continue
        year = _evaluated_year(row)
        evaluation, proposal = (_text(row, name, layout.TEXT_LENGTH) for name in ("evaluation", "proposal"))
        if year is not None:
            cell = row.address_of("evaluation" if evaluation else "proposal")
            tidied.evaluations.append(EvaluationEntry(code, year, evaluation, proposal, reading.sheet.name, cell, row.address_of("code")))


READERS: dict[SheetLayout, Callable[[SheetReading, Tidied], None]] = {
    FIGURES: _figures,
    DISTRIBUTIONS: _distributions,
    PROGRESS: _progress,
    EVALUATIONS: _evaluations,
}


def _indicator(row: Row, sheet: str) -> Indicator | None:
    """The indicator of a row of a `sheet`, where its kind has rows there."""
    indicators = row.reading.catalogue.indicators
    indicator = indicators.get(row.text("code"))
    if indicator is not None and kinds.of(indicator).sheet == sheet:
        return indicator
    return _unknown(row, [code for code, each in indicators.items() if kinds.of(each).sheet == sheet])


def _unknown(row: Row, known: Iterable[str]) -> None:
    """A filled row whose code is not `known`; one that is not filled is somebody's remark below the table."""
    code = row.text("code")
    if not row.is_filled:
        return row.reading.note("ignored-text", row.address_of("code"), code[:60], "row")
    close = difflib.get_close_matches(code.upper(), list(known), n=1, cutoff=0.6) if len(code) <= LONGEST_CODE else []
    suggestion = {"suggestion": close[0]} if close else {}
    row.reading.note("unknown-indicator", row.address_of("code"), code, "close" if close else "", **suggestion)


def _component(row: Row, indicator: Indicator) -> str | None:
    """Which figure of the indicator the row holds, by the words of its column `item`."""
    components = {component.item: component.name for component in kinds.of(indicator).reported}
    if len(components) == 1 and not row.text("item"):
        return next(iter(components.values()))
    item = layout.items().get(normalised(row.text("item")))
    if item in components:
        return components[item]
    return row.reading.note("unknown-indicator", row.address_of("item"), row.text("item"), "item", indicator=indicator.indicator)


def _year_figures(row: Row, indicator: Indicator, component: str, tidied: Tidied, dimensions: Dimensions = TOTAL) -> Iterator[FigureEntry]:
    reading, code = row.reading, indicator.indicator
    for year, place, cell in row.year_cells:
        if cell is None:
            tidied.empty.append(EmptyCell(Key(code, str(year), component, dimensions), reading.sheet.name, place))
            continue
        amount = _amount(reading, cell, indicator, component)
        if amount is not None:
            yield FigureEntry(
                indicator=code,
                period=str(year),
                component=component,
                value=amount.value,
                sheet=reading.sheet.name,
                cell=place,
                shown=cell.shown(reading.language),
                code_cell=row.address_of("code"),
                dimensions=dimensions,
                status="M" if amount.value is None else "A",
                percent=amount.percent,
            )


@dataclass(frozen=True)
class Amount:
    """A number as it was meant; `percent` where it was written with a percent sign. None where the unit states that there is none."""

    value: float | None
    percent: bool = False


def _amount(reading: SheetReading, cell: Cell, indicator: Indicator, component: str) -> Amount | None:
    """The number in a figure's cell. None where it cannot be read, which is noted."""
    may_be_percent = kinds.of(indicator).may_be_percent(component, indicator.unit_of_measure)
    amount = _stored_number(reading, cell, may_be_percent) if cell.kind == NUMBER else _written_number(reading, cell, may_be_percent)
    if amount is not None and amount.value is not None and abs(amount.value) > numbers.LARGEST:
        return reading.note_on(cell, "not-a-number", "too-large", largest=numbers.LARGEST)
    return amount


def _stored_number(reading: SheetReading, cell: Cell, may_be_percent: bool) -> Amount:
    value = float(cell.value)
    if "%" not in cell.format:
        return Amount(value)
    if may_be_percent:
        return Amount(value * 100, percent=True)
    reading.note_on(cell, "suspected-percent", stored=value)
    return Amount(value)


def _written_number(reading: SheetReading, cell: Cell, may_be_percent: bool) -> Amount | None:
    if cell.kind != TEXT:
        return reading.note_on(cell, "not-a-number", cell.kind)
    text = str(cell.value).strip()
    if text in DASHES:
        return Amount(None)
    number = numbers.number(text)
    if isinstance(number, numbers.Unread):
        return reading.note_on(cell, "not-a-number", number.why)
    if number.percent and not may_be_percent:
        return reading.note_on(cell, "not-a-number", "percent")
    if abs(number.value) <= numbers.LARGEST:
        reading.note_on(cell, "converted-text", number=number.value)
    return Amount(number.value, number.percent)


def _year_states(row: Row) -> Iterator[StateEntry]:
    reading, states = row.reading, layout.states()
    for year, place, cell in row.year_cells:
        if cell is None:
            continue
        state = states.get(normalised(cell.value))
        if state is None:
            reading.note_on(cell, "unknown-state")
        else:
            yield StateEntry(row.text("code"), year, state, reading.sheet.name, place, cell.shown(reading.language), row.address_of("code"))


def _completed_on(row: Row) -> date | None:
    """The day in the column of completion."""
    cell = row.cell("completed")
    if cell is None:
        return None
    day = numbers.day(str(cell.value)) if cell.kind in (DATE, TEXT) else None
    if day is None:
        return row.reading.note_on(cell, "not-a-date")
    if day > moments.today():
        return row.reading.note_on(cell, "date-in-future")
    return day


def _check_completion(row: Row, done: list[StateEntry], completed_on: date | None) -> None:
    stated = row.cell("completed")
    if done and stated is None:
        row.reading.note("completed-without-date", row.address_of("completed"))
    if completed_on is not None and not done:
        row.reading.note_on(stated, "ignored-text", "date")
    for entry in done:
        if entry.year > moments.today().year or (completed_on is not None and completed_on.year > entry.year):
            row.reading.note("completed-in-future-year", entry.cell, entry.shown, entry_year=entry.year)


def _evaluated_year(row: Row) -> int | None:
    cell = row.cell("year")
    if cell is None:
        return row.reading.note("year-missing", row.address_of("year"))
    text = str(cell.value).strip()
    if not text.isdecimal() or int(text[:5]) not in row.reading.catalogue.years:
        return row.reading.note_on(cell, "year-out-of-range", **row.reading.programme_years())
    return int(text)


def _with_note(row: Row, entries: list) -> list:
    """A row's note belongs to the newest year that the row has an entry of."""
    note = _text(row, "note", layout.COMMENT_LENGTH)
    if note and not entries:
        row.reading.note("ignored-text", row.address_of("note"), note[:60], "note")
    if not note or not entries:
        return entries
    return [*(replace(entry, has_note=True) for entry in entries[:-1]), replace(entries[-1], has_note=True, comment=note)]


def _text(row: Row, column: str, longest: int) -> str:
    """A free text, noted where it is longer than `longest` characters."""
    text = row.text(column)
    if len(text) > longest:
        row.reading.note("text-too-long", row.address_of(column), f"{text[:60]}…", length=len(text), longest=longest)
    return text
