"""Fills in a unit's form as a coordinator would: by the codes and words in its rows, in the form's own language.

The example workbooks are made so, and the tests' ones.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from loaders.forms import template
from loaders.forms.layout import BREAKDOWNS, DISTRIBUTIONS, EARLIER, EVALUATIONS, FIGURES, PROGRESS, SheetLayout, heading, in_language
from loaders.forms.template import HEADING_ROW
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.words import words

Values = Mapping[str | int, object]
"""What is written into a row: by the year, or by the name of another column."""


class Form:
    """The form of one unit, as it is given out now. Each method writes into the cells that it names; `content` is the workbook as it stands.

    They raise LookupError where the form has no such row.
    """

    def __init__(self, unit: str, now: Snapshot, language: str):
        self._open(template.workbook(unit, now, words(language)), now.catalogue, language)

    @classmethod
    def of(cls, content: bytes, catalogue: Catalogue, language: str) -> Form:
        """A form that was given out as a file."""
        form = cls.__new__(cls)
        form._open(content, catalogue, language)
        return form

    def _open(self, content: bytes, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.words = catalogue, words(language)
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def figures(self, values: Mapping[str, Values]) -> Form:
        """{"STR1.1": {2020: 12}}, or "STR2.2 part" where an indicator is asked for in more than one component."""
        for name, written in values.items():
            self._write(FIGURES, self._figure(name), written)
        return self

    def categories(self, name: str, dimension: str, values: Mapping[str, Values]) -> Form:
        """{"F": {2020: 7}} of one indicator ("STR1.1", "STR2.2 part") by the categories of a dimension; "" is the row of the total."""
        figure = self._figure(name)
        breakdown = self.catalogue.breakdown(figure["code"], dimension)
        for category, written in values.items():
            label = self.words.name(breakdown.category(category)) if category else self.words("form.category.total")
            self._write(BREAKDOWNS, figure | {"breakdown": self.words.breakdown(breakdown), "category": label}, written)
        return self

    def _figure(self, name: str) -> dict[str, object]:
        """What is in the columns of a row about "STR1.1" or "STR2.2 part"."""
        code, _, component = name.partition(" ")
        item = kinds.of(self.catalogue.indicators[code]).component(component or "value").item
        return {"code": code, "item": self.words(f"form.item.{item}")}

    def note(self, code: str, text: str) -> Form:
        """The note of an indicator's first row."""
        return self._write(FIGURES, {"code": code}, {"note": text})

    def states(self, code: str, by_year: Mapping[int, str], completed: date | None = None, note: str | None = None) -> Form:
        """The states (as the code names them) of a milestone or an action."""
        values: Values = {year: self.words(f"state.{state}") for year, state in by_year.items()}
        others = {"completed": completed, "note": note}
        return self._write(PROGRESS, {"code": code}, values | {name: value for name, value in others.items() if value})

    def completion(self, code: str, day: object) -> Form:
        """The date in the column of completion, whatever the states say."""
        return self._write(PROGRESS, {"code": code}, {"completed": day})

    def distribution(self, code: str, area: str, category: str, by_year: Mapping[int, object]) -> Form:
        """One row of a distribution: the row of the area and category, else the first spare one."""
        names = {"area": area, "category": category}
        try:
            return self._write(DISTRIBUTIONS, {"code": code} | names, by_year)
        except LookupError:
            return self._write(DISTRIBUTIONS, {"code": code, "area": None, "category": None}, names | by_year)

    def evaluation(self, goal: str, year: int, text: str, proposal: str = "", language: str = "") -> Form:
        """A goal's row for the year, on the sheet of the year that is asked about or of earlier ones; in the form's language, or in another
        `language`."""
        values: Values = {in_language("evaluation", language): text, in_language("proposal", language): proposal or None}
        try:
            return self._write(EVALUATIONS, {"code": goal, "year": year}, values)
        except LookupError:
            return self._write(EVALUATIONS, {"code": goal, "year": year}, values, EARLIER)

    def address(self, code: str, year: int) -> str:
        """The cell of an indicator's first row and a year on the sheet of figures."""
        sheet, columns = self._sheet(FIGURES)
        return sheet.cell(self._row(sheet, columns, {"code": code}), columns[year]).coordinate

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def _sheet(self, layout: SheetLayout, key: str = "") -> tuple[Worksheet, dict[str | int, int]]:
        """A sheet, and its columns by name or year."""
        sheet = self.book[self.words(f"form.sheet.{key or layout.key}")]
        names = {heading(name, self.words): name for name in layout.columns}
        return sheet, {names.get(cell.value, cell.value): cell.column for cell in sheet[HEADING_ROW]}

    def _row(self, sheet: Worksheet, columns: Mapping[str | int, int], where: Mapping[str, object]) -> int:
        for row in range(HEADING_ROW + 1, sheet.max_row + 1):
            if all(sheet.cell(row, columns[name]).value == value for name, value in where.items()):
                return row
        raise LookupError(f"{sheet.title} has no row {where}")

    def _write(self, layout: SheetLayout, where: Mapping[str, object], values: Values, key: str = "") -> Form:
        sheet, columns = self._sheet(layout, key)
        row = self._row(sheet, columns, where)
        for name, value in values.items():
            sheet.cell(row, columns[name]).value = value
        return self
