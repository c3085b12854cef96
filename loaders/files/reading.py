"""A workbook's cells in one pass, with what tells them apart: formats, formulas without a value, errors, what is hidden.

Runs inside the sandbox, without openpyxl, which takes longer to import than most workbooks to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZipFile

from loaders.files import sheet_cells
from loaders.files.parts import workbook_parts
from loaders.files.sheet_cells import Context, SheetReader
from loaders.files.stored_values import FROM_1900, FROM_1904
from loaders.files.workbook import Budget, SheetPack, pack

PROGRESS_STEP = 0.02


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The workbook as the JSON that `workbook.unpack` reads. `progress` gets the share that has been read, from 0 to 1.

    Raises Refused; for a damaged file whatever zipfile and the XML parser raise, KeyError and ValueError.
    """
    archive = ZipFile(source)
    book = workbook_parts(archive)
    metered = [part for part in (book.strings, *(sheet.part for sheet in book.sheets)) if part]
    meter = _Meter(archive, progress, sum(archive.getinfo(part).file_size for part in metered) or 1)
    context = Context(
        tuple(sheet_cells.shared_strings(meter.open(book.strings))) if book.strings else (),
        tuple(sheet_cells.formats(archive.open(book.styles))) if book.styles else (),
        FROM_1904 if book.is_from_1904 else FROM_1900,
        Budget(),
    )
    looks: dict[tuple[str, str, bool], int] = {}
    packs = []
    for sheet in book.sheets:
        context.budget.take(1, sheet.name)
        packs.append(SheetPack(sheet.name, sheet.is_hidden, looks))
        SheetReader(packs[-1], context).read(meter.open(sheet.part))
    # One call of `dumps` is written in C; `dump` is not.
    return json.dumps(pack("xlsm" if book.has_macros else "xlsx", packs, looks), ensure_ascii=False).encode()


@dataclass
class _Meter:
    """Opens the parts of a workbook and reports how much of the `total` (bytes) has been read."""

    archive: ZipFile
    progress: Callable[[float], None]
    total: int
    done: int = 0
    reported: float = 0.0

    def open(self, part: str) -> _Metered:
        return _Metered(self.archive.open(part), self)

    def add(self, size: int) -> None:
        self.done += size
        share = self.done / self.total
        if share - self.reported >= PROGRESS_STEP:
            self.reported = share
            self.progress(min(share, 1.0))


@dataclass(frozen=True)
class _Metered:
    source: BinaryIO
    meter: _Meter

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(size)
        self.meter.add(len(chunk))
        return chunk
