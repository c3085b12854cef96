"""The language that a reader prefers, by the address and by what the browser says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitoring.words import DEFAULT, languages


def preferred(asked: Iterable[str], header: str) -> str:
    """The first of `asked` that we have, else the best match of an Accept-Language header, else the default."""
    known = languages()
    return next((code for code in (*asked, *ranked(header)) if code in known), DEFAULT)


def ranked(header: str) -> Sequence[str]:
    """The languages of an Accept-Language header without their regions ("sv-FI" is "sv"), the most wanted first, without what is refused (q=0)."""
    found = []
    for part in header.split(","):
        code, _, parameters = part.partition(";")
        found.append((_quality(parameters), code.strip().partition("-")[0].lower()))
    return [code for quality, code in sorted(found, key=lambda one: -one[0]) if quality > 0]


def _quality(parameters: str) -> float:
    """0 to 1; 1 where nothing is said, 0 where what is said is no such number."""
    name, _, said = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        quality = float(said)
    except ValueError:
        return 0.0
    return quality if name.strip().lower() == "q" and 0 <= quality <= 1 else 0.0
