"""The years of a chart and what each says: which have a figure, which lack one. The axis has all of `view.years`, always."""

from __future__ import annotations

from monitoring.model import Figure, IndicatorView

SHOWN = ("reported", "provisional", "estimated")


def standing(view: IndicatorView, year: int) -> str:
    """What an indicator's value in `year` is.

    One of SHOWN; `withheld` (there is one that is not published), `none` (the unit says that there is none), `missing` (there should be one),
    `early` (before the first year of the target that is applied to it), `later` (after the year asked about, or outside the programme).
    """
    figure = view.figures.get(year)
    if figure is not None and figure.value is not None:
        return _certainty(figure)
    if figure is not None and figure.is_withheld:
        return "withheld"
    if figure is not None and figure.status == "M":
        return "none"
    if year > view.year or year not in view.years:
        return "later"
    return "early" if year < (view.of_year(year).target.from_year or year) else "missing"


def _certainty(figure: Figure) -> str:
    if figure.coverage < 1 or figure.status == "P":
        return "provisional"
    return "estimated" if figure.status == "E" else "reported"


def shown(view: IndicatorView) -> list[int]:
    """The years on the axis that have a value, in order."""
    return [year for year in view.years if standing(view, year) in SHOWN]


def until(view: IndicatorView) -> list[int]:
    """The years until the one asked about that have a value, in order; those before the axis too."""
    return sorted(year for year in view.figures if year <= view.year and standing(view, year) in SHOWN)
