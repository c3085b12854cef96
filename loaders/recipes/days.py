"""When something in a list was: a day, the first of several days, a month or a year, as its cell says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loaders import numbers
from loaders.files.workbook import DATE, TEXT, Cell
from loaders.tables import read_cell

WITH_TIME = re.compile(r"(?:[^\W\d_]{2,12}\.?\s+)?(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:[,;]?\s+.*|T.*)?")
"""A day with its weekday before it, or a time of day or a remark after it."""
SEVERAL = re.compile(r"(?P<d>\d{1,2})\.(?:(?P<m>\d{1,2})\.)?\s*[-–—]\s*\d{1,2}\.(?P<last_m>\d{1,2})\.(?P<y>\d{4})")
"""From a day to a day: "3.–4.5.2021", "30.12. - 2.1.2021"."""
LIKE_A_DAY = re.compile(r"\d\.\s?\d{1,2}\.|\d-\d{1,2}-\d")
"""A day that there is not, as 31.2.2021, is no year either."""
WITHOUT_YEAR = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day; or the month, or the year alone, where no more is said."""

    year: int
    month: int | None = None
    day: date | None = None

    def is_after(self, as_of: date) -> bool:
        if self.day is not None:
            return self.day > as_of
        return (self.year, self.month or 0) > (as_of.year, as_of.month)


def moment(cell: Cell, year: int | None) -> Moment | None:
    """What a cell says; `year` is the sheet's own, for days that leave it out. None where it says no time."""
    if cell.kind == DATE and _shows_day(cell.format):
        return _of_day(date.fromisoformat(str(cell.value)[:10]))
    if cell.kind == TEXT:
        text = str(cell.value).strip()
        day = _written(text, year)
        if day is not None:
            return _of_day(day)
        if LIKE_A_DAY.search(text):
            return None
    return _of_period(read_cell(cell).period, year)


@lru_cache
def _shows_day(code: str) -> bool:
    """Whether a date with this format is shown with its day, rather than as a month or a year."""
    return len(read_cell(Cell(1, 1, "2020-01-31", DATE, code)).period) == len("2020-01-31")


def _of_day(day: date) -> Moment:
    return Moment(day.year, day.month, day)


def _of_period(period: str, year: int | None) -> Moment | None:
    if period[:1] == "-" and year:
        period = f"{year}{period}"
    if not period or period[0] == "-":
        return None
    is_month = len(period) == 7 and period[5:].isdecimal()
    return Moment(int(period[:4]), int(period[5:]) if is_month else None)


def _written(text: str, year: int | None) -> date | None:
    if match := WITH_TIME.fullmatch(text):
        return numbers.day(match["day"].replace(" ", ""))
    if match := SEVERAL.fullmatch(text):
        month, last = int(match["m"] or match["last_m"]), int(match["last_m"])
        return _day(int(match["y"]) - (month > last), month, int(match["d"]))
    match = WITHOUT_YEAR.fullmatch(text)
    return _day(year, int(match["m"]), int(match["d"])) if match and year else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
