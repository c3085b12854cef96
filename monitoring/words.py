"""The words of a language: messages, numbers, dates, names. One `Words` a language, safe to share between threads."""

from __future__ import annotations

import gettext
import io
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent.parent / "locales"
DOMAIN = "monitoring"
ORDER = ("fi", "sv", "en")
DEFAULT = "fi"
NO_TEXT = "\0"
"""In no message, and in no text that is stored."""
MINUS = "−"
OFFICIAL = ("fi", "sv")
"""The languages that a Finnish municipality of two languages serves in: what people write can be given in both."""

log = logging.getLogger(__name__)


def languages() -> list[str]:
    """Codes of the languages that have a message catalogue, which is all that a language needs: those of `ORDER` first."""
    return [*_languages()]


@lru_cache
def _languages() -> tuple[str, ...]:
    """Looked for once a process."""
    found = sorted(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return (*(code for code in ORDER if code in found), *(code for code in found if code not in ORDER))


def _compiled(po: Path) -> bytes:
    """The .po file as .mo bytes; kept beside it, so that the next process need not parse it again."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return mo.read_bytes()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        messages = read_po(source)
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    try:
        with tempfile.NamedTemporaryFile(dir=po.parent, suffix=".tmp", delete=False) as half:
            half.write(buffer.getvalue())
        os.replace(half.name, mo)
    except OSError as error:
        log.info("messages are compiled anew by each process: %s", error)
    return buffer.getvalue()


def _locale(language: str, header: str) -> Locale:
    """How the language writes numbers, in the region that the catalogue's header names; as the default where Babel does not know the language."""
    for named in (header.replace("-", "_"), language):
        with suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(named)
            if locale.language == language:
                return locale
    return words(DEFAULT).locale


@dataclass(frozen=True)
class Term:
    """A value that is itself a word of the catalogues, such as a state: shown in the reader's language."""

    key: str


@dataclass(frozen=True)
class Names:
    """Several named things or terms as one value: shown in the reader's language, with commas between."""

    of: tuple


class Written(str):
    """A text that people wrote, of which parts may be in other languages than the reader's: `parts` are in order, each with its language, "" for the
    reader's."""

    parts: tuple[tuple[str, str], ...]

    def __new__(cls, *parts: tuple[str, str]) -> Written:
        made = super().__new__(cls, "".join(text for text, _ in parts))
        made.parts = parts
        return made

    def __getnewargs__(self) -> tuple[tuple[str, str], ...]:
        return self.parts

    @classmethod
    def joined(cls, between: str, texts: Iterable[str]) -> str:
        """Several, with `between` between them; a plain text where all is in the reader's language."""
        with_parts = [parts_of(text) for text in texts]
        every = (part for place, parts in enumerate(with_parts) for part in ((between if place else "", ""), *parts))
        made = cls(*(part for part in every if part[0]))
        return made if any(language for _, language in made.parts) else str(made)


def parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a text, each with its language, "" for the reader's."""
    return text.parts if isinstance(text, Written) else ((text, ""),)


Texts = tuple[tuple[str, str], ...]
"""A text by language."""


def language_of(text: str, texts: Texts) -> str:
    """The language that a text is in; "" where it is not known."""
    return next((language for language, one in texts if one == text), "")


def first(texts: Texts, language: str) -> Texts:
    """The same with the text of a language before the others."""
    return tuple(sorted(texts, key=lambda one: one[0] != language))


class Words:
    """Everything that differs between languages. `words("key", n=3, name="…")` is the message with its values."""

    def __init__(self, language: str):
        self.language = language
        self._messages = gettext.GNUTranslations(io.BytesIO(_compiled(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po")))
        self.locale = _locale(language, self._messages.info().get("language", ""))

    def __call__(self, key: str, /, **values) -> str:
        """The message `key`; with `n`, its singular or plural. Raises KeyError for a key that no catalogue has."""
        text = self._messages.ngettext(key, key, values["n"]) if isinstance(values.get("n"), (int, float)) else key
        if text == key:
            text = self._messages.gettext(key)
        if text == key:
            raise KeyError(f"no message {key!r} in {self.language}")
        return text.format_map({name: self._shown(name, value) for name, value in values.items()}) if values else text

    def written(self, text: str, language: str) -> str:
        """What somebody wrote in a language; where it is not the reader's ("" is not known), with its name."""
        marked = self.in_language(text, language)
        return marked if marked is text else self.around("text.in-language", "text", marked, language=self.language_name(language))

    def in_language(self, text: str, language: str) -> str:
        """What somebody wrote in a language ("" is not known), marked where that is not the reader's."""
        return text if language in ("", self.language) else Written((text, language))

    def other_language(self, language: str) -> str:
        """In which language a text is; "" where it is the reader's, or not known."""
        return "" if language in ("", self.language) else self("text.language", language=self.language_name(language))

    def language_name(self, language: str) -> str:
        """What a language is called in this one, else in itself."""
        return self.locale.languages.get(language) or words(language)("language.name")

    def around(self, key: str, name: str, text: str, **values) -> str:
        """The message `key` with `text` as its value `name`. The parts of `text`, and of other values that people wrote, keep their languages."""
        written = {name: text} | {each: value for each, value in values.items() if isinstance(value, Written)}
        pieces = self(key, **values | {each: f"{NO_TEXT}{each}{NO_TEXT}" for each in written}).split(NO_TEXT)
        return Written.joined("", filter(None, (written[piece] if place % 2 else piece for place, piece in enumerate(pieces))))

    def _shown(self, name: str, value) -> str:
        if isinstance(value, bool) or value is None or name.endswith("year"):
            return str(value)
        if isinstance(value, (int, float, Decimal)):
            return self.number(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Term):
            return self(value.key)
        if isinstance(value, Names):
            return ", ".join(self._shown("", one) for one in value.of)
        if hasattr(value, "names"):
            return self.name(value)
        return str(value)

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """12,5 · 1 234 · −3: as the language writes it. Without `decimals`, as many as the value has, two at most; of a Decimal all."""
        fraction = ("#" * 9 if isinstance(value, Decimal) else "##") if decimals is None else "0" * decimals
        return self.decimal(value, f"#,##0.{fraction}".rstrip("."))

    def decimal(self, value: float | Decimal, pattern: str) -> str:
        """A number as Unicode's pattern for it says, with a minus where Babel writes a hyphen in every language."""
        return _decimal(str(value), pattern, self.locale).replace("-", MINUS)

    def date(self, value: date) -> str:
        """31.3.2026, or 31 March 2026 where the language has no short date that everybody reads alike."""
        return _day(value, self("format.date"), self.locale)

    def unbroken_date(self, value: date) -> str:
        """The same, never broken into two lines."""
        return self.date(value).replace(" ", "\u00a0")

    def short_date(self, value: date) -> str:
        """The same where there is little room: 31 Mar 2026."""
        return _day(value, self("format.date").replace("MMMM", "MMM"), self.locale)

    def typed_date(self, value: date) -> str:
        """A day as a person types it and a form reads it: 31.3.2026, or 2026-03-31 where the language has no such short date."""
        return format_date(value, self("format.date.typed"), locale=self.locale)

    def moment(self, value: datetime) -> str:
        """A date with its time of day, both as the language writes them."""
        return f"{self.date(value)} {self.time(value.time())}"

    def time(self, value: time) -> str:
        """A time of day."""
        return format_time(value, self("format.time"), locale=self.locale)

    def name(self, named) -> str:
        """The name of a theme, goal, unit …: in this language, else in the first one that it has."""
        return self.text(named.names)

    def breakdown(self, breakdown) -> str:
        """What an indicator is broken down by, such as sex: the programme's name of it, else the message `breakdown.<dimension>`."""
        return self.name(breakdown) or self(f"breakdown.{breakdown.dimension}")

    def text(self, texts: Mapping[str, str]) -> str:
        """Of one text in several languages this one's, else the first."""
        return texts.get(self.language) or next(iter(texts.values()), "")

    def written_text(self, texts: Mapping[str, str]) -> str:
        """The same of a text that somebody wrote: where it is in another language, with that one's name."""
        text = self.text(texts)
        return text if self.language in texts else self.written(text, next(iter(texts), ""))

    def measure(self, measure, code: str, n: float | None = None) -> str:
        """The unit of measure for the number `n`, or for numbers in general; its code where the programme has no words for it."""
        if measure is None:
            return code
        return self.text(measure.one if n == 1 else measure.other) or code

    def year_range(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first}–{last}"


# Babel parses a pattern anew for every number and day; a page has the same ones again and again.
@lru_cache(maxsize=4096)
def _decimal(value: str, pattern: str, locale: Locale) -> str:
    return format_decimal(Decimal(value), format=pattern, locale=locale)


@lru_cache(maxsize=4096)
def _day(value: date, pattern: str, locale: Locale) -> str:
    return format_date(value, pattern, locale=locale)


@lru_cache
def words(language: str) -> Words:
    """The words of `language`, read once a process; the default language's where there is no such catalogue."""
    return Words(language if language in languages() else DEFAULT)
