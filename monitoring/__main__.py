"""The programme's standing without the browser: `python -m monitoring status | export | backup | restore`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from monitoring import catalogue, reasons, settings, snapshot, standing
from monitoring.selection import Selection
from monitoring.standing import Standing
from monitoring.store import NotAStore, Store, StoreBusy
from monitoring.words import DEFAULT, Words, languages, words

DONE, WRONG, STORE_UNAVAILABLE = 0, 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code says how it went: 0 well, 1 wrongly asked or a broken catalogue, 3 no store to be had."""
    asked = _parser().parse_args(arguments)
    say = words(asked.lang)
    try:
        return asked.run(asked, Store(settings.database()), say)
    except catalogue.CatalogueError as error:
        for problem in error.problems:
            _tell(problem.text(say))
        return WRONG
    except StoreBusy:
        _tell(say("store.busy"))
    except NotAStore as error:
        _tell(say("store.not-a-store", path=error))
    return STORE_UNAVAILABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m monitoring", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        added.add_argument("--lang", choices=languages(), default=DEFAULT)
        return added

    status = command("status", _status)
    status.add_argument("--year", type=int)
    status.add_argument("--json", action="store_true")
    export = command("export", _export)
    export.add_argument("--year", type=int)
    export.add_argument("--theme")
    export.add_argument("-o", dest="output", type=Path, required=True)
    command("backup", _backup).add_argument("file", type=Path)
    command("restore", _restore).add_argument("file", type=Path)
    return parser


def _standing(asked: argparse.Namespace, store: Store, say: Words) -> Standing | None:
    """The standing of the year asked about; None, and said why, where it is not a year of the programme."""
    programme = catalogue.current(settings.programme_folder())
    now = snapshot.read(store, programme)
    year = now.newest_year() if asked.year is None else asked.year
    if year not in programme.years:
        _tell(say("cli.unknown-year", year=year, first_year=programme.years[0], last_year=programme.years[-1]))
        return None
    return standing.at(now, year)


def _status(asked: argparse.Namespace, store: Store, say: Words) -> int:
    """say how every goal and indicator stands, and why"""
    now = _standing(asked, store, say)
    if now is None:
        return WRONG
    if asked.json:
        json.dump(_document(now, say), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return DONE
    for view in now.goals.values():
        status, sentence = say(f"status.{view.assessment.status}"), reasons.goal_sentence(view.assessment, view.indicators, say)
        sys.stdout.write(f"{view.goal.goal}  {status}  {say.name(view.goal)}\n  {sentence}\n")
    return DONE


def _document(now: Standing, say: Words) -> dict:
    goals = [
        {
            "goal": code,
            "theme": view.goal.theme,
            "status": view.assessment.status,
            "reason": reasons.goal_sentence(view.assessment, view.indicators, say),
        }
        for code, view in now.goals.items()
    ]
    indicators = [
        {
            "indicator": code,
            "goal": view.indicator.goal,
            "year": now.year,
            "value": view.figures[now.year].value if now.year in view.figures else None,
            "target": view.target.value,
            "status": view.assessment.status,
            "reason": reasons.sentence(view.assessment, view, say),
        }
        for code, view in now.indicators.items()
    ]
    return {"year": now.year, "goals": goals, "indicators": indicators}


def _export(asked: argparse.Namespace, store: Store, say: Words) -> int:
    """write the figures with their status and source to a workbook or a CSV file"""
    from monitoring import exports

    now = _standing(asked, store, say)
    if now is None:
        return WRONG
    if asked.theme and asked.theme not in now.catalogue.themes:
        _tell(say("cli.unknown-theme", theme=asked.theme, themes=", ".join(now.catalogue.themes)))
        return WRONG
    if asked.output.suffix not in (".xlsx", ".csv"):
        _tell(say("cli.unknown-ending", file=asked.output.name))
        return WRONG
    views = Selection(themes=[asked.theme] if asked.theme else []).apply(now)
    table = exports.frame(now, views, now.catalogue.years, say)
    title = say("export.title", programme=now.catalogue.programme, year=now.year)
    asked.output.write_bytes(exports.csv(table) if asked.output.suffix == ".csv" else exports.xlsx(table, title, say))
    return DONE


def _backup(asked: argparse.Namespace, store: Store, say: Words) -> int:
    """copy the store, as it is now, to a file"""
    store.check()
    store.backup(asked.file)
    return DONE


def _restore(asked: argparse.Namespace, store: Store, say: Words) -> int:
    """put a copy in the store's place"""
    store.restore(asked.file)
    return DONE


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
