"""The agenda's attachment, read back: what a screen reader finds in it, every goal, the same on every machine, whatever is written into it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from typst import Fonts

from monitoring import assessed_year, catalogue, charts, settings, snapshot, typography
from monitoring.charts import Table
from monitoring.council import decisions
from monitoring.palette import LIGHT, STATE_SYMBOLS, SYMBOLS
from monitoring.words import Words, languages, words
from publishing.documents import glyphs, pdf, svg_charts
from publishing.documents.content import Material
from tests.monitoring.charts import made
from tests.monitoring.reported import TAGS, published, reported

__all__ = ["reported"]

SVG = "{http://www.w3.org/2000/svg}"


def opened(material: Material, say: Words) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.pdf(material, say)), strict=True)


def squeezed(text: str) -> str:
    """Without what differs by where lines are broken."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if not letter.isspace() and letter not in "-\u00ad\u2010")


@lru_cache(maxsize=1)
def page_texts(reader: PdfReader) -> list[str]:
    return [squeezed(page.extract_text()) for page in reader.pages]


def elements(node) -> Iterator:
    """The elements of the structure tree in the order in which they are read."""
    found = node.get_object()
    if isinstance(found, list):
        for one in found:
            yield from elements(one)
    elif isinstance(found, dict):
        if "/S" in found:
            yield found
        if "/K" in found:
            yield from elements(found["/K"])


def tags(reader: PdfReader) -> list:
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))


def named(found: list, *names: str) -> list:
    return [one for one in found if one["/S"] in names]


def chart_texts(material: Material) -> Iterator[str]:
    """What each chart says, in the order of the document."""
    for panel in (panel for chapter in material.chapters for panel in chapter.panels):
        yield from [panel.alternative] if panel.drawing else []
        for categories in panel.categories:
            yield from categories.alternatives


def assert_accessible(reader: PdfReader, material: Material, language: str) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (root["/Lang"], reader.metadata.title) == (TAGS[language], material.title)
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert not any("/Annots" in page for page in reader.pages)
    found = tags(reader)
    assert [squeezed(one["/Alt"]) for one in named(found, "/Figure")] == [squeezed(text) for text in (material.alternative, *chart_texts(material))]
    levels = [int(one["/S"].removeprefix("/H")) for one in named(found, "/H1", "/H2", "/H3")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    tables = named(found, "/Table")
    assert len(tables) > len(material.chapters) and all(named(list(elements(table)), "/TH") for table in tables)


def assert_holds(reader: PdfReader, material: Material) -> None:
    """Each goal on a page that begins with its name, the next goal on another; all pages with their foot."""
    texts, foot = page_texts(reader), squeezed(material.edition.banner + "·".join((material.title, *material.stated)))
    assert all(text.endswith(f"{foot}{number}/{len(texts)}") for number, text in enumerate(texts, 1))
    texts = [text.split(foot)[0] for text in texts]
    names = [squeezed(f"{chapter.code} {chapter.name}") for chapter in material.chapters]
    starts = [next(place for place, text in enumerate(texts) if text.startswith(name)) for name in names]
    assert starts == sorted(set(starts)) and starts[0] == 2
    for chapter, start, end in zip(material.chapters, starts, [*starts[1:], len(texts)], strict=True):
        output = "".join(texts[start:end])
        for text in (chapter.mark.word, chapter.sentence, *(panel.title for panel in chapter.panels), *(one for one, _ in chapter.evaluations)):
            assert squeezed(text) in output, (chapter.code, text)


def test_the_whole_example_data_is_accessible_documents_in_all_languages(example_store):
    """A part of the goals in each language."""
    programme = catalogue.read(settings.DATA / "programmes" / "vaasa-2019-2022")
    shown, known = assessed_year.at(snapshot.read(example_store, programme), 2021), decisions.known(example_store, programme)
    goals, decided = [], []
    for place, language in enumerate(languages()):
        say, some = words(language), list(programme.goals)[place :: len(languages())]
        material = published(shown, say, say("banner.example"), known, [view for view in shown.indicators.values() if view.indicator.goal in some])
        reader = opened(material, say)
        assert [chapter.code for chapter in material.chapters] == some
        assert_accessible(reader, material, language)
        assert_holds(reader, material)
        assert all(squeezed(say("banner.example")) in text for text in page_texts(reader))
        last = page_texts(reader)[-1]
        assert all(squeezed(text) in last for table in material.decisions for row in (table.columns, *table.rows) for text in row)
        goals += some
        decided += material.decisions
    assert decided and sorted(goals) == sorted(programme.goals) and len(goals) == 27


@pytest.mark.parametrize("language", languages())
def test_an_own_programme_has_no_banner(reported, language):
    say = words(language)
    material = published(reported, say)
    reader = opened(material, say)
    assert_accessible(reader, material, language)
    assert_holds(reader, material)
    assert squeezed(say("banner.example")) not in "".join(page_texts(reader))


def test_the_same_material_is_the_same_file(reported):
    say = words("fi")
    assert pdf.pdf(published(reported, say), say) == pdf.pdf(published(reported, say), say)


EVIL = (
    "#panic() \\ $x * _y_ `z` <a> @b // /* [c] ]] 'q' \"r\"",
    "= not a heading\n- not a list\r\n+ nor this",
    "\x00\x07\x0b\x1b\u200b\ufeff\ud800\ue000\ufdd0\u2028\u202eturned\u202c",
    "😀 👩‍🔧 中文 ไทย हिन्दी",
    "سلام عليكم שלום Привет ελληνικά",
    "word" * 400,
)


@pytest.mark.parametrize("evil", EVIL)
def test_whatever_is_written_is_text_and_never_markup(reported, evil):
    say = words("en")
    material = published(reported, say, banner=evil)
    chapter = next(chapter for chapter in material.chapters if chapter.panels and chapter.panels[0].drawing)
    drawn = chapter.panels[0].drawing
    years = tuple(replace(year, label=f"{year.label} {evil}", remark=evil, number=evil) for year in drawn.years)
    drawn = replace(drawn, years=years, names={"value": evil}, target=replace(drawn.target, full_label=evil))
    panel = replace(chapter.panels[0], title=evil, sentence=evil, alternative=evil, sources=(evil,), drawing=drawn)
    output = replace(
        chapter,
        code=evil,
        name=evil,
        theme=evil,
        sentence=evil,
        facts=((evil, evil),),
        panels=(panel,),
        actions=Table(evil, (evil, "b"), ((evil, evil), ("", ""))),
        evaluations=((evil, evil),),
        decisions=Table(evil, (evil,), ((evil,),)),
    )
    reader = opened(replace(material, title=evil, lead=evil, stated=(evil,), chapters=(output,), decisions=(Table(evil, (evil,), ((evil,),)),)), say)
    assert len(named(tags(reader), "/H1")) == 3 and not named(tags(reader), "/L", "/Code")
    if evil.isascii() and evil.isprintable() and len(evil) < 100:
        assert squeezed(evil) in page_texts(reader)[2]


DRAWN = "".join((*SYMBOLS.values(), *STATE_SYMBOLS.values(), "≥≤−–\u202f\u00a0□"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Åbo, Jyväskylä: 12,5 %", "Åbo, Jyväskylä: 12,5 %"),
        ("e\u0301", "é"),
        ("a\tb\r\nc\x00\x1b", "a b\nc"),
        ("Привет سلام שלום", "Привет سلام שלום"),
        ("中", glyphs.REPLACEMENT),
        ("\ue000\ud800", glyphs.REPLACEMENT * 2),
        ("x\U000e0100y", "xy"),
        (DRAWN, DRAWN),
    ],
)
def test_only_characters_that_a_font_has_are_shown(given, shown):
    assert glyphs.shown(given) == shown


def test_fonts_are_the_projects_own_and_in_the_file(reported):
    say = words("fi")
    fonts = [font.get_object() for page in opened(published(reported, say), say).pages for font in page["/Resources"].get("/Font", {}).values()]
    names = {str(font["/BaseFont"]).split("+")[-1].split("-Identity")[0] for font in fonts}
    assert names == {"SourceSans3-Regular", "SourceSans3-SemiBold", "MonitoringSerif-SemiBold", "DejaVuSans"}
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)
    assert len(list(glyphs.FONTS.glob("*.ttf"))) == 4 and len(list(glyphs.FONTS.glob("*.txt"))) == 3


def test_a_charts_letters_are_of_the_same_fonts(reported):
    say = words("en")
    material = published(reported, say)
    chapter = next(chapter for chapter in material.chapters if chapter.code == "STR1")
    text = next(text for text in page_texts(opened(material, say)) if text.startswith(squeezed(f"STR1 {chapter.name}")))
    target_lines = [one.name for panel in chapter.panels if panel.drawing for one in panel.drawing.series if one.role == "target"]
    assert target_lines and all(squeezed(name) in text for name in target_lines)
    # A family's name that is not in quotes and has a number in it is none: nothing would be drawn.
    families = {name for one in drawn(made.made("count", "reach", {2019: 4.0})).iter(f"{SVG}text") for name in one.get("font-family").split(", ")}
    assert families == {f"'{name}'" for name in (typography.PRINTED, typography.SYMBOLS)}
    assert {typography.PRINTED, typography.SYMBOLS, typography.DISPLAY} == set(Fonts(False, False, [glyphs.FONTS]).families())


def drawn(view, width: float = 244) -> ElementTree.Element:
    picture, height = svg_charts.of_indicator(charts.drawing(view, words("en")), width, words("en"))
    found = ElementTree.fromstring(picture)
    assert [float(side) for side in found.get("viewBox").split()] == pytest.approx([0, 0, width, height], rel=1e-4)
    return found


def letters(picture: ElementTree.Element) -> list[str]:
    return [one.text for one in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [244, 482])
def test_every_kind_of_chart_stays_inside_its_picture(width):
    count = 0
    for name, view in made.whole_range():
        if not charts.drawing(view, words("en")).values:
            continue
        picture, count = drawn(view, width), count + 1
        height = float(picture.get("height"))
        for one in picture.iter():
            across = [float(one.get(key)) for key in ("x", "x1", "x2", "cx") if one.get(key)]
            down = [float(one.get(key)) for key in ("y", "y1", "y2", "cy") if one.get(key)]
            assert all(0 <= x <= width for x in across) and all(0 <= y <= height for y in down), name
            assert float(one.get("height", 0)) >= 0, name
    assert count > 200


def test_columns_stand_on_zero_and_have_their_values_and_a_dashed_target():
    picture = drawn(made.made("count", "each-year", {2019: 4.0, 2020: 8.0}))
    bars = [one for one in picture.iter(f"{SVG}rect") if one.get("fill") == LIGHT.accent and float(one.get("width")) > 10]
    heights = [float(bar.get("height")) for bar in bars]
    assert len(bars) == 2 and heights[1] == pytest.approx(2 * heights[0], abs=0.02)
    foot, other = (float(bar.get("y")) + float(bar.get("height")) for bar in bars)
    assert foot == pytest.approx(other, abs=0.02)
    assert {"400", "800", "2019", "2022"} <= set(letters(picture))
    dashed = [one for one in picture.iter(f"{SVG}line") if one.get("stroke-dasharray") and one.get("stroke") == LIGHT.target]
    assert len(dashed) == 2 and any("600" in text for text in letters(picture))


def test_a_year_that_is_not_final_is_told_apart_and_named():
    values = {2019: 4.0, 2020: 5.0, 2021: 9.0, 2022: 8.0}
    marks = {2022: {"status": "P"}}
    columns, line = (drawn(made.made(kind, "each-year", values, marks=marks)) for kind in ("count", "share"))
    bars = [one for one in columns.iter(f"{SVG}rect") if float(one.get("width")) > 10]
    assert [one.get("stroke-dasharray") is not None for one in bars] == [False, False, False, True]
    assert [one.get("fill") for one in line.iter(f"{SVG}circle")] == [LIGHT.accent] * 3 + [LIGHT.surface]
    assert "provisional" in letters(columns) and "provisional" in letters(line)


def test_a_sum_is_labelled_with_the_sum():
    picture = drawn(made.made("count", "cumulative", {2019: 1.0, 2020: 2.0, 2021: 3.0}))
    assert {"100", "300", "600"} <= set(letters(picture))
    assert len([one for one in picture.iter(f"{SVG}rect") if one.get("fill") == LIGHT.line and float(one.get("width")) > 10]) == 2


def test_a_line_is_not_drawn_over_a_gap_and_a_scale_reaches_from_end_to_end():
    picture = drawn(made.made("score", "monitor", {2019: 4.0, 2021: 9.0, 2022: 3.0}))
    assert len(list(picture.iter(f"{SVG}circle"))) == 3
    assert len([one for one in picture.iter(f"{SVG}line") if one.get("stroke") == LIGHT.accent]) == 1
    low, high = made.indicator(made.CODES["score"]).scale
    assert {words("en").number(low), words("en").number(high)} <= set(letters(picture))


def test_the_counts_are_bars_in_the_colours_of_their_statuses(reported):
    material = published(reported, words("sv"))
    picture = ElementTree.fromstring(svg_charts.of_counts(material.counts, 482, words("sv"))[0])
    assert [one.get("fill") for one in picture.iter(f"{SVG}rect")] == [LIGHT.status[count.mark.status] for count in material.counts]
    assert [text for text in letters(picture) if text.isdigit()] == [str(len(count.codes)) for count in material.counts]
