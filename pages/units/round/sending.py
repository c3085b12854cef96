"""Reminders to all units that lack something, sent in one step: to whom, each message before it is sent, how the last sending went, what failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from loaders.forms import template
from monitoring import contacts, mails, settings, snapshot
from monitoring.contacts import Contact
from monitoring.mails import SENT, Mail
from monitoring.rounds import UnitRound
from monitoring.settings import MailServer
from monitoring.trust.permissions import Permission
from monitoring.words import words as words_of
from pages.shared import downloads, entries, forms, frame, html, markdown, session
from pages.units.round import deadline
from publishing import mail, reminders
from publishing.mail import Attachment, OutgoingMail
from publishing.reminders import Message, ReportingRound

KIND, BY = "sending", "sending-by"


@dataclass(frozen=True)
class Recipient:
    """A contact of a unit that lacks something, with the message to them."""

    unit: UnitRound
    contact: Contact
    message: Message


def show(units: Sequence[UnitRound], this_round: ReportingRound) -> None:
    """Nothing for those who may not send, and over example data."""
    words = session.words()
    if not units or session.is_example() or not session.may(Permission.SEND_REMINDERS):
        return
    st.header(words("sending.title"))
    try:
        server = settings.mail_server()
    except settings.BadSetting as error:
        st.error(markdown.escape(words("setting.bad", name=error.name, value=error.value)))
        return
    recipients, sent = _recipients(units, this_round), mails.known(session.city_store(), session.programme(), session.year(), session.person())
    forms.outcome(KIND, session.year())
    _last(sent)
    _without_contact(units, recipients)
    if server is None:
        st.html(html.paragraph(words("sending.no-server")))
    if recipients:
        _table(recipients, sent)
        _previews(recipients)
    if recipients and server is not None:
        _buttons(recipients, sent, server)


def _recipients(units: Sequence[UnitRound], this_round: ReportingRound) -> list[Recipient]:
    """Everybody who is written to, each with the message in their language."""
    known = contacts.known(session.city_store(), session.programme(), session.person())
    found = []
    for unit in units:
        for contact in (one for one in known if one.unit == unit.unit.unit):
            words = words_of(contact.language)
            message = reminders.message(unit, this_round, deadline.delivery_page(words, contact.unit), words)
            found.append(Recipient(unit, contact, message))
    return found


def _without_contact(units: Sequence[UnitRound], recipients: Sequence[Recipient]) -> None:
    words, reached = session.words(), {one.contact.unit for one in recipients}
    if missed := [words.name(unit.unit) for unit in units if unit.unit.unit not in reached]:
        st.html(html.paragraph(words("sending.without-contact", n=len(missed), units=", ".join(missed))))
    st.page_link(frame.link("contacts"), label=words("sending.contacts"), query_params=frame.here())


def _table(recipients: Sequence[Recipient], sent: Sequence[Mail]) -> None:
    words = session.words()
    columns = [words(f"sending.column.{name}") for name in ("unit", "to", "language", "missing", "last")]
    rows = [
        (
            words.name(one.unit.unit),
            f"{one.contact.name} · {one.contact.email}",
            words_of(one.contact.language)("language.name"),
            str(len(one.unit.missing)),
            _last_to(one.contact, sent),
        )
        for one in recipients
    ]
    st.html(html.table(columns, rows, words("sending.caption"), numeric=[3]))


def _last_to(contact: Contact, sent: Sequence[Mail]) -> str:
    words, last = session.words(), next((one for one in sent if one.contact == contact.contact), None)
    return words("sending.never") if last is None else f"{session.moment(last.at)} · {_outcome(last)}"


def _outcome(sent: Mail) -> str:
    return session.words()(f"sending.outcome.{sent.outcome or 'unknown'}")


def _previews(recipients: Sequence[Recipient]) -> None:
    """Each message as it will be sent, with the file that goes along."""
    words = session.words()
    with st.expander(words("sending.preview", n=len(recipients)), key="sending-preview"):
        for one in recipients:
            st.html(html.subheading(words("sending.to", name=one.contact.name, email=one.contact.email)))
            st.html(html.paragraph(words("reminder.subject", subject=one.message.subject)))
            st.html(html.written(one.message.body, one.contact.language))
            name = template.file_name(one.contact.unit, session.programme(), words_of(one.contact.language))
            st.html(html.paragraph(words("sending.attached", file=name), "muted"))


def _buttons(recipients: Sequence[Recipient], sent: Sequence[Mail], server: MailServer) -> None:
    words, newest = session.words(), {one.contact: one for one in reversed(sent)}
    failed = [one for one in recipients if one.contact.contact in newest and newest[one.contact.contact].outcome != SENT]
    forms.name_field(words("sending.by"), BY)
    with st.container(horizontal=True, key="sending-buttons"):
        for name, some in (("all", recipients), ("again", failed)):
            if some:
                key, look = f"sending-{name}-{len(sent)}", "primary" if name == "all" else "secondary"
                st.button(words(f"sending.button.{name}", n=len(some)), key=key, type=look, on_click=_send, args=(some, len(sent), server))


def _send(recipients: Sequence[Recipient], known: int, server: MailServer) -> None:
    """Sends unless something was sent since the page was drawn, as by a second click or by somebody else."""
    store, programme, year, person = session.city_store(), session.programme(), session.year(), forms.person(BY)

    def write() -> str:
        if len(mails.known(store, programme, year, person)) != known:
            return "sending.trouble.meanwhile"
        written = [
            Mail(one.contact.unit, year, one.contact.contact, one.contact.language, one.message.subject, one.message.body) for one in recipients
        ]
        ids = mails.begin(store, programme, written, person)
        outcomes = dict(zip(ids, mail.send(_outgoing(recipients), server), strict=True))
        mails.finish(store, outcomes, person)
        return ""

    forms.attempt(KIND, year, "" if person.name else "sending.trouble.by", "sending.done", write, "deadline.trouble.store", year=year)


def _outgoing(recipients: Sequence[Recipient]) -> list[OutgoingMail]:
    """Each mail with the unit's form in the contact's language."""
    catalogue, now = session.programme(), snapshot.read(session.city_store(), session.programme())
    found = []
    for one in recipients:
        words, to = words_of(one.contact.language), one.contact
        form = Attachment(template.file_name(to.unit, catalogue, words), template.workbook(to.unit, now, words), downloads.XLSX)
        found.append(OutgoingMail(to.name, to.email, one.message.subject, one.message.body, to.language, (form,)))
    return found


def _last(sent: Sequence[Mail]) -> None:
    """How the newest sending went: how many went out, and each that did not, with the reason."""
    if not sent:
        return
    words, batch = session.words(), [one for one in sent if one.at == sent[0].at]
    failed = [one for one in batch if one.outcome != SENT]
    facts = {"n": len(batch), "sent": len(batch) - len(failed), "at": session.moment(sent[0].at), "by": sent[0].by}
    st.html(html.paragraph(words("sending.last", **facts), "sentence"))
    if failed:
        st.html(html.items([words("sending.failed", unit=entries.unit(one.unit), name=one.name, why=_outcome(one)) for one in failed]))
    with st.expander(words("sending.record", n=len(sent)), key="sending-record"):
        columns = [words(f"sending.column.{name}") for name in ("at", "by", "unit", "to", "subject", "outcome")]
        rows = [
            (session.moment(one.at), one.by, entries.unit(one.unit), one.name, words.in_language(one.subject, one.language), _outcome(one))
            for one in sent
        ]
        st.html(html.table(columns, rows, words("sending.record.caption", year=session.year())))
