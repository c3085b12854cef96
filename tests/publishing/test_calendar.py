"""The deadline as a calendar file, read back by a parser and looked at as text: RFC 5545's lines, and the same event when the day moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from monitoring.rounds import Deadline
from monitoring.words import Words, languages, words
from publishing import calendar
from tests.monitoring.charts.made import VAASA

PROGRAMME = VAASA.programme
MADE = datetime(2022, 2, 1, 12, 30)
ADDRESS = "https://monitoring.example/deliver?lang=fi&year=2021"


def file(on: date = date(2022, 3, 31), changes: int = 0, year: int = 2021, say: Words | None = None) -> bytes:
    return calendar.deadline(PROGRAMME, Deadline(year, on, "Secretary", datetime(2022, 1, 1)), ADDRESS, changes, say or words("fi"), MADE)


def event(content: bytes) -> icalendar.Event:
    """The only event of a file."""
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return found


def test_the_deadline_is_one_whole_day():
    found = event(file())
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2022, 3, 31), date(2022, 4, 1))
    assert b"DTSTART;VALUE=DATE:20220331\r\n" in file()
    assert found["transp"] == "TRANSPARENT", "a deadline makes nobody busy"


def test_it_says_when_the_file_was_made_in_utc():
    assert b"DTSTAMP:20220201T123000Z\r\n" in file()
    assert event(file()).decoded("dtstamp") == MADE.replace(tzinfo=UTC)


def test_the_alarm_rings_on_the_morning_a_week_before():
    (alarm,) = event(file()).walk("VALARM")
    rings = datetime(2022, 3, 31) + alarm.decoded("trigger")
    assert rings == datetime(2022, 3, 24, 9)
    assert alarm["action"] == "DISPLAY" and "31.3.2022" in alarm["description"]


def test_a_moved_deadline_is_the_same_event_and_another_year_another_one():
    first, moved, other = event(file()), event(file(date(2022, 4, 15), changes=1)), event(file(year=2022))
    assert first["uid"] == moved["uid"] != other["uid"]
    assert (first["sequence"], moved["sequence"]) == (0, 1)


@pytest.mark.parametrize("language", languages())
def test_it_speaks_the_reader_s_language(language):
    say = words(language)
    found = event(file(say=say))
    text = {"programme": PROGRAMME, "year": 2021, "deadline": date(2022, 3, 31)}
    assert found["summary"] == say("calendar.summary", **text)
    assert found["summary"].params["language"] == language
    assert found["description"] == say("calendar.description", address=ADDRESS, **text)
    assert found["url"] == ADDRESS
    assert calendar.file_name(PROGRAMME, 2021, say) == f"{say('calendar.file')}-{PROGRAMME.programme}-2021.ics"


def test_commas_semicolons_and_breaks_are_escaped_and_long_lines_folded():
    harsh = PROGRAMME.model_copy(update={"names": {"fi": "Ö; ä, \\ å\nBEGIN:VEVENT" + "ä" * 90}})
    content = calendar.deadline(harsh, Deadline(2021, date(2022, 3, 31), "S", datetime(2022, 1, 1)), ADDRESS, 0, words("fi"), MADE)
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert event(content)["description"].startswith("Ö; ä, \\ å\nBEGIN:VEVENTää")


def test_it_is_a_calendar_of_this_version():
    found = icalendar.Calendar.from_ical(file())
    assert (found["version"], found["method"]) == ("2.0", "PUBLISH")
    assert found["prodid"]
    assert timedelta(0) > calendar.REMINDED > timedelta(days=-7)
