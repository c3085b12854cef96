"""Figures as files: a row a figure with its status and source, the banner of example data, and text that never becomes a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from monitoring import assessed_year, catalogue, pace, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.store import Store
from monitoring.words import languages, words
from publishing import exports
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import areas, deliver, figure, pairs

HARBOUR = Path(__file__).parents[1] / "programmes" / "harbour"
EVIL = ['=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(A1)", "\tTab", "\r=1"]


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> AssessedYear:
    own = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)], file_name="=1+1.xlsx")
    deliver(own, 2, pairs("STR2.2", ("part", "whole"), {"2021": (3, 40)}), file_name="+street.xlsx")
    deliver(own, 3, areas("2021", {"North": {"a": 1, "b": 1}}))
    done = {"item": "BOA1.2", "year": 2021, "state": "done", "completed_on": date(2021, 9, 1), "comment": "", "sheet": "Progress", "cell": "D5"}
    deliver(own, 4, [done], "progress")
    return assessed_year.at(snapshot.read(own, catalogue.read(HARBOUR)), 2021)


def table(reported: AssessedYear, language: str = "en", banner: str = "", years=None):
    return exports.frame(reported, reported.indicators.values(), years or list(reported.catalogue.years), words(language), banner)


def by_heading(rows: list[list], top: int) -> list[dict]:
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def sheet_of(content: bytes):
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 1
    return book.active


def test_a_row_for_each_figure_and_state(reported):
    say, found = words("en"), table(reported)
    heading = {name: say(f"export.column.{name}") for name in exports.COLUMNS}
    assert list(found.columns) == list(heading.values())
    rows = {(row[heading["indicator"]], row[heading["year"]]): row for row in found.to_dict("records")}
    assert [key for key in rows if not key[0].startswith("RES")] == [
        ("STR1.1", 2020),
        ("STR1.1", 2021),
        ("STR2.2", 2021),
        ("BOA1.2", 2021),
        ("SAY1.1", 2021),
    ]
    share = rows["STR2.2", 2021]
    assert [share[heading[name]] for name in ("value", "part", "whole", "coverage", "goal", "theme", "unit")] == [
        7.5,
        3,
        40,
        1,
        "STR2",
        "Streets and quays",
        "Street office",
    ]
    assert rows["STR1.1", 2021][heading["status"]] == say("status.missed")
    assert "9" in rows["STR1.1", 2021][heading["reason"]]
    assert rows["BOA1.2", 2021][heading["state"]] == say("state.done")
    assert rows["SAY1.1", 2021][heading["value"]] == 50
    # Status and reason are of the year that was asked about, and stand on its rows alone.
    earlier = found[found[heading["year"]] == 2020]
    assert earlier[heading["status"]].isna().all()


def test_the_pace_is_on_the_row_of_the_year_that_is_assessed(tmp_path):
    own, say = Store(tmp_path / "monitoring.duckdb"), words("en")
    deliver(own, 1, [figure("STR2.1", "2020", 10), figure("STR2.1", "2021", 12)])
    assessed = assessed_year.at(snapshot.read(own, catalogue.read(HARBOUR)), 2021)
    wanted = pace.of(assessed.indicators["STR2.1"])
    rows = table(assessed)[[say(f"export.column.{name}") for name in ("indicator", "year", "pace", "pace_status")]].values.tolist()
    (row,) = [row[1:] for row in rows if row[:2] == ["STR2.1", 2021]]
    assert row == [2021, pytest.approx(wanted.value), say(f"pace.status.{wanted.status}")]
    assert table(assessed, years=[2020])[say("export.column.pace")].isna().all()


def test_only_the_years_that_were_asked_for(reported):
    assert set(table(reported, years=[2020])[words("en")("export.column.year")]) == {2020}


@pytest.mark.parametrize("language", languages())
def test_the_workbook_is_the_table_under_a_title(reported, language):
    say = words(language)
    sheet = sheet_of(exports.xlsx(table(reported, language), "Figures 2021", say))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Figures 2021"
    assert rows[2] == [say(f"export.column.{name}") for name in exports.COLUMNS]
    assert len(rows) == 3 + len(table(reported, language))
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.freeze_panes == "A4"


def test_the_csv_is_the_same_table(reported):
    text = exports.csv(table(reported)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(table(reported))
    assert rows[0][words("en")("export.column.value")] == "12.0"


@pytest.mark.parametrize("language", languages())
def test_the_banner_of_example_data_is_on_the_sheet_and_on_every_row(reported, language):
    say = words(language)
    banner = say("banner.example")
    found = table(reported, language, banner)
    assert set(found[say("export.column.data")]) == {banner}
    sheet = sheet_of(exports.xlsx(found, "Figures", say, banner))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == banner
    assert {row[say("export.column.data")] for row in by_heading(rows, 3)} == {banner}
    assert exports.csv(found).decode("utf-8-sig").count(banner) == len(found)


def test_figures_of_the_city_carry_no_banner(reported):
    text = exports.csv(table(reported)).decode("utf-8-sig")
    assert all(words(language)("banner.example") not in text for language in languages())


def test_text_of_a_workbook_never_becomes_a_formula(reported):
    sheet = sheet_of(exports.xlsx(table(reported), "=1+1", words("en")))
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "inlineStr", "n", "d"}
    assert "=1+1.xlsx" in [cell.value for cell in cells] and sheet["A1"].value == "=1+1"
    rows = list(csv.reader(io.StringIO(exports.csv(table(reported)).decode("utf-8-sig"))))
    texts = [cell for row in rows for cell in row]
    assert "'=1+1.xlsx" in texts and "'+street.xlsx" in texts
    assert [text for text in texts if text[:1] in ("=", "+", "@", "\t", "\r")] == []


@pytest.mark.parametrize("text", EVIL)
def test_what_a_spreadsheet_program_would_run(reported, text):
    found = table(reported)
    found[words("en")("export.column.file")] = text
    content = exports.csv(found).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert {row[words("en")("export.column.file")] for row in rows} == {f"'{text}"}
    sheet = sheet_of(exports.xlsx(found, "Figures", words("en")))
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_negative_number_stays_a_number(reported):
    found = table(reported)
    found[words("en")("export.column.value")] = -2.5
    rows = list(csv.DictReader(io.StringIO(exports.csv(found).decode("utf-8-sig"))))
    assert {row[words("en")("export.column.value")] for row in rows} == {"-2.5"}


def test_an_empty_choice_is_a_table_without_rows(reported):
    found = exports.frame(reported, [], [2021], words("en"))
    sheet = sheet_of(exports.xlsx(found, "Figures", words("en")))
    assert [cell.value for cell in sheet[3]] == [words("en")(f"export.column.{name}") for name in exports.COLUMNS]
    assert sheet.max_row == 3


def test_a_row_for_each_category_follows_its_year(tmp_path):
    own, say = Store(tmp_path / "monitoring.duckdb"), words("en")
    by_sex = {"F": (30, 200), "M": (60, 300)}
    deliver(own, 1, [row for sex, year in by_sex.items() for row in pairs("STR2.2", ("part", "whole"), {"2021": year}, {"sex": sex})])
    assessed = assessed_year.at(snapshot.read(own, catalogue.read(with_breakdowns(tmp_path))), 2021)
    found = table(assessed)
    columns = {name: say(f"export.column.{name}") for name in exports.columns_of(True)}
    assert list(found.columns) == list(columns.values())
    rows = found[found[columns["indicator"]] == "STR2.2"][[columns[name] for name in ("breakdown", "category", "category_code", "value", "part")]]
    assert [row[1:] for row in rows.fillna("").values.tolist()] == [["", "", 18, 90], ["Women", "F", 15, 30], ["Men", "M", 20, 60]]
    assert rows[columns["breakdown"]].tolist()[1:] == ["Sex", "Sex"]
    written = by_heading([[cell.value for cell in row] for row in sheet_of(exports.xlsx(found, "Figures", say)).iter_rows()], 2)
    assert [row[columns["category_code"]] for row in written if row[columns["indicator"]] == "STR2.2"] == [None, "F", "M"]
