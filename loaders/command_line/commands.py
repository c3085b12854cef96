"""The commands that work on the store: template, check, load, withdraw, examples; and what `check` and `load` answer: for people, as a JSON
document, as an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders import batches, delivery
from loaders.changes import Change
from loaders.command_line import read_command, recipe_commands
from loaders.delivery import Delivery, OpenedFile, StoredState
from loaders.findings import Finding
from monitoring import settings, snapshot
from monitoring.commands import DONE, STORE_UNAVAILABLE, WRONG, Call, CommandError, Commands
from monitoring.storage.errors import StoreError
from monitoring.store import Store

NOTHING = {"layout": "", "unit": None, "findings": [], "changes": []}
UNREADABLE = 2
KINDS = ("new", "changed", "same")

Work = Callable[[Call, OpenedFile], Delivery]


@dataclass(frozen=True)
class Outcome:
    """What came of one file among many."""

    name: str
    is_skipped: bool
    checked: Delivery


def main(about: str, arguments: list[str]) -> int:
    """Runs one command and returns its exit code. `about` is what the program does, for its help."""
    commands = Commands("loaders", about)
    template = commands.add("template", _template)
    template.add_argument("--unit", required=True)
    template.add_argument("-o", dest="output", type=Path, required=True)
    check, load = commands.add("check", _check, empty=NOTHING), commands.add("load", _load, empty=NOTHING | {"upload_id": None})
    for command in (check, load):
        command.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a workbook, .csv or .px; several, a zip or a folder of them")
        command.add_argument("--unit")
        command.add_argument("--year", type=int, help="the year of sheets that say none")
        command.add_argument("--marked", type=Path, help="write the workbook back with its cells marked and commented")
    load.add_argument("--by", required=True)
    load.add_argument("--note", default="", help="in the language of --lang")
    withdraw = commands.add("withdraw", _withdraw)
    withdraw.add_argument("upload_id")
    withdraw.add_argument("--by", required=True)
    withdraw.add_argument("--why", required=True, help="in the language of --lang")
    read_command.add_arguments(commands.add("read", _read, empty=read_command.NOTHING))
    commands.add("examples", _examples)
    recipe_commands.add(commands)
    return commands.run(arguments)


def _template(call: Call) -> int:
    """write the form of a unit, prefilled with what is known"""
    from loaders.forms import template

    _refuse_unknown_unit(call)
    call.options.output.write_bytes(template.workbook(call.options.unit, snapshot.read(call.store, call.programme), call.words))
    return DONE


def _check(call: Call) -> int:
    """say what is wrong with a workbook and what it would change; nothing is stored"""
    return _each(call, partial(_checked, state=StoredState(call.store, call.programme)))


def _load(call: Call) -> int:
    """check a workbook and store it, all of it or nothing"""
    return _each(call, _accepted)


def _each(call: Call, work: Work) -> int:
    """One file, or each of many: the same work, then what came of it."""
    _refuse_unknown_unit(call)
    paths = call.options.paths
    if len(paths) == 1 and not batches.is_many(paths[0]):
        return _report(call, work(call, delivery.open_file(paths[0])))
    if call.options.marked:
        raise CommandError(call.words("cli.marked-one"))
    outcomes: list[Outcome] = []
    with TemporaryDirectory() as folder:
        try:
            for given in batches.given(paths, Path(folder)):
                is_refused = given.finding is not None
                checked = delivery.refused(given.name, None, given.finding) if is_refused else work(call, delivery.open_file(given.path, given.name))
                outcomes.append(Outcome(given.name, given.is_skipped, checked))
        except StoreError as error:
            # What has been stored already must be reported.
            if not outcomes:
                raise
            return report_many(call, outcomes, trouble=error.text(call.words))
    return report_many(call, outcomes)


def _checked(call: Call, opened: OpenedFile, state: StoredState | None = None) -> Delivery:
    return delivery.check(opened, call.store, call.programme, call.words.language, call.options.unit, year=call.options.year, state=state)


def _accepted(call: Call, opened: OpenedFile) -> Delivery:
    """Checked again where somebody else's delivery came in between."""
    while True:
        checked = _checked(call, opened)
        if not checked.is_acceptable:
            return checked
        try:
            return delivery.accept(checked, call.store, call.programme, call.person, call.written(call.options.note))
        except delivery.ChangedMeanwhile:
            continue


def _report(call: Call, checked: Delivery) -> int:
    """What is wrong with one file and what it would change, or has changed; the exit code."""
    if call.options.json:
        call.answer(_document(call, checked))
    else:
        _describe(call, checked)
    if call.options.marked and not checked.is_unreadable:
        _write_marked(call, checked)
    return _code([checked])


def report_many(call: Call, outcomes: Sequence[Outcome], trouble: str = "") -> int:
    """Each file by itself, then one summary; the exit code. With `trouble`, what kept the remaining files from being checked."""
    if call.options.json:
        call.answer(_document_of_many(call, outcomes) | ({"error": trouble} if trouble else {}))
    else:
        _describe_many(call, outcomes)
    if trouble:
        sys.stderr.write(f"{trouble}\n")
        return STORE_UNAVAILABLE
    return _code([outcome.checked for outcome in outcomes if not outcome.is_skipped])


def _describe(call: Call, checked: Delivery, *, is_skipped: bool = False) -> None:
    """For people: every finding, then what changes."""
    say = call.words
    for finding in checked.findings:
        where = " ".join(filter(None, (finding.sheet, finding.cell)))
        call.tell(f"{say(f'severity.{finding.severity}')}  {where}\n  {finding.message(say)}\n  {finding.fix(say)}")
    if is_skipped:
        return
    call.tell(say("cli.changes", **_counted(checked.changes)))
    call.tell(say("cli.stored", upload_id=checked.upload_id) if checked.upload_id else say("preview.nothing-stored"))


def _describe_many(call: Call, outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        call.tell(f"\n{outcome.name}")
        _describe(call, outcome.checked, is_skipped=outcome.is_skipped)
    summary = _summary(outcomes)
    figures = {kind: summary.pop(kind) for kind in KINDS}
    call.tell(f"\n{call.words('cli.summary', **summary)}\n{call.words('cli.changes', **figures)}")


def _document(call: Call, checked: Delivery) -> dict:
    """The document of one delivery; that of `load` says under which id it was stored."""
    return checked.to_json(call.words) | ({"upload_id": checked.upload_id} if "upload_id" in call.options.empty else {})


def _document_of_many(call: Call, outcomes: Sequence[Outcome]) -> dict:
    files = [{"file": outcome.name} | _document(call, outcome.checked) for outcome in outcomes]
    # Where nothing at all could be read, the document says why in its own place as well.
    alone = _document(call, outcomes[0].checked) if len(outcomes) == 1 and outcomes[0].checked.is_unreadable else {}
    return alone | {"files": files, "summary": _summary(outcomes)}


def _summary(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many files came to what, and what those without errors bring."""
    checked_files = [outcome.checked for outcome in outcomes if not outcome.is_skipped]
    accepted = [checked for checked in checked_files if checked.is_acceptable]
    counts = {
        "files": len(outcomes),
        "accepted": len(accepted),
        "with_errors": len(checked_files) - len(accepted),
        "skipped": len(outcomes) - len(checked_files),
    }
    return counts | _counted([change for checked in accepted for change in checked.changes])


def _counted(changes: Sequence[Change]) -> dict[str, int]:
    return {kind: sum(change.kind == kind for change in changes) for kind in KINDS}


def _code(deliveries: Sequence[Delivery]) -> int:
    """The worst of all; unreadable only where nothing could be read."""
    if all(checked.is_unreadable for checked in deliveries):
        return UNREADABLE
    return DONE if all(checked.is_acceptable for checked in deliveries) else WRONG


def _write_marked(call: Call, checked: Delivery) -> None:
    from loaders import marking

    marked = marking.marked(checked, call.words)
    if isinstance(marked, bytes):
        call.options.marked.write_bytes(marked)
    else:
        sys.stderr.write(f"{Finding.of(marked).message(call.words)}\n")


def _withdraw(call: Call) -> int:
    """take an upload back; the figures before it hold again"""
    upload_id = call.options.upload_id
    try:
        delivery.withdraw(upload_id, call.store, call.person, call.written(call.options.why))
    except delivery.UnknownUpload as error:
        raise CommandError(call.words("cli.unknown-upload", upload_id=upload_id)) from error
    call.tell(call.words("cli.withdrawn", upload_id=upload_id))
    return DONE


def _read(call: Call) -> int:
    """show the tables of any sheet as tidy rows; no store is needed"""
    return read_command.run(call.options, call.words)


def _examples(call: Call) -> int:
    """make the example data's store from the workbooks of data/examples/"""
    from loaders.example_data import examples

    say, folder = call.words, examples.folder(call.programme)
    if not folder.is_dir():
        raise CommandError(say("examples.none", folder=folder))
    try:
        call.tell(say("cli.examples", n=examples.load(Store(settings.example_database()), call.programme)))
    except examples.ExampleError as error:
        _describe(call, error.checked)
        raise CommandError(say("examples.broken", file=error.checked.file_name)) from error
    return DONE


def _refuse_unknown_unit(call: Call) -> None:
    unit, units = call.options.unit, call.programme.units
    if unit and unit not in units:
        raise CommandError(call.words("cli.unknown-unit", unit=unit, units=", ".join(units)))
