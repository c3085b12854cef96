"""A link is enough: whatever somebody chose on a page is in its address, and the address shows the same to somebody else, who has nothing else.
Pages where that is a list or a link: pages/test_links.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from monitoring.words import Words, words
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA

# What the widgets of a page show: every field's name and what stands in it, every choice that is pressed, every chosen tag, every day's parts. Of a
# list that nothing is chosen in it is the empty text.
SHOWN = """() => {
    const main = document.querySelector('[data-testid=stMainBlockContainer]');
    const all = (what, say) => [...main.querySelectorAll(what)].map(say);
    return {
        fields: all('input:not([type=file]):not([type=range]), textarea', one => [one.getAttribute('aria-label') || '', one.value]),
        pressed: all('[role=radio]', one => [one.innerText, one.getAttribute('aria-checked')]),
        tags: all('[data-testid=stMultiSelectTagsContainer]', one => one.innerText),
        ends: all('input[type=range]', one => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')]),
        days: all('[role=spinbutton]', one => one.innerText),
        charts: all('[data-testid=stPlotlyChart]', one => one.getAttribute('aria-label')),
    };
}"""


def explored(page: Page, say: Words) -> None:
    """Two themes, a status, a unit, the table, a span of years."""
    unit = VAASA.units_of("TYO2", "lead")[0]
    for theme in ("TUR", "TYO"):
        tick(page, say("explore.theme"), say.name(VAASA.themes[theme]), f"theme={theme}")
    tick(page, say("explore.status"), say("status.behind"), "status=behind")
    tick(page, say("explore.unit"), say.name(unit), f"unit={unit.unit}")
    page.get_by_role("radio", name=say("explore.mode.table")).click()
    expect(page).to_have_url(re.compile("view=table"))
    settle(page)
    first = page.get_by_role("slider").first
    expect(first).to_have_accessible_name(re.compile(re.escape(say("framework.span-start", label=say("explore.years")))))
    first.press("ArrowRight")
    expect(page).to_have_url(re.compile("years=2020&years=2022"))


def changed(page: Page, say: Words) -> None:
    """Two days, as somebody types them."""
    for name, day in (("from", "15062021"), ("to", "20052022")):
        page.get_by_role("group", name=say(f"changes.{name}")).get_by_role("spinbutton").first.click()
        page.keyboard.type(day)
        page.keyboard.press("Escape")
        expect(page).to_have_url(re.compile(f"{name}=20{day[6:]}-{day[2:4]}-{day[:2]}"))
        settle(page)


def shown_on(page: Page, say: Words) -> None:
    """A goal's slide of a meeting."""
    page.get_by_role("link", name=say("meetings.to-screen")).click()
    expect(page.locator("[class*=st-key-slide-] h1:visible")).to_be_visible()
    settle(page)
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile("goal="))


def tick(page: Page, label: str, option: str, in_address: str) -> None:
    """One more of those that a list takes several of. That it is in the address says that the page has run."""
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(re.escape(in_address)))
    settle(page)


WAYS: dict[str, tuple[Callable[[Page, Words], None], str]] = {
    "explore": (explored, "sv"),
    "changes": (changed, "sv"),
    "meetings?meeting=example-2022-2": (shown_on, "sv"),
}
"""Pages, what somebody does there, and in which language."""


def text(page: Page) -> str:
    """What can be read, without the differences in white space that the order of drawing makes."""
    return re.sub(r"\s+", " ", page.get_by_test_id("stMainBlockContainer").inner_text().replace(announced(page), "", 1)).strip()


def announced(page: Page) -> str:
    """What a show says aloud to a screen reader when one moves on: whoever comes by a link hears the page instead."""
    return "".join(page.get_by_test_id("stMainBlockContainer").locator(".m-unseen[role=status]").all_inner_texts())


@pytest.mark.parametrize(("name", "language"), [(name, language) for name, (_, language) in WAYS.items()])
def test_the_address_shows_the_same_to_somebody_else(opened, examples, name, language):
    say = words(language)
    page = opened(f"{examples}/{name}{'&' if '?' in name else '?'}lang={language}&year=2021")
    before = text(page)
    WAYS[name][0](page, say)
    settle(page)
    # Somebody whose browser asks for Finnish, and who has seen nothing yet.
    other = opened(page.url, locale="fi-FI")
    assert text(page) == text(other) != before
    assert page.evaluate(SHOWN) == other.evaluate(SHOWN)
    assert other.title() == page.title()
    assert parse_qs(urlparse(other.url).query) == parse_qs(urlparse(page.url).query)
    expect(other.locator("html")).to_have_attribute("lang", language)
