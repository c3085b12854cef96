"""An assessment in words: one whole sentence for each reason, with the deciding numbers as the indicator shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor

from babel.lists import format_list

from monitoring import kinds, pace
from monitoring.model import FEWEST, Assessment, Figure, IndicatorView
from monitoring.programme import Indicator, Measure
from monitoring.targets import TOLERANCE
from monitoring.words import Words

MOST_EXTRA_DECIMALS = 3
FORESEEABLE = 10
"""Years ahead for which a year is named in which a target would be reached."""


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


def difference(indicator: Indicator, measure: Measure | None, amount: float, words: Words) -> str:
    """How far two values are apart: in percentage points where they are percentages, else in the indicator's unit."""
    if indicator.is_percent:
        return words("breakdown.points", number=number(indicator, amount, words))
    return value(indicator, measure, amount, words)


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


def enough(indicator: Indicator, direction: str | None, amount: float) -> float:
    """What an amount on the way to a target asks for: of what is counted whole the next whole number that is as good."""
    if decimals(indicator) or indicator.is_percent:
        return amount
    return floor(amount + TOLERANCE) if direction == "down" else ceil(amount - TOLERANCE)


def sentence(assessment: Assessment, view: IndicatorView, words: Words) -> str:
    """Why an indicator stands as it does: a sentence, and after it what is lacking: years without a figure, the rest of a year under way."""
    facts = {**assessment.values, **_numbers_in_words(assessment.values, view, words)}
    missing = facts.get("missing", ())
    if missing:
        facts |= {"n": len(missing), "missing": format_list([str(year) for year in missing], locale=words.locale)}
    if facts.get("from_year") is not None:
        facts["span"] = words.year_range(min(facts["from_year"], facts["year"]), facts["year"])
    sentences = [words(f"reason.{assessment.reason}{_same(assessment)}", **facts)]
    if missing and assessment.status == "achieved":
        sentences.append(words("reason.note.missing", **facts))
    if "coverage" in facts:
        coverage = words("value.percent", number=words.number(100 * facts["coverage"], 0))
        sentences.append(words(f"reason.note.so-far.{_origin(view)}", **facts | {"coverage": coverage}))
    return " ".join(sentences)


def _same(assessment: Assessment) -> str:
    """Where an indicator is to be better than its baseline, the end of the message that says that it is neither better nor worse."""
    known = assessment.values
    is_compared = assessment.reason.startswith(("improve.behind", "improve.missed"))
    return ".same" if is_compared and abs(known["value"] - known["baseline"]) <= TOLERANCE * max(1.0, abs(known["baseline"])) else ""


def at_length(view: IndicatorView, words: Words) -> str:
    """Why an indicator stands as it does, and how fast it moves."""
    return " ".join(filter(None, (sentence(view.assessment, view, words), pace_sentence(view, words))))


def pace_sentence(view: IndicatorView, words: Words) -> str:
    """How fast an indicator moves, against the change that its target needs, and about when the target would be reached. "" without a pace, where the
    target is reached already, and where the change cannot be told in percent."""
    found = pace.of(view)
    if found is None or found.status == "achieved" or not found.is_relative:
        return ""
    change, needed = _changes(found, words)
    if view.indicator.is_percent:
        # Percent of percent: else it reads as percentage points.
        change = words("pace.relative", change=change)
    facts = {"judged": words(f"pace.status.{found.status}"), "change": change, "needed": needed}
    facts |= {"span": words.year_range(found.base[0], found.latest[0]), "base_year": found.base[0], "latest_year": found.latest[0]}
    facts |= {"by_year": view.target.by_year, "reached_year": found.reached_year}
    return words(f"pace.to-target.{_outlook(found)}" if found.target else f"pace.trend.{_trend(found)}", **facts)


def _trend(found: pace.Pace) -> str:
    return "unchanged" if found.is_still else "away" if found.status == "deterioration" else "forward"


def _outlook(found: pace.Pace) -> str:
    """What is said of a target that is not reached: nothing moves, it moves away or is lost again; else when about it would be reached."""
    year = found.reached_year
    if found.is_still:
        return "unchanged"
    if year is None:
        return "lost" if found.is_lost else "away"
    if year <= found.target[0]:
        return "in-time"
    return "late" if year - found.latest[0] <= FORESEEABLE else "far"


def _changes(found: pace.Pace, words: Words) -> list[str]:
    """The growth, and the one that is needed: for the target, or to be substantial; with as many decimals as tell them apart and from nothing."""
    growths = (found.growth, found.needed if found.target else found.substantial)
    for extra in range(MOST_EXTRA_DECIMALS):
        texts = [_growth(growth, words, extra) for growth in growths]
        if len(set(texts)) == len(set(growths)) and (found.is_still or any(digit in texts[0] for digit in "123456789")):
            break
    return texts


def _growth(growth: float, words: Words, extra: int) -> str:
    """In percent, with a decimal where it is below ten."""
    percent = words("value.percent", number=words.number(100 * abs(growth), extra + (abs(growth) < 0.1)))
    return words("pace.fall" if growth < 0 else "pace.rise", percent=percent)


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
    if "needed" in others:
        others["needed"] = enough(indicator, view.target.direction, others["needed"])
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
    return words.decimal(value, f"#,##0.{places}" if places else "#,##0")
