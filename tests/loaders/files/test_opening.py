"""What a file is by its first bytes, its zip's directory and the beginning of its parts; and that each answer has words."""

from __future__ import annotations

import io
import struct
from string import Formatter
from zipfile import ZIP_LZMA, ZipFile

import pytest

from loaders.files import opening
from loaders.files.opening import CODES, FILE_SIZE, LOCK_FILE_SIZE, PARTS, PROLOG, UNPACKED_SIZE, Refusal, Refused
from loaders.findings import SEVERITY, Finding
from monitoring.words import languages, words
from tests.loaders.files.packages import DECLARED, content_types, packed, parts, row, sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ONE = row('<c r="A1"><v>1</v></c>')

FILES = {
    "no bytes": (b"", "empty"),
    "text": (b"Tunnus;2020\nTYO1.1;5\n", "text"),
    "text in UTF-16": ("Tunnus\t2020\n".encode("utf-16"), "text"),
    "a page saved as a workbook": (b"<html><table><tr><td>1</td></tr></table></html>", "text"),
    "the still older format": (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100), "oldest-excel"),
    "the old format of another program": (OLE + "WordDocument".encode("utf-16-le") + bytes(100), "not-excel"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100), "password"),
    "Excel's own lock file": (b"\x05Kaisa" + b" " * 50 + bytes(LOCK_FILE_SIZE - 56), "lock-file"),
    "a document for print": (b"%PDF-1.7\n" + b"text " * 100, "not-excel"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not-excel"),
    "nothing but zero": (bytes(10_000), "not-excel"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "not-excel"),
    "more than is read": (b"PK\x03\x04" + bytes(FILE_SIZE), "file"),
}


@pytest.mark.parametrize("name", FILES)
def test_bytes_alone_say_what_a_file_is(name):
    content, detail = FILES[name]
    assert opening.glance("sent.xlsx", io.BytesIO(content)).detail == detail


def test_lock_file_is_known_by_its_name():
    assert opening.glance("~$luvut.xlsx", io.BytesIO(b"Kaisa" + bytes(50))).detail == "lock-file"


TABLES_OF_TEXT = {
    # name: (content, what it is refused as or the task that reads it)
    "luvut.csv": (FILES["text"][0], "csv"),
    "luvut.TXT": (FILES["text in UTF-16"][0], "csv"),
    "luvut.tsv": (b"a\tb\n", "csv"),
    "luvut.px": (b'CHARSET="ANSI";', "px"),
    "of the size of a lock file.csv": (b"a;b\n" + b"x" * (LOCK_FILE_SIZE - 4), "csv"),
    "a workbook in disguise.csv": (packed(parts(ONE)), "read"),
    "~$luvut.csv": (b"Kaisa" + bytes(50), "lock-file"),
    "a password.csv": (FILES["a password"][0], "password"),
    "a print.csv": (FILES["a document for print"][0], "not-text"),
    "zeros.px": (bytes(100), "not-text"),
    "empty.csv": (b"", "empty"),
    "large.csv": (bytes(FILE_SIZE + 1), "file"),
}


@pytest.mark.parametrize("name", TABLES_OF_TEXT)
def test_text_is_read_where_the_name_says_that_it_is_a_table(name):
    content, expected = TABLES_OF_TEXT[name]
    refused = opening.glance(name, io.BytesIO(content))
    assert (refused.detail if refused else opening.task(name, io.BytesIO(content))) == expected


def test_the_old_format_is_read_whatever_its_name():
    content = OLE + "Workbook".encode("utf-16-le") + bytes(100)
    for name in ("sent.xls", "sent.xlsx", "sent.csv"):
        assert opening.glance(name, io.BytesIO(content)) is None
        assert opening.task(name, io.BytesIO(content)) == "xls"


def test_a_zip_may_be_a_workbook():
    assert opening.glance("sent.xlsx", io.BytesIO(packed(parts(ONE)))) is None


DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
STRICT = sheet(ONE).replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
BOMB = b"<row/>" * 4_000_000

PACKAGES = {
    "a document": ({"[Content_Types].xml": content_types("wordprocessingml.document.main+xml")}, "not-excel"),
    "files in a zip": ({"luvut.csv": "TYO1.1;5"}, "not-excel"),
    "content types in UTF-16": ({"[Content_Types].xml": content_types().encode("utf-16")}, "not-excel"),
    "LibreOffice's own format without its content": ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "not-excel"),
    "strict": ({"xl/workbook.xml": STRICT}, "strict"),
    "entities": ({"xl/worksheets/sheet1.xml": DECLARED + DOCTYPE + sheet(ONE).removeprefix(DECLARED)}, "dangerous-xml"),
    "entities in UTF-16": ({"xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{DOCTYPE}<worksheet/>'.encode("utf-16")}, "dangerous-xml"),
    "an entity that is a file": ({"docProps/app.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}, "dangerous-xml"),
    "entities in a part that is not parsed": ({"customXml/item1.xml": f"{DOCTYPE}<a>&b;</a>"}, "dangerous-xml"),
    "entities far below": ({"xl/styles.xml": DECLARED + " " * PROLOG + f"{DOCTYPE}<a/>"}, "dangerous-xml"),
    "a long comment before anything": ({"xl/styles.xml": f"{DECLARED}<!--{'-x' * PROLOG}--><a/>"}, "dangerous-xml"),
    "more parts than are read": ({f"xl/media/{number}.xml": "" for number in range(PARTS)}, "too-many-parts"),
    "a bomb": ({"xl/worksheets/sheet1.xml": BOMB}, "bomb"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_directory_and_beginnings_say_what_a_zip_is(name):
    contents, detail = PACKAGES[name]
    whole = contents if "[Content_Types].xml" in contents or "mimetype" in contents or "luvut.csv" in contents else parts(ONE) | contents
    assert _look(packed(whole)).detail == detail


def test_more_than_is_unpacked_is_refused_by_its_stated_size():
    content = bytearray(packed(parts(ONE) | {"xl/media/picture.bin": bytes(range(256)) * 4096}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 20 : entry + 28] = struct.pack("<II", UNPACKED_SIZE, UNPACKED_SIZE + 1)
    assert _look(bytes(content)) == Refusal("file-too-large", "unpacked", {"limit": 200})


def test_a_part_that_stands_there_twice_is_refused():
    buffer = io.BytesIO(packed(parts(ONE)))
    with ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet(row('<c r="A1"><v>2</v></c>')))
    assert _look(buffer.getvalue()).detail == "damaged"


def test_a_part_packed_as_no_spreadsheet_program_does_is_refused():
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_LZMA) as archive:
        for name, content in parts(ONE).items():
            archive.writestr(name, content)
    assert _look(buffer.getvalue()).detail == "damaged"


def test_a_zip_with_a_password_is_refused():
    content = bytearray(packed(parts(ONE)))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert _look(bytes(content)).code == "encrypted-file"


@pytest.mark.parametrize(
    "contents",
    [
        {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(PROLOG)},
        {"xl/printerSettings/printerSettings1.bin": "Kyocera".encode("utf-16-le") + bytes(PROLOG)},
        {"xl/embeddings/another.xlsx": packed({"a": packed({"b": bytes(100_000)})})},
        {"../../../etc/cron.d/evil": "x", "/etc/passwd": "x"},
    ],
    ids=["a picture", "a printer's settings", "a zip in a zip", "names that lead outside"],
)
def test_what_is_never_parsed_nor_unpacked_may_be_anything(contents):
    assert _look(packed(parts(ONE) | contents)) is None


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("code", "detail"), [(code, detail) for code, details in CODES.items() for detail in details])
def test_every_refusal_says_what_is_wrong_and_what_to_do(code, detail, language):
    values = {"limit": 1_000_000, "sheet": "Luvut", "row": "7", "rows": 1_048_576, "columns": 16_384, "cell": "XFD9"}
    finding = Finding(code, detail=detail, values=values)
    assert SEVERITY[code] == "error"
    for text in (finding.message(words(language)), finding.fix(words(language))):
        assert text.endswith(".")
        assert not list(name for _, name, _, _ in Formatter().parse(text) if name)


def _look(content: bytes) -> Refusal | None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            opening.look_inside(archive)
    except Refused as refused:
        return refused.refusal
    return None
