"""The programme's map, and its timeline: a table for each group, a column for each year; on a phone a row's name is above its years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from monitoring import charts, timeline
from monitoring.assessed_year import AssessedYear
from monitoring.timeline import Group
from pages.shared import cards, frame, html, picking, session


def programme_map(assessed: AssessedYear) -> None:
    """The programme in the middle, its themes around it, each with its goals as links; on a phone a list. The same in words and as a table."""
    words = session.words()
    st.html(html.paragraph(charts.alternative_map(assessed, words), "unseen"))
    with st.container(key="programme-map"):
        with st.container(key="programme-map-hub"):
            st.html(html.paragraph(words.name(assessed.catalogue.programme), "hub"))
            st.html(html.tally(assessed.counts(), words))
        for code, theme in assessed.catalogue.themes.items():
            with st.container(key=f"programme-map-theme-{code}"):
                cards.theme(theme, assessed)
    with st.expander(words("timeline.map.words")):
        cards.chart_table(charts.map_table(assessed, words))


def grouping() -> str:
    """By theme or by unit."""
    words = session.words()
    return picking.of_few("by", "timeline-by", tuple(timeline.GROUPINGS), words("timeline.by"), lambda code: words(f"timeline.by.{code}"))


def chosen(by: str, groups: Sequence[Group]) -> Sequence[Group]:
    """The one group that is chosen, else all."""
    words, names = session.words(), {group.code: session.words().name(group.named) for group in groups}
    code = picking.one(by, f"timeline-{by}", list(names), words(f"timeline.only.{by}"), words("timeline.only.all"), names.__getitem__)
    return [group for group in groups if code in ("", group.code)]


def explain(marked: date | int) -> None:
    """What is marked: today, or the reporting year where the programme's years are past or still to come; how the rest is read."""
    words = session.words()
    text = words("timeline.marked.today", date=marked) if isinstance(marked, date) else words("timeline.marked.year", year=marked)
    st.html(html.paragraph(f"{text} {words('timeline.schedule.lead')}", "muted"))


def group(group: Group, assessed: AssessedYear, marked: date | int) -> None:
    """A theme's or a unit's timeline: how much is done and late, then the rows, continuous ones apart."""
    words = session.words()
    with st.container(key=f"timeline-group-{group.code}", gap="xsmall"):
        st.html(html.subheading(words.name(group.named)))
        st.html(html.paragraph(charts.alternative_timeline(group, words), "sentence"))
        for part in charts.timeline_parts(group, assessed.catalogue.years, assessed.year, words):
            columns = [words("timeline.column.item"), *(_year(year, marked) for year in assessed.catalogue.years)]
            columns += [words("timeline.column.due"), words("timeline.column.state")]
            st.html(html.table(columns, [_row(row, marked) for row in part.rows], part.caption, title=part.title))


def _year(year: int, marked: date | int) -> str:
    words = session.words()
    if isinstance(marked, date) and marked.year == year:
        return words("timeline.year.today", year=year)
    return words("timeline.year.reporting", year=year) if marked == year else str(year)


def _row(row: charts.Row, marked: date | int) -> list[str]:
    steps = [html.Markup(html.paragraph(step.text, _style_names(step, marked))) for step in row.steps]
    state = html.Markup(html.paragraph(row.state, f"phase m-phase-{row.phase}"))
    return [html.Markup(_link(row) + html.paragraph(row.name, "row-name")), *steps, row.due, state]


def _link(row: charts.Row) -> str:
    """The code as a link to the goal's page. The catalogue allows only letters, digits, points and strokes in a code."""
    return f'<a href="goal?{html.escape(urlencode(frame.here(goal=row.goal)))}" target="_self">{row.code}</a>'


def _style_names(step: charts.Step, marked: date | int) -> str:
    """The style sheet's names for a step: its kind, its deadline, today's month or the reporting year."""
    names = ["step", f"m-step-{step.kind}"]
    names += ["m-step-due"] if step.is_due else []
    names += ["m-step-over"] if step.is_over else []
    if isinstance(marked, date):
        names += [f"m-step-now m-month-{marked.month}"] if marked.year == step.year else []
    else:
        names += ["m-step-reporting"] if marked == step.year else []
    return " ".join(names)
