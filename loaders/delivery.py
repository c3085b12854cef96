"""A workbook's way in: read, checked, compared, and — when somebody says so — stored in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from loaders import checks, recognising, sandbox
from loaders.changes import Change, changes
from loaders.entries import Tidied
from loaders.findings import Finding, by_severity, has_errors
from loaders.form import FormReader
from loaders.layout import LAYOUT, guide_titles, normalised
from loaders.workbook import Workbook
from monitoring import snapshot
from monitoring.catalogue import Catalogue
from monitoring.snapshot import Snapshot
from monitoring.store import Connection, Store, digest
from monitoring.words import Words

UNREADABLE = frozenset({"unreadable-file", "encrypted-file", "file-too-large"})


class NotAcceptable(Exception):
    "The delivery has errors; nothing may be stored."


class ChangedMeanwhile(Exception):
    "Somebody else's delivery was accepted after this one was checked; what it would change is no longer what was shown."


class UnknownUpload(Exception):
    "There is no such upload, or it has been withdrawn already."


@dataclass(frozen=True)
class Delivery:
    """A checked workbook, nothing of it stored. `layout` is "form", or "" where no part of the form was recognised."""

    file_name: str
    content: bytes
    layout: str
    unit: str | None
    findings: tuple[Finding, ...]
    tidied: Tidied
    changes: tuple[Change, ...]
    upload_id: str | None = None

    @property
    def is_acceptable(self) -> bool:
        return not has_errors(list(self.findings))

    @property
    def is_unreadable(self) -> bool:
        return any(finding.code in UNREADABLE for finding in self.findings)

    @property
    def brings(self) -> list[Change]:
        """The changes that accepting would store."""
        return [change for change in self.changes if change.kind != "same"]

    def to_json(self, words: Words) -> dict:
        """The document that `check` and `load` print."""
        findings = [
            {
                "severity": f.severity,
                "code": f.code,
                "sheet": f.sheet,
                "cell": f.cell,
                "value": f.value,
                "message": f.message(words),
                "fix": f.fix(words),
            }
            for f in self.findings
        ]
        return {"layout": self.layout, "unit": self.unit, "findings": findings, "changes": [change.to_json() for change in self.changes]}


def check(
    path: Path,
    store: Store,
    catalogue: Catalogue,
    language: str,
    unit: str | None = None,
    file_name: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Delivery:
    """Reads and checks one workbook; stores nothing. `progress` hears how much has been read, from 0 to 1. Raises StoreBusy."""
    content = path.read_bytes()
    name = file_name or path.name
    read = sandbox.read(path, progress=progress)
    if isinstance(read, sandbox.Refusal):
        refused = Finding(read.code, detail=read.detail, values=dict(read.values))
        return Delivery(name, content, "", unit, (refused,), Tidied(), ())
    sheets = recognising.sheets(read)
    if not sheets:
        return Delivery(name, content, "", unit, (Finding("unknown-layout"),), Tidied(), ())
    tidied = FormReader(catalogue, language).read(sheets)
    unit = unit or recognising.named_unit(read, set(catalogue.units)) or _unit_of_entries(tidied, catalogue)
    now = snapshot.read(store, catalogue)
    findings, what_changes = _compared(tidied, now, unit)
    findings += _beside_the_form(read, sheets, language)
    if not any(change.kind != "same" for change in what_changes):
        findings += _same_file(store, catalogue, content)
    return Delivery(name, content, LAYOUT, unit, tuple(by_severity(tidied.findings + findings)), tidied, tuple(what_changes))


def _compared(tidied: Tidied, now: Snapshot, unit: str | None) -> tuple[list[Finding], list[Change]]:
    known = now.known()
    what_changes = changes(tidied, now, known, unit)
    return checks.check(checks.Subject(tidied, known, what_changes, now.catalogue, unit)), what_changes


def _unit_of_entries(tidied: Tidied, catalogue: Catalogue) -> str | None:
    """The unit that reports most of what the workbook holds."""
    reporting = [catalogue.indicators[e.indicator].reporting_unit for e in tidied.figures]
    reporting += [catalogue.indicators[e.item].reporting_unit for e in tidied.states if e.item in catalogue.indicators]
    return max(reporting, key=reporting.count, default=None)


def _beside_the_form(workbook: Workbook, sheets: list[recognising.FoundSheet], language: str) -> list[Finding]:
    """Hidden parts of the form, and sheets that are none of it."""
    found = []
    for part in sheets:
        sheet = part.sheet
        read = set(part.years) | set(part.columns.values())
        below = [cell for cell in sheet.cells if cell.row > part.heading_row and cell.column in read]
        if sheet.hidden and below:
            found.append(Finding("hidden-content", sheet.name, below[0].address, below[0].shown(language), "sheet"))
        seen_rows, seen_columns = set(), set()
        for cell in below:
            if cell.row in sheet.hidden_rows and cell.row not in seen_rows:
                seen_rows.add(cell.row)
                found.append(Finding("hidden-content", sheet.name, cell.address, cell.shown(language), "row", {"row": str(cell.row)}))
            if cell.column in sheet.hidden_columns and cell.column not in seen_columns:
                seen_columns.add(cell.column)
                found.append(Finding("hidden-content", sheet.name, cell.address, cell.shown(language), "column"))
    known = {part.sheet.name for part in sheets}
    for sheet in workbook.sheets:
        if sheet.name not in known and sheet.cells and normalised(sheet.name) not in guide_titles():
            found.append(Finding("unused-sheet", sheet.name, "", sheet.name))
    return found


def _same_file(store: Store, catalogue: Catalogue, content: bytes) -> list[Finding]:
    known = store.rows("same_file", programme=catalogue.programme.programme, sha256=digest(content))
    return [Finding("no-change", values={"uploaded_on": known[0].uploaded_at.date(), "uploaded_by": known[0].uploaded_by})] if known else []


def accept(delivery: Delivery, store: Store, catalogue: Catalogue, by: str, note: str = "", at: datetime | None = None) -> Delivery:
    """Stores what the delivery brings, all of it or nothing, and returns it with its `upload_id`; None where it brings nothing.

    Raises NotAcceptable, ChangedMeanwhile, StoreBusy. `at` is the moment of acceptance in UTC, now where it is not given.
    """
    if not delivery.is_acceptable or delivery.unit is None:
        raise NotAcceptable
    if not delivery.brings:
        return delivery
    upload_id = str(uuid.uuid4())
    with store.writing() as connection:
        _, what_changes = _compared(delivery.tidied, snapshot.read_from(connection, catalogue), delivery.unit)
        if tuple(what_changes) != delivery.changes:
            raise ChangedMeanwhile
        upload = {
            "upload_id": upload_id,
            "programme": catalogue.programme.programme,
            "unit": delivery.unit,
            "file_name": delivery.file_name,
            "sha256": digest(delivery.content),
            "content": delivery.content,
            "layout": delivery.layout,
            "uploaded_by": by,
            "uploaded_at": at or datetime.now(UTC).replace(tzinfo=None),
            "note": note,
        }
        connection.insert("uploads", [upload])
        _store_entries(connection, upload_id, [change.entry for change in delivery.brings])
    return replace(delivery, upload_id=upload_id)


def _store_entries(connection: Connection, upload_id: str, entries: list) -> None:
    rows: dict[str, list[dict]] = {"observations": [], "progress": [], "evaluations": []}
    for entry in entries:
        table, row = entry.stored()
        rows[table].append({"upload_id": upload_id} | row)
    for table, stored in rows.items():
        connection.insert(table, stored)


def withdraw(upload_id: str, store: Store, by: str, reason: str) -> None:
    """Takes an upload back; the figures before it hold again. Raises UnknownUpload, StoreBusy."""
    with store.writing() as connection:
        if not connection.rows("standing_upload", upload_id=upload_id):
            raise UnknownUpload(upload_id)
        withdrawal = {"upload_id": upload_id, "withdrawn_by": by, "withdrawn_at": datetime.now(UTC).replace(tzinfo=None), "reason": reason}
        connection.insert("withdrawals", [withdrawal])
