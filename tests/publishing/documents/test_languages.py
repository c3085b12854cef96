"""Texts that people wrote in one language, in a document of the other: each says in which language it is, and is marked so for screen readers."""

from __future__ import annotations

import copy
import io
import pickle
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation

from monitoring.assessed_year import AssessedYear
from monitoring.council.decisions import Decision, Wording
from monitoring.model import CouncilTarget, Evaluation, EvaluationText, Trace
from monitoring.words import Written, parts_of, words
from publishing.documents import chart_workbook, minutes, slides
from tests.monitoring.reported import TAGS, published, reported
from tests.publishing.documents.test_minutes import AUTUMN, MEETING, protocol
from tests.publishing.documents.test_pdf import opened, squeezed, tags

__all__ = ["reported"]

FINNISH, SWEDISH = "Lasketaan veneet\nkahdesti.", "Båtarna räknas två gånger."
SAY, FI = words("sv"), words("fi")
NAMED = f"{FINNISH} ({SAY.language_name('fi')})"
DECIDED = Decision("decided", "STR1", "agreed", (Wording(FINNISH, "port", meeting="autumn", at=AUTUMN, texts=(("fi", FINNISH),)),))
OPEN = Decision("open", "STR1", "agreed", (Wording("Aiempi päätös", "port", at=datetime(2022, 3, 1), texts=(("fi", "Aiempi päätös"),)),))
BOTH = Decision("both", "STR1", "agreed", (Wording(FINNISH, "port", meeting="autumn", at=AUTUMN, texts=(("fi", FINNISH), ("sv", SWEDISH))),))
OF_NOBODY_KNOWS = Decision("unknown", "STR1", "agreed", (Wording("Print the map", "port", at=AUTUMN),))


@pytest.fixture
def written(reported) -> AssessedYear:
    """With a unit's words about a goal, in Finnish."""
    text, proposal = "Vene on vuotanut.\nNyt ei.", "Uusi vene."
    trace = Trace("upload", "form.xlsx", "Arviot", "D5", "Port", AUTUMN)
    evaluation = Evaluation("STR1", "port", 2021, text, proposal, trace, (EvaluationText("fi", text, proposal),))
    goals = reported.goals | {"STR1": replace(reported.goals["STR1"], evaluations=(evaluation,))}
    return replace(reported, goals=goals)


def runs_in_finnish(file) -> list[str]:
    return [run.text for run in every_run(file) if (lang := run._r.find(f".//{qn('w:lang')}")) is not None and lang.get(qn("w:val")) == TAGS["fi"]]


def every_run(file):
    cells = [paragraph for table in file.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return [run for paragraph in (*file.paragraphs, *cells) for run in paragraph.runs]


def test_minutes_mark_each_text_and_say_its_language(reported):
    reason = "Veneitä on enemmän."
    target = CouncilTarget("STR1.1", None, 2022, reason, "autumn", "Secretary", AUTUMN, (("fi", reason),))
    known = (DECIDED, OPEN, OF_NOBODY_KNOWS)
    file = Document(io.BytesIO(minutes.docx(protocol(reported, "sv", known, targets=[target]), SAY)))
    assert runs_in_finnish(file) == [FINNISH, reason, "Aiempi päätös", FINNISH, "Aiempi päätös"]
    bullets = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == "List Bullet"]
    assert next(text for text in bullets if FINNISH in text).startswith(SAY("minutes.agreed", text=NAMED))
    assert any(reason in text and SAY.language_name("fi") in text for text in bullets)


def test_minutes_mark_a_comment_and_the_meetings_name(reported):
    comment = "Veneet on jo laskettu."
    known = replace(OPEN, wordings=(*OPEN.wordings, replace(OPEN.now, meeting="autumn", at=AUTUMN, comment=comment, comments=(("fi", comment),))))
    meeting = replace(MEETING, title="Syyskokous", titles=(("fi", "Syyskokous"),))
    made = replace(protocol(reported, "sv", (known,)), meeting=meeting.in_language("sv"))
    file = Document(io.BytesIO(minutes.docx(made, SAY)))
    assert {"Syyskokous", comment} <= set(runs_in_finnish(file))
    assert file.paragraphs[0].text == f"Syyskokous ({SAY.language_name('fi')})"
    assert any(SAY("minutes.comment", comment=f"{comment} ({SAY.language_name('fi')})") in paragraph.text for paragraph in file.paragraphs)


def test_a_text_that_is_the_same_in_both_languages_is_in_the_readers():
    same = Wording("OK", texts=(("fi", "OK"), ("sv", "OK")), comment="OK", comments=(("fi", "OK"), ("sv", "OK")))
    assert [(one.language, one.comment_language) for one in (same.in_language("fi"), same.in_language("sv"))] == [("fi", "fi"), ("sv", "sv")]
    target = CouncilTarget("STR1.1", None, 2022, "OK", reasons=(("fi", "OK"), ("sv", "OK")))
    meeting = replace(MEETING, title="OK", titles=(("fi", "OK"), ("sv", "OK")))
    assert target.in_language("sv").language == meeting.in_language("sv").language == "sv"


def test_minutes_in_the_language_of_a_text_mark_nothing(reported):
    finnish = Document(io.BytesIO(minutes.docx(protocol(reported, "fi", (DECIDED, BOTH)), FI)))
    swedish = Document(io.BytesIO(minutes.docx(protocol(reported, "sv", (BOTH,)), SAY)))
    assert runs_in_finnish(finnish) == runs_in_finnish(swedish) == []
    assert MEETING.title in finnish.paragraphs[0].text and any(SWEDISH in paragraph.text for paragraph in swedish.paragraphs)


def test_a_pdf_has_a_span_in_the_language_of_each_text(written):
    reader = opened(published(written, SAY, known=(DECIDED,)), SAY)
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("sv")
    in_finnish = [one for one in tags(reader) if one.get("/Lang") == "fi"]
    spans = b"".join(page.get_contents().get_data() for page in reader.pages).count(b"/Lang(fi)")
    assert len(in_finnish) + spans == 5, "two lines of the evaluation and the proposal; the goal's decision; the list of what is open"
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert squeezed(NAMED) in text and squeezed(f"2021 ({SAY.language_name('fi')}):") in text
    assert squeezed(FI("goal.evaluation.with-proposal", text="Vene on vuotanut. Nyt ei.", proposal="Uusi vene.")) in text
    plain = opened(published(written, FI, known=(DECIDED,)), FI)
    assert squeezed(f"({SAY.language_name('fi')})") not in squeezed("".join(page.extract_text() for page in plain.pages))


def test_slides_mark_the_units_words_in_the_notes_and_decisions_in_tables(written):
    deck = Presentation(io.BytesIO(slides.pptx(published(written, SAY, known=(DECIDED,)), SAY)))
    found = []
    for slide in deck.slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame] + [slide.notes_slide.notes_text_frame]
        frames += [cell.text_frame for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        for paragraph in (paragraph for frame in frames for paragraph in frame.paragraphs):
            found += [run.text for run in paragraph.runs if run.font._element.get("lang") == TAGS["fi"]]
    assert {"Vene on vuotanut.", "Nyt ei.", *FINNISH.split("\n")} <= {*found}


def test_a_workbook_says_in_which_language_a_text_is(written):
    """The format has no mark for it."""
    book = load_workbook(io.BytesIO(chart_workbook.xlsx(published(written, SAY, known=(DECIDED,)), SAY)))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert NAMED in said and any(text.endswith(f"2021 ({SAY.language_name('fi')})") for text in said)


def test_a_text_keeps_its_parts_when_it_is_copied():
    text = SAY.written(FINNISH, "fi")
    assert isinstance(text, Written) and text == NAMED
    for copied in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert (copied, parts_of(copied)) == (NAMED, ((FINNISH, "fi"), (f" ({SAY.language_name('fi')})", "")))
    assert SAY.written(FINNISH, "") is FINNISH and FI.written(FINNISH, "fi") is FINNISH
