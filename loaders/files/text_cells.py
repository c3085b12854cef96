"""What all tables of text have in common: their characters made out, their cells put on a sheet within the limits of one."""

from __future__ import annotations

import codecs
import json
import re

from loaders.files.opening import Refused
from loaders.files.sheet_cells import CELL_TEXT, Budget
from loaders.files.workbook import COLUMNS, ROWS, TEXT, SheetPack, pack

ENCODINGS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""By the mark that a file begins with."""
WINDOWS = "cp1252"
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
END_OF_FILE = "\x1a"
"""What DOS ends a text with."""


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
