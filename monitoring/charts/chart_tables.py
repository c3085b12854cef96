"""The figures of a chart as a table: strings ready to show, a row a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monitoring import breakdowns, kinds, reasons, rules, targets
from monitoring.charts import by_area, category_chart, context_lines, facts, forms, indexed, sentences, target_lines
from monitoring.charts.target_lines import TargetLine
from monitoring.model import Area, IndicatorView
from monitoring.programme import Breakdown
from monitoring.words import Words, Written


@dataclass(frozen=True)
class Table:
    """`numeric` are the places of the columns that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Column:
    """A heading and its text for a year (or an area)."""

    heading: str
    text: Callable[..., str]
    is_numeric: bool = True


def _table(caption: str, columns: list[Column], subjects) -> Table:
    rows = tuple(tuple(column.text(subject) for column in columns) for subject in subjects)
    numeric = tuple(place for place, column in enumerate(columns) if column.is_numeric)
    return Table(caption, tuple(column.heading for column in columns), rows, numeric)


def table(view: IndicatorView, words: Words) -> Table:
    """The table of an indicator's chart: year, value, parts, target, remarks."""
    about = _milestone if kinds.of(view.indicator).has_states else _values
    year = Column(words("chart.column.year"), str, is_numeric=False)
    return _table(sentences.title(view, words), [year, *about(view, words)], view.years)


def _milestone(view: IndicatorView, words: Words) -> Iterator[Column]:
    row, to_come = {cell.year: cell for cell in forms.cells(view, words)}, words("chart.value-status.not-reported-yet")
    yield Column(words("chart.column.state"), lambda year: row[year].name or to_come, is_numeric=False)
    yield Column(words("chart.column.completed"), lambda year: row[year].completed, is_numeric=False)
    for one in forms.deadlines(view, words):
        yield Column(_heading(one.whose, "target", words), lambda year, one=one: one.text if year == one.shown else "", is_numeric=False)
    yield from _context(view, words)
    yield Column(words("chart.column.remarks"), lambda year: facts.note(view.reports.get(year), words), is_numeric=False)


def _values(view: IndicatorView, words: Words) -> Iterator[Column]:
    values = {year: figure for year, figure in view.figures.items() if figure.value is not None or figure.is_withheld}
    yield Column(words(f"chart.column.value.{view.indicator.kind}"), lambda year: facts.shown(view, values[year], words) if year in values else "")
    for name in kinds.of(view.indicator).parts:
        stated = {year: figure for year, figure in view.figures.items() if name in (*figure.parts, *figure.withheld)}
        numbers = {year: reasons.component(figure, name, words) for year, figure in stated.items()}
        if numbers:
            yield Column(words(f"chart.column.{name}"), lambda year, numbers=numbers: numbers.get(year, ""))
    summed = next((target for target in (view.target, view.other) if target and rules.of(target).sums), None)
    if summed:
        sums = targets.cumulative_sums(summed, view.figures, view.years)
        yield Column(words("chart.column.sum"), lambda year: facts.full(view, sums[year], words) if year in sums else "")
    target_line = target_lines.target_line(view, words)
    yield from _target(view, target_line, words)
    if view.other:
        yield from _target(view.exchanged, target_line.other, words)
    if projection := forms.projection(view, words):
        heights = {year: facts.full(view, projection.points[year], words) for year in projection.details}
        yield Column(words("chart.column.pace"), lambda year: heights.get(year, ""))
    yield from _context(view, words)
    yield Column(words("chart.column.remarks"), lambda year: Written.joined("; ", facts.remarks(view, year, words)), is_numeric=False)


def _context(view: IndicatorView, words: Words) -> Iterator[Column]:
    """The statistics that are shown with it, a column each."""
    for line, points in context_lines.known(view):
        values = {year: context_lines.value(view, line, year, words) for year in points}
        yield Column(words.written_text(line.names), lambda year, values=values: values.get(year, ""))


def _target(view: IndicatorView, target_line: TargetLine | None, words: Words) -> Iterator[Column]:
    """For a path its height in each year, for a limit that (such as "≥ 5") in the years that it holds for."""
    if rules.of(view.target).line is None:
        return
    first, last = target_line.span
    if rules.of(view.target).needed:
        path = {year: rules.path(view.target, view.figures, year) for year in view.years if first <= year <= last}
        needed = {year: facts.needed(view, height, view.target.direction, words) for year, height in path.items() if height is not None}
        yield Column(_heading(view.whose, "path", words), lambda year: needed.get(year, ""))
    else:
        yield Column(_heading(view.whose, "target", words), lambda year: target_line.sign if first <= year <= last else "")


def _heading(whose: str, what: str, words: Words) -> str:
    return words(f"chart.column.{what}" if whose == "only" else f"chart.column.{what}.{whose}")


def areas_table(view: IndicatorView, words: Words) -> Table | None:
    """The table of the chart by area: numbers by category with their shares, the total, the index; None where there is no such chart."""
    figure = by_area.figure_of(view)
    if figure is None:
        return None
    columns = [Column(words("chart.column.area"), lambda area: area.area, is_numeric=False)]
    columns += [Column(name, lambda area, name=name: _category(area, name, words)) for name in by_area.categories(figure)]
    columns.append(Column(words("chart.column.whole"), lambda area: words.number(area.total)))
    columns.append(Column(words(f"chart.column.value.{view.indicator.kind}"), lambda area: facts.short(view, area.index, words)))
    return _table(sentences.areas_title(view, words), columns, by_area.ordered(figure))


def categories_table(view: IndicatorView, breakdown: Breakdown, words: Words) -> Table:
    """The table of the chart by category: the total, each category and the statistics of it a row, a column a year, with the parts of each value."""

    def of_year(year: int) -> Column:
        return Column(str(year), lambda row: row[1].get(year, ""))

    rows = [(words("breakdown.total"), _details(view, words))]
    for own, category in ((breakdowns.of_category(view, one), one) for one in breakdown.categories):
        rows.append((words.name(category), _details(own, words)))
        for line, points in context_lines.known(own):
            rows.append((words.written_text(line.names), {year: context_lines.value(own, line, year, words) for year in points}))
    name = Column(words.breakdown(breakdown), lambda row: row[0], is_numeric=False)
    return _table(category_chart.title(view, breakdown, words), [name, *map(of_year, view.years)], rows)


def _details(view: IndicatorView, words: Words) -> dict[int, str]:
    return {year: "; ".join(facts.details(view, year, words)) for year in view.years if year in view.figures}


def compare_table(views: Sequence[IndicatorView], span: range, words: Words) -> Table:
    """The table of `compare`: an indicator a row, its index with its value a year."""

    def of_year(year: int) -> Column:
        return Column(str(year), lambda line: indexed.point(line[0], year, line[1][year], words) if year in line[1] else "")

    name = Column(words("chart.column.indicator"), lambda line: indexed.named(line[0], words), is_numeric=False)
    return _table(indexed.title(span, words), [name, *map(of_year, span)], indexed.lines_of(views, span))


def _category(area: Area, name: str, words: Words) -> str:
    return f"{words.number(area.categories[name])} ({by_area.share(area, name, words)})" if name in area.categories else ""
