"""From answers to a recipe: which lines or columns of a table are the components of which indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.recipes import series as of_series
from loaders.recipes import totals, vocabulary
from loaders.recipes.match import fingerprint
from loaders.recipes.recipe import Recipe, Rule
from loaders.recipes.selecting import compared
from loaders.recipes.series import Series
from loaders.recipes.suggest import table_kinds
from loaders.tables import Table
from monitoring.catalogue import Catalogue
from monitoring.model import CONTEXT
from monitoring.programme import Indicator


@dataclass(frozen=True)
class Answers:
    """What a person said of a table; None and "" for what was not asked.

    `figure`, `part`, `whole`, `mean`, `respondents` and `context` are places in the table's series. `all_added` makes the figure, of a share
    the whole, of all series added up. Of a list, `column` is the heading of the column that is added up or averaged, "" where rows are
    counted, and `where` (column, text) the rows that count; of a share they are the part of all rows. `area` and `category` are dimensions.
    `source` is that of a statistic, `name` what it is called; "" what the sheet says.
    """

    indicator: str
    figure: int | None = None
    all_added: bool = False
    part: int | None = None
    whole: int | None = None
    mean: int | None = None
    respondents: int | None = None
    column: str = ""
    where: tuple[str, str] | None = None
    area: str = ""
    category: str = ""
    context: tuple[int, ...] = ()
    name: str = ""
    source: str = ""


def draft(table: Table, unit: str, catalogue: Catalogue, answers: Answers) -> Recipe:
    """The recipe that the answers make for a table of the workbook of `unit`. Raises ValueError where they name nothing to read."""
    rules = rules_of(table, of_series.of(table), catalogue.indicators[answers.indicator], answers)
    name = next((text for text in table.title.split("\n") if text.strip()), table.sheet.name)
    return fingerprint.fitted(Recipe(unit=unit, name=name.strip(), headings=(), rules=rules), table)


def rules_of(table: Table, series: Sequence[Series], indicator: Indicator, answers: Answers) -> tuple[Rule, ...]:
    """The rules that the answers make: those of a statistic, of a list, or of a table of numbers."""
    if answers.context:
        return tuple(_statistic(table, indicator.indicator, series[index], answers) for index in answers.context)
    if indicator.kind == "distribution":
        return (_of_areas(series, indicator.indicator, answers),) if answers.area and answers.category else ()
    if table_kinds.is_list(table):
        lacks = (indicator.kind == "score" and not answers.column) or (indicator.kind == "share" and not answers.where)
        return () if lacks else tuple(_of_list(indicator, answers))
    return tuple(_of_numbers(series, indicator, answers))


def _statistic(table: Table, indicator: str, line: Series, answers: Answers) -> Rule:
    """A name that is read off the sheet says the unit of measure as well; one that a person gave is theirs."""
    given = answers.name if len(answers.context) == 1 else ""
    read = line.heading or answers.name or table.title.split("\n")[0] or table.sheet.name
    measured = f"{read}, {line.unit}" if line.unit and not read.endswith(line.unit) else read
    source = answers.source or vocabulary.source_of(table.notes)
    return Rule(indicator=indicator, component=CONTEXT, under=line.labels, name=given or measured, source=source)


def _of_list(indicator: Indicator, answers: Answers) -> list[Rule]:
    code, where = indicator.indicator, dict([answers.where] if answers.where else [])
    if indicator.kind == "score":
        return [Rule(indicator=code, component=name, how=name, column=answers.column, where=where) for name in ("mean", "respondents")]
    how = "sum" if answers.column else "rows"
    if indicator.kind == "share":
        return [Rule(indicator=code, component=name, how=how, column=answers.column, where=rows) for name, rows in (("part", where), ("whole", {}))]
    return [Rule(indicator=code, how=how, column=answers.column, where=where)]


def _of_areas(series: Sequence[Series], indicator: str, answers: Answers) -> Rule:
    """Totals of areas and of categories are left out: the parts make them."""
    points = [point for one in series for point in one.points]
    dimensions = {compared(answers.area), compared(answers.category)}
    found = totals.of(points)
    left_out = {
        label.text: None for point in points for label in point.labels if compared(label.dimension) in dimensions and totals.place(label) in found
    }
    return Rule(indicator=indicator, area=answers.area, category=answers.category, without=tuple(left_out))


def _of_numbers(series: Sequence[Series], indicator: Indicator, answers: Answers) -> Iterator[Rule]:
    for component in indicator.components:
        index = answers.figure if component == "value" else getattr(answers, component)
        if answers.all_added and component in ("value", "whole"):
            yield Rule(indicator=indicator.indicator, component=component, how="sum", under=_in_common(series), without=_totals(series))
        elif index is not None:
            how = "percent" if component == "part" and series[index].unit == "%" else "figure"
            yield Rule(indicator=indicator.indicator, component=component, how=how, under=series[index].labels)


def _totals(series: Sequence[Series]) -> tuple[str, ...]:
    """The labels by which the lines that are totals differ from the others."""
    parts = {text for one in series if not one.is_total for text in one.labels}
    return tuple(dict.fromkeys(text for one in series if one.is_total for text in one.labels if text not in parts))


def _in_common(series: Sequence[Series]) -> tuple[str, ...]:
    """The labels that all lines but totals have."""
    parts = [one for one in series if not one.is_total]
    return tuple(text for text in parts[0].labels if all(text in one.labels for one in parts)) if parts else ()
