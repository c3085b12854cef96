"""A meeting held on the example data from start to end with the keyboard alone; at the next one its decision comes up again."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from monitoring import assessed_year, charts, snapshot
from monitoring.council import decisions, meetings
from monitoring.model import IndicatorView
from monitoring.store import Store
from monitoring.words import words
from tests.browser.running import choose, settle
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
    before = shutil.copy2(store.path, tmp_path)
    yield examples, store
    shutil.copy2(before, store.path)


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


def test_the_council_sets_its_own_target_in_the_meeting(practising, opened):
    address, store = practising
    say, indicator = words("fi"), VAASA.indicators["TYO3.1"]
    page = opened(f"{address}/meeting?meeting=example-2022-2&goal=TYO3&lang=fi")
    page.get_by_text(say("council-target.title", name=indicator), exact=True).click()
    settle(page)
    box = page.locator(".st-key-show-target-TYO3-1-box")
    choose(page, say("council-target.rule"), say("rule.each-year"))
    box.get_by_label(say("council-target.value")).fill("16")
    box.get_by_label(say("council-target.reason")).fill("Vierailut ovat taas mahdollisia.")
    box.get_by_label(say("council-target.by")).fill("Sihteeri")
    box.get_by_role("button", name=say("council-target.button.set")).click()
    expect(page.get_by_text(say("council-target.done.set"))).to_be_visible()
    held = snapshot.read(store, VAASA).council_targets["TYO3.1"]
    assert (held.target.rule, held.target.value, held.meeting, held.from_year) == ("each-year", 16, "example-2022-2", 2022)

    # The frozen chart is held against it at once, and so is everybody's; the programme's stays beside it.
    settle(page)
    for where in (page.url, f"{address}/goal?goal=TYO3&lang=fi&year={YEAR}"):
        shown_again = opened(where)
        view = session_view(store, where == page.url)
        chart = shown_again.locator('[data-testid="stPlotlyChart"]:visible').first
        expect(chart).to_have_attribute("aria-label", charts.alternative(view, say))
        assert view.other.value == 16 and view.target.rule == "improve"


def session_view(store: Store, is_frozen: bool) -> IndicatorView:
    """TYO3.1 as the meeting sees it, or as it stands now."""
    found = snapshot.read(store, VAASA, datetime(2022, 5, 10, 9) if is_frozen else None)
    own = replace(found, council_targets={**found.council_targets, "TYO3.1": snapshot.read(store, VAASA).council_targets["TYO3.1"]})
    return assessed_year.at(own, YEAR).indicators["TYO3.1"]


@pytest.mark.parametrize(("where", "heading"), [("goal?goal=OSA3&", "goal.decisions"), ("?", "overview.decisions")])
def test_open_decisions_are_on_the_goals_page_and_the_overview(examples, opened, where, heading):
    say = words("fi")
    page = opened(f"{examples}/{where}lang=fi&year={YEAR}")
    expect(page.get_by_role("heading", name=say(heading), exact=True)).to_be_visible()
    expect(page.get_by_text("Yhdistysten koulutusten ajankohdat sovitaan").first).to_be_visible()
    expect(page.get_by_text(re.compile(re.escape(say("decision.late")))).first).to_be_visible()


def test_what_became_of_decisions_is_told_between_two_days(examples, opened):
    say = words("en")
    page = opened(f"{examples}/changes?lang=en&year={YEAR}&from=2021-06-01&to=2021-12-15")
    row = page.get_by_role("row", name=re.compile("ASU1"))
    expect(row.filter(has_text="talousarvioesitykseen")).to_contain_text(say("decision.change.done"))


def test_two_meetings_are_compared_with_one_click(examples, opened):
    say = words("sv")
    page = opened(f"{examples}/changes?lang=sv&year={YEAR}")
    page.get_by_role("button", name=say("changes.shortcut.meetings")).click()
    expect(page).to_have_url(re.compile("from=2021-05-18.*to=2022-05-10"))
    expect(page.get_by_role("cell", name=say("decision.change.late")).first).to_be_visible()
    page.get_by_role("button", name=say("changes.shortcut.meeting"), exact=True).click()
    expect(page).to_have_url(re.compile("from=2022-05-10"))


def minutes_of(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])
