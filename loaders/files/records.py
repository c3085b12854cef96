"""What the records of a binary workbook (.xls, .xlsb) tell besides its values: how far its cells reach, number formats, formulas, what is hidden
and merged. Runs inside the sandbox, before python-calamine makes a rectangle of every sheet, and tells what that does not.

An .xls is a stream of BIFF records ([MS-XLS]) in a compound file ([MS-CFB]); an .xlsb has a part of BIFF12 records ([MS-XLSB]) for each sheet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from loaders.files.opening import Refused
from loaders.files.parts import relations
from loaders.files.stored_values import BUILT_IN_FORMATS
from loaders.files.workbook import Budget

Record = tuple[int, bytes]


@dataclass
class SheetRecords:
    """One worksheet: `formats` and `formulas` by (row, column), counted from 1; `number` is its place among the sheets of the workbook."""

    number: int
    name: str
    is_hidden: bool
    last_row: int = 0
    last_column: int = 0
    first_row: int = 0
    first_column: int = 0
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def add(self, row: int, column: int, code: str, is_formula: bool, budget: Budget) -> None:
        """A cell with a value. Raises Refused where there are too many of them."""
        budget.take(1)
        is_first = not self.last_row
        self.first_row = row if is_first else min(row, self.first_row)
        self.first_column = column if is_first else min(column, self.first_column)
        self.last_row, self.last_column = max(row, self.last_row), max(column, self.last_column)
        if code not in ("", "General"):
            self.formats[row, column] = code
        if is_formula:
            self.formulas.add((row, column))

    @property
    def size(self) -> int:
        """Cells of the rectangle from its first to its last cell."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1) if self.last_row else 0


# .xls

SECTOR_END, FREE = 0xFFFFFFFA, 0xFFFFFFFF
DIRECTORY_ENTRY = 128
BOF, END_OF_SHEET, SHEET, PASSWORD, FORMAT, STYLE = 0x809, 0x0A, 0x85, 0x2F, 0x41E, 0xE0
ROW, COLUMN, MANY_NUMBERS, FORMULA = 0x208, 0x7D, 0xBD, 0x06
CELLS = frozenset({0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, FORMULA})
"""NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING, FORMULA."""
WORKSHEET = 0


def of_old_workbook(content: bytes, budget: Budget) -> list[SheetRecords]:
    """The worksheets of an .xls. Raises Refused; for a damaged file LookupError, ValueError or struct.error."""
    stream = _workbook_stream(content)
    codes: dict[int, str] = dict(BUILT_IN_FORMATS)
    styles: list[int] = []
    sheets: dict[int, SheetRecords] = {}
    number = 0
    for kind, body in _records(stream, 0):
        if kind == PASSWORD:
            raise Refused("password")
        if kind == SHEET:
            offset, state, type_ = struct.unpack_from("<IBB", body)
            if type_ == WORKSHEET:
                sheets[offset] = SheetRecords(number, "", state & 3 > 0)
            number += 1
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _old_text(body[2:])
        elif kind == STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    for offset, sheet in sheets.items():
        _old_sheet(stream, offset, sheet, [codes.get(style, "") for style in styles], budget)
    return list(sheets.values())


def _old_sheet(stream: bytes, offset: int, sheet: SheetRecords, formats: list[str], budget: Budget) -> None:
    for kind, body in _records(stream, offset):
        if kind in CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            sheet.add(row + 1, column + 1, formats[style] if style < len(formats) else "", kind == FORMULA, budget)
        elif kind == MANY_NUMBERS:
            row, first = struct.unpack_from("<HH", body)
            for place, at in enumerate(range(4, len(body) - 2, 6)):
                style = struct.unpack_from("<H", body, at)[0]
                sheet.add(row + 1, first + place + 1, formats[style] if style < len(formats) else "", False, budget)
        elif kind == ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            sheet.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMN and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            sheet.hidden_columns += range(first + 1, min(last, 255) + 2)


def _records(stream: bytes, offset: int) -> Iterator[Record]:
    """The records of a part of the stream, without those of what is embedded in it, such as a chart."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
        if kind == BOF:
            depth += 1
        elif kind == END_OF_SHEET:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, body


def _old_text(body: bytes) -> str:
    """A text with its length before it: of two bytes and a byte that says how it is written, or in older files of one byte."""
    length, flags = struct.unpack_from("<HB", body)
    text = body[3:]
    if len(text) == length * (2 if flags & 1 else 1):
        return text.decode("utf-16-le" if flags & 1 else "latin-1")
    return body[1 : 1 + body[0]].decode("latin-1")


def _workbook_stream(content: bytes) -> bytes:
    """The stream of a compound file that holds the workbook."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, smallest, small_table = struct.unpack_from("<I", content, 48)[0], *struct.unpack_from("<II", content, 56)
    if sector not in (512, 4096) or small > sector:
        raise Refused("damaged")
    table = _numbers(b"".join(_sector(content, number, sector) for number in _table_sectors(content, sector)))
    entries = _chain(content, directory, table, sector)
    root, found = None, None
    for at in range(0, len(entries), DIRECTORY_ENTRY):
        length, type_ = struct.unpack_from("<HB", entries, at + 64)
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        first, size = struct.unpack_from("<II", entries, at + 116)
        root = (first, size) if type_ == 5 else root
        found = (first, size) if name in ("Workbook", "Book") and (found is None or name == "Workbook") else found
    if found is None or root is None:
        raise Refused("not-excel")
    first, size = found
    if size >= smallest:
        return _chain(content, first, table, sector)[:size]
    shared = _chain(content, root[0], table, sector)
    return _chain(shared, first, _numbers(_chain(content, small_table, table, sector)), small, header=0)[:size]


def _table_sectors(content: bytes, sector: int) -> list[int]:
    """The sectors that hold the table of which sector follows which."""
    numbers = list(_numbers(content[76:512]))
    following = struct.unpack_from("<I", content, 68)[0]
    while following < SECTOR_END and len(numbers) * sector < len(content):
        more = _numbers(_sector(content, following, sector))
        numbers += more[:-1]
        following = more[-1]
    return [number for number in numbers if number < SECTOR_END]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _sector(content: bytes, number: int, size: int, header: int = 1) -> bytes:
    return content[(number + header) * size : (number + header + 1) * size]


def _chain(content: bytes, first: int, table: tuple[int, ...], size: int, header: int = 1) -> bytes:
    """The sectors from `first` on, each as the table says after the one before. Raises Refused where they go round."""
    pieces = []
    while first < SECTOR_END:
        pieces.append(_sector(content, first, size, header))
        if len(pieces) > len(table):
            raise Refused("damaged")
        first = table[first]
    return b"".join(pieces)


# .xlsb

BUNDLE, BINARY_FORMAT, BINARY_STYLE, STYLES_BEGIN, STYLES_END = 156, 44, 47, 617, 618
BINARY_ROW, BINARY_COLUMN, BLANK, RICH_TEXT = 0, 60, 1, 62
BINARY_CELLS, BINARY_FORMULAS = frozenset({*range(2, 12), RICH_TEXT}), frozenset(range(8, 12))
HIDDEN_ROW = 0x10


def of_binary_workbook(archive: ZipFile, budget: Budget) -> list[SheetRecords]:
    """The worksheets of an .xlsb. Raises Refused; for a damaged file LookupError, ValueError or struct.error."""
    formats = _binary_formats(archive.read("xl/styles.bin")) if "xl/styles.bin" in archive.namelist() else []
    related = relations(archive, "xl/workbook.bin")
    sheets, number = [], 0
    for kind, body in _binary_records(archive.read("xl/workbook.bin")):
        if kind != BUNDLE:
            continue
        id_, end = _binary_text(body, 8)
        relation = related.get(id_)
        if relation is not None and relation.kind == "worksheet":
            sheet = SheetRecords(number, _binary_text(body, end)[0], struct.unpack_from("<I", body)[0] > 0)
            _binary_sheet(archive.read(relation.part), sheet, formats, budget)
            sheets.append(sheet)
        number += 1
    return sheets


def _binary_formats(content: bytes) -> list[str]:
    codes, styles, is_inside = dict(BUILT_IN_FORMATS), [], False
    for kind, body in _binary_records(content):
        if kind == BINARY_FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _binary_text(body, 2)[0]
        elif kind in (STYLES_BEGIN, STYLES_END):
            is_inside = kind == STYLES_BEGIN
        elif kind == BINARY_STYLE and is_inside:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return [codes.get(style, "") for style in styles]


def _binary_sheet(content: bytes, sheet: SheetRecords, formats: list[str], budget: Budget) -> None:
    row = 0
    for kind, body in _binary_records(content):
        if kind == BINARY_ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if len(body) > 11 and body[11] & HIDDEN_ROW:
                sheet.hidden_rows.append(row)
        elif kind in BINARY_CELLS:
            column, style = struct.unpack_from("<II", body)
            style &= 0xFFFFFF
            sheet.add(row, column + 1, formats[style] if style < len(formats) else "", kind in BINARY_FORMULAS, budget)
        elif kind == BINARY_COLUMN and struct.unpack_from("<H", body, 16)[0] & 1:
            first, last = struct.unpack_from("<II", body)
            sheet.hidden_columns += range(first + 1, min(last, 16_383) + 2)


def _binary_records(content: bytes) -> Iterator[Record]:
    """(kind, body): both the kind and the length are written in as few bytes as they need."""
    at = 0
    while at < len(content):
        kind, at = _short(content, at, 2)
        length, at = _short(content, at, 4)
        yield kind, content[at : at + length]
        at += length


def _short(content: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            break
    return value, at


def _binary_text(body: bytes, at: int) -> tuple[str, int]:
    """(a text with its length before it, where it ends)."""
    end = at + 4 + 2 * struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : end].decode("utf-16-le"), end
