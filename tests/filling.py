"""Fills in a unit's form as a coordinator would: by the codes and words in its rows, in the form's own language."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from loaders import template
from loaders.form_sheets import HEADING_ROW
from loaders.layout import ITEMS
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.words import words


class Form:
    """The form of one unit. Each method writes into the cells that it names; `content` is the workbook as it stands."""

    def __init__(self, unit: str, now: Snapshot, language: str):
        self.catalogue: Catalogue = now.catalogue
        self.words = words(language)
        self.book = openpyxl.load_workbook(io.BytesIO(template.workbook(unit, now, self.words)))

    @classmethod
    def of(cls, content: bytes, catalogue: Catalogue, language: str) -> Form:
        """A form that was given out as a file."""
        form = cls.__new__(cls)
        form.catalogue, form.words, form.book = catalogue, words(language), openpyxl.load_workbook(io.BytesIO(content))
        return form

    def figures(self, values: Mapping[str, Mapping[int, object]]) -> Form:
        """{"STR1.1": {2020: 12}}, or "STR2.2 part" where an indicator is asked for in more than one component."""
        for name, by_year in values.items():
            code, _, component = name.partition(" ")
            item = self.words(f"form.item.{ITEMS[self.catalogue.indicators[code].kind, component or 'value']}")
            self._write("figures", {"code": code, "item": item}, by_year)
        return self

    def states(self, code: str, by_year: Mapping[int, str], completed: date | None = None) -> Form:
        """The states (as the code names them) of a milestone or an action."""
        values = {year: self.words(f"state.{state}") for year, state in by_year.items()}
        return self._write("progress", {"code": code}, values | ({"completed": completed} if completed else {}))

    def distribution(self, code: str, area: str, category: str, by_year: Mapping[int, object]) -> Form:
        """One row of a distribution, in the first row of the indicator that is free or holds it already."""
        sheet, columns = self._sheet("distributions")
        for row in range(HEADING_ROW + 1, sheet.max_row + 1):
            stated = [sheet.cell(row, columns[name]).value or "" for name in ("code", "area", "category")]
            if stated in ([code, area, category], [code, "", ""]):
                self._fill(sheet, columns, row, {"area": area, "category": category, **by_year})
                return self
        raise LookupError(f"no free row for {code}")

    def evaluation(self, goal: str, year: int, text: str, proposal: str = "") -> Form:
        return self._write("evaluations", {"code": goal, "year": year}, {"evaluation": text, "proposal": proposal})

    def completion(self, code: str, day: object) -> Form:
        """The date in the column of completion, whatever the states say."""
        return self._write("progress", {"code": code}, {"completed": day})

    def note(self, code: str, text: str) -> Form:
        return self._write("figures", {"code": code}, {"note": text})

    def address(self, code: str, year: int) -> str:
        """The cell of an indicator's first row and a year on the sheet of figures."""
        sheet, columns = self._sheet("figures")
        return sheet.cell(self._row(sheet, columns, {"code": code}), columns[year]).coordinate

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def _sheet(self, key: str) -> tuple[Worksheet, dict[str | int, int]]:
        sheet = self.book[self.words(f"form.sheet.{key}")]
        headings = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
        names = ("code", "item", "area", "category", "year", "completed", "note", "evaluation", "proposal")
        named = {name: headings[self.words(f"form.column.{name}")] for name in names if self.words(f"form.column.{name}") in headings}
        return sheet, named | {value: column for value, column in headings.items() if isinstance(value, int)}

    def _row(self, sheet: Worksheet, columns: Mapping[str | int, int], where: Mapping[str, object]) -> int:
        for row in range(HEADING_ROW + 1, sheet.max_row + 1):
            if all(sheet.cell(row, columns[name]).value == value for name, value in where.items()):
                return row
        raise LookupError(f"{sheet.title} has no row {where}")

    def _write(self, key: str, where: Mapping[str, object], values: Mapping[str | int, object]) -> Form:
        sheet, columns = self._sheet(key)
        self._fill(sheet, columns, self._row(sheet, columns, where), values)
        return self

    def _fill(self, sheet: Worksheet, columns: Mapping[str | int, int], row: int, values: Mapping[str | int, object]) -> None:
        for name, value in values.items():
            sheet.cell(row, columns[name]).value = value
