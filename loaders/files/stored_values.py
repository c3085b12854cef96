"""What a workbook's file stores, as values: numbers, dates, texts, and the number formats that tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from math import isfinite
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from loaders.files.workbook import DATE, NUMBER, TEXT

FORMAT_LENGTH = 255
EXACT_WHOLE = 10**15

RUN, PLAIN, SHARED = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("r", "t", "si"))
NUMBER_FORMAT, CELL_FORMATS = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("numFmt", "cellXfs"))
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Format:
    """A number format: its code, "" for General, and what a number under it is: number, date, time or duration."""

    code: str
    what: str


GENERAL = Format("", "number")


@cache
def _format(code: str) -> Format:
    if code == "General" or len(code) > FORMAT_LENGTH:
        return GENERAL
    if is_timedelta_format(code):
        return Format(code, "duration")
    if not is_date_format(code):
        return Format(code, "number")
    asked = STRIP_RE.sub("", code.split(";")[0]).casefold()
    is_time = ("h" in asked or "s" in asked) and "y" not in asked and "d" not in asked
    return Format(code, "time" if is_time else "date")


def formats(source: BinaryIO) -> list[Format]:
    """The number formats of a styles part, by the number that a cell's style has."""
    codes = dict(BUILTIN_FORMATS)
    for _, element in iterparse(source):
        if element.tag == NUMBER_FORMAT:
            codes[int(element.get("numFmtId"))] = element.get("formatCode", "")
        elif element.tag == CELL_FORMATS:
            return [_format(codes.get(int(style.get("numFmtId", 0)), "")) for style in element]
    return []


def number(text: str, under: Format, epoch) -> tuple[str | int | float, str]:
    """(value, kind) of a stored number: a date, a time of day or a duration where its format says so."""
    try:
        value = float(text)
    except ValueError:
        return text, TEXT
    if not isfinite(value):
        return text, TEXT
    if (under.what == "date" and value >= 1) or under.what in ("time", "duration"):
        try:
            moment = from_excel(value, epoch, timedelta=under.what == "duration")
        except (OverflowError, ValueError):
            return value, NUMBER
        return _dated(moment.time() if under.what == "time" and hasattr(moment, "date") else moment)
    return int(value) if value.is_integer() and abs(value) < EXACT_WHOLE else value, NUMBER


def iso_date(text: str) -> tuple[str, str]:
    """(value, kind) of a date that is stored as text."""
    try:
        return _dated(from_ISO8601(text))
    except ValueError:
        return text, TEXT


def _dated(moment) -> tuple[str, str]:
    """(value, kind): a day as an ISO date, a time of day or a duration as text, "12:30"."""
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else ""), TEXT
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes"), TEXT
    return moment.isoformat().removesuffix("T00:00:00"), DATE


def shared_strings(source: BinaryIO) -> Iterator[str]:
    for _, element in iterparse(source):
        if element.tag == SHARED:
            yield rich_text(element)
            element.clear()


def rich_text(element: Element) -> str:
    """The text of a shared or an inline string, without its formatting and without the reading aids of East Asian text."""
    if len(element) == 1 and element[0].tag == PLAIN:
        return unescaped(element[0].text or "")
    parts = [child.text if child.tag == PLAIN else child.findtext(PLAIN) for child in element if child.tag in (PLAIN, RUN)]
    return unescaped("".join(filter(None, parts)))


def unescaped(text: str) -> str:
    """Excel writes a control character as "_x000D_"; of those only a line break or a tab is text (ECMA-376 part 1, 22.9.2.19)."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match) -> str:
    character = chr(int(match[1], 16))
    return character if character.isprintable() or character in "\n\t" else ""
