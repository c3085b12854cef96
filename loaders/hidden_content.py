"""What a workbook holds beside what it shows: hidden cells that are read, and sheets beside the form that are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from loaders.files.workbook import Cell, Sheet, Workbook
from loaders.findings import Finding
from loaders.forms.layout import FOR_PEOPLE, guide_titles
from loaders.forms.recognising import FoundSheet
from loaders.normalisation import normalised


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
    columns = {column for name, column in part.columns.items() if name not in FOR_PEOPLE} | set(part.years)
    yield from _among([cell for cell in part.sheet.cells if cell.row > part.heading_row and cell.column in columns], part.sheet, language)


def of_tables(read: Iterable[tuple[Sheet, Sequence[Cell]]], language: str) -> list[Finding]:
    """`read` are the cells of own tables that recipes read. A list that somebody filters has many hidden rows: they are told of once."""
    found: list[Finding] = []
    for sheet, cells in read:
        found += [finding for finding in _among(cells, sheet, language) if finding.detail != "row"]
        hidden = [cell for cell in cells if cell.row in sheet.hidden_rows]
        if hidden:
            values = {"n": len({cell.row for cell in hidden})}
            found.append(Finding("hidden-content", sheet.name, hidden[0].address, hidden[0].shown(language), "rows", values))
    return found


def _among(cells: Iterable[Cell], sheet: Sheet, language: str) -> Iterator[Finding]:
    told = set()
    for cell in cells:
        hidden = {
            ("sheet", 0): sheet.hidden,
            ("row", cell.row): cell.row in sheet.hidden_rows,
            ("column", cell.column): cell.column in sheet.hidden_columns,
        }
        for what, is_hidden in hidden.items():
            if is_hidden and what not in told:
                told.add(what)
                yield Finding("hidden-content", sheet.name, cell.address, cell.shown(language), what[0], {"row": str(cell.row)})
