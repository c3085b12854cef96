"""The numbers of one column of a list: added up, or answers of a survey. What is empty or cannot be read is noted."""

from __future__ import annotations

from loaders.files.workbook import NUMBER, Cell, address
from loaders.recipes import answers, list_columns
from loaders.recipes.apply.application import Application
from loaders.recipes.apply.list_rows import Gathered, Row, with_value
from loaders.recipes.recipe import Rule
from loaders.tables import FIGURE, MARK, NOTHING, Column, read_cell

HALF = 0.5


def measured(work: Application, rule: Rule, gathered: Gathered) -> list[Row]:
    """The chosen rows with their numbers in the rule's column, None for nothing; of a survey only the rows with an answer."""
    column = list_columns.find(work.table, rule.column)
    if column is None:
        work.not_found("column", column=rule.column)
        return []
    cells = [(row, work.table.sheet.at(row.line, column.number)) for row in gathered.rows]
    filled = [(row, cell) for row, cell in cells if cell is not None and str(cell.value).strip()]
    is_number = _is_number if rule.how == "sum" else _is_answer
    if sum(is_number(cell) for _, cell in filled) < HALF * len(filled):
        work.not_found("no-numbers", column=rule.column)
        return []
    if rule.how != "sum":
        return _answers(work, rule, column, filled)
    return _numbers(work, column, filled) + _empty(work, column, [row for row, cell in cells if cell is None or not str(cell.value).strip()])


def _is_number(cell: Cell) -> bool:
    return cell.kind == NUMBER or read_cell(cell).kind in (FIGURE, MARK)


def _is_answer(cell: Cell) -> bool:
    return answers.answer(cell) is not None or answers.is_no_answer(cell)


def _numbers(work: Application, column: Column, filled: list[tuple[Row, Cell]]) -> list[Row]:
    found, written, unknown = [], [], []
    for row, cell in filled:
        one = read_cell(cell) if cell.kind != NUMBER else None
        value = float(cell.value) if one is None else one.value
        if one is not None and one.kind == MARK:
            unknown += [] if one.mark == NOTHING else [row]
            found += [with_value(row, column, None)] if one.mark == NOTHING else []
        elif value is None:
            work.note_no_number(cell)
        elif value < 0:
            work.note_on(cell, "negative-value")
        elif not work.is_too_large(cell, value):
            written += [cell] if one is not None else []
            found.append(with_value(row, column, value))
    if written:
        work.note_on(written[0], "converted-text", "column", n=len(written), column=list_columns.name(column))
    return found + _empty(work, column, unknown)


def _empty(work: Application, column: Column, rows: list[Row]) -> list[Row]:
    """Rows that do not tell their number add nothing, and a person is asked."""
    found = [with_value(row, column, None) for row in rows]
    if found:
        work.note("missing-figure", address(found[0].line, column.number), "", "rows", n=len(found), column=list_columns.name(column))
    return found


def _answers(work: Application, rule: Rule, column: Column, filled: list[tuple[Row, Cell]]) -> list[Row]:
    scale = work.indicator(rule).scale
    found = []
    for row, cell in filled:
        value = answers.answer(cell)
        if value is None:
            if not answers.is_no_answer(cell):
                work.note_no_number(cell)
        elif scale is not None and not scale[0] <= value <= scale[1]:
            work.note_on(cell, "score-out-of-range", "answer", lowest=scale[0], highest=scale[1])
        else:
            found.append(with_value(row, column, value))
    return found
