"""Breakdowns in the documents, read back: the gap, the charts with their alternatives, the tables; and nothing of few persons for the public."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from pptx import Presentation

from monitoring import assessed_year, catalogue, disclosure, snapshot
from monitoring.assessed_year import AssessedYear
from monitoring.palette import LIGHT
from monitoring.store import Store
from monitoring.words import languages, words
from publishing.documents import chart_workbook, slides
from publishing.documents.content import Material
from tests.monitoring.reported import published
from tests.monitoring.test_breakdowns import HEADING, with_breakdowns
from tests.monitoring.test_snapshot import deliver, pairs
from tests.publishing.documents.test_pdf import named, opened, squeezed, tags

SHARE = "STR2.2"
AGES = {"7-15": (30, 100), "16-24": (20, 150), "25-44": (25, 190), "45-64": (40, 240), "65": (3, 60)}
SEXES = {"F": (58, 400), "M": (60, 340)}
FILE = HEADING + f"{SHARE},sex,F,Kvinnor,Women\n{SHARE},sex,M,Män,Men\n" + "".join(f"{SHARE},age,{age},{age} år,Aged {age}\n" for age in AGES)


@pytest.fixture(scope="module")
def broken_down(tmp_path_factory) -> AssessedYear:
    folder, parts = tmp_path_factory.mktemp("categories"), ("part", "whole")
    own, rows = Store(folder / "monitoring.duckdb"), pairs(SHARE, parts, {"2021": (118, 740)})
    for dimension, by in (("sex", SEXES), ("age", AGES)):
        rows += [row for category, year in by.items() for row in pairs(SHARE, parts, {"2021": year}, {dimension: category})]
    deliver(own, 1, rows)
    programme = with_breakdowns(folder, FILE)
    (programme / "persons.csv").write_text(f"indicator,persons\n{SHARE},yes\n", encoding="utf-8")
    return assessed_year.at(snapshot.read(own, catalogue.read(programme)), 2021)


def material_of(assessed: AssessedYear, language: str = "en") -> Material:
    return published(assessed, words(language), views=[assessed.indicators[SHARE]])


@pytest.fixture(scope="module")
def public(broken_down) -> AssessedYear:
    return assessed_year.at(disclosure.released(broken_down.snapshot), 2021)


@pytest.mark.parametrize("language", languages())
def test_the_pdf_has_every_chart_with_its_alternative(broken_down, language):
    say = words(language)
    material = material_of(broken_down, language)
    ((panel,),) = (chapter.panels for chapter in material.chapters)
    assert [len(one.drawings) for one in panel.categories] == [1, 5]
    reader = opened(material, say)
    figures = [squeezed(one["/Alt"]) for one in named(tags(reader), "/Figure")]
    wanted = [material.alternative, panel.alternative, *(text for one in panel.categories for text in one.alternatives)]
    assert figures == [squeezed(text) for text in wanted]
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert all(squeezed(part) in text for one in panel.categories for part in (one.title, one.sentence, *one.table.rows[1]))


def test_a_breakdown_has_a_slide_with_native_lines(broken_down):
    material = material_of(broken_down)
    deck = Presentation(io.BytesIO(slides.pptx(material, words("en"))))
    sex, age = list(deck.slides)[-2:]
    (chart,) = (shape for shape in sex.shapes if shape.has_chart)
    lines = chart.chart.plots[0].series
    assert [line.name for line in lines] == ["Women", "Men"] and [str(line.format.line.color.rgb) for line in lines] == [
        colour.removeprefix("#").upper() for colour in LIGHT.series[:2]
    ]
    assert list(lines[0].values)[1] == pytest.approx(14.5)
    assert [line.points[1].data_label.text_frame.text for line in lines] == ["Women", "Men"]
    assert sum(shape.has_chart for shape in age.shapes) == 5
    assert "percentage points" in " ".join(shape.text_frame.text for shape in sex.shapes if shape.has_text_frame)
    assert "Women" in sex.notes_slide.notes_text_frame.text


def test_the_workbook_draws_from_numbers(broken_down):
    content = chart_workbook.xlsx(material_of(broken_down), words("en"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    charts = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 1 + 1 + 1 + 5
    drawn = [zipfile.ZipFile(io.BytesIO(content)).read(name).decode() for name in charts]
    assert sum(chart.count('<c:showSerName val="1"/>') for chart in drawn) >= 2 + 5
    figures = [[cell.value for cell in row] for row in book[words("en")("workbook.figures")].iter_rows()]
    assert ["Women", pytest.approx(14.5)] in [row[3:5] for row in figures]


def test_the_public_files_tell_of_no_few_nor_of_what_would_tell_it(public):
    material = material_of(public)
    ((panel,),) = (chapter.panels for chapter in material.chapters)
    _, age = panel.categories
    assert [len(one.drawings) for one in panel.categories] == [1, 1] and "Not published: aged 7-15 and aged 65." in age.sentence
    told = str([(one.sentence, one.alternatives, one.table) for one in panel.categories])
    assert not any(text in told for text in ("part 3", "whole 60", "5.0%", "part 30,", "30.0%"))
    reader = opened(material, words("en"))
    assert squeezed("not published") in squeezed("".join(page.extract_text() for page in reader.pages))
    book = openpyxl.load_workbook(io.BytesIO(chart_workbook.xlsx(material, words("en"))))
    numbers = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert pytest.approx(14.5) in numbers and not any(number in numbers for number in (3, 60, 5, 30))
    assert len(list(Presentation(io.BytesIO(slides.pptx(material, words("en")))).slides)) == 5
