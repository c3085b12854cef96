"""Native charts of slides and of sheets: the office program's own, to be edited there.

Those of slides have their figures in a sheet inside, those of sheets are drawn from the cells beside them.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from monitoring.charts import COLUMNS, Drawing, Series
from monitoring.palette import LIGHT
from monitoring.typography import OFFICE
from publishing.documents import office_text
from publishing.documents.content import Count

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.chart.data import CategoryChartData
    from pptx.shapes.shapetree import SlideShapes

    from publishing.documents.workbook_sheets import Sheet

Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""

COLOURS = {"value": LIGHT.accent, "before": LIGHT.line, "target": LIGHT.target, "other": LIGHT.muted, "pace": LIGHT.accent}
LINES = ("target", "other", "pace")
"""The roles that are a line whatever the values are."""

WIDTHS = {"target": 2.25, "other": 1.5, "value": 2.75, "pace": 1.5, "line": 2.25}
"""Points of a line."""

DASHES = ("solid", "dash", "round_dot", "dash_dot")
"""What tells several lines apart besides their colours, as XlsxWriter calls it and in capitals python-pptx."""

WIDE, HIGH, EDGE = 525, 280, 6
"""Pixels of a sheet's chart, and around it."""

BESIDE = 5
"""The column that a sheet's chart begins in, from 0."""


def on_slide(shapes: SlideShapes, drawing: Drawing, box: Box, tag: str, alternative: str, points: int) -> None:
    """Values as columns or a line, the target and the pace as dashed lines over them, the target beside it as a dotted one."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

    is_columns = drawing.marks == COLUMNS
    columns = XL_CHART_TYPE.COLUMN_STACKED if drawing.is_summed else XL_CHART_TYPE.COLUMN_CLUSTERED
    kind = columns if is_columns else XL_CHART_TYPE.LINE_MARKERS
    chart = _put_on_slide(shapes, kind, _data(drawing), box, tag, alternative, points)
    chart.has_legend = len(drawing.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, drawing)
    if is_columns:
        chart.plots[0].gap_width = 70
        _lines_over_columns(chart, drawing)
    for plot in chart.plots:
        for series in plot.series:
            drawn = next(one for one in drawing.series if one.name == series.name)
            _slide_look(series, drawn.role, colour(drawing, drawn), is_columns and drawn.role not in LINES)
            if drawn.role == "line":
                _slide_dash(series, drawing.series.index(drawn))
                _slide_end(series, drawn, colour(drawing, drawn), tag, points)
            if drawn.role == "value":
                _slide_label(series, drawing, tag, points)


def counts_on_slide(shapes: SlideShapes, counts: tuple[Count, ...], name: str, box: Box, tag: str, alternative: str, points: int) -> None:
    """How many goals have which status: a bar a status in its colour, the first on top."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format="0")
    data.categories = [str(count.mark) for count in counts]
    data.add_series(name, [len(count.codes) for count in counts])
    chart = _put_on_slide(shapes, XL_CHART_TYPE.BAR_CLUSTERED, data, box, tag, alternative, points)
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = office_text.rgb(LIGHT.line)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.show_value = True
    for point, count in enumerate(counts):
        fill = plot.series[0].points[point].format.fill
        fill.solid()
        fill.fore_color.rgb = office_text.rgb(LIGHT.status[count.mark.status])


def colour(drawing: Drawing, series: Series) -> str:
    """A series' colour by its role; of several lines each has its own."""
    return LIGHT.series[drawing.series.index(series)] if series.role == "line" else COLOURS[series.role]


def _data(drawing: Drawing) -> CategoryChartData:
    from pptx.chart.data import CategoryChartData

    data = CategoryChartData(number_format=number_format(drawing))
    data.categories = [year.label for year in drawing.years]
    for series in drawing.series:
        data.add_series(series.name, series.points)
    return data


def number_format(drawing: Drawing) -> str:
    """How a spreadsheet program shows the numbers; its own language's separators take the place of these."""
    decimals = f".{'0' * drawing.decimals}" if drawing.decimals else ""
    return f'#,##0{decimals}" %"' if drawing.is_percentage else f"#,##0{decimals}"


def _put_on_slide(shapes: SlideShapes, kind, data: CategoryChartData, box: Box, tag: str, alternative: str, points: int) -> Chart:
    from pptx.util import Inches, Pt

    frame = shapes.add_chart(kind, *map(Inches, box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", office_text.printable(alternative))
    chart = frame.chart
    chart.has_title = False
    chart.font.name, chart.font.size = OFFICE, Pt(points)
    chart.font.color.rgb = office_text.rgb(LIGHT.ink)
    chart.font._element.set("lang", tag)
    return chart


def _axes(chart: Chart, drawing: Drawing) -> None:
    """The years stand at the foot also where values are below zero."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    values, years = chart.value_axis, chart.category_axis
    values.major_gridlines.format.line.color.rgb = office_text.rgb(LIGHT.line)
    values.format.line.fill.background()
    years.format.line.color.rgb = office_text.rgb(LIGHT.line)
    years.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format(drawing), False
    values.minimum_scale, values.maximum_scale = drawing.ends


def _lines_over_columns(chart: Chart, drawing: Drawing) -> None:
    """The lines' series moved out of the columns into a chart of lines on the same axes; their figures stay in the same sheet."""
    found = sum(series.role in LINES for series in drawing.series)
    if not found:
        return
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    bars = chart.plots[0]._element
    line = parse_xml(f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for series in bars.findall(qn("c:ser"))[-found:]:
        bars.remove(series)
        for unfit in series.findall(qn("c:invertIfNegative")):
            series.remove(unfit)
        line.append(series)
    line.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
    for axis in bars.findall(qn("c:axId")):
        line.append(deepcopy(axis))
    bars.addnext(line)


def _slide_dash(series, place: int) -> None:
    from pptx.enum.dml import MSO_LINE_DASH_STYLE

    series.format.line.dash_style = MSO_LINE_DASH_STYLE[DASHES[place].upper()]


def _slide_end(series, drawn: Series, own: str, tag: str, points: int) -> None:
    """The line's name at its newest point."""
    from pptx.enum.chart import XL_LABEL_POSITION

    label = series.points[_newest(drawn)].data_label
    office_text.write(label.text_frame, [drawn.name], tag, points, own, bold=True)
    label.position = XL_LABEL_POSITION.ABOVE


def _newest(series: Series) -> int:
    """The place of its newest point."""
    return max(place for place, point in enumerate(series.points) if point is not None)


def _slide_look(series, role: str, colour_of: str, is_column: bool) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE_DASH_STYLE
    from pptx.util import Pt

    colour = office_text.rgb(colour_of)
    if is_column:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width = colour, Pt(WIDTHS[role])
    if role in LINES:
        line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT if role == "other" else MSO_LINE_DASH_STYLE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        if sum(value is not None for value in series.values) > 1:
            return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.DIAMOND if role in LINES else XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _slide_label(series, drawing: Drawing, tag: str, points: int) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, number_format(drawing), False
    labels.font.name, labels.font.size, labels.font.bold = OFFICE, Pt(points), True
    is_stacked = drawing.is_summed
    labels.font.color.rgb = office_text.rgb(LIGHT.surface if is_stacked else LIGHT.ink)
    labels.font._element.set("lang", tag)
    on_top = XL_LABEL_POSITION.OUTSIDE_END if drawing.marks == COLUMNS else XL_LABEL_POSITION.ABOVE
    labels.position = XL_LABEL_POSITION.CENTER if is_stacked else on_top


def on_sheet(sheet: Sheet, drawing: Drawing, header: int, title_row: int, alternative: str) -> None:
    """Values as columns or a line, the target and the pace as dashed lines, the target beside it as a dotted one.

    The figures are under row `header`, in the drawing's order; the chart's title is the text in row `title_row`.
    """
    is_columns = drawing.marks == COLUMNS
    kind = {"type": "column", "subtype": "stacked"} if drawing.is_summed else {"type": "column"} if is_columns else {"type": "line"}
    chart = sheet.book.file.add_chart(kind)
    over = sheet.book.file.add_chart({"type": "line"}) if is_columns and any(series.role in LINES for series in drawing.series) else chart
    for place, series in enumerate(drawing.series, 1):
        described = _cells(sheet.name, header, place, len(drawing.years)) | _sheet_look(drawing, series, is_columns)
        # What a viewer shows that does not read the cells: left to itself, XlsxWriter keeps a zero for an empty one.
        described["values_data"] = list(series.points)
        if series.role == "value":
            described["data_labels"] = _sheet_labels(drawing, series)
        if series.role == "line":
            described["data_labels"] = _sheet_end(drawing, series)
        (over if series.role in LINES else chart).add_series(described)
    if over is not chart:
        chart.combine(over)
    least, most = drawing.ends
    grid = {"visible": True, "line": {"color": LIGHT.line, "width": 0.75}}
    chart.set_y_axis(
        {"min": least, "max": most, "num_format": number_format(drawing), "major_gridlines": grid, "line": {"none": True}} | _axis_font()
    )
    chart.set_x_axis({"line": {"color": LIGHT.line}, "label_position": "low"} | _axis_font())
    chart.set_legend({"position": "bottom", "font": _font()} if len(drawing.series) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    _put_on_sheet(sheet, chart, header, title_row, alternative)


def counts_on_sheet(sheet: Sheet, counts: tuple[Count, ...], header: int, title_row: int, alternative: str) -> None:
    """How many goals have which status: a bar a status in its colour, the first on top. Statuses and numbers are under row `header`."""
    chart = sheet.book.file.add_chart({"type": "bar"})
    described = _cells(sheet.name, header, 1, len(counts)) | {"gap": 45, "data_labels": {"value": True, "font": _font()}}
    described["points"] = [{"fill": {"color": LIGHT.status[count.mark.status]}} for count in counts]
    chart.add_series(described)
    chart.set_y_axis({"reverse": True, "line": {"color": LIGHT.line}} | _axis_font())
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    _put_on_sheet(sheet, chart, header, title_row, alternative)


def _put_on_sheet(sheet: Sheet, chart, row: int, title_row: int, alternative: str) -> None:
    chart.set_title({"name": [sheet.name, title_row, 0], "name_font": _font(12) | {"bold": True}})
    chart.set_chartarea({"border": {"color": LIGHT.line}})
    chart.set_size({"width": WIDE, "height": HIGH})
    options = {"description": office_text.printable(alternative), "object_position": 2, "x_offset": EDGE, "y_offset": EDGE}
    sheet.file.insert_chart(row, BESIDE, chart, options)
    sheet.below(row, HIGH + 2 * EDGE)


def _cells(name: str, header: int, column: int, number: int) -> dict:
    rows = (header + 1, header + number)
    return {
        "name": [name, header, column],
        "categories": [name, rows[0], 0, rows[1], 0],
        "values": [name, rows[0], column, rows[1], column],
    }


def _sheet_look(drawing: Drawing, series: Series, is_columns: bool) -> dict:
    own, is_line = colour(drawing, series), series.role in LINES
    if is_columns and not is_line:
        return {"fill": {"color": own}, "gap": 70}
    line = {"color": own, "width": WIDTHS[series.role]}
    if series.role == "line":
        line["dash_type"] = DASHES[drawing.series.index(series)]
    if is_line:
        line["dash_type"] = "round_dot" if series.role == "other" else "dash"
    is_alone = sum(point is not None for point in series.points) == 1
    marker = {"size": 8, "fill": {"color": own}, "border": {"color": own}, "type": "diamond" if is_line else "circle"}
    return {"line": line, "marker": marker if is_alone or not is_line else {"type": "none"}}


def _sheet_labels(drawing: Drawing, series: Series) -> dict:
    is_stacked = drawing.is_summed
    position = "center" if is_stacked else "outside_end" if drawing.marks == COLUMNS else "above"
    font = _font() | {"bold": True, "color": LIGHT.surface if is_stacked else LIGHT.ink}
    labels = {"value": True, "num_format": number_format(drawing), "position": position, "font": font}
    if is_stacked:
        labels["custom"] = [{"delete": True} if point == 0 else None for point in series.points]
    return labels


def _sheet_end(drawing: Drawing, series: Series) -> dict:
    """The line's name at its newest point."""
    newest = _newest(series)
    others = [None if place == newest else {"delete": True} for place in range(len(series.points))]
    font = _font() | {"bold": True, "color": colour(drawing, series)}
    return {"series_name": True, "value": False, "position": "above", "font": font, "custom": others}


def _axis_font() -> dict:
    return {"num_font": _font()}


def _font(points: int = 10) -> dict:
    return {"name": OFFICE, "size": points, "color": LIGHT.ink}
