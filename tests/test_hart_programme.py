"""A second real programme, of an English district, without a change of code: read, reported by form and by quarter, judged; each difference from the
council's own colours has its reason here."""

from __future__ import annotations

import pytest

from loaders import delivery
from monitoring import assessed_year, catalogue, snapshot
from monitoring.catalogue import Catalogue
from monitoring.store import Store
from tests import hart
from tests.loaders.recipes.sheets import opened
from tests.monitoring.test_snapshot import deliver
from tests.pages.running import Visit, at
from tools.form_filling import Form

pytestmark = pytest.mark.skipif(not hart.TABLE.exists(), reason="the table is not there")

AGREES = {
    "green": {"achieved", "on_track"},
    "amber": {"on_track", "behind"},
    "red": {"behind", "missed"},
    "no target": {"monitored"},
    "unknown": {"monitored"},
}
NOT_REPORTED = "the table has 0 where the quarter was not reported yet"
HALF = "half a year is asked for half of the target; the council asks each quarter for all of it"
DIFFERENT = {
    "ETS01": ("red", "achieved", NOT_REPORTED),
    "IT06": ("green", "behind", NOT_REPORTED),
    "PS05": ("green", "behind", NOT_REPORTED),
    "FI06": ("amber", "achieved", "97 is what was asked for; the council wants more than that, or has not rounded"),
    "HR11": ("red", "achieved", "fewer days than 3.15 were lost; the council's colour goes by another figure than the one that it published"),
    "HS08": ("red", "on_track", HALF),
    "IA01": ("red", "on_track", HALF),
    "PS01": ("red", "on_track", HALF),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return hart.write(tmp_path_factory.mktemp("programmes") / hart.PROGRAMME)


@pytest.fixture(scope="module")
def programme(folder) -> Catalogue:
    return catalogue.read(folder)


@pytest.fixture
def store(tmp_path) -> Store:
    own = Store(tmp_path / "monitoring.duckdb")
    deliver(own, 1, hart.figures(), programme=hart.PROGRAMME, unit="s01")
    return own


def test_each_difference_from_the_councils_colours_is_explained(programme, store):
    assessed = assessed_year.at(snapshot.read(store, programme), hart.YEAR)
    assert len(programme.indicators) == 45
    found = {row["code"]: (row["shown_as"], assessed.indicators[row["code"]].assessment.status) for row in hart.table()}
    differing = {code: pair for code, pair in found.items() if pair[1] not in AGREES[pair[0]]}
    assert differing == {code: (shown_as, status) for code, (shown_as, status, _) in DIFFERENT.items()}


def test_a_unit_reports_by_its_form(programme, store, tmp_path):
    form = Form("s01", snapshot.read(store, programme), "en").figures({"CS01": {hart.YEAR: 96.5}, "CS03": {hart.YEAR: 99}})
    (tmp_path / "form.xlsx").write_bytes(form.content)
    checked = delivery.check(opened(tmp_path / "form.xlsx"), store, programme, "en")
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    assert {(change.indicator, change.after) for change in checked.changes if change.kind != "same"} == {("CS01", 96.5), ("CS03", 99)}


def test_a_figure_below_zero_is_one_where_the_programme_says_so(programme, store, tmp_path):
    (timetable, unit), (calls, other) = ((code, programme.indicators[code].reporting_unit) for code in ("LS05", "CS01"))
    for code, by, wrong in ((timetable, unit, []), (calls, other, ["negative-value"])):
        (tmp_path / "form.xlsx").write_bytes(Form(by, snapshot.read(store, programme), "en").figures({code: {hart.YEAR: -28}}).content)
        checked = delivery.check(opened(tmp_path / "form.xlsx"), store, programme, "en")
        assert [finding.code for finding in checked.findings if finding.severity == "error"] == wrong


def test_the_pages_show_it(folder, store, monkeypatch):
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(folder))
    visit = Visit(at("goal", lang="en", goal="S011", year=hart.YEAR))
    assert "Customer Services perform as agreed" in visit.title and "answered by Contact Centre in 15 seconds" in visit.text
