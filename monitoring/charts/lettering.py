"""Text inside a chart: made harmless, broken to fit, measured. Plotly reads a small HTML, %{…} templates and $LaTeX$ in any text."""

from __future__ import annotations

import re
import textwrap

GLYPH = 0.52
"""Width of a letter of Source Sans as a fraction of its size, on average and a little generous."""

HARMLESS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Not the spaces that do not break: they hold a number together."""


def safe(text: str, longest: int = 400) -> str:
    """`text` as a chart shows it letter by letter, whatever is in it; cut off after `longest` letters."""
    return _plain(text, longest).translate(HARMLESS)


def broken(text: str, width: int, most: int = 8) -> str:
    """`text` made harmless, in lines of about `width` letters, `most` lines of them."""
    lines = textwrap.wrap(_plain(text, width * most), width, break_on_hyphens=False)
    return "<br>".join(line.translate(HARMLESS) for line in lines)


def _plain(text: str, longest: int) -> str:
    text = SPACES.sub(" ", INVISIBLE.sub("", text)).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def bold(label: str) -> str:
    return f"<b>{label}</b>"


def small(label: str, size: int) -> str:
    """A harmless label at another size than the text around it."""
    return f'<span style="font-size:{size}px">{label}</span>'


def letters(label: str) -> int:
    """Length of the longest line of a label, tags and entities not counted."""
    lines = re.sub(r"<(?!br)[^>]*>", "", label).split("<br>")
    return max(len(re.sub(r"&[^;]+;", "x", line)) for line in lines)


def height(label: str, size: int) -> float:
    """Height of a label in pixels."""
    return 1.3 * size * (1 + label.count("<br>"))
