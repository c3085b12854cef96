"""A workbook's way in: read, checked, compared, and — when somebody says so — stored in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from loaders import checks, hidden_content
from loaders.changes import Change, changes, known_figures
from loaders.entries import EvaluationEntry, Tidied
from loaders.files import sandbox
from loaders.files.workbook import Workbook
from loaders.findings import Finding, by_severity, has_errors
from loaders.forms import form_entries, recognition
from loaders.forms.layout import LAYOUT
from loaders.forms.recognition import FormSheet
from monitoring import moments, snapshot
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.store import Store, WritingConnection, digest
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import Words

if TYPE_CHECKING:
    from loaders.own_tables import FoundTables, ReadTable
    from loaders.recipes.recipe import Recipe
    from loaders.recipes.stored_recipes import StoredRecipe

UNREADABLE = frozenset({"unreadable-file", "encrypted-file", "file-too-large"})
NO_NOTES: Mapping[str, str] = MappingProxyType({})


class NotAcceptable(Exception):
    "The delivery has errors; nothing may be stored."


class ChangedMeanwhile(Exception):
    "Somebody else's delivery was accepted after this one was checked; what it would change is no longer what was shown."


class UnknownUpload(Exception):
    "There is no such upload, or it has been withdrawn already."


@dataclass(frozen=True)
class Delivery:
    """A checked workbook, nothing of it stored. `layout` is "form", "own" where a unit's own tables were read with recipes, or "" where
    nothing was recognised. `tables` are those of a workbook that is no form, in its order, read or not. `store_version` is that of the store that
    it was compared with."""

    file_name: str
    content: bytes
    layout: str
    unit: str | None
    findings: tuple[Finding, ...]
    tidied: Tidied
    changes: tuple[Change, ...]
    tables: tuple[ReadTable, ...] = ()
    upload_id: str | None = None
    store_version: tuple | None = None

    @property
    def is_acceptable(self) -> bool:
        return not has_errors(self.findings)

    @property
    def is_unreadable(self) -> bool:
        return any(finding.code in UNREADABLE for finding in self.findings)

    @property
    def has_drafts(self) -> bool:
        """Whether accepting would store recipes."""
        return any(table.recipe and not table.recipe_id for table in self.tables)

    @property
    def brings(self) -> list[Change]:
        """The changes that accepting would store."""
        return [change for change in self.changes if change.kind != "same"]

    def to_json(self, words: Words) -> dict:
        """The document that `check` and `load` print."""
        findings = [finding.to_json(words) for finding in self.findings]
        return {"layout": self.layout, "unit": self.unit, "findings": findings, "changes": [change.to_json() for change in self.changes]}


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """A file that was opened in the sandbox, once: its workbook as plain cells, or the finding that says why it is not read. A check parses no
    bytes again; what the file holds is looked for when first needed."""

    name: str
    content: bytes = b""
    workbook: Workbook | None = None
    refusal: Finding | None = None

    @cached_property
    def form_sheets(self) -> list[FormSheet]:
        """The sheets of the form."""
        return recognition.sheets(self.workbook)

    @cached_property
    def own_tables(self) -> FoundTables:
        """The tables of a workbook that is no form."""
        from loaders import own_tables

        return own_tables.find(self.workbook)


@dataclass(frozen=True, eq=False)
class StoredState:
    """What files are checked against, read from the store when first needed and once for all of them. Raises StoreError."""

    store: Store
    catalogue: Catalogue

    @cached_property
    def versioned(self) -> tuple[tuple, Snapshot]:
        """The snapshot, and before it the store's version: while the store has that one, the snapshot is what it holds."""
        return self.store.version, snapshot.read(self.store, self.catalogue)

    @property
    def snapshot(self) -> Snapshot:
        return self.versioned[1]

    @cached_property
    def recipes(self) -> list[StoredRecipe]:
        from loaders.recipes import stored_recipes

        return stored_recipes.active(self.store, self.catalogue.programme.programme)


def open_file(path: Path, name: str | None = None, progress: Callable[[float], None] | None = None) -> OpenedFile:
    """Opens the file at `path`, which its sender calls `name`. `progress` hears how much has been read, from 0 to 1."""
    name = name or path.name
    try:
        read = sandbox.read(path, progress=progress, name=name)
    except OSError:
        return OpenedFile(name, refusal=Finding("unreadable-file", detail="not-found"))
    if isinstance(read, sandbox.Refusal):
        return OpenedFile(name, refusal=Finding.of(read))
    return OpenedFile(name, path.read_bytes(), read)


def check(
    opened: OpenedFile,
    store: Store,
    catalogue: Catalogue,
    language: str,
    unit: str | None = None,
    *,
    drafts: Sequence[Recipe] = (),
    year: int | None = None,
    as_of: date | None = None,
    without: Collection[str] = (),
    state: StoredState | None = None,
) -> Delivery:
    """Checks one file; stores nothing. Raises StoreError. `state` is the store's, where several files are checked against the same.

    A workbook without a sheet of the form is read with the recipes in the store, and `drafts` before them: recipes that a person has just made.
    `year` is that of tables that say none, `as_of` the day up to which a list is complete, today where it is not given; `without` are the ids of
    recipes in the store that are not wanted.
    """
    name, content, workbook = opened.name, opened.content, opened.workbook
    state = state or StoredState(store, catalogue)
    if workbook is None:
        return refused(name, unit, opened.refusal)
    if opened.form_sheets:
        tidied = form_entries.read(opened.form_sheets, catalogue, language)
        unit = unit or recognition.named_unit(workbook, set(catalogue.units)) or _unit_of_entries(tidied, catalogue)
        tidied.findings += hidden_content.findings(workbook, opened.form_sheets, language)
        delivery = Delivery(name, content, LAYOUT, unit, (), tidied, ())
    else:
        from loaders import own_tables

        reading = own_tables.Reading(catalogue, language, unit, as_of or moments.today(), name, year, frozenset(without))
        made = own_tables.read(workbook, opened.own_tables, state.recipes, drafts, reading)
        delivery = Delivery(name, content, own_tables.LAYOUT if made.is_read else "", made.unit, (), made.tidied, (), made.tables)
    return _checked(delivery, state, [sheet.name for sheet in workbook.sheets])


def refused(name: str, unit: str | None, finding: Finding) -> Delivery:
    """A file that is not read: one finding says why."""
    return Delivery(name, b"", "", unit, (finding,), Tidied(), ())


def _checked(delivery: Delivery, state: StoredState, sheets: list[str]) -> Delivery:
    """The delivery with all its findings and with what it would change."""
    tidied = delivery.tidied
    store_version, now = state.versioned
    findings, what_changes = _compared(tidied, now, delivery.unit)
    if delivery.layout == LAYOUT and delivery.unit is None:
        findings.append(Finding("unknown-layout", detail="unit"))
    if delivery.layout and not any(change.kind != "same" for change in what_changes):
        findings += _same_file(state.store, state.catalogue, delivery.content)
    every = by_severity(tidied.findings + findings, sheets)
    return replace(delivery, findings=tuple(every), changes=tuple(_without_errors(what_changes, every)), store_version=store_version)


def _without_errors(what_changes: Sequence[Change], findings: Sequence[Finding]) -> list[Change]:
    """The changes on whose cell, or on whose row's code, there is no error."""
    places = {(finding.sheet, finding.cell) for finding in findings if finding.severity == "error"}
    return [change for change in what_changes if not {(change.sheet, change.cell), (change.sheet, change.entry.code_cell)} & places]


def _compared(tidied: Tidied, now: Snapshot, unit: str | None) -> tuple[list[Finding], list[Change]]:
    what_changes = changes(tidied, now, unit)
    return checks.check(checks.Subject(tidied, known_figures(now), what_changes, now.catalogue, unit)), what_changes


def _unit_of_entries(tidied: Tidied, catalogue: Catalogue) -> str | None:
    """The unit that answers for most of what the workbook holds."""
    answering = []
    for entry in tidied.entries:
        if entry.code in catalogue.indicators:
            answering.append(catalogue.indicators[entry.code].reporting_unit)
        else:
            goal = catalogue.actions[entry.code].goal if entry.code in catalogue.actions else entry.code
            answering += [unit.unit for unit in catalogue.units_of(goal, "lead")]
    return max(answering, key=answering.count, default=None)


def _same_file(store: Store, catalogue: Catalogue, content: bytes) -> list[Finding]:
    known = store.rows("same_file", programme=catalogue.programme.programme, sha256=digest(content))
    return [Finding("no-change", values={"uploaded_on": moments.day(known[0].uploaded_at), "uploaded_by": known[0].uploaded_by})] if known else []


def accept(
    delivery: Delivery, store: Store, catalogue: Catalogue, person: Person, notes: Mapping[str, str] = NO_NOTES, at: datetime | None = None
) -> Delivery:
    """Stores what the delivery brings, all of it or nothing, and returns it with its `upload_id`; None where it brings nothing. The recipes
    that were drafts are stored with it; of own tables no more is stored than what was read.

    Raises NotAcceptable, Refused, ChangedMeanwhile, StoreError. `notes` has the note on it by language, "" where nobody knows it. `at` is the moment
    of acceptance in UTC, now where it is not given.
    """
    if not delivery.is_acceptable or delivery.unit is None:
        raise NotAcceptable
    if not delivery.brings and not delivery.has_drafts:
        return delivery
    upload_id = str(uuid.uuid4()) if delivery.brings else None
    programme = catalogue.programme.programme
    own_table_storage = _own_table_storage(delivery)
    content = own_table_storage.content(delivery.tables, delivery.tidied.figures) if own_table_storage else delivery.content
    with log.transaction(store, person) as connection:
        require(person, Permission.HAND_IN, delivery.unit)
        # Only now that nobody else writes: whoever has read the store as of an earlier moment has seen all that it held.
        at = connection.moment(at)
        if not _holds(delivery, connection, catalogue) or (own_table_storage and not own_table_storage.are_active(connection, delivery.tables)):
            raise ChangedMeanwhile
        if upload_id:
            upload = {
                "upload_id": upload_id,
                "programme": programme,
                "unit": delivery.unit,
                "file_name": delivery.file_name,
                "sha256": digest(delivery.content),
                "content": content,
                "layout": delivery.layout,
                "uploaded_by": person.name,
                "uploaded_at": at,
                "note": next(iter(notes.values()), ""),
            }
            connection.insert("uploads", [upload])
            connection.insert("upload_notes", [{"upload_id": upload_id, "language": each, "note": note} for each, note in notes.items() if each])
            _store_entries(connection, upload_id, [change.entry for change in delivery.brings])
            _store_texts(connection, delivery, {"upload_id": upload_id, "written_by": person.name, "written_at": at})
            log.write(connection, person, Event.DELIVERY_ACCEPTED, "upload", upload_id)
        if own_table_storage:
            own_table_storage.store_recipes(connection, upload_id, delivery.tables, programme, person, at)
    return replace(delivery, upload_id=upload_id)


def _holds(delivery: Delivery, connection: WritingConnection, catalogue: Catalogue) -> bool:
    """Whether accepting would still change what was shown."""
    if connection.store_version == delivery.store_version:
        return True
    _, what_changes = _compared(delivery.tidied, snapshot.read_from(connection, catalogue), delivery.unit)
    return tuple(what_changes) == delivery.changes


def _own_table_storage(delivery: Delivery) -> ModuleType | None:
    """loaders.own_table_storage where tables were read with recipes. It brings openpyxl, which no other delivery needs in this process."""
    if not any(table.recipe for table in delivery.tables):
        return None
    from loaders import own_table_storage

    return own_table_storage


def _store_entries(connection: WritingConnection, upload_id: str, entries: list) -> None:
    rows: dict[str, list[dict]] = {"figures": [], "progress": [], "evaluations": []}
    for entry in entries:
        table, row = entry.stored()
        rows[table].append({"upload_id": upload_id} | row)
    for table, stored in rows.items():
        connection.insert(table, stored)


def _store_texts(connection: WritingConnection, delivery: Delivery, written: dict) -> None:
    """What the evaluations say in each language, and in which the notes are."""
    entries = [change.entry for change in delivery.brings]
    texts = [row for entry in entries if isinstance(entry, EvaluationEntry) for row in entry.stored_texts()]
    connection.insert("evaluation_texts", [written | row for row in texts])
    noted = [entry for entry in entries if not isinstance(entry, EvaluationEntry) and entry.comment and entry.note_language]
    about = {"upload_id": written["upload_id"]}
    connection.insert("note_languages", [about | {"sheet": one.sheet, "cell": one.cell, "language": one.note_language} for one in noted])


def withdraw(upload_id: str, store: Store, person: Person, reasons: Mapping[str, str], at: datetime | None = None) -> None:
    """Takes an upload back; the figures before it hold again. Raises Refused, UnknownUpload, StoreError. `reasons` has the reason by language, ""
    where nobody knows it; `at` is the moment in UTC, now otherwise."""
    with log.transaction(store, person) as connection:
        upload = next(iter(connection.rows("active_upload", upload_id=upload_id)), None)
        if upload is None:
            raise UnknownUpload(upload_id)
        require(person, Permission.WITHDRAW, upload.unit)
        reason, about = next(iter(reasons.values()), ""), {"upload_id": upload_id}
        connection.insert("withdrawals", [about | {"withdrawn_by": person.name, "withdrawn_at": connection.moment(at), "reason": reason}])
        connection.insert("withdrawal_reasons", [about | {"language": each, "reason": text} for each, text in reasons.items() if each])
        log.write(connection, person, Event.DELIVERY_WITHDRAWN, "upload", upload_id)
