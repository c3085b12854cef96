"""A dashboard of its own on a free port, and a Chromium that looks at it. The tests and the measurements share this."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SHORT_LIVED = "--js-flags=--no-maglev --no-turbofan"
"""A page of a test is gone before it would have been worth while to optimise its scripts."""

# Streamlit's script has run, nothing of the page is left over from the run before or still to come, and nothing moves: what opens slowly would
# take a button from under the mouse.
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const main = document.querySelector('[data-testid="stMainBlockContainer"]');
    return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && main && main.innerText.trim().length > 0
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
        && document.getAnimations().every(one => one.playState !== 'running')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'));
}"""

# The script begins to run: its state says so, or what it sends is drawn already.
WATCHING = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    window.hasBegun = false;
    const watch = new MutationObserver(() => { window.hasBegun = true; watch.disconnect(); });
    watch.observe(app, {subtree: true, childList: true, attributeFilter: ['data-test-script-state']});
}"""
GOING = """address => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


@contextmanager
def serving(script: Path, **environment: str) -> Iterator[str]:
    """The address of a Streamlit server that runs `script`; it is ended with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.fileWatcherType", "none"]
    settings = {key: value for key, value in os.environ.items() if not key.startswith("MONITORING_")}
    output: list[str] = []
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=settings | environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in server.stdout:
            output.append(line)
            if "URL:" in line:
                break
        else:
            raise RuntimeError("".join(output))
        draining = threading.Thread(target=lambda: output.extend(server.stdout), daemon=True)
        draining.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        if len(output) > 1:
            draining.join()
        server.stdout.close()


@contextmanager
def dashboard(database: Path, **environment: str) -> Iterator[str]:
    """The dashboard on a store of its own; example data is kept beside it."""
    with serving(ROOT / "pages" / "web" / "app.py", MONITORING_DATABASE=str(database), **environment) as address:
        yield address


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser, or Playwright's own where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


def installed() -> str | None:
    """The system's browser; None where there is none, which means Playwright's own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def settle(page: Page, timeout: float = 180_000) -> None:
    """Waits until the page stands: the script has ended, every chart is drawn."""
    page.wait_for_function(SETTLED, timeout=timeout)


def go(page: Page, address: str) -> None:
    """Goes to another page of the dashboard that is open, as the browser's history does: its scripts are not loaded again."""
    run(page, lambda: page.evaluate(GOING, address))


def run(page: Page, act: Callable[[], object]) -> None:
    """Does what makes the page's script run, and waits until that has begun: a page that stands already may be the one before."""
    page.evaluate(WATCHING)
    act()
    page.wait_for_function("() => window.hasBegun")


def choose(page: Page, label: str, option: str) -> None:
    """Chooses in a list by typing, as a person would do with a long one; a list that a late run of the page has closed or drawn anew is opened
    again."""
    box = page.get_by_role("combobox", name=re.compile(re.escape(label)))
    for patience in (10_000, 20_000, 40_000):
        settle(page)
        try:
            box.click(timeout=patience)
            box.fill(option, timeout=patience)
            page.get_by_role("option", name=re.compile(re.escape(option))).first.click(timeout=patience)
            break
        except PlaywrightError:
            page.keyboard.press("Escape")
    settle(page)
    expect(box).to_have_value(re.compile(re.escape(option)))
