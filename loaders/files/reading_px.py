"""A PC-Axis file (.px, what PxWeb and Statistics Finland publish) as the sheet that PxWeb makes of it for Excel. Runs inside the sandbox.

The title in A1, from row 3 a row for each variable across, the variables down in the left columns, each value where it begins; below the
table the notes, the units, the source and the copyright, as far as the file states them. Before its data a file has statements:
KEYWORD[language]("variable","value")="text"; (PX file format specification, AXIS-VERSION 2013).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from typing import BinaryIO

from loaders.files.opening import Refused
from loaders.files.reading_text import WINDOWS, TextSheet, decoded, too_large
from loaders.files.workbook import CELLS, COLUMNS, NUMBER, ROWS, TEXT, address
from monitoring.words import languages, words

TOKEN = re.compile(r'"[^"]*"|[^\s",;=()\[\]]+|\S')
LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
HEAD = 1_000
"""Tokens before the equals sign; a name for each variable is more than there ever are."""
TOKENS = 2 * CELLS
"""Before the data: each value has a comma, and is one cell at least."""
CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"(utf-8|iso-8859-\d{1,2}|(?:windows-|cp)?(?:125\d|437|85\d|86[35]))"', re.I)
CHARSET_OEM = re.compile(rb'CHARSET\s*=\s*"OEM"', re.I)
DOS = "cp850"

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
PROGRESS_ROWS = 1_000


@dataclass(frozen=True)
class Statement:
    """`language` is "" for the file's own. `of` names the variable, or the variable and its value, that it is about."""

    keyword: str
    language: str
    of: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Statements:
    """The statements of a file before its data, in its own language."""

    found: tuple[Statement, ...]
    language: str

    def values(self, keyword: str, *of: str) -> tuple[str, ...]:
        """Empty where the file has no such statement."""
        return next((one.values for one in self.found if one.keyword == keyword and one.of == of), ())

    def text(self, *keywords: str) -> str:
        """The text of the first of `keywords` that the file has, "" where it has none."""
        return next((values[0] for keyword in keywords if (values := self.values(keyword))), "")

    def every(self, keyword: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """(what it is about, text) of each statement with the keyword."""
        return ((one.of, one.values[0]) for one in self.found if one.keyword == keyword and one.values)


def _codepage(content: bytes) -> str:
    """The encoding that the file states for itself, as Python calls it; only one that is known to be harmless."""
    start = content[:4096]
    if found := CODEPAGE.search(start):
        name = found[1].decode().casefold().removeprefix("windows-").removeprefix("cp")
        return f"cp{name}" if name.isdecimal() else name
    return DOS if CHARSET_OEM.search(start) else WINDOWS


def _parse(text: str) -> tuple[Statements, int]:
    """The statements, and where the data begins. Raises Refused."""
    found: list[Statement] = []
    head: list[str] = []
    values: _StatedValues | None = None
    for count, match in enumerate(TOKEN.finditer(text)):
        token = match[0]
        if count > TOKENS:
            raise Refused("too-many-cells", limit=CELLS)
        if token == '"' or len(head) > HEAD:
            break
        if values is None and token == "=":
            if head and head[0].upper() == "DATA":
                return _in_one_language(found), match.end()
            values = _StatedValues()
        elif values is None:
            head.append(token)
        elif token == ";":
            found.append(_statement(head, values))
            head, values = [], None
        else:
            values.take(token)
    raise Refused("px-damaged")


class _StatedValues:
    """The values of a statement: texts with no comma between them are pieces of one."""

    def __init__(self):
        self.pieces: list[list[str]] = []
        self.continues = False

    def take(self, token: str) -> None:
        if token == ",":
            self.continues = False
        elif self.continues:
            self.pieces[-1].append(_unquoted(token))
        else:
            self.pieces.append([_unquoted(token)])
            self.continues = True

    def texts(self) -> tuple[str, ...]:
        return tuple("".join(pieces) for pieces in self.pieces)


def _statement(head: list[str], values: _StatedValues) -> Statement:
    if not head:
        raise Refused("px-damaged")
    language = head[2].casefold() if len(head) > 2 and head[1] == "[" else ""
    return Statement(head[0].upper(), language, tuple(_unquoted(token) for token in head if token.startswith('"')), values.texts())


def _unquoted(token: str) -> str:
    return LINE_BREAK.sub(" ", token.strip('"'))


def _in_one_language(found: list[Statement]) -> Statements:
    language = next((one.values[0].casefold() for one in found if one.keyword == "LANGUAGE" and one.values), "")
    return Statements(tuple(one for one in found if one.language in ("", language)), language)


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
    text = decoded(content, _codepage(content))
    statements, start = _parse(text)
    down, across = _sides(statements)
    sheet = TextSheet()
    sheet.put(1, 1, statements.text("TITLE", "DESCRIPTION", "CONTENTS"))
    row = _headings(sheet, statements, across, len(down.variables))
    _lines(sheet, down, across, row, _DataValues(statements, text[start:]), progress)
    for number, line in enumerate(_below(statements), row + down.size + 1):
        sheet.put(number, 1, line)
    return sheet.answer("px")


def _sides(statements: Statements) -> tuple[Side, Side]:
    """What goes down and what goes across. Raises Refused where they are unknown, or too large for a sheet before any of it is made."""
    if any(True for _ in statements.every("KEYS")):
        raise Refused("px-keys")
    stub, heading = statements.values("STUB"), statements.values("HEADING")
    down, across = (Side(tuple(statements.values("VALUES", name) or statements.values("CODES", name) for name in names)) for names in (stub, heading))
    if not stub + heading or not down.size * across.size:
        raise Refused("px-damaged")
    if len(stub) + across.size > COLUMNS or FIRST_ROW + len(heading) + down.size > ROWS:
        raise too_large() if down.size * across.size <= CELLS else Refused("too-many-cells", limit=CELLS)
    if down.size * across.size > CELLS:
        raise Refused("too-many-cells", limit=CELLS)
    return down, across


def _headings(sheet: TextSheet, statements: Statements, across: Side, left: int) -> int:
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
        sheet.put(row, left + 1, statements.text("CONTENTS"))
        row += 1
    return row


def _lines(sheet: TextSheet, down: Side, across: Side, first: int, values: _DataValues, progress: Callable[[float], None]) -> None:
    spans, left = down.spans(), len(down.variables)
    for line in range(down.size):
        for column, (texts, reach) in enumerate(spans, 1):
            if line % reach == 0:
                sheet.put(first + line, column, texts[line // reach % len(texts)])
        for column in range(left + 1, left + across.size + 1):
            sheet.put(first + line, column, *values.next())
        if line % PROGRESS_ROWS == 0:
            progress(line / down.size)
    values.end()


class _DataValues:
    """The data, value by value."""

    def __init__(self, statements: Statements, data: str):
        self.tokens = (match[0] for match in DATA.finditer(data))
        self.marks = {mark: shown for mark, keyword in MARKS.items() if 0 < len(shown := statements.text(keyword)) <= MARK}
        decimals = statements.text("SHOWDECIMALS", "DECIMALS")
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


def _below(statements: Statements) -> Iterator[str]:
    """What stands below the table. Units, source and copyright are named in the file's language."""
    say = LABELS.get(statements.language) or LABELS[OTHERWISE]
    for keyword in NOTES:
        for of, text in statements.every(keyword):
            yield from ": ".join((*of, text)).split(NEW_LINE)
    for of, text in statements.every("UNITS"):
        yield say("px.units", units=": ".join((*of, text)))
    for _, text in statements.every("SOURCE"):
        yield say("px.source", source=text)
    for _, text in statements.every("COPYRIGHT"):
        # The keyword says either that there is one, or whose.
        if text.upper() != "NO":
            yield say("px.copyright") if text.upper() == "YES" else text
