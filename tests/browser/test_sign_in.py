"""Signing in and out in a browser, with a real provider: back where one was, in every tab, and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from monitoring import catalogue
from monitoring.store import Store
from monitoring.trust import grants, log
from monitoring.trust.people import Grant, Role, local
from monitoring.words import words
from tests.browser.looking import beside, violations
from tests.browser.running import dashboard, settle
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.web.provider import Provider, running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The provider's own."""

SAY = words("sv")
NAME = "Havsörn"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as provider:
        provider.knows("eagle", name=NAME, email="eagle@harbour.example", email_verified=True)
        yield provider


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Store:
    own = Store(tmp_path_factory.mktemp("signed-in") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2021", 12)])
    grants.give(own, catalogue.read(HARBOUR), "email", "eagle@harbour.example", Grant(Role.SECRETARY), local("Admin"))
    return own


@pytest.fixture(scope="module")
def address(own, provider) -> Iterator[str]:
    secrets = {"MONITORING_OIDC_CLIENT_ID": "monitoring", "MONITORING_OIDC_CLIENT_SECRET": "a secret", "MONITORING_OIDC_ISSUER": provider.address}
    with dashboard(own.path, MONITORING_PROGRAMME=str(HARBOUR), **secrets) as address:
        yield address


def sign_in(page: Page) -> None:
    page.get_by_role("link", name=SAY("account.sign-in"), exact=True).first.click()
    page.get_by_placeholder("sub").fill("eagle")
    page.get_by_role("button", name="Authorize", exact=True).click()
    settle(page)


def test_somebody_signs_in_where_they_were_and_out_in_every_tab(opened, address, own, provider):
    page = opened(f"{address}/goal?goal=BOA1&lang=sv&year=2021", leads_to=provider.address)
    expect(page.get_by_role("link", name=SAY("page.deliver"))).to_have_count(0)
    sign_in(page)
    assert page.url == f"{address}/goal?goal=BOA1&lang=sv&year=2021"
    expect(page.get_by_role("link", name=SAY("page.deliver")).first).to_be_visible()
    (cookie,) = [one for one in page.context.cookies() if one["name"].startswith("__Host-")]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, True, "Lax", -1)
    assert page.evaluate("document.cookie + JSON.stringify(localStorage)").count(cookie["value"]) == 0

    other = page.context.new_page()
    other.goto(f"{address}/round?lang=sv&year=2021")
    settle(other)
    expect(other.get_by_role("heading", level=1)).to_contain_text("2021")

    page.get_by_role("link", name=NAME, exact=True).click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY("page.account"))
    expect(page.get_by_text(SAY(f"role.{Role.SECRETARY}"))).to_be_visible()
    assert violations(page) == {} and beside(page) == 0
    page.get_by_role("button", name=SAY("account.sign-out"), exact=True).click()
    page.wait_for_url(re.compile("end_session"))
    assert not [one for one in page.context.cookies() if one["name"].startswith("__Host-")]

    other.get_by_role("link", name=SAY("page.deliver")).first.click()
    settle(other)
    expect(other.get_by_text(SAY("account.over"))).to_be_visible()
    expect(other.get_by_text(SAY("account.page.sign-in"))).to_be_visible()
    assert violations(other) == {}
    assert [entry.event for entry in log.entries(own, local(""), who="eagle")] == ["signed-out", "signed-in"]


def test_who_is_not_let_in_is_told_why_on_a_phone(opened, address):
    page = opened(f"{address}/account?trouble=clock&lang=sv", width=390)
    expect(page.get_by_text(SAY("sign-in.trouble.clock"))).to_be_visible()
    assert violations(page) == {} and beside(page) == 0
