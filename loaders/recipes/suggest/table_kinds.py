"""Of which kind a table is: by how it is built, and by words only where the build leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from loaders.recipes import list_columns, vocabulary
from loaders.recipes.list_columns import ANSWERS, NUMBERS, ListColumn
from loaders.recipes.points import grain
from loaders.recipes.series import Series
from loaders.tables import DATE, LABEL, Table

LOG, SURVEY, MONTHS, WEEKS, YEARS, PARTS, AREAS, CONTEXT, UNKNOWN = (
    "log",
    "survey",
    "months",
    "weeks",
    "years",
    "parts",
    "areas",
    "context",
    "unknown",
)
KINDS = (LOG, SURVEY, MONTHS, WEEKS, YEARS, PARTS, AREAS, CONTEXT, UNKNOWN)
FEWEST_ROWS = 3
FEWEST_NOTES = 2
HIGHEST = 10
"""Of a scale."""
MOST_DIMENSIONS = 8


def kind(table: Table, series: Sequence[Series]) -> str:
    """One of KINDS."""
    if is_survey(table):
        return SURVEY
    if is_log(table):
        return LOG
    if is_statistic(table):
        return CONTEXT
    if not series:
        return UNKNOWN
    if mean_of(series) is not None:
        return SURVEY
    return _of_grid(series)


def _of_grid(series: Sequence[Series]) -> str:
    grains = {grain(period) for one in series for period in one.periods}
    if areas_of(series):
        return AREAS
    if grains & {"W", "D"}:
        return WEEKS
    if grains & {"M", "Q"}:
        return MONTHS
    has_percent = len({one.unit == "%" for one in series}) > 1
    if has_percent or (len(series) > 1 and any(one.is_total for one in series)):
        return PARTS
    return YEARS if "Y" in grains else UNKNOWN


def is_list(table: Table) -> bool:
    """Whether each row is about one happening or one respondent."""
    return is_log(table) or is_survey(table)


def is_survey(table: Table) -> bool:
    """A row a respondent: answers with words, or numbers of a scale on a sheet that speaks of answers."""
    return bool(questions(table)) and len(table.lines) >= FEWEST_ROWS


def questions(table: Table) -> list[ListColumn]:
    """The columns of a survey that hold answers on a scale."""
    columns = list_columns.columns(table)
    worded = [column for column in columns if column.holds == ANSWERS]
    texts = [table.title, table.sheet.name, *(column.heading for column in columns)]
    is_row_each = any(column.holds not in (NUMBERS, ANSWERS) for column in columns)
    speaks = any(vocabulary.says("survey", text) for text in texts)
    if not worded and not (speaks and is_row_each and not any(vocabulary.says("respondents", column.heading) for column in columns)):
        return []
    return [column for column in columns if column.holds == ANSWERS or (column.holds == NUMBERS and _is_on_a_scale(table, column))]


def _is_on_a_scale(table: Table, column: ListColumn) -> bool:
    values = [row.value for row in table.rows if row.column == column.number and row.value is not None]
    return len(values) >= FEWEST_ROWS and all(0 <= value <= HIGHEST and value.is_integer() for value in values) and not _has_time(table, column)


def _has_time(table: Table, column: ListColumn) -> bool:
    return any(each.period for each in table.columns if each.number == column.number)


def is_log(table: Table) -> bool:
    """A row a happening, with its day; where days are written as text, they stand in a column of labels."""
    time = list_columns.time_column(table)
    return time is not None and (time.holds in (DATE, LABEL)) and bool(table.lines)


def is_statistic(table: Table) -> bool:
    """Whether its notes are those that a statistics office puts under a table: when it was updated, its source, its code."""
    texts = [*table.notes, *table.title.split("\n")]
    said = {notion for notion in ("statistics", "source", "statistics-office") if any(vocabulary.says(notion, text) for text in texts)}
    return len(said) >= FEWEST_NOTES


def areas_of(series: Sequence[Series]) -> tuple[str, str] | None:
    """(dimension of the areas, dimension of the categories) of a table that has both and says which is which by the word for area."""
    crossed = crossing(series)
    return next(((one, other) for one, other in crossed if vocabulary.says("area", one)), None)


def crossing(series: Sequence[Series]) -> list[tuple[str, str]]:
    """Pairs of dimensions whose labels occur in several combinations, in both orders; an area and its code do not."""
    placed = [{label.dimension: label.text for label in one.points[0].labels if not vocabulary.is_total(label.text)} for one in series]
    names = list(dict.fromkeys(name for labels in placed for name in labels))
    found = []
    for one, other in permutations(names[:MOST_DIMENSIONS], 2):
        pairs = {(labels[one], labels[other]) for labels in placed if one in labels and other in labels}
        if len(pairs) > max((len({pair[place] for pair in pairs}) for place in (0, 1)), default=0):
            found.append((one, other))
    return found


def mean_of(series: Sequence[Series]) -> int | None:
    """The place of the line of means in a survey's summary: there must be one of respondents beside it."""
    mean = _named("mean", series)
    return mean if mean is not None and respondents_of(series) is not None else None


def respondents_of(series: Sequence[Series]) -> int | None:
    return _named("respondents", series)


def _named(notion: str, series: Sequence[Series]) -> int | None:
    return next((index for index, one in enumerate(series) if any(vocabulary.says(notion, text) for text in one.labels)), None)
