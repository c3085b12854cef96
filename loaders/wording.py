"""How words on a sheet are compared with words that the software knows."""

from __future__ import annotations

import re
import unicodedata


def normalised(text: object) -> str:
    """Text as headings and states are compared: without case, accents kept, spaces folded, no colon or star at the end."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return re.sub(r"\s+", " ", folded).strip(" \t\n:*.")
