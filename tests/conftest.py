"""What all tests share: the browsers of a worker, and the example data, which is made once a run."""

from __future__ import annotations

import gc
import logging
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from loaders.example_data import examples
from loaders.files import sandbox
from monitoring import catalogue, settings
from monitoring.store import Store
from tests import postgresql
from tests.browser.running import SHORT_LIVED, SWITCHES, installed
from tests.loaders.recipes import sheets

EXAMPLES = "examples.duckdb"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay to the end: Python looks for no garbage among them, neither while they are collected nor later, and more rarely among
    what the tests make."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks the tests that look at something in a browser; `-m "not browser"` leaves them out. Those of the server go first: they wait, and at
    the end there would be nothing else to do meanwhile."""
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path.parent.name != "web")


def pytest_unconfigure(config):
    """The run's database ends with the run. What the tests left is looked through once: pytest asks for that five times, for what a first look only
    begins to free."""
    gc.collect()
    gc.freeze()
    if not hasattr(config, "workerinput") and (made := getattr(config, "_tmp_path_factory", None)):
        postgresql.end(made.getbasetemp())


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """What is logged while a test runs, but for what is there to find a fault."""
    found: list[logging.LogRecord] = []
    root, handler = logging.getLogger(), logging.Handler()
    handler.emit, level = found.append, root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield found
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture(scope="session")
def database_server(tmp_path_factory, request) -> postgresql.Server:
    """A PostgreSQL, one for all workers."""
    base = tmp_path_factory.getbasetemp()
    return postgresql.of_the_run(base.parent if hasattr(request.config, "workerinput") else base)


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """Playwright runs once in a process."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium) -> Iterator[Browser]:
    started = chromium.launch(executable_path=installed(), args=[*SWITCHES, SHORT_LIVED])
    yield started
    started.close()


@pytest.fixture(scope="session")
def example_data(tmp_path_factory, request) -> Path:
    """A folder with the example data of Vaasa as a dashboard keeps it, made by the worker that is first to need it. It is copied, not written to."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "example-data"
    programme = catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME)
    store = Store(folder / EXAMPLES)
    if not examples.are_loaded(store, programme):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sandbox, "read", sheets.read_here)
            # In one process several at once are no faster; and what nothing came between is not compared again when it is accepted.
            patch.setattr(examples, "AT_ONCE", 1)
            # A worker that comes while another is at it waits for that one's store.
            assert examples.load(store, programme) == len(examples.listed(examples.folder(programme)))
    return folder


@pytest.fixture(scope="session")
def example_store(example_data, tmp_path_factory) -> Store:
    """A store with the example data, to be read."""
    return Store(copied(example_data, tmp_path_factory.mktemp("example-store")))


def copied(example_data: Path, folder: Path) -> Path:
    """Puts the example data into a folder, beside a dashboard's own store; gives the path of its store."""
    for name in (EXAMPLES, f"{EXAMPLES}.made-from"):
        shutil.copy2(example_data / name, folder / name)
    return folder / EXAMPLES
