"""The programme's standing without the browser, and who may do what:
`python -m monitoring status | export | check-programme | backup | restore | verify | move | migrate | log | roles …`."""

from __future__ import annotations

import sys
from pathlib import Path

from monitoring import assessed_year, catalogue, pace, reasons, snapshot, without_pandas
from monitoring.assessed_year import AssessedYear
from monitoring.commands import DONE, WRONG, Call, CommandError, Commands
from monitoring.selection import Selection
from monitoring.trust import copy_commands, log_commands, role_commands
from monitoring.words import Words


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code says how it went: 0 well, 1 wrongly asked or a broken catalogue, 3 no store to be had."""
    commands = Commands("monitoring", __doc__)
    status = commands.add("status", _status, empty={"year": None, "goals": [], "indicators": []})
    status.add_argument("--year", type=int)
    export = commands.add("export", _export)
    export.add_argument("--year", type=int)
    export.add_argument("--theme")
    export.add_argument("-o", dest="output", type=Path, required=True)
    checking = commands.add("check-programme", _check_programme, empty={"problems": []})
    checking.add_argument("folder", type=Path)
    copy_commands.add(commands)
    log_commands.add(commands)
    role_commands.add(commands)
    return commands.run(arguments)


def _assessed(call: Call) -> AssessedYear:
    """The year asked about, assessed. Raises CommandError where it is not a year of the programme."""
    now = snapshot.read(call.store, call.programme)
    year, years = call.options.year, call.programme.years
    if year is None:
        year = now.newest_year()
    if year not in years:
        raise CommandError(call.words("cli.unknown-year", year=year, first_year=years[0], last_year=years[-1]))
    return assessed_year.at(now, year)


def _status(call: Call) -> int:
    """say how every goal and indicator stands, and why"""
    now, say = _assessed(call), call.words
    for view in now.goals.values():
        status, sentence = say(f"status.{view.assessment.status}"), reasons.goal_sentence(view.assessment, view.indicators, say)
        call.tell(f"{view.goal.goal}  {status}  {say.name(view.goal)}\n  {sentence}")
    call.answer(_document(now, say))
    return DONE


def _document(now: AssessedYear, say: Words) -> dict:
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
            "pace": {"value": found.value, "status": found.status} if (found := pace.of(view)) else None,
            "categories": [
                {"dimension": one.dimension, "category": one.category, "value": one.value}
                for one in (view.figures[now.year].categories if now.year in view.figures else ())
            ],
        }
        for code, view in now.indicators.items()
    ]
    return {"year": now.year, "goals": goals, "indicators": indicators}


def _check_programme(call: Call) -> int:
    """say everything that is wrong in a programme's files"""
    folder = call.options.folder
    try:
        found, problems = catalogue.read(folder), []
    except catalogue.CatalogueError as error:
        found, problems = None, error.problems
    for problem in problems:
        call.tell(problem.text(call.words))
    listed = [
        {"file": one.file, "line": one.line, "code": one.code, "message": call.words(f"catalogue.{one.code}", **one.values)} for one in problems
    ]
    call.answer({"problems": listed})
    if found is None:
        return WRONG
    call.tell(call.words("cli.programme.whole", name=found.programme, goals=len(found.goals), indicators=len(found.indicators)))
    return DONE


def _export(call: Call) -> int:
    """write the figures with their status and source to a workbook or a CSV file"""
    from publishing import exports

    options, say, now = call.options, call.words, _assessed(call)
    if options.theme and options.theme not in now.catalogue.themes:
        raise CommandError(say("cli.unknown-theme", theme=options.theme, themes=", ".join(now.catalogue.themes)))
    if options.output.suffix not in (".xlsx", ".csv"):
        raise CommandError(say("cli.unknown-ending", file=options.output.name))
    views = Selection(themes=[options.theme] if options.theme else []).apply(now)
    table = exports.frame(now, views, now.catalogue.years, say)
    title = say("export.title", programme=now.catalogue.programme, year=now.year)
    options.output.write_bytes(exports.csv(table) if options.output.suffix == ".csv" else exports.xlsx(table, title, say))
    return DONE


if __name__ == "__main__":
    if sys.argv[1:2] != ["export"]:
        without_pandas.begin()
    sys.exit(main())
