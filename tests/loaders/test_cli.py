"""`python -m loaders`: exit codes, the JSON document, what is stored, and the dashboard beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from loaders.__main__ import main
from loaders.filling import Form
from monitoring import catalogue, settings, snapshot
from monitoring import store as store_module
from monitoring.store import Store

ROOT = Path(__file__).parents[2]
FINDING = {"severity", "code", "sheet", "cell", "value", "message", "fix"}
CHANGE = {"indicator", "year", "period", "component", "area", "category", "before", "after", "kind", "sheet", "cell"}


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "own" / "monitoring.duckdb"))
    monkeypatch.delenv("MONITORING_PROGRAMME", raising=False)
    return Store(settings.database())


def now(store: Store) -> snapshot.Snapshot:
    return snapshot.read(store, catalogue.current(settings.programme_folder()))


def form(store: Store) -> Form:
    return Form("welcome-office", now(store), "en")


@pytest.fixture
def good(store, tmp_path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(form(store).figures({"TYO3.1": {2019: 12, 2020: 14}}).states("TYO3-1", {2020: "in-progress"}).content)
    return path


@pytest.fixture
def wrong(store, tmp_path) -> Path:
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(form(store).figures({"TYO3.1": {2019: 12, 2020: "a dozen", 2021: -3}}).content)
    return path


def document(capsys) -> dict:
    """The one JSON document on standard output; nothing else may stand there."""
    out = capsys.readouterr().out
    assert out.endswith("\n") and out.count("\n") == 1
    return json.loads(out)


def test_a_good_workbook_is_checked_and_nothing_is_stored(good, store, capsys):
    assert main(["check", str(good), "--json"]) == 0
    said = document(capsys)
    assert (said["layout"], said["unit"]) == ("form", "welcome-office")
    assert {(finding["severity"], finding["code"]) for finding in said["findings"]} == {("warning", "missing-figure")}
    assert {frozenset(change) for change in said["changes"]} == {frozenset(CHANGE)}
    assert [(c["indicator"], c["period"], c["component"], c["before"], c["after"], c["kind"]) for c in said["changes"]] == [
        ("TYO3.1", "2019", "value", None, 12, "new"),
        ("TYO3.1", "2020", "value", None, 14, "new"),
        ("TYO3-1", "2020", "state", None, "in-progress", "new"),
    ]
    assert "upload_id" not in said
    assert now(store).is_empty and not store.path.exists()


def test_a_good_workbook_is_loaded(good, store, capsys):
    assert main(["load", str(good), "--by", "Clerk", "--note", "first", "--json"]) == 0
    said = document(capsys)
    (stored,) = store.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=9)
    assert (stored.upload_id, stored.uploaded_by, stored.note, stored.file_name) == (said["upload_id"], "Clerk", "first", "good.xlsx")
    assert now(store).figures["TYO3.1"][2020].value == 14


def test_all_mistakes_are_told_and_nothing_is_stored(wrong, store, capsys):
    for command in (["check", str(wrong), "--json"], ["load", str(wrong), "--by", "Clerk", "--json"]):
        assert main(command) == 1
        said = document(capsys)
        assert {frozenset(finding) for finding in said["findings"]} == {frozenset(FINDING)}
        errors = [(f["code"], f["sheet"], f["cell"], f["value"]) for f in said["findings"] if f["severity"] == "error"]
        cells = [form(store).address("TYO3.1", year) for year in (2020, 2021)]
        assert errors == [("not-a-number", "Figures", cells[0], "a dozen"), ("negative-value", "Figures", cells[1], "-3")]
        assert all(finding["message"] and finding["fix"] for finding in said["findings"])
        assert said.get("upload_id") is None
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
    said = document(capsys)
    assert [(f["severity"], f["code"]) for f in said["findings"]] == [("error", code)]
    assert said["findings"][0]["message"] and said["findings"][0]["fix"]
    assert (said["changes"], said.get("upload_id")) == ([], None)
    assert not store.path.exists()


def test_a_workbook_that_holds_nothing_of_the_form(store, tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Month", "Visitors"])
    book.save(tmp_path / "own-table.xlsx")
    assert main(["check", str(tmp_path / "own-table.xlsx"), "--json"]) == 1
    said = document(capsys)
    assert [f["code"] for f in said["findings"]] == ["unknown-layout"]


@pytest.mark.parametrize(("language", "word"), [("fi", "Virhe"), ("sv", "Fel"), ("en", "Error")])
def test_without_json_people_read_it_in_their_language(wrong, language, word, capsys):
    assert main(["check", str(wrong), "--lang", language]) == 1
    out, err = capsys.readouterr()
    assert word in out and "a dozen" in out
    assert err == ""


def test_the_workbook_comes_back_marked(wrong, store, tmp_path, capsys):
    assert main(["check", str(wrong), "--marked", str(tmp_path / "marked.xlsx"), "--lang", "en"]) == 1
    cell = openpyxl.load_workbook(tmp_path / "marked.xlsx")["Figures"][form(store).address("TYO3.1", 2020)]
    assert "a dozen" in cell.comment.text
    assert capsys.readouterr().out


def test_the_same_file_again_brings_nothing(good, store, capsys):
    assert main(["load", str(good), "--by", "Clerk"]) == 0
    capsys.readouterr()
    assert main(["load", str(good), "--by", "Clerk", "--json"]) == 0
    said = document(capsys)
    assert ([f["code"] for f in said["findings"]], said["upload_id"]) == (["no-change"], None)
    assert {change["kind"] for change in said["changes"]} == {"same"}
    assert now(store).uploads == 1


def test_a_withdrawal_brings_back_what_was_before(good, store, tmp_path, capsys):
    main(["load", str(good), "--by", "Clerk", "--json"])
    capsys.readouterr()
    (tmp_path / "corrected.xlsx").write_bytes(form(store).figures({"TYO3.1": {2020: 17}}).content)
    assert main(["load", str(tmp_path / "corrected.xlsx"), "--by", "Clerk", "--json"]) == 0
    said = document(capsys)
    assert [(c["before"], c["after"]) for c in said["changes"] if c["kind"] == "changed"] == [(14, 17)]
    assert main(["withdraw", said["upload_id"], "--by", "Clerk", "--why", "wrong year"]) == 0
    assert said["upload_id"] in capsys.readouterr().out
    assert now(store).figures["TYO3.1"][2020].value == 14
    assert main(["withdraw", said["upload_id"], "--by", "Clerk", "--why", "again"]) == 1
    assert said["upload_id"] in capsys.readouterr().err


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
    said = document(capsys)
    assert (said["unit"], said["findings"], said["changes"], said["upload_id"]) == ("welcome-office", [], [], None)


def test_a_unit_that_the_programme_lacks(good, tmp_path, capsys):
    assert main(["template", "--unit", "welcome", "-o", str(tmp_path / "form.xlsx")]) == 1
    assert "welcome-office" in capsys.readouterr().err
    assert not (tmp_path / "form.xlsx").exists()
    assert main(["check", str(good), "--unit", "welcome"]) == 1
    assert "welcome-office" in capsys.readouterr().err


def test_another_units_form(good, store, capsys):
    assert main(["load", str(good), "--unit", "opistot", "--by", "Clerk", "--json"]) == 1
    said = document(capsys)
    assert {f["code"] for f in said["findings"]} == {"other-units-indicator"}
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
    command = [sys.executable, "-m", "loaders", "template", "--unit", "welcome-office", "-o", str(good.with_name("form.xlsx"))]
    with store.reading() as connection:
        reading_too = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (reading_too.returncode, reading_too.stderr) == (0, "")
        (good.with_name("more.xlsx")).write_bytes(form_beside(connection).figures({"TYO3.1": {2021: 9}}).content)
        writing = subprocess.Popen(
            [sys.executable, "-m", "loaders", "load", str(good.with_name("more.xlsx")), "--by", "Clerk", "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
    with writing:
        out, _ = writing.communicate(timeout=60)
    assert writing.returncode == 0
    assert json.loads(out)["upload_id"]
    assert now(store).figures["TYO3.1"][2021].value == 9


def form_beside(connection) -> Form:
    """A form made from a connection that is open already."""
    return Form("welcome-office", snapshot.read_from(connection, catalogue.current(settings.programme_folder())), "en")


def test_it_says_that_the_store_is_busy(good, store, monkeypatch, capsys):
    main(["load", str(good), "--by", "Clerk"])
    monkeypatch.setattr(store_module, "PATIENCE", 0.2)
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


def test_as_a_process_it_exits_with_the_same_codes(good, wrong, tmp_path):
    assert run("check", str(good), "--json").returncode == 0
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
