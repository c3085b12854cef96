"""Figures from a list with a row an event or respondent: rows counted, a column added up or averaged; by year, the year under way by month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.entries import FigureEntry
from loaders.files.workbook import NUMBER, Cell, address
from loaders.findings import SPOILED
from loaders.recipes import list_totals, lists, vocabulary
from loaders.recipes.apply.application import Application, Place, ranges
from loaders.recipes.list_totals import TotalRow
from loaders.recipes.lists import Moment, moment
from loaders.recipes.recipe import Rule
from loaders.recipes.vocabulary import compared
from loaders.tables import FIGURE, ILLEGIBLE, MARK, NOTHING, Column, read_cell
from monitoring import kinds

COUNTED = ("rows", "sum")
HALF = 0.5


@dataclass
class Bucket:
    """The rows of one period: their numbers (one a row where rows are counted), and the cells that these stand in."""

    values: list[float] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, value: float | None, place: Place) -> None:
        """Nothing in the place of a number adds nothing; its cell is looked at as well."""
        self.places.append(place)
        if value is not None:
            self.values.append(value)


def figures(work: Application, rule: Rule) -> Iterator[FigureEntry]:
    """The rule's figures, in the order of time."""
    gathered = gather(work, rule)
    if gathered is None:
        return
    rows = gathered.rows if rule.how == "rows" else measured(work, rule, gathered)
    years: dict[int, Bucket] = defaultdict(Bucket)
    months: dict[int, Bucket] = defaultdict(Bucket)
    is_monthly = all(row.moment.month for row in gathered.dated if row.moment.year == work.as_of.year)
    for row in rows:
        under_way = row.moment.year == work.as_of.year and is_monthly
        (months[row.moment.month] if under_way else years[row.moment.year]).add(row.value, (row.line, row.column))
    if rule.how in COUNTED:
        _add_zeros(work, gathered, years, months, is_monthly)
    for year, bucket in sorted(years.items()):
        # A year under way that has no months is not over.
        yield from _entry(work, rule, gathered, str(year), bucket, "P" if year == work.as_of.year and gathered.has_time else "A")
    for month, bucket in sorted(months.items()):
        yield from _entry(work, rule, gathered, f"{work.as_of.year}-{month:02}", bucket, "A")


def _add_zeros(work: Application, gathered: Gathered, years: dict[int, Bucket], months: dict[int, Bucket], is_monthly: bool) -> None:
    """A year that the list covers has a figure even if none of its rows is meant; so has every month until now of the year under way."""
    for year in sorted({row.moment.year for row in gathered.dated}):
        if year != work.as_of.year or not is_monthly:
            _as_zero(years, year, gathered, year)
            continue
        for month in range(1, work.as_of.month + 1):
            _as_zero(months, month, gathered, year)


def _as_zero(buckets: dict[int, Bucket], key: int, gathered: Gathered, year: int) -> None:
    if key not in buckets:
        rows = [row for row in gathered.dated if row.moment.year == year]
        buckets[key] = Bucket([0.0], [(row.line, row.column) for row in rows])


def _entry(work: Application, rule: Rule, gathered: Gathered, period: str, bucket: Bucket, status: str) -> Iterable[FigureEntry]:
    if not bucket.values:
        return
    yield work.of_cells(rule, period, kinds.OF_ANSWERS.get(rule.how, math.fsum)(bucket.values), bucket.places, gathered.heading, status=status)


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
    time, year = lists.time_column(work.table), (lists.year_of(work.table) if work.trusts_title else None) or work.year
    if time is None and year is None:
        work.note("year-missing", work.first_cell, "", "table")
        return None
    totals = list_totals.found(work.table, time)
    _note_totals(work, rule, totals)
    first = time or work.table.columns[0]
    gathered = Gathered(time is not None, first.headings[-1].cell if first.headings else address(work.table.lines[0], first.number))
    outside, chosen, left_out = 0, [], work.profile.left_out(work.recipe)
    for row, says_so in _rows(work, time, year, wanted, totals):
        chosen += [row.line] if says_so else []
        is_chosen = says_so and row.line not in left_out
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
    _note_left_out(work, rule, chosen)
    if wanted and not chosen:
        for column, text in rule.where.items():
            work.note("missing-figure", work.first_cell, text, "where", column=column)
    return gathered


def _note_left_out(work: Application, rule: Rule, chosen: Sequence[int]) -> None:
    """Notes which of the rows that the rule chooses are left out, and which say that nothing was held and count since nobody was asked."""
    out, column = work.profile.left_out(work.recipe).intersection(chosen), work.table.columns[0].number
    if out:
        work.note("unused-sheet", ranges((line, column) for line in out), "", "left-out", n=len(out))
    decided = {*work.recipe.counted}.union(*map(vocabulary.not_held, rule.where.values()))
    undecided: dict[str, list[int]] = defaultdict(list)
    for line in work.profile.not_held.keys() & {*chosen} - out:
        for word in work.profile.not_held[line] - decided:
            undecided[word].append(line)
    for word, lines in sorted(undecided.items()):
        work.note("ignored-text", ranges((line, column) for line in lines), word, "not-held", n=len(lines))


def _wanted(work: Application, rule: Rule) -> dict[int, str] | None:
    """What the rule's rows say, by column. None where the list has no such column, or several that are called so."""
    for heading in filter(None, (*rule.where, rule.column)):
        if lists.find(work.table, heading) is None:
            work.not_found("column", column=heading)
            return None
    return {lists.find(work.table, heading).number: compared(text) for heading, text in rule.where.items()}


def _note_totals(work: Application, rule: Rule, totals: Mapping[int, TotalRow]) -> None:
    """Notes the rows that add up the others, and where such a sum does not agree in the rule's column."""
    column = lists.find(work.table, rule.column) if rule.column else None
    for line, total in totals.items():
        work.note_on(total.cell, "unused-sheet", "total-row", row=str(line))
        if column is not None and column.number in total.differences:
            stated, summed = total.differences[column.number]
            work.note_on(work.table.sheet.at(line, column.number), "total-differs", "list", total=stated, parts=summed)


def _rows(work: Application, time: Column | None, year: int | None, wanted: dict[int, str], totals: Container[int]) -> Iterator[tuple[Row, bool]]:
    """(row, whether it is chosen) of every row that tells when it was and is no total."""
    at = work.table.sheet.at
    for line in (line for line in work.table.lines if line not in totals):
        is_chosen = all((cell := at(line, column)) is not None and compared(str(cell.value)) == text for column, text in wanted.items())
        if time is None:
            filled = lists.filled(work.table, line)
            if len(filled) > 1:
                yield Row(line, filled[0].column, Moment(year)), is_chosen
            continue
        cell = at(line, time.number)
        when = moment(cell, year) if cell is not None else None
        if when is not None:
            yield Row(line, time.number, when), is_chosen
        elif is_chosen:
            _note_no_time(work, line, time, cell)


def _note_no_time(work: Application, line: int, time: Column, cell: Cell | None) -> None:
    """Notes a row that does not say when it was; but for rows where only their number is filled in already."""
    filled = lists.filled(work.table, line)
    if (len(filled) == 1 and filled[0].kind == NUMBER) or not filled:
        return
    if cell is None or not str(cell.value).strip():
        if len(filled) == 1:
            work.note_on(filled[0], "ignored-text", "list-row")
        else:
            work.note("year-missing", address(line, time.number), "", "row", column=lists.name(time))
    elif cell.kind in SPOILED:
        work.note_on(cell, SPOILED[cell.kind])
    else:
        work.note_on(cell, "not-a-date")


def with_value(row: Row, column: Column, value: float | None) -> Row:
    """The row with the number that it has in a column."""
    return replace(row, column=column.number, value=value)


def measured(work: Application, rule: Rule, gathered: Gathered) -> list[Row]:
    """The chosen rows with their numbers in the rule's column, None for nothing; of a survey only the rows with an answer."""
    column = lists.find(work.table, rule.column)
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
    return _numbers(work, rule, column, filled) + _empty(work, column, [row for row, cell in cells if cell is None or not str(cell.value).strip()])


def _is_number(cell: Cell) -> bool:
    return cell.kind == NUMBER or read_cell(cell).kind in (FIGURE, MARK)


def _is_answer(cell: Cell) -> bool:
    return lists.answer(cell) is not None or lists.is_no_answer(cell)


def _numbers(work: Application, rule: Rule, column: Column, filled: list[tuple[Row, Cell]]) -> list[Row]:
    found, written, unknown = [], [], []
    for row, cell in filled:
        one = read_cell(cell) if cell.kind != NUMBER else None
        value = float(cell.value) if one is None else one.value
        if one is not None and one.kind == MARK and one.mark != ILLEGIBLE:
            unknown += [] if one.mark == NOTHING else [row]
            found += [with_value(row, column, None)] if one.mark == NOTHING else []
        elif value is None:
            work.note_no_number(cell)
        elif value < 0 and not work.indicator(rule).negative:
            work.note_on(cell, "negative-value")
        elif not work.is_too_large(cell, value):
            written += [cell] if one is not None else []
            found.append(with_value(row, column, value))
    if written:
        work.note_on(written[0], "converted-text", "column", n=len(written), column=lists.name(column))
    return found + _empty(work, column, unknown)


def _empty(work: Application, column: Column, rows: list[Row]) -> list[Row]:
    """Rows without their number add nothing, which is noted."""
    found = [with_value(row, column, None) for row in rows]
    if found:
        work.note("missing-figure", address(found[0].line, column.number), "", "rows", n=len(found), column=lists.name(column))
    return found


def _answers(work: Application, rule: Rule, column: Column, filled: list[tuple[Row, Cell]]) -> list[Row]:
    scale = work.indicator(rule).scale
    found = []
    for row, cell in filled:
        value = lists.answer(cell)
        if value is None:
            if not lists.is_no_answer(cell):
                work.note_no_number(cell)
        elif scale is not None and not scale[0] <= value <= scale[1]:
            work.note_on(cell, "score-out-of-range", "answer", lowest=scale[0], highest=scale[1])
        else:
            found.append(with_value(row, column, value))
    return found
