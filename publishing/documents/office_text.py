"""Text in an office file: every run with its language, its font, its size and colour, small enough for the room that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from monitoring.typography import OFFICE, SLIDE
from monitoring.words import Words, parts_of
from monitoring.words import words as words_of

if TYPE_CHECKING:
    from pptx.text.text import TextFrame

WIDTH = 0.5
"""Of an average character, as a fraction of its size."""

LINE = 1.2
POINTS_AN_INCH = 72
SMALLEST = SLIDE["least"]
LONGEST_PROPERTY = 255
UNFIT = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def size(text: str, width: float, height: float, largest: int, smallest: int = SMALLEST) -> int:
    """The largest size, in points, at which `text` fits into `width` by `height` inches."""
    for points in range(largest, smallest, -1):
        length = max(1, int(width * POINTS_AN_INCH / (points * WIDTH)))
        lines = sum(_lines(part, length) for part in text.split("\n"))
        if lines * points * LINE <= height * POINTS_AN_INCH:
            return points
    return smallest


def _lines(text: str, length: int) -> int:
    """Lines that a text needs where whole words are broken between."""
    lines, left = 1, length
    for word in text.split(" "):
        if len(word) > left and left < length:
            lines, left = lines + 1, length
        lines += max(0, len(word) - 1) // length
        left -= len(word) % length + 1
    return lines


def write(frame: TextFrame, paragraphs: Iterable[str], tag: str, points: int | None = None, colour: str = "", bold: bool = False) -> None:
    """Puts the paragraphs into a text frame, in place of what is there. `tag` is the language as in fi-FI, `colour` as in #1b2a32."""
    for place, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.clear()
        for part, language in parts_of(text):
            before = len(paragraph.runs)
            paragraph._p.append_text(printable(part))
            for run in paragraph.runs[before:]:
                look(run, tag_of(language) if language else tag, points, colour, bold)


def look(run, tag: str, points: int | None = None, colour: str = "", bold: bool = False) -> None:
    """Gives a run its language, font, size and colour."""
    from pptx.util import Pt

    run.font.name = OFFICE
    run.font.bold = bold
    run.font.size = Pt(points) if points else None
    if colour:
        run.font.color.rgb = rgb(colour)
    run.font._element.set("lang", tag)


def rgb(colour: str):
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())


def tag(words: Words) -> str:
    """The language as a file names it: fi-FI."""
    return str(words.locale).replace("_", "-")


def tag_of(language: str) -> str:
    """The same of a language by its code."""
    return tag(words_of(language))


def describe(properties, tag: str, made: date, **texts: str) -> None:
    """The properties of a file: `texts` by the property's name, cut off where it can hold no more."""
    for name, text in texts.items():
        setattr(properties, name, printable(text)[:LONGEST_PROPERTY])
    properties.language, properties.last_modified_by = tag, properties.author
    properties.created = properties.modified = datetime.combine(made, time())


def printable(text: str) -> str:
    """Without the characters that an XML file cannot hold."""
    return UNFIT.sub("", text)
