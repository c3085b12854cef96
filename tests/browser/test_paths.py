"""The ways that people take through the dashboard, in a real browser."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import Download, expect

from monitoring import catalogue, settings
from monitoring.trust.people import local
from monitoring.words import DEFAULT, Words, words
from pages.shared import registry
from pages.shared.registry import Frame
from tests.browser.looking import beside_when_narrow, looks, violations
from tests.browser.running import dashboard, settle

PAGES = [page.name for page in registry.of(local("")) if page.frame == Frame.WHOLE]
VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
FIGURE = '[data-testid="stPlotlyChart"]'


def address_of(page_name: str) -> str:
    """Up to its next parameter."""
    return {registry.FRONT: "?", "goal": "goal?goal=TYO1&"}.get(page_name, f"{page_name}?")


def title_of(page_name: str, say: Words) -> str | re.Pattern:
    if page_name == registry.FRONT:
        return say.name(VAASA.programme)
    if page_name == "goal":
        return say.name(VAASA.goals["TYO1"])
    if page_name == "round":
        return re.compile(r"\d{4}")
    return say(f"page.{page_name}")


@pytest.mark.parametrize(("name", "language", "width", "scheme", "with_axe"), looks(PAGES))
def test_every_page_in_every_language_on_a_screen_and_on_a_phone(visited, examples, name, language, width, scheme, with_axe):
    say = words(language)
    page = visited(f"{examples}/{address_of(name)}lang={language}", title_of(name, say), width=width, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(re.compile(re.escape(say.name(VAASA.programme))))
    expect(page.get_by_role("note").filter(has_text=say("banner.example"))).to_be_visible()
    assert not re.search(r"\{\w+\}|\b(None|nan|NaN)\b", page.locator("[data-testid=stMain]").inner_text())
    assert not with_axe or violations(page) == {}
    assert beside_when_narrow(page) == []


def test_the_first_visitor_after_a_start_can_come_by_a_link(opened, stores, examples):
    with dashboard(stores / "just-started.duckdb") as address:
        page = opened(f"{address}/goal?goal=TUR1&lang=en")
        name = words("en").name(VAASA.goals["TUR1"])
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        expect(page).to_have_title(f"TUR1 {name} · {words('en').name(VAASA.programme)}")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_council_goes_from_the_overview_to_a_goal_its_figures_and_the_next_goal_and_back(opened, examples):
    say = words("en")
    page = opened(f"{examples}/?lang=en&year=2021")
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("link", name=re.compile("^TUR1 ")).first.click()
    expect(heading).to_have_text(say.name(VAASA.goals["TUR1"]))
    expect(page).to_have_title(f"TUR1 {say.name(VAASA.goals['TUR1'])} · {say.name(VAASA.programme)}")
    assert "goal=TUR1" in page.url and "lang=en" in page.url and "year=2021" in page.url
    chart = page.locator(FIGURE).first
    expect(chart).to_be_visible()
    output = chart.get_attribute("aria-label")
    assert say.name(VAASA.indicators["TUR1.1"]) in output and "2021" in output
    page.get_by_text(say("figures.table"), exact=True).first.click()
    twin = page.get_by_role("table").filter(has_text="2019").first
    expect(twin).to_be_visible()
    expect(page.get_by_role("table").filter(has_text=".xlsx").first).to_be_visible()

    # The address follows a link to the page that one is on.
    page.get_by_role("link", name=say("goal.next", code="TUR2")).click()
    expect(heading).to_have_text(say.name(VAASA.goals["TUR2"]))
    expect(page).to_have_url(re.compile("goal=TUR2"))
    expect(page).to_have_title(f"TUR2 {say.name(VAASA.goals['TUR2'])} · {say.name(VAASA.programme)}")
    settle(page)
    page.go_back()
    expect(heading).to_have_text(say.name(VAASA.goals["TUR1"]))
    expect(page).to_have_url(re.compile("goal=TUR1"))
    settle(page)
    page.go_back()
    expect(heading).to_have_text(say.name(VAASA.programme))


def test_the_way_back_from_a_goal_leads_to_what_was_chosen_before(opened, examples):
    say = words("en")
    page = opened(f"{examples}/explore?lang=en&year=2021&theme=TER")
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("link", name=say("explore.to-goal", code="TER1")).first.click()
    expect(heading).to_have_text(say.name(VAASA.goals["TER1"]))
    expect(page).to_have_url(re.compile("/goal[?].*goal=TER1"))
    settle(page)
    page.go_back()
    expect(heading).to_have_text(say("page.explore"))
    expect(page).to_have_url(re.compile("/explore[?].*theme=TER"))
    assert "goal=" not in page.url
    settle(page)
    page.go_forward()
    expect(heading).to_have_text(say.name(VAASA.goals["TER1"]))
    expect(page).to_have_url(re.compile("/goal[?].*goal=TER1"))
    assert "theme=" not in page.url

    # From the foot of a page another one is shown from its top.
    settle(page)
    for link, wanted in (
        (page.get_by_role("link", name=say("goal.next", code="TER2")), say.name(VAASA.goals["TER2"])),
        (page.locator(".st-key-frame-foot").get_by_role("link", name=say("page.method")), say("page.method")),
    ):
        link.scroll_into_view_if_needed()
        expect(heading).not_to_be_in_viewport()
        link.click()
        expect(heading).to_have_text(wanted)
        expect(heading).to_be_in_viewport()
        settle(page)


def workbook(download: Download) -> openpyxl.Workbook:
    assert download.suggested_filename.endswith(".xlsx")
    return openpyxl.load_workbook(io.BytesIO(Path(download.path()).read_bytes()))


def test_what_is_shown_can_be_taken_along_in_the_language_of_its_page(opened, examples):
    say, other = words("sv"), words(DEFAULT)
    page = opened(f"{examples}/explore?lang=sv&year=2021&theme=TYO&status=behind")
    chosen = f"{say('explore.theme')}: {say.name(VAASA.themes['TYO'])} · {say('explore.status')}: {say('status.behind')}"
    for kind, heading in (("slides", "material.summary"), ("workbook", "workbook.goals")):
        with page.expect_download() as downloading:
            page.get_by_role("button", name=say(f"material.{kind}")).click()
        with ZipFile(downloading.value.path()) as file:
            text = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
        assert say(heading) in text, kind
        assert chosen in text, kind
        assert other(heading) not in text, kind
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say("export.xlsx")).click()
    texts = {str(cell.value) for row in workbook(downloading.value).active.iter_rows() for cell in row}
    assert f"{say('banner.example')} · {chosen}" in texts
    assert {text[:3] for text in texts if text in VAASA.indicators} == {"TYO"}
