"""Slides for a meeting, read back: a goal a slide, native charts with the figures, words for those who do not see, where all of it is from."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION

from monitoring import reasons
from monitoring.assessed_year import AssessedYear
from monitoring.council.decisions import Decision, Wording
from monitoring.model import Evaluation, Trace
from monitoring.words import languages, words
from publishing.documents import content, office_text, slides
from publishing.documents.content import Edition
from tests.monitoring.reported import MADE, TAGS, published, reported
from tests.monitoring.test_snapshot import START

__all__ = ["reported"]


def opened(reported: AssessedYear, language: str, **more):
    say = words(language)
    material = published(reported, say, **more)
    return Presentation(io.BytesIO(slides.pptx(material, say))), material, say


@pytest.fixture(scope="module")
def whole(reported) -> Callable[[str], tuple]:
    """All that was reported, opened once in each language, to be read."""
    return cache(lambda language: opened(reported, language))


def texts(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def charts_of(slide) -> list:
    return [shape for shape in slide.shapes if shape.has_chart]


def described(shape) -> str:
    return shape._element.nvGraphicFramePr.cNvPr.get("descr", "")


def of_goal(deck, code: str):
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(f"{code} "))


@pytest.mark.parametrize("language", languages())
def test_a_cover_a_summary_and_a_goal_a_slide(whole, reported, language):
    deck, material, say = whole(language)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    goals = [f"{code} {say.name(goal)}" for code, goal in reported.catalogue.goals.items() if reported.catalogue.indicators_of(code)]
    assert titles == [say.name(reported.catalogue.programme), say("material.summary"), *goals]
    for slide, chapter in zip(list(deck.slides)[2:], material.chapters, strict=True):
        view = reported.goals[chapter.code]
        assert str(chapter.mark) in texts(slide) and say(f"status.{view.assessment.status}") in str(chapter.mark)
        assert reasons.goal_sentence(view.assessment, view.indicators, say) in texts(slide)


@pytest.mark.parametrize("language", languages())
def test_every_slide_says_of_when_and_of_which_data_it_is(whole, reported, language):
    banner = words(language)("banner.example")
    deck, _, say = opened(reported, language, banner=banner)
    for slide in deck.slides:
        assert all(output in texts(slide) for output in (say.date(MADE), "version-4711", banner))
    own, _, _ = whole(language)
    assert not any(banner in texts(slide) for slide in own.slides)
    assert deck.core_properties.title == say.name(reported.catalogue.programme)
    assert (deck.core_properties.language, "version-4711" in deck.core_properties.comments) == (TAGS[language], True)


@pytest.mark.parametrize("language", languages())
def test_every_chart_and_table_has_words_and_every_run_its_language(whole, language):
    deck, material, _ = whole(language)
    output = {panel.alternative for chapter in material.chapters for panel in chapter.panels} | {material.alternative}
    drawn = [shape for slide in deck.slides for shape in charts_of(slide)]
    assert len(drawn) > 3 and {described(shape) for shape in drawn} <= output
    assert all(described(shape) for slide in deck.slides for shape in slide.shapes if shape.has_table)
    frames = [shape.text_frame for slide in deck.slides for shape in (*slide.shapes, *slide.notes_slide.placeholders) if shape.has_text_frame]
    frames += [cell.text_frame for slide in deck.slides for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    assert len(runs) > 50 and {run.font._element.get("lang") for run in runs if run.text.strip()} == {TAGS[language]}


def test_a_native_chart_holds_the_figures_and_the_target_over_them(whole, reported):
    deck, _, _ = whole("en")
    columns = next(shape.chart for shape in charts_of(of_goal(deck, "STR1")) if list(shape.chart.plots[0].series[0].values)[:2] == [12, 9])
    assert [str(category).split()[0] for category in columns.plots[0].categories] == [str(year) for year in reported.catalogue.years]
    assert columns.category_axis.tick_label_position == XL_TICK_LABEL_POSITION.LOW, "also where values are below zero"
    target = reported.indicators["STR1.1"].target
    wanted = [value for plot in columns.plots for series in plot.series if series.name.startswith("Target") for value in series.values]
    assert target.rule == "each-year" and wanted == [target.value] * len(reported.catalogue.years)
    share = [list(shape.chart.plots[0].series[0].values)[:2] for shape in charts_of(of_goal(deck, "STR2"))]
    assert [2.5, 7.5] in share
    # What a click on "edit data" opens is a workbook with the same figures.
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(columns.part.chart_workbook.xlsx_part.blob))
    assert [row[1] for row in book.active.iter_rows(min_row=2, max_row=3, values_only=True)] == [12, 9]


@pytest.mark.parametrize("language", languages())
def test_the_summary_counts_the_goals(whole, reported, language):
    deck, _, say = whole(language)
    slide = deck.slides[1]
    plot = charts_of(slide)[0].chart.plots[0]
    counted = {say(f"status.{status}"): number for status, number in reported.counts().items()}
    assert {str(name).split(" ", 1)[1]: value for name, value in zip(plot.categories, plot.series[0].values, strict=True)} == counted
    rows = [[cell.text_frame.text for cell in row.cells] for row in next(shape.table for shape in slide.shapes if shape.has_table).rows]
    assert {row[0].split(" ", 1)[1]: int(row[1]) for row in rows[1:]} == counted


def test_the_notes_hold_the_table_and_where_the_figures_are_from_but_not_who_sent_them(whole, reported):
    deck, _, say = whole("fi")
    notes = of_goal(deck, "STR1").notes_slide.notes_text_frame.text
    assert "2020" in notes and "12" in notes and "counted.xlsx" in notes and "E5" in notes
    assert say("material.sources") in notes
    senders = {cell.trace.uploaded_by for view in reported.indicators.values() for one in view.figures.values() for cell in one.cells}
    assert senders and not any(sender in slide.notes_slide.notes_text_frame.text for slide in deck.slides for sender in senders)


def test_a_milestone_is_a_native_table_of_its_states(reported):
    deck, _, say = opened(reported, "sv", views=[reported.indicators["BOA1.2"]])
    assert len(deck.slides) == 3
    table = next(shape.table for shape in deck.slides[2].shapes if shape.has_table)
    assert say("state.done") in [cell.text_frame.text for cell in table.iter_cells()]


def test_only_the_chosen_indicators_and_years(reported):
    say, chosen = words("en"), reported.indicators["STR1.1"]
    material = content.material(reported, [chosen], range(2021, 2022), say, Edition(MADE, "v"))
    assert [chapter.code for chapter in material.chapters] == ["STR1"] and len(material.chapters[0].panels) == 1
    drawing = material.chapters[0].panels[0].drawing
    assert ([year.label for year in drawing.years], drawing.of("value").points) == (["2021"], (9,))


def test_words_from_anywhere_make_a_file_that_opens(reported):
    trace = Trace("u", "f.xlsx", "S", "A1", "Clerk", START)
    odd = Evaluation("STR1", "port", 2021, "Loud\x0b \x00bell <&> ]]> 👩‍🔧\nسلام", "", trace)
    goal = replace(reported.goals["STR1"], evaluations=(odd,))
    noted = replace(reported, goals={**reported.goals, "STR1": goal})
    deck, _, _ = opened(noted, "en")
    assert "bell <&> ]]> 👩‍🔧" in of_goal(deck, "STR1").notes_slide.notes_text_frame.text


def test_a_long_occasion_is_told_whole_where_there_is_room_for_it(reported):
    long = "A meeting of all " * 12
    deck, _, _ = opened(reported, "en", banner=words("en")("banner.example"), occasion=long)
    assert all(long in texts(slide) for slide in deck.slides) and deck.core_properties.comments.startswith(long)


def test_letters_get_smaller_until_a_text_fits():
    assert office_text.size("Short", 6, 0.6, 28) == 28
    assert office_text.size("word " * 80, 6, 0.6, 28) < office_text.size("word " * 20, 6, 0.6, 28) < 28


def decided(goal: str, text: str, due: date | None = None, state: str = "open", kind: str = "agreed", who: str = "") -> Decision:
    return Decision(text, goal, kind, (Wording(text, who, due, state, at=START),))


@pytest.mark.parametrize("language", languages())
def test_what_was_decided_stands_in_the_notes_and_what_is_open_on_a_slide_of_its_own(reported, language):
    say, unit = words(language), next(iter(reported.catalogue.units))
    known = [
        decided("STR1", "Sweep earlier", date(2026, 11, 1), who=unit),
        decided("STR1", "Count again", state="done"),
        decided("STR2", "As read", kind="noted"),
        decided("STR2", "Ask the port", date(2027, 2, 1), who="The port"),
    ]
    deck, _, _ = opened(reported, language, known=known, occasion="Autumn meeting")
    table = next(shape.table for shape in deck.slides[-1].shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:] == [
        ["STR1", "Sweep earlier", say.name(reported.catalogue.units[unit]), say.date(date(2026, 11, 1))],
        ["STR2", "Ask the port", "The port", say.date(date(2027, 2, 1))],
    ]
    notes = of_goal(deck, "STR1").notes_slide.notes_text_frame.text
    assert say("decision.late") in notes and "Count again" in notes and "As read" not in notes
    assert say("decision.noted") in of_goal(deck, "STR2").notes_slide.notes_text_frame.text
    assert all("Autumn meeting" in texts(slide) for slide in deck.slides)


def test_without_decisions_there_is_no_slide_of_them(reported):
    material = published(reported, words("en"))
    assert material.decisions == () and all(chapter.decisions is None for chapter in material.chapters)


def test_a_source_has_the_municipalitys_day(reported):
    code, late = "STR1.1", datetime(2021, 12, 31, 22, 30)
    view = reported.indicators[code]
    figures = {
        year: replace(figure, cells=tuple(replace(cell, trace=replace(cell.trace, uploaded_at=late)) for cell in figure.cells))
        for year, figure in view.figures.items()
    }
    _, material, _ = opened(reported, "en", views=[replace(view, figures=figures)])
    sources = [line for chapter in material.chapters for panel in chapter.panels for line in panel.sources]
    assert sources and all(line.endswith("delivered on 1 January 2022") for line in sources)
