"""The cells of a workbook's sheets, with what the file stores as values: numbers, dates, texts, and the number formats that tell them apart.

A sheet's stated size is not looked at: nothing is larger than what is written. openpyxl's own reader makes an object of every cell that has
a border, trusts the stated size, and refuses a whole workbook for a print setting that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from math import isfinite
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from loaders.files.opening import Refused
from loaders.files.workbook import BOOL, CELL_TEXT, COLUMNS, DATE, ERROR, FORMULA_WITHOUT_VALUE, NUMBER, ROWS, TEXT, Budget, SheetPack

CELL, VALUE, FORMULA, INLINE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "v", "f", "is"))
ROW, COLUMN, MERGE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "col", "mergeCell"))
RUN, PLAIN, SHARED = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("r", "t", "si"))
NUMBER_FORMAT, CELL_FORMATS = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("numFmt", "cellXfs"))
INSIDE_A_ROW = frozenset({CELL, VALUE, FORMULA, INLINE, RUN, PLAIN})
FORMAT_LENGTH = 255
EXACT_WHOLE = 10**15
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True)
class Format:
    """A number format: its code, "" for General, and what a number under it is: number, date, time or duration."""

    code: str
    what: str


GENERAL = Format("", "number")


@cache
def format_of(code: str) -> Format:
    if code == "General" or len(code) > FORMAT_LENGTH:
        return GENERAL
    if is_timedelta_format(code):
        return Format(code, "duration")
    if not is_date_format(code):
        return Format(code, "number")
    shown = STRIP_RE.sub("", code.split(";")[0]).casefold()
    is_time = ("h" in shown or "s" in shown) and "y" not in shown and "d" not in shown
    return Format(code, "time" if is_time else "date")


def formats(source: BinaryIO) -> list[Format]:
    """The number formats of a styles part, by the number that a cell's style has."""
    codes = dict(BUILTIN_FORMATS)
    for _, element in iterparse(source):
        if element.tag == NUMBER_FORMAT:
            codes[int(element.get("numFmtId"))] = element.get("formatCode", "")
        elif element.tag == CELL_FORMATS:
            return [format_of(codes.get(int(style.get("numFmtId", 0)), "")) for style in element]
    return []


def stored_number(text: str, under: Format, epoch) -> tuple[str | int | float, str]:
    """(value, kind) of a stored number: a date, a time of day or a duration where its format says so."""
    try:
        value = float(text)
    except ValueError:
        return text, TEXT
    if not isfinite(value):
        return text, TEXT
    if (under.what == "date" and value >= 1) or under.what in ("time", "duration"):
        try:
            moment = from_excel(value, epoch, timedelta=under.what == "duration")
        except (OverflowError, ValueError):
            return value, NUMBER
        return dated(moment.time() if under.what == "time" and hasattr(moment, "date") else moment)
    return int(value) if value.is_integer() and abs(value) < EXACT_WHOLE else value, NUMBER


def _iso_date(text: str) -> tuple[str, str]:
    """(value, kind) of a date that is stored as text."""
    try:
        return dated(from_ISO8601(text))
    except ValueError:
        return text, TEXT


def dated(moment) -> tuple[str, str]:
    """(value, kind): a day as an ISO date, a time of day or a duration as text, "12:30"."""
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else ""), TEXT
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes"), TEXT
    return moment.isoformat().removesuffix("T00:00:00"), DATE


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
    epoch: object
    budget: Budget


class SheetReader:
    """Reads one sheet into `pack`, row by row."""

    def __init__(self, pack: SheetPack, context: Context):
        self.pack = pack
        self.context = context
        self.row = 0
        self.column_of: dict[str, int] = {}

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
            elif tag == COLUMN and _is_on(element.get("hidden")):
                first, last = max(int(element.get("min")), 1), min(int(element.get("max")), COLUMNS)
                hidden |= (1 << last + 1) - (1 << first) if first <= last else 0
            elif tag == MERGE and self._is_range(element.get("ref", "")):
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
        if len(self.pack.rows) > before and _is_on(element.get("hidden")):
            self.pack.hidden_rows.append(self.row)

    def _place(self, stated: str | None, column: int) -> tuple[int, int]:
        """The cell's row and column; a cell that states no address follows the one before it."""
        row = self.row
        if stated:
            letters = stated.rstrip("0123456789")
            column = self._column(letters)
            row = int(stated[len(letters) :])
        else:
            column += 1
        if not (1 <= row <= ROWS and column <= COLUMNS):
            raise Refused("damaged")
        return row, column

    def _column(self, letters: str) -> int:
        return self.column_of.get(letters) or self.column_of.setdefault(letters, column_index_from_string(letters))

    def _is_range(self, text: str) -> bool:
        match = RANGE.fullmatch(text)
        return bool(match) and max(map(self._column, match.group(1, 3))) <= COLUMNS and max(map(int, match.group(2, 4))) <= ROWS

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
        under = self._format(style)
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
            return *_iso_date(text), under.code
        return _unescaped(text), TEXT, under.code

    def _format(self, style: str | None) -> Format:
        index = int(style or 0)
        return self.context.formats[index] if 0 <= index < len(self.context.formats) else GENERAL

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


def _is_on(attribute: str | None) -> bool:
    return attribute in ("1", "true")
