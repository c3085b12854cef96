"""A dashboard and a browser for a test. Whatever the browser complains of, or asks of another host, fails the test that did it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Page, Request, expect

from monitoring.store import Store
from tests.browser.running import SHORT_LIVED, SWITCHES, dashboard, go, installed, settle
from tests.conftest import copied

TIMEOUT = 15_000
"""Milliseconds: two cores that also run other tests may keep a page waiting longer than Playwright's five seconds."""
expect.set_options(timeout=TIMEOUT)

Opener = Callable[..., Page]
IDLE = 4
"""Browser profiles that wait for a further test, at most."""


@pytest.fixture(scope="session")
def stores(tmp_path_factory, example_data) -> Path:
    """A folder for stores, with the example data in it."""
    folder = tmp_path_factory.mktemp("stores")
    copied(example_data, folder)
    return folder


@pytest.fixture(scope="session")
def served(stores) -> Iterator[str]:
    """The address of the dashboard that all tests of a worker share."""
    with dashboard(stores / "own.duckdb") as address:
        yield address


@pytest.fixture
def own_store(stores) -> Store:
    """The store of the shared dashboard, which nobody has written to yet. The dashboard knows a delivery by its id: one that has other figures than
    another test's has another id."""
    store = Store(stores / "own.duckdb")
    for ending in ("", ".wal", ".newest"):
        store.path.with_name(store.path.name + ending).unlink(missing_ok=True)
    return store


@pytest.fixture
def examples(served, own_store) -> str:
    """The address of the dashboard before anything was delivered: it shows the example data."""
    return served


def place(prepared: Store, own_store: Store) -> None:
    """Puts what a module has prepared into the shared dashboard's store."""
    shutil.copy2(prepared.path, own_store.path)


class Profile:
    """A browser with a profile of its own and one page. What the browser works out of Streamlit's scripts is kept in the profile's folder and serves
    every test that has the profile; what a site leaves in it is cleared."""

    def __init__(self, context: BrowserContext):
        context.set_default_timeout(TIMEOUT)
        self.context, self.page = context, context.pages[0]
        self.complaints: list[str] = []
        self._hosts: set[str] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._complain(f"error: {error}"))
        self.page.on("request", self._request)

    def open(self, address: str, size: dict[str, int], scheme: str, motion: str, leads_to: str = "") -> Page:
        """`leads_to` is the address of another site that the page may lead to."""
        self._look(size, scheme, motion)
        self._hosts = {urlparse(each).netloc for each in (address, leads_to) if each}
        self.page.goto(address)
        settle(self.page)
        return self.page

    def go_on(self, address: str, size: dict[str, int], scheme: str) -> Page:
        """Opens the address, without loading the scripts again where the dashboard is open already."""
        if urlparse(self.page.url).netloc != urlparse(address).netloc:
            return self.open(address, size, scheme, "no-preference")
        self._look(size, scheme, "no-preference")
        expect(self.page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        go(self.page, address)
        return self.page

    def _look(self, size: dict[str, int], scheme: str, motion: str) -> None:
        self.page.set_viewport_size(size)
        self.page.emulate_media(media="null", color_scheme=scheme, reduced_motion=motion)
        self.page.mouse.move(0, 0)

    def heard(self) -> list[str]:
        """What there was to complain of since this was asked last."""
        exceptions = [page.url for page in self.context.pages if page.locator('[data-testid="stException"]').count()]
        found = [*self.complaints, *(f"exception on {url}" for url in exceptions)]
        self.complaints.clear()
        return found

    def leave(self) -> list[str]:
        """Leaves the page; what there was to complain of on the way."""
        found = self.heard()
        for page in self.context.pages:
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            if page != self.page:
                page.close()
        if not self.page.is_closed():
            self.page.goto("about:blank")
            self.context.clear_cookies()
        self.complaints.clear()
        self._hosts = set()
        return found

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(f"console: {message.text} {message.location['url']}")

    def _request(self, sent: Request) -> None:
        if urlparse(sent.url).scheme in ("http", "https", "ws", "wss") and urlparse(sent.url).netloc not in self._hosts:
            self._complain(f"outside: {sent.url}")

    def _complain(self, of: str) -> None:
        """Another site's page, which was not opened here, is not heard."""
        if self._hosts:
            self.complaints.append(of)


@pytest.fixture(scope="session")
def idle(chromium) -> Iterator[list[tuple[str, Profile]]]:
    """The profiles that wait for a further test, by their options; the last one waits shortest."""
    waiting: list[tuple[str, Profile]] = []
    yield waiting
    for _, each in waiting:
        each.context.close()


@pytest.fixture
def profile(chromium, idle, tmp_path_factory) -> Iterator[Callable[..., Profile]]:
    """Gives a browser profile with the options that no other page of the test has."""
    taken: list[tuple[str, Profile]] = []

    def take(**options) -> Profile:
        options = {"locale": "fi-FI"} | options
        wanted = repr(sorted(options.items()))
        place = next((place for place, (held, _) in enumerate(idle) if held == wanted), None)
        taken.append((wanted, started(options)) if place is None else idle.pop(place))
        return taken[-1][1]

    def started(options: dict) -> Profile:
        return _started(chromium, tmp_path_factory.mktemp("profile"), **options)

    yield take
    complaints = [complaint for _, each in taken for complaint in each.leave()]
    idle += taken
    while len(idle) > IDLE or any(each.page.is_closed() for _, each in idle):
        place = next((place for place, (_, each) in enumerate(idle) if each.page.is_closed()), 0)
        idle.pop(place)[1].context.close()
    assert complaints == []


def _started(chromium: BrowserType, folder: Path, **options) -> Profile:
    return Profile(chromium.launch_persistent_context(folder, executable_path=installed(), args=[*SWITCHES, SHORT_LIVED], **options))


@pytest.fixture(scope="session")
def visitor(chromium, served, tmp_path_factory) -> Iterator[Profile]:
    """A profile in which the dashboard stays open from test to test."""
    started = _started(chromium, tmp_path_factory.mktemp("visitor"), locale="fi-FI")
    yield started
    started.context.close()


@pytest.fixture
def visited(visitor) -> Iterator[Opener]:
    """Goes to a page as somebody does who has been on others: `visited(address, title, width=390)`; settled, under its title. For tests of how a page
    looks, not of what its address does."""

    def visit(address: str, title: str | re.Pattern, width: int = 1280, height: int = 900, color_scheme: str = "light") -> Page:
        page = visitor.go_on(address, {"width": width, "height": height}, color_scheme)
        (language,) = parse_qs(urlparse(address).query)["lang"]
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        settle(page)
        return page

    yield visit
    assert visitor.heard() == []


@pytest.fixture
def opened(profile) -> Opener:
    """Opens a page in a browser profile of its own: `opened(address, width=390)`; settled."""

    def open_page(
        address: str,
        width: int = 1280,
        height: int = 900,
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        leads_to: str = "",
        **options,
    ) -> Page:
        return profile(**options).open(address, {"width": width, "height": height}, color_scheme, reduced_motion, leads_to)

    return open_page
