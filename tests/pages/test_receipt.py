"""What was accepted, on the receipt: each figure before and after, in the column that says so."""

from __future__ import annotations

from monitoring import snapshot
from monitoring.store import Store
from monitoring.words import words
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import deliver, figure
from tests.pages.running import Visit
from tools.form_filling import Form

UNIT = "welcome-office"


def test_new_figures_have_nothing_before(tmp_path, monkeypatch):
    own, say = Store(tmp_path / "monitoring.duckdb"), words("sv")
    deliver(own, 1, [figure("TYO3.1", "2021", 12), figure("TYO3.1", "2022", 7)], programme=VAASA.programme.programme, unit=UNIT)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    form = Form(UNIT, snapshot.read(own, VAASA), "sv").figures({"TYO3.1": {2020: 5, 2021: 13, 2022: 8}})
    visit = Visit(f"deliver?lang=sv&unit={UNIT}")
    visit.hand_in(("form.xlsx", form.content))
    visit.fill(say("deliver.by"), "Coordinator")
    visit.press(say("deliver.accept.button"))
    ((heads, *rows),) = visit.tables(say("receipt.caption"))
    assert [row[2:5] for row in rows] == [["2020", "", "5"], ["2021", "12", "13"], ["2022", "7", "8"]]
    assert heads[3:5] == [say("preview.column.before"), say("preview.column.after")] and {len(row) for row in rows} == {len(heads)}
