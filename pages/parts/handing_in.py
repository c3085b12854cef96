"""Handing in a workbook, step by step: whose it is, the form, the check, the acceptance, the receipt.

What was checked is kept for the session: a rerun of the page checks nothing again, and what is accepted is what was shown.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from loaders import delivery, template
from loaders.delivery import Delivery
from loaders.opening import FILE_SIZE, MEGABYTE
from monitoring import snapshot
from monitoring.catalogue import Catalogue
from monitoring.store import NotAStore, Store, StoreBusy
from pages.parts import downloads, html, picking, session

UNIT, FILE, BY, NOTE = "deliver-unit", "deliver-file", "deliver-by", "deliver-note"
LONGEST_NAME, LONGEST_NOTE = 100, 500


@dataclass(frozen=True)
class Checked:
    """A delivery with what it was checked for: the file, then what else the answer depends on. `again` tells of an earlier check."""

    file: str
    against: tuple
    delivery: Delivery
    again: bool


@dataclass(frozen=True)
class Receipt:
    """What was stored. `is_first`: it is the first workbook of the city's own store."""

    delivery: Delivery
    by: str
    note: str
    at: datetime
    is_first: bool


@dataclass
class Desk:
    """What lies before the person: the checked workbook, the last receipt, the message that says what went wrong.

    A second click starts a run beside the one that is storing, and may end that one at any use of Streamlit's session state: the desk is
    changed in place, by one run at a time.
    """

    checked: Checked | None = None
    receipt: Receipt | None = None
    trouble: str = ""
    taken: threading.Lock = field(default_factory=threading.Lock)


def _desk() -> Desk:
    return st.session_state.setdefault("deliver-desk", Desk())


def unit() -> str:
    """The unit that hands in, "" before one is chosen."""
    return picking.unit(UNIT, list(session.programme().units), session.words()("unit.choose-one"))


def form(unit: str) -> None:
    """The unit's form in the reader's language, with what the city's own store knows."""
    words, catalogue = session.words(), session.programme()

    def made() -> bytes:
        return template.workbook(unit, snapshot.read(session.own_store(), catalogue), words)

    name = template.file_name(unit, catalogue, words)
    st.html(html.paragraph(words("deliver.form.about")))
    st.download_button(words("deliver.form.download"), made, name, downloads.XLSX, key="deliver-form", on_click="ignore")


def checked(unit: str) -> Delivery | None:
    """The workbook that was given, checked against the city's own store; None before one is given."""
    words, desk = session.words(), _desk()
    uploaded = st.file_uploader(words("deliver.upload", limit=FILE_SIZE // MEGABYTE), key=FILE)
    held = desk.checked
    if uploaded is None or (held is not None and held.file != uploaded.file_id):
        desk.checked, desk.trouble = None, ""
    if uploaded is None:
        return None
    against = (session.own_store().version, session.programme().digest, words.language, unit)
    if held is None or (held.file, held.against) != (uploaded.file_id, against):
        again = held is not None and held.file == uploaded.file_id and held.against[1:] == against[1:]
        held = desk.checked = Checked(uploaded.file_id, against, _check(uploaded, unit), again)
    if held.again:
        st.info(words("deliver.checked-again"))
    _other_unit(held.delivery, unit)
    return held.delivery


def _check(uploaded, unit: str) -> Delivery:
    """Reads the workbook from a file that is gone afterwards."""
    words = session.words()
    bar = st.progress(0.0, words("deliver.reading"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(uploaded.getbuffer())
        found = delivery.check(
            path,
            session.own_store(),
            session.programme(),
            words.language,
            unit,
            file_name=uploaded.name,
            progress=lambda share: bar.progress(share, words("deliver.reading")),
        )
    bar.empty()
    return found


def _other_unit(checked: Delivery, unit: str) -> None:
    """Where rows belong to one other unit, the choice may be wrong and not the workbook."""
    words = session.words()
    owners = {f.values["responsible"].unit: f.values["responsible"] for f in checked.findings if f.code == "other-units-indicator"}
    if len(owners) == 1:
        ((code, owner),) = owners.items()
        st.warning(words("deliver.other-unit", unit=owner, chosen=session.programme().units[unit]))
        st.button(words("deliver.other-unit.change", unit=owner), key="deliver-change", on_click=_change_unit, args=(code,))


def _change_unit(code: str) -> None:
    st.session_state[UNIT] = code


def acceptance(checked: Delivery) -> None:
    """Who hands it in and the button that stores it; where that cannot be, why."""
    words = session.words()
    errors = sum(finding.severity == "error" for finding in checked.findings)
    if errors:
        st.html(html.paragraph(words("deliver.accept.errors", n=errors)))
        st.button(words("deliver.accept.button"), key="deliver-refused", disabled=True, type="primary")
    elif not checked.brings:
        st.info(words("deliver.accept.nothing"))
    else:
        _acceptance_form()


def _acceptance_form() -> None:
    words = session.words()
    if trouble := _desk().trouble:
        st.error(words(trouble))
    with st.form("deliver-acceptance", enter_to_submit=False):
        st.text_input(words("deliver.by"), st.session_state.get("person", ""), max_chars=LONGEST_NAME, key=BY, autocomplete="name")
        st.text_input(words("deliver.note"), max_chars=LONGEST_NOTE, key=NOTE)
        st.form_submit_button(words("deliver.accept.button"), key="deliver-accept", type="primary", on_click=_accept)


def _accept() -> None:
    """Stores what was shown. The first click takes it from the desk, so that a second one finds nothing to store."""
    desk, by, note = _desk(), st.session_state[BY].strip(), st.session_state[NOTE].strip()
    store, catalogue, is_first = session.own_store(), session.programme(), session.own().is_empty
    st.session_state["person"] = by
    with desk.taken:
        desk.trouble = "" if by else "deliver.trouble.name"
        if by and desk.checked is not None:
            _store(desk, store, catalogue, by[:LONGEST_NAME], note[:LONGEST_NOTE], is_first)


def _store(desk: Desk, store: Store, catalogue: Catalogue, by: str, note: str, is_first: bool) -> None:
    held, desk.checked = desk.checked, None
    at = datetime.now(UTC).replace(tzinfo=None)
    try:
        stored = delivery.accept(held.delivery, store, catalogue, by, note, at)
        desk.receipt = Receipt(replace(stored, content=b""), by, note, at, is_first)
    except delivery.ChangedMeanwhile:
        desk.trouble = "deliver.trouble.changed-meanwhile"
    except StoreBusy:
        desk.checked, desk.trouble = held, "store.busy"
    except NotAStore:
        desk.checked, desk.trouble = held, "deliver.trouble.store"


def receipt(unit: str) -> Receipt | None:
    """The receipt of what this person has just handed in for the unit."""
    held = _desk().receipt
    return held if held is not None and held.delivery.unit == unit else None


def another() -> None:
    """Back to the first step."""
    st.button(session.words()("deliver.another"), key="deliver-another", on_click=_clear)


def _clear() -> None:
    _desk().receipt = None
