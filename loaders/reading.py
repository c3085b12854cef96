"""A workbook's cells in one pass, with what tells them apart: formats, formulas without a value, errors, what is hidden.

openpyxl finds the parts and knows the dates. The sheets are gone through here, since its reader makes an object of every cell that has
a border, trusts the stated size, and refuses a whole workbook for a print setting that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from math import isfinite
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS, XLSM, XLTM

from loaders import opening
from loaders.opening import Refused
from loaders.workbook import BOOL, COLUMNS, DATE, ERROR, FORMULA_WITHOUT_VALUE, NUMBER, ROWS, TEXT, SheetPack, pack

CELLS = 1_000_000
CELL_TEXT = 32_767
"""Characters that fit a cell of Excel."""
TEXT_TOTAL = 10_000_000
FORMAT_LENGTH = 255

CELL, VALUE, FORMULA, INLINE, RUN, PLAIN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "v", "f", "is", "r", "t"))
ROW, COLUMN, MERGE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "col", "mergeCell"))
SHARED, NUMBER_FORMAT, CELL_FORMATS = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "numFmt", "cellXfs"))
INSIDE_A_ROW = frozenset({CELL, VALUE, FORMULA, INLINE, RUN, PLAIN})
RANGE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}:[A-Z]{1,3}[1-9]\d{0,6}")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
EXACT_WHOLE = 10**15


def read(source: BinaryIO, progress: Callable[[float], None]) -> dict:
    """The workbook as the document that `workbook.unpack` reads. `progress` hears the share that has been read, from 0 to 1.

    Raises Refused; for a damaged file whatever zipfile, the XML parser and openpyxl raise.
    """
    package = ExcelReader(source, read_only=True, data_only=True, keep_links=False)
    opening.look_inside(package.archive)
    package.read_manifest()
    package.read_workbook()
    parts = {relation.Type.rsplit("/", 1)[-1]: relation.target for relation in package.parser.rels.values()}
    sheets = [(sheet, relation.target) for sheet, relation in package.parser.find_sheets() if relation.Type.endswith("/worksheet")]
    meter = _Meter(package.archive, progress, [parts[name] for name in ("sharedStrings",) if name in parts] + [part for _, part in sheets])
    context = _Context(
        tuple(_shared_strings(meter.open(parts["sharedStrings"]))) if "sharedStrings" in parts else (),
        tuple(map(_Format.of, _formats(package.archive.open(parts["styles"])))) if parts.get("styles") in package.valid_files else (),
        package.wb.epoch,
        _Budget(),
    )
    looks: dict[tuple[str, str, bool], int] = {}
    packs = []
    for sheet, part in sheets:
        context.budget.take(1, sheet.name)
        pack_of_sheet = SheetPack(sheet.name, sheet.state != "visible", looks)
        _SheetReader(pack_of_sheet, context).read(meter.open(part))
        packs.append(pack_of_sheet)
    macros = package.package.find(XLSM) or package.package.find(XLTM)
    return pack("xlsm" if macros else "xlsx", packs, looks)


class _Meter:
    """Opens the parts of a workbook and tells how much of all of them has been read."""

    def __init__(self, archive, progress: Callable[[float], None], parts: list[str]):
        self.archive = archive
        self.progress = progress
        self.total = sum(archive.getinfo(part).file_size for part in parts) or 1
        self.done = 0
        self.told = 0.0

    def open(self, part: str) -> _Metered:
        return _Metered(self.archive.open(part), self)

    def add(self, size: int) -> None:
        self.done += size
        share = self.done / self.total
        if share - self.told >= 0.02:
            self.told = share
            self.progress(min(share, 1.0))


@dataclass(frozen=True)
class _Metered:
    source: BinaryIO
    meter: _Meter

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(size)
        self.meter.add(len(chunk))
        return chunk


@dataclass
class _Budget:
    """What is left of the cells and of the text that a workbook may hold. The same long text can be named by every cell."""

    cells: int = CELLS
    characters: int = TEXT_TOTAL

    def take(self, cells: int, text: str = "") -> None:
        self.cells -= cells
        self.characters -= len(text)
        if self.cells < 0:
            raise Refused("too-many-cells", limit=CELLS)
        if self.characters < 0:
            raise Refused("too-much-text", limit=TEXT_TOTAL)


@dataclass(frozen=True)
class _Format:
    """A number format: its code, "" for General, and what a number under it is: number, date, time or duration."""

    code: str
    what: str

    @classmethod
    def of(cls, code: str) -> _Format:
        code = "" if code == "General" or len(code) > FORMAT_LENGTH else code
        if is_timedelta_format(code):
            return cls(code, "duration")
        if not is_date_format(code):
            return cls(code, "number")
        asked = STRIP_RE.sub("", code.split(";")[0]).casefold()
        is_time = ("h" in asked or "s" in asked) and "y" not in asked and "d" not in asked
        return cls(code, "time" if is_time else "date")


GENERAL = _Format("", "number")


@dataclass(frozen=True)
class _Context:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[_Format, ...]
    epoch: object
    budget: _Budget


class _SheetReader:
    """Reads one sheet into `pack`, row by row as it stands in the file; its stated size is not looked at."""

    def __init__(self, pack_of_sheet: SheetPack, context: _Context):
        self.pack = pack_of_sheet
        self.context = context
        self.row = 0
        self.column_of: dict[str, int] = {}
        self.places: set[int] = set()

    def read(self, source: _Metered) -> None:
        for _, element in iterparse(source):
            tag = element.tag
            if tag in INSIDE_A_ROW:
                continue
            if tag == ROW:
                self._read_row(element)
            elif tag == COLUMN and _is_on(element.get("hidden")):
                first, last = int(element.get("min")), int(element.get("max"))
                self.context.budget.take(1)
                self.pack.hidden_columns.append((max(first, 1), min(last, COLUMNS)))
            elif tag == MERGE and RANGE.fullmatch(element.get("ref", "")):
                self.context.budget.take(1)
                self.pack.merged.append(element.get("ref"))
            element.clear()
        self._in_order()

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
            column = self.column_of.get(letters) or self.column_of.setdefault(letters, column_index_from_string(letters))
            row = int(stated[len(letters) :])
        else:
            column += 1
        if not (1 <= row <= ROWS and column <= COLUMNS):
            raise Refused("damaged")
        return row, column

    def _read_cell(self, cell: Element, row: int, column: int) -> None:
        text = formula = None
        for child in cell:
            if child.tag == VALUE:
                text = child.text
            elif child.tag == FORMULA:
                formula = child
            elif child.tag == INLINE:
                text = _text(child)
        stored_as = cell.get("t", "n")
        if text is None:
            # A formula that made an empty text says so; one that was never worked out says nothing.
            if formula is None or stored_as == "str":
                return
            value, look = f"={formula.text or ''}", (FORMULA_WITHOUT_VALUE, "", True)
        else:
            value, kind, code = self._value(text, stored_as, cell.get("s"))
            look = (kind, code, formula is not None)
        if isinstance(value, str):
            if not value or value.isspace():
                return
            if len(value) > CELL_TEXT:
                raise Refused("long-text", sheet=self.pack.name[:CELL_TEXT], row=str(row), limit=CELL_TEXT)
            self.context.budget.take(1, value)
        else:
            self.context.budget.take(1)
        self.pack.add(row, column, value, look)

    def _value(self, text: str, stored_as: str, style: str | None) -> tuple[str | int | float | bool, str, str]:
        """(value, kind, format code) of what the file stores as a number, date, text, truth or error."""
        code = self._format(style)
        if stored_as == "n":
            return self._number(text, code)
        if stored_as == "s":
            index = int(text)
            if not 0 <= index < len(self.context.strings):
                raise Refused("damaged")
            return self.context.strings[index], TEXT, code.code
        if stored_as == "b":
            return text.strip() in ("1", "true"), BOOL, code.code
        if stored_as == "e":
            return text, ERROR, code.code
        if stored_as == "d":
            return *_dated(from_ISO8601(text)), code.code
        return _unescaped(text), TEXT, code.code

    def _format(self, style: str | None) -> _Format:
        index = int(style or 0)
        return self.context.formats[index] if 0 <= index < len(self.context.formats) else GENERAL

    def _number(self, text: str, code: _Format) -> tuple[str | int | float, str, str]:
        try:
            value = float(text)
        except ValueError:
            return text, TEXT, code.code
        if not isfinite(value):
            return text, TEXT, code.code
        if (code.what == "date" and value >= 1) or code.what in ("time", "duration"):
            try:
                moment = from_excel(value, self.context.epoch, timedelta=code.what == "duration")
            except (OverflowError, ValueError):
                return value, NUMBER, code.code
            return *_dated(moment.time() if code.what == "time" and hasattr(moment, "date") else moment), code.code
        return int(value) if value.is_integer() and abs(value) < EXACT_WHOLE else value, NUMBER, code.code

    def _in_order(self) -> None:
        """Row by row, whatever the order in the file. Two cells in one place: nobody can say which one the person saw."""
        pack_of_sheet = self.pack
        places = [row * COLUMNS + column for row, column in zip(pack_of_sheet.rows, pack_of_sheet.columns, strict=True)]
        if len(set(places)) < len(places):
            raise Refused("damaged")
        order = sorted(range(len(places)), key=places.__getitem__)
        for name in ("rows", "columns", "values", "looking"):
            column = getattr(pack_of_sheet, name)
            column[:] = [column[index] for index in order]


def _dated(moment) -> tuple[str, str]:
    """(value, kind): a day as an ISO date, a time of day or a duration as text, "12:30"."""
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else ""), TEXT
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes"), TEXT
    return moment.isoformat().removesuffix("T00:00:00"), DATE


def _shared_strings(source: _Metered) -> Iterator[str]:
    for _, element in iterparse(source):
        if element.tag == SHARED:
            yield _text(element)
            element.clear()


def _text(element: Element) -> str:
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


def _formats(source: BinaryIO) -> list[str]:
    """Number format codes by the number that a cell's style has."""
    codes = dict(BUILTIN_FORMATS)
    for _, element in iterparse(source):
        if element.tag == NUMBER_FORMAT:
            codes[int(element.get("numFmtId"))] = element.get("formatCode", "")
        elif element.tag == CELL_FORMATS:
            return [codes.get(int(style.get("numFmtId", 0)), "") for style in element]
    return []


def _is_on(attribute: str | None) -> bool:
    return attribute in ("1", "true")
