"""What a person is handing in: the files, what was found in each, the answers about their tables, what was stored of them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from loaders.delivery import Delivery, OpenedFile
from loaders.findings import has_errors
from loaders.recipes.recipe import Recipe


@dataclass(frozen=True)
class Meaning:
    """A person's answers about the tables of a file: by table a recipe that is not stored yet, the year of tables that say none, the ids of stored
    recipes that are not to be used."""

    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    year: int | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checked:
    """A delivery with what it was checked for: the file, then what else the answer depends on. `again` tells of an earlier check,
    `is_skipped` of a file that nobody meant to hand in."""

    key: str
    against: tuple
    meaning: Meaning
    delivery: Delivery
    again: bool = False
    is_skipped: bool = False

    @property
    def is_asking(self) -> bool:
        """Whether nobody has answered yet what any of its tables mean."""
        return bool(self.delivery.tables) and not any(table.recipe for table in self.delivery.tables)

    @property
    def brings(self) -> bool:
        """Whether accepting would store anything: figures, or what a table means."""
        return bool(self.delivery.brings) or self.delivery.has_drafts

    @property
    def is_ready(self) -> bool:
        """Whether it can be accepted."""
        return not (self.is_asking or self.is_skipped or has_errors(self.delivery.findings)) and self.brings


@dataclass(frozen=True)
class Receipt:
    """What was stored with which note by language, and the names of the files that were not. `is_first`: the city's own store was empty before."""

    deliveries: tuple[Delivery, ...]
    left: tuple[str, ...]
    by: str
    notes: Mapping[str, str]
    at: datetime
    is_first: bool


@dataclass
class PendingDeliveries:
    """`uploads` names the files of each upload, several of a zip; `opened` are those that could be read, each opened once; `files` are what was
    found in each, `stored` those that were accepted, without their content. `changing` is the table of a file about which the questions are answered
    anew, and how, `lacking` the fields that were left empty there, `proposals` what its tables seem to mean. `is_stopped` says that a person stopped
    the reading of many files, `last` is the receipt until now, `own_version` the version of the store's data after the last acceptance.
    `held` are the uploads whose files Streamlit holds in memory.

    A second click starts a run beside the one that is storing, and may end that one at any use of Streamlit's session state: what is pending is
    changed in place, by one run at a time.
    """

    uploads: dict[str, list[str]] = field(default_factory=dict)
    opened: dict[str, OpenedFile] = field(default_factory=dict)
    files: dict[str, Checked] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)
    changing: dict[str, tuple[str, str]] = field(default_factory=dict)
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proposals: dict[str, dict] = field(default_factory=dict)
    stored: dict[str, Delivery] = field(default_factory=dict)
    receipt: Receipt | None = None
    last: Receipt | None = None
    trouble: str = ""
    is_stopped: bool = False
    own_version: tuple | None = None
    held: set[str] = field(default_factory=set)
    taken: threading.Lock = field(default_factory=threading.Lock)

    def keep_only(self, uploads: list[str]) -> None:
        """Forgets the files that were taken away."""
        if uploads == list(self.uploads):
            return
        self.trouble, self.is_stopped = "", False
        self.uploads = {upload: self.uploads.get(upload, []) for upload in uploads}
        keys = {key for keys in self.uploads.values() for key in keys}
        for of_files in self._of_files:
            for key in of_files.keys() - keys:
                del of_files[key]

    def hold_only(self, uploads: Collection[str]) -> None:
        """Frees the memory of files that are no longer on the page. Streamlit keeps them as long as the session, whose uploads are limited."""
        context = get_script_run_ctx()
        for upload in self.held - {*uploads}:
            context.uploaded_file_mgr.remove_file(context.session_id, upload)
        self.held = {*uploads}

    @property
    def _of_files(self) -> tuple[dict, ...]:
        """Everything that is known of files, by file."""
        return self.opened, self.files, self.meanings, self.changing, self.lacking, self.proposals, self.stored

    def meaning(self, key: str) -> Meaning:
        return self.meanings.get(key, Meaning())

    def is_current(self, key: str, against: tuple) -> bool:
        """Whether a file needs no check: it was stored, or checked for just this."""
        held = self.files.get(key)
        return key in self.stored or (held is not None and (held.against, held.meaning) == (against, self.meaning(key)))

    def put(self, checked: Checked) -> None:
        """Lays down what was found in a file; where another delivery came in between, that is remembered."""
        held = self.files.get(checked.key)
        version, *others = checked.against
        again = held is not None and held.against[0] != version != self.own_version and [*held.against[1:]] == others
        self.files[checked.key] = replace(checked, again=again)

    def in_order(self) -> list[Checked]:
        return [self.files[key] for keys in self.uploads.values() for key in keys if key in self.files]

    def clear(self) -> None:
        """Everything that lay there was handed in or put away."""
        for of_files in (self.uploads, *self._of_files):
            of_files.clear()
        self.trouble = ""
        self.hold_only(())


def mine() -> PendingDeliveries:
    """What is pending in this session."""
    return st.session_state.setdefault("deliver-pending", PendingDeliveries())
