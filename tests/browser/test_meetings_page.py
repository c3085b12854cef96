"""The secretary prepares the council's meetings in a browser: the agenda in each way, its order, the frozen material, the end of a meeting."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from monitoring import settings
from monitoring.council import decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import Words, languages, words
from tests.browser.conftest import place
from tests.browser.looking import beside, violations
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import START, counted, deliver

TODAY = datetime.now(settings.zone()).date()
COMING = TODAY + timedelta(days=10)
YEAR = 2021
ABOUT = {"programme": VAASA.programme.programme, "unit": "welcome-office", "uploaded_by": "Coordinator"}
MEETING = "Meeting <b>of the test</b>"


@pytest.fixture(scope="module")
def prepared(stores) -> Store:
    """Visits that became fewer (TYO3) and users that became more (NEU1), delivered on 11 January 2023."""
    own = Store(stores / "meetings.duckdb")
    deliver(own, 1, [*counted({"2020": 6, "2021": 3}, "TYO3.1"), *counted({"2020": 5, "2021": 9}, "NEU1.1")], **ABOUT)
    return own


@pytest.fixture
def store(own_store, prepared) -> Store:
    place(prepared, own_store)
    return own_store


@pytest.fixture
def address(served, store) -> str:
    return served


def written(store: Store, on: date = COMING, agenda: tuple[str, ...] = ("TYO3", "NEU1", "ASU1"), **more) -> Meeting:
    """A meeting that somebody prepared before."""
    meeting = Meeting(meetings.new_id(), MEETING, on, YEAR, agenda, now(), by="Chair", at=now())
    meetings.write(store, VAASA, replace(meeting, **more), local(meeting.by))
    return replace(meeting, **more)


def held(store: Store, meeting: str) -> Meeting:
    return meetings.history(store, VAASA, meeting)[0]


def page_of(opened, address: str, meeting: Meeting, say: Words, **options) -> Page:
    """The meeting's page, with the name filled in."""
    page = opened(f"{address}/meetings?lang={say.language}&year={YEAR}&meeting={meeting.meeting}", **options)
    page.get_by_label(say("meetings.by")).fill("Secretary")
    return page


def day_field(page: Page, say: Words) -> Locator:
    return page.get_by_label(re.compile(f"^{re.escape(say('meetings.day.field', example='§').split('§')[0])}"))


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
    assert held(store, made.meeting).as_of == made.as_of


WAYS = {
    "all": (None, tuple(VAASA.goals)),
    "behind": (None, ("TYO3", "SEU1")),
    "themes": ("ASU", tuple(goal.goal for goal in VAASA.goals_of("ASU"))),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_gives_its_goals_before_they_are_kept(opened, address, store, way):
    say, (chosen, expected) = words("sv"), WAYS[way]
    page = opened(f"{address}/meetings?lang=sv&year={YEAR}")
    page.get_by_role("radio", name=say(f"meetings.way.{way}"), exact=True).click()
    if chosen:
        field = page.get_by_role("combobox", name=say("meetings.way.themes.field"))
        expect(field).to_be_visible()
        expect(page.get_by_text(say("meetings.agenda.none"))).to_be_visible()
        field.focus()
        choose(page, say.name(VAASA.themes[chosen]))
        page.keyboard.press("Escape")
    expect(page.get_by_role("rowheader")).to_have_text([re.compile(f"^{place}. {code} ") for place, code in enumerate(expected, 1)])
    day_field(page, say).fill(say.date(COMING))
    page.get_by_label(say("meetings.by")).fill("Sekreterare")
    page.get_by_role("button", name=say("meetings.prepare.button")).dblclick()
    expect(page.get_by_text(say("meetings.done.prepared"))).to_be_visible()
    settle(page)
    (made,) = meetings.history(store, VAASA, opened_id(page))
    assert (made.agenda, made.title) == (expected, say("meetings.title.usual"))


def test_what_changed_is_measured_from_the_meeting_before(opened, served, own_store):
    say = words("en")
    deliver(own_store, 1, [*counted({"2020": 6, "2021": 3}, "TYO3.1"), *counted({"2021": 5}, "NEU1.1")], **ABOUT)
    page = opened(f"{served}/meetings?lang=en&year={YEAR}")
    page.get_by_role("radio", name=say("meetings.way.changed")).click()
    expect(page.get_by_text(say("meetings.way.changed.none"))).to_be_visible()
    before = written(own_store, TODAY - timedelta(days=30), as_of=START + timedelta(days=5))
    deliver(own_store, 20, counted({"2021": 8}, "NEU1.1"), **ABOUT)
    page = opened(f"{served}/meetings?lang=en&year={YEAR}")
    page.get_by_role("radio", name=say("meetings.way.changed")).click()
    expect(page.get_by_text(re.compile("^Compared with the meeting before: "))).to_contain_text(f"{MEETING}, {say.date(before.on)}")
    expect(page.get_by_role("rowheader")).to_have_text(re.compile("^1. NEU1 "))


def test_what_is_missing_is_said_and_nothing_is_kept(opened, address, store):
    say = words("fi")
    known = len(meetings.history(store, VAASA))
    page = opened(f"{address}/meetings?lang=fi&year={YEAR}")
    save = page.get_by_role("button", name=say("meetings.prepare.button"))

    def hear(trouble: str) -> None:
        save.click()
        expect(page.get_by_text(say(f"meetings.trouble.{trouble}"))).to_be_visible()

    for text in ("", "31.2.2022", "1.1.1066"):
        day_field(page, say).fill(text)
        hear("day")
    day_field(page, say).fill(COMING.isoformat())
    page.get_by_label(say("meetings.title.field")).fill(" ")
    hear("title")
    page.get_by_label(say("meetings.title.field")).fill("Kokous")
    hear("name")
    page.get_by_label(say("meetings.by")).fill("Sihteeri")
    page.get_by_role("radio", name=say("meetings.way.picked")).click()
    expect(page.get_by_role("combobox", name=say("meetings.way.picked.field"))).to_be_visible()
    hear("agenda")
    assert len(meetings.history(store, VAASA)) == known


def test_a_figure_that_came_later_is_named_until_the_material_is_frozen_again(opened, address, store):
    say, meeting = words("en"), written(store, agenda=("TYO4", "ASU1"), as_of=START + timedelta(days=10))
    page = page_of(opened, address, meeting, say)
    expect(page.get_by_text(say("meetings.material.same"))).to_be_visible()
    expect(page.get_by_text("as it was on 20 January 2023 10:00")).to_be_visible()
    deliver(store, 30, counted({"2020": 4, "2021": 7}, "TYO4.1"), **ABOUT)
    page = page_of(opened, address, meeting, say)
    changed = page.locator(".st-key-meeting-changed-TYO4")
    expect(changed.get_by_role("listitem").filter(has_text="TYO4.1")).to_have_text(
        [re.compile(rf"^TYO4\.1 .*, {year}: – → {value}\b") for year, value in ((2021, 7), (2020, 4))]
    )
    expect(changed.get_by_role("listitem").first).to_contain_text(f"{say('status.no_data')} → ")
    row = page.locator(".st-key-goal-row-agenda-1")
    expect(row).to_contain_text(say("meetings.agenda.changed"))
    expect(row.locator(".m-badge")).to_contain_text(say("status.no_data"))
    expect(page.locator(".st-key-goal-row-agenda-2")).not_to_contain_text(say("meetings.agenda.changed"))

    page.get_by_role("button", name=say("meetings.material.freeze")).dblclick()
    expect(page.get_by_text(say("meetings.done.frozen"))).to_be_visible()
    expect(page.get_by_text(say("meetings.material.same"))).to_be_visible()
    expect(row.locator(".m-badge")).not_to_contain_text(say("status.no_data"))
    settle(page)
    newest, oldest = meetings.history(store, VAASA, meeting.meeting)
    assert newest.as_of > oldest.as_of == meeting.as_of
    assert (newest.by, newest.agenda) == ("Secretary", meeting.agenda)
    expect(page.get_by_role("row").filter(has_text=say("meetings.change.frozen"))).to_contain_text("Secretary")


def test_goals_are_added_and_taken_off(opened, address, store):
    say, meeting = words("sv"), written(store, agenda=("TYO3",))
    page = page_of(opened, address, meeting, say)
    page.get_by_role("button", name=say("meetings.agenda.add.button")).click()
    expect(page.get_by_text(say("meetings.trouble.goal"))).to_be_visible()
    field = page.get_by_role("combobox", name=say("meetings.agenda.add"))
    field.focus()
    choose(page, "OSA2")
    expect(field).to_have_value(re.compile("^OSA2 "))
    page.get_by_role("button", name=say("meetings.agenda.add.button")).click()
    expect(goals_of(page)).to_have_text(codes("TYO3", "OSA2"))
    page.get_by_role("button", name="TYO3 bort").click()
    expect(page.get_by_text(say("meetings.done.removed", goal="TYO3"))).to_be_visible()
    expect(goals_of(page)).to_have_text(codes("OSA2"))
    assert [one.agenda for one in meetings.history(store, VAASA, meeting.meeting)] == [("OSA2",), ("TYO3", "OSA2"), ("TYO3",)]


def test_without_a_name_nothing_changes(opened, address, store):
    say, meeting = words("en"), written(store)
    page = opened(f"{address}/meetings?lang=en&meeting={meeting.meeting}")
    page.get_by_role("button", name="TYO3 down").click()
    expect(page.get_by_text(say("meetings.trouble.name"))).to_be_visible()
    assert meetings.history(store, VAASA, meeting.meeting) == [meeting]


def test_day_and_name_are_changed_and_the_history_tells_it(opened, address, store):
    say, meeting = words("fi"), written(store)
    page = page_of(opened, address, meeting, say)
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    day_field(page, say).fill("1.13.2026")
    page.get_by_role("button", name=say("meetings.details.button")).click()
    expect(page.get_by_text(say("meetings.trouble.day"))).to_be_visible()
    later = COMING + timedelta(days=7)
    day_field(page, say).fill(say.date(later))
    page.get_by_label(say("meetings.title.field")).fill("Uusi nimi")
    page.get_by_role("button", name=say("meetings.details.button")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uusi nimi")
    rows = page.get_by_role("table").filter(has_text=say("meetings.history.caption")).get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text(f"{say('meetings.change.day', date=later)} · {say('meetings.change.title', title='Uusi nimi')}")
    expect(rows.nth(2)).to_contain_text("Chair")


def test_a_cancelled_meeting_is_found_again_and_taken_up(opened, address, store):
    say, meeting = words("fi"), written(store, title="Peruttava kokous")
    page = page_of(opened, address, meeting, say)
    page.get_by_text(say("meetings.cancel"), exact=True).first.click()
    button = page.locator(".st-key-meeting-cancel").get_by_role("button")
    button.click()
    expect(page.get_by_text(say("meetings.trouble.confirm"))).to_be_visible()
    page.get_by_text(say("meetings.cancel.confirm"), exact=True).click()
    settle(page)
    button.click()
    expect(page.get_by_text(say("meetings.read-only.cancelled"))).to_be_visible()
    assert [one.state for one in meetings.history(store, VAASA, meeting.meeting)] == ["cancelled", "prepared"]
    expect(page.get_by_role("button", name="TYO3 alas")).to_have_count(0)

    page.get_by_role("link", name=say("meetings.all")).click()
    link = page.get_by_role("link", name=re.compile("Peruttava kokous"))
    expect(page.get_by_role("heading", name=say("meetings.list.coming"))).to_be_visible()
    expect(link).to_be_hidden()
    page.locator(".st-key-meetings-cancelled summary").click()
    link.click()
    page.get_by_role("button", name=say("meetings.reopen.cancelled")).click()
    expect(page.get_by_text(say("meetings.done.reopened"))).to_be_visible()
    assert held(store, meeting.meeting).state == "prepared"


def test_a_closed_meeting_is_only_read_until_it_is_reopened(opened, address, store):
    say, meeting = words("sv"), written(store)
    page = page_of(opened, address, meeting, say)
    page.get_by_label(say("meetings.present"), exact=True).fill("Ordförande\nSekreterare")
    page.get_by_role("button", name=say("meetings.close")).dblclick()
    expect(page.get_by_text(say("meetings.done.closed"))).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("Ordförande")
    assert [(one.state, one.present) for one in meetings.history(store, VAASA, meeting.meeting)] == [
        ("closed", "Ordförande\nSekreterare"),
        ("prepared", ""),
    ]
    expect(page.get_by_role("button", name=re.compile("TYO3 |Ställ in|Spara|Lägg till"))).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(1)
    page.get_by_role("button", name=say("meetings.reopen.closed")).click()
    expect(page.get_by_text(say("meetings.done.reopened"))).to_be_visible()
    expect(page.get_by_label(say("meetings.present"), exact=True)).to_have_value("Ordförande\nSekreterare")


def test_who_was_slower_than_the_closing_hears_it(opened, address, store):
    say, meeting = words("en"), written(store)
    page = page_of(opened, address, meeting, say)
    closed = replace(meeting, state="closed", at=now())
    meetings.write(store, VAASA, closed, local(closed.by))
    page.get_by_role("button", name="TYO3 off").click()
    expect(page.get_by_text(say("meetings.trouble.closed"))).to_be_visible()
    assert held(store, meeting.meeting) == closed


def test_the_list_tells_what_came_of_each_meeting(opened, address, store):
    say, past = words("en"), written(store, TODAY - timedelta(days=3), title="Held and open", state="closed")
    for text in ("Two more visits", "One more adviser"):
        decisions.decide(
            store, VAASA, "TYO3", "agreed", Wording(text, "Unit", None, meeting=past.meeting, by="Secretary", at=now()), local("Secretary")
        )
    page = opened(f"{address}/meetings?lang=en&meeting=nothing")
    expect(page.get_by_text(say("meetings.unknown"))).to_be_visible()
    row = page.locator(f".st-key-goal-row-meeting-{past.meeting}")
    expect(row).to_contain_text("Reporting year 2021 · 3 goals · Closed · 2 open decisions")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Held and open")
    page.get_by_role("link", name=say("meetings.to-screen")).click()
    expect(page).to_have_url(re.compile(f"/meeting\\?.*meeting={past.meeting}"))


@pytest.mark.parametrize("language", languages())
def test_a_meeting_can_be_practised_on_the_example_data(opened, examples, language):
    say = words(language)
    page = opened(f"{examples}/meetings?lang={language}&year={YEAR}")
    expect(page.get_by_text(say("meetings.practice"))).to_be_visible()
    page.get_by_role("radio", name=say("meetings.way.behind"), exact=True).click()
    day_field(page, say).fill(COMING.isoformat())
    page.get_by_label(say("meetings.by")).fill("Secretary")
    page.get_by_role("button", name=say("meetings.prepare.button")).click()
    expect(page.get_by_text(say("meetings.done.prepared"))).to_be_visible()
    expect(page.get_by_text(say("meetings.practice"))).to_be_visible()
    settle(page)
    assert goals_of(page).count() > 1
    assert not re.search(r"\{\w+\}|\b(None|nan|NaN)\b", page.locator("[data-testid=stMain]").inner_text())


@pytest.mark.parametrize("language", languages())
def test_an_open_meeting_does_not_scroll_sideways_on_a_phone(opened, address, store, language):
    meeting = written(store, agenda=tuple(VAASA.goals)[:6], as_of=START)
    page = page_of(opened, address, meeting, words(language), width=390)
    expect(goals_of(page)).to_have_count(6)
    assert beside(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_meeting_is_accessible(opened, address, store, scheme):
    page = page_of(opened, address, written(store, as_of=START), words("fi"), color_scheme=scheme)
    expect(page.locator(".st-key-meeting-changed-TYO3")).to_be_visible()
    assert violations(page) == {}
