"""Time periods as a person says them: "2021-05" is May 2021."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from monitoring.words import Words

PARTS = re.compile(r"(?P<year>\d{4})?(?:-Q(?P<quarter>\d)|-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def said(period: str, words: Words) -> str:
    """An SDMX time period in the reader's language; a month that says no year, "-05", is the month alone. Anything else stays as it is."""
    match = PARTS.fullmatch(period)
    if match is None:
        return period
    year, quarter, week, month, day = (int(part or 0) for part in match.group("year", "quarter", "week", "month", "day"))
    if day and year:
        return words.date(date(year, month, day))
    if month:
        return format_date(date(year or 2000, month, 1), "LLLL y" if year else "LLLL", locale=words.locale)
    if quarter:
        return words("time.quarter", quarter=quarter, year=year or "").strip()
    return words("time.week", week=week, year=year or "").strip() if week else period


def span(first: str, last: str, words: Words) -> str:
    """From one period to another, or the one where they are the same."""
    return said(first, words) if first == last else f"{said(first, words)} – {said(last, words)}"
