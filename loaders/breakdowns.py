"""The words of a programme's breakdowns as people write them on sheets: names in every language, codes, the word for the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from loaders.normalisation import normalised
from monitoring.dimensions import Dimensions
from monitoring.programme import Breakdown
from monitoring.words import Term, languages, words


@lru_cache
def total_words() -> frozenset[str]:
    """Every language's word for the total, as labels are compared."""
    return frozenset(normalised(words(language)("form.category.total")) for language in languages())


def named(breakdown: Breakdown) -> Breakdown | Term:
    """What a message calls it: by the programme's name, else by that of the message catalogues."""
    return breakdown if breakdown.names else Term(f"breakdown.{breakdown.dimension}")


def of_name(breakdowns: Iterable[Breakdown], name: str) -> Breakdown | None:
    """The one that somebody calls so, in any language or by its code."""
    return next((one for one in breakdowns if normalised(name) in map(normalised, _names(one))), None)


def _names(breakdown: Breakdown) -> Iterator[str]:
    yield breakdown.dimension
    yield from breakdown.names.values()
    yield from (words(language).breakdown(breakdown) for language in languages())


def categories(breakdown: Breakdown) -> Mapping[str, str]:
    """Names in every language and codes, as labels are compared → the category's code. A name that two categories have is neither's."""
    found: dict[str, set[str]] = {}
    for one in breakdown.categories:
        for name in (one.category, *one.names.values()):
            found.setdefault(normalised(name), set()).add(one.category)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def dimensions_of(breakdown: Breakdown) -> list[Dimensions]:
    """The dimensions of a figure in each of its categories."""
    return [Dimensions.of(**{breakdown.dimension: one.category}) for one in breakdown.categories]
