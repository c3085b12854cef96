"""Roles as they are given and ended on the dashboard, those that ended, and those of the mapping file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring import settings
from monitoring.catalogue import CatalogueError
from monitoring.trust import grants, sessions
from monitoring.trust.grants import KINDS, GivenRole
from monitoring.trust.people import GIVEN, Grant, Role
from pages.shared import entries, forms, html, identity, markdown, select, session

GIVE, END, SIGN_OUT = "role-give", "role-end", "role-sign-out"
KIND, TO, ROLE, UNIT, BY, ENDED, END_BY = "role-kind", "role-to", "role-role", "role-unit", "role-by", "role-ended", "role-end-by"
LONGEST_TO = 200


def history() -> Sequence[GivenRole]:
    """Every role that was given on the dashboard, the newest first."""
    return grants.history(session.city_store(), session.person())


def current(given: Sequence[GivenRole]) -> None:
    """Those that hold."""
    words = session.words()
    rows = [
        (one.to, words(f"roles.kind.{one.kind}"), entries.role(one.grant), one.by, session.moment(one.at)) for one in given if one.ended_at is None
    ]
    if not rows:
        st.html(html.paragraph(words("roles.none")))
        return
    columns = [words(f"roles.column.{name}") for name in ("to", "kind", "role", "by", "at")]
    st.html(html.table(columns, rows, words("roles.caption")))


def form() -> None:
    """Gives a role to an e-mail address or a group."""
    words = session.words()
    units = {code: words.name(unit) for code, unit in session.programme().units.items()}
    st.header(words("roles.give"))
    forms.outcome(GIVE, GIVE)
    with st.form("role", enter_to_submit=False):
        st.radio(words("roles.column.kind"), KINDS, key=KIND, format_func=lambda kind: words(f"roles.kind.{kind}"), horizontal=True)
        st.text_input(words("roles.column.to"), max_chars=LONGEST_TO, key=TO)
        select.one(
            words("roles.column.role"),
            [str(role) for role in GIVEN],
            key=ROLE,
            format_func=lambda code: words(f"role.{code}"),
        )
        select.one(words("roles.unit"), list(units), None, key=UNIT, placeholder=words("unit.all"), format_func=units.get)
        forms.name_field(words("roles.by"), BY)
        st.form_submit_button(words("roles.give.button"), key="role-give", on_click=_give)


def _give() -> None:
    store, programme, person = session.city_store(), session.programme(), forms.person(BY)
    kind, to = st.session_state[KIND], st.session_state[TO]
    grant = Grant(Role(st.session_state[ROLE]), st.session_state[UNIT] or "")

    def write() -> str:
        try:
            grants.give(store, programme, kind, to, grant, person)
        except grants.UnfitRole as error:
            return f"roles.trouble.{error}"
        return ""

    forms.attempt(GIVE, GIVE, "" if person.name else "roles.trouble.by", "roles.done.given", write)


def ending(given: Sequence[GivenRole]) -> None:
    """Ends one of those that hold."""
    words, holding = session.words(), {one.role_id: f"{one.to} · {entries.role(one.grant)}" for one in given if one.ended_at is None}
    forms.outcome(END, END)
    if not holding:
        return
    with st.expander(words("roles.end")), st.form("role-end-form", enter_to_submit=False, border=False):
        select.one(
            words("roles.end.which"),
            list(holding),
            None,
            key=ENDED,
            placeholder=words("roles.end.none"),
            format_func=holding.get,
        )
        forms.name_field(words("roles.by"), END_BY)
        st.form_submit_button(words("roles.end.button"), key="role-end", on_click=_end)


def _end() -> None:
    store, person, role_id = session.city_store(), forms.person(END_BY), st.session_state[ENDED]

    def write() -> str:
        try:
            grants.end(store, role_id, person)
        except grants.UnknownRole:
            return forms.NO_CHANGE
        return ""

    trouble = "roles.trouble.which" if not role_id else "" if person.name else "roles.trouble.by"
    forms.attempt(END, END, trouble, "roles.done.ended", write)


def mapped() -> None:
    """What the mapping file says, or what is wrong in it."""
    words = session.words()
    if settings.roles_file() is None:
        return
    st.header(words("roles.mapped"))
    try:
        rows = [(claim, entries.role(grant)) for claim, grant in grants.mapping(session.programme())]
        st.html(html.table([words("roles.column.claim"), words("roles.column.role")], rows, words("roles.mapped")))
    except CatalogueError as error:
        for problem in error.problems:
            st.error(markdown.escape(problem.text(words)))


def signed_in() -> None:
    """Who is signed in now, each with a button that signs them out everywhere."""
    words = session.words()
    if not identity.is_offered():
        return
    found = sessions.active(identity.store(), session.person())
    st.header(words("roles.signed-in"))
    forms.outcome(SIGN_OUT, SIGN_OUT)
    for subject in dict.fromkeys(each.subject for each in found):
        newest = next(each for each in found if each.subject == subject)
        with st.container(horizontal=True, vertical_alignment="center"):
            who = " · ".join(filter(None, (newest.name, newest.email)))
            text = words("account.session", began=session.moment(newest.began_at), used=session.moment(newest.used_at))
            st.html(html.paragraph(f"{who}: {text}"), width="content")
            st.button(words("roles.signed-in.end", name=markdown.escape(newest.name)), key=f"sign-out-{subject}", on_click=_sign_out, args=(subject,))


def _sign_out(subject: str) -> None:
    forms.attempt(SIGN_OUT, SIGN_OUT, "", "account.session.ended", lambda: sessions.end_all(identity.store(), session.person(), subject))


def past(given: Sequence[GivenRole]) -> None:
    """Those that ended, with who gave and who ended them."""
    words = session.words()
    rows = [
        (one.to, entries.role(one.grant), one.by, session.moment(one.at), one.ended_by, session.moment(one.ended_at)) for one in given if one.ended_at
    ]
    if rows:
        columns = [words(f"roles.column.{name}") for name in ("to", "role", "by", "at", "ended-by", "ended-at")]
        with st.expander(words("roles.past")):
            st.html(html.table(columns, rows, words("roles.past")))
