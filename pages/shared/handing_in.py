"""Handing in, step by step: whose figures, the form, the files and their check.

What was checked is kept for the session: a rerun of the page checks nothing again, and what is accepted is what was shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from loaders import batches, delivery
from loaders.batches import Given
from loaders.delivery import Delivery
from loaders.files.opening import FILE_SIZE, MEGABYTE
from loaders.forms import template
from monitoring import snapshot
from monitoring.words import Words
from pages.shared import downloads, html, picking, session
from pages.units.deliver import pending_deliveries
from pages.units.deliver.pending_deliveries import Checked, PendingDeliveries

UNIT, FILES = "deliver-unit", "deliver-file"


def unit() -> str:
    """The unit that hands in, "" before one is chosen."""
    return picking.unit(UNIT, list(session.programme().units), session.words()("unit.choose-one"))


def form(unit: str) -> None:
    """The unit's form in the reader's language."""
    words = session.words()
    st.html(html.paragraph(words("deliver.form.about")))
    form_button(unit, words, words("deliver.form.download"), "deliver-form")


def form_button(unit: str, words: Words, label: str, key: str) -> None:
    """The unit's form in the language of `words`, with what the city's own store knows."""
    catalogue, store = session.programme(), session.own_store()

    def made() -> bytes:
        return template.workbook(unit, snapshot.read(store, catalogue), words)

    st.download_button(label, made, template.file_name(unit, catalogue, words), downloads.XLSX, key=key, on_click="ignore")


def checked(unit: str) -> list[Checked]:
    """The files that were given, each checked against the city's own store; those in a zip one by one."""
    words, mine = session.words(), pending_deliveries.mine()
    st.html(html.paragraph(words("deliver.workbook.about")))
    given = st.file_uploader(words("deliver.upload", limit=FILE_SIZE // MEGABYTE), key=FILES, accept_multiple_files=True)
    uploads = _newest(given)
    mine.keep_only([upload.file_id for upload in uploads])
    against = (session.own_store().version, session.programme().digest, words.language, unit)
    waiting = [upload for upload in uploads if not _is_current(mine, upload.file_id, against)]
    if waiting:
        _check(waiting, mine, against)
    return mine.in_order()


def _newest(uploads: Sequence) -> list:
    """Of files of one name the last that was given: the corrected one replaces the one before."""
    by_name = {upload.name: upload for upload in uploads}
    return [upload for upload in uploads if by_name[upload.name] is upload]


def _is_current(mine: PendingDeliveries, upload: str, against: tuple) -> bool:
    keys = mine.uploads[upload]
    return bool(keys) and all(mine.is_current(key, against) for key in keys)


def _check(uploads: Sequence, mine: PendingDeliveries, against: tuple) -> None:
    """Reads what is new from files that are gone afterwards."""
    words = session.words()
    bar = st.progress(0.0, words("deliver.reading"))
    with TemporaryDirectory() as folder:
        tasks: list[tuple[str, Given]] = []
        for upload in uploads:
            parts = {f"{upload.file_id}/{n}": given for n, given in enumerate(batches.unpacked(upload.name, upload.getvalue(), Path(folder)))}
            mine.uploads[upload.file_id] = list(parts)
            tasks += [(key, given) for key, given in parts.items() if not mine.is_current(key, against)]
        for number, (key, given) in enumerate(tasks):
            said = words("deliver.reading-file", number=number + 1, n=len(tasks), file=given.name) if len(tasks) > 1 else words("deliver.reading")

            def progress(share: float, number: int = number, said: str = said) -> None:
                bar.progress((number + share) / len(tasks), said)

            progress(0)
            meaning = mine.meaning(key)
            found = _read(given, against[-1], meaning, progress)
            mine.put(Checked(key, against, meaning, found, is_skipped=given.is_skipped))
    bar.empty()


def _read(given: Given, unit: str, meaning: pending_deliveries.Meaning, progress) -> Delivery:
    if given.path is None:
        return delivery.refused(given.name, unit, given.finding)
    return delivery.check(
        given.path,
        session.own_store(),
        session.programme(),
        session.words().language,
        unit,
        file_name=given.name,
        progress=progress,
        drafts=tuple(meaning.recipes.values()),
        year=meaning.year,
        without=meaning.without,
    )


def notices(checked: Checked, unit: str) -> None:
    """What to know of a file before its findings: that it was checked again, that it may be another unit's."""
    words = session.words()
    if checked.again:
        st.info(words("deliver.checked-again"))
    owners = {f.values["responsible"].unit: f.values["responsible"] for f in checked.delivery.findings if f.code == "other-units-indicator"}
    if len(owners) == 1:
        ((code, owner),) = owners.items()
        st.warning(words("deliver.other-unit", unit=owner, chosen=session.programme().units[unit]))
        st.button(words("deliver.other-unit.change", unit=owner), key="deliver-change", on_click=_change_unit, args=(code,))


def _change_unit(code: str) -> None:
    st.session_state[UNIT] = code
