"""What was asked for in an address's query, checked. A wrong question is refused with what is allowed, never answered with something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from monitoring.catalogue import Catalogue
from monitoring.words import DEFAULT, Words, languages, words

LANGUAGE = "lang"
MOST_NAMED = 20
"""How many allowed values a refusal names."""


class Refused(Exception):
    "A question that cannot be answered: `detail` in the reader's language, the `parameter` that is wrong, some values `allowed` for it."

    def __init__(self, detail: str, parameter: str, allowed: Collection[str]):
        super().__init__(detail)
        self.detail, self.parameter, self.allowed = detail, parameter, list(allowed)[:MOST_NAMED]


@dataclass(frozen=True)
class Query:
    """The language, and the values asked for by filter; none for a filter lets everything through."""

    language: str
    wanted: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> Words:
        return words(self.language)


def values(catalogue: Catalogue) -> dict[str, list[str]]:
    """Every filter with the values that it can have."""
    return {
        "theme": list(catalogue.themes),
        "goal": list(catalogue.goals),
        "indicator": list(catalogue.indicators),
        "unit": list(catalogue.units),
        "year": [str(year) for year in catalogue.years],
    }


def language(asked: QueryParams) -> str:
    """The one language asked for, where there are words in it; else the default."""
    given = asked.getlist(LANGUAGE)
    return given[0] if len(given) == 1 and given[0] in languages() else DEFAULT


def read(asked: QueryParams, filters: Collection[str], catalogue: Catalogue) -> Query:
    """The query of an address that can be filtered by `filters`. Raises Refused."""
    say = words(language(asked))
    allowed = {name: known for name, known in values(catalogue).items() if name in filters}
    for name in asked:
        if name != LANGUAGE and name not in allowed:
            raise Refused(say("api.unknown-parameter", name=name), name, [*allowed, LANGUAGE])
    if asked.getlist(LANGUAGE) not in ([], *([code] for code in languages())):
        raise Refused(say("api.unknown-language"), LANGUAGE, languages())
    wanted = {name: tuple(dict.fromkeys(asked.getlist(name))) for name in allowed}
    for name, given in wanted.items():
        wrong = next((value for value in given if value not in allowed[name]), None)
        if wrong is not None:
            raise Refused(say("api.unknown-value", name=name, value=wrong), name, allowed[name])
    return Query(say.language, wanted)
