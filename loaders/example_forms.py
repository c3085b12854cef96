"""Makes the example workbooks: each unit's form as it was given out on the day, filled in from the story's tables as a coordinator would.

The story is four CSV files beside the workbooks, one row a figure, share of a distribution, state or evaluation, named by the delivery
that brings it. Made again from the same story and form, a workbook is the same to the byte.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from loaders import examples, template
from loaders.examples import Example
from loaders.form_sheets import HEADING_ROW
from loaders.layout import DISTRIBUTIONS, EVALUATIONS, FIGURES, ITEMS, NO_FIGURE, PROGRESS, SheetLayout
from monitoring import snapshot
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from monitoring.words import words

STORY = ("figures", "distributions", "progress", "evaluations")
CORE = "docProps/core.xml"
Rows = Mapping[str, list[Mapping[str, str]]]


def make(catalogue: Catalogue, into: Path | None = None, units: Collection[str] = ()) -> int:
    """Writes the workbooks of the story of `catalogue` into a folder, its own where none is given; only those of `units` where some are named.

    Returns how many. Raises ExampleError where the story does not pass the checks.
    """
    source = examples.folder(catalogue)
    target = into or source
    told = [example for example in examples.listed(source) if not units or example.unit in units]
    story = {name: _table(source / f"{name}.csv") for name in STORY}
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "story.duckdb")
        for example in told:
            own = {name: [row for row in rows if row["delivery"] == example.delivery] for name, rows in story.items()}
            form = _FilledForm(example, snapshot.read(store, catalogue))
            (target / example.file).write_bytes(form.filled(own))
            examples.take(example, store, catalogue, target)
    return len(told)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


class _FilledForm:
    """One unit's form of one day, in the unit's language."""

    def __init__(self, example: Example, now: Snapshot):
        self.example = example
        self.catalogue = now.catalogue
        self.words = words(example.language)
        self.book = openpyxl.load_workbook(io.BytesIO(template.workbook(example.unit, now, self.words)))

    def filled(self, rows: Rows) -> bytes:
        """The bytes of the form with `rows` of each table of the story written into it."""
        for row in rows["figures"]:
            kind = self.catalogue.indicators[row["indicator"]].kind
            item = self.words(f"form.item.{ITEMS[kind, row['component']]}")
            written = {int(row["year"]): _number(row["value"]), "note": row["note"] or None}
            self._write(FIGURES, {"code": row["indicator"], "item": item}, written)
        for row in rows["distributions"]:
            self._write_area(row)
        for row in rows["progress"]:
            written = {int(row["year"]): self.words(f"state.{row['state']}"), "note": row["note"] or None}
            if row["completed_on"]:
                written["completed"] = date.fromisoformat(row["completed_on"])
            self._write(PROGRESS, {"code": row["item"]}, written)
        for row in rows["evaluations"]:
            written = {"evaluation": row["text"], "proposal": row["proposal"] or None}
            self._write(EVALUATIONS, {"code": row["goal"], "year": int(row["year"])}, written)
        buffer = io.BytesIO()
        self.book.save(buffer)
        return _dated(buffer.getvalue(), self.example)

    def _write_area(self, row: Mapping[str, str]) -> None:
        """Into the row of the area and category, else into the first spare one."""
        code, names = row["indicator"], {"area": row["area"], "category": row["category"]}
        try:
            self._write(DISTRIBUTIONS, {"code": code} | names, {int(row["year"]): _number(row["value"])})
        except LookupError:
            self._write(DISTRIBUTIONS, {"code": code, "area": None, "category": None}, names | {int(row["year"]): _number(row["value"])})

    def _write(self, layout: SheetLayout, where: Mapping[str, object], values: Mapping[str | int, object]) -> None:
        """Writes into the first row that has `where`. Raises LookupError where the form has none."""
        sheet = self.book[self.words(f"form.sheet.{layout.key}")]
        columns = self._columns(sheet, layout)
        for number in range(HEADING_ROW + 1, sheet.max_row + 1):
            if all(sheet.cell(number, columns[name]).value == value for name, value in where.items()):
                for name, value in values.items():
                    sheet.cell(number, columns[name]).value = value
                return
        raise LookupError(f"{self.example.delivery}: {sheet.title} has no row {where}")

    def _columns(self, sheet: Worksheet, layout: SheetLayout) -> dict[str | int, int]:
        names = {self.words(f"form.column.{name}"): name for name in layout.columns}
        return {names.get(cell.value, cell.value): cell.column for cell in sheet[HEADING_ROW]}


def _number(text: str) -> float | int | str:
    if text == NO_FIGURE:
        return text
    return float(text) if "." in text else int(text)


def _dated(content: bytes, example: Example) -> bytes:
    """The same workbook as if it had been saved on the day that it was delivered: saving notes the time in it."""
    saved = example.delivered_at
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == CORE:
                text = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, text)
            new.writestr(zipfile.ZipInfo(part.filename, saved.timetuple()[:6]), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
