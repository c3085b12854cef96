"""What a sheet's part holds, cell by cell, and the texts and number formats that its cells name. Runs inside the sandbox.

A sheet's stated size is not looked at: nothing is larger than what is written. openpyxl's own reader makes an object of every cell that has
a border, trusts the stated size, and refuses a whole workbook for a print setting that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse

from loaders.files.opening import Refused
from loaders.files.parts import MAIN, is_on
from loaders.files.stored_values import BUILT_IN_FORMATS, GENERAL, Format, format_of, iso_moment, stored_number
from loaders.files.workbook import (
    BOOL,
    CELL_TEXT,
    COLUMNS,
    ERROR,
    FORMULA_WITHOUT_VALUE,
    ROWS,
    TEXT,
    Budget,
    SheetPack,
    column_number,
)

CELL, VALUE, FORMULA, INLINE = (f"{MAIN}{name}" for name in ("c", "v", "f", "is"))
ROW, COLUMN, MERGE = (f"{MAIN}{name}" for name in ("row", "col", "mergeCell"))
RUN, PLAIN, SHARED = (f"{MAIN}{name}" for name in ("r", "t", "si"))
NUMBER_FORMAT, CELL_FORMATS = (f"{MAIN}{name}" for name in ("numFmt", "cellXfs"))
INSIDE_A_ROW = frozenset({CELL, VALUE, FORMULA, INLINE, RUN, PLAIN})
LETTERS = re.compile("[A-Z]{1,3}")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


def formats(source: BinaryIO) -> list[Format]:
    """The number formats of a styles part, by the number that a cell's style has."""
    codes = dict(BUILT_IN_FORMATS)
    for _, element in iterparse(source):
        if element.tag == NUMBER_FORMAT:
            codes[int(element.get("numFmtId"))] = element.get("formatCode", "")
        elif element.tag == CELL_FORMATS:
            return [format_of(codes.get(int(style.get("numFmtId", 0)), "")) for style in element]
    return []


def shared_strings(source: BinaryIO) -> Iterator[str]:
    for _, element in iterparse(source):
        if element.tag == SHARED:
            yield _rich_text(element)
            element.clear()


def _rich_text(element: Element) -> str:
    """The text of a shared or an inline string, without its formatting and without the reading aids of East Asian text."""
    if len(element) == 1 and element[0].tag == PLAIN:
        return _unescaped(element[0].text or "")
    parts = [child.text if child.tag == PLAIN else child.findtext(PLAIN) for child in element if child.tag in (PLAIN, RUN)]
    return _unescaped("".join(filter(None, parts)))


def _unescaped(text: str) -> str:
    """Excel writes a control character as "_x000D_"; of those only a line break or a tab is text (ECMA-376 part 1, 22.9.2.19)."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match) -> str:
    character = chr(int(match[1], 16))
    return character if character.isprintable() or character in "\n\t" else ""


@dataclass(frozen=True)
class Context:
    """What all sheets of a workbook share. `epoch` is the day that its dates are counted from."""

    strings: tuple[str, ...]
    formats: tuple[Format, ...]
    epoch: datetime
    budget: Budget

    def format(self, style: str | None) -> Format:
        index = int(style or 0)
        return self.formats[index] if 0 <= index < len(self.formats) else GENERAL


class SheetReader:
    """Reads one sheet into `pack`, row by row."""

    def __init__(self, pack: SheetPack, context: Context):
        self.pack = pack
        self.context = context
        self.row = 0
        self.columns: dict[str, int] = {}
        self.formats: dict[str | None, Format] = {}

    def read(self, source: BinaryIO) -> None:
        """Raises Refused; for a damaged part whatever zipfile and the XML parser raise, and ValueError."""
        # One bit a column: a file may hide all of them in a million overlapping ranges.
        hidden = 0
        for _, element in iterparse(source):
            tag = element.tag
            if tag in INSIDE_A_ROW:
                continue
            if tag == ROW:
                self._read_row(element)
            elif tag == COLUMN and is_on(element.get("hidden")):
                first, last = max(int(element.get("min")), 1), min(int(element.get("max")), COLUMNS)
                hidden |= (1 << last + 1) - (1 << first) if first <= last else 0
            elif tag == MERGE and _is_range(element.get("ref", "")):
                self.context.budget.take(1)
                self.pack.merged.append(element.get("ref"))
            element.clear()
        self.pack.hidden_columns = [column for column in range(1, hidden.bit_length()) if hidden >> column & 1]
        self._put_in_order()

    def _read_row(self, element: Element) -> None:
        self.row = int(element.get("r", self.row + 1))
        before = len(self.pack.rows)
        column = 0
        for cell in element:
            row, column = self._place(cell.get("r"), column)
            self._read_cell(cell, row, column)
        if len(self.pack.rows) > before and is_on(element.get("hidden")):
            self.pack.hidden_rows.append(self.row)

    def _place(self, stated: str | None, column: int) -> tuple[int, int]:
        """The cell's row and column; a cell that states no address follows the one before it."""
        row = self.row
        if stated:
            letters = stated.rstrip("0123456789")
            column = self.columns.get(letters) or self._column(letters)
            row = int(stated[len(letters) :])
        else:
            column += 1
        if not (1 <= row <= ROWS and column <= COLUMNS):
            raise Refused("damaged")
        return row, column

    def _column(self, letters: str) -> int:
        if not LETTERS.fullmatch(letters):
            raise ValueError(letters)
        return self.columns.setdefault(letters, column_number(letters))

    def _read_cell(self, cell: Element, row: int, column: int) -> None:
        text = formula = None
        for child in cell:
            if child.tag == VALUE:
                text = child.text
            elif child.tag == FORMULA:
                formula = child
            elif child.tag == INLINE:
                text = _rich_text(child)
        stored_as = cell.get("t", "n")
        if text is None:
            # A formula that made an empty text says so; one that was never worked out says nothing.
            if formula is None or stored_as == "str":
                return
            value, look = f"={formula.text or ''}", (FORMULA_WITHOUT_VALUE, "", True)
        else:
            value, kind, code = self._value(text, stored_as, cell.get("s"))
            look = (kind, code, formula is not None)
        if not isinstance(value, str):
            self.context.budget.take(1)
        elif not value or value.isspace():
            return
        elif len(value) > CELL_TEXT:
            raise Refused("long-text", sheet=self.pack.name, row=str(row), limit=CELL_TEXT)
        else:
            self.context.budget.take(1, value)
        self.pack.add(row, column, value, look)

    def _value(self, text: str, stored_as: str, style: str | None) -> tuple[str | int | float | bool, str, str]:
        """(value, kind, format code) of what the file stores as a number, date, text, truth or error."""
        under = self.formats.get(style) or self.formats.setdefault(style, self.context.format(style))
        if stored_as == "n":
            return *stored_number(text, under, self.context.epoch), under.code
        if stored_as == "s":
            index = int(text)
            if not 0 <= index < len(self.context.strings):
                raise Refused("damaged")
            return self.context.strings[index], TEXT, under.code
        if stored_as == "b":
            return text.strip() in ("1", "true"), BOOL, under.code
        if stored_as == "e":
            return text, ERROR, under.code
        if stored_as == "d":
            return *iso_moment(text), under.code
        return _unescaped(text), TEXT, under.code

    def _put_in_order(self) -> None:
        """Row by row, whatever the order in the file. Two cells in one place: nobody can say which one the person saw."""
        places = [row * COLUMNS + column for row, column in zip(self.pack.rows, self.pack.columns, strict=True)]
        if len(set(places)) < len(places):
            raise Refused("damaged")
        if places == sorted(places):
            return
        order = sorted(range(len(places)), key=places.__getitem__)
        for name in ("rows", "columns", "values", "looking"):
            column = getattr(self.pack, name)
            column[:] = [column[index] for index in order]


def _is_range(text: str) -> bool:
    match = RANGE.fullmatch(text)
    return bool(match) and max(map(column_number, match.group(1, 3))) <= COLUMNS and max(map(int, match.group(2, 4))) <= ROWS
