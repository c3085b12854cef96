"""The council's decisions on a page: the open ones, and each with its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from monitoring import moments
from monitoring.council import decisions
from monitoring.council.decisions import Decision
from pages.shared import cards, html, session
from publishing.documents.content import DecisionTables


def telling() -> DecisionTables:
    """The words for decisions in the reader's language, as of today."""
    return DecisionTables(session.programme(), session.words(), moments.today())


def short(decision: Decision) -> None:
    """A decision in a list: its state, what, who and by when."""
    words, newest, in_words = session.words(), decision.now, telling()
    facts = [in_words.state(decision)]
    if newest.responsible:
        facts.append(words("decision.who", who=in_words.responsible(newest.responsible)))
    if newest.due:
        facts.append(words("decision.by-when", due=words.unbroken_date(newest.due)))
    facts.append(words.other_language(newest.language))
    st.html(html.quotation(words.in_language(newest.text, newest.language), " · ".join(filter(None, facts))))


def of_goal(goal: str) -> None:
    """All decisions about a goal, the open ones first, each with its history."""
    words, found = session.words(), decisions.about(session.decisions(), goal)
    for decision in sorted(found, key=lambda one: not one.is_open):
        short(decision)
        with st.expander(words("decision.history", n=len(decision.wordings)), key=f"decision-history-{decision.decision}"):
            _history(decision)
    if not found:
        st.html(html.paragraph(words("decision.none"), "muted"))


def open_decisions() -> None:
    """The open decisions, the one that is due first on top, each with its goal."""
    words = session.words()
    found = [decision for decision in session.decisions() if decision.is_open]
    for decision in sorted(found, key=lambda one: (one.now.due is None, one.now.due or date.max)):
        with st.container(key=f"goal-row-decision-{decision.decision}", gap="xxsmall"):
            short(decision)
            cards.goal_link(decision.goal)
    if not found:
        st.html(html.paragraph(words("decision.none-open"), "muted"))


def _history(decision: Decision) -> None:
    words, is_named = session.words(), any(wording.by for wording in decision.wordings)
    names = ("at", *(["by"] if is_named else []), "state", "text", "who", "due", "comment")
    rows = [[row[name] for name in names] for row in _wordings(decision)]
    st.html(html.table([words(f"decision.column.{name}") for name in names], rows, words("decision.history.caption")))


def _wordings(decision: Decision) -> Iterable[dict[str, str]]:
    words = session.words()
    for wording in decision.wordings:
        yield {
            "at": session.moment(wording.at),
            "by": wording.by,
            "state": words("decision.noted" if decision.kind == "noted" else f"decision.state.{wording.state}"),
            "text": words.written(wording.text, wording.language),
            "who": telling().responsible(wording.responsible),
            "due": words.date(wording.due) if wording.due else "",
            "comment": words.written(wording.comment, wording.comment_language),
        }
