"""What the store keeps of a unit's own workbook: the cells that its figures come from, at their places, with the headings above them.

Everything else, names and free text first of all, stays with the unit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from loaders.entries import FigureEntry
from loaders.files.workbook import BOOL, DATE, NUMBER, Cell, boundaries
from loaders.forms.sheet_style import put
from loaders.recipes.apply.cells_read import body_cells
from loaders.recipes.recipe import Recipe
from loaders.tables import TEXT_LENGTH, Table

NOT_IN_A_NAME = re.compile(r"[\\*?:/\[\]]")
LONGEST_NAME = 31


def made(read: Sequence[tuple[Recipe, Table]], figures: Iterable[FigureEntry]) -> bytes:
    """An .xlsx of the sheets that recipes read: titles, headings and the cells that `figures` come from; of tables of numbers the notes
    below them too. Values only: no formula, and nothing hidden."""
    figures = list(figures)
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets: dict[str, Worksheet] = {}
    for recipe, table in read:
        name = table.sheet.name
        if name not in sheets:
            sheets[name] = book.create_sheet(NOT_IN_A_NAME.sub("_", name)[:LONGEST_NAME])
        for cell in [*_around(table, recipe), *body_cells(table, recipe, figures)]:
            _write(sheets[name], cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _around(table: Table, recipe: Recipe) -> list[Cell]:
    """The cells above the data rows that are the table's, and below them those of its notes. Of a list only what heads its columns: a line
    above or below it can be about a person."""
    top, left, _, right = boundaries(table.range)
    is_list = any(rule.is_of_list for rule in recipe.rules)
    heading_rows = {boundaries(label.cell)[0] for column in table.columns for label in column.headings}
    heads = heading_rows if is_list else set(range(top, table.lines[0]))
    titles = set(table.title.split("\n"))
    notes = set() if is_list else set(table.notes)
    found = []
    for cell in table.sheet.cells:
        if cell.row in heads:
            wanted = left <= cell.column <= right
        elif cell.row < table.lines[0]:
            wanted = _said(cell) in titles
        else:
            wanted = bool(notes) and cell.row > table.lines[-1] and _said(cell) in notes
        if wanted:
            found.append(cell)
    return found


def _said(cell: Cell) -> str:
    return " ".join(str(cell.value).split())[:TEXT_LENGTH]


def _write(sheet: Worksheet, cell: Cell) -> None:
    target = sheet.cell(cell.row, cell.column)
    if cell.kind == DATE:
        target.value = datetime.fromisoformat(str(cell.value))
    elif cell.kind in (NUMBER, BOOL):
        target.value = cell.value
    else:
        put(target, ILLEGAL_CHARACTERS_RE.sub("", str(cell.value)))
    if cell.format:
        target.number_format = cell.format
