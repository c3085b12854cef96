"""A workbook's way into the store, and out of it again."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from loaders import delivery
from monitoring import snapshot, withdrawals
from monitoring.trust.people import local
from monitoring.words import words


def kinds(checked: delivery.Delivery) -> dict[str, int]:
    return {kind: sum(change.kind == kind for change in checked.changes) for kind in ("new", "changed", "same")}


def now(store, programme):
    return snapshot.read(store, programme)


def test_checking_stores_nothing(form, check, store):
    checked = check(form().figures({"TYO3.1": {2020: 12}}))
    assert kinds(checked) == {"new": 1, "changed": 0, "same": 0}
    assert not store.path.exists()


def test_an_accepted_figure_is_traced_to_its_cell(form, accept, store, programme):
    sent = form().figures({"TYO3.1": {2020: 12}})
    accepted = accept(sent, by="Welcome Office", name="luvut 2020.xlsx")
    figure = now(store, programme).figures["TYO3.1"][2020]
    (cell,) = figure.cells
    assert figure.value == 12
    assert (cell.trace.file_name, cell.trace.sheet, cell.trace.cell) == ("luvut 2020.xlsx", "Luvut", sent.address("TYO3.1", 2020))
    assert (cell.trace.uploaded_by, cell.trace.upload_id) == ("Welcome Office", accepted.upload_id)
    (upload,) = store.rows("uploads", programme=programme.programme.programme, unit=None, at_most=9)
    assert (upload.unit, upload.layout, upload.items) == ("welcome-office", "form", 1)


def test_the_next_form_is_prefilled_and_changes_are_told_apart(form, accept, check, store, programme):
    accept(form().figures({"TYO3.1": {2019: 20, 2020: 12}, "OSA3.1": {2020: 5}}))
    sent = form().figures({"TYO3.1": {2020: 13}, "OSA3.1": {2021: 6}})
    checked = check(sent)
    assert kinds(checked) == {"new": 1, "changed": 1, "same": 2}
    (changed,) = [change for change in checked.changes if change.kind == "changed"]
    assert (changed.before, changed.after, changed.cell) == (12, 13, sent.address("TYO3.1", 2020))
    delivery.accept(checked, store, programme, local("coordinator"))
    stored = store.rows("history", item="TYO3.1", programme=programme.programme.programme)
    assert sorted(row.value for row in stored) == [12, 13, 20], "what did not change is not stored twice"


def test_an_empty_cell_never_removes_a_figure(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 12}}))
    accept(form().figures({"TYO3.1": {2020: None, 2021: 14}}))
    assert {year: figure.value for year, figure in now(store, programme).figures["TYO3.1"].items()} == {2020: 12, 2021: 14}


def test_the_same_file_came_on_the_municipalitys_day(form, check, store, programme):
    sent = form().figures({"TYO3.1": {2020: 12}}).content
    delivery.accept(check(sent), store, programme, local("coordinator"), at=datetime(2021, 12, 31, 22, 30))
    (finding,) = check(sent).findings
    assert finding.values["uploaded_on"] == date(2022, 1, 1)


def test_a_dash_with_a_note_says_that_there_is_no_figure(form, accept, store, programme):
    accepted = accept(form("liikuntapalvelut").figures({"TER1.1": {2020: "–"}}).note("TER1.1", "Vierailuja ei tilastoitu."))
    figure = now(store, programme).figures["TER1.1"][2020]
    assert (figure.value, figure.status, figure.comment) == (None, "M", "Vierailuja ei tilastoitu.")
    assert not accepted.findings


def test_a_note_stays_with_the_year_that_it_was_written_about(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 4}}).note("TYO3.1", "Suljettu keväällä."))
    accept(form().figures({"TYO3.1": {2021: 9}}))
    figures = now(store, programme).figures["TYO3.1"]
    assert {year: figure.comment for year, figure in figures.items()} == {2020: "Suljettu keväällä.", 2021: ""}
    accept(form().note("TYO3.1", "Avattu syksyllä."))
    figures = now(store, programme).figures["TYO3.1"]
    assert {year: figure.comment for year, figure in figures.items()} == {2020: "Suljettu keväällä.", 2021: "Avattu syksyllä."}


def test_states_and_evaluations_come_in(form, accept, store, programme):
    sent = form().states("SOS1.1", {2019: "in-progress", 2020: "done"}, date(2020, 11, 16))
    accept(sent.evaluation("SOS1", 2020, "Järjestötarjotin avattiin.", "Muistutus järjestöille."))
    stored = now(store, programme)
    reports = stored.reports["SOS1.1"]
    assert {year: (report.state, report.completed_on) for year, report in reports.items()} == {
        2019: ("in-progress", None),
        2020: ("done", date(2020, 11, 16)),
    }
    (evaluation,) = stored.evaluations
    assert (evaluation.goal, evaluation.year, evaluation.unit) == ("SOS1", 2020, "welcome-office")
    assert (evaluation.text, evaluation.proposal) == ("Järjestötarjotin avattiin.", "Muistutus järjestöille.")


def test_the_same_file_is_recognised(form, accept, check, store):
    sent = form().figures({"TYO3.1": {2020: 12}}).content
    accept(sent, by="Welcome Office")
    before = store.version
    again = check(sent, name="renamed.xlsx")
    assert [finding.code for finding in again.findings] == ["no-change"]
    assert "Welcome Office" in again.findings[0].message(words("sv"))
    assert accept(sent).upload_id is None
    assert store.version == before


def test_withdrawing_brings_back_what_held_before(form, accept, store, programme):
    accept(form().figures({"TYO3.1": {2020: 12}}))
    second = accept(form().figures({"TYO3.1": {2020: 21, 2021: 30}}))
    effects = withdrawals.effects(snapshot.read(store, programme), store, second.upload_id)
    assert [(effect.key.period, effect.before, effect.after) for effect in effects] == [("2020", 21, 12), ("2021", 30, None)]
    delivery.withdraw(second.upload_id, store, local("coordinator"), {"fi": "väärä tiedosto"})
    assert {year: figure.value for year, figure in now(store, programme).figures["TYO3.1"].items()} == {2020: 12}
    with pytest.raises(delivery.UnknownUpload):
        delivery.withdraw(second.upload_id, store, local("coordinator"), {"fi": "uudestaan"})


def test_a_withdrawn_file_can_be_handed_in_again(form, accept, check, store):
    sent = form().figures({"TYO3.1": {2020: 12}}).content
    delivery.withdraw(accept(sent).upload_id, store, local("coordinator"), {"fi": "erehdys"})
    assert kinds(check(sent)) == {"new": 1, "changed": 0, "same": 0}
    assert accept(sent).upload_id


def test_what_was_accepted_meanwhile_is_not_overwritten_unseen(form, accept, check, store, programme):
    mine = check(form().figures({"TYO3.1": {2020: 12}}), name="mine.xlsx")
    accept(form().figures({"TYO3.1": {2020: 40}}), name="theirs.xlsx")
    with pytest.raises(delivery.ChangedMeanwhile):
        delivery.accept(mine, store, programme, local("coordinator"))
    assert now(store, programme).figures["TYO3.1"][2020].value == 40


def test_the_unit_is_the_one_that_the_form_names(form, check):
    assert check(form("liikuntapalvelut")).unit == "liikuntapalvelut"


def test_without_its_guide_the_figures_say_whose_form_it_is(form, check):
    sent = form("liikuntapalvelut").figures({"TER1.1": {2020: 310}})
    del sent.book["Ohje"]
    assert check(sent).unit == "liikuntapalvelut"


def test_a_form_that_says_nothing_of_its_unit_asks_for_it(form, check):
    sent = form("liikuntapalvelut")
    del sent.book["Ohje"]
    checked = check(sent)
    assert [(finding.code, finding.detail) for finding in checked.findings] == [("unknown-layout", "unit")]
    assert check(sent, unit="liikuntapalvelut").is_acceptable


def test_another_units_form_is_not_taken(form, check):
    checked = check(form("liikuntapalvelut").figures({"TER1.1": {2020: 310}}), unit="welcome-office")
    assert [(finding.code, finding.value) for finding in checked.findings] == [("other-units-indicator", "TER1.1")]


def test_a_workbook_that_is_no_form(check, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Kuukausi", "Kävijät"])
    book.active.append(["tammikuu", 120])
    book.save(tmp_path / "kavijat.xlsx")
    checked = check((tmp_path / "kavijat.xlsx").read_bytes())
    assert [finding.code for finding in checked.findings] == ["unknown-layout"]
    assert not checked.is_unreadable and not checked.is_acceptable


def test_a_file_that_is_not_there(store, programme, tmp_path):
    checked = delivery.check(delivery.open_file(tmp_path / "missing.xlsx"), store, programme, "fi")
    assert checked.is_unreadable
    assert "löydy" in checked.findings[0].message(words("fi"))
