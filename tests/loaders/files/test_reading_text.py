"""Tables of text as sheets: which characters, which delimiter, what becomes a number; and PC-Axis as PxWeb lays it out."""

from __future__ import annotations

import io
import json

import pytest

from loaders.files import reading_px, reading_text, sandbox
from loaders.files.opening import Refused
from loaders.files.workbook import DATE, NUMBER, TEXT, Sheet, unpack


def csv_sheet(text: str | bytes) -> Sheet:
    return _sheet(reading_text, text, "csv")


def px_sheet(text: str | bytes) -> Sheet:
    return _sheet(reading_px, text, "px")


def _sheet(reader, text: str | bytes, kind: str) -> Sheet:
    content = text if isinstance(text, bytes) else text.encode()
    book = unpack(json.loads(reader.answer(io.BytesIO(content), progress=lambda share: None)))
    assert book.kind == kind
    (sheet,) = book.sheets
    assert [(cell.row, cell.column) for cell in sheet.cells] == sorted((cell.row, cell.column) for cell in sheet.cells)
    return sheet


def rows(sheet: Sheet) -> dict[str, str | int | float]:
    return {cell.address: cell.value for cell in sheet.cells}


def refusal(reader, text: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        reader.answer(io.BytesIO(text if isinstance(text, bytes) else text.encode()), progress=lambda share: None)
    return refused.value.refusal.detail


LETTERS = "Ryhmä;Käynnit\nÅbo – ”yhteensä”;12\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_made_out_in_every_usual_encoding(encoding):
    assert rows(csv_sheet(LETTERS.encode(encoding))) == {"A1": "Ryhmä", "B1": "Käynnit", "A2": "Åbo – ”yhteensä”", "B2": 12}


DIALECTS = {
    "semicolons and decimal commas": ("Kuukausi;Osuus\nTammi;12,5\nHelmi;7\n", {"B2": 12.5, "B3": 7}),
    "commas and decimal points": ("Month,Share\nJanuary,12.5\nFebruary,7\n", {"B2": 12.5, "B3": 7}),
    "thousands with commas beside decimal points": ('a,b\n"1,204",12.5\n"11,000,500",3.25\n', {"A2": 1204, "B2": 12.5, "A3": 11000500}),
    "thousands with points beside decimal commas": ("a;b\n1.204;12,5\n", {"A2": 1204, "B2": 12.5}),
    "commas that may be either": ('a,b\n"1,204",x\n"1,377",y\n', {"A2": "1,204", "A3": "1,377"}),
    "points that may be either": ("a;b\n1.204;x\n1.377;y\n", {"A2": "1.204", "A3": "1.377"}),
    "tabs": ("Month\tShare\nJanuary\t12.5\nFebruary\t7\n", {"B2": 12.5, "B3": 7}),
    "bars": ("Month|Visits\nJanuary|12\n", {"B2": 12}),
    "a comma in every number": ("1,5;2,5\n3,5;4,5\n", {"A1": 1.5, "B2": 4.5}),
    "quoted, with delimiter, quotation mark and line break inside": ('"a; ""b""\nc";1\n"d";2\n', {"A1": 'a; "b"\nc', "B1": 1, "A2": "d"}),
    "a space before the quotation mark": ('a, "b, c"\nd, e\n', {"A1": "a", "B1": "b, c", "B2": "e"}),
    "a title as PxWeb writes it": (
        '"Väestö, Vaasa"\n\n"Vuosi","Henkilöitä"\n"2020",67551\n',
        {"A1": "Väestö, Vaasa", "A3": "Vuosi", "A4": 2020, "B4": 67551},
    ),
    "Excel's own first line": ("sep=|\na|b;c\n1|2;3\n", {"A1": "a", "B1": "b;c", "A2": 1}),
    "line ends of an old Mac": ("a;b\r1;2\r", {"A1": "a", "B2": 2}),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects(name):
    text, expected = DIALECTS[name]
    found = rows(csv_sheet(text))
    assert {place: found.get(place) for place in expected} == expected


FIELDS = [
    # (delimiter, field, kind, value)
    (";", "12", NUMBER, 12),
    (";", " -3 ", NUMBER, -3),
    (";", "0", NUMBER, 0),
    (";", "1,5", NUMBER, 1.5),
    (";", "1.234", TEXT, "1.234"),
    (";", "1.5", TEXT, "1.5"),
    (",", "1.234", NUMBER, 1.234),
    ("\t", "-0.5", NUMBER, -0.5),
    ("\t", "1,5", TEXT, "1,5"),
    ("|", "1.5", TEXT, "1.5"),
    (";", "905", NUMBER, 905),
    (";", "049", TEXT, "049"),
    (";", "1 234", TEXT, "1 234"),
    (";", "12 %", TEXT, "12 %"),
    (";", "1234567890123456", TEXT, "1234567890123456"),
    (";", "٣", TEXT, "٣"),
    (";", "1e5", TEXT, "1e5"),
    (";", "..", TEXT, ".."),
    (";", "<5", TEXT, "<5"),
    (";", "2021-03-31", DATE, "2021-03-31"),
    (";", "1.3.2021", DATE, "2021-03-01"),
    (";", "2021-03-31T09:30:00", DATE, "2021-03-31T09:30:00"),
    (";", "1.3.2021 9.05", DATE, "2021-03-01T09:05:00"),
    (";", "31.2.2021", TEXT, "31.2.2021"),
    (";", "1.3.2021 25:00", TEXT, "1.3.2021 25:00"),
    (";", "2021-03", TEXT, "2021-03"),
    (";", "=1+1", TEXT, "=1+1"),
]


@pytest.mark.parametrize(("delimiter", "field", "kind", "value"), FIELDS)
def test_what_a_field_becomes(delimiter, field, kind, value):
    cell = csv_sheet(f"a{delimiter}b\nc{delimiter}{field}\n").at(2, 2)
    assert (cell.kind, cell.value, type(cell.value)) == (kind, value, type(value))


def test_a_moment_is_shown_with_its_time_of_day():
    assert csv_sheet("a;1.3.2021 9.05\nb;1.3.2021\n").cells[1].shown("fi") == "1.3.2021 09.05"


NO_TABLES = {
    "one column": ("Name\nA\nB\n", "no-table"),
    "a letter": ("Hello,\n\nplease find the figures in the other file.\n\nRegards\n", "no-table"),
    "one row": ("a;b;c\n", "no-table"),
    "nothing but line breaks": ("\n\n\n", "no-table"),
    "a quotation mark that never closes": ('a;b\nc;d\n"e;f\ng;h\n', "quotes"),
    "a quotation mark inside a quoted field": ('a;b\n"c"d;e\n', "quotes"),
    "a zero": ("a;b\nc;\0\n", "not-text"),
    "an escape": ("a;b\nc;\x1b[31m\n", "not-text"),
    "UTF-16 without its mark": ("a;b\nc;d\n".encode("utf-16-le"), "not-text"),
    "bytes that no letter has": (b"a;b\nc;\x81\x8d\n", "encoding"),
    "half a letter after the mark": (b"\xef\xbb\xbfa;b\nc;\xc3\n", "encoding"),
    "a text longer than a cell": (f"a;b\nc;{'x' * 32_768}\n", "long-cell"),
    "more columns than a sheet": (f"{'1;' * 16_384}1\n" * 2, "larger-than-a-sheet"),
    "more rows than a sheet": (f"a;b\nc;d\n{chr(10) * 1_048_576}e;f\n", "larger-than-a-sheet"),
    "more cells than are read": (f"{';'.join('1' * 1001)}\n" * 1001, "too-many-cells"),
    "more text than is read": (f"a;{'x' * 30_000}\n" * 340, "too-much-text"),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_refused(name):
    text, detail = NO_TABLES[name]
    assert refusal(reading_text, text) == detail


def test_the_row_of_a_lone_quotation_mark_is_told():
    with pytest.raises(Refused) as refused:
        reading_text.answer(io.BytesIO(b'a;b\n"c\nd";e\nf;"g\n'), progress=lambda share: None)
    assert refused.value.refusal.values == {"row": "3"}


PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="utf-8";
LANGUAGE="fi";
LANGUAGES="fi","sv";
DECIMALS=1;
TITLE="Ulkomaalaistaustaiset muuttujina Alue, Ikä, "
"Vuosi ja Tiedot";
TITLE[sv]="Personer med utländsk bakgrund";
CONTENTS="Ulkomaalaistaustaiset";
UNITS="henkilöä; prosenttia";
STUB="Alue","Ikä";
HEADING="Vuosi","Tiedot";
HEADING[sv]="År","Uppgifter";
VALUES("Alue")="Vaasa","Mustasaari";
VALUES("Ikä")="0–17",
"18–";
VALUES("Vuosi")="2020","2021";
VALUES[sv]("År")="2020","2021";
VALUES("Tiedot")="Lukumäärä","Osuus";
TIMEVAL("Vuosi")=TLIST(A1),"2020","2021";
DATASYMBOL2="x";
NOTE="Tilanne vuoden lopussa.#Lisenssi: CC BY 4.0";
NOTE[sv]="Läget vid årets slut.";
VALUENOTE("Ikä","0–17")="Alaikäiset";
COPYRIGHT=YES;
SOURCE="Tilastokeskus, väestörakenne";
DATA=
1 1.5 2 2.5
3 3.5 4 4.5
".." ... "-" 0
-5 5.55 6 6.5 ;
"""


def test_px_stands_as_pxweb_lays_it_out():
    sheet = px_sheet(PX)
    assert rows(sheet) == {
        "A1": "Ulkomaalaistaustaiset muuttujina Alue, Ikä, Vuosi ja Tiedot",
        **{"C3": "2020", "E3": "2021", "C4": "Lukumäärä", "D4": "Osuus", "E4": "Lukumäärä", "F4": "Osuus"},
        **{"A5": "Vaasa", "B5": "0–17", "C5": 1, "D5": 1.5, "E5": 2, "F5": 2.5},
        **{"B6": "18–", "C6": 3, "D6": 3.5, "E6": 4, "F6": 4.5},
        **{"A7": "Mustasaari", "B7": "0–17", "C7": "x", "D7": "...", "E7": "-", "F7": 0},
        **{"B8": "18–", "C8": -5, "D8": 5.55, "E8": 6, "F8": 6.5},
        "A10": "Tilanne vuoden lopussa.",
        "A11": "Lisenssi: CC BY 4.0",
        "A12": "Ikä: 0–17: Alaikäiset",
        "A13": "Yksikkö: henkilöä; prosenttia",
        "A14": "Lähde: Tilastokeskus, väestörakenne",
        "A15": "Tekijänoikeus",
    }
    assert sheet.merged == ("C3:D3", "E3:F3")
    assert [(sheet.at(*place).kind, sheet.at(*place).format) for place in ((5, 3), (7, 3), (3, 3))] == [(NUMBER, "0.0"), (TEXT, ""), (TEXT, "")]


def px(**statements: str) -> str:
    """A small PX file; a statement that is "" is left out."""
    output = {
        "CHARSET": '"ANSI"',
        "TITLE": '"Väkiluku"',
        "STUB": '"a"',
        "HEADING": '"b"',
        'VALUES("a")': '"x","y"',
        'VALUES("b")': '"2020","2021"',
    } | statements
    data = output.pop("DATA", "1 2\n3 4")
    return "".join(f"{keyword}={value};\n" for keyword, value in output.items() if value) + (f"DATA=\n{data};\n" if data else "")


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ('"windows-1252"', "cp1252"),
        ('"iso-8859-15"', "iso-8859-15"),
        ('"utf-8"', "utf-8"),
        ('"windows-1252"', "utf-8"),
        ('"punycode"', "cp1252"),
        ("", "cp1252"),
    ],
)
def test_px_in_the_encoding_that_it_states_or_is_in(stated, encoding):
    text = f"CODEPAGE={stated};\n{px()}" if stated else px()
    assert px_sheet(text.encode(encoding)).at(1, 1).value == "Väkiluku"


def test_px_for_dos():
    assert px_sheet(px(CHARSET='"OEM"').encode("cp850") + b"\x1a").at(1, 1).value == "Väkiluku"


def test_px_with_one_side_only():
    assert rows(px_sheet(px(HEADING="", CONTENTS='"Asukkaita"', DATA="1 2"))) == {
        "A1": "Väkiluku", "B3": "Asukkaita", "A4": "x", "B4": 1, "A5": "y", "B5": 2,
    }  # fmt: skip
    assert rows(px_sheet(px(STUB="", DATA="1 2"))) == {"A1": "Väkiluku", "A3": "2020", "B3": "2021", "A4": 1, "B4": 2}


def test_px_that_states_no_source_and_no_licence_gets_none():
    assert max(cell.row for cell in px_sheet(px()).cells) == 5
    assert max(cell.row for cell in px_sheet(px(COPYRIGHT="NO")).cells) == 5


def test_a_mark_that_is_a_sentence_stays_the_mark():
    assert px_sheet(px(DATASYMBOL2='"not available"', DATA='1 ".." 3 4')).at(4, 3).value == ".."


THOUSAND = ",".join(f'"{number}"' for number in range(1000))
BAD_PX = {
    "a text that never closes": (px(TITLE='"Väkiluku'), "px-damaged"),
    "no data": (px(DATA=""), "px-damaged"),
    "a variable without values": (px(**{'VALUES("a")': ""}), "px-damaged"),
    "no variables": (px(STUB="", HEADING=""), "px-damaged"),
    "more data than places": (px(DATA="1 2 3 4 5"), "px-damaged"),
    "less data than places": (px(DATA="1 2 3"), "truncated"),
    "a value that never closes": (px(DATA='1 2 3 "4'), "px-damaged"),
    "keys": (px(**{'KEYS("a")': "CODES"}), "px-keys"),
    "a billion cells promised": (px(STUB='"a","b","c"', HEADING="", **{f'VALUES("{name}")': THOUSAND for name in "abc"}), "too-many-cells"),
    "more columns than a sheet": (px(HEADING='"b","c"', **{'VALUES("b")': THOUSAND, 'VALUES("c")': '"1",' * 16 + '"1"'}), "larger-than-a-sheet"),
    "no statement": (";" * 100, "px-damaged"),
    "a letter": ("Hello, here are the figures", "px-damaged"),
    "a million words": ("a " * 1_000_000, "px-damaged"),
    "a zero": (px(TITLE='"a\0"'), "not-text"),
}


@pytest.mark.parametrize("name", BAD_PX)
def test_px_that_is_not_sound_is_refused(name):
    text, detail = BAD_PX[name]
    assert refusal(reading_px, text) == detail


@pytest.mark.parametrize(
    ("file", "called", "sheet"),
    [
        ("Kävijät 2021.csv", None, "Kävijät 2021"),
        ("1.csv", "Kävijät [2021].csv", "Kävijät 2021"),
        ("1.csv", f"{'x' * 40}.csv", "x" * 31),
        ("1.csv", "'\x07'.csv", "1"),
    ],
)
def test_the_sheet_is_called_like_the_file(file, called, sheet, tmp_path):
    (tmp_path / file).write_text("a;b\nc;1\n", encoding="utf-8")
    assert [found.name for found in sandbox.read(tmp_path / file, name=called).sheets] == [sheet]
