"""The message to a unit: exactly what it lacks, in its language, and the same text again where a mail program takes the address apart."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import unquote, urlsplit

import pytest

from monitoring import assessed_year, rounds, snapshot
from monitoring.rounds import Deadline, UnitRound
from monitoring.store import Store
from monitoring.words import languages, words
from publishing import reminders
from publishing.reminders import LONGEST_ADDRESS, Message, ReportingRound
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver

YEAR, LAST_DAY = 2021, date(2022, 3, 31)
DEADLINE = Deadline(YEAR, LAST_DAY, "Secretary", datetime(2022, 1, 1))
BEFORE, AFTER = date(2022, 3, 1), date(2022, 4, 1)
ADDRESS = "https://monitoring.example/deliver?lang=sv&year=2021&unit=welcome-office"


@pytest.fixture(scope="module")
def unit(tmp_path_factory) -> UnitRound:
    """A unit that has delivered one of its indicators."""
    store = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(store, 1, counted({str(YEAR): 7}, "NEU1.1"), programme=VAASA.programme.programme, unit="welcome-office")
    units = rounds.at(assessed_year.at(snapshot.read(store, VAASA), YEAR))
    return next(each for each in units if each.unit.unit == "welcome-office")


def fields(mailto: str) -> dict[str, str]:
    """The header fields of a mailto address, as RFC 6068 has them: percent-encoded, a plus is a plus."""
    address = urlsplit(mailto)
    assert (address.scheme, address.path, address.fragment) == ("mailto", "", "")
    return {name: unquote(value) for name, _, value in (field.partition("=") for field in address.query.split("&"))}


@pytest.mark.parametrize("language", languages())
def test_it_names_exactly_what_is_missing_and_where_to_hand_it_in(unit, language):
    say = words(language)
    body = reminders.message(unit, ReportingRound(VAASA, YEAR, DEADLINE, BEFORE), ADDRESS, say).body
    listed = [line.removeprefix("– ") for line in body.splitlines() if line.startswith("– ")]
    assert listed == [f"{code} {say.name(VAASA.indicators[code])}" for code in unit.missing]
    assert len(listed) > 1 and not any("NEU1.1" in line for line in listed)
    assert say.name(unit.unit) in body and say.name(VAASA.programme) in body and str(YEAR) in body and ADDRESS in body.splitlines()
    assert say.date(LAST_DAY) in body


@pytest.mark.parametrize(("deadline", "today", "when"), [(None, BEFORE, "none"), (DEADLINE, BEFORE, "coming"), (DEADLINE, AFTER, "late")])
def test_it_says_whether_there_is_still_time(unit, deadline, today, when):
    say = words("fi")
    message = reminders.message(unit, ReportingRound(VAASA, YEAR, deadline, today), ADDRESS, say)
    assert say(f"reminder.round.{when}", programme=VAASA.programme, year=YEAR, deadline=LAST_DAY) in message.body
    assert message.subject == say(f"reminder.subject.{when}", programme=VAASA.programme, year=YEAR, deadline=LAST_DAY)
    assert ("31.3.2022" in message.body) is (deadline is not None)


def test_made_up_figures_are_called_so_at_once(unit):
    banner = words("fi")("banner.example")
    assert reminders.message(unit, ReportingRound(VAASA, YEAR, None, BEFORE, banner), ADDRESS, words("fi")).body.startswith(f"{banner}\n\n")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", [unit.unit for unit in VAASA.reporting_units])
def test_every_unit_s_message_reaches_the_mail_program_whole(code, language):
    expected = tuple(indicator.indicator for indicator in VAASA.reported_by(code))
    unit = UnitRound(VAASA.units[code], expected, ())
    message = reminders.message(unit, ReportingRound(VAASA, YEAR, DEADLINE, AFTER), ADDRESS, words(language))
    assert message.fits
    assert fields(message.mailto) == {"subject": message.subject, "body": message.body.replace("\n", "\r\n")}


def test_it_goes_to_the_contacts_that_are_known():
    message = Message("Subject", "Body", ("a+b@town.example", "c&d@town.example"))
    assert message.mailto == "mailto:a%2Bb@town.example,c%26d@town.example?subject=Subject&body=Body"


def test_signs_that_mean_something_in_an_address_stay_text():
    message = Message("50 % & + = ? # ä", "a&b=c\nd+e#f?g%h „ö”")
    assert fields(message.mailto) == {"subject": message.subject, "body": "a&b=c\r\nd+e#f?g%h „ö”"}
    assert message.mailto.isascii() and " " not in message.mailto and "%0D%0A" in message.mailto


def test_of_a_message_that_no_address_can_carry_only_the_subject_goes_along():
    message = Message("Subject", "ä" * LONGEST_ADDRESS)
    assert not message.fits
    assert fields(message.mailto) == {"subject": "Subject"}
