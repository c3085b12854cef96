"""Signing in and out: why it did not work, who is signed in, and the ways in and out."""

from __future__ import annotations

import streamlit as st

from monitoring import settings
from monitoring.trust import sessions
from monitoring.trust.people import Person
from pages.shared import address, entries, forms, html, identity, markdown, session

TROUBLES = ("cancelled", "client", "clock", "code", "insecure", "not-from-here", "not-trusted", "provider", "store")
SIGN_OUT, ENDING = "sign-in/end", "session-end"


def trouble() -> None:
    """Why the last sign-in did not work, as the address says."""
    for code in address.given("trouble"):
        if code in TROUBLES:
            st.error(session.words()(f"sign-in.trouble.{code}"))


def way_in() -> None:
    """For whoever is not signed in."""
    words = session.words()
    st.html(html.paragraph(words("account.not-signed-in")))
    back = next(iter(address.given("back")), "")
    st.html(html.button_link(address.sign_in(back, words.language), words("account.sign-in")))


def oneself(person: Person) -> None:
    """Name, e-mail and roles, or whom to ask for one."""
    words = session.words()
    facts = [(words("account.name"), person.name)]
    if person.email:
        facts.append((words("account.email"), person.email))
    facts.append((words("account.roles"), ", ".join(map(entries.role, sorted(person.grants))) or words("account.roles.none")))
    st.html(html.facts(facts))
    if not person.grants:
        contact = settings.contact(words.language)
        st.info(markdown.escape(words("account.no-role.contact", contact=contact)) if contact else words("account.no-role"))


def elsewhere(person: Person) -> None:
    """One's other sessions, each with a button that ends it."""
    words = session.words()
    forms.outcome(ENDING, ENDING)
    others = [each for each in sessions.active(identity.store(), person, person.subject) if each.session != person.session]
    if others:
        st.header(words("account.elsewhere"))
    for each in others:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = words("account.session", began=session.moment(each.began_at), used=session.moment(each.used_at))
            st.html(html.paragraph(text), width="content")
            st.button(words("account.session.end"), key=f"session-{each.session}", on_click=_end, args=(each.session,))


def _end(session_digest: str) -> None:
    forms.attempt(ENDING, ENDING, "", "account.session.ended", lambda: sessions.end(identity.store(), session.person(), session_digest))


def ways_out() -> None:
    """Buttons that end this session, or all of one's own."""
    words = session.words()
    limits = {"idle": int(settings.session_idle().total_seconds()) // 60, "longest": int(settings.session_longest().total_seconds()) // 60}
    st.html(html.posting(SIGN_OUT, "from", {"here": words("account.sign-out"), "everywhere": words("account.sign-out.everywhere")}))
    st.html(html.paragraph(words("account.sign-out.about"), "muted") + html.paragraph(words("account.limits", **limits), "muted"))
