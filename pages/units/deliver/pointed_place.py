"""Pointing at a table: what a person means to point at, the place, and the field that is filled in with it. A place can be typed as well."""

from __future__ import annotations

import streamlit as st

from loaders.files.workbook import address
from loaders.recipes.recipe import ASKED
from loaders.recipes.suggest import category_labels, pointing
from loaders.recipes.suggest.pointing import Pointed
from pages.shared import html, markdown, recipe_words, session
from pages.units.deliver import questions
from pages.units.deliver.questions import Question

ROWS, WITHOUT, YEAR = "rows", "without", "year"
LONGEST, WIDTH = 12, 300
"""Characters and pixels of the field for the place."""
SEVERAL_NAMED = 4


def control(question: Question, opener: str) -> None:
    """What is pointed at, and the field for the place. `opener` is the key of the tick that opens the fields that nobody has to fill in."""
    words, key, fields = session.words(), _key(question), _fields(question)
    if st.session_state.get(key) not in fields:
        st.session_state[key] = _next(question, fields) or fields[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(words("map.point"), fields, key=key, required=True, format_func=_labels(question, fields).get)
        st.text_input(words("map.point.at"), key=html.POINTED, max_chars=LONGEST, on_change=_take, args=(question, opener), width=WIDTH)
    st.html(html.paragraph(words("map.or-in-list"), "muted"))
    if trouble := st.session_state.get(f"{question.key}unclear"):
        st.warning(markdown.escape(trouble))


def _labels(question: Question, fields: list[str]) -> dict[str, str]:
    """What can be pointed at, in words; a breakdown by its name."""
    words = session.words()
    named = {questions.by_field(breakdown): words.breakdown(breakdown) for breakdown in question.breakdowns}
    return {name: named.get(name) or words(f"map.point.{name}") for name in fields}


def _key(question: Question) -> str:
    return f"{question.key}pointing"


def _fields(question: Question) -> list[str]:
    """What can be pointed at."""
    if question.is_list:
        found = ["column", *(["where"] if questions.choices(question) else []), ROWS]
    elif question.kind is not None and question.kind.by_area:
        found = ["area", "category", WITHOUT]
    else:
        found = list(questions.lines(question.kind))
    found += [questions.by_field(breakdown) for breakdown in question.breakdowns]
    return [*found, YEAR] if question.source or question.asks(YEAR) else found


def _next(question: Question, fields: list[str]) -> str | None:
    """The first field that is empty."""
    return next((name for name in fields if questions.field(question, name, "") is None), None)


def _take(question: Question, opener: str) -> None:
    """Fills in the field with what the place says; where it says nothing, or several things, that is told."""
    name, text = st.session_state[_key(question)], st.session_state[html.POINTED].strip().upper()
    st.session_state[html.POINTED] = ""
    pointed = Pointed.of(text)
    st.session_state[f"{question.key}unclear"] = _fill(question, name, pointed) if pointed else session.words()("map.point.unclear", place=text)
    if f"{question.key}{name}" in st.session_state and not question.asks(name) and name not in (ROWS, YEAR):
        st.session_state[opener] = True
    st.session_state[_key(question)] = _next(question, _fields(question)) or name


def _fill(question: Question, name: str, pointed: Pointed) -> str:
    """Fills in a field; why it could not be done, or ""."""
    words, profile = session.words(), question.profile
    place = pointed.cell or str(pointed.row or address(1, pointed.column)[:-1])
    if name == YEAR:
        done = _year(question, pointing.year(profile, pointed))
    elif name == ROWS:
        done = _toggle(question, ROWS, pointing.line_of_list(profile, pointed))
    elif name == WITHOUT:
        done = _toggle(question, WITHOUT, pointing.label(profile, pointed))
    elif name.startswith(questions.BY):
        done = _put(question, name, _breakdown_column(question, pointed))
    elif question.is_list or (question.kind is not None and question.kind.by_area):
        done = _put(question, name, _of_column(question, name, pointed))
    else:
        found = pointing.lines(profile, pointed)
        if len(found) > 1:
            named = [recipe_words.lines(question.proposal.series[index].labels) for index in found[:SEVERAL_NAMED]]
            return words("map.point.several", place=place, lines=", ".join(named))
        done = _put(question, name, next(iter(found), None))
    return "" if done else words("map.point.unclear", place=place)


def _of_column(question: Question, name: str, pointed: Pointed) -> object:
    """What a place of a list, or of a distribution, says."""
    if name == "column":
        found = pointing.counted(question.profile, pointed)
        return questions.ROWS if found is None and not question.is_averaged else found
    if name == "where":
        return pointing.choice(question.profile, pointed)
    found = pointing.dimension(question.profile, pointed)
    return found if found in question.proposal.dimensions else None


def _breakdown_column(question: Question, pointed: Pointed) -> str | None:
    """The column of few words of a list, or the dimension of the labels, that is meant."""
    columns = {one.number: one.heading for one in question.profile.columns} if question.is_list else {}
    found = columns.get(pointed.column) if question.is_list else pointing.dimension(question.profile, pointed)
    return found if found in category_labels.candidates(question.profile) else None


def _put(question: Question, name: str, held: object) -> bool:
    if held is not None:
        st.session_state[f"{question.key}{name}"] = held
    return held is not None


def _toggle(question: Question, name: str, held: object) -> bool:
    """Takes it among what is left out, or back."""
    if held is None:
        return False
    before = list(questions.field(question, name, ()))
    st.session_state[f"{question.key}{name}"] = [each for each in before if each != held] if held in before else [*before, held]
    return True


def _year(question: Question, year: int | None) -> bool:
    """Agrees to the year where it is the one that the title or a name says; else it is the person's own."""
    if year is None:
        return False
    if question.source:
        where, known = question.source
        st.session_state[f"{question.key}year-from"] = where if year == known else ASKED
    st.session_state[f"{question.key}year"] = str(year)
    return True
