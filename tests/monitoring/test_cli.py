"""`python -m monitoring`: the standing in JSON and in words, exports, backup and restore; always the store that is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from monitoring import catalogue, settings
from monitoring.__main__ import main
from monitoring.model import STATUSES
from monitoring.storage import memory_copy
from monitoring.storage.duckdb_file import DuckDBFile
from monitoring.store import Store
from monitoring.words import languages, words
from tests.monitoring.test_snapshot import HARBOUR, figure
from tests.monitoring.test_store import upload

ROOT = Path(__file__).parents[2]
GOAL = {"goal", "theme", "status", "reason"}
INDICATOR = {"indicator", "goal", "year", "value", "target", "status", "reason"}


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "own" / "monitoring.duckdb"))
    monkeypatch.delenv("MONITORING_PROGRAMME", raising=False)
    return Store(settings.database())


def report(store: Store, upload_id: str, *rows: dict, **more) -> None:
    values = {"programme": "vaasa-2019-2022", "unit": "terveyspalvelut", "uploaded_at": datetime(2021, 2, 1, 9)} | more
    with store.writing() as connection:
        connection.insert("uploads", [upload(upload_id, **values)])
        connection.insert("figures", [{"upload_id": upload_id} | row for row in rows])


@pytest.fixture
def reported(store) -> Store:
    report(store, "first", figure("TUR1.1", "2019", 6), figure("TUR1.1", "2020", 1), figure("TYO3.1", "2020", 14, comment="=1+1"))
    return store


def document(capsys) -> dict:
    out = capsys.readouterr().out
    assert out.endswith("\n") and out.count("\n") == 1
    return json.loads(out)


def test_status_says_how_every_goal_and_indicator_stands(reported, capsys):
    assert main(["status", "--json", "--lang", "en"]) == 0
    output = document(capsys)
    vaasa = catalogue.read(settings.programme_folder())
    assert set(output) >= {"year", "goals", "indicators"}
    assert output["year"] == 2020
    assert [goal["goal"] for goal in output["goals"]] == list(vaasa.goals)
    assert [indicator["indicator"] for indicator in output["indicators"]] == list(vaasa.indicators)
    assert all(set(goal) >= GOAL and goal["reason"] and goal["status"] in STATUSES for goal in output["goals"])
    assert all(set(one) >= INDICATOR and one["reason"] and one["status"] in STATUSES for one in output["indicators"])
    trainings = next(one for one in output["indicators"] if one["indicator"] == "TUR1.1")
    assert (trainings["goal"], trainings["year"], trainings["value"], trainings["status"]) == ("TUR1", 2020, 1, "missed")
    assert "1" in trainings["reason"] and "2020" in trainings["reason"] and f"{trainings['target']:g}" in trainings["reason"]
    assert next(goal for goal in output["goals"] if goal["goal"] == "TUR1")["status"] == "missed"


def test_status_of_another_year(reported, capsys):
    assert main(["status", "--year", "2019", "--json"]) == 0
    output = document(capsys)
    assert next(one["status"] for one in output["indicators"] if one["indicator"] == "TUR1.1") == "achieved"


def test_status_has_the_categories_of_what_is_broken_down(store, capsys):
    by_age = [figure("TER1.1", "2020", n, by={"age": category}) for category, n in (("65-", 3), ("0-17", 5))]
    report(store, "first", figure("TER1.1", "2020", 9), figure("TUR1.1", "2020", 2), *by_age)
    assert main(["status", "--json"]) == 0
    found = {one["indicator"]: one["categories"] for one in document(capsys)["indicators"]}
    assert found["TER1.1"] == [{"dimension": "age", "category": "0-17", "value": 5}, {"dimension": "age", "category": "65-", "value": 3}]
    assert found["TUR1.1"] == found["TYO1.1"] == []


def test_status_of_an_empty_store(store, capsys):
    assert main(["status", "--json"]) == 0
    output = document(capsys)
    assert output["year"] == 2022, "the last of a programme that is over"
    assert {one["value"] for one in output["indicators"]} == {None}
    assert not store.path.exists()


@pytest.mark.parametrize("language", languages())
def test_without_json_people_read_it_in_their_language(reported, language, capsys):
    assert main(["status", "--lang", language]) == 0
    out = capsys.readouterr().out
    for code in catalogue.read(settings.programme_folder()).goals:
        assert f"{code}  " in out
    assert words(language)("status.missed") in out


@pytest.mark.parametrize("year", ["2018", "2023"])
def test_a_year_outside_the_programme(reported, year, capsys):
    assert main(["status", "--year", year, "--json"]) == 1
    err = capsys.readouterr().err
    assert year in err and "2019" in err and "2022" in err


def exported(path: Path, *arguments: str) -> list[list]:
    assert main(["export", *arguments, "-o", str(path), "--lang", "en"]) == 0
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]


def test_the_export_has_a_row_for_every_figure_with_where_it_came_from(reported, tmp_path):
    rows = exported(tmp_path / "all.xlsx")
    headings = [words("en")(f"export.column.{name}") for name in ("indicator", "year", "value", "status", "file", "sheet", "cell")]
    at = [rows[2].index(heading) for heading in headings]
    assert [[row[column] for column in at] for row in rows[3:]] == [
        ["TYO3.1", 2020, 14, words("en")("status.not_due"), "form.xlsx", "Figures", "E5"],
        ["TUR1.1", 2019, 6, None, "form.xlsx", "Figures", "E5"],
        ["TUR1.1", 2020, 1, words("en")("status.missed"), "form.xlsx", "Figures", "E5"],
        ["SEU1.1", 2019, rows[6][at[2]], None, None, None, None],
        ["SEU1.1", 2020, 0, rows[7][at[3]], None, None, None],
        ["SEU1.2", 2020, 0, rows[8][at[3]], None, None, None],
    ]
    assert "2020" in rows[0][0]


def test_the_export_of_one_theme(reported, tmp_path):
    rows = exported(tmp_path / "theme.xlsx", "--theme", "TUR")
    column = rows[2].index(words("en")("export.column.indicator"))
    assert [row[column] for row in rows[3:]] == ["TUR1.1", "TUR1.1"]


def test_the_csv_says_the_same(reported, tmp_path):
    assert main(["export", "--theme", "TUR", "-o", str(tmp_path / "figures.csv"), "--lang", "en"]) == 0
    content = (tmp_path / "figures.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").count("TUR1.1") == 2


@pytest.mark.parametrize(
    ("arguments", "output"),
    [(["--theme", "TURKU"], "TUR"), (["--year", "1999"], "2019"), (["-o", "figures.pdf"], ".xlsx")],
    ids=["theme", "year", "ending"],
)
def test_what_cannot_be_exported_is_said(reported, tmp_path, arguments, output, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    assert main(["export", "-o", "figures.xlsx", *arguments]) == 1
    assert output in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_the_example_data_is_never_what_is_meant(store, tmp_path, capsys):
    report(Store(settings.example_database()), "example", figure("TUR1.1", "2021", 9))
    assert main(["status", "--json"]) == 0
    assert document(capsys)["year"] == 2022
    assert main(["export", "-o", str(tmp_path / "figures.csv")]) == 0
    text = (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")
    assert all(words(language)("banner.example") not in text for language in languages())
    assert "TUR1.1" not in text


def test_a_programme_is_checked_before_it_is_shown(tmp_path, capsys):
    assert main(["check-programme", str(HARBOUR), "--lang", "en"]) == 0
    assert "6 goals and 11 indicators" in capsys.readouterr().out
    shutil.copytree(HARBOUR, tmp_path / "copy")
    for name, old, new in (("actions.csv", ",2021,", ",jatkuva,"), ("indicators.csv", ",12,2020,", ',"3,5",2020,'), ("goals.csv", ",SAY,", ",SAID,")):
        file = tmp_path / "copy" / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert main(["check-programme", str(tmp_path / "copy"), "--lang", "sv", "--json"]) == 1
    told = document(capsys)["problems"]
    assert [(one["file"], one["line"], one["code"]) for one in told] == [
        ("actions.csv", 3, "neither-year-nor"),
        ("goals.csv", 6, "unknown-code"),
        ("indicators.csv", 2, "not-a-number"),
    ]
    assert told[2]["message"] == words("sv")("catalogue.not-a-number", column="target_value", value="3,5")
    assert main(["check-programme", str(tmp_path / "nowhere")]) == 1


def test_backup_and_restore(reported, tmp_path, capsys):
    copy = tmp_path / "copy.duckdb"
    assert main(["backup", str(copy)]) == 0
    report(reported, "second", figure("TUR1.1", "2020", 8), uploaded_at=datetime(2021, 3, 1))
    assert main(["status", "--json"]) == 0
    assert next(one["value"] for one in document(capsys)["indicators"] if one["indicator"] == "TUR1.1") == 8
    assert main(["restore", str(copy)]) == 0
    assert main(["status", "--json"]) == 0
    assert next(one["value"] for one in document(capsys)["indicators"] if one["indicator"] == "TUR1.1") == 1


def test_what_cannot_be_backed_up_or_restored_is_said(store, reported, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("no store", encoding="utf-8")
    for name in ("notes.txt", "not-there.duckdb"):
        assert main(["restore", str(tmp_path / name)]) == 3
        assert name in capsys.readouterr().err
    assert len(store.rows("uploads", programme="vaasa-2019-2022", unit=None, at_most=9)) == 1
    store.path.unlink()
    assert main(["backup", str(tmp_path / "copy.duckdb")]) == 3
    assert not (tmp_path / "copy.duckdb").exists()


def test_a_busy_store_is_told_in_words(reported, monkeypatch, capsys):
    memory_copy.forget_all()
    monkeypatch.setattr(DuckDBFile, "patience", 0.2)
    holding = (
        "import sys; from monitoring.store import Store; s = Store(sys.argv[1])\nwith s.writing():\n    print('here', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(reported.path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "here\n"
        assert main(["status", "--json"]) == 3
        holder.communicate("")
    out, err = capsys.readouterr()
    assert json.loads(out)["error"] == err.strip() != ""
    assert "locked" not in err


def test_a_broken_catalogue_is_told_with_file_and_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MONITORING_PROGRAMME", str(tmp_path / "nowhere"))
    assert main(["status", "--json"]) == 1
    out, err = capsys.readouterr()
    assert "themes.csv:0" in err and json.loads(out)["error"] == err.strip()


def test_as_a_process_it_prints_the_same(reported):
    done = subprocess.run([sys.executable, "-m", "monitoring", "status", "--json"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["year"] == 2020
    assert done.stderr == ""


@pytest.mark.parametrize("command", [["backup"], ["export", "-o"]])
def test_a_file_that_cannot_be_written_is_told_in_words(command, tmp_path, reported, capsys):
    target = tmp_path / "no-such-folder" / "out.csv"
    assert main([*command, str(target), "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith(f"The file {target}")


def test_a_reader_who_has_read_enough_hears_no_complaint(reported):
    reader = "import sys; sys.stdin.read(1)"
    command = f"{sys.executable} -m monitoring status --json | {sys.executable} -c '{reader}'"
    done = subprocess.run(command, shell=True, cwd=settings.ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
