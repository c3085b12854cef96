"""The overview in a browser: the search by the keyboard, trends as pictures with their words, and no word of Streamlit's own."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from loaders.files.opening import FILE_SIZE
from monitoring.words import words
from pages.shared import framework_words
from pages.shared.downloads import XLSX
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA

SAY = words("fi")
WRITTEN = """() => [...document.querySelectorAll('body *')].filter(one => !one.closest('[data-testid=stHtml], script, style')).flatMap(one => [
    ...['aria-label', 'title', 'placeholder', 'alt'].map(name => one.getAttribute(name)),
    ...[...one.childNodes].filter(child => child.nodeType === Node.TEXT_NODE).map(child => child.data.trim()),
]).filter(Boolean)"""

NAMED = {
    SAY.name(one): SAY(f"overview.search.{kind}", name=f"{code} {SAY.name(one)}" if kind != "unit" else SAY.name(one))
    for kind in ("unit", "action", "indicator", "goal")
    for code, one in reversed(getattr(VAASA, f"{kind}s").items())
}
"""What each name is in the list; of several things with one name the first."""
BEST = {
    "NEUVONT": ("goal", f"NEU6 {SAY.name(VAASA.goals['NEU6'])}"),
    "henkilosto": ("action", f"TUR3-1 {SAY.name(VAASA.actions['TUR3-1'])}"),
    "osa3.1": ("indicator", f"OSA3.1 {SAY.name(VAASA.indicators['OSA3.1'])}"),
    "ystavatoim": ("goal", f"OSA1 {SAY.name(VAASA.goals['OSA1'])}"),
}
"""The best match for a text: what begins with it, else a word that does, else what holds it; typed without the marks over letters too."""
OTHERS = """named => {
    const field = document.querySelector('.st-key-overview-search input');
    return named.filter(([name, label]) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, name);
        field.dispatchEvent(new Event('input', {bubbles: true}));
        return document.querySelector('[role=option][aria-selected=true]').textContent !== label;
    });
}"""
"""The names that do not find first what has them."""


def test_the_search_finds_by_any_part_of_a_name_and_says_nothing_in_english(opened, examples):
    page = opened(f"{examples}/?lang=fi&year=2021")
    trend = page.locator("svg.m-trend").first
    expect(trend).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"2019: .*2021: ")).first).to_be_visible()
    field = page.get_by_role("combobox", name=SAY("overview.search"))
    field.fill("nosuchgoal")
    expect(page.get_by_text(SAY("framework.no-results"))).to_be_visible()
    theirs = {text for text in framework_words.MESSAGES if SAY(f"framework.{framework_words.MESSAGES[text]}") != text}
    assert theirs & set(page.evaluate(WRITTEN)) == set()
    for typed, best in BEST.items():
        field.fill(typed)
        expect(page.get_by_role("option", selected=True)).to_have_text(SAY(f"overview.search.{best[0]}", name=best[1]))
    expect(field).to_have_attribute("aria-activedescendant", str(page.get_by_role("option").first.get_attribute("id")))
    others = page.evaluate(OTHERS, list(NAMED.items()))
    assert others == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    field.fill("ystavatoim")
    page.keyboard.press("Enter")
    name = SAY.name(VAASA.goals["OSA1"])
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    settle(page)
    assert "goal=OSA1" in page.url
    # What is a word of Streamlit's menu too is ours on a page.
    page.goto(f"{examples}/explore?lang=en&year=2021")
    expect(page.get_by_role("combobox", name=words("en")("explore.theme"), exact=True)).to_be_visible()
    expect(page.get_by_text(words("en")("explore.theme"), exact=True)).to_be_visible()


def test_a_calendar_is_in_the_language_of_the_page_whatever_the_browsers_is(opened, examples):
    say, day = words("sv"), date(2022, 1, 26)
    page = opened(f"{examples}/changes?lang=sv&year=2021&from={day}&to={date(2022, 3, 1)}", locale="en-US")
    page.get_by_role("button", name=say("framework.calendar"), exact=True).first.click()
    of_month = say("framework.calendar-of", month="januari 2022")
    expect(page.get_by_role("heading", name=of_month)).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^onsdag 26 januari 2022"))).to_be_visible()
    expect(page.get_by_text(say("framework.selected-day", day=day), exact=True)).to_have_count(1)
    assert [text for text in page.evaluate(WRITTEN) if re.search("Choose|Select|January|Wednesday", text)] == []


def test_the_field_for_files_says_nothing_in_english(visited, examples):
    page = visited(f"{examples}/deliver?lang=fi&year=2021&unit=welcome-office", SAY("page.deliver"))
    field = page.get_by_test_id("stFileUploader")
    expect(field.get_by_role("button")).to_contain_text(SAY("framework.upload"))
    field.locator("input[type=file]").set_input_files({"name": "large.xlsx", "mimeType": XLSX, "buffer": bytes(FILE_SIZE + 1)})
    expect(field.get_by_text(SAY("framework.too-large", size="20"))).to_be_visible()
    size = SAY("framework.megabytes", size="20,0")
    expect(field.get_by_text(size, exact=True)).to_be_visible()
    expect(field.get_by_label(f"large.xlsx, {size}", exact=True)).to_be_visible()
    theirs = {text for text in framework_words.MESSAGES if SAY(f"framework.{framework_words.MESSAGES[text]}") != text}
    assert theirs & set(page.evaluate(WRITTEN)) == set()
