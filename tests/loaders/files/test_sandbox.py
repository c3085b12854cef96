"""Whatever comes in, an answer: within ten seconds, in words, from a process with little memory, while others are served."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Event, Thread

import pytest

from loaders.files import sandbox
from loaders.files.opening import Refusal
from loaders.files.workbook import Workbook
from tests.loaders.files.packages import DECLARED, book, content_types, packed, parts, relations, row, sheet, strings, styles

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "hostile-workbooks"
ONE = row('<c r="A1"><v>1</v></c>')

SHARED_FILES = {
    "benign_ent.xlsx": "dangerous-xml",
    "bomb.xlsx": "bomb",
    "dup.xlsx": None,
    "empty.xlsx": "empty",
    "enc.xlsx": "password",
    "helsinki-plan23.xlsx": None,
    "laughs.xlsx": "dangerous-xml",
    "m.xlsm": None,
    "messy.ods": None,
    "messy.xlsx": None,
    "old.xls": None,
    "sparse.xlsx": None,
    "text-renamed.xlsx": "text",
    "truncated.xlsx": "truncated",
    "wrongdim.xlsx": None,
    "xxe.xlsx": "dangerous-xml",
    "~$lockfile.xlsx": "lock-file",
}
PATIENT = 60.0
"""Seconds for a test that asks what the answer is: a slow machine gives the same one, only later."""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared hostile workbooks are not beside this checkout")
@pytest.mark.parametrize("name", SHARED_FILES)
def test_shared_hostile_workbooks(name):
    read = sandbox.read(SHARED / name, seconds=PATIENT)
    assert (read.detail if isinstance(read, Refusal) else None) == SHARED_FILES[name]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared hostile workbooks are not beside this checkout")
def test_every_shared_workbook_is_listed_here():
    assert {path.name for path in SHARED.iterdir()} - {"README.md"} == set(SHARED_FILES)


DEEP = 200_000
PATHS = ["../../../etc/passwd", "C:\\\\autoexec.bat", "=1+1", "&lt;script&gt;alert(1)&lt;/script&gt;", "**bold** [x](http://localhost)"]


def many_sheets(count: int) -> dict[str, str | bytes]:
    names = range(count)
    return parts() | {
        "xl/workbook.xml": book((f"S{name}", f"r{name}") for name in names),
        "xl/_rels/workbook.xml.rels": relations((f"r{name}", "worksheet", f"worksheets/s{name}.xml") for name in names),
        **{f"xl/worksheets/s{name}.xml": sheet(ONE) for name in names},
    }


def one_sheet(rows: str = ONE, before: str = "", after: str = "") -> dict[str, str | bytes]:
    return parts() | {"xl/worksheets/sheet1.xml": sheet(rows, before, after)}


def in_book(inside: str) -> dict[str, str | bytes]:
    return parts(ONE) | {"xl/workbook.xml": book([("Luvut", "r1")], inside)}


HOSTILE = {
    # name: (the workbook, the refusal's detail or how many cells are read)
    "one cell in the last corner": (lambda: parts(row('<c r="XFD1048576"><v>1</v></c>')), 1),
    "a zip in a zip": (lambda: parts(ONE) | {"xl/embeddings/a.zip": packed({"b.zip": packed({"c": bytes(10**7)})})}, 1),
    "300 000 shared texts": (lambda: parts(row('<c t="s"><v>5</v></c>'), strings=strings(map(str, range(300_000)))), 1),
    "elements in elements": (lambda: one_sheet("<row>" + "<a>" * DEEP + "</a>" * DEEP + "</row>" + row('<c r="A2"><v>1</v></c>', number=2)), 1),
    "elements in elements of the workbook": (lambda: in_book("<x>" * DEEP + "</x>" * DEEP), 1),
    "elements in elements of a text": (lambda: parts(ONE, strings=f"<sst>{'<r>' * DEEP}{'</r>' * DEEP}</sst>"), 1),
    "elements in elements of the relations": (lambda: parts() | {"xl/_rels/workbook.xml.rels": "<x>" * DEEP + "</x>" * DEEP}, "damaged"),
    "a million merged ranges": (
        lambda: one_sheet(after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_000_001 + "</mergeCells>"),
        "too-many-cells",
    ),
    "20 000 hidden ranges of all columns": (lambda: one_sheet(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000 + "</cols>"), 1),
    "hidden columns from below nothing to a billion": (lambda: one_sheet(before='<cols><col min="-9" max="999999999999" hidden="1"/></cols>'), 1),
    "names of sheets that lead elsewhere": (lambda: parts(ONE) | {"xl/workbook.xml": book((name, "r1") for name in PATHS)}, 5),
    "a sheet that is a file outside": (
        lambda: parts() | {"xl/_rels/workbook.xml.rels": relations([("r1", "worksheet", "../../../etc/passwd")])},
        "damaged",
    ),
    "1 000 sheets": (lambda: many_sheets(1_000), 1_000),
    "10 000 sheets": (lambda: many_sheets(10_000), "too-many-parts"),
    "100 000 attributes": (lambda: one_sheet("<row " + " ".join(f"a{name}=''" for name in range(100_000)) + "><c><v>1</v></c></row>"), 1),
    "64 000 number formats": (
        lambda: parts(row('<c s="63999"><v>1</v></c>'), styles=styles(f"0.0&quot;{name}&quot;" for name in range(64_000))),
        1,
    ),
    "50 000 defined names": (
        lambda: in_book("<definedNames>" + "".join(f'<definedName name="n{name}">1</definedName>' for name in range(50_000)) + "</definedNames>"),
        1,
    ),
    "huge comments": (lambda: parts(ONE) | {"xl/comments1.xml": "<comments>" + "".join(map(str, range(2_000_000))) + "</comments>"}, 1),
    "links to other workbooks": (lambda: in_book('<externalReferences><externalReference r:id="r9"/></externalReferences>'), 1),
    "a protected sheet": (lambda: one_sheet(after='<sheetProtection sheet="1" password="CC1A"/>'), 1),
    "a protected structure": (lambda: in_book('<workbookProtection lockStructure="1" workbookPassword="CC1A"/>'), 1),
    "a long formula over everything": (lambda: parts(row(f'<c><f t="array" ref="A1:XFD1048576">{"1+" * 4_000}1</f><v>1</v></c>')), 1),
    "a zero character": (lambda: parts(row('<c t="inlineStr"><is><t>a\0b</t></is></c>')), "damaged"),
    "an attribute that grows": (
        lambda: parts() | {"xl/worksheets/sheet1.xml": f'{DECLARED}<!DOCTYPE w [<!ENTITY a "{"a" * 9999}">]><w a="{"&a;" * 9999}"/>'},
        "dangerous-xml",
    ),
    "a text document": (lambda: {"[Content_Types].xml": content_types("wordprocessingml.document.main+xml")}, "not-excel"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks(name, tmp_path):
    contents, expected = HOSTILE[name]
    read = sandbox.read(_file(tmp_path, packed(contents())), seconds=PATIENT)
    assert (read.detail if isinstance(read, Refusal) else sum(len(found.cells) for found in read.sheets)) == expected


THOUSAND = ",".join(f'"{number}"' for number in range(1_000))
HOSTILE_TEXT = {
    # name: (the file, the refusal's detail or how many cells are read)
    "one line of 19 megabytes.csv": (lambda: b"x" * 19_000_000, "no-table"),
    "one line of 19 megabytes of cells.csv": (lambda: b"1;" * 9_500_000, "no-table"),
    "two lines of nothing but cells.csv": (lambda: (b";" * 300_000 + b"\n") * 2, "larger-than-a-sheet"),
    "a cell of 19 megabytes.csv": (lambda: b"a;b\nc;d\ne;" + b"x" * 19_000_000, "long-cell"),
    "16 385 columns.csv": (lambda: (b"1;" * 16_384 + b"1\n") * 2, "larger-than-a-sheet"),
    "ten million rows.csv": (lambda: b"a;b\n" * 2 + b"\n" * 10_000_000 + b"a;b\n", "larger-than-a-sheet"),
    "zeros.csv": (lambda: bytes(1_000), "not-text"),
    "zeros later on.csv": (lambda: b"a;b\n" * 2_000 + bytes(1_000), "not-text"),
    "a quotation mark before everything.csv": (lambda: b'a;b\nc;d\n"' + b"e;f\n" * 4_000_000, "quotes"),
    "nothing but quotation marks.csv": (lambda: b"a;b\nc;d\n" + b'"' * 19_000_000, "long-cell"),
    "formulas.csv": (lambda: b"=cmd|' /C calc'!A0;@SUM(1)\n=1+1;+1\n", 4),
    "a billion cells promised.px": (lambda: _px('"a","b","c"', {name: THOUSAND for name in "abc"}, "1"), "too-many-cells"),
    "a variable for everything.px": (lambda: _px(",".join(['"a"'] * 100_000), {"a": '"1"'}, "1"), "larger-than-a-sheet"),
    "a note in a million pieces.px": (lambda: b"NOTE=" + b'"abcd"\n' * 1_000_000 + b";" + _px('"a"', {"a": '"1"'}, "1"), "long-cell"),
    "brackets without end.px": (lambda: b"NOTE(" * 3_000_000, "px-damaged"),
    "values without end.px": (lambda: b'VALUES("a")=' + b'"",' * 6_000_000, "too-many-cells"),
    "zeros.px": (lambda: _px('"a"', {"a": '"1"'}, "1") + bytes(10), "not-text"),
}


def _px(stub: str, values: dict[str, str], data: str) -> bytes:
    listed = "".join(f'VALUES("{name}")={texts};\n' for name, texts in values.items())
    return f"STUB={stub};\n{listed}DATA=\n{data};\n".encode()


@pytest.mark.parametrize("name", HOSTILE_TEXT)
def test_hostile_tables_of_text(name, tmp_path):
    make, expected = HOSTILE_TEXT[name]
    (tmp_path / name).write_bytes(make())
    read = sandbox.read(tmp_path / name, seconds=PATIENT)
    assert (read.detail if isinstance(read, Refusal) else sum(len(found.cells) for found in read.sheets)) == expected


def test_bytes_in_a_zips_dress(tmp_path):
    assert sandbox.read(_file(tmp_path, b"PK\x03\x04" + bytes(range(256)) * 100)).detail == "truncated"


def test_every_cut_and_every_flipped_byte_has_an_answer(tmp_path):
    whole = packed(parts(row('<c t="s"><v>0</v></c>'), strings=strings(["a"]), styles=styles(["0.0"])))
    answers = set()
    for place in range(30, len(whole), len(whole) // 12):
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            read = sandbox.read(_file(tmp_path, content))
            answers.add(read.code if isinstance(read, Refusal) else "read")
    assert {"unreadable-file", "read"} >= answers >= {"unreadable-file"}


def test_progress_is_told_while_a_workbook_is_read(tmp_path):
    reported: list[float] = []
    assert isinstance(sandbox.read(_file(tmp_path, _large()), reported.append), Workbook)
    assert len(reported) > 5
    assert reported == sorted(reported)
    assert reported[-1] == 1


def test_who_hears_progress_may_stop_the_reading(tmp_path):
    class Stopped(Exception):
        "A page is left."

    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        sandbox.read(_file(tmp_path, _large()), stop)
    assert isinstance(sandbox.read(_file(tmp_path, packed(parts(ONE)))), Workbook)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list the files that a process has open")
def test_a_reading_that_takes_too_long_is_ended(tmp_path, logged):
    path = _file(tmp_path, _large())
    shown = []
    assert isinstance(sandbox.read(path, lambda share: shown.append(_readers(path))), Workbook)
    assert max(shown) == 1
    assert sandbox.read(path, seconds=0.15).detail == "took-too-long"
    assert any("ended with None" in record.getMessage() for record in logged)
    assert _readers(path) == 0


def test_a_reading_that_fills_its_memory_is_refused(tmp_path):
    path = _file(tmp_path, packed(parts("<row>" + '<c r="A1"/>' * 800_000 + "</row>")))
    assert sandbox.read(path, seconds=PATIENT, memory=150 * 1024**2).detail == "out-of-memory"
    assert isinstance(sandbox.read(path), Workbook)


def test_a_process_that_cannot_even_start_is_an_answer(tmp_path):
    assert sandbox.read(_file(tmp_path, packed(parts(ONE))), memory=1024**2).detail == "out-of-memory"


def test_several_at_once(tmp_path):
    """More than there are places, good and bad among each other: each hears its own answer."""
    files = []
    for number in range(8):
        content = packed(parts(row(*["<c><v>1</v></c>"] * (number + 1)))) if number % 2 else packed(parts())[: 300 + number]
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(content)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda path: sandbox.read(path, seconds=PATIENT), files))
    for number, answer in enumerate(answers):
        assert answer.detail == "truncated" if number % 2 == 0 else len(answer.sheets[0].cells) == number + 1


def test_who_waits_too_long_hears_that_others_are_read(tmp_path):
    reached, leave = Event(), Event()

    def hold(share: float) -> None:
        reached.set()
        leave.wait(30)

    holding = []
    for number in range(sandbox.AT_ONCE):
        path = tmp_path / f"held{number}.xlsx"
        path.write_bytes(_large())
        reached.clear()
        holding.append(Thread(target=sandbox.read, args=(path, hold), kwargs={"seconds": PATIENT}))
        holding[-1].start()
        assert reached.wait(30)
    try:
        refused = sandbox.read(_file(tmp_path, packed(parts(ONE))), seconds=0.2)
    finally:
        leave.set()
        for thread in holding:
            thread.join()
    assert refused == Refusal("unreadable-file", "busy")
    assert isinstance(sandbox.read(_file(tmp_path, packed(parts(ONE)))), Workbook)


def test_the_caller_parses_nothing_itself(tmp_path):
    """Neither the parser nor what makes starting slow is in the process that asks."""
    path = _file(tmp_path, packed(parts(ONE)))
    code = (
        "import sys; from pathlib import Path; from loaders.files import sandbox; read = sandbox.read(Path(sys.argv[1]));"
        "print(len(read.sheets), sorted({'numpy', 'pandas', 'openpyxl', 'PIL', 'streamlit', 'duckdb'} & set(sys.modules)))"
    )
    output = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert output == "1 []\n"


def test_the_process_gets_no_setting_and_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("MONITORING_OIDC_CLIENT_SECRET", "a secret")
    given = []
    start = subprocess.Popen
    monkeypatch.setattr(sandbox.subprocess, "Popen", lambda *arguments, **more: given.append(more["env"]) or start(*arguments, **more))
    assert isinstance(sandbox.read(_file(tmp_path, packed(parts(ONE))), seconds=PATIENT), Workbook)
    (environment,) = given
    assert "a secret" not in environment.values() and not any(name.startswith("MONITORING_") for name in environment)


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    assert isinstance(sandbox.read(_file(tmp_path, packed(parts(ONE)))), Workbook)
    assert sandbox.read(_file(tmp_path, _large()), seconds=0.15).detail == "took-too-long"
    assert not list((tmp_path / "scratch").iterdir())


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "sent.xlsx"
    path.write_bytes(content)
    return path


@cache
def _large() -> bytes:
    return packed(parts("".join(row(*[f"<c><v>{line + column}</v></c>" for column in range(60)], number=line) for line in range(1, 3000))))


def _readers(path: Path) -> int:
    """How many processes have the file as their standard input."""
    found = 0
    for number in filter(str.isdecimal, os.listdir("/proc")):
        with suppress(OSError):
            found += os.readlink(f"/proc/{number}/fd/0") == str(path)
    return found


@pytest.mark.parametrize(
    "contents",
    [
        parts(row('<c r="Anna Virtanen"><v>1</v></c>')),
        parts(row('<c r="A1" t="s"><v>Anna Virtanen</v></c>')),
        parts(ONE) | {"xl/worksheets/sheet1.xml": "<Anna Virtanen"},
    ],
)
def test_why_a_file_is_refused_is_logged_without_what_it_holds(tmp_path, logged, contents):
    read = sandbox.read(_file(tmp_path, packed(contents)), seconds=PATIENT)
    (line,) = [record.getMessage() for record in logged if record.name == "loaders.files.sandbox"]
    assert isinstance(read, Refusal) and f"refused as {read.detail}" in line
    assert "Error" in line and "Anna" not in line
