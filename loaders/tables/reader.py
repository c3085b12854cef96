"""The tables of a sheet: found, understood, and turned into tidy rows. Goes by how a table is built, not by what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.files.workbook import Sheet, address
from loaders.normalisation import normalised
from loaders.tables import columns as of_columns
from loaders.tables import headings, periods, texts
from loaders.tables.blocks import Block, split
from loaders.tables.body import SECTION, Reader
from loaders.tables.cell_reading import FIGURE
from loaders.tables.grid import Grid, Line
from loaders.tables.table import LABEL, VALUE, Column, Table

TEXT_LENGTH = 500


def read(sheet: Sheet) -> list[Table]:
    """The tables of `sheet`, from the top down and from left to right. A sheet without numbers or days under each other has none."""
    grid = Grid(sheet)
    blocks = [block for strip in grid.strips() for block in split(strip) if _is_table(block)]
    tables = [block for block in blocks if not _is_a_remark(block)] or blocks
    headlines = next((block.titles for block in blocks if block.titles), [])
    return [_table(sheet, block, headlines) for block in tables]


def _is_table(block: Block) -> bool:
    return any(line.figures and len(line.cells) > 1 for line in block.body) or len(block.numbered) == 1


def _is_a_remark(block: Block) -> bool:
    """One number beside a word and no heading: a page's number in a corner, a telephone number."""
    return not block.heads and len(block.body) == 1 and len(block.body[0].figures) == 1


def _table(sheet: Sheet, block: Block, headlines: list[Line]) -> Table:
    holds = of_columns.held(block)
    values = {column for column, what in holds.items() if what == VALUE}
    heads = headings.headings(block, sorted(holds), values)
    columns = tuple(_column(number, what, heads[number], order) for order, (number, what) in enumerate(holds.items(), 1))
    titles = _texts(block.titles)
    around = [found.text for text in reversed(titles) if (found := periods.within(text))]
    around += [found.text for text in reversed(_texts(headlines)) if (found := periods.within(text))]
    around += [found.text for found in [periods.within(sheet.name) or periods.exactly(sheet.name)] if found]
    notes = _texts(block.notes)
    unit = next((text.strip("()[]") for text in reversed(titles) if texts.is_unit(text)), "") or _noted_unit(notes)
    lines = tuple(line.number for line in block.body if line.number not in block.sections)
    return Table(
        sheet,
        _range(block, columns),
        "\n".join(titles),
        tuple(notes),
        columns,
        lines,
        tuple(_dimensions(columns, block)),
        Reader(block, columns, around, unit).rows,
    )


def _column(number: int, holds: str, heading: headings.Heading, order: int) -> Column:
    if holds == VALUE:
        return Column(number, heading.labels, holds, "", heading.period, heading.unit)
    words = " ".join(label.text for label in heading.labels)
    return Column(number, heading.labels, holds, words or f"column {order}", "", heading.unit)


def _texts(lines: Iterable[Line]) -> list[str]:
    """What titles or notes say, a text a line."""
    joined = (" ".join(" ".join((one.text if one.kind == FIGURE else str(one.cell.value)).split()) for one in line.cells.values()) for line in lines)
    return [text[:TEXT_LENGTH] for text in joined if text]


def _noted_unit(notes: Iterable[str]) -> str:
    """The unit of measure that a line below the table names: "Unit: %"."""
    named = (note.partition(":") for note in notes)
    return next((unit.strip() for word, _, unit in named if normalised(word) in texts.known("measure") and texts.is_unit(unit)), "")


def _dimensions(columns: tuple[Column, ...], block: Block) -> list[str]:
    found = [SECTION] if block.sections else []
    found += [column.dimension for column in columns if column.holds == LABEL]
    found += [label.dimension for column in columns if column.holds == VALUE for label in column.headings]
    return list(dict.fromkeys(found))


def _range(block: Block, columns: tuple[Column, ...]) -> str:
    lines = [line.number for line in (*block.heads, *block.body)]
    numbers = [column.number for column in columns]
    return f"{address(min(lines), min(numbers))}:{address(max(lines), max(numbers))}"
