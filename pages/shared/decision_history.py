"""What the council decided, as pages show it: what is open, each decision's history, what happened between two days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from monitoring import moments
from monitoring.council import decisions
from monitoring.council.decisions import Decision, Wording
from monitoring.store import now
from pages.shared import cards, html, session
from pages.shared.time_span import Span
from publishing.documents.decision_tables import Telling


def telling() -> Telling:
    """How decisions are told to this reader today."""
    return Telling(session.programme(), session.words(), moments.today())


def short(decision: Decision) -> None:
    """A decision in a list: its state, what, who and by when."""
    words, held = session.words(), decision.now
    told = telling()
    said = [told.state(decision)]
    if held.responsible:
        said.append(words("decision.who", who=told.responsible(held.responsible)))
    if held.due:
        said.append(words("decision.by-when", due=held.due))
    st.html(html.quotation(held.text, " · ".join(said)))


def of_goal(goal: str) -> None:
    """Everything that was decided about a goal, what is open first, each with its history."""
    words, found = session.words(), decisions.about(session.decisions(), goal)
    for decision in sorted(found, key=lambda one: not one.is_open):
        short(decision)
        with st.expander(words("decision.history", n=len(decision.wordings)), key=f"decision-history-{decision.decision}"):
            _history(decision)
    if not found:
        st.html(html.paragraph(words("decision.none"), "muted"))


def still_open() -> None:
    """The decisions that wait to be done, those that are late first; each under its goal."""
    words = session.words()
    waiting = [decision for decision in session.decisions() if decision.is_open]
    for decision in sorted(waiting, key=lambda one: (one.now.due is None, one.now.due or date.max)):
        with st.container(key=f"goal-row-decision-{decision.decision}", gap="xxsmall"):
            short(decision)
            cards.goal_link(decision.goal)
    if not waiting:
        st.html(html.paragraph(words("decision.none-open"), "muted"))


def changes(span: Span, goals: Iterable[str]) -> None:
    """What happened to the decisions about these goals between two days."""
    words, wanted, end = session.words(), set(goals), span.after or now()
    before, after = (span.before, moments.day(span.before)), (end, moments.day(end))
    found = [(kind, one) for kind, one in decisions.changes(session.decisions(), before, after) if one.goal in wanted]
    if not found:
        st.html(html.paragraph(words("changes.decisions.none")))
        return
    columns = [words(f"decision.column.{name}") for name in ("goal", "text", "who", "due", "what")]
    rows = [
        (one.goal, one.now.text, telling().responsible(one.now.responsible), _day(one.now.due), words(f"decision.change.{kind}"))
        for kind, one in found
    ]
    st.html(html.table(columns, rows, words("changes.decisions.caption")))


def _history(decision: Decision) -> None:
    words, is_named = session.words(), any(wording.by for wording in decision.wordings)
    names = ("at", *(["by"] if is_named else []), "state", "text", "who", "due", "comment")
    rows = [[row[name] for name in names] for row in _written(decision.kind, decision.wordings)]
    st.html(html.table([words(f"decision.column.{name}") for name in names], rows, words("decision.history.caption")))


def _written(kind: str, wordings: Sequence[Wording]) -> Iterable[dict[str, str]]:
    words = session.words()
    for one in wordings:
        said = words("decision.noted") if kind == "noted" else words(f"decision.state.{one.state}")
        yield {
            "at": session.moment(one.at),
            "by": one.by,
            "state": said,
            "text": one.text,
            "who": telling().responsible(one.responsible),
            "due": _day(one.due),
            "comment": one.comment,
        }


def _day(day: date | None) -> str:
    return session.words().date(day) if day else ""
