"""Acceptance: who hands in, the buttons that store one file or all that can be stored, and the receipt for what was stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from loaders import own_tables
from loaders.changes import Change
from loaders.delivery import ChangedMeanwhile, Delivery, accept
from monitoring.catalogue import Catalogue
from monitoring.storage.errors import FOR_ALL, StoreError
from monitoring.store import Store, now
from monitoring.trust.people import Person
from monitoring.trust.permissions import Refused
from pages.shared import cards, entries, forms, frame, html, markdown, metrics, session
from pages.units.deliver import checked_files, pending_deliveries
from pages.units.deliver.pending_deliveries import Checked, PendingDeliveries, Receipt

BY, NOTE = "deliver-by", "deliver-note"
LONGEST_NOTE = 500


def form(files: Sequence[Checked], chosen: Checked | None) -> None:
    """Who hands it in and the button that stores it; where that cannot be, why. With several files also one button for all of them."""
    words, mine = session.words(), pending_deliveries.mine()
    ready = [file.key for file in files if file.is_ready and file.key not in mine.stored and file.key not in mine.changing]
    if mine.trouble:
        st.error(words(mine.trouble))
    if chosen is not None and chosen.key not in ready and chosen.key not in mine.stored:
        _refused(chosen)
    if ready:
        _buttons(ready, chosen.key if chosen is not None and chosen.key in ready else None, len(files) > 1)
    if len(files) > 1 and not ready and not mine.stored and chosen is None:
        st.html(html.paragraph(words("deliver.accept.none")))
    if mine.last is not None and mine.stored:
        st.button(words("deliver.finish"), key="deliver-finish", on_click=_finish)


def _refused(chosen: Checked) -> None:
    """Why the file that is looked at cannot be accepted."""
    words, errors = session.words(), sum(finding.severity == "error" for finding in chosen.delivery.findings)
    if chosen.is_skipped or chosen.is_asking:
        return
    if errors:
        st.html(html.paragraph(words("deliver.accept.errors", n=errors)))
        st.button(words("deliver.accept.button"), key="deliver-refused", disabled=True, type="primary")
    else:
        st.info(words("deliver.accept.nothing"))


def _buttons(ready: Sequence[str], one: str | None, is_batch: bool) -> None:
    words = session.words()
    with st.form("deliver-acceptance", enter_to_submit=False):
        forms.name_field(words("deliver.by"), BY)
        forms.texts(words("deliver.note"), NOTE, {}, LONGEST_NOTE, is_line=True)
        with st.container(horizontal=True):
            if one is not None and not is_batch:
                st.form_submit_button(words("deliver.accept.button"), key="deliver-accept", type="primary", on_click=_accept, args=([one],))
            if one is not None and is_batch:
                st.form_submit_button(words("deliver.accept.one"), key="deliver-accept", on_click=_accept, args=([one],))
            if is_batch:
                label = words("deliver.accept.all", n=len(ready))
                st.form_submit_button(label, key="deliver-accept-all", type="primary", on_click=_accept, args=(list(ready),))


def _accept(keys: Sequence[str]) -> None:
    """Stores the files of these keys. The first click takes them from what is pending, so that a second one finds nothing to store."""
    mine, person, notes = pending_deliveries.mine(), forms.person(BY), forms.typed_texts(NOTE, LONGEST_NOTE)
    store, catalogue, is_first = session.city_store(), session.programme(), session.city().anew().snapshot.is_empty
    with mine.taken:
        mine.trouble = "" if person.name else "deliver.trouble.name"
        if not person.name:
            return
        before = len(mine.stored)
        for key in keys:
            _store(mine, key, store, catalogue, person, notes)
        if len(mine.stored) > before:
            with suppress(StoreError):
                mine.own_version = store.data_version
            _write_receipt(mine, person.name, notes, is_first)


def _store(mine: PendingDeliveries, key: str, store: Store, catalogue: Catalogue, person: Person, notes: Mapping[str, str]) -> None:
    """Stores one file in a transaction of its own: where that fails, the file stays pending and the others are stored all the same."""
    held = mine.files.pop(key, None)
    if held is None or key in mine.stored:
        return
    outcome = "failed"
    try:
        stored = accept(held.delivery, store, catalogue, person, notes)
        mine.stored[key] = replace(stored, content=b"", tables=())
        mine.opened.pop(key, None)
        held, outcome = replace(held, delivery=mine.stored[key]), "stored"
    except ChangedMeanwhile:
        held, outcome, mine.trouble = None, "changed-meanwhile", "deliver.trouble.changed-meanwhile"
    except Refused:
        outcome, mine.trouble = "refused", "permission.refused"
    except StoreError as error:
        outcome, mine.trouble = error.code, error.key if error.code in FOR_ALL else "deliver.trouble.store"
    finally:
        metrics.uploads.labels(outcome).inc()
        if held is not None:
            mine.files[key] = held


def _write_receipt(mine: PendingDeliveries, by: str, notes: Mapping[str, str], is_first: bool) -> None:
    """A receipt for everything that was stored so far; it is shown at once where nothing else can be stored."""
    left = [file.delivery.file_name for key, file in mine.files.items() if key not in mine.stored and not file.is_skipped]
    waiting = [key for keys in mine.uploads.values() for key in keys if key not in mine.files]
    is_first = is_first or (mine.last is not None and mine.last.is_first)
    mine.last = Receipt(tuple(mine.stored.values()), tuple(left), by, notes, now(), is_first)
    if not left and not waiting and not mine.trouble:
        _close(mine)


def _finish() -> None:
    mine = pending_deliveries.mine()
    with mine.taken:
        if mine.last is not None:
            _close(mine)


def _close(mine: PendingDeliveries) -> None:
    """Shows the receipt, and forgets what was pending."""
    mine.receipt, mine.last = mine.last, None
    mine.clear()


def receipt(unit: str) -> Receipt | None:
    """The receipt of what this person has just handed in for the unit."""
    held = pending_deliveries.mine().receipt
    return held if held is not None and held.deliveries[0].unit == unit else None


def another() -> None:
    """The button that leads from the receipt back to the first step."""
    st.button(session.words()("deliver.another"), key="deliver-another", on_click=_clear)


def _clear() -> None:
    pending_deliveries.mine().receipt = None


def show_receipt(receipt: Receipt) -> None:
    """What was stored under which id, the goals that it is about, and the links to withdraw it and to what is still missing."""
    words, brings = session.words(), [change for delivery in receipt.deliveries for change in delivery.brings]
    st.success(words("receipt.stored"))
    if receipt.is_first and brings:
        st.info(words("receipt.first"))
    st.html(html.facts(_facts(receipt)))
    if len(receipt.deliveries) > 1:
        st.html(_files(receipt.deliveries))
    if receipt.left:
        st.warning(markdown.escape(words("receipt.left", n=len(receipt.left), files=", ".join(receipt.left))))
    for delivery in receipt.deliveries:
        if delivery.brings:
            caption = words("receipt.caption") if len(receipt.deliveries) == 1 else words("receipt.caption.of", file=delivery.file_name)
            checked_files.changes(delivery.brings, caption)
    _goals(brings)
    st.header(words("receipt.next"))
    _links(receipt)


def _goals(brings: Sequence[Change]) -> None:
    """The goals that it is about, each in the newest year that was delivered for it."""
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
            label = markdown.escape(_undo(delivery, receipt))
            st.page_link(frame.link("deliveries"), label=label, query_params=frame.here(delivery=delivery.upload_id))
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
    return [*found, (words("receipt.fact.note"), words.written_text(receipt.notes))] if receipt.notes else found
