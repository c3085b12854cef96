"""The headings of each column: its words from the top down, the period and the unit of measure that they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.normalisation import normalised
from loaders.tables import periods, texts
from loaders.tables.blocks import Block
from loaders.tables.cell_reading import FIGURE, WORDS, CellReading
from loaders.tables.grid import Line, is_multiplier, is_sequence
from loaders.tables.table import Label

LONGEST_UNIT = 25
SHORT_YEAR = re.compile(r"(?:(?P<word>[^\W\d_]{1,12})\.?)?\s*(?P<mark>['’´])?(?P<yy>[0-4]\d)(?:\s*[/–-]\s*(?P<next>\d\d))?")
"""TP20, "TA 21", ’22, 19/20."""

ROMAN = re.compile(r"\b(?:I|II|III|IV)\b")


@dataclass(frozen=True)
class Heading:
    """The heading of one column: `labels` are its words, `period` and `unit` the time and the unit of measure in them. `is_inferred` says that
    the time is the short form of a year."""

    labels: tuple[Label, ...] = ()
    period: str = ""
    unit: str = ""
    is_inferred: bool = False

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(label.text for label in self.labels)


@dataclass(frozen=True)
class _Piece:
    """One cell over one column: which line it is of, and how many columns of numbers it covers."""

    reading: CellReading
    line: int
    width: int

    def label(self, words: str = "") -> Label:
        """It as a label, or some of its words."""
        return Label(words or texts.plain(self.reading.cell.value), f"across {self.line}", self.reading.cell.address)


def headings(block: Block, columns: Sequence[int], values: set[int]) -> dict[int, Heading]:
    """The headings of `columns`; `values` are those that hold numbers."""
    heads = [line for line in block.boxhead if not line.numbers_columns(block.first) or _is_months(line, block.first)]
    rows = [_spread(line, heads[index + 1 :], heads[:index], columns, values) for index, line in enumerate(heads)]
    paths = {column: _path(column, rows, values) for column in columns}
    for flags, column in pairwise(columns[1:]):
        # A year stands over the column of flags before its figures.
        if column in values and flags not in values and not paths[column] and any(piece.reading.period for piece in paths[flags]):
            paths[column] = paths[flags]
    translations = _translations(rows, [column for column in columns if column in values])
    ends_in_units = _end_in_units([paths[column] for column in columns if column in values], translations)
    lines = _is_months_under(heads, block.first), _quarter_lines(heads), translations
    found = {column: _heading(paths[column], ends_in_units and column in values, *lines) for column in columns}
    found |= _between_years(found, paths) | _halves_of_years(found, paths)
    return found if any(found[column].period for column in values) else _with_short_years(found, values)


def _between_years(found: dict[int, Heading], paths: dict[int, list[_Piece]]) -> dict[int, Heading]:
    """The headings without a time that name two years which head columns of their own: "2020–2021" beside 2020 and 2021 is no school year."""
    spans = {column: span for column, path in paths.items() for piece in path if (span := periods.SCHOOL_YEAR.search(piece.reading.text))}
    years = {heading.period for column, heading in found.items() if column not in spans}
    compared = [column for column, span in spans.items() if years >= {span["y"], f"{span['y'][:2]}{span['next'][-2:]}"}]
    return {column: replace(found[column], period="", labels=tuple(piece.label() for piece in paths[column])) for column in compared}


def _halves_of_years(found: dict[int, Heading], paths: dict[int, list[_Piece]]) -> dict[int, Heading]:
    """The headings I/2020, II/2020, I/2021, II/2021 … as halves of years: quarters would go on with III."""
    numbered = {column: path[-1] for column, path in paths.items() if path and ROMAN.search(path[-1].reading.text) and "-Q" in found[column].period}
    periods_found = {found[column].period for column in numbered}
    years = {period[:4] for period in periods_found}
    if len(years) < 2 or periods_found != {f"{year}-Q{half}" for year in years for half in (1, 2)}:
        return {}
    labels = {column: piece.label(ROMAN.search(piece.reading.text)[0]) for column, piece in numbered.items()}
    return {
        column: replace(found[column], period=found[column].period[:4], labels=(*found[column].labels, label)) for column, label in labels.items()
    }


def _with_short_years(found: dict[int, Heading], values: set[int]) -> dict[int, Heading]:
    """The headings with the years of TP20, TP21, TA22: of columns that name no other time, where they go by small steps."""
    short = {column: match for column in sorted(values) if found[column].labels and (match := SHORT_YEAR.fullmatch(found[column].labels[-1].text))}
    short = {column: match for column, match in short.items() if _is_short_year(match)}
    years = [2000 + int(match["yy"]) for match in short.values()]
    if len(set(years)) < 2 or not is_sequence(years):
        return found
    return found | {column: _with_short_year(found[column], match) for column, match in short.items()}


def _is_short_year(match: re.Match) -> bool:
    """Whether two digits are a year: by their apostrophe, by the word before them or as the first of two that follow each other."""
    if match["next"]:
        return int(match["next"]) == int(match["yy"]) + 1
    return bool(match["mark"]) or normalised(match["word"] or "") in texts.known("short-year")


def _with_short_year(heading: Heading, match: re.Match) -> Heading:
    *before, last = heading.labels
    named = [replace(last, text=match["word"])] if match["word"] else []
    return replace(heading, labels=(*before, *named), period=f"20{match['yy']}", is_inferred=True)


def _is_months(line: Line, first: int) -> bool:
    """1 … 12 side by side, under no number in the first column: months."""
    numbers = [reading.value for column, reading in line.cells.items() if column != first]
    return numbers == [float(month) for month in range(1, 13)]


def _is_months_under(heads: list[Line], first: int) -> frozenset[int]:
    return frozenset(line.number for line in heads if line.numbers_columns(first) and _is_months(line, first))


def _spread(line: Line, below: list[Line], above: list[Line], columns: Sequence[int], values: set[int]) -> dict[int, CellReading]:
    """The heading that a line gives each column. A word heads the empty cells to its right as well where finer headings stand below
    them, as far as the heading above it reaches; a unit of measure alone in its line heads all of them."""
    found: dict[int, CellReading] = {}
    finer = {column for each in below for column in each.cells}
    alone = len([column for column in line.cells if column in values]) == 1
    last: CellReading | None = None
    for column in columns:
        own = line.grid.at(line.number, column)
        if own is not None:
            last = own
        elif last is None or column not in values or last.cell.column not in values or not _reaches(last, column, above):
            last = None
        elif column in finer or (alone and not finer and texts.is_unit(last.text)):
            own = last
        if own is not None:
            found[column] = own
    return found


def _reaches(word: CellReading, column: int, above: list[Line]) -> bool:
    """Whether no heading above begins between the word and the column."""
    return not any(word.cell.column < each <= column for line in above for each in line.cells)


def _path(column: int, rows: list[dict[int, CellReading]], values: set[int]) -> list[_Piece]:
    """The different cells over a column, from the top down."""
    path: list[_Piece] = []
    for number, row in enumerate(rows, 1):
        reading = row.get(column)
        if reading is not None and not any(piece.reading is reading for piece in path):
            width = sum(1 for each, other in row.items() if other is reading and each in values)
            path.append(_Piece(reading, number, width))
    return path


def _translations(rows: list[dict[int, CellReading]], values: Sequence[int]) -> frozenset[int]:
    """The lines, from 1 on, with a word over several columns for each word that a line above has over the same: in another language."""
    worded = {number: row for number, row in enumerate(rows, 1) if all(column in row and row[column].kind == WORDS for column in values)}
    return frozenset(
        number for number, row in worded.items() if any(_says_the_same(worded[above], row, values) for above in worded if above < number)
    )


def _says_the_same(above: dict[int, CellReading], row: dict[int, CellReading], values: Sequence[int]) -> bool:
    cells = Counter((above[column].cell, row[column].cell) for column in values)
    words = {(one.value, other.value) for one, other in cells}
    firsts, seconds = {one for one, _ in words}, {other for _, other in words}
    is_of_as_many = len(cells) == len({one for one, _ in cells}) == len({other for _, other in cells})
    return (
        is_of_as_many and min(cells.values()) > 1 and len(words) == len(firsts) == len(seconds) > 1 and not all(map(texts.is_unit, map(str, seconds)))
    )


def _end_in_units(paths: list[list[_Piece]], translations: frozenset[int]) -> bool:
    """Whether the lowest heading of every column spans more columns than the one above it: it is what is measured, or its unit."""
    return len(paths) > 1 and all(
        len(path) > 1 and path[-1].width > path[-2].width and _may_be_unit(path[-1].reading) and path[-1].line not in translations for path in paths
    )


def _may_be_unit(reading: CellReading) -> bool:
    return len(reading.text) <= LONGEST_UNIT and not reading.period


def _quarter_lines(heads: list[Line]) -> frozenset[int]:
    """Lines with all of I, II, III and IV: quarters."""
    return frozenset(line.number for line in heads if periods.ROMAN.keys() <= {normalised(reading.text) for reading in line.cells.values()})


def _heading(
    path: list[_Piece], ends_in_unit: bool, month_lines: frozenset[int], quarter_lines: frozenset[int], translations: frozenset[int]
) -> Heading:
    pieces: list[str] = []
    labels: list[tuple[Label, int]] = []
    unit = ""
    for index, piece in enumerate(path):
        reading = piece.reading
        if reading.kind == FIGURE and reading.cell.row in month_lines:
            pieces.append(f"-{int(reading.value):02}")
        elif (ends_in_unit and index == len(path) - 1) or (_is_measure(reading) and not (piece.line in translations and reading.text.isalpha())):
            unit = texts.plain(reading.cell.value)
        elif reading.period or (reading.cell.row in quarter_lines and normalised(reading.text) in periods.ROMAN):
            pieces.append(reading.period or f"-Q{periods.ROMAN[normalised(reading.text)]}")
        else:
            found = periods.within(reading.text)
            words, named = texts.split_unit(found.rest if found else reading.text)
            pieces += [found.text] if found else []
            unit = named or unit
            if words:
                labels.append((piece.label(words), piece.width))
    return Heading(_phrases(labels), periods.combined(*reversed(pieces)) or _first_part(pieces), unit)


def _first_part(pieces: list[str]) -> str:
    """A month or quarter without a year."""
    return next((piece for piece in reversed(pieces) if piece), "")


def _is_measure(reading: CellReading) -> bool:
    """Whether a heading says only in what the column is measured."""
    return is_multiplier(reading) if reading.kind == FIGURE else reading.kind == WORDS and texts.is_unit(reading.text)


def _phrases(labels: list[tuple[Label, int]]) -> tuple[Label, ...]:
    """A heading over more columns than the one above it ends a phrase: "without" over "own experience"."""
    found: list[tuple[Label, int]] = []
    for label, width in labels:
        if found and (width > found[-1][1] or found[-1][0].text.endswith("-")):
            before, narrow = found.pop()
            joint = "" if before.text.endswith("-") else " "
            found.append((replace(before, text=f"{before.text}{joint}{label.text}"), narrow))
        else:
            found.append((label, width))
    return tuple(label for label, _ in found)
