"""A round's deadline as a calendar file (iCalendar, RFC 5545), for the calendar of whoever has to remember it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from monitoring.programme import Programme
from monitoring.rounds import Deadline
from monitoring.words import Words

MEDIA_TYPE = "text/calendar"
REMINDED = timedelta(days=-7, hours=9)
"""From the start of the last day: nine in the morning, a week before."""


def file_name(programme: Programme, year: int, words: Words) -> str:
    """ "maaraaika-vaasa-2019-2022-2021.ics", in the reader's language."""
    return f"{words('calendar.file')}-{programme.programme}-{year}.ics"


def deadline(programme: Programme, deadline: Deadline, address: str, changes: int, words: Words, at: datetime) -> bytes:
    """One event on the last day, with an alarm a week before.

    The event of a year keeps its id, so that a calendar replaces the day it knew; `changes` counts how often the deadline was changed before.
    `address` is where figures are handed in, `at` the moment (UTC) in which the file is made.
    """
    # Costs as much as a page of its own: only who asks for the file waits for it.
    from icalendar import Alarm, Calendar, Event

    facts = {"programme": programme, "year": deadline.year, "deadline": deadline.on}
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, f"{programme.programme}/{deadline.year}/deadline")))
    event.add("dtstamp", at.replace(tzinfo=UTC))
    event.add("sequence", changes)
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + timedelta(days=1))
    event.add("summary", words("calendar.summary", **facts), parameters={"language": words.language})
    event.add("description", words("calendar.description", address=address, **facts), parameters={"language": words.language})
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDED)
    alarm.add("description", words("calendar.alarm", **facts))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{programme.programme}//monitoring//{words.language.upper()}")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
