"""Which sheet of a workbook is which sheet of the form: by its headings, in any language, wherever they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.files.workbook import Sheet, Workbook
from loaders.forms import layout
from loaders.forms.layout import SheetLayout
from loaders.normalisation import normalised

HEADING_ROWS = 30
YEAR = re.compile(r"(?<!\d)(19|20|21)\d\d(?!\d)")


@dataclass(frozen=True)
class FoundSheet:
    """A sheet of the form as it stands in the workbook: where its headings are and which column holds what."""

    layout: SheetLayout
    sheet: Sheet
    heading_row: int
    columns: dict[str, int]
    years: dict[int, int]
    """Column → year, in the order of the columns."""
    unknown: tuple[int, ...]
    """Columns whose heading says nothing that the form knows."""


def sheets(workbook: Workbook) -> list[FoundSheet]:
    """The sheets that hold a part of the form."""
    return [found for sheet in workbook.sheets if (found := recognise(sheet))]


def recognise(sheet: Sheet) -> FoundSheet | None:
    """The part of the form that a sheet holds, None where it is something else."""
    rows: dict[int, list] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    headings = layout.columns()
    for number in sorted(rows)[:HEADING_ROWS]:
        known: dict[str, int] = {}
        for cell in rows[number]:
            name = headings.get(normalised(cell.value))
            if name:
                known.setdefault(name, cell.column)
        for candidate in layout.SHEETS:
            if candidate.needs <= known.keys():
                return _found(candidate, sheet, number, rows[number], known)
    return None


def _found(candidate: SheetLayout, sheet: Sheet, number: int, cells: list, known: dict[str, int]) -> FoundSheet:
    columns = {name: column for name, column in known.items() if name in candidate.columns}
    years = {cell.column: year for cell in cells if candidate.has_years and (year := heading_year(cell.value)) is not None}
    named = set(columns.values()) | set(years)
    unknown = tuple(cell.column for cell in cells if cell.column not in named)
    return FoundSheet(candidate, sheet, number, columns, years, unknown)


def heading_year(value: object) -> int | None:
    """The year that a heading such as 2021, "2021" or "v. 2021" names."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) and 1900 <= value <= 2200 else None
    text = str(value)
    matches = YEAR.findall(text)
    return int(YEAR.search(text)[0]) if len(matches) == 1 and len(text) <= 20 else None


def named_unit(workbook: Workbook, units: set[str]) -> str | None:
    """The unit that the form names on its guide: a cell that is exactly a unit's code."""
    for sheet in workbook.sheets:
        if recognise(sheet):
            continue
        for cell in sheet.cells:
            if isinstance(cell.value, str) and cell.value.strip() in units:
                return cell.value.strip()
    return None
