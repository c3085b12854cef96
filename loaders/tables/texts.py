"""Words on a sheet as they are compared and shown: without the marks of footnotes, spaces folded; and units of measure among them."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.normalisation import normalised
from monitoring.words import languages, words

FOOTNOTE = re.compile(r"(?:\s*[\u00b9\u00b2\u00b3\u2070-\u207e*†‡]+|\s*(?<![(\d])\d{1,2}(?:\s*,\s*\d{1,2})*\)|(?<=\s)\(\d{1,2}\)|\s*\\\d{1,2})$")
"""At the end of a heading: "¹", "*", "1)", "2,3)", " (1)", " \\1"."""
SUPERSCRIPT_UNIT = re.compile(r"m\s*[\u00b2\u00b3]$")
BREAK = re.compile(r"-\s*\n\s*(?=[^\W\d_])")
LONGEST = 1_000
"""Characters of a text that are looked at; what is longer is no heading."""
SPACES = re.compile(r"\s+")
WORD = re.compile(r"[^\W\d_]+")
SIMPLE = re.compile(r"[^\W_]+(?: [^\W_]+)*(?<![\u00b9\u00b2\u00b3\u2070-\u207e])")
"""Words and single spaces, as most cells are: nothing to take away."""
BULLET = re.compile(r"^(?:[•●▪◦·>*]+\s*|[-–—]+\s+)(?=[^\W\d_])")
SYMBOLS = frozenset({"%", "€", "‰", "£", "$", "m²", "m³", "m2", "km", "km²", "1000", "1000 €", "€/kk", "pp"})
GROUPING = re.compile(r"[ \u00a0\u202f]|(?<=\d)[.,](?=\d{3})")
IN_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,25})[)\]]\s*$")
CHARACTERS = re.compile(r"[^\w%#.'’-]+")
BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n]\s*|\s+[–-]\s+")
AFTER_COMMA = re.compile(r",\s*(?P<inside>[^,]{1,12})$")


def plain(text: object) -> str:
    """A heading without the marks of its footnotes, in one line: "Trainings1)\n " → "Trainings"."""
    text = str(text)[:LONGEST]
    if SIMPLE.fullmatch(text):
        return text
    joined = BULLET.sub("", SPACES.sub(" ", BREAK.sub("", text)).strip())
    if SUPERSCRIPT_UNIT.search(joined):
        return joined
    while match := FOOTNOTE.search(joined):
        bare = joined[: match.start()].strip()
        # The bracket of "(1–5)" is no footnote's.
        if not bare or bare.count("(") > bare.count(")"):
            break
        joined = bare
    return joined


@lru_cache
def known(notion: str) -> frozenset[str]:
    """Every language's words for a notion that the software recognises on a sheet: message `table.words.<notion>`, a ;-separated list."""
    return frozenset(normalised(word) for language in languages() for word in words(language)(f"table.words.{notion}").split(";"))


@lru_cache(maxsize=8192)
def says(notion: str, text: str) -> bool:
    """Whether a text is one of the notion's words or holds one as words of its own: "Visits, total" says a total, "Totality" does not."""
    inside = f" {CHARACTERS.sub(' ', normalised(text)).strip()} "
    return any(f" {CHARACTERS.sub(' ', word).strip()} " in inside for word in known(notion) if word)


@lru_cache(maxsize=8192)
def is_exactly(notion: str, text: str) -> bool:
    """Whether a text is one of the notion's words and nothing else, in one language or in several: "Vuosi / År"."""
    return normalised(text).strip("()[]") in known(notion) or all(normalised(part).strip("()[]") in known(notion) for part in in_languages(text))


def in_languages(text: str) -> list[str]:
    """The parts of a text that may name the same in several languages: "tammikuu / januari"; one of most texts."""
    return BETWEEN_LANGUAGES.split(text.strip())


def is_total(text: str) -> bool:
    """Whether a label names the whole of the lines beside it."""
    return says("total", text) or is_exactly("all", text)


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is only a unit of measure: "%", "1 000", "kpl", "(henkilöä)", "Lkm / Antal"."""
    return _is_unit(text) or all(map(_is_unit, in_languages(text)))


def _is_unit(text: str) -> bool:
    inside = normalised(text).strip("()[]")
    squeezed = GROUPING.sub("", inside)
    return squeezed in SYMBOLS or inside in known("unit") or bool(re.fullmatch(r"1000{1,2}(?:000)?", squeezed))


def split_unit(heading: str) -> tuple[str, str]:
    """(heading, unit) of a heading that names its unit at the end: "Visits (kpl)" → ("Visits", "kpl"); the unit is "" where it names none."""
    for pattern in (IN_BRACKETS, AFTER_COMMA):
        match = pattern.search(heading)
        if match and is_unit(match["inside"]):
            return heading[: match.start()].strip() or heading, match["inside"].strip()
    return heading, ""
