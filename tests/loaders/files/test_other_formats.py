"""The older format of Excel, its binary one and that of LibreOffice: they say the same as .xlsx, and none takes the server down."""

from __future__ import annotations

import csv
import itertools
import struct
from pathlib import Path

import pytest

from loaders import tables
from loaders.files import sandbox
from loaders.files.opening import Refusal
from loaders.files.workbook import Workbook
from loaders.findings import Finding
from monitoring.words import languages, words
from tests.loaders.files import other_formats
from tests.loaders.files.other_formats import ods, xls, xlsb
from tests.loaders.files.packages import packed

CELLS = {
    (2, 2): "Kävijät 2021", (3, 2): "Alue", (3, 3): "Osuus", (3, 4): "Päivä", (4, 2): "Gerby", (4, 3): (0.125, "0.0%"), (4, 4): (44286, "d.m.yyyy"),
    (5, 2): "Purola", (5, 3): 1234.5, (5, 4): 17,
}  # fmt: skip
EXPECTED = {
    "B2": "Kävijät 2021", "B3": "Alue", "C3": "Osuus", "D3": "Päivä", "B4": "Gerby", "C4": 0.125, "D4": "2021-03-31",
    "B5": "Purola", "C5": 1234.5, "D5": 17,
}  # fmt: skip
ANNOTATED = Path(__file__).parents[4] / "shared" / "annotated-tables"


@pytest.fixture
def read(tmp_path):
    def read_file(content: bytes, name: str = "luvut.xlsx") -> Workbook | Refusal:
        path = tmp_path / name
        path.write_bytes(content)
        return sandbox.read(path)

    return read_file


@pytest.mark.parametrize(("make", "kind"), [(xls, "xls"), (xlsb, "xlsb")])
def test_a_binary_workbook_says_what_an_xlsx_says(make, kind, read):
    book = read(make({"Taulukko": CELLS, "Toinen": {(1, 1): "x"}}, hidden_rows=(5,)))
    assert (book.kind, [sheet.name for sheet in book.sheets]) == (kind, ["Taulukko", "Toinen"])
    sheet = book.sheets[0]
    assert {cell.address: cell.value for cell in sheet.cells} == EXPECTED
    assert {cell.address: (cell.kind, cell.format) for cell in sheet.cells if cell.format} == {"C4": ("number", "0.0%"), "D4": ("date", "d.m.yyyy")}
    assert sheet.hidden_rows == {5} and sheet.at(4, 3).shown("fi") == "12,5\u00a0%"


def test_an_opendocument_spreadsheet_says_what_an_xlsx_says(read):
    cells = """<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>
      <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>a<text:s text:c="2"/>b</text:p>
        <text:p>c</text:p>
        </table:table-cell><table:covered-table-cell/></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>
        <table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12,5 %</text:p></table:table-cell></table:table-row>
      <table:table-row table:visibility="filter"><table:table-cell/><table:table-cell office:value-type="date" office:date-value="2021-03-31"/>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
        <table:table-cell office:value-type="time" office:time-value="PT12H30M00S"/>
        <table:table-cell table:formula="of:=1/0" calcext:value-type="error" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>
        <table:table-cell table:formula="of:=[.A1]"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"""
    hidden = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    book = read(ods(f'<table:table table:name="A">{cells}</table:table><table:table table:name="B" table:style-name="ta2"/>', hidden), "luvut.ods")
    sheet, other = book.sheets
    assert {cell.address: cell.value for cell in sheet.cells} == {
        "A1": "a  b\nc", "A2": 7, "B2": 7, "C2": 0.125, "A3": 7, "B3": 7, "C3": 0.125,
        "B4": "2021-03-31", "C4": True, "D4": "12:30", "E4": "#DIV/0!", "F4": "=",
    }  # fmt: skip
    assert [sheet.at(4, column).kind for column in range(2, 7)] == ["date", "bool", "text", "error", "formula-without-value"]
    assert (sheet.at(2, 3).shown("fi"), sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == ("12,5\u00a0%", ("A1:B1",), {4}, {1, 2})
    assert (book.kind, sheet.hidden, other.hidden) == ("ods", False, True)


FAR = {(1, 1): "a", (65_536, 256): 1}
FILLED = '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">{}</table:table-row></table:table>'
REFUSED = {
    "an .xls with a cell far away": (lambda: xls({"A": FAR}), "far-apart"),
    "an .xlsb with a cell far away": (lambda: xlsb({"A": {(1, 1): "a", (1_048_576, 16_384): 1}}), "far-apart"),
    "an .ods that fills its sheet": (
        lambda: ods(FILLED.format('<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>')),
        "too-many-cells",
    ),
    "an .ods that repeats a long text": (
        lambda: ods(FILLED.format(f'<table:table-cell office:value-type="string"><text:p>{"x" * 30_000}</text:p></table:table-cell>')),
        "too-many-cells",
    ),
    "an .ods with more rows than a sheet": (
        lambda: ods(
            FILLED.format("<table:table-cell/>").replace(
                "</table:table>", "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row></table:table>"
            )
        ),
        "damaged",
    ),
    "an encrypted .xls": (lambda: xls({"A": CELLS}, extra=struct.pack("<HHH", 0x2F, 2, 1)), "password"),
    "an encrypted .ods": (lambda: _package({"content.xml": b"\x01", "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}), "password"),
    "entities in an .ods": (lambda: _package({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "dangerous-xml"),
    "an .xls that is cut off": (lambda: xls({"A": CELLS})[:1500], "damaged"),
    "an .xls whose sectors go round": (lambda: _going_round(), "damaged"),
}


def _package(parts: dict[str, str | bytes]) -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"} | parts)


def _going_round() -> bytes:
    content = bytearray(xls({"A": CELLS}))
    content[512 + 4 * 3 : 512 + 4 * 4] = struct.pack("<I", 2)
    return bytes(content)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_answered_in_words(name, read):
    make, detail = REFUSED[name]
    refused = read(make())
    assert isinstance(refused, Refusal) and refused.detail == detail
    for language in languages():
        finding = Finding.of(refused)
        assert finding.message(words(language)) and finding.fix(words(language))


def test_macros_of_an_opendocument_spreadsheet_never_run(read):
    """LibreOffice writes a document type into them; nobody parses them."""
    module = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD" "module.dtd"><script:module>Sub Main</script:module>'
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="3"/></table:table-row>'
    book = read(ods(f'<table:table table:name="A">{row}</table:table>', Basic__Standard__Module1=module))
    assert [cell.value for sheet in book.sheets for cell in sheet.cells] == [3]


def figures(book: Workbook) -> list[tuple]:
    """Twelve digits of each number: a program may save one digit less than another."""
    return [
        (row.cell, row.value and float(f"{row.value:.12g}"), row.mark, row.year, row.unit)
        for sheet in book.sheets[:1]
        for table in tables.read(sheet)
        for row in table.rows
    ]


@pytest.mark.skipif(not ANNOTATED.is_dir(), reason="the annotated tables are not on this machine")
@pytest.mark.parametrize("name", ["10s0862", "10s0889", "10s1360"])
def test_an_original_reads_like_its_twin(name, read):
    """The sheet of values that was made of it, and itself saved in the two other formats."""
    book = sandbox.read(ANNOTATED / "originals" / f"{name}.xls")
    found = figures(book)
    assert len(found) > 100
    for content, ending in ((other_formats.saved_as_ods(book), "ods"), (other_formats.saved_as_xlsx(book), "xlsx")):
        assert figures(read(content, f"{name}.{ending}")) == found
    (twin,) = ANNOTATED.glob(f"*_{name}.csv")
    read_values = {cell: value for cell, value, *_ in found if value is not None}
    with twin.open(newline="", encoding="utf-8") as file:
        wanted = {row["cell"]: float(row["value"]) for row in csv.DictReader(file)}
    right = sum(abs(read_values.get(cell, float("inf")) - value) <= 1e-6 * max(1, abs(value)) for cell, value in wanted.items())
    assert right / len(wanted) > 0.99


def test_nothing_in_a_binary_file_makes_the_reader_hang_or_fall(read):
    """Some bytes of a small file are changed, one at a time; each file is read or refused."""
    content = xlsb({"A": CELLS})
    for place in itertools.islice(range(30, len(content), 97), 12):
        changed = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        assert isinstance(read(changed), (Workbook, Refusal))
