"""Native charts: the office program's own, with their figures in a sheet inside, to be edited there."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from monitoring.charts import COLUMNS, Drawing
from monitoring.palette import LIGHT
from monitoring.typography import OFFICE
from publishing.documents import office_text
from publishing.documents.content import Count

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.chart.data import CategoryChartData
    from pptx.shapes.shapetree import SlideShapes

Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""

COLOURS = {"value": LIGHT.accent, "before": LIGHT.line, "target": LIGHT.target, "other": LIGHT.muted}
TARGETS = ("target", "other")
"""The roles that are a line whatever the values are."""

WIDTHS = {"target": 2.25, "other": 1.5, "value": 2.75}
"""Points of a line."""


def of_indicator(shapes: SlideShapes, drawing: Drawing, box: Box, tag: str, alternative: str, points: int) -> None:
    """Values as columns or a line, the target as a dashed line over them, the one beside it as a dotted one."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

    is_columns = drawing.marks == COLUMNS
    columns = XL_CHART_TYPE.COLUMN_STACKED if drawing.is_summed else XL_CHART_TYPE.COLUMN_CLUSTERED
    kind = columns if is_columns else XL_CHART_TYPE.LINE_MARKERS
    chart = _put(shapes, kind, _data(drawing), box, tag, alternative, points)
    chart.has_legend = len(drawing.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, drawing)
    if is_columns:
        chart.plots[0].gap_width = 70
        _targets_over_columns(chart, drawing)
    for plot in chart.plots:
        for series in plot.series:
            role = next(one.role for one in drawing.series if one.name == series.name)
            _look(series, role, is_columns and role not in TARGETS)
            if role == "value":
                _label(series, drawing, tag, points)


def of_counts(shapes: SlideShapes, counts: tuple[Count, ...], name: str, box: Box, tag: str, alternative: str, points: int) -> None:
    """How many goals where: a bar a status in its colour, the first on top."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format="0")
    data.categories = [str(count.mark) for count in counts]
    data.add_series(name, [len(count.codes) for count in counts])
    chart = _put(shapes, XL_CHART_TYPE.BAR_CLUSTERED, data, box, tag, alternative, points)
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


def _put(shapes: SlideShapes, kind, data: CategoryChartData, box: Box, tag: str, alternative: str, points: int) -> Chart:
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
    values, years = chart.value_axis, chart.category_axis
    values.major_gridlines.format.line.color.rgb = office_text.rgb(LIGHT.line)
    values.format.line.fill.background()
    years.format.line.color.rgb = office_text.rgb(LIGHT.line)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format(drawing), False
    values.minimum_scale, values.maximum_scale = drawing.ends


def _targets_over_columns(chart: Chart, drawing: Drawing) -> None:
    """The targets' series moved out of the columns into lines of their own on the same axes; their figures stay in the same sheet."""
    found = sum(series.role in TARGETS for series in drawing.series)
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


def _look(series, role: str, is_column: bool) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE_DASH_STYLE
    from pptx.util import Pt

    colour = office_text.rgb(COLOURS[role])
    if is_column:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width = colour, Pt(WIDTHS[role])
    if role in TARGETS:
        line.dash_style = MSO_LINE_DASH_STYLE.DASH if role == "target" else MSO_LINE_DASH_STYLE.ROUND_DOT
        series.marker.style = XL_MARKER_STYLE.NONE
        if sum(value is not None for value in series.values) > 1:
            return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.DIAMOND if role in TARGETS else XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _label(series, drawing: Drawing, tag: str, points: int) -> None:
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
