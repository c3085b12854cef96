"""What the page at an address is about, told without running it: its title as the page itself will set it, and a sentence. An address is here
what comes below that of the front page, without slashes around it."""

from __future__ import annotations

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.words import Words
from pages.shared import registry, shown_data, subjects
from pages.shared.registry import FRONT, Page
from pages.shared.subjects import Given, Subject


def plain(words: Words) -> Subject:
    """What can be said of any address: the programme's name; the tool's where the programme cannot be read."""
    try:
        programme = shown_data.programme().programme
    except CatalogueError:
        return Subject(words("app.title"))
    return Subject(words.name(programme))


def asks_the_store(place: str) -> bool:
    """Whether `at` may take its time at this place."""
    page = _page(place)
    return page is not None and page.subject is not None


def at(place: str, given: Given, words: Words) -> Subject:
    """What `place` is about; of one that is no page `plain`. Raises StoreBusy, NotAStore, CatalogueError."""
    page = _page(place)
    if page is None:
        return plain(words)
    programme = shown_data.programme()
    found = page.subject(shown_data.now(programme, settings.is_public()), given, words) if page.subject else None
    found = found or Subject(words(f"page.{page.name}"), words(f"{page.name}.lead") if page.has_lead else "")
    lead = words("served.lead", goals=len(programme.goals), themes=len(programme.themes))
    return Subject(subjects.in_full(found.title, programme, words), found.description or lead, is_page=True)


def _page(place: str) -> Page | None:
    """The front page is not at its name's address."""
    return None if place == FRONT else registry.named(place or FRONT, settings.is_public())
