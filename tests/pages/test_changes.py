"""What has changed between two days: told for the round that came last, or for the days that a link or a reader names."""

from __future__ import annotations

import re

import pytest

from monitoring.store import Store
from monitoring.words import words
from pages.council.changes import tables
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver, figure, withdraw
from tests.pages.running import Visit, at

SAY = words("en")
FILE = "<b>*corrected*</b>.xlsx"


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory):
    """Deliveries of 11 January 2023, of 21 March and of 1 April; the last one was withdrawn on 20 April."""
    own = Store(tmp_path_factory.mktemp("changes") / "monitoring.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut", "uploaded_by": "Suunnittelija"}
    deliver(own, 1, counted({"2021": 3, "2020": 6}, "TYO3.1"), **about)
    deliver(own, 70, counted({"2021": 7}, "TYO3.1"), **about | {"file_name": FILE})
    deliver(own, 81, counted({"2021": 9}, "TYO3.1"), **about)
    withdraw(own, "upload-81")
    by_age = [figure("TER1.1", "2020", n, by={"age": category}) for category, n in (("0-17", 40), ("65-", 30))]
    deliver(own, -100, [*counted({"2020": 70}, "TER1.1"), *by_age], **about)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORING_DATABASE", str(own.path))
        yield own


def changes(**parameters: str | int) -> Visit:
    return Visit(at("changes", lang="en", **parameters))


def test_at_first_it_tells_of_the_newest_round():
    visit = changes(year=2021)
    assert re.search("Since 21 March 2023: .*1 figure changed", visit.text)
    (row,) = visit.rows(FILE)
    assert row[0].startswith("TYO3.1") and row[1] == "2021"
    assert visit.text.count("wrong year") == 1
    ((_, parameters),) = visit.links("1 April 2023 ")
    assert parameters["delivery"] == ["upload-81"]


def test_a_link_tells_of_its_own_days():
    (row,) = changes(year=2021, **{"from": "2023-04-02", "to": "2023-04-20"}).rows("TYO3.1")
    assert SAY("changes.kind.withdrawn") in " ".join(row)
    before = changes(year=2021, **{"from": "2023-04-01", "to": "2023-04-19"})
    (row,) = before.rows("TYO3.1")
    assert SAY("changes.kind.changed") in " ".join(row)
    assert "wrong year" not in before.text


def test_a_goal_whose_status_changed_is_told_with_why():
    visit = changes(year=2021, **{"from": "2023-01-11", "to": "2023-01-11"})
    assert re.search(f"{SAY('status.no_data')}.*{SAY('status.behind')}.*{SAY('changes.now')}", visit.text)
    assert [parameters["goal"] for _, parameters in visit.links("TYO3 ")] == [["TYO3"]]


def test_days_that_are_turned_or_unreadable():
    turned = changes(**{"from": "2023-04-20", "to": "2023-04-10"})
    assert SAY("changes.reversed") in turned.text
    unreadable = changes(year=2021, **{"from": "yesterday", "to": "1066-01-01"})
    assert SAY("changes.reversed") in unreadable.text


def test_a_category_is_told_by_its_name():
    visit = changes(year=2020, **{"from": "2022-10-02", "to": "2022-10-02"})
    name = VAASA.indicators["TER1.1"].names["en"]
    assert [row[0] for row in visit.rows("TER1.1")] == [f"TER1.1 {name}{of}" for of in ("", " · Under 18", " · 65 and over")]
    assert "3 new figures came" in visit.text


def test_another_theme_leaves_it_out():
    visit = changes(year=2021, theme="TUR")
    assert SAY("changes.figures.none") in visit.text and SAY("changes.deliveries.themes") in visit.text


def test_of_many_deliveries_the_newest_are_named_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(tables, "MOST", 1)
    visit = changes(year=2021, **{"from": "2023-01-01", "to": "2023-04-20"})
    assert len(visit.links(" 2023 ")) == 1
    assert len(visit.links(SAY("changes.deliveries.more", n=2))) == 1
