"""What a workbook holds and does not show: hidden cells that are read; and its sheets that are no part of the form, which are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from loaders.files.workbook import Cell, Sheet, Workbook
from loaders.findings import Finding
from loaders.forms.layout import guide_titles, heading, sheet_titles
from loaders.forms.recognition import FormSheet
from loaders.normalisation import normalised
from monitoring.words import words


def findings(workbook: Workbook, form: list[FormSheet], language: str) -> list[Finding]:
    """A hidden sheet once, each hidden row and each hidden column once, on the first cell of it that is read; and sheets that are not read.

    `form` are the sheets of `workbook` that were recognised; `language` is the reader's.
    """
    found: list[Finding] = []
    for part in form:
        read = [cell for cells in part.cells_by_row.values() for column, cell in cells.items() if column in part.read_columns]
        found += _hidden(read, part.sheet, language)
    known = {part.name for part in form}
    layouts = {part.layout for part in form}
    for sheet in workbook.sheets:
        if sheet.name in known or not sheet.cells or normalised(sheet.name) in guide_titles():
            continue
        meant = sheet_titles().get(normalised(sheet.name))
        if meant is None or meant in layouts:
            found.append(Finding("unused-sheet", sheet.name, "", sheet.name))
        else:
            headings = ", ".join(heading(name, words(language)) for name in meant.columns if name in meant.needs)
            found.append(Finding("unknown-layout", sheet.name, "", sheet.name, "form-headings", {"headings": headings}))
    return found


def of_tables(read: Iterable[tuple[Sheet, Sequence[Cell]]], language: str) -> list[Finding]:
    """`read` are the cells of own tables that recipes read. A list that somebody filters has many hidden rows: they are one finding."""
    found: list[Finding] = []
    for sheet, cells in read:
        found += [finding for finding in _hidden(cells, sheet, language) if finding.detail != "row"]
        hidden = [cell for cell in cells if cell.row in sheet.hidden_rows]
        if hidden:
            values = {"n": len({cell.row for cell in hidden})}
            found.append(Finding("hidden-content", sheet.name, hidden[0].address, hidden[0].shown(language), "rows", values))
    return found


def _hidden(cells: Iterable[Cell], sheet: Sheet, language: str) -> Iterator[Finding]:
    """Nothing of a sheet is looked at that hides nothing."""
    if not (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
        return
    noted = set()
    for cell in cells:
        hidden = {
            ("sheet", 0): sheet.hidden,
            ("row", cell.row): cell.row in sheet.hidden_rows,
            ("column", cell.column): cell.column in sheet.hidden_columns,
        }
        for place, is_hidden in hidden.items():
            if is_hidden and place not in noted:
                noted.add(place)
                yield Finding("hidden-content", sheet.name, cell.address, cell.shown(language), place[0], {"row": str(cell.row)})
