"""Files, folders and zips as a list of files: nothing is lost without a word, and nothing leads outside."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from loaders import batches
from loaders.batches import Given
from loaders.files import sandbox
from loaders.files.opening import FILE_SIZE
from loaders.files.workbook import Workbook
from monitoring.words import languages, words
from tests.loaders.files.packages import packed, parts, row

BOOK = packed(parts(row('<c r="A1"><v>1</v></c>')))
CSV = b"a;b\nc;1\n"


@pytest.fixture
def scratch(tmp_path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def reported(found: list[Given]) -> list[tuple[str, str]]:
    return [(given.name, given.refusal.detail if given.refusal else "") for given in found]


def test_a_zip_of_files(scratch):
    content = packed(
        {
            "own/one.xlsx": BOOK,
            "two.csv": CSV,
            "three.PX": b"x",
            "own/": b"",
            "letter.docx": b"x",
            "__MACOSX/._one.xlsx": b"x",
            "own/~$one.xlsx": b"x",
        }
    )
    found = batches.unpacked("units.zip", content, scratch)
    assert reported(found) == [
        ("units.zip/own/one.xlsx", ""),
        ("units.zip/two.csv", ""),
        ("units.zip/three.PX", ""),
        ("units.zip/letter.docx", "file"),
        ("units.zip/__MACOSX/._one.xlsx", "helper-file"),
        ("units.zip/own/~$one.xlsx", "helper-file"),
    ]
    assert [given.path.name for given in found if given.path] == ["1.xlsx", "2.csv", "3.px"]
    assert [given.is_skipped for given in found] == [False, False, False, True, True, True]
    assert isinstance(sandbox.read(found[0].path), Workbook)


def test_names_that_lead_outside_lead_nowhere(scratch):
    names = ["../../evil.xlsx", "/etc/evil.xlsx", "C:\\evil.xlsx", "a\x1b[31m.xlsx", f"{'x' * 500}.xlsx"]
    found = batches.unpacked("units.zip", packed(dict.fromkeys(names, BOOK)), scratch)
    assert sorted(path.relative_to(scratch).as_posix() for path in scratch.rglob("*")) == [f"{number}.xlsx" for number in range(1, 6)]
    assert [given.path.parent for given in found] == [scratch] * 5
    assert all(given.name.isprintable() and len(given.name) <= batches.NAME for given in found)
    assert [path.name for path in scratch.parent.iterdir()] == ["scratch"]


def test_a_workbook_is_a_zip_too_and_stays_one_file(scratch):
    assert reported(batches.unpacked("luvut.xlsx", BOOK, scratch)) == [("luvut.xlsx", "")]
    assert reported(batches.unpacked("luvut.zip", io.BytesIO(BOOK), scratch)) == [("luvut.zip", "")]
    assert reported(batches.unpacked("luvut.xlsx", packed({"a.csv": CSV}), scratch)) == [("luvut.xlsx", "")]
    assert [isinstance(sandbox.read(scratch / f"{number}.xlsx"), Workbook) for number in (1, 2, 3)] == [True, True, False]


def flagged(content: bytes, flag: int) -> bytes:
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + bytes([content[place] | flag]) + content[place + 1 :]


def broken(content: bytes) -> bytes:
    place = content.index(b"1.xlsx") + 40
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def stating(content: bytes, packed_size: int, size: int) -> bytes:
    place = content.index(b"PK\x01\x02") + 20
    return content[:place] + struct.pack("<II", packed_size, size) + content[place + 8 :]


def by_lzma() -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_LZMA) as archive:
        archive.writestr("1.xlsx", BOOK)
    return buffer.getvalue()


TWO = packed({"1.xlsx": BOOK, "2.xlsx": BOOK})
MEMBERS = {
    "a zip in the zip": (packed({"1.zip": TWO, "2.xlsx": BOOK}), ["nested-zip", ""]),
    "a password": (flagged(TWO, 1), ["password", ""]),
    "damaged": (broken(TWO), ["damaged", ""]),
    "a bomb": (packed({"1.csv": bytes(FILE_SIZE + 1), "2.xlsx": BOOK}), ["bomb", ""]),
    "larger than is read": (stating(TWO, FILE_SIZE, FILE_SIZE + 1), ["file", ""]),
    "packed as no program does": (by_lzma(), ["damaged"]),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_one_that_is_refused_stops_no_other(name, scratch):
    content, details = MEMBERS[name]
    found = batches.unpacked("units.zip", content, scratch)
    assert [given.refusal.detail if given.refusal else "" for given in found] == details
    assert all(not given.is_skipped for given in found)


WHOLE = {
    "200 files": (packed({f"{number}.csv": CSV for number in range(200)}), 200, ""),
    "201 files": (packed({f"{number}.csv": CSV for number in range(201)}), 1, "too-many-files"),
    "no workbook": (packed({"letter.docx": b"x", ".DS_Store": b"x"}), 3, "nothing-inside"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_how_many_a_zip_may_hold(name, scratch):
    content, count, detail = WHOLE[name]
    found = batches.unpacked("units.zip", content, scratch)
    assert (len(found), found[0].refusal.detail if found[0].refusal else "") == (count, detail)


def test_more_than_is_unpacked_is_refused_before_it_is(scratch):
    content = bytearray(packed({f"{number}.csv": CSV for number in range(11)}))
    place = 0
    for _ in range(11):
        place = content.index(b"PK\x01\x02", place + 1)
        content[place + 24 : place + 28] = struct.pack("<I", FILE_SIZE)
    assert reported(batches.unpacked("units.zip", bytes(content), scratch)) == [("units.zip", "unpacked")]
    assert list(scratch.iterdir()) == []


ONE_FILE = {
    "cut": TWO[: len(TWO) // 2],
    "nothing but an end": b"PK\x05\x06" + bytes(18),
    "a directory of the size of a workbook": packed({f"{'n' * 200}{number}.csv": b"" for number in range(5_000)}),
    "a directory that its end record hides": TWO[:-22] + b"PK\x06\x07" + bytes(16) + TWO[-22:],
}


@pytest.mark.parametrize("name", ONE_FILE)
def test_what_cannot_be_gone_through_is_one_file_that_the_sandbox_refuses(name, scratch):
    (given,) = batches.unpacked("units.zip", ONE_FILE[name], scratch)
    assert sandbox.read(given.path).code in ("unreadable-file", "file-too-large")


def test_folders_are_gone_through(tmp_path, scratch):
    folder = tmp_path / "units"
    contents = {
        "a.xlsx": BOOK,
        "b/c.csv": CSV,
        "b/d.zip": packed({"e.xlsx": BOOK}),
        "b/letter.pdf": b"%PDF",
        ".git/f.xlsx": BOOK,
        ".DS_Store": b"x",
        "~$a.xlsx": b"x",
    }
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "loop").symlink_to(folder)
    found = list(batches.given([folder], scratch))
    assert sorted(reported(found)) == [
        ("units/.DS_Store", "helper-file"),
        ("units/a.xlsx", ""),
        ("units/b/c.csv", ""),
        ("units/b/d.zip/e.xlsx", ""),
        ("units/b/letter.pdf", "file"),
        ("units/~$a.xlsx", "helper-file"),
    ]
    assert [given.path for given in found if given.name == "units/b/c.csv"] == [folder / "b" / "c.csv"]


def test_what_is_named_itself_is_never_skipped(tmp_path, scratch):
    (tmp_path / "letter.docx").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "letter.docx", tmp_path / "not-there.xlsx", tmp_path / "empty"]
    assert reported(list(batches.given(paths, scratch))) == [
        ("letter.docx", ""),
        ("not-there.xlsx", ""),
        (str(tmp_path / "empty")[-batches.NAME :], "nothing-inside"),
    ]
    assert [batches.is_many(path) for path in paths] == [False, False, True]


def test_uploads_of_one_visit_do_not_get_in_each_others_way(scratch):
    first = batches.unpacked("a.csv", CSV, scratch)
    second = batches.unpacked("b.csv", b"other;file\n1;2\n", scratch)
    assert first[0].path != second[0].path and first[0].path.read_bytes() == CSV


@pytest.mark.parametrize("language", languages())
def test_what_is_skipped_is_told_in_words(language, scratch):
    content = packed({"2021/letter.docx": b"x", ".DS_Store": b"x", "one.csv": CSV})
    for given in batches.unpacked("units.zip", content, scratch)[:2]:
        assert given.finding.severity == "info"
        assert Path(given.name).name in given.finding.message(words(language)) and given.finding.fix(words(language)).endswith(".")
