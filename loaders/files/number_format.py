"""Numbers and dates as their cell shows them: as much of Excel's format codes as people use (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal, localcontext

from babel.dates import format_date
from babel.numbers import format_decimal

from monitoring.words import Words

TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|(?P<pattern>[0#?.,]+)|(?P<other>.)')
SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
DIGITS = 10
"""As many as Excel shows of a number that has no format."""
LARGEST, SMALLEST = 1e15, 1e-9
"""Beyond these a number is shown as a power of ten, whatever its format."""
PRECISION = 300
"""Digits of the largest number with as many decimals as fit a format code."""


@dataclass(frozen=True)
class Section:
    """One of a format code's sections: text before and after the number, and how the number is written."""

    before: str
    pattern: str
    after: str

    @property
    def percent(self) -> bool:
        return "%" in self.before + self.after


def number(value: float, code: str, words: Words) -> str:
    """`value` as a cell with the format `code` shows it: 0.125 as "12,5 %", 1234.5 as "1 234,50", a year as "2019"."""
    sections = [part for part in SECTION.findall(code)[:3] if part] or [""]
    is_negative = value < 0 and len(sections) > 1
    section = _section(sections[2] if value == 0 and len(sections) > 2 else sections[1] if is_negative else sections[0])
    if section is None or abs(value) >= LARGEST:
        return _general(value, words)
    amount = Decimal(repr(abs(value) if is_negative else value)) * (100 if section.percent else 1)
    with localcontext(prec=PRECISION):
        text = f"{section.before}{_written(amount, section.pattern, words)}{section.after}"
    return re.sub(r"\s*%", _percent_sign(words), text).strip()


def moment(value: datetime, code: str, words: Words) -> str:
    """A date as much of it as the format shows: the day, the month, the year, with the time of day where it asks for one."""
    asked = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.split(";")[0]).casefold()
    if "y" in asked and "d" not in asked and "h" not in asked:
        return format_date(value, "LLLL y", locale=words.locale) if "m" in asked else str(value.year)
    return words.moment(value) if "h" in asked and value.time() != time() else words.date(value.date())


def _section(code: str) -> Section | None:
    """None where the section has no number that can be written by a pattern: General, scientific, fractions, text."""
    before, pattern, after = "", "", ""
    for token in TOKEN.finditer(code):
        if token["pattern"] and not pattern:
            pattern = token["pattern"]
            continue
        if token["pattern"] or (token["other"] and token["other"] in "Ee/@Gg"):
            return None
        text = token["quoted"] or token["escaped"] or token["currency"] or token["other"] or ""
        before, after = (before, after + text) if pattern else (before + text, after)
    return Section(before, pattern, after) if pattern.strip(".,") else None


def _written(amount: Decimal, pattern: str, words: Words) -> str:
    whole, _, fraction = pattern.partition(".")
    thousands = len(pattern) - len(pattern.rstrip(","))
    scaled = amount / 1000**thousands
    decimals = "0" * fraction.count("0") + "#" * (fraction.count("#") + fraction.count("?"))
    wanted = ("#,##0" if "," in whole.rstrip(",") else "0") + (f".{decimals}" if decimals else "")
    text = format_decimal(scaled, format=wanted, locale=words.locale)
    return text.zfill(len(whole)) if set(whole) == {"0"} and not decimals else text


def _general(value: float, words: Words) -> str:
    if value and not SMALLEST <= abs(value) < LARGEST:
        mantissa, exponent = f"{value:.{DIGITS - 5}E}".split("E")
        return f"{format_decimal(Decimal(mantissa), format='0.#####', locale=words.locale)}E{exponent}"
    shown = Decimal(f"{value:.{DIGITS}g}") if abs(value) < 10**DIGITS else Decimal(round(value))
    return format_decimal(shown, format="0." + "#" * DIGITS, locale=words.locale)


def _percent_sign(words: Words) -> str:
    """With the space that the language puts before it."""
    pattern = words.locale.percent_formats[None].pattern
    return pattern[pattern.rindex("0") + 1 :]
