"""All pages, a record each: what makes a page is its record here, its script in the folder of who reads it, and its words. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from monitoring.words import Words
from pages.shared import subjects
from pages.shared.shown_data import Shown
from pages.shared.subjects import Given, Subject


class Place(Enum):
    """Where a page is linked. The menu has what fits on a screen, or Streamlit folds the rest behind an English word."""

    MENU = "menu"
    """In the menu, in the foot of every page, and from other pages."""
    FOOT = "foot"
    """In the foot of every page, and from other pages."""
    PAGES = "pages"
    """From other pages only."""


class Frame(Enum):
    """What stands around a page."""

    WHOLE = "whole"
    SCREEN = "screen"
    """It fills the screen: no choice of a year, no foot."""
    EMBEDDED = "embedded"
    """It stands inside another site's page: only the banner over example data."""


@dataclass(frozen=True)
class Page:
    """`folder` says who reads it; `name` names its script there, its address and its messages (`page.<name>`, `nav.<folder>`). The public copy has
    only those that are `for_public`. What the HTML says of it before its script runs is its `subject`, else its name and, where it `has_lead`, the
    sentence that it begins with (`<name>.lead`)."""

    folder: str
    name: str
    for_public: bool = True
    linked: Place = Place.MENU
    frame: Frame = Frame.WHOLE
    has_lead: bool = False
    subject: Callable[[Shown, Given, Words], Subject | None] | None = None

    @property
    def script(self) -> str:
        """As Streamlit's links want it."""
        return f"pages/{self.folder}/{self.name}.py"


FRONT = "overview"
PAGES = (
    Page("council", FRONT),
    Page("council", "goal", subject=subjects.goal),
    Page("council", "changes", has_lead=True),
    Page("council", "explore", has_lead=True),
    Page("council", "timeline"),
    Page("council", "meetings", for_public=False, has_lead=True, subject=subjects.meeting),
    Page("council", "meeting", for_public=False, linked=Place.PAGES, frame=Frame.SCREEN, subject=subjects.meeting),
    Page("council", "embed", linked=Place.PAGES, frame=Frame.EMBEDDED, subject=subjects.embedded),
    Page("units", "deliver", for_public=False, has_lead=True),
    Page("units", "deliveries", for_public=False, linked=Place.FOOT, has_lead=True),
    Page("units", "recipes", for_public=False, linked=Place.FOOT, has_lead=True),
    Page("units", "round", for_public=False, has_lead=True),
    Page("about", "method", has_lead=True),
    Page("about", "accessibility", linked=Place.FOOT),
)


def of(is_public: bool) -> list[Page]:
    """The pages that there are for whoever looks, in the order of who reads them."""
    return [page for page in PAGES if page.for_public or not is_public]


def named(name: str, is_public: bool) -> Page | None:
    """The page at an address; None where whoever looks has none there."""
    return next((page for page in of(is_public) if page.name == name), None)
