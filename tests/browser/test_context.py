"""A delivered statistic on the pages: beside its indicator, among the sources, in the history and in what a withdrawal would do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from monitoring.store import Store
from monitoring.words import languages, words
from tests.browser.conftest import place
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_context import statistic
from tests.monitoring.test_snapshot import counted, deliver

NAME, SOURCE = "Työllisten <b>osuus</b>, koko maa", "Tilastokeskus, 115b, CC BY 4.0"
FIGURE = '[data-testid="stPlotlyChart"]'


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    own = Store(stores / "statistics.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut", "uploaded_by": "Suunnittelija"}
    deliver(own, 1, counted({"2021": 7}, "TYO3.1"), **about)
    deliver(own, 2, statistic({"2019": 6.25, "2020": 7.5}, "TYO1.1", NAME, SOURCE, sheet="115b", cell="C4"), file_name="115b.xlsx", **about)
    deliver(own, 3, statistic({"2020": 33, "2021": 34}, "SEU1.1", NAME, SOURCE), file_name="115b.xlsx", **about)
    return own


@pytest.fixture
def address(served, own_store, prepared) -> str:
    place(prepared, own_store)
    return served


@pytest.mark.parametrize("language", languages())
def test_the_goal_s_page_shows_the_statistic_and_the_cell_that_it_came_from(opened, address, language):
    say = words(language)
    page = opened(f"{address}/goal?goal=TYO1&lang={language}")
    text = page.locator(FIGURE).first.get_attribute("aria-label")
    assert f"{NAME}: 2019: {say.number(6.25)}, 2020: {say.number(7.5)}" in text and SOURCE in text
    page.get_by_text(say("figures.table"), exact=True).first.click()
    expect(page.get_by_role("columnheader", name=NAME)).to_be_visible()
    traced = page.get_by_role("row").filter(has_text=f"{say('component.context')} · {NAME}: {say.number(7.5)}")
    expect(traced).to_contain_text("115b.xlsx")
    expect(traced).to_contain_text("C4")
    expect(traced).to_contain_text("Suunnittelija")
    expect(page.locator("[data-testid=stMain] p").filter(has_text=SOURCE)).to_be_visible()


def test_the_method_s_page_names_the_source_and_where_it_was_read(opened, address):
    page = opened(f"{address}/method?lang=en")
    expect(page.locator("dd").filter(has_text=SOURCE).first).to_have_text(f"{SOURCE}. Delivered 12 January 2023: 115b.xlsx, 115b C4")
    expect(page.locator("dt").filter(has_text=NAME)).to_have_count(2)


def test_the_history_and_the_withdrawal_call_it_by_its_name(opened, address):
    say = words("fi")
    page = opened(f"{address}/deliveries?item=TYO1.1&delivery=upload-2&lang=fi")
    named = f"{say('component.context')} · {NAME}"
    held = page.get_by_role("row").filter(has_text=named).filter(has_text=say("history.applies"))
    expect(held).to_have_count(2)
    expect(held.first).to_contain_text(SOURCE)
    expect(page.get_by_role("row").filter(has_text=named).filter(has_text=say("withdraw.none"))).to_have_count(2)


def test_an_indicator_that_is_worked_out_has_a_history_where_a_statistic_stands_beside_it(opened, address):
    page = opened(f"{address}/deliveries?item=SEU1.1&lang=fi")
    expect(page.get_by_role("row").filter(has_text=NAME)).to_have_count(2)
