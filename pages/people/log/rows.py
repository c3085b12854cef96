"""The log's rows: which are wanted, the newest of them as a table, all of them as a file, and whether the log is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import timedelta

import streamlit as st

from monitoring import moments
from monitoring.trust import log
from monitoring.trust.log import Entry, Event
from monitoring.trust.people import LONGEST_NAME
from pages.shared import cards, downloads, entries, forms, html, select, session
from publishing import exports

SINCE, UNTIL, EVENT, WHO = "log-since", "log-until", "log-event", "log-who"
MOST = 500


def wanted() -> dict[str, object]:
    """What the reader looks for, as `log.entries` takes it. On paper, where fields are not, it is a list."""
    words = session.words()
    with st.container(horizontal=True, key="log-wanted"):
        first = st.date_input(words("changes.from"), None, key=SINCE, format=forms.DAY_FORMAT, width=200)
        last = st.date_input(words("changes.to"), None, key=UNTIL, format=forms.DAY_FORMAT, width=200)
        event = select.one(
            words("log.column.event"),
            [str(event) for event in Event],
            index=None,
            key=EVENT,
            placeholder=words("log.event-all"),
            format_func=lambda code: words(f"log.event.{code}"),
            width=360,
        )
        who = st.text_input(words("log.column.who"), max_chars=LONGEST_NAME, key=WHO)
    fields_used = (
        (words("changes.from"), first and words.date(first)),
        (words("changes.to"), last and words.date(last)),
        (words("log.column.event"), event and words(f"log.event.{event}")),
        (words("log.column.who"), who),
    )
    if chosen := [(name, text) for name, text in fields_used if text]:
        st.html(html.facts(chosen, is_on_paper=True))
    return {
        "since": first and moments.start_of(first),
        "until": last and moments.start_of(last + timedelta(days=1)),
        "event": event,
        "who": who,
    }


def newest(wanted: dict[str, object]) -> list[Entry]:
    """The newest rows of those that are wanted."""
    return log.entries(session.city_store(), session.person(), **wanted, at_most=MOST)


def table(found: Sequence[Entry]) -> None:
    """The rows, the newest first."""
    cards.folded(found, lambda some: st.html(_table(some)), "log.earlier")


def _table(found: Sequence[Entry]) -> str:
    words = session.words()
    columns = [words(f"log.column.{name}") for name in ("number", "at", "who", "roles", "event", "about")]
    rows = [
        (
            str(one.number),
            session.moment(one.at),
            one.who() or words("log.nobody"),
            ", ".join(map(entries.role, one.grants)),
            words(f"log.event.{one.event}"),
            one.what(words),
        )
        for one in found
    ]
    return html.table(columns, rows, words("log.caption"), numeric=[0])


def file(wanted: dict[str, object]) -> None:
    """All rows that are wanted, as CSV; the log tells that they were taken along."""
    words, store = session.words(), session.city_store()
    downloads.asking_button(
        words("log.download"),
        lambda person: _csv(log.taken_along(store, person, **wanted)),
        words("log.file-name", date=moments.today().isoformat()),
        "text/csv",
        "log-download",
    )


def _csv(found: Sequence[Entry]) -> bytes:
    return exports.rows_csv([field.name for field in fields(Entry)], [astuple(one) for one in found])


def verification() -> None:
    """Looks through the log when it is asked to."""
    words = session.words()
    if not st.button(words("log.verify"), key="log-verify"):
        return
    faults = log.verify(session.city_store(), session.person())
    for fault in faults:
        st.error(words(f"log.fault.{fault.code}", number=fault.number))
    if not faults:
        st.success(words("log.whole", end=log.end(session.city_store())))
