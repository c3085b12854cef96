"""Of which kind a table is: by how it is built, and by words only where the build leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from loaders.recipes.series import Series, grain
from loaders.recipes.table_profile import TableProfile
from loaders.tables import Table, texts
from monitoring import kinds
from monitoring.kinds import Kind

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
FEWEST_NOTES = 2
MOST_DIMENSIONS = 8


def kind(profile: TableProfile) -> str:
    """One of KINDS."""
    if profile.is_survey:
        return SURVEY
    if profile.is_list:
        return LOG
    if is_statistic(profile.table):
        return CONTEXT
    if not profile.series:
        return UNKNOWN
    if any(None not in lines_of(each, profile.series).values() for each in kinds.ALL if each.is_of_answers):
        return SURVEY
    return _of_grid(profile.series)


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


def is_statistic(table: Table) -> bool:
    """Whether its notes are those that a statistics office puts under a table: when it was updated, its source, its code."""
    around = [*table.notes, *table.title.split("\n")]
    named = {notion for notion in ("statistics", "source", "statistics-office") if any(texts.says(notion, text) for text in around)}
    return len(named) >= FEWEST_NOTES


def areas_of(series: Sequence[Series]) -> tuple[str, str] | None:
    """(dimension of the areas, dimension of the categories) of a table that has both and says which is which by the word for area."""
    crossed = crossing(series)
    return next(((one, other) for one, other in crossed if texts.says("area", one)), None)


def crossing(series: Sequence[Series]) -> list[tuple[str, str]]:
    """Pairs of dimensions whose labels occur in several combinations, in both orders; an area and its code do not."""
    placed = [{label.dimension: label.text for label in one.points[0].labels if not texts.is_total(label.text)} for one in series]
    names = list(dict.fromkeys(name for labels in placed for name in labels))
    found = []
    for one, other in permutations(names[:MOST_DIMENSIONS], 2):
        pairs = {(labels[one], labels[other]) for labels in placed if one in labels and other in labels}
        if len(pairs) > max((len({pair[place] for pair in pairs}) for place in (0, 1)), default=0):
            found.append((one, other))
    return found


def lines_of(kind: Kind, series: Sequence[Series]) -> dict[str, int | None]:
    """By component the place of the line that is called so (message `table.words.<component>`). Where a kind has a pair of components, the
    first is taken only with the second."""
    found = {component.name: _named(component.name, series) for component in kind.reported}
    if kind.pair is not None and found[kind.pair[1]] is None:
        found[kind.pair[0]] = None
    return found


def _named(notion: str, series: Sequence[Series]) -> int | None:
    return next((index for index, one in enumerate(series) if any(texts.says(notion, text) for text in one.labels)), None)
