"""A meeting held on the example data from start to end with the keyboard alone; at the next one its decision comes up again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from monitoring.council import decisions, meetings
from monitoring.store import Store
from monitoring.words import words
from tests.browser.running import settle
from tests.conftest import EXAMPLES
from tests.monitoring.charts.made import VAASA

MOST_STOPS = 150
"""Presses of the tabulator key to anything on a page."""
YEAR, LANGUAGE = 2021, "sv"
TEXT = "Utbildningarna för föreningarna planeras för ett helt år i taget."


@pytest.fixture
def practising(examples, stores, tmp_path) -> Iterator[tuple[str, Store]]:
    """A dashboard with example data that is written to, which other tests do not see."""
    store = Store(stores / EXAMPLES)
    store.backup(tmp_path / "before.duckdb")
    yield examples, store
    store.restore(tmp_path / "before.duckdb")


def reach(page: Page, wanted: Locator) -> None:
    """Goes from one stop of the tabulator key to the next until `wanted` has the focus."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        if wanted.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator key does not lead to {wanted}")


def write(page: Page, field: Locator, text: str) -> None:
    reach(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def press(page: Page, button: Locator) -> None:
    settle(page)
    reach(page, button)
    page.keyboard.press("Enter")


def labelled(page: Page, start: str) -> Locator:
    """The field whose label begins so."""
    return page.get_by_label(re.compile(f"^{re.escape(start)}"))


def prepare(page: Page, title: str, day: str) -> None:
    """Prepares a meeting about the goals that are behind, on the page of meetings."""
    say = words(LANGUAGE)
    write(page, labelled(page, say("meetings.day.field", example="§").split("§")[0]), day)
    write(page, page.get_by_label(say("meetings.title.field")).first, title)
    reach(page, page.get_by_role("radio", name=say("meetings.way.all")))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(page)
    write(page, page.get_by_label(say("meetings.by")), "Sekreterare")
    press(page, page.get_by_role("button", name=say("meetings.prepare.button")))
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def shown(page: Page) -> Locator:
    """The heading of the slide that is seen."""
    return page.locator("[class*=st-key-slide-] h1:visible")


def test_a_meeting_is_held_by_keyboard_and_its_decision_comes_up_again(practising, opened):
    address, store = practising
    say = words(LANGUAGE)
    page = opened(f"{address}/meetings?lang={LANGUAGE}&year={YEAR}")
    prepare(page, "Höstmöte", "1.9.2026")
    (meeting,) = [one for one in meetings.known(store, VAASA) if one.title == "Höstmöte"]
    assert len(meeting.agenda) > 2 and meeting.year == YEAR

    press(page, page.get_by_role("link", name=say("meetings.to-screen")))
    expect(shown(page)).to_have_text("Höstmöte")
    settle(page)
    page.keyboard.press("ArrowRight")
    expect(shown(page)).to_have_text(say.name(VAASA.goals[meeting.agenda[0]]))
    page.keyboard.press("PageDown")
    goal = meeting.agenda[1]
    expect(shown(page)).to_have_text(say.name(VAASA.goals[goal]))
    settle(page)

    field = page.get_by_label(say("decide.text")).first
    write(page, field, TEXT)
    write(page, page.get_by_role("combobox", name=say("decide.who")).first, "stad")
    expect(page.get_by_role("option")).to_have_text([say.name(VAASA.units["toimialat"]), say.name(VAASA.units["opistot"])])
    page.keyboard.press("Enter")
    write(page, page.get_by_label(say("decide.due")).first, "31.12.2026")
    press(page, page.get_by_role("button", name=say("decide.button.agreed")))
    expect(page.get_by_text(say("decide.done.agreed"))).to_be_visible()
    settle(page)
    page.keyboard.press("Home")
    expect(shown(page)).to_have_text("Höstmöte")
    page.keyboard.press("PageDown")
    expect(shown(page)).to_have_text(say.name(VAASA.goals[meeting.agenda[0]]))
    settle(page)
    press(page, page.get_by_role("button", name=say("decide.button.noted")))
    expect(page.get_by_text(say("decide.done.noted"))).to_be_visible()

    made, noted = (decisions.about(decisions.known(store, VAASA), code)[-1] for code in (goal, meeting.agenda[0]))
    assert (made.now.text, made.kind, made.is_open, made.now.by) == (TEXT, "agreed", True, "Sekreterare")
    assert made.now.responsible == "toimialat", "what begins with the text comes before what holds it"
    assert (noted.now.text, noted.kind) == (say("decide.noted.text"), "noted")

    settle(page)
    for _ in range(len(meeting.agenda)):
        page.keyboard.press("PageDown")
    expect(shown(page)).to_have_text(say("show.ending"))
    settle(page)
    press(page, page.get_by_role("link", name=say("show.back")))
    expect(page.get_by_role("heading", name="Höstmöte", level=1)).to_be_visible()
    settle(page)
    write(page, page.get_by_label(say("meetings.present")).first, "Ordföranden och tio medlemmar")
    press(page, page.get_by_role("button", name=say("meetings.close"), exact=True))
    expect(page.get_by_text(say("meetings.done.closed"))).to_be_visible()
    with page.expect_download() as downloading:
        press(page, page.get_by_role("button", name=say("material.minutes")))
    assert downloading.value.suggested_filename.startswith(f"{say('minutes.file')}-")
    reported = minutes_of(Path(downloading.value.path()))
    assert TEXT in reported and "Ordföranden och tio medlemmar" in reported and "31.12.2026" in reported

    press(page, page.get_by_role("link", name=say("meetings.all")))
    expect(page.get_by_role("heading", name=say("page.meetings"), level=1)).to_be_visible()
    settle(page)
    prepare(page, "Vintermöte", "1.12.2026")
    press(page, page.get_by_role("link", name=say("meetings.to-screen")))
    expect(shown(page)).to_have_text("Vintermöte")
    settle(page)
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    slide = page.locator("[class*=st-key-slide-]:visible", has=page.get_by_role("heading", name=say.name(VAASA.goals[goal])))
    expect(slide.get_by_text(TEXT)).to_be_visible()


def minutes_of(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])
