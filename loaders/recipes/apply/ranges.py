"""The addresses of several cells in one short text, in the manner of Excel: "B4:B9,B12"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.files.workbook import address

LONGEST = 200
"""Characters; where the exact list is longer, the range that spans all of it says enough."""

Place = tuple[int, int]
"""(row, column)"""


def short(places: Iterable[Place]) -> str:
    """The cells at `places` as ranges of one column or one row each; the spanning range where that is too long. "" for none."""
    cells = sorted(set(places), key=lambda place: (place[1], place[0]))
    if not cells:
        return ""
    down = ",".join(_named(*run) for run in _runs(cells, (1, 0)))
    across = ",".join(_named(*run) for run in _runs(sorted(cells), (0, 1)))
    best = min(down, across, key=len)
    return best if len(best) <= LONGEST else spanning(cells)


def spanning(places: Iterable[Place]) -> str:
    """The smallest rectangle that holds all of them."""
    rows, columns = zip(*places, strict=True)
    return _named((min(rows), min(columns)), (max(rows), max(columns)))


def _runs(cells: list[Place], step: Place) -> Iterator[tuple[Place, Place]]:
    """First and last place of each run of neighbours; `cells` are sorted along the step."""
    first = last = cells[0]
    for place in cells[1:]:
        if place != (last[0] + step[0], last[1] + step[1]):
            yield first, last
            first = place
        last = place
    yield first, last


def _named(first: Place, last: Place) -> str:
    return address(*first) if first == last else f"{address(*first)}:{address(*last)}"
