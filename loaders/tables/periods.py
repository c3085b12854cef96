"""The period that a text or a date names: a year, a month, a quarter, a week, a day; a month without its year where the text names none.

A period is written as SDMX's time period: 2021, 2021-05, 2021-Q2, 2021-W07, 2021-05-31; without its year it begins with the sign: -05.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

from loaders.normalisation import normalised
from loaders.tables import texts
from monitoring.words import languages, words

FIRST_YEAR, LAST_YEAR = 1900, 2100
DIGIT = re.compile(r"\d")
LONGEST = 60
"""Characters of a text that is a period without other words."""
Y = r"(?P<y>(?:19|20)\d\d)"
HAS_YEAR = re.compile(Y)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
SIGNS = frozenset({*ROMAN, "q", "k", "m", "w", "a", "e"})
"""Letters by which a quarter, a month or a week is told in NUMBERED, QUARTERED, WEEKED and ORDINAL."""
YEAR = re.compile(r"(?<!\d)(?<!\d,)(?:19|20)\d\d(?=\d{1,2}\)|[^\d]|$)(?![.,]\d)")
BASE_YEAR = re.compile(r"(?:19|20)\d\d\)?\s*(?:=\s*1(?:00)?\b|(?:prices|dollars|euros)\b)", re.IGNORECASE)
"""Of an index or of prices: "2015=100", "in 2015 prices"."""
NO_TIMES = ("base-year", "since")
"""Notions whose words make of a year no time of the figures."""
OPEN_SPAN = re.compile(r"\s*(?:[–-]\s*(?:19|20)\d\d|(?:19|20)\d\d\s*[–-])\s*")
"""A class of years, of birth or building: "2000–" and later, "–1939"."""
SCHOOL_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[/–-]\s*(?P<next>\d{4}|\d\d)(?!\d)")
DAY = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)|(?<!\d)(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)(?!\d)"
)
NUMBERED = (
    re.compile(rf"(?P<m>0?[1-9]|1[0-2])\s*[/.]\s*{Y}"),
    re.compile(rf"{Y}\s*[-/.]\s*(?P<m>0[1-9]|1[0-2])"),
    re.compile(rf"{Y}\s*m\s*(?P<m>0?[1-9]|1[0-2])"),
)
QUARTERED = (
    re.compile(rf"(?:q|k)\s*(?P<q>[1-4])\s*[/. -]?\s*{Y}"),
    re.compile(rf"{Y}\s*[-/. ]?\s*(?:q|k)\s*(?P<q>[1-4])"),
    re.compile(rf"(?P<r>iv|i{{1,3}})\s*[/. -]\s*{Y}"),
    re.compile(rf"{Y}\s*[/. -]\s*(?P<r>iv|i{{1,3}})"),
)
QUARTER = re.compile(r"q[1-4]")
WEEKED = (re.compile(rf"{Y}\s*[-/ ]?\s*w\s*(?P<w>\d{{1,2}})"), re.compile(rf"(?P<w>\d{{1,2}})\s*/\s*{Y}"))
SHORT_MONTH_YEAR = re.compile(r"(?P<month>[^\W\d_]{3,12})[ .\-/’']+(?P<yy>\d\d)")
MONTHS = 12
NEIGHBOURS = ("nb", "et")
"""Languages whose months are known too, by Babel's names: Norwegian, where bokmål and nynorsk name them alike, and Estonian. Their quarter is the
Swedish kvartal."""
SPAN_OF_MONTHS = re.compile(
    r"(?P<name>[^\W\d_]{3,12})\.?\s*[–-]\s*(?P<last_name>[^\W\d_]{3,12})\.?|(?P<number>\d{1,2})\.?\s*[–-]\s*(?P<last_number>\d{1,2})\.?"
)
FOOTNOTE_BEHIND = re.compile(r"^\s*(?:\d{1,2}(?:\s*,\s*\d{1,2})*\)|\\\d{1,2})")
ORDINAL = re.compile(r"(?P<n>\d{1,2})(?:\.|:[ae])?\s*(?P<word>[^\W\d_]+)|(?P<word2>[^\W\d_]+)\.?\s*(?P<n2>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """`text` is the SDMX time period, or what follows its year where the text names none; `rest` are the other words."""

    text: str
    rest: str = ""

    @property
    def has_year(self) -> bool:
        return self.text[0] != "-"


def is_year(value: object) -> bool:
    """Whether a number can be a year."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR and value == int(value)


PARTS = {"month": ("-{:02}", 12), "quarter": ("-Q{}", 4), "week": ("-W{:02}", 53)}
"""How a part of a year is written, and how many there are, by the notion whose words name it."""


@lru_cache(maxsize=8192)
def numbered(heading: str, text: str) -> str:
    """The part of a year that a number is under a heading: "-09" of 9 under "Kuukausi"; "" where it is none."""
    if not text.isdecimal() or len(text) > 2:
        return ""
    written, most = next((part for notion, part in PARTS.items() if texts.is_exactly(notion, heading)), ("", 0))
    return written.format(int(text)) if 1 <= int(text) <= most else ""


@lru_cache
def month_names() -> dict[str, int]:
    """Every language's names of the months, in full and short, as they are compared."""
    found: dict[str, int] = {}
    for language in (*(words(language).locale.language for language in languages()), *NEIGHBOURS):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, Locale(language)).items():
                    found.setdefault(normalised(name), number)
                    found.setdefault(normalised(name).removesuffix("ta"), number)
    return found | {name.removesuffix("kuu"): number for name, number in found.items() if name.endswith("kuu")}


@lru_cache
def _first_words() -> frozenset[str]:
    """The words that a text which is only a period can begin with."""
    named = (*month_names(), *(word for notion in ("year", "quarter", "week") for word in texts.known(notion)))
    return SIGNS.union(first[0] for name in named if (first := texts.WORD.search(name)))


@lru_cache(maxsize=8192)
def exactly(text: str) -> Period | None:
    """The period of a text that is only a period, perhaps with a word such as "year" before or after it; also one that names it in two languages:
    "tammikuu / januari"."""
    if len(text) > LONGEST:
        return None
    first = texts.WORD.search(normalised(texts.plain(text)))
    if first and first[0] not in _first_words():
        return None
    parts = texts.in_languages(text)
    named = [_exactly(part) for part in parts] if len(parts) > 1 else []
    return named[0] if len({each and each.text for each in named}) == 1 and named[0] else _exactly(text)


def _exactly(text: str) -> Period | None:
    if not DIGIT.search(text):
        month = month_names().get(normalised(text))
        return Period(f"-{month:02}") if month else _named_quarter(text, None)
    words = normalised(texts.plain(text)).replace(",", " ").strip(" ()[]")
    if not words:
        return None
    year = YEAR.search(words)
    found = (
        _named_month(words, year)
        or _named_quarter(words, year)
        or (_patterned(words) if HAS_YEAR.search(words) else None)
        or _part_of_year(words, year)
    )
    if found is not None or year is None:
        return found
    inside = within(text)
    return inside if inside is not None and (not inside.rest or normalised(inside.rest) in texts.known("year")) else None


@lru_cache(maxsize=8192)
def within(text: str) -> Period | None:
    """The one year that a text names among other words, with these; None where it names none, several, a span of years, the one from which it
    counts, or the one whose prices or level it counts in."""
    if not YEAR.search(text) or OPEN_SPAN.fullmatch(text) or BASE_YEAR.search(text) or any(texts.says(notion, text) for notion in NO_TIMES):
        return None
    joined = texts.plain(text)
    whole = SCHOOL_YEAR.search(joined)
    if whole:
        nearest = int(whole["next"]) % 100 == (int(whole["y"]) + 1) % 100
        others = YEAR.findall(joined[: whole.start()] + joined[whole.end() :])
        is_one = nearest and not others and not texts.says("change", text)
        return _rest(Period(whole["y"]), joined, *whole.span()) if is_one else None
    years = list(YEAR.finditer(joined))
    if len({match[0] for match in years}) != 1:
        return None
    start, end = years[0].span()
    day = DAY.search(joined)
    if day:
        start, end = min(start, day.start()), max(end, day.end())
    return _rest(Period(years[0][0]), joined, start, end)


def _rest(period: Period, text: str, start: int, end: int) -> Period:
    left, right = text[:start].strip(" ,;:–-("), FOOTNOTE_BEHIND.sub("", text[end:]).strip(" ,;:–-")
    right = right if "(" in right else right.strip(") ")
    return Period(period.text, texts.SPACES.sub(" ", f"{left} {right}").strip())


def _patterned(words: str) -> Period | None:
    for pattern in NUMBERED:
        if match := pattern.fullmatch(words):
            return Period(f"{match['y']}-{int(match['m']):02}")
    for pattern in QUARTERED:
        if match := pattern.fullmatch(words):
            groups = match.groupdict()
            return Period(f"{match['y']}-Q{groups.get('q') or ROMAN[groups['r']]}")
    for pattern in WEEKED:
        match = pattern.fullmatch(words)
        if match and 1 <= int(match["w"]) <= 53:
            return Period(f"{match['y']}-W{int(match['w']):02}")
    return None


def _named_month(words: str, year: re.Match | None) -> Period | None:
    """ "tammikuu", "jan. 2021", "2021 tammi", "tammi.21"."""
    names = month_names()
    name = (words[: year.start()] + words[year.end() :] if year else words).strip(" .-/'’")
    if name in names:
        return Period(f"{year[0] if year else ''}-{names[name]:02}")
    short = SHORT_MONTH_YEAR.fullmatch(words)
    if short and short["month"] in names:
        return Period(f"20{short['yy']}-{names[short['month']]:02}")
    return None


@lru_cache(maxsize=8192)
def months(text: str) -> tuple[int, int] | None:
    """The first and the last of the months that a text names as a span, perhaps with its year: "tammi–kesä 2021", "1–6/2021"."""
    year = YEAR.search(text)
    rest = normalised(text[: year.start()] + text[year.end() :] if year else text)
    match = SPAN_OF_MONTHS.fullmatch(rest.strip(" /"))
    if match is None or (match["number"] and "/" not in (rest[:1], rest[-1:])):
        return None
    named = match["number"], match["last_number"]
    first, last = map(int, named) if match["number"] else (month_names().get(match[part], 0) for part in ("name", "last_name"))
    return (first, last) if 1 <= first < last <= MONTHS else None


def _named_quarter(words: str, year: re.Match | None) -> Period | None:
    """ "tammi–maalis 2021"; the whole year where that is all of its months."""
    first, last = (months(words) if "–" in words or "-" in words else None) or (0, 0)
    if (first, last) == (1, MONTHS):
        return Period(year[0]) if year else None
    return Period(f"{year[0] if year else ''}-Q{last // 3}") if last % 3 == 0 and last - first == 2 else None


def _part_of_year(words: str, year: re.Match | None) -> Period | None:
    """ "Q2", "2. neljännes", "2:a kvartalet", "viikko 7", "vko 7/2021"."""
    part = (words[: year.start()] + words[year.end() :] if year else words).strip(" /.-")
    prefix = year[0] if year else ""
    if QUARTER.fullmatch(part):
        return Period(f"{prefix}-Q{part[1]}")
    match = ORDINAL.fullmatch(part)
    if not match:
        return None
    number, word = int(match["n"] or match["n2"]), match["word"] or match["word2"]
    if word in texts.known("quarter") and 1 <= number <= 4:
        return Period(f"{prefix}-Q{number}")
    if word in texts.known("week") and 1 <= number <= 53:
        return Period(f"{prefix}-W{number:02}")
    return None


def combined(*pieces: str) -> str:
    """One period of several pieces, the nearest to the value first: a month without a year takes the first year among them."""
    stated = [piece for piece in pieces if piece]
    first = stated[0] if stated else ""
    if first[:1] == "-":
        year = next((piece[:4] for piece in stated if piece[0] != "-"), "")
        return year + first if year else ""
    if len(first) != 4 or len(stated) == 1:
        return first
    # A year may be made exact by a month that stands elsewhere.
    return first + next((piece for piece in stated if piece[0] == "-"), "")
