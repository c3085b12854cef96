"""Text inside a chart: made harmless, broken to fit, measured. Plotly reads a small HTML, %{…} templates and $LaTeX$ in any text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import lru_cache

HARMLESS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Not the spaces that do not break: they hold a number together."""

HYPHEN = "\u00ad"
LINE = 1.3
"""Height of a line as a multiple of the text's size, as Plotly sets it."""

GLYPHS = {".25": " \u00a0\u202f.,:;ijlI", ".33": "ftr()[]-/|!'", ".48": "csvxyzkJYFL–", ".5": "0123456789+−<>≤≥aeg", ".8": "mMwW%@—…"}
WIDTHS = {character: float(width) for width, characters in GLYPHS.items() for character in characters}
OTHER = 0.56
BOLD = 1.07
"""Widths of characters of Source Sans as fractions of their size, measured and rounded up."""


def cut(text: str, longest: int) -> str:
    """`text` on one line without invisible characters, cut off after `longest` characters."""
    text = SPACES.sub(" ", INVISIBLE.sub("", text)).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def safe(text: str, longest: int = 400) -> str:
    """`text` as a chart shows it character by character, whatever is in it; cut off after `longest` characters."""
    return cut(text, longest).translate(HARMLESS)


def lines(text: str, length: int, most: int = 8) -> list[str]:
    """`text` in lines of at most about `length` characters, `most` lines of them; a longer word is parted at its soft hyphens."""
    words = (word.replace(HYPHEN, "- ") if len(word.replace(HYPHEN, "")) > length else word for word in text.split(" "))
    return textwrap.wrap(cut(" ".join(words).replace(HYPHEN, ""), length * most), length, break_on_hyphens=False)


def broken(text: str, length: int, most: int = 8) -> str:
    """The same lines made harmless, as a chart shows them."""
    return "<br>".join(line.translate(HARMLESS) for line in lines(text, length, most))


def paragraph(year: int, lines: Iterable[str]) -> str:
    """Lines of a hover, under their year."""
    return "<br>".join([bold(str(year)), *(broken(line, 44) for line in lines)])


def bold(label: str) -> str:
    return f"<b>{label}</b>"


def coloured(label: str, colour: str) -> str:
    return f'<span style="color:{colour}">{label}</span>'


@lru_cache(maxsize=4096)
def width(label: str, size: int) -> float:
    """Width of a label's longest line in pixels, tags and entities not counted."""
    lines = re.sub(r"<(?!br)[^>]*>", "", label).split("<br>")
    ems = max(sum(WIDTHS.get(character, OTHER) for character in re.sub(r"&[^;]+;", "x", line)) for line in lines)
    return size * ems * (BOLD if "<b>" in label else 1)


def height(label: str, size: int) -> float:
    """Height of a label in pixels."""
    return LINE * size * (1 + label.count("<br>"))
