"""The ways that people take through the dashboard, in a real browser."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from loaders import delivery
from monitoring import catalogue, settings, snapshot
from monitoring.trust.people import local
from monitoring.words import DEFAULT, Words, words
from pages.shared import registry
from pages.shared.registry import Frame
from tests.browser.looking import PHONE, beside, looks, violations
from tests.browser.running import choose, dashboard, settle
from tools.form_filling import Form

PAGES = [page.name for page in registry.PAGES if page.frame == Frame.WHOLE]
VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
FIGURE = '[data-testid="stPlotlyChart"]'


def title_of(page_name: str, say: Words) -> str | re.Pattern:
    if page_name == registry.FRONT:
        return say.name(VAASA.programme)
    if page_name == "goal":
        return say.name(VAASA.goals["TYO1"])
    if page_name == "round":
        return re.compile(r"\d{4}")
    return say(f"page.{page_name}")


@pytest.mark.parametrize(("name", "language", "width", "scheme"), looks(PAGES))
def test_every_page_in_every_language_on_a_screen_and_on_a_phone(opened, examples, name, language, width, scheme):
    say = words(language)
    page = opened(f"{examples}/{'' if name == registry.FRONT else name}?lang={language}", width=width, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(name, say))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(re.compile(re.escape(say.name(VAASA.programme))))
    expect(page.get_by_role("note").filter(has_text=say("banner.example"))).to_be_visible()
    assert not re.search(r"\{\w+\}|\b(None|nan|NaN)\b", page.locator("[data-testid=stMain]").inner_text())
    assert violations(page) == {}
    page.set_viewport_size({"width": PHONE, "height": 900})
    settle(page)
    assert beside(page) == 0


def test_the_first_visitor_after_a_start_can_come_by_a_link(opened, stores, examples):
    with dashboard(stores / "just-started.duckdb") as address:
        page = opened(f"{address}/goal?goal=TUR1&lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text(words("en").name(VAASA.goals["TUR1"]))
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_unknown_address_leads_to_something(opened, examples):
    page = opened(f"{examples}/goal?goal=XXX9&lang=xx&year=1066")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("fi").name(VAASA.goals["TYO1"]))


def test_the_council_goes_from_the_overview_to_a_goal_and_its_figures(opened, examples):
    say = words("en")
    page = opened(f"{examples}/?lang=en&year=2021")
    page.get_by_role("link", name=re.compile("^TUR1 ")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals["TUR1"]))
    assert "goal=TUR1" in page.url and "lang=en" in page.url and "year=2021" in page.url
    chart = page.locator(FIGURE).first
    expect(chart).to_be_visible()
    output = chart.get_attribute("aria-label")
    assert say.name(VAASA.indicators["TUR1.1"]) in output and "2021" in output
    page.get_by_text(say("figures.table"), exact=True).first.click()
    twin = page.get_by_role("table").filter(has_text="2019").first
    expect(twin).to_be_visible()
    expect(page.get_by_role("table").filter(has_text=".xlsx").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.programme))


def test_another_language_keeps_the_page_and_the_year(opened, examples):
    page = opened(f"{examples}/goal?goal=TUR1&lang=en&year=2020")
    page.get_by_text(words("sv")("language.name"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("sv").name(VAASA.goals["TUR1"]))
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert "lang=sv" in page.url and "goal=TUR1" in page.url and "year=2020" in page.url
    page.get_by_role("link", name=words("sv")("page.method")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("sv")("page.method"))
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def workbook(download: Download) -> openpyxl.Workbook:
    assert download.suggested_filename.endswith(".xlsx")
    return openpyxl.load_workbook(io.BytesIO(Path(download.path()).read_bytes()))


def test_what_is_shown_can_be_taken_along(opened, examples):
    say = words("en")
    page = opened(f"{examples}/explore?lang=en&year=2021&theme=TUR")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say("export.xlsx")).click()
    sheet = workbook(downloading.value).active
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"TUR1.1", "TUR4.1", say("banner.example")} <= texts
    assert "TYO1.1" not in texts


@pytest.mark.parametrize(("kind", "heading"), [("slides", "material.summary"), ("workbook", "workbook.goals")])
def test_a_document_is_in_the_language_of_its_page_and_names_what_was_chosen(opened, examples, kind, heading):
    say, other = words("sv"), words(DEFAULT)
    page = opened(f"{examples}/explore?lang=sv&theme=TYO&status=behind")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say(f"material.{kind}")).click()
    with ZipFile(downloading.value.path()) as file:
        text = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
    assert say(heading) in text
    assert f"{say('explore.theme')}: {say.name(VAASA.themes['TYO'])} · {say('explore.status')}: {say('status.behind')}" in text
    assert other(heading) not in text


def choose_unit(page: Page, say: Words, name: str) -> None:
    # The list draws only the options in sight, so the name is typed as a person would do.
    page.get_by_role("combobox", name=re.compile(say("unit.choose"))).fill(name)
    page.get_by_role("option", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=say("deliver.form"))).to_be_visible()


def hand_in(page: Page, content: bytes) -> None:
    workbook = {"name": "figures.xlsx", "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "buffer": content}
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(workbook)


def test_a_coordinator_hands_in_the_years_figures(opened, served, own_store):
    say = words("en")
    page = opened(f"{served}/deliver?lang=en")
    choose_unit(page, say, say.name(VAASA.units["welcome-office"]))
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say("deliver.form.download")).click()
    form = Form.of(Path(downloading.value.path()).read_bytes(), VAASA, "en")

    form.figures({"TYO3.1": {2019: "a dozen", 2020: 14, 2021: -3}})
    hand_in(page, form.content)
    expect(page.get_by_role("heading", name=say("findings.title"))).to_be_visible()
    table = page.get_by_role("table").filter(has_text="a dozen")
    expect(table).to_contain_text(form.address("TYO3.1", 2019))
    expect(table).to_contain_text(form.address("TYO3.1", 2021))
    expect(page.get_by_role("button", name=say("deliver.accept.button"))).to_be_disabled()
    with page.expect_download() as downloading:
        page.get_by_role("button", name=say("findings.marked")).click()
    assert "a dozen" in workbook(downloading.value)["Figures"][form.address("TYO3.1", 2019)].comment.text

    form.figures({"TYO3.1": {2019: 12, 2020: 14, 2021: 23}})
    hand_in(page, form.content)
    expect(page.get_by_role("heading", name=say("preview.title"))).to_be_visible()
    expect(page.get_by_text(say("preview.nothing-yet"))).to_be_visible()
    accept = page.get_by_test_id("stBaseButton-primaryFormSubmit")
    expect(accept).to_be_enabled()
    page.get_by_label(say("deliver.by")).fill("Clerk")
    assert snapshot.read(own_store, VAASA).is_empty
    accept.click()
    expect(page.get_by_role("button", name=say("deliver.another"))).to_be_visible()

    goal = opened(f"{served}/goal?goal=TYO3&lang=en&year=2021")
    expect(goal.get_by_role("note").filter(has_text=say("banner.example"))).to_have_count(0)
    output = goal.locator(FIGURE).first.get_attribute("aria-label")
    assert "23" in output and "14" in output
    goal.get_by_text(say("figures.table"), exact=True).first.click()
    expect(goal.get_by_role("table").filter(has_text="figures.xlsx").first).to_contain_text("Clerk")
    assert snapshot.read(own_store, VAASA).figures["TYO3.1"][2021].value == 23


def test_a_delivery_is_withdrawn_and_what_was_before_holds_again(opened, served, own_store, tmp_path):
    say = words("en")
    for visits in (12, 21):
        path = tmp_path / f"visits-{visits}.xlsx"
        path.write_bytes(Form("welcome-office", snapshot.read(own_store, VAASA), "en").figures({"TYO3.1": {2020: visits}}).content)
        accepted = delivery.accept(delivery.check(delivery.open_file(path), own_store, VAASA, "en"), own_store, VAASA, local("Clerk"))

    page = opened(f"{served}/deliveries?lang=en&delivery={accepted.upload_id}&item=TYO3.1")
    effects = page.get_by_role("table").filter(has_text=say("withdraw.caption"))
    expect(effects.get_by_role("row").nth(1)).to_contain_text(re.compile("21.*12"))
    page.get_by_role("button", name=say("withdraw.button")).click()
    expect(page.get_by_text(say("withdraw.trouble.incomplete"))).to_be_visible()
    choose(page, say("deliveries.one.choose"), "visits-12.xlsx")
    expect(page.get_by_text(say("withdraw.trouble.incomplete"))).to_have_count(0)
    choose(page, say("deliveries.one.choose"), "visits-21.xlsx")
    expect(page.get_by_text(say("withdraw.trouble.incomplete"))).to_be_visible()
    settle(page)
    page.get_by_label(say("withdraw.by")).fill("Clerk")
    page.get_by_label(say("withdraw.reason")).fill("the wrong file")
    page.get_by_role("button", name=say("withdraw.button")).click()
    expect(page.get_by_text(say("withdraw.done"))).to_be_visible()
    settle(page)
    history = page.get_by_role("table").filter(has_text=say("history.caption", item="TYO3.1"))
    expect(history.get_by_role("row").filter(has_text="visits-21.xlsx")).to_contain_text("the wrong file")
    expect(history.get_by_role("row").filter(has_text="visits-12.xlsx")).to_contain_text(say("history.applies"))
    assert snapshot.read(own_store, VAASA).figures["TYO3.1"][2020].value == 12


def test_the_round_says_who_has_to_deliver_what(opened, examples):
    say = words("sv")
    page = opened(f"{examples}/round?lang=sv&year=2021")
    silent = say.name(VAASA.units["maahanmuuttajaopetuksen-tyoryhma"])
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_contain_text(silent)
    page.get_by_role("link", name=say("round.deliver", unit=VAASA.units["maahanmuuttajaopetuksen-tyoryhma"])).click()
    expect(page.get_by_role("heading", name=say("deliver.form"))).to_be_visible()
    assert "unit=maahanmuuttajaopetuksen-tyoryhma" in page.url


def test_indicators_are_compared_and_listed(opened, examples):
    say = words("fi")
    page = opened(f"{examples}/explore?lang=fi&year=2021&goal=NEU1&goal=TER1&view=compare")
    expect(page.locator(FIGURE)).to_have_count(1)
    output = page.locator(FIGURE).get_attribute("aria-label")
    assert say.name(VAASA.indicators["NEU1.1"]) in output and say.name(VAASA.indicators["TER1.1"]) in output
    page = opened(f"{examples}/explore?lang=fi&year=2021&goal=NEU1&goal=TER1&view=table&years=2020&years=2021")
    expect(page.get_by_role("columnheader", name="2020")).to_be_visible()
    expect(page.get_by_role("columnheader", name="2019")).to_have_count(0)
    expect(page.get_by_role("row")).to_have_count(3)


def test_the_address_follows_a_link_to_the_page_that_one_is_on(opened, examples):
    say = words("sv")
    page = opened(f"{examples}/goal?lang=sv&year=2021&goal=TYO2")
    page.get_by_role("link", name=say("goal.next", code="TYO3")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals["TYO3"]))
    expect(page).to_have_url(re.compile("goal=TYO3"))
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals["TYO2"]))
    expect(page).to_have_url(re.compile("goal=TYO2"))
