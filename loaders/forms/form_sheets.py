"""The sheets of the form as a workbook has them: title, one line of help, headings, rows with cells to fill in."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders.forms import sheet_style as style
from loaders.forms.layout import DISTRIBUTIONS, EVALUATIONS, FIGURES, PROGRESS, SheetLayout
from monitoring.catalogue import Catalogue
from monitoring.words import Words

HEADING_ROW = 4
EVALUATION_LINES = 3
WIDTHS = {
    "code": 10,
    "indicator": 44,
    "item": 14,
    "measure": 16,
    "note": 44,
    "name": 56,
    "schedule": 14,
    "completed": 15,
    "area": 26,
    "category": 26,
    "goal": 38,
    "year": 8,
    "evaluation": 60,
    "proposal": 48,
}
YEAR_WIDTH = {FIGURES: 11, PROGRESS: 15, DISTRIBUTIONS: 11}


class FormSheets:
    """A workbook that gets sheets of the form for one unit, in the language of `words`."""

    def __init__(self, unit: str, catalogue: Catalogue, words: Words):
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.unit = catalogue.units[unit]
        self.words = words
        self.years = list(catalogue.years)

    def add(self, layout: SheetLayout) -> Worksheet:
        """An empty sheet of the form, with its title, one line of help and its headings."""
        sheet = self.book.create_sheet(self.words(f"form.sheet.{layout.key}"))
        style.page(sheet, landscape=True, title_row=HEADING_ROW, footer=self.words.name(self.unit))
        style.title(sheet.cell(1, 1, f"{self.words(f'form.sheet.{layout.key}')}: {self.words.name(self.unit)}"))
        style.help_line(sheet.cell(2, 1, self.words(f"form.help.{layout.key}")))
        for column, heading in enumerate(self._headings(layout), start=1):
            style.heading(sheet.cell(HEADING_ROW, column, heading))
        for column, name in enumerate(self._columns(layout), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name) or YEAR_WIDTH[layout]
        sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 2)
        return sheet

    def _columns(self, layout: SheetLayout) -> list[str | int]:
        return [*layout.before, *(self.years if layout.has_years else ()), *layout.after]

    def _headings(self, layout: SheetLayout) -> list[str | int]:
        return [name if isinstance(name, int) else self.words(f"form.column.{name}") for name in self._columns(layout)]

    def row(self, sheet: Worksheet, layout: SheetLayout, number: int, values: dict, inputs: Iterable[str | int]) -> dict[str | int, ExcelCell]:
        """Writes one row by the names of the columns; `inputs` are the cells for the unit to fill in."""
        cells = {}
        asked = set(inputs)
        for column, name in enumerate(self._columns(layout), start=1):
            cell = cells[name] = sheet.cell(number, column)
            style.put(cell, values.get(name))
            (style.input_cell if name in asked else style.locked_cell)(cell)
        style.fit_height(sheet, number, least=EVALUATION_LINES if layout is EVALUATIONS else 1)
        return cells

    def validation(self, sheet: Worksheet, error: str, **rule) -> DataValidation:
        """Excel's own check of a cell; a warning, so that a dash for "no figure" can still be typed."""
        validation = DataValidation(
            allow_blank=True, showErrorMessage=True, errorStyle="warning", error=error[:255], errorTitle=self.words("form.error.title"), **rule
        )
        sheet.add_data_validation(validation)
        return validation
