"""Slides for the meeting: cover, summary, then a goal a slide, with native charts; tables, words and sources in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from monitoring.charts import Table
from monitoring.palette import LIGHT
from monitoring.typography import SLIDE
from monitoring.words import Words, Written
from publishing.documents import native_charts, office_text
from publishing.documents.content import CategoryPanel, Chapter, Material, Panel

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

WIDE, HIGH, EDGE = 13.333, 7.5, 0.6
"""Inches of a slide, and of its margin."""

INSIDE = WIDE - 2 * EDGE
ON_A_SLIDE = 3
"""Charts beside each other; a goal with more indicators goes on on a further slide."""

ROWS_ON_A_SLIDE = 7

TITLE_ONLY = 5
"""Which layout of the library's own template has a title and nothing else."""


def pptx(material: Material, words: Words) -> bytes:
    """The slides, in the language of `words`."""
    deck = _Deck(material, words)
    deck.cover()
    deck.summary()
    for chapter in material.chapters:
        deck.goal(chapter)
    for table in material.decisions:
        deck.decisions(table)
    return deck.bytes()


class _Deck:
    """The slides as they come into being."""

    def __init__(self, material: Material, words: Words):
        self.material, self.words = material, words
        self.tag = office_text.tag(words)
        self.presentation = _empty(material, self.tag)

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.presentation.save(buffer)
        return buffer.getvalue()

    def cover(self) -> None:
        material, slide = self.material, self._slide(self.material.title, (EDGE, 1.5, INSIDE, 2.0), SLIDE["title"])
        self._rule(slide, 2.4)
        self._text(slide, [material.lead], (EDGE, 3.7, INSIDE, 0.8), SLIDE["part"])
        self._text(slide, material.stated, (EDGE, 4.7, INSIDE, 0.9), SLIDE["small"], LIGHT.muted)
        if material.edition.banner:
            self._plate(slide, material.edition.banner, LIGHT.target, (EDGE, 5.9, INSIDE, 0.6), SLIDE["lead"])

    def summary(self) -> None:
        words, material = self.words, self.material
        slide = self._page(words("material.summary"))
        self._text(slide, [material.lead], (EDGE, 1.25, INSIDE, 0.5), SLIDE["text"])
        half = INSIDE / 2
        box = (EDGE, 1.9, half - 0.2, 4.8)
        native_charts.counts_on_slide(
            slide.shapes, material.counts, words("material.summary.number"), box, self.tag, material.alternative, SLIDE["note"]
        )
        self._table(slide, material.summary, (EDGE + half, 2.0, half, 0.45), (0.36, 0.2, 0.44))
        self._notes(slide, _table_lines(material.summary))

    def goal(self, chapter: Chapter) -> None:
        groups = [chapter.panels[start : start + ON_A_SLIDE] for start in range(0, len(chapter.panels), ON_A_SLIDE)] or [()]
        for part, panels in enumerate(groups, 1):
            facts = {"code": chapter.code, "name": chapter.name, "part": part, "parts": len(groups)}
            slide = self._page(f"{chapter.code} {chapter.name}" if len(groups) == 1 else self.words("material.goal.part", **facts))
            self._plate(slide, str(chapter.mark), LIGHT.status[chapter.mark.status], (EDGE, 1.3, 2.9, 0.46), SLIDE["small"])
            self._text(slide, [chapter.sentence], (EDGE + 3.1, 1.2, INSIDE - 3.1, 0.85), SLIDE["small"])
            width = (INSIDE - 0.3 * (len(panels) - 1)) / max(1, len(panels))
            for place, panel in enumerate(panels):
                self._panel(slide, panel, EDGE + place * (width + 0.3), width, is_only=len(chapter.panels) == 1)
            self._notes(slide, _goal_notes(chapter, panels, self.words))
        for categories in [one for panel in chapter.panels for one in panel.categories if one.drawings]:
            self._categories(chapter, categories)

    def _categories(self, chapter: Chapter, panel: CategoryPanel) -> None:
        """A slide of an indicator by the categories of a breakdown: one chart, or small ones beside and below each other."""
        slide, many = self._page(f"{chapter.code} {panel.title}"), len(panel.drawings) > 1
        if panel.sentence:
            self._text(slide, [panel.sentence], (EDGE, 1.25, INSIDE, 0.55), SLIDE["small"])
        across = min(len(panel.drawings), ON_A_SLIDE if len(panel.drawings) <= 2 * ON_A_SLIDE else 2 * ON_A_SLIDE)
        width, height = INSIDE / across, 4.9 / ceil(len(panel.drawings) / across)
        for place, (drawing, text) in enumerate(zip(panel.drawings, panel.alternatives, strict=True)):
            left, top = EDGE + place % across * width, 1.95 + place // across * height
            if many:
                self._text(slide, [drawing.lines[0].name], (left, top, width - 0.2, 0.3), SLIDE["note"], bold=True)
            box = (left, top + 0.3 * many, width - 0.2, height - 0.3 * many)
            native_charts.on_slide(slide.shapes, drawing, box, self.tag, text, SLIDE["least"] if many else SLIDE["note"])
        self._notes(slide, _table_lines(panel.table))

    def decisions(self, table: Table) -> None:
        """What is open, as many rows a slide as can be read."""
        for start in range(0, len(table.rows), ROWS_ON_A_SLIDE):
            slide, part = self._page(table.caption), replace(table, rows=table.rows[start : start + ROWS_ON_A_SLIDE])
            self._table(slide, part, (EDGE, 1.4, INSIDE, 0.6), (0.1, 0.5, 0.24, 0.16), alternative=table.caption)
            self._notes(slide, _table_lines(part))

    def _panel(self, slide: Slide, panel: Panel, left: float, width: float, is_only: bool) -> None:
        points = SLIDE["note"] if is_only else SLIDE["least"]
        self._text(
            slide, [panel.title if is_only else f"{panel.mark} · {panel.title}"], (left, 2.15, width, 0.85), SLIDE["small"], LIGHT.ink, bold=True
        )
        if panel.drawing:
            box = (left, 3.0, width, 3.25 if panel.pace else 3.75)
            native_charts.on_slide(slide.shapes, panel.drawing, box, self.tag, panel.alternative, points)
            if panel.pace:
                self._text(slide, [panel.pace], (left, 6.25, width, 0.5), points)
        elif panel.is_milestone:
            self._table(slide, panel.tables[0], (left, 3.1, width, 0.42), points=points, alternative=panel.alternative)
        else:
            self._text(slide, [self.words("material.no-figures")], (left, 3.1, width, 0.6), SLIDE["small"], LIGHT.muted)

    def _slide(self, title: str, box: native_charts.Box, largest: int) -> Slide:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Inches

        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[0])
        heading = slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = map(Inches, box)
        points = office_text.size(title, box[2], box[3], largest, 16)
        office_text.write(heading.text_frame, [title], self.tag, points, LIGHT.ink, bold=True)
        heading.text_frame.vertical_anchor, heading.text_frame.word_wrap = MSO_ANCHOR.BOTTOM, True
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _no_margins(heading.text_frame)
        return slide

    def _page(self, title: str) -> Slide:
        """A slide after the cover: with the foot that says of which document it is."""
        slide, material = self._slide(title, (EDGE, 0.3, INSIDE, 0.85), SLIDE["section"]), self.material
        self._rule(slide)
        foot = " · ".join(filter(None, [material.edition.banner, material.title, *material.stated]))
        self._text(slide, [foot], (EDGE, 6.95, INSIDE, 0.35), SLIDE["least"], LIGHT.muted)
        return slide

    def _text(self, slide: Slide, lines: Sequence[str], box: native_charts.Box, largest: int, colour: str = LIGHT.ink, bold: bool = False) -> None:
        from pptx.util import Inches

        frame = slide.shapes.add_textbox(*map(Inches, box)).text_frame
        frame.word_wrap = True
        _no_margins(frame)
        office_text.write(frame, lines, self.tag, office_text.size("\n".join(lines), box[2], box[3], largest, 9), colour, bold)

    def _plate(self, slide: Slide, text: str, colour: str, box: native_charts.Box, points: int) -> None:
        """White words on a colour."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches

        plate = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
        plate.fill.solid()
        plate.fill.fore_color.rgb = office_text.rgb(colour)
        plate.line.fill.background()
        office_text.write(plate.text_frame, [text], self.tag, office_text.size(text, box[2] - 0.2, box[3], points), LIGHT.surface, bold=True)
        plate.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    def _rule(self, slide: Slide, width: float = 1.2) -> None:
        """The short line of the accent's colour that a title has on pages and in the PDF as well; here from the slide's edge."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (EDGE, 0, width, 0.09)))
        rule.shadow.inherit = False
        rule.fill.solid()
        rule.fill.fore_color.rgb = office_text.rgb(LIGHT.accent)
        rule.line.fill.background()

    def _table(self, slide: Slide, table: Table, box: native_charts.Box, widths=None, points: int = SLIDE["note"], alternative: str = "") -> None:
        """A native table with a row of headings; `box` has a row's height. Columns that say nothing are left out."""
        from pptx.util import Inches

        kept = [place for place in range(len(table.columns)) if widths or any(row[place] for row in table.rows)]
        rows = [[row[place] for place in kept] for row in (table.columns, *table.rows)]
        frame = slide.shapes.add_table(len(rows), len(kept), *map(Inches, (*box[:3], box[3] * len(rows))))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", office_text.printable(alternative or table.caption))
        for place, share in enumerate(widths or _shares(rows)):
            frame.table.columns[place].width = Inches(box[2] * share)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                self._cell(frame.table.cell(y, x), text, points, is_heading=y == 0)

    def _cell(self, cell, text: str, points: int, is_heading: bool) -> None:
        office_text.write(cell.text_frame, [text], self.tag, points, LIGHT.surface if is_heading else LIGHT.ink, bold=is_heading)
        cell.fill.solid()
        cell.fill.fore_color.rgb = office_text.rgb(LIGHT.accent if is_heading else LIGHT.raised)

    def _notes(self, slide: Slide, lines: Iterator[str]) -> None:
        office_text.write(slide.notes_slide.notes_text_frame, lines, self.tag)


def _empty(material: Material, tag: str) -> Presentation:
    """A wide presentation with one layout, a title alone, and what the file says of itself."""
    from pptx import Presentation as opened
    from pptx.util import Inches

    presentation = opened()
    presentation.slide_width, presentation.slide_height = Inches(WIDE), Inches(HIGH)
    kept = presentation.slide_layouts[TITLE_ONLY]
    for layout in [one for one in presentation.slide_layouts if one != kept]:
        presentation.slide_layouts.remove(layout)
    for place in (*kept.placeholders, *presentation.slide_master.placeholders):
        if place.placeholder_format.idx:
            place.element.getparent().remove(place.element)
    properties = {"title": material.title, "author": material.title, "subject": material.lead, "comments": material.about}
    office_text.describe(presentation.core_properties, tag, material.edition.made, **properties)
    return presentation


def _no_margins(frame) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Of a table's width for each column: by its longest word, which is not to be broken, and a little by its longest text."""
    needed = [max(max(map(len, text.split() or [""])) + 4 + min(len(text), 40) / 5 for text in column) for column in zip(*rows, strict=True)]
    return [one / sum(needed) for one in needed]


def _table_lines(table: Table) -> Iterator[str]:
    """A table as lines to be read out: every cell after its heading."""
    yield table.caption
    for row in table.rows:
        yield "; ".join(f"{heading}: {text}" for heading, text in zip(table.columns, row, strict=True) if text)


def _goal_notes(chapter: Chapter, panels: Sequence[Panel], words: Words) -> Iterator[str]:
    """The goal's status and why, each indicator's table, actions, the units' words, sources."""
    yield f"{chapter.mark}. {chapter.sentence}"
    yield from (f"{heading}: {text}" for heading, text in chapter.facts)
    for panel in panels:
        yield from ("", f"{panel.mark}. {panel.sentence}", *filter(None, [panel.pace]))
        for table in panel.tables:
            yield from _table_lines(table)
        if panel.sources:
            yield words("material.sources")
            yield from panel.sources
    if chapter.actions.rows:
        yield ""
        yield from _table_lines(chapter.actions)
    for text, whose in chapter.evaluations:
        yield from ("", Written.joined("", (f"{whose}: ", text)))
    if chapter.decisions:
        yield ""
        yield from _table_lines(chapter.decisions)
