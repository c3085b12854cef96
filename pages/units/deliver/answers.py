"""What a table means, as the fields of the page have it: which must be filled in, and what a recipe until now fills in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.recipes.recipe import Rule
from loaders.recipes.selecting import compared
from loaders.recipes.series import Series
from loaders.recipes.suggest import indicator_names
from loaders.recipes.suggest.drafts import Answers
from monitoring.model import CONTEXT
from monitoring.programme import Indicator

LINES = {"share": ("part", "whole"), "score": ("mean", "respondents"), CONTEXT: ("context",)}
"""The lines of a table of numbers that an indicator of a kind needs; one figure for the other kinds."""


def lines(use: str) -> tuple[str, ...]:
    """The lines of a table of numbers that must be known for `use`: an indicator's kind, or "context"."""
    return LINES.get(use, ("figure",))


def lacking(answers: Answers, use: str, is_list: bool) -> list[str]:
    """The fields that must be filled in and are not: message `map.<field>` names each."""
    return [name for name, is_said in _needed(answers, use, is_list).items() if not is_said]


def _needed(answers: Answers, use: str, is_list: bool) -> dict[str, bool]:
    if use == "distribution":
        return {"area": bool(answers.area), "category": bool(answers.category) and answers.category != answers.area}
    if is_list:
        return {"column": bool(answers.column) or use != "score", "of-which": bool(answers.where) or use != "share"}
    found = {name: place_of(answers, name) is not None for name in lines(use)}
    if answers.all_added:
        found |= {name: True for name in ("figure", "whole") if name in found}
    return found | ({"source": bool(answers.source)} if use == CONTEXT else {})


def place_of(answers: Answers, component: str) -> int | None:
    """The place in the table's series that was said to be a component."""
    return next(iter(answers.context), None) if component == "context" else getattr(answers, component)


def without_doubtful(answers: Answers, open_: Sequence[str], series: Sequence[Series], indicator: Indicator) -> Answers:
    """The answers without those that must be asked and of which nothing speaks for one line more than for another: a person then chooses,
    instead of agreeing to the first."""
    doubtful = [
        name for name in ("figure", "part", "whole", "mean", "respondents") if name in open_ and not _stands_out(answers, name, series, indicator)
    ]
    return replace(answers, **dict.fromkeys(doubtful))


def _stands_out(answers: Answers, name: str, series: Sequence[Series], indicator: Indicator) -> bool:
    place = getattr(answers, name)
    if place is None:
        return False
    if series[place].is_total:
        return sum(one.is_total for one in series) == 1
    found = [indicator_names.likeness(indicator_names.words_of(one.labels), indicator)[0] for one in series]
    return found[place] > 0 and found.count(max(found)) == 1 and found[place] == max(found)


def of(rules: Sequence[Rule], series: Sequence[Series], indicator: str) -> Answers:
    """What `rules` say of an indicator, as answers."""
    mine = {rule.component: rule for rule in rules if rule.indicator == indicator}
    first = next(iter(mine.values()))
    places = {name: _place(rule, series) for name, rule in mine.items()}
    chosen = mine.get("part", first).where
    return Answers(
        indicator,
        figure=places.get("value"),
        all_added=any(rule.how == "sum" and not rule.is_of_list for rule in mine.values()),
        part=places.get("part"),
        whole=places.get("whole"),
        mean=places.get("mean"),
        respondents=places.get("respondents"),
        column=first.column,
        where=next(iter(chosen.items()), None),
        area=first.area,
        category=first.category,
        context=tuple(place for place in [places.get(CONTEXT)] if place is not None),
        name=first.name,
        source=first.source,
    )


def _place(rule: Rule, series: Sequence[Series]) -> int | None:
    """The line that has a rule's headings."""
    if rule.how == "sum" or rule.is_of_list:
        return None
    wanted = sorted(map(compared, rule.under))
    return next((place for place, one in enumerate(series) if sorted(map(compared, one.labels)) == wanted), None)
