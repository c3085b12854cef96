"""A unit's own tables, as a coordinator hands them in: asked about once, then never again; many at once; and the recipes looked at and changed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

from loaders.recipes import stored_recipes
from monitoring import catalogue, settings, snapshot
from monitoring.store import Store
from monitoring.words import Words, words
from tests.browser.looking import beside, violations
from tests.browser.running import choose, run, settle
from tools.form_filling import Form

VAASA = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
PROGRAMME, UNIT = VAASA.programme.programme, "welcome-office"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRAINER = "Etunimi Sukunimi"


def saved(fill: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], sheet: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def log(days: int, sheet: str = "Koulutukset") -> bytes:
    """A training every 50th day from 9.1.2019, with the trainer's name and a remark."""

    def fill(page) -> None:
        page.append(["Järjestöille pidetyt koulutukset"])
        page.append([])
        page.append(["Päivä", "Aihe", "Kouluttaja", "Osallistujia"])
        for number in range(days):
            page.append([date(2019, 1, 9) + timedelta(days=50 * number), f"Aihe {number}", TRAINER, 10 + number % 4])

    return saved(fill, sheet)


def months() -> bytes:
    def fill(page) -> None:
        page.append(["Besök 2021"])
        page.append(["Månad", "Rådgivningen", "Företagsbesök"])
        for number, month in enumerate(("januari", "februari", "mars", "april", "maj", "juni"), 1):
            page.append([month, 100 + number, 7 + 5 * number % 6])

    return saved(fill, "Besök")


def form(store: Store) -> bytes:
    return Form(UNIT, snapshot.read(store, VAASA), "en").figures({"TYO3.1": {2019: 12, 2020: 14}}).content


def hand_in(page: Page, **files: bytes) -> None:
    """Gives files; `koulutukset=…` is koulutukset.xlsx."""
    given = [{"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": content} for name, content in files.items()]
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(given)


def rows(page: Page, caption: str) -> Locator:
    """The rows of the table with this caption, its headings aside."""
    return page.get_by_role("table").filter(has=page.locator("caption", has_text=caption)).locator("tbody tr")


def point(page: Page, place: str, label: str, answer: str) -> None:
    """Clicks a cell, a column's letter or a row's number in the table, which answers the question."""
    run(page, page.locator(f'.m-pointed [data-at="{place}"]').click)
    expect(page.get_by_role("combobox", name=re.compile(re.escape(label)))).to_have_value(re.compile(re.escape(answer)))
    settle(page)


def accept(page: Page, say: Words, button: str) -> None:
    page.get_by_label(say("deliver.by")).fill("Clerk")
    page.get_by_role("button", name=button, exact=True).click()


def test_an_unknown_list_is_asked_about_once_and_never_again(served, opened, own_store):
    say = words("fi")
    page = opened(f"{served}/deliver?lang=fi&unit={UNIT}")
    hand_in(page, koulutukset=log(18))
    expect(page.get_by_text(say("table.privacy"))).to_be_visible()
    found = rows(page, say("table.caption", sheet="Koulutukset", range="A3:D21"))
    expect(found.nth(0)).to_contain_text("Järjestöille pidetyt koulutukset")
    expect(found.nth(2)).to_contain_text(re.compile("3.*Päivä.*Aihe.*Kouluttaja"))
    expect(found.nth(3)).to_contain_text(say("table.holds.counted"))
    expect(found.last).to_contain_text("21")
    expect(found).to_have_count(4 + 18)
    choose(page, say("map.indicator"), "OSA3.1")
    page.get_by_role("button", name=say("map.go-on")).click()

    made = rows(page, say("preview.new.caption"))
    expect(made).to_have_count(3)
    expect(made.nth(0)).to_contain_text(re.compile(f"OSA3.1.*2019.*8.*{say('origin.rows', n=8)}.*Koulutukset A4:A11"))
    assert not snapshot.read(own_store, VAASA).figures.get("OSA3.1")
    accept(page, say, say("deliver.accept.button"))
    expect(page.get_by_text(say("receipt.stored"))).to_be_visible()
    assert snapshot.read(own_store, VAASA).figures["OSA3.1"][2019].value == 8
    assert len(stored_recipes.active(own_store, PROGRAMME, UNIT)) == 1

    page.get_by_role("button", name=say("deliver.another")).click()
    expect(page.get_by_role("heading", name=say("deliver.workbook"))).to_be_visible()
    settle(page)
    hand_in(page, uusi=log(28, "Koulutukset 2022"))
    expect(page.get_by_text(say("own-tables.recipe", recipe="Järjestöille pidetyt koulutukset"))).to_be_visible()
    expect(page.get_by_role("combobox", name=say("map.indicator"))).to_have_count(0)
    expect(rows(page, say("preview.new.caption"))).to_have_count(1)
    accept(page, say, say("deliver.accept.button"))
    expect(page.get_by_text(say("receipt.stored"))).to_be_visible()
    assert snapshot.read(own_store, VAASA).figures["OSA3.1"][2022].value == 6
    assert len(stored_recipes.active(own_store, PROGRAMME, UNIT)) == 1

    deliveries = opened(f"{served}/deliveries?lang=fi&unit={UNIT}")
    choose(deliveries, say("deliveries.one.choose"), "uusi.xlsx")
    expect(deliveries.get_by_text(say("deliveries.copy.about"))).to_be_visible()
    with deliveries.expect_download() as downloading:
        deliveries.get_by_role("button", name=say("deliveries.copy"), exact=True).click()
    copy = openpyxl.load_workbook(io.BytesIO(Path(downloading.value.path()).read_bytes())).active
    text = {str(cell.value) for row in copy.iter_rows() for cell in row if cell.value is not None}
    assert "Päivä" in text and TRAINER not in text and "Aihe 3" not in text


def test_many_files_at_once_each_its_own_result(served, opened, own_store):
    say = words("en")
    page = opened(f"{served}/deliver?lang=en&unit={UNIT}")
    hand_in(page, trainings=log(18), form=form(own_store), broken=b"PK\x03\x04 no workbook")
    summary = rows(page, say("batch.caption"))
    expect(summary).to_have_count(3)
    expect(summary.filter(has_text="trainings.xlsx")).to_contain_text(say("batch.state.asking"))
    expect(summary.filter(has_text="form.xlsx")).to_contain_text(say("batch.state.ready"))
    expect(summary.filter(has_text="broken.xlsx")).to_contain_text(say("batch.state.errors"))

    choose(page, say("batch.choose"), "trainings.xlsx")
    choose(page, say("map.indicator"), "OSA3.1")
    page.get_by_role("button", name=say("map.go-on")).click()
    expect(summary.filter(has_text="trainings.xlsx")).to_contain_text(say("batch.state.ready"))
    settle(page)
    accept(page, say, say("deliver.accept.all", n=2))
    expect(summary.filter(has_text=say("batch.state.stored"))).to_have_count(2)
    held = snapshot.read(own_store, VAASA)
    assert (held.figures["OSA3.1"][2019].value, held.figures["TYO3.1"][2020].value) == (8, 14)

    page.get_by_role("button", name=say("deliver.finish")).click()
    expect(page.get_by_text(say("receipt.left", n=1, files="broken.xlsx"))).to_be_visible()
    expect(rows(page, say("receipt.files"))).to_have_count(2)
    assert len(own_store.rows("uploads", programme=PROGRAMME, unit=UNIT, at_most=10)) == 2


def test_a_table_of_months_gives_figures_of_two_indicators_in_swedish(served, opened, own_store):
    say = words("sv")
    page = opened(f"{served}/deliver?lang=sv&unit={UNIT}", width=390)
    hand_in(page, besok=months())
    choose(page, say("map.indicator"), "NEU1.1")
    point(page, "B4", say("map.value"), "Rådgivningen")
    choose(page, say("map.year-from"), "2021")
    settle(page)
    assert beside(page) == 0
    assert violations(page) == {}
    page.get_by_role("button", name=say("map.go-on")).click()
    expect(rows(page, say("preview.new.caption")).nth(0)).to_contain_text(re.compile(f"NEU1.1.*januari 2021.*101.*{say('origin.cell')}.*B3"))

    page.get_by_role("button", name=say("own-tables.another")).click()
    choose(page, say("map.indicator"), "TYO3.1")
    point(page, "C", say("map.value"), "Företagsbesök")
    page.get_by_role("button", name=say("map.go-on")).click()
    expect(rows(page, say("preview.new.caption"))).to_have_count(12)
    accept(page, say, say("deliver.accept.button"))
    expect(page.get_by_text(say("receipt.stored"))).to_be_visible()
    assert [rule.indicator for rule in stored_recipes.active(own_store, PROGRAMME, UNIT)[0].recipe.rules] == ["NEU1.1", "TYO3.1"]
