"""What a workbook would change: what gets another value, what is new, what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from loaders.changes import Change
from loaders.delivery import Delivery
from loaders.own_tables import ReadTable
from pages.shared import entries, html, period_names, session
from pages.units.deliver import origins

AT_ONCE = 40
"""Rows shown of one kind; the others open on demand."""


def show(delivery: Delivery) -> None:
    """The changes by kind, after the plain word that nothing is stored yet."""
    words = session.words()
    kinds = {kind: [change for change in delivery.changes if change.kind == kind] for kind in ("changed", "new", "same")}
    st.info(words("preview.nothing-yet"))
    st.html(html.paragraph(words("preview.counts", **{kind: len(of_kind) for kind, of_kind in kinds.items()}), "sentence"))
    for kind in ("changed", "new"):
        if kinds[kind]:
            st.subheader(words(f"preview.{kind}", n=len(kinds[kind])))
            changes(kinds[kind], words(f"preview.{kind}.caption"), delivery.tables)
    if kinds["same"]:
        with st.expander(words("preview.same", n=len(kinds["same"]))):
            st.html(_table(kinds["same"], words("preview.same.caption"), delivery.tables))


def changes(of_kind: Sequence[Change], caption: str, tables: Sequence[ReadTable] = ()) -> None:
    """A table of changes, the first ones at once. With the own tables that they come from also how each figure was made."""
    st.html(_table(of_kind[:AT_ONCE], caption, tables))
    if len(of_kind) > AT_ONCE:
        with st.expander(session.words()("preview.more", n=len(of_kind) - AT_ONCE)):
            st.html(_table(of_kind[AT_ONCE:], caption, tables))


def _table(of_kind: Sequence[Change], caption: str, tables: Sequence[ReadTable]) -> str:
    before = ["before"] if of_kind[0].kind == "changed" else []
    names = ["what", "item", "period", *before, "after", *(["how"] if tables else []), "place"]
    columns = [session.words()(f"preview.column.{name}") for name in names]
    return html.table(columns, [list(_row(change, tables)) for change in of_kind], caption)


def _row(change: Change, tables: Sequence[ReadTable]) -> Iterator[str]:
    yield entries.named(change.indicator)
    yield entries.item(change.component, change.dimensions)
    yield period_names.said(change.period, session.words())
    if change.kind == "changed":
        yield entries.said(change.component, change.before)
    yield _after(change)
    if tables:
        yield origins.how(change, tables)
    yield entries.place(change.sheet, change.cell)


def _after(change: Change) -> str:
    """What would hold, with what the value alone does not tell: the day of completion, the note."""
    words, entry = session.words(), change.entry
    said = [entries.said(change.component, change.after)]
    if completed_on := getattr(entry, "completed_on", None):
        said.append(words.date(completed_on))
    if comment := getattr(entry, "comment", ""):
        said.append(entries.shortened(comment))
    return " · ".join(said)
