"""The dashboard's work without the browser: `python -m loaders template | check | load | withdraw | examples`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from loaders import delivery
from loaders.findings import Finding
from monitoring import catalogue, settings, snapshot
from monitoring.catalogue import Catalogue
from monitoring.store import NotAStore, Store, StoreBusy
from monitoring.words import DEFAULT, Words, languages, words

DONE, WRONG, UNREADABLE, STORE_UNAVAILABLE = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code says how it went: 0 nothing wrong, 1 errors found, 2 not a workbook, 3 no store to be had."""
    asked = _parser().parse_args(arguments)
    say = words(asked.lang)
    try:
        programme = catalogue.current(settings.programme_folder())
    except catalogue.CatalogueError as error:
        for problem in error.problems:
            _tell(problem.text(say))
        return WRONG
    try:
        return asked.run(asked, Store(settings.database()), programme, say)
    except StoreBusy:
        _tell(say("store.busy"))
    except NotAStore as error:
        _tell(say("store.not-a-store", path=error))
    return STORE_UNAVAILABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        added.add_argument("--lang", choices=languages(), default=DEFAULT)
        return added

    template = command("template", _template)
    template.add_argument("--unit", required=True)
    template.add_argument("-o", dest="output", type=Path, required=True)
    for name, run in (("check", _check), ("load", _load)):
        checking = command(name, run)
        checking.add_argument("file", type=Path)
        checking.add_argument("--unit")
        checking.add_argument("--json", action="store_true")
        checking.add_argument("--marked", type=Path, help="write the workbook back with its cells marked and commented")
        if name == "load":
            checking.add_argument("--by", required=True)
            checking.add_argument("--note", default="")
    withdraw = command("withdraw", _withdraw)
    withdraw.add_argument("upload_id")
    withdraw.add_argument("--by", required=True)
    withdraw.add_argument("--why", required=True)
    command("examples", _examples).add_argument("--make", action="store_true", help="write the workbooks anew from their story first")
    return parser


def _template(asked: argparse.Namespace, store: Store, programme: Catalogue, say: Words) -> int:
    """write the form of a unit, prefilled with what is known"""
    from loaders import template

    if not _is_unit(asked.unit, programme, say):
        return WRONG
    asked.output.write_bytes(template.workbook(asked.unit, snapshot.read(store, programme), say))
    return DONE


def _check(asked: argparse.Namespace, store: Store, programme: Catalogue, say: Words) -> int:
    """say what is wrong with a workbook and what it would change; nothing is stored"""
    if asked.unit and not _is_unit(asked.unit, programme, say):
        return WRONG
    checked = delivery.check(asked.file, store, programme, asked.lang, asked.unit)
    return _report(asked, checked, checked.to_json(say), say)


def _load(asked: argparse.Namespace, store: Store, programme: Catalogue, say: Words) -> int:
    """check a workbook and store it, all of it or nothing"""
    if asked.unit and not _is_unit(asked.unit, programme, say):
        return WRONG
    checked = _accepted(asked, store, programme)
    return _report(asked, checked, checked.to_json(say) | {"upload_id": checked.upload_id}, say)


def _accepted(asked: argparse.Namespace, store: Store, programme: Catalogue) -> delivery.Delivery:
    """Checked again where somebody else's delivery came in between."""
    while True:
        checked = delivery.check(asked.file, store, programme, asked.lang, asked.unit)
        if not checked.is_acceptable:
            return checked
        try:
            return delivery.accept(checked, store, programme, asked.by, asked.note)
        except delivery.ChangedMeanwhile:
            continue


def _withdraw(asked: argparse.Namespace, store: Store, programme: Catalogue, say: Words) -> int:
    """take an upload back; the figures before it hold again"""
    try:
        delivery.withdraw(asked.upload_id, store, asked.by, asked.why)
    except delivery.UnknownUpload:
        _tell(say("cli.unknown-upload", upload_id=asked.upload_id))
        return WRONG
    sys.stdout.write(say("cli.withdrawn", upload_id=asked.upload_id) + "\n")
    return DONE


def _examples(asked: argparse.Namespace, store: Store, programme: Catalogue, say: Words) -> int:
    """make the example data's store from the workbooks of data/examples/"""
    from loaders import examples

    if not examples.folder(programme).is_dir():
        _tell(say("examples.none", folder=examples.folder(programme)))
        return WRONG
    try:
        if asked.make:
            from loaders import example_forms

            sys.stdout.write(say("examples.made", n=example_forms.make(programme)) + "\n")
        count = examples.load(Store(settings.example_database()), programme)
    except examples.ExampleError as error:
        _tell(say("examples.broken", file=error.checked.file_name))
        _describe(error.checked, say)
        return WRONG
    sys.stdout.write(say("cli.examples", n=count) + "\n")
    return DONE


def _is_unit(unit: str, programme: Catalogue, say: Words) -> bool:
    if unit not in programme.units:
        _tell(say("cli.unknown-unit", unit=unit, units=", ".join(programme.units)))
    return unit in programme.units


def _report(asked: argparse.Namespace, checked: delivery.Delivery, document: dict, say: Words) -> int:
    if asked.json:
        json.dump(document, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _describe(checked, say)
    if asked.marked and not checked.is_unreadable:
        from loaders import marking

        marked = marking.marked(checked, say)
        if isinstance(marked, bytes):
            asked.marked.write_bytes(marked)
        else:
            _tell(Finding(marked.code, detail=marked.detail, values=dict(marked.values)).message(say))
    if checked.is_unreadable:
        return UNREADABLE
    return DONE if checked.is_acceptable else WRONG


def _describe(checked: delivery.Delivery, say: Words) -> None:
    for finding in checked.findings:
        where = " ".join(filter(None, (finding.sheet, finding.cell)))
        sys.stdout.write(f"{say(f'severity.{finding.severity}')}  {where}\n  {finding.message(say)}\n  {finding.fix(say)}\n")
    counts = {kind: sum(change.kind == kind for change in checked.changes) for kind in ("new", "changed", "same")}
    sys.stdout.write(say("cli.changes", **counts) + "\n")
    sys.stdout.write(say("cli.stored", upload_id=checked.upload_id) if checked.upload_id else say("preview.nothing-stored"))
    sys.stdout.write("\n")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    # DuckDB imports pandas with the first value that it binds, only to ask whether the value is one of its; that takes half a second.
    sys.modules.setdefault("pandas", None)
    sys.exit(main())
