"""The likeliest answers to what is asked of a table, and which of them are not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.recipes import list_columns, vocabulary
from loaders.recipes.list_columns import ANSWERS, CHOICES, NUMBERS
from loaders.recipes.series import Series
from loaders.recipes.suggest import indicator_names, table_kinds
from loaders.recipes.suggest.drafts import Answers
from loaders.tables import Table
from monitoring.catalogue import Catalogue
from monitoring.programme import Indicator


@dataclass(frozen=True)
class Suggestion:
    """The likeliest answers; `open` names what of them a person must say or confirm."""

    answers: Answers
    open: tuple[str, ...] = ()


def guess(table: Table, series: Sequence[Series], kind: str, indicator: Indicator, catalogue: Catalogue) -> Suggestion:
    """The likeliest answers for a table of this kind that is about `indicator`."""
    if kind == table_kinds.CONTEXT:
        return _statistic(table, series, indicator)
    if indicator.kind == "distribution":
        return _areas(series, indicator)
    if table_kinds.is_list(table):
        return _question(table, indicator) if indicator.kind == "score" else _rows(table, indicator, catalogue)
    return {"share": _share, "score": _summary}.get(indicator.kind, _figure)(series, indicator)


def _statistic(table: Table, series: Sequence[Series], indicator: Indicator) -> Suggestion:
    source = vocabulary.source_of(table.notes)
    answers = Answers(indicator.indicator, context=(0,) if series else (), source=source)
    return Suggestion(answers, _named(figure=len(series) != 1, source=not source))


def _question(table: Table, indicator: Indicator) -> Suggestion:
    asked = table_kinds.questions(table)
    likeliest = max(asked, key=lambda column: _likeness([column.heading], indicator), default=None)
    return Suggestion(Answers(indicator.indicator, column=likeliest.heading if likeliest else ""), _named(column=len(asked) != 1))


def _rows(table: Table, indicator: Indicator, catalogue: Catalogue) -> Suggestion:
    """A column of numbers that is called as what is counted is added up; else rows are counted. Of a column of choices only those rows that
    say what the indicator is called."""
    columns = list_columns.columns(table)
    measure = catalogue.measures.get(indicator.unit_of_measure)
    words = indicator_names.words_of([*measure.one.values(), *measure.other.values()]) if measure else set()
    numbered = [column for column in columns if column.holds in (NUMBERS, ANSWERS)]
    summed = next((column.heading for column in numbered if indicator_names.is_about(column.heading, words)), "")
    is_open = indicator.kind == "share" or bool(numbered) or any(column.holds == CHOICES for column in columns)
    chosen = [column.heading for column in columns if column.holds == CHOICES]
    told = ((heading, indicator_names.nearest([value for value, _ in list_columns.choices(table, heading)], indicator)) for heading in chosen)
    where = next(((heading, value) for heading, value in told if value is not None), None)
    return Suggestion(Answers(indicator.indicator, column=summed, where=where), _named(column=is_open))


def _figure(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    wholes = [index for index, one in enumerate(series) if one.is_total]
    index = wholes[0] if len(wholes) == 1 else _best(series, range(len(series)), indicator)
    return Suggestion(Answers(indicator.indicator, figure=index), _named(figure=len(series) != 1))


def _share(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    """The whole is the total, or the only line of numbers beside percentages; the part is the line that is called as the indicator is."""
    numbers = [index for index, one in enumerate(series) if one.unit != "%"]
    wholes = [index for index in numbers if series[index].is_total]
    whole = wholes[0] if len(wholes) == 1 else numbers[0] if len(numbers) == 1 else None
    parts = [index for index in numbers if index != whole] or [index for index, one in enumerate(series) if one.unit == "%"]
    part = _best(series, parts, indicator)
    is_told = len(parts) == 1 or (part is not None and _is_told_apart(series, part, parts, indicator))
    return Suggestion(Answers(indicator.indicator, part=part, whole=whole), _named(part=not is_told, whole=whole is None))


def _is_told_apart(series: Sequence[Series], best: int, among: Sequence[int], indicator: Indicator) -> bool:
    """Whether one line's words are more like the indicator's name than those of any other line."""
    found = {index: _likeness(series[index].labels, indicator) for index in among}
    return found[best][0] > 0 and sum(likeness == found[best] for likeness in found.values()) == 1


def _summary(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    mean, respondents = table_kinds.mean_of(series), table_kinds.respondents_of(series)
    answers = Answers(indicator.indicator, mean=mean, respondents=respondents)
    return Suggestion(answers, _named(mean=mean is None or len(series) > 2, respondents=respondents is None or len(series) > 2))


def _areas(series: Sequence[Series], indicator: Indicator) -> Suggestion:
    """Where no word says which labels are areas, the first ones of two are the likeliest."""
    said, crossed = table_kinds.areas_of(series), table_kinds.crossing(series)
    area, category = said or next(iter(crossed), ("", ""))
    is_open = said is None or len(crossed) > 2
    return Suggestion(Answers(indicator.indicator, area=area, category=category), _named(area=said is None, category=is_open))


def _best(series: Sequence[Series], places: Iterable[int], indicator: Indicator) -> int | None:
    """The line whose words are most like the indicator's name; the first where none is."""
    return max(places, key=lambda index: _likeness(series[index].labels, indicator), default=None)


def _likeness(texts: Sequence[str], indicator: Indicator) -> tuple[int, float]:
    return indicator_names.likeness(indicator_names.words_of(texts), indicator)


def _named(**is_open: bool) -> tuple[str, ...]:
    return tuple(name for name, asked in is_open.items() if asked)
