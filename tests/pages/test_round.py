"""The round: who is late, in words; the messages that ask for what is missing. How the secretary sets the deadline: tests/browser/test_round.py."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from monitoring import rounds, settings
from monitoring.rounds import Deadline
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import languages, words
from tests.conftest import copied
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import counted, deliver
from tests.pages.running import Visit, at, shown

TODAY = datetime.now(settings.zone()).date()
YEAR = VAASA.programme.last_year
UNIT, OTHER = "welcome-office", "pikipruukki"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    store = Store(tmp_path_factory.mktemp("round") / "monitoring.duckdb")
    deliver(store, 1, counted({str(YEAR): 7}, "NEU1.1"), programme=VAASA.programme.programme, unit=UNIT)
    return store.path


@pytest.fixture
def late(tmp_path, monkeypatch, prepared) -> date:
    """A deadline that was yesterday."""
    own, yesterday = Store(tmp_path / "monitoring.duckdb"), TODAY - timedelta(days=1)
    shutil.copy2(prepared, own.path)
    rounds.set_deadline(own, VAASA, Deadline(YEAR, yesterday, "Secretary", now()), local("Secretary"))
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    return yesterday


def message(visit: Visit, unit: str) -> str:
    """The text of the message to a unit."""
    (field,) = [field for field in visit.page.text_area if unit in field.key]
    return field.value


@pytest.mark.parametrize("language", languages())
def test_after_the_deadline_who_lacks_something_is_late_in_words(late, language):
    say = words(language)
    visit = Visit(at("round", lang=language, year=YEAR))
    (partly,) = visit.rows(say.name(VAASA.units[UNIT]))
    assert f"✕\u00a0{say('round.state.late-partly')}" in " ".join(partly)
    (nothing,) = visit.rows(say.name(VAASA.units[OTHER]))
    assert f"✕\u00a0{say('round.state.late-nothing')}" in " ".join(nothing)
    assert say("deadline.past", deadline=late, n=len(visit.rows("✕"))) in visit.text


def test_the_message_asks_for_what_is_missing_in_the_language_that_is_chosen_for_it(late):
    say, swedish = words("fi"), words("sv")
    visit = Visit(at("round", lang="fi", year=YEAR))
    text = message(visit, UNIT)
    assert f"NEU4.1 {say.name(VAASA.indicators['NEU4.1'])}" in text and "NEU1.1" not in text
    (choice,) = [group for group in visit.page.get("button_group") if UNIT in group.key]
    choice.set_value("sv").run()
    text = message(visit, UNIT)
    assert swedish("reminder.thanks") in text
    assert f"NEU4.1 {swedish.name(VAASA.indicators['NEU4.1'])}" in text and swedish.date(late) in text
    assert re.search(rf"^deliver\?lang=sv&year={YEAR}&unit={UNIT}$", text, re.M)
    subject = swedish("reminder.subject.late", programme=VAASA.programme, year=YEAR, deadline=late)
    mails = [unquote(link.proto.url) for link in visit.page.get("link_button")]
    assert f"mailto:?subject={subject}&body=" + text.replace("\n", "\r\n") in mails


def test_the_link_of_the_message_leads_to_the_units_own_form(late):
    say = words("fi")
    (link,) = re.findall(r"^\S*deliver\?\S+$", message(Visit(at("round", lang="fi", year=YEAR)), UNIT), re.M)
    visit = Visit(link)
    assert say("deliver.form") in visit.text
    assert visit.shown_by(say("unit.choose")) == say.name(VAASA.units[UNIT])


def test_example_data_has_no_deadline_and_its_messages_tell_that_it_is_made_up(tmp_path, monkeypatch, example_data):
    copied(example_data, tmp_path)
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    say = words("sv")
    visit = Visit(at("round", lang="sv", year=2021))
    assert say("deadline.example") in visit.text
    assert say("deadline.set") not in [shown(box.label) for box in visit.page.expander]
    assert message(visit, "maahanmuuttajaopetuksen-tyoryhma").startswith(say("banner.example"))
