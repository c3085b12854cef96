"""From the form's sheets to entries. Every cell that the form asks for is read once; whatever cannot be read is a finding on it."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loaders import breakdowns, numbers
from loaders.entries import EmptyCell, EvaluationEntry, FigureEntry, StateEntry, Tidied, note_year
from loaders.files.workbook import DATE, NUMBER, TEXT, Cell
from loaders.findings import About, Finding, about_figure
from loaders.forms import layout
from loaders.forms.layout import BREAKDOWNS, DISTRIBUTIONS, EVALUATIONS, FIGURES, PROGRESS, SheetLayout
from loaders.forms.recognition import FormSheet, Row, SheetReading
from loaders.normalisation import normalised
from monitoring import kinds, moments
from monitoring.catalogue import Catalogue
from monitoring.dimensions import TOTAL, Dimensions
from monitoring.model import EvaluationText, Key
from monitoring.programme import Breakdown, Indicator, Named
from monitoring.words import Names

LONGEST_CODE = 40
DASHES = frozenset("-−‒–—")


def read(sheets: Iterable[FormSheet], catalogue: Catalogue, language: str) -> Tidied:
    """The entries and findings of the recognised sheets of one workbook. `language` is the reader's, for numbers shown in findings."""
    tidied, totals = Tidied(), Tidied()
    first_rows: dict[SheetLayout, dict[tuple[str, ...], str]] = defaultdict(dict)
    for sheet in sheets:
        reading = SheetReading(sheet, catalogue, language, first_rows[sheet.layout])
        if sheet.layout is BREAKDOWNS:
            _breakdowns(reading, tidied, totals)
        else:
            READERS[sheet.layout](reading, tidied)
        tidied.findings += reading.named_findings()
    _add_totals(totals.figures, tidied, catalogue)
    return tidied


def _figures(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        indicator, is_known = _indicator(row, kinds.FIGURES)
        if indicator is None:
            _check_numbers(row)
            continue
        component, is_stated = _component(row, indicator)
        reading.rows_about[row.number] = about_figure(reading.catalogue, indicator, component)
        if not component:
            _check_numbers(row)
            filled = [year for year, _, cell in row.year_cells if cell]
            tidied.unread |= {Key(indicator.indicator, str(year), name) for year in filled for name in indicator.components}
            continue
        entries = list(_year_figures(row, indicator, component, tidied))
        if is_known and is_stated:
            tidied.figures += _with_note(row, entries)
        else:
            tidied.presumed += entries


def _breakdowns(reading: SheetReading, tidied: Tidied, totals: Tidied) -> None:
    """The rows of categories; what somebody wrote into the rows of the total goes to `totals`."""
    for row in reading.rows():
        indicator, is_known = _indicator(row, kinds.FIGURES)
        if indicator is None or not row.is_filled:
            _check_numbers(row)
            continue
        component, is_stated = _component(row, indicator)
        known = reading.catalogue.breakdowns_of(indicator.indicator)
        dimensions = _category(row, known)
        if dimensions is None:
            meant = breakdowns.of_name(known, row.text("breakdown"))
            tidied.unclear |= {(indicator.indicator, one.dimension) for one in ([meant] if meant else known)}
        reading.rows_about[row.number] = about_figure(reading.catalogue, indicator, component, dimensions=dimensions or TOTAL)
        if dimensions is None or not component:
            _check_numbers(row)
            filled = [year for year, _, cell in row.year_cells if cell] if dimensions else []
            tidied.unread |= {Key(indicator.indicator, str(year), name, dimensions) for year in filled for name in indicator.components}
        elif dimensions == TOTAL:
            totals.figures += _year_figures(row, indicator, component, totals)
        else:
            entries = list(_year_figures(row, indicator, component, tidied, dimensions))
            if is_known and is_stated:
                tidied.figures += _with_note(row, entries)
            else:
                tidied.presumed += entries


def _category(row: Row, known: Sequence[Breakdown]) -> Dimensions | None:
    """What a row of a breakdown is about: one of its categories or the total; None where it cannot be told, which is noted."""
    reading = row.reading
    breakdown = breakdowns.of_name(known, row.text("breakdown"))
    if breakdown is None:
        allowed = Names(tuple(map(breakdowns.named, known)))
        return reading.note("unknown-category", row.address_of("breakdown"), row.text("breakdown"), "breakdown" if known else "none", allowed=allowed)
    label = normalised(row.text("category"))
    if label in breakdowns.total_words():
        return TOTAL
    category = breakdowns.categories(breakdown).get(label)
    if category is None:
        values = {"breakdown": breakdowns.named(breakdown), "allowed": Names(breakdown.categories)}
        return reading.note("unknown-category", row.address_of("category"), row.text("category"), **values)
    return Dimensions.of(**{breakdown.dimension: category})


def _add_totals(totals: Iterable[FigureEntry], tidied: Tidied, catalogue: Catalogue) -> None:
    """The totals that somebody wrote beside the categories: the same as on the sheet of figures where that has them too, which is checked."""
    stated = {entry.key: entry for entry in (*tidied.figures, *tidied.presumed)}
    for entry in totals:
        first = stated.setdefault(entry.key, entry)
        if first is entry:
            tidied.figures.append(entry)
        elif first.value != entry.value:
            about = about_figure(catalogue, catalogue.indicators[entry.indicator], entry.component, entry.year)
            values = {"first_sheet": first.sheet, "first_cell": first.cell, "first_value": first.shown}
            tidied.findings.append(Finding("total-stated-differently", entry.sheet, entry.cell, entry.shown, "", values, about))


def _distributions(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        indicator, is_known = _indicator(row, kinds.DISTRIBUTIONS)
        if indicator is None:
            _check_numbers(row)
            continue
        reading.rows_about[row.number] = about_figure(reading.catalogue, indicator, "value")
        area, category = row.text("area"), row.text("category")
        if area and category:
            into = tidied.figures if is_known else tidied.presumed
            into += _year_figures(row, indicator, "value", tidied, Dimensions.of(area=area, category=category))
        elif row.is_filled:
            reading.note("ignored-text", row.address_of("category" if area else "area"), row.text("code"), "no-area")


def _progress(reading: SheetReading, tidied: Tidied) -> None:
    milestones = {code: each for code, each in reading.catalogue.indicators.items() if kinds.of(each).has_states}
    known: dict[str, Named] = milestones | reading.catalogue.actions
    for row in reading.rows():
        code = _meant(row, known, "name")
        if code:
            reading.rows_about[row.number] = About(code, known[code])
        elif not row.is_filled:
            continue
        completed_on = _completed_on(row)
        entries = list(_year_states(row))
        _check_completion(row, [entry for entry in entries if entry.state == "done"], completed_on)
        entries = [replace(entry, completed_on=completed_on) if entry.state == "done" else entry for entry in entries]
        if row.text("code") in known:
            tidied.states += _with_note(row, entries)


def _evaluations(reading: SheetReading, tidied: Tidied) -> None:
    for row in reading.rows():
        if not row.is_filled:
            continue
        code = _meant(row, reading.catalogue.goals, "goal")
        year = _evaluated_year(row)
        if code:
            reading.rows_about[row.number] = About(code, reading.catalogue.goals[code], year)
        for name in reading.sheet.written_columns:
            _text(row, name, layout.TEXT_LENGTH)
        if year is not None and code == row.text("code"):
            cell = row.address_of(next(name for name in reading.sheet.written_columns if row.text(name)))
            tidied.evaluations.append(EvaluationEntry(code, year, _texts(row), reading.sheet.name, cell, row.address_of("code")))


def _texts(row: Row) -> tuple[EvaluationText, ...]:
    """An evaluation in each language that the sheet has a column for, written or not: the form's own first."""
    sheet, found = row.reading.sheet, {}
    for other in sorted({name.partition("-")[2] for name in sheet.written_columns}):
        language, columns = other or sheet.language, [layout.in_language(name, other) for name in layout.WRITTEN]
        found.setdefault(language, EvaluationText(language, *map(row.text, columns)))
    return tuple(found.values())


READERS: dict[SheetLayout, Callable[[SheetReading, Tidied], None]] = {
    FIGURES: _figures,
    DISTRIBUTIONS: _distributions,
    PROGRESS: _progress,
    EVALUATIONS: _evaluations,
}


def _indicator(row: Row, sheet: str) -> tuple[Indicator | None, bool]:
    """(the indicator of a row of a `sheet`, where its kind has rows there; whether the row's code is right)."""
    indicators = {code: each for code, each in row.reading.catalogue.indicators.items() if kinds.of(each).sheet == sheet}
    code = _meant(row, indicators, "indicator")
    return indicators.get(code), code == row.text("code")


def _meant(row: Row, known: Mapping[str, Named], column: str) -> str:
    """The code of the row; where it is not `known`, which is noted, the one that the row is presumably about, by its name in `column` or by
    its code; "" where there is none. A row that is not filled is somebody's remark below the table."""
    code = row.text("code")
    if code in known:
        return code
    if not row.is_filled:
        row.reading.note("ignored-text", row.address_of("code"), code[:60], "row")
        return ""
    name = normalised(row.label(column))
    named = [each for each, of in known.items() if name and name in map(normalised, of.names.values())]
    close = difflib.get_close_matches(code.upper(), list(known), n=1, cutoff=0.6) if len(code) <= LONGEST_CODE else []
    meant = named if len(named) == 1 else close
    suggestion = {"suggestion": meant[0]} if meant else {}
    row.reading.note("unknown-indicator", row.address_of("code"), code, "close" if meant else "", **suggestion)
    return meant[0] if meant else ""


def _component(row: Row, indicator: Indicator) -> tuple[str, bool]:
    """(which figure of the indicator the row holds, by the words of its column `item`; whether these are right). Of other words, which are noted,
    the closest; "" where none is close."""
    components = {component.item: component.name for component in kinds.of(indicator).reported}
    if len(components) == 1 and not row.text("item"):
        return next(iter(components.values())), True
    items, text = layout.items(), normalised(row.text("item"))
    if items.get(text) in components:
        return components[items[text]], True
    row.reading.note("unknown-indicator", row.address_of("item"), row.text("item"), "item", indicator=indicator.indicator)
    close = difflib.get_close_matches(text, [word for word, item in items.items() if item in components], n=1)
    return (components[items[close[0]]] if close else ""), False


def _check_numbers(row: Row) -> None:
    """Notes what is no number in a row of which nobody knows what its figures are."""
    for _, _, cell in row.year_cells:
        if cell is not None:
            _amount(row.reading, cell, may_be_percent=True)


def _year_figures(row: Row, indicator: Indicator, component: str, tidied: Tidied, dimensions: Dimensions = TOTAL) -> Iterator[FigureEntry]:
    reading, code = row.reading, indicator.indicator
    may_be_percent = kinds.of(indicator).may_be_percent(component, indicator.unit_of_measure)
    tidied.unread |= {Key(code, str(year), component, dimensions) for year in row.spoiled_years}
    for year, place, cell in row.year_cells:
        if cell is None:
            tidied.empty.append(EmptyCell(Key(code, str(year), component, dimensions), reading.sheet.name, place))
            continue
        amount = _amount(reading, cell, may_be_percent)
        if amount is None:
            tidied.unread.add(Key(code, str(year), component, dimensions))
        else:
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


def _amount(reading: SheetReading, cell: Cell, may_be_percent: bool) -> Amount | None:
    """The number in a figure's cell. None where it cannot be read, which is noted."""
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
    is_unread = any(cell is not None and normalised(cell.value) not in layout.states() for _, _, cell in row.year_cells)
    if completed_on is not None and not done and not is_unread:
        row.reading.note_on(stated, "ignored-text", "date")
    if completed_on is not None and done and completed_on.year < done[0].year and completed_on.year in row.reading.catalogue.years:
        row.reading.note("completed-in-earlier-year", done[0].cell, done[0].shown, entry_year=done[0].year, completed_year=completed_on.year)
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
    """A row's note belongs to the year that it begins with, else to the newest year that the row has an entry of."""
    note = _text(row, "note", layout.COMMENT_LENGTH)
    if note and not entries:
        row.reading.note("ignored-text", row.address_of("note"), note[:60], "note")
    if not note or not entries:
        return entries
    about = note_year(note) if note_year(note) in [entry.year for entry in entries] else entries[-1].year
    comments = ({"comment": note, "note_language": row.reading.sheet.language} if entry.year == about else {} for entry in entries)
    return [replace(entry, has_note=True, **comment) for entry, comment in zip(entries, comments, strict=True)]


def _text(row: Row, column: str, longest: int) -> str:
    """A free text, noted where it is longer than `longest` characters."""
    text = row.text(column)
    if len(text) > longest:
        row.reading.note("text-too-long", row.address_of(column), f"{text[:60]}…", length=len(text), longest=longest)
    return text
