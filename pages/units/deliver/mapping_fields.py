"""The fields of the questions about one table, as lists and texts: what pointing at the table does as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

from loaders.recipes import lists
from loaders.recipes.recipe import ASKED
from loaders.recipes.suggest import category_labels, suggestions
from loaders.recipes.suggest.suggestions import Pair
from monitoring.model import CONTEXT
from pages.shared import entries, forms, html, markdown, recipe_words, select, session
from pages.units.deliver import questions
from pages.units.deliver.questions import Choice, Question

MOST_ROWS, ROW_CELLS = 500, 3
"""Rows of a list that can be chosen by name, and how many of its cells name a row."""


def draw(question: Question) -> None:
    """The fields, which hold what they begin with already: see questions.fill."""
    if question.is_list:
        _list_fields(question)
    elif question.kind is not None and question.kind.by_area:
        _area_fields(question)
    else:
        _line_fields(question)
    _breakdown_fields(question)
    _year_fields(question)
    if question.profile.is_unsure:
        st.checkbox(session.words()("map.checked"), key=f"{question.key}checked")


def _breakdown_fields(question: Question) -> None:
    """Which column says the categories of each breakdown, and which category a label is that is not called so."""
    words, table = session.words(), question.profile.table
    names = [questions.NO_COLUMN, *category_labels.candidates(question.profile)] if question.breakdowns else []

    def shown(name: str) -> str:
        if name == questions.NO_COLUMN:
            return words("map.by.none")
        return name if question.is_list else recipe_words.dimension_with_labels(table, name)

    for breakdown in question.breakdowns:
        called, codes = words.breakdown(breakdown), {one.category: words.name(one) for one in breakdown.categories}
        codes |= {questions.NO_CATEGORY: words("map.category.none")}
        key = f"{question.key}{questions.by_field(breakdown)}"
        _called_field(words("map.by", breakdown=called), names, key, shown)
        for label, name in questions.unknown_labels(question, breakdown).items():
            asked = words("map.label", breakdown=called, label=entries.shortened(label, 60))
            _called_field(asked, codes, f"{question.key}{name}", codes.get)


def _called_field(asked: str, options: Iterable[str], key: str, shown: Callable[[str], str | None]) -> None:
    """A question with a name that a table or a programme gives: it stands above the field, which would read it as Markdown."""
    st.html(html.paragraph(asked))
    none, hidden = session.words()("map.choose"), "collapsed"
    select.one(asked, options, None, key=key, format_func=shown, placeholder=none, label_visibility=hidden)


def _year_fields(question: Question) -> None:
    """Where the year is from that the table does not state, and the year where a person says it."""
    words = session.words()
    if question.asks("year-from"):
        where, year = question.source
        key, options, shown = f"{question.key}year-from", (where, ASKED), lambda option: words(f"map.year-from.{option}", year=str(year))
        st.html(html.paragraph(words("map.year-from.about"), "muted"))
        select.one(words("map.year-from"), options, None, key=key, format_func=shown, placeholder=words("map.choose"))
    if questions.asks_year(question):
        st.text_input(words("map.year"), key=f"{question.key}year", max_chars=4)


def _list_fields(question: Question) -> None:
    words = session.words()
    if question.asks("column"):
        label, shown = words("map.column" if question.is_averaged else "map.counted"), lambda name: _counted(question, name)
        key = f"{question.key}column"
        select.one(label, questions.columns(question), None, key=key, format_func=shown, placeholder=words("map.choose"))
    if question.asks("column", "of-which", "where"):
        _rows_field(question)
    for word, found in question.says.items():
        label = words("map.says", n=len(found), word=word, lines=entries.shortened(", ".join(map(str, found)), 60))
        shown, key = lambda option: words(f"map.says.{option}"), f"{question.key}says:{word}"
        select.one(label, (questions.LEFT_OUT, questions.COUNTED), None, key=key, format_func=shown, placeholder=words("map.choose"))
    options = question.profile.table.lines if len(question.profile.table.lines) <= MOST_ROWS else questions.field(question, "rows", ())
    shown = partial(_row_text, question, words.language)
    select.several(words("map.rows"), options, key=f"{question.key}rows", format_func=shown, placeholder=words("map.rows.none"))


def _row_text(question: Question, language: str, line: int) -> str:
    """A row by its number and what its first cells say."""
    cells = lists.filled(question.profile.table, line)
    return entries.shortened(f"{line}: {' · '.join(cell.shown(language) for cell in cells[:ROW_CELLS])}", questions.LONGEST)


def _counted(question: Question, name: str) -> str:
    words = session.words()
    if name == questions.ROWS:
        return words("map.counted.rows", n=len(question.profile.table.lines))
    return name if question.is_averaged else words("map.counted.column", column=name)


def _rows_field(question: Question) -> None:
    """Which rows count, or of a share are the part: those where one of the columns of few words says one of them."""
    words, counts = session.words(), questions.choices(question)
    if not counts:
        return
    options: list[Choice | str] = [*([] if question.is_part else [questions.ALL]), *counts]

    def shown(choice: Choice | str) -> str:
        return words("map.where.all") if choice == questions.ALL else words("map.where.one", column=choice[0], text=choice[1], n=counts[choice])

    label = words("map.of-which" if question.is_part else "map.where")
    select.one(label, options, None, key=f"{question.key}where", format_func=shown, placeholder=words("map.choose"))


def _area_fields(question: Question) -> None:
    if not question.asks("area", "category"):
        return
    words, table = session.words(), question.profile.table
    for name in ("area", "category"):
        key, shown = f"{question.key}{name}", lambda dimension: recipe_words.dimension_with_labels(table, dimension)
        options = question.proposal.dimensions
        select.one(words(f"map.{name}"), options, None, key=key, format_func=shown, placeholder=words("map.choose"))
    select.several(words("map.without"), questions.labels(question), key=f"{question.key}without", placeholder=words("map.without.none"))


def _line_fields(question: Question) -> None:
    words, known, series = session.words(), question.known, question.proposal.series

    def shown(index: int | str) -> str:
        return words("line.all") if index == questions.ALL else recipe_words.line(series[index])

    _pairs(question)
    for name in questions.lines(question.kind):
        if not question.asks(name):
            continue
        key, options = f"{question.key}{name}", questions.line_options(question, name)
        select.one(words(f"map.{name}"), options, None, key=key, format_func=shown, placeholder=words("map.choose"))
        if question.is_part and name == question.kind.pair[0] and any(one.unit == "%" for one in series):
            st.html(html.paragraph(words("map.part.percent"), "muted"))
    if question.kind is None and question.asks("source", CONTEXT):
        forms.texts(words("map.name"), f"{question.key}name", known.names, questions.LONGEST, is_line=True)
        forms.texts(words("map.source"), f"{question.key}source", known.sources, questions.LONGEST, is_line=True)


def _pairs(question: Question) -> None:
    """Proposals for a part and its whole, each with what they make; one click fills in both."""
    if not question.is_part or not question.asks(*question.kind.pair):
        return
    words, series = session.words(), question.proposal.series
    found = suggestions.pairs(series, session.programme().indicators[question.known.indicator])

    def shown(index: int) -> str:
        pair = found[index]
        percent = words("value.percent", number=words.number(100 * pair.part_value / pair.whole_value, 1))
        names = (recipe_words.lines(series[each].labels) or words("line.only") for each in (pair.part, pair.whole))
        part, whole = map(markdown.escape, names)
        number, of = words.number(pair.part_value), words.number(pair.whole_value)
        return words("map.pair", part=part, whole=whole, period=entries.period(pair.period), number=number, of=of, percent=percent)

    if found:
        key = f"{question.key}pair"
        st.radio(words("map.pairs"), range(len(found)), None, key=key, format_func=shown, on_change=_take_pair, args=(question, key, found))


def _take_pair(question: Question, key: str, found: Sequence[Pair]) -> None:
    at = st.session_state[key]
    if at is not None:
        for name, index in zip(question.kind.pair, (found[at].part, found[at].whole), strict=True):
            st.session_state[f"{question.key}{name}"] = index
