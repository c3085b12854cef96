"""The questions about one table: what is asked, with what the fields are filled in, and what a person's answers are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from loaders import numbers
from loaders.recipes import list_columns
from loaders.recipes.selecting import compared
from loaders.recipes.suggest.drafts import Answers
from loaders.recipes.suggest.proposals import Proposal
from loaders.tables import Table
from monitoring.model import CONTEXT
from pages.shared import html, recipe_words, session
from pages.units.deliver import answers

ROWS, ALL = "", "all"
"""Instead of a column of a list: its rows. Instead of a line of a table of numbers: all of them added up."""
NUMBERS = (list_columns.NUMBERS, list_columns.ANSWERS)
LONGEST = 200
YEARS = range(1900, 2201)

Choice = tuple[str, str]


@dataclass(frozen=True)
class Question:
    """What is asked about `table`: the fields that are `shown`, each under a key that begins with `key`, filled in from `known`. `use` is the
    indicator's kind, or "context" for a statistic beside it; `without` are the labels that a distribution leaves out."""

    key: str
    table: Table
    proposal: Proposal
    use: str
    known: Answers
    shown: frozenset[str]
    without: tuple[str, ...] = ()
    year: int | None = None

    @property
    def is_list(self) -> bool:
        return bool(self.proposal.columns)

    def asks(self, *fields: str) -> bool:
        return not self.shown.isdisjoint(fields)


def draw(question: Question) -> None:
    """The fields, in a form that is already begun."""
    if question.is_list:
        _list_fields(question)
    elif question.use == "distribution":
        _area_fields(question)
    else:
        _line_fields(question)
    if question.asks("year"):
        st.text_input(session.words()("map.year"), str(question.year or ""), key=f"{question.key}year", max_chars=4)


def _list_fields(question: Question) -> None:
    words, known = session.words(), question.known
    if question.asks("column"):
        options = [*([ROWS] if question.use != "score" else []), *(one.heading for one in question.proposal.columns if one.holds in NUMBERS)]
        same = [place for place, name in enumerate(options) if compared(name) == compared(known.column)]
        label, shown = words("map.column" if question.use == "score" else "map.counted"), lambda name: _counted(question, name)
        st.selectbox(label, options, next(iter(same), None), key=f"{question.key}column", format_func=shown, placeholder=words("map.choose"))
    if question.asks("column", "of-which", "where"):
        _rows_field(question)


def _counted(question: Question, name: str) -> str:
    words = session.words()
    if name == ROWS:
        return words("map.counted.rows", n=len(question.table.lines))
    return name if question.use == "score" else words("map.counted.column", column=name)


def _rows_field(question: Question) -> None:
    """Which rows count, or of a share are the part: those where one of the columns of few words says one of them."""
    words, counts, is_part = session.words(), _choices(question), question.use == "share"
    if not counts:
        return
    options: list[Choice | None] = [*([] if is_part else [None]), *counts]
    known = tuple(map(compared, question.known.where or ()))
    at = next((place for place, choice in enumerate(options) if choice and tuple(map(compared, choice)) == known), None if is_part else 0)

    def shown(choice: Choice | None) -> str:
        return words("map.where.all") if choice is None else words("map.where.one", column=choice[0], text=choice[1], n=counts[choice])

    label = words("map.of-which" if is_part else "map.where")
    st.selectbox(label, options, at, key=f"{question.key}where", format_func=shown, placeholder=words("map.choose"))


def _choices(question: Question) -> Mapping[Choice, int]:
    return {(heading, text): count for heading, counts in question.proposal.choices.items() for text, count in counts}


def _area_fields(question: Question) -> None:
    if not question.asks("area", "category"):
        return
    words, table, known = session.words(), question.table, question.known
    options = list(question.proposal.dimensions)
    for name, held in (("area", known.area), ("category", known.category)):
        at = options.index(held) if held in options else None
        key, shown = f"{question.key}{name}", lambda dimension: recipe_words.dimension_with_labels(table, dimension)
        st.selectbox(words(f"map.{name}"), options, at, key=key, format_func=shown, placeholder=words("map.choose"))
    labels = list(dict.fromkeys(label for dimension in options for label in recipe_words.labels(table, dimension)))
    totals = [label for label in labels if label in question.without]
    st.multiselect(words("map.without"), labels, totals, key=f"{question.key}without", placeholder=words("map.without.none"))


def _line_fields(question: Question) -> None:
    words, known, series = session.words(), question.known, question.proposal.series

    def shown(place: int | str) -> str:
        return words("line.all") if place == ALL else recipe_words.line(series[place])

    for component in answers.lines(question.use):
        if not question.asks(component):
            continue
        options: list[int | str] = list(range(len(series)))
        if len(series) > 1 and component in ("figure", "whole"):
            options.append(ALL)
        held = ALL if known.all_added and ALL in options else answers.place_of(known, component)
        at = options.index(held) if held in options else None
        st.selectbox(words(f"map.{component}"), options, at, key=f"{question.key}{component}", format_func=shown, placeholder=words("map.choose"))
        if component == "part" and any(one.unit == "%" for one in series):
            st.html(html.paragraph(words("map.part.percent"), "muted"))
    if question.use == CONTEXT and question.asks("source", "context"):
        st.text_input(words("map.name"), known.name, key=f"{question.key}name", max_chars=LONGEST)
        st.text_input(words("map.source"), known.source, key=f"{question.key}source", max_chars=LONGEST)


def said(question: Question) -> tuple[Answers, tuple[str, ...], int | None]:
    """What the fields say now, what a distribution leaves out, the year or None. What is not shown stays as it was known."""
    fields: dict[str, object] = {}
    for name in ("column", "area", "category", "name", "source"):
        if (held := _field(question, name, "missing")) != "missing":
            fields[name] = (held or "").strip()
    if (held := _field(question, "where", "missing")) != "missing":
        fields["where"] = held
    for component in answers.lines(question.use):
        if (place := _field(question, component, "missing")) != "missing":
            fields |= _line(component, place)
    year = year_of(_field(question, "year", "")) if question.asks("year") else question.year
    return replace(question.known, **fields), tuple(_field(question, "without", question.without)), year


def _line(component: str, place: int | str | None) -> dict[str, object]:
    if component == "context":
        return {"context": () if place is None else (place,)}
    if component in ("figure", "whole"):
        return {"all_added": place == ALL, component: None if place == ALL else place}
    return {component: place}


def _field(question: Question, name: str, default: object) -> object:
    return st.session_state.get(f"{question.key}{name}", default)


def year_of(text: str) -> int | None:
    """The year that a person wrote; None where it is none."""
    read = numbers.number(text)
    return int(read.value) if isinstance(read, numbers.Number) and read.value in YEARS else None
