"""What a unit's own table seems to mean: its kind, its indicator, the rules that make its figures, and what a person has to say or confirm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.recipes import lists, vocabulary
from loaders.recipes.lists import ANSWERS, CHOICES, NUMBERS, ListColumn
from loaders.recipes.recipe import Rule
from loaders.recipes.series import Series
from loaders.recipes.suggest import category_labels, indicator_names, table_kinds
from loaders.recipes.suggest.drafts import Answers, rules_of
from loaders.recipes.table_profile import TableProfile
from loaders.tables import texts
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.programme import Indicator

MOST_PAIRED = 60
"""Lines of a table that are tried as parts and wholes."""


@dataclass(frozen=True)
class Proposal:
    """What a table seems to be. `kind` is one of table_kinds.KINDS.

    `answers` are the suggestion for `indicator`, `rules` what they make; `open` names what a person must say or confirm before that may be
    used: any of "indicator", the names of components, "column", "area", "category", "year", "source". `series` are
    the lines of a table of numbers, `columns` those of a list and `choices` what its columns of few words say, by heading, each with its
    number of rows; `dimensions` what a distribution's areas and categories can be.
    """

    kind: str
    indicator: str | None
    answers: Answers | None = None
    rules: tuple[Rule, ...] = ()
    open: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    columns: tuple[ListColumn, ...] = ()
    choices: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()


def propose(profile: TableProfile, unit: str, catalogue: Catalogue, indicator: str | None = None) -> Proposal:
    """What a table of the workbook of `unit` seems to be. `indicator` is the one that a person has chosen, None where nobody has chosen yet."""
    kind = table_kinds.kind(profile)
    if indicator is not None:
        named = indicator_names.Named(catalogue.indicators[indicator], True)
    else:
        named = indicator_names.indicator_of(profile, kind, unit, catalogue)
    open_ = () if named.is_certain else ("indicator",)
    answers, rules = None, ()
    if named.indicator is not None:
        suggested = suggest(profile, kind, named.indicator, catalogue)
        answers, open_ = suggested.answers, open_ + suggested.open
        if kind != table_kinds.CONTEXT:
            answers = replace(answers, breakdowns=category_labels.suggested(profile, named.indicator.indicator, catalogue))
        rules = rules_of(profile, named.indicator, answers)
    open_ += ("year",) if _lacks_year(profile) else ()
    columns = profile.columns if profile.is_list else ()
    choices = {column.heading: lists.choices(profile.table, column.heading) for column in columns if column.holds == lists.CHOICES}
    code = named.indicator.indicator if named.indicator else None
    return Proposal(kind, code, answers, rules, open_, profile.series, columns, choices, _dimensions(profile.series))


def _lacks_year(profile: TableProfile) -> bool:
    """Whether some of the numbers say no time and the sheet does not either."""
    if profile.is_list:
        return lists.time_column(profile.table) is None and lists.year_of(profile.table) is None
    return any(not period for one in profile.series for period in one.periods)


def _dimensions(series: tuple[Series, ...]) -> tuple[str, ...]:
    """What the labels of the numbers are about, where there is more than one label."""
    labels: dict[str, set[str]] = {}
    for one in series:
        for label in one.points[0].labels:
            labels.setdefault(label.dimension, set()).add(label.text)
    return tuple(name for name, texts in labels.items() if len(texts) > 1)


@dataclass(frozen=True)
class Suggestion:
    """The likeliest answers; `open` names what of them a person must say or confirm."""

    answers: Answers
    open: tuple[str, ...] = ()


def suggest(profile: TableProfile, table_kind: str, indicator: Indicator, catalogue: Catalogue) -> Suggestion:
    """The likeliest answers for a table of this kind that is about `indicator`."""
    kind = kinds.of(indicator)
    if table_kind == table_kinds.CONTEXT:
        return _statistic(profile, indicator)
    if kind.by_area:
        return _areas(profile.series, indicator)
    if profile.is_list:
        return _question(profile, indicator) if kind.is_of_answers else _rows(profile, indicator, catalogue)
    if kind.is_part:
        return _share(profile.series, indicator)
    return _summary(profile.series, indicator) if kind.is_of_answers else _figure(profile.series, indicator)


def _statistic(profile: TableProfile, indicator: Indicator) -> Suggestion:
    source = vocabulary.source_of(profile.table.notes)
    answers = Answers(indicator.indicator, context=(0,) if profile.series else (), sources={"": source})
    return Suggestion(answers, _open({"value": len(profile.series) != 1, "source": not source}))


def _question(profile: TableProfile, indicator: Indicator) -> Suggestion:
    likeliest = max(profile.questions, key=lambda column: _likeness([column.heading], indicator), default=None)
    answers = Answers(indicator.indicator, column=likeliest.heading if likeliest else "")
    return Suggestion(answers, _open({"column": len(profile.questions) != 1}))


def _rows(profile: TableProfile, indicator: Indicator, catalogue: Catalogue) -> Suggestion:
    """A column of numbers that is called as what is counted is added up; else rows are counted. Of a column of choices only those rows that
    say what the indicator is called."""
    columns = profile.columns
    measure = catalogue.measures.get(indicator.unit_of_measure)
    words = indicator_names.words_of([*measure.one.values(), *measure.other.values()]) if measure else set()
    numbered = [column for column in columns if column.holds in (NUMBERS, ANSWERS)]
    summed = next((column.heading for column in numbered if indicator_names.is_about(column.heading, words)), "")
    is_open = kinds.of(indicator).is_part or bool(numbered) or any(column.holds == CHOICES for column in columns)
    chosen = [column.heading for column in columns if column.holds == CHOICES]
    nearest = ((heading, indicator_names.nearest([value for value, _ in lists.choices(profile.table, heading)], indicator)) for heading in chosen)
    where = next(((heading, value) for heading, value in nearest if value is not None), None)
    return Suggestion(Answers(indicator.indicator, column=summed, where=where), _open({"column": is_open}))


def _figure(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    wholes = [index for index, one in enumerate(series) if one.is_total]
    index = wholes[0] if len(wholes) == 1 else _best(series, range(len(series)), indicator)
    return _of_lines(indicator, {kinds.of(indicator).reported[0].name: index}, {kinds.of(indicator).reported[0].name: len(series) != 1})


def _share(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    """The whole is the total, or the only line of numbers beside percentages; the part is the line that is called as the indicator is."""
    numbers = [index for index, one in enumerate(series) if one.unit != "%"]
    wholes = [index for index in numbers if series[index].is_total]
    whole = wholes[0] if len(wholes) == 1 else numbers[0] if len(numbers) == 1 else None
    parts = [index for index in numbers if index != whole] or [index for index, one in enumerate(series) if one.unit == "%"]
    part = _best(series, parts, indicator)
    is_told = len(parts) == 1 or (part is not None and _is_told_apart(series, part, parts, indicator))
    first, second = kinds.of(indicator).pair
    return _of_lines(indicator, {first: part, second: whole}, {first: not is_told, second: whole is None})


@dataclass(frozen=True)
class Pair:
    """A part and its whole as places in the table's series, with the last period that both have a number for."""

    part: int
    whole: int
    period: str
    part_value: float
    whole_value: float


def pairs(series: Sequence[Series], indicator: Indicator, most: int = 4) -> list[Pair]:
    """The likeliest parts with their wholes, of which the part is nowhere the larger: lines that are called as the indicator is, beside totals of
    the same labels, come first; a department of the whole comes last."""
    numbers = [index for index, one in enumerate(series) if one.unit != "%"][:MOST_PAIRED]
    wholes = [index for index in numbers if series[index].is_total] or numbers
    found = [pair for part in numbers for whole in wholes if (pair := _pair(series, part, whole))]

    def rank(pair: Pair) -> tuple:
        part, whole = series[pair.part].labels, series[pair.whole].labels
        totals = sum(map(texts.is_total, whole)) - sum(texts.is_total(text) for text in part if text not in whole)
        is_department = any(map(vocabulary.is_department, {*part} - {*whole}))
        return *_likeness(part, indicator), not is_department, totals, len({*part} & {*whole}), -pair.part

    return sorted(found, key=rank, reverse=True)[:most]


def _pair(series: Sequence[Series], part: int, whole: int) -> Pair | None:
    """Both lines as a pair; None where they have no period in common, or where the part is somewhere the larger."""
    values, wholes = series[part].values, series[whole].values
    common = [period for period in values if period in wholes]
    if part == whole or not common or any(values[period] > wholes[period] or wholes[period] <= 0 for period in common):
        return None
    last = max(common)
    return Pair(part, whole, last, values[last], wholes[last])


def _is_told_apart(series: Sequence[Series], best: int, among: Sequence[int], indicator: Indicator) -> bool:
    """Whether one line's words are more like the indicator's name than those of any other line."""
    found = {index: _likeness(series[index].labels, indicator) for index in among}
    return found[best][0] > 0 and sum(likeness == found[best] for likeness in found.values()) == 1


def _summary(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    lines = table_kinds.lines_of(kinds.of(indicator), series)
    return _of_lines(indicator, lines, {name: index is None or len(series) > len(lines) for name, index in lines.items()})


def _of_lines(indicator: Indicator, lines: Mapping[str, int | None], is_open: Mapping[str, bool]) -> Suggestion:
    known = {name: index for name, index in lines.items() if index is not None}
    return Suggestion(Answers(indicator.indicator, known), _open(is_open))


def _areas(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    """Where no word says which labels are areas, the first ones of two are the likeliest."""
    named, crossed = table_kinds.areas_of(series), table_kinds.crossing(series)
    area, category = named or next(iter(crossed), ("", ""))
    is_open = named is None or len(crossed) > 2
    return Suggestion(Answers(indicator.indicator, area=area, category=category), _open({"area": named is None, "category": is_open}))


def _best(series: Sequence[Series], places: Iterable[int], indicator: Indicator) -> int | None:
    """The line whose words are most like the indicator's name; the first where none is."""
    return max(places, key=lambda index: _likeness(series[index].labels, indicator), default=None)


def _likeness(texts: Sequence[str], indicator: Indicator) -> tuple[int, float]:
    return indicator_names.likeness(indicator_names.words_of(texts), indicator)


def _open(is_open: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(name for name, asks in is_open.items() if asks)
