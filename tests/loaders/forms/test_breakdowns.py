"""The sheet of breakdowns: what it gives out it takes back, and what is wrong on it is said with indicator, category, year and what was expected."""

from __future__ import annotations

import io

import openpyxl
import pytest

from loaders.forms import template
from monitoring import catalogue, snapshot
from monitoring.catalogue import Catalogue
from monitoring.dimensions import Dimensions
from monitoring.words import languages, words
from tests.monitoring.test_breakdowns import BREAKDOWNS, with_breakdowns
from tests.monitoring.test_snapshot import COUNT, HARBOUR, LEVEL, SCORE, SHARE
from tools.form_filling import Form

FEMALE, MALE = Dimensions.of(sex="F"), Dimensions.of(sex="M")
SHEET = "Breakdowns"


@pytest.fixture(scope="module")
def programme(tmp_path_factory) -> Catalogue:
    return catalogue.read(with_breakdowns(tmp_path_factory.mktemp("programme")))


@pytest.fixture
def port(form) -> Form:
    return form("port", language="en")


@pytest.fixture
def street_office(form) -> Form:
    return form("street-office", language="en")


def found(checked) -> list[tuple[str, str, str]]:
    """What is found, but for the other indicators of the unit, which these forms leave empty."""
    return [(one.code, one.sheet, one.cell) for one in checked.findings if one.code != "missing-figure"]


def test_a_unit_without_breakdowns_gets_the_form_that_it_always_got(programme, store):
    say, plain = words("en"), catalogue.read(HARBOUR)
    forms = [openpyxl.load_workbook(io.BytesIO(template.workbook("library", snapshot.read(store, of), say))) for of in (programme, plain)]
    first, second = ([[cell.value for row in sheet for cell in row] for sheet in form] for form in forms)
    assert first == second
    assert SHEET not in openpyxl.load_workbook(io.BytesIO(template.workbook("port", snapshot.read(store, plain), say))).sheetnames


@pytest.mark.parametrize("language", languages())
def test_an_empty_form_comes_back_with_no_finding(language, form, check):
    for unit in ("port", "street-office"):
        checked = check(form(unit, language=language))
        assert (checked.findings, checked.changes, checked.unit) == ((), (), unit)


def test_the_sheet_has_a_row_for_each_category_below_that_of_the_total(street_office):
    rows = [[cell.value for cell in row[:6]] for row in street_office.book[SHEET].iter_rows(min_row=5)]
    assert [row[2:5] for row in rows if row[0] == SHARE] == [
        ["Sex", category, item] for category in ("Total", "Women", "Men") for item in ("part", "all")
    ]
    assert street_office.book[SHEET]["G5"].value == "=IF('Figures'!E6=\"\",\"\",'Figures'!E6)"
    assert street_office.book[SHEET]["G5"].protection.locked and not street_office.book[SHEET]["G6"].protection.locked


def filled(form: Form) -> Form:
    form.book.properties.title = "filled in"
    form.figures({f"{SHARE} part": {2020: 12}, f"{SHARE} whole": {2020: 40}, LEVEL: {2020: 30, 2021: "–"}}).note(LEVEL, "2021: Not counted.")
    form.categories(f"{SHARE} part", "sex", {"F": {2020: 5}, "M": {2020: 7}}).categories(f"{SHARE} whole", "sex", {"F": {2020: 18}, "M": {2020: 22}})
    return form.categories(LEVEL, "sex", {"F": {2020: 14}, "M": {2020: 16, "note": "Counted in May."}})


@pytest.mark.parametrize("language", languages())
def test_a_prefilled_form_comes_back_unchanged(language, form, check, accept, store, programme):
    accepted = accept(filled(form("street-office", language=language)))
    assert found(accepted) == [] and len(accepted.brings) == 10
    figure = snapshot.read(store, programme).figures[SHARE][2020]
    assert [(one.category, dict(one.parts)) for one in figure.categories] == [("F", {"part": 5, "whole": 18}), ("M", {"part": 7, "whole": 22})]
    assert snapshot.read(store, programme).figures[LEVEL][2020].categories[1].comment == "Counted in May."
    for other in languages():
        back = check(form("street-office", language=other))
        assert found(back) == [] and [change.kind for change in back.changes] == ["same"] * 10


def test_names_in_any_language_and_codes_are_known(port, check):
    port.figures({COUNT: {2020: 9}}).categories(COUNT, "sex", {"F": {2020: 4}, "M": {2020: 5}}).categories(COUNT, "quay", {"inner": {2020: 9}})
    sheet = port.book[SHEET]
    for cell, text in {"C6": "kön", "D6": "Kvinnor", "C7": "sukupuoli", "D7": "M", "C9": "QUAY", "D9": "inre"}.items():
        sheet[cell].value = text
    changes = {(change.dimensions, change.after) for change in check(port).changes}
    assert changes == {(Dimensions.of(), 9), (FEMALE, 4), (MALE, 5), (Dimensions.of(quay="inner"), 9)}


def test_categories_of_more_than_the_total_are_refused(port, check):
    checked = check(port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 6}, "M": {2021: 4}}))
    assert found(checked) == [("categories-exceed-total", SHEET, "H6")]
    assert not checked.is_acceptable
    finding = checked.findings[0]
    assert finding.message(words("en")) == (
        "BOA1.1 Berths with level boarding, 2021: The categories of the breakdown Sex add up to 10, more than the total 9."
    )
    assert "9 at most" in finding.fix(words("en"))


def test_categories_of_more_than_the_total_may_be_right_where_one_that_is_missing_may_be_below_zero(port, check, programme, monkeypatch):
    monkeypatch.setitem(programme.indicators, COUNT, programme.indicators[COUNT].model_copy(update={"negative": "yes"}))
    port.figures({COUNT: {2021: 2, 2022: 2}}).categories(COUNT, "sex", {"F": {2021: 5, 2022: 5}, "M": {2022: 4}})
    assert [(code, cell) for code, _, cell in found(check(port))] == [("categories-exceed-total", "I6")], "2022 has all of its categories"


def test_categories_of_less_than_the_total_are_remarked_with_both_numbers(port, check, accept, form):
    port.book.properties.title = "filled in"
    port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 4}, "M": {2021: 3}}).categories(COUNT, "quay", {"outer": {2021: 5}})
    checked = accept(port)
    assert found(checked) == [("categories-below-total", SHEET, "H6"), ("categories-below-total", SHEET, "H10")]
    by_sex, by_quay = (finding.message(words("en")) for finding in checked.findings if finding.code != "missing-figure")
    assert by_sex.endswith("Sex add up to 7, and the total is 9: 2 are in no category.")
    assert by_quay.endswith("Quay add up to 5, and the total is 9: 4 are in no category. No figure for: Inner, Third.")
    assert found(check(form("port", language="en"))) == [], "what was accepted is not remarked again"


def test_categories_need_their_total(port, check):
    checked = check(port.categories(COUNT, "sex", {"F": {2021: 4}, "M": {2021: 3}}))
    assert found(checked) == [("category-total-missing", SHEET, "H6")] and not checked.is_acceptable


def test_a_total_may_be_told_again_on_its_own_row_and_is_then_checked(port, check):
    port.categories(COUNT, "sex", {"": {2020: 7, 2021: 8}, "F": {2020: 4, 2021: 4}, "M": {2020: 3, 2021: 4}})
    checked = check(port)
    assert found(checked) == []
    assert [(change.year, change.after) for change in checked.changes if not change.dimensions] == [(2020, 7), (2021, 8)]
    checked = check(port.figures({COUNT: {2020: 7, 2021: 9}}))
    assert found(checked) == [("total-stated-differently", SHEET, "H5"), ("categories-below-total", SHEET, "H6")]
    assert checked.findings[0].message(words("en")).endswith("The row Total has 8, but the sheet Figures (cell F5) has 9.")


def test_a_part_is_no_larger_than_the_whole_of_its_category(street_office, check):
    checked = check(filled(street_office).categories(f"{SHARE} part", "sex", {"F": {2020: 19}}))
    codes = [one for one in checked.findings if one.code == "part-exceeds-whole"]
    assert [one.message(words("en")) for one in codes] == [
        "STR2.2 Share of pavements not cleared by seven (Women · part), 2020: The part 19 is larger than all, 18."
    ]


def test_means_do_not_add_up_but_their_respondents_do(port, check):
    port.figures({f"{SCORE} mean": {2020: 3.5}, f"{SCORE} respondents": {2020: 40}})
    port.categories(f"{SCORE} mean", "sex", {"F": {2020: 4}, "M": {2020: 3}})
    checked = check(port.categories(f"{SCORE} respondents", "sex", {"F": {2020: 20}, "M": {2020: 21}}))
    assert [code for code, *_ in found(checked)] == ["categories-exceed-total"]
    assert "(respondents), 2020" in checked.findings[0].message(words("en"))


def test_a_mean_lies_between_those_of_its_categories(port, check):
    port.figures({f"{SCORE} mean": {2020: 4.2, 2021: 4.04, 2022: 2}, f"{SCORE} respondents": {2020: 40, 2021: 40, 2022: 40}})
    port.categories(f"{SCORE} mean", "sex", {"F": {2020: 4.1, 2021: 4, 2022: 4}, "M": {2020: 3, 2021: 3}})
    port.categories(f"{SCORE} respondents", "sex", {"F": {2020: 20, 2021: 20, 2022: 20}, "M": {2020: 20, 2021: 20, 2022: 20}})
    (finding,) = [one for one in check(port).findings if one.code.startswith("total-")]
    assert (finding.severity, finding.about.year) == ("warning", 2020)
    assert finding.message(words("en")).endswith(
        "The total 4.2 is not between the lowest (3) and the highest (4.1) figure of the categories of the breakdown Sex."
    )


@pytest.mark.parametrize(("total", "codes"), [(13, []), (10, ["categories-exceed-total"]), (27, ["categories-below-total"]), (26, [])])
def test_a_level_may_be_an_average_of_its_categories_unless_it_counts_persons(street_office, check, total, codes):
    checked = check(street_office.figures({LEVEL: {2020: total}}).categories(LEVEL, "sex", {"F": {2020: 12}, "M": {2020: 14}}))
    assert [code for code, *_ in found(checked)] == codes


@pytest.mark.parametrize(
    ("cell", "text", "detail", "expected"),
    [
        ("D6", "Wymen", "", "Write one of these: Women, Men."),
        ("D6", None, "", "Write one of these: Women, Men."),
        ("C6", "Gender", "breakdown", "Write one of these: Sex, Quay."),
    ],
)
def test_an_unknown_category_is_told_with_those_that_there_are(port, check, cell, text, detail, expected):
    port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 4}, "M": {2021: 5}})
    port.book[SHEET][cell].value = text
    (finding,) = [one for one in check(port).findings if one.code != "missing-figure"]
    assert (finding.cell, finding.value, finding.detail, finding.fix(words("en"))) == (cell, text or "", detail, expected)
    assert finding.code == "unknown-category" and finding.message(words("en")).startswith("BOA1.1 Berths with level boarding")


def test_a_row_of_an_indicator_that_is_not_broken_down(street_office, check):
    street_office.book[SHEET]["A6"].value, street_office.book[SHEET]["G6"].value = "STR1.3", 4
    (finding,) = [one for one in check(street_office).findings if one.severity == "error"]
    assert (finding.code, finding.detail, finding.cell) == ("unknown-category", "none", "C6")


def test_a_changed_code_is_told_and_the_row_checked_as_what_it_is_about(port, check):
    port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 6}, "M": {2021: 5}})
    port.book[SHEET]["A6"].value = "BOA11"
    checked = check(port)
    assert {code for code, *_ in found(checked)} == {"unknown-indicator", "categories-exceed-total"}
    assert [change.after for change in checked.changes if change.dimensions == FEMALE] == []


def test_a_deleted_row_changes_nothing(port, check, accept, form, store, programme):
    accept(port.figures({COUNT: {2020: 9}}).categories(COUNT, "sex", {"F": {2020: 4}, "M": {2020: 5}}))
    later = form("port", language="en").figures({COUNT: {2021: 8}}).categories(COUNT, "sex", {"M": {2021: 8}})
    later.book[SHEET].delete_rows(6)
    checked = accept(later)
    assert {change.kind for change in checked.changes if change.year == 2020} == {"same"} and found(checked) == []
    figures = snapshot.read(store, programme).figures[COUNT]
    assert [[(one.category, one.value) for one in figures[year].categories] for year in (2020, 2021)] == [[("F", 4), ("M", 5)], [("M", 8)]]


def test_a_repeated_row_is_told(port, check):
    port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 4}, "M": {2021: 5}})
    port.book[SHEET]["D7"].value = port.book[SHEET]["D6"].value
    assert [code for code, *_ in found(check(port))] == ["duplicate-row"]


def test_formulas_of_the_total_are_not_read_whatever_a_program_makes_of_them(port, check):
    sheet = port.figures({COUNT: {2021: 9}}).categories(COUNT, "sex", {"F": {2021: 4}, "M": {2021: 5}}).book[SHEET]
    sheet["H5"].value, sheet["I5"].value = "=#REF!", "=Sheet9!A1"
    assert found(check(port)) == []


@pytest.mark.parametrize("language", languages())
def test_every_finding_is_a_sentence_in_every_language(port, check, language):
    port.categories(COUNT, "sex", {"": {2020: 7}, "F": {2020: 6, 2021: 4, 2022: 1}, "M": {2020: 3}})
    port.figures({COUNT: {2020: 8, 2022: 3}})
    port.book[SHEET]["D10"].value, port.book[SHEET]["G10"].value = "Somewhere", 3
    codes = set()
    for finding in check(port).findings:
        codes.add(finding.code)
        message, fix = finding.message(words(language)), finding.fix(words(language))
        assert message.endswith(".") and fix.endswith(".") and "{" not in message + fix
    assert {"categories-exceed-total", "categories-below-total", "category-total-missing", "total-stated-differently", "unknown-category"} <= codes


def test_breakdowns_of_the_test_programme_are_as_the_tests_take_them(programme):
    assert BREAKDOWNS.count("\n") == 13 and {*programme.breakdowns} == {COUNT, LEVEL, SHARE, SCORE}
