"""What the form gives out it takes back, whatever people do to it on the way."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import time
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from loaders import delivery
from loaders.files import reading
from loaders.files.workbook import unpack
from loaders.forms import form_entries, layout, recognition, template
from loaders.normalisation import normalised
from monitoring import moments, snapshot
from monitoring.model import STATES
from monitoring.words import languages, words
from tools.form_filling import Form


def fill(sent: Form) -> Form:
    """Something on every sheet of the form of the Welcome Office. Its title makes it another file than the form that is then given out."""
    sent.book.properties.title = "filled in"
    sent.figures(
        {"TYO3.1": {2019: 14, 2020: 11}, "OSA3.1": {2020: 5}, "SOS1.2 part": {2020: 61}, "SOS1.2 whole": {2020: 84}, "SOS1.3 mean": {2020: 3.65}}
    )
    sent.figures({"SOS1.3 respondents": {2020: 47}, "NEU1.1": {2019: 1904, 2020: "–"}}).note("NEU1.1", "Ei tilastoitu.")
    sent.states("SOS1.1", {2019: "in-progress", 2020: "done"}, date(2020, 11, 16))
    return sent.evaluation("SOS1", 2020, "Avattiin syksyllä.\nTiedot päivittää järjestö.", "Muistutus keväisin.")


@pytest.mark.parametrize("language", languages())
def test_every_units_form_comes_back_with_no_finding(language, programme, store):
    """Each unit's in one language, and some in each. Read as the sandbox reads it, without a process for each."""
    now, others = snapshot.read(store, programme), len(languages())
    for unit in list(programme.units)[languages().index(language) :: others]:
        content = template.workbook(unit, now, words(language))
        workbook = unpack(json.loads(reading.answer(io.BytesIO(content), lambda share: None)))
        tidied = form_entries.read(recognition.sheets(workbook), programme, language)
        assert tidied.entries == [] and tidied.findings == []
        assert recognition.named_unit(workbook, set(programme.units)) == unit


@pytest.mark.parametrize("language", languages())
def test_a_prefilled_form_comes_back_unchanged(language, form, check, accept):
    accepted = accept(fill(form(language=language)))
    assert accepted.upload_id and not any(finding.severity == "error" for finding in accepted.findings)
    for other in (language, languages()[languages().index(language) - 1]):
        back = check(form(language=other))
        assert back.findings == ()
        assert {change.kind for change in back.changes} == {"same"} and len(back.changes) == len(accepted.changes)


def test_headings_of_forms_that_were_given_out_earlier_are_known():
    known = layout.columns()
    assert {known[normalised(heading)] for heading in ("Anmärkning", words("sv")("form.column.note"))} == {"note"}
    assert {known[normalised(heading)] for heading in ("Klass", words("sv")("form.column.category"))} == {"category"}
    assert {known[normalised(heading)] for heading in ("Färdigt", words("sv")("form.column.completed"))} == {"completed"}


def test_what_was_completed_today_by_the_municipalitys_calendar_is_accepted(form, check, monkeypatch):
    """The machine's clock is in another time zone, where it is still yesterday."""
    monkeypatch.setenv("MONITORING_TIMEZONE", "Pacific/Kiritimati")
    monkeypatch.setenv("TZ", "Etc/GMT+12")
    time.tzset()
    try:
        today = moments.today()
        assert today > date.today()
        found = check(form().states("SOS1.1", {2022: "done"}, today)).findings
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert "date-in-future" not in {finding.code for finding in found}


def test_a_prefilled_distribution_comes_back_unchanged(form, check, accept):
    sent = form("tekninen-virasto")
    for area, owned, rented in (("Gerby", "34,5 %", "65,5 %"), ("Olympia", 0.5, 99.5)):
        sent.distribution("TUR4.1", area, "omistus", {2019: owned}).distribution("TUR4.1", area, "vuokra", {2019: rented})
    accept(sent)
    back = check(form("tekninen-virasto", language="en"))
    assert back.findings == () and [change.kind for change in back.changes] == ["same"] * 4


def test_people_may_rearrange_it(form, check):
    """Rows, notes, sheets and colours added, columns moved, headings further down, another order of sheets."""
    plain = check(fill(form()))
    sent = fill(form())
    sheet = sent.book["Luvut"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=12)]
    moved = sent.book.create_sheet("Luvut (oma)", 0)
    moved.append(["Tilanne lokakuussa"])
    for row in rows:
        code, name, item, measure, *years, note = row
        moved.append([note, *reversed(years), None, measure, item, name, code])
    for row in moved.iter_rows(min_row=2, max_row=4):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FFFF00")
    moved["C3"].comment = Comment("tarkistettu", "me")
    del sent.book["Luvut"]
    rearranged = check(sent, name="Copy of seurantalomake (3).xlsx")
    assert rearranged.findings == plain.findings == ()
    assert {(c.indicator, c.period, c.component, c.after) for c in rearranged.changes} == {
        (c.indicator, c.period, c.component, c.after) for c in plain.changes
    }


def test_two_sheets_may_not_say_the_same(form, check):
    sent = fill(form())
    sent.book.copy_worksheet(sent.book["Luvut"])
    repeated = {finding.value for finding in check(sent).findings if finding.code == "duplicate-row"}
    assert repeated == {"TYO3.1", "OSA3.1", "SOS1.2", "SOS1.3", "NEU1.1"}


def test_numbers_are_read_as_a_finn_writes_them(form, check):
    written = {"TYO3.1": {2019: "1 234", 2020: "1\u00a0234", 2021: "1\u202f234", 2022: "+12"}, "SOS1.3 mean": {2020: "3,65", 2021: "3.65"}}
    sent = form().figures(written).figures({"SOS1.3 respondents": {2020: " 47 ", 2021: 47}})
    checked = check(sent)
    assert checked.is_acceptable
    assert [change.after for change in checked.changes] == [1234, 1234, 1234, 12, 3.65, 3.65, 47, 47]
    assert sum(finding.code == "converted-text" for finding in checked.findings) == 7


@pytest.mark.parametrize(
    ("written", "detail"),
    [
        ("1.234", "ambiguous"),
        ("1.234,5", "ambiguous"),
        ("12 %", "percent"),
        ("25 kpl", "text"),
        (True, "bool"),
        (date(2020, 5, 1), "date"),
        (3.7e13, "too-large"),
        ("9" * 30, "too-large"),
        ("9" * 400, "too-large"),
    ],
)
def test_what_is_no_number_is_never_guessed(written, detail, form, check):
    checked = check(form().figures({"TYO3.1": {2020: written}}))
    assert [(finding.code, finding.detail) for finding in checked.findings if finding.severity == "error"] == [("not-a-number", detail)]
    assert all(finding.message(words("fi")) for finding in checked.findings)
    assert not checked.changes


def test_text_from_a_workbook_stays_text(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 1}}).note("TYO3.1", "'=cmd|' /C calc'!A0 <script>alert(1)</script> **b**"))
    assert snapshot.read(store, programme).figures["TYO3.1"][2020].comment == "'=cmd|' /C calc'!A0 <script>alert(1)</script> **b**"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_says_the_same(form, check, tmp_path):
    sent = fill(form())
    plain = check(sent)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "form.xlsx").write_bytes(sent.content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "in" / "form.xlsx")], check=True, capture_output=True)
    saved = check((tmp_path / "form.xlsx").read_bytes(), name="saved.xlsx")
    assert saved.findings == ()
    assert [change.to_json() for change in saved.changes] == [change.to_json() for change in plain.changes]


def test_it_is_locked_but_for_what_is_asked(programme, store):
    """Input cells are open, the rest is protected without a password; numbers and states have Excel's own validation."""
    content = template.workbook("welcome-office", snapshot.read(store, programme), words("sv"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [words("sv")(f"form.sheet.{key}") for key in ("guide", "figures", "progress", "evaluations", "earlier")]
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
        assert sheet.page_setup.fitToWidth == 1 and sheet.sheet_properties.pageSetUpPr.fitToPage
    figures = book["Siffror"]
    assert figures["A5"].protection.locked and not figures["E5"].protection.locked
    assert not any(figures.column_dimensions[column].protection.locked for column in "AEJ"), "a row may be added below the table"
    beside = figures.column_dimensions["K"]
    assert (beside.min, beside.max, beside.protection.locked) == (11, 16_384, False)
    assert {validation.type for validation in figures.data_validations.dataValidation} == {"decimal"}
    progress = book["Genomförande"]
    (states,) = [validation for validation in progress.data_validations.dataValidation if validation.type == "list"]
    assert states.formula1.strip('"').split(",") == [words("sv")(f"state.{state}") for state in STATES]


def test_a_row_below_the_table_is_read(form, check):
    sent = form()
    sent.book["Luvut"].append(["OSA3.1", None, None, None, None, 7])
    sent.book["Luvut"].delete_rows(6)
    assert [(change.indicator, change.year, change.after) for change in check(sent).changes] == [("OSA3.1", 2020, 7)]


@pytest.mark.parametrize("language", languages())
def test_it_says_the_targets_and_what_part_and_whole_are(language, programme, store):
    say = words(language)
    sheet = openpyxl.load_workbook(io.BytesIO(template.workbook("welcome-office", snapshot.read(store, programme), say)))[say("form.sheet.figures")]
    rows = {(row[0].value, row[2].value): row for row in sheet.iter_rows(min_row=5)}
    target = rows["OSA3.1", say("form.item.number")][8].value
    assert "5" in target and sheet["I4"].value == say("form.column.target")
    part, whole = (rows["SOS1.2", say(f"form.item.{name}")][3].value for name in ("part", "whole"))
    assert (part, whole) == tuple(programme.indicators["SOS1.2"].counted[name][language] for name in ("part", "whole"))


def test_it_shows_the_year_that_is_reported_and_asks_for_its_evaluations(programme, store):
    say = words("fi")
    book = openpyxl.load_workbook(io.BytesIO(template.workbook("welcome-office", snapshot.read(store, programme), say, 2021)))
    for name in ("Luvut", "Toteutuminen", "Arviot"):
        assert "2021" in book[name]["A3"].value
    years = [book["Luvut"].cell(4, column) for column in range(5, 9)]
    asked = [cell.value for cell in years if cell.fill.fgColor.rgb != years[0].fill.fgColor.rgb]
    assert asked == [2021] and book["Luvut"]["G5"].fill.fgColor.rgb != book["Luvut"]["F5"].fill.fgColor.rgb
    assert {row[2].value for row in book["Arviot"].iter_rows(min_row=5)} == {2021}
    asked, earlier = (
        {book[name].row_dimensions[row].height for row in range(5, book[name].max_row + 1)} for name in ("Arviot", say("form.sheet.earlier"))
    )
    assert min(asked) > 4 * min(earlier), "there is room for the year that is reported, others have what their words need"
    assert {row[2].value for row in book["Aiemmat arviot"].iter_rows(min_row=5)} == {2019, 2020}


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2018, 9, 1), 2019), (date(2020, 6, 30), 2019), (date(2020, 7, 1), 2020), (date(2023, 3, 1), 2022), (date(2031, 1, 1), 2022)],
)
def test_the_reporting_year_is_one_of_the_programme(today, year, programme):
    assert programme.programme.reporting_year(today) == year


def test_a_delivery_knows_what_it_brings(form, check):
    checked = check(fill(form()))
    assert isinstance(checked, delivery.Delivery)
    assert len(checked.brings) == len(checked.changes) == 12


def test_a_dash_keeps_its_note_when_a_newer_year_comes(form, check, accept):
    accept(form("liikuntapalvelut").figures({"TER1.1": {2020: "–"}}).note("TER1.1", "Ei tilastoitu."))
    accept(form("liikuntapalvelut").figures({"TER1.1": {2021: 310}}))
    assert {finding.code for finding in check(form("liikuntapalvelut")).findings} <= {"no-change"}
