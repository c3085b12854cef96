"""A unit's words and notes have a language: the form's, or that of the column beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from loaders.forms.template import HEADING_ROW
from monitoring import assessed_year, charts, evaluation_texts, snapshot
from monitoring.model import Evaluation, EvaluationText
from monitoring.trust.people import local
from monitoring.words import OFFICIAL, languages, parts_of, words
from tools.form_filling import Form

FINNISH = EvaluationText("fi", "Avattiin syksyllä.", "Muistutus keväällä.")
SWEDISH = EvaluationText("sv", "Öppnades på hösten.", "En påminnelse på våren.")


@pytest.fixture
def written(store, programme) -> Callable[[], Evaluation]:
    """What holds now of the only evaluation."""

    def now() -> Evaluation:
        (evaluation,) = snapshot.read(store, programme).evaluations
        return evaluation

    return now


def evaluate(form: Form, *texts: EvaluationText) -> Form:
    """The goal SOS1 of 2020; each text in the column of its language. The title makes it another file than the form that is then given out."""
    form.book.properties.title = "filled in"
    for one in texts:
        form.evaluation("SOS1", 2020, one.text, one.proposal, "" if one.language == form.words.language else one.language)
    return form


def without_other_languages(form: Form) -> Form:
    """As forms were given out before they had columns for other languages."""
    for sheet in form.book.worksheets:
        for cell in reversed(sheet[HEADING_ROW]):
            if str(cell.value).endswith(f"({words('sv')('language.name')})"):
                sheet.delete_cols(cell.column)
    return form


def with_headings_mixed(form: Form) -> Form:
    """A Finnish form with a Swedish heading."""
    for sheet in form.book.worksheets:
        for cell in sheet[HEADING_ROW]:
            if cell.value == words("fi")("form.column.goal"):
                cell.value = words("sv")("form.column.goal")
    return form


def changed(checked) -> list[tuple]:
    return [(change.kind, change.before, change.after) for change in checked.changes]


@pytest.mark.parametrize("language", languages())
def test_a_text_is_in_the_language_of_its_form(language, form, accept, written):
    text = EvaluationText(language, "…", "")
    accept(evaluate(form(language=language), text))
    assert (written().language, written().texts) == (language, (text,))


@pytest.mark.parametrize("language", languages())
def test_a_form_takes_the_same_in_the_other_languages_and_is_given_out_with_it(language, form, accept, check, written):
    accept(evaluate(form(language=language), FINNISH, SWEDISH))
    assert written().texts == (FINNISH, SWEDISH)
    assert written().language == ("sv" if language == "sv" else "fi")
    for other in languages():
        back = check(form(language=other))
        assert back.findings == () and [change.kind for change in back.changes] == ["same"]


def test_only_the_other_language_may_be_written(form, accept, written):
    accept(evaluate(form(), SWEDISH))
    assert (written().text, written().language) == (SWEDISH.text, "sv")


def test_a_language_that_is_no_longer_the_forms_has_a_column_too(form, check, accept, written):
    accept(evaluate(form(language="en"), EvaluationText("en", "Opened in autumn.", "")))
    back = form(language="sv")
    assert [change.kind for change in check(back).changes] == ["same"]
    accept(evaluate(back, SWEDISH))
    assert [one.language for one in written().texts] == ["en", "sv"]


def test_a_form_without_the_columns_is_read_as_before(form, accept, check, written):
    old = without_other_languages(form())
    assert not any("(" in str(cell.value) for sheet in old.book for cell in sheet[HEADING_ROW])
    assert not accept(evaluate(old, FINNISH)).findings
    assert written().texts == (FINNISH,)
    assert [change.kind for change in check(old).changes] == ["same"]


def test_headings_of_two_languages_say_none(form, accept, written):
    accept(evaluate(with_headings_mixed(form()), FINNISH))
    assert (written().text, written().language, written().texts) == (FINNISH.text, "", ())


def test_what_came_without_a_language_gets_it_with_its_translation_only(form, accept, check, written):
    """A stored text that nobody knows the language of stands in the form's own column, and is not changed by coming back."""
    accept(evaluate(with_headings_mixed(form()), FINNISH))
    assert written().language == ""
    assert [change.kind for change in check(form()).changes] == ["same"]
    accept(evaluate(form(), SWEDISH))
    assert written().texts == (FINNISH, SWEDISH)


def test_an_empty_cell_removes_no_text_and_a_translation_is_a_change(form, accept, check, written):
    accept(evaluate(form(), FINNISH))
    second = evaluate(form(), FINNISH, SWEDISH)
    whole = ("\n\n".join((FINNISH.text, FINNISH.proposal)), "\n\n".join((SWEDISH.text, SWEDISH.proposal)))
    assert changed(check(second)) == [("changed", whole[0], "\n\n".join(whole))]
    accept(second)
    better = EvaluationText("sv", "Öppnades i oktober.", "")
    third = form().evaluation("SOS1", 2020, None)
    accept(evaluate(third, better))
    assert written().texts == (FINNISH, better)


def test_what_the_unit_wrote_on_its_page_is_in_its_next_form(form, accept, written, store, programme):
    accept(evaluate(form(), FINNISH))
    evaluation_texts.write(store, programme, written(), [SWEDISH], local("coordinator"))
    accept(evaluate(form(), EvaluationText("fi", "Avattiin lokakuussa.", "")))
    assert [(one.language, one.text) for one in written().texts] == [("fi", "Avattiin lokakuussa."), ("sv", SWEDISH.text)]


def test_the_text_of_another_language_may_be_too_long_as_well(form, check):
    (finding,) = check(evaluate(form(), FINNISH, EvaluationText("sv", "å" * 4001, ""))).findings
    assert (finding.code, finding.cell) == ("text-too-long", "E12")


def test_an_evaluation_in_another_language_is_a_filled_row(form, check):
    sent = evaluate(form(), SWEDISH)
    sheet = next(sheet for sheet in sent.book.worksheets if sheet.title == words("fi")("form.sheet.earlier"))
    row = next(row for row in sheet.iter_rows(min_row=HEADING_ROW + 1) if (row[0].value, row[2].value) == ("SOS1", 2020))
    row[0].value = "SOS9"
    assert {finding.code for finding in check(sent).findings} == {"unknown-indicator"}


def test_the_towns_languages_have_messages():
    assert set(OFFICIAL) <= set(languages())


def test_a_note_is_in_the_language_of_its_form_and_stays_so(form, accept, check, store, programme):
    swedish = form(language="sv").figures({"TYO3.1": {2020: 4}}).note("TYO3.1", "Stängt på våren.")
    accept(swedish.states("SOS1.1", {2020: "in-progress"}, note="På gång."))

    def languages_now() -> tuple[str, str]:
        now = snapshot.read(store, programme)
        return now.figures["TYO3.1"][2020].language, now.reports["SOS1.1"][2020].language

    assert languages_now() == ("sv", "sv")
    accept(form(language="fi").figures({"TYO3.1": {2020: 5}}).states("SOS1.1", {2020: "done"}, date(2020, 11, 16)))
    now = snapshot.read(store, programme)
    assert (now.figures["TYO3.1"][2020].value, now.figures["TYO3.1"][2020].comment) == (5, "Stängt på våren.")
    assert languages_now() == ("sv", "sv"), "the note came back in the Finnish form as it was"
    accept(form(language="fi").figures({"TYO3.1": {2020: 6}}).note("TYO3.1", "Suljettu keväällä."))
    assert languages_now() == ("fi", "sv")
    view = assessed_year.at(snapshot.read(store, programme), 2020).indicators["TYO3.1"]
    (remark,) = [row[-1] for row in charts.table(view, words("sv")).rows if row[0] == "2020"]
    assert parts_of(remark)[-2:] == (("Suljettu keväällä.", "fi"), (f" ({words('sv').language_name('fi')})", ""))
