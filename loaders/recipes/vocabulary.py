"""Words on people's sheets: how they are compared, and the lists of words, one message a notion and language, that say what a label or a note is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.normalisation import normalised
from loaders.tables import periods, texts

LICENCE = re.compile(r"\bCC[ -](?:BY|0)\b(?:-[A-Z]{2})*(?:\s?\d\.\d)?", re.IGNORECASE)
MASK = "#"
"""In the place of a year, a month or another number in a heading that is compared."""


def is_no_answer(text: str) -> bool:
    """Whether a respondent says with these words that there is no answer."""
    return texts.is_exactly("no-answer", text)


@lru_cache(maxsize=8192)
def not_held(text: str) -> frozenset[str]:
    """The words in a text which say that an event was cancelled, moved or not held."""
    words = texts.WORD.findall(normalised(text))
    if _begins_not_held().isdisjoint(words):
        return frozenset()
    spaced = f" {' '.join(words)} "
    return frozenset(word for word in texts.known("not-held") if f" {word} " in spaced)


@lru_cache
def _begins_not_held() -> frozenset[str]:
    """The first words of each: most texts have none of them."""
    return frozenset(word.split()[0] for word in texts.known("not-held"))


def are_departments(dimension: str, labels: Sequence[str]) -> bool:
    """Whether labels are departments of an organisation, by the name of their dimension or by what most of them are called."""
    return is_department(dimension) or sum(map(is_department, labels)) * 2 > len(labels)


def is_department(text: str) -> bool:
    """Whether one of its words is a word for department, or ends with one: "Sivistystoimi"."""
    return any(word.endswith(tuple(texts.known("department"))) for word in texts.WORD.findall(normalised(text)))


def source_of(notes: tuple[str, ...]) -> str:
    """Where a table's figures come from, by its notes: what follows the word for source, else the last note; with the licence if one is named."""
    found = next((text for index, note in enumerate(notes) if (text := _named_source(note, notes[index + 1 :]))), "") or (notes[-1] if notes else "")
    licence = next((match[0] for note in notes if (match := LICENCE.search(note))), "")
    return found if not licence or licence in found else f"{found}, {licence}"


def _named_source(note: str, after: tuple[str, ...]) -> str:
    """ "Source: Statistics Finland", or the word alone with the source in the next line."""
    word, _, rest = note.partition(":")
    if not texts.is_exactly("source", word):
        return ""
    return rest.strip() or (after[0] if after and not after[0].endswith(":") else "")


def compared(text: str) -> str:
    """A heading as it is compared: without case, marks of footnotes and spaces too many."""
    return normalised(texts.plain(text))


def without_years(text: str) -> str:
    """The same without years, so that a recipe for one year's sheet holds for the next."""
    return compared(periods.YEAR.sub(MASK, text))
