"""Minutes, read back from the Word file: the meeting's goals in its order, what it decided and what waits still, all deadlines, real styles."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from docx import Document
from docx.oxml.ns import qn

from monitoring import assessed_year, breakdowns, catalogue, charts, reasons, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.council import council_targets, decisions, meetings
from monitoring.council.decisions import Decision, Wording
from monitoring.council.meetings import Meeting, Record
from monitoring.model import CouncilTarget
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import languages, words
from publishing.documents import minutes
from publishing.documents.content import Edition
from tests.monitoring.reported import TAGS
from tests.monitoring.test_breakdowns import with_breakdowns
from tests.monitoring.test_snapshot import HARBOUR, SCORE, deliver, figure, pairs

SPRING, AUTUMN, CLOSED, AFTER = datetime(2022, 3, 1), datetime(2022, 10, 3, 9), datetime(2022, 10, 3, 15), datetime(2023, 1, 9)
MEETING = Meeting("autumn", "Autumn meeting", date(2022, 10, 3), 2021, ("STR2", "STR1", "BOA1"), AUTUMN, present="Chair\n\n  Port \n", at=AUTUMN)
EDITION = Edition(date(2022, 10, 3), "version-4711")


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    own = Store(tmp_path_factory.mktemp("store") / "monitoring.duckdb")
    deliver(own, 1, [figure("STR1.1", "2020", 12), figure("STR1.1", "2021", 9)])
    return own


@pytest.fixture(scope="module")
def reported(store) -> AssessedYear:
    return assessed_year.at(snapshot.read(store, catalogue.read(HARBOUR)), 2021)


def decision(name: str, goal: str, *wordings: Wording, kind: str = "agreed") -> Decision:
    return Decision(name, goal, kind, wordings)


NEW = decision("new", "STR1", Wording("Count the boats twice", "port", date(2023, 5, 1), meeting="autumn", at=AUTUMN))
NOTED = decision("noted", "STR1", Wording("The pier is closed", meeting="autumn", at=AUTUMN), kind="noted")
OLD = decision("old", "STR1", Wording("Print the map", "Secretary", date(2022, 6, 1), meeting="spring", at=SPRING))
FINISHED = decision(
    "finished",
    "STR2",
    Wording("Mend the lamp", "Electrician", date(2022, 9, 1), meeting="spring", at=SPRING),
    Wording("Mend the lamp", "Electrician", date(2022, 9, 1), "done", "Shines since June", "autumn", at=AUTUMN),
)
LONG_DONE = decision("done", "STR2", Wording("Paint it", meeting="spring", at=SPRING), Wording("Paint it", state="done", at=SPRING))
ELSEWHERE = decision("elsewhere", "SAY1", Wording("Ask again", "", date(2022, 12, 31), meeting="spring", at=SPRING))
LATER = decision("later", "STR1", Wording("Sell the boats", "Port", date(2023, 9, 1), meeting="winter", at=AFTER))
ALL = (NEW, NOTED, OLD, FINISHED, LONG_DONE, ELSEWHERE, LATER)


def protocol(
    reported: AssessedYear,
    language: str = "en",
    known: Sequence[Decision] = ALL,
    meeting: Meeting = MEETING,
    edition=EDITION,
    targets: Sequence[CouncilTarget] = (),
    **changed,
):
    return minutes.protocol(meeting, reported, known, changed, words(language), edition, targets)


def opened(made: minutes.Protocol, language: str = "en"):
    return Document(io.BytesIO(minutes.docx(made, words(language))))


def lines(file) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs]


def under(file, heading: str) -> list[tuple[str, str]]:
    """What stands between a first-level heading that ends with these words and the next one."""
    found = lines(file)
    start = next(place for place, (style, text) in enumerate(found) if style == "Heading 1" and text.endswith(heading))
    after = (place for place, (style, _) in enumerate(found) if style == "Heading 1" and place > start)
    return found[start + 1 : next(after, len(found))]


def test_the_goals_stand_in_the_order_of_the_agenda_with_their_status(reported):
    made = protocol(reported)
    assert [item.code for item in made.items] == ["STR2", "STR1", "BOA1"]
    for item in made.items:
        view = reported.goals[item.code]
        assert (item.mark.status, item.sentence) == (view.assessment.status, reasons.goal_sentence(view.assessment, view.indicators, words("en")))


@pytest.mark.parametrize(
    ("code", "written", "waiting"),
    [
        ("STR1", [("Count the boats twice", True), ("The pier is closed", True)], ["Print the map"]),
        ("STR2", [("Mend the lamp", False)], []),
        ("BOA1", [], []),
    ],
)
def test_what_the_meeting_wrote_and_what_was_open_before(reported, code, written, waiting):
    closed = replace(MEETING, state="closed", at=CLOSED)
    item = next(item for item in protocol(reported, meeting=closed).items if item.code == code)
    assert [(one.wording.text, one.is_new) for one in item.written] == written
    assert [one.wording.text for one in item.still_open] == waiting


@pytest.mark.parametrize("language", languages())
def test_until_the_meeting_is_closed_its_minutes_are_a_draft(reported, language):
    draft = ("Normal", words(language)("minutes.draft"))
    of = {state: lines(opened(protocol(reported, meeting=replace(MEETING, state=state, at=CLOSED)), language)) for state in ("prepared", "closed")}
    assert (draft in of["prepared"], draft in of["closed"]) == (True, False)


def test_before_the_meeting_is_closed_everything_until_now_is_in_it(reported):
    assert [one.wording.text for one in protocol(reported).items[1].still_open] == ["Print the map", "Sell the boats"]


def test_a_later_wording_changes_no_earlier_minutes(reported):
    again = replace(NEW, wordings=(*NEW.wordings, Wording("Count the boats once", state="done", meeting="winter", at=AFTER)))
    closed_then = replace(OLD, wordings=(*OLD.wordings, Wording("Print the map", state="done", meeting="winter", at=AFTER)))
    item = protocol(reported, known=[again, closed_then], meeting=replace(MEETING, state="closed", at=CLOSED)).items[1]
    assert [(one.wording.text, one.wording.state) for one in item.decisions] == [("Count the boats twice", "open"), ("Print the map", "open")]


def test_tasks_are_all_open_decisions_the_first_day_first_and_those_without_one_last(reported):
    made = protocol(reported, known=[decision("some-day", "STR1", Wording("Paint the pier", "port", meeting="autumn", at=AUTUMN)), *ALL])
    assert [(one.due, one.what, one.goal, one.is_late) for one in made.tasks] == [
        (date(2022, 6, 1), "Print the map", "STR1", True),
        (date(2022, 12, 31), "Ask again", "SAY1", False),
        (date(2023, 5, 1), "Count the boats twice", "STR1", False),
        (date(2023, 9, 1), "Sell the boats", "STR1", False),
        (None, "Paint the pier", "STR1", False),
    ]


@pytest.mark.parametrize("language", languages())
def test_the_document_says_all_of_it(reported, language):
    say, made = words(language), protocol(reported, language, STR1=("STR1.1 2021: 9 → 10",))
    file = opened(made, language)
    text = "\n".join(text for _, text in lines(file))
    assert lines(file)[:2] == [("Title", "Autumn meeting"), ("Subtitle", say("minutes.kind"))]
    for output in (say.name(reported.catalogue.programme), say.date(MEETING.on), "2021", "version-4711"):
        assert output in text
    assert under(file, say("minutes.present")) == [("List Bullet", "Chair"), ("List Bullet", "Port")]
    before, after = (
        [say(f"minutes.section.{name}") for name in names] for names in (("opening", "quorum", "checking", "agenda"), ("tasks", "closing"))
    )
    headings = [text for style, text in lines(file) if style == "Heading 1" and text.startswith("§")]
    goals = [f"{item.code} {item.name}" for item in made.items]
    assert headings == [f"§ {number} {title}" for number, title in enumerate([*before, *goals, *after], 1)]

    port, who, due = say.name(reported.catalogue.units["port"]), "minutes.responsible", "minutes.due"
    agreed = "\n".join((say("minutes.agreed", text="Count the boats twice"), f"{say(who, who=port)} · {say(due, due=date(2023, 5, 1))}"))
    found = under(file, f"STR1 {made.items[1].name}")
    assert found[0][1] == f"{made.items[1].mark}. {made.items[1].sentence}"
    assert ("List Bullet", agreed) in found and ("List Bullet", say("minutes.noted", text="The pier is closed")) in found
    assert ("List Bullet", "STR1.1 2021: 9 → 10") in found
    assert found.index(("Heading 2", say("minutes.still-open"))) < [text.split("\n")[0] for _, text in found].index("Print the map")
    changed = [text for _, text in under(file, f"STR2 {made.items[0].name}") if "Mend the lamp" in text]
    assert changed and all(output in changed[0] for output in (say("minutes.state.done"), say("minutes.comment", comment="Shines since June")))
    assert under(file, f"BOA1 {made.items[2].name}")[-1] == ("Normal", say("minutes.nothing"))
    assert {say("minutes.signature.chair"), say("minutes.signature.secretary")} <= set(lines(file)[-1][1].split("\t"))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("text", ["{noted}", "{noted} att bron är stängd"])
def test_that_something_was_noted_is_in_the_minutes_once(reported, language, text):
    """Where nothing was typed, the decision's text are these very words; some begin their own text with them."""
    noted = words("sv")("decide.noted.text").rstrip(".")
    own = Wording(text.format(noted=noted), meeting="autumn", at=AUTUMN, texts=(("sv", text.format(noted=noted)),))
    document = opened(protocol(reported, language, [decision("noted", "STR1", own, kind="noted")]), language)
    lines = [paragraph.text for paragraph in document.paragraphs if noted in paragraph.text]
    assert lines == [str(words(language).written(own.text, "sv"))]


@pytest.mark.parametrize("language", languages())
def test_the_tasks_are_a_table_whose_headings_repeat(reported, language):
    say, made = words(language), protocol(reported, language)
    (table,) = opened(made, language).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == [say(f"minutes.task.{name}") for name in ("due", "responsible", "what", "goal")]
    assert rows[1] == [say("minutes.task.late", due=date(2022, 6, 1)), "Secretary", "Print the map", "STR1"]
    assert [row[2] for row in rows[1:]] == [task.what for task in made.tasks]
    repeats = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeats == [True, *[False] * len(made.tasks)]


@pytest.mark.parametrize("language", languages())
def test_language_properties_and_page_numbers(reported, language):
    made = protocol(reported, language)
    file = opened(made, language)
    tags = {element.get(qn("w:val")) for element in file.styles.element.iter(qn("w:lang"))}
    assert tags == {TAGS[language]} and file.core_properties.language == TAGS[language]
    assert (file.core_properties.author, "Autumn meeting" in file.core_properties.title) == (made.programme, True)
    foot = file.sections[0].footer
    assert [field.text for field in foot._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert "Autumn meeting" in foot.paragraphs[0].text


def test_the_banner_stands_on_every_page_of_example_data_only(reported):
    banner = words("en")("banner.example")
    example, own = (opened(protocol(reported, edition=replace(EDITION, banner=text))) for text in (banner, ""))
    assert ("Normal", banner) in lines(example) and example.sections[0].header.paragraphs[0].text == banner
    assert banner not in "".join(text for _, text in lines(own)) + own.sections[0].header.paragraphs[0].text


def test_nothing_decided_and_nobody_written_down_is_said(reported):
    file, say = opened(protocol(reported, known=[], meeting=replace(MEETING, present=" \n"))), words("en")
    assert under(file, say("minutes.present")) == [("Normal", say("minutes.present.none"))]
    assert [text for _, text in lines(file)].count(say("minutes.nothing")) == len(MEETING.agenda)
    assert under(file, say("minutes.section.tasks")) == [("Normal", say("minutes.tasks.none"))] and file.tables == []


RECORD = Record("Town hall", "17:00", "18:30", "Ada Berg", "Bo Sund", "Cia (guest)", "Dan\nEva", 3, 41)


@pytest.mark.parametrize("language", languages())
def test_how_the_meeting_was_held_is_in_its_sections(reported, language):
    say = words(language)
    file = opened(protocol(reported, language, meeting=replace(MEETING, record=RECORD)), language)
    text = {name: " ".join(text for _, text in under(file, say(f"minutes.section.{name}"))) for name in ("opening", "quorum", "checking", "closing")}
    five, half_past_six = (say.time(time(hour, minute)) for hour, minute in ((17, 0), (18, 30)))
    assert text["opening"] == f"{say('minutes.opening.chair.time', chair='Ada Berg', at=five)} {say('minutes.opening.secretary', name='Bo Sund')}"
    assert text["quorum"] == say("minutes.quorum.yes", present=2, members=3)
    assert text["checking"] == f"{say('minutes.checking', n=2)} Dan Eva"
    assert text["closing"] == say("minutes.closing", at=half_past_six)
    assert ("List Bullet", "Cia (guest)") in under(file, say("minutes.present"))
    assert next(text for style, text in lines(file) if text.startswith("§")).startswith("§ 41 ")
    signed = " ".join(text for _, text in under(file, say("minutes.signatures")))
    assert all(name in signed for name in ("Ada Berg", "Bo Sund", "Dan", "Eva"))


@pytest.mark.parametrize(
    ("present", "members", "is_quorate"), [("A\nB", 3, True), ("A\nB", 4, False), ("A\n\n B \nC", 5, True), ("A", 0, None), ("", 3, None)]
)
def test_a_meeting_is_quorate_with_more_than_half_of_the_members(present, members, is_quorate):
    assert replace(MEETING, present=present, record=Record(members=members)).is_quorate is is_quorate


def test_targets_that_the_meeting_set_are_in_it_with_their_reason(reported):
    target = council_targets.made(reported.catalogue, "STR1.1", "each-year", "down", 8, 2022, 2024)
    asked = CouncilTarget("STR1.1", target, 2022, "The quay is wider now", "autumn")
    item = protocol(reported, targets=(asked, replace(asked, target=None, reason="A slip of the pen"))).items[1]
    assert len(item.targets) == 2 and "8" in item.targets[0]
    assert item.targets[0].endswith(". Applies from 2022 on. Reason: The quay is wider now")
    assert item.targets[1].endswith("The programme’s own target applies again. Reason: A slip of the pen")


def test_words_from_anywhere_make_a_file_that_opens(reported):
    odd = "Loud\x0b \x00bell\ud800 <&> ]]> 👩‍🔧\nسلام"
    evil = decision("evil", "STR1", Wording(odd, odd, date(2023, 5, 1), comment=odd, meeting="autumn", at=AUTUMN))
    made = protocol(
        reported, known=[evil], meeting=replace(MEETING, title=odd, present=odd), edition=Edition(date(2022, 10, 3), odd, odd), STR1=(odd,)
    )
    file = opened(made)
    kept = "Loud bell <&> ]]> 👩‍🔧\nسلام"
    assert lines(file)[0] == ("Title", kept) and file.tables[0].rows[1].cells[2].text == kept
    assert sum(kept in text for _, text in lines(file)) >= 4


def test_a_meeting_out_of_the_store(store, reported):
    """What the pages do: written, read again, printed."""
    meetings.write(store, reported.catalogue, MEETING, local(MEETING.by))
    for number, text in enumerate(("Count the boats twice", "Count them at night")):
        decisions.decide(
            store,
            reported.catalogue,
            "STR1",
            "agreed",
            Wording(text, "port", meeting="autumn", by="Secretary", at=AUTUMN),
            local("Secretary"),
            f"d{number}",
        )
    (held,) = meetings.known(store, reported.catalogue)
    made = protocol(reported, known=decisions.known(store, reported.catalogue), meeting=held)
    assert [one.wording.text for one in made.items[1].written] == ["Count the boats twice", "Count them at night"]
    assert "Secretary" not in "".join(text for _, text in under(opened(made), made.items[1].name))


@pytest.mark.parametrize("language", languages())
def test_the_gap_between_categories_is_told_as_the_meeting_saw_it(language, tmp_path):
    programme, own, say = catalogue.read(with_breakdowns(tmp_path)), Store(tmp_path / "own.duckdb"), words(language)
    rows = pairs(SCORE, ("mean", "respondents"), {"2021": (3.5, 40)})
    deliver(
        own,
        1,
        rows + [row for sex, mean in (("F", 3.2), ("M", 3.8)) for row in pairs(SCORE, ("mean", "respondents"), {"2021": (mean, 20)}, {"sex": sex})],
    )
    assessed = assessed_year.at(snapshot.read(own, programme), 2021)
    goal = programme.indicators[SCORE].goal
    made = minutes.protocol(replace(MEETING, agenda=(goal,)), assessed, (), {}, say, EDITION)
    view = assessed.indicators[SCORE]
    told = f"{charts.categories_title(view, view.breakdowns[0], say)}. {breakdowns.sentence(view, view.breakdowns[0], say)}"
    assert made.items[0].gaps == (told,) and say.number(0.6, 1) in told
    texts = [text for _, text in lines(opened(made, language))]
    assert texts.index(told) == 1 + next(place for place, text in enumerate(texts) if made.items[0].sentence in text)
