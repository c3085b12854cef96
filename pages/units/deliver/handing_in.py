"""Handing in, step by step: whose figures, the form, the files and their check.

What was checked is kept for the session: a rerun of the page checks nothing again, and what is accepted is what was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from loaders import batches, delivery
from loaders.batches import Given
from loaders.delivery import OpenedFile
from loaders.files.opening import FILE_SIZE, MEGABYTE
from pages.shared import html, picking, session, unit_form
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
    unit_form.button(unit, words, words("deliver.form.download"), "deliver-form")


def checked(unit: str) -> list[Checked]:
    """The files that were given, each checked against the city's own store; those in a zip one by one."""
    words, mine = session.words(), pending_deliveries.mine()
    st.html(html.paragraph(words("deliver.workbook.about")))
    given = st.file_uploader(words("deliver.upload", limit=FILE_SIZE // MEGABYTE), key=FILES, accept_multiple_files=True)
    uploads = _newest(given)
    mine.keep_only([upload.file_id for upload in uploads])
    against = (session.city_store().data_version, session.programme().digest, words.language, unit)
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
    """Checks what is new or was answered anew. A file is opened at its first check only; what comes for it from a zip is gone afterwards."""
    words = session.words()
    bar = st.progress(0.0, words("deliver.reading"))
    with TemporaryDirectory() as folder:
        given = _unpacked([upload for upload in uploads if not _is_opened(mine, upload.file_id)], mine, Path(folder))
        keys = [key for upload in uploads for key in mine.uploads[upload.file_id] if not mine.is_current(key, against)]
        for number, key in enumerate(keys):
            name = mine.opened[key].name if key in mine.opened else given[key].name
            text = words("deliver.reading-file", number=number + 1, n=len(keys), file=name) if len(keys) > 1 else words("deliver.reading")

            def progress(share: float, number: int = number, text: str = text) -> None:
                bar.progress((number + share) / len(keys), text)

            progress(0)
            _check_file(key, mine, given.get(key), against, progress)
    bar.empty()


def _is_opened(mine: PendingDeliveries, upload: str) -> bool:
    keys = mine.uploads[upload]
    return bool(keys) and all(key in mine.opened or key in mine.stored for key in keys)


def _unpacked(uploads: Sequence, mine: PendingDeliveries, folder: Path) -> dict[str, Given]:
    """The files of the uploads by their keys, put into `folder`."""
    found: dict[str, Given] = {}
    for upload in uploads:
        parts = {f"{upload.file_id}/{n}": given for n, given in enumerate(batches.unpacked(upload.name, upload.getvalue(), folder))}
        mine.uploads[upload.file_id] = list(parts)
        found |= parts
    return found


def _check_file(key: str, mine: PendingDeliveries, given: Given | None, against: tuple, progress: Callable[[float], None]) -> None:
    """A file that could not be opened is tried again at the next check: the machine may have been busy."""
    meaning, opened = mine.meaning(key), mine.opened.get(key)
    if opened is None:
        opened = OpenedFile(given.name, refusal=given.finding) if given.finding else delivery.open_file(given.path, given.name, progress)
        if opened.workbook is not None:
            mine.opened[key] = opened
    found = delivery.check(
        opened,
        session.city_store(),
        session.programme(),
        session.words().language,
        against[-1],
        drafts=tuple(meaning.recipes.values()),
        year=meaning.year,
        without=meaning.without,
    )
    mine.put(Checked(key, against, meaning, found, is_skipped=given is not None and given.is_skipped))


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
