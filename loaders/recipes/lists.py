"""Lists: tables with a row an event or respondent. Their columns and what these hold, the day of a row, the answer in a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from loaders import numbers
from loaders.files.workbook import DATE as DATE_CELL
from loaders.files.workbook import NUMBER, TEXT, Cell, address
from loaders.recipes import vocabulary
from loaders.recipes.vocabulary import compared, without_years
from loaders.tables import DATE, FIGURE, ILLEGIBLE, LABEL, MARK, PERIOD, WORDS, Column, Table, periods, read_cell, texts

DAYS, NUMBERS, ANSWERS, CHOICES, ORDINALS, TEXTS, EMPTY = "days", "numbers", "answers", "choices", "ordinals", "texts", "empty"
MOST_CHOICES = 12
LONGEST_CHOICE = 40
REPEATED = 3
"""How many rows, on average, must say the same for a column to be one of choices."""
MOST = 0.8
HALF = 0.5
LOOKED_AT = 400
"""Rows from the top that tell what a column holds."""
PERSON = re.compile(r"[A-ZÅÄÖ][^\W\d_'’-]+(?:[-'’][^\W\d_]+)?(?:\s[A-ZÅÄÖ]\.?)?\s[A-ZÅÄÖ](?:[^\W\d_]+(?:[-'’][^\W\d_]+)?|\.)?|.*@.*")
"""A first name with a surname or its initial, or an address."""
WITH_TIME = re.compile(r"(?:[^\W\d_]{2,12}\.?\s+)?(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:[,;]?\s+.*|T.*)?")
"""A day with its weekday before it, or a time of day or a remark after it."""
SEVERAL = re.compile(r"(?P<d>\d{1,2})\.(?:(?P<m>\d{1,2})\.)?\s*[-–—]\s*\d{1,2}\.(?P<last_m>\d{1,2})\.(?P<y>\d{4})")
"""From a day to a day: "3.–4.5.2021", "30.12. - 2.1.2021"."""
LIKE_A_DAY = re.compile(r"\d\.\s?\d{1,2}\.|\d-\d{1,2}-\d")
"""A day that there is not, as 31.2.2021, is no year either."""
WITHOUT_YEAR = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.?")
WITH_WORDS = re.compile(r"(?P<first>\d{1,2})\s*(?:[-–—=:.)]+\s*|\s+)[^\W\d_].*|[^\W\d_][^()\d]*\(\s*(?P<last>\d{1,2})\s*\)", re.DOTALL)
""" "4 - Agree", "5 Very good", "Agree (4)"."""
DIGEST = 10
"""Hexadecimal digits of a row's digest."""
LARGEST_ANSWER = 10
FEWEST_ANSWERS = 3


@dataclass(frozen=True)
class ListColumn:
    """`heading` names the column in a rule. `holds` is days, numbers, answers (of a scale), choices (few words, repeated), ordinals, texts
    (names and free text), empty."""

    number: int
    heading: str
    holds: str


def columns(table: Table) -> tuple[ListColumn, ...]:
    """The columns of a list, from left to right."""
    return tuple(ListColumn(column.number, name(column), _held(table, column)) for column in table.columns)


def choices(table: Table, heading: str) -> list[tuple[str, int]]:
    """The texts in a column of choices, the most frequent first, each with its number of rows; nothing of a column that holds names or text."""
    column = find(table, heading)
    if column is None:
        return []
    found = _counted(cells(table, column))
    return found.most_common() if _are_choices(column, found) else []


def name(column: Column) -> str:
    """What a rule calls a column: its headings, else the unit of measure over it, else its letter."""
    return column.heading or column.unit or column.dimension or address(1, column.number).rstrip("1")


def find(table: Table, heading: str) -> Column | None:
    """The one column that is called so; None where there is none, or where there are several."""
    for as_compared in (compared, without_years):
        found = [column for column in table.columns if as_compared(name(column)) == as_compared(heading)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def time_column(table: Table) -> Column | None:
    """The column that says when: the first that holds days, else years, else months, else texts that begin with a day."""
    found = next((column for column in table.columns if column.holds == DATE), None)
    if found is not None:
        return found
    timed = [(column, [read_cell(cell).period[:1] for cell in cells(table, column, LOOKED_AT)]) for column in table.columns if column.holds == PERIOD]
    for signs in ("12", "-"):
        if found := next((column for column, periods_of in timed if any(sign and sign in signs for sign in periods_of)), None):
            return found
    return next((column for column in table.columns if _are_days(cells(table, column, LOOKED_AT), year_of(table))), None)


def year_of(table: Table) -> int | None:
    """The year that the title or the sheet's name says."""
    around = [*reversed(table.title.split("\n")), table.sheet.name]
    found = next((found for text in around if (found := periods.within(text) or periods.exactly(text)) and found.has_year), None)
    return int(found.text[:4]) if found else None


def lacks_year(table: Table, column: Column, year: int) -> bool:
    """Whether days or months of a column need the year of the sheet."""
    return any(moment(cell, None) is None and moment(cell, year) is not None for cell in cells(table, column, LOOKED_AT))


def cells(table: Table, column: Column, most: int | None = None) -> list[Cell]:
    """The filled cells of a column's rows, or of the first `most` rows."""
    found = (table.sheet.at(line, column.number) for line in table.lines[:most])
    return [cell for cell in found if cell is not None and str(cell.value).strip()]


def filled(table: Table, line: int) -> list[Cell]:
    """The filled cells of a row."""
    found = (table.sheet.at(line, column.number) for column in table.columns)
    return [cell for cell in found if cell is not None and str(cell.value).strip()]


def not_held(table: Table) -> dict[int, frozenset[str]]:
    """By row the words which say that an event was cancelled, moved or not held; only the rows that have any."""
    lines, columns = {*table.lines}, {column.number for column in table.columns}
    found: dict[int, frozenset[str]] = {}
    for cell in table.sheet.cells:
        if cell.kind == TEXT and cell.row in lines and cell.column in columns and (words := vocabulary.not_held(str(cell.value))):
            found[cell.row] = found.get(cell.row, frozenset()) | words
    return found


def row_digest(table: Table, line: int) -> str:
    """Tells a row again in a later file without saying what is in it: too short to be turned back into names."""
    written = "\n".join(f"{cell.column} {compared(str(cell.value))}" for cell in filled(table, line))
    return sha256(written.encode()).hexdigest()[:DIGEST]


def _held(table: Table, column: Column) -> str:
    filled = cells(table, column, LOOKED_AT) or cells(table, column)
    if not filled:
        return EMPTY
    if column.holds in (DATE, PERIOD) or _are_days(filled, year_of(table)):
        return DAYS
    if are_of_a_scale(filled):
        return ANSWERS
    numbered = [cell for cell in filled if read_cell(cell).kind == FIGURE]
    if len(numbered) >= MOST * sum(read_cell(cell).kind != MARK for cell in filled):
        return ORDINALS if _are_ordinals(column, numbered) else NUMBERS
    return CHOICES if _are_choices(column, _counted(filled)) else TEXTS


def _are_days(filled: list[Cell], year: int | None) -> bool:
    first = filled[:100]
    return bool(first) and sum(moment(cell, year) is not None and read_cell(cell).kind != FIGURE for cell in first) > HALF * len(first)


def _are_ordinals(column: Column, numbered: list[Cell]) -> bool:
    """Numbers of rows or respondents: called so, or counting up by one."""
    values = [read_cell(cell).value for cell in numbered]
    counting = len(values) > 2 and all(after == before + 1 for before, after in pairwise(values))
    return counting or texts.is_exactly("ordinal", name(column))


def _counted(filled: list[Cell]) -> Counter[str]:
    """How often each text occurs, as it was written first."""
    counts = Counter(str(cell.value) for cell in filled if cell.kind == TEXT)
    written: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for text, count in counts.items():
        if read_cell(Cell(1, 1, text)).kind == WORDS and not texts.is_total(text):
            counted[written.setdefault(compared(text), " ".join(text.split()))] += count
    return counted


def _are_choices(column: Column, counted: Counter[str]) -> bool:
    """Few short words that come again and again, and are no names of persons."""
    if texts.is_exactly("person", name(column)) or sum(bool(PERSON.fullmatch(text)) for text in counted) * 2 > len(counted):
        return False
    return (
        1 < len(counted) <= MOST_CHOICES
        and counted.total() >= REPEATED * len(counted)
        and all(len(text) <= LONGEST_CHOICE for text in counted)
        and sum(count > 1 for count in counted.values()) * 2 > len(counted)
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """A day; or the month, or the year alone, where the cell has no more."""

    year: int
    month: int | None = None
    day: date | None = None

    def is_after(self, as_of: date) -> bool:
        if self.day is not None:
            return self.day > as_of
        return (self.year, self.month or 0) > (as_of.year, as_of.month)


def moment(cell: Cell, year: int | None) -> Moment | None:
    """What a cell says; `year` is the sheet's own, for days that leave it out. None where it says no time."""
    if cell.kind == DATE_CELL and _shows_day(cell.format):
        return _of_day(date.fromisoformat(str(cell.value)[:10]))
    if cell.kind == TEXT:
        text = str(cell.value).strip()
        day = _written_day(text, year)
        if day is not None:
            return _of_day(day)
        if LIKE_A_DAY.search(text):
            return None
    return _of_period(read_cell(cell).period, year)


@lru_cache
def _shows_day(code: str) -> bool:
    """Whether a date with this format is shown with its day, rather than as a month or a year."""
    return len(read_cell(Cell(1, 1, "2020-01-31", DATE_CELL, code)).period) == len("2020-01-31")


def _of_day(day: date) -> Moment:
    return Moment(day.year, day.month, day)


def _of_period(period: str, year: int | None) -> Moment | None:
    if period[:1] == "-" and year:
        period = f"{year}{period}"
    if not period or period[0] == "-":
        return None
    is_month = len(period) == 7 and period[5:].isdecimal()
    return Moment(int(period[:4]), int(period[5:]) if is_month else None)


def _written_day(text: str, year: int | None) -> date | None:
    if match := WITH_TIME.fullmatch(text):
        return numbers.day(match["day"].replace(" ", ""))
    if match := SEVERAL.fullmatch(text):
        month, last = int(match["m"] or match["last_m"]), int(match["last_m"])
        return _calendar_day(int(match["y"]) - (month > last), month, int(match["d"]))
    match = WITHOUT_YEAR.fullmatch(text)
    return _calendar_day(year, int(match["m"]), int(match["d"])) if match and year else None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def answer(cell: Cell) -> float | None:
    """The number that a cell answers. None where it is no answer: see `is_no_answer`."""
    one = read_cell(cell)
    if one.kind == FIGURE:
        return float(cell.value) if cell.kind == NUMBER else one.value
    match = WITH_WORDS.fullmatch(str(cell.value).strip()) if cell.kind == TEXT else None
    return float(match["first"] or match["last"]) if match else None


def is_no_answer(cell: Cell) -> bool:
    """Whether a cell says that there is no answer, rather than something that cannot be read."""
    return cell.kind == TEXT and (read_cell(cell).mark not in ("", ILLEGIBLE) or vocabulary.is_no_answer(str(cell.value)))


def are_of_a_scale(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column are answers in whole numbers up to ten, some of them with words."""
    given = [cell for cell in cells if not is_no_answer(cell)]
    found = {cell: value for cell in given if (value := answer(cell)) is not None}
    if (
        len(found) < FEWEST_ANSWERS
        or len(found) < MOST * len(given)
        or not all(0 <= value <= LARGEST_ANSWER and value.is_integer() for value in found.values())
    ):
        return False
    return any(read_cell(cell).kind != FIGURE for cell in found)


def questions(table: Table, columns: Sequence[ListColumn]) -> list[ListColumn]:
    """The columns of a survey that hold answers on a scale: answers with words, or numbers on a sheet that speaks of answers."""
    worded = [column for column in columns if column.holds == ANSWERS]
    headings = [table.title, table.sheet.name, *(column.heading for column in columns)]
    is_row_each = any(column.holds not in (NUMBERS, ANSWERS) for column in columns)
    speaks = any(texts.says("survey", heading) for heading in headings)
    if not worded and not (speaks and is_row_each and not any(texts.says("respondents", column.heading) for column in columns)):
        return []
    return [column for column in columns if column.holds == ANSWERS or (column.holds == NUMBERS and _is_on_a_scale(table, column))]


def _is_on_a_scale(table: Table, column: ListColumn) -> bool:
    values = [row.value for row in table.rows if row.column == column.number and row.value is not None]
    return (
        len(values) >= FEWEST_ANSWERS
        and all(0 <= value <= LARGEST_ANSWER and value.is_integer() for value in values)
        and not _has_time(table, column)
    )


def _has_time(table: Table, column: ListColumn) -> bool:
    return any(each.period for each in table.columns if each.number == column.number)


def is_log(table: Table) -> bool:
    """Whether it has a row an event, with its day; where days are written as text, they stand in a column of labels."""
    time = time_column(table)
    return time is not None and (time.holds in (DATE, LABEL)) and bool(table.lines)
