"""A table on the page as it was read: its headings and rows, what each column was taken for, the cells that a recipe takes; for pointing at, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import streamlit as st

from loaders.files.workbook import address, boundaries
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from loaders.tables import LABEL, REMARK, Table
from pages.shared import entries, html, recipe_words, session
from pages.shared.html import Place

FIRST_ROWS, LAST_ROWS, MOST_COLUMNS, MOST_HEADINGS = 12, 1, 40, 12
"""How much of a table is shown."""
POINTED_ROWS = 200
"""Rows to point at."""
LONGEST = 80
"""Characters of a cell that are shown."""

Spans = dict[tuple[int, int], tuple[int, int]]
"""(row, column) of a merged cell's first place → columns and rows that it covers; (0, 0) for the places that it covers."""


@dataclass(frozen=True)
class Marks:
    """What is taken of a table: by name of a figure the cells that it comes from; and the rows that are left out."""

    taken: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()

    def legend(self) -> dict[str, str]:
        return dict(zip(html.TAKEN, self.taken, strict=False)) if len(self.taken) <= len(html.TAKEN) else {}

    def of(self, row: int, column: int) -> tuple[str, ...]:
        """The marks of a cell."""
        found = [mark for mark, areas in zip(html.TAKEN, self._areas, strict=False) if any(_holds(area, row, column) for area in areas)]
        return (*found, html.LEFT_OUT) if row in self.left_out else tuple(found)

    @cached_property
    def _areas(self) -> list[list[tuple[int, int, int, int]]]:
        return [[boundaries(part) for cells in each for part in cells.split(",") if part] for each in self.taken.values()]


def _holds(area: tuple[int, int, int, int], row: int, column: int) -> bool:
    top, left, bottom, right = area
    return top <= row <= bottom and left <= column <= right


def show(profile: TableProfile, marks: Marks | None = None) -> None:
    """The table's title and place, its headings, the first rows and the last. With `marks` a person points at it, and more of it is shown."""
    words, table = session.words(), profile.table
    top, left, bottom, right = boundaries(table.range)
    shown = range(left, min(right, left + MOST_COLUMNS - 1) + 1)
    caption = words("table.caption", sheet=table.sheet.name, range=table.range)
    letters = [address(1, column)[:-1] for column in shown]
    if marks is not None and (legend := marks.legend()):
        st.html(html.legend(legend))
    rows = _rows(profile, top, bottom, shown, marks)
    st.html(html.sheet(letters, rows, words("table.corner"), caption, marks is not None), unsafe_allow_javascript=marks is not None)
    if right > shown[-1]:
        st.html(html.paragraph(words("table.more-columns", n=right - shown[-1]), "muted"))
    if not profile.is_list:
        confidence, doubts = recipe_words.doubts(profile)
        st.html(html.paragraph(confidence, "sentence" if doubts else "muted") + (html.items(doubts) if doubts else ""))


def title(table: Table) -> str:
    """The title of a table, else the name of its sheet."""
    return entries.shortened(table.title.split("\n")[0], LONGEST) or table.sheet.name


def title_and_place(table: Table) -> str:
    """Sheet and range, and the title where there is one."""
    where = entries.place(table.sheet.name, table.range)
    return f"{title(table)} · {where}" if table.title else where


def _rows(profile: TableProfile, top: int, bottom: int, shown: range, marks: Marks | None) -> Iterator[tuple[str, list[Place]]]:
    words, table, first = session.words(), profile.table, profile.table.lines[0]
    top = max(top if marks is None else _title_row(table, top), first - MOST_HEADINGS)
    spans, marks, at_once = _spans(table, top, shown), marks or Marks(), FIRST_ROWS if marks is None else POINTED_ROWS
    for row in range(top, first):
        yield str(row), _row(table, row, shown, spans, marks, "heading")
    yield words("table.holds"), [Place(_column_use(table, column, profile.is_list), kind="note") for column in shown]
    filled = sorted({cell.row for cell in table.sheet.cells if first <= cell.row <= bottom and cell.column in shown})
    for row in filled[:at_once]:
        yield str(row), _row(table, row, shown, spans, marks)
    left_out = len(filled) - at_once - LAST_ROWS
    if left_out > 0:
        yield "…", [Place(words("table.more-rows", n=left_out), across=len(shown), kind="gap")]
    for row in filled[max(at_once, len(filled) - LAST_ROWS) :]:
        yield str(row), _row(table, row, shown, spans, marks)


def _title_row(table: Table, top: int) -> int:
    """The first row with a line of the table's title, which stands above it."""
    lines = {*map(compared, table.title.split("\n"))}
    return min((cell.row for cell in table.sheet.cells if cell.row < top and compared(str(cell.value)) in lines), default=top)


def _spans(table: Table, first_row: int, shown: range) -> Spans:
    """Of the headings only: what is merged down over data rows would be torn by the rows that are left out."""
    found: Spans = {}
    for named in table.sheet.merged:
        top, left, bottom, right = boundaries(named)
        right = min(right, shown[-1])
        if left not in shown or not first_row <= top <= bottom < table.lines[0]:
            continue
        found |= {(row, column): (0, 0) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        found[top, left] = (right - left + 1, bottom - top + 1)
    return found


def _row(table: Table, row: int, shown: range, spans: Spans, marks: Marks, kind: str = "") -> list[Place]:
    language, places = session.words().language, []
    for column in shown:
        across, down = spans.get((row, column), (1, 1))
        if not across:
            continue
        cell = table.sheet.at(row, column)
        text = entries.shortened(cell.shown(language), LONGEST) if cell else ""
        kind_of_cell = kind or ("number" if cell and cell.kind == "number" else "")
        places.append(Place(text, across, down, kind_of_cell, address(row, column), marks.of(row, column)))
    return places


def _column_use(table: Table, number: int, is_list: bool) -> str:
    """What a column was taken for, with the time or the unit of measure that its headings say. Texts of a list are not stored."""
    words = session.words()
    column = next((column for column in table.columns if column.number == number), None)
    if column is None:
        return words("table.holds.nothing")
    is_text = is_list and column.holds in (LABEL, REMARK)
    named = words("table.holds.counted") if is_text else words(f"table.holds.{column.holds}")
    return ", ".join(filter(None, (named, entries.period(column.period), column.unit)))
