"""The units in the round of a year: how much each has delivered, what is missing, and the message that reminds it: its text, the way into the mail
program, the form to attach."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitoring import contacts, moments
from monitoring.palette import STATE_SYMBOLS, SYMBOLS
from monitoring.rounds import Deadline, UnitRound
from monitoring.store import now
from monitoring.trust.permissions import Permission
from monitoring.words import Words, languages
from monitoring.words import words as words_of
from pages.shared import entries, frame, html, markdown, session, unit_form
from pages.units.round import deadline
from publishing import reminders
from publishing.reminders import Message, ReportingRound

HEIGHT = 320


def totals(units: Sequence[UnitRound]) -> None:
    """How much of everything is delivered, and how many units have delivered all or nothing."""
    words, reporting = session.words(), [unit for unit in units if unit.expected]
    expected, delivered = sum(len(unit.expected) for unit in reporting), sum(len(unit.delivered) for unit in reporting)
    complete = sum(not unit.missing for unit in reporting)
    silent = sum(not unit.delivered for unit in reporting)
    for column, (name, number) in zip(
        st.columns(3),
        (
            ("delivered", words("round.of", n=delivered, of=expected)),
            ("complete", words("round.of", n=complete, of=len(reporting))),
            ("silent", silent),
        ),
        strict=True,
    ):
        column.metric(words(f"round.total.{name}"), str(number))


def table(units: Sequence[UnitRound], deadlines: Sequence[Deadline]) -> str:
    """One row a unit, with its state; `deadlines` are those of the year, the one that applies first."""
    words = session.words()
    columns = [words(f"round.column.{name}") for name in ("unit", "delivered", "state", "newest", "age")]
    return html.table(columns, [_row(unit, _is_late(unit, deadlines)) for unit in units], words("round.caption"), numeric=[1, 4])


def _is_late(unit: UnitRound, deadlines: Sequence[Deadline]) -> bool:
    return bool(deadlines) and deadlines[0].is_missed_by(unit, moments.today())


def _row(unit: UnitRound, is_late: bool) -> list[str]:
    words = session.words()
    newest = [session.moment(unit.newest), words.number((now() - unit.newest).days)] if unit.newest else [words("round.never"), ""]
    return [words.name(unit.unit), words("round.of", n=len(unit.delivered), of=len(unit.expected)), _state(unit, is_late), *newest]


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
    return f"{symbol}\u00a0{session.words()(f'round.state.{code}', year=session.year())}"


def missing(unit: UnitRound) -> None:
    """What a unit has not delivered, and the link to hand it in."""
    words, code = session.words(), unit.unit.unit
    with st.container(key=f"missing-{code}", gap="xxsmall"):
        st.subheader(markdown.escape(words("round.missing.unit", unit=unit.unit, n=len(unit.missing))))
        st.html(html.items([entries.named(each) for each in unit.missing]))
        label = markdown.escape(words("round.deliver", unit=unit.unit))
        st.page_link(frame.link("deliver"), label=label, query_params=frame.here(unit=code))


def this_round(deadlines: Sequence[Deadline]) -> ReportingRound:
    """What all reminders of the year have in common."""
    return ReportingRound(session.programme(), session.year(), deadlines[0] if deadlines else None, moments.today())


def reminder(unit: UnitRound, this_round: ReportingRound) -> None:
    """The message, ready to be copied or sent, in the language that is chosen for it."""
    words, code = session.words(), unit.unit.unit
    with st.expander(markdown.escape(words("reminder.title", unit=unit.unit)), key=f"reminder-{code}"):
        chosen = _language(code)
        banner = chosen("banner.example") if session.is_example() else ""
        message = _edited(code, reminders.message(unit, replace(this_round, banner=banner), deadline.delivery_page(chosen, code), chosen))
        message = replace(message, to=_addresses(code))
        if not message.fits:
            st.html(html.paragraph(words("reminder.mail.long"), "muted"))
        with st.container(horizontal=True):
            st.link_button(words("reminder.mail"), message.mailto)
            unit_form.button(code, chosen, words("reminder.form"), f"reminder-form-{code}", session.year())


def _addresses(unit: str) -> tuple[str, ...]:
    """Of the unit's contacts, for whoever keeps them."""
    if session.is_example() or not session.may(Permission.KEEP_CONTACTS):
        return ()
    return tuple(one.email for one in contacts.known(session.city_store(), session.programme(), session.person()) if one.unit == unit)


def _language(code: str) -> Words:
    """The reader's language, until another one is chosen for this message."""
    words = session.words()
    key = f"reminder-language-{code}-{words.language}"
    return words_of(
        st.segmented_control(
            words("reminder.language"),
            languages(),
            default=words.language,
            key=key,
            required=True,
            format_func=lambda each: words_of(each)("language.name"),
        )
    )


def _edited(code: str, message: Message) -> Message:
    """The message as the secretary edits it; a message with another text begins anew."""
    words = session.words()
    st.html(html.paragraph(words("reminder.subject", subject=message.subject)))
    key = f"reminder-body-{code}-{hashlib.sha256(message.body.encode()).hexdigest()[:12]}"
    with st.form(f"reminder-edit-{code}", enter_to_submit=False, border=False):
        body = st.text_area(words("reminder.body"), message.body, height=HEIGHT, key=key)
        st.form_submit_button(words("reminder.edit"), key=f"reminder-save-{code}")
    return replace(message, body=body)
