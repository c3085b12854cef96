"""The commands for the log: read, verified, relieved of what is too old and of names.

python -m monitoring log [--from DAY] [--to DAY] [--event EVENT] [--who TEXT] [--json]
python -m monitoring log --verify [--end NUMBER:HASH] [--json]
python -m monitoring log-expire [--before DAY] [--by NAME] [--json]
python -m monitoring anonymise SUBJECT [--name NAME] [--by NAME] [--json]
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from monitoring import moments, settings
from monitoring.commands import DONE, WRONG, Call, CommandError, Commands
from monitoring.trust import log
from monitoring.trust.log import End, Entry, Event


def add(commands: Commands) -> None:
    """Adds the commands to those of the program."""
    read = commands.add("log", _log, empty={"entries": [], "faults": [], "end": None})
    read.add_argument("--from", dest="first", metavar="DAY", help="only what was done on this day or later")
    read.add_argument("--to", dest="last", metavar="DAY", help="only what was done on this day or before")
    read.add_argument("--event", choices=[str(event) for event in Event])
    read.add_argument("--who", help="only those whose subject, name or e-mail contains this")
    read.add_argument("--verify", action="store_true", help="look for rows that were changed, added or taken out instead")
    read.add_argument("--end", metavar="NUMBER:HASH", help="the end that the log had before, to find what was taken off it")
    expire = commands.add("log-expire", _expire, empty={"rows": None})
    expire.add_argument("--before", metavar="DAY", help="the first day that stays; otherwise as many days back as MONITORING_LOG_KEPT says")
    anonymise = commands.add("anonymise", _anonymise, empty={"entries": None})
    anonymise.add_argument("subject", help="as the log shows it")
    anonymise.add_argument("--name", help="only where the subject acted under this name")
    for command in (expire, anonymise):
        command.add_argument("--by")


def _log(call: Call) -> int:
    """show what was done by whom, the newest first, or verify that nothing in the log was changed"""
    if call.options.verify:
        return _verify(call)
    first, last = _day(call, call.options.first), _day(call, call.options.last)
    found = log.entries(
        call.store,
        call.person,
        since=first and moments.start_of(first),
        until=last and moments.start_of(last + timedelta(days=1)),
        event=call.options.event,
        who=call.options.who,
    )
    call.answer({"entries": [_document(entry) for entry in found], "faults": [], "end": str(log.end(call.store))})
    for entry in found:
        call.tell(_line(call, entry))
    if not found:
        call.tell(call.words("log.empty"))
    return DONE


def _document(entry: Entry) -> dict:
    return vars(entry) | {"at": entry.at.isoformat()}


def _line(call: Call, entry: Entry) -> str:
    say, at = call.words, call.words.moment(moments.local(entry.at))
    who, event = entry.who() or say("log.nobody"), say(f"log.event.{entry.event}")
    return say("log.row", number=entry.number, at=at, who=who, event=event, about=entry.what(say))


def _verify(call: Call) -> int:
    faults, end = log.verify(call.store, call.person, _end(call)), str(log.end(call.store))
    call.answer({"entries": [], "faults": [fault._asdict() for fault in faults], "end": end})
    for fault in faults:
        call.tell(call.words(f"log.fault.{fault.code}", number=fault.number))
    if not faults:
        call.tell(call.words("log.whole", end=end))
    return WRONG if faults else DONE


def _end(call: Call) -> End | None:
    text = call.options.end
    if text is None:
        return None
    number, _, digest = text.partition(":")
    if not number.isdecimal() or not digest:
        raise CommandError(call.words("cli.bad-log-end", value=text))
    return End(int(number), digest)


def _expire(call: Call) -> int:
    """take rows out of the log that are too old; a row says which"""
    first = _day(call, call.options.before) or moments.today() - timedelta(days=settings.log_kept())
    gone = log.expire(call.store, moments.start_of(first), call.person)
    call.answer({"rows": gone})
    call.tell(call.words("log.expired", n=gone))
    return DONE


def _anonymise(call: Call) -> int:
    """take somebody's name out of the log and of what they did; what they did stays"""
    gone = log.anonymise(call.store, call.options.subject, call.person, call.options.name)
    call.answer({"entries": gone})
    call.tell(call.words("log.anonymised", n=gone))
    return DONE


def _day(call: Call, text: str | None) -> date | None:
    try:
        return text and datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise CommandError(call.words("cli.bad-day", value=text)) from error
