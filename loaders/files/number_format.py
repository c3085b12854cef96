"""Numbers and dates as their cell shows them: as much of Excel's format codes as people use (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel.dates import format_date
from babel.numbers import format_decimal

from monitoring.words import Words

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<condition>(?:<=|>=|<>|<|>|=)-?\d+(?:\.\d+)?)\]|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|[_*].|(?P<end>;)|(?P<general>general)|(?P<pattern>[0#?.,]+)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE,
)
CONDITION = re.compile(r"([<>=]+)(.+)")
COMPARISONS = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt, "<>": operator.ne}
UNSTATED = {1: ("",), 2: (">=0", ""), 3: (">0", "<0", "")}
"""The conditions of one, two and three sections that state none; "" for all other numbers. A fourth section is for text."""
GENERAL, PLACE = "General", "\0"
"""The pattern of a number without a format; the number's place in its section's text."""
DIGITS = 10
"""As many as Excel shows of a number that has no format."""
LARGEST, SMALLEST = 1e15, 1e-9
"""Beyond these a number is shown as a power of ten, whatever its format."""
PRECISION = 300
"""Digits of the largest number with as many decimals as fit a format code."""


@dataclass
class Section:
    """One of a format code's sections: its text with PLACE for the number, the pattern of the number, the condition under which it is used,
    such as ">=100". `has_letters` tells of letters outside quotation marks; `is_unknown` says that it has what is not written here: powers
    of ten, fractions, parts of dates."""

    text: str = ""
    pattern: str = ""
    condition: str = ""
    is_percent: bool = False
    has_letters: bool = False
    is_unknown: bool = False


def number(value: float, code: str, words: Words) -> str:
    """`value` as a cell with the format `code` shows it: 0.125 as "12,5 %", 1234.5 as "1 234,50", a year as "2019", "" where the code hides
    it. By a format that is not written here it is shown as a number without one."""
    section, drops_sign = _section(value, _sections(code, words))
    if not section.text:
        return ""
    if section.is_unknown or abs(value) >= LARGEST:
        return _general(value, words)
    amount = Decimal(repr(abs(value))) * (100 if section.is_percent else 1)
    with localcontext(prec=PRECISION, rounding=ROUND_HALF_UP):
        text = section.text.replace(PLACE, _written(amount, section.pattern, words)).strip()
    return text if drops_sign or not value < 0 else f"-{text}"


def moment(value: datetime, code: str, words: Words) -> str:
    """A date as much of it as the format shows: the day, the month, the year, with the time of day where it asks for one."""
    parts = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.split(";")[0]).casefold()
    if "y" in parts and "d" not in parts and "h" not in parts:
        return format_date(value, "LLLL y", locale=words.locale) if "m" in parts else str(value.year)
    return words.moment(value) if "h" in parts and value.time() != time() else words.date(value.date())


def _section(value: float, sections: list[Section]) -> tuple[Section, bool]:
    """(the section that shows `value`, whether it is written without its sign: a section for negative numbers alone has its own)."""
    conditions = [section.condition or unstated for section, unstated in zip(sections, UNSTATED[len(sections)], strict=True)]
    for section, condition in zip(sections, conditions, strict=True):
        if _holds(condition, value):
            others_are_positive = condition == "" and conditions[0] in (">=0", ">0")
            return section, others_are_positive or condition in ("<0", "<=0")
    return Section(PLACE, GENERAL), False


def _holds(condition: str, value: float) -> bool:
    if not condition:
        return True
    comparison, limit = CONDITION.fullmatch(condition).groups()
    return COMPARISONS[comparison](value, float(limit))


def _sections(code: str, words: Words) -> list[Section]:
    """The one to three sections for numbers."""
    sections, is_for_text = [Section()], False
    for token in TOKEN.finditer(code or GENERAL):
        if token["end"]:
            sections.append(Section())
            is_for_text = False
        else:
            is_for_text |= token["other"] == "@"
            _add(sections[-1], token, words)
    for section in sections:
        # Letters alone, outside quotation marks, are the parts of a date.
        section.is_unknown |= not section.pattern and section.has_letters
    return sections[:-1] if is_for_text and len(sections) in (2, 3) else sections[:3]


def _add(section: Section, token: re.Match, words: Words) -> None:
    if digits := token["general"] or token["pattern"]:
        section.is_unknown |= bool(section.pattern) or not digits.strip(".,")
        section.pattern = section.pattern or (GENERAL if token["general"] else digits)
        section.text += PLACE
    elif token["percent"]:
        section.is_percent = True
        section.text = section.text.rstrip() + _percent_sign(words)
    elif token["other"]:
        section.is_unknown |= token["other"] in "Ee/@Gg"
        section.has_letters |= token["other"].isascii() and token["other"].isalpha()
        section.text += token["other"]
    else:
        section.condition = token["condition"] or section.condition
        section.text += token["quoted"] or token["escaped"] or token["currency"] or ""


def _written(amount: Decimal, pattern: str, words: Words) -> str:
    """`amount`, which is not negative, by a pattern of digits."""
    if pattern in ("", GENERAL):
        return _general(float(amount), words)
    whole, _, fraction = pattern.partition(".")
    thousands = len(pattern) - len(pattern.rstrip(","))
    scaled = amount / 1000**thousands
    decimals = "0" * fraction.count("0") + "#" * (fraction.count("#") + fraction.count("?"))
    zeros = "0" * whole.count("0")
    wanted = (f"#,##{zeros[:1] or '#'}" if "," in whole.rstrip(",") else zeros or "#") + (f".{decimals}" if decimals else "")
    text = format_decimal(scaled, format=wanted, locale=words.locale)
    return text if zeros else text.removeprefix("0")


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
