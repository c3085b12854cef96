"""What a person gets to see after a workbook was accepted."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from pages.parts import cards, entries, frame, html, moments, preview, session
from pages.parts.handing_in import Receipt


def show(receipt: Receipt) -> None:
    """What was stored under which id, the goals that it is about, where it can be taken back and what is still missing."""
    words, delivery = session.words(), receipt.delivery
    st.success(words("receipt.stored"))
    if receipt.is_first:
        st.info(words("receipt.first"))
    st.html(html.facts(_facts(receipt)))
    preview.changes(delivery.brings, words("receipt.caption"))

    years: dict[str, int] = defaultdict(int)
    for change in delivery.brings:
        goal = entries.goal_of(change.indicator)
        years[goal] = max(years[goal], change.year)
    st.header(words("receipt.goals", n=len(years)))
    for goal in session.programme().goals:
        if goal in years:
            cards.goal_link(goal, years[goal])

    st.header(words("receipt.next"))
    st.page_link(frame.link("deliveries"), label=words("receipt.undo"), query_params=frame.here(delivery=delivery.upload_id))
    st.page_link(frame.link("round"), label=words("receipt.round"), query_params=frame.here())


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    words, delivery = session.words(), receipt.delivery
    kinds = [change.kind for change in delivery.brings]
    found = [
        (words("receipt.fact.id"), delivery.upload_id),
        (words("receipt.fact.unit"), words.name(session.programme().units[delivery.unit])),
        (words("receipt.fact.file"), delivery.file_name),
        (words("receipt.fact.by"), receipt.by),
        (words("receipt.fact.at"), moments.shown(receipt.at)),
        (words("receipt.fact.stored"), words("receipt.counts", new=kinds.count("new"), changed=kinds.count("changed"))),
    ]
    return [*found, (words("receipt.fact.note"), receipt.note)] if receipt.note else found
