"""One sheet of the form while it is read: its rows by their codes, and what is wrong with its headings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from loaders.files.workbook import ERROR, FORMULA_WITHOUT_VALUE, NUMBER, Cell, address
from loaders.findings import Finding
from loaders.forms import layout
from loaders.forms.recognising import FoundSheet
from loaders.normalisation import normalised
from monitoring.catalogue import Catalogue

MOST_ROWS = 10_000
"""A form has a few dozen; whoever sends more has sent something else."""
IDENTITY = ("code", "item", "area", "category", "year")
SPOILED = {ERROR: "formula-error", FORMULA_WITHOUT_VALUE: "formula-without-value"}


class FormSheet:
    """A recognised sheet with what is read of it. `seen` are the rows of all sheets of this layout so far: two sheets can repeat each other."""

    def __init__(self, found: FoundSheet, catalogue: Catalogue, language: str, seen: dict[tuple, str]):
        self.place = found
        self.catalogue = catalogue
        self.language = language
        self.findings: list[Finding] = []
        self._seen = seen

    def note(self, code: str, cell: str, value: str = "", detail: str = "", **values: object) -> None:
        """Notes a finding on one of the sheet's cells."""
        self.findings.append(Finding(code, self.place.sheet.name, cell, value, detail, values))

    def note_on(self, cell: Cell, code: str, detail: str = "", **values: object) -> None:
        self.note(code, cell.address, cell.shown(self.language), detail, **values)

    def programme_years(self) -> dict[str, int]:
        """For messages that say which years there are."""
        return {"first_year": self.catalogue.programme.first_year, "last_year": self.catalogue.programme.last_year}

    def rows(self) -> Iterator[Row]:
        """The rows under the headings that name a code. Headings, rows without a code and repeated rows are noted."""
        cells = self._cells_by_row
        if len(cells) > MOST_ROWS:
            self.note("file-too-large", address(self.place.heading_row, 1), "", "rows", limit=MOST_ROWS)
            return
        self._check_headings()
        for number, of_row in cells.items():
            row = Row(self, number, self._usable(of_row))
            if row.text("code"):
                self._check_repetition(row)
                yield row
            elif any(row.cells.values()):
                self.note_on(row.first_filled, "ignored-text", "no-code")

    @cached_property
    def read_columns(self) -> frozenset[int]:
        """The columns whose cells count; the others only help the person who fills in the form."""
        named = (column for name, column in self.place.columns.items() if name not in layout.FOR_PEOPLE)
        return frozenset((*named, *self.place.years))

    @cached_property
    def _cells_by_row(self) -> dict[int, dict[int, Cell]]:
        rows: dict[int, dict[int, Cell]] = {}
        for cell in self.place.sheet.cells:
            if cell.row > self.place.heading_row:
                rows.setdefault(cell.row, {})[cell.column] = cell
        return rows

    def _usable(self, cells: dict[int, Cell]) -> dict[int, Cell | None]:
        """The cells that count; None where a formula gave an error or nothing, which is noted."""
        usable: dict[int, Cell | None] = {}
        for column, cell in cells.items():
            if column not in self.read_columns:
                continue
            if cell.kind in SPOILED:
                self.note_on(cell, SPOILED[cell.kind])
            usable[column] = None if cell.kind in SPOILED else cell
        return usable

    def _check_repetition(self, row: Row) -> None:
        here = f"{self.place.sheet.name}!{row.place_of('code')}"
        if row.identity is None or not row.is_filled:
            return
        first = self._seen.setdefault(row.identity, here)
        if first != here:
            self.note("duplicate-row", row.place_of("code"), row.text("code"), first=first.removeprefix(f"{self.place.sheet.name}!"))

    def _check_headings(self) -> None:
        place = self.place
        filled = {column: cell for cells in self._cells_by_row.values() for column, cell in cells.items()}
        if place.layout.has_years and not place.years:
            self.note("year-missing", address(place.heading_row, 1), "", "heading")
        taken: dict[int, str] = {}
        for column, year in place.years.items():
            heading = address(place.heading_row, column)
            if column in filled and year not in self.catalogue.years:
                self.note("year-out-of-range", heading, str(year), "heading", **self.programme_years())
            if column in filled and year in taken:
                self.note("duplicate-row", heading, str(year), "year", first=taken[year])
            taken.setdefault(year, heading)
        for column in sorted(filled.keys() - place.years.keys() - set(place.columns.values())):
            self._check_unknown(column, filled[column])

    def _check_unknown(self, column: int, example: Cell) -> None:
        """A column that no heading explains: numbers in it may be a year's, other things are somebody's notes."""
        heading = self.place.sheet.at(self.place.heading_row, column)
        if heading is not None:
            self.note_on(heading, "ignored-text", "column")
        elif self.place.layout.has_years and example.kind == NUMBER:
            self.note("year-missing", address(self.place.heading_row, column), "", "column")


class Row:
    """One row under the headings, by the names of its columns."""

    def __init__(self, sheet: FormSheet, number: int, cells: dict[int, Cell | None]):
        self.sheet = sheet
        self.number = number
        self.cells = cells

    def cell(self, name: str) -> Cell | None:
        return self.cells.get(self.sheet.place.columns.get(name, 0))

    def text(self, name: str) -> str:
        cell = self.cell(name)
        return "" if cell is None else str(cell.value).strip()

    def place_of(self, name: str) -> str:
        """Where the column's cell of this row is, filled or not; the code's where the sheet lacks the column."""
        columns = self.sheet.place.columns
        return address(self.number, columns.get(name) or columns["code"])

    def year_cells(self) -> list[tuple[int, str, Cell | None]]:
        """(year, address, cell) of the programme's years, empty ones too, spoiled ones not; a year named twice counts once."""
        found: dict[int, tuple[int, str, Cell | None]] = {}
        for column, year in self.sheet.place.years.items():
            is_spoiled = column in self.cells and self.cells[column] is None
            if year in self.sheet.catalogue.years and year not in found and not is_spoiled:
                found[year] = year, address(self.number, column), self.cells.get(column)
        return [found[year] for year in sorted(found)]

    @property
    def first_filled(self) -> Cell:
        """The first year's figure; in a row without any the first cell that counts."""
        cells = [cell for _, _, cell in self.year_cells() if cell] or [cell for cell in self.cells.values() if cell]
        return cells[0]

    @property
    def is_filled(self) -> bool:
        """Whether the row says anything beside what it is about."""
        return any(cell for _, _, cell in self.year_cells()) or bool(self.text("evaluation") or self.text("proposal"))

    @property
    def identity(self) -> tuple[str, ...] | None:
        """What the row is about; two filled rows of one workbook may not be about the same. None where it does not say."""
        if "area" in self.sheet.place.columns and not (self.text("area") and self.text("category")):
            return None
        return tuple(normalised(self.text(name)) for name in IDENTITY)
