"""What a file is, found out before anything parses it: its first bytes, the zip's directory, the beginning of every XML part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEGABYTE = 1_000_000
FILE_SIZE = 20 * MEGABYTE
UNPACKED_SIZE = 200 * MEGABYTE
SUSPECT_SIZE, SUSPECT_RATIO = 20 * MEGABYTE, 200
"""A part that is larger than the one and more than so many times its packed size is a bomb; real sheets pack to a tenth or a thirtieth."""
PARTS = 5_000
PROLOG = 64 * 1024

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLDEST_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
LOCK_FILE_SIZE = 165
WORKBOOK_TYPE = re.compile(rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml")
STRICT = "http://purl.oclc.org/ooxml/"

WORKBOOK = "read"
XLSX, XLSB, ODS = "xlsx", "xlsb", "ods"
"""What a zip may be."""
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
BINARY_TYPE = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
OLD_WORKBOOK = "xls"
TEXT_TABLES = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".px": "px"}
"""Which task of loaders.files.inside reads a file of text, by the ending of its name. Everything else the bytes say, whatever the name."""

CODES = {
    "unreadable-file": (
        "empty",
        "lock-file",
        "text",
        "oldest-excel",
        "strict",
        "not-excel",
        "truncated",
        "damaged",
        "dangerous-xml",
        "busy",
        "not-marked",
        "not-text",
        "encoding",
        "no-table",
        "quotes",
        "px-damaged",
        "px-keys",
        "nested-zip",
        "nothing-inside",
    ),
    "encrypted-file": ("password",),
    "file-too-large": (
        "file",
        "unpacked",
        "bomb",
        "too-many-parts",
        "too-many-cells",
        "long-text",
        "too-much-text",
        "took-too-long",
        "out-of-memory",
        "long-cell",
        "larger-than-a-sheet",
        "far-apart",
        "too-many-files",
    ),
}
"""Finding code → the details that choose its words: messages `finding.<code>.<detail>.message` and `.fix`."""


@dataclass(frozen=True)
class Refusal:
    """Why a file is not read. `code` and `detail` are of CODES; `values` fill the message."""

    code: str
    detail: str
    values: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    "The workbook is not read any further; `refusal` says why."

    def __init__(self, detail: str, **values: object):
        super().__init__(detail)
        self.refusal = refusal(detail, **values)


def refusal(detail: str, **values: object) -> Refusal:
    return Refusal(next(code for code, details in CODES.items() if detail in details), detail, values)


def glance(name: str, content: BinaryIO) -> Refusal | None:
    """What the size and the bytes alone say, without parsing. None for a zip, which may be a workbook, for an .xls, and for text where the name
    says that it is a table."""
    size = content.seek(0, 2)
    content.seek(0)
    if size == 0:
        return refusal("empty")
    if size > FILE_SIZE:
        return refusal("file", limit=FILE_SIZE // MEGABYTE)
    start = content.read(4096)
    if start.startswith(ZIP):
        return None
    is_text_table = _ending(name) in TEXT_TABLES
    if name.startswith("~$") or (size == LOCK_FILE_SIZE and not is_text_table):
        return refusal("lock-file")
    if start.startswith(OLE):
        inside = _inside_ole(start + content.read())
        return None if inside == OLD_WORKBOOK else refusal(inside)
    if start.startswith(OLDEST_EXCEL):
        return refusal("oldest-excel")
    if is_text_table:
        return None if _is_text(start) else refusal("not-text")
    return refusal("text" if _is_text(start) else "not-excel")


def task(name: str, content: BinaryIO) -> str:
    """The task of loaders.files.inside that reads a file at which `glance` found nothing to refuse."""
    content.seek(0)
    start = content.read(len(OLE))
    if start.startswith(ZIP):
        return WORKBOOK
    return OLD_WORKBOOK if start == OLE else TEXT_TABLES[_ending(name)]


def _ending(name: str) -> str:
    return PurePath(name).suffix.casefold()


def _inside_ole(content: bytes) -> str:
    """By the names in the compound file's directory (MS-CFB): a password makes a new workbook one of these as well."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "password"
    is_old_excel = any(name.encode("utf-16-le") + b"\0\0" in content for name in ("Workbook", "Book"))
    return OLD_WORKBOOK if is_old_excel else "not-excel"


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not start.startswith(b"%PDF") and not any(byte < 32 and byte not in b"\t\n\r\f" for byte in start)


def look_inside(archive: ZipFile) -> str:
    """XLSX, XLSB or ODS, by the zip's directory; also looks at where each part begins. Raises Refused.

    Sizes are the declared ones: `zipfile` never gives more than declared, and calls a part damaged that has more.
    Nothing is ever unpacked to disk, so a part's name is a key and no path.
    """
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("password")
    if len(parts) > PARTS:
        raise Refused("too-many-parts", limit=PARTS)
    if any(is_bomb(part) for part in parts):
        raise Refused("bomb")
    if sum(part.file_size for part in parts) > UNPACKED_SIZE:
        raise Refused("unpacked", limit=UNPACKED_SIZE // MEGABYTE)
    if len(names) < len(parts) or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Refused("damaged")
    kind = _kind(archive, names)
    # Of an .ods nothing but its content is ever parsed; its macros and its manifest do have a document type.
    for part in ("content.xml",) if kind == ODS else parts:
        with archive.open(part) as source:
            _check_beginning(source.read(PROLOG))
    return kind


def is_bomb(part: ZipInfo) -> bool:
    """Whether a part of a zip becomes suspiciously large."""
    return part.file_size > SUSPECT_SIZE and part.file_size > SUSPECT_RATIO * part.compress_size


def _kind(archive: ZipFile, names: set[str]) -> str:
    if {"mimetype", "content.xml"} <= names and archive.read("mimetype").startswith(OPEN_DOCUMENT):
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise Refused("password")
        return ODS
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if "xl/workbook.bin" in names and BINARY_TYPE in types:
        return XLSB
    if not WORKBOOK_TYPE.search(types):
        raise Refused("not-excel")
    return XLSX


class _RootFound(Exception):
    "An XML part's first element was reached."


def _check_beginning(start: bytes) -> None:
    """A document type can only stand before the first element. Excel and LibreOffice never write one: it declares entities, which can
    grow without bound or name a file. What is no XML at all, such as a picture, is never parsed. Raises Refused."""

    def document_type(*_) -> None:
        raise Refused("dangerous-xml")

    def root(name: str, _) -> None:
        if name.startswith(STRICT + "spreadsheetml/"):
            raise Refused("strict")
        raise _RootFound

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = document_type
    parser.StartElementHandler = root
    try:
        parser.Parse(start)
    except (_RootFound, expat.ExpatError):
        return
    if len(start) == PROLOG:
        raise Refused("dangerous-xml")
