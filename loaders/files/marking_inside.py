"""Writes findings into a workbook. Runs inside the sandbox: here openpyxl reads all of it, and writes it again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import BinaryIO
from xml.etree.ElementTree import iterparse
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.sheet_cells import CELL, FORMULA, ROW, VALUE

FILLS = {"error": "FFF4B6B0", "warning": "FFFFD98A", "info": "FFBFE3F2"}
LINE, WIDTH = 50, 360
"""Characters and pixels of a comment's line."""
HEIGHT, LARGEST_HEIGHT = 18, 420
WRITTEN_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>')

Results = dict[str, tuple[str, str | None]]
"""A cell's address → how its result is stored and the result, as they stand in the file."""


def answer(source: BinaryIO, descriptor: int, progress: Callable[[float], None]) -> bytes:
    """The workbook of `source` with the marks that the open file `descriptor` holds as JSON. Raises whatever openpyxl raises."""
    with open(descriptor, encoding="utf-8") as file:
        wanted = json.load(file)
    archive = ZipFile(source)
    has_macros = b"macroEnabled" in archive.read("[Content_Types].xml")
    package = ExcelReader(source, keep_vba=has_macros, rich_text=True)
    package.read()
    book = package.wb
    results = {sheet.name: _results(archive, relation.target) for sheet, relation in package.parser.find_sheets()}
    progress(0.5)
    for sheet in book.worksheets:
        _clear(sheet, wanted["headings"])
    for sheet, address, severity, text in wanted["marks"]:
        _mark(book[sheet] if sheet else _first(book), address, severity, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_results(buffer, {sheet.path.lstrip("/"): results.get(sheet.title, {}) for sheet in book.worksheets})


def _first(book: Workbook) -> Worksheet:
    return next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), book.worksheets[0])


def _clear(sheet: Worksheet, headings: list[str]) -> None:
    """Takes away what an earlier check wrote. openpyxl lists a sheet's comments nowhere, and its rows would be the whole rectangle."""
    for cell in [cell for cell in sheet._cells.values() if cell.comment]:
        theirs = min((cell.comment.text.partition(heading)[0] for heading in headings), key=len)
        if len(theirs) == len(cell.comment.text):
            continue
        _comment(cell, theirs.strip())
        if cell.fill.fgColor.rgb in FILLS.values():
            cell.fill = PatternFill()


def _mark(sheet: Worksheet, address: str, severity: str, text: str) -> None:
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        cell = next(sheet.cell(area.min_row, area.min_col) for area in sheet.merged_cells.ranges if address in area)
    cell.fill = PatternFill("solid", fgColor=FILLS[severity])
    _comment(cell, f"{cell.comment.text}\n\n{text}" if cell.comment else text)


def _comment(cell: Cell, text: str) -> None:
    author = cell.comment.author if cell.comment else text.split("\n")[0]
    lines = sum(1 + len(line) // LINE for line in text.split("\n"))
    cell.comment = Comment(text, author, min(HEIGHT * (lines + 1), LARGEST_HEIGHT), WIDTH) if text else None


def _results(archive: ZipFile, part: str) -> Results:
    """What the formulas of a sheet made when the person saved it."""
    found: Results = {}
    with archive.open(part) as source:
        for _, element in iterparse(source):
            if element.tag == CELL and element.find(FORMULA) is not None:
                stored_as, value = element.get("t", "n"), element.findtext(VALUE)
                if value or stored_as == "str":
                    found[element.get("r", "")] = stored_as, value
            elif element.tag == ROW:
                element.clear()
    return found


def _with_results(book: io.BytesIO, results: dict[str, Results]) -> bytes:
    """The saved workbook with the formulas' results, which openpyxl does not write: whoever opens it without working them out again, as a
    preview and our own reader do, would see none."""
    if not any(results.values()):
        return book.getvalue()
    whole = io.BytesIO()
    with ZipFile(book) as saved, ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for part in saved.infolist():
            content = saved.read(part)
            if found := results.get(part.filename):
                content = WRITTEN_FORMULA.sub(lambda cell, found=found: _with_result(cell, found), content.decode()).encode()
            archive.writestr(part, content)
    return whole.getvalue()


def _with_result(cell: re.Match, results: Results) -> str:
    address, attributes, formula = cell.groups()
    if address not in results:
        return cell[0]
    stored_as, value = results[address]
    return f'<c r="{address}"{attributes} t="{stored_as}">{formula}' + ("</c>" if value is None else f"<v>{escape(value)}</v></c>")
