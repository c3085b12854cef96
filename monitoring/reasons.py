"""An assessment in words: one whole sentence for each reason, with the deciding numbers as the indicator shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.lists import format_list
from babel.numbers import format_decimal

from monitoring import kinds
from monitoring.model import FEWEST, Assessment, Figure, IndicatorView
from monitoring.programme import Indicator, Measure
from monitoring.words import Words

MOST_EXTRA_DECIMALS = 3


def decimals(indicator: Indicator) -> int:
    """How many decimals an indicator's values are shown with."""
    return max(kinds.of(indicator).decimals, indicator.decimals)


def number(indicator: Indicator, value: float | None, words: Words, extra: int = 0) -> str:
    """A value without its unit: "12,5", "31", "3,9"; a dash where there is none. `extra` decimals, where one more tells two values apart."""
    if value is None:
        return words("value.none")
    shown = decimals(indicator)
    return _decimal(value, words, always=shown + extra if shown else 0, at_most=shown + extra)


def value(indicator: Indicator, measure: Measure | None, amount: float | None, words: Words, extra: int = 0) -> str:
    """A value with its unit: "12,5 %", "31 vierailua", "1 vierailu"; a score has none."""
    text = number(indicator, amount, words, extra)
    if amount is None or kinds.of(indicator).has_scale:
        return text
    if indicator.is_percent:
        return _with_percent_sign(indicator, text, words)
    unit = words.measure(measure, indicator.unit_of_measure, 1 if text == words.number(1) else None)
    return words("value.measured", number=text, measure=unit) if unit else text


def figure(indicator: Indicator, measure: Measure | None, one: Figure, words: Words) -> str:
    """A figure's value with its unit, or what stands in its place where it is withheld."""
    return withheld(one.withheld["value"], words) if one.is_withheld else value(indicator, measure, one.value, words)


def component(one: Figure, name: str, words: Words) -> str:
    """One of the components that a figure has, as a number, or what stands in its place where it is withheld."""
    return withheld(one.withheld[name], words) if name in one.withheld else words.number(one.parts[name])


def withheld(why: str, words: Words) -> str:
    """What stands in the place of a number that is not published: "<5", "ei julkaista"."""
    return words(f"value.withheld.{why}", number=words.number(FEWEST))


def limit(indicator: Indicator, amount: float, words: Words, extra: int = 0) -> str:
    """A number that a value is held against, as a person would say it: "10 %", "5", "7,5". No unit but the percent sign."""
    text = _decimal(amount, words, always=0, at_most=max(1, decimals(indicator)) + extra)
    return _with_percent_sign(indicator, text, words)


def sentence(assessment: Assessment, view: IndicatorView, words: Words) -> str:
    """Why an indicator stands as it does: a sentence, and after it what is lacking: years without a figure, the rest of a year under way."""
    facts = {**assessment.values, **_numbers_in_words(assessment.values, view, words)}
    missing = facts.get("missing", ())
    if missing:
        facts |= {"n": len(missing), "missing": format_list([str(year) for year in missing], locale=words.locale)}
    if facts.get("from_year") is not None:
        facts["span"] = words.year_range(min(facts["from_year"], facts["year"]), facts["year"])
    sentences = [words(f"reason.{assessment.reason}", **facts)]
    if missing and assessment.status == "achieved":
        sentences.append(words("reason.note.missing", **facts))
    if "coverage" in facts:
        coverage = words("value.percent", number=words.number(100 * facts["coverage"], 0))
        sentences.append(words(f"reason.note.so-far.{_origin(view)}", **facts | {"coverage": coverage}))
    return " ".join(sentences)


def goal_sentence(assessment: Assessment, indicators: Iterable[IndicatorView], words: Words) -> str:
    """Why a goal stands as it does. Where one indicator decides, its own sentence; else how many, and which ones."""
    decided = [view for view in indicators if view.indicator.indicator in assessment.values["decided"]]
    facts = {**assessment.values, "names": "; ".join(words.name(view.indicator) for view in decided)}
    facts["sentence"] = sentence(decided[0].assessment, decided[0], words) if len(decided) == 1 else ""
    return words(f"reason.{assessment.reason}", **facts)


def _numbers_in_words(values: Mapping[str, object], view: IndicatorView, words: Words) -> dict[str, str]:
    """The value and what it is held against, with so many decimals that the one that is greater also reads as the greater."""
    indicator, amount = view.indicator, values.get("value")
    others = {name: values[name] for name in ("target", "needed", "baseline") if values.get(name) is not None}
    extra = _extra_decimals(indicator, amount, others.values())
    texts = {name: limit(indicator, other, words, extra) for name, other in others.items()}
    if "baseline" in others:
        texts["baseline"] = _with_percent_sign(indicator, number(indicator, others["baseline"], words, extra), words)
    return texts | {"value": value(indicator, view.measure, amount, words, extra)}


def _extra_decimals(indicator: Indicator, amount: float | None, others: Iterable[float]) -> int:
    differing = [] if amount is None else [other for other in others if abs(amount - other) > 1e-9]
    for extra in range(MOST_EXTRA_DECIMALS):
        shown = decimals(indicator) + extra
        if all((round(amount, shown) - round(other, max(1, shown))) * (amount - other) > 0 for other in differing):
            return extra
    return MOST_EXTRA_DECIMALS


def _origin(view: IndicatorView) -> str:
    return "reported" if kinds.of(view.indicator).is_reported else "derived"


def _with_percent_sign(indicator: Indicator, text: str, words: Words) -> str:
    return words("value.percent", number=text) if indicator.is_percent else text


def _decimal(value: float, words: Words, always: int, at_most: int) -> str:
    places = "0" * always + "#" * (at_most - always)
    return format_decimal(value, format=f"#,##0.{places}" if places else "#,##0", locale=words.locale)
