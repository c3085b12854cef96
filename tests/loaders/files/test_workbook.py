"""A read workbook: its cells as a person sees them, and that it comes through the packing whole."""

from __future__ import annotations

import json

import pytest

from loaders.files.workbook import (
    BOOL,
    DATE,
    ERROR,
    FORMULA_WITHOUT_VALUE,
    NUMBER,
    TEXT,
    Cell,
    Sheet,
    SheetPack,
    Workbook,
    address,
    boundaries,
    pack,
    unpack,
)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [(1, 1, "A1"), (7, 3, "C7"), (2, 26, "Z2"), (2, 27, "AA2"), (9, 702, "ZZ9"), (9, 703, "AAA9"), (1_048_576, 16_384, "XFD1048576")],
)
def test_address(row, column, expected):
    assert address(row, column) == expected
    assert boundaries(expected) == (row, column, row, column)


def test_boundaries_of_a_range():
    assert boundaries("B3:AA12") == (3, 2, 12, 27)


@pytest.mark.parametrize(
    ("cell", "finnish", "english"),
    [
        (Cell(1, 1, "12,5"), "12,5", "12,5"),
        (Cell(1, 1, 0.125, NUMBER, "0.0%"), "12,5\N{NO-BREAK SPACE}%", "12.5%"),
        (Cell(1, 1, "2021-03-31", DATE, "d.m.yyyy"), "31.3.2021", "31 March 2021"),
        (Cell(1, 1, True, BOOL), "TOSI", "TRUE"),
        (Cell(1, 1, False, BOOL), "EPÄTOSI", "FALSE"),
        (Cell(1, 1, "#REF!", ERROR), "#REF!", "#REF!"),
        (Cell(1, 1, "=A1+A2", FORMULA_WITHOUT_VALUE), "=A1+A2", "=A1+A2"),
        (Cell(1, 1, "12:30"), "12:30", "12:30"),
    ],
)
def test_cell_as_the_person_sees_it(cell, finnish, english):
    assert (cell.shown("fi"), cell.shown("en")) == (finnish, english)


def test_packing_keeps_everything():
    cells = (
        Cell(1, 1, "Tunnus"),
        Cell(1, 3, 2021, NUMBER, "0"),
        Cell(2, 1, 0.5, NUMBER, "0 %", True),
        Cell(2, 2, True, BOOL),
        Cell(4, 1, "#N/A", ERROR, "", True),
    )
    sheets = (
        Sheet("Luvut", cells, False, frozenset({2, 4}), frozenset({3, 4, 5}), ("A1:C1",)),
        Sheet("Piilossa", (Cell(1, 1, "2021-01-01", DATE, "yyyy"),), True),
        Sheet("Tyhjä", ()),
    )
    looks: dict[tuple[str, str, bool], int] = {}
    packs = []
    for sheet in sheets:
        packs.append(SheetPack(sheet.name, sheet.hidden, looks))
        for cell in sheet.cells:
            packs[-1].add(cell.row, cell.column, cell.value, (cell.kind, cell.format, cell.formula))
        packs[-1].hidden_rows, packs[-1].hidden_columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
        packs[-1].merged = list(sheet.merged)
    assert unpack(json.loads(json.dumps(pack("xlsm", packs, looks)))) == Workbook(sheets, "xlsm")


def test_a_cell_is_found_by_its_place():
    sheet = Sheet("Luvut", (Cell(2, 3, "x"), Cell(4, 1, 5, NUMBER)))
    assert sheet.at(4, 1).value == 5
    assert sheet.at(3, 2) is None
    assert Cell(2, 3, "x", TEXT).address == "C2"
