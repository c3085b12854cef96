"""The chart of a drawing's values over the years on a page: columns or points, the target, statistics beside them, years without a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from monitoring.charts import text_metrics, value_labels
from monitoring.charts.canvas import Canvas
from monitoring.charts.drawing import COLUMNS, FINAL, Drawing, Projection, Statistic, Year
from monitoring.charts.facts import SHOWN
from monitoring.charts.target_lines import TargetLine

TICKS, SMALL_TICKS = 3, 2
"""At least so many marks of a scale that is cut."""

PATTERNS = {"reported": "", "provisional": "/", "estimated": "."}
SYMBOLS = {"reported": "circle", "provisional": "circle", "estimated": "square"}
"""What tells a value that is not final: a column's hatching, a hollow point's form."""

FIRST = 998
"""Of Plotly's ranks in the key one before the others', which are 1000: the target that holds comes first there, though it is drawn on top."""

TALLER = 50
"""Pixels that each further statistic adds to the plot's height."""

LOOKS = (("dot", "square", "■"), ("dashdot", "triangle-up", "▲"), ("longdashdot", "x", "✕"))
"""Dash, mark, and the same mark as a character: what tells statistics apart, since they all have the colour of what is not the indicator's own."""


def draw(canvas: Canvas, drawing: Drawing) -> None:
    """Everything that makes room for itself first, then the scale, then the marks from the back to the front."""
    values, target, is_columns = drawing.values, drawing.target, drawing.marks == COLUMNS
    canvas.ticks, canvas.is_cut = drawing.ticks(SMALL_TICKS if canvas.size.compact else TICKS), drawing.is_cut
    _announce_target(canvas, target)
    announce_statistics(canvas, drawing.statistics)
    if not canvas.size.compact:
        canvas.under |= {year.year: _under(year.below) for year in values.values() if year.below}
    texts = value_labels.texts(canvas, values)
    size = canvas.fit(texts.values())
    _scale(canvas, drawing, size)
    _put_target(canvas, target)
    put_statistics(canvas, drawing.statistics)
    if is_columns:
        _put_columns(canvas, drawing)
    else:
        _put_points(canvas, values)
    _put_projection(canvas, drawing.projection)
    _put_baseline(canvas, target)
    value_labels.put(canvas, drawing, texts, size)
    value_labels.put_lacking(canvas, drawing)


def _scale(canvas: Canvas, drawing: Drawing, size: int) -> None:
    """With room for the labels above the values and, where points do not begin at zero, below them."""
    low, high = drawing.extent
    label, gap = text_metrics.height("", size) + canvas.size.marker / 2, value_labels.GAP
    if canvas.ticks and low >= 0 and not canvas.is_cut:
        canvas.scale(low, high, foot=canvas.size.marker, head=label + gap)
        return
    if canvas.is_cut:
        put_break(canvas)
    canvas.scale(low, high, foot=label + 2 * gap if low else 0, head=label + 2 * gap)


def put_break(canvas: Canvas) -> None:
    """Two strokes across the foot of the axis of values: it does not begin at zero; in a large chart the words too."""
    for height in (6, 11):
        ends = {"xanchor": 0, "x0": -7, "x1": 7, "yanchor": 0, "y0": height, "y1": height + 6}
        place = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel"} | ends
        canvas.shapes.append({"type": "line", "name": "axis-break", "line": {"color": canvas.palette.ink, "width": 2}} | place)
    if not canvas.size.compact:
        canvas.notes.insert(0, text_metrics.broken(canvas.words("chart.not-from-zero"), 37))


def _under(text: str) -> list[str]:
    """Lines below a year's tick; a number stays whole."""
    return text_metrics.broken(text, 9).split("<br>") if " " in text else [text_metrics.safe(text)]


def _hover(year: Year) -> str:
    lines = text_metrics.paragraph(year.year, year.details)
    return f"{lines}<br>{text_metrics.safe(year.total_words)}" if year.total_words else lines


def _by_status(values: Iterable[Year]) -> dict[str, list[Year]]:
    """The years of the values that are final, provisional, estimated; those that none is left out."""
    values = list(values)
    return {status: found for status in SHOWN if (found := [year for year in values if year.status == status])}


def _key(canvas: Canvas, status: str) -> str:
    """What the key says of values that are not final."""
    return "" if status == FINAL else canvas.entry(canvas.words(f"chart.key.{status}"), canvas.palette.ink)


def _put_columns(canvas: Canvas, drawing: Drawing) -> None:
    """Columns from zero or, pale below them, from what the years before brought; hatched where a value is not final."""
    palette, values = canvas.palette, drawing.values.values()
    if before := {year.year: year.base for year in values if (year.base or 0) > 0}:
        look = {"color": palette.raised, "line": {"color": palette.accent, "width": 2}}
        key = canvas.entry(drawing.names["before"], palette.ink)
        canvas.trace("before", key=key, type="bar", x=list(before), y=list(before.values()), width=value_labels.COLUMN, marker=look)
    for status, found in _by_status(values).items():
        pattern = {"shape": PATTERNS[status], "fillmode": "replace", "size": 9, "solidity": 0.3}
        canvas.trace(
            "values",
            key=_key(canvas, status),
            type="bar",
            x=[year.year for year in found],
            y=[year.value for year in found],
            base=[0 if year.base is None else year.base for year in found],
            width=value_labels.COLUMN,
            marker={"color": palette.accent, "line": {"color": palette.accent, "width": 2}, "pattern": pattern},
            hovertext=[_hover(year) for year in found],
        )


def _put_points(canvas: Canvas, values: dict[int, Year]) -> None:
    """Points, hollow where a value is not final, and the line between neighbouring years, dotted towards such a value."""
    palette, size = canvas.palette, canvas.size
    unsettled = {year.year for year in values.values() if year.status != FINAL}
    pairs = [{one, following} for one, following in pairwise(values) if following == one + 1]
    settled = [pair for pair in pairs if not unsettled & pair]
    for name, dash, joined in (("trend", "solid", settled), ("trend-unsettled", "dot", [pair for pair in pairs if pair not in settled])):
        x = [year for pair in joined for year in (*sorted(pair), None)]
        if x:
            y = [year and values[year].value for year in x]
            canvas.trace(name, mode="lines", x=x, y=y, connectgaps=False, line={"color": palette.accent, "width": size.line, "dash": dash})
    for status, found in _by_status(values.values()).items():
        canvas.trace(
            "values",
            key=_key(canvas, status),
            mode="markers",
            x=[year.year for year in found],
            y=[year.value for year in found],
            marker={
                "symbol": SYMBOLS[status],
                "size": size.marker,
                "color": palette.accent if status == FINAL else palette.surface,
                "line": {"color": palette.accent, "width": size.thin},
            },
            hovertext=[_hover(year) for year in found],
        )


def _announce_target(canvas: Canvas, line: TargetLine | None) -> None:
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
        canvas.side_label(line.value, line.sign if canvas.size.compact else line.number, colour)


def _put_target(canvas: Canvas, line: TargetLine | None) -> None:
    """The target's marks: after `scale`, before the values, so that these lie on top."""
    palette, size, other = canvas.palette, canvas.size, line.other if line else None
    if other and other.points:
        # Thin and pale, under the one that the year is assessed against.
        _put_line(canvas, "target-other", other, other.label, {"color": palette.muted, "width": size.thin - 1, "dash": "dot"}, FIRST + 1)
    if line is None or not line.points:
        return
    _put_good_side(canvas, line)
    _put_line(canvas, "target", line, line.full_label, {"color": palette.target, "width": size.thin, "dash": "dash"}, FIRST)
    if line.end and line.end[0] in canvas.years:
        mark = {"symbol": "diamond", "size": size.marker + 2, "color": palette.target}
        canvas.trace("target-end", mode="markers", x=[line.end[0]], y=[line.end[1]], marker=mark, hovertext=[_target_hover(line, line.end[1])])


def _put_line(canvas: Canvas, name: str, line: TargetLine, label: str, look: dict, rank: int) -> None:
    """The line with a point at every year, to be hovered there."""
    points = line.stops(canvas.years)
    canvas.trace(
        name,
        key=canvas.entry(label, look["color"]),
        mode="lines",
        x=[x for x, _ in points],
        y=[y for _, y in points],
        line=look,
        hovertext=[_target_hover(line, y) for _, y in points],
        legendrank=rank,
    )


def _target_hover(line: TargetLine, height: float) -> str:
    return "<br>".join(text_metrics.safe(text) for text in (line.label, line.needed.get(height)) if text)


def _put_good_side(canvas: Canvas, line: TargetLine) -> None:
    """A tint over the side of the line where the target is met."""
    edge = canvas.low if line.side == "down" else canvas.high
    corners = [(line.points[0][0], edge), *line.points, (line.points[-1][0], edge)]
    path = "M" + "L".join(f"{x},{y}" for x, y in corners) + "Z"
    look = {"fillcolor": canvas.palette.status["achieved"], "opacity": 0.1, "line": {"width": 0}, "layer": "below"}
    canvas.shapes.append({"type": "path", "name": "good-side", "path": path} | look)


def _put_baseline(canvas: Canvas, line: TargetLine | None) -> None:
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
    text = canvas.words("chart.hover.baseline", baseline_year=year, value=line.baseline_value)
    key = canvas.entry(canvas.words("chart.baseline", baseline_year=year), canvas.palette.target)
    canvas.trace("baseline", key=key, mode="markers", x=[year], y=[value], marker=mark, hovertext=[text_metrics.safe(text)])


def _put_projection(canvas: Canvas, line: Projection | None) -> None:
    """How the values would go on: dashed and thin, in their own colour, with small hollow points that can be hovered."""
    if line is None:
        return
    palette, size = canvas.palette, canvas.size
    canvas.trace(
        "pace",
        key=canvas.entry(line.name, palette.accent),
        mode="lines+markers",
        x=list(line.points),
        y=list(line.points.values()),
        line={"color": palette.accent, "width": size.thin - 1, "dash": "dash"},
        marker={
            "symbol": "circle",
            "size": [size.marker - 8 if year in line.details else 0 for year in line.points],
            "color": palette.surface,
            "line": {"color": palette.accent, "width": 1.5},
        },
        hovertext=[text_metrics.paragraph(year, [line.details.get(year, "")]) for year in line.points],
    )


def announce_statistics(canvas: Canvas, lines: tuple[Statistic, ...]) -> None:
    """The last value of each beside the plot, with its mark where there are several, and the height that keeps them apart. Before `fit` and
    `scale`."""
    canvas.size = replace(canvas.size, plot=canvas.size.plot + TALLER * max(0, len(lines) - 1))
    for line, (_, _, mark) in zip(lines, LOOKS, strict=False):
        canvas.side_label(line.points[max(line.points)], f"{mark} {line.number}" if len(lines) > 1 else line.number, canvas.palette.muted)


def put_statistics(canvas: Canvas, lines: tuple[Statistic, ...]) -> None:
    """The statistics' lines, with their names in the key: after `scale`, before the indicator's own values."""
    size, colour = canvas.size, canvas.palette.muted
    for line, (dash, symbol, _) in zip(lines, LOOKS, strict=False):
        canvas.trace(
            "context",
            key=canvas.entry(line.name, colour),
            mode="lines+markers",
            x=list(line.points),
            y=list(line.points.values()),
            line={"color": colour, "width": size.thin - 1, "dash": dash},
            marker={"symbol": symbol, "size": size.marker - 6, "color": colour},
            hovertext=[text_metrics.paragraph(year, [line.name, line.details[year]]) for year in line.points],
        )
