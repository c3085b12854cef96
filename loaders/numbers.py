"""Numbers and dates as a Finn writes them. What is ambiguous is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

SPACES = "\u0020\u00a0\u202f\u2009\u2007\u2008'’"
LARGEST = 1e12
"""Nothing that a municipality counts is larger; a slipped finger or a bar code is."""
MINUSES = "-−‒–"
NUMBER = re.compile(rf"(?P<sign>[{MINUSES}+]?)(?P<whole>\d{{1,3}}(?:[{re.escape(SPACES)}]\d{{3}})+|\d+)(?:(?P<point>[.,])(?P<fraction>\d+))?")
TIME = re.compile(r"(?:klo|kl\.?)? ?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?")
DATES = (re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"), re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?"))


@dataclass(frozen=True)
class Number:
    """A number read from text; `percent` where a percent sign stood behind it."""

    value: float
    percent: bool = False


@dataclass(frozen=True)
class Unread:
    """Text that is no number; `why` is "ambiguous" or "text"."""

    why: str


AMBIGUOUS, NO_NUMBER = Unread("ambiguous"), Unread("text")


def number(text: str) -> Number | Unread:
    """ "12,5" · "1 234" · "−3" · "12,5 %". "1.234" is ambiguous: one and a bit, or a thousand and more."""
    stripped = text.strip(f"{SPACES}\t\n")
    percent = stripped.endswith("%")
    match = NUMBER.fullmatch(stripped.removesuffix("%").rstrip(SPACES))
    if not match:
        return AMBIGUOUS if re.fullmatch(r"\d{1,3}([.,]\d{3})+([.,]\d+)?", stripped) else NO_NUMBER
    whole, fraction = match["whole"], match["fraction"] or ""
    grouped = not whole.isdecimal()
    if match["point"] == "." and len(fraction) == 3 and not grouped and len(whole) <= 3 and whole != "0":
        return AMBIGUOUS
    digits = re.sub(r"\D", "", whole)
    value = float(f"{digits}.{fraction or 0}")
    return Number(-value if match["sign"] and match["sign"] in MINUSES else value, percent)


def day(text: str) -> date | None:
    """ "31.3.2020" or "2020-03-31"; None where it is no such day."""
    for pattern in DATES:
        if match := pattern.fullmatch(text.strip()):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def time_of_day(text: str) -> time | None:
    """ "17.30", "17:30" or "17", with "klo" or "kl." before it too; None where it is no such time of day."""
    match = TIME.fullmatch(text.strip().casefold())
    try:
        return time(int(match["hour"]), int(match["minute"] or 0)) if match else None
    except ValueError:
        return None
