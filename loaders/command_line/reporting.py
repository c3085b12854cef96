"""What `check` and `load` say about a delivery, or about many: for people, as a JSON document, as an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.changes import Change
from loaders.delivery import Delivery
from loaders.findings import Finding
from monitoring.commands import DONE, STORE_UNAVAILABLE, WRONG, Call

UNREADABLE = 2
KINDS = ("new", "changed", "same")


@dataclass(frozen=True)
class Outcome:
    """What came of one file among many."""

    name: str
    is_skipped: bool
    checked: Delivery


def one(call: Call, checked: Delivery) -> int:
    call.answer(_document(call, checked))
    describe(call, checked)
    if call.options.marked and not checked.is_unreadable:
        _write_marked(call, checked)
    return _code([checked])


def many(call: Call, outcomes: Sequence[Outcome], trouble: str = "") -> int:
    """Each by itself, then one summary. With `trouble`, what kept the remaining files from being looked at."""
    files = [{"file": outcome.name} | _document(call, outcome.checked) for outcome in outcomes]
    summary = _summary(outcomes)
    # Where nothing at all could be read, the document says why in its own place as well.
    alone = _document(call, outcomes[0].checked) if len(outcomes) == 1 and outcomes[0].checked.is_unreadable else {}
    call.answer(alone | {"files": files, "summary": summary} | ({"error": trouble} if trouble else {}))
    for outcome in outcomes:
        call.tell(f"\n{outcome.name}")
        describe(call, outcome.checked, is_skipped=outcome.is_skipped)
    figures = {kind: summary.pop(kind) for kind in KINDS}
    call.tell(f"\n{call.words('cli.summary', **summary)}\n{call.words('cli.changes', **figures)}")
    if trouble:
        sys.stderr.write(f"{trouble}\n")
        return STORE_UNAVAILABLE
    return _code([outcome.checked for outcome in outcomes if not outcome.is_skipped])


def describe(call: Call, checked: Delivery, *, is_skipped: bool = False) -> None:
    say = call.words
    for finding in checked.findings:
        where = " ".join(filter(None, (finding.sheet, finding.cell)))
        call.tell(f"{say(f'severity.{finding.severity}')}  {where}\n  {finding.message(say)}\n  {finding.fix(say)}")
    if is_skipped:
        return
    call.tell(say("cli.changes", **_counted(checked.changes)))
    call.tell(say("cli.stored", upload_id=checked.upload_id) if checked.upload_id else say("preview.nothing-stored"))


def _document(call: Call, checked: Delivery) -> dict:
    """The document of one delivery; that of `load` says under which id it was stored."""
    return checked.to_json(call.words) | ({"upload_id": checked.upload_id} if "upload_id" in call.options.empty else {})


def _summary(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many files came to what, and what those without errors bring."""
    looked_at = [outcome.checked for outcome in outcomes if not outcome.is_skipped]
    accepted = [checked for checked in looked_at if checked.is_acceptable]
    counts = {
        "files": len(outcomes),
        "accepted": len(accepted),
        "with_errors": len(looked_at) - len(accepted),
        "skipped": len(outcomes) - len(looked_at),
    }
    return counts | _counted([change for checked in accepted for change in checked.changes])


def _counted(changes: Sequence[Change]) -> dict[str, int]:
    return {kind: sum(change.kind == kind for change in changes) for kind in KINDS}


def _code(looked_at: Sequence[Delivery]) -> int:
    """The worst of all; unreadable only where nothing could be read."""
    if all(checked.is_unreadable for checked in looked_at):
        return UNREADABLE
    return DONE if all(checked.is_acceptable for checked in looked_at) else WRONG


def _write_marked(call: Call, checked: Delivery) -> None:
    from loaders import marking

    marked = marking.marked(checked, call.words)
    if isinstance(marked, bytes):
        call.options.marked.write_bytes(marked)
    else:
        sys.stderr.write(f"{Finding.of(marked).message(call.words)}\n")
