"""What a person gets to see after a workbook was accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

from loaders import own_tables
from loaders.changes import Change
from loaders.delivery import Delivery
from pages.shared import cards, entries, frame, html, session
from pages.units.deliver import preview
from pages.units.deliver.pending_deliveries import Receipt


def show(receipt: Receipt) -> None:
    """What was stored under which id, the goals that it is about, where it can be taken back and what is still missing."""
    words, brings = session.words(), [change for delivery in receipt.deliveries for change in delivery.brings]
    st.success(words("receipt.stored"))
    if receipt.is_first and brings:
        st.info(words("receipt.first"))
    st.html(html.facts(_facts(receipt)))
    if len(receipt.deliveries) > 1:
        st.html(_files(receipt.deliveries))
    if receipt.left:
        st.warning(words("receipt.left", n=len(receipt.left), files=", ".join(receipt.left)))
    for delivery in receipt.deliveries:
        if delivery.brings:
            caption = words("receipt.caption") if len(receipt.deliveries) == 1 else words("receipt.caption.of", file=delivery.file_name)
            preview.changes(delivery.brings, caption)
    _goals(brings)
    st.header(words("receipt.next"))
    _links(receipt)


def _goals(brings: Sequence[Change]) -> None:
    """The goals that it is about, each in the newest year that was told of."""
    years: dict[str, int] = defaultdict(int)
    for change in brings:
        goal = entries.goal_of(change.indicator)
        years[goal] = max(years[goal], change.year)
    if years:
        st.header(session.words()("receipt.goals", n=len(years)))
    for goal in session.programme().goals:
        if goal in years:
            cards.goal_link(goal, years[goal])


def _links(receipt: Receipt) -> None:
    words = session.words()
    for delivery in receipt.deliveries:
        if delivery.upload_id:
            st.page_link(frame.link("deliveries"), label=_undo(delivery, receipt), query_params=frame.here(delivery=delivery.upload_id))
    if any(delivery.layout == own_tables.LAYOUT for delivery in receipt.deliveries):
        st.page_link(frame.link("recipes"), label=words("receipt.recipes"), query_params=frame.here(unit=receipt.deliveries[0].unit))
    st.page_link(frame.link("round"), label=words("receipt.round"), query_params=frame.here())


def _undo(delivery: Delivery, receipt: Receipt) -> str:
    words = session.words()
    return words("receipt.undo") if len(receipt.deliveries) == 1 else words("receipt.undo.of", file=delivery.file_name)


def _files(deliveries: Sequence[Delivery]) -> str:
    words = session.words()
    columns = [words(f"receipt.fact.{name}") for name in ("file", "stored", "id")]
    rows = [(delivery.file_name, _counts([delivery]), delivery.upload_id or "") for delivery in deliveries]
    return html.table(columns, rows, words("receipt.files"))


def _counts(deliveries: Sequence[Delivery]) -> str:
    kinds = [change.kind for delivery in deliveries for change in delivery.brings]
    return session.words()("receipt.counts", new=kinds.count("new"), changed=kinds.count("changed"))


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    words, first, *others = session.words(), *receipt.deliveries
    found = [(words("receipt.fact.id"), first.upload_id)] if first.upload_id and not others else []
    found += [
        (words("receipt.fact.unit"), words.name(session.programme().units[first.unit])),
        (words("receipt.fact.file"), ", ".join(delivery.file_name for delivery in receipt.deliveries)),
        (words("receipt.fact.by"), receipt.by),
        (words("receipt.fact.at"), session.moment(receipt.at)),
        (words("receipt.fact.stored"), _counts(receipt.deliveries)),
    ]
    return [*found, (words("receipt.fact.note"), receipt.note)] if receipt.note else found
