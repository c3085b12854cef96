"""What would be and what was accepted: each figure before and after, in the column that says so, texts in the language that they are in."""

from __future__ import annotations

import re

from monitoring import snapshot
from monitoring.store import Store
from monitoring.words import words
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import Visit
from tools.form_filling import Form

UNIT = "welcome-office"


def in_swedish(visit: Visit) -> list[str]:
    return [text for each in visit.page.get("html") for text in re.findall('<span lang="sv">(.*?)</span>', each.proto.body)]


def test_new_figures_have_nothing_before_and_what_a_form_says_is_in_its_language(tmp_path, monkeypatch):
    own, say = Store(tmp_path / "monitoring.duckdb"), words("fi")
    deliver(own, 1, [figure("TYO3.1", "2021", 12), figure("TYO3.1", "2022", 7)], programme=VAASA.programme.programme, unit=UNIT)
    rained = {"goal": "TYO3", "year": 2021, "text": "Satoi", "proposal": "", "sheet": "Arviot", "cell": "D7"}
    deliver(own, 2, [rained], "evaluations", programme=VAASA.programme.programme, unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    form = Form(UNIT, snapshot.read(own, VAASA), "sv").figures({"TYO3.1": {2020: 5, 2021: 13, 2022: 8}})
    form = form.note("TYO3.1", "Två bussar").evaluation("TYO3", 2021, "Det regnade")
    visit = Visit(f"deliver?lang=fi&unit={UNIT}")
    visit.hand_in(("form.xlsx", form.content))
    assert in_swedish(visit) == ["Två bussar", "Det regnade"]
    visit.fill(say("deliver.by"), "Coordinator")
    visit.press(say("deliver.accept.button"))
    ((heads, *rows),) = visit.tables(say("receipt.caption"))
    assert [row[2:5] for row in rows[:3]] == [["2020", "", "5"], ["2021", "12", "13"], ["2022", "7", "8 · Två bussar (ruotsi)"]]
    assert in_swedish(visit) == ["Två bussar", "Det regnade"]
    assert rows[3][3:5] == ["Satoi", "Det regnade (ruotsi)"]
    assert heads[3:5] == [say("preview.column.before"), say("preview.column.after")] and {len(row) for row in rows} == {len(heads)}
