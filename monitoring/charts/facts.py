"""What a chart, its table and its alternative text all say of one year: whether there is a value, the value, its parts, what to know about it."""

from __future__ import annotations

from collections.abc import Iterable

from monitoring import kinds, reasons
from monitoring.model import Figure, IndicatorView, Report
from monitoring.words import Words

SHOWN = ("reported", "provisional", "estimated")
"""The statuses of a year that has a value."""


def value_status(view: IndicatorView, year: int) -> str:
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


def years_with_value(view: IndicatorView, years: Iterable[int]) -> list[int]:
    """Those of `years` that have a value, in order."""
    return sorted(year for year in years if value_status(view, year) in SHOWN)


def short(view: IndicatorView, value: float | None, words: Words) -> str:
    """A value as it is written at a mark: "31", "12,5 %", "3,9"; without the unit in words."""
    return full(view, value, words) if view.indicator.is_percent else reasons.number(view.indicator, value, words)


def full(view: IndicatorView, value: float | None, words: Words) -> str:
    """A value with its unit: "31 vierailua"."""
    return reasons.value(view.indicator, view.measure, value, words)


def shown(view: IndicatorView, figure: Figure, words: Words) -> str:
    """A figure's value with its unit, or what is shown for it where it is withheld."""
    return reasons.figure(view.indicator, view.measure, figure, words)


def size(view: IndicatorView, change: float, words: Words) -> str | None:
    """How large a change is, without unit or sign, with as many decimals as show it; None where three more do not."""
    texts = (reasons.number(view.indicator, abs(change), words, extra) for extra in range(reasons.MOST_EXTRA_DECIMALS + 1))
    return next((text for text in texts if any(digit in text for digit in "123456789")), None)


def limit(view: IndicatorView, value: float, words: Words) -> str:
    return reasons.limit(view.indicator, value, words)


def needed(view: IndicatorView, value: float, direction: str | None, words: Words) -> str:
    """What a path to a target asks for at a height."""
    return limit(view, reasons.enough(view.indicator, direction, value), words)


def state(view: IndicatorView, year: int, words: Words) -> str:
    """Why there is no value, or that it is not final: "ei tietoa", "<5", "alustava"; empty for a final value."""
    status = value_status(view, year)
    if status == "withheld":
        return reasons.withheld(view.figures[year].withheld["value"], words)
    return "" if status == "reported" else words(f"chart.value-status.{status}")


def parts(view: IndicatorView, figure: Figure, words: Words) -> list[str]:
    """The components behind a value, in one text: part and whole, respondents; none where one of them is not known."""
    names = kinds.of(view.indicator).parts
    if not names or not {*figure.parts, *figure.withheld} >= set(names):
        return []
    return [words(f"chart.parts.{'-'.join(names)}", **{name: reasons.component(figure, name, words) for name in names})]


def remarks(view: IndicatorView, year: int, words: Words) -> list[str]:
    """What to know about a year: that its value is provisional or missing, how much of the year it covers, the unit's own comment."""
    figure = view.figures.get(year)
    found = [state(view, year, words)]
    if figure is not None and figure.is_withheld:
        found = [words("chart.withheld")]
    if figure is not None and figure.value is not None and figure.coverage < 1 and kinds.of(view.indicator).is_reported:
        found.append(words("chart.coverage", percent=words("value.percent", number=words.number(100 * figure.coverage, 0))))
    if figure is not None:
        found.append(words.written(figure.comment, figure.language))
    return [remark for remark in found if remark]


def note(report: Report | None, words: Words) -> str:
    """The unit's own comment on a state."""
    return words.written(report.comment, report.language) if report else ""


def details(view: IndicatorView, year: int, words: Words) -> list[str]:
    """Everything about a year: its value with its unit, or what is shown for it, its parts, and what to know about it."""
    figure, found = view.figures.get(year), []
    if figure is not None and (figure.value is not None or figure.is_withheld):
        found = [shown(view, figure, words), *parts(view, figure, words)]
    return found + remarks(view, year, words)
