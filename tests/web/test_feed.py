"""What changed, as an Atom feed: for all goals, a theme or one; by day, in the reader's language, with what is published only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as etree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from monitoring import catalogue
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting
from monitoring.model import CouncilTarget
from monitoring.trust.people import local
from monitoring.words import words
from pages.web.api.routes import ROUTES
from publishing.feed import ATOM, NEWEST, XHTML
from tests.monitoring.published import DRAFTED, IDEA, NOTE, SENDER, store_with
from tests.monitoring.test_snapshot import HARBOUR, START, deliver, figure

NAMES = {"a": ATOM}


@pytest.fixture
def inside(own) -> TestClient:
    deliver(own, 1, [figure("STR1.1", "2021", 12)], file_name="secret.xlsx", uploaded_by="Sender")
    deliver(own, 5, [figure("STR1.1", "2021", 3), figure("STR1.2", "2021", 40)])
    secretary = local("Secretary")
    decisions.decide(own, catalogue.read(HARBOUR), "SAY1", "agreed", Wording("Ask <again> & listen", at=START + timedelta(days=9)), secretary)
    return TestClient(Starlette(routes=ROUTES))


def read(inside: TestClient, query: str = "") -> etree.Element:
    answer = inside.get(f"/api/changes.atom{query}")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def told(feed: etree.Element) -> list[str]:
    """The content of each entry, a line a paragraph or item of a list."""
    lines = (
        (block for block in entry.find("a:content", NAMES).iter() if block.tag in (f"{{{XHTML}}}p", f"{{{XHTML}}}li")) for entry in entries(feed)
    )
    return ["\n".join("".join(block.itertext()) for block in found) for found in lines]


def entries(feed: etree.Element) -> list[etree.Element]:
    return feed.findall("a:entry", NAMES)


def test_each_day_with_a_change_is_an_entry_the_newest_first(inside):
    feed, say = read(inside, "?lang=sv"), words("sv")
    newest, second, first = told(feed)
    assert "Ask <again> & listen" in newest and newest.startswith("SAY1 ")
    assert say("feed.figures", n=1, kind=say("changes.kind.changed")) in second
    assert say("feed.figures", n=1, kind=say("changes.kind.new")) in first
    assert all("secret.xlsx" not in one and "Sender" not in one for one in (newest, second, first))
    updated = [entry.findtext("a:updated", namespaces=NAMES) for entry in feed.findall("a:entry", NAMES)]
    assert updated == sorted(updated, reverse=True) and feed.findtext("a:updated", namespaces=NAMES) == updated[0]
    links = [link.get("href") for link in feed.iter(f"{{{ATOM}}}link")]
    assert links[:2] == ["http://testserver/api/changes.atom?lang=sv", "http://testserver/changes?lang=sv"]
    assert len({entry.findtext("a:id", namespaces=NAMES) for entry in feed.findall("a:entry", NAMES)}) == 3


def test_a_decision_says_in_which_language_it_is_and_is_marked_so(own, inside):
    texts = (("fi", "Kysytään uudelleen"),)
    wording = Wording("Kysytään uudelleen", at=START + timedelta(days=12), texts=texts)
    decisions.decide(own, catalogue.read(HARBOUR), "SAY1", "agreed", wording, local("Secretary"))
    feed = read(inside, "?lang=sv")
    (span,) = [one for one in feed.iter(f"{{{XHTML}}}span") if one.get("lang")]
    assert (span.text, span.get("lang"), span.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("Kysytään uudelleen", "fi", "fi")
    assert f"Kysytään uudelleen ({words('sv').language_name('fi')})" in told(feed)[0]
    assert not [one for one in read(inside, "?lang=fi").iter(f"{{{XHTML}}}span") if one.get("lang")]


@pytest.mark.parametrize(("query", "count"), [("?goal=SAY1", 1), ("?theme=STR", 2), ("?goal=BOA1", 0), ("?theme=STR&goal=SAY1", 0)])
def test_a_theme_or_a_goal_has_a_feed_of_its_own(inside, query, count):
    assert len(entries(read(inside, query))) == count


def test_a_goals_feed_has_its_own_newest_changes_however_much_changed_of_others_since(own, inside):
    for day in range(20, 21 + NEWEST):
        deliver(own, day, [figure("STR1.1", "2021", day)])
    (of_goal,) = told(read(inside, "?goal=SAY1"))
    assert "Ask <again> & listen" in of_goal
    deliver(own, 60, [figure("SAY1.1", "2021", 10, by={"area": "North", "category": age}) for age in ("young", "old")])
    assert len(told(read(inside, "?theme=SAY"))) == 2
    of_all = read(inside)
    assert len(entries(of_all)) == NEWEST and "SAY1" in told(of_all)[0]


def test_a_goal_whose_figures_come_of_others_changes_with_them(own):
    deliver(own, 1, [figure("STR1.1", "2020", 5)])
    deliver(own, 2, [figure("STR1.1", "2021", 12)])
    feed = read(TestClient(Starlette(routes=ROUTES)), "?goal=RES1")
    assert entries(feed) and all(line.startswith("RES1 ") for line in told(feed))


def test_a_target_that_the_council_set_changes_its_goal_on_its_day(own, inside):
    harbour = catalogue.read(HARBOUR)
    target = council_targets.made(harbour, "STR1.1", "each-year", "up", 2, 2021, 2023)
    at = START + timedelta(days=40)
    council_targets.set_target(own, harbour, CouncilTarget("STR1.1", target, 2021, "Few boats", at=at), local("Secretary"))
    newest = entries(read(inside, "?goal=STR1"))[0]
    assert newest.findtext("a:updated", namespaces=NAMES).startswith((at + timedelta(hours=12)).date().isoformat())


def updated(entry: etree.Element) -> str:
    return entry.findtext("a:updated", namespaces=NAMES)


def test_a_day_is_updated_when_something_more_changes_on_it(own, inside):
    for place, hour in enumerate((1, 3)):
        at = START + timedelta(days=20, hours=hour)
        deliver(own, 20 + place, [figure("STR1.1", "2021", 13 + place)], uploaded_at=at)
        feed = read(inside)
        newest = entries(feed)[0]
        assert updated(newest) == feed.findtext("a:updated", namespaces=NAMES) == f"{at.isoformat()}+00:00"
    assert len(entries(feed)) == 4


def test_the_public_is_told_of_what_a_meeting_decided_when_it_is_closed(own, inside, monkeypatch):
    harbour, secretary, written = catalogue.read(HARBOUR), local("Secretary"), START + timedelta(days=20)
    meeting = Meeting("m1", "Spring", date(2023, 2, 1), 2021, ("SAY1",), START, "prepared", at=written)
    meetings.write(own, harbour, meeting, secretary)
    decisions.decide(own, harbour, "SAY1", "agreed", Wording("Count them twice", meeting="m1", at=written), secretary)
    target = council_targets.made(harbour, "STR1.1", "each-year", "up", 2, 2021, 2023)
    council_targets.set_target(own, harbour, CouncilTarget("STR1.1", target, 2021, "More boats", "m1", at=written), secretary)
    deliver(own, 22, [figure("STR1.1", "2021", 4)])
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    before = told(read(inside))
    assert len(before) == 4 and "twice" not in "".join(before)
    for days, state in ((25, "closed"), (26, "prepared"), (27, "closed")):
        meetings.write(own, harbour, replace(meeting, state=state, at=START + timedelta(days=days)), secretary)
    feed = read(inside)
    newest, *others = told(feed)
    assert "Count them twice" in newest and words("fi")("feed.status", year=2021, before="§", after="§").split("§")[0] in newest
    assert updated(entries(feed)[0]) == f"{(START + timedelta(days=25)).isoformat()}+00:00"
    assert others == before


def test_a_goal_that_there_is_not_is_refused(inside):
    assert inside.get("/api/changes.atom?goal=NONE").status_code == 400


def test_the_publics_feed_is_the_same_whatever_the_few_are(tmp_path, monkeypatch):
    monkeypatch.setenv("MONITORING_PUBLIC", "1")
    feeds = []
    for few in (2, 4):
        store = store_with(tmp_path / str(few) / "monitoring.duckdb", few)
        monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
        feeds.append(TestClient(Starlette(routes=ROUTES)).get("/api/changes.atom?lang=sv").content)
    assert feeds[0] == feeds[1] and b"<entry>" in feeds[0]
    assert not any(secret.encode() in feeds[0] for secret in (SENDER, NOTE, IDEA, DRAFTED))
