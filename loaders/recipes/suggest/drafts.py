"""From answers to a recipe: which lines or columns of a table are the components of which indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.recipes import vocabulary
from loaders.recipes.recipe import Labels, Recipe, Rule
from loaders.recipes.series import Series, label_key, total_labels
from loaders.recipes.table_profile import TableProfile, fitted
from loaders.recipes.vocabulary import compared
from loaders.tables import Table
from monitoring import kinds
from monitoring.catalogue import Catalogue
from monitoring.kinds import Kind
from monitoring.model import CONTEXT
from monitoring.programme import Indicator

OF_TABLE = ("year_from", "left_out", "counted", "rows_left_out")
"""Answers that are about the table, whichever indicator its figures are of."""


@dataclass(frozen=True)
class Answers:
    """What a person answered about a table; empty where there was no question.

    `lines` are by component, and `context` for context statistics, places in the table's series. `all_added` makes the figure, of a share the
    whole, of all series added up. Of a list, `column` is the heading of the column that is added up or that holds the answers of a survey, ""
    where rows are counted, and `where` (column, text) the rows that count; of a share they are the part of all rows. `area` and `category` are
    dimensions. `name` is what a statistic is called, "" what the sheet says, `names` that by language, and `sources` its source by language.
    `year_from`, `left_out`, `counted` and `rows_left_out` are the recipe's, and so are the `breakdowns`, those of the indicator.
    """

    indicator: str
    lines: Mapping[str, int] = field(default_factory=dict)
    all_added: bool = False
    column: str = ""
    where: tuple[str, str] | None = None
    area: str = ""
    category: str = ""
    context: tuple[int, ...] = ()
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    year_from: str = ""
    left_out: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    rows_left_out: tuple[str, ...] = ()
    breakdowns: tuple[Labels, ...] = ()


def draft(profile: TableProfile, unit: str, catalogue: Catalogue, answers: Answers) -> Recipe:
    """The recipe that the answers make for a table of the workbook of `unit`. Raises ValueError where they name nothing to read."""
    rules, table = rules_of(profile, catalogue.indicators[answers.indicator], answers), profile.table
    name = next((text for text in table.title.split("\n") if text.strip()), table.sheet.name)
    of_table = {each: getattr(answers, each) for each in OF_TABLE}
    return fitted(Recipe(unit=unit, name=name.strip(), headings=(), rules=rules, breakdowns=answers.breakdowns, **of_table), profile)


def rules_of(profile: TableProfile, indicator: Indicator, answers: Answers) -> tuple[Rule, ...]:
    """The rules that the answers make: those of a statistic, of a list, or of a table of numbers."""
    kind, series = kinds.of(indicator), profile.series
    if answers.context:
        return tuple(_statistic(profile.table, indicator.indicator, series[index], answers) for index in answers.context)
    if kind.by_area:
        return (_of_areas(series, indicator.indicator, answers),) if answers.area and answers.category else ()
    if profile.is_list:
        lacks = (kind.is_of_answers and not answers.column) or (kind.is_part and not answers.where)
        return () if lacks else tuple(_of_list(indicator.indicator, kind, answers))
    return tuple(_of_numbers(series, indicator.indicator, kind, answers))


def _statistic(table: Table, indicator: str, line: Series, answers: Answers) -> Rule:
    """A name that is read off the sheet says the unit of measure as well; one that a person gave is theirs."""
    is_only = len(answers.context) == 1
    read = line.heading or answers.name or table.title.split("\n")[0] or table.sheet.name
    measured = f"{read}, {line.unit}" if line.unit and not read.endswith(line.unit) else read
    rule = Rule(indicator=indicator, component=CONTEXT, under=line.labels, name=(is_only and answers.name) or measured)
    rule = rule.worded("source", answers.sources if any(answers.sources.values()) else {"": vocabulary.source_of(table.notes)})
    return rule.worded("name", answers.names) if is_only and answers.names else rule


def _of_list(indicator: str, kind: Kind, answers: Answers) -> list[Rule]:
    """Of a part the chosen rows, of its whole all of them."""
    where = dict([answers.where] if answers.where else [])
    how = "sum" if answers.column else "rows"
    if kind.is_of_answers:
        made = [(component.name, component.name, where) for component in kind.reported]
    elif kind.is_part:
        made = [(kind.pair[0], how, where), (kind.pair[1], how, {})]
    else:
        made = [(kind.reported[0].name, how, where)]
    return [Rule(indicator=indicator, component=name, how=how, column=answers.column, where=rows) for name, how, rows in made]


def _of_areas(series: Sequence[Series], indicator: str, answers: Answers) -> Rule:
    """Totals of areas and of categories are left out: the parts make them."""
    points = [point for one in series for point in one.points]
    dimensions = {compared(answers.area), compared(answers.category)}
    found = total_labels(points)
    left_out = {
        label.text: None for point in points for label in point.labels if compared(label.dimension) in dimensions and label_key(label) in found
    }
    return Rule(indicator=indicator, area=answers.area, category=answers.category, without=tuple(left_out))


def _of_numbers(series: Sequence[Series], indicator: str, kind: Kind, answers: Answers) -> Iterator[Rule]:
    for component in kind.reported:
        name, index = component.name, answers.lines.get(component.name)
        if answers.all_added and name == kind.total:
            yield Rule(indicator=indicator, component=name, how="sum", under=_in_common(series), without=_totals(series))
        elif index is not None:
            is_percentage = kind.is_part and name == kind.pair[0] and series[index].unit == "%"
            yield Rule(indicator=indicator, component=name, how="percent" if is_percentage else "figure", under=series[index].labels)


def _totals(series: Sequence[Series]) -> tuple[str, ...]:
    """The labels by which the lines that are totals differ from the others."""
    parts = {text for one in series if not one.is_total for text in one.labels}
    return tuple(dict.fromkeys(text for one in series if one.is_total for text in one.labels if text not in parts))


def _in_common(series: Sequence[Series]) -> tuple[str, ...]:
    """The labels that all lines but totals have."""
    parts = [one for one in series if not one.is_total]
    return tuple(text for text in parts[0].labels if all(text in one.labels for one in parts)) if parts else ()
