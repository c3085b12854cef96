"""Texts for those of Streamlit's elements that read Markdown: titles, notices, the labels of links, buttons and boxes."""

from __future__ import annotations

import re

from monitoring.words import parts_of

SPACES = re.compile(r"[ \t\n\r\f\v]+")
"""Not the spaces that do not break: they hold a number together."""

READ_LATER = re.compile(r"(?<=://)|(?<=@)|(?<=www)(?=\.)|(?<=:)(?=material_|streamlit:)|(?<=[<>~-])(?=[->=])", re.IGNORECASE)
"""Places in addresses, icons and arrows, which Streamlit looks for in a text whose backslashes are gone already."""

WORD_JOINER = "\u2060"
"""Takes no room and is no space."""

PUNCTUATION = re.compile(r"[!-/:-@[-`{-~]")


def escape(text: str) -> str:
    """The Markdown that shows `text` on one line, character by character: before each sign of ASCII a backslash (CommonMark, 2.4). Not for the label
    of a field, which screen readers are given as it is written."""
    parted = READ_LATER.sub(WORD_JOINER, SPACES.sub(" ", text))
    return PUNCTUATION.sub(r"\\\g<0>", parted)


def marked(text: str) -> str:
    """The same with those of its parts emphasised that are in other languages than the page; `html.languages` says which ones these are."""
    return "".join(f"*{escape(part).strip()}*" if language else escape(part) for part, language in parts_of(text))
