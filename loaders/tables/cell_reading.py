"""A cell as it is read: a number, a mark in the place of a number, a day, a period, words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from loaders import numbers
from loaders.files.workbook import DATE, ERROR, FORMULA_WITHOUT_VALUE, NUMBER, TEXT, Cell
from loaders.tables import periods, texts
from loaders.tables.table import ILLEGIBLE, NOTHING, SUPPRESSED, UNKNOWN

WORDS, FIGURE, MARK, DAY = "words", "figure", "mark", "day"

MARKS = {mark: NOTHING for mark in ("-", "–", "—", "−", "‒", "--", "- -")}
LETTERS = re.compile(r"\([A-Z]{1,2}\)")
MARKS |= {mark: NOTHING for mark in ("(-)", "(–)", "(z)")}
MARKS |= {mark: UNKNOWN for mark in (".", "..", "...", "…", ":", "?", "n/a", "n.a.", "na", "(na)", "(n/a)", "#n/a", "()", "( )", "(..)", "#puuttuu!")}
MARKS |= {mark: SUPPRESSED for mark in ("x", "/", "*", "**", "***", "•", "●", "(x)", "(/)", "c", "(d)", "(s)", "(b)")}
"""As statistics offices print them: (Z) for less than half of the unit, (NA) for not available, (D), (S) and (B) for what is withheld."""
FEWER_THAN = re.compile(r"[<≤]\s*\d+")
IN_BRACKETS = re.compile(r"\((?P<inside>[^()]+)\)")
FOOTNOTED = re.compile(r"(?P<number>.*?\d)(?:\s*\\\d{1,2}|\s+\d{1,2}(?:\s*,\s*\d)*\)|\s*[*†‡\u00b9\u00b2\u00b3\u2070-\u207e]+|\d\))")
WITH_UNIT = re.compile(r"(?P<number>[-−–+]?\d[\d\s\u00a0\u202f.,]*?)\s*(?P<unit>[^\d\s.,%][^\d]*)")
OF_UNKNOWN_UNIT = re.compile(r"[-−–+]?\d[\d\s\u00a0\u202f.,]*[^\W\d_]+\.?")
"""A number in a unit that is none of those known: "12,5 milj.", "8k"."""
GROUPED = (
    (re.compile(r"[-−–+]?\d{1,3}(?:\.\d{3})+,\d+|[-−–+]?\d{1,3}(?:\.\d{3}){2,}"), "."),
    (re.compile(r"[-−–+]?\d{1,3}(?:,\d{3})+\.\d+|[-−–+]?\d{1,3}(?:,\d{3}){2,}"), ","),
)
DECIMAL = re.compile(r"[-−+]?\d+(?P<point>[.,])(?:\d{1,2}|\d{4,}|(?<=\d{4}.)\d{3})")
"""A number whose point or comma parts no thousands."""
ONCE_GROUPED = re.compile(r"[-−–+]?[1-9]\d{0,2}[.,]\d{3}")
CURRENCIES = re.compile(r"[€£$]")
LOOKS_NUMERIC = re.compile(r"[\d(+\-−–‒]")
DIGITS = 12
"""Significant digits that a percentage keeps when its fraction is multiplied by a hundred."""

TextReading = tuple[str, float | None, str, str, str, str]
"""The fields of a `CellReading` after its cell, in their order."""


class CellReading(NamedTuple):
    """`kind` is words, figure, mark or day. A figure in the range of years, a date and words that name a time have a `period` too;
    `text` are the words without footnote marks, `unit` the unit of measure that stands with the number."""

    cell: Cell
    kind: str
    value: float | None = None
    mark: str = ""
    period: str = ""
    text: str = ""
    unit: str = ""

    @property
    def is_number_like(self) -> bool:
        """Whether the cell holds a number or a mark in its place."""
        return self.kind in (FIGURE, MARK)


def read_cell(cell: Cell) -> CellReading:
    """The reading of `cell` by itself, whatever stands around it."""
    if cell.kind == NUMBER:
        return _stored_number(cell)
    if cell.kind == DATE:
        return CellReading(cell, DAY, period=str(cell.value)[: _shown_length(cell.format)], text=str(cell.value)[:10])
    if cell.kind in (ERROR, FORMULA_WITHOUT_VALUE):
        return CellReading(cell, MARK, mark=UNKNOWN, text=str(cell.value))
    if cell.kind != TEXT:
        return CellReading(cell, WORDS)
    return CellReading(cell, *_text_reading(str(cell.value)))


def thousands_separator(cells: Iterable[Cell]) -> str:
    """The point or comma that parts thousands in the texts of a sheet where one of its numbers leaves no doubt and others do: "1,234" beside
    "11,052.4". "" where there is no such number, or one in which it parts decimals: "52,3"."""
    numbers = [cell.value for cell in cells if cell.kind == TEXT and cell.value[-1:].isdigit() and ("," in cell.value or "." in cell.value)]
    sure = {separator for pattern, separator in GROUPED if any(pattern.fullmatch(text) for text in numbers)}
    separator = sure.pop() if len(sure) == 1 else ""
    return "" if any(match["point"] == separator for text in numbers if (match := DECIMAL.fullmatch(text))) else separator


def read_with(separator: str, cell: Cell) -> CellReading:
    """The reading of `cell` on a sheet whose thousands are parted by `separator`."""
    if cell.kind == TEXT and separator in cell.value and ONCE_GROUPED.fullmatch(cell.value):
        return read_cell(cell._replace(value=cell.value.replace(separator, "")))._replace(cell=cell, period="")
    return read_cell(cell)


def _stored_number(cell: Cell) -> CellReading:
    value = float(cell.value)
    if "%" in cell.format:
        return CellReading(cell, FIGURE, _times_hundred(value), unit="%")
    period = str(int(value)) if periods.is_year(cell.value) and "." not in cell.format else ""
    currency = CURRENCIES.search(cell.format) if cell.format else None
    return CellReading(cell, FIGURE, value, "", period, period or f"{value:.10g}", currency[0] if currency else "")


def _times_hundred(value: float) -> float:
    return float(f"{value * 100:.{DIGITS}g}")


@lru_cache
def _shown_length(code: str) -> int:
    """How much of an ISO date a number format shows: a day, a month or a year, in characters."""
    asked = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.split(";")[0]).casefold()
    if "d" in asked or "y" not in asked:
        return len("2021-05-31")
    return len("2021-05") if "m" in asked else len("2021")


@lru_cache(maxsize=8192)
def _text_reading(text: str) -> TextReading:
    """Labels and marks come again and again on a sheet: each is read once."""
    return _number_like(text) or _words(text)


def _words(text: str) -> TextReading:
    found = periods.exactly(text)
    return WORDS, None, "", found.text if found else "", texts.plain(text), ""


def _number_like(text: str) -> TextReading | None:
    """A number, a mark or a day that is stored as text."""
    stripped = text.strip().casefold()
    mark = MARKS.get(stripped) or (SUPPRESSED if FEWER_THAN.fullmatch(stripped) else UNKNOWN if LETTERS.fullmatch(text.strip()) else "")
    if mark:
        return MARK, None, mark, "", text.strip(), ""
    if not LOOKS_NUMERIC.match(stripped) or len(stripped) > 40:
        return None
    day = numbers.day(stripped)
    if day is not None:
        return DAY, None, "", day.isoformat(), day.isoformat(), ""
    for candidate in _candidates(text.strip()):
        read = numbers.number(candidate[0])
        if isinstance(read, numbers.Number):
            unit = "%" if read.percent else candidate[1]
            whole = int(read.value) if read.value.is_integer() else None
            period = str(whole) if whole is not None and candidate[0].isdecimal() and periods.is_year(whole) and not unit else ""
            return FIGURE, read.value, "", period, texts.plain(text), unit
    # "1.234" is a number, and which one nobody can tell.
    return (MARK, None, ILLEGIBLE, "", text.strip(), "") if numbers.number(text) == numbers.AMBIGUOUS else None


def _candidates(text: str) -> list[tuple[str, str]]:
    """(number, unit) as which a text may be read: as it stands, without the points or commas between its thousands where these leave no
    doubt, without brackets, without a footnote's mark, without its unit."""
    found = [(text, "")]
    for pattern, separator in GROUPED:
        if pattern.fullmatch(text):
            found.append((text.replace(separator, ""), ""))
    if match := IN_BRACKETS.fullmatch(text):
        found.append((match["inside"].strip(), ""))
    if match := FOOTNOTED.fullmatch(text):
        found.append((match["number"].strip(), ""))
    match = WITH_UNIT.fullmatch(text)
    if match and texts.is_unit(match["unit"]):
        found.append((match["number"].strip(), match["unit"].strip()))
    return found
