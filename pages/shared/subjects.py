"""What a page is called, by its browser tab, a shared link and a search engine, and the sentence that these show of it: worked out from the
address, without running the page. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitoring import charts, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.assessment import Assessment
from monitoring.catalogue import Catalogue
from monitoring.model import IndicatorView
from monitoring.programme import Goal, Theme
from monitoring.words import Words
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
    """Of the chart or the theme that stands in another site's page; of neither, the page's own."""
    if indicator is not None:
        return charts.title(indicator, words)
    return words("page.embed") if theme is None else words.name(theme)


def goal(shown: Shown, given: Given, words: Words) -> Subject:
    """The goal that the address names, else the first one: how it stands and why."""
    assessed = _assessed(shown, given)
    view = assessed.goals[next((code for code in given("goal") if code in assessed.goals), next(iter(assessed.goals)))]
    sentence = reasons.goal_sentence(view.assessment, view.indicators, words)
    return Subject(goal_title(view.goal, words), _stands(shown, assessed, view.assessment, sentence, words))


def embedded(shown: Shown, given: Given, words: Words) -> Subject:
    """The indicator that the address names, with how it stands and why, or the theme."""
    assessed = _assessed(shown, given)
    view, theme = assessed.indicators.get(_first(given, "indicator")), assessed.catalogue.themes.get(_first(given, "theme"))
    title = embedded_title(view, theme, words)
    if view is None:
        return Subject(title)
    return Subject(title, _stands(shown, assessed, view.assessment, reasons.sentence(view.assessment, view, words), words))


def meeting(shown: Shown, given: Given, words: Words) -> Subject | None:
    """The meeting that the address names; None for none."""
    wanted = _first(given, "meeting")
    found = shown.meeting(wanted) if wanted else None
    return Subject(found.title, words("served.meeting", date=found.on, year=found.year)) if found else None


def _assessed(shown: Shown, given: Given) -> AssessedYear:
    return shown.at_year(shown.year(given("year")))


def _stands(shown: Shown, assessed: AssessedYear, assessment: Assessment, sentence: str, words: Words) -> str:
    said = words("served.stands", year=assessed.year, status=words(f"status.{assessment.status}"), sentence=sentence)
    return words("served.example", notice=words("banner.example"), said=said) if shown.is_example else said


def _first(given: Given, name: str) -> str:
    return next(iter(given(name)), "")
