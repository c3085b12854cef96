"""How words on a sheet are compared with words that the software knows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"\s+")


def normalised(text: object) -> str:
    """Text as headings and states are compared: without case, accents kept, spaces folded, no colon or star at the end."""
    return _normalised(str(text))


@lru_cache(maxsize=4096)
def _normalised(text: str) -> str:
    """The same headings are compared again and again."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip(" \t\n:*.")
