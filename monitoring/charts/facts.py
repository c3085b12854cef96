"""What a chart, its table and its alternative text all say of one year, in words: the value, its parts, what to know about it."""

from __future__ import annotations

from monitoring import kinds, reasons
from monitoring.charts import year_states
from monitoring.model import Figure, IndicatorView
from monitoring.words import Words


def is_percentage(view: IndicatorView) -> bool:
    return view.indicator.is_percent


def short(view: IndicatorView, value: float | None, words: Words) -> str:
    """A value as it stands at a mark: "31", "12,5 %", "3,9"; without the unit in words."""
    return full(view, value, words) if is_percentage(view) else reasons.number(view.indicator, value, words)


def full(view: IndicatorView, value: float | None, words: Words) -> str:
    """A value with its unit: "31 vierailua"."""
    return reasons.value(view.indicator, view.measure, value, words)


def shown(view: IndicatorView, figure: Figure, words: Words) -> str:
    """A figure's value with its unit, or what stands in its place where it is withheld."""
    return reasons.figure(view.indicator, view.measure, figure, words)


def size(view: IndicatorView, change: float, words: Words) -> str | None:
    """How large a change is, without unit or sign, with as many decimals as show it; None where three more do not."""
    texts = (reasons.number(view.indicator, abs(change), words, extra) for extra in range(reasons.MOST_EXTRA_DECIMALS + 1))
    return next((text for text in texts if any(digit in text for digit in "123456789")), None)


def limit(view: IndicatorView, value: float, words: Words) -> str:
    return reasons.limit(view.indicator, value, words)


def state(view: IndicatorView, year: int, words: Words) -> str:
    """Why there is no value, or that it is not final: "ei tietoa", "<5", "alustava"; empty for a final value."""
    standing = year_states.standing(view, year)
    if standing == "withheld":
        return reasons.withheld(view.figures[year].withheld["value"], words)
    return "" if standing == "reported" else words(f"chart.standing.{standing}")


def parts(view: IndicatorView, figure: Figure, words: Words) -> list[str]:
    """The components behind a value: part and whole, respondents."""
    known, found = {*figure.parts, *figure.withheld}, []
    if known >= {"part", "whole"}:
        found.append(words("chart.parts", **{name: reasons.component(figure, name, words) for name in ("part", "whole")}))
    if "respondents" in known:
        found.append(words("chart.respondents", respondents=reasons.component(figure, "respondents", words)))
    return found


def remarks(view: IndicatorView, year: int, words: Words) -> list[str]:
    """What to know about a year: that its value is provisional or missing, how much of the year it covers, the unit's own comment."""
    figure = view.figures.get(year)
    found = [state(view, year, words)]
    if figure is not None and figure.is_withheld:
        found = [words("chart.withheld")]
    if figure is not None and figure.value is not None and figure.coverage < 1 and kinds.of(view.indicator).is_reported:
        found.append(words("chart.coverage", percent=words("value.percent", number=words.number(100 * figure.coverage, 0))))
    if figure is not None:
        found.append(figure.comment)
    return [remark for remark in found if remark]
