"""A workbook's sheets, filled from the top down: lines, tables, sources, on a grid that every table takes its columns from."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time
from functools import cache

from monitoring.charts import Table
from monitoring.palette import LIGHT
from monitoring.typography import OFFICE, SHEET
from monitoring.words import MINUS, Words
from publishing.documents import office_text
from publishing.documents.content import Material

GRID = (27, 20, 20, 20, *[12] * 7)
FLAT = (9, 84, 18, 50, 12)
"""Columns' widths, in digits of a spreadsheet program's usual font."""

NARROW = 1.1
"""How many characters of a text take a digit's width; of bold ones one."""

POINTS, LINE, ROW = SHEET["text"], 13.5, 15
"""Points of the text, of a line's height, and of a row that nobody made higher."""

PIXEL = 0.75
"""Points of a pixel."""

PAGE = 590
"""Points of the rows that a page holds, at the size at which the grid is as wide as it."""

TALLEST = 409
LONGEST = 32_767
LONGEST_NAME = 31
LONGEST_FOOT = 100
BODY = {"bottom": 1, "bottom_color": LIGHT.line}
HEADING = {"bold": True, "font_color": LIGHT.surface, "bg_color": LIGHT.accent}
UNFIT = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""What the name of a sheet may not hold."""

RESERVED = "history"
A4 = 9


class Book:
    """The workbook as it comes into being."""

    def __init__(self, material: Material, words: Words):
        from xlsxwriter import Workbook

        self.material, self.words = material, words
        self.buffer, self.names = io.BytesIO(), {RESERVED}
        self.file = Workbook(self.buffer, {"in_memory": True, "default_format_properties": {"font_name": OFFICE, "font_size": POINTS}})
        self.look = cache(self._look)
        title, lead, comments = (office_text.printable(text) for text in (material.title, material.lead, material.about))
        made = datetime.combine(material.edition.made, time())
        self.file.set_properties({"title": title, "author": title, "subject": lead, "comments": comments, "created": made})
        self.file.set_custom_property("Language", office_text.tag(words))

    def bytes(self) -> bytes:
        self.file.close()
        return self.buffer.getvalue()

    def sheet(self, name: str, widths: Sequence[int] = GRID) -> Sheet:
        """A new sheet, named as far as a sheet can be."""
        return Sheet(self, named(name, self.names), widths)

    def _look(self, **properties):
        return self.file.add_format({"font_name": OFFICE, "font_size": POINTS, "font_color": LIGHT.ink, "valign": "top", **properties})


class Sheet:
    """One sheet. `row` is the one that is written, from 0; `lines` is what its texts need so far, `page` the first one after the last break."""

    def __init__(self, book: Book, name: str, widths: Sequence[int]):
        self.book, self.name, self.widths = book, name, widths
        self.row, self.lines, self.heights = 0, 1, {}
        self.page, self.breaks = 0, []
        self.file = book.file.add_worksheet(name)
        for place, width in enumerate(widths):
            self.file.set_column(place, place, width)
        self.file.set_landscape()
        self.file.set_paper(A4)
        self.file.fit_to_pages(1, 0)
        self.file.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.file.set_footer(f"&L{_in_foot(book.material.title)}&C{_in_foot(name)}&R&P / &N")
        self.file.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if book.material.edition.banner:
            self.file.set_header(f"&L&B{_in_foot(book.material.edition.banner)}")

    def title(self, text: str) -> None:
        """The sheet's first line, which stays where it is while the rest moves."""
        self.line(text, lines=1.5, bold=True, font_size=SHEET["section"])
        self.file.freeze_panes(self.row, 0)
        self.file.hide_gridlines(2)

    def banner(self) -> None:
        """White on a warning's colour, where the data is an example."""
        if text := self.book.material.edition.banner:
            self.line(text, bold=True, font_color=LIGHT.surface, bg_color=LIGHT.target)

    def heading(self, text: str) -> int:
        """A heading with room above it; the row that it is in."""
        self.row += 1
        self.line(text, lines=1.25, bold=True, font_size=SHEET["part"], font_color=LIGHT.accent)
        return self.row - 1

    def line(self, text: str, lines: float = 0, **properties) -> None:
        """A text over the whole width, as high as it needs."""
        self.over(0, len(self.widths) - 1, text, **properties)
        self.next(lines)

    def fact(self, heading: str, text: str, **properties) -> None:
        """A heading in the first column, in a style of its own, and its text beside it."""
        self.over(0, 0, heading, bold=True, **properties)
        self.over(1, len(self.widths) - 1, text)
        self.next()

    def table(self, table: Table, is_captioned: bool = True) -> None:
        """A table of texts, each column over as many of the grid's as it needs. Numbers alone in a cell are written as numbers."""
        if is_captioned:
            self.line(table.caption, bold=True)
        rows = (table.columns, *table.rows)
        spans = _spans(rows, self.widths)
        for number, texts in enumerate(rows):
            for place, (text, (first, after)) in enumerate(zip(texts, spans, strict=True)):
                self._cell(first, after - 1, text, place in table.numeric, is_heading=number == 0)
            self.next()

    def headings(self, texts: Iterable[str], numeric: Collection[int] = ()) -> None:
        """A row of headings, as high as the longest needs; those over numbers are aligned to the right."""
        for place, text in enumerate(texts):
            self.over(place, place, text, align="right" if place in numeric else "left", **HEADING)
        self.next()

    def over(self, first: int, last: int, text: str, **properties) -> None:
        """A text, whatever it begins with, in one cell of the row or over several."""
        look = self.book.look(text_wrap=True, **properties)
        if last > first:
            self.file.merge_range(self.row, first, self.row, last, "", look)
        self.file.write_string(self.row, first, _written(text), look)
        length = sum(self._width(place) for place in range(first, last + 1)) * (1 if "bold" in properties else NARROW)
        self.lines = max(self.lines, _lines(text, length))

    def next(self, lines: float = 0) -> None:
        """On to the next row; this one as high as its texts need, or so many lines."""
        self.heights[self.row] = min(TALLEST, (lines or self.lines) * LINE + 2)
        self.file.set_row(self.row, self.heights[self.row])
        self.row, self.lines = self.row + 1, 1

    def below(self, row: int, pixels: int) -> None:
        """On to the first row that begins so many pixels, or more, under the top of `row`."""
        while self._high(row, self.row) < pixels * PIXEL:
            self.row += 1

    def whole(self, row: int) -> None:
        """Printed on one page: the rows from `row` to here go to the next one where a page would end within them."""
        if self._high(self.page, row) % PAGE + self._high(row, self.row) > PAGE:
            self.page = row
            self.breaks.append(row)
            self.file.set_h_pagebreaks(self.breaks)

    def _high(self, first: int, after: int) -> float:
        """Points of the rows from `first` until `after`."""
        return sum(self.heights.get(row, ROW) for row in range(first, after))

    def number(self, column: int, value: float | None, form: str, **properties) -> None:
        """A number, or an empty cell."""
        look = self.book.look(num_format=form, align="right", **properties)
        if value is None:
            self.file.write_blank(self.row, column, None, look)
        else:
            self.file.write_number(self.row, column, value, look)

    def link(self, column: int, text: str, to: str) -> None:
        """A text that leads to another sheet."""
        place = to.replace("'", "''")
        look = self.book.look(font_color=LIGHT.accent, underline=1)
        self.file.write_url(self.row, column, f"internal:'{place}'!A1", look, _written(text))

    def _cell(self, first: int, last: int, text: str, is_numeric: bool, is_heading: bool) -> None:
        properties = {"align": "right"} if is_numeric else {"align": "left", "indent": int(first > 0)}
        properties |= HEADING if is_heading else BODY
        value = None if is_heading or not is_numeric or first != last else _number(text, self.book.words)
        if value is None:
            self.over(first, last, text, **properties)
        else:
            self.number(first, value, "#,##0" if value == int(value) else "#,##0.##", **BODY)

    def _width(self, place: int) -> int:
        return self.widths[place] if place < len(self.widths) else self.widths[-1]


def named(wanted: str, taken: set[str]) -> str:
    """A name that a sheet can have and that none of `taken` (lower case) has yet; it is added to them."""
    name = base = UNFIT.sub("", office_text.printable(wanted)).strip("' ")[:LONGEST_NAME].strip("' ") or "1"
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: LONGEST_NAME - 1 - len(str(number))]} {number}"
    taken.add(name.lower())
    return name


def _spans(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[tuple[int, int]]:
    """(first, after the last) of the grid's columns for each of a table's: one more for that which lacks most, while any is free.

    A word that would be broken comes before a text that needs a further line.
    """
    needed = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
    words = [max(len(word) + 2 for text in texts for word in text.split() or [""]) for texts in zip(*rows, strict=True)]
    spans = [1] * len(needed)
    for _ in range(len(widths) - len(needed)):
        had = [sum(widths[sum(spans[:place]) : sum(spans[: place + 1])]) for place in range(len(spans))]
        lacking = max(range(len(spans)), key=lambda place: (words[place] > had[place], needed[place] / had[place]))
        if needed[lacking] <= had[lacking]:
            break
        spans[lacking] += 1
    return [(sum(spans[:place]), sum(spans[: place + 1])) for place in range(len(spans))]


def _number(text: str, words: Words) -> float | None:
    """The number that `words` would write in just this way."""
    from babel.numbers import NumberFormatError, parse_decimal

    try:
        value = float(parse_decimal(text.replace(MINUS, "-"), locale=words.locale))
    except NumberFormatError:
        return None
    return value if words.number(value) == text else None


def _lines(text: str, length: int) -> int:
    return sum(len(textwrap.wrap(part, max(1, int(length)))) or 1 for part in text.split("\n"))


def _written(text: str) -> str:
    return office_text.printable(text)[:LONGEST]


def _in_foot(text: str) -> str:
    return office_text.printable(text).replace("\n", " ")[:LONGEST_FOOT].replace("&", "&&")
