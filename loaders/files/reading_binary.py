"""A workbook in one of Excel's binary formats, .xls or .xlsb: values by python-calamine, the rest by the file's own records. Runs inside the sandbox.

python-calamine makes a rectangle of each sheet, up to the farthest cell: how far they reach is looked at before.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineWorkbook, PasswordError

from loaders.files import records
from loaders.files.opening import Refused
from loaders.files.records import SheetRecords
from loaders.files.stored_values import FORMAT_LENGTH, FROM_1900, dated, format_of, stored_number
from loaders.files.workbook import BOOL, CELL_TEXT, ERROR, TEXT, Budget, SheetPack, address, pack

RECTANGLES = 5_000_000
"""Cells of all sheets' rectangles, empty ones too."""
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"})


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The workbook as the JSON that `workbook.unpack` reads. Raises Refused; for a damaged file whatever is raised by what reads it."""
    source.seek(0)
    content = source.read()
    kind, sheets = _looked_at(content)
    left = RECTANGLES
    for sheet in sheets:
        left -= sheet.size
        if left < 0:
            raise Refused("far-apart", cell=address(sheet.last_row, sheet.last_column))
    progress(0.3)
    book = _opened(content)
    looks: dict[tuple[str, str, bool], int] = {}
    budget, packs = Budget(), []
    for sheet in sheets:
        name = book.sheet_names[sheet.number]
        budget.take(1, name)
        packs.append(SheetPack(name, sheet.is_hidden, looks))
        _fill(packs[-1], book, sheet, budget)
    progress(0.9)
    return json.dumps(pack(kind, packs, looks), ensure_ascii=False).encode()


def _looked_at(content: bytes) -> tuple[str, list[SheetRecords]]:
    """(the kind of the file, what its records tell of its sheets)."""
    try:
        archive = ZipFile(io.BytesIO(content))
    except BadZipFile:
        return "xls", records.of_old_workbook(content, Budget())
    return "xlsb", records.of_binary_workbook(archive, Budget())


def _opened(content: bytes) -> CalamineWorkbook:
    """Raises Refused, also where python-calamine panics, which is no Exception."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Refused("password") from None
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Refused("damaged") from None
        raise


def _fill(packed: SheetPack, book: CalamineWorkbook, sheet: SheetRecords, budget: Budget) -> None:
    read = book.get_sheet_by_index(sheet.number)
    for area in read.merged_cell_ranges or ():
        budget.take(1)
        (top, left), (bottom, right) = area
        packed.merged.append(f"{address(top + 1, left + 1)}:{address(bottom + 1, right + 1)}")
    first_row, first_column = read.start or (0, 0)
    for row, values in enumerate(read.to_python(skip_empty_area=True), first_row + 1):
        for column, value in enumerate(values, first_column + 1):
            if value != "":
                _add(packed, row, column, value, sheet, budget)
    filled = set(packed.rows)
    packed.hidden_rows = sorted(set(sheet.hidden_rows) & filled)
    packed.hidden_columns = sorted(set(sheet.hidden_columns))
    packed.merged.sort()


def _add(packed: SheetPack, row: int, column: int, value: object, sheet: SheetRecords, budget: Budget) -> None:
    code = sheet.formats.get((row, column), "")
    stored, kind = _value(value, code)
    text = stored if isinstance(stored, str) else ""
    if kind == TEXT and text.isspace():
        return
    if len(text) > CELL_TEXT:
        raise Refused("long-text", sheet=packed.name, row=str(row), limit=CELL_TEXT)
    budget.take(1, text)
    packed.add(row, column, stored, (kind, code[:FORMAT_LENGTH], (row, column) in sheet.formulas))


def _value(value: object, code: str) -> tuple[str | int | float | bool, str]:
    """(value, kind) of what python-calamine gives; it does not know every format of dates."""
    if isinstance(value, bool):
        return value, BOOL
    if isinstance(value, (int, float)):
        return stored_number(repr(value), format_of(code), FROM_1900)
    if isinstance(value, (date, time, timedelta)):
        return dated(value)
    text = str(value)
    return text, ERROR if text in ERRORS else TEXT
