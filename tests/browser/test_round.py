"""The round in a browser: the secretary sets the deadline, changes a message, takes the calendar file and the form. What the page says in each case:
tests/pages/test_round.py."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from monitoring import rounds, settings
from monitoring.rounds import Deadline
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import Words, languages, words
from tests.browser.conftest import place
from tests.browser.looking import beside
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver

TODAY = datetime.now(settings.zone()).date()
# The page's years lie in the past, and a deadline at most ten years after its own.
YEAR = VAASA.programme.last_year
UNIT, OTHER = "welcome-office", "pikipruukki"


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    store = Store(stores / "round.duckdb")
    deliver(store, 1, counted({str(YEAR): 7}, "NEU1.1"), programme=VAASA.programme.programme, unit=UNIT)
    return store


@pytest.fixture
def address(served, own_store, prepared) -> str:
    place(prepared, own_store)
    return served


@pytest.fixture
def late(address, own_store) -> date:
    """A deadline that was yesterday."""
    yesterday = TODAY - timedelta(days=1)
    rounds.set_deadline(own_store, VAASA, Deadline(YEAR, yesterday, "Secretary", now()), local("Secretary"))
    return yesterday


def message(page: Page, code: str, say: Words) -> Locator:
    """The message to a unit, opened."""
    page.get_by_text(say("reminder.title", unit=VAASA.units[code]), exact=True).click()
    return page.locator(f".st-key-reminder-{code}")


def text_of(message: Locator, say: Words) -> str:
    return message.get_by_label(say("reminder.body")).input_value()


def test_the_secretary_sets_the_deadline_and_moves_it(opened, address, own_store):
    say, first, second = words("fi"), TODAY + timedelta(days=30), TODAY + timedelta(days=44)
    page = opened(f"{address}/round?lang=fi&year={YEAR}")
    expect(page.get_by_text(say("deadline.none"))).to_be_visible()
    page.get_by_text(say("deadline.set"), exact=True).click()
    field = page.get_by_label(re.compile(f"^{re.escape(say('deadline.on', example='§').split('§')[0])}"))
    save = page.get_by_role("button", name=say("deadline.button"))

    field.fill("31.2.2022")
    save.click()
    expect(page.get_by_text(say("deadline.trouble.day", year=YEAR))).to_be_visible()
    field.fill(say.date(first))
    save.click()
    expect(page.get_by_text(say("deadline.trouble.name"))).to_be_visible()
    page.get_by_label(say("deadline.by")).fill("Sihteeri <b>")
    save.click()
    expect(page.get_by_text(say("deadline.done", deadline=first))).to_be_visible()
    expect(page.get_by_text(say("deadline.left", deadline=first, n=30))).to_be_visible()

    field.fill(say.date(second))
    save.click()
    expect(page.get_by_text(say("deadline.left", deadline=second, n=44))).to_be_visible()
    rows = page.get_by_role("table").filter(has_text=say("deadline.history")).get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text(say.date(second))
    expect(rows.nth(2)).to_contain_text(say.date(first))
    expect(rows.nth(2)).to_contain_text("Sihteeri <b>")
    assert [each.on for each in rounds.deadlines(own_store, VAASA, YEAR)] == [second, first]

    with page.expect_download() as download:
        page.get_by_role("button", name=say("deadline.calendar")).click()
    (event,) = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert (event.decoded("dtstart"), event["sequence"]) == (second, 1)
    assert event["url"] == f"{address}/deliver?lang=fi&year={YEAR}"


def test_what_the_secretary_changes_goes_along_and_nothing_english_stands_beside_it(opened, address):
    say, swedish = words("fi"), words("sv")
    page = opened(f"{address}/round?lang=fi&year={YEAR}")
    shown = message(page, OTHER, say)
    shown.get_by_label(say("reminder.body")).fill("Hei & kiitos + 50 %")
    assert "Ctrl" not in shown.inner_text() and "⌘" not in shown.inner_text()
    shown.get_by_role("button", name=say("reminder.edit")).click()
    expect(shown.get_by_role("link", name=say("reminder.mail"))).to_have_attribute("href", re.compile(r"body=Hei%20%26%20kiitos%20%2B%2050%20%25$"))

    shown.get_by_role("radio", name=swedish("language.name")).click()
    expect(shown).to_contain_text(swedish("reminder.subject.none", programme=VAASA.programme, year=YEAR))
    settle(page)
    with page.expect_download() as download:
        shown.get_by_role("button", name=say("reminder.form")).click()
    assert download.value.suggested_filename.startswith(f"{swedish('form.file')}-{OTHER}-")
    assert openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).sheetnames
    expect(page.locator("html")).to_have_attribute("lang", "fi")


@pytest.mark.parametrize("language", languages())
def test_an_open_message_and_form_do_not_scroll_sideways_on_a_phone(visited, address, late, language):
    say = words(language)
    page = visited(f"{address}/round?lang={language}&year={YEAR}", re.compile(str(YEAR)), width=390)
    page.get_by_text(say("deadline.set"), exact=True).click()
    message(page, UNIT, say)
    expect(page.locator(f".st-key-reminder-{UNIT}").get_by_label(say("reminder.body"))).to_be_visible()
    assert beside(page) == 0
