"""A meeting on the screen in the room: it moves by keys, by buttons and without the server, and shows what was there when it was prepared."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from monitoring.council import decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from tests.browser.conftest import place
from tests.browser.looking import beside_when_narrow, violations
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import START, counted, deliver

SAY = words("en")
AGENDA = ("TYO3", "TYO1", "OSA1", "SOS1", "NEU1", "NEU2", "TUR1", "TUR2")
FROZEN = START + timedelta(days=10)


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    """A meeting about 2021 with eight goals, one figure changed after its material was frozen, one decision open from before."""
    own = Store(stores / "show.duckdb")
    about = {"programme": VAASA.programme.programme, "unit": "henkilostopalvelut"}
    evaluation = {"goal": "TYO3", "year": 2021, "text": "More visits than ever.", "proposal": "", "sheet": "Words", "cell": "B3"}
    deliver(own, 1, counted({"2021": 3, "2020": 6}, "TYO3.1"), **about)
    deliver(own, 2, [evaluation], "evaluations", **about)
    deliver(own, 3, [evaluation | {"goal": "TUR2", "text": "What the unit says goes on and on. " * 40}], "evaluations", **about)
    deliver(own, 20, counted({"2021": 7}, "TYO3.1"), **about)
    meetings.write(
        own, VAASA, Meeting("spring", "Meeting in spring", date(2023, 2, 1), 2021, AGENDA, FROZEN, by="Secretary", at=FROZEN), local("Secretary")
    )
    decisions.decide(own, VAASA, "OSA1", "agreed", Wording("Ask the library.", by="Secretary", at=FROZEN), local("Secretary"))
    return own


@pytest.fixture
def address(served, own_store, prepared) -> str:
    place(prepared, own_store)
    return served


class Network:
    """Carries what the page says to the server, or holds it back."""

    def __init__(self):
        self.is_held = False
        self.waiting: list[tuple[WebSocketRoute, str | bytes]] = []

    def carry(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(lambda message: self.waiting.append((server, message)) if self.is_held else server.send(message))

    def let_go(self) -> None:
        self.is_held = False
        for server, message in self.waiting:
            server.send(message)


def link(address: str, goal: str = "", language: str = "en") -> str:
    return f"{address}/meeting?meeting=spring&lang={language}" + (f"&goal={goal}" if goal else "")


def title(code: str, say=SAY) -> str:
    return say.name(VAASA.goals[code])


def shows(page: Page, text: str) -> None:
    """The one slide that is to be seen has this title, and the bar says so too."""
    expect(page.get_by_role("heading", level=1)).to_have_text([text])


def chart(page: Page, indicator: str) -> Locator:
    return page.locator(f".st-key-show-chart-{indicator.replace('.', '-')} .main-svg").first


def current(page: Page) -> Locator:
    return page.locator(".m-steering [aria-current]")


def reported(page: Page, code: str) -> None:
    """The server has heard where the show is."""
    expect(page).to_have_url(re.compile(f"goal={code}(&|$)"))
    settle(page)


def test_the_overview_names_the_goals_opens_them_and_its_frame_is_bare(opened, address):
    page = opened(link(address))
    shows(page, "Meeting in spring")
    expect(page.get_by_text(SAY("meetings.material.as-of", at="").rstrip(". "), exact=False)).to_be_visible()
    expect(page.get_by_role("combobox", name=SAY("frame.year"))).to_have_count(0)
    expect(page.locator("[data-testid=stHeader]")).not_to_be_visible()
    expect(page.locator(".st-key-frame-foot")).to_have_count(0)
    rows = page.locator(".m-agenda li")
    expect(rows).to_have_count(len(AGENDA))
    expect(rows.nth(2)).to_contain_text(SAY("show.open", n=1))
    expect(current(page)).to_have_text([SAY("meetings.agenda")])
    rows.nth(2).get_by_role("link").click()
    shows(page, title("OSA1"))
    reported(page, "OSA1")
    expect(page.get_by_text("Ask the library.").first).to_be_visible()
    page.locator(".st-key-frame-choices").get_by_text("Suomi").click()
    shows(page, title("OSA1", words("fi")))


def test_a_goal_stands_as_it_was_frozen_and_what_changed_since_is_marked(opened, address):
    page = opened(link(address, "TYO3"))
    slide = page.locator(".st-key-slide-1")
    expect(slide.locator(".m-slide-status")).to_contain_text("3")
    expect(slide.get_by_text("More visits than ever.")).to_be_visible()
    changed = page.locator(".st-key-show-changed-TYO3")
    expect(changed).to_contain_text(SAY("show.changed"))
    expect(changed.get_by_role("listitem").filter(has_text="TYO3.1")).to_contain_text(re.compile("3.*→.*7"))
    expect(page.locator(".st-key-show-changed-TYO1")).to_have_count(0)

    # On paper it is the slide alone.
    page.emulate_media(media="print")
    expect(page.locator(".st-key-show-bar")).not_to_be_visible()
    expect(page.get_by_role("heading", level=2, name=SAY("decide.title"))).not_to_be_visible()
    expect(page.locator(".st-key-frame-choices")).to_have_css("position", "static")
    page.emulate_media(media="null")

    # A timer, if wanted.
    clock, time = page.get_by_role("button", name=SAY("show.clock")), page.locator(".m-time")
    expect(time).to_be_empty()
    clock.click()
    expect(clock).to_have_attribute("aria-pressed", "true")
    expect(time).to_have_text(re.compile(r"^0:0[1-9]$"))
    page.keyboard.press("ArrowRight")
    expect(time).to_have_text(re.compile("^0:00$"))
    reported(page, "TYO1")
    expect(time).to_have_text(re.compile(r"^0:0[1-9]$"))


def test_keys_move_it_but_for_those_who_type(opened, address):
    page = opened(link(address, "TYO3"))
    for on, back, start in (("ArrowRight", "ArrowLeft", "Home"), ("PageDown", "PageUp", "Escape")):
        page.keyboard.press(on)
        shows(page, title("TYO1"))
        reported(page, "TYO1")
        page.keyboard.press(on)
        shows(page, title("OSA1"))
        expect(current(page)).to_have_text(["OSA1"])
        expect(page.locator(".m-where")).to_have_text("3 / 8")
        reported(page, "OSA1")
        page.keyboard.press(back)
        shows(page, title("TYO1"))
        reported(page, "TYO1")
        page.keyboard.press(start)
        shows(page, "Meeting in spring")
        expect(page).not_to_have_url(re.compile("goal="))
        settle(page)
        page.keyboard.press(on)
        shows(page, title("TYO3"))
        reported(page, "TYO3")

    page.get_by_role("button", name=SAY("show.decide"), exact=True).click()
    field = page.get_by_label(SAY("decide.text")).first
    expect(field).to_be_focused()
    field.press_sequentially("Visit")
    for key in ("ArrowRight", "ArrowLeft", "PageDown", "Home", "Escape"):
        field.press(key)
    shows(page, title("TYO3"))
    expect(field).to_have_value("Visit")


def test_buttons_move_it_and_keep_the_keyboard(opened, address):
    page = opened(link(address, "TYO3"))
    button = page.get_by_role("button", name=SAY("show.next"))
    button.press("Enter")
    shows(page, title("TYO1"))
    reported(page, "TYO1")
    expect(button).to_be_focused()
    expect(page.locator(".m-steering").get_by_role("status")).to_have_text(f"2 / 8 {title('TYO1')}")
    page.get_by_role("button", name=SAY("show.previous")).click()
    shows(page, title("TYO3"))
    page.get_by_role("button", name="TUR2", exact=True).click()
    shows(page, title("TUR2"))
    reported(page, "TUR2")
    button.click()
    shows(page, SAY("show.ending"))
    reported(page, "decisions")
    expect(page.get_by_text("Ask the library.")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    shows(page, SAY("show.ending"))

    # Five quick presses land five further.
    page.keyboard.press("Home")
    shows(page, "Meeting in spring")
    expect(page).not_to_have_url(re.compile("goal="))
    settle(page)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    shows(page, title("NEU1"))
    reported(page, "NEU1")
    shows(page, title("NEU1"))
    expect(chart(page, "NEU1.1")).to_be_visible()


ABOVE_THE_BAR = """() => {
    const box = one => one.getBoundingClientRect();
    return box(document.querySelector('[data-testid="stMain"]')).bottom - box(document.querySelector('.st-key-show-bar')).top;
}"""
TO_THE_END = "() => { const main = document.querySelector('[data-testid=\"stMain\"]'); main.scrollTo(0, main.scrollHeight); }"
HIDDEN = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return !document.activeElement.closest('.st-key-show-bar')
        && (box.top < -1 || box.bottom > document.querySelector('.st-key-show-bar').getBoundingClientRect().top + 1);
}"""


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, {"width": 390, "height": 844}])
def test_nothing_lies_behind_the_bar_and_what_goes_on_below_says_so(visited, address, size):
    page = visited(link(address, "TUR2"), title("TUR2"), **size)
    bar = page.locator(".st-key-show-bar")
    expect(bar).to_have_attribute("data-more", "")
    assert abs(page.evaluate(ABOVE_THE_BAR)) < 1
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    page.evaluate(TO_THE_END)
    expect(bar).not_to_have_attribute("data-more", "")
    below = page.locator(".st-key-below-8")
    expect(below.get_by_text(SAY("embed.table"))).to_be_in_viewport(ratio=1)

    # Wherever the tabulator key leads, it is seen.
    fields = below.locator("textarea, input, button").count()
    below.locator("textarea").first.focus()
    for _ in range(fields):
        assert not page.evaluate(HIDDEN), page.evaluate("() => document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    page.keyboard.press("PageUp")
    shows(page, title("TUR1"))
    reported(page, "TUR1")


def test_the_next_goal_is_there_without_the_server(opened, address):
    page, network = opened(link(address, "TYO3")), Network()
    page.route_web_socket(re.compile("/_stcore/stream"), network.carry)
    page.reload()
    settle(page)
    beside = chart(page, "TYO1.1")
    expect(beside).to_have_count(1)
    expect(beside).not_to_be_visible()
    network.is_held = True
    page.keyboard.press("ArrowRight")
    expect(beside).to_be_visible()
    shows(page, title("TYO1"))
    page.keyboard.press("ArrowRight")
    expect(chart(page, "OSA1.1")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    shows(page, title("NEU1"))
    assert "goal=TYO3" in page.url
    network.let_go()
    reported(page, "NEU1")
    shows(page, title("NEU1"))
    expect(chart(page, "NEU1.1")).to_be_visible()
    # What carries its words to the server stays with the page.
    page.close()


def test_the_goal_on_ones_own_phone(opened, address):
    page = opened(link(address, "TYO3", "sv"))
    page.get_by_role("button", name=words("sv")("show.phone")).click()
    shown = page.locator(".m-scannable")
    expect(shown.get_by_role("img", name=words("sv")("show.phone.picture"))).to_be_visible()
    there = shown.get_by_role("link").get_attribute("href")
    assert there == f"{address}/goal?lang=sv&year=2021&goal=TYO3"
    phone = opened(there, width=390)
    shows(phone, title("TYO3", words("sv")))


@pytest.mark.parametrize(("goals", "language"), [(("", "decisions"), "fi"), (("TYO3", "SOS1"), "sv")])
def test_nothing_stands_in_the_way_of_anybody(visited, address, goals, language):
    say = words(language)
    titles = {"": "Meeting in spring", "decisions": say("show.ending")}
    for goal in goals:
        page = visited(link(address, goal, language), titles.get(goal) or title(goal, say))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert violations(page) == {}, goal
        assert beside_when_narrow(page) == [], goal
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
