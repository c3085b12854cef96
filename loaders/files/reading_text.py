"""A table of text as a sheet: CSV in the dialects that Excel, LibreOffice, PxWeb and survey tools write. Runs inside the sandbox.

What is a number by one rule of the whole file becomes one; what could be read in two ways stays the text that it is.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice, pairwise
from typing import BinaryIO

from loaders import numbers
from loaders.files.opening import FILE_SIZE, Refused
from loaders.files.workbook import CELL_TEXT, COLUMNS, DATE, NUMBER, ROWS, TEXT, Budget, SheetPack, pack

ENCODINGS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""By the mark that a file begins with."""
WINDOWS = "cp1252"
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
END_OF_FILE = "\x1a"
"""What DOS ends a text with."""

DELIMITERS = (";", "\t", "|", ",")
"""Where two would do, the first: a comma may also stand inside numbers."""
STATED = re.compile(r"sep=([;\t|,])\r?\n", re.I)
"""Excel's own line that says what the delimiter is. It is no row."""
SAMPLE, SAMPLE_ROWS = 1_000_000, 200
"""Characters and rows that the delimiter is found out from."""
PROGRESS_ROWS = 5_000

WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
"""No zero in front: that is a code."""
DECIMALS = {delimiter: re.compile(rf"{WHOLE.pattern}{point}[0-9]{{1,20}}") for delimiter, point in ((";", ","), (",", r"\."), ("\t", r"\."))}
SHORT_DECIMALS = re.compile(r"-?\d+(?P<point>[.,])\d{1,2}")
OTHER_POINT = {";": ".", ",": ","}
"""What may part the thousands of numbers, in files whose decimals have the other one."""
MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?:[T ]+(?P<time>[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?))?"
)
WITH_TIME = "yyyy-mm-dd hh:mm"

Value = tuple[str | int | float, str, str]
"""(value, kind, number format) of a cell."""


def decoded(content: bytes, otherwise: str = WINDOWS) -> str:
    """The text. Without a mark at its beginning it is UTF-8, or `otherwise`: what is UTF-8 by its bytes is hardly ever anything else.

    Raises Refused.
    """
    marked = next((encoding for mark, encoding in ENCODINGS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", otherwise):
        try:
            text = content.decode(encoding).rstrip(END_OF_FILE)
        except UnicodeDecodeError:
            continue
        if NO_TEXT.search(text):
            raise Refused("not-text")
        return text
    raise Refused("not-text" if b"\0" in content and not marked else "encoding")


class TextSheet:
    """The one sheet of a table of text. Cells are put row by row, each row from the left."""

    def __init__(self):
        self.looks: dict[tuple[str, str, bool], int] = {}
        # The sheet gets its name where the file's is known.
        self.pack = SheetPack("", False, self.looks)
        self.budget = Budget()

    def put(self, row: int, column: int, value: str | int | float, kind: str = TEXT, number_format: str = "") -> None:
        """Raises Refused. Text that is nothing but space makes no cell."""
        text = value if isinstance(value, str) else ""
        if kind == TEXT and (not text or text.isspace()):
            return
        if row > ROWS or column > COLUMNS:
            raise too_large()
        if len(text) > CELL_TEXT:
            raise Refused("long-cell", row=str(row), limit=CELL_TEXT)
        self.budget.take(1, text)
        self.pack.add(row, column, value, (kind, number_format, False))

    def answer(self, kind: str) -> bytes:
        """The workbook as the JSON that `workbook.unpack` reads."""
        return json.dumps(pack(kind, [self.pack], self.looks), ensure_ascii=False).encode()


def too_large() -> Refused:
    return Refused("larger-than-a-sheet", rows=ROWS, columns=COLUMNS)


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The table as the JSON that `workbook.unpack` reads. Raises Refused."""
    source.seek(0)
    text = decoded(source.read())
    # Longer fields are refused with their row where they are put.
    csv.field_size_limit(FILE_SIZE)
    stated = STATED.match(text)
    text = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(text)
    grouped = _grouped(text, delimiter)
    sheet, lines = TextSheet(), text.count("\n") + 1
    for number, fields in enumerate(_records(text, delimiter), 1):
        if len(fields) > COLUMNS:
            raise too_large()
        for column, field in enumerate(fields, 1):
            if field:
                sheet.put(number, column, *_value(field, DECIMALS.get(delimiter), grouped))
        if number % PROGRESS_ROWS == 0:
            progress(min(number / lines, 1.0))
    return sheet.answer("csv")


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """One list of fields a row. Raises Refused where quotation marks leave open what belongs together."""
    # Spaces before a quotation mark would make it a part of the text.
    rows = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True, strict=True)
    number = 1
    try:
        for fields in rows:
            yield fields
            number += 1
    except csv.Error:
        raise Refused("quotes", row=str(number)) from None


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _delimiter(text: str) -> str:
    """The one that cuts the most neighbouring rows into fields, some of them into equally many. Raises Refused where none does."""
    joined = {delimiter: _neighbours(text, delimiter) for delimiter in DELIMITERS}
    best = max(joined, key=joined.__getitem__)
    if not joined[best]:
        raise Refused("no-table")
    return best


def _neighbours(text: str, delimiter: str) -> int:
    """How many pairs of neighbouring rows have several fields each; none where no pair has the same number of them."""
    rows = list(islice(csv.reader(_lines(text[:SAMPLE]), delimiter=delimiter, skipinitialspace=True), SAMPLE_ROWS + 1))
    if len(rows) > SAMPLE_ROWS or len(text) > SAMPLE:
        del rows[-1]
    pairs = [(len(above), len(below)) for above, below in pairwise(rows) if len(above) > 1 and len(below) > 1]
    return len(pairs) if any(above == below for above, below in pairs) else 0


def _grouped(text: str, delimiter: str) -> re.Pattern | None:
    """Whole numbers with their thousands parted, "1,204" in a file with 12.5; None where decimals do not tell point and comma apart."""
    other = OTHER_POINT.get(delimiter)
    if other is None or not re.search(rf"\d{re.escape(other)}\d{{3}}(?!\d)", text):
        return None
    rows = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
    points = {match["point"] for row in rows for field in row if (match := SHORT_DECIMALS.fullmatch(field.strip()))}
    is_told = len(points) == 1 and other not in points
    return re.compile(rf"-?[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+") if is_told else None


def _value(field: str, decimals: re.Pattern | None, grouped: re.Pattern | None) -> Value:
    text = field.strip()
    if text[-1:].isdigit():
        if WHOLE.fullmatch(text):
            return int(text), NUMBER, ""
        if decimals and decimals.fullmatch(text):
            return float(text.replace(",", ".")), NUMBER, ""
        if grouped and grouped.fullmatch(text):
            return int(re.sub("[.,]", "", text)), NUMBER, ""
        if moment := MOMENT.fullmatch(text):
            return _moment(moment) or (field, TEXT, "")
    return field, TEXT, ""


def _moment(found: re.Match) -> Value | None:
    """A day, with the time of day where there is one; None where there is no such moment."""
    day = numbers.day(found["day"])
    if day is None or not found["time"]:
        return day and (day.isoformat(), DATE, "")
    try:
        moment = datetime(day.year, day.month, day.day, *map(int, re.split("[:.]", found["time"])))
    except ValueError:
        return None
    return moment.isoformat(), DATE, WITH_TIME
