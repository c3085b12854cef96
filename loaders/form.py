"""From the form's sheets to entries. Every cell that the form asks for is read once; whatever cannot be read is a finding."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import date, datetime

from loaders import layout, numbers
from loaders.entries import EmptyCell, EvaluationEntry, FigureEntry, StateEntry, Tidied
from loaders.layout import DISTRIBUTIONS, EVALUATIONS, FIGURES, PROGRESS
from loaders.recognising import FoundSheet
from loaders.workbook import Cell, address
from monitoring.catalogue import Catalogue, Indicator

DASHES = frozenset("-−‒–—")


class FormReader:
    """Reads the recognised sheets of one workbook. `language` is the reader's, for numbers shown in findings."""

    def __init__(self, catalogue: Catalogue, language: str):
        self.catalogue = catalogue
        self.language = language
        self.tidied = Tidied()

    def read(self, sheets: list[FoundSheet]) -> Tidied:
        for found in sheets:
            _SHEET_READERS[found.layout](self, found)
        return self.tidied

    def _figures(self, found: FoundSheet) -> None:
        for row in self._rows(found):
            indicator = self._indicator(row, kinds=("count", "level", "share", "score"))
            if indicator is None:
                continue
            component = self._component(row, indicator)
            if component is None:
                continue
            entries = self._year_cells(row, indicator, component)
            self._with_note(row, entries)

    def _distributions(self, found: FoundSheet) -> None:
        for row in self._rows(found):
            indicator = self._indicator(row, kinds=("distribution",))
            if indicator is None:
                continue
            area, category = row.text("area"), row.text("category")
            if not area or not category:
                if row.has_years_filled:
                    self._found(found, "ignored-text", row.cell_of("code"), row.text("code"), "no-area")
                continue
            self.tidied.figures += self._year_cells(row, indicator, "value", area, category)

    def _progress(self, found: FoundSheet) -> None:
        states = layout.states()
        for row in self._rows(found):
            code = row.text("code")
            if not self._known_item(row, code):
                continue
            completed_on, comment = self._completed_on(row), self._comment(row)
            entries = []
            for year, cell in row.year_cells():
                if cell is None:
                    continue
                state = states.get(layout.normalised(cell.value))
                if state is None:
                    self._found(found, "unknown-state", cell.address, self._shown(cell))
                    continue
                entries.append(StateEntry(code, year, state, found.sheet.name, cell.address, self._shown(cell)))
            done = [entry for entry in entries if entry.state == "done"]
            self._check_completion(row, done, completed_on)
            entries = [replace(entry, completed_on=completed_on) if entry.state == "done" else entry for entry in entries]
            if entries and comment:
                entries[-1] = replace(entries[-1], comment=comment)
            self.tidied.states += entries

    def _evaluations(self, found: FoundSheet) -> None:
        for row in self._rows(found):
            text, proposal = row.text("evaluation"), row.text("proposal")
            if not text and not proposal:
                continue
            code = row.text("code")
            if code not in self.catalogue.goals:
                self._unknown(row, code, list(self.catalogue.goals))
                continue
            year = self._year(row)
            for column in ("evaluation", "proposal"):
                self._check_length(found, row.cell(column), layout.TEXT_LENGTH)
            if year is not None:
                self.tidied.evaluations.append(EvaluationEntry(code, year, text, proposal, found.sheet.name, row.cell_of("evaluation")))

    def _rows(self, found: FoundSheet) -> list[_Row]:
        """The rows under the headings that name a code; a row with figures and no code is said to be left out."""
        rows = {}
        for cell in found.sheet.cells:
            if cell.row > found.heading_row:
                rows.setdefault(cell.row, {})[cell.column] = cell
        self._check_headings(found, rows)
        seen: dict[tuple, str] = {}
        coded = []
        for number in sorted(rows):
            row = _Row(found, number, rows[number], self.catalogue)
            if not row.text("code"):
                asked = [cell for column, cell in rows[number].items() if column in set(found.columns.values()) | set(found.years)]
                if asked:
                    self._found(found, "ignored-text", asked[0].address, self._shown(asked[0]), "no-code")
                continue
            identity = row.identity
            if identity in seen and row.is_filled:
                self._found(found, "duplicate-row", row.cell_of("code"), row.text("code"), "", first=seen[identity])
            seen.setdefault(identity, row.cell_of("code"))
            coded.append(row)
        return coded

    def _check_headings(self, found: FoundSheet, rows: dict[int, dict[int, Cell]]) -> None:
        filled = {column for cells in rows.values() for column in cells}
        if found.layout.has_years and not found.years:
            self._found(found, "year-missing", address(found.heading_row, 1), "", "heading")
        taken: dict[int, str] = {}
        for column, year in found.years.items():
            heading = address(found.heading_row, column)
            if column in filled and year not in self.catalogue.years:
                self._found(found, "year-out-of-range", heading, str(year), "heading", **self._programme_years())
            if column in filled and year in taken:
                self._found(found, "duplicate-row", heading, str(year), "year", first=taken[year])
            taken.setdefault(year, heading)
        for column in found.unknown:
            if column in filled:
                heading = found.sheet.at(found.heading_row, column)
                self._found(found, "ignored-text", heading.address, self._shown(heading), "column")

    def _year_cells(self, row: _Row, indicator: Indicator, component: str, area: str = "", category: str = "") -> list[FigureEntry]:
        entries = []
        for year, cell in row.year_cells():
            where = (indicator.indicator, str(year), component, row.found.sheet.name)
            if cell is None:
                if not area:
                    self.tidied.empty.append(EmptyCell(*where, row.cell_of_year(year)))
                continue
            read = self._number(row.found, cell, indicator)
            if read is not None:
                value, percent, status = read
                entries.append(
                    FigureEntry(
                        indicator.indicator,
                        str(year),
                        component,
                        value,
                        row.found.sheet.name,
                        cell.address,
                        self._shown(cell),
                        area,
                        category,
                        status,
                        "",
                        percent,
                    )
                )
        return entries

    def _number(self, found: FoundSheet, cell: Cell, indicator: Indicator) -> tuple[float | None, bool, str] | None:
        """(value, was it a percentage, status) or None with a finding noted."""
        shown = self._shown(cell)
        if cell.kind == "error":
            return self._found(found, "formula-error", cell.address, shown)
        if cell.kind == "formula-without-value":
            return self._found(found, "formula-without-value", cell.address, shown)
        if cell.kind == "number":
            if "%" not in cell.format:
                return float(cell.value), False, "A"
            if asks_percentage(indicator):
                return float(cell.value) * 100, True, "A"
            self._found(found, "suspected-percent", cell.address, shown, "", stored=float(cell.value))
            return float(cell.value), False, "A"
        if cell.kind != "text":
            return self._found(found, "not-a-number", cell.address, shown, cell.kind)
        text = str(cell.value).strip()
        if text in DASHES:
            return None, False, "M"
        read = numbers.number(text)
        if isinstance(read, numbers.Unread):
            return self._found(found, "not-a-number", cell.address, shown, read.why)
        if read.percent and not asks_percentage(indicator):
            return self._found(found, "not-a-number", cell.address, shown, "percent")
        self._found(found, "converted-text", cell.address, shown, "", number=read.value)
        return read.value, read.percent, "A"

    def _indicator(self, row: _Row, kinds: tuple[str, ...]) -> Indicator | None:
        code = row.text("code")
        indicator = self.catalogue.indicators.get(code)
        if indicator is None or indicator.kind not in kinds:
            self._unknown(row, code, [i.indicator for i in self.catalogue.indicators.values() if i.kind in kinds])
            return None
        return indicator

    def _known_item(self, row: _Row, code: str) -> bool:
        milestones = [i.indicator for i in self.catalogue.indicators.values() if i.kind == "milestone"]
        known = [*milestones, *self.catalogue.actions]
        if code not in known:
            self._unknown(row, code, known)
        return code in known

    def _unknown(self, row: _Row, code: str, known: list[str]) -> None:
        close = difflib.get_close_matches(code.upper(), known, n=1, cutoff=0.6)
        detail = "close" if close else ""
        self._found(row.found, "unknown-indicator", row.cell_of("code"), code, detail, **({"suggestion": close[0]} if close else {}))

    def _component(self, row: _Row, indicator: Indicator) -> str | None:
        """Which figure of the indicator the row holds, by the words of its column `item`."""
        wanted = {layout.ITEMS[indicator.kind, component]: component for component in indicator.components}
        if len(wanted) == 1 and not row.text("item"):
            return next(iter(wanted.values()))
        item = layout.items().get(layout.normalised(row.text("item")))
        if item not in wanted:
            self._found(row.found, "unknown-indicator", row.cell_of("item"), row.text("item"), "item", indicator=indicator.indicator)
            return None
        return wanted[item]

    def _with_note(self, row: _Row, entries: list[FigureEntry]) -> None:
        """A row's note belongs to the newest year that the row has a figure for; a dash asks for one."""
        comment = self._comment(row)
        if entries and comment:
            newest = max(range(len(entries)), key=lambda i: entries[i].year)
            entries[newest] = replace(entries[newest], comment=comment)
        for entry in entries:
            if entry.status == "M" and not comment:
                self._found(row.found, "missing-figure", entry.cell, entry.shown, "no-note")
        self.tidied.figures += entries

    def _comment(self, row: _Row) -> str:
        self._check_length(row.found, row.cell("note"), layout.COMMENT_LENGTH)
        return row.text("note")

    def _check_length(self, found: FoundSheet, cell: Cell | None, longest: int) -> None:
        if cell is not None and len(str(cell.value)) > longest:
            self._found(found, "text-too-long", cell.address, f"{str(cell.value)[:60]}…", "", length=len(str(cell.value)), longest=longest)

    def _year(self, row: _Row) -> int | None:
        cell = row.cell("year")
        if cell is None:
            return self._found(row.found, "year-missing", row.cell_of("year"), "")
        text = self._shown(cell)
        if not text.isdecimal() or int(text) not in self.catalogue.years:
            return self._found(row.found, "year-out-of-range", cell.address, text, **self._programme_years())
        return int(text)

    def _completed_on(self, row: _Row) -> date | None:
        cell = row.cell("completed")
        if cell is None:
            return None
        day = numbers.day(str(cell.value)[:10]) if cell.kind in ("date", "text") else None
        if day is None:
            return self._found(row.found, "not-a-date", cell.address, self._shown(cell))
        if day > date.today():
            return self._found(row.found, "date-in-future", cell.address, self._shown(cell))
        return day

    def _check_completion(self, row: _Row, done: list[StateEntry], completed_on: date | None) -> None:
        stated = row.cell("completed")
        if done and stated is None:
            self._found(row.found, "completed-without-date", row.cell_of("completed"), "")
        if stated is not None and not done:
            self._found(row.found, "ignored-text", stated.address, self._shown(stated), "date")
        for entry in done:
            if entry.year > date.today().year or (completed_on is not None and completed_on.year > entry.year):
                self._found(row.found, "completed-in-future-year", entry.cell, str(entry.year), entry_year=entry.year)

    def _programme_years(self) -> dict[str, int]:
        return {"first_year": self.catalogue.programme.first_year, "last_year": self.catalogue.programme.last_year}

    def _shown(self, cell: Cell) -> str:
        return cell.shown(self.language)

    def _found(self, found: FoundSheet, code: str, cell: str, value: str, detail: str = "", **values) -> None:
        self.tidied.finder(found.sheet.name)(code, cell, value, detail, **values)


def asks_percentage(indicator: Indicator) -> bool:
    """Whether a unit may state the indicator's own figures in percent; a share is asked for as part and whole."""
    return indicator.kind == "distribution" or (indicator.kind in ("count", "level") and indicator.unit_of_measure == "%")


class _Row:
    """One row under the headings, by the names of its columns."""

    def __init__(self, found: FoundSheet, number: int, cells: dict[int, Cell], catalogue: Catalogue):
        self.found = found
        self.number = number
        self._cells = cells
        self._years = catalogue.years

    def cell(self, name: str) -> Cell | None:
        return self._cells.get(self.found.columns.get(name, 0))

    def text(self, name: str) -> str:
        cell = self.cell(name)
        return "" if cell is None else str(cell.value).strip()

    def cell_of(self, name: str) -> str:
        """Where the column's cell of this row is, filled or not; the code's where the sheet lacks the column."""
        return address(self.number, self.found.columns.get(name) or self.found.columns["code"])

    def cell_of_year(self, year: int) -> str:
        return address(self.number, next(column for column, stated in self.found.years.items() if stated == year))

    def year_cells(self) -> list[tuple[int, Cell | None]]:
        """The cells of the programme's years, empty ones too; a year named twice counts once."""
        found: dict[int, Cell | None] = {}
        for column, year in self.found.years.items():
            if year in self._years and year not in found:
                found[year] = self._cells.get(column)
        return sorted(found.items())

    @property
    def has_years_filled(self) -> bool:
        return any(cell is not None for _, cell in self.year_cells())

    @property
    def is_filled(self) -> bool:
        return self.has_years_filled or bool(self.text("evaluation") or self.text("proposal"))

    @property
    def identity(self) -> tuple:
        return tuple(layout.normalised(self.text(name)) for name in ("code", "item", "area", "category", "year") if name in self.found.columns)


_SHEET_READERS = {
    FIGURES: FormReader._figures,
    DISTRIBUTIONS: FormReader._distributions,
    PROGRESS: FormReader._progress,
    EVALUATIONS: FormReader._evaluations,
}
