"""Which characters the shipped fonts can draw, and text with no others: an accessible PDF may hold none that is not drawn."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "□"
"""For a character that no font has: something stood here."""

WHOLE_UNICODE = 12
"""The format of the table of characters that reaches beyond the first 65,536."""

INVISIBLE = ("Cc", "Cf")
"""Control characters, joiners, marks of direction: nothing visible would be drawn for them, so the file may not hold them."""

MARKS = ("Mn", "Me")
"""Categories of marks on the character before: left out, not replaced, where no font has them."""

NOT_TEXT = ("Cn", "Co", "Cs")
"""Characters that Unicode gives no meaning: not to be shown even where a font has a shape for them."""


def shown(text: str) -> str:
    """The text with line breaks and characters that can be drawn; the others are replaced, or left out where they are invisible anyway."""
    return "".join(_shown(character) for character in unicodedata.normalize("NFC", "\n".join(text.expandtabs(1).splitlines())))


def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    if character == "\n" or (character in drawable() and kind not in (*INVISIBLE, *NOT_TEXT)):
        return character
    return "" if kind in (*INVISIBLE, *MARKS) else REPLACEMENT


@cache
def drawable() -> frozenset[str]:
    """Every character that one of the fonts has a shape for."""
    return frozenset(chr(code) for path in FONTS.glob("*.ttf") for code in _codes(path.read_bytes()))


def _codes(font: bytes) -> set[int]:
    """The code points of an OpenType font, from its table "cmap" (OpenType specification 1.9, format 12)."""
    table = _place(font, b"cmap")
    for number in range(struct.unpack_from(">H", font, table + 2)[0]):
        start = table + struct.unpack_from(">I", font, table + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", font, start)[0] == WHOLE_UNICODE:
            groups = struct.unpack_from(">I", font, start + 12)[0]
            ranges = (struct.unpack_from(">II", font, start + 16 + 12 * group) for group in range(groups))
            return {code for first, last in ranges for code in range(first, last + 1)}
    return set()


def _place(font: bytes, name: bytes) -> int:
    """Where a table of the font begins, by the directory at its start."""
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return offset
    raise KeyError(name)
