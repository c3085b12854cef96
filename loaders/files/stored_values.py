"""What a workbook stores as a number or as a text and shows as a date, a time of day or a duration: told apart by the number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from math import isfinite

from loaders.files.workbook import DATE, NUMBER, TEXT

BUILT_IN_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The number formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30)."""
FORMAT_LENGTH = 255
EXACT_WHOLE = 10**15
NOT_SHOWN = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""What a format has in quotation marks or in brackets: words, a colour, a currency, a condition."""
DURATION = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
DATE_OR_TIME = re.compile(r"(?<![_\\])[dmhysDMHYS]")
FROM_1900, FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
"""The day 0 of a workbook's dates. Excel counts the 29th of February 1900, which never was: of the 59 days before it day 0 is a day later."""
BEFORE_LEAP_DAY = 60
SECONDS, MILLISECONDS = 86_400, 1_000


@dataclass(frozen=True)
class Format:
    """A number format: its code, "" for General, and what a number under it is: number, date, time or duration."""

    code: str
    what: str


GENERAL = Format("", "number")


@cache
def format_of(code: str) -> Format:
    if code == "General" or len(code) > FORMAT_LENGTH:
        return GENERAL
    first = code.split(";")[0]
    if DURATION.search(first):
        return Format(code, "duration")
    shown = NOT_SHOWN.sub("", first)
    if not DATE_OR_TIME.search(shown):
        return Format(code, "number")
    shown = shown.casefold()
    is_time = ("h" in shown or "s" in shown) and "y" not in shown and "d" not in shown
    return Format(code, "time" if is_time else "date")


def stored_number(text: str, under: Format, epoch: datetime) -> tuple[str | int | float, str]:
    """(value, kind) of a stored number: a date, a time of day or a duration where its format says so."""
    try:
        value = float(text)
    except ValueError:
        return text, TEXT
    if not isfinite(value):
        return text, TEXT
    if under.what != "number" and (under.what != "date" or value >= 1):
        try:
            return dated(_shown_as(under.what, value, epoch))
        except (OverflowError, ValueError):
            return value, NUMBER
    return int(value) if value.is_integer() and abs(value) < EXACT_WHOLE else value, NUMBER


def _shown_as(what: str, value: float, epoch: datetime) -> datetime | time | timedelta:
    """A number of days as the moment that it is counted to, the time of day of that, or the duration. Raises OverflowError."""
    if what == "duration":
        return timedelta(days=value)
    days, fraction = divmod(value, 1)
    if 0 < value < BEFORE_LEAP_DAY and epoch == FROM_1900:
        days += 1
    moment = epoch + timedelta(days=days, milliseconds=round(fraction * SECONDS * MILLISECONDS))
    return moment.time() if what == "time" else moment


def iso_moment(text: str) -> tuple[str, str]:
    """(value, kind) of a date, with or without a time of day, or of a time of day that is stored as text (ISO 8601)."""
    try:
        return dated((datetime if "-" in text else time).fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text, TEXT


def dated(moment: date | time | timedelta) -> tuple[str, str]:
    """(value, kind): a day as an ISO date, a time of day or a duration as text, "12:30"."""
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(round(moment.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else ""), TEXT
    if isinstance(moment, time):
        return moment.isoformat("seconds" if moment.second else "minutes"), TEXT
    return moment.isoformat().removesuffix("T00:00:00"), DATE
