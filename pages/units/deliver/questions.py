"""The questions about one table: the fields that an indicator needs, what they begin with, and the answers that they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from loaders import numbers
from loaders.recipes import lists
from loaders.recipes.recipe import ASKED, Labels, Rule
from loaders.recipes.series import Series
from loaders.recipes.suggest import category_labels, indicator_names
from loaders.recipes.suggest.drafts import Answers
from loaders.recipes.suggest.suggestions import Proposal
from loaders.recipes.table_profile import TableProfile
from loaders.recipes.vocabulary import compared
from monitoring import kinds
from monitoring.kinds import Kind
from monitoring.model import CONTEXT
from monitoring.programme import Breakdown, Indicator
from pages.shared import forms, recipe_words, session

ROWS, ALL = "", "all"
"""Instead of a column of a list: its rows. Instead of a line of a table of numbers: all of them added up; instead of some rows: all."""
NUMBERS = (lists.NUMBERS, lists.ANSWERS)
NO_COLUMN, NO_CATEGORY = "", ""
"""No column of the table is the breakdown; a label is none of its categories."""
BY = "by:"
LONGEST = 200
YEARS = range(1900, 2201)

Choice = tuple[str, str]
"""A column of a list and a text in it: the rows with that text count."""


FIELDS = frozenset({*kinds.COMPONENTS, CONTEXT, "column", "where", "area", "category", "source", "year-from"})
"""All fields but the year."""
LEFT_OUT, COUNTED = "left-out", "counted"
"""Whether rows count that say that nothing was held."""


@dataclass(frozen=True)
class Question:
    """The questions about a table: the fields that are `shown`, each under a key that begins with `key`, filled in from `known`. `kind` is the
    indicator's, None for a context statistic; `without` are the labels that a distribution leaves out. `source` is (where, year) of a year that the
    table itself does not state; `breakdowns` are those of the indicator that the table can have."""

    key: str
    profile: TableProfile
    proposal: Proposal
    kind: Kind | None
    known: Answers
    shown: frozenset[str]
    without: tuple[str, ...] = ()
    year: int | None = None
    source: tuple[str, int] | None = None
    breakdowns: tuple[Breakdown, ...] = ()

    @property
    def says(self) -> dict[str, list[int]]:
        """The rows of a list that say of themselves that nothing was held, by word."""
        where = ALL if self.is_part else field(self, "where", self.known.where)
        return self.profile.rows_not_held(dict([where] if where and where != ALL else []))

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


def undecided(question: Question) -> list[str]:
    """What of a doubtful reading, of the rows that were not held, and of the year, a person has not said: message `map.<field>` names each."""
    said = all(field(question, f"says:{word}", None) for word in question.says) if question.is_list else True
    year_from = field(question, "year-from", None) if question.asks("year-from") else question.known.year_from
    has_year = not asks_year(question) or year_of(field(question, "year", "")) is not None
    found = {
        "checked": field(question, "checked", False) or not question.profile.is_unsure,
        "not-held": said,
        "year-from": year_from or not question.source,
        "year": has_year,
        "categories": all(field(question, name, None) is not None for *_, name in _unknown_labels(question)),
    }
    return [name for name, is_said in found.items() if not is_said]


def lacking(answers: Answers, kind: Kind | None, is_list: bool) -> list[str]:
    """The fields that must be filled in and are not: message `map.<field>` names each."""
    return [name for name, is_filled in _needed(answers, kind, is_list).items() if not is_filled]


def _needed(answers: Answers, kind: Kind | None, is_list: bool) -> dict[str, bool]:
    """The fields that must be filled in, and whether they are."""
    if kind is None:
        return {CONTEXT: bool(answers.context), "source": any(answers.sources.values())}
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
        names=first.texts("name"),
        sources=first.texts("source"),
    )


def _index(rule: Rule, series: Sequence[Series]) -> int | None:
    """The line that has a rule's headings."""
    if rule.how == "sum" or rule.is_of_list:
        return None
    wanted = sorted(map(compared, rule.under))
    return next((index for index, one in enumerate(series) if sorted(map(compared, one.labels)) == wanted), None)


def fill(question: Question) -> None:
    """Puts what is known into the fields that are not filled in yet, before they are drawn: a person may point at the table instead."""
    for name, held in _known(question).items():
        st.session_state.setdefault(f"{question.key}{name}", held)


def _known(question: Question) -> dict[str, object]:
    """What the fields that are shown begin with."""
    fields: dict[str, object] = {}
    if question.is_list:
        fields = _known_of_list(question)
    elif question.kind is not None and question.kind.by_area:
        if question.asks("area", "category"):
            dimensions, known = question.proposal.dimensions, question.known
            fields = {"area": known.area if known.area in dimensions else None, "category": known.category if known.category in dimensions else None}
            fields["without"] = [label for label in labels(question) if label in question.without]
    else:
        fields = {name: _option(question, name) for name in lines(question.kind) if question.asks(name)}
    if question.asks("year-from"):
        fields["year-from"] = question.known.year_from or None
    if question.asks("year") or question.source:
        fields["year"] = str(question.year or "")
    return fields | _known_of_breakdowns(question)


def _known_of_breakdowns(question: Question) -> dict[str, object]:
    """Which column is each breakdown, and which category each of its labels is that is not called so."""
    known = {one.dimension: one for one in question.known.breakdowns}
    fields: dict[str, object] = {by_field(each): known[each.dimension].by if each.dimension in known else NO_COLUMN for each in question.breakdowns}
    for breakdown, label, name in _unknown_labels(question):
        chosen = known[breakdown.dimension].labels if breakdown.dimension in known else {}
        fields[name] = next((code for each, code in chosen.items() if compared(each) == compared(label)), None)
    return fields


def by_field(breakdown: Breakdown) -> str:
    """The field for the column or line of headings that is the breakdown."""
    return f"{BY}{breakdown.dimension}"


def unknown_labels(question: Question, breakdown: Breakdown) -> dict[str, str]:
    """The labels of the chosen column that are not called as a category, each with its field."""
    known = {one.dimension: one.by for one in question.known.breakdowns}
    by = field(question, by_field(breakdown), known.get(breakdown.dimension, NO_COLUMN))
    found = category_labels.unknown(question.profile, by, breakdown) if by else []
    return {label: f"category:{breakdown.dimension}:{label}" for label in found}


def _unknown_labels(question: Question) -> list[tuple[Breakdown, str, str]]:
    """The same of all breakdowns: each with the label and its field."""
    return [(each, *pair) for each in question.breakdowns for pair in unknown_labels(question, each).items()]


def _option(question: Question, name: str) -> int | str | None:
    held = ALL if question.known.all_added and ALL in line_options(question, name) else line_of(question.known, name)
    return held if held in line_options(question, name) else None


def _known_of_list(question: Question) -> dict[str, object]:
    known, fields = question.known, {}
    if question.asks("column"):
        fields["column"] = next((name for name in columns(question) if compared(name) == compared(known.column)), None)
    counts = choices(question)
    if counts and question.asks("column", "of-which", "where"):
        where = tuple(map(compared, known.where or ()))
        fields["where"] = next((choice for choice in counts if tuple(map(compared, choice)) == where), None if question.is_part else ALL)
    for word in question.says:
        fields[f"says:{word}"] = LEFT_OUT if word in known.left_out else COUNTED if word in known.counted else None
    digests = question.profile.row_digests if known.rows_left_out else {}
    return fields | {"rows": [digests[each] for each in known.rows_left_out if each in digests]}


def asks_year(question: Question) -> bool:
    """Whether a person has to say the year: nothing says it, or what says it is not to be trusted."""
    if question.source:
        return field(question, "year-from", question.known.year_from) == ASKED and question.asks("year-from")
    return question.asks("year")


def columns(question: Question) -> list[str]:
    """What can be counted of a list: its rows, but for a mean; the numbers in one of its columns."""
    return [*([] if question.is_averaged else [ROWS]), *(one.heading for one in question.proposal.columns if one.holds in NUMBERS)]


def choices(question: Question) -> Mapping[Choice, int]:
    """How many rows have each text of each column of few words."""
    return {(heading, text): count for heading, counts in question.proposal.choices.items() for text, count in counts}


def labels(question: Question) -> list[str]:
    """The words of all dimensions."""
    table = question.profile.table
    return list(dict.fromkeys(label for dimension in question.proposal.dimensions for label in recipe_words.labels(table, dimension)))


def _can_be_all(question: Question, name: str) -> bool:
    """Whether a component can be all lines added up."""
    return question.kind is not None and name == question.kind.total


def line_options(question: Question, name: str) -> list[int | str]:
    """The lines that can be a component, the likeliest first: totals for a whole; and all of them added up."""
    series, is_total = question.proposal.series, _can_be_all(question, name)
    options: list[int | str] = sorted(range(len(series)), key=lambda index: is_total and question.is_part and not series[index].is_total)
    return [*options, ALL] if len(series) > 1 and is_total else options


def filled_in(question: Question) -> tuple[Answers, tuple[str, ...], int | None]:
    """The answers in the fields, the labels that a distribution leaves out, the year or None. What is not shown stays as it was known."""
    fields: dict[str, object] = {}
    for name in ("column", "area", "category"):
        if (held := field(question, name, "missing")) != "missing":
            fields[name] = (held or "").strip()
    if (held := field(question, "where", "missing")) != "missing":
        fields["where"] = None if held == ALL else held
    if question.is_list:
        fields |= _left_out(question)
    if names := forms.retyped(f"{question.key}name", question.known.names):
        fields["names"] = names
    if field(question, f"source-{session.language()}", None) is not None:
        fields["sources"] = forms.retyped(f"{question.key}source", question.known.sources)
    fields["year_from"] = field(question, "year-from", question.known.year_from) or ""
    fields |= _lines(question) | _breakdowns(question)
    year = year_of(field(question, "year", "")) if asks_year(question) else question.year
    return replace(question.known, **fields), tuple(field(question, "without", question.without)), year


def _left_out(question: Question) -> dict[str, object]:
    """The words whose rows do not count, those whose rows do, and single rows."""
    said = {word: field(question, f"says:{word}", None) for word in question.says}
    table, known = question.profile.table, question.known
    here = question.profile.row_digests if known.rows_left_out else {}
    rows = [each for each in known.rows_left_out if each not in here]
    rows += [lists.row_digest(table, line) for line in field(question, "rows", ())]
    decided = {LEFT_OUT: known.left_out, COUNTED: known.counted}
    words = {each: (*(word for word in decided[each] if word not in said), *(word for word, how in said.items() if how == each)) for each in decided}
    return {"left_out": words[LEFT_OUT], "counted": words[COUNTED], "rows_left_out": tuple(rows)}


def _breakdowns(question: Question) -> dict[str, tuple[Labels, ...]]:
    """The columns that are breakdowns; those that the table cannot have stay as they were known."""
    asked = {each.dimension for each in question.breakdowns}
    found = [one for one in question.known.breakdowns if one.dimension not in asked]
    for breakdown in question.breakdowns:
        chosen = {label: field(question, name, None) for label, name in unknown_labels(question, breakdown).items()}
        if by := field(question, by_field(breakdown), NO_COLUMN):
            labels = {label: code for label, code in chosen.items() if code is not None}
            found.append(Labels(indicator=question.known.indicator, dimension=breakdown.dimension, by=by, labels=labels))
    return {"breakdowns": tuple(found)}


def _lines(question: Question) -> dict[str, object]:
    """Which lines the fields for them name."""
    fields: dict[str, object] = {}
    named = dict(question.known.lines)
    for name in lines(question.kind):
        index = field(question, name, "missing")
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


def field(question: Question, name: str, default: object) -> object:
    return st.session_state.get(f"{question.key}{name}", default)


def year_of(text: str) -> int | None:
    """The year that a person wrote; None where it is none."""
    read = numbers.number(text)
    return int(read.value) if isinstance(read, numbers.Number) and read.value in YEARS else None
