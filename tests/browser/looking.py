"""What any reader needs of a page: nothing that the accessibility guidelines forbid, nothing beside the screen."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

from monitoring.words import languages

WIDE, PHONE = 1280, 390
SCHEMES = ("light", "dark")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}
BESIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .map(one => Math.max(0, one.scrollWidth - one.clientWidth - 1))"""


def looks(names: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """Each name with a language, a width and a scheme: every name occurs in every language, at both widths and in both schemes, and so do any two of
    language, width and scheme."""
    return [
        (name, language, (WIDE, PHONE)[(place + other) % 2], SCHEMES[(place // 2 + other) % 2])
        for place, name in enumerate(names)
        for other, language in enumerate(languages())
    ]


def violations(page: Page | Frame) -> dict[str, list]:
    """What axe-core finds, by rule. It does not look into the frames of a page; a frame is looked at by itself."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return {violation["id"]: [node["target"] for node in violation["nodes"]] for violation in found}


def beside(page: Page | Frame) -> int:
    """How many pixels of a page lie beside the screen."""
    return max(page.evaluate(BESIDE))
