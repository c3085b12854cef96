"""What has changed between two days: told for the round that came last, or for the days that a link or a reader names."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from monitoring.store import Store
from monitoring.words import words
from tests.browser.conftest import place
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver, withdraw

SAY = words("en")
FILE = "<b>*corrected*</b>.xlsx"


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    """Deliveries of 11 January 2023, of 21 March and of 1 April; the last one was withdrawn on 20 April."""
    own = Store(stores / "changes.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut", "uploaded_by": "Suunnittelija"}
    deliver(own, 1, counted({"2021": 3, "2020": 6}, "TYO3.1"), **about)
    deliver(own, 70, counted({"2021": 7}, "TYO3.1"), **about | {"file_name": FILE})
    deliver(own, 81, counted({"2021": 9}, "TYO3.1"), **about)
    withdraw(own, "upload-81")
    return own


@pytest.fixture
def address(served, own_store, prepared) -> str:
    place(prepared, own_store)
    return served


def test_at_first_it_tells_of_the_newest_round(opened, address):
    page = opened(f"{address}/changes?lang=en&year=2021")
    expect(page.get_by_text("Since 21 March 2023: ")).to_contain_text("1 figure changed")
    row = page.get_by_role("row").filter(has_text="TYO3.1")
    expect(row).to_have_count(1)
    expect(row.get_by_role("cell").first).to_have_text("2021")
    expect(row).to_contain_text(FILE)
    expect(page.get_by_text("wrong year")).to_have_count(1)
    page.get_by_role("link", name=re.compile("^1 April 2023 ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY("page.deliveries"))
    assert "delivery=upload-81" in page.url


def test_a_link_tells_of_its_own_days(opened, address):
    page = opened(f"{address}/changes?lang=en&year=2021&from=2023-04-02&to=2023-04-20")
    row = page.get_by_role("row").filter(has_text="TYO3.1")
    expect(row).to_contain_text(SAY("changes.kind.withdrawn"))
    before = opened(f"{address}/changes?lang=en&year=2021&from=2023-04-01&to=2023-04-19")
    expect(before.get_by_role("row").filter(has_text="TYO3.1")).to_contain_text(SAY("changes.kind.changed"))
    expect(before.get_by_text("wrong year")).to_have_count(0)


def test_a_goal_whose_status_changed_is_told_with_why(opened, address):
    page = opened(f"{address}/changes?lang=en&year=2021&from=2023-01-11&to=2023-01-11")
    goal = page.locator(".st-key-goal-row-TYO3-changed")
    expect(goal.locator(".m-badge")).to_contain_text([SAY("status.no_data"), SAY("status.behind")])
    expect(goal.get_by_text(SAY("changes.now"), exact=True)).to_be_visible()
    goal.get_by_role("link", name=re.compile("^TYO3 ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.goals["TYO3"]))


def test_the_days_are_chosen_by_keyboard_and_kept_in_the_address(opened, address):
    page = opened(f"{address}/changes?lang=en&year=2021")
    page.get_by_role("group", name=SAY("changes.from")).get_by_role("spinbutton").nth(1).press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("from=2023-04-21"))
    settle(page)
    expect(page.get_by_text(SAY("changes.figures.none"))).to_be_visible()
    page.get_by_role("button", name=SAY("changes.shortcut.everything")).press("Enter")
    expect(page).to_have_url(re.compile("from=2023-01-11"))
    expect(page.get_by_role("row").filter(has_text="TYO3.1")).to_have_count(2)


def test_days_that_are_turned_or_unreadable(opened, address):
    page = opened(f"{address}/changes?lang=en&from=2023-04-20&to=2023-04-10")
    expect(page.get_by_text(SAY("changes.reversed"))).to_be_visible()
    unreadable = opened(f"{address}/changes?lang=en&year=2021&from=yesterday&to=1066-01-01")
    expect(unreadable.get_by_text(SAY("changes.reversed"))).to_be_visible()


def test_another_theme_leaves_it_out(opened, address):
    page = opened(f"{address}/changes?lang=en&year=2021&theme=TUR")
    expect(page.get_by_text(SAY("changes.figures.none"))).to_be_visible()
    expect(page.get_by_text(SAY("changes.deliveries.themes"))).to_be_visible()
