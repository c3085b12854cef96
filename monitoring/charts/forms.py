"""The forms of a chart: functions that make the drawing of an indicator.

A new form is one more function in `FORMS`. A kind of indicator names its form (see monitoring.kinds); a rule that sums the years has its own, and
so have the categories of a breakdown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from math import ceil, floor, log10

from monitoring import breakdowns, kinds, pace, reasons, rules, targets
from monitoring.charts import context_lines, facts, target_lines
from monitoring.charts.drawing import CELLS, COLUMNS, LINES, POINTS, Cell, Deadline, Drawing, Line, Projection, Year
from monitoring.model import IndicatorView
from monitoring.programme import Breakdown
from monitoring.words import Words

MOST_LINES = 4
"""Lines that can be told apart in one chart; of more categories each has its own."""

HIGHER = 1.5
"""How many times as high as all that is known a projection may be."""


def drawing(view: IndicatorView, words: Words) -> Drawing:
    """What the indicator's chart shows."""
    return FORMS["sums" if rules.of(view.target).sums else kinds.of(view.indicator).chart](view, words)


def bars(view: IndicatorView, words: Words) -> Drawing:
    """A number of things a year: a column each, from zero."""
    return _of_values(view, words, COLUMNS)


def lines(view: IndicatorView, words: Words) -> Drawing:
    """A state that goes on from year to year: a line with a point a year, broken where a year is missing. Levels, shares, indices."""
    return _of_values(view, words, POINTS, context_lines.drawn(view))


def scores(view: IndicatorView, words: Words) -> Drawing:
    """A survey's mean: a point a year on the whole of the answers' scale, with how many answered."""

    def answered(year: Year) -> Year:
        respondents = view.figures[year.year].parts.get(kinds.RESPONDENTS.name) if year.value is not None else None
        return year if respondents is None else replace(year, below=words("chart.answered", n=round(respondents), number=words.number(respondents)))

    drawn = _of_values(view, words, POINTS)
    return replace(drawn, years=tuple(map(answered, drawn.years)))


def sums(view: IndicatorView, words: Words) -> Drawing:
    """A number to be reached over the years together: steps, each year on top of the years before, against the pace that is needed."""
    totals = targets.cumulative_sums(view.target, view.figures, view.years)

    def summed(year: Year) -> Year:
        if year.year not in totals:
            return year
        total = totals[year.year]
        return replace(
            year,
            total=total,
            number=facts.short(view, total, words),
            total_words=words("chart.hover.sum", value=facts.full(view, total, words)),
            below=words("chart.sum.year", value=year.number),
        )

    drawn = bars(view, words)
    return replace(drawn, years=tuple(map(summed, drawn.years)), names={"before": words("chart.sum.before")} | drawn.names)


def strip(view: IndicatorView, words: Words) -> Drawing:
    """A milestone: a strip of cells, a year each, with what was reported, and the deadline behind its year."""
    notes = context_lines.notes(view, [], words)
    return Drawing(view.indicator.indicator, CELLS, view.year, cells=cells(view, words), deadlines=deadlines(view, words), notes=notes)


def by_category(view: IndicatorView, breakdown: Breakdown, words: Words) -> tuple[Drawing, ...]:
    """An indicator by the categories of a breakdown: a line each, in one drawing or, of many, in small ones on one scale. None without a value."""
    views = {words.name(one): breakdowns.of_category(view, one) for one in breakdown.categories}
    found = _until_the_newest({name: own for name, own in views.items() if facts.years_with_value(own, own.years)})
    if len(found) <= MOST_LINES:
        return (_of_lines(found, view.indicator.scale, words),) if found else ()
    alone = [_of_lines({name: own}, view.indicator.scale, words) for name, own in found.items()]
    scale = view.indicator.scale or (min(0, *(one.extent[0] for one in alone)), _round_above(max(0, *(one.highest for one in alone))))
    return tuple(replace(one, scale=scale) for one in alone)


def _until_the_newest(views: Mapping[str, IndicatorView]) -> dict[str, IndicatorView]:
    """Without the years to come, which have no target to show: until the year asked about, or the newest value or statistic."""
    newest = {year for own in views.values() for year in (own.year, *own.figures, *(year for line in own.context for year in line.points))}
    return {name: replace(own, years=range(own.years[0], max(own.years[0], *newest & {*own.years}) + 1)) for name, own in views.items()}


def _of_lines(views: Mapping[str, IndicatorView], scale: tuple[float, float] | None, words: Words) -> Drawing:
    """Of categories by their names, with the statistics of as many as can be told apart."""
    view = next(iter(views.values()))
    lines = tuple(Line(name, tuple(_year(own, year, words) for year in own.years)) for name, own in views.items())
    hidden = ((line.name, [str(year.year) for year in line.years if year.status == "withheld"]) for line in lines)
    statistics = [(own, line) for own in views.values() for line in context_lines.drawn(own)][: context_lines.FEW]
    drawn = [line for _, line in statistics]
    return Drawing(
        view.indicator.indicator,
        LINES,
        view.year,
        tuple(Year(year, "later", str(year)) for year in view.years),
        decimals=reasons.decimals(view.indicator),
        is_percentage=view.indicator.is_percent,
        scale=scale,
        statistics=tuple(context_lines.statistic(own, line, words) for own, line in statistics),
        notes=(
            *(words("chart.categories.withheld", name=name, years=", ".join(years)) for name, years in hidden if years),
            *dict.fromkeys(
                note for own in views.values() for note in context_lines.notes(own, [one for one in context_lines.known(own) if one in drawn], words)
            ),
        ),
        lines=lines,
    )


def _round_above(height: float) -> float:
    """The next higher number of one digit."""
    power = 10.0 ** floor(log10(height)) if height > 0 else 1.0
    return ceil(height / power) * power or 1.0


def deadlines(view: IndicatorView, words: Words) -> tuple[Deadline, ...]:
    """The year that the milestone is due in, and the one of the target beside it, where there are two."""
    found = []
    for one in (view, view.exchanged) if view.other else (view,):
        by_year = one.target.by_year
        text = words("chart.target.done", whose=words(f"chart.target.deadline.{one.whose}"), by_year=by_year)
        found.append(Deadline(one.whose, text, min(by_year, view.years[-1])))
    return tuple(found)


def cells(view: IndicatorView, words: Words) -> tuple[Cell, ...]:
    """What is known of each year of the axis."""
    return tuple(cell(view, year, words) for year in view.years)


def cell(view: IndicatorView, year: int, words: Words) -> Cell:
    """What is known of one year."""
    report, state = view.reports.get(year), _reported_state(view, year)
    comment = facts.note(report, words)
    if state == "later":
        return Cell(year, state, comment=comment)
    when, reported = targets.completed(view.reports), "done" if state == "kept" else state
    name = words("chart.value-status.not-reported" if state == "not-reported" else f"state.{reported}")
    short = words(f"chart.state.{reported}")
    if state == "done" and isinstance(when, date):
        place = when.year - 0.5 + (when.timetuple().tm_yday - 0.5) / 366
        return Cell(year, state, name, short, words.date(when), comment, place, words.short_date(when))
    return Cell(year, state, name, short, comment=comment)


def _reported_state(view: IndicatorView, year: int) -> str:
    done_year = targets.year_of(targets.completed(view.reports))
    if done_year is not None and year >= done_year:
        return "done" if year == done_year else "kept"
    return targets.state_in(view.reports, year) or ("not-reported" if year <= view.year else "later")


def _of_values(view: IndicatorView, words: Words, marks: str, statistics: Sequence[context_lines.Line] = ()) -> Drawing:
    """The years' values against the target, with the statistics that are lines beside them."""
    return Drawing(
        view.indicator.indicator,
        marks,
        view.year,
        tuple(_year(view, year, words) for year in view.years),
        {"value": words(f"chart.column.value.{view.indicator.kind}")},
        reasons.decimals(view.indicator),
        view.indicator.is_percent,
        view.indicator.scale,
        target_lines.detailed(view, words),
        tuple(context_lines.statistic(view, line, words) for line in statistics),
        projection(view, words),
        context_lines.notes(view, statistics, words),
    )


def _year(view: IndicatorView, year: int, words: Words) -> Year:
    status = facts.value_status(view, year)
    remark = "" if status in ("early", "later") else facts.state(view, year, words)
    value = view.figures[year].value if status in facts.SHOWN else None
    number = "" if value is None else facts.short(view, value, words)
    label = words("material.year", year=year, what=remark) if remark else str(year)
    return Year(year, status, label, value, number=number, remark=remark, details=tuple(facts.details(view, year, words)))


def projection(view: IndicatorView, words: Words) -> Projection | None:
    """The years after the newest value, at the pace until then; None where the target is reached, nothing is left of the axis, or the values would
    soon be far higher than any that is known."""
    found = pace.of(view)
    if found is None or found.status == "achieved" or not found.is_relative:
        return None
    known = [year for year, figure in view.figures.items() if figure.value is not None and year in view.years]
    newest, value = found.latest
    if not known or newest != max(known):
        return None
    highest = HIGHER * max(view.target.value or 0, *(view.figures[year].value for year in known))
    low, high = _possible(view, value, highest)
    ahead = takewhile(lambda year: found.at(year) <= highest, range(newest + 1, view.years[-1] + 1))
    points = {newest: value} | {year: min(max(found.at(year), low), high) for year in ahead}
    details = {year: words("chart.hover.pace", value=facts.full(view, height, words)) for year, height in points.items() if year != newest}
    return Projection(words("chart.pace"), points, details) if details else None


def _possible(view: IndicatorView, value: float, highest: float) -> tuple[float, float]:
    """The ends between which a projection from `value` stays: those of the unit of measure, at the better end also the catalogue's limit; else
    `highest`."""
    low, high = view.indicator.scale or (0, 100 if view.indicator.is_percent and value <= 100 else highest)
    best = pace.limit(view.indicator, view.target.direction, value)
    if best is None or not targets.reaches(best, value, view.target.direction):
        return low, high
    return (max(low, best), high) if view.target.direction == "down" else (low, min(high, best))


FORMS: Mapping[str, Callable[[IndicatorView, Words], Drawing]] = {
    kinds.BARS: bars,
    kinds.LINES: lines,
    kinds.SCORES: scores,
    kinds.MILESTONES: strip,
    "sums": sums,
}
"""Every form by the name that a kind calls it."""
