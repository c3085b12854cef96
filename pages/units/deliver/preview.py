"""What a workbook would change: what gets another value, what is new, what stays as it is; of own tables also how a recipe made each figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from loaders.changes import Change
from loaders.delivery import Delivery
from loaders.files.workbook import boundaries
from loaders.own_tables import ReadTable
from loaders.recipes.recipe import Rule
from pages.shared import entries, html, period_names, session

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
        yield _how(change, tables)
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


def _how(change: Change, tables: Sequence[ReadTable]) -> str:
    """One line on how a figure was made, "" where no recipe made it."""
    rule = _rule(change, tables)
    if rule is None:
        return ""
    words, value = session.words(), change.after if isinstance(change.after, float) else 0.0
    if rule.is_of_list:
        texts = ", ".join(f"{column}: {text}" for column, text in rule.where.items())
        key = f"origin.{rule.how}.where" if texts else f"origin.{rule.how}"
        return words(key, n=value, column=rule.column, where=texts)
    if rule.how == "percent":
        return words("origin.percent")
    count = _cells(change.cell)
    return words("origin.cells", n=count) if count > 1 else words("origin.cell")


def _rule(change: Change, tables: Sequence[ReadTable]) -> Rule | None:
    """The rule that made the figure: that of its component, of a table on its sheet."""
    of_sheet = [one.recipe for one in tables if one.recipe and one.table.sheet.name == change.sheet]
    mine = [rule for recipe in of_sheet for rule in recipe.rules if (rule.indicator, rule.component) == (change.indicator, change.component)]
    named = [rule for rule in mine if rule.name == change.dimensions.get("statistic", "")]
    return next(iter(named or mine), None)


def _cells(named: str) -> int:
    """How many cells "B4:B9,B12" names: 7."""
    ranges = [boundaries(part) for part in named.split(",") if part]
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in ranges)
