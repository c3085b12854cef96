"""The workbook, read back: real numbers, native charts drawn from them, words for those who do not see, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries

from monitoring.charts import Table
from monitoring.palette import LIGHT
from monitoring.words import languages, words
from publishing.documents import chart_workbook, workbook_sheets
from publishing.documents.content import Edition, Material
from tests.monitoring.reported import MADE, TAGS, published, reported

__all__ = ["reported"]

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def written(material: Material, language: str = "en") -> bytes:
    return chart_workbook.xlsx(material, words(language))


def opened(material: Material, language: str = "en"):
    return openpyxl.load_workbook(io.BytesIO(written(material, language)))


@pytest.fixture(scope="module")
def whole(reported) -> Callable[[str], Workbook]:
    """All that was reported, opened once in each language, to be read."""
    return cache(lambda language: opened(published(reported, words(language)), language))


def texts(sheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def cells(book, reference: str) -> list:
    """The values of a reference like 'STR1'!$B$4:$B$7."""
    name, place = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    return [cell.value for row in book[name.strip("'")].iter_rows(top, bottom, left, right) for cell in row]


def described(file: bytes) -> dict[int, list[str]]:
    """The alternative texts of the charts, by the number of their sheet, from the left to the right and from above."""
    archive, found = zipfile.ZipFile(io.BytesIO(file)), {}
    for name in archive.namelist():
        if match := re.fullmatch(r"xl/worksheets/_rels/sheet(\d+)\.xml\.rels", name):
            for drawing in re.findall(r"drawings/(drawing\d+\.xml)", archive.read(name).decode()):
                tree = ElementTree.fromstring(archive.read(f"xl/drawings/{drawing}"))
                found[int(match[1])] = [one.get("descr", "") for one in tree.iter(f"{DRAWN}cNvPr")]
    return found


def test_what_the_file_says_of_itself_and_its_sheets(whole, reported):
    for language in languages():
        say, material = words(language), published(reported, words(language))
        book = whole(language)
        codes = [chapter.code for chapter in material.chapters]
        assert book.sheetnames == [say("material.summary"), *codes, say("workbook.figures"), say("material.sources")] and len(codes) > 3
        assert (book.properties.title, book.properties.creator) == (material.title, material.title)
        assert "version-4711" in book.properties.description and book.custom_doc_props["Language"].value == TAGS[language]


@pytest.mark.parametrize("language", languages())
def test_the_first_sheet_counts_the_goals_and_leads_to_them(whole, reported, language):
    material = published(reported, words(language))
    book = whole(language)
    sheet = book.worksheets[0]
    assert {material.title, material.lead, *material.stated} <= set(texts(sheet))
    (bar,) = sheet._charts
    assert bar.barDir == "bar" and cells(book, bar.series[0].val.numRef.f) == list(map(float, map(len, (count.codes for count in material.counts))))
    assert cells(book, bar.series[0].cat.strRef.f) == [str(count.mark) for count in material.counts]
    assert [point.spPr.solidFill.srgbClr for point in bar.series[0].dPt] == [
        LIGHT.status[count.mark.status].lstrip("#").upper() for count in material.counts
    ]
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {chapter.code: f"'{chapter.code}'!A1" for chapter in material.chapters}


@pytest.mark.parametrize("language", languages())
def test_a_goals_sheet_says_what_the_goal_is_and_why_it_stands_so(whole, reported, language):
    say, material = words(language), published(reported, words(language))
    book = whole(language)
    for chapter in material.chapters:
        output = texts(book[chapter.code])
        assert output[0] == f"{chapter.code} {chapter.name}" and {str(chapter.mark), chapter.sentence} <= set(output)
        for panel in chapter.panels:
            assert {panel.title, panel.sentence, *panel.sources} <= set(output)
            assert {heading for table in panel.tables for heading in table.columns} <= set(output)
        assert (say("material.no-figures") in output) == any(panel.drawing is None and not panel.is_milestone for panel in chapter.panels)


def test_each_chart_is_native_drawn_from_real_numbers_and_described(reported):
    material = published(reported, words("en"))
    file = written(material)
    book, output = openpyxl.load_workbook(io.BytesIO(file)), described(file)
    drawn = 0
    for number, chapter in enumerate(material.chapters, 2):
        panels = [panel for panel in chapter.panels if panel.drawing]
        assert output.get(number, []) == [panel.alternative for panel in panels]
        for chart, panel in zip(book[chapter.code]._charts, panels, strict=True):
            series = [one for part in chart._charts for one in part.series]
            assert [cells(book, one.val.numRef.f) for one in series] == [pytest.approx(list(one.points)) for one in panel.drawing.series]
            for one, drawn_series in zip(series, panel.drawing.series, strict=True):
                kept = {point.idx: float(point.v) for point in one.val.numRef.numCache.pt}
                assert kept == pytest.approx({place: value for place, value in enumerate(drawn_series.points) if value is not None})
            assert [cells(book, one.tx.strRef.f) for one in series] == [[one.name] for one in panel.drawing.series]
            assert cells(book, (series[0].cat.strRef or series[0].cat.numRef).f) == [year.label for year in panel.drawing.years]
            assert cells(book, chart.title.tx.strRef.f) == [panel.title]
            assert chart.x_axis.tickLblPos == "low", "also where values are below zero"
            drawn += 1
    assert drawn >= 4 and output[1] == [material.alternative]


def test_values_are_columns_or_a_line_and_the_target_a_dashed_line(whole, reported):
    material = published(reported, words("en"))
    book = whole("en")
    kinds = set()
    for chapter in material.chapters:
        for chart, panel in zip(book[chapter.code]._charts, [panel for panel in chapter.panels if panel.drawing], strict=True):
            is_columns = panel.drawing.marks == "columns"
            assert chart.tagname == ("barChart" if is_columns else "lineChart")
            series = [one for part in chart._charts for one in part.series]
            looks = {role.role: one.graphicalProperties for role, one in zip(panel.drawing.series, series, strict=True)}
            value = looks["value"] if is_columns else looks["value"].line
            assert value.solidFill.srgbClr == LIGHT.accent.lstrip("#").upper()
            if "target" in looks:
                assert (looks["target"].line.prstDash, looks["target"].line.solidFill.srgbClr) == ("dash", LIGHT.target.lstrip("#").upper())
                kinds.add(panel.drawing.marks)
    assert kinds == {"columns", "points"}


def test_numbers_are_numbers_shown_as_the_indicator_shows_them(whole):
    book = whole("en")
    share = next(cell for row in book["STR2"].iter_rows() for cell in row if cell.value == 2.5 and cell.data_type == "n")
    assert share.number_format == '#,##0.0" %"'
    # Part and whole stand as texts in the table of the pages; here one can add them up.
    assert {1500, 20_000} <= {cell.value for row in book["STR2"].iter_rows() for cell in row if cell.data_type == "n"}


@pytest.mark.parametrize("language", languages())
def test_all_figures_and_all_sources_as_plain_lists(whole, reported, language):
    say, material = words(language), published(reported, words(language))
    book = whole(language)
    figures, sources = book[say("workbook.figures")], book[say("material.sources")]
    expected = [
        (chapter.code, panel.title, year.label, series.name, point)
        for chapter in material.chapters
        for panel in chapter.panels
        if panel.drawing
        for series in panel.drawing.series
        for year, point in zip(panel.drawing.years, series.points, strict=True)
        if point is not None
    ]
    found = list(figures.iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in found] == [row[:4] for row in expected] and len(expected) > 8
    assert [row[4] for row in found] == pytest.approx([row[4] for row in expected])
    assert figures.auto_filter.ref == f"A1:E{len(expected) + 1}"
    named = [source for _, _, source in sources.iter_rows(min_row=2, values_only=True)]
    assert named == [source for chapter in material.chapters for panel in chapter.panels for source in panel.sources]
    assert any("counted.xlsx" in source for source in named)


def test_every_sheet_prints_on_a_page_s_width_and_keeps_its_headings(whole):
    book = whole("en")
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.freeze_panes == "A2"
        assert sheet.column_dimensions["A"].width > 8
    assert [sheet.print_title_rows for sheet in book.worksheets[-2:]] == ["$1:$1", "$1:$1"]


def test_no_chart_is_torn_between_two_printed_pages(reported):
    material = published(reported, words("en"))
    drawn = next(panel for chapter in material.chapters for panel in chapter.panels if panel.drawing)
    many = tuple(replace(drawn, title=f"Indicator {number}") for number in range(6))
    book = opened(replace(material, chapters=(replace(material.chapters[0], panels=many),)))
    sheet = book.worksheets[1]
    firsts = [sheet.cell(one.id + 1, 1).value for one in sheet.row_breaks.brk]
    assert 2 <= len(firsts) < 6 and set(firsts) <= {panel.title for panel in many}


def test_every_sheet_of_example_data_says_so_and_no_other(whole, reported):
    banner = words("sv")("banner.example")
    for sheet in opened(published(reported, words("sv"), banner), "sv").worksheets:
        assert banner in texts(sheet) and banner in sheet.oddHeader.left.text
    assert not any(banner in texts(sheet) or sheet.oddHeader.left.text for sheet in whole("sv").worksheets)


@pytest.mark.parametrize("language", languages())
def test_a_number_below_zero_in_a_table_is_a_number(reported, language):
    say = words(language)
    table = Table("Days", tuple("abcdefgh"), (tuple(say.number(-n) for n in range(1, 9)),), tuple(range(1, 8)))
    book = openpyxl.load_workbook(io.BytesIO(written(replace(published(reported, say), decisions=(table,)))))
    assert -8 in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}


def test_nothing_that_somebody_wrote_runs_or_breaks_the_file(reported):
    material = published(reported, words("en"))
    odd = '=HYPERLINK("http://x")\x0b\x00\ud800 <&> ]]> 👩‍🔧\nسلام'
    kept = '=HYPERLINK("http://x") <&> ]]> 👩‍🔧\nسلام'
    drawn = next(chapter for chapter in material.chapters if chapter.panels[0].drawing)
    panel = replace(drawn.panels[0], title=odd, sentence="=1+1", alternative=odd, sources=("@SUM(A1)", "x" * 40_000))
    table = Table("=2+2", ("=3+3", "-4"), (("+5", odd), ("6", "7")), (1,))
    evil = replace(drawn, code="=A/B", name=odd, panels=(panel,), evaluations=((odd, "=8"),), decisions=table)
    material = replace(material, title=odd, edition=Edition(MADE, odd, odd), chapters=(evil, replace(evil, code="=a/b")), decisions=(table,))
    file = written(material)
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert book.sheetnames[1:3] == ["=AB", "=ab 2"]
    assert not any(cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert {kept, "=1+1", "=2+2", "=3+3", "+5", "@SUM(A1)", "=8"} <= set(texts(book["=AB"]))
    assert described(file)[2] == [kept.replace("\n", "\n")]
    assert max(map(len, texts(book["=AB"]))) == 32_767


def test_decisions_stand_on_the_first_sheet_and_at_their_goal(reported):
    table = Table("Decisions", ("What", "State"), (("Count twice", "open"), ("Print a map", "done")))
    material = published(reported, words("en"))
    first = replace(material.chapters[0], decisions=table)
    book = opened(replace(material, chapters=(first, *material.chapters[1:]), decisions=(table,)))
    wanted = ["Decisions", "What", "State", "Count twice", "open", "Print a map", "done"]
    assert texts(book.worksheets[0])[-7:] == wanted == texts(book.worksheets[1])[-7:]
    assert "Count twice" not in texts(book.worksheets[2])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("STR1", "STR1"),
        ("A/B:C*?[x]\\", "ABCx"),
        ("'quoted'", "quoted"),
        ("", "1"),
        ("[]", "1"),
        ("History", "History 2"),
        ("x" * 40, "x" * 31),
        ("x" * 30 + "'y", "x" * 30),
    ],
)
def test_a_sheet_has_a_name_that_it_can_have(wanted, name):
    assert workbook_sheets.named(wanted, {"history"}) == name


def test_no_two_sheets_have_the_same_name():
    taken: set[str] = set()
    names = [workbook_sheets.named("x" * length, taken) for length in (31, 32, 40)] + [workbook_sheets.named("X" * 31, taken)]
    assert len({name.lower() for name in names}) == 4 and all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("lengths", [(3, 3), (3, 200), (200, 3, 200), (40,) * 6, (5,) * 14])
def test_a_tables_columns_take_of_the_grid_what_they_need(lengths):
    spans = workbook_sheets._spans([["a" * 3] * len(lengths), ["w " * (length // 2) for length in lengths]], workbook_sheets.GRID)
    assert spans[0][0] == 0 and all(one[1] == other[0] for one, other in pairwise(spans))
    assert spans[-1][1] <= max(len(workbook_sheets.GRID), len(lengths))
