"""What an accepted delivery of own tables leaves in the store beside its figures: the recipes, and a copy of the cells that were read.

The copy has the cells that the figures come from, at their places, with the headings above them. Everything else, names and free text first of
all, stays with the unit.
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
from loaders.own_tables import ReadTable
from loaders.recipes import stored_recipes
from loaders.recipes.apply.applying import source_cells
from loaders.recipes.recipe import Recipe
from loaders.tables import TEXT_LENGTH, Table
from monitoring.store import Connection, WritingConnection
from monitoring.trust.people import Person

NOT_IN_A_NAME = re.compile(r"[\\*?:/\[\]]")
LONGEST_NAME = 31


def content(tables: Sequence[ReadTable], figures: Iterable[FigureEntry]) -> bytes:
    """An .xlsx of the sheets that recipes read: titles, headings and the cells that `figures` come from; of tables of numbers the notes
    below them too. Values only: no formula, and nothing hidden."""
    figures = list(figures)
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets: dict[str, Worksheet] = {}
    for one in tables:
        if one.recipe is None:
            continue
        name = one.table.sheet.name
        if name not in sheets:
            sheets[name] = book.create_sheet(NOT_IN_A_NAME.sub("_", name)[:LONGEST_NAME])
        for cell in [*_around(one.table, one.recipe), *source_cells(one.table, one.recipe, figures)]:
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
            wanted = _text(cell) in titles
        else:
            wanted = bool(notes) and cell.row > table.lines[-1] and _text(cell) in notes
        if wanted:
            found.append(cell)
    return found


def _text(cell: Cell) -> str:
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


def drafts(tables: Sequence[ReadTable]) -> list[ReadTable]:
    """The first table of each recipe that was used and is not stored yet."""
    used = [one for one in tables if one.recipe and not one.recipe_id]
    return [one for place, one in enumerate(used) if one.recipe not in [before.recipe for before in used[:place]]]


def are_active(connection: Connection, tables: Sequence[ReadTable]) -> bool:
    """Whether all recipes that the tables were read with, or that would be replaced, are still active."""
    named = {recipe_id for one in tables for recipe_id in (one.recipe_id, one.replaces) if recipe_id}
    return all(stored_recipes.is_active(connection, recipe_id) for recipe_id in named)


def store_recipes(
    connection: WritingConnection, upload_id: str | None, tables: Sequence[ReadTable], programme: str, person: Person, at: datetime
) -> None:
    """Stores the drafts that were used, and with which recipes the upload was read."""
    used = {one.recipe_id for one in tables if one.recipe_id}
    used |= {stored_recipes.insert(connection, programme, one.recipe, person, one.replaces, at) for one in drafts(tables)}
    if upload_id:
        stored_recipes.record_use(connection, upload_id, sorted(used))
