"""What of a snapshot may be published: no count of one to four persons, and nothing that one could be worked out from. Pure.

A figure is withheld where it is such a count, where it is made of one (a share, a mean), or where a difference would tell one: between the whole
and the part, between a year's total and its months, between what was published of a year and what was before, between a total and its
categories (see monitoring.category_disclosure). Of two figures that would tell a third one the more detailed goes. See Hundepool et al. 2012,
Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from monitoring import category_disclosure, kinds, published_counts, year_figures
from monitoring.catalogue import Catalogue
from monitoring.category_disclosure import withheld_cell
from monitoring.dimensions import TOTAL
from monitoring.kinds import Kind
from monitoring.model import FEWEST, Area, Cell, ContextLine, Evaluation, Figure, Report, Trace
from monitoring.programme import Indicator
from monitoring.published_counts import FEW, is_few, sum_tells_few
from monitoring.snapshot import Snapshot

FAR = 1e12
"""More than any municipality counts: the upper end where nothing is known of a number."""


def released(whole: Snapshot, earlier: Mapping[tuple[str, int], Sequence[Figure]] = {}) -> Snapshot:
    """The snapshot as the public may have it. Who handed something in is left out everywhere. `earlier` are the figures of an indicator's year that
    held before those of the snapshot, the oldest first: whoever read what was published of them still knows it."""
    catalogue = whole.catalogue
    figures = {
        code: {
            year: _figure(catalogue.indicators[code], (*earlier.get((code, year), ()), figure), catalogue.counts_persons(code))
            for year, figure in by_year.items()
        }
        for code, by_year in whole.figures.items()
        if code in catalogue.indicators
    }
    silent = _silent_years(catalogue, figures)

    def may_tell(goal: str, year: int) -> bool:
        return year >= silent.get(goal, year + 1)

    def goal_of(item: str) -> str:
        known = catalogue.indicators.get(item) or catalogue.actions.get(item)
        return known.goal if known else ""

    return replace(
        whole,
        figures={
            code: {year: _without_words(figure) if may_tell(goal_of(code), year) else figure for year, figure in by_year.items()}
            for code, by_year in figures.items()
        },
        reports={
            item: {year: _report(report, may_tell(goal_of(item), year)) for year, report in by_year.items()}
            for item, by_year in whole.reports.items()
        },
        evaluations=tuple(_evaluation(one) for one in whole.evaluations if not may_tell(one.goal, one.year)),
        context={
            code: tuple(_line(line, code in catalogue.indicators and catalogue.counts_persons(code)) for line in lines)
            for code, lines in whole.context.items()
        },
    )


def _silent_years(catalogue: Catalogue, figures: Mapping[str, Mapping[int, Figure]]) -> dict[str, int]:
    """By goal the first year of which something is withheld: what a unit writes about the goal then or later may tell it."""
    years: dict[str, int] = {}
    for code, by_year in figures.items():
        goal = catalogue.indicators[code].goal
        hiding = [year for year, figure in by_year.items() if figure.hides]
        if hiding:
            years[goal] = min(*hiding, years.get(goal, hiding[0]))
    return years


def _figure(indicator: Indicator, states: Sequence[Figure], is_of_persons: bool) -> Figure:
    """The last of a figure's states, as it may be published after what was published of those before it."""
    if not is_of_persons:
        return _anonymous(states[-1])
    published: list[tuple[Figure, Figure]] = []
    for whole in map(_anonymous, states):
        for figure in _alternatives(indicator, whole):
            if not published or not _tell_few(kinds.of(indicator), published, whole, figure):
                break
        published.append((whole, figure))
    return figure


def _alternatives(indicator: Indicator, whole: Figure) -> Iterator[Figure]:
    """A figure as it may be published where nothing was published of its year before; without its categories; and nothing of it."""
    figure = _alone_published(indicator, whole)
    yield figure
    if figure.categories or any(cell.dimensions for cell in figure.cells):
        yield category_disclosure.without_categories(figure, whole)
    yield category_disclosure.without_categories(_withheld_whole(indicator, whole), whole)


def _tell_few(kind: Kind, published: Sequence[tuple[Figure, Figure]], whole: Figure, figure: Figure) -> bool:
    """Whether a figure, made of `whole`, tells of few with what was `published` of its year before, each with what that was made of."""
    before = [published_counts.of_figure(kind, *state) for state in published]
    # Of a count that is called few nobody may see by its sign which of the few it cannot be.
    possible = (published_counts.of_figure(kind, whole, figure, few) for few in range(FEW[0], FEW[1] + 1))
    if any(published_counts.tell_few_between(counts, earlier) for counts in possible for earlier in before):
        return True
    return category_disclosure.tell_few_together(kind, [*published, (whole, figure)])


def _anonymous(figure: Figure) -> Figure:
    return replace(figure, cells=tuple(replace(cell, trace=_nobody(cell.trace)) for cell in figure.cells))


def _alone_published(indicator: Indicator, figure: Figure) -> Figure:
    """A figure as it may be published where nothing was published of its year before."""
    kind, whole = kinds.of(indicator), figure
    figure = _alone(kind, RULES[kind.withholding](indicator, figure) if figure.value is not None else figure)
    return category_disclosure.published(kind, whole, figure)


def _without_words(figure: Figure) -> Figure:
    cells, categories = (tuple(replace(one, comment="") for one in several) for several in (figure.cells, figure.categories))
    return replace(figure, comment="", cells=cells, categories=categories)


def _alone(kind: Kind, figure: Figure) -> Figure:
    """Counts of a few that no value is made of, such as the answers to a survey whose mean is missing."""
    few = [name for name, count in figure.parts.items() if name in kind.counted and is_few(count)]
    parts = {name: count for name, count in figure.parts.items() if name not in few}
    cells = tuple(withheld_cell(cell, "few") if cell.component in kind.counted and is_few(cell.value) else cell for cell in figure.cells)
    return replace(figure, parts=parts, cells=cells, withheld={**figure.withheld, **dict.fromkeys(few, "few")})


def _last(indicator: Indicator, figure: Figure) -> Figure:
    """What the last month says: a count, or a value with the number of those it is of. No month says anything of another one."""
    counted, parts = kinds.of(indicator).counted, {"value": figure.value, **figure.parts}
    hidden = {name: "few" if name in counted else "other" for name in (*parts, *counted)}
    few = {period for name in counted for period, count in _by_period(figure, name).items() if is_few(count)}
    cells = tuple(withheld_cell(cell, hidden[cell.component]) if cell.period in few else cell for cell in figure.cells)
    if not any(is_few(parts.get(name)) for name in counted):
        return replace(figure, cells=cells)
    return _withheld(figure, hidden, FEW if "value" in counted else indicator.scale or (-FAR, FAR), cells)


def _sum(indicator: Indicator, figure: Figure) -> Figure:
    """The sum of its months."""
    stated = _by_period(figure, "value")
    if is_few(figure.value):
        return _withheld(figure, {"value": "few"}, FEW, _all_hidden(figure, {"value": "few"}))
    return _summed(indicator, figure, stated)


def _share(indicator: Indicator, figure: Figure) -> Figure:
    """A part of a whole: neither of them may be few, nor those who are in the whole and not in the part."""
    part, whole = figure.parts["part"], figure.parts["whole"]
    parts, wholes = _by_period(figure, "part"), _by_period(figure, "whole")
    rests = {period: count - parts[period] for period, count in wholes.items() if period in parts}
    if is_few(whole):
        hidden = {"value": "other", "part": "few" if is_few(part) else "other", "whole": "few"}
        return _withheld(figure, hidden, (0, 100), _all_hidden(figure, hidden))
    if (is_few(part) or is_few(whole - part)) and not sum_tells_few(wholes, figure.coverage):
        # Of a whole so small it would tell those outside of the part which of the two is few.
        is_small = whole < 2 * FEWEST - 1
        hidden = {"value": "other", "part": "few" if is_few(part) and not is_small else "other"}
        ends = (1, whole - 1) if is_small else FEW if is_few(part) else (whole - FEW[1], whole - FEW[0])
        return _withheld(figure, hidden, (100 * ends[0] / whole, 100 * ends[1] / whole), _all_hidden(figure, hidden))
    return _summed(indicator, figure, parts, wholes, rests)


def _mean(indicator: Indicator, figure: Figure) -> Figure:
    """A mean of few answers tells what they were, and of how many it is the mean. The kind's one count is the number of answers."""
    (answers,) = kinds.of(indicator).counted
    stated = _by_period(figure, answers)
    if is_few(figure.parts.get(answers)):
        hidden = dict.fromkeys(("value", *figure.parts), "other") | {answers: "few"}
        return _withheld(figure, hidden, _ends(indicator), _all_hidden(figure, hidden))
    return _summed(indicator, figure, stated)


def _areas(indicator: Indicator, figure: Figure) -> Figure:
    """An area with few persons in a category goes whole, since its total and its index would tell; and then the mean of the areas' indices goes,
    since it would tell those of the area that is missing."""
    few = {(cell.period, cell.dimensions.get("area")) for cell in figure.cells if is_few(cell.value)}
    cells = tuple(withheld_cell(cell) if (cell.period, cell.dimensions.get("area")) in few else cell for cell in figure.cells)
    areas = tuple(area for area in figure.areas if not _has_few(area))
    if len(areas) == len(figure.areas):
        return replace(figure, cells=cells)
    return replace(_withheld(figure, {"value": "other"}, (0, 100), cells), areas=areas)


RULES: Mapping[str, Callable[[Indicator, Figure], Figure]] = {
    "sum": _sum,
    "last": _last,
    "share": _share,
    "mean": _mean,
    "areas": _areas,
}
"""What is not published of a figure with few persons, as the kinds name it."""


def _ends(indicator: Indicator) -> tuple[float, float]:
    """The ends of what is known of a value of which nothing is published."""
    kind = kinds.of(indicator)
    if kind.has_scale:
        return indicator.scale or (0, FAR)
    return (0, 100) if kind.is_percent else (1, FAR)


def _withheld_whole(indicator: Indicator, figure: Figure) -> Figure:
    """Nothing of a figure is told, neither itself nor what it is made of."""
    hidden = dict.fromkeys(("value", *figure.parts), "other")
    return _withheld(figure, hidden, _ends(indicator), _all_hidden(figure, hidden))


def _summed(indicator: Indicator, figure: Figure, *series: Mapping[str, float]) -> Figure:
    """A figure that is made of months or quarters: withheld where it would tell one with few persons, else without them where one has few."""
    if any(sum_tells_few(counts, figure.coverage) for counts in series):
        return _withheld_whole(indicator, figure)
    return replace(figure, cells=_all_hidden(figure)) if any(is_few(count) for counts in series for count in counts.values()) else figure


def _by_period(figure: Figure, component: str) -> dict[str, float]:
    """The counts that a figure is made of, by period: the total where it is stated, else the sum of the categories of the breakdown with the
    fewest dimensions."""
    stated: dict[str, dict[tuple, float]] = defaultdict(lambda: defaultdict(float))
    for cell in published_counts.cells_of(figure, TOTAL):
        if cell.component == component and cell.value is not None:
            stated[cell.period][year_figures.breakdown(cell)] += cell.value
    return {period: sums[min(sums)] for period, sums in stated.items()}


def _has_few(area: Area) -> bool:
    return any(map(is_few, area.categories.values()))


def _withheld(figure: Figure, hidden: Mapping[str, str], within: tuple[float, float], cells: tuple[Cell, ...]) -> Figure:
    parts = {name: value for name, value in figure.parts.items() if name not in hidden}
    return replace(figure, value=None, status="Q", parts=parts, cells=cells, withheld=dict(hidden), within=within)


def _all_hidden(figure: Figure, hidden: Mapping[str, str] = {}) -> tuple[Cell, ...]:
    """A figure's cells. Where each component is one cell, `hidden` says what is told of it; of several no number is told, and not which are few:
    that would tell together with their sum."""
    if len({cell.period for cell in figure.cells}) > 1:
        return tuple(withheld_cell(cell) for cell in figure.cells)
    return tuple(withheld_cell(cell, hidden[cell.component]) if cell.component in hidden else cell for cell in figure.cells)


def _line(line: ContextLine, is_of_persons: bool) -> ContextLine:
    """A statistic that a unit delivered. In which unit it is nobody knows: a whole number from one to four may be one of persons."""
    cells = tuple(replace(cell, trace=_nobody(cell.trace)) for cell in line.cells)
    if not is_of_persons:
        return replace(line, cells=cells)
    points = {year: value for year, value in line.points.items() if not _may_be_few(value)}
    return replace(line, points=points, cells=tuple(withheld_cell(cell, "few") if _may_be_few(cell.value) else cell for cell in cells))


def _may_be_few(value: float | None) -> bool:
    return is_few(value) and value == int(value)


@lru_cache
def _nobody(trace: Trace) -> Trace:
    """Many cells have the same trace."""
    return replace(trace, uploaded_by="")


def _report(report: Report, may_tell: bool) -> Report:
    return replace(report, trace=report.trace and _nobody(report.trace), comment="" if may_tell else report.comment)


def _evaluation(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, trace=_nobody(evaluation.trace))
