"""The meetings of the example data's story, with what was decided in them, what became of it, and the targets that were set: one JSON file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from monitoring.catalogue import Catalogue
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.model import CouncilTarget
from monitoring.store import Store
from monitoring.trust.people import Person, local
from monitoring.words import DEFAULT, languages

FILE = "meetings.json"
PREPARED, HELD = time(9, 0), time(15, 0)
"""The time of day (UTC) when a meeting is prepared and when its decisions are written."""


def keep(folder: Path, store: Store, catalogue: Catalogue) -> None:
    """Keeps the meetings of the folder's file; nothing where it has none. A decision is made on its meeting's day."""
    path = folder / FILE
    for record in json.loads(path.read_bytes()) if path.exists() else ():
        on, frozen, person = date.fromisoformat(record["on"]), _moment(record["as_of"], PREPARED), local(record["by"])
        agenda, titles = tuple(record["agenda"]), _in_languages(record, "title")
        prepared = Meeting(record["meeting"], record["title"], on, record["year"], agenda, frozen, at=frozen, titles=titles)
        meetings.write(store, catalogue, prepared, person)
        for number, made in enumerate(record["decisions"]):
            _decide(store, catalogue, person, prepared, f"{record['meeting']}-{number}", made)
        for target in record.get("targets", ()):
            _set_target(store, catalogue, person, prepared, target)
        if record["state"] != prepared.state:
            held = replace(prepared, state=record["state"], present=record["present"], at=_moment(record["on"], HELD))
            meetings.write(store, catalogue, held, person)


def _in_languages(record: dict, name: str) -> tuple[tuple[str, str], ...]:
    """A text in the programme's first language, `name`, and in those that it is there in beside: `name` with the language's code."""
    others = ((language, record[f"{name}_{language}"]) for language in languages() if f"{name}_{language}" in record)
    return ((DEFAULT, record[name]), *others)


def _decide(store: Store, catalogue: Catalogue, person: Person, meeting: Meeting, code: str, made: dict) -> None:
    at = datetime.combine(meeting.on, HELD)
    texts = _in_languages(made, "text")
    first = Wording(made["text"], made.get("responsible", ""), _day(made.get("due")), "open", "", meeting.meeting, at=at, texts=texts)
    decisions.decide(store, catalogue, made["goal"], made["kind"], first, person, code)
    for later in made.get("later", ()):
        due, at = _day(later.get("due")) or first.due, _moment(later["on"], HELD)
        comments = _in_languages(later, "comment")
        changed = replace(first, due=due, state=later["state"], comment=later["comment"], meeting="", at=at, comments=comments)
        decisions.rewrite(store, catalogue, code, changed, person)


def _set_target(store: Store, catalogue: Catalogue, person: Person, meeting: Meeting, aim: dict) -> None:
    rule = {name: aim[name] for name in ("rule", "direction", "value", "by_year")}
    target = council_targets.made(catalogue, aim["indicator"], from_year=aim["from_year"], **rule)
    at, reasons = datetime.combine(meeting.on, HELD), _in_languages(aim, "reason")
    council = CouncilTarget(aim["indicator"], target, aim["from_year"], aim["reason"], meeting.meeting, at=at, reasons=reasons)
    council_targets.set_target(store, catalogue, council, person)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(day: str, at: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), at)
