"""A workbook's way in: read, checked, compared, and — when somebody says so — stored in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from loaders import checks, form, recognising, sandbox, surroundings
from loaders.changes import Change, changes, known_figures
from loaders.entries import Tidied
from loaders.findings import Finding, by_severity, has_errors
from loaders.layout import LAYOUT
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
        return not has_errors(self.findings)

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
    name = file_name or path.name
    try:
        read = sandbox.read(path, progress=progress)
    except OSError:
        return _refused(name, b"", unit, Finding("unreadable-file", detail="not-found"))
    if isinstance(read, sandbox.Refusal):
        return _refused(name, b"", unit, Finding(read.code, detail=read.detail, values=dict(read.values)))
    content = path.read_bytes()
    sheets = recognising.sheets(read)
    if not sheets:
        return _refused(name, content, unit, Finding("unknown-layout"))
    tidied = form.read(sheets, catalogue, language)
    unit = unit or recognising.named_unit(read, set(catalogue.units)) or _unit_of_entries(tidied, catalogue)
    findings, what_changes = _compared(tidied, snapshot.read(store, catalogue), unit)
    findings += surroundings.findings(read, sheets, language)
    if unit is None:
        findings.append(Finding("unknown-layout", detail="unit"))
    if not any(change.kind != "same" for change in what_changes):
        findings += _same_file(store, catalogue, content)
    all_findings = by_severity(tidied.findings + findings, [sheet.name for sheet in read.sheets])
    return Delivery(name, content, LAYOUT, unit, tuple(all_findings), tidied, tuple(what_changes))


def _refused(name: str, content: bytes, unit: str | None, finding: Finding) -> Delivery:
    """A file that is no form: one finding says why."""
    return Delivery(name, content, "", unit, (finding,), Tidied(), ())


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
            "uploaded_at": at or _now(),
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


def withdraw(upload_id: str, store: Store, by: str, reason: str, at: datetime | None = None) -> None:
    """Takes an upload back; the figures before it hold again. Raises UnknownUpload, StoreBusy. `at` is the moment in UTC, now otherwise."""
    with store.writing() as connection:
        if not connection.rows("standing_upload", upload_id=upload_id):
            raise UnknownUpload(upload_id)
        withdrawal = {"upload_id": upload_id, "withdrawn_by": by, "withdrawn_at": at or _now(), "reason": reason}
        connection.insert("withdrawals", [withdrawal])


def _now() -> datetime:
    """As the store keeps it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)
