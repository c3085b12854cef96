"""The round of a year: how much has come, from whom, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import moments
from monitoring.palette import STATE_SYMBOLS, SYMBOLS
from monitoring.rounds import Deadline, UnitRound
from monitoring.store import now
from pages.shared import entries, frame, html, session


def totals(units: Sequence[UnitRound]) -> None:
    """How much of everything has come, and how many units are at which end."""
    words, asked = session.words(), [unit for unit in units if unit.expected]
    expected, delivered = sum(len(unit.expected) for unit in asked), sum(len(unit.delivered) for unit in asked)
    complete = sum(not unit.missing for unit in asked)
    silent = sum(not unit.delivered for unit in asked)
    for column, (name, number) in zip(
        st.columns(3),
        (("delivered", words("round.of", n=delivered, of=expected)), ("complete", words("round.of", n=complete, of=len(asked))), ("silent", silent)),
        strict=True,
    ):
        column.metric(words(f"round.total.{name}"), str(number))


def table(units: Sequence[UnitRound], deadlines: Sequence[Deadline]) -> str:
    """One row a unit, with its state; `deadlines` are those of the year, the one that holds first."""
    words = session.words()
    columns = [words(f"round.column.{name}") for name in ("unit", "delivered", "state", "newest", "age")]
    return html.table(columns, [_row(unit, _is_late(unit, deadlines)) for unit in units], words("round.caption"), numeric=[1, 4])


def _is_late(unit: UnitRound, deadlines: Sequence[Deadline]) -> bool:
    return bool(deadlines) and deadlines[0].is_missed_by(unit, moments.today())


def _row(unit: UnitRound, is_late: bool) -> list[str]:
    words = session.words()
    came = [session.moment(unit.newest), words.number((now() - unit.newest).days)] if unit.newest else [words("round.never"), ""]
    return [words.name(unit.unit), words("round.of", n=len(unit.delivered), of=len(unit.expected)), _state(unit, is_late), *came]


def _state(unit: UnitRound, is_late: bool) -> str:
    """Symbol and word."""
    if not unit.missing:
        code = "complete" if unit.expected else "nothing-expected"
        symbol = SYMBOLS["achieved" if unit.expected else "not_due"]
    else:
        code = "partly" if unit.delivered else "nothing"
        symbol = STATE_SYMBOLS["in-progress" if unit.delivered else "not-started"]
    if is_late:
        code, symbol = f"late-{code}", SYMBOLS["missed"]
    return f"{symbol} {session.words()(f'round.state.{code}')}"


def missing(unit: UnitRound) -> None:
    """What a unit has not delivered, and the way to hand it in."""
    words, code = session.words(), unit.unit.unit
    with st.container(key=f"missing-{code}", gap="xxsmall"):
        st.subheader(words("round.missing.unit", unit=unit.unit, n=len(unit.missing)))
        st.html(html.items([entries.named(each) for each in unit.missing]))
        st.page_link(frame.link("deliver"), label=words("round.deliver", unit=unit.unit), query_params=frame.here(unit=code))
