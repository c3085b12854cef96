"""The public copy in a browser: what the public reads, and nothing else. Whatever the counts of a few are it is the same: pages/test_public.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from monitoring.trust.people import RESIDENT
from monitoring.words import words
from pages.shared import registry
from pages.shared.registry import Place
from tests.browser.looking import violations
from tests.browser.running import dashboard, settle
from tests.browser.test_paths import FIGURE
from tests.monitoring.published import CLOSED, DECIDED, DRAFTED, IDEA, PREPARED, SENDER, SHARE, SUM, VAASA, store_with

READ = [page.name for page in registry.of(RESIDENT)]
LINKED = [page.name for page in registry.of(RESIDENT) if page.linked != Place.PAGES]
WORKING = {page.name for page in registry.PAGES} - {*READ}
SAY = words("sv")


@pytest.fixture(scope="module")
def public(tmp_path_factory) -> Iterator[str]:
    """The address of a public copy."""
    with dashboard(store_with(tmp_path_factory.mktemp("public") / "monitoring.duckdb", 2).path, MONITORING_PUBLIC="1") as address:
        yield address


def test_a_few_are_shown_as_fewer_than_five(opened, public):
    page = opened(f"{public}/goal?goal=TYO4&year=2020&lang=sv")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(SAY.name(VAASA.indicators[SUM]))
    expect(page.get_by_test_id("stMain")).to_contain_text(SAY("reason.withheld.same", year=2020))
    expect(page.locator(".js-plotly-plot").get_by_text("<5")).to_be_visible()
    page.get_by_text(SAY("figures.table"), exact=True).first.click()
    expect(page.get_by_role("row").filter(has_text="2020").first).to_contain_text("<5")
    expect(page.get_by_test_id("stMain")).to_contain_text(SAY("goal.evaluations.withheld"))
    assert violations(page) == {}


def test_what_is_decided_is_read_and_what_is_prepared_is_not(opened, public):
    page = opened(f"{public}/goal?goal=TUR1&year=2021&lang=sv")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(DECIDED)
    for text in (DRAFTED, IDEA, PREPARED, CLOSED, SENDER):
        expect(main).not_to_contain_text(text)


def test_the_menu_and_the_foot_lead_to_what_the_public_reads(opened, public):
    page = opened(f"{public}/?lang=sv")
    foot = page.locator(".st-key-frame-foot")
    expect(foot.get_by_role("link")).to_have_text([SAY(f"page.{name}") for name in LINKED])
    assert {name for name in WORKING if page.locator(f'a[href*="/{name}"]').count()} == set()
    assert violations(page) == {}


@pytest.mark.parametrize("name", ["deliver", "meetings"])
def test_the_pages_of_those_who_work_are_not_there(browser, public, name):
    """Streamlit says in the console that there is no such page, and shows the first one."""
    page = browser.new_page()
    page.goto(f"{public}/{name}?lang=sv&meeting=m1&unit=lyseon-lukio")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.programme))
    expect(page.locator("input[type=file], textarea")).to_have_count(0)
    assert PREPARED not in page.inner_text("body")
    page.close()


def test_a_share_of_a_few_is_not_published(opened, public):
    page = opened(f"{public}/goal?goal=TYO1&year=2020&lang=sv")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(SAY.name(VAASA.indicators[SHARE]))
    expect(page.locator(".js-plotly-plot").first).to_contain_text(SAY("value.withheld.other", number="5"))
    assert SAY.name(VAASA.indicators[SHARE]) in page.locator(FIGURE).first.get_attribute("aria-label")
