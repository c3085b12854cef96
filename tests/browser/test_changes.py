"""The days between which changes are told are chosen in a browser. What is told: tests/pages/test_changes.py."""

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


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    """Deliveries of 11 January 2023, of 21 March and of 1 April; the last one was withdrawn on 20 April."""
    own = Store(stores / "changes.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut", "uploaded_by": "Suunnittelija"}
    deliver(own, 1, counted({"2021": 3, "2020": 6}, "TYO3.1"), **about)
    deliver(own, 70, counted({"2021": 7}, "TYO3.1"), **about)
    deliver(own, 81, counted({"2021": 9}, "TYO3.1"), **about)
    withdraw(own, "upload-81")
    return own


@pytest.fixture
def address(served, own_store, prepared) -> str:
    place(prepared, own_store)
    return served


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
    row = page.locator(".st-key-goal-row-TYO3-changed")
    boxes = [one.bounding_box() for one in (row.locator(".m-badge").first, row.get_by_text("→", exact=True))]
    badge, arrow = (box["y"] + box["height"] / 2 for box in boxes)
    assert abs(badge - arrow) < 3
