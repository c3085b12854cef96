"""A Word document of real styles: headings, lists, tables whose headings repeat, a foot with page numbers, the language stated."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from monitoring.palette import LIGHT
from monitoring.typography import DOCUMENT, OFFICE
from monitoring.words import Words, Written, parts_of
from publishing.documents import office_text
from publishing.documents.content import Edition

WIDE, HIGH, EDGE = 21.0, 29.7, 2.3
"""Centimetres of a page (A4), and of its margin."""

INSIDE = WIDE - 2 * EDGE
STYLES = {
    "Normal": (DOCUMENT["text"], LIGHT.ink, 0, 6),
    "Title": (DOCUMENT["title"], LIGHT.ink, 0, 4),
    "Subtitle": (DOCUMENT["lead"], LIGHT.muted, 0, 14),
    "Heading 1": (DOCUMENT["part"], LIGHT.accent, 18, 4),
    "Heading 2": (DOCUMENT["text"], LIGHT.ink, 10, 3),
    "List Bullet": (DOCUMENT["text"], LIGHT.ink, 0, 4),
    "Header": (DOCUMENT["note"], LIGHT.target, 0, 0),
    "Footer": (DOCUMENT["note"], LIGHT.muted, 0, 0),
}
"""Points of the text, its colour, points before and after."""

BOLD = ("Title", "Heading 1", "Heading 2", "Header")
NEWEST_WORD = "15"
"""The layout that Word has followed since 2013; without it a file opens in compatibility mode."""


class Document:
    """A document that grows from the top down. `foot` is on every page, with the version and the banner of its edition."""

    def __init__(self, words: Words, title: str, author: str, foot: str, edition: Edition):
        from docx import Document as opened

        tag, self.file = office_text.tag(words), opened()
        _styles(self.file, tag)
        _page(self.file.sections[0])
        _foot(self.file.sections[0], office_text.printable(foot), office_text.printable(edition.banner))
        comments = "; ".join(filter(None, [edition.version, edition.banner]))
        office_text.describe(self.file.core_properties, tag, edition.made, title=title, author=author, comments=comments)

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.file.save(buffer)
        return buffer.getvalue()

    def title(self, text: str, below: str) -> None:
        self._add(text, "Title")
        self._add(below, "Subtitle")

    def heading(self, text: str, level: int = 1) -> None:
        self._add(text, f"Heading {level}")

    def fact(self, heading: str, text: str) -> None:
        """A line with its heading in bold."""
        self.paragraph(text, before=f"{heading}:")

    def paragraph(self, text: str, before: str = "", colour: str = "", with_next: bool = False) -> None:
        """A paragraph; `before` comes first, in bold and in `colour`. `with_next`: on the same page as what follows."""
        if not before:
            self._add(text)
            return
        paragraph = self._add("")
        paragraph.paragraph_format.keep_with_next = with_next
        first = paragraph.add_run(office_text.printable(before))
        first.bold = True
        if colour:
            first.font.color.rgb = _rgb(colour)
        _runs(paragraph, Written.joined("", (" ", text)))

    def bullets(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._add(text, "List Bullet")

    def plate(self, text: str) -> None:
        """White words on the colour of a warning."""
        paragraph = self._add("")
        run = paragraph.add_run(office_text.printable(text))
        run.bold, run.font.color.rgb = True, _rgb(LIGHT.surface)
        paragraph._p.get_or_add_pPr().append(_element("w:shd", val="clear", color="auto", fill=LIGHT.target.lstrip("#")))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """A table whose row of headings is repeated on every page that it goes on to; `shares` of the width, a column each."""
        from docx.shared import Cm

        table = self.file.add_table(0, len(columns), style="Table Grid")
        table.autofit = False
        for number, texts in enumerate((columns, *rows)):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number == 0:
                properties.append(_element("w:tblHeader"))
            for cell, text, share in zip(row.cells, texts, shares, strict=True):
                cell.width = Cm(INSIDE * share)
                self._cell(cell, text, is_heading=number == 0)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Cm(INSIDE * share)

    def signatures(self, signers: Sequence[str]) -> None:
        """A line to sign on for each, two side by side."""
        for pair in (signers[start : start + 2] for start in range(0, len(signers), 2)):
            self._signature_lines(pair)

    def _signature_lines(self, signers: Sequence[str]) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Cm, Pt

        half = INSIDE / 2
        line, named = self._add("\t\t\t" if len(signers) > 1 else "\t"), self._add("\t\t".join(signers))
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(48), Pt(2)
        line.paragraph_format.keep_with_next = True
        for paragraph, leader in ((line, WD_TAB_LEADER.LINES), (named, WD_TAB_LEADER.SPACES)):
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(half - 0.5), WD_TAB_ALIGNMENT.LEFT, leader)
            stops.add_tab_stop(Cm(half + 0.5))
            stops.add_tab_stop(Cm(INSIDE), WD_TAB_ALIGNMENT.LEFT, leader)

    def _add(self, text: str, style: str = "Normal"):
        paragraph = self.file.add_paragraph("", style)
        _runs(paragraph, text)
        return paragraph

    def _cell(self, cell, text: str, is_heading: bool) -> None:
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        runs = _runs(paragraph, text)
        if is_heading:
            for run in runs:
                run.bold, run.font.color.rgb = True, _rgb(LIGHT.surface)
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=LIGHT.accent.lstrip("#")))


def _runs(paragraph, text: str) -> list:
    """The text at the end of a paragraph, a run for each of its parts; those of other languages say which."""
    made = []
    for part, language in parts_of(text):
        run = paragraph.add_run(office_text.printable(part))
        if language:
            run._r.get_or_add_rPr().append(_element("w:lang", val=office_text.tag_of(language)))
        made.append(run)
    return made


def _styles(file, tag: str) -> None:
    """Font, sizes, colours and the language in the styles themselves, so that a person can change them in one place."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for default in file.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), tag)
    for name, (points, colour, above, below) in STYLES.items():
        style = file.styles[name]
        style.font.size, style.font.color.rgb, style.font.bold, style.font.italic = Pt(points), _rgb(colour), name in BOLD, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
        properties = style.element.get_or_add_rPr()
        for unfit in [one for name in ("w:rFonts", "w:lang", "w:spacing") for one in properties.findall(qn(name))]:
            properties.remove(unfit)
        style.font.name = OFFICE
        properties.find(qn("w:rFonts")).set(qn("w:cs"), OFFICE)
        properties.append(_element("w:lang", val=tag))
    for side in file.styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))):
        side.set(qn("w:color"), LIGHT.line.lstrip("#"))
    for border in file.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        file.styles["Title"].element.pPr.remove(border)
    compatible = _element("w:compat")
    compatible.append(_element("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=NEWEST_WORD))
    settings = file.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compatible)


def _page(section) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(WIDE), Cm(HIGH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(EDGE)


def _foot(section, text: str, banner: str) -> None:
    """Below, of what this is and the page of how many; above, the banner."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section.header.paragraphs[0].add_run(banner)
    paragraph = section.footer.paragraphs[0]
    stops = paragraph.style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(INSIDE), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{text}\t")
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph, instruction: str) -> None:
    """A number that Word works out."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "instruction":
            code = _element("w:instrText")
            code.text = instruction
            run._r.append(code)
        elif kind != "shown":
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _element(name: str, /, **attributes: str):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _rgb(colour: str):
    from docx.shared import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())
