"""The timeline on a page: a table a group, a column a year; on a phone every row's name stands above its years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from monitoring import charts
from monitoring import timeline as schedule
from monitoring.assessed_year import AssessedYear
from monitoring.timeline import Group
from pages.shared import address, frame, html, picking, session


def grouping() -> str:
    """By theme or by unit."""
    words, options = session.words(), tuple(schedule.GROUPINGS)

    def choose(key: str) -> str:
        label = words("timeline.by")
        return st.segmented_control(label, options, key=key, required=True, format_func=lambda code: words(f"timeline.by.{code}"))

    return address.one("by", "timeline-by", options, choose, options[0])


def chosen(by: str, groups: Sequence[Group]) -> Sequence[Group]:
    """The one group that is asked for, else all."""
    words, names = session.words(), {group.code: session.words().name(group.named) for group in groups}
    code = picking.one(by, f"timeline-{by}", list(names), words(f"timeline.only.{by}"), words("timeline.only.all"), names.__getitem__)
    return [group for group in groups if code in ("", group.code)]


def explain(line: date | int) -> None:
    """What the line is: today, or the year asked about where the programme's years are past or still to come."""
    words = session.words()
    text = words("timeline.marked.today", date=line) if isinstance(line, date) else words("timeline.marked.year", year=line)
    st.html(html.paragraph(text, "muted"))


def draw(group: Group, standing: AssessedYear, line: date | int) -> None:
    """A theme's or a unit's timeline: how much is done and late, then the rows, continuous ones apart."""
    words = session.words()
    with st.container(key=f"timeline-group-{group.code}", gap="xsmall"):
        st.subheader(words.name(group.named))
        st.html(html.paragraph(charts.alternative_timeline(group, words), "sentence"))
        for part in charts.timeline_parts(group, standing.catalogue.years, standing.year, words):
            columns = [words("timeline.column.item"), *(_year(year, line) for year in standing.catalogue.years)]
            columns += [words("timeline.column.due"), words("timeline.column.state")]
            st.html(html.table(columns, [_row(row, line) for row in part.rows], part.caption))


def _year(year: int, line: date | int) -> str:
    words = session.words()
    if isinstance(line, date) and line.year == year:
        return words("timeline.year.today", year=year)
    return words("timeline.year.asked", year=year) if line == year else str(year)


def _row(row: charts.Row, line: date | int) -> list[str]:
    steps = [html.Markup(html.paragraph(step.text, _look(step, line))) for step in row.steps]
    state = html.Markup(html.paragraph(row.state, f"phase m-phase-{row.phase}"))
    return [html.Markup(_link(row) + html.paragraph(row.name, "row-name")), *steps, row.due, state]


def _link(row: charts.Row) -> str:
    """The code as a link to the goal's page. Codes are letters, digits, points and strokes, whatever the catalogue says."""
    return f'<a href="goal?{html.escape(urlencode(frame.here(goal=row.goal)))}" target="_self">{row.code}</a>'


def _look(step: charts.Step, line: date | int) -> str:
    """The names under which the style sheet knows a step: its kind, its deadline, today's month or the year asked about."""
    looks = ["step", f"m-step-{step.kind}"]
    looks += ["m-step-due"] if step.is_due else []
    looks += ["m-step-over"] if step.is_over else []
    if isinstance(line, date):
        looks += [f"m-step-now m-month-{line.month}"] if line.year == step.year else []
    else:
        looks += ["m-step-asked"] if line == step.year else []
    return " ".join(looks)
