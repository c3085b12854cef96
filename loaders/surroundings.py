"""What a workbook holds beside what it shows: hidden parts of the form, which are read, and sheets that are none of it, which are not."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.findings import Finding
from loaders.layout import FOR_PEOPLE, guide_titles, normalised
from loaders.recognising import FoundSheet
from loaders.workbook import Workbook


def findings(workbook: Workbook, form: list[FoundSheet], language: str) -> list[Finding]:
    """`form` are the sheets of `workbook` that were recognised; `language` is the reader's."""
    found = [finding for part in form for finding in _hidden(part, language)]
    known = {part.sheet.name for part in form}
    for sheet in workbook.sheets:
        if sheet.name not in known and sheet.cells and normalised(sheet.name) not in guide_titles():
            found.append(Finding("unused-sheet", sheet.name, "", sheet.name))
    return found


def _hidden(part: FoundSheet, language: str) -> Iterator[Finding]:
    """A hidden sheet once, each hidden row and each hidden column once, on the first cell of it that is read."""
    sheet = part.sheet
    columns = {column for name, column in part.columns.items() if name not in FOR_PEOPLE} | set(part.years)
    told = set()
    for cell in sheet.cells:
        if cell.row <= part.heading_row or cell.column not in columns:
            continue
        hidden = {
            ("sheet", 0): sheet.hidden,
            ("row", cell.row): cell.row in sheet.hidden_rows,
            ("column", cell.column): cell.column in sheet.hidden_columns,
        }
        for what, is_hidden in hidden.items():
            if is_hidden and what not in told:
                told.add(what)
                yield Finding("hidden-content", sheet.name, cell.address, cell.shown(language), what[0], {"row": str(cell.row)})
