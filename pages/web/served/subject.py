"""What the page at an address is about, told without running it: its title as the page itself will set it, and a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import QueryParams

from monitoring import catalogue, charts, reasons, settings, visible
from monitoring.assessed_year import AssessedYear
from monitoring.assessment import Assessment
from monitoring.catalogue import CatalogueError
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.words import Words
from pages.shared import frame, page_titles, preferred
from pages.web.api import shown
from pages.web.api.shown import Memory, Shown

FRONT = "overview"
WITH_LEAD = ("changes", "explore", "method", "meetings", "deliver", "deliveries", "recipes", "round")
"""Pages that begin with a sentence about themselves, the same for everybody."""

_MEETINGS = Memory(4)


@dataclass(frozen=True)
class Subject:
    """The title and a plain sentence, which is empty where nothing is known. `is_page` is whether the address is one of our pages."""

    title: str
    description: str = ""
    is_page: bool = False


def plain(words: Words) -> Subject:
    """What can be said of any address: the programme's name; the tool's where the programme cannot be read."""
    try:
        programme = catalogue.current(settings.programme_folder()).programme
    except CatalogueError:
        return Subject(words("app.title"))
    return Subject(words.name(programme))


def asks_the_store(place: str) -> bool:
    """Whether `at` may take its time at this place."""
    return place in _SAID


def at(place: str, query: QueryParams, words: Words) -> Subject:
    """What `place` is about, an address below that of the front page, without slashes around it; of one that is no page `plain`.

    Raises StoreBusy, NotAStore, CatalogueError.
    """
    name = place or FRONT
    if not any(name in names for names in frame.shown().values()) or place == FRONT:
        return plain(words)
    programme = catalogue.current(settings.programme_folder())
    about, description = _SAID.get(name, partial(_page, name))(query, words)
    lead = words("served.lead", goals=len(programme.goals), themes=len(programme.themes))
    return Subject(page_titles.in_full(about, programme, words), description or lead, is_page=True)


def _page(name: str, query: QueryParams, words: Words) -> tuple[str, str]:
    return words(f"page.{name}"), words(f"{name}.lead") if name in WITH_LEAD else ""


def _goal(query: QueryParams, words: Words) -> tuple[str, str]:
    seen = shown.now()
    standing = _standing(seen, query)
    view = standing.goals[next((code for code in query.getlist("goal") if code in standing.goals), next(iter(standing.goals)))]
    sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
    return page_titles.goal(view.goal, words), _stands(seen, standing, view.assessment, sentence, words)


def _embedded(query: QueryParams, words: Words) -> tuple[str, str]:
    seen = shown.now()
    standing = _standing(seen, query)
    view = standing.indicators.get(_first(query, "indicator"))
    if view is not None:
        return charts.title(view, words), _stands(seen, standing, view.assessment, reasons.sentence(view.assessment, view, words), words)
    theme = standing.catalogue.themes.get(_first(query, "theme"))
    return (words("page.embed"), "") if theme is None else (words.name(theme), "")


def _meeting(name: str, query: QueryParams, words: Words) -> tuple[str, str]:
    wanted = _first(query, "meeting")
    found = _meetings(shown.now()).get(wanted) if wanted else None
    if found is None:
        return _page(name, query, words)
    return found.title, words("served.meeting", date=found.on, year=found.year)


def _meetings(seen: Shown) -> dict[str, Meeting]:
    return _MEETINGS.of(seen.digest, lambda: meetings.newest(visible.read_meetings(seen.store, seen.catalogue)))


_SAID: dict[str, Callable[[QueryParams, Words], tuple[str, str]]] = {
    "goal": _goal,
    "embed": _embedded,
    "meeting": partial(_meeting, "meeting"),
    "meetings": partial(_meeting, "meetings"),
}


def _standing(seen: Shown, query: QueryParams) -> AssessedYear:
    """How everything stands in the year asked about, else in the newest with figures."""
    return seen.source.at(preferred.year(query.getlist("year"), seen.catalogue.years) or seen.source.snapshot.newest_year())


def _stands(seen: Shown, standing: AssessedYear, assessment: Assessment, sentence: str, words: Words) -> str:
    said = words("served.stands", year=standing.year, status=words(f"status.{assessment.status}"), sentence=sentence)
    return words("served.example", notice=words("banner.example"), said=said) if seen.source.is_example else said


def _first(query: QueryParams, name: str) -> str:
    return next(iter(query.getlist(name)), "")
