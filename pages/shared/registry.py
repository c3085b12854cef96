"""All pages, a record each: what makes a page is its record here, its script in the folder of who reads it, and its words. A page's title and the
sentence about it that browser tabs, shared links and search engines show are worked out from its address, without running it. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from monitoring import charts, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.assessment import Assessment
from monitoring.catalogue import Catalogue
from monitoring.model import IndicatorView
from monitoring.programme import Goal, Theme
from monitoring.trust.people import Person
from monitoring.trust.permissions import ANY_UNIT, Permission, may
from monitoring.words import Words
from pages.shared import identity
from pages.shared.shown_data import Shown

Given = Callable[[str], Sequence[str]]
"""The values that the address gives a parameter."""


@dataclass(frozen=True)
class Subject:
    """The title and a plain sentence, which is empty where nothing is known. `is_page` is whether the address is one of our pages."""

    title: str
    description: str = ""
    is_page: bool = False


def in_full(title: str, catalogue: Catalogue, words: Words) -> str:
    """A page's title with the programme that it is of."""
    return f"{title} · {words.name(catalogue.programme)}"


def goal_title(goal: Goal, words: Words) -> str:
    return f"{goal.goal} {words.name(goal)}"


def embedded_title(indicator: IndicatorView | None, theme: Theme | None, words: Words) -> str:
    """Of the chart or the theme inside another site's page; of neither, the page's own."""
    if indicator is not None:
        return charts.title(indicator, words)
    return words("page.embed") if theme is None else words.name(theme)


def goal_subject(shown: Shown, given: Given, words: Words) -> Subject:
    """Of the goal that the address names, else of the first one: its status and why."""
    assessed = _assessed(shown, given)
    view = assessed.goals[next((code for code in given("goal") if code in assessed.goals), next(iter(assessed.goals)))]
    sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
    return Subject(goal_title(view.goal, words), _description(shown, assessed, view.assessment, sentence, words))


def embedded_subject(shown: Shown, given: Given, words: Words) -> Subject:
    """Of the indicator that the address names, with its status and why, or of the theme."""
    assessed = _assessed(shown, given)
    view, theme = assessed.indicators.get(_first(given, "indicator")), assessed.catalogue.themes.get(_first(given, "theme"))
    title = embedded_title(view, theme, words)
    if view is None:
        return Subject(title)
    return Subject(title, _description(shown, assessed, view.assessment, reasons.sentence(view.assessment, view, words), words))


def meeting_subject(shown: Shown, given: Given, words: Words) -> Subject | None:
    """Of the meeting that the address names; None for none."""
    wanted = _first(given, "meeting")
    found = shown.meeting(wanted) if wanted else None
    return Subject(found.in_language(words.language).title, words("served.meeting", date=found.on, year=found.year)) if found else None


def _assessed(shown: Shown, given: Given) -> AssessedYear:
    return shown.at_year(shown.year(given("year")))


def _description(shown: Shown, assessed: AssessedYear, assessment: Assessment, sentence: str, words: Words) -> str:
    text = words("served.status", year=assessed.year, status=words(f"status.{assessment.status}"), sentence=sentence)
    return words("served.example", notice=words("banner.example"), text=text) if shown.is_example else text


def _first(given: Given, name: str) -> str:
    return next(iter(given(name)), "")


class Place(Enum):
    """Where a page is linked. The menu has what fits on a screen, or Streamlit folds the rest behind an English word."""

    MENU = "menu"
    """In the menu, in the foot of every page, and from other pages."""
    FOOT = "foot"
    """In the foot of every page, and from other pages."""
    PAGES = "pages"
    """From other pages only."""


class Frame(Enum):
    """What is around a page."""

    WHOLE = "whole"
    SCREEN = "screen"
    """It fills the screen: no choice of a year, no foot."""
    EMBEDDED = "embedded"
    """It is inside another site's page: only the banner over example data."""


@dataclass(frozen=True)
class Page:
    """`folder` says who reads it; `name` names its script there, its address and its messages (`page.<name>`, `nav.<folder>`). Those have it who
    have the `permission` for any unit; one that is `with_sign_in` is there only where people sign in. What the HTML says of it before its script
    runs is its `subject`, else its name and, where it `has_lead`, the sentence that it begins with (`<name>.lead`). Where it `has_charts`, browsers
    load what draws them at once."""

    folder: str
    name: str
    permission: Permission = Permission.SEE_PUBLISHED
    with_sign_in: bool = False
    linked: Place = Place.MENU
    frame: Frame = Frame.WHOLE
    has_lead: bool = False
    has_charts: bool = False
    subject: Callable[[Shown, Given, Words], Subject | None] | None = None

    @property
    def script(self) -> str:
        """As Streamlit's links want it."""
        return f"pages/{self.folder}/{self.name}.py"


FRONT = "overview"
PAGES = (
    Page("council", FRONT),
    Page("council", "goal", has_charts=True, subject=goal_subject),
    Page("council", "changes", has_lead=True),
    Page("council", "explore", has_lead=True, has_charts=True),
    Page("council", "timeline"),
    Page("council", "meetings", Permission.SEE_EVERYTHING, has_lead=True, subject=meeting_subject),
    Page("council", "meeting", Permission.SEE_EVERYTHING, linked=Place.PAGES, frame=Frame.SCREEN, has_charts=True, subject=meeting_subject),
    Page("council", "embed", linked=Place.PAGES, frame=Frame.EMBEDDED, has_charts=True, subject=embedded_subject),
    Page("units", "deliver", Permission.HAND_IN, has_lead=True),
    Page("units", "deliveries", Permission.SEE_EVERYTHING, linked=Place.FOOT, has_lead=True),
    Page("units", "recipes", Permission.KEEP_RECIPES, linked=Place.FOOT, has_lead=True),
    Page("units", "unit", Permission.SEE_ROUND, linked=Place.FOOT, has_lead=True),
    Page("units", "round", Permission.SEE_ROUND, has_lead=True),
    Page("units", "contacts", Permission.KEEP_CONTACTS, linked=Place.FOOT, has_lead=True),
    Page("people", "account", with_sign_in=True, linked=Place.FOOT, has_lead=True),
    Page("people", "roles", Permission.GIVE_ROLES, linked=Place.FOOT, has_lead=True),
    Page("people", "log", Permission.READ_LOG, linked=Place.FOOT, has_lead=True),
    Page("about", "method", has_lead=True),
    Page("about", "follow", linked=Place.FOOT, has_lead=True),
    Page("about", "accessibility", linked=Place.FOOT),
)


def of(person: Person) -> list[Page]:
    """The pages that somebody has, in the order of who reads them."""
    return [page for page in PAGES if may(person, page.permission, ANY_UNIT) and (identity.is_offered() or not page.with_sign_in)]


def named(name: str, person: Person) -> Page | None:
    """The page at an address; None where there is none for this person."""
    return next((page for page in of(person) if page.name == name), None)
