"""Addresses of a sheet taken apart: which rows and columns a range covers, how many cells several ranges name."""

from __future__ import annotations

import re

from loaders.files.workbook import address

PLACE = re.compile(r"([A-Z]+)(\d+)")


def letters(column: int) -> str:
    """3 → "C"."""
    return address(1, column)[:-1]


def bounds(named: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of "B4:D9" or "B4"."""
    places = [(int(row), _number(column)) for column, row in PLACE.findall(named)]
    rows, columns = zip(*places, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def count(named: str) -> int:
    """How many cells "B4:B9,B12" names: 7."""
    found = 0
    for part in filter(None, named.split(",")):
        top, left, bottom, right = bounds(part)
        found += (bottom - top + 1) * (right - left + 1)
    return found


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
