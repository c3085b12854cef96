"""Another city's programme, in another folder and in two other languages, without a line of code changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from loaders import delivery
from loaders.__main__ import main as loaders_main
from loaders.forms import template
from monitoring import assessed_year, catalogue, reasons, rounds, settings, snapshot
from monitoring.__main__ import main as monitoring_main
from monitoring.catalogue import Catalogue
from monitoring.kinds import KINDS
from monitoring.rules import RULES
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from publishing import exports
from tests.loaders.recipes.sheets import opened
from tools.form_filling import Form

HARBOUR = Path(__file__).parent / "programmes" / "harbour"

STATUS_IN_2023 = {
    "STR1.1": "missed",
    "STR1.2": "achieved",
    "STR1.3": "monitored",
    "STR2.1": "achieved",
    "STR2.2": "achieved",
    "BOA1.1": "achieved",
    "BOA1.2": "achieved",
    "BOA2.1": "missed",
    "SAY1.1": "achieved",
    "RES1.1": "missed",
    "RES1.2": "missed",
}


@pytest.fixture(scope="module")
def harbour() -> Catalogue:
    return catalogue.read(HARBOUR)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "harbour.duckdb")


def deliver(form: Form, store: Store, harbour: Catalogue, folder: Path) -> delivery.Delivery:
    path = folder / "form.xlsx"
    path.write_bytes(form.content)
    return delivery.accept(delivery.check(opened(path), store, harbour, "en"), store, harbour, local("Port clerk"))


def filled_forms(now: snapshot.Snapshot) -> list[Form]:
    streets = Form("street-office", now, "sv").figures(
        {
            "STR1.1": {2020: 12, 2021: 14, 2022: 12, 2023: 11},
            "STR1.2": {2020: 150, 2021: 110, 2022: 80, 2023: 40},
            "STR1.3": {2020: 1.5, 2021: 2.5, 2023: 4.0},
            "STR2.1": {2020: 30, 2021: 31, 2022: 24, 2023: 19},
            "STR2.2 part": {2020: 20, 2021: 18, 2022: 20, 2023: 20},
            "STR2.2 whole": {2020: 100, 2021: 100, 2022: 100, 2023: 100},
        }
    )
    streets.states("STR2-1", {2020: "in-progress", 2021: "done"}, date(2021, 11, 2))
    port = Form("port", now, "en").figures(
        {
            "BOA1.1": {2020: 1, 2021: 2, 2022: 3, 2023: 2},
            "BOA2.1 mean": {2020: 3.4, 2021: 3.6, 2022: 3.5, 2023: 3.4},
            "BOA2.1 respondents": {2020: 120, 2021: 90, 2022: 110, 2023: 100},
        }
    )
    port.states("BOA1.2", {2020: "not-started", 2021: "in-progress", 2022: "done"}, date(2022, 6, 1)).states("BOA1-1", {2021: "interrupted"})
    port.evaluation("BOA1", 2023, "The ramp is in use every day.", "Light it in winter.")
    youth = Form("youth-council", now, "fi")
    for age, by_year in {"15–24": {2020: 90, 2023: 40}, "25–64": {2020: 10, 2023: 40}, "65–": {2020: 0, 2023: 20}}.items():
        youth.distribution("SAY1.1", "North quay", age, by_year)
    return [streets, port, youth]


def test_the_programme_has_every_kind_every_rule_and_direction_down(harbour):
    indicators = harbour.indicators.values()
    assert {i.kind for i in indicators} == set(KINDS)
    assert {i.target_rule for i in indicators} == set(RULES)
    assert {i.target_rule for i in indicators if i.direction == "down"} == {"reach", "improve", "keep"}
    assert [unit.unit for unit in harbour.reporting_units] == ["street-office", "port", "youth-council"]
    assert harbour.units_of("STR1")[1].unit == "library"


def test_a_name_that_the_programme_lacks_in_finnish_is_shown_in_another_language(harbour):
    assert words("fi").name(harbour.programme) == "Hamn för alla 2020–2023"
    assert words("en").name(harbour.programme) == "A harbour for everyone 2020–2023"
    assert words("fi").measure(harbour.measures["falls"], "falls", 1) == "olycka"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("unit", ["street-office", "port", "youth-council", "library"])
def test_a_form_comes_back_without_a_finding(unit, language, store, harbour, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(template.workbook(unit, snapshot.read(store, harbour), words(language)))
    checked = delivery.check(opened(path), store, harbour, language)
    assert (checked.layout, checked.unit, checked.findings, checked.changes) == ("form", unit, (), ())


def test_figures_become_statuses(store, harbour, tmp_path):
    for form in filled_forms(snapshot.read(store, harbour)):
        accepted = deliver(form, store, harbour, tmp_path)
        assert accepted.upload_id and accepted.unit, accepted.findings
    now = assessed_year.at(snapshot.read(store, harbour), 2023)
    assert {code: view.assessment.status for code, view in now.indicators.items()} == STATUS_IN_2023
    assert {code: view.assessment.status for code, view in now.goals.items()} == {
        "STR1": "missed",
        "STR2": "achieved",
        "BOA1": "achieved",
        "BOA2": "missed",
        "SAY1": "achieved",
        "RES1": "missed",
    }
    assert {year: round(figure.value, 1) for year, figure in now.indicators["RES1.2"].figures.items()} == {2021: 83.3, 2022: 50.0, 2023: 33.3}
    assert now.indicators["RES1.1"].figures[2023].parts == {"part": 3, "whole": 5}
    assert now.indicators["SAY1.1"].figures[2023].value == pytest.approx(64)
    for language in languages():
        for view in now.indicators.values():
            assert reasons.sentence(view.assessment, view, words(language))
        for view in now.goals.values():
            assert reasons.goal_sentence(view.assessment, view.indicators, words(language))
    ramp = now.goals["BOA1"]
    assert [(a.action.action, a.report.state, a.late) for a in ramp.actions] == [("BOA1-1", "interrupted", True)]
    assert [(e.unit, e.year, e.proposal) for e in ramp.evaluations] == [("port", 2023, "Light it in winter.")]
    assert len(exports.frame(now, now.indicators.values(), harbour.years, words("sv"))) > 20


def test_what_was_accepted_is_in_the_next_form_which_brings_nothing(store, harbour, tmp_path):
    for form in filled_forms(snapshot.read(store, harbour)):
        deliver(form, store, harbour, tmp_path)
    for unit in ("street-office", "port", "youth-council"):
        path = tmp_path / f"{unit}.xlsx"
        path.write_bytes(template.workbook(unit, snapshot.read(store, harbour), words("en")))
        again = delivery.check(opened(path), store, harbour, "en")
        assert (again.findings, again.brings) == ((), [])
        assert again.changes


def test_the_round_knows_who_has_delivered(store, harbour, tmp_path):
    deliver(filled_forms(snapshot.read(store, harbour))[0], store, harbour, tmp_path)
    of = {each.unit.unit: each for each in rounds.at(assessed_year.at(snapshot.read(store, harbour), 2023), rounds.deliveries(store, harbour))}
    assert of["street-office"].missing == ()
    assert of["port"].missing == ("BOA1.1", "BOA1.2", "BOA2.1")
    assert [(unit, each.uploads) for unit, each in of.items()] == [("street-office", 1), ("port", 0), ("youth-council", 0)]


def test_both_command_lines_take_the_programme_by_its_path(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "own.duckdb"))
    assert settings.programme_folder() == HARBOUR
    form = tmp_path / "port.xlsx"
    assert loaders_main(["template", "--unit", "port", "--lang", "en", "-o", str(form)]) == 0
    assert loaders_main(["load", str(form), "--by", "Port clerk", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert monitoring_main(["status", "--year", "2021", "--json"]) == 0
    text = json.loads(capsys.readouterr().out)
    assert text["year"] == 2021
    assert [goal["goal"] for goal in text["goals"]] == ["STR1", "STR2", "BOA1", "BOA2", "SAY1", "RES1"]


def test_the_same_figures_in_another_programme_are_another_programmes(store, harbour, tmp_path):
    deliver(filled_forms(snapshot.read(store, harbour))[0], store, harbour, tmp_path)
    vaasa = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
    assert snapshot.read(store, vaasa).is_empty
