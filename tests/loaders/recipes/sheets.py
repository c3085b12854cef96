"""Sheets that a unit might keep, drawn as rows, and their tables as the reader of tables finds them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from loaders import tables
from loaders.delivery import OpenedFile
from loaders.files import reading
from loaders.files.sandbox import Progress, Refusal
from loaders.files.sandbox import read as read_in_sandbox
from loaders.files.workbook import Workbook, unpack
from loaders.tables import Table

Rows = Sequence[Sequence[object]]
Touch = Callable[[Worksheet], None]

LOG = (
    ("Pvm", "Kouluttaja", "Aihe", "Kohderyhmä", "Osallistujia", "Huomautuksia"),
    (date(2020, 2, 11), "Etunimi Sukunimi", "Yhdistyksen perustaminen", "yhdistykset", 14, "Sali 2, avain vahtimestarilla"),
    (date(2020, 5, 4), "Kutsu Malli", "Avustuksen hakeminen", "yhdistykset", 9, "=HYPERLINK oli rikki"),
    (date(2020, 9, 29), "Etunimi Sukunimi", "Tietosuoja", "henkilöstö", 21, "Peruttu ensin, Kutsu sairaana"),
    (date(2021, 1, 20), "Kutsu Malli", "Kokoustekniikka", "yhdistykset", 11, "Etäyhteydellä"),
)
VISITS = (
    ("Neuvonnan kävijät 2020",),
    (),
    ("Kuukausi", "Vaasa", "Mustasaari"),
    *((month, 10 + number, 3 * number) for number, month in enumerate(("tammikuu", "helmikuu", "maaliskuu", "huhtikuu"), 1)),
)
STAFF = (("Ryhmä", 2019, 2020), ("Ulkomaalaistaustaiset", 120, 133), ("Koko henkilöstö", 2400, 2412))


def content(sheets: Mapping[str, Rows], touch: Touch | None = None, first_row: int = 1, first_column: int = 1) -> bytes:
    """A workbook of these sheets; each begins at a cell, `touch` changes it afterwards."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                cell = sheet.cell(first_row + down, first_column + across, value)
                if isinstance(value, str):
                    cell.data_type = "s"
                if isinstance(value, date):
                    cell.number_format = "d.m.yyyy"
        if touch:
            touch(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(sheets: Mapping[str, Rows], touch: Touch | None = None, **start: int) -> Workbook:
    return read(content(sheets, touch, **start))


def read(made: bytes) -> Workbook:
    return unpack(json.loads(reading.answer(io.BytesIO(made), lambda share: None)))


def opened(path: Path, name: str | None = None) -> OpenedFile:
    """A file as `delivery.open_file` opens it, a workbook without a process for it: for tests of what becomes of one that can be read."""
    return OpenedFile(name or path.name, path.read_bytes(), read_here(path, name=name))


def read_here(path: Path, progress: Progress | None = None, *, name: str | None = None) -> Workbook | Refusal:
    """Reads as the sandbox does, a workbook that can be read in this process; whatever else, the sandbox reads or refuses."""
    if path.suffix in (".xlsx", ".xlsm"):
        with suppress(Exception):
            return read(path.read_bytes())
    return read_in_sandbox(path, progress, name=name)


def found(sheets: Mapping[str, Rows], touch: Touch | None = None, **start: int) -> list[Table]:
    """All tables of a workbook of these sheets."""
    return [table for sheet in workbook(sheets, touch, **start).sheets for table in tables.read(sheet)]


def one(rows: Rows, touch: Touch | None = None, name: str = "Taul1", **start: int) -> Table:
    (table,) = found({name: rows}, touch, **start)
    return table
