"""How pages look where a screen of the usual kind does not show it: on paper, without motion, and in the project's own letters."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from monitoring import typography
from monitoring.palette import LIGHT
from monitoring.words import words
from pages.council.explore import comparing, panels
from pages.shared import cards, registry
from tests.browser.running import go, settle
from tests.browser.test_paths import FIGURE, VAASA, address_of, title_of

SAY = words("en")
POINTS_A_MM = 72 / 25.4
# Colour and background of everything that says something, as it would be printed.
INKS = """() => [...document.querySelectorAll('[data-testid="stMainBlockContainer"] *')]
    .filter(one => [...one.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim()))
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('svg, style, script'))
    .map(one => {
        let behind = one;
        while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
        const paper = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
        return [one.textContent.trim().slice(0, 40), getComputedStyle(one).color, paper];
    })"""


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def lightness(colour: str) -> float:
    """From 0, black, to 1, white, of a colour as a browser names it."""
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def parts(colour: str) -> list[int]:
    """Red, green and blue, from 0 to 255, of a colour such as #0b5c7d."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def assert_ink_is_dark(page: Page) -> None:
    """On paper."""
    inks = page.evaluate(INKS)
    assert len(inks) > 10
    assert [ink for ink in inks if not abs(lightness(ink[1]) - lightness(ink[2])) > 0.4] == []
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("button").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("combobox").locator("visible=true")).to_have_count(0)


def assert_printed_whole(page: Page) -> None:
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    paper = printed(page)
    text = [squeezed(sheet.extract_text()) for sheet in paper.pages]
    assert len(text) > 1
    assert headings and all(squeezed(heading) in "".join(text) for heading in headings)
    assert squeezed(SAY("foot.source", programme=VAASA.programme)) in text[-1] and "year=2021" in text[-1]
    assert squeezed(SAY("banner.example")) in text[0]
    assert all(f"{number}/{len(text)}" in sheet for number, sheet in enumerate(text, 1))
    wide, high = (float(side) / POINTS_A_MM for side in (paper.pages[0].mediabox.width, paper.pages[0].mediabox.height))
    assert (wide, high) == (pytest.approx(210, abs=1), pytest.approx(297, abs=1))


@pytest.mark.parametrize(
    ("name", "scheme", "is_long"),
    [(registry.FRONT, "light", True), (registry.FRONT, "dark", False), ("explore", "dark", False), ("method", "dark", True)],
)
def test_a_page_is_printed_in_dark_ink_and_whole(visited, examples, name, scheme, is_long):
    page = visited(f"{examples}/{address_of(name)}lang=en&year=2021", title_of(name, SAY), color_scheme=scheme)
    if is_long:
        assert_printed_whole(page)
    if is_long and name == registry.FRONT:
        # The themes follow their heading on the same page.
        (goals,) = (text for text in (squeezed(sheet.extract_text()) for sheet in printed(page).pages) if squeezed(SAY("overview.decisions")) in text)
        assert squeezed(SAY("overview.goals") + SAY.name(next(iter(VAASA.themes.values())))) in goals
    # What a browser does by itself when it prints: charts that are only on paper are put in place.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme=scheme)
    assert_ink_is_dark(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_on_paper_are_the_chosen_unit_and_no_form(visited, examples):
    page = visited(f"{examples}/unit?unit=welcome-office&lang=en&year=2021", SAY("page.unit"))
    unit = page.locator(".m-on-paper")
    expect(unit).to_be_hidden()
    page.emulate_media(media="print")
    expect(unit).to_be_visible()
    expect(unit).to_have_text(f"{SAY('unit.choose')}{SAY.name(VAASA.units['welcome-office'])}")
    go(page, "/meetings?lang=en&year=2021")
    expect(page.get_by_role("heading", name=SAY("meetings.list.past"))).to_be_visible()
    settle(page)
    form = page.locator(".st-key-meeting-preparation")
    expect(form).to_be_attached()
    expect(form).to_be_hidden()
    go(page, "/deliveries?lang=en&year=2021")
    expect(page.locator(".m-table").first).to_be_visible()
    settle(page)
    assert page.locator("details:has(.m-open-on-paper)").count() == 1
    page.set_viewport_size({"width": 780, "height": 900})
    page.evaluate(f"for (const one of document.querySelectorAll('.m-file')) one.textContent = '{'long_name_' * 12}.xlsx'")
    assert page.eval_on_selector_all(".m-scroll", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length") == 0
    for title in (SAY("deliveries.one"), SAY("history.title")):
        heading = page.locator("main h2", has_text=title)
        expect(heading).to_be_attached()
        expect(heading).to_be_hidden()


def test_on_paper_are_all_charts_drawn_alike_also_those_that_the_screen_does_not_show_yet(visited, examples):
    page = visited(f"{examples}/explore?lang=en&year=2021", SAY("page.explore"))
    sections = page.locator(".m-printed section")
    expect(page.locator(FIGURE)).to_have_count(panels.A_PAGE)
    assert sections.count() == 0
    paper = printed(page)
    text = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    expect(sections).to_have_count(0)
    # What a browser does by itself when it prints, looked at in between.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    titles = sections.locator("h2").all_text_contents()
    assert len(titles) == len(VAASA.indicators) == sections.locator("svg").count()
    assert [title for title in titles if text.count(squeezed(title)) != 1] == []
    milestones = [code for code, indicator in VAASA.indicators.items() if indicator.kind == "milestone"]
    for code in milestones:
        strip = sections.filter(has_text=SAY.name(VAASA.indicators[code])).locator("svg")
        assert [str(year) for year in VAASA.programme.years if str(year) not in strip.text_content()] == []
    page.emulate_media(media="print")
    expect(page.locator(FIGURE).locator("visible=true")).to_have_count(0)
    page.emulate_media(media="null")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert sections.count() == 0
    go(page, "/explore?view=compare&lang=en&year=2021")
    expect(page.locator(FIGURE)).to_have_count(comparing.MOST)
    text = squeezed("".join(sheet.extract_text() for sheet in printed(page).pages))
    assert [title for title in titles if text.count(squeezed(title)) != 1] == []


def test_on_paper_are_all_changes_also_those_that_the_screen_folds(visited, examples):
    page = visited(f"{examples}/changes?lang=en&year=2021", SAY("page.changes"))
    rows = [squeezed(text) for text in page.locator(".m-table tbody th").all_text_contents()]
    boxes = page.locator("details:has(.m-open-on-paper)")
    assert boxes.count() > 1 and len(rows) > 2 * cards.OPEN_ROWS
    text = squeezed("".join(sheet.extract_text() for sheet in printed(page).pages))
    assert [row for row in rows if row not in text] == []
    assert boxes.evaluate_all("all => all.some(box => box.open)") is False


def test_on_paper_a_theme_of_the_map_and_an_example_are_not_parted_and_the_foot_is_not_alone(visited, examples):
    page = visited(f"{examples}/timeline?lang=fi&year=2021", words("fi")("page.timeline"))
    broken = "all => all.filter(one => one.clientHeight > 1.5 * parseFloat(getComputedStyle(one).lineHeight)).map(one => one.textContent)"
    assert page.eval_on_selector_all(".m-phase-done", broken) == [], "a state and its day are on one line"
    themes = [[text[:40] for text in theme.locator("a").all_inner_texts()] for theme in page.locator("[class*=st-key-programme-map-theme-]").all()]
    sheets = [squeezed(sheet.extract_text()) for sheet in printed(page).pages]
    assert len(themes) == len(VAASA.themes)
    assert [theme for theme in themes if not any(all(squeezed(goal) in sheet for goal in theme) for sheet in sheets)] == []
    page = visited(f"{examples}/method?lang=fi&year=2021", words("fi")("page.method"))
    links = {squeezed(text) for text in page.locator("[data-testid=stPageLink] a").all_inner_texts()} | {squeezed(words("fi")("method.open-data"))}
    sheets = [squeezed(sheet.extract_text()) for sheet in printed(page).pages]
    assert len(sheets) > 2 and [sheet for sheet in sheets if sheet.startswith(tuple(links))] == []
    page = visited(f"{examples}/explore?view=compare&what=themes&lang=fi&year=2021", words("fi")("page.explore"))
    assert not any(
        squeezed(sheet.extract_text()).startswith(squeezed(words("fi")("foot.source", programme=VAASA.programme))) for sheet in printed(page).pages
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_set_as_wide_as_the_paper_and_afterwards_as_before(visited, examples, scheme):
    page = visited(f"{examples}/goal?goal=TYO3&lang=en&year=2021", SAY.name(VAASA.goals["TYO3"]), color_scheme=scheme)
    box = page.locator(FIGURE).first.locator(".svg-container")
    before = box.get_attribute("style")
    inside = 640
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme=scheme)
    page.set_viewport_size({"width": inside, "height": 900})
    picture = box.locator(".main-svg").first
    # A browser that prints asks and measures in one go; here the narrower window can have made the chart be drawn anew in between.
    again = "for (const asked of ['afterprint', 'beforeprint']) dispatchEvent(new Event(asked));"
    width, drawn = picture.evaluate(f"svg => {{ {again} return [svg.getBoundingClientRect().width, svg.getAttribute('viewBox')]; }}")
    assert width <= inside and drawn.startswith("0 0 ")
    turned = page.locator(FIGURE).first.evaluate("chart => getComputedStyle(chart).filter")
    assert turned == ("none" if scheme == "light" else "invert(1) hue-rotate(180deg)")
    assert_ink_is_dark(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert picture.get_attribute("viewBox") is None and "aspect-ratio" not in (box.get_attribute("style") or "")
    assert before


@pytest.mark.parametrize(("before", "after"), [(390, 1280), (1280, 390)])
def test_a_charts_key_is_above_its_bars_after_the_window_has_changed(visited, examples, before, after):
    page = visited(f"{examples}/goal?goal=TER1&lang=sv&year=2021", words("sv").name(VAASA.goals["TER1"]), width=before)
    page.set_viewport_size({"width": after, "height": 900})
    page.wait_for_function(
        """width => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => {
            const [key, plot] = ['.legend .bg', 'rect.nsewdrag'].map(part => chart.querySelector(part).getBoundingClientRect());
            return window.drawnWidth === width && chart.closest('[data-testid=stElementContainer]').style.width === ''
                && Math.abs(key.bottom - plot.top) < 2;
        })""",
        arg=after,
    )


def test_a_page_turns_dark_with_its_device_while_it_is_open(visited, examples):
    page = visited(f"{examples}/goal?goal=TYO1&lang=en&year=2021", SAY.name(VAASA.goals["TYO1"]))
    chart = page.locator(FIGURE).first
    expect(chart).to_have_css("filter", "none")
    page.emulate_media(media="null", color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    expect(chart).to_have_css("filter", "invert(1) hue-rotate(180deg)")
    inks = [ink for ink in page.evaluate(INKS) if not ink[2].startswith("rgba")]
    assert len(inks) > 10
    assert [ink for ink in inks if not abs(lightness(ink[1]) - lightness(ink[2])) > 0.25] == []


def test_nothing_moves_for_those_who_want_it_still(opened, examples):
    still = opened(f"{examples}/explore?lang=en", reduced_motion="reduce")
    still.get_by_text(SAY("embed.offer"), exact=True).click()
    settle(still)
    assert still.evaluate("document.getAnimations().length") == 0
    moving = "[document.documentElement, ...document.querySelectorAll('*')].filter(one => getComputedStyle(one).scrollBehavior === 'smooth').length"
    assert still.evaluate(moving) == 0


def test_letters_are_the_projects_own(opened, examples):
    page = opened(f"{examples}/?lang=en")
    loaded = page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family.replaceAll('\"', ''))")
    assert {typography.TEXT, typography.DISPLAY, typography.SIGNS} <= set(loaded)
    resources = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)")
    wanted = [path for path in resources if path.startswith("/fonts/")]
    assert len(wanted) == 4
    for path in wanted:
        answer = page.request.get(f"{examples}{path}")
        assert answer.headers["content-type"] == "font/woff2" and answer.body()[:4] == b"wOF2"
    heading = page.get_by_role("heading", level=1)
    assert heading.evaluate("one => getComputedStyle(one).fontFamily").startswith(f'"{typography.DISPLAY}"')
    assert heading.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") == pytest.approx(typography.PAGE["title"], abs=0.5)
    rule = heading.evaluate("one => getComputedStyle(one, '::before').borderTopColor")
    assert [int(part) for part in re.findall(r"\d+", rule)] == parts(LIGHT.accent)
    # Streamlit describes its fonts in another way once it has sent a page.
    page.reload()
    settle(page)
    faces = page.evaluate("[...document.fonts].map(one => [one.family.replaceAll('\"', ''), one.weight])")
    weights = {weight for family, weight in faces if family in (typography.TEXT, typography.DISPLAY)}
    assert weights == {str(typography.REGULAR), str(typography.STRONG)}


def test_a_table_of_many_columns_is_a_list_on_a_phone_and_still_a_table(visited, examples):
    page = visited(f"{examples}/deliveries?lang=en&year=2021", SAY("page.deliveries"), width=390)
    assert page.eval_on_selector_all(".m-scroll", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length") == 0
    table = page.get_by_role("table", name=SAY("deliveries.caption")).first
    expect(table.get_by_role("columnheader")).to_have_count(7)
    row = table.get_by_role("row").nth(1)
    unit = row.get_by_role("cell").first
    assert unit.evaluate("one => getComputedStyle(one, '::before').content").strip('"').startswith(SAY("deliveries.column.unit"))
    assert unit.bounding_box()["y"] > row.get_by_role("rowheader").bounding_box()["y"]


@pytest.mark.parametrize(
    ("address", "title", "caption"),
    [
        ("meetings?meeting=example-2021-2&lang=sv&year=2021", re.compile("2/2021"), "meetings.history.caption"),
        ("?lang=sv&year=2021", words("sv").name(VAASA.programme), "overview.deliveries.caption"),
    ],
)
def test_a_page_is_not_wider_than_a_phone_where_a_table_has_three_columns_or_a_long_word(visited, examples, address, title, caption):
    page = visited(f"{examples}/{address}", title, width=390)
    expect(page.get_by_role("table", name=words("sv")(caption))).to_be_visible()
    assert page.eval_on_selector_all(".m-scroll", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length") == 0


def test_a_phones_timeline_names_its_years_and_the_deadline(visited, examples):
    page = visited(f"{examples}/timeline?lang=fi&year=2021", words("fi")("page.timeline"), width=390)
    table = page.locator("[class*=st-key-timeline-group-] table").first
    years = table.locator("thead th").filter(has_text=re.compile(r"\d{4}"))
    assert all(box["width"] > 0 and box["height"] > 0 for box in (year.bounding_box() for year in years.all()))
    assert years.first.evaluate("head => getComputedStyle(head.closest('thead')).clipPath") == "none"
    due = table.locator("tbody td[data-column]").filter(has_text=re.compile(r"^\d{4}$")).first
    assert due.evaluate("cell => getComputedStyle(cell, '::before').content").strip('" ') == words("fi")("timeline.column.due")
    # For a screen reader: no heading leaves out a level, and no two tables have one name.
    levels = page.eval_on_selector_all("main :is(h1, h2, h3, h4)", "all => all.map(one => Number(one.tagName[1]))")
    assert len(levels) > 10 and [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    names = page.eval_on_selector_all("main [role=region]", "all => all.map(one => one.ariaLabel)")
    assert len(names) > 10 and len(set(names)) == len(names)
