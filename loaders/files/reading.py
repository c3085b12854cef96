"""A workbook's cells in one pass, with what tells them apart: formats, formulas without a value, errors, what is hidden.

Runs inside the sandbox. openpyxl finds the parts; sheet_cells reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import XLSM, XLTM

from loaders.files import sheet_cells
from loaders.files.sheet_cells import Context, SheetReader
from loaders.files.workbook import Budget, SheetPack, pack

PROGRESS_STEP = 0.02


def answer(source: BinaryIO, progress: Callable[[float], None]) -> bytes:
    """The workbook as the JSON that `workbook.unpack` reads. `progress` gets the share that has been read, from 0 to 1.

    Raises Refused; for a damaged file whatever zipfile, the XML parser and openpyxl raise.
    """
    package = ExcelReader(source, read_only=True, data_only=True, keep_links=False)
    package.read_manifest()
    package.read_workbook()
    parts = {relation.Type.rsplit("/", 1)[-1]: relation.target for relation in package.parser.rels.values()}
    sheets = [(sheet, relation.target) for sheet, relation in package.parser.find_sheets() if relation.Type.endswith("/worksheet")]
    metered = [parts[name] for name in ("sharedStrings",) if name in parts] + [part for _, part in sheets]
    meter = _Meter(package.archive, progress, sum(package.archive.getinfo(part).file_size for part in metered) or 1)
    context = Context(
        tuple(sheet_cells.shared_strings(meter.open(parts["sharedStrings"]))) if "sharedStrings" in parts else (),
        tuple(sheet_cells.formats(package.archive.open(parts["styles"]))) if parts.get("styles") in package.valid_files else (),
        package.wb.epoch,
        Budget(),
    )
    looks: dict[tuple[str, str, bool], int] = {}
    packs = []
    for sheet, part in sheets:
        context.budget.take(1, sheet.name)
        packs.append(SheetPack(sheet.name, sheet.state != "visible", looks))
        SheetReader(packs[-1], context).read(meter.open(part))
    macros = package.package.find(XLSM) or package.package.find(XLTM)
    # One call of `dumps` is written in C; `dump` is not.
    return json.dumps(pack("xlsm" if macros else "xlsx", packs, looks), ensure_ascii=False).encode()


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
