"""The commands about whole stores: backup, restore, verify, move, migrate."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from monitoring.commands import DONE, WRONG, Call, CommandError, Commands
from monitoring.store import Store
from monitoring.trust import copies


def add(commands: Commands) -> None:
    for command in (commands.add("backup", _backup), commands.add("restore", _restore)):
        command.add_argument("file", type=Path)
        command.add_argument("--by")
    commands.add("verify", _verify, empty={"tables": [], "commits": None, "gaps": []})
    moving = commands.add("move", _move, empty={"tables": [], "moments": None})
    moving.add_argument("--to", required=True, metavar="STORE")
    moving.add_argument("--by")
    commands.add("migrate", _migrate)


def _backup(call: Call) -> int:
    """copy the store, as it is now, to a file"""
    copies.back_up(call.store, call.options.file, call.person)
    return DONE


def _restore(call: Call) -> int:
    """put a copy in the store's place"""
    if kept := copies.restore(call.store, call.options.file, call.person):
        call.tell(call.words("cli.damaged-kept", file=kept))
    return DONE


def _verify(call: Call) -> int:
    """read the whole store, count its rows, and say whether anything is missing"""
    call.store.check()
    found = call.store.contents()
    for table in found.tables:
        if table.rows:
            call.tell(f"{table.table:<20} {table.rows:>10} {table.digest}")
    call.tell(call.words("cli.verify.gaps" if found.gaps else "cli.verify.whole", n=found.commits, commits=", ".join(map(str, found.gaps))))
    call.answer({"tables": [asdict(table) for table in found.tables], "commits": found.commits, "gaps": found.gaps})
    return WRONG if found.gaps else DONE


def _migrate(call: Call) -> int:
    """make the tables of a database, or bring them up to this program's version"""
    call.store.migrate()
    call.tell(call.words("cli.migrated", place=call.store.place))
    return DONE


def _move(call: Call) -> int:
    """copy the store into an empty one of either kind, and prove that both are the same"""
    target = Store(call.options.to)
    try:
        moved = copies.move(call.store, target, call.programme, call.person)
    except copies.NotEmpty as error:
        raise CommandError(call.words("cli.not-empty", place=error)) from error
    except copies.NotTheSame as error:
        raise CommandError(call.words("cli.not-the-same", what=error)) from error
    rows = sum(table.rows for table in moved.contents.tables)
    call.tell(call.words("cli.moved", place=target.place, rows=rows, tables=len(moved.contents.tables), moments=moved.moments))
    call.answer({"tables": [asdict(table) for table in moved.contents.tables], "moments": moved.moments})
    return DONE
