"""Workbooks in the formats that openpyxl does not write, .xls, .xlsb and .ods, cell by cell, with no more than a reader needs."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from loaders.files.workbook import DATE, Workbook
from tests.loaders.files.packages import DECLARED, OFFICE, PACKAGE, packed

Cells = Mapping[tuple[int, int], object]
"""(row, column), counted from 1 → a number or a text; a pair is a number with its format's code."""
SECTOR = 512


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _split(value: object) -> tuple[object, str]:
    return value if isinstance(value, tuple) else (value, "")


def _codes(sheets: Mapping[str, Cells]) -> list[str]:
    return ["General", *dict.fromkeys(code for cells in sheets.values() for value in cells.values() if (code := _split(value)[1]))]


def xls(sheets: Mapping[str, Cells], *, hidden_rows: tuple[int, ...] = (), extra: bytes = b"") -> bytes:
    """BIFF8 in a compound file. `extra` are records among those of the workbook itself."""
    codes = _codes(sheets)
    formats = b"".join(_record(0x41E, struct.pack("<HHB", 164 + n, len(code), 0) + code.encode("latin-1")) for n, code in enumerate(codes) if n)
    styles = b"".join(_record(0xE0, struct.pack("<HH", 0, 164 + n if n else 0) + bytes(16)) for n in range(len(codes)))
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + extra + formats + styles
    parts = [_old_sheet(cells, codes, hidden_rows) for cells in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    offset = len(begin) + sum(4 + 8 + len(name) for name in names) + 4
    bundle = b""
    for name, part in zip(names, parts, strict=True):
        bundle += _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name) // 2, 1) + name)
        offset += len(part)
    return _compound(begin + bundle + _record(0x0A, b"") + b"".join(parts))


def _old_sheet(cells: Cells, codes: list[str], hidden_rows: tuple[int, ...]) -> bytes:
    part = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    part += b"".join(_record(0x208, struct.pack("<HHHHHHI", row - 1, 0, 9, 255, 0, 0, 0x20)) for row in hidden_rows)
    for (row, column), value in sorted(cells.items()):
        stored, code = _split(value)
        place = struct.pack("<HHH", row - 1, column - 1, codes.index(code or "General"))
        if isinstance(stored, str):
            text = stored.encode("utf-16-le")
            part += _record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
        else:
            part += _record(0x203, place + struct.pack("<d", stored))
    return part + _record(0x0A, b"")


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook in a compound file of version 3."""
    stream += bytes(max(4096 - len(stream), 0))
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    tables = -(-(count + 2) // (SECTOR // 4 - 1))
    first = tables + 1
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [first + n + 1 for n in range(count - 1)] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (tables * SECTOR // 4 - len(table))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    head += struct.pack("<109I", *[n if n < tables else 0xFFFFFFFF for n in range(109)])

    def entry(name: str, type_: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + bytes(2)
        return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(text), type_, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, first, len(stream))
    return head + struct.pack(f"<{len(table)}I", *table) + directory.ljust(SECTOR, b"\0") + stream


def _short(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def _binary(kind: int, body: bytes = b"") -> bytes:
    return _short(kind) + _short(len(body)) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def xlsb(sheets: Mapping[str, Cells], *, hidden_rows: tuple[int, ...] = ()) -> bytes:
    """BIFF12."""
    codes = _codes(sheets)
    styles = b"".join(_binary(44, struct.pack("<H", 164 + n) + _wide(code)) for n, code in enumerate(codes) if n)
    styles += _binary(617, struct.pack("<I", len(codes)))
    styles += b"".join(_binary(47, struct.pack("<HH", 0, 164 + n if n else 0) + bytes(12)) for n in range(len(codes))) + _binary(618)
    bundle = b"".join(_binary(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name)) for n, name in enumerate(sheets, 1))
    relations = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>' for n, _ in enumerate(sheets, 1))
    relations += f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.bin"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": _binary(131) + _binary(143) + bundle + _binary(144) + _binary(132),
        "xl/_rels/workbook.bin.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.bin": styles,
    }
    for n, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.bin"] = _binary_sheet(cells, codes, hidden_rows)
    return packed(parts)


def _binary_sheet(cells: Cells, codes: list[str], hidden_rows: tuple[int, ...]) -> bytes:
    last_row, last_column = max(row for row, _ in cells), max(column for _, column in cells)
    part = _binary(129) + _binary(148, struct.pack("<IIII", 0, last_row - 1, 0, last_column - 1)) + _binary(145)
    row_before = 0
    for (row, column), value in sorted(cells.items()):
        if row != row_before:
            part += _binary(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, 0x10 if row in hidden_rows else 0, 0, 0))
            row_before = row
        stored, code = _split(value)
        place = struct.pack("<II", column - 1, codes.index(code or "General"))
        part += _binary(6, place + _wide(stored)) if isinstance(stored, str) else _binary(5, place + struct.pack("<d", stored))
    return part + _binary(146) + _binary(130)


ODS_SPACES = (
    " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style"))
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(tables: str, styles: str = "", **parts: str) -> bytes:
    """`tables` are the elements table:table; `parts` more of the package, by their names with __ for the slash."""
    content = f"{DECLARED}<office:document-content {ODS_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    more = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content} | more)


def saved_as_ods(book: Workbook) -> bytes:
    """A workbook as LibreOffice would save it."""
    return ods("".join(_ods_table(sheet) for sheet in book.sheets))


def _ods_table(sheet) -> str:
    rows: dict[int, list] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    text, before = "", 0
    for number, cells in rows.items():
        if number - before > 1:
            text += f'<table:table-row table:number-rows-repeated="{number - before - 1}"><table:table-cell/></table:table-row>'
        text, before = text + f"<table:table-row>{_ods_cells(cells)}</table:table-row>", number
    return f"<table:table table:name={quoteattr(sheet.name)}>{text}</table:table>"


def _ods_cells(cells) -> str:
    text, before = "", 0
    for cell in cells:
        if cell.column - before > 1:
            text += f'<table:table-cell table:number-columns-repeated="{cell.column - before - 1}"/>'
        before = cell.column
        if isinstance(cell.value, str):
            kind = f'office:value-type="date" office:date-value="{cell.value}"' if cell.kind == DATE else 'office:value-type="string"'
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.value.split("\n"))
            text += f"<table:table-cell {kind}>{lines}</table:table-cell>"
        else:
            kind = "percentage" if "%" in cell.format else "float"
            text += f'<table:table-cell office:value-type="{kind}" office:value="{cell.value!r}"/>'
    return text


def saved_as_xlsx(book: Workbook) -> bytes:
    """A workbook's values with their number formats."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        target = made.create_sheet(sheet.name)
        for cell in sheet.cells:
            target.cell(cell.row, cell.column, cell.value).number_format = cell.format or "General"
        for area in sheet.merged:
            target.merge_cells(area)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
