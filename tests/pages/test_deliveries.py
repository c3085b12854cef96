"""What was delivered, on its page: a delivery is withdrawn, and what was there before holds again."""

from __future__ import annotations

import re
from datetime import timedelta

from loaders import delivery
from monitoring import snapshot
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from tests.conftest import copied
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import START, deliver, figure
from tests.pages.running import Visit, at

WITHDRAWN = START + timedelta(days=5)


def test_a_delivery_is_withdrawn_and_what_was_before_holds_again(tmp_path, monkeypatch):
    say, own = words("en"), Store(tmp_path / "monitoring.duckdb")
    for place, visits in enumerate((12, 21), 1):
        about = {"programme": VAASA.programme.programme, "unit": "welcome-office", "file_name": f"visits-{visits}.xlsx"}
        deliver(own, place, [figure("TYO3.1", "2020", visits)], **about)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))

    visit = Visit(at("deliveries", lang="en", delivery="upload-2", item="TYO3.1"))
    ((_, effects),) = visit.tables(say("withdraw.caption"))
    assert re.search("21.*12", " ".join(effects))
    visit.press(say("withdraw.button"))
    assert say("withdraw.trouble.incomplete") in visit.notices
    visit.choose(say("deliveries.one.choose"), "visits-12.xlsx")
    assert say("withdraw.trouble.incomplete") not in visit.notices
    visit.choose(say("deliveries.one.choose"), "visits-21.xlsx")
    assert say("withdraw.trouble.incomplete") in visit.notices
    visit.fill(say("withdraw.by"), "Clerk")
    visit.press(say("withdraw.button"))
    assert say("withdraw.trouble.reason") in visit.notices and say("withdraw.trouble.incomplete") not in visit.notices
    visit.fill(say("withdraw.reason"), "the wrong file")
    visit.press(say("withdraw.button"))
    assert say("withdraw.done") in visit.notices
    (history,) = visit.tables(say("history.caption", item="TYO3.1"))
    (withdrawn,), (holding,) = ([" ".join(row) for row in history if f"visits-{visits}.xlsx" in " ".join(row)] for visits in (21, 12))
    assert "the wrong file" in withdrawn and say("history.applies") in holding
    assert snapshot.read(own, VAASA).figures["TYO3.1"][2020].value == 12


def test_when_the_only_delivery_is_withdrawn_the_example_data_is_shown_again(tmp_path, monkeypatch, example_data):
    say = words("sv")
    own = Store(copied(example_data, tmp_path).with_name("monitoring.duckdb"))
    deliver(own, 1, [figure("TYO3.1", "2020", 12)], programme=VAASA.programme.programme, unit="welcome-office")
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    visit = Visit(at("deliveries", lang="sv", delivery="upload-1"))
    assert say("banner.example") not in visit.text
    visit.fill(say("withdraw.by"), "Tjänsteman")
    visit.fill(say("withdraw.reason"), "ett prov")
    visit.press(say("withdraw.button"))
    assert say("withdraw.done") in visit.notices and say("withdraw.example-again") in visit.text
    assert say("banner.example") in visit.text


def test_a_note_and_a_reason_are_in_the_readers_language_and_marked_where_they_are_not(tmp_path, monkeypatch):
    own, about = Store(tmp_path / "monitoring.duckdb"), {"programme": VAASA.programme.programme, "unit": "welcome-office"}
    for day in (1, 2):
        deliver(own, day, [figure("TYO3.1", "2020", day)], **about, note="Koko vuosi")
    notes = [{"upload_id": "upload-2", "language": language, "note": note} for language, note in (("fi", "Koko vuosi"), ("sv", "Hela året"))]
    with own.writing() as connection:
        connection.insert("upload_notes", [*notes, {"upload_id": "upload-1", "language": "fi", "note": "Koko vuosi"}])
    delivery.withdraw("upload-2", own, local("Clerk"), {"fi": "Väärä tiedosto"}, WITHDRAWN)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))

    in_finnish = words("sv").language_name("fi")
    note, reason = (f'<span lang="fi">{text}</span> ({in_finnish})' for text in ("Koko vuosi", "Väärä tiedosto"))
    span = {"from": "2023-01-01", "to": f"{WITHDRAWN:%Y-%m-%d}"}
    wanted = {
        at("deliveries", lang="sv", delivery="upload-2", item="TYO3.1"): {note: 1, reason: 3, "Hela året": 1},
        at("unit", lang="sv", unit="welcome-office"): {reason: 1},
        at("changes", lang="sv", **span): {note: 1, reason: 1, "Hela året": 1},
        at("deliveries", lang="fi", delivery="upload-2"): {"Koko vuosi": 2, "Väärä tiedosto": 2, "lang=": 0},
    }
    for address, texts in wanted.items():
        sent = "".join(each.proto.body for each in Visit(address).page.get("html"))
        assert {text: sent.count(text) for text in texts} == texts, address
