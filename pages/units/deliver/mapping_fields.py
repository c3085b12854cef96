"""The questions about one table: the fields that an indicator needs, how they are drawn and filled in, and the answers that they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from loaders import numbers
from loaders.recipes import lists
from loaders.recipes.recipe import Rule
from loaders.recipes.series import Series
from loaders.recipes.suggest import indicator_names
from loaders.recipes.suggest.drafts import Answers
from loaders.recipes.suggest.suggestions import Proposal
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from monitoring import kinds
from monitoring.kinds import Kind
from monitoring.model import CONTEXT
from monitoring.programme import Indicator
from pages.shared import html, recipe_words, session

ROWS, ALL = "", "all"
"""Instead of a column of a list: its rows. Instead of a line of a table of numbers: all of them added up."""
NUMBERS = (lists.NUMBERS, lists.ANSWERS)
LONGEST = 200
YEARS = range(1900, 2201)

Choice = tuple[str, str]
"""A column of a list and a text in it: the rows with that text count."""


FIELDS = frozenset({*kinds.COMPONENTS, CONTEXT, "column", "area", "category", "source"})
"""All fields but the year."""


@dataclass(frozen=True)
class Question:
    """The questions about a table: the fields that are `shown`, each under a key that begins with `key`, filled in from `known`. `kind` is the
    indicator's, None for a context statistic; `without` are the labels that a distribution leaves out."""

    key: str
    profile: TableProfile
    proposal: Proposal
    kind: Kind | None
    known: Answers
    shown: frozenset[str]
    without: tuple[str, ...] = ()
    year: int | None = None

    @property
    def is_list(self) -> bool:
        return bool(self.proposal.columns)

    @property
    def is_averaged(self) -> bool:
        """Whether a list has to name the column of answers that the mean is of."""
        return self.kind is not None and self.kind.is_of_answers

    @property
    def is_part(self) -> bool:
        """Whether the rows that are chosen of a list are the part of all rows."""
        return self.kind is not None and self.kind.is_part

    def asks(self, *fields: str) -> bool:
        return not self.shown.isdisjoint(fields)


def lines(kind: Kind | None) -> tuple[str, ...]:
    """The fields for the lines of a table of numbers that must be known of an indicator of that kind, or of a context statistic for None."""
    return (CONTEXT,) if kind is None else tuple(component.name for component in kind.reported)


def lacking(answers: Answers, kind: Kind | None, is_list: bool) -> list[str]:
    """The fields that must be filled in and are not: message `map.<field>` names each."""
    return [name for name, is_filled in _needed(answers, kind, is_list).items() if not is_filled]


def _needed(answers: Answers, kind: Kind | None, is_list: bool) -> dict[str, bool]:
    """The fields that must be filled in, and whether they are."""
    if kind is None:
        return {CONTEXT: bool(answers.context), "source": bool(answers.source)}
    if kind.by_area:
        return {"area": bool(answers.area), "category": bool(answers.category) and answers.category != answers.area}
    if is_list:
        return {"column": bool(answers.column) or not kind.is_of_answers, "of-which": bool(answers.where) or not kind.is_part}
    return {name: line_of(answers, name) is not None or (answers.all_added and name == kind.total) for name in lines(kind)}


def line_of(answers: Answers, field: str) -> int | None:
    """The index of the line, among the table's series, that a field names."""
    return next(iter(answers.context), None) if field == CONTEXT else answers.lines.get(field)


def without_doubtful(answers: Answers, open_: Sequence[str], series: Sequence[Series], indicator: Indicator) -> Answers:
    """The answers without those that a person must confirm and whose line fits the indicator no better than another line: a person then chooses,
    instead of agreeing to the first."""
    certain = {name: index for name, index in answers.lines.items() if name not in open_ or _stands_out(index, series, indicator)}
    return replace(answers, lines=certain)


def _stands_out(index: int, series: Sequence[Series], indicator: Indicator) -> bool:
    """Whether that line is the only total, or the one whose headings are most like the indicator's name."""
    if series[index].is_total:
        return sum(one.is_total for one in series) == 1
    likeness = [indicator_names.likeness(indicator_names.words_of(one.labels), indicator)[0] for one in series]
    return likeness[index] > 0 and likeness.count(max(likeness)) == 1 and likeness[index] == max(likeness)


def answers_of(rules: Sequence[Rule], series: Sequence[Series], indicator: Indicator) -> Answers:
    """What the rules of a recipe say of an indicator, as answers."""
    by_component = {rule.component: rule for rule in rules if rule.indicator == indicator.indicator}
    first, kind = next(iter(by_component.values())), kinds.of(indicator)
    lines = {name: index for name, rule in by_component.items() if (index := _index(rule, series)) is not None}
    context = lines.pop(CONTEXT, None)
    return Answers(
        indicator.indicator,
        lines,
        all_added=any(rule.how == "sum" and not rule.is_of_list for rule in by_component.values()),
        column=first.column,
        where=next(iter(by_component.get(kind.pair[0] if kind.is_part else first.component, first).where.items()), None),
        area=first.area,
        category=first.category,
        context=() if context is None else (context,),
        name=first.name,
        source=first.source,
    )


def _index(rule: Rule, series: Sequence[Series]) -> int | None:
    """The line that has a rule's headings."""
    if rule.how == "sum" or rule.is_of_list:
        return None
    wanted = sorted(map(compared, rule.under))
    return next((index for index, one in enumerate(series) if sorted(map(compared, one.labels)) == wanted), None)


def draw(question: Question) -> None:
    """The fields, in a form that is already begun."""
    if question.is_list:
        _list_fields(question)
    elif question.kind is not None and question.kind.by_area:
        _area_fields(question)
    else:
        _line_fields(question)
    if question.asks("year"):
        st.text_input(session.words()("map.year"), str(question.year or ""), key=f"{question.key}year", max_chars=4)


def _list_fields(question: Question) -> None:
    words, known = session.words(), question.known
    if question.asks("column"):
        options = [*([] if question.is_averaged else [ROWS]), *(one.heading for one in question.proposal.columns if one.holds in NUMBERS)]
        same = [index for index, name in enumerate(options) if compared(name) == compared(known.column)]
        label, shown = words("map.column" if question.is_averaged else "map.counted"), lambda name: _counted(question, name)
        st.selectbox(label, options, next(iter(same), None), key=f"{question.key}column", format_func=shown, placeholder=words("map.choose"))
    if question.asks("column", "of-which", "where"):
        _rows_field(question)


def _counted(question: Question, name: str) -> str:
    words = session.words()
    if name == ROWS:
        return words("map.counted.rows", n=len(question.profile.table.lines))
    return name if question.is_averaged else words("map.counted.column", column=name)


def _rows_field(question: Question) -> None:
    """Which rows count, or of a share are the part: those where one of the columns of few words says one of them."""
    words, counts = session.words(), _choices(question)
    if not counts:
        return
    options: list[Choice | None] = [*([] if question.is_part else [None]), *counts]
    known = tuple(map(compared, question.known.where or ()))
    same = (index for index, choice in enumerate(options) if choice and tuple(map(compared, choice)) == known)
    at = next(same, None if question.is_part else 0)

    def shown(choice: Choice | None) -> str:
        return words("map.where.all") if choice is None else words("map.where.one", column=choice[0], text=choice[1], n=counts[choice])

    label = words("map.of-which" if question.is_part else "map.where")
    st.selectbox(label, options, at, key=f"{question.key}where", format_func=shown, placeholder=words("map.choose"))


def _choices(question: Question) -> Mapping[Choice, int]:
    """How many rows have each text of each column of few words."""
    return {(heading, text): count for heading, counts in question.proposal.choices.items() for text, count in counts}


def _area_fields(question: Question) -> None:
    if not question.asks("area", "category"):
        return
    words, table, known = session.words(), question.profile.table, question.known
    options = list(question.proposal.dimensions)
    for name, held in (("area", known.area), ("category", known.category)):
        at = options.index(held) if held in options else None
        key, shown = f"{question.key}{name}", lambda dimension: recipe_words.dimension_with_labels(table, dimension)
        st.selectbox(words(f"map.{name}"), options, at, key=key, format_func=shown, placeholder=words("map.choose"))
    labels = list(dict.fromkeys(label for dimension in options for label in recipe_words.labels(table, dimension)))
    totals = [label for label in labels if label in question.without]
    st.multiselect(words("map.without"), labels, totals, key=f"{question.key}without", placeholder=words("map.without.none"))


def _can_be_all(question: Question, name: str) -> bool:
    """Whether a component can be all lines added up."""
    return question.kind is not None and name == question.kind.total


def _line_fields(question: Question) -> None:
    words, known, series = session.words(), question.known, question.proposal.series

    def shown(index: int | str) -> str:
        return words("line.all") if index == ALL else recipe_words.line(series[index])

    for name in lines(question.kind):
        if not question.asks(name):
            continue
        options: list[int | str] = list(range(len(series)))
        if len(series) > 1 and _can_be_all(question, name):
            options.append(ALL)
        held = ALL if known.all_added and ALL in options else line_of(known, name)
        at = options.index(held) if held in options else None
        st.selectbox(words(f"map.{name}"), options, at, key=f"{question.key}{name}", format_func=shown, placeholder=words("map.choose"))
        if question.is_part and name == question.kind.pair[0] and any(one.unit == "%" for one in series):
            st.html(html.paragraph(words("map.part.percent"), "muted"))
    if question.kind is None and question.asks("source", CONTEXT):
        st.text_input(words("map.name"), known.name, key=f"{question.key}name", max_chars=LONGEST)
        st.text_input(words("map.source"), known.source, key=f"{question.key}source", max_chars=LONGEST)


def filled_in(question: Question) -> tuple[Answers, tuple[str, ...], int | None]:
    """The answers in the fields, the labels that a distribution leaves out, the year or None. What is not shown stays as it was known."""
    fields: dict[str, object] = {}
    for name in ("column", "area", "category", "name", "source"):
        if (held := _field(question, name, "missing")) != "missing":
            fields[name] = (held or "").strip()
    if (held := _field(question, "where", "missing")) != "missing":
        fields["where"] = held
    fields |= _lines(question)
    year = year_of(_field(question, "year", "")) if question.asks("year") else question.year
    return replace(question.known, **fields), tuple(_field(question, "without", question.without)), year


def _lines(question: Question) -> dict[str, object]:
    """Which lines the fields for them name."""
    fields: dict[str, object] = {}
    named = dict(question.known.lines)
    for name in lines(question.kind):
        index = _field(question, name, "missing")
        if index == "missing":
            continue
        if name == CONTEXT:
            return {CONTEXT: () if index is None else (index,)}
        if _can_be_all(question, name):
            fields["all_added"] = index == ALL
        named.pop(name, None)
        if index not in (None, ALL):
            named[name] = index
    return fields | {"lines": named}


def _field(question: Question, name: str, default: object) -> object:
    return st.session_state.get(f"{question.key}{name}", default)


def year_of(text: str) -> int | None:
    """The year that a person wrote; None where it is none."""
    read = numbers.number(text)
    return int(read.value) if isinstance(read, numbers.Number) and read.value in YEARS else None
