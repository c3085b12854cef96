"""A unit's own page: what is asked of it, until when, what it handed in, what it was given to do, how its goals stand."""

from __future__ import annotations

from datetime import date

from monitoring import moments, rounds
from monitoring.council import decisions
from monitoring.council.decisions import Wording
from monitoring.rounds import Deadline
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import words
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver
from tests.pages.running import Visit, at

UNIT, YEAR = "welcome-office", 2021


def test_a_unit_sees_what_is_asked_what_came_and_how_its_goals_stand(tmp_path, monkeypatch):
    say, store, secretary = words("sv"), Store(tmp_path / "monitoring.duckdb"), local("Secretary")
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    monkeypatch.setattr(moments, "today", lambda: date(2022, 4, 10))
    deliver(store, 1, counted({"2021": 3}, "TYO3.1"), programme=VAASA.programme.programme, unit=UNIT, file_name="besök.xlsx")
    rounds.set_deadline(store, VAASA, Deadline(YEAR, date(2022, 3, 31), "", now()), secretary)
    for responsible, text in ((UNIT, "Räkna besöken"), ("terveyspalvelut", "Något annat")):
        decisions.decide(store, VAASA, "TYO3", "agreed", Wording(text, responsible), secretary)
    visit = Visit(at("unit", lang="sv", year=YEAR, unit=UNIT))
    asked = [code for code in (one.indicator for one in VAASA.reported_by(UNIT))]
    (table,) = visit.tables(say("unit.asked.caption"))
    states = {row[0].split()[0]: row[1] for row in table[1:]}
    assert set(states) <= set(asked) and states["TYO3.1"] == f"✓ {say('unit.asked.come')}".replace(" ", "\u00a0")
    missing = [code for code, state in states.items() if say("unit.asked.missing") in state]
    assert say("unit.due.late", n=len(missing), deadline=date(2022, 3, 31), days=10) in visit.text
    assert visit.rows("besök.xlsx") and "Räkna besöken" in visit.text and "Något annat" not in visit.text
    linked = {parameters["goal"][0] for _, parameters in visit.links() if "goal" in parameters}
    assert linked == {goal for goal in VAASA.goals if UNIT in {unit.unit for role in ("lead", "partner") for unit in VAASA.units_of(goal, role)}}


def test_its_words_are_given_in_both_languages_and_shown_in_the_readers(tmp_path, monkeypatch):
    say, store = words("fi"), Store(tmp_path / "monitoring.duckdb")
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    original = {"goal": "TYO3", "year": YEAR, "text": "Kävijöitä tuli", "proposal": "", "sheet": "Arviot", "cell": "D5"}
    deliver(store, 1, [original], "evaluations", programme=VAASA.programme.programme, unit=UNIT)
    visit = Visit(at("unit", lang="fi", year=YEAR, unit=UNIT))
    names = {code: say.language_name(code) for code in ("fi", "sv")}
    visit.fill(say("unit.evaluation.text", language=names["fi"]), "Kävijöitä tuli")
    visit.fill(say("unit.evaluation.by"), "Koordinaattori")
    visit.press(say("unit.evaluation.save"))
    assert say("unit.evaluation.done") in visit.notices
    in_swedish = Visit(at("goal", lang="sv", year=YEAR, goal="TYO3"))
    assert any('<span lang="fi">Kävijöitä tuli</span>' in each.proto.body for each in in_swedish.page.get("html"))
    assert words("sv")("text.language", language=words("sv").language_name("fi")) in in_swedish.text
    visit.fill(say("unit.evaluation.text", language=names["sv"]), "Det kom besökare")
    visit.fill(say("unit.evaluation.by"), "Koordinaattori")
    visit.press(say("unit.evaluation.save"))
    in_swedish = Visit(at("goal", lang="sv", year=YEAR, goal="TYO3"))
    assert "Det kom besökare" in in_swedish.text and "Kävijöitä" not in in_swedish.text
