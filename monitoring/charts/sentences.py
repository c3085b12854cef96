"""What a chart shows, as a sentence above it and as the text that a screen reader reads instead of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from monitoring import kinds, reasons, rules, targets
from monitoring.charts import by_area, context_lines, facts, forms, target_lines
from monitoring.model import IndicatorView
from monitoring.words import Words


def title(view: IndicatorView, words: Words) -> str:
    """One sentence, without a full stop: the indicator's name, its value in the year asked about, and its target or what it was before."""
    name = words.name(view.indicator)
    if kinds.of(view.indicator).has_states:
        return _milestone(view, words, name)
    known = facts.years_with_value(view, [year for year in view.figures if year <= view.year])
    if facts.value_status(view, view.year) == "withheld":
        return words("chart.title.withheld", name=name, year=view.year, value=facts.shown(view, view.figures[view.year], words))
    if not known:
        return words("chart.title.nothing", name=name)
    if known[-1] != view.year:
        return words("chart.title.missing", name=name, year=view.year, last_year=known[-1], value=_full(view, known[-1], words))
    if rules.of(view.target).sums:
        return _sum(view, words, name)
    now = {"name": name, "year": view.year, "value": _full(view, view.year, words)}
    if view.figures[view.year].coverage < 1 and kinds.of(view.indicator).sums:
        return words("chart.title.so-far", **now)
    if rules.of(view.target).is_in_title:
        target = {"target": facts.limit(view, view.target.value, words), "by_year": view.target.by_year, "whose": _whose(view, words)}
        return words(f"chart.title.{view.target.rule}.{view.target.direction}", **now, **target)
    return _compared(view, words, now, known)


def _full(view: IndicatorView, year: int, words: Words) -> str:
    """A year's value with its unit, and with what it is where a bare number would not tell."""
    value = facts.full(view, view.figures[year].value, words)
    kind = kinds.of(view.indicator)
    return words(f"chart.value-named.{kind.code}", value=value) if kind.is_named else value


def _milestone(view: IndicatorView, words: Words, name: str) -> str:
    when = targets.completed(view.reports)
    due = {"by_year": view.target.by_year, "whose": words(f"chart.title.deadline.{view.whose}")}
    is_day = isinstance(when, date)
    if when is not None and targets.year_of(when) <= view.year:
        return words("chart.title.completed", name=name, when=words.unbroken_date(when) if is_day else str(when), **due)
    cell = forms.cell(view, view.year, words)
    if cell.state == "not-reported":
        return words("chart.title.not-reported", name=name, year=view.year, **due)
    return words("chart.title.state", name=name, state=cell.name, year=view.year, **due)


def _whose(view: IndicatorView, words: Words) -> str:
    """Whose target it is, inside a sentence."""
    return words(f"chart.title.whose.{view.whose}")


def _sum(view: IndicatorView, words: Words, name: str) -> str:
    target = view.target
    total = targets.cumulative_sums(target, view.figures, [view.year]).get(view.year)
    if total is None:
        return words("chart.title.single", name=name, year=view.year, value=_full(view, view.year, words))
    facts_known = {
        "name": name,
        "value": facts.full(view, total, words),
        "target": facts.limit(view, target.value, words),
        "by_year": target.by_year,
        "whose": _whose(view, words),
    }
    return words(f"chart.title.sum.{target.direction}", **facts_known, years=words.year_range(target.from_year, view.year))


def _compared(view: IndicatorView, words: Words, now: dict, known: list[int]) -> str:
    """Against the baseline, or against the first value where nothing is measured from a baseline."""
    before = rules.baseline(view.target, view.figures) or (known[0], view.figures[known[0]].value)
    if before[0] >= view.year:
        return words("chart.title.single", **now)
    change = view.figures[view.year].value - before[1]
    size = facts.size(view, abs(change), words)
    way = "same" if size is None else "more" if change > 0 else "less"
    unit = "points" if view.indicator.is_percent else "scale" if kinds.of(view.indicator).has_scale else "number"
    return words(f"chart.title.{way}" if way == "same" else f"chart.title.{way}.{unit}", **now, change=size or "", before_year=before[0])


def alternative(view: IndicatorView, words: Words) -> str:
    """The chart in words: its title, every year's value or that it is missing, the target, its status and why."""
    facts_known = {
        "title": title(view, words),
        "status": words(f"status.{view.assessment.status}"),
        "reason": reasons.at_length(view, words),
    }
    if kinds.of(view.indicator).has_states:
        row = [cell for cell in forms.cells(view, words) if cell.state != "later"]
        years = [_year(cell.year, filter(None, (cell.name, cell.completed)), words) for cell in row] + statistics(view, words)
        key = "chart.alternative.milestone"
    else:
        years = [_year(year, _values(view, year, words), words) for year in view.years if _is_due(view, year)] + statistics(view, words)
        key = "chart.alternative"
    return words(key if years else "chart.alternative.nothing", years="; ".join(years), target=target_sentence(view, words), **facts_known)


def target_sentence(view: IndicatorView, words: Words) -> str:
    """The indicator's target in words; where the council set another target than the programme's, both, the one that holds first."""
    if kinds.of(view.indicator).has_states:
        found = [one.text for one in forms.deadlines(view, words)]
    else:
        target_line = target_lines.target_line(view, words)
        found = [
            target_line.full_label if target_line else words("chart.target.monitor"),
            *([target_line.other.label] if target_line and target_line.other else []),
        ]
    return words("chart.target.both", applied=found[0], other=found[1]) if len(found) > 1 else found[0]


def _year(year: int, what: Iterable[str], words: Words) -> str:
    return words("chart.alternative.year", year=year, what=", ".join(what))


def _is_due(view: IndicatorView, year: int) -> bool:
    return facts.value_status(view, year) not in ("early", "later")


def _values(view: IndicatorView, year: int, words: Words) -> list[str]:
    """A year's value, its parts and whether it is final; or why there is none."""
    figure = view.figures.get(year)
    if facts.value_status(view, year) == "withheld":
        return [facts.state(view, year, words), *facts.parts(view, figure, words)]
    if facts.value_status(view, year) not in facts.SHOWN:
        return [facts.state(view, year, words)]
    found = [facts.full(view, figure.value, words), *facts.parts(view, figure, words), facts.state(view, year, words)]
    return [one for one in found if one]


def statistics(view: IndicatorView, words: Words) -> list[str]:
    """The statistics that are shown with it, each with its values by year and its source."""
    found = []
    for line in context_lines.known(view):
        name, source = words.written_text(line.statistic.names), words.written_text(line.statistic.sources)
        found.append(words("chart.alternative.context", name=name, values=context_lines.by_year(view, line, words), source=source))
    return found


def credits(view: IndicatorView, words: Words) -> str:
    """Where the statistics beside the indicator come from, with their licences; empty where there are none."""
    return context_lines.credits(context_lines.known(view), words)


def areas_title(view: IndicatorView, words: Words) -> str:
    """The heading of the chart by area; empty where there is none."""
    figure = by_area.figure_of(view)
    return words("chart.title.areas", name=words.name(view.indicator), year=figure.year) if figure else ""


def alternative_areas(view: IndicatorView, words: Words) -> str:
    """The chart by area in words; empty where there is none."""
    figure = by_area.figure_of(view)
    if figure is None:
        return ""
    found = []
    for area in by_area.ordered(figure):
        shares = ", ".join(
            f"{category} {by_area.share(area, category, words)}" for category in by_area.categories(figure) if category in area.categories
        )
        found.append(words("chart.alternative.area", area=area.area, index=facts.short(view, area.index, words), shares=shares))
    return words("chart.alternative.areas", title=areas_title(view, words), areas="; ".join(found))
