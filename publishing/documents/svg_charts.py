"""Charts for print, as SVG: an indicator's values against its target, a milestone's years, how many goals have which status. All sizes are points."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor, log10
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from monitoring import typography
from monitoring.charts import CELLS, COLUMNS, LINES, POINTS, SIGNS, Cell, Deadline, Drawing, Series, Year, cell_colours, text_lines
from monitoring.palette import LIGHT
from monitoring.words import Words
from publishing.documents.content import Count
from publishing.documents.glyphs import shown
from publishing.documents.native_charts import COLOURS, colour

FAMILY, SYMBOLS = f"'{typography.PRINTED}', '{typography.SYMBOLS}'", f"'{typography.SYMBOLS}'"
TEXT, SMALL = 9, 8
CHARACTER_WIDTH = 0.5
"""Of an average character, as a fraction of its size."""

PLOT, ABOVE, LINE = 92, 16, 11
"""Height of the plot, of the room over it for the highest value's label, and of a line of small text."""

SAMPLE = 24
"""Width of an entry of the key before its words."""

DASHES = {"target": "5 3", "other": "1.5 2.5", "pace": "3 3"}
"""The roles that are a line whatever the values are."""

SYMBOL = 14
"""Width of a status's symbol with the room after it."""

STEPS = (1, 2, 2.5, 5, 10)
EXACT = 9
"""Decimals beyond which two numbers are the same."""

BAR, BETWEEN = 12, 6

CELL, SHORTEST = 44, 6
"""Height of a milestone's cell, and the characters of a line below which a word in pieces cannot be read."""


@dataclass(frozen=True)
class _Plane:
    """Where years and values are: `left` to `right`, `top` to `bottom`, from `low` to `high`."""

    left: float
    right: float
    top: float
    bottom: float
    ticks: Sequence[float]
    places: int

    @property
    def band(self) -> float:
        return (self.right - self.left) / self.places

    def x(self, place: float) -> float:
        """The middle of a year's band."""
        return self.left + (place + 0.5) * self.band

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


def of_indicator(drawing: Drawing, width: float, words: Words) -> tuple[str, float]:
    """The indicator's chart and its height."""
    return _of_milestone(drawing, width) if drawing.marks == CELLS else _of_values(drawing, width, words)


def _of_values(drawing: Drawing, width: float, words: Words) -> tuple[str, float]:
    """Columns or a line with each value's label, targets as dashed lines, a key above."""
    years = drawing.years
    ticks = _ticks(drawing)
    numbers = [_number(drawing, tick, words) if drawing.series else "" for tick in ticks]
    left = max(map(_wide, numbers)) + 6
    band = (width - left) / len(years)
    remarks = [textwrap.wrap(year.remark, max(4, int(band / (SMALL * CHARACTER_WIDTH)))) for year in years]
    key = list(_key(drawing, width))
    top = sum(len(lines) for _, lines in key) * LINE + ABOVE
    plane = _Plane(left, width, top, top + PLOT, ticks, len(years))
    height = plane.bottom + TEXT + 5 + max(map(len, remarks)) * LINE
    picture = _picture(width, height)
    _keyed(picture, drawing, key)
    for tick, number in zip(ticks, numbers, strict=True):
        _line(picture, (left, plane.y(tick)), (width, plane.y(tick)), LIGHT.muted if tick == 0 else LIGHT.line, 0.6)
        _text(picture, left - 5, plane.y(tick) + SMALL * 0.33, number, LIGHT.muted, anchor="end")
    for place, year in enumerate(years):
        _text(picture, plane.x(place), plane.bottom + TEXT + 4, str(year.year), size=TEXT)
        for number, remark in enumerate(remarks[place], 1):
            _text(picture, plane.x(place), plane.bottom + TEXT + 4 + number * LINE, remark, LIGHT.muted)
    if drawing.marks == COLUMNS:
        _columns(picture, plane, drawing)
    for series in drawing.series:
        if series.role in DASHES:
            _target(picture, plane, series)
    if drawing.marks == POINTS and drawing.values:
        _points(picture, plane, drawing.of("value"), drawing.years, COLOURS["value"])
    if drawing.marks == LINES:
        for series, line in zip(drawing.series, drawing.lines, strict=True):
            _points(picture, plane, series, line.years, colour(drawing, series))
        _name_ends(picture, plane, drawing)
    _values(picture, plane, drawing)
    return ElementTree.tostring(picture, encoding="unicode"), height


def of_counts(counts: Sequence[Count], width: float, words: Words) -> tuple[str, float]:
    """A bar a status in its colour, the first on top; the picture and its height."""
    left = max((_wide(count.mark.word, 10) for count in counts), default=0) + SYMBOL + 14
    most = max((len(count.codes) for count in counts), default=1)
    height = max(1, len(counts)) * (BAR + BETWEEN)
    picture = _picture(width, height)
    for place, count in enumerate(counts):
        top, colour = place * (BAR + BETWEEN) + BETWEEN / 2, LIGHT.status[count.mark.status]
        long = len(count.codes) / most * (width - left - 30)
        _text(picture, 0, top + BAR - 2.5, count.mark.symbol, colour, "start", 10).set("font-family", SYMBOLS)
        _text(picture, SYMBOL, top + BAR - 2.5, count.mark.word, colour, "start", 10, bold=True)
        _rect(picture, left, top, long, BAR, fill=colour)
        _text(picture, left + long + 6, top + BAR - 2.5, words.number(len(count.codes)), size=10, anchor="start", bold=True)
    return ElementTree.tostring(picture, encoding="unicode"), height


def _of_milestone(drawing: Drawing, width: float) -> tuple[str, float]:
    """A cell a year with the sign and the word of its state, below it the day of completion; the deadlines are lines at the ends of their years."""
    cells = drawing.cells
    band = width / len(cells)
    length = max(SHORTEST, int(band / (SMALL * CHARACTER_WIDTH)))
    texts = [text_lines(cell.short, length) for cell in cells]
    meanings = {f"{SIGNS[cell.state]} {cell.name}": None for cell in cells if cell.state in SIGNS}
    is_told = all(_wide(line) <= band for lines in texts for line in lines)
    heading = [] if is_told else textwrap.wrap(" · ".join(meanings), int(width / (SMALL * CHARACTER_WIDTH)))
    top = (len(drawing.deadlines) + len(heading)) * LINE + 4
    dates = [textwrap.wrap(cell.completed, length) for cell in cells]
    height = top + CELL + TEXT + 5 + max(map(len, dates)) * LINE
    picture = _picture(width, height)
    for number, line in enumerate(heading, 1):
        _text(picture, 0, number * LINE - 2.5, line, LIGHT.muted, "start").set("font-family", f"{FAMILY}, {SYMBOLS}")
    for place, cell in enumerate(cells):
        _cell(picture, cell, (place * band + 1, top), band - 2, texts[place] if is_told else [])
        for number, line in enumerate([str(cell.year), *dates[place]]):
            ink, size = (LIGHT.muted, SMALL) if number else (LIGHT.ink, TEXT)
            _text(picture, (place + 0.5) * band, top + CELL + TEXT + 4 + number * LINE, line, ink, size=size)
    for place, deadline in enumerate(drawing.deadlines):
        at = min(max((deadline.shown - cells[0].year + 1) * band, 1), width - 1)
        _deadline(picture, deadline, at, (len(heading) + place) * LINE, top + CELL, "other" if place else "target")
    return ElementTree.tostring(picture, encoding="unicode"), height


def _cell(picture: Element, cell: Cell, corner: tuple[float, float], wide: float, lines: Sequence[str]) -> None:
    (left, top), (fill, edge, ink) = corner, cell_colours(cell.state, LIGHT)
    look = {"fill": fill, "stroke": LIGHT.line if cell.state == "later" else edge}
    if cell.state == "not-reported":
        look |= {"stroke": LIGHT.muted, "stroke-dasharray": "3 2"}
    _rect(picture, left, top, wide, CELL, **look)
    lines = list(filter(None, lines))
    first = top + CELL / 2 - len(lines) * LINE / 2 + 3
    _text(picture, left + wide / 2, first, SIGNS.get(cell.state, ""), ink, size=10).set("font-family", SYMBOLS)
    for number, line in enumerate(lines, 1):
        _text(picture, left + wide / 2, first + number * LINE, line, ink, bold=True)


def _deadline(picture: Element, deadline: Deadline, at: float, top: float, bottom: float, role: str) -> None:
    """A dashed line with its name on top, on the side where there is more room."""
    is_right = at > float(picture.get("width")) / 2
    _line(picture, (at, top), (at, bottom), COLOURS[role], 1.6, DASHES[role])
    _text(picture, at - 4 if is_right else at + 4, top + LINE - 3, deadline.text, COLOURS[role], "end" if is_right else "start")


def _ticks(drawing: Drawing) -> list[float]:
    """Round numbers that hold everything that is drawn: from zero, below it where values are; a survey's scale from end to end."""
    points = [point for series in drawing.series for point in series.points if point is not None] + [year.top for year in drawing.values.values()]
    ends = drawing.scale if drawing.scale and not drawing.is_summed else (0, 0)
    low, high = min([ends[0], *points]), max([ends[1], *points])
    raw = ((high - low) or 1) / 4
    power = 10 ** floor(log10(raw))
    steps = (step * power for step in STEPS if step * power >= raw * 0.999)
    step = next((step for step in steps if round(step, drawing.decimals) == round(step, EXACT)), 10**-drawing.decimals)
    if ends == drawing.scale:
        return [low + step * number for number in range(ceil((high - low) / step))] + [high]
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [number * step for number in range(first, last + 1)]


def _key(drawing: Drawing, width: float) -> Iterator[tuple[Series, list[str]]]:
    """What the colours and dashes mean; nothing to say where there are but values."""
    length = int((width - SAMPLE) / (SMALL * CHARACTER_WIDTH))
    for series in drawing.series if len(drawing.series) > 1 or not drawing.values else ():
        yield series, textwrap.wrap(series.name, length)


def _keyed(picture: Element, drawing: Drawing, key: Sequence[tuple[Series, list[str]]]) -> None:
    top = 0
    for series, lines in key:
        middle = top + LINE / 2
        if series.role in DASHES:
            _line(picture, (0, middle), (SAMPLE - 5, middle), COLOURS[series.role], 1.6, DASHES[series.role])
        else:
            _rect(picture, 5, middle - 4, 8, 8, fill=colour(drawing, series))
        for line in lines:
            top += LINE
            _text(picture, SAMPLE, top - 2.5, line, LIGHT.ink if series.role == "before" else colour(drawing, series), "start")


def _columns(picture: Element, plane: _Plane, drawing: Drawing) -> None:
    """Each from zero, or from what the years before brought; one that is not final is hollow."""
    wide = min(plane.band * 0.55, 46)
    for place, year in _measured(drawing):
        left, base = plane.x(place) - wide / 2, year.base or 0
        if base:
            _rect(picture, left, plane.y(base), wide, plane.y(0) - plane.y(base), fill=COLOURS["before"])
        high, low = sorted((plane.y(year.top), plane.y(base)))
        look = {"fill": LIGHT.raised, "stroke": COLOURS["value"], "stroke-dasharray": "3 2"} if year.remark else {"fill": COLOURS["value"]}
        _rect(picture, left, high, wide, low - high, **look)


def _measured(drawing: Drawing) -> Iterator[tuple[int, Year]]:
    """The years that have a value, each with its place; those before a sum begins are left out."""
    return ((place, year) for place, year in enumerate(drawing.years) if year.value is not None and (year.total is not None or not drawing.is_summed))


def _points(picture: Element, plane: _Plane, series: Series, years: Sequence[Year], stroke: str) -> None:
    """A line between years that follow one another, a point a year; one that is not final is hollow."""
    for run in _runs(series):
        for (place, value), (following, after) in pairwise(run):
            dash = "3 2" if years[following].remark else ""
            _line(picture, (plane.x(place), plane.y(value)), (plane.x(following), plane.y(after)), stroke, 2, dash)
        for place, value in run:
            fill = LIGHT.surface if years[place].remark else stroke
            at = {"cx": plane.x(place), "cy": plane.y(value), "r": 3.6}
            _put(picture, "circle", **at, fill=fill, stroke=stroke, **{"stroke-width": 1.6})


def _name_ends(picture: Element, plane: _Plane, drawing: Drawing) -> None:
    """At the end of each line its name and newest value, above it or as far up as none covers another one."""
    ends = []
    for series, line in zip(drawing.series, drawing.lines, strict=True):
        newest = line.values[max(line.values)]
        ends.append((plane.y(newest.value) - 7, newest.year, f"{line.name} {newest.number}", colour(drawing, series)))
    below = plane.bottom + 2 * LINE
    for top, year, text, ink in sorted(ends, reverse=True):
        below = min(top, below - LINE)
        named = _text(picture, plane.x(year - drawing.axis[0]) + plane.band / 2, below, text, ink, "end", bold=True)
        named.attrib.update({"paint-order": "stroke", "stroke": LIGHT.surface, "stroke-width": "2.5", "stroke-linejoin": "round"})


def _target(picture: Element, plane: _Plane, series: Series) -> None:
    """A dashed line through its years, on white to be seen over columns; a level one reaches over its outermost years' bands."""
    for run in _runs(series):
        points = [(plane.x(place), plane.y(value)) for place, value in run]
        if len({value for _, value in run}) == 1:
            points = [(plane.x(run[0][0] - 0.5), points[0][1]), (plane.x(run[-1][0] + 0.5), points[0][1])]
        for first, second in pairwise(points):
            _line(picture, first, second, LIGHT.surface, 3)
            _line(picture, first, second, COLOURS[series.role], 1.6, DASHES[series.role])


def _values(picture: Element, plane: _Plane, drawing: Drawing) -> None:
    """Over each value its number, with a white edge to be read across a line; over a sum the sum, as its target is of that."""
    for place, year in _measured(drawing):
        top = plane.y(max(year.top, year.base or 0)) - (4 if drawing.marks == COLUMNS else 7)
        number = _text(picture, plane.x(place), top, year.number, size=TEXT, bold=True)
        number.attrib.update({"paint-order": "stroke", "stroke": LIGHT.surface, "stroke-width": "2.5", "stroke-linejoin": "round"})


def _runs(series: Series) -> Iterator[list[tuple[int, float]]]:
    """The years with a point, in runs without a gap."""
    for has_point, run in groupby(enumerate(series.points), key=lambda pair: pair[1] is not None):
        if has_point:
            yield list(run)


def _number(drawing: Drawing, value: float, words: Words) -> str:
    number = words.number(value)
    return words("value.percent", number=number) if drawing.is_percentage else number


def _wide(text: str, size: float = SMALL) -> float:
    return len(text) * size * CHARACTER_WIDTH


def _picture(width: float, height: float) -> Element:
    return Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:g} {height:g}", width=f"{width:g}", height=f"{height:g}")


def _put(picture: Element, name: str, **attributes: str | float) -> Element:
    return SubElement(picture, name, {key: f"{value:.2f}" if isinstance(value, float) else str(value) for key, value in attributes.items()})


def _rect(picture: Element, x: float, y: float, width: float, height: float, **look: str) -> None:
    _put(picture, "rect", x=x, y=y, width=width, height=height, **look)


def _line(picture: Element, start: tuple[float, float], end: tuple[float, float], colour: str, width: float, dash: str = "") -> None:
    dashed = {"stroke-dasharray": dash} if dash else {}
    _put(picture, "line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour, **{"stroke-width": width}, **dashed)


def _text(
    picture: Element, x: float, y: float, text: str, colour: str = LIGHT.ink, anchor: str = "middle", size: float = SMALL, bold: bool = False
) -> Element:
    look = {"font-family": FAMILY, "font-size": size, "font-weight": 600 if bold else 400, "text-anchor": anchor}
    found = _put(picture, "text", x=x, y=y, fill=colour, **look)
    found.text = shown(text)
    return found
