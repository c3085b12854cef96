"""The small language in which the sheets of tables/ are drawn: a line is a row, `|` parts its cells.

- `12` `-3.5` numbers, `12.5[0.0]` one with a number format, `12.5%` the fraction 0.125 shown as 12.5 %, nothing: an empty cell
- `=B2*2 -> 12` `=B2/B3 -> 5%` formulas and what they came to, `@2021-05-31[d.m.yyyy]` a date
- anything else a text, `"12,5"` one that would else be read as one of the above, `"12,5 1)"=12.5` one that people read as this figure
- `<` `^` merged with the cell to the left, above; `⏎` `␣` a line break and a space that counts, inside a text
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from textwrap import dedent

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

LEFT, ABOVE = "<", "^"
QUOTED = re.compile(r'"(?P<text>.*)"(?:=(?P<truth>-?[\d.]+))?')
FORMULA = re.compile(r"(?P<formula>=.*) -> (?P<truth>-?[\d.]+)(?P<percent>%)?")
DATE = re.compile(r"@(?P<date>[\d-]+)(?:\[(?P<format>.*)\])?")
NUMBER = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?P<percent>%)?(?:\[(?P<format>.*)\])?")

Place = tuple[int, int]


@dataclass(frozen=True)
class Drawn:
    """A cell: what is stored in it, how it is shown, the figure that a statistician reads in it (None: none), what its formula came to."""

    value: str | int | float | date
    format: str = "General"
    figure: int | float | None = None
    result: int | float | None = None

    @property
    def text(self) -> str:
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value)


def cells(picture: str, at: str = "A1") -> tuple[dict[Place, Drawn], list[str]]:
    """The cells of a picture whose upper left corner is `at`, by (row, column), and its merged ranges."""
    top, left = coordinate_to_tuple(at)
    tokens = {
        (top + down, left + right): token.strip(" ")
        for down, line in enumerate(dedent(picture).strip("\n").split("\n"))
        for right, token in enumerate(line.split("|"))
        if token.strip(" ")
    }
    drawn = {place: _cell(token) for place, token in tokens.items() if token not in (LEFT, ABOVE)}
    return drawn, [merged for place in drawn if (merged := _merged(place, tokens))]


def places(ranges: str) -> list[Place]:
    """The places of "B3:C4,B6" from left to right, row by row."""
    found = []
    for each in ranges.split(","):
        left, top, right, bottom = range_boundaries(each)
        found += [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return found


def _cell(token: str) -> Drawn:
    if match := QUOTED.fullmatch(token):
        return Drawn(_text(match["text"]), figure=_number(match["truth"]) if match["truth"] else None)
    if match := FORMULA.fullmatch(token):
        shown = _number(match["truth"])
        return Drawn(match["formula"], *(("0.0%", shown, round(shown / 100, 6)) if match["percent"] else ("General", shown, shown)))
    if match := DATE.fullmatch(token):
        return Drawn(date.fromisoformat(match["date"]), match["format"] or "d.m.yyyy")
    if match := NUMBER.fullmatch(token):
        shown = _number(match["number"])
        if match["percent"]:
            return Drawn(round(shown / 100, 6), match["format"] or "0.0%", shown)
        return Drawn(shown, match["format"] or "General", shown)
    return Drawn(_text(token))


def _text(token: str) -> str:
    return token.replace("⏎", "\n").replace("␣", " ")


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _merged(place: Place, tokens: dict[Place, str]) -> str:
    (top, left), (row, column) = place, place
    while tokens.get((top, column + 1)) == LEFT:
        column += 1
    while tokens.get((row + 1, left)) == ABOVE:
        row += 1
    return "" if (row, column) == place else f"{get_column_letter(left)}{top}:{get_column_letter(column)}{row}"
