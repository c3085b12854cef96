"""Addresses of a sheet as a person reads them: a column's letters, how many cells several ranges name."""

from __future__ import annotations

from loaders.files.workbook import address, boundaries


def letters(column: int) -> str:
    """3 → "C"."""
    return address(1, column)[:-1]


def count(named: str) -> int:
    """How many cells "B4:B9,B12" names: 7."""
    found = 0
    for part in filter(None, named.split(",")):
        top, left, bottom, right = boundaries(part)
        found += (bottom - top + 1) * (right - left + 1)
    return found
