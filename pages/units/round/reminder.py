"""The message to a unit that lacks figures: its text, the way into the mail program, the form to attach."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitoring import moments
from monitoring.rounds import Deadline, UnitRound
from monitoring.words import Words, languages
from monitoring.words import words as words_of
from pages.shared import handing_in, html, session
from pages.units.round import deadline
from publishing import reminders
from publishing.reminders import Message, ReportingRound

HEIGHT = 320


def reporting_round(deadlines: Sequence[Deadline]) -> ReportingRound:
    """What every message of the year says."""
    held = deadlines[0] if deadlines else None
    return ReportingRound(session.programme(), session.year(), held, moments.today())


def show(unit: UnitRound, this_round: ReportingRound) -> None:
    """The message, ready to be copied or sent, in the language that is chosen for it."""
    words, code = session.words(), unit.unit.unit
    with st.expander(words("reminder.title", unit=unit.unit), key=f"reminder-{code}"):
        chosen = _language(code)
        banner = chosen("banner.example") if session.is_example() else ""
        message = _edited(code, reminders.message(unit, replace(this_round, banner=banner), deadline.handing_in(chosen, code), chosen))
        if not message.fits:
            st.html(html.paragraph(words("reminder.mail.long"), "muted"))
        with st.container(horizontal=True):
            st.link_button(words("reminder.mail"), message.mailto)
            handing_in.form_button(code, chosen, words("reminder.form"), f"reminder-form-{code}")


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
    """The message as the secretary leaves it; a text that comes out otherwise than before starts anew."""
    words = session.words()
    st.html(html.paragraph(words("reminder.subject", subject=message.subject)))
    key = f"reminder-body-{code}-{hashlib.sha256(message.body.encode()).hexdigest()[:12]}"
    with st.form(f"reminder-edit-{code}", enter_to_submit=False, border=False):
        body = st.text_area(words("reminder.body"), message.body, height=HEIGHT, key=key)
        st.form_submit_button(words("reminder.edit"), key=f"reminder-save-{code}")
    return replace(message, body=body)
