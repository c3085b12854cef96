"""The parts of an Excel workbook: which one is the workbook, and where its sheets, texts and styles are (ECMA-376 part 2, 7 and 9; part 1, 18.2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WITH_MACROS = tuple(f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml" for kind in ("template", "sheet"))
WITHOUT_MACROS = tuple(f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}.main+xml" for kind in ("template", "sheet"))
USUAL_WORKBOOK = "/xl/workbook.xml"
"""Where the workbook is if only the content type of all .xml parts says that there is one."""


@dataclass(frozen=True)
class Relation:
    """What a part names: the last word of the relation's type, such as "worksheet", and the part that it leads to."""

    kind: str
    part: str


@dataclass(frozen=True)
class SheetPart:
    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True)
class WorkbookParts:
    """`sheets` are the worksheets in the order of their tabs; `strings` and `styles` are "" where the workbook has none. `is_from_1904` says that
    its dates are counted from 1904, not from 1900."""

    has_macros: bool
    is_from_1904: bool
    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str


def workbook_parts(archive: ZipFile) -> WorkbookParts:
    """Raises KeyError where a part is missing that another names, and SyntaxError where one is no XML."""
    overrides = {each.get("ContentType"): each.get("PartName") for each in fromstring(archive.read("[Content_Types].xml")).iter(OVERRIDE)}
    kind = next((kind for kind in (*WITH_MACROS, *WITHOUT_MACROS) if kind in overrides), None)
    part = overrides.get(kind, USUAL_WORKBOOK).removeprefix("/")
    book, related = fromstring(archive.read(part)), relations(archive, part)
    properties = book.find(f"{MAIN}workbookPr")
    listed = [(sheet, related[sheet.get(RELATION)]) for sheet in book.iterfind(f"{MAIN}sheets/{MAIN}sheet") if sheet.get(RELATION)]
    parts = {relation.kind: relation.part for relation in related.values()}
    styles = parts.get("styles", "")
    return WorkbookParts(
        kind in WITH_MACROS,
        properties is not None and is_on(properties.get("date1904")),
        tuple(
            SheetPart(sheet.attrib["name"], sheet.get("state", "visible") != "visible", leads_to.part)
            for sheet, leads_to in listed
            if leads_to.kind == "worksheet"
        ),
        parts.get("sharedStrings", ""),
        styles if styles in archive.NameToInfo else "",
    )


def relations(archive: ZipFile, part: str) -> dict[str | None, Relation]:
    """The relations of a part to others of the workbook, by their ids."""
    folder, name = posixpath.split(part)
    return {
        each.get("Id"): Relation(each.get("Type", "").rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:])
        for each in fromstring(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))
        if each.get("TargetMode") != "External"
    }


def is_on(attribute: str | None) -> bool:
    return attribute in ("1", "true")
