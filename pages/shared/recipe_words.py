"""What a table was taken for and what a recipe makes of it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from loaders import tables
from loaders.recipes import lists
from loaders.recipes.recipe import Labels, Recipe, Rule
from loaders.recipes.series import Series
from loaders.recipes.suggest.suggestions import Proposal
from loaders.recipes.table_profile import TableProfile
from loaders.tables import Table
from monitoring.model import CONTEXT
from monitoring.words import Words, parts_of
from pages.shared import entries, html, session

LINES_NAMED, DOUBTS_NAMED = 8, 5


def understood(table: Table, proposal: Proposal) -> list[str]:
    """What kind of table it is, of which time, in sentences."""
    words = session.words()
    found = [words(f"table.kind.{proposal.kind}")]
    if proposal.columns:
        told = dates(table)
        found.append(words("table.rows", n=len(table.lines)))
        return found + ([words("table.span", span=entries.periods(told[0], told[-1]))] if told else [])
    numbers = [row for row in table.rows if row.value is not None]
    finest = max((len(row.period) for row in numbers), default=0)
    periods = sorted({row.period for row in numbers if row.period and len(row.period) == finest})
    found.append(words("table.numbers", n=len(numbers)))
    found.append(words("table.span", span=entries.periods(periods[0], periods[-1])) if periods else words("table.span.none"))
    return found


def doubts(profile: TableProfile, year_from: str = "") -> tuple[str, list[str]]:
    """How sure the reading of a table is, and why it is not; but for a year that a person has agreed to take from there."""
    words, found = session.words(), tuple(doubt for doubt in profile.doubts if doubt.code != f"year-from-{year_from}")
    confidence = tables.confidence(found)
    reasons = [words(f"table.doubt.{doubt.code}", place=doubt.place, **doubt.values) for doubt in found[:DOUBTS_NAMED]]
    return words(f"table.confidence.{confidence}"), reasons


def dates(table: Table) -> list[str]:
    """The days of a list, as ISO dates, the first one first."""
    column, year = lists.time_column(table), lists.year_of(table)
    found = [lists.moment(cell, year) for cell in lists.cells(table, column)] if column else []
    return sorted(moment.day.isoformat() for moment in found if moment and moment.day)


def name(recipe: Recipe) -> str:
    """What it is called."""
    return session.words().written_text(recipe.texts("name"))


def mark_up_names(recipes: Mapping[str, Recipe]) -> None:
    """Marks up their names in the elements of these keys, as `markdown.marked` wrote them there, where they are in another language than the page."""
    others = {key: language for key, one in recipes.items() for _, language in parts_of(name(one)) if language}
    if others:
        st.html(html.languages(others), unsafe_allow_javascript=True)


def recipe(recipe: Recipe) -> str:
    """Everything that a recipe makes, as HTML: each indicator with where its figures come from."""
    indicators = dict.fromkeys(rule.indicator for rule in recipe.rules)
    rules = {code: [sentence(rule) for rule in recipe.rules if rule.indicator == code] for code in indicators}
    for labels in recipe.breakdowns:
        rules[labels.indicator].append(breakdown(labels))
    whole = "".join(html.paragraph(entries.named(code), "strong") + html.items(sentences) for code, sentences in rules.items())
    about = _of_table(recipe)
    return whole + (html.items(about) if about else "")


def _of_table(recipe: Recipe) -> list[str]:
    """What a recipe says of the table's rows and year, whichever indicator its figures are of."""
    words = session.words()
    quoted = {name: ", ".join(getattr(recipe, name.replace("-", "_"))) for name in ("left-out", "counted")}
    found = [words(f"rule.{name}", words=text) for name, text in quoted.items() if text]
    found += [words("rule.rows-left-out", n=len(recipe.rows_left_out))] if recipe.rows_left_out else []
    return found + ([words(f"rule.year-from.{recipe.year_from}")] if recipe.year_from else [])


def sentence(rule: Rule) -> str:
    """Where one component comes from."""
    words, where = session.words(), ", ".join(f"{column}: {text}" for column, text in rule.where.items())
    values = {"component": words(f"component.{rule.component}"), "under": lines(rule.under), "column": rule.column, "where": where}
    if rule.component == CONTEXT:
        name, source = (words.written_text(rule.texts(field)) for field in ("name", "source"))
        return words.around("rule.context", "name", name, under=lines(rule.under), source=source)
    if rule.area and rule.category:
        without = ", ".join(rule.without) or words("rule.nothing")
        return words("rule.areas", area=dimension(rule.area), category=dimension(rule.category), without=without)
    if not rule.is_of_list:
        return words(f"rule.{rule.how}" if rule.under else f"rule.{rule.how}.all", **values)
    key = f"rule.list.{rule.how}"
    return words(f"{key}.where" if where else key, **values)


def breakdown(labels: Labels) -> str:
    """Which column or line of headings says the categories of a breakdown, and what a person answered of its labels."""
    words, declared = session.words(), session.programme().breakdown(labels.indicator, labels.dimension)
    names = {one.category: words.name(one) for one in declared.categories} if declared else {}
    names |= {"": words("map.category.none")}
    answers = ", ".join(f"{label}: {names.get(code, code)}" for label, code in labels.labels.items())
    values = {"breakdown": words.breakdown(declared) if declared else labels.dimension, "column": dimension(labels.by)}
    return words("rule.breakdown.labels", labels=answers, **values) if answers else words("rule.breakdown", **values)


def lines(labels: Sequence[str]) -> str:
    """Headings as one text."""
    return entries.shortened(" · ".join(labels))


def line(series: Series) -> str:
    """A line of a table of numbers, with its first and its last value."""
    words, values = session.words(), series.values
    finest = max(map(len, values), default=0)
    found = [(entries.period(period), _value(value, series, words)) for period, value in values.items() if len(period) == finest]
    said = [": ".join(filter(None, pair)) for pair in found]
    ends = " … ".join(dict.fromkeys((said[0], said[-1]))) if said else ""
    heading = lines(series.labels) or words("line.only")
    return f"{heading} ({ends})" if ends else heading


def _value(value: float, series: Series, words: Words) -> str:
    return f"{words.number(value)} {series.unit}".strip()


def dimension(name: str) -> str:
    """What the headings of a dimension are called: by their own heading, or where they stand."""
    words = session.words()
    kind, _, number = name.partition(" ")
    if kind == "across" and number.isdecimal():
        return words("dimension.across", number=number)
    if kind == "column" and number.isdecimal():
        return words("dimension.column", number=number)
    return words("dimension.section") if name == "section" else name


def dimension_with_labels(table: Table, name: str) -> str:
    """The same with the first of its words, so that a person knows which it is."""
    found = labels(table, name)
    return f"{dimension(name)} ({entries.shortened(', '.join(found[:LINES_NAMED]), 80)})" if found else dimension(name)


def labels(table: Table, name: str) -> list[str]:
    """The words of a dimension, each once, in the order of the sheet."""
    return list(dict.fromkeys(label.text for row in table.rows for label in row.labels if label.dimension == name))
