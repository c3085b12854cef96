"""The agenda's attachment: a tagged PDF (PDF/UA-1), set by Typst with the fonts that the project ships."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitoring import typography
from monitoring.charts import Table
from monitoring.palette import LIGHT
from monitoring.words import Words, Written, parts_of
from publishing.documents import svg_charts
from publishing.documents.content import CategoryPanel, Chapter, Mark, Material, Panel
from publishing.documents.glyphs import FONTS, shown

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).with_name("report.typ")
INSIDE, BESIDE, SMALL = 482, 244, 154
"""Points of the text's width, of a chart with its table beside it, and of one of three beside each other."""

CELL_BESIDE = 60
"""Characters in a cell of a table that still fits beside its chart."""


@dataclass(frozen=True)
class Room:
    """What a table has: characters in a row, and on a line of one column."""

    row: int
    line: int


PAGE, NARROW = Room(104, 30), Room(55, 17)
"""As wide as the page; beside a chart."""

LONG_TEXTS = 5
"""A character beyond the longest line makes a column wider by this fraction of one."""

YEARS_BESIDE = 6
BETWEEN = 3
"""Characters' room between columns."""

REMEMBERED = 11
"""Typst keeps what it worked out until so many more documents are made: hundreds of megabytes. Empty ones, of 5 ms each, make it forget."""

Data = dict[str, Any]


def pdf(material: Material, words: Words) -> bytes:
    """The document, in the language of `words`: cover, summary, a page or more a goal, what is open."""
    import typst

    inputs = {"data": json.dumps(_drawable(_document(material, words)))}
    made = typst.compile(TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs=inputs, pdf_standards="ua-1")
    for _ in range(REMEMBERED):
        typst.compile(b"", font_paths=_fonts())
    return made


@cache
def _fonts() -> Fonts:
    """Only those that the project ships: the same on every machine."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _drawable(data: Any) -> Any:
    """The same with only characters that the fonts have; pictures hold no others already. A text in several languages is a list of its parts."""
    if isinstance(data, Written):
        return [{"text": shown(text), "language": language} for text, language in data.parts]
    if isinstance(data, str):
        return shown(data)
    if isinstance(data, dict):
        return {key: _drawable(value) for key, value in data.items()}
    return [_drawable(value) for value in data] if isinstance(data, list | tuple) else data


def _document(material: Material, words: Words) -> Data:
    made, edition = material.edition.made, material.edition
    return {
        "title": material.title,
        "lead": material.lead,
        "stated": material.stated,
        "banner": edition.banner,
        "made": [made.year, made.month, made.day],
        "language": words.locale.language,
        "region": words.locale.territory,
        "colours": {name: getattr(LIGHT, name) for name in ("ink", "muted", "surface", "raised", "line", "accent", "target")},
        "fonts": {"text": [typography.PRINTED, typography.SYMBOLS], "display": [typography.DISPLAY, typography.PRINTED, typography.SYMBOLS]},
        "sizes": {step: typography.REPORT[step] for step in typography.STEPS},
        "words": {
            "summary": words("material.summary"),
            "goals": words("workbook.goals"),
            "contents": [words("pdf.code"), words("workbook.column.goal"), words("material.summary.status"), words("pdf.page")],
            "evaluations": words("goal.evaluations"),
            "sources": words("material.sources"),
            "none": words("material.no-figures"),
        },
        "summary": {
            "caption": material.summary.caption,
            "columns": material.summary.columns,
            "counts": [(_mark(count.mark), words.number(len(count.codes)), ", ".join(count.codes)) for count in material.counts],
            "chart": _picture(svg_charts.of_counts(material.counts, INSIDE, words), material.alternative),
        },
        "chapters": [_chapter(chapter, words) for chapter in material.chapters],
        "decisions": [_table(table) for table in material.decisions],
    }


def _chapter(chapter: Chapter, words: Words) -> Data:
    return {
        "code": chapter.code,
        "name": chapter.name,
        "theme": chapter.theme,
        "mark": _mark(chapter.mark),
        "sentence": chapter.sentence,
        "facts": chapter.facts,
        "panels": [_panel(panel, words, is_only=len(chapter.panels) == 1) for panel in chapter.panels],
        "actions": _table(chapter.actions) if chapter.actions.rows else None,
        "evaluations": [{"text": str(text), "language": _language(text), "whose": whose} for text, whose in chapter.evaluations],
        "decisions": _table(chapter.decisions) if chapter.decisions else None,
        "sources": list(dict.fromkeys(source for panel in chapter.panels for source in panel.sources)),
    }


def _language(text: str) -> str:
    """Of a text in one language, "" for the reader's."""
    ((_, language),) = parts_of(text)
    return language


def _panel(panel: Panel, words: Words, is_only: bool) -> Data:
    """An only indicator's status and sentence are its goal's, which are above already."""
    first, *others = panel.tables
    is_beside = panel.drawing is not None and len(panel.drawing.years) <= YEARS_BESIDE and _is_narrow(first)
    drawn = svg_charts.of_indicator(panel.drawing, BESIDE if is_beside else INSIDE, words) if panel.drawing else None
    return {
        "title": panel.title,
        "mark": None if is_only else _mark(panel.mark),
        "sentence": "" if is_only else panel.sentence,
        "pace": panel.pace,
        "chart": _picture(drawn, panel.alternative) if drawn else None,
        "beside": is_beside,
        "empty": drawn is None and not panel.is_milestone,
        "table": _table(first, NARROW if is_beside else PAGE),
        "others": [_table(table) for table in others],
        "categories": [_categories(one, words) for one in panel.categories],
    }


def _categories(panel: CategoryPanel, words: Words) -> Data:
    """One chart as wide as the page; of many small ones a few beside each other, each with its category's name."""
    width = INSIDE if len(panel.drawings) == 1 else SMALL
    drawn = (_picture(svg_charts.of_indicator(drawing, width, words), text) for drawing, text in zip(panel.drawings, panel.alternatives, strict=True))
    return {"title": panel.title, "sentence": panel.sentence, "charts": list(drawn), "table": _table(panel.table)}


def _mark(mark: Mark) -> Data:
    return {"symbol": mark.symbol, "word": mark.word, "colour": LIGHT.status[mark.status]}


def _picture(drawn: tuple[str, float], alternative: str) -> Data:
    picture, height = drawn
    return {"svg": picture, "height": height, "alternative": alternative}


def _table(table: Table, room: Room = PAGE) -> Data:
    """`widths` are in proportion: what each column takes; room that is left goes to those of text."""
    columns = _filled_columns(table)
    needed = [_needed(texts, room) for _, texts in columns]
    numeric = [place in table.numeric for place, _ in columns]
    of_numbers = sum(width for width, is_number in zip(needed, numeric, strict=True) if is_number)
    more = max(1.0, (room.row - of_numbers) / max(1, sum(needed) - of_numbers))
    return {
        "caption": table.caption,
        "columns": [texts[0] for _, texts in columns],
        "rows": [{"cells": cells} for cells in zip(*(texts[1:] for _, texts in columns), strict=True)],
        "numeric": numeric,
        "widths": [width if is_number else width * more for width, is_number in zip(needed, numeric, strict=True)],
    }


def _filled_columns(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    """The columns that are not empty: each with its place, as heading and cells."""
    return [(place, texts) for place, texts in enumerate(zip(table.columns, *table.rows, strict=True)) if any(texts[1:])]


def _is_narrow(table: Table) -> bool:
    columns = [texts for _, texts in _filled_columns(table)]
    longest = max(len(text) for texts in columns for text in texts[1:])
    return longest <= CELL_BESIDE and sum(_needed(texts, NARROW) for texts in columns) <= NARROW.row


def _needed(texts: Sequence[str], room: Room) -> int:
    """Characters that a column takes: its longest word, its heading on two lines, its longest cell within bounds, the room between columns."""
    heading, longest = len(texts[0]) // 2, max(map(len, texts[1:]), default=0)
    word = max(len(word) for text in texts for word in text.split(" "))
    beyond = min(max(0, longest - room.line), 2 * room.line) // LONG_TEXTS
    return max(min(max(word, heading), room.line), min(longest, room.line) + beyond) + BETWEEN
