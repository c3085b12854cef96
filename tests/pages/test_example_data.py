"""What pages say of the example data: who has delivered nothing, what is compared and listed, which decisions are open and what became of them."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from monitoring.words import words
from tests.monitoring.charts.made import VAASA
from tests.pages.running import Visit, at, shown

YEAR = 2021


pytestmark = pytest.mark.usefixtures("examples")


def test_an_unknown_address_leads_to_something():
    assert Visit(at("goal", goal="XXX9", lang="xx", year=1066)).title == words("fi").name(VAASA.goals["TYO1"])


def test_the_round_says_who_has_to_deliver_what():
    say, silent = words("sv"), "maahanmuuttajaopetuksen-tyoryhma"
    visit = Visit(at("round", lang="sv", year=YEAR))
    assert say.name(VAASA.units[silent]) in " ".join(visit.tables()[0][1])
    ((_, parameters),) = visit.links(say("round.deliver", unit=VAASA.units[silent]))
    assert parameters["unit"] == [silent]
    delivering = Visit(f"deliver?{urlencode(parameters, doseq=True)}")
    assert say("deliver.form") in delivering.text and delivering.address["unit"] == silent


def test_indicators_are_compared_and_listed():
    say, goals = words("fi"), "goal=NEU1&goal=TER1"
    (chart,) = Visit(f"explore?lang=fi&year={YEAR}&{goals}&view=compare").page.get("plotly_chart")
    assert all(say.name(VAASA.indicators[code]) in chart.proto.alt for code in ("NEU1.1", "TER1.1"))
    (table,) = Visit(f"explore?lang=fi&year={YEAR}&{goals}&view=table&years=2020&years=2021").tables()
    assert "2020" in table[0] and "2019" not in table[0] and len(table) == 3


@pytest.mark.parametrize(("where", "heading"), [("goal?goal=OSA3&", "goal.decisions"), ("?", "overview.decisions")])
def test_open_decisions_are_on_the_goals_page_and_the_overview(where, heading):
    say, text = words("fi"), Visit(f"{where}lang=fi&year={YEAR}").text
    assert say(heading) in text
    assert "Yhdistysten koulutusten ajankohdat sovitaan" in text
    assert say("decision.late") in text


def test_what_became_of_decisions_is_told_between_two_days():
    visit = Visit(at("changes", lang="en", year=YEAR, **{"from": "2021-06-01", "to": "2021-12-15"}))
    rows = [" ".join(row) for row in visit.rows("ASU1")]
    assert any("talousarvioesitykseen" in row and words("en")("decision.change.done") in row for row in rows)


def test_two_meetings_are_compared_with_one_click():
    say = words("sv")
    visit = Visit(at("changes", lang="sv", year=YEAR))
    visit.press(say("changes.shortcut.meetings"))
    assert (visit.address["from"], visit.address["to"]) == ("2021-05-18", "2022-05-10")
    assert visit.rows(say("decision.change.late"))
    visit.press(say("changes.shortcut.meeting"))
    assert visit.address["from"] == "2022-05-10"


def test_no_meeting_leads_to_the_meetings():
    say, visit = words("en"), Visit(at("meeting", lang="en"))
    assert visit.title == say("page.meeting")
    assert say("page.meetings") in [label for label, _ in visit.links()]


def test_the_recipes_are_only_looked_at():
    say, visit = words("sv"), Visit("recipes?lang=sv")
    visit.choose(say("recipes.choose"), "")
    assert say("recipes.example") in visit.text
    assert [shown(each.proto.label) for each in visit.page.get("download_button")] == [say("recipes.download")]
    assert say("recipes.delete") not in [shown(box.label) for box in visit.page.expander]
