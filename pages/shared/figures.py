"""One indicator on a page: its sentence, its chart against the target, the table twin, where each figure comes from."""

from __future__ import annotations

import streamlit as st

from monitoring import charts, moments, reasons
from monitoring.model import Cell, IndicatorView
from pages.shared import council_target, entries, html, session


def indicator(view: IndicatorView, is_only: bool) -> None:
    """Everything about one indicator, in full size. Where it is the goal's only one, the goal's status and sentence above say it already."""
    words, palette, code = session.words(), session.palette(), view.indicator.indicator
    with st.container(key=f"indicator-{code}"):
        st.header(charts.title(view, words))
        if not is_only:
            st.html(html.badge(view.assessment.status, words))
            st.html(html.paragraph(reasons.sentence(view.assessment, view, words), "sentence"))
        council_target.said(view)
        chart(view, f"chart-{code}")
        if areas := charts.areas(view, words, palette):
            st.html(html.subheading(charts.areas_title(view, words)))
            st.plotly_chart(areas, theme=None, config=charts.config(words), key=f"areas-{code}", alt=charts.alternative_areas(view, words))
        with st.expander(words("figures.table")):
            twin(charts.table(view, words))
            if areas:
                twin(charts.areas_table(view, words))
            if credits := charts.credits(view, words):
                st.html(html.paragraph(credits, "muted"))
            sources(view)


def chart(view: IndicatorView, key: str, compact: bool = False) -> None:
    """The indicator's chart, with what it says for a screen reader."""
    words = session.words()
    drawn = charts.draw(view, words, session.palette(), compact=compact)
    st.plotly_chart(drawn, theme=None, config=charts.config(words), key=key, alt=charts.alternative(view, words))


def twins(*tables: charts.Table) -> None:
    """The figures of one chart or several as tables, folded."""
    with st.expander(session.words()("embed.table")):
        for table in tables:
            twin(table)


def twin(table: charts.Table) -> None:
    """A chart's figures as a table."""
    st.html(html.table(table.columns, table.rows, table.caption, table.numeric))


def sources(view: IndicatorView) -> None:
    """File, sheet, cell, date and, where that is told, who: for every figure and state of the chart, and for the statistics that were delivered to
    stand beside."""
    words = session.words()
    cells = [cell for figure in view.figures.values() for cell in figure.cells if figure.year <= max(view.years)]
    cells += [cell for line in view.context for cell in line.cells if int(cell.period[:4]) in view.years]
    rows = [(cell.period, _said(cell), cell.trace) for cell in cells]
    rows += [(str(report.year), words(f"state.{report.state}"), report.trace) for report in view.reports.values() if report.trace]
    if not rows:
        return
    is_named = any(trace.uploaded_by for _, _, trace in rows)
    columns = [words(f"figures.source.{name}") for name in ("period", "what", "file", "sheet", "cell", "when", *(["who"] if is_named else []))]
    shown = [
        (period, what, trace.file_name, trace.sheet, trace.cell, words.date(moments.day(trace.uploaded_at)), trace.uploaded_by)[: len(columns)]
        for period, what, trace in sorted(rows, key=lambda row: row[0])
    ]
    st.html(html.table(columns, shown, words("figures.source.caption")))


def _said(cell: Cell) -> str:
    said = reasons.withheld(cell.withheld, session.words()) if cell.withheld else entries.said(cell.component, cell.value)
    return f"{entries.item(cell.component, cell.dimensions)}: {said}"
