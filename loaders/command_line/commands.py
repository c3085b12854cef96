"""The commands that work on the store: template, check, load, withdraw, examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders import batches, delivery
from loaders.command_line import recipe_commands, reporting, showing
from loaders.command_line.reporting import Outcome
from loaders.delivery import Delivery, OpenedFile
from monitoring import settings, snapshot
from monitoring.commands import DONE, Call, Commands, Refused
from monitoring.store import Store, StoreBusy

NOTHING = {"layout": "", "unit": None, "findings": [], "changes": []}

Work = Callable[[Call, OpenedFile], Delivery]


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
    load.add_argument("--note", default="")
    withdraw = commands.add("withdraw", _withdraw)
    withdraw.add_argument("upload_id")
    withdraw.add_argument("--by", required=True)
    withdraw.add_argument("--why", required=True)
    showing.add_arguments(commands.add("read", _read, empty=showing.NOTHING))
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
    return _each(call, _checked)


def _load(call: Call) -> int:
    """check a workbook and store it, all of it or nothing"""
    return _each(call, _accepted)


def _each(call: Call, work: Work) -> int:
    """One file, or each of many: the same work, then what came of it."""
    _refuse_unknown_unit(call)
    paths = call.options.paths
    if len(paths) == 1 and not batches.is_many(paths[0]):
        return reporting.one(call, work(call, delivery.open_file(paths[0])))
    if call.options.marked:
        raise Refused(call.words("cli.marked-one"))
    outcomes: list[Outcome] = []
    with TemporaryDirectory() as folder:
        try:
            for given in batches.given(paths, Path(folder)):
                is_refused = given.finding is not None
                checked = delivery.refused(given.name, None, given.finding) if is_refused else work(call, delivery.open_file(given.path, given.name))
                outcomes.append(Outcome(given.name, given.is_skipped, checked))
        except StoreBusy:
            # What has been stored already must be told.
            if not outcomes:
                raise
            return reporting.many(call, outcomes, trouble=call.words("store.busy"))
    return reporting.many(call, outcomes)


def _checked(call: Call, opened: OpenedFile) -> Delivery:
    return delivery.check(opened, call.store, call.programme, call.options.lang, call.options.unit, year=call.options.year)


def _accepted(call: Call, opened: OpenedFile) -> Delivery:
    """Checked again where somebody else's delivery came in between."""
    while True:
        checked = _checked(call, opened)
        if not checked.is_acceptable:
            return checked
        try:
            return delivery.accept(checked, call.store, call.programme, call.options.by, call.options.note)
        except delivery.ChangedMeanwhile:
            continue


def _withdraw(call: Call) -> int:
    """take an upload back; the figures before it hold again"""
    upload_id = call.options.upload_id
    try:
        delivery.withdraw(upload_id, call.store, call.options.by, call.options.why)
    except delivery.UnknownUpload as error:
        raise Refused(call.words("cli.unknown-upload", upload_id=upload_id)) from error
    call.tell(call.words("cli.withdrawn", upload_id=upload_id))
    return DONE


def _read(call: Call) -> int:
    """show the tables of any sheet as tidy rows; no store is needed"""
    return showing.run(call.options, call.words)


def _examples(call: Call) -> int:
    """make the example data's store from the workbooks of data/examples/"""
    from loaders.example_data import examples

    say, folder = call.words, examples.folder(call.programme)
    if not folder.is_dir():
        raise Refused(say("examples.none", folder=folder))
    try:
        call.tell(say("cli.examples", n=examples.load(Store(settings.example_database()), call.programme)))
    except examples.ExampleError as error:
        reporting.describe(call, error.checked)
        raise Refused(say("examples.broken", file=error.checked.file_name)) from error
    return DONE


def _refuse_unknown_unit(call: Call) -> None:
    unit, units = call.options.unit, call.programme.units
    if unit and unit not in units:
        raise Refused(call.words("cli.unknown-unit", unit=unit, units=", ".join(units)))
