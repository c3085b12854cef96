"""What any reader needs of a page: nothing that the accessibility guidelines forbid, nothing beside the screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
BESIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .map(one => Math.max(0, one.scrollWidth - one.clientWidth - 1))"""


def violations(page: Page | Frame) -> dict[str, list]:
    """What axe-core finds, by rule. It does not look into the frames of a page; a frame is looked at by itself."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return {violation["id"]: [node["target"] for node in violation["nodes"]] for violation in found}


def beside(page: Page | Frame) -> int:
    """How many pixels of a page lie beside the screen."""
    return max(page.evaluate(BESIDE))
