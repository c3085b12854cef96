"""A PC-Axis file (.px, what PxWeb and Statistics Finland publish) as the sheet that PxWeb makes of it for Excel. Runs inside the sandbox.

The title in A1, from row 3 a row for each variable across, the variables down in the left columns, each value where it begins; below the
table the notes, the units, the source and the copyright, as far as the file states them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from typing import BinaryIO

from loaders.files import px_statements
from loaders.files.opening import Refused
from loaders.files.px_statements import Statements
from loaders.files.sheet_cells import CELLS
from loaders.files.text_cells import TextSheet, decoded, too_large
from loaders.files.workbook import COLUMNS, NUMBER, ROWS, TEXT, address
from monitoring.words import languages, words

FIRST_ROW = 3
DATA = re.compile(r'"[^"]*"|[^\s,;"]+|"')
NUMBERS = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")
EXACT_DIGITS = 15
MARKS = {"-": "DATASYMBOLNIL", **{"." * dots: f"DATASYMBOL{dots}" for dots in range(1, 7)}, "." * 7: "DATASYMBOLSUM"}
"""What stands in the place of a number → the keyword that says how it is shown."""
MARK = 5
"""Characters of a mark; a sentence in each empty cell would be taken for a label."""
NOTES = ("NOTEX", "NOTE", "VALUENOTEX", "VALUENOTE", "CELLNOTEX", "CELLNOTE")
NEW_LINE = "#"
OTHERWISE = "en"
# Read before the process may write no more: a catalogue that is not compiled yet is kept for the next one.
LABELS = {language: words(language) for language in languages()}
TOLD_EVERY = 1_000


@dataclass(frozen=True)
class Side:
    """The variables of one side of the table, the outermost first: the texts of their values."""

    variables: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        return prod(map(len, self.variables))

    def spans(self) -> list[tuple[tuple[str, ...], int]]:
        """Each variable's texts, and over how many places each text reaches."""
        return [(texts, prod(len(inner) for inner in self.variables[number:])) for number, texts in enumerate(self.variables, 1)]


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The table as the JSON that `workbook.unpack` reads. Raises Refused."""
    source.seek(0)
    content = source.read()
    text = decoded(content, px_statements.codepage(content))
    said, start = px_statements.parse(text)
    down, across = _sides(said)
    sheet = TextSheet()
    sheet.put(1, 1, said.text("TITLE", "DESCRIPTION", "CONTENTS"))
    row = _headings(sheet, said, across, len(down.variables))
    _lines(sheet, down, across, row, _Values(said, text[start:]), progress)
    for number, line in enumerate(_below(said), row + down.size + 1):
        sheet.put(number, 1, line)
    return sheet.answer("px")


def _sides(said: Statements) -> tuple[Side, Side]:
    """What goes down and what goes across. Raises Refused where they are unknown, or too large for a sheet before any of it is made."""
    if any(True for _ in said.every("KEYS")):
        raise Refused("px-keys")
    stub, heading = said.values("STUB"), said.values("HEADING")
    down, across = (Side(tuple(said.values("VALUES", name) or said.values("CODES", name) for name in names)) for names in (stub, heading))
    if not stub + heading or not down.size * across.size:
        raise Refused("px-damaged")
    if len(stub) + across.size > COLUMNS or FIRST_ROW + len(heading) + down.size > ROWS:
        raise too_large() if down.size * across.size <= CELLS else Refused("too-many-cells", limit=CELLS)
    if down.size * across.size > CELLS:
        raise Refused("too-many-cells", limit=CELLS)
    return down, across


def _headings(sheet: TextSheet, said: Statements, across: Side, left: int) -> int:
    """Puts them, and returns the first row below them."""
    row = FIRST_ROW
    for texts, reach in across.spans():
        for place in range(across.size // reach):
            column = left + 1 + place * reach
            sheet.put(row, column, texts[place % len(texts)])
            if reach > 1:
                sheet.pack.merged.append(f"{address(row, column)}:{address(row, column + reach - 1)}")
        row += 1
    if row == FIRST_ROW:
        sheet.put(row, left + 1, said.text("CONTENTS"))
        row += 1
    return row


def _lines(sheet: TextSheet, down: Side, across: Side, first: int, values: _Values, progress: Callable[[float], None]) -> None:
    spans, left = down.spans(), len(down.variables)
    for line in range(down.size):
        for column, (texts, reach) in enumerate(spans, 1):
            if line % reach == 0:
                sheet.put(first + line, column, texts[line // reach % len(texts)])
        for column in range(left + 1, left + across.size + 1):
            sheet.put(first + line, column, *values.next())
        if line % TOLD_EVERY == 0:
            progress(line / down.size)
    values.end()


class _Values:
    """The data, value by value."""

    def __init__(self, said: Statements, data: str):
        self.tokens = (match[0] for match in DATA.finditer(data))
        self.marks = {mark: shown for mark, keyword in MARKS.items() if 0 < len(shown := said.text(keyword)) <= MARK}
        decimals = said.text("SHOWDECIMALS", "DECIMALS")
        self.format = f"0.{'0' * int(decimals)}" if decimals.isdecimal() and 0 < int(decimals) <= EXACT_DIGITS else ""

    def next(self) -> tuple[str | int | float, str, str]:
        """(value, kind, number format). Raises Refused where there is none left."""
        token = next(self.tokens, None)
        if token is None:
            raise Refused("truncated")
        if token == '"':
            raise Refused("px-damaged")
        if NUMBERS.fullmatch(token):
            is_whole = token.lstrip("-").isdecimal() and len(token) <= EXACT_DIGITS
            return (int(token) if is_whole else float(token)), NUMBER, self.format
        mark = token.strip('"').strip()
        return self.marks.get(mark, mark), TEXT, ""

    def end(self) -> None:
        """Raises Refused where there are more values than places: then none is certain to be where it belongs."""
        if next(self.tokens, None) is not None:
            raise Refused("px-damaged")


def _below(said: Statements) -> Iterator[str]:
    """What stands below the table. Units, source and copyright are named in the file's language."""
    say = LABELS.get(said.language) or LABELS[OTHERWISE]
    for keyword in NOTES:
        for of, text in said.every(keyword):
            yield from ": ".join((*of, text)).split(NEW_LINE)
    for of, text in said.every("UNITS"):
        yield say("px.units", units=": ".join((*of, text)))
    for _, text in said.every("SOURCE"):
        yield say("px.source", source=text)
    for _, text in said.every("COPYRIGHT"):
        # The keyword says either that there is one, or whose.
        if text.upper() != "NO":
            yield say("px.copyright") if text.upper() == "YES" else text
