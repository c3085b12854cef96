"""Native charts of a workbook, drawn from the cells beside them: whoever changes a number there changes the chart."""

from __future__ import annotations

from monitoring.charts import COLUMNS, Drawing, Series
from monitoring.palette import LIGHT
from monitoring.typography import OFFICE
from publishing.documents import office_text
from publishing.documents.content import Count
from publishing.documents.slide_charts import COLOURS, TARGETS, WIDTHS, number_format
from publishing.documents.workbook_sheets import Sheet

WIDE, HIGH, EDGE = 525, 280, 6
"""Pixels of a chart, and around it."""

BESIDE = 5
"""The column that a chart begins in, from 0."""


def of_indicator(sheet: Sheet, drawing: Drawing, header: int, titled: int, alternative: str) -> None:
    """Values as columns or a line, the target as a dashed line, the one beside it as a dotted one.

    The figures stand under row `header`, in the drawing's order; the chart's title is the text in row `titled`.
    """
    is_columns = drawing.marks == COLUMNS
    kind = {"type": "column", "subtype": "stacked"} if drawing.is_summed else {"type": "column"} if is_columns else {"type": "line"}
    chart = sheet.book.file.add_chart(kind)
    over = sheet.book.file.add_chart({"type": "line"}) if is_columns and any(series.role in TARGETS for series in drawing.series) else chart
    for place, series in enumerate(drawing.series, 1):
        described = _series(sheet.name, header, place, len(drawing.years)) | _look(series, is_columns)
        if series.role == "value":
            described["data_labels"] = _labels(drawing, series)
        (over if series.role in TARGETS else chart).add_series(described)
    if over is not chart:
        chart.combine(over)
    least, most = drawing.ends
    grid = {"visible": True, "line": {"color": LIGHT.line, "width": 0.75}}
    chart.set_y_axis({"min": least, "max": most, "num_format": number_format(drawing), "major_gridlines": grid, "line": {"none": True}} | _letters())
    chart.set_x_axis({"line": {"color": LIGHT.line}} | _letters())
    chart.set_legend({"position": "bottom", "font": _font()} if len(drawing.series) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    _put(sheet, chart, header, titled, alternative)


def of_counts(sheet: Sheet, counts: tuple[Count, ...], header: int, titled: int, alternative: str) -> None:
    """How many goals where: a bar a status in its colour, the first on top. Statuses and numbers stand under row `header`."""
    chart = sheet.book.file.add_chart({"type": "bar"})
    described = _series(sheet.name, header, 1, len(counts)) | {"gap": 45, "data_labels": {"value": True, "font": _font()}}
    described["points"] = [{"fill": {"color": LIGHT.status[count.mark.status]}} for count in counts]
    chart.add_series(described)
    chart.set_y_axis({"reverse": True, "line": {"color": LIGHT.line}} | _letters())
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    _put(sheet, chart, header, titled, alternative)


def _put(sheet: Sheet, chart, row: int, titled: int, alternative: str) -> None:
    chart.set_title({"name": [sheet.name, titled, 0], "name_font": _font(12) | {"bold": True}})
    chart.set_chartarea({"border": {"color": LIGHT.line}})
    chart.set_size({"width": WIDE, "height": HIGH})
    options = {"description": office_text.printable(alternative), "object_position": 2, "x_offset": EDGE, "y_offset": EDGE}
    sheet.file.insert_chart(row, BESIDE, chart, options)
    sheet.below(row, HIGH + 2 * EDGE)


def _series(name: str, header: int, column: int, number: int) -> dict:
    rows = (header + 1, header + number)
    return {
        "name": [name, header, column],
        "categories": [name, rows[0], 0, rows[1], 0],
        "values": [name, rows[0], column, rows[1], column],
    }


def _look(series: Series, is_columns: bool) -> dict:
    colour, is_target = COLOURS[series.role], series.role in TARGETS
    if is_columns and not is_target:
        return {"fill": {"color": colour}, "gap": 70}
    line = {"color": colour, "width": WIDTHS[series.role]}
    if is_target:
        line["dash_type"] = "dash" if series.role == "target" else "round_dot"
    is_alone = sum(point is not None for point in series.points) == 1
    marker = {"size": 8, "fill": {"color": colour}, "border": {"color": colour}, "type": "diamond" if is_target else "circle"}
    return {"line": line, "marker": marker if is_alone or not is_target else {"type": "none"}}


def _labels(drawing: Drawing, series: Series) -> dict:
    is_stacked = drawing.is_summed
    position = "center" if is_stacked else "outside_end" if drawing.marks == COLUMNS else "above"
    font = _font() | {"bold": True, "color": LIGHT.surface if is_stacked else LIGHT.ink}
    labels = {"value": True, "num_format": number_format(drawing), "position": position, "font": font}
    if is_stacked:
        labels["custom"] = [{"delete": True} if point == 0 else None for point in series.points]
    return labels


def _letters() -> dict:
    return {"num_font": _font()}


def _font(points: int = 10) -> dict:
    return {"name": OFFICE, "size": points, "color": LIGHT.ink}
