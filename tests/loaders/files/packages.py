"""Workbooks made part by part, for what no spreadsheet program would write."""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part; `rows` are the elements inside sheetData."""
    return f'{DECLARED}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def book(sheets: Iterable[tuple[str, str]], inside: str = "") -> str:
    """The workbook part; `sheets` are (name, relation's id)."""
    listed = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="{relation}"/>' for number, (name, relation) in enumerate(sheets, 1))
    return f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{inside}</workbook>'


def relations(targets: Iterable[tuple[str, str, str]]) -> str:
    """A relationships part; each is (id, the type's last word, target)."""
    listed = "".join(f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id_, kind, target in targets)
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def content_types(kind: str = "spreadsheetml.sheet.main+xml") -> str:
    return (
        f'{DECLARED}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
    )


def parts(rows: str = "", **named: str) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; `styles` and `strings` are parts of their own where they are given."""
    kinds = {"styles": ("styles", "styles.xml"), "strings": ("sharedStrings", "sharedStrings.xml")}
    beside = [(f"r{name}", *kinds[name]) for name in named]
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book([("Luvut", "r1")]),
        "xl/_rels/workbook.xml.rels": relations([("r1", "worksheet", "worksheets/sheet1.xml"), *beside]),
        "xl/worksheets/sheet1.xml": sheet(rows),
    } | {f"xl/{kinds[name][1]}": content for name, content in named.items()}


def packed(contents: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def styles(codes: Iterable[str]) -> str:
    """A styles part whose cell formats 0, 1, … have these number formats."""
    codes = list(codes)
    listed = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in enumerate(codes, 164))
    used = "".join(f'<xf numFmtId="{number}"/>' for number in range(164, 164 + len(codes)))
    return f'{DECLARED}<styleSheet xmlns="{MAIN}"><numFmts>{listed}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'


def strings(texts: Iterable[str]) -> str:
    return f'{DECLARED}<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'
