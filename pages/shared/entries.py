"""What was delivered, in words: names of indicators, actions, goals and units, figures, states and periods, and how a figure changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from monitoring import reasons
from monitoring.comparison import FigureChange
from monitoring.dimensions import Dimensions
from monitoring.model import CONTEXT, Figure, Report
from monitoring.trust.people import Grant
from monitoring.words import Written
from pages.shared import session

LONGEST = 300
PERIOD = re.compile(r"(?P<year>\d{4})?(?:-Q(?P<quarter>\d)|-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def named(code: str) -> str:
    """Code and name of an indicator, an action or a goal."""
    catalogue = session.programme()
    for known in (catalogue.indicators, catalogue.actions, catalogue.goals):
        if code in known:
            return f"{code} {session.words().name(known[code])}"
    return code


def unit(code: str) -> str:
    """The name of a unit; its code where the programme does not have it any more."""
    units = session.programme().units
    return session.words().name(units[code]) if code in units else code


def role(grant: Grant) -> str:
    """A role, with the unit that it is for."""
    name = session.words()(f"role.{grant.role}")
    return f"{name} · {unit(grant.unit)}" if grant.unit else name


def goal_of(code: str) -> str:
    """The goal that an indicator or an action belongs to; a goal's own code is itself."""
    catalogue = session.programme()
    if code in catalogue.indicators:
        return catalogue.indicators[code].goal
    return catalogue.actions[code].goal if code in catalogue.actions else code


def item(indicator: str, component: str, dimensions: Dimensions) -> str:
    """Which entry of an indicator it is: the component where it is the total, its categories in a breakdown, the name of a context statistic."""
    words, catalogue = session.words(), session.programme()
    name, declared = words(f"component.{component}"), catalogue.categories_of(indicator, dimensions)
    names = {each.dimension: words.name(each) for each in declared}
    categories = [names.get(each, dimensions[each]) for each in dimensions.in_order]
    if component == CONTEXT:
        return Written.joined(" · ", (name, words.written_text(_statistic(indicator, dimensions))))
    return " · ".join([*categories, name] if declared and component != "value" else categories) or name


def _statistic(indicator: str, dimensions: Dimensions) -> Mapping[str, str]:
    """The name of a delivered statistic by language; of one that was not accepted yet nobody knows the language."""
    lines = session.now().context.get(indicator, ())
    return next((line.names for line in lines if line.cells[0].dimensions == dimensions), {"": dimensions.get("statistic", "")})


def value(component: str, content: float | str | Mapping[str, str] | None) -> str:
    """A figure as the language writes it, a state by its word, an evaluation's text (which may be by language); a dash for a figure that does not
    exist."""
    words = session.words()
    if content is None:
        return words("value.none")
    if component == "state":
        return words(f"state.{content}")
    if isinstance(content, Mapping):
        return written(content)
    return shortened(content) if isinstance(content, str) else words.number(content)


def shortened(text: str, longest: int = LONGEST) -> str:
    """At most so many characters; what is left out shows as dots."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def written(texts: Mapping[str, str]) -> str:
    """Of a text by language the reader's, shortened; where it is in another, with that one's name."""
    return session.words().written_text({language: shortened(text) for language, text in texts.items() if text})


def delivery_state(row) -> str:
    """Whether a delivery is active or was withdrawn."""
    return session.words()("deliveries.active") if row.withdrawn_at is None else withdrawn(row)


def withdrawn(row) -> str:
    """When a delivery was withdrawn, by whom and why."""
    words = session.words()
    reason = words.written_text(row.reasons)
    return words.around("deliveries.withdrawn", "reason", reason, at=session.moment(row.withdrawn_at), by=row.withdrawn_by)


def place(sheet: str, cell: str) -> str:
    """Sheet and cell, as a person would look for them; of several cells with room to break the line."""
    return " ".join(filter(None, (sheet, cell.replace(",", ", "))))


def period(code: str) -> str:
    """An SDMX time period in the reader's language: "2021-05" is May 2021; a month without a year, "-05", is the month alone. Anything else stays
    as it is."""
    words, match = session.words(), PERIOD.fullmatch(code)
    if match is None:
        return code
    year, quarter, week, month, day = (int(part or 0) for part in match.group("year", "quarter", "week", "month", "day"))
    if day and year:
        return words.date(date(year, month, day))
    if month:
        return format_date(date(year or 2000, month, 1), "LLLL y" if year else "LLLL", locale=words.locale)
    if quarter:
        return words("time.quarter", quarter=quarter, year=year or "").strip()
    return words("time.week", week=week, year=year or "").strip() if week else code


def periods(first: str, last: str) -> str:
    """From one period to another, or the one where they are the same."""
    return period(first) if first == last else f"{period(first)} – {period(last)}"


def report(report: Report | None) -> str:
    """The reported state of an action or a milestone, with the day of completion; "" for none."""
    return with_day(session.words()(f"state.{report.state}"), report) if report else ""


def with_day(text: str, report: Report) -> str:
    return f"{text} · {session.words().date(report.completed_on)}" if report.completed_on else text


def changed_figure(change: FigureChange) -> str:
    """Which figure changed: code and name of the indicator, and the category where it is one of those."""
    name = named(change.view.indicator.indicator)
    return f"{name} · {session.words().name(change.category)}" if change.category else name


def change(change: FigureChange) -> tuple[str, str]:
    """The figure before and after; "" for none. Where both have the same words, with the parts that they are made of."""
    before, after = _figure(change, change.before), _figure(change, change.after)
    if before != after:
        return before, after
    return _with_parts(before, change.before), _with_parts(after, change.after)


def _figure(change: FigureChange, figure: Figure | None) -> str:
    words = session.words()
    if figure is None:
        return ""
    if figure.value is None and not figure.is_withheld:
        return words("chart.value-status.none")
    text = reasons.figure(change.view.indicator, change.view.measure, figure, words)
    if figure.coverage == 1 or figure.is_withheld:
        return text
    return words("changes.so-far", value=text, coverage=words("value.percent", number=words.number(100 * figure.coverage, 0)))


def _with_parts(text: str, figure: Figure | None) -> str:
    words = session.words()
    if figure is None or not figure.parts:
        return text
    parts = [words("changes.part", component=words(f"component.{name}"), number=number) for name, number in figure.parts.items()]
    return words("changes.with-parts", value=text, parts=format_list(parts, locale=words.locale))
