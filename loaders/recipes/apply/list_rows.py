"""The rows of a list that a rule means, each with its time. Rows that do not say when they were, or that lie in the future, are noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.files.workbook import NUMBER, TEXT, Cell, address
from loaders.findings import SPOILED
from loaders.recipes import list_columns, vocabulary
from loaders.recipes.apply.application import Application
from loaders.recipes.days import Moment, moment
from loaders.recipes.recipe import Rule
from loaders.recipes.selecting import compared
from loaders.tables import Column


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: the cell that counts of it, when it was, its number: one where rows are counted, None where there is nothing."""

    line: int
    column: int
    moment: Moment
    value: float | None = 1.0


@dataclass
class Gathered:
    """`dated` are all rows whose year belongs to the programme, `rows` those of them that the rule chooses. `has_time` says that each row
    tells its own time; `heading` is the cell of the heading of the column that tells it, else of the first."""

    has_time: bool
    heading: str
    dated: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def gather(work: Application, rule: Rule) -> Gathered | None:
    """The rows for a rule; None where the list lacks what the rule needs, which is noted."""
    wanted = _wanted(work, rule)
    if wanted is None:
        return None
    time, year = list_columns.time_column(work.table), list_columns.year_of(work.table) or work.year
    if time is None and year is None:
        work.note("year-missing", work.first_cell, "", "table")
        return None
    first = time or work.table.columns[0]
    gathered = Gathered(time is not None, first.headings[-1].cell if first.headings else address(work.table.lines[0], first.number))
    outside, chosen = 0, 0
    for row, is_chosen in _rows(work, time, year, wanted):
        chosen += is_chosen
        if row.moment.is_after(work.as_of) and time is not None:
            if is_chosen:
                work.note_on(work.table.sheet.at(row.line, row.column), "date-in-future", "row")
        elif row.moment.year not in work.catalogue.years:
            outside += is_chosen
        else:
            gathered.dated.append(row)
            gathered.rows += [row] if is_chosen else []
    if outside:
        work.note("unused-sheet", work.first_cell, "", "rows", n=outside, **work.programme_years())
    if wanted and not chosen:
        for column, text in rule.where.items():
            work.note("missing-figure", work.first_cell, text, "where", column=column)
    return gathered


def _wanted(work: Application, rule: Rule) -> dict[int, str] | None:
    """What the rule's rows say, by column. None where the list has no such column, or several that are called so."""
    for heading in filter(None, (*rule.where, rule.column)):
        if list_columns.find(work.table, heading) is None:
            work.not_found("column", column=heading)
            return None
    return {list_columns.find(work.table, heading).number: compared(text) for heading, text in rule.where.items()}


def _rows(work: Application, time: Column | None, year: int | None, wanted: dict[int, str]) -> Iterator[tuple[Row, bool]]:
    """(row, whether it is chosen) of every row that tells when it was."""
    at = work.table.sheet.at
    for line in work.table.lines:
        is_chosen = all((cell := at(line, column)) is not None and compared(str(cell.value)) == text for column, text in wanted.items())
        if time is None:
            filled = _filled(work, line)
            if len(filled) > 1 and not _is_total(filled):
                yield Row(line, filled[0].column, Moment(year)), is_chosen
            continue
        cell = at(line, time.number)
        when = moment(cell, year) if cell is not None else None
        if when is not None:
            yield Row(line, time.number, when), is_chosen
        elif is_chosen:
            _note_no_time(work, line, time, cell)


def _filled(work: Application, line: int) -> list[Cell]:
    cells = (work.table.sheet.at(line, column.number) for column in work.table.columns)
    return [cell for cell in cells if cell is not None and str(cell.value).strip()]


def _is_total(cells: list[Cell]) -> bool:
    """Whether a row adds up the others. A remark may speak of a total; then the row says more than that."""
    words = [cell for cell in cells if cell.kind == TEXT]
    return len(words) == 1 and vocabulary.is_total(str(words[0].value))


def _note_no_time(work: Application, line: int, time: Column, cell: Cell | None) -> None:
    """Notes a row that does not say when it was; but for totals, and rows where only their number is filled in already."""
    filled = _filled(work, line)
    if _is_total(filled) or (len(filled) == 1 and filled[0].kind == NUMBER) or not filled:
        return
    if cell is None or not str(cell.value).strip():
        if len(filled) == 1:
            work.note_on(filled[0], "ignored-text", "list-row")
        else:
            work.note("year-missing", address(line, time.number), "", "row", column=list_columns.name(time))
    elif cell.kind in SPOILED:
        work.note_on(cell, SPOILED[cell.kind])
    else:
        work.note_on(cell, "not-a-date")


def with_value(row: Row, column: Column, value: float | None) -> Row:
    """The row with the number that it has in a column."""
    return replace(row, column=column.number, value=value)
