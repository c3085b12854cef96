"""The years of a chart and what each says: which are on the axis, which have a figure, which lack one."""

from __future__ import annotations

from monitoring.model import Figure, IndicatorView

REACH = 3
"""A baseline, a deadline or a figure at most so many years outside the programme gets its own place on the axis."""

SHOWN = ("reported", "provisional", "estimated")


def on_axis(view: IndicatorView) -> range:
    """Every year of the programme, and those near it that the chart needs."""
    first, last = view.years[0], view.years[-1]
    others = [year for year, figure in view.figures.items() if figure.value is not None] + list(view.reports)
    others += [view.target.by_year or first, view.target.baseline[0] if view.target.baseline else first]
    return range(
        min([first, *(year for year in others if year >= first - REACH)]),
        max([last, *(year for year in others if year <= last + REACH)]) + 1,
    )


def standing(view: IndicatorView, year: int) -> str:
    """What an indicator's value in `year` is.

    One of SHOWN; `none` (the unit says that there is no figure), `missing` (there should be one),
    `early` (before the target's first year), `later` (after the year asked about, or outside the programme).
    """
    figure = view.figures.get(year)
    if figure is not None and figure.value is not None:
        return _certainty(figure)
    if figure is not None and figure.status == "M":
        return "none"
    if year > view.year or year not in view.years:
        return "later"
    return "early" if year < (view.target.from_year or year) else "missing"


def _certainty(figure: Figure) -> str:
    if figure.coverage < 1 or figure.status == "P":
        return "provisional"
    return "estimated" if figure.status == "E" else "reported"


def shown(view: IndicatorView) -> list[int]:
    """The years on the axis that have a value, in order."""
    return [year for year in on_axis(view) if standing(view, year) in SHOWN]
