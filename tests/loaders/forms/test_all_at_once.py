"""One upload tells everything: no mistake hides another one, and each says what it is about and what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.forms.template import HEADING_ROW
from monitoring import snapshot
from monitoring.words import languages, words
from tools.form_filling import Form


def row_of(sent: Form, sheet: str, code: str, nth: int = 0) -> int:
    return [row for row in range(HEADING_ROW + 1, sent.book[sheet].max_row + 1) if sent.book[sheet].cell(row, 1).value == code][nth]


def put(sheet: str, code: str, column: str, value: object, nth: int = 0):
    def make(sent: Form) -> None:
        sent.book[sheet][f"{column}{row_of(sent, sheet, code, nth)}"].value = value

    return make


def delete(sheet: str, code: str):
    return lambda sent: sent.book[sheet].delete_rows(row_of(sent, sheet, code))


def new_year(sent: Form) -> None:
    sent.figures({"OSA3.1": {2021: 6}, "SOS1.2 part": {2021: 70}, "SOS1.2 whole": {2021: 88}, "NEU1.1": {2021: 1560}, "NEU4.1": {2021: 2310}})
    sent.figures({"SOS1.3 mean": {2021: 3.9}, "SOS1.3 respondents": {2021: 52}, "TYO3.1": {2021: 15}})


MISTAKES = {
    "a row is deleted": delete("Luvut", "OSA3.1"),
    "a bad number": put("Luvut", "NEU1.1", "G", "noin 1500"),
    "a code is changed, and its number is bad": lambda sent: (
        put("Luvut", "TYO3.1", "G", "viisitoista")(sent),
        put("Luvut", "TYO3.1", "A", "TYÖ 3")(sent),
    ),
    "a number of a changed code is negative": lambda sent: (put("Luvut", "NEU4.1", "G", -5)(sent), put("Luvut", "NEU4.1", "A", "X")(sent)),
    "another word for an item": put("Luvut", "SOS1.2", "C", "kaikkiaan", 1),
    "a mean out of its scale": put("Luvut", "SOS1.3", "G", 39),
    "an unknown state": put("Toteutuminen", "SOS1.1", "F", "melkein"),
    "a state of a changed code": lambda sent: (put("Toteutuminen", "NEU6.1", "G", "joo")(sent), put("Toteutuminen", "NEU6.1", "A", "NEU61")(sent)),
}


def errors(checked) -> set[tuple]:
    return {(f.code, f.sheet, f.value) for f in checked.findings if f.severity in ("error", "warning")}


def test_no_mistake_hides_another(form, check):
    alone = set()
    for make in MISTAKES.values():
        sent = form()
        new_year(sent)
        make(sent)
        alone |= errors(check(sent))
    sent = form()
    new_year(sent)
    for make in reversed(MISTAKES.values()):
        make(sent)
    together = check(sent)
    assert errors(together) == alone
    codes = [finding.code for finding in together.findings]
    assert [codes.count(code) for code in ("not-a-number", "negative-value", "score-out-of-range")] == [2, 1, 1]
    assert codes.count("unknown-indicator") == 4 and codes.count("unknown-state") == 2
    assert [finding.values["indicator"] for finding in together.findings if finding.code == "missing-figure"] == ["OSA3.1"]


def test_a_changed_code_is_known_by_its_name(form, check):
    sent = form()
    new_year(sent)
    put("Luvut", "NEU4.1", "A", "X")(sent)
    (finding,) = [finding for finding in check(sent).findings if finding.severity == "error"]
    assert (finding.code, finding.detail, finding.values["suggestion"]) == ("unknown-indicator", "close", "NEU4.1")


def test_an_unreadable_whole_is_not_missing_too(form, check):
    sent = form()
    new_year(sent)
    put("Luvut", "SOS1.2", "G", "88 kpl", 1)(sent)
    assert [finding.code for finding in check(sent).findings if finding.severity == "error"] == ["not-a-number"]


@pytest.mark.parametrize("language", languages())
def test_a_finding_names_indicator_year_and_what_was_expected(language, form, check, programme):
    sent = form()
    new_year(sent)
    put("Luvut", "TYO3.1", "G", "viisitoista")(sent)
    put("Luvut", "SOS1.3", "G", 39)(sent)
    say = words(language)
    bad, high = (finding for finding in check(sent).findings if finding.severity == "error")
    assert say.name(programme.indicators["TYO3.1"]) in bad.message(say) and "TYO3.1" in bad.message(say) and "2021" in bad.message(say)
    assert say("form.item.mean") in high.message(say)
    assert say.measure(programme.measures["visits"], "visits") in bad.fix(say)
    assert (bad.about.code, bad.about.year) == ("TYO3.1", 2021)


def test_a_sheet_of_the_form_without_its_headings_is_an_error(form, check):
    """Its figures would be left out in silence otherwise."""
    sent = form()
    new_year(sent)
    sent.book["Luvut"].cell(HEADING_ROW, 1).value = "Mittarinumero"
    (finding,) = [finding for finding in check(sent).findings if finding.severity == "error"]
    assert (finding.code, finding.detail, finding.sheet) == ("unknown-layout", "form-headings", "Luvut")
    assert "Tunnus, Tieto" in finding.message(words("fi"))


def test_the_preview_lists_nothing_with_an_error(form, check):
    sent = form()
    new_year(sent)
    sent.figures({"SOS1.2 part": {2021: 90}})
    checked = check(sent)
    assert not checked.is_acceptable
    assert ("SOS1.2", "part") not in {(change.indicator, change.component) for change in checked.changes}
    assert ("OSA3.1", "value") in {(change.indicator, change.component) for change in checked.changes}


def comments(store, programme, code: str) -> dict[int, str]:
    return {year: figure.comment for year, figure in snapshot.read(store, programme).figures[code].items() if figure.comment}


def test_a_note_belongs_to_the_year_that_is_corrected(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 4, 2021: 9}}))
    accept(form().figures({"TYO3.1": {2020: 5}}).note("TYO3.1", "Yksi puuttui."))
    assert comments(store, programme, "TYO3.1") == {2020: "Yksi puuttui."}


def test_a_note_may_name_its_year(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 4, 2021: 9}}).note("TYO3.1", "2020: Suljettu keväällä."))
    assert comments(store, programme, "TYO3.1") == {2020: "2020: Suljettu keväällä."}
    accept(form().figures({"TYO3.1": {2022: 7}}))
    assert comments(store, programme, "TYO3.1") == {2020: "2020: Suljettu keväällä."}


def test_a_note_on_a_state_belongs_to_its_year(form, accept, store, programme):
    accept(form().states("SOS1.1", {2019: "in-progress", 2020: "in-progress"}))
    accept(form().states("SOS1.1", {2019: "not-started"}, note="Alkoi vasta 2020."))
    reports = snapshot.read(store, programme).reports["SOS1.1"]
    assert {year: report.comment for year, report in reports.items()} == {2019: "Alkoi vasta 2020.", 2020: ""}


def test_what_was_finished_earlier_than_it_is_reported_is_remarked_on(form, check):
    checked = check(form().states("SOS1.1", {2019: "in-progress", 2020: "in-progress", 2021: "done"}, date(2019, 5, 6)))
    (finding,) = [finding for finding in checked.findings if finding.code == "completed-in-earlier-year"]
    assert finding.severity == "warning" and "2019" in finding.message(words("fi")) and "2021" in finding.message(words("fi"))
    assert "completed-in-earlier-year" not in {f.code for f in check(form().states("SOS1.1", {2019: "done"}, date(2018, 5, 6))).findings}
    on_time = form().states("SOS1.1", {2019: "done", 2020: "done"}, date(2019, 5, 6))
    assert "completed-in-earlier-year" not in {f.code for f in check(on_time).findings}


def test_one_figure_is_not_all_of_them(form, accept, check):
    accept(form().figures({"TYO3.1": {2020: 4}, "SOS1.2 part": {2020: 5}, "SOS1.2 whole": {2020: 9}}))
    assert "same-as-last-year" not in {finding.code for finding in check(form().figures({"TYO3.1": {2021: 4}})).findings}
    assert "same-as-last-year" not in {f.code for f in check(form().figures({"SOS1.2 part": {2021: 5}, "SOS1.2 whole": {2021: 9}})).findings}
