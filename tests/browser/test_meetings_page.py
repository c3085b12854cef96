"""The secretary prepares the council's meetings in a browser: by keyboard, with double clicks, on a phone. What the page says and writes in each
case: tests/pages/test_meetings.py."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from monitoring.council import meetings
from monitoring.store import Store, now
from monitoring.words import Words, languages, words
from tests.browser.conftest import place
from tests.browser.looking import beside_when_narrow, violations
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import START, counted, deliver
from tests.pages.test_meetings import ABOUT, COMING, TITLE, YEAR, day_label, delivered, held, written


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    return delivered(Store(stores / "meetings.duckdb"))


@pytest.fixture
def store(own_store, prepared) -> Store:
    place(prepared, own_store)
    return own_store


@pytest.fixture
def address(served, store) -> str:
    return served


def day_field(page: Page, say: Words) -> Locator:
    return page.get_by_label(re.compile(f"^{re.escape(day_label(say))}"))


def goals_of(page: Page) -> Locator:
    """The agenda of a meeting that was prepared: a link for each goal."""
    return page.locator("[class*=st-key-goal-row-agenda-]").get_by_role("link")


def codes(*goals: str) -> list[re.Pattern]:
    return [re.compile(f"^{goal} ") for goal in goals]


def opened_id(page: Page) -> str:
    expect(page).to_have_url(re.compile("meeting="))
    return parse_qs(urlparse(page.url).query)["meeting"][0]


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes on with the tabulator until it is there."""
    for _ in range(80):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def choose(page: Page, text: str) -> None:
    """Types into a list that has the keyboard and takes what it finds."""
    page.keyboard.type(text)
    expect(page.get_by_role("option")).to_have_text(re.compile(f"^{re.escape(text)}"))
    page.keyboard.press("Enter")


def test_a_meeting_is_prepared_and_its_agenda_put_in_order_by_keyboard_alone(opened, address, store):
    say = words("fi")
    page = opened(f"{address}/meetings?lang=fi&year={YEAR}")
    tab_to(page, day_field(page, say))
    page.keyboard.type(say.date(COMING))
    page.keyboard.press("Tab")
    expect(page.get_by_label(say("meetings.title.field"))).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Kevään kokous")
    ways = page.get_by_role("radiogroup", name=say("meetings.way"))
    tab_to(page, ways.get_by_role("radio").first)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    picked = page.get_by_role("combobox", name=say("meetings.way.picked.field"))
    expect(picked).to_be_visible()
    settle(page)
    tab_to(page, picked)
    for code in ("NEU1", "TYO3", "ASU1"):
        choose(page, code)
    page.keyboard.press("Escape")
    expect(page.get_by_role("rowheader")).to_have_text([re.compile(text) for text in ("^1. NEU1 ", "^2. TYO3 ", "^3. ASU1 ")])
    tab_to(page, page.get_by_label(say("meetings.by")))
    page.keyboard.type("Sihteeri")
    tab_to(page, page.get_by_role("button", name=say("meetings.prepare.button")))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Kevään kokous")
    expect(page.get_by_text(say("meetings.done.prepared"))).to_be_visible()
    expect(goals_of(page)).to_have_text(codes("NEU1", "TYO3", "ASU1"))
    made = held(store, opened_id(page))
    assert (made.on, made.year, made.agenda, made.by, made.state) == (COMING, YEAR, ("NEU1", "TYO3", "ASU1"), "Sihteeri", "prepared")
    assert timedelta(0) <= now() - made.as_of < timedelta(minutes=5)

    down = page.get_by_role("button", name="NEU1 alas")
    tab_to(page, down)
    page.keyboard.press("Enter")
    expect(goals_of(page)).to_have_text(codes("TYO3", "NEU1", "ASU1"))
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(goals_of(page)).to_have_text(codes("TYO3", "ASU1", "NEU1"))
    expect(page.get_by_role("button", name="NEU1 ylös")).to_be_focused()
    assert held(store, made.meeting).agenda == ("TYO3", "ASU1", "NEU1")
    handle = page.get_by_role("button", name=say("meetings.agenda.handle", goal="TYO3"))
    handle.focus()
    # Whoever has left the button is not called back to it.
    assert handle.evaluate("async one => { one.blur(); await new Promise(requestAnimationFrame); return document.activeElement === document.body }")
    handle.focus()
    # The answer to something else comes before the move is told.
    pressed = "one.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}))"
    handle.evaluate(f"(one, order) => {{ {pressed}; meetingAgenda.follow(order) }}", ["TYO3", "ASU1", "NEU1"])
    expect(goals_of(page)).to_have_text(codes("ASU1", "NEU1", "TYO3"))
    expect(handle).to_be_focused()
    assert held(store, made.meeting).as_of == made.as_of


def test_a_meeting_is_prepared_changed_and_closed_with_double_clicks_that_count_once(opened, address, store):
    say = words("sv")
    page = opened(f"{address}/meetings?lang=sv&year={YEAR}")
    page.get_by_role("radio", name=say("meetings.way.behind"), exact=True).click()
    expect(page.get_by_role("rowheader")).to_have_text([re.compile("^1. TYO3 "), re.compile("^2. SEU1 ")])
    day_field(page, say).fill(say.date(COMING))
    page.get_by_label(say("meetings.by")).fill("Sekreterare")
    page.get_by_role("button", name=say("meetings.prepare.button")).dblclick()
    expect(page.get_by_text(say("meetings.done.prepared"))).to_be_visible()
    settle(page)
    meeting = opened_id(page)

    field = page.get_by_role("combobox", name=say("meetings.agenda.add"))
    field.focus()
    choose(page, "OSA2")
    expect(field).to_have_value(re.compile("^OSA2 "))
    page.get_by_role("button", name=say("meetings.agenda.add.button")).click()
    expect(goals_of(page)).to_have_text(codes("TYO3", "SEU1", "OSA2"))
    settle(page)
    page.locator(".m-handle[data-goal=OSA2]").drag_to(page.locator(".m-handle[data-goal=TYO3]"), target_position={"x": 5, "y": 1})
    expect(goals_of(page)).to_have_text(codes("OSA2", "TYO3", "SEU1"))
    deliver(store, 30, counted({"2021": 7}, "TYO4.1"), uploaded_at=now(), **ABOUT)
    page.get_by_role("button", name="TYO3 bort").click()
    expect(goals_of(page)).to_have_text(codes("OSA2", "SEU1"))
    page.get_by_role("button", name=say("meetings.material.freeze")).dblclick()
    expect(page.get_by_text(say("meetings.done.frozen"))).to_be_visible()
    settle(page)
    page.get_by_label(say("meetings.names", who=say("meetings.present")), exact=True).fill("Ordförande\nSekreterare")
    page.get_by_role("button", name=say("meetings.close")).dblclick()
    expect(page.get_by_text(say("meetings.done.closed"))).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("Ordförande")
    places = page.locator(".st-key-meeting-agenda > *").evaluate_all("rows => rows.map(row => getComputedStyle(row).order)")
    assert places == ["0", "0"], "what moved the rows is gone, and so are their places"
    written = meetings.history(store, VAASA, meeting)
    assert [(one.state, one.agenda) for one in written] == [
        ("closed", ("OSA2", "SEU1")),
        ("prepared", ("OSA2", "SEU1")),
        ("prepared", ("OSA2", "SEU1")),
        ("prepared", ("OSA2", "TYO3", "SEU1")),
        ("prepared", ("TYO3", "SEU1", "OSA2")),
        ("prepared", ("TYO3", "SEU1")),
    ]
    assert written[0].as_of == written[1].as_of > written[2].as_of


@pytest.mark.parametrize(("language", "scheme"), list(zip(languages(), ("light", "dark", "light"), strict=True)))
def test_an_open_meeting_is_accessible_and_does_not_scroll_sideways_on_a_phone(visited, address, store, language, scheme):
    meeting = written(store, agenda=("TYO3", *list(VAASA.goals)[-5:]), as_of=START)
    page = visited(f"{address}/meetings?lang={language}&year={YEAR}&meeting={meeting.meeting}", TITLE, color_scheme=scheme)
    page.get_by_label(words(language)("meetings.by")).fill("Secretary")
    expect(page.locator(".st-key-meeting-changed-TYO3")).to_be_visible()
    expect(goals_of(page)).to_have_count(6)
    assert violations(page) == {}
    assert beside_when_narrow(page) == []


def test_a_meeting_named_in_another_language_is_marked_up_in_the_list(opened, address, store):
    title = "Neuvoston kokous ./* 3"
    meeting = written(store, title=title, titles=(("fi", title),))
    link = opened(f"{address}/meetings?lang=sv&year={YEAR}").locator(f".st-key-goal-row-meeting-{meeting.meeting}").get_by_role("link")
    expect(link.locator("[lang=fi]")).to_have_text(title)
    expect(link).to_have_text(f"{words('sv').date(meeting.on)} {title}")
