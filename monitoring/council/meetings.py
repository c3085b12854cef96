"""The council's meetings: when, about which year and which goals, and the moment whose data they look at."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache

from monitoring.catalogue import Catalogue
from monitoring.store import WHEN_WRITTEN, Connection, Store
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import Texts, first, language_of, languages, words

STATES = ("prepared", "closed", "cancelled")
NUMBERED = re.compile(r"(.*?)( \d+(?:/\d+)?)?", re.S)
"""A title, and the number of the meeting in it."""

ByWording = Mapping[tuple[str, datetime], Texts]
"""Texts by language, by the id of what they are about and the moment (UTC) of its wording."""


@dataclass(frozen=True)
class Record:
    """How a meeting was held, for its minutes. `opened_at` and `closed_at` are times of day, HH:MM; `others` and `checkers` have a name a line: who
    was there without being a member, and who was chosen to check the minutes. `members` is how many the council has, 0 where nobody
    said. The minutes' first section has the number `first_section`: many municipalities number them through the year."""

    place: str = ""
    opened_at: str = ""
    closed_at: str = ""
    chair: str = ""
    secretary: str = ""
    others: str = ""
    checkers: str = ""
    members: int = 0
    first_section: int = 1


@dataclass(frozen=True)
class Meeting:
    """A meeting as it was written last. `agenda` are goals' codes in the order of the meeting, `year` is the reporting year. `titles` has the title
    by language, where the language is known; `title` is one of them.

    `as_of` (UTC) freezes the material: the store's state at that moment is shown, whatever was delivered since. `state` is one of STATES;
    `present` are the members who were there, a name a line; `by` and `at` (UTC) say who wrote this last, and when. Where it `is_for_members`, council
    members write down decisions and targets themselves as long as it is prepared.
    """

    meeting: str
    title: str
    on: date
    year: int
    agenda: tuple[str, ...]
    as_of: datetime
    state: str = "prepared"
    present: str = ""
    by: str = ""
    at: datetime = WHEN_WRITTEN
    is_for_members: bool = False
    record: Record = Record()
    titles: Texts = ()

    @property
    def language(self) -> str:
        """The language of `title`; empty where it is not known."""
        return language_of(self.title, (*self.titles, *usual_titles(self.title)))

    def in_language(self, wanted: str) -> Meeting:
        """The meeting with its title in a language, where there is one in it: the usual title is in all of them."""
        titles = {language: title for language, title in usual_titles(self.title) if language == wanted} | dict(self.titles)
        return replace(self, title=titles.get(wanted, self.title), titles=first(tuple(titles.items()), wanted))

    @property
    def members_present(self) -> tuple[str, ...]:
        return names(self.present)

    @property
    def is_quorate(self) -> bool | None:
        """Whether more than half of the council's members were there (Local Government Act 410/2015, 103 §); None where that is not written down."""
        if not (self.record.members and self.members_present):
            return None
        return 2 * len(self.members_present) > self.record.members

    @property
    def lets_members_write(self) -> bool:
        return self.is_for_members and self.state == "prepared"

    @property
    def is_closed(self) -> bool:
        return self.state == "closed"


@lru_cache
def usual_titles(title: str) -> Texts:
    """A title by language, where it is what a meeting is called if nobody gives it another one, or that with a number such as 2/2026."""
    name, number = NUMBERED.fullmatch(title).groups("")
    usual = tuple((language, words(language)("meetings.title.usual")) for language in languages())
    return tuple((language, f"{text}{number}") for language, text in usual) if language_of(name, usual) else ()


def names(text: str) -> tuple[str, ...]:
    """The names of a text that has one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def new_id() -> str:
    """The id of a meeting that is not written yet."""
    return str(uuid.uuid4())


def known(store: Store, catalogue: Catalogue) -> list[Meeting]:
    """The programme's meetings as they were written last, the latest day first; cancelled ones are left out. Raises StoreError."""
    return [meeting for meeting in newest(history(store, catalogue)).values() if meeting.state != "cancelled"]


def closed(connection: Connection, catalogue: Catalogue) -> dict[str, tuple[datetime, ...]]:
    """The meetings that are closed, by their ids, each with the moments (UTC) at which it was, the first one first."""
    written = _all(connection, catalogue)
    return {
        code: tuple(wording.at for wording in reversed(written) if wording.meeting == code and wording.is_closed)
        for code, meeting in newest(written).items()
        if meeting.is_closed
    }


def published_at(closed: Mapping[str, Sequence[datetime]], meeting: str, written_at: datetime) -> datetime | None:
    """When the public came to know what a meeting wrote at a moment: as soon as it was closed after that. None for what was known at once. `closed`
    is that of `closed`."""
    return next((moment for moment in closed.get(meeting, ()) if moment >= written_at), None)


def lets_members_write(connection: Connection, catalogue: Catalogue, meeting: str) -> bool:
    """Whether council members may write down what is decided in the meeting with this id."""
    found = _written_last(connection, catalogue).get(meeting)
    return found is not None and found.lets_members_write


def _written_last(connection: Connection, catalogue: Catalogue) -> dict[str, Meeting]:
    return newest(_all(connection, catalogue))


def _all(connection: Connection, catalogue: Catalogue) -> list[Meeting]:
    """Everything that was written of the programme's meetings, the newest first."""
    programme = catalogue.programme.programme
    titles = by_wording((row.meeting_id, row.written_at, row.language, row.title) for row in connection.rows("meeting_titles", programme=programme))
    return [_meeting(row, titles, catalogue) for row in connection.rows("meetings", programme=programme)]


def by_wording(rows: Iterable[tuple[str, datetime, str, str]]) -> ByWording:
    """The texts of rows of an id, a moment, a language and a text."""
    found: dict[tuple[str, datetime], Texts] = {}
    for about, at, language, text in rows:
        found[about, at] = (*found.get((about, at), ()), (language, text))
    return found


def history(store: Store, catalogue: Catalogue, meeting: str | None = None) -> list[Meeting]:
    """Everything that was written of a meeting, or of all of them: the latest day first, of each the newest wording first."""
    with store.reading() as connection:
        found = [written for written in _all(connection, catalogue) if meeting in (None, written.meeting)]
    latest = newest(found)
    return sorted(found, key=lambda one: (latest[one.meeting].on, one.meeting, one.at), reverse=True)


def write(store: Store, catalogue: Catalogue, meeting: Meeting, person: Person) -> None:
    """Adds a meeting, or its new wording; nothing where it says the same as before, so that a second click changes nothing. It is written in the
    person's name, whatever `by` says.

    Raises Refused, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.PREPARE_MEETINGS)
        latest = _written_last(connection, catalogue).get(meeting.meeting)
        if latest is not None and _content(latest) == _content(meeting):
            return
        key = {"meeting_id": meeting.meeting, "written_at": connection.moment(meeting.at)}
        row = {
            **key,
            "programme": catalogue.programme.programme,
            "title": meeting.title,
            "held_on": meeting.on,
            "year": meeting.year,
            "agenda": json.dumps(meeting.agenda),
            "as_of": meeting.as_of,
            "state": meeting.state,
            "present": meeting.present,
            "written_by": person.name,
        }
        connection.insert("meetings", [row])
        if meeting.is_for_members:
            connection.insert("meetings_for_members", [key])
        connection.insert("meeting_titles", [{**key, "language": language, "title": title} for language, title in sorted(meeting.titles)])
        if meeting.record != Record():
            connection.insert("meeting_records", [{**key, **asdict(meeting.record)}])
        log.write(connection, person, Event.MEETING_WRITTEN, "meeting", meeting.meeting)


def _content(meeting: Meeting) -> Meeting:
    """What a wording says, whoever wrote it when."""
    return replace(meeting, by="", at=WHEN_WRITTEN, title="" if meeting.titles else meeting.title, titles=tuple(sorted(meeting.titles)))


def before(meetings: Sequence[Meeting], meeting: Meeting) -> Meeting | None:
    """The meeting held last before this one, of those that are `known`."""
    return next((one for one in meetings if (one.on, one.as_of) < (meeting.on, meeting.as_of) and one.meeting != meeting.meeting), None)


def newest(rows: Sequence[Meeting]) -> dict[str, Meeting]:
    """Each meeting as it was written last, in the order of the rows."""
    found: dict[str, Meeting] = {}
    for row in rows:
        if row.meeting not in found or found[row.meeting].at < row.at:
            found[row.meeting] = row
    return found


def _meeting(row, titles: ByWording, catalogue: Catalogue) -> Meeting:
    """Goals that the catalogue no longer has are left out."""
    agenda = tuple(code for code in json.loads(row.agenda) if code in catalogue.goals)
    return Meeting(
        row.meeting_id,
        row.title,
        row.held_on,
        row.year,
        agenda,
        row.as_of,
        row.state,
        row.present,
        row.written_by,
        row.written_at,
        row.is_for_members,
        Record() if row.members is None else Record(**{field.name: getattr(row, field.name) for field in fields(Record)}),
        titles.get((row.meeting_id, row.written_at), ()),
    )
