"""The statements of a PC-Axis file: KEYWORD[language]("variable","value")="text"; up to DATA= (PX file format specification, AXIS-VERSION 2013)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.files.opening import Refused
from loaders.files.sheet_cells import CELLS
from loaders.files.text_cells import WINDOWS

TOKEN = re.compile(r'"[^"]*"|[^\s",;=()\[\]]+|\S')
LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
HEAD = 1_000
"""Tokens before the equals sign; a name for each variable is more than there ever are."""
TOKENS = 2 * CELLS
"""Before the data: each value has a comma, and is one cell at least."""
CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"(utf-8|iso-8859-\d{1,2}|(?:windows-|cp)?(?:125\d|437|85\d|86[35]))"', re.I)
CHARSET_OEM = re.compile(rb'CHARSET\s*=\s*"OEM"', re.I)
DOS = "cp850"


@dataclass(frozen=True)
class Statement:
    """`language` is "" for the file's own. `of` names the variable, or the variable and its value, that it is about."""

    keyword: str
    language: str
    of: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Statements:
    """What a file says before its data, in its own language."""

    found: tuple[Statement, ...]
    language: str

    def values(self, keyword: str, *of: str) -> tuple[str, ...]:
        """Empty where the file does not say it."""
        return next((said.values for said in self.found if said.keyword == keyword and said.of == of), ())

    def text(self, *keywords: str) -> str:
        """The first of `keywords` that the file says, "" where it says none."""
        return next((values[0] for keyword in keywords if (values := self.values(keyword))), "")

    def every(self, keyword: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """(what it is about, text) of each statement with the keyword."""
        return ((said.of, said.values[0]) for said in self.found if said.keyword == keyword and said.values)


def codepage(content: bytes) -> str:
    """The encoding that the file states for itself, as Python calls it; only one that is known to be harmless."""
    start = content[:4096]
    if found := CODEPAGE.search(start):
        name = found[1].decode().casefold().removeprefix("windows-").removeprefix("cp")
        return f"cp{name}" if name.isdecimal() else name
    return DOS if CHARSET_OEM.search(start) else WINDOWS


def parse(text: str) -> tuple[Statements, int]:
    """What the file says, and where its data begins. Raises Refused."""
    found: list[Statement] = []
    head: list[str] = []
    values: _Values | None = None
    for count, match in enumerate(TOKEN.finditer(text)):
        token = match[0]
        if count > TOKENS:
            raise Refused("too-many-cells", limit=CELLS)
        if token == '"' or len(head) > HEAD:
            break
        if values is None and token == "=":
            if head and head[0].upper() == "DATA":
                return _in_one_language(found), match.end()
            values = _Values()
        elif values is None:
            head.append(token)
        elif token == ";":
            found.append(_statement(head, values))
            head, values = [], None
        else:
            values.take(token)
    raise Refused("px-damaged")


class _Values:
    """The values of a statement: texts with no comma between them are pieces of one."""

    def __init__(self):
        self.pieces: list[list[str]] = []
        self.goes_on = False

    def take(self, token: str) -> None:
        if token == ",":
            self.goes_on = False
        elif self.goes_on:
            self.pieces[-1].append(_unquoted(token))
        else:
            self.pieces.append([_unquoted(token)])
            self.goes_on = True

    def texts(self) -> tuple[str, ...]:
        return tuple("".join(pieces) for pieces in self.pieces)


def _statement(head: list[str], values: _Values) -> Statement:
    if not head:
        raise Refused("px-damaged")
    language = head[2].casefold() if len(head) > 2 and head[1] == "[" else ""
    return Statement(head[0].upper(), language, tuple(_unquoted(token) for token in head if token.startswith('"')), values.texts())


def _unquoted(token: str) -> str:
    return LINE_BREAK.sub(" ", token.strip('"'))


def _in_one_language(found: list[Statement]) -> Statements:
    language = next((said.values[0].casefold() for said in found if said.keyword == "LANGUAGE" and said.values), "")
    return Statements(tuple(said for said in found if said.language in ("", language)), language)
