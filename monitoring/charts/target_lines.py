"""What a value is held against, drawn the same way in every chart: a limit, a path, a sum's pace, a baseline with its good side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from monitoring import rules
from monitoring.charts import facts, text_metrics
from monitoring.charts.canvas import Canvas
from monitoring.model import IndicatorView
from monitoring.rules import Point
from monitoring.words import Words

FIRST = 998
"""Of Plotly's ranks in the key one before the others', which are 1000: the target that holds comes first there, though it is drawn on top."""


@dataclass(frozen=True)
class TargetLine:
    """What is asked for in words (`label`), as a `number` and with its `sign` (≥ 5). `value` is None where there is nothing yet to measure from.

    `points` (year, value) are the line, `span` the edges of the years that it holds for; `end` is the point to arrive at, `baseline` the
    point to start from. `other` is the target beside it, where the programme and the council each have one.
    """

    label: str
    number: str = ""
    sign: str = ""
    value: float | None = None
    points: tuple[Point, ...] = ()
    span: tuple[float, float] = (0, 0)
    end: Point | None = None
    baseline: Point | None = None
    other: TargetLine | None = None

    def at(self, year: float) -> float | None:
        """The line's height over a year, None where there is no line."""
        for (left, start), (right, stop) in pairwise(self.points):
            if left <= year <= right:
                return start + (stop - start) * (year - left) / (right - left)
        return None


def target_line(view: IndicatorView, words: Words) -> TargetLine | None:
    """The target of an indicator that has values; None where it is only monitored and nobody asks for more."""
    found = _own_line(view, words)
    if view.other is None:
        return found
    return replace(found or TargetLine(_monitored(view, words)), other=_other(view, words))


def _other(view: IndicatorView, words: Words) -> TargetLine:
    """The target that the year is not assessed against. It has no line where that would be one of sums beside values, or of values beside sums."""
    found = _own_line(view.exchanged, words) or TargetLine(_monitored(view.exchanged, words))
    is_alike = rules.of(view.target).sums == rules.of(view.other).sums
    return replace(found, label=explained(view.exchanged, found, words), points=found.points if is_alike else ())


def _monitored(view: IndicatorView, words: Words) -> str:
    return words("chart.target.monitor" if view.whose == "only" else "chart.target.monitor.programme")


def _own_line(view: IndicatorView, words: Words) -> TargetLine | None:
    rule = rules.of(view.target)
    if rule.line is None:
        return None
    key, line = f"chart.target.{rule.code}.{_side(view)}", rule.line(view.target, view.figures)
    if line is None:
        return TargetLine(words(f"{key}.open", whose=_whose(view, words)))
    text = facts.limit(view, line.value, words) if rule.has_value else facts.short(view, line.value, words)
    label = words(key, whose=_whose(view, words), value=text, by_year=view.target.by_year)
    first, last = _edges(view)
    end_year, end_value = line.points[-1]
    points = (*line.points, (max(end_year, last), end_value)) if line.goes_on else line.points
    span = (first if line.first is None else max(first, line.first), last if line.last is None else line.last)
    return TargetLine(label, text, f"{rule.sign(view.target.direction)} {text}", line.value, _within(view, points), span, line.end, line.baseline)


def _whose(view: IndicatorView, words: Words) -> str:
    """Whose target it is, as its words begin."""
    return words(f"chart.target.whose.{view.whose}")


def _side(view: IndicatorView) -> str:
    return view.target.direction or "up"


def _edges(view: IndicatorView) -> tuple[float, float]:
    """The axis of years, half a year around its first and last one; a council's target begins with the first year that it is applied to."""
    first = view.council.from_year if view.whose == "council" else view.years[0]
    return max(first, view.years[0]) - 0.5, view.years[-1] + 0.5


def _within(view: IndicatorView, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The part of a line that lies over the axis."""
    whole, (first, last) = TargetLine("", points=points), _edges(view)
    if len(points) < 2 or points[-1][0] <= first or points[0][0] >= last:
        return ()
    start, end = max(first, points[0][0]), min(last, points[-1][0])
    return (start, whole.at(start)), *((x, y) for x, y in points if start < x < end), (end, whole.at(end))


def heights(view: IndicatorView, line: TargetLine | None) -> list[float]:
    """The values that the target line's marks stand at, for the chart's scale."""
    if line is None:
        return []
    others = [value for _, value in line.other.points] if line.other else []
    return others + [value for _, value in line.points] + [point[1] for point in (line.end, line.baseline) if point and point[0] in view.years]


def explained(view: IndicatorView, line: TargetLine, words: Words) -> str:
    """The target in words, with the baseline's year where the axis does not show it."""
    if line.baseline is None or line.baseline[0] in view.years:
        return line.label
    year, value = line.baseline
    if rules.of(view.target).has_value:
        return words("chart.target.from-baseline", target=line.label, value=facts.short(view, value, words), baseline_year=year)
    return words("chart.target.baseline-year", target=line.label, baseline_year=year)


def announce(canvas: Canvas, line: TargetLine | None) -> None:
    """The words that make room for themselves: before `fit` and `scale`."""
    other = line.other if line else None
    if other and not other.points and not canvas.size.compact:
        canvas.notes.append(text_metrics.broken(other.label, 40))
    if other and line.number != other.number:
        _put_number(canvas, other, canvas.palette.muted)
    if line is None or not line.points:
        canvas.heading = text_metrics.broken(line.label if line else canvas.words("chart.target.monitor"), 40)
        return
    _put_number(canvas, line, canvas.palette.target)


def _put_number(canvas: Canvas, line: TargetLine, colour: str) -> None:
    """The target's number at the right end of its line, where that is as high."""
    if line.points and line.points[-1][1] == line.value:
        canvas.beside(line.value, line.sign if canvas.size.compact else line.number, colour)


def put(canvas: Canvas, line: TargetLine | None) -> None:
    """The marks: after `scale`, before the values, so that these lie on top."""
    palette, size, other = canvas.palette, canvas.size, line.other if line else None
    if other and other.points:
        # Thin and pale, under the one that the year is assessed against.
        _put_line(canvas, "target-other", other, other.label, {"color": palette.muted, "width": size.thin - 1, "dash": "dot"}, FIRST + 1)
    if line is None or not line.points:
        return
    _put_good_side(canvas, line)
    label = explained(canvas.view, line, canvas.words)
    _put_line(canvas, "target", line, label, {"color": palette.target, "width": size.thin, "dash": "dash"}, FIRST)
    if line.end and line.end[0] in canvas.years:
        mark = {"symbol": "diamond", "size": size.marker + 2, "color": palette.target}
        canvas.trace("target-end", mode="markers", x=[line.end[0]], y=[line.end[1]], marker=mark, hovertext=[_hover(canvas, line, line.end[1])])


def _put_line(canvas: Canvas, name: str, line: TargetLine, label: str, look: dict, rank: int) -> None:
    """The line with a point at every year, to be hovered there."""
    inner = [(year, line.at(year)) for year in canvas.years if line.points[0][0] < year < line.points[-1][0]]
    points = [line.points[0], *inner, line.points[-1]]
    canvas.trace(
        name,
        key=canvas.entry(label, look["color"]),
        mode="lines",
        x=[x for x, _ in points],
        y=[y for _, y in points],
        line=look,
        hovertext=[_hover(canvas, line, y) for _, y in points],
        legendrank=rank,
    )


def _put_good_side(canvas: Canvas, line: TargetLine) -> None:
    """A tint over the side of the line where the target is met."""
    edge = canvas.low if _side(canvas.view) == "down" else canvas.high
    corners = [(line.points[0][0], edge), *line.points, (line.points[-1][0], edge)]
    path = "M" + "L".join(f"{x},{y}" for x, y in corners) + "Z"
    look = {"fillcolor": canvas.palette.status["achieved"], "opacity": 0.1, "line": {"width": 0}, "layer": "below"}
    canvas.shapes.append({"type": "path", "name": "good-side", "path": path} | look)


def put_baseline(canvas: Canvas, line: TargetLine | None) -> None:
    """The point that everything is measured from: on top of the values."""
    if line is None or line.baseline is None or line.baseline[0] not in canvas.years:
        return
    year, value = line.baseline
    mark = {
        "symbol": "diamond",
        "size": canvas.size.marker,
        "color": canvas.palette.surface,
        "line": {"color": canvas.palette.target, "width": canvas.size.thin},
    }
    text = canvas.words("chart.hover.baseline", baseline_year=year, value=facts.full(canvas.view, value, canvas.words))
    key = canvas.entry(canvas.words("chart.baseline", baseline_year=year), canvas.palette.target)
    canvas.trace("baseline", key=key, mode="markers", x=[year], y=[value], marker=mark, hovertext=[text_metrics.safe(text)])


def _hover(canvas: Canvas, line: TargetLine, value: float) -> str:
    label = text_metrics.safe(line.label)
    if len({level for _, level in line.points}) < 2:
        return label
    needed = canvas.words("chart.hover.path", value=facts.limit(canvas.view, value, canvas.words))
    return f"{label}<br>{text_metrics.safe(needed)}"
