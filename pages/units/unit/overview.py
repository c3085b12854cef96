"""What a unit sees of itself: what is asked of it in the year's round, its deliveries, its tasks, its goals."""

from __future__ import annotations

import streamlit as st

from monitoring import moments, rounds
from monitoring.palette import STATE_SYMBOLS, SYMBOLS
from monitoring.rounds import UnitRound
from monitoring.trust.permissions import Permission
from pages.shared import cards, decision_history, entries, frame, html, session, unit_form

NEWEST = 20
"""Deliveries that are shown."""


def asked(unit: str) -> None:
    """Each figure that is asked for and whether it has come, until when, the form and the way to hand it in."""
    words, assessed = session.words(), session.at_year()
    of_unit = next((one for one in rounds.at(assessed) if one.unit.unit == unit), None)
    if of_unit is None or not of_unit.expected:
        st.html(html.paragraph(words("unit.asked.nothing", year=assessed.year)))
        return
    st.html(html.paragraph(_due(of_unit), "sentence"))
    columns = [words(f"unit.asked.column.{name}") for name in ("indicator", "state")]
    rows = [(entries.named(code), _state(code in of_unit.delivered)) for code in of_unit.expected]
    st.html(html.table(columns, rows, words("unit.asked.caption")))
    if session.may(Permission.HAND_IN, unit):
        with st.container(horizontal=True, vertical_alignment="center"):
            unit_form.button(unit, words, words("unit.form"), f"unit-form-{unit}")
            st.page_link(frame.link("deliver"), label=words("unit.deliver"), query_params=frame.here(unit=unit))


def _state(is_delivered: bool) -> str:
    symbol = SYMBOLS["achieved"] if is_delivered else STATE_SYMBOLS["not-started"]
    return f"{symbol} {session.words()('unit.asked.come' if is_delivered else 'unit.asked.missing')}".replace(" ", "\u00a0")


def _due(of_unit: UnitRound) -> str:
    """Whether everything has come; else how long there is time."""
    words, today = session.words(), moments.today()
    deadline = next(iter(rounds.deadlines(session.store(), session.programme(), session.year())), None)
    if not of_unit.missing:
        return words("unit.complete", year=session.year())
    if deadline is None:
        return words("unit.due.none", n=len(of_unit.missing))
    left = deadline.days_left(today)
    return words("unit.due.late" if left < 0 else "unit.due", n=len(of_unit.missing), deadline=deadline.on, days=abs(left))


def delivered(unit: str) -> None:
    words, rows = session.words(), session.deliveries(unit, NEWEST)
    columns = [words(f"deliveries.column.{name}") for name in ("at", "file", "by", "items", "state")]
    shown = [
        (session.moment(row.uploaded_at), cards.file_name(row.file_name), row.uploaded_by, words.number(row.items), entries.delivery_state(row))
        for row in rows
    ]
    if not shown:
        st.html(html.paragraph(words("unit.delivered.none"), "muted"))
        return
    st.html(html.table(columns, shown, words("unit.delivered.caption"), numeric=[3]))
    st.page_link(frame.link("deliveries"), label=words("unit.deliveries"), query_params=frame.here(unit=unit))


def decided(unit: str) -> None:
    """What the council agreed that the unit does, as long as it is open."""
    words = session.words()
    found = [decision for decision in session.decisions() if decision.is_open and decision.now.responsible == unit]
    for decision in found:
        with st.container(key=f"goal-row-unit-{decision.decision}", gap="xxsmall"):
            decision_history.short(decision)
            cards.goal_link(decision.goal)
    if not found:
        st.html(html.paragraph(words("unit.decisions.none"), "muted"))


def goals(unit: str) -> None:
    """The goals that the unit leads, then those in which it is a partner."""
    words, assessed = session.words(), session.at_year()
    for role in ("lead", "partner"):
        codes = [code for code in assessed.catalogue.goals if any(one.unit == unit for one in assessed.catalogue.units_of(code, role))]
        if codes:
            st.subheader(words(f"unit.goals.{role}", n=len(codes)))
        for code in codes:
            cards.goal_row(assessed.goals[code])
