"""Which sheet of a workbook is which sheet of the form, by its headings in any language, and its rows while they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter

from loaders import breakdowns
from loaders.files.workbook import NUMBER, Cell, Sheet, Workbook, address, boundaries
from loaders.findings import SPOILED, About, Finding
from loaders.forms import layout
from loaders.forms.layout import SheetLayout
from loaders.normalisation import normalised
from monitoring.catalogue import Catalogue
from monitoring.words import languages, words

HEADING_ROWS = 30
YEAR = re.compile(r"(?<!\d)(19|20|21)\d\d(?!\d)")
MOST_ROWS = 10_000
"""A form has a few dozen; whoever sends more has sent something else."""
IDENTITY = ("code", "item", "area", "breakdown", "category", "year")
NAMELESS = frozenset({"unknown-indicator", "ignored-text"})
"""Findings about what a row or a remark is, which no name of an indicator makes clearer."""


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a workbook that holds a part of the form: where its headings are and which column holds what."""

    layout: SheetLayout
    sheet: Sheet
    heading_row: int
    columns: dict[str, int]
    years: dict[int, int]
    """Column → year, in the order of the columns."""
    language: str
    """That of all its headings, in which the form was given out; empty where they are not of one."""

    @property
    def name(self) -> str:
        return self.sheet.name

    @cached_property
    def read_columns(self) -> frozenset[int]:
        """The columns whose cells count; the others only help the person who fills in the form."""
        named = (column for name, column in self.columns.items() if name not in layout.FOR_PEOPLE)
        return frozenset((*named, *self.years))

    @cached_property
    def written_columns(self) -> list[str]:
        """The columns of text, in every language."""
        return [name for name in self.columns if name.partition("-")[0] in layout.WRITTEN]

    @cached_property
    def cells_by_row(self) -> dict[int, dict[int, Cell]]:
        """The cells below the headings: row → column → cell."""
        rows: dict[int, dict[int, Cell]] = {}
        for cell in self.sheet.cells:
            if cell.row > self.heading_row:
                rows.setdefault(cell.row, {})[cell.column] = cell
        return rows


def sheets(workbook: Workbook) -> list[FormSheet]:
    """The sheets that hold a part of the form."""
    return [recognised for sheet in workbook.sheets if (recognised := recognise(sheet))]


def recognise(sheet: Sheet) -> FormSheet | None:
    """The part of the form that a sheet holds, None where it is something else."""
    headings = layout.columns()
    for number, row in islice(groupby(sheet.cells, attrgetter("row")), HEADING_ROWS):
        cells = list(row)
        known: dict[str, int] = {}
        for cell in cells:
            name = headings.get(normalised(cell.value))
            if name:
                known.setdefault(name, cell.column)
        for candidate in layout.SHEETS:
            if candidate.needs <= known.keys():
                columns = {name: column for name, column in known.items() if name in candidate.columns}
                years = _years(cells) if candidate.has_years else {}
                return FormSheet(candidate, sheet, number, columns, years, _language(sheet, number, columns))
    return None


def _language(sheet: Sheet, row: int, columns: Mapping[str, int]) -> str:
    """The language of the headings in a row."""
    headings = {name: normalised(sheet.at(row, column).value) for name, column in columns.items()}
    found = [one for one in languages() if all(normalised(layout.heading(name, words(one))) == text for name, text in headings.items())]
    return found[0] if len(found) == 1 else ""


def _years(headings: list[Cell]) -> dict[int, int]:
    return {cell.column: year for cell in headings if (year := _heading_year(cell.value)) is not None}


def _heading_year(value: object) -> int | None:
    """The year that a heading such as 2021, "2021" or "v. 2021" names."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) and 1900 <= value <= 2200 else None
    text = str(value)
    matches = list(YEAR.finditer(text))
    return int(matches[0][0]) if len(matches) == 1 and len(text) <= 20 else None


def named_unit(workbook: Workbook, units: set[str]) -> str | None:
    """The unit that the form names on its guide: a cell that is exactly a unit's code."""
    for sheet in workbook.sheets:
        if recognise(sheet):
            continue
        for cell in sheet.cells:
            if isinstance(cell.value, str) and cell.value.strip() in units:
                return cell.value.strip()
    return None


class SheetReading:
    """A sheet of the form while it is read: its rows and the findings on its cells.

    `first_rows` are the rows of all sheets of this layout so far, by what they are about: two sheets can repeat each other. `rows_about` is
    filled while they are read: what the findings on a row's cells are about.
    """

    def __init__(self, sheet: FormSheet, catalogue: Catalogue, language: str, first_rows: dict[tuple[str, ...], str]):
        self.sheet = sheet
        self.catalogue = catalogue
        self.language = language
        self.findings: list[Finding] = []
        self.rows_about: dict[int, About] = {}
        self._first_rows = first_rows

    def note(self, code: str, cell: str, value: str = "", detail: str = "", **values: object) -> None:
        """Notes a finding on one of the sheet's cells."""
        self.findings.append(Finding(code, self.sheet.name, cell, value, detail, values))

    def note_on(self, cell: Cell, code: str, detail: str = "", **values: object) -> None:
        self.note(code, cell.address, cell.shown(self.language), detail, **values)

    def named_findings(self) -> list[Finding]:
        """The findings, each with what it is about."""
        return [self._named(finding) for finding in self.findings]

    def _named(self, finding: Finding) -> Finding:
        row, column, *_ = boundaries(finding.first_cell)
        about = self.rows_about.get(row)
        if about is None or finding.code in NAMELESS:
            return finding
        return replace(finding, about=replace(about, year=self.sheet.years.get(column, about.year)))

    def programme_years(self) -> dict[str, int]:
        """For messages that name the years of the programme."""
        return {"first_year": self.catalogue.programme.first_year, "last_year": self.catalogue.programme.last_year}

    def rows(self) -> Iterator[Row]:
        """The rows under the headings that name a code. Headings, rows without a code and repeated rows are noted."""
        cells = self.sheet.cells_by_row
        if len(cells) > MOST_ROWS:
            self.note("file-too-large", address(self.sheet.heading_row, 1), "", "rows", limit=MOST_ROWS)
            return
        self._check_headings()
        for number, cells_of_row in cells.items():
            row = Row(self, number, self._usable(self._without_repeated_total(cells_of_row)))
            if row.text("code"):
                self._check_repetition(row)
                yield row
            elif any(row.cells.values()):
                self.note_on(row.first_filled, "ignored-text", "no-code")

    def _without_repeated_total(self, cells: dict[int, Cell]) -> dict[int, Cell]:
        """Without the formulas of a breakdown's row of the total: they repeat the figures of another sheet, which are read there."""
        category = cells.get(self.sheet.columns.get("category", 0))
        if self.sheet.layout is not layout.BREAKDOWNS or category is None or normalised(category.value) not in breakdowns.total_words():
            return cells
        return {column: cell for column, cell in cells.items() if column not in self.sheet.years or not (cell.formula or cell.kind in SPOILED)}

    def _usable(self, cells: dict[int, Cell]) -> dict[int, Cell | None]:
        """The cells that count; None where a formula gave an error or nothing, which is noted."""
        usable: dict[int, Cell | None] = {}
        for column, cell in cells.items():
            if column not in self.sheet.read_columns:
                continue
            if cell.kind in SPOILED:
                self.note_on(cell, SPOILED[cell.kind])
            usable[column] = None if cell.kind in SPOILED else cell
        return usable

    def _check_repetition(self, row: Row) -> None:
        place = f"{self.sheet.name}!{row.address_of('code')}"
        if row.identity is None or not row.is_filled:
            return
        first = self._first_rows.setdefault(row.identity, place)
        if first != place:
            self.note("duplicate-row", row.address_of("code"), row.text("code"), first=first.removeprefix(f"{self.sheet.name}!"))

    def _check_headings(self) -> None:
        sheet = self.sheet
        filled = {column: cell for cells in sheet.cells_by_row.values() for column, cell in cells.items()}
        if sheet.layout.has_years and not sheet.years:
            self.note("year-missing", address(sheet.heading_row, 1), "", "heading")
        first_heading: dict[int, str] = {}
        for column, year in sheet.years.items():
            heading = address(sheet.heading_row, column)
            if column in filled and year not in self.catalogue.years:
                self.note("year-out-of-range", heading, str(year), "heading", **self.programme_years())
            if column in filled and year in first_heading:
                self.note("duplicate-row", heading, str(year), "year", first=first_heading[year])
            first_heading.setdefault(year, heading)
        for column in sorted(filled.keys() - sheet.years.keys() - set(sheet.columns.values())):
            self._check_unknown(column, filled[column])

    def _check_unknown(self, column: int, example: Cell) -> None:
        """A column that no heading explains: numbers in it may be a year's, other things are somebody's notes."""
        heading = self.sheet.sheet.at(self.sheet.heading_row, column)
        if heading is not None:
            self.note_on(heading, "ignored-text", "column")
        elif self.sheet.layout.has_years and example.kind == NUMBER:
            self.note("year-missing", address(self.sheet.heading_row, column), "", "column")


class Row:
    """One row under the headings, by the names of its columns."""

    def __init__(self, reading: SheetReading, number: int, cells: dict[int, Cell | None]):
        self.reading = reading
        self.number = number
        self.cells = cells

    def cell(self, name: str) -> Cell | None:
        return self.cells.get(self.reading.sheet.columns.get(name, 0))

    def text(self, name: str) -> str:
        cell = self.cell(name)
        return "" if cell is None else str(cell.value).strip()

    def label(self, name: str) -> str:
        """The text of a column that only helps the person who fills in the form."""
        cell = self.reading.sheet.cells_by_row[self.number].get(self.reading.sheet.columns.get(name, 0))
        return "" if cell is None else str(cell.value).strip()

    def address_of(self, name: str) -> str:
        """Of the column's cell in this row, filled or not; of the code's where the sheet lacks the column."""
        columns = self.reading.sheet.columns
        return address(self.number, columns.get(name) or columns["code"])

    @cached_property
    def year_cells(self) -> list[tuple[int, str, Cell | None]]:
        """(year, address, cell) of the programme's years, empty ones too, spoiled ones not; a year named twice counts once."""
        found: dict[int, tuple[int, str, Cell | None]] = {}
        for column, year in self.reading.sheet.years.items():
            is_spoiled = column in self.cells and self.cells[column] is None
            if year in self.reading.catalogue.years and year not in found and not is_spoiled:
                found[year] = year, address(self.number, column), self.cells.get(column)
        return [found[year] for year in sorted(found)]

    @cached_property
    def spoiled_years(self) -> list[int]:
        """The years whose cell holds a formula without a value."""
        return [year for column, year in self.reading.sheet.years.items() if column in self.cells and self.cells[column] is None]

    @property
    def first_filled(self) -> Cell:
        """The first year's figure; in a row without any the first cell that counts."""
        cells = [cell for _, _, cell in self.year_cells if cell] or [cell for cell in self.cells.values() if cell]
        return cells[0]

    @property
    def is_filled(self) -> bool:
        """Whether the row has a figure, a state or a text beside what it is about."""
        return any(cell for _, _, cell in self.year_cells) or any(map(self.text, self.reading.sheet.written_columns))

    @property
    def identity(self) -> tuple[str, ...] | None:
        """What the row is about; two filled rows of one workbook may not be about the same. None where it does not say."""
        if "area" in self.reading.sheet.columns and not (self.text("area") and self.text("category")):
            return None
        return tuple(normalised(self.text(name)) for name in IDENTITY)
