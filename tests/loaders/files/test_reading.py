"""A workbook's cells: kinds, formats, dates, formulas, what is hidden or merged, and what is refused rather than guessed."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from loaders.files import reading
from loaders.files.opening import Refused
from loaders.files.sheet_cells import Context, SheetReader
from loaders.files.workbook import BOOL, CELL_TEXT, DATE, ERROR, FORMULA_WITHOUT_VALUE, NUMBER, TEXT, Budget, Cell, SheetPack, Workbook, unpack
from tests.loaders.files.packages import DECLARED, MAIN, book, content_types, packed, parts, relations, row, sheet, strings, styles

CODES = ["General", "0.0%", "dd.mm.yyyy", "h:mm", "[h]:mm", '0 "henkilöä"'.replace('"', "&quot;"), "yyyy", "x" * 300]
PLAIN, PERCENT, DAY, TIME, DURATION, PERSONS, YEAR, ENDLESS = range(len(CODES))


def text(content: str) -> str:
    return f'<c t="inlineStr"><is><t>{content}</t></is></c>'


def number(value: object, style: int = PLAIN) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


STORED = [
    # as the file stores it, the cell
    (number(5), Cell(1, 1, 5, NUMBER)),
    (number("5.0"), Cell(1, 1, 5, NUMBER)),
    (number("0.125", PERCENT), Cell(1, 1, 0.125, NUMBER, "0.0%")),
    (number(12, PERSONS), Cell(1, 1, 12, NUMBER, '0 "henkilöä"')),
    (number("1E+20"), Cell(1, 1, 1e20, NUMBER)),
    (number("1e300", DAY), Cell(1, 1, 1e300, NUMBER, "dd.mm.yyyy")),
    (number("-5", DAY), Cell(1, 1, -5, NUMBER, "dd.mm.yyyy")),
    (number("1e400"), Cell(1, 1, "1e400", TEXT)),
    (number("nan"), Cell(1, 1, "nan", TEXT)),
    (number(5, ENDLESS), Cell(1, 1, 5, NUMBER)),
    (number(5, 999_999), Cell(1, 1, 5, NUMBER)),
    (number(5, -1), Cell(1, 1, 5, NUMBER)),
    (number(44286, DAY), Cell(1, 1, "2021-03-31", DATE, "dd.mm.yyyy")),
    (number("44286.5", DAY), Cell(1, 1, "2021-03-31T12:00:00", DATE, "dd.mm.yyyy")),
    (number(44286, YEAR), Cell(1, 1, "2021-03-31", DATE, "yyyy")),
    (number(2958465, DAY), Cell(1, 1, "9999-12-31", DATE, "dd.mm.yyyy")),
    (number(2958466, DAY), Cell(1, 1, 2958466, NUMBER, "dd.mm.yyyy")),
    (number("0.52083333333333337", TIME), Cell(1, 1, "12:30", TEXT, "h:mm")),
    (number("1.5", DURATION), Cell(1, 1, "36:00", TEXT, "[h]:mm")),
    (text("Tunnus"), Cell(1, 1, "Tunnus")),
    ('<c t="s"><v>1</v></c>', Cell(1, 1, "toinen")),
    ('<c t="s"><v>2</v></c>', Cell(1, 1, "lihava ja muu")),
    ('<c t="str"><f>A2</f><v>tulos</v></c>', Cell(1, 1, "tulos", TEXT, "", True)),
    ("<c><f>1+1</f><v>2</v></c>", Cell(1, 1, 2, NUMBER, "", True)),
    ("<c><f>SUM(B1:B9)</f></c>", Cell(1, 1, "=SUM(B1:B9)", FORMULA_WITHOUT_VALUE, "", True)),
    ('<c><f t="shared" si="0"/></c>', Cell(1, 1, "=", FORMULA_WITHOUT_VALUE, "", True)),
    ('<c><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>', Cell(1, 1, 1, NUMBER, "", True)),
    ('<c t="e"><f>A0</f><v>#REF!</v></c>', Cell(1, 1, "#REF!", ERROR, "", True)),
    ('<c t="b"><v>1</v></c>', Cell(1, 1, True, BOOL)),
    ('<c t="d"><v>2021-03-31</v></c>', Cell(1, 1, "2021-03-31", DATE)),
    ('<c t="d"><v>2021-13-31</v></c>', Cell(1, 1, "2021-13-31", TEXT)),
    ('<c t="inlineStr"><is><t>a_x000D_b_x0000_c_xD800_d</t></is></c>', Cell(1, 1, "abcd")),
    ('<c t="inlineStr"><is><t>a_x000A_b</t></is></c>', Cell(1, 1, "a\nb")),
    ('<c t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></is></c>', Cell(1, 1, "漢字")),
]
TEXTS = strings(["eka", "toinen"]).replace("</sst>", "<si><r><t>lihava</t></r><r><t xml:space='preserve'> ja muu</t></r></si></sst>")


@pytest.mark.parametrize(("stored", "expected"), STORED, ids=[stored[:60] for stored, _ in STORED])
def test_stored_values(stored, expected):
    (cells,) = _cells(parts(row(stored), styles=styles(CODES), strings=TEXTS))
    assert cells == (expected,)


@pytest.mark.parametrize(
    "stored",
    [
        '<c s="1"/>',
        "<c><v></v></c>",
        '<c t="str"><f>""</f><v></v></c>',
        '<c t="str"><f>""</f></c>',
        text("  \N{NO-BREAK SPACE}"),
        '<c t="inlineStr"/>',
    ],
)
def test_cells_that_a_person_sees_as_empty_are_none(stored):
    (cells,) = _cells(parts(row(stored)))
    assert cells == ()


def test_the_stated_size_is_not_believed():
    contents = parts() | {"xl/worksheets/sheet1.xml": sheet(row(number(1), number(2)) + row(number(3), number=9), before='<dimension ref="A1"/>')}
    (cells,) = _cells(contents)
    assert [(cell.address, cell.value) for cell in cells] == [("A1", 1), ("B1", 2), ("A9", 3)]


def test_cells_in_any_order_come_row_by_row():
    rows = '<row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>2</v></c></row><row r="2"><c r="B2"><v>1</v></c></row><row><c><v>9</v></c></row>'
    (cells,) = _cells(parts(rows))
    assert [(cell.address, cell.value) for cell in cells] == [("B2", 1), ("A3", 9), ("A5", 2), ("C5", 3)]


def test_what_is_hidden_and_merged():
    contents = parts() | {
        "xl/workbook.xml": book([("Luvut", "r1"), ("Piilo", "r2"), ("Kaavio", "r3")]).replace('name="Piilo"', 'name="Piilo" state="veryHidden"'),
        "xl/_rels/workbook.xml.rels": relations(
            [("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "/xl/worksheets/sheet2.xml"), ("r3", "chartsheet", "c.xml")]
        ),
        "xl/worksheets/sheet1.xml": sheet(
            '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" hidden="1"/><row r="3" hidden="0"><c><v>1</v></c></row>',
            before='<cols><col min="2" max="3" hidden="1"/><col min="3" max="4" hidden="true"/><col min="16383" max="99999" hidden="1"/></cols>',
            after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A1:ZZZ9"/><mergeCell ref="A1:A9999999"/><mergeCell ref="x"/></mergeCells>',
        ),
        "xl/worksheets/sheet2.xml": sheet(row(number(7))),
    }
    first, second = _read(packed(contents)).sheets
    assert (first.name, first.hidden, first.hidden_rows, first.hidden_columns) == ("Luvut", False, {1}, {2, 3, 4, 16_383, 16_384})
    assert first.merged == ("A1:C1",)
    assert (second.name, second.hidden, second.cells[0].value) == ("Piilo", True, 7)


def test_dates_count_from_the_day_that_the_workbook_says():
    contents = parts(row(number(42824, DAY)), styles=styles(CODES))
    contents["xl/workbook.xml"] = book([("Luvut", "r1")]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    (cells,) = _cells(contents)
    assert cells[0].value == "2021-03-31"


@pytest.mark.parametrize(("kind", "expected"), [("spreadsheetml.sheet", "xlsx"), ("spreadsheetml.template", "xlsx")])
def test_kind(kind, expected):
    assert _read(packed(parts(row(number(1))) | {"[Content_Types].xml": content_types(f"{kind}.main+xml")})).kind == expected


def test_macros_are_told_by_the_content_type():
    types = content_types().replace("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main")
    assert _read(packed(parts(row(number(1))) | {"[Content_Types].xml": types})).kind == "xlsm"


def test_encodings_that_xml_knows():
    expected = (Cell(1, 1, "äö"),)
    for encoding in ("UTF-16", "ISO-8859-1"):
        part = sheet(row(text("äö"))).replace("UTF-8", encoding).encode(encoding)
        assert _cells(parts() | {"xl/worksheets/sheet1.xml": part}) == [expected]


def test_as_openpyxl_writes_it():
    made = openpyxl.Workbook()
    made.active.title = "Mittarit åäö"
    for column, value in enumerate(("teksti", 5, 12.5, date(2021, 3, 31), datetime(2021, 3, 31, 12, 30), time(8, 15), timedelta(hours=30), True), 1):
        made.active.cell(2, column, value)
    made.active["B9"].border = Border(top=Side("thin"))
    buffer = io.BytesIO()
    made.save(buffer)
    (found,) = _read(buffer.getvalue()).sheets
    assert found.name == "Mittarit åäö"
    assert [(cell.address, cell.value, cell.kind) for cell in found.cells] == [
        ("A2", "teksti", TEXT),
        ("B2", 5, NUMBER),
        ("C2", 12.5, NUMBER),
        ("D2", "2021-03-31", DATE),
        ("E2", "2021-03-31T12:30:00", DATE),
        ("F2", "08:15", TEXT),
        ("G2", "30:00", TEXT),
        ("H2", True, BOOL),
    ]


LONG = "x" * CELL_TEXT

REFUSED = {
    "the same cell twice": (parts(row('<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>')), "damaged"),
    "a column beyond the last": (parts(row('<c r="XFE1"><v>1</v></c>')), "damaged"),
    "a row beyond the last": (parts('<row r="1048577"><c><v>1</v></c></row>'), "damaged"),
    "row nothing": (parts(row('<c r="A0"><v>1</v></c>')), "damaged"),
    "a row below nothing": (parts('<row r="-5"><c><v>1</v></c></row>'), "damaged"),
    "a row of a million million": (parts(row('<c r="A1000000000000"><v>1</v></c>')), "damaged"),
    "more cells in a row than there are columns": (parts(row(*["<c><v>1</v></c>"] * 16_385)), "damaged"),
    "a text that is not there": (parts(row('<c t="s"><v>7</v></c>'), strings=TEXTS), "damaged"),
    "a text before the first": (parts(row('<c t="s"><v>-1</v></c>'), strings=TEXTS), "damaged"),
    "a text longer than a cell": (parts(row(text(LONG + "x"))), "long-text"),
    "one long text in many cells": (parts(row(*['<c t="s"><v>0</v></c>'] * 310), strings=strings([LONG])), "too-much-text"),
    "many names of sheets": (parts() | {"xl/workbook.xml": book([(LONG * 10, "r1")] * 40)}, "too-much-text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    contents, detail = REFUSED[name]
    with pytest.raises(Refused, match=f"^{detail}$"):
        _read(packed(contents))


def test_cells_and_merged_ranges_are_counted_over_all_sheets():
    context = Context((), (), None, Budget(cells=25))
    eleven = sheet(row(*[number(1)] * 11)).encode()
    for name in ("first", "second"):
        SheetReader(SheetPack(name, False, {}), context).read(io.BytesIO(eleven))
    assert context.budget.cells == 3
    merged = sheet("", after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 4 + "</mergeCells>").encode()
    with pytest.raises(Refused, match=r"^too-many-cells$"):
        SheetReader(SheetPack("third", False, {}), context).read(io.BytesIO(merged))


@pytest.mark.parametrize(
    "change",
    [
        {"xl/worksheets/sheet1.xml": f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetData><row>'},
        {"xl/worksheets/sheet1.xml": sheet(row('<c t="inlineStr"><is><t>a\0b</t></is></c>'))},
        {"xl/worksheets/sheet1.xml": sheet(row(number(1))).replace("UTF-8", "UTF-7")},
        {"xl/worksheets/sheet1.xml": sheet(row('<c r="ZZZZ1"><v>1</v></c>'))},
        {"xl/_rels/workbook.xml.rels": relations([("r1", "worksheet", "../../../etc/passwd")])},
        {"xl/_rels/workbook.xml.rels": relations([("r1", "worksheet", "http://localhost/sheet.xml")])},
        {"xl/_rels/workbook.xml.rels": relations([])},
        {"xl/workbook.xml": "<workbook"},
    ],
    ids=["cut", "a zero character", "UTF-7", "column ZZZZ", "a file outside", "an address", "no sheet where one is named", "no workbook"],
)
def test_damaged_parts_raise(change):
    with pytest.raises((KeyError, ValueError, SyntaxError, OSError)):
        _read(packed(parts() | change))


def test_progress_is_told_in_order_to_the_end():
    rows = "".join(row(*[number(column) for column in range(50)], number=line) for line in range(1, 2000))
    reported: list[float] = []
    reading.answer(io.BytesIO(packed(parts(rows))), reported.append)
    assert len(reported) > 20
    assert reported == sorted(reported)
    assert reported[-1] == pytest.approx(1, abs=0.05)


def _read(content: bytes) -> Workbook:
    return unpack(json.loads(reading.answer(io.BytesIO(content), lambda share: None)))


def _cells(contents: dict[str, str | bytes]) -> list[tuple[Cell, ...]]:
    return [found.cells for found in _read(packed(contents)).sheets]
