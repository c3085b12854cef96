"""Texts where Streamlit reads Markdown, in a browser: each character is there, and no element. All pages: tests/test_plain_texts.py."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring.council import decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.storage.statements import columns
from monitoring.store import now
from monitoring.trust.people import local
from monitoring.words import words
from pages.council.meeting.decision_forms import LONGEST_LABEL
from pages.shared import markdown
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tests.monitoring.evil import EVIL
from tests.monitoring.test_snapshot import START, deliver, figure

TITLES = (
    EVIL,
    *(
        "# h",
        "- l",
        "* l",
        "1. n",
        "2) n",
        "> q",
        "---",
        "| a | b |\n|---|---|\n| c | d |",
        "```\nc\n```",
        "    c",
        "a\n===",
        "[x]: http://evil.invalid",
    ),
    *(":material_home:", ":streamlit:", ":+1:", ":red-badge[r]", "::leaf[x]", "WWW.evil.invalid", "https://evil.invalid/x?y=1", "a.b@evil.invalid"),
    *("a -- b", "a <-> b", "x <= y", "~= 5", "[^1]", "&copy;", "\\*", "<!-- c -->", "- [ ] todo", "$$x$$", "~~~"),
    *("Kokous 3.5.2022 – TYÖ & arki (luonnos) #2", "luvut_2021*.xlsx", "a_b_c.xlsx", "hinta 5 $ – 7 $", "klo 12:30:45", "C:\\temp\\x.xlsx"),
)
MADE = "img, a:not([href^='#']), strong, em, del, code, pre, li, hr, blockquote, table, input, .katex, [role=img], [class^=stMarkdownColored]"
"""Elements that Markdown would make; a heading has a link to itself."""
DAY = date(2023, 2, 1)
SAY = words("sv")


@pytest.fixture
def address(served, own_store) -> str:
    about = {"programme": VAASA.programme.programme, "unit": "welcome-office"}
    deliver(own_store, 1, [figure("TYO3.1", "2021", 3)], **about)
    meetings.write(own_store, VAASA, Meeting("m0", EVIL, DAY, 2021, ("TYO3",), START, by="Chair", at=now()), local("Chair"))
    (row,) = own_store.rows("meetings", programme=about["programme"])
    stored = {column: value for column, value in row._asdict().items() if column in columns()["meetings"]} | {"programme": about["programme"]}
    others = [{"meeting_id": f"m{place}", "title": TITLES[place], "held_on": _day(place)} for place in range(1, len(TITLES))]
    with own_store.writing() as connection:
        connection.insert("meetings", [stored | other for other in others])
    decisions.decide(own_store, VAASA, "TYO3", "agreed", Wording(EVIL, meeting="m0", by="Chair", at=now()), local("Chair"))
    rules = (Rule(indicator=EVIL),)
    stored_recipes.store_recipe(own_store, about["programme"], Recipe(unit=about["unit"], name=EVIL, headings=(EVIL,), rules=rules), local("Chair"))
    return served


def _day(place: int) -> date:
    return DAY + timedelta(days=place)


def assert_plain(page: Page, *wanted: str) -> None:
    """Each text is there, and nothing that Markdown would make."""
    found = page.get_by_test_id("stMarkdownContainer")
    texts = {_on_one_line(text.replace(markdown.WORD_JOINER, "")) for text in found.all_text_contents()}
    assert {_on_one_line(text) for text in wanted} - texts == set()
    assert found.locator(MADE).all_text_contents() == []


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_text_is_shown_character_by_character_and_makes_no_element(opened, address):
    """That nothing is asked of another host is seen by whoever opens a page in a test."""
    page = opened(f"{address}/meetings?lang=sv")
    assert_plain(page, *(SAY("meetings.list.label", date=_day(place), title=title) for place, title in enumerate(TITLES)))
    page.goto(f"{address}/meetings?meeting=m0&lang=sv")
    settle(page)
    expect(page).to_have_title(f"{EVIL} · {SAY.name(VAASA.programme)}")
    assert_plain(page, EVIL)
    page.goto(f"{address}/meeting?meeting=m0&goal=TYO3&lang=sv")
    settle(page)
    expect(page).to_have_title(f"{EVIL} · {SAY.name(VAASA.programme)}")
    assert_plain(page, EVIL, SAY("decide.change", text=f"{EVIL[: LONGEST_LABEL - 3]}…"))
    page.goto(f"{address}/recipes?lang=sv")
    settle(page)
    assert_plain(page, EVIL)
