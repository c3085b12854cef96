"""The units' contacts as a list with a button that removes each, and the form that adds one."""

from __future__ import annotations

import streamlit as st

from monitoring import contacts
from monitoring.contacts import Contact
from monitoring.trust.people import LONGEST_NAME
from monitoring.words import languages
from monitoring.words import words as words_of
from pages.shared import entries, forms, html, markdown, select, session

KIND, BY = "contact", "contact-by"
UNIT, NAME, EMAIL, LANGUAGE = (f"contact-new-{name}" for name in ("unit", "name", "email", "language"))


WIDEST_NAME = 480


def known() -> list[Contact]:
    """The contacts of all units, unit by unit, in the city's own store."""
    return contacts.known(session.city_store(), session.programme(), session.person())


def outcome() -> None:
    """How the last attempt at adding or removing one went."""
    forms.outcome(KIND, "list")


def show() -> None:
    words, found = session.words(), known()
    forms.name_field(words("contacts.by"), BY, WIDEST_NAME)
    for contact in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"goal-row-contact-{contact.contact}"):
            with st.container(gap="xxsmall"):
                st.html(html.subheading(entries.unit(contact.unit)))
                who = words("contacts.who", name=contact.name, email=contact.email, language=words_of(contact.language)("language.name"))
                st.html(html.paragraph(who))
            label = markdown.escape(words("contacts.remove", name=contact.name))
            st.button(label, key=f"contact-remove-{contact.contact}", on_click=_end, args=(contact,))
    if not found:
        st.html(html.paragraph(words("contacts.none"), "muted"))


def adding() -> None:
    """The fields of a new contact."""
    words, units = session.words(), session.programme().units
    with st.form("contact-new", enter_to_submit=False):
        by_name = sorted(units, key=lambda code: words.name(units[code]).casefold())
        select.one(
            words("contacts.unit"),
            by_name,
            None,
            key=UNIT,
            format_func=entries.unit,
            placeholder=words("contacts.unit.choose"),
        )
        left, right = st.columns(2)
        left.text_input(words("contacts.name"), max_chars=LONGEST_NAME, key=NAME)
        right.text_input(words("contacts.email"), max_chars=contacts.LONGEST_EMAIL, key=EMAIL)
        names = {code: words_of(code)("language.name") for code in languages()}
        st.radio(words("contacts.language"), list(names), key=LANGUAGE, format_func=names.get, horizontal=True)
        st.form_submit_button(words("contacts.add.button"), key="contact-add", type="primary", on_click=_add)


def _add() -> None:
    fields = [str(st.session_state.get(key) or "").strip() for key in (UNIT, NAME, EMAIL, LANGUAGE)]
    contact, person = Contact("", *fields), forms.person(BY)

    def write() -> str:
        try:
            contacts.add(session.city_store(), session.programme(), contact, person)
        except contacts.UnfitContact as unfit:
            return f"contacts.trouble.{unfit}"
        for key in (NAME, EMAIL):
            st.session_state[key] = ""
        return ""

    trouble = "" if person.name else "contacts.trouble.by"
    forms.attempt(KIND, "list", trouble, "contacts.done.added", write, name=contact.name)


def _end(contact: Contact) -> None:
    person = forms.person(BY)

    def write() -> str:
        try:
            contacts.end(session.city_store(), session.programme(), contact.contact, person)
        except contacts.UnknownContact:
            return forms.NO_CHANGE
        return ""

    forms.attempt(KIND, "list", "" if person.name else "contacts.trouble.by", "contacts.done.removed", write, name=contact.name)
