"""`python -m loaders`: exit codes, the JSON document, what is stored, and the dashboard beside it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from loaders import delivery
from loaders.__main__ import main
from loaders.command_line import commands
from loaders.files import sandbox
from monitoring import catalogue, settings, snapshot
from monitoring.commands import Call
from monitoring.storage import memory_copy
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests.loaders.recipes import sheets
from tools.form_filling import Form

ROOT = Path(__file__).parents[2]
VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
FINDING = {"severity", "code", "sheet", "cell", "value", "item", "year", "message", "fix"}
CHANGE = {"indicator", "year", "period", "component", "area", "category", "dimensions", "before", "after", "kind", "sheet", "cell"}


@pytest.fixture(autouse=True)
def without_a_process(monkeypatch) -> None:
    """A workbook is read in this process, but for one that the sandbox refuses: files/test_sandbox.py shows that nothing is read elsewhere."""
    monkeypatch.setattr(sandbox, "read", sheets.read_here)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "own" / "monitoring.duckdb"))
    monkeypatch.delenv("MONITORING_PROGRAMME", raising=False)
    return Store(settings.database())


def now(store: Store) -> snapshot.Snapshot:
    return snapshot.read(store, VAASA)


def form(known: snapshot.Snapshot) -> Form:
    return Form("welcome-office", known, "en")


@pytest.fixture(scope="module")
def blank(tmp_path_factory) -> Form:
    """The form as it is given out before anything is known. It is looked at, not written into."""
    return form(snapshot.read(Store(tmp_path_factory.mktemp("nothing") / "none.duckdb"), VAASA))


@pytest.fixture(scope="module")
def filled(blank) -> dict[str, bytes]:
    """Forms filled in, by what they are called in the tests."""
    content = blank.content

    def fill(by_year: dict[int, object]) -> Form:
        return Form.of(content, VAASA, "en").figures({"TYO3.1": by_year})

    return {
        "good": fill({2019: 12, 2020: 14}).states("TYO3-1", {2020: "in-progress"}).content,
        "wrong": fill({2019: 12, 2020: "a dozen", 2021: -3}).content,
        "one year": fill({2019: 12}).content,
        "no number": fill({2020: "a dozen"}).content,
        "another year": fill({2021: 7}).content,
    }


@pytest.fixture
def good(filled, tmp_path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(filled["good"])
    return path


@pytest.fixture
def wrong(filled, tmp_path) -> Path:
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(filled["wrong"])
    return path


def document(capsys) -> dict:
    """The one JSON document on standard output; nothing else may stand there."""
    out = capsys.readouterr().out
    assert out.endswith("\n") and out.count("\n") == 1
    return json.loads(out)


def test_a_good_workbook_is_checked_and_nothing_is_stored(good, store, capsys):
    assert main(["check", str(good), "--json"]) == 0
    output = document(capsys)
    assert (output["layout"], output["unit"]) == ("form", "welcome-office")
    assert {(finding["severity"], finding["code"]) for finding in output["findings"]} == {("warning", "missing-figure")}
    assert {frozenset(change) for change in output["changes"]} == {frozenset(CHANGE)}
    assert [(c["indicator"], c["period"], c["component"], c["before"], c["after"], c["kind"]) for c in output["changes"]] == [
        ("TYO3.1", "2019", "value", None, 12, "new"),
        ("TYO3.1", "2020", "value", None, 14, "new"),
        ("TYO3-1", "2020", "state", None, "in-progress", "new"),
    ]
    assert "upload_id" not in output
    assert now(store).is_empty and not store.path.exists()


def test_a_good_workbook_is_loaded(good, store, capsys):
    assert main(["load", str(good), "--by", "Clerk", "--note", "first", "--json"]) == 0
    output = document(capsys)
    (stored,) = store.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=9)
    assert (stored.upload_id, stored.uploaded_by, stored.notes, stored.file_name) == (output["upload_id"], "Clerk", {"": "first"}, "good.xlsx")
    assert now(store).figures["TYO3.1"][2020].value == 14


def test_all_mistakes_are_told_and_nothing_is_stored(wrong, blank, store, capsys):
    for command in (["check", str(wrong), "--json"], ["load", str(wrong), "--by", "Clerk", "--json"]):
        assert main(command) == 1
        output = document(capsys)
        assert {frozenset(finding) for finding in output["findings"]} == {frozenset(FINDING)}
        errors = [(f["code"], f["sheet"], f["cell"], f["value"]) for f in output["findings"] if f["severity"] == "error"]
        cells = [blank.address("TYO3.1", year) for year in (2020, 2021)]
        assert errors == [("not-a-number", "Figures", cells[0], "a dozen"), ("negative-value", "Figures", cells[1], "-3")]
        assert all(finding["message"] and finding["fix"] for finding in output["findings"])
        assert output.get("upload_id") is None
    assert not store.path.exists()


NO_WORKBOOKS = {
    "not there": (lambda path: None, "unreadable-file"),
    "a folder": (lambda path: path.mkdir(), "unreadable-file"),
    "empty": (lambda path: path.write_bytes(b""), "unreadable-file"),
    "text": (lambda path: path.write_bytes(b"indicator;2021\nTYO3.1;5\n" * 20), "unreadable-file"),
    "half a zip": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), "unreadable-file"),
    "too large": (lambda path: path.write_bytes(bytes(21_000_000)), "file-too-large"),
}


@pytest.mark.parametrize(("make", "code"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
@pytest.mark.parametrize("command", [["check"], ["load", "--by", "Clerk"]], ids=["check", "load"])
def test_what_is_no_workbook_ends_with_2_and_a_finding(command, make, code, store, tmp_path, capsys):
    path = tmp_path / "delivery.xlsx"
    make(path)
    assert main([command[0], str(path), *command[1:], "--json"]) == 2
    output = document(capsys)
    assert [(f["severity"], f["code"]) for f in output["findings"]] == [("error", code)]
    assert output["findings"][0]["message"] and output["findings"][0]["fix"]
    assert (output["changes"], output.get("upload_id")) == ([], None)
    assert not store.path.exists()


def test_a_workbook_that_holds_nothing_of_the_form(store, tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Month", "Visitors"])
    book.save(tmp_path / "own-table.xlsx")
    assert main(["check", str(tmp_path / "own-table.xlsx"), "--json"]) == 1
    output = document(capsys)
    assert [f["code"] for f in output["findings"] if f["severity"] == "error"] == ["unknown-layout"]


@pytest.mark.parametrize(("language", "word"), [("fi", "Virhe"), ("sv", "Fel"), ("en", "Error")])
def test_without_json_people_read_it_in_their_language(wrong, language, word, capsys):
    assert main(["check", str(wrong), "--lang", language]) == 1
    out, err = capsys.readouterr()
    assert word in out and "a dozen" in out
    assert err == ""


def test_the_workbook_comes_back_marked(wrong, blank, tmp_path, capsys):
    assert main(["check", str(wrong), "--marked", str(tmp_path / "marked.xlsx"), "--lang", "en"]) == 1
    cell = openpyxl.load_workbook(tmp_path / "marked.xlsx")["Figures"][blank.address("TYO3.1", 2020)]
    assert "a dozen" in cell.comment.text
    assert capsys.readouterr().out


def test_the_same_file_again_brings_nothing(good, store, capsys):
    assert main(["load", str(good), "--by", "Clerk"]) == 0
    capsys.readouterr()
    assert main(["load", str(good), "--by", "Clerk", "--json"]) == 0
    output = document(capsys)
    assert ([f["code"] for f in output["findings"]], output["upload_id"]) == (["no-change"], None)
    assert {change["kind"] for change in output["changes"]} == {"same"}
    assert now(store).uploads == 1


def test_a_withdrawal_brings_back_what_was_before(good, store, tmp_path, capsys):
    main(["load", str(good), "--by", "Clerk", "--json"])
    capsys.readouterr()
    (tmp_path / "corrected.xlsx").write_bytes(form(now(store)).figures({"TYO3.1": {2020: 17}}).content)
    assert main(["load", str(tmp_path / "corrected.xlsx"), "--by", "Clerk", "--json"]) == 0
    output = document(capsys)
    assert [(c["before"], c["after"]) for c in output["changes"] if c["kind"] == "changed"] == [(14, 17)]
    assert main(["withdraw", output["upload_id"], "--by", "Clerk", "--why", "fel år", "--lang", "sv"]) == 0
    assert output["upload_id"] in capsys.readouterr().out
    (withdrawn,) = (row for row in store.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=9) if row.withdrawn_at)
    assert (withdrawn.notes, withdrawn.reasons) == ({"": ""}, {"sv": "fel år"})
    assert now(store).figures["TYO3.1"][2020].value == 14
    assert main(["withdraw", output["upload_id"], "--by", "Clerk", "--why", "again"]) == 1
    assert output["upload_id"] in capsys.readouterr().err


def test_an_upload_that_nobody_made_cannot_be_withdrawn(store, capsys):
    assert main(["withdraw", "no-such-upload", "--by", "Clerk", "--why", "a try"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "no-such-upload" in err


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_form_is_written_and_loads_back(language, tmp_path, capsys):
    path = tmp_path / "form.xlsx"
    assert main(["template", "--unit", "welcome-office", "--lang", language, "-o", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["load", str(path), "--by", "Clerk", "--json"]) == 0
    output = document(capsys)
    assert (output["unit"], output["findings"], output["changes"], output["upload_id"]) == ("welcome-office", [], [], None)


def test_a_unit_that_the_programme_lacks(good, tmp_path, capsys):
    assert main(["template", "--unit", "welcome", "-o", str(tmp_path / "form.xlsx")]) == 1
    assert "welcome-office" in capsys.readouterr().err
    assert not (tmp_path / "form.xlsx").exists()
    assert main(["check", str(good), "--unit", "welcome"]) == 1
    assert "welcome-office" in capsys.readouterr().err


def test_another_units_form(good, store, capsys):
    assert main(["load", str(good), "--unit", "opistot", "--by", "Clerk", "--json"]) == 1
    output = document(capsys)
    assert {f["code"] for f in output["findings"]} == {"other-units-indicator"}
    assert now(store).is_empty


def test_a_broken_catalogue_is_told_with_file_and_line(good, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path / "nowhere"))
    assert main(["check", str(good)]) == 1
    assert "themes.csv:0" in capsys.readouterr().err


def test_a_file_that_is_no_store_is_told(good, store, capsys):
    store.path.parent.mkdir()
    store.path.write_text("no store", encoding="utf-8")
    assert main(["load", str(good), "--by", "Clerk"]) == 3
    assert "monitoring.duckdb" in capsys.readouterr().err
    assert store.path.read_text(encoding="utf-8") == "no store"


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "loaders", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_waits_while_another_process_reads(good, store, capsys):
    main(["load", str(good), "--by", "Clerk"])
    with store.reading() as connection:
        reading_too = run("template", "--unit", "welcome-office", "-o", str(good.with_name("form.xlsx")))
        assert (reading_too.returncode, reading_too.stderr) == (0, "")
        (good.with_name("more.xlsx")).write_bytes(form(snapshot.read_from(connection, VAASA)).figures({"TYO3.1": {2021: 9}}).content)
        writing = subprocess.Popen(
            [sys.executable, "-m", "loaders", "load", str(good.with_name("more.xlsx")), "--by", "Clerk", "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
    with writing:
        out, _ = writing.communicate(timeout=300)
    assert writing.returncode == 0
    assert json.loads(out)["upload_id"]
    assert now(store).figures["TYO3.1"][2021].value == 9


def test_it_says_that_the_store_is_busy(good, store, monkeypatch, capsys):
    main(["load", str(good), "--by", "Clerk"])
    memory_copy.forget_all()
    monkeypatch.setattr(DuckDBFile, "patience", 0.2)
    holding = (
        "import sys; from monitoring.store import Store; s = Store(sys.argv[1])\nwith s.writing():\n    print('here', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(store.path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "here\n"
        capsys.readouterr()
        assert main(["check", str(good), "--lang", "en"]) == 3
        holder.communicate("")
    out, err = capsys.readouterr()
    assert out == "" and "locked" not in err and err.strip()


def test_as_a_process_it_exits_with_the_same_codes(wrong, tmp_path):
    """And with 0 where nothing is wrong, as while another process reads."""
    found = run("check", str(wrong), "--json")
    assert (found.returncode, found.stderr) == (1, "") and json.loads(found.stdout)["findings"]
    missing = run("check", str(tmp_path / "not-there.xlsx"), "--json")
    assert missing.returncode == 2 and json.loads(missing.stdout)["findings"]


@pytest.mark.parametrize("command", [["check"], ["load", "--by", "coordinator"]])
def test_asked_for_a_unit_that_there_is_not_it_still_prints_one_document(command, store, tmp_path, capsys):
    assert main([*command, str(tmp_path / "any.xlsx"), "--unit", "nobody", "--json", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["findings"] == document["changes"] == [] and "nobody" in document["error"] and document["error"] == err.strip()


SUMMARY = {"files", "accepted", "with_errors", "skipped", "new", "changed", "same"}


@pytest.fixture
def folder(filled, tmp_path) -> Path:
    """Two good workbooks, one with mistakes, one that is none, and a letter."""
    folder = tmp_path / "units"
    (folder / "more").mkdir(parents=True)
    (folder / "a-good.xlsx").write_bytes(filled["one year"])
    (folder / "b-wrong.xlsx").write_bytes(filled["no number"])
    (folder / "c-broken.xlsx").write_bytes(b"PK\x03\x04" + bytes(500))
    (folder / "letter.docx").write_bytes(b"PK\x03\x04")
    (folder / "more" / "d-good.xlsx").write_bytes(filled["another year"])
    return folder


NAMES = ["a-good.xlsx", "b-wrong.xlsx", "c-broken.xlsx", "letter.docx", "more/d-good.xlsx"]


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.write(folder / name, name)
    return path


GIVEN = {
    "a folder": lambda folder: ([folder], [f"units/{name}" for name in NAMES]),
    "a zip": lambda folder: ([zipped(folder)], [f"units.zip/{name}" for name in NAMES]),
}


@pytest.mark.parametrize("name", GIVEN)
def test_of_many_each_has_its_own_result(name, folder, store, capsys):
    paths, names = GIVEN[name](folder)
    assert main(["load", *map(str, paths), "--by", "Clerk", "--json"]) == 1
    output = document(capsys)
    assert [file["file"] for file in output["files"]] == names
    good, wrong, broken, letter, other = output["files"]
    assert all({"file", "layout", "unit", "findings", "changes", "upload_id"} == file.keys() for file in output["files"])
    assert good["upload_id"] and other["upload_id"] and not wrong["upload_id"]
    assert [f["code"] for f in wrong["findings"] if f["severity"] == "error"] == ["not-a-number"]
    assert [(f["severity"], f["code"]) for f in broken["findings"] + letter["findings"]] == [("error", "unreadable-file"), ("info", "unused-sheet")]
    assert output["summary"] == {"files": 5, "accepted": 2, "with_errors": 2, "skipped": 1, "new": 2, "changed": 0, "same": 0}
    figures = now(store).figures["TYO3.1"]
    assert {year: figures[year].value for year in figures} == {2019: 12, 2021: 7}
    assert {row.file_name for row in store.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=9)} == {names[0], names[4]}


def test_one_file_of_a_folder_says_what_it_says_alone(folder, capsys):
    main(["check", str(folder), "--json"])
    among = {Path(file.pop("file")).name: file for file in document(capsys)["files"]}
    for name in ("a-good.xlsx", "b-wrong.xlsx", "c-broken.xlsx"):
        main(["check", str(folder / name), "--json"])
        assert document(capsys) == among[name]


def test_nothing_is_stored_by_checking_many(folder, store, capsys):
    assert main(["check", str(folder), "--json"]) == 1
    assert "upload_id" not in document(capsys)["files"][0]
    assert not store.path.exists()


WORST = {
    "all good": (["a-good.xlsx", "more/d-good.xlsx"], 0),
    "one with mistakes": (["a-good.xlsx", "b-wrong.xlsx"], 1),
    "one that is unreadable": (["a-good.xlsx", "c-broken.xlsx"], 1),
    "one that is not there": (["a-good.xlsx", "nowhere.xlsx"], 1),
    "all unreadable": (["c-broken.xlsx", "nowhere.xlsx"], 2),
}


@pytest.mark.parametrize("name", WORST)
def test_the_exit_code_is_the_worst(name, folder, capsys):
    names, code = WORST[name]
    assert main(["check", *(str(folder / name) for name in names), "--json"]) == code
    assert document(capsys)["summary"].keys() == SUMMARY


def test_a_folder_with_nothing_to_read(tmp_path, capsys):
    (tmp_path / "units").mkdir()
    assert main(["check", str(tmp_path / "units"), "--json"]) == 2
    output = document(capsys)
    assert [f["code"] for f in output["findings"]] == [f["code"] for f in output["files"][0]["findings"]] == ["unreadable-file"]


def test_people_read_a_summary_of_many(folder, capsys):
    assert main(["check", str(folder), "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert "Files 5: without errors 2, with errors 2, skipped 1.\nNew 2, changed 0, unchanged 0.\n" in out
    assert all(name in out for name in NAMES) and "a dozen" in out and err == ""


def test_a_marked_workbook_is_made_of_one(folder, tmp_path, capsys):
    assert main(["check", str(folder), "--marked", str(tmp_path / "marked.xlsx"), "--json", "--lang", "en"]) == 1
    assert "one file" in document(capsys)["error"]
    assert not (tmp_path / "marked.xlsx").exists()


def test_what_keeps_the_rest_from_being_looked_at_does_not_hide_what_was_stored(good, store, capsys):
    stored = delivery.accept(delivery.check(delivery.open_file(good), store, VAASA, "en"), store, VAASA, local("Clerk"))
    call = Call(argparse.Namespace(json=True, marked=None, empty={"upload_id": None}), words("en"))
    assert commands.report_many(call, [commands.Outcome("good.xlsx", False, stored)], trouble="busy") == 3
    out, err = capsys.readouterr()
    output = json.loads(out)
    assert (output["error"], err) == ("busy", "busy\n")
    assert [file["upload_id"] for file in output["files"]] == [stored.upload_id]


@pytest.fixture
def own(tmp_path) -> Path:
    """A table of a unit's own, with a mark and a note, and a sheet without one."""
    book = openpyxl.Workbook()
    book.active.title = "Visits"
    for line in (["Visits to the office"], [], ["Group", 2020, 2021], ["Women", 12, 13.5], ["Men", "–", 1400], [], ["Source: own count"]):
        book.active.append(line)
    book.create_sheet("Notes").append(["Nothing here"])
    book.save(tmp_path / "own.xlsx")
    return tmp_path / "own.xlsx"


def test_any_table_is_read_as_tidy_rows(own, store, capsys):
    assert main(["read", str(own), "--json"]) == 0
    output = document(capsys)
    assert output.keys() == {"tables", "findings"} and output["findings"] == []
    (table,) = output["tables"]
    assert (table["sheet"], table["range"], table["title"]) == ("Visits", "A3:C5", "Visits to the office")
    assert [(row["cell"], row["year"], row["period"], row["value"], row["labels"]) for row in table["rows"]] == [
        ("B4", 2020, "2020", 12, ["Women"]),
        ("C4", 2021, "2021", 13.5, ["Women"]),
        ("B5", 2020, "2020", None, ["Men"]),
        ("C5", 2021, "2021", 1400, ["Men"]),
    ]
    assert [row.keys() - {"cell", "year", "period", "value", "unit", "labels"} for row in table["rows"]] == [set(), set(), {"mark"}, set()]
    assert table["notes"] == ["Source: own count"]
    assert not store.path.parent.exists()


@pytest.mark.parametrize("language", languages())
def test_a_reading_says_what_it_is_not_sure_of(language, tmp_path, capsys):
    (tmp_path / "visits.csv").write_text("Visits 2021;;\n;;\nGroup;Visits;Clients\nWomen;12;8\nMen;9;9\nTotal;22;17\n", encoding="utf-8")
    say = words(language)
    assert main(["read", str(tmp_path / "visits.csv"), "--lang", language]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[2] == say("table.confidence.unsure")
    wrong = say("table.doubt.sum-differs", place="B6", stated=22.0, summed=21.0, label="Total")
    assert shown[3:5] == [f"  {wrong}", f"  {say('table.doubt.year-from-title', place='', year=2021)}"]
    assert main(["read", str(tmp_path / "visits.csv"), "--json"]) == 0
    (table,) = document(capsys)["tables"]
    assert (table["confidence"], [doubt["code"] for doubt in table["doubts"]]) == ("unsure", ["sum-differs", "year-from-title"])


def test_a_table_of_text_is_read_as_well(tmp_path, capsys):
    (tmp_path / "visits.csv").write_text("Group;2020;2021\nWomen;12;13,5\nMen;–;1400\n", encoding="cp1252")
    assert main(["read", str(tmp_path / "visits.csv"), "--json"]) == 0
    (table,) = document(capsys)["tables"]
    assert table["sheet"] == "visits"
    assert [(row["cell"], row["year"], row["value"]) for row in table["rows"]] == [
        ("B2", 2020, 12),
        ("C2", 2021, 13.5),
        ("B3", 2020, None),
        ("C3", 2021, 1400),
    ]


def test_people_read_a_table(own, capsys):
    assert main(["read", str(own), "--lang", "fi"]) == 0
    assert capsys.readouterr().out == (
        "Visits to the office\n"
        "Visits · A3:C5 · 4 arvoa\n"
        "  2020     12  Women  B4\n"
        "  2021   13,5  Women  C4\n"
        "  2020      –  Men    B5\n"
        "  2021  1\u00a0400  Men    C5\n"
    )


def test_people_see_the_first_rows_or_all(tmp_path, capsys):
    (tmp_path / "long.csv").write_text(
        "Group;2020\n" + "".join(f"Group {letter};1{number}\n" for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")), encoding="utf-8"
    )
    assert main(["read", str(tmp_path / "long.csv"), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Group t" in out and "Group u" not in out and "… and 6 more." in out
    assert main(["read", str(tmp_path / "long.csv"), "--all"]) == 0
    assert "Group z" in capsys.readouterr().out


@pytest.mark.parametrize("sheet", ["Notes", "Elsewhere"])
def test_without_a_table_it_says_which_sheets_there_are(sheet, own, capsys):
    assert main(["read", str(own), "--sheet", sheet, "--json"]) == 1
    out, err = capsys.readouterr()
    output = json.loads(out)
    assert output["tables"] == output["findings"] == [] and output["error"] == err.strip()
    assert "Visits, Notes" in output["error"]


@pytest.mark.parametrize(("make", "code"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_read_ends_with_2_where_there_is_no_workbook(make, code, tmp_path, capsys):
    make(tmp_path / "delivery.xlsx")
    assert main(["read", str(tmp_path / "delivery.xlsx"), "--json"]) == 2
    output = document(capsys)
    assert (output["tables"], [(frozenset(f), f["code"]) for f in output["findings"]]) == ([], [(frozenset(FINDING), code)])
    assert main(["read", str(tmp_path / "delivery.xlsx"), "--lang", "sv"]) == 2
    assert capsys.readouterr().out.startswith("Fel\n")


def test_reading_needs_no_store_and_starts_quickly(own):
    """Neither what opens the store, what draws nor what reads a programme is imported, whatever the lower layers bring."""
    code = "import sys; from loaders.__main__ import main; main(['read', sys.argv[1], '--json']); sys.stderr.write(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code, str(own)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["tables"]
    assert {"duckdb", "pandas", "streamlit", "plotly", "pydantic", "monitoring.store"} & set(ran.stderr.split()) == set()


def test_read_is_among_the_commands_that_help_lists(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "read" in capsys.readouterr().out
