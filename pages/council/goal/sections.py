"""The sections of a goal's page: why the goal matters and who answers for it, each indicator with its chart and sources, actions, neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from monitoring import breakdowns, charts, context, moments, reasons, status_counts
from monitoring.catalogue import Catalogue
from monitoring.model import ActionView, Cell, GoalView, IndicatorView
from monitoring.words import Written
from pages.shared import address, cards, entries, frame, html, markdown, select, session

CHOICE_WIDTH = 460
"""Pixels of the list of goals."""


def facts(view: GoalView, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Why the goal matters and who answers for it."""
    words, code = session.words(), view.goal.goal
    found = []
    if code in catalogue.purposes:
        found.append((words("goal.why"), words.text(catalogue.purposes[code].why)))
    for role in ("lead", "partner"):
        units = catalogue.units_of(code, role)
        if units:
            found.append((words(f"goal.{role}", n=len(units)), ", ".join(words.name(unit) for unit in units)))
    return found


def others(view: GoalView, catalogue: Catalogue) -> None:
    """The goals of the same theme and of the units that answer for this one, by their statuses in each year until the one shown."""
    words, code = session.words(), view.goal.goal
    until = {year: session.at_year(of=year) for year in catalogue.years if year <= session.year()}
    leads = [unit.unit for unit in catalogue.units_of(code, "lead")]
    groups = [*status_counts.by_theme(until, [view.goal.theme]), *(status_counts.by_unit(until, leads) if leads else ())]
    cards.status_counts(groups, words("goal.others.group"), words("goal.others.caption"))
    st.page_link(frame.link("explore"), label=words("goal.others.all"), query_params=frame.here(view="compare", what="units"))


def choice(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """The goal that is shown, by its code."""
    words = session.words()

    def draw(key: str) -> str:
        label = words("goal.choose")
        return select.one(label, codes, key=key, format_func=names.__getitem__, label_visibility="collapsed", width=CHOICE_WIDTH)

    return address.one("goal", "goal-goal", codes, draw, codes[0])


def indicator(view: IndicatorView, is_told: bool) -> None:
    """Everything about one indicator, in full size. Where its status and sentence are the goal's, they are told above (`is_told`)."""
    words, palette, code = session.words(), session.palette(), view.indicator.indicator
    with st.container(key=f"indicator-{code}", gap="xsmall"):
        st.header(markdown.escape(words.name(view.indicator)))
        if not is_told:
            st.html(html.verdict(html.badge(view.assessment.status, words), reasons.sentence(view.assessment, view, words)))
        _council_target(view)
        cards.chart(view, f"chart-{code}")
        if pace := reasons.pace_sentence(view, words):
            st.html(html.paragraph(pace))
        for sentence in context.sentences(view, words):
            st.html(html.paragraph(sentence))
        if areas := charts.areas(view, words, palette):
            st.html(html.subheading(charts.areas_title(view, words)))
            st.plotly_chart(areas, theme=None, config=charts.config(words), key=f"areas-{code}", alt=charts.alternative_areas(view, words))
        for breakdown in breakdowns.reported(view):
            cards.breakdown(view, breakdown)
        with st.expander(words("figures.table")):
            cards.chart_table(charts.table(view, words))
            if areas:
                cards.chart_table(charts.areas_table(view, words))
            if credits := charts.credits(view, words):
                st.html(html.paragraph(credits, "muted"))
            _sources(view)


def _council_target(view: IndicatorView) -> None:
    """The council's target: both targets in words, when it was set, from which year it applies and why; nothing where the council set none."""
    words, council = session.words(), view.council and view.council.in_language(session.language())
    if council is not None:
        other = words.other_language(council.language)
        facts = {
            "targets": charts.target_sentence(view, words),
            "on": moments.day(council.at),
            "from_year": council.from_year,
            "reason": "" if other else council.reason,
        }
        st.html(html.paragraph(words("council-target.applies", **facts)))
        if other:
            st.html(html.quotation(words.in_language(council.reason, council.language), other))


def _sources(view: IndicatorView) -> None:
    """File, sheet, cell, date and, where it is published, sender of every figure and state of the chart, and of delivered statistics."""
    words = session.words()
    cells = [cell for figure in view.figures.values() for cell in figure.cells if figure.year <= max(view.years)]
    cells += [cell for line in view.context for cell in line.cells if int(cell.period[:4]) in view.years]
    rows = [(cell.period, _in_words(view.indicator.indicator, cell), cell.trace) for cell in cells]
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


def _in_words(indicator: str, cell: Cell) -> str:
    text = reasons.withheld(cell.withheld, session.words()) if cell.withheld else entries.value(cell.component, cell.value)
    return Written.joined(": ", (entries.item(indicator, cell.component, cell.dimensions), text))


def actions(view: GoalView) -> None:
    """The goal's actions with schedule and state."""
    words = session.words()
    if not view.actions:
        st.html(html.paragraph(words("goal.actions.none"), "muted"))
        return
    columns = [words(f"goal.action.{name}") for name in ("name", "schedule", "state", "completed", "note")]
    st.html(html.table(columns, [_action_row(action) for action in view.actions], words("goal.actions.caption", year=session.year())))


def _action_row(view: ActionView) -> list[str]:
    words, action, report = session.words(), view.action, view.report
    schedule = words("form.continuous") if action.schedule == "continuous" else str(action.schedule or words("goal.action.unscheduled"))
    state = html.state(report.state, words) if report else words("goal.action.unreported")
    if view.late:
        state = f"{state} · {words('goal.action.late')}"
    completed = words.date(report.completed_on) if report and report.completed_on else ""
    return [words.name(action), schedule, html.Markup(state), completed, charts.note(report, words)]


def neighbours(code: str, codes: Sequence[str]) -> None:
    """Links to the goals before and after, and to the overview."""
    words, place = session.words(), codes.index(code)
    with st.container(horizontal=True, key="goal-neighbours"):
        if place > 0:
            _neighbour("previous", codes[place - 1])
        st.page_link(frame.link("overview"), label=words("page.overview"), query_params=frame.here())
        if place < len(codes) - 1:
            _neighbour("next", codes[place + 1])


def _neighbour(name: str, code: str) -> None:
    label = markdown.escape(session.words()(f"goal.{name}", code=code))
    st.page_link(frame.link("goal"), label=label, query_params=frame.here(goal=code))
