"""What the store keeps of an own workbook: the cells that were read, where they stood; not one name, not one free text."""

from __future__ import annotations

import html
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from loaders import own_table_storage, tables
from loaders.own_tables import ReadTable
from loaders.recipes.apply import applying
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.table_profile import TableProfile, fingerprint
from tests.loaders.recipes.sheets import LOG, STAFF, VISITS, found, one, read

PRIVATE = (
    "Etunimi",
    "Sukunimi",
    "Kutsu",
    "Malli",
    "vahtimestarilla",
    "sairaana",
    "Tietosuoja",
    "Kokoustekniikka",
    "Etäyhteydellä",
    "HYPERLINK",
)


def recipe(*rules: Rule) -> Recipe:
    return Recipe(unit="welcome-office", name="ohje", headings=("-",), rules=rules)


def copied(table, programme, *rules: Rule, year: int | None = None) -> bytes:
    applied = applying.apply(recipe(*rules), TableProfile(table), programme, "fi", date(2021, 6, 30), year)
    assert applied.figures
    return own_table_storage.content([ReadTable(TableProfile(table), recipe(*rules))], applied.figures)


def cells(content: bytes, sheet: str = "Taul1") -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row if cell.value is not None}


def unzipped(content: bytes) -> str:
    """All that a workbook says, letters as letters: its writer may spell "ä" as a number."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return html.unescape("\n".join(archive.read(name).decode() for name in archive.namelist()))


COUNTED = Rule(indicator="OSA3.1", how="rows", where={"Kohderyhmä": "yhdistykset"})
SUMMED = Rule(indicator="NEU1.1", how="sum", column="Osallistujia")


def test_of_a_log_the_days_the_numbers_and_the_chosen_words_are_kept(programme):
    kept = cells(copied(one(LOG), programme, COUNTED, SUMMED))
    headings = {"A1": "Pvm", "B1": "Kouluttaja", "C1": "Aihe", "D1": "Kohderyhmä", "E1": "Osallistujia", "F1": "Huomautuksia"}
    days = {f"A{row}": datetime(*line[0].timetuple()[:3]) for row, line in enumerate(LOG[1:], 2)}
    assert kept == headings | days | {f"E{row}": line[4] for row, line in enumerate(LOG[1:], 2)} | dict.fromkeys(("D2", "D3", "D5"), "yhdistykset")


def test_no_name_and_no_free_text_of_a_log_is_kept(programme):
    rows = (
        ("Koulutuspäiväkirja",),
        (),
        LOG[0],
        *LOG[1:4],
        ("4.5.2021 Kutsu sairaana", "Kutsu Malli", "Aihe", "yhdistykset", 3, ""),
        ("Laati Etunimi Sukunimi",),
    )
    everything = unzipped(copied(one(rows), programme, COUNTED, SUMMED))
    assert {word for word in PRIVATE if word in everything} == set()
    assert all(word in everything for word in ("Koulutuspäiväkirja", "Huomautuksia", "yhdistykset"))
    assert cells(copied(one(rows), programme, COUNTED, SUMMED))["A7"] == datetime(2021, 5, 4)


def test_an_answer_is_kept_without_its_words(programme):
    survey = (
        ("Vastattu", "Arvosana", "Palaute"),
        *((date(2021, 3, n), f"{n} - Hyvä, kiitos Etunimi" if n > 3 else n, "Kutsu auttoi") for n in range(2, 6)),
    )
    mean = Rule(indicator="SOS1.3", component="mean", how="mean", column="Arvosana")
    content = copied(one(survey), programme, mean, mean.model_copy(update={"component": "respondents", "how": "respondents"}))
    assert {word for word in PRIVATE if word in unzipped(content)} == set()
    assert [cells(content)[f"B{row}"] for row in range(2, 6)] == [2, 3, 4, 5]


def test_of_a_table_of_numbers_the_used_ones_are_kept_with_their_labels(programme):
    content = copied(one((*VISITS, (), ("Lähde: kävijälaskuri",))), programme, Rule(indicator="NEU1.1", under=("Vaasa",)))
    kept = cells(content)
    assert {address: kept[address] for address in ("A1", "A3", "B3", "C3", "A4", "B4", "A9")} == {
        "A1": "Neuvonnan kävijät 2020",
        "A3": "Kuukausi",
        "B3": "Vaasa",
        "C3": "Mustasaari",
        "A4": "tammikuu",
        "B4": 11,
        "A9": "Lähde: kävijälaskuri",
    }
    assert not any(address.startswith("C") and address != "C3" for address in kept), "the other municipality's numbers stay with the unit"


def test_the_copy_reads_as_the_original_did(programme):
    rules = (Rule(indicator="TYO1.1", component="part", under=(STAFF[1][0],)), Rule(indicator="TYO1.1", component="whole", under=(STAFF[2][0],)))
    original = one(STAFF, first_row=3, first_column=2)
    (again,) = [table for sheet in read(copied(original, programme, *rules)).sheets for table in tables.read(sheet)]
    assert fingerprint(again) == fingerprint(original)
    figures = [applying.apply(recipe(*rules), TableProfile(table), programme, "fi", date(2021, 6, 30)).figures for table in (original, again)]
    assert figures[0] == figures[1] != []


def test_only_sheets_that_were_read_are_kept_and_nothing_is_hidden(programme):
    def hide(sheet):
        sheet.sheet_state = "hidden" if sheet.title == "Kävijät" else "visible"

    first, _ = found({"Kävijät": VISITS, "Muistio": STAFF}, hide)
    assert first.sheet.hidden
    book = openpyxl.load_workbook(io.BytesIO(copied(first, programme, Rule(indicator="NEU1.1", under=("Vaasa",)))))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("Kävijät", "visible")]


@pytest.mark.parametrize("text", ["=1+1", "+358", "-x", "@SUM", "Vaasa\x07"])
def test_text_stays_text(text, programme):
    table = one((("Kuukausi", "Vaasa", text.replace("\x07", "")), *VISITS[3:]), name="2020")
    content = copied(table, programme, Rule(indicator="NEU1.1", under=("Vaasa",)))
    cell = openpyxl.load_workbook(io.BytesIO(content))["2020"]["C1"]
    assert (cell.value, cell.data_type) == (text.replace("\x07", ""), "s")
    assert "<f>" not in unzipped(content)


def test_dates_and_formats_are_kept(programme):
    def shown(sheet):
        sheet["E2"].number_format = '0 "hlöä"'

    book = openpyxl.load_workbook(io.BytesIO(copied(one(LOG, shown), programme, SUMMED)))
    assert (book["Taul1"]["A2"].number_format, book["Taul1"]["E2"].number_format) == ("d.m.yyyy", '0 "hlöä"')
