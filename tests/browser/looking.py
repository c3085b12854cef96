"""What any reader needs of a page: nothing that the accessibility guidelines forbid, nothing beside the screen."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page

from monitoring.words import languages
from tests.browser.running import settle

WIDE, PHONE = 1280, 390
TWICE = {"width": 640, "height": 450}
"""What there is room for on a screen of 1280 by 900 at 200 %."""
SCHEMES = ("light", "dark")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}
VIOLATIONS = "wanted => axe.run(wanted).then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.target)]))"
BESIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .map(one => Math.max(0, one.scrollWidth - one.clientWidth - 1))"""

# What is shown but ends beside the screen, unless it lies in something that scrolls by itself.
CUT = """() => [...document.querySelectorAll('[data-testid="stMainBlockContainer"] :is(h1, h2, h3, p, button, input, a, td, th)')]
    .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter(one => one.type !== 'range' && !one.closest('.m-scroll, .m-unseen, .m-places, [data-testid="stHeaderActionElements"]'))
    .filter(one => { const box = one.getBoundingClientRect(); return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1); })
    .map(one => one.textContent.trim().slice(0, 40) || one.outerHTML.slice(0, 80))"""


def looks(names: Sequence[str]) -> list[tuple[str, str, int, str, bool]]:
    """Each name with a language, a width, a scheme, and whether axe-core looks at it: every name occurs in every language, at both widths and in both
    schemes, and so do any two of language, width and scheme. axe-core sees each name at both widths and in both schemes, in two languages: a page's
    third look has the width and the scheme of another one."""
    return [
        (name, language, (WIDE, PHONE)[(place + other) % 2], SCHEMES[(place // 2 + other) % 2], other != 2 * (place % 2))
        for place, name in enumerate(names)
        for other, language in enumerate(languages())
    ]


def violations(page: Page | Frame) -> dict[str, list]:
    """What axe-core finds, by rule. It does not look into the frames of a page; a frame is looked at by itself. A page that was looked at before has
    axe-core already."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return dict(page.evaluate(VIOLATIONS, WCAG))


def beside(page: Page | Frame) -> int:
    """How many pixels of a page lie beside the screen."""
    return max(page.evaluate(BESIDE))


def beside_when_narrow(page: Page) -> list[str]:
    """What is cut off or lies beside the screen at twice the size, and on a phone."""
    found = []
    for size in (TWICE, {"width": PHONE, "height": 900}):
        page.set_viewport_size(size)
        settle(page)
        found += [f"{pixels} pixels beside {size['width']}"] if (pixels := beside(page)) else []
        found += page.evaluate(CUT) if size == TWICE else []
    return found
