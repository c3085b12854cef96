"""A table of a person's own sheet as it was read: its cells at their places, and below the headings what each column was taken for."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from loaders.files.workbook import address, boundaries
from loaders.recipes.suggest import table_kinds
from loaders.tables import LABEL, REMARK, Table
from pages.shared import entries, html, period_names, session
from pages.shared.html import Place

FIRST_ROWS, LAST_ROWS = 12, 1
MOST_COLUMNS = 40
MOST_HEADINGS = 12
LONGEST = 80


def show(table: Table) -> None:
    """The table's title and place, its headings, the first rows and the last."""
    words = session.words()
    top, left, bottom, right = boundaries(table.range)
    shown = range(left, min(right, left + MOST_COLUMNS - 1) + 1)
    caption = words("table.caption", sheet=table.sheet.name, range=table.range)
    st.html(html.sheet([address(1, column)[:-1] for column in shown], _rows(table, top, bottom, shown), words("table.corner"), caption))
    if right > shown[-1]:
        st.html(html.paragraph(words("table.more-columns", n=right - shown[-1]), "muted"))


def titled(table: Table) -> str:
    """What a table is called: its title, else its sheet."""
    return entries.shortened(table.title.split("\n")[0], LONGEST) or table.sheet.name


def placed(table: Table) -> str:
    """Sheet and range, and the title where there is one."""
    where = entries.place(table.sheet.name, table.range)
    return f"{titled(table)} · {where}" if table.title else where


def _rows(table: Table, top: int, bottom: int, shown: range) -> Iterator[tuple[str, list[Place]]]:
    words, first = session.words(), table.lines[0]
    top = max(top, first - MOST_HEADINGS)
    spans = _spans(table, top, shown)
    for row in range(top, first):
        yield str(row), _row(table, row, shown, spans, "heading")
    is_list = table_kinds.is_list(table)
    yield words("table.held"), [Place(_held(table, column, is_list), kind="note") for column in shown]
    filled = sorted({cell.row for cell in table.sheet.cells if first <= cell.row <= bottom and cell.column in shown})
    for row in filled[:FIRST_ROWS]:
        yield str(row), _row(table, row, shown, spans)
    left_out = len(filled) - FIRST_ROWS - LAST_ROWS
    if left_out > 0:
        yield "…", [Place(words("table.more-rows", n=left_out), across=len(shown), kind="gap")]
    for row in filled[max(FIRST_ROWS, len(filled) - LAST_ROWS) :]:
        yield str(row), _row(table, row, shown, spans)


Spans = dict[tuple[int, int], tuple[int, int]]
"""(row, column) of a merged cell's first place → columns and rows that it covers; (0, 0) for the places that it covers."""


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


def _row(table: Table, row: int, shown: range, spans: Spans, kind: str = "") -> list[Place]:
    language, places = session.words().language, []
    for column in shown:
        across, down = spans.get((row, column), (1, 1))
        if not across:
            continue
        cell = table.sheet.at(row, column)
        text = entries.shortened(cell.shown(language), LONGEST) if cell else ""
        places.append(Place(text, across, down, kind or ("number" if cell and cell.kind == "number" else "")))
    return places


def _held(table: Table, number: int, is_list: bool) -> str:
    """What a column was taken for, with the time or the unit of measure that its headings say. Texts of a list are not stored."""
    words = session.words()
    column = next((column for column in table.columns if column.number == number), None)
    if column is None:
        return words("table.holds.nothing")
    is_text = is_list and column.holds in (LABEL, REMARK)
    named = words("table.holds.counted") if is_text else words(f"table.holds.{column.holds}")
    return ", ".join(filter(None, (named, period_names.said(column.period, words), column.unit)))
