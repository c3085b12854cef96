"""Text inside a chart: made harmless, broken to fit, measured. Plotly reads a small HTML, %{…} templates and $LaTeX$ in any text."""

from __future__ import annotations

import re
import textwrap

HARMLESS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Not the spaces that do not break: they hold a number together."""

HYPHEN = "\u00ad"
LINE = 1.3
"""Height of a line as a multiple of the letter size, as Plotly sets it."""

GLYPHS = {".25": " \u00a0\u202f.,:;ijlI", ".33": "ftr()[]-/|!'", ".48": "csvxyzkJYFL–", ".5": "0123456789+−<>≤≥aeg", ".8": "mMwW%@—…"}
WIDTHS = {letter: float(width) for width, letters in GLYPHS.items() for letter in letters}
OTHER = 0.56
BOLD = 1.07
"""Widths of letters of Source Sans as fractions of their size, measured and rounded up."""


def cut(text: str, longest: int) -> str:
    """`text` on one line without invisible letters, cut off after `longest` letters."""
    text = SPACES.sub(" ", INVISIBLE.sub("", text)).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def safe(text: str, longest: int = 400) -> str:
    """`text` as a chart shows it letter by letter, whatever is in it; cut off after `longest` letters."""
    return cut(text, longest).translate(HARMLESS)


def broken(text: str, letters: int, most: int = 8) -> str:
    """`text` made harmless, in lines of at most about `letters` letters, `most` lines of them; a longer word is parted at its soft hyphens."""
    words = (word.replace(HYPHEN, "- ") if len(word.replace(HYPHEN, "")) > letters else word for word in text.split(" "))
    lines = textwrap.wrap(cut(" ".join(words).replace(HYPHEN, ""), letters * most), letters, break_on_hyphens=False)
    return "<br>".join(line.translate(HARMLESS) for line in lines)


def bold(label: str) -> str:
    return f"<b>{label}</b>"


def coloured(label: str, colour: str) -> str:
    return f'<span style="color:{colour}">{label}</span>'


def width(label: str, size: int) -> float:
    """Width of a label's longest line in pixels, tags and entities not counted."""
    lines = re.sub(r"<(?!br)[^>]*>", "", label).split("<br>")
    ems = max(sum(WIDTHS.get(letter, OTHER) for letter in re.sub(r"&[^;]+;", "x", line)) for line in lines)
    return size * ems * (BOLD if "<b>" in label else 1)


def height(label: str, size: int) -> float:
    """Height of a label in pixels."""
    return LINE * size * (1 + label.count("<br>"))
