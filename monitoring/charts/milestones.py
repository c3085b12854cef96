"""A milestone over the years: what was reported of each, and the deadlines."""

from __future__ import annotations

from datetime import date

from monitoring import targets
from monitoring.charts.drawing import Cell, Deadline
from monitoring.model import IndicatorView
from monitoring.words import Words


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
    report, state = view.reports.get(year), _state(view, year)
    comment = report.comment if report else ""
    if state == "later":
        return Cell(year, state, comment=comment)
    when, reported = targets.completed(view.reports), "done" if state == "kept" else state
    name = words("chart.value-status.not-reported" if state == "not-reported" else f"state.{reported}")
    completed = words.date(when) if state == "done" and isinstance(when, date) else ""
    return Cell(year, state, name, words(f"chart.state.{reported}"), completed, comment)


def _state(view: IndicatorView, year: int) -> str:
    done_year = targets.year_of(targets.completed(view.reports))
    if done_year is not None and year >= done_year:
        return "done" if year == done_year else "kept"
    return targets.state_in(view.reports, year) or ("not-reported" if year <= view.year else "later")
