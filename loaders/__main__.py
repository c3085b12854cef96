"""The dashboard's work without the browser: `python -m loaders template | check | load | withdraw | examples`."""

from __future__ import annotations

import sys
from pathlib import Path

from loaders import delivery
from loaders.delivery import Delivery
from loaders.findings import Finding
from monitoring import settings, snapshot
from monitoring.commands import DONE, WRONG, Call, Commands, Refused
from monitoring.store import Store

UNREADABLE = 2
NOTHING = {"layout": "", "unit": None, "findings": [], "changes": []}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code says how it went: 0 nothing wrong, 1 errors found, 2 not a workbook, 3 no store to be had."""
    commands = Commands("loaders", __doc__)
    template = commands.add("template", _template)
    template.add_argument("--unit", required=True)
    template.add_argument("-o", dest="output", type=Path, required=True)
    check, load = commands.add("check", _check, empty=NOTHING), commands.add("load", _load, empty=NOTHING | {"upload_id": None})
    for command in (check, load):
        command.add_argument("file", type=Path)
        command.add_argument("--unit")
        command.add_argument("--marked", type=Path, help="write the workbook back with its cells marked and commented")
    load.add_argument("--by", required=True)
    load.add_argument("--note", default="")
    withdraw = commands.add("withdraw", _withdraw)
    withdraw.add_argument("upload_id")
    withdraw.add_argument("--by", required=True)
    withdraw.add_argument("--why", required=True)
    commands.add("examples", _examples).add_argument("--make", action="store_true", help="write the workbooks anew from their story first")
    return commands.run(arguments)


def _template(call: Call) -> int:
    """write the form of a unit, prefilled with what is known"""
    from loaders import template

    _refuse_unknown_unit(call)
    call.asked.output.write_bytes(template.workbook(call.asked.unit, snapshot.read(call.store, call.programme), call.words))
    return DONE


def _check(call: Call) -> int:
    """say what is wrong with a workbook and what it would change; nothing is stored"""
    checked = _checked(call)
    return _report(call, checked, checked.to_json(call.words))


def _load(call: Call) -> int:
    """check a workbook and store it, all of it or nothing"""
    checked = _accepted(call)
    return _report(call, checked, checked.to_json(call.words) | {"upload_id": checked.upload_id})


def _checked(call: Call) -> Delivery:
    _refuse_unknown_unit(call)
    return delivery.check(call.asked.file, call.store, call.programme, call.asked.lang, call.asked.unit)


def _accepted(call: Call) -> Delivery:
    """Checked again where somebody else's delivery came in between."""
    while True:
        checked = _checked(call)
        if not checked.is_acceptable:
            return checked
        try:
            return delivery.accept(checked, call.store, call.programme, call.asked.by, call.asked.note)
        except delivery.ChangedMeanwhile:
            continue


def _withdraw(call: Call) -> int:
    """take an upload back; the figures before it hold again"""
    upload_id = call.asked.upload_id
    try:
        delivery.withdraw(upload_id, call.store, call.asked.by, call.asked.why)
    except delivery.UnknownUpload as error:
        raise Refused(call.words("cli.unknown-upload", upload_id=upload_id)) from error
    call.tell(call.words("cli.withdrawn", upload_id=upload_id))
    return DONE


def _examples(call: Call) -> int:
    """make the example data's store from the workbooks of data/examples/"""
    from loaders import examples

    say, folder = call.words, examples.folder(call.programme)
    if not folder.is_dir():
        raise Refused(say("examples.none", folder=folder))
    try:
        if call.asked.make:
            from loaders import example_forms

            call.tell(say("examples.made", n=example_forms.make(call.programme)))
        call.tell(say("cli.examples", n=examples.load(Store(settings.example_database()), call.programme)))
    except examples.ExampleError as error:
        _describe(call, error.checked)
        raise Refused(say("examples.broken", file=error.checked.file_name)) from error
    return DONE


def _refuse_unknown_unit(call: Call) -> None:
    unit, units = call.asked.unit, call.programme.units
    if unit and unit not in units:
        raise Refused(call.words("cli.unknown-unit", unit=unit, units=", ".join(units)))


def _report(call: Call, checked: Delivery, document: dict) -> int:
    call.answer(document)
    _describe(call, checked)
    if call.asked.marked and not checked.is_unreadable:
        _write_marked(call, checked)
    if checked.is_unreadable:
        return UNREADABLE
    return DONE if checked.is_acceptable else WRONG


def _write_marked(call: Call, checked: Delivery) -> None:
    from loaders import marking

    marked = marking.marked(checked, call.words)
    if isinstance(marked, bytes):
        call.asked.marked.write_bytes(marked)
    else:
        sys.stderr.write(f"{Finding(marked.code, detail=marked.detail, values=dict(marked.values)).message(call.words)}\n")


def _describe(call: Call, checked: Delivery) -> None:
    say = call.words
    for finding in checked.findings:
        where = " ".join(filter(None, (finding.sheet, finding.cell)))
        call.tell(f"{say(f'severity.{finding.severity}')}  {where}\n  {finding.message(say)}\n  {finding.fix(say)}")
    counts = {kind: sum(change.kind == kind for change in checked.changes) for kind in ("new", "changed", "same")}
    call.tell(say("cli.changes", **counts))
    call.tell(say("cli.stored", upload_id=checked.upload_id) if checked.upload_id else say("preview.nothing-stored"))


if __name__ == "__main__":
    # DuckDB imports pandas with the first value that it binds, only to ask whether the value is one of its; that takes half a second.
    sys.modules.setdefault("pandas", None)
    sys.exit(main())
