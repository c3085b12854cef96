"""What is followed, the address of its feed, the form that asks for a digest by mail, and the buttons that confirm and end one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from monitoring import contacts, settings, subscriptions
from monitoring.catalogue import Catalogue
from monitoring.mails import SENT
from monitoring.store import Store
from monitoring.trust.people import Person
from pages.shared import address, forms, html, picking, session
from publishing import digests, mail

KIND, EMAIL = "subscription", "subscription-email"
STEPS: dict[str, Callable[[Store, Catalogue, str, Person], None]] = {"confirm": subscriptions.confirm, "end": subscriptions.end}
"""What a link in a mail is for, by the address's parameter. The page asks first: programs that look through mail open links too."""


def answered() -> None:
    """The button that does what the link in a mail is for, and how that went."""
    words = session.words()
    for step in STEPS:
        forms.outcome(KIND, step)
        link = next(iter(address.given(step)), "")
        if link and forms.last(KIND).form != step:
            st.html(html.paragraph(words(f"follow.{step}.about"), "sentence"))
            st.button(words(f"follow.{step}"), key=f"follow-{step}", type="primary", on_click=_answer, args=(step, link))


def _answer(step: str, link: str) -> None:
    def write() -> str:
        try:
            STEPS[step](session.city_store(), session.programme(), link, session.person())
        except subscriptions.UnknownLink:
            return "follow.trouble.link"
        return ""

    forms.attempt(KIND, step, "", f"follow.done.{step}", write)


def about() -> str:
    """The theme or the goal that is followed, "" for all; the address holds it."""
    words, catalogue = session.words(), session.programme()
    options = [*catalogue.themes, *catalogue.goals]

    def name(code: str) -> str:
        return f"{code} {digests.named(catalogue, code, words)}"

    return picking.one("about", "follow-about", options, words("follow.what"), words("digest.all"), name)


def feed(about: str) -> None:
    """The feed's address as a link."""
    kind = {"theme": about} if about in session.programme().themes else {"goal": about} if about else {}
    st.html(html.link(f"api/changes.atom?{urlencode({**kind, 'lang': session.language()})}", session.words()("feed.follow")))


def asking(about: str) -> None:
    """The form, where mail can be sent and written down."""
    words = session.words()
    if settings.is_public() or settings.mail_server() is None or not settings.address():
        st.html(html.paragraph(words("follow.mail.unset")))
        return
    st.html(html.paragraph(words("follow.mail.about", what=digests.named(session.programme(), about, words))))
    st.html(html.paragraph(words("follow.privacy"), "muted"))
    forms.outcome(KIND, "ask")
    with st.form("follow-ask", enter_to_submit=False):
        st.text_input(words("follow.email"), max_chars=contacts.LONGEST_EMAIL, key=EMAIL, autocomplete="email")
        st.form_submit_button(words("follow.ask"), key="follow-ask-button", type="primary", on_click=_ask, args=(about,))


def _ask(about: str) -> None:
    """Sends the mail that asks for confirmation; what is said does not tell whether the address is known already."""
    words, catalogue, email = session.words(), session.programme(), st.session_state[EMAIL].strip()

    def write() -> str:
        try:
            link = subscriptions.ask(session.city_store(), catalogue, email, words.language, about, session.person())
        except subscriptions.UnfitSubscription as unfit:
            return f"follow.trouble.{unfit}"
        except subscriptions.TooMany:
            return "follow.trouble.often"
        page = f"{settings.address()}/follow?{urlencode({'confirm': link, 'lang': words.language})}"
        (outcome,) = mail.send([digests.confirmation(catalogue, email, about, page, words)], settings.mail_server())
        return "" if outcome == SENT else "follow.trouble.mail"

    forms.attempt(KIND, "ask", "", "follow.done.asked", write, email=email)
