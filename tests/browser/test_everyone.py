"""What holds for every reader, in a browser: charts and themes in another site's page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Frame, Page, expect

from monitoring.words import words
from tests.browser.looking import PHONE, WIDE, beside, violations
from tests.browser.running import choose, settle
from tests.browser.test_paths import FIGURE, VAASA

SITE = """<!doctype html>
<html lang="{language}"><head><title>City</title><link rel="icon" href="data:,"></head><body><main><h1>City</h1>{snippet}</main></body></html>"""

Publisher = Callable[..., str]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        """Says nothing: its lines would stand among the tests'."""


@pytest.fixture
def published(tmp_path) -> Iterator[Publisher]:
    """Puts a snippet into a page of another site, and gives the page's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def publish(snippet: str, language: str) -> str:
        Path(tmp_path / "index.html").write_text(SITE.format(language=language, snippet=snippet), encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/index.html"

    yield publish
    server.shutdown()
    server.server_close()


def framed(page: Page) -> Frame:
    """The dashboard's page inside the other site's, settled."""
    page.frame_locator("iframe").locator("[data-testid=stApp]").wait_for()
    frame = page.frames[1]
    settle(frame)
    return frame


@pytest.fixture
def elsewhere(profile) -> Callable[[str, int], Page]:
    """Opens a page of another site: what it loads from the dashboard is another host's, and meant to be."""

    def open_page(address: str, width: int) -> Page:
        page = profile().page
        page.set_viewport_size({"width": width, "height": 1600})
        page.goto(address)
        return page

    return open_page


def snippet(page: Page, language: str) -> str:
    """Opens what offers the snippet and copies it."""
    page.get_by_text(words(language)("embed.offer"), exact=True).click()
    expect(page.get_by_test_id("stCode")).to_be_visible()
    settle(page)
    return page.get_by_test_id("stCode").locator("code").inner_text()


def test_a_chart_stands_in_the_page_of_another_site(opened, examples, published, elsewhere):
    say, goal = words("sv"), opened(f"{examples}/goal?goal=TUR1&lang=sv&year=2020")
    copied = snippet(goal, "sv")
    assert violations(goal) == {}
    assert f'title="TUR1.1 {say.name(VAASA.indicators["TUR1.1"])} – {say.name(VAASA.programme)}"' in copied
    page = elsewhere(published(copied, "sv"), WIDE)
    frame = framed(page)
    expect(frame.get_by_role("heading", level=1)).to_contain_text(say.name(VAASA.indicators["TUR1.1"]))
    expect(frame.locator(FIGURE)).to_be_visible()
    assert "2020" in frame.locator(FIGURE).get_attribute("aria-label") == goal.locator(FIGURE).first.get_attribute("aria-label")
    expect(frame.locator("html")).to_have_attribute("lang", "sv")
    expect(frame.get_by_role("note").filter(has_text=say("banner.example"))).to_be_visible()
    expect(frame.get_by_role("navigation")).to_have_count(0)
    expect(frame.get_by_role("combobox")).to_have_count(0)
    frame.get_by_text(say("embed.table"), exact=True).click()
    expect(frame.get_by_role("table").filter(has_text="2019").first).to_be_visible()
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 1600})
        settle(frame)
        assert beside(frame) == 0
        assert violations(frame) == violations(page) == {}


def test_the_goal_opens_beside_the_page_of_the_other_site(opened, examples, published, elsewhere):
    say = words("fi")
    page = elsewhere(published(snippet(opened(f"{examples}/goal?goal=TUR1&lang=fi&year=2021"), "fi"), "fi"), 1280)
    with page.context.expect_page() as opening:
        framed(page).get_by_role("link", name=re.compile("^TUR1 ")).click()
    goal = opening.value
    expect(goal.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.goals["TUR1"]))
    wanted = parse_qs(urlparse(goal.url).query)
    assert wanted["lang"] == ["fi"] and wanted["year"] == ["2021"] and "embed" not in wanted


def test_a_theme_stands_in_the_page_of_another_site_with_its_newest_year(opened, examples, published, elsewhere):
    say = words("en")
    page = opened(f"{examples}/explore?lang=en&year=2019&theme=TUR")
    page.get_by_text(say("embed.offer"), exact=True).click()
    choose(page, say("embed.what"), say("embed.whole-theme", theme=say.name(VAASA.themes["TUR"])))
    page.get_by_text(say("embed.newest"), exact=True).click()
    code = page.get_by_test_id("stCode").locator("code")
    expect(code).not_to_contain_text("year=")
    expect(code).to_contain_text("theme=TUR")
    frame = framed(elsewhere(published(code.inner_text(), "en"), 1280))
    expect(frame.get_by_role("heading", level=1)).to_have_text(say.name(VAASA.themes["TUR"]))
    expect(frame.get_by_role("link", name=re.compile(r"^TUR\d "))).to_have_count(len(VAASA.goals_of("TUR")))
    expect(frame.get_by_test_id("stMain")).to_contain_text("2021")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("wanted", "named"), [("indicator=TUR4.1", VAASA.indicators["TUR4.1"]), ("theme=TYO", VAASA.themes["TYO"])])
def test_what_is_embedded_is_accessible(visited, examples, wanted, named, scheme):
    title = re.compile(re.escape(words("fi").name(named)))
    page = visited(f"{examples}/embed?{wanted}&embed=true&lang=fi", title, width=390, color_scheme=scheme)
    assert violations(page) == {}
