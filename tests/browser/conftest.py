"""A dashboard and a browser for a test. Whatever the browser complains of, or asks of another host, fails the test that did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running import dashboard, settle
from tests.conftest import copied

# Streamlit looks for itself below the address of the page before it looks at the server's root.
LOOKING_FOR_ITSELF = ("/_stcore/health", "/_stcore/host-config")

# Milliseconds: two cores that also run other tests may keep a page waiting longer than Playwright's five seconds.
expect.set_options(timeout=20_000)

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def stores(tmp_path_factory, example_data) -> Path:
    """A folder for stores, with the example data in it."""
    folder = tmp_path_factory.mktemp("stores")
    copied(example_data, folder)
    return folder


@pytest.fixture(scope="session")
def examples(browser, stores) -> Iterator[str]:
    """The address of a dashboard that shows the example data, loaded and visited once."""
    with dashboard(stores / "empty.duckdb") as address:
        visit(browser, address)
        yield address


@pytest.fixture
def own(browser, examples, stores, request) -> Iterator[str]:
    """The address of a dashboard whose own store nobody has written to yet."""
    with dashboard(stores / f"{request.node.name}.duckdb") as address:
        visit(browser, address)
        yield address


def visit(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    settle(page, timeout=180_000)
    page.close()


@pytest.fixture
def opened(browser) -> Iterator[Opener]:
    """Opens a page in a browser profile of its own: `opened(address, width=390)`; settled."""
    contexts, complaints = [], []

    def complain(what: str) -> None:
        complaints.append(what)

    def open_page(address: str, width: int = 1280, **options) -> Page:
        context = browser.new_context(**{"viewport": {"width": width, "height": 900}, "locale": "fi-FI"} | options)
        contexts.append(context)
        page = context.new_page()
        host = urlparse(address).netloc
        page.on("console", lambda message: complain(f"console: {message.text} {message.location['url']}") if is_complaint(message) else None)
        page.on("pageerror", lambda error: complain(f"error: {error}"))
        page.on("request", lambda asked: complain(f"outside: {asked.url}") if is_outside(asked.url, host) else None)
        page.goto(address)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            if page.locator('[data-testid="stException"]').count():
                complain(f"exception on {page.url}")
        context.close()
    assert complaints == []


def is_complaint(message) -> bool:
    return message.type == "error" and not message.location["url"].endswith(LOOKING_FOR_ITSELF)


def is_outside(url: str, host: str) -> bool:
    return urlparse(url).scheme in ("http", "https", "ws", "wss") and urlparse(url).netloc != host
