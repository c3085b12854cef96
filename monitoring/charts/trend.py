"""A small trend: an indicator's drawing as a picture of a line's height, in SVG, with the values and the target in words; and how the newest value
compares with the year before. The colours are those of the page's style sheet, by the names of classes."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from monitoring import kinds, targets
from monitoring.charts import facts, forms, sentences, text_metrics
from monitoring.charts.drawing import CELLS, COLUMNS, FINAL, LACKING, Drawing
from monitoring.charts.milestone_strip import SIGNS
from monitoring.charts.target_lines import TargetLine
from monitoring.model import GoalView, IndicatorView
from monitoring.words import Words

WIDTH, HEIGHT, PLOT, TEXT = 140, 40, 84, 14
"""Pixels: of the picture, of the width of its years, of its text."""

GAP = 6
"""Between the years and the number beside them, which is left out where it has no room: the words tell it too."""

TOP, FOOT = 6, 35
"""Where the highest value is and where zero is, in pixels from the upper edge."""

UP, DOWN, STILL = "↑", "↓", "→"
STEPS = {"not-started": 0, "interrupted": 1, "in-progress": 2, "done": 3}
"""How far a milestone is."""


def of_goal(goal: GoalView) -> IndicatorView | None:
    """The indicator that a goal's trend is of: the first of those that decide its status; None where the goal has none."""
    decided = goal.assessment.values["decided"]
    return next((view for view in goal.indicators if view.indicator.indicator in decided), next(iter(goal.indicators), None))


def svg(view: IndicatorView, words: Words) -> str:
    """The picture: values from zero or on the scale of answers, the target as a dashed line; a milestone's years as cells, with its deadline."""
    drawn = forms.drawing(view, words)
    size = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT)}
    picture = Element("svg", {"class": "m-trend", "role": "img"} | size)
    SubElement(picture, "title").text = sentence(view, words)
    plane = _Plane(drawn)
    if drawn.marks == CELLS:
        _cells(picture, plane, drawn)
    else:
        _values(picture, plane, drawn)
    newest = drawn.values.get(view.year)
    if newest and text_metrics.width(newest.number, TEXT) <= WIDTH - PLOT - GAP:
        height = min(max(plane.y(newest.top) + TEXT * 0.35, TEXT * 0.8), HEIGHT - 3)
        SubElement(picture, "text", {"x": f"{PLOT + GAP}", "y": f"{height:.1f}", "font-size": str(TEXT)}).text = newest.number
    return ElementTree.tostring(picture, encoding="unicode")


def sentence(view: IndicatorView, words: Words) -> str:
    """The picture in words: the indicator, its value in each year until the one asked about, the target."""
    found = [(year, in_year(view, year, words)) for year in view.years]
    years = "; ".join(words("chart.alternative.year", year=year, what=what) for year, what in found if what)
    key = "trend.sentence" if years else "trend.sentence.nothing"
    return words(key, name=words.name(view.indicator), years=years, target=sentences.target_sentence(view, words))


def in_year(view: IndicatorView, year: int, words: Words) -> str:
    """What a chart shows of a year: the value, why there is none, a milestone's state; "" for years to come and before the target."""
    if kinds.of(view.indicator).has_states:
        return forms.cell(view, year, words).name
    status = facts.value_status(view, year)
    if status in facts.SHOWN:
        return facts.full(view, view.figures[year].value, words)
    return "" if status in ("early", "later") else facts.state(view, year, words)


def movement(view: IndicatorView, words: Words) -> str:
    """How the value of the year asked about compares with the year before: a sign for up, down or the same, and a word for better or worse, or more
    or less where neither is better. Of a milestone, whether it is further. "" where there is no value, and where the year is under way."""
    before_year = view.year - 1
    if kinds.of(view.indicator).has_states:
        return _progress(view, before_year, words)
    now, before = view.figures.get(view.year), view.figures.get(before_year)
    if facts.value_status(view, view.year) not in facts.SHOWN or (now.coverage < 1 and kinds.of(view.indicator).sums):
        return ""
    if facts.value_status(view, before_year) not in facts.SHOWN or (before.coverage < 1 and kinds.of(view.indicator).sums):
        return words("trend.first", before_year=before_year)
    change = now.value - before.value
    if facts.size(view, change, words) is None:
        return words("trend.same", sign=STILL, before_year=before_year)
    direction = view.target.direction
    better = "more" if change > 0 else "less"
    if direction:
        better = "better" if (change > 0) == (direction == "up") else "worse"
    return words(f"trend.{better}", sign=UP if change > 0 else DOWN, before_year=before_year)


def _progress(view: IndicatorView, before_year: int, words: Words) -> str:
    now, before = (STEPS.get(_state(view, year)) for year in (view.year, before_year))
    if now is None or before is None:
        return ""
    sign, key = (STILL, "same") if now == before else (UP, "further") if now > before else (DOWN, "back")
    return words(f"trend.{key}", sign=sign, before_year=before_year)


def _state(view: IndicatorView, year: int) -> str | None:
    done_year = targets.year_of(targets.completed(view.reports))
    return "done" if done_year is not None and year >= done_year else targets.state_in(view.reports, year)


class _Plane:
    """Where years and values are in the picture."""

    def __init__(self, drawn: Drawing):
        self.first, self.band = drawn.axis[0], PLOT / len(drawn.axis)
        low, high = drawn.extent if drawn.marks != CELLS else (0, 1)
        if not (drawn.scale and drawn.marks != COLUMNS):
            low = min(0, low)
        self.low, self.high = low, high if high > low else low + 1

    def x(self, year: float) -> float:
        """The middle of a year's band."""
        return (year - self.first + 0.5) * self.band

    def y(self, value: float) -> float:
        return FOOT - (value - self.low) / (self.high - self.low) * (FOOT - TOP)


def _values(picture: Element, plane: _Plane, drawn: Drawing) -> None:
    _line(picture, "axis", (0, plane.y(max(plane.low, 0))), (PLOT, plane.y(max(plane.low, 0))))
    if drawn.marks == COLUMNS:
        _columns(picture, plane, drawn)
    if drawn.target:
        for line in filter(None, (drawn.target.other, drawn.target)):
            _target(picture, plane, line, "target" if line is drawn.target else "other")
    if drawn.marks != COLUMNS:
        _points(picture, plane, drawn)
    for year in drawn.years:
        if year.status in LACKING:
            _rect(picture, "lacking", plane.x(year.year) - plane.band * 0.3, FOOT - 10, plane.band * 0.6, 10)


def _columns(picture: Element, plane: _Plane, drawn: Drawing) -> None:
    wide = min(plane.band * 0.56, 20)
    for year in drawn.values.values():
        base = year.base or 0
        for name, low, high in (("before", 0, base), ("value" if year.status == FINAL else "unsettled", base, year.top)):
            upper, lower = sorted((plane.y(high), plane.y(low)))
            if lower > upper or name != "before":
                _rect(picture, name, plane.x(year.year) - wide / 2, upper, wide, max(lower - upper, 1))


def _points(picture: Element, plane: _Plane, drawn: Drawing) -> None:
    for (before, low), (year, high) in pairwise(drawn.values.items()):
        if year == before + 1:
            _line(picture, "line", (plane.x(before), plane.y(low.value)), (plane.x(year), plane.y(high.value)))
    for year in drawn.values.values():
        name = "value" if year.status == FINAL else "unsettled"
        at = {"cx": f"{plane.x(year.year):.1f}", "cy": f"{plane.y(year.value):.1f}", "r": "4"}
        SubElement(picture, "circle", {"class": f"m-trend-{name}"} | at)


def _target(picture: Element, plane: _Plane, line: TargetLine, name: str) -> None:
    for start, stop in pairwise(line.points):
        _line(picture, name, *((plane.x(year), plane.y(value)) for year, value in (start, stop)))


def _cells(picture: Element, plane: _Plane, drawn: Drawing) -> None:
    """A cell a year with the sign of its state; the deadline is a line at the end of its year."""
    for cell in drawn.cells:
        _rect(picture, f"cell-{cell.state}", plane.x(cell.year) - plane.band / 2 + 1, TOP + 2, plane.band - 2, FOOT - TOP - 4)
        place = {"x": f"{plane.x(cell.year):.1f}", "y": f"{(TOP + FOOT) / 2 + TEXT * 0.35:.1f}", "font-size": str(TEXT), "text-anchor": "middle"}
        SubElement(picture, "text", {"class": f"m-trend-sign-{cell.state}"} | place).text = SIGNS.get(cell.state, "")
    for deadline in drawn.deadlines:
        at = plane.x(deadline.shown) + plane.band / 2
        _line(picture, "target" if deadline is drawn.deadlines[0] else "other", (at, TOP - 5), (at, FOOT + 5))


def _line(picture: Element, name: str, start: tuple[float, float], stop: tuple[float, float]) -> None:
    (x1, y1), (x2, y2) = start, stop
    at = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    SubElement(picture, "line", {"class": f"m-trend-{name}"} | at)


def _rect(picture: Element, name: str, x: float, y: float, width: float, height: float) -> None:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    SubElement(picture, "rect", {"class": f"m-trend-{name}"} | at)
