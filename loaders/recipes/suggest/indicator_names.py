"""Which indicator of its unit a table is about: by a code on it, else by the words that it has in common with a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from loaders.normalisation import normalised
from loaders.recipes.suggest import table_kinds
from loaders.recipes.table_profile import TableProfile
from loaders.tables import Table, texts
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.kinds import Kind
from monitoring.programme import Indicator

SHORTEST = 5
"""Letters of a word that is compared; shorter ones say little."""
STEM = 0.6
"""The part of the shorter word that must be in the longer one: endings change, and words are put together."""
MOST_LABELS = 200
COMMON_NOTIONS = ("unit", "total", "year", "month", "all")
"""Notions whose words say nothing about an indicator."""


@dataclass(frozen=True)
class Named:
    """The indicator, None where several are as likely; `is_certain` where no person has to confirm it."""

    indicator: Indicator | None
    is_certain: bool = False


def indicator_of(profile: TableProfile, kind: str, unit: str, catalogue: Catalogue) -> Named:
    """Which of the indicators that `unit` reports a table is about."""
    numeric = [indicator for indicator in catalogue.reported_by(unit) if indicator.components]
    for candidates in (_titles(profile.table), _all_texts(profile)):
        coded = [indicator for indicator in numeric if any(_names(indicator.indicator, text) for text in candidates)]
        if len(coded) == 1:
            return Named(coded[0], True)
    fitting = [indicator for indicator in numeric if _fits(kinds.of(indicator), kind)]
    words = words_of(_all_texts(profile))
    scored = sorted(((likeness(words, indicator), indicator.indicator) for indicator in fitting), reverse=True)
    agreeing = [(score, code) for score, code in scored if score[0]]
    if agreeing and (len(agreeing) == 1 or agreeing[0][0] > agreeing[1][0]):
        return Named(catalogue.indicators[agreeing[0][1]], len(fitting) == 1 and kind != table_kinds.CONTEXT)
    return Named(numeric[0] if len(numeric) == 1 else None)


def _fits(kind: Kind, table_kind: str) -> bool:
    """Whether a table of that kind can hold the figures of an indicator of this kind."""
    if table_kind in (table_kinds.CONTEXT, table_kinds.UNKNOWN):
        return True
    if table_kind == table_kinds.SURVEY or kind.is_of_answers:
        return table_kind == table_kinds.SURVEY and kind.is_of_answers
    if table_kind == table_kinds.AREAS or kind.by_area:
        return table_kind == table_kinds.AREAS and kind.by_area
    return not kind.is_part or table_kind not in (table_kinds.LOG, table_kinds.WEEKS)


def likeness(words: set[str], indicator: Indicator) -> tuple[int, float]:
    """(how many words of the indicator's name are among `words`, which part of its name they are), in the language that fits best."""
    return max((_in_common(words, words_of([name])) for name in indicator.names.values()), default=(0, 0.0))


def nearest(candidates: Sequence[str], indicator: Indicator) -> str | None:
    """The text whose words are most like those of the indicator's name; None where none is, or several are alike."""
    ranked = sorted(
        ((max(_nearness(words_of([text]), words_of([name])) for name in indicator.names.values()), text) for text in candidates), reverse=True
    )
    if not ranked or ranked[0][0] == 0 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _nearness(words: set[str], name: set[str]) -> int:
    """Letters that alike words have in common, one after the other."""
    alike = ((word, other) for word in name for other in words if _are_alike(word, other))
    return sum(SequenceMatcher(None, word, other).find_longest_match().size for word, other in alike)


def is_about(text: str, words: set[str]) -> bool:
    """Whether a text has a word in common with `words`."""
    return any(_are_alike(word, other) for word in words_of([text]) for other in words)


def words_of(names: Iterable[str]) -> set[str]:
    """The words of texts that are long enough to tell something."""
    found = {word for text in names for word in texts.WORD.findall(normalised(text)) if len(word) >= SHORTEST}
    return found - set().union(*map(texts.known, COMMON_NOTIONS))


def _in_common(words: set[str], name: set[str]) -> tuple[int, float]:
    found = sum(any(_are_alike(word, other) for other in words) for word in name)
    return found, found / len(name) if name else 0.0


def _are_alike(one: str, other: str) -> bool:
    """ "trainings" and "training", "neuvonta" and "talousneuvonnan"."""
    shorter, longer = sorted((one, other), key=len)
    return shorter[: max(SHORTEST, ceil(STEM * len(shorter)))] in longer


def _titles(table: Table) -> list[str]:
    return [table.title, table.sheet.name]


def _all_texts(profile: TableProfile) -> list[str]:
    """Title, sheet and headings; of a table of numbers its labels. The rows of a list hold names and free text."""
    headings = [label.text for column in profile.table.columns for label in column.headings]
    labels = [text for one in profile.series[:MOST_LABELS] for text in one.labels]
    return [*_titles(profile.table), *dict.fromkeys(headings + labels)]


def _names(code: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(code)}(?![\w]|\.\w)", text, re.IGNORECASE) is not None
