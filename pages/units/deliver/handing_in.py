"""Handing in, step by step: whose figures, the form, the files and their check.

What was checked is kept for the session: a rerun of the page checks nothing again, and what is accepted is what was shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from loaders import batches, delivery
from loaders.batches import Given
from loaders.delivery import OpenedFile, StoredState
from loaders.files import sandbox
from loaders.files.opening import FILE_SIZE, MEGABYTE
from monitoring.trust.permissions import Permission
from pages.shared import frame, html, markdown, picking, session, unit_form
from pages.units.deliver import pending_deliveries
from pages.units.deliver.pending_deliveries import Checked, PendingDeliveries

UNIT, FILES = "deliver-unit", "deliver-file"
LONG, STEP = 90, 5
"""Seconds: what takes longer is told in minutes, the rest in such steps."""
TRIES = 5

Progress = Callable[[float], None]


def unit() -> str:
    """The unit that hands in, "" before one is chosen."""
    own = [code for code in session.programme().units if session.may(Permission.HAND_IN, code)]
    return picking.own_unit(UNIT, own)


def latest(unit: str) -> None:
    """What came last from the unit and holds: whoever lost the page amid handing in sees whether it is there."""
    row = next((row for row in session.deliveries(unit) if row.withdrawn_at is None), None)
    if row is not None:
        label = markdown.escape(session.words()("deliver.latest", file=row.file_name, at=session.moment(row.uploaded_at)))
        st.page_link(frame.link("deliveries"), label=label, query_params=frame.here(unit=unit, delivery=row.upload_id))


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
    st.html(html.paragraph(words("deliver.upload.together", n=batches.FILES, limit=batches.TOGETHER // MEGABYTE), "muted"))
    mine.hold_only([upload.file_id for upload in given])
    uploads = _newest(given)
    mine.keep_only([upload.file_id for upload in uploads])
    against = (session.city_store().data_version, session.programme().digest, words.language, unit)
    waiting = [upload for upload in uploads if not _is_current(mine, upload.file_id, against)]
    if waiting:
        _check(waiting, mine, against)
    if mine.is_stopped and (left := _keys(waiting, mine, against)):
        st.info(words("deliver.stopped", n=len(left)))
        st.button(words("deliver.go-on"), key="deliver-go-on", on_click=_set_stopped, args=(False,))
    return [file for file in mine.in_order() if mine.is_current(file.key, against)]


def _set_stopped(is_stopped: bool) -> None:
    pending_deliveries.mine().is_stopped = is_stopped


def _newest(uploads: Sequence) -> list:
    """Of files of one name the last that was given: the corrected one replaces the one before."""
    by_name = {upload.name: upload for upload in uploads}
    return [upload for upload in uploads if by_name[upload.name] is upload]


def _is_current(mine: PendingDeliveries, upload: str, against: tuple) -> bool:
    keys = mine.uploads[upload]
    return bool(keys) and all(mine.is_current(key, against) for key in keys)


def _keys(uploads: Sequence, mine: PendingDeliveries, against: tuple) -> list[str]:
    """The files of the uploads that need a check."""
    return [key for upload in uploads for key in mine.uploads[upload.file_id] if not mine.is_current(key, against)]


def _check(uploads: Sequence, mine: PendingDeliveries, against: tuple) -> None:
    """Checks what is new or was answered anew; once a person has stopped it, only what was opened before. A file is opened at its first check only;
    what comes for it from a zip is gone afterwards."""
    words, place = session.words(), st.empty()
    with place.container(), TemporaryDirectory() as folder:
        bar = st.progress(0.0, words("deliver.reading"))
        fresh = [] if mine.is_stopped else [upload for upload in uploads if not _is_opened(mine, upload.file_id)]
        given = _unpacked(fresh, mine, Path(folder))
        keys = [key for key in _keys(uploads, mine, against) if key in mine.opened or not mine.is_stopped]
        checking = _Checking(mine, given, against, delivery.StoredState(session.city_store(), session.programme()))
        if len(keys) == 1:
            checking.one(keys[0], lambda share: bar.progress(share, words("deliver.reading")))
        elif keys:
            st.button(words("deliver.stop"), key="deliver-stop", on_click=_set_stopped, args=(True,))
            checking.many(keys, bar)
    place.empty()


@dataclass(frozen=True)
class _Checking:
    """The check of some files: `given` are those that come for the first time, by key."""

    mine: PendingDeliveries
    given: Mapping[str, Given]
    against: tuple
    state: StoredState

    def one(self, key: str, progress: Progress) -> None:
        """`progress` hears how much has been read, from 0 to 1."""
        progress(0.0)
        self._put(key, self._opened(key, progress))

    def many(self, keys: Sequence[str], bar: DeltaGenerator) -> None:
        """As many at once as the sandbox takes. The bar says which file it is and how long the others will take, going by those before. A person
        who stops it ends the run at the bar's next move."""
        words, began_at = session.words(), time.monotonic()
        with ThreadPoolExecutor(sandbox.AT_ONCE) as pool:
            coming = [pool.submit(self._opened_at_last, key) for key in keys]
            try:
                for done, (key, opened) in enumerate(zip(keys, coming, strict=True)):
                    seconds = (time.monotonic() - began_at) * (len(keys) - done) / done if done else None
                    text = words("deliver.reading-file", number=done + 1, n=len(keys), file=self._name(key))
                    bar.progress(done / len(keys), markdown.escape(f"{text} {_remaining(seconds)}"))
                    self._put(key, opened.result())
            finally:
                pool.shutdown(cancel_futures=True)

    def _name(self, key: str) -> str:
        return self.mine.opened[key].name if key in self.mine.opened else self.given[key].name

    def _opened(self, key: str, progress: Progress | None = None) -> OpenedFile:
        """The file as it was opened before, or now."""
        given = self.given.get(key)
        if key in self.mine.opened:
            return self.mine.opened[key]
        return OpenedFile(given.name, refusal=given.finding) if given.finding else delivery.open_file(given.path, given.name, progress)

    def _opened_at_last(self, key: str) -> OpenedFile:
        """Others may be handing in many files too: what found no place in the sandbox is tried again."""
        for _ in range(TRIES):
            opened = self._opened(key)
            if opened.refusal is None or opened.refusal.detail != "busy":
                break
        return opened

    def _put(self, key: str, opened: OpenedFile) -> None:
        """Checks an opened file. One that could not be opened is tried again at the next check: the machine may have been busy."""
        meaning, given = self.mine.meaning(key), self.given.get(key)
        if opened.workbook is not None:
            self.mine.opened[key] = opened
        found = delivery.check(
            opened,
            self.state.store,
            self.state.catalogue,
            session.words().language,
            self.against[-1],
            drafts=tuple(meaning.recipes.values()),
            year=meaning.year,
            without=meaning.without,
            state=self.state,
        )
        self.mine.put(Checked(key, self.against, meaning, found, is_skipped=given is not None and given.is_skipped))


def _remaining(seconds: float | None) -> str:
    """About how long it will take, in steps that do not flicker; nothing before that can be known."""
    words = session.words()
    if seconds is None:
        return ""
    if seconds > LONG:
        return words("deliver.remaining.minutes", minutes=ceil(seconds / 60))
    return words("deliver.remaining.seconds", seconds=STEP * ceil(seconds / STEP))


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


def notices(checked: Checked, unit: str) -> None:
    """What to know of a file before its findings: that it was checked again, that it may be of another unit that the reader hands in for."""
    words = session.words()
    if checked.again:
        st.info(words("deliver.checked-again"))
    owners = {f.values["responsible"].unit: f.values["responsible"] for f in checked.delivery.findings if f.code == "other-units-indicator"}
    if len(owners) == 1 and session.may(Permission.HAND_IN, *owners):
        ((code, owner),) = owners.items()
        st.warning(markdown.escape(words("deliver.other-unit", unit=owner, chosen=session.programme().units[unit])))
        label = markdown.escape(words("deliver.other-unit.change", unit=owner))
        st.button(label, key="deliver-change", on_click=_change_unit, args=(code,))


def _change_unit(code: str) -> None:
    st.session_state[UNIT] = code
