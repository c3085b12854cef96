"""The secretary prepares the council's meetings: the agenda in each way, the frozen material, what a meeting's page changes and refuses. How it is to
use by keyboard and on a phone: tests/browser/test_meetings_page.py."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from monitoring import moments, settings
from monitoring.council import decisions, meetings
from monitoring.council.decisions import Wording
from monitoring.council.meetings import Meeting, Record
from monitoring.store import Store, now
from monitoring.trust.people import local
from monitoring.words import Words, languages, words
from pages.shared import html
from tests.conftest import copied
from tests.monitoring.charts.made import VAASA
from tests.monitoring.test_snapshot import START, counted, deliver, figure
from tests.pages.running import Visit, at, shown, suggested

TODAY = datetime.now(settings.zone()).date()
COMING = TODAY + timedelta(days=10)
YEAR = 2021
ABOUT = {"programme": VAASA.programme.programme, "unit": "welcome-office", "uploaded_by": "Coordinator"}
TITLE = "Meeting <b>of the test</b>"


def delivered(own: Store) -> Store:
    """Visits that became fewer (TYO3) and users that became more (NEU1), delivered on 11 January 2023."""
    deliver(own, 1, [*counted({"2020": 6, "2021": 3}, "TYO3.1"), *counted({"2020": 5, "2021": 9}, "NEU1.1")], **ABOUT)
    return own


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    return delivered(Store(tmp_path_factory.mktemp("meetings") / "monitoring.duckdb")).path


@pytest.fixture
def store(tmp_path, monkeypatch, prepared) -> Store:
    own = Store(tmp_path / "monitoring.duckdb")
    shutil.copy2(prepared, own.path)
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    return own


def written(store: Store, on: date = COMING, agenda: tuple[str, ...] = ("TYO3", "NEU1", "ASU1"), **more) -> Meeting:
    """A meeting that somebody prepared before."""
    meeting = Meeting(meetings.new_id(), TITLE, on, YEAR, agenda, now(), by="Chair", at=now())
    meeting = replace(meeting, **more)
    meetings.write(store, VAASA, meeting, local(meeting.by))
    return meeting


def held(store: Store, meeting: str) -> Meeting:
    return meetings.history(store, VAASA, meeting)[0]


def visit_of(meeting: Meeting, say: Words) -> Visit:
    """The meeting's page, with the name filled in."""
    visit = Visit(at("meetings", lang=say.language, year=YEAR, meeting=meeting.meeting))
    visit.fill(say("meetings.by"), "Secretary")
    return visit


def day_label(say: Words) -> str:
    return say("meetings.day.field", example="§").split("§")[0]


def agenda_of(visit: Visit) -> list[str]:
    """The codes of the goals on the agenda of a meeting that was prepared, in their order."""
    return [parameters["goal"][0] for _, parameters in visit.links() if "goal" in parameters]


def offered(visit: Visit) -> list[str]:
    """The agenda that a way gives, as the form shows it."""
    return [row[0] for table in visit.tables() for row in table[1:] if re.match(r"\d+\. ", row[0])]


WAYS = {
    "all": (None, tuple(VAASA.goals)),
    "behind": (None, ("TYO3", "SEU1")),
    "themes": ("ASU", tuple(goal.goal for goal in VAASA.goals_of("ASU"))),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_gives_its_goals_before_they_are_stored(store, way):
    say, (chosen, expected) = words("sv"), WAYS[way]
    visit = Visit(at("meetings", lang="sv", year=YEAR))
    visit.fill(say("meetings.way"), way)
    if chosen:
        assert say("meetings.agenda.none") in visit.text
        visit.fill(say("meetings.way.themes.field"), [chosen])
    assert [line.split()[:2] for line in offered(visit)] == [[f"{place}.", code] for place, code in enumerate(expected, 1)]
    visit.fill(day_label(say), say.date(COMING))
    visit.fill(say("meetings.by"), "Sekreterare")
    visit.press(say("meetings.prepare.button"))
    assert say("meetings.done.prepared") in visit.notices
    (made,) = meetings.history(store, VAASA, visit.address["meeting"])
    assert (made.agenda, made.title) == (expected, say("meetings.title.usual"))


def test_what_changed_is_measured_from_the_meeting_before(tmp_path, monkeypatch):
    say, store = words("en"), Store(tmp_path / "monitoring.duckdb")
    monkeypatch.setenv("MONITORING_DATABASE", str(store.path))
    deliver(store, 1, [*counted({"2020": 6, "2021": 3}, "TYO3.1"), *counted({"2021": 5}, "NEU1.1")], **ABOUT)
    visit = Visit(at("meetings", lang="en", year=YEAR))
    visit.fill(say("meetings.way"), "changed")
    assert say("meetings.way.changed.none") in visit.text
    before = written(store, TODAY - timedelta(days=30), as_of=START + timedelta(days=5))
    deliver(store, 20, counted({"2021": 8}, "NEU1.1"), **ABOUT)
    visit = Visit(at("meetings", lang="en", year=YEAR))
    visit.fill(say("meetings.way"), "changed")
    assert re.search(rf"Compared with the meeting before: .*{re.escape(f'{TITLE}, {say.date(before.on)}')}", visit.text)
    assert [line.split()[:2] for line in offered(visit)] == [["1.", "NEU1"]]


def test_what_is_missing_is_named_and_nothing_is_stored(store):
    say, known = words("fi"), len(meetings.history(store, VAASA))
    visit = Visit(at("meetings", lang="fi", year=YEAR))

    def refused(trouble: str) -> bool:
        visit.press(say("meetings.prepare.button"))
        return say(f"meetings.trouble.{trouble}") in visit.notices

    for text in ("", "31.2.2022", "1.1.1066"):
        visit.fill(day_label(say), text)
        assert refused("day")
    visit.fill(day_label(say), COMING.isoformat())
    visit.fill(say("meetings.title.field"), " ")
    assert refused("title")
    visit.fill(say("meetings.title.field"), "Kokous")
    assert refused("name")
    visit.fill(say("meetings.by"), "Sihteeri")
    visit.fill(say("meetings.way"), "picked")
    assert refused("agenda")
    assert len(meetings.history(store, VAASA)) == known


def test_a_figure_that_came_later_is_named_until_the_material_is_frozen_again(store):
    say, meeting = words("en"), written(store, agenda=("TYO4", "ASU1"), as_of=START + timedelta(days=10))
    visit = visit_of(meeting, say)
    assert say("meetings.material.same") in visit.text and "as it was on 20 January 2023 10:00" in visit.text
    deliver(store, 30, counted({"2020": 4, "2021": 7}, "TYO4.1"), **ABOUT)
    visit = visit_of(meeting, say)
    changes = re.findall(r"<li>(.*?)</li>", next(each.proto.body for each in visit.page.get("html") if "TYO4.1" in each.proto.body))
    assert changes[0].startswith(f"{say('meetings.changed.status', before=say('status.no_data'), after='§').split('§')[0]}")
    for year, value, line in ((2021, 7, changes[1]), (2020, 4, changes[2])):
        assert re.match(rf"TYO4\.1 .*, {year}: – → {value}\b", line)
    agenda = visit.text[visit.text.rindex("1. ") :]
    first, second = agenda[: agenda.index("2. ")], agenda[agenda.index("2. ") :]
    assert say("meetings.agenda.changed") in first and say("status.no_data") in first
    assert say("meetings.agenda.changed") not in second

    visit.press(say("meetings.material.freeze"))
    assert say("meetings.done.frozen") in visit.notices and say("meetings.material.same") in visit.text
    assert say("status.no_data") not in visit.text[visit.text.rindex("1. ") : visit.text.rindex("2. ")]
    newest, oldest = meetings.history(store, VAASA, meeting.meeting)
    assert newest.as_of > oldest.as_of == meeting.as_of
    assert (newest.by, newest.agenda) == ("Secretary", meeting.agenda)
    (row,) = visit.rows(say("meetings.change.frozen"))
    assert "Secretary" in row


def test_a_whole_theme_goes_on_and_off_the_agenda_and_the_browsers_order_is_taken_over(store):
    say, meeting = words("en"), written(store)
    visit, theme = visit_of(meeting, say), [goal.goal for goal in VAASA.goals_of("NEU")]
    visit.press(say("meetings.agenda.theme.on"))
    assert say("meetings.trouble.theme") in visit.notices
    visit.choose(say("meetings.agenda.theme"), "NEU ")
    visit.press(say("meetings.agenda.theme.on"))
    assert held(store, meeting.meeting).agenda == ("TYO3", *theme, "ASU1")
    visit.fill(say("meetings.agenda.order"), " ".join(["ASU1", *reversed(theme), "TYO3"]))
    assert held(store, meeting.meeting).agenda == ("ASU1", *reversed(theme), "TYO3")
    visit.fill(say("meetings.agenda.order"), "TYO3 TYO4")
    assert held(store, meeting.meeting).agenda == ("ASU1", *reversed(theme), "TYO3")
    visit.press(say("meetings.agenda.theme.off"))
    assert held(store, meeting.meeting).agenda == ("ASU1", "TYO3") and agenda_of(visit) == ["ASU1", "TYO3"]


def test_without_a_name_nothing_changes(store):
    say, meeting = words("en"), written(store)
    visit = Visit(at("meetings", lang="en", meeting=meeting.meeting))
    ordered = " ".join(meeting.agenda)
    for _ in range(2):
        visit.fill(say("meetings.agenda.order"), " ".join(reversed(meeting.agenda)))
        assert say("meetings.trouble.name") in visit.notices
        assert visit.field(say("meetings.agenda.order")).value == ordered, "the browser can tell the same order again"
    visit.press("TYO3 down")
    assert say("meetings.trouble.name") in visit.notices
    assert meetings.history(store, VAASA, meeting.meeting) == [meeting]


def test_day_and_name_are_changed_and_the_history_tells_it(store):
    say, meeting = words("fi"), written(store)
    visit = visit_of(meeting, say)
    visit.fill(day_label(say), "1.13.2026")
    visit.press(say("meetings.details.button"))
    assert say("meetings.trouble.day") in visit.notices
    later = COMING + timedelta(days=7)
    visit.fill(day_label(say), say.date(later))
    visit.fill(say("meetings.title.field"), "Uusi nimi")
    visit.press(say("meetings.details.button"))
    assert visit.title == "Uusi nimi"
    (history,) = visit.tables(say("meetings.history.caption"))
    _, newest, oldest = history
    assert newest[2] == f"{say('meetings.change.day', date=later)} · {say('meetings.change.title', title='Uusi nimi')}"
    assert "Chair" in oldest


def test_a_cancelled_meeting_is_found_again_and_taken_up(store):
    say, meeting = words("fi"), written(store, title="Peruttava kokous")
    visit = visit_of(meeting, say)
    visit.press(say("meetings.cancel.button"))
    assert say("meetings.trouble.confirm") in visit.notices
    visit.fill(say("meetings.cancel.confirm"), True)
    visit.press(say("meetings.cancel.button"))
    assert say("meetings.read-only.cancelled") in visit.text
    assert [one.state for one in meetings.history(store, VAASA, meeting.meeting)] == ["cancelled", "prepared"]
    assert not visit.buttons("TYO3 alas")

    visit = Visit(at("meetings", lang="fi", year=YEAR))
    (folded,) = [box for box in visit.page.expander if shown(box.label) == say("meetings.list.cancelled", n=1)]
    assert [shown(link.proto.label) for link in folded.get("page_link")] == [link for link, _ in visit.links("Peruttava kokous")]
    visit = visit_of(meeting, say)
    visit.press(say("meetings.reopen.cancelled"))
    assert say("meetings.done.reopened") in visit.notices
    assert held(store, meeting.meeting).state == "prepared"


def test_a_closed_meeting_is_only_read_until_it_is_reopened(store):
    say, meeting = words("sv"), written(store)
    visit = visit_of(meeting, say)
    visit.fill(say("meetings.present"), "Ordförande\nSekreterare")
    visit.press(say("meetings.close"))
    assert say("meetings.done.closed") in visit.notices and "Ordförande Sekreterare" in visit.text
    assert [(one.state, one.present) for one in meetings.history(store, VAASA, meeting.meeting)] == [
        ("closed", "Ordförande\nSekreterare"),
        ("prepared", ""),
    ]
    assert [shown(button.label) for button in visit.page.button] == [say("meetings.reopen.closed")]
    assert [shown(field.label) for kind in (visit.page.text_input, visit.page.text_area) for field in kind] == [say("meetings.by")]
    visit.press(say("meetings.reopen.closed"))
    assert say("meetings.done.reopened") in visit.notices
    assert visit.field(say("meetings.present")).value == "Ordförande\nSekreterare"
    on_paper = "".join(each.proto.body for each in visit.page.get("html") if each.proto.body.startswith('<dl class="m-facts m-on-paper"'))
    assert "Ordförande, Sekreterare" in on_paper, "the form is not printed"


def test_how_the_meeting_was_held_is_recorded_and_shown_when_it_is_closed(store):
    say, meeting = words("fi"), written(store)
    visit = visit_of(meeting, say)
    assert say("minutes.quorum.unknown") in visit.text
    fields = {"place": "Kaupungintalo", "chair": "Ada Berg", "members": "3", "checkers": "Dan\nEva", "first-section": "41"}
    for name, text in fields.items():
        visit.fill(say(f"meetings.record.{name}"), text)
    visit.fill(say("meetings.record.opened-at", example="§").split("§")[0], "25.00")
    visit.fill(say("meetings.names", who=say("meetings.present")), "Ada Berg\nDan")
    visit.press(say("meetings.present.button"))
    assert say("meetings.trouble.opened-at") in visit.notices and held(store, meeting.meeting) == meeting
    visit.fill(say("meetings.record.opened-at", example="§").split("§")[0], "klo 17.05")
    visit.press(say("meetings.close"))
    closed = held(store, meeting.meeting)
    assert closed.record == Record("Kaupungintalo", "17:05", "", "Ada Berg", "", "", "Dan\nEva", 3, 41) and closed.is_quorate
    assert all(text in visit.text for text in ("Kaupungintalo", "17.05", "Dan, Eva", say("minutes.quorum.yes", present=2, members=3)))
    assert say("meetings.change.record") in visit.rows(say("meetings.change.closed"))[0][2]


def test_that_there_is_no_figure_is_told_as_a_change(store):
    say, meeting = words("en"), written(store, agenda=("TYO4",), as_of=START + timedelta(days=10))
    deliver(store, 30, [figure("TYO4.1", "2020", None, status="M")], **ABOUT)
    what = f"TYO4.1 {say.name(VAASA.indicators['TYO4.1'])}"
    facts = {"before": say("value.none"), "after": say("chart.value-status.none")}
    assert say("meetings.changed.line", what=what, year=2020, **facts) in visit_of(meeting, say).text


def test_a_delivery_that_says_the_same_is_no_change_and_an_evaluation_is_one(store):
    say, meeting = words("en"), written(store, agenda=("TYO3",), as_of=START + timedelta(days=10))
    deliver(store, 30, counted({"2020": 6, "2021": 3}, "TYO3.1"), **ABOUT)
    visit = visit_of(meeting, say)
    assert say("meetings.material.same") in visit.text and not visit.buttons(say("meetings.material.freeze"))
    evaluation = {"goal": "TYO3", "year": 2021, "text": "It rained", "proposal": "", "sheet": "Sheet", "cell": "A1"}
    deliver(store, 31, [evaluation], "evaluations", **ABOUT)
    visit = visit_of(meeting, say)
    assert say("meetings.material.same") not in visit.text
    assert say("meetings.material.figures-same") in visit.text
    assert say("meetings.material.besides.evaluations", goals="TYO3") in visit.text
    visit.press(say("meetings.material.freeze"))
    assert say("meetings.material.same") in visit.text and not visit.buttons(say("meetings.material.freeze"))


def test_who_was_slower_than_the_closing_is_told(store):
    say, meeting = words("en"), written(store)
    visit = visit_of(meeting, say)
    closed = replace(meeting, state="closed", at=now())
    meetings.write(store, VAASA, closed, local(closed.by))
    visit.press("TYO3 off")
    assert say("meetings.trouble.closed") in visit.notices
    assert held(store, meeting.meeting) == closed


def test_the_list_tells_what_came_of_each_meeting(store):
    say, past = words("en"), written(store, TODAY - timedelta(days=3), title="Held and open", state="closed")
    for text in ("Two more visits", "One more adviser"):
        decisions.decide(
            store, VAASA, "TYO3", "agreed", Wording(text, "Unit", None, meeting=past.meeting, by="Secretary", at=now()), local("Secretary")
        )
    visit = Visit(at("meetings", lang="en", meeting="nothing"))
    assert say("meetings.unknown") in visit.notices
    assert "Reporting year 2021 · 3 goals · Closed · 2 open decisions" in visit.text
    ((_, parameters),) = visit.links("Held and open")
    assert parameters["meeting"] == [past.meeting]
    visit = Visit(at("meetings", lang="en", meeting=past.meeting))
    assert visit.title == "Held and open"
    ((_, parameters),) = visit.links(say("meetings.to-screen"))
    assert parameters["meeting"] == [past.meeting]


@pytest.mark.parametrize("language", languages())
def test_a_meeting_can_be_practised_on_the_example_data(tmp_path, monkeypatch, example_data, language):
    copied(example_data, tmp_path)
    monkeypatch.setenv("MONITORING_DATABASE", str(tmp_path / "monitoring.duckdb"))
    say = words(language)
    visit = Visit(at("meetings", lang=language, year=YEAR))
    assert say("meetings.practice") in visit.notices
    visit.fill(say("meetings.way"), "behind")
    visit.fill(day_label(say), COMING.isoformat())
    visit.fill(say("meetings.by"), "Secretary")
    visit.press(say("meetings.prepare.button"))
    assert {say("meetings.done.prepared"), say("meetings.practice")} <= set(visit.notices)
    assert len(agenda_of(visit)) > 1
    assert not re.search(r"\{\w+\}|\b(None|nan|NaN)\b", visit.text)


def test_a_decision_is_written_in_both_languages_and_where_one_is_missing_the_page_says_so(store):
    fi, sv, meeting = words("fi"), words("sv"), written(store)
    visit = Visit(at("meeting", lang="fi", meeting=meeting.meeting, goal="TYO3"))
    visit.fill(fi("decide.text"), "Kutsutaan Welcome Office")
    next(field for field in visit.page.text_input if re.fullmatch("decide-.*-by", field.key)).set_value("Sihteeri")
    visit.press(fi("decide.button.agreed"))
    assert fi("decide.done.agreed") in visit.notices
    (made,) = decisions.known(store, VAASA)
    assert made.now.texts == (("fi", "Kutsutaan Welcome Office"),) and made.now.responsible == next(
        one.unit for one in VAASA.units_of("TYO3", "lead")
    )

    def of_goal(language: str) -> str:
        visit = Visit(at("goal", lang=language, year=YEAR, goal="TYO3"))
        return next(each.proto.body for each in visit.page.get("html") if "Welcome Office" in each.proto.body and "blockquote" in each.proto.body)

    assert '<span lang="fi">Kutsutaan Welcome Office</span>' in of_goal("sv")
    assert sv("text.language", language=sv.language_name("fi")) in of_goal("sv") and "<span lang" not in of_goal("fi")
    named, today = f"Kutsutaan Welcome Office ({sv.language_name('fi')})", moments.today().isoformat()
    changes = Visit(at("changes", lang="sv", year=YEAR, **{"from": today, "to": today}))
    assert any(f'<span lang="fi">Kutsutaan Welcome Office</span> ({sv.language_name("fi")})' in each.proto.body for each in changes.page.get("html"))
    parts = next(parts for parts in suggested(Visit(at("", lang="sv", year=YEAR)).page) if ["Kutsutaan Welcome Office", "fi"] in parts)
    assert "".join(text for text, _ in parts) == sv("overview.search.decision", goal="TYO3", text=named)
    both = (("fi", "Kutsutaan Welcome Office"), ("sv", "Welcome Office bjuds in"))
    decisions.rewrite(store, VAASA, made.decision, replace(made.now, texts=both, meeting=meeting.meeting, at=now()), local("Sekreterare"))
    decisions.rewrite(store, VAASA, made.decision, replace(made.now, text=both[1][1], texts=both[::-1], at=now()), local("Sekreterare"))
    (made,) = decisions.known(store, VAASA)
    assert len(made.wordings) == 2, "which of the texts comes first is no change"
    assert "Welcome Office bjuds in" in of_goal("sv") and "<span lang" not in of_goal("sv")


def test_a_comment_on_a_decision_is_written_in_both_languages_and_named_and_marked_where_one_is_missing(store):
    fi, sv, meeting = words("fi"), words("sv"), written(store)
    wording = Wording("Kutsutaan väkeä", meeting=meeting.meeting, at=now(), texts=(("fi", "Kutsutaan väkeä"), ("sv", "Folk bjuds in")))
    made = decisions.decide(store, VAASA, "TYO3", "agreed", wording, local("Sihteeri"))

    def comment(**by_language: str) -> None:
        visit = Visit(at("meeting", lang="fi", meeting=meeting.meeting, goal="TYO3"))
        for language, text in by_language.items():
            next(field for field in visit.page.text_input if field.key.endswith(f"-comment-{language}")).set_value(text)
        next(field for field in visit.page.text_input if re.fullmatch("decision-.*-by", field.key)).set_value("Sihteeri")
        visit.press(fi("decide.button.change"))
        assert fi("decide.done.change") in visit.notices
        (box,) = [each for each in visit.page.expander if shown(each.label) == fi("decide.change", text=wording.text)]
        assert box.proto.expanded, "its notice is in it"

    def history(language: str) -> str:
        visit = Visit(at("goal", lang=language, year=YEAR, goal="TYO3"))
        caption = words(language)("decision.history.caption")
        return next(each.proto.body for each in visit.page.get("html") if caption in each.proto.body)

    comment(fi="Kutsut lähtivät")
    named = f'<span lang="fi">Kutsut lähtivät</span> ({sv.language_name("fi")})'
    assert named in history("sv") and "<span lang" not in history("fi")
    comment(fi="Kutsut lähtivät", sv="Inbjudningarna har gått ut")
    assert "Inbjudningarna har gått ut" in history("sv") and history("sv").count("Kutsut lähtivät") == 1
    (known,) = decisions.known(store, VAASA)
    assert known.decision == made and [dict(one.comments) for one in known.wordings] == [
        {},
        {"fi": "Kutsut lähtivät"},
        {"fi": "Kutsut lähtivät", "sv": "Inbjudningarna har gått ut"},
    ]
    decisions.rewrite(store, VAASA, made, replace(known.now, comments=known.now.comments[::-1], at=now()), local("Sihteeri"))
    assert len(decisions.known(store, VAASA)[0].wordings) == 3


def test_a_meeting_with_the_usual_name_has_it_in_every_language_and_another_name_is_given_in_both_or_named(store):
    fi, sv = words("fi"), words("sv")

    def heading(language: str) -> str:
        visit = Visit(at("meetings", lang=language, meeting=meeting.meeting))
        return visit.title if visit.page.title else next(each.proto.body for each in visit.page.get("html") if "<h1 class" in each.proto.body)

    def named(**by_language: str) -> None:
        visit = visit_of(held(store, meeting.meeting), fi)
        for language, text in by_language.items():
            next(field for field in visit.page.text_input if field.key == f"meeting-title-fi-{meeting.meeting}-{language}").set_value(text)
        visit.press(fi("meetings.details.button"))
        assert fi("meetings.done.details") in visit.notices

    usual = {language: words(language)("meetings.title.usual") for language in languages()}
    for number, titles in (("", ()), ("", (("fi", usual["fi"]),)), (" 2/2026", (("fi", f"{usual['fi']} 2/2026"),))):
        meeting = written(store, title=usual["fi"] + number, titles=titles)
        assert [heading(language) for language in languages()] == [text + number for text in usual.values()]
    named(fi="Kokous saaressa")
    assert heading("fi") == "Kokous saaressa"
    assert heading("sv") == f'<h1 class="m-title"><span lang="fi">Kokous saaressa</span> ({sv.language_name("fi")})</h1>'
    listed = Visit(at("meetings", lang="sv"))
    assert f"{sv.date(COMING)} *Kokous saaressa*" in [label for label, _ in listed.links()]
    assert html.languages({f"goal-row-meeting-{meeting.meeting}": "fi"}) in [each.proto.body for each in listed.page.get("html")]
    assert any(sv("text.language", language=sv.language_name("fi")) in each.proto.body for each in listed.page.get("html"))
    on_the_screen = Visit(at("meeting", lang="sv", meeting=meeting.meeting))
    assert any('<h1 class="m-title"><span lang="fi">Kokous saaressa</span>' in each.proto.body for each in on_the_screen.page.get("html"))
    named(fi="Kokous saaressa", sv="Möte på ön")
    assert (heading("fi"), heading("sv")) == ("Kokous saaressa", "Möte på ön")
    before = meetings.history(store, VAASA, meeting.meeting)
    named()
    assert meetings.history(store, VAASA, meeting.meeting) == before, "nothing was changed"


def test_a_name_whose_language_nobody_knows_gets_none_by_looking_at_it(store):
    meeting, fi = written(store), words("fi")
    visit = visit_of(meeting, fi)
    visit.fill(day_label(fi), fi.date(COMING + timedelta(days=1)))
    visit.press(fi("meetings.details.button"))
    assert (held(store, meeting.meeting).titles, held(store, meeting.meeting).title) == ((), TITLE)
    assert Visit(at("meetings", lang="sv", meeting=meeting.meeting)).title == TITLE


def test_a_half_typed_name_becomes_nobody_and_a_new_name_has_a_field_of_its_own(store):
    say, meeting = words("en"), written(store)
    visit = Visit(at("meeting", lang="en", meeting=meeting.meeting, goal="TYO3"))
    visit.fill(say("decide.text"), "Ask the band")
    visit.fill(say("decide.by"), "Secretary")
    assert visit.field(say("decide.who")).value == say.name(VAASA.units["welcome-office"])
    visit.fill(say("decide.who"), say.name(VAASA.units["opistot"])[:5])
    visit.press(say("decide.button.agreed"))
    assert say("decide.trouble.who") in visit.notices
    assert decisions.known(store, VAASA) == []
    visit.fill(say("decide.who.new"), "The town's band")
    visit.press(say("decide.button.agreed"))
    (made,) = decisions.known(store, VAASA)
    assert made.now.responsible == "The town's band"
    visit = Visit(at("meeting", lang="en", meeting=meeting.meeting, goal="NEU1"))
    assert [["The town's band", ""]] in suggested(visit.page)
    visit.fill(say("decide.text"), "Ask the schools")
    visit.fill(say("decide.by"), "Secretary")
    visit.fill(say("decide.who"), say.name(VAASA.units["opistot"]).upper())
    visit.press(say("decide.button.agreed"))
    assert [made.now.responsible for made in decisions.known(store, VAASA) if made.goal == "NEU1"] == ["opistot"]
