"""What was delivered: the list, one delivery with its withdrawal, and everything that was ever delivered for one figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from loaders import delivery, own_tables
from monitoring import kinds, withdrawals
from monitoring.dimensions import Dimensions
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from monitoring.trust.permissions import Permission
from monitoring.withdrawals import Effect
from pages.shared import cards, downloads, entries, forms, html, picking, session

MOST = 1000
KIND, BY, REASON = "withdraw", "withdraw-by", "withdraw-reason"
LONGEST_REASON = 500


def uploads(rows: Sequence) -> None:
    """The list of deliveries."""
    cards.folded(rows, lambda some: st.html(_uploads(some)), "deliveries.earlier")


def _uploads(rows: Sequence) -> str:
    words = session.words()
    columns = [words(f"deliveries.column.{name}") for name in ("at", "unit", "file", "by", "items", "note", "state")]
    return html.table(columns, map(_upload, rows), words("deliveries.caption"), numeric=[4])


def _upload(row) -> list[str]:
    words = session.words()
    about = [session.moment(row.uploaded_at), entries.unit(row.unit), cards.file_name(row.file_name), row.uploaded_by]
    return [*about, words.number(row.items), words.written_text(row.notes), entries.delivery_state(row)]


def one_of(rows: Sequence):
    """The delivery that the address names or the person chose, None for none."""
    words, by_id = session.words(), {row.upload_id: row for row in rows}

    def label(upload_id: str) -> str:
        row = by_id[upload_id]
        values = {"at": session.moment(row.uploaded_at), "unit": entries.unit(row.unit), "file": row.file_name}
        return words("deliveries.one.label" if row.withdrawn_at is None else "deliveries.one.label.withdrawn", **values)

    chosen = picking.one("delivery", "deliveries-delivery", list(by_id), words("deliveries.one.choose"), words("deliveries.one.none"), label)
    return by_id.get(chosen)


def details(row) -> None:
    """One delivery: its id and its workbook as it was delivered; of a unit's own table the copy with the cells that were read."""
    words, store = session.words(), session.store()
    pairs = [
        (words("deliveries.fact.id"), row.upload_id),
        (words("deliveries.column.file"), row.file_name),
        (words("deliveries.column.by"), row.uploaded_by),
        (words("deliveries.column.state"), entries.delivery_state(row)),
    ]
    st.html(html.facts(pairs))
    is_copy = row.layout == own_tables.LAYOUT
    if is_copy:
        st.html(html.paragraph(words("deliveries.copy.about")))
    downloads.button(
        words("deliveries.copy" if is_copy else "deliveries.download"),
        lambda: store.content(row.upload_id),
        f"{PurePath(row.file_name).stem}.xlsx" if is_copy else PurePath(row.file_name).name,
        "application/octet-stream",
        "deliveries-download",
    )


def withdrawal(row) -> None:
    """The form that withdraws a delivery: what would change, who does it and why. Not for example data, which nobody delivered."""
    words = session.words()
    if row.withdrawn_at is not None:
        if not forms.last(KIND).trouble:
            forms.outcome(KIND, row.upload_id)
        return
    if not session.may(Permission.WITHDRAW, row.unit):
        return
    st.subheader(words("withdraw.title"))
    if session.is_example():
        st.html(html.paragraph(words("withdraw.example")))
        return
    _effects(row)
    forms.outcome(KIND, row.upload_id)
    with st.form("withdrawal", enter_to_submit=False):
        forms.name_field(words("withdraw.by"), BY)
        forms.texts(words("withdraw.reason"), REASON, {}, LONGEST_REASON, is_line=True)
        st.form_submit_button(words("withdraw.button"), key="withdraw", on_click=_withdraw, args=(row.upload_id,))


def example_again() -> None:
    """Where the last delivery was withdrawn just now: that it is, and that the example data is shown again."""
    last = forms.last(KIND)
    if session.is_example() and last.done:
        forms.outcome(KIND, last.form)
        st.html(html.paragraph(session.words()("withdraw.example-again")))


def _effects(row) -> None:
    words = session.words()
    store = session.store()
    effects = _effects_of(store.data_version, session.programme().digest, row.upload_id, session.now(), store)
    if not effects:
        st.html(html.paragraph(words("withdraw.nothing")))
        return
    st.html(html.paragraph(words("withdraw.about", n=len(effects))))
    columns = [words(f"withdraw.column.{name}") for name in ("what", "item", "period", "before", "after")]
    st.html(html.table(columns, [_effect(effect) for effect in effects], words("withdraw.caption")))


@st.cache_resource(max_entries=16, show_spinner=False)
def _effects_of(version: tuple, digest: str, upload_id: str, _now: Snapshot, _store: Store) -> list[Effect]:
    return withdrawals.effects(_now, _store, upload_id)


def _effect(effect: Effect) -> list[str]:
    words, key = session.words(), effect.key
    return [
        entries.named(key.indicator),
        entries.item(key.indicator, key.component, key.dimensions),
        entries.period(key.period),
        words("withdraw.none") if effect.comes else entries.value(key.component, effect.before),
        words("withdraw.none") if effect.goes else entries.value(key.component, effect.after),
    ]


def _withdraw(upload_id: str) -> None:
    person, reasons, store = forms.person(BY), forms.typed_texts(REASON, LONGEST_REASON), session.city_store()

    def write() -> str:
        try:
            delivery.withdraw(upload_id, store, person, reasons)
        except delivery.UnknownUpload:
            # A second click, or somebody else's: the page shows who withdrew it and why.
            return forms.NO_CHANGE
        return ""

    trouble = "withdraw.trouble.incomplete" if not person.name else "" if reasons else "withdraw.trouble.reason"
    forms.attempt(KIND, upload_id, trouble, "withdraw.done", write, "withdraw.trouble.store")


def item() -> str:
    """The indicator, action or goal whose history is chosen, "" for none."""
    words, catalogue, context = session.words(), session.programme(), session.now().context
    reported = [code for code, indicator in catalogue.indicators.items() if kinds.of(indicator).is_reported or code in context]
    codes = [*reported, *catalogue.actions, *catalogue.goals]
    return picking.one("item", "deliveries-item", codes, words("history.choose"), words("history.none"), entries.named)


def of_item(code: str) -> None:
    """Everything that was ever delivered for it, with what applies now, what was replaced and what was withdrawn."""
    words = session.words()
    rows = session.store().rows("history", programme=session.programme().programme.programme, item=code)
    if not rows:
        st.html(html.paragraph(words("history.nothing")))
        return
    columns = [words(f"history.column.{name}") for name in ("period", "what", "value", "note", "delivered", "source", "state")]
    st.html(html.table(columns, [_delivered(code, row) for row in rows], words("history.caption", item=entries.named(code))))


def _delivered(code: str, row) -> list[str]:
    words = session.words()
    content = {"figure": row.value, "state": row.state, "evaluation": row.texts}[row.kind]
    value = entries.value(row.component, content)
    if row.completed_on:
        value = f"{value} · {words.date(row.completed_on)}"
    state = words("history.applies") if row.holds else words("history.replaced") if row.withdrawn_at is None else entries.delivery_state(row)
    return [
        entries.period(row.period),
        entries.item(code, row.component, Dimensions.parsed(row.dimensions)),
        html.Markup(html.struck(value)) if row.withdrawn_at else value,
        entries.written(row.comments),
        words("history.delivered", at=session.moment(row.uploaded_at), by=row.uploaded_by, unit=entries.unit(row.unit)),
        f"{row.file_name} · {entries.place(row.sheet, row.cell)}",
        state,
    ]
