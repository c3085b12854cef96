"""An OpenDocument spreadsheet (.ods) in one pass over its content: values, percentages, formulas, what is hidden and merged. Runs inside the sandbox.

OpenDocument 1.3, part 3: a row or a cell can stand for many alike; empty ones fill a sheet to its edge and count for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from loaders.files.opening import Refused
from loaders.files.stored_values import EXACT_WHOLE, dated, iso_moment
from loaders.files.workbook import BOOL, CELL_TEXT, COLUMNS, ERROR, FORMULA_WITHOUT_VALUE, NUMBER, ROWS, TEXT, Budget, SheetPack, address, pack

CONTENT = "content.xml"
OFFICE, TABLE, STYLE, TEXTS = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "style", "text"))
EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
KEPT = frozenset({*CELLS, f"{TEXTS}p", f"{TEXTS}span", f"{TEXTS}s", f"{TEXTS}a", f"{TEXTS}tab", f"{TEXTS}line-break"})
"""Elements inside a row that are needed until it ends."""
DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
DECIMALS = re.compile(r"[.,](\d+)\s*%")

Content = tuple[str | int | float | bool, str, str]
"""(value, kind, number format) of a cell."""


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The workbook as the JSON that `workbook.unpack` reads. Raises Refused; for a damaged file what zipfile and the XML parser raise."""
    with ZipFile(source).open(CONTENT) as content:
        reader = _Reader(Budget(), {}, [])
        for event, element in iterparse(content, ("start", "end")):
            reader.take(event, element)
    progress(1.0)
    return json.dumps(pack("ods", reader.packs, reader.looks), ensure_ascii=False).encode()


@dataclass
class _Reader:
    """What is read so far; `undisplayed` are the styles of hidden sheets, `depth` counts tables inside one another."""

    budget: Budget
    looks: dict[tuple[str, str, bool], int]
    packs: list[SheetPack]
    undisplayed: frozenset[str] = frozenset()
    row: int = 0
    column: int = 0
    depth: int = 0

    def take(self, event: str, element: Element) -> None:
        tag = element.tag
        if tag == f"{TABLE}table":
            self.depth += 1 if event == "start" else -1
            if event == "start" and self.depth == 1:
                self._begin(element)
        elif event == "start":
            return
        elif tag == f"{STYLE}style":
            hidden = [each for each in element if each.tag == f"{STYLE}table-properties" and each.get(f"{TABLE}display") == "false"]
            self.undisplayed |= {element.get(f"{STYLE}name", "")} if hidden else set()
        elif tag == f"{TABLE}table-column" and self.depth == 1:
            self._column(element)
        elif tag == f"{TABLE}table-row" and self.depth == 1:
            self._row(element)
        if event == "end" and tag not in KEPT and tag != f"{STYLE}table-properties":
            element.clear()

    def _begin(self, table: Element) -> None:
        name = table.get(f"{TABLE}name", "")
        self.budget.take(1, name)
        self.packs.append(SheetPack(name, table.get(f"{TABLE}style-name") in self.undisplayed, self.looks))
        self.row = self.column = 0

    def _column(self, element: Element) -> None:
        count = _repeated(element, "columns", COLUMNS)
        if element.get(f"{TABLE}visibility", "visible") != "visible" and self.column < COLUMNS:
            self.packs[-1].hidden_columns += range(self.column + 1, min(self.column + count, COLUMNS) + 1)
        self.column += count

    def _row(self, element: Element) -> None:
        count = _repeated(element, "rows", ROWS)
        found = list(self._cells(element))
        if found:
            self._check(found, count)
            is_hidden = element.get(f"{TABLE}visibility", "visible") != "visible"
            for row in range(self.row + 1, self.row + count + 1):
                if is_hidden:
                    self.packs[-1].hidden_rows.append(row)
                for column, last, (value, kind, code), is_formula in found:
                    for place in range(column, last + 1):
                        self.packs[-1].add(row, place, value, (kind, code, is_formula))
        self.row += count

    def _check(self, found: list[tuple[int, int, Content, bool]], rows: int) -> None:
        """Takes what the row stands for from the budget, before it is made. Raises Refused."""
        if self.row + rows > ROWS:
            raise Refused("damaged")
        for column, last, (value, kind, _), _ in found:
            if last > COLUMNS:
                raise Refused("damaged")
            text = value if kind in (TEXT, FORMULA_WITHOUT_VALUE) else ""
            if len(text) > CELL_TEXT:
                raise Refused("long-text", sheet=self.packs[-1].name, row=str(self.row + 1), limit=CELL_TEXT)
            number = rows * (last - column + 1)
            self.budget.take(number)
            self.budget.characters -= len(text) * number
            self.budget.take(0)

    def _cells(self, row: Element) -> Iterator[tuple[int, int, Content, bool]]:
        """(first column, last column, content, whether a formula made it) of the cells of a row that hold something."""
        column = 0
        for cell in row:
            if cell.tag not in CELLS:
                continue
            count = _repeated(cell, "columns", COLUMNS)
            self._merge(cell, column + 1)
            is_formula = cell.get(f"{TABLE}formula") is not None
            content = _content(cell, is_formula)
            if content is not None:
                yield column + 1, column + count, content, is_formula
            column += count

    def _merge(self, cell: Element, column: int) -> None:
        wide, high = (_number(cell.get(f"{TABLE}number-{name}-spanned")) for name in ("columns", "rows"))
        bottom, right = self.row + high, column + wide - 1
        if (wide > 1 or high > 1) and bottom <= ROWS and right <= COLUMNS:
            self.budget.take(1)
            self.packs[-1].merged.append(f"{address(self.row + 1, column)}:{address(bottom, right)}")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1


def _repeated(element: Element, what: str, most: int) -> int:
    return min(max(_number(element.get(f"{TABLE}number-{what}-repeated")), 1), most + 1)


def _content(cell: Element, is_formula: bool) -> Content | None:
    """What a cell holds, None where it holds nothing."""
    kind, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value", "")
    text = "\n".join(_text(paragraph) for paragraph in cell if paragraph.tag == f"{TEXTS}p")
    if cell.get(f"{EXTENDED}value-type") == "error":
        return text or "#N/A", ERROR, ""
    if kind in ("float", "currency", "percentage"):
        number = float(value)
        decimals = DECIMALS.search(text)
        code = ("0." + "0" * len(decimals[1]) if decimals else "0") + "%" if kind == "percentage" else ""
        return int(number) if number.is_integer() and abs(number) < EXACT_WHOLE else number, NUMBER, code
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true", BOOL, ""
    if kind == "date":
        return *iso_moment(cell.get(f"{OFFICE}date-value", "")), ""
    if kind == "time":
        found = DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        return (*dated(timedelta(hours=hours, minutes=minutes, seconds=seconds)), "") if found else (text, TEXT, "")
    if kind is None and is_formula and not text:
        return "=", FORMULA_WITHOUT_VALUE, ""
    text = cell.get(f"{OFFICE}string-value") or text
    return (text, TEXT, "") if text and not text.isspace() else None


def _text(paragraph: Element) -> str:
    """A paragraph: its spans, links, spaces and breaks; not what is drawn or remarked in it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{TEXTS}s":
            parts.append(" " * min(_number(child.get(f"{TEXTS}c")), CELL_TEXT))
        elif child.tag in (f"{TEXTS}tab", f"{TEXTS}line-break"):
            parts.append("\t" if child.tag == f"{TEXTS}tab" else "\n")
        elif child.tag in (f"{TEXTS}span", f"{TEXTS}a"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
