"""What several pages show of a theme, a goal and an indicator: links, statuses, evaluations, charts, tables of figures."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile

import streamlit as st

from monitoring import breakdowns, charts
from monitoring.assessed_year import AssessedYear
from monitoring.model import GoalView, IndicatorView
from monitoring.programme import Breakdown, Theme
from monitoring.status_counts import Group
from pages.shared import frame, html, markdown, session
from publishing.documents import content

OPEN_ON_PAPER = '<span class="m-open-on-paper"></span>'
"""What is folded around it is open while the page is printed (print.js)."""
OPEN_ROWS = 12
SMALL = 3
"""Small charts beside each other."""


def in_rows(things: Iterable, width: int) -> Iterator[list]:
    """`things` in lists of `width`, the last one shorter."""
    left = iter(things)
    while row := list(islice(left, width)):
        yield row


def goal_link(code: str, year: int | None = None) -> None:
    """The goal's name as a link to its page, in the language shown and the year given, else the one shown."""
    parameters = frame.here(goal=code) | ({"year": str(year)} if year else {})
    label = markdown.escape(f"{code} {session.words().name(session.programme().goals[code])}")
    st.page_link(frame.link("goal"), label=label, query_params=parameters)


def goal_row(view: GoalView, sentence: str = "", note: str = "") -> None:
    """A goal in a list: its name, its status, its small trend, how it compares with the year before, or instead of that a `note`; with `sentence`
    also why."""
    words, decisive = session.words(), charts.decisive(view)
    movement, trend = (charts.movement(decisive, words), charts.small_trend(decisive, words)) if decisive else ("", "")
    with st.container(key=f"goal-row-{view.goal.goal}-{bool(sentence)}", gap="xxsmall"):
        goal_link(view.goal.goal)
        st.markdown(html.standing(html.badge(view.assessment.status, words), note or movement, trend, sentence), unsafe_allow_html=True)


def since(code: str, year: int, as_of: datetime | None = None) -> str:
    """From which year on the goal has had the status of this one, or which one it had the year before; by the data of a moment. Empty in the
    programme's first year."""
    words = session.words()
    status, *before = (session.at_year(as_of, of=each).goals[code].assessment.status for each in range(year, session.programme().years[0] - 1, -1))
    if not before:
        return ""
    same = len(list(takewhile(status.__eq__, before)))
    return (
        words("goal.since", from_year=year - same) if same else words("goal.status-before", before_year=year - 1, status=words(f"status.{before[0]}"))
    )


def theme(theme: Theme, assessed: AssessedYear) -> None:
    """A theme with its goals, each with its status."""
    st.subheader(markdown.escape(session.words().name(theme)))
    for goal in assessed.catalogue.goals_of(theme.theme):
        goal_row(assessed.goals[goal.goal])


def status_counts(groups: Sequence[Group], column: str, caption: str) -> None:
    """Themes or units by the statuses of their goals in each year; `column` is over their names."""
    words = session.words()
    rows = [[words.name(group.named), *(html.Markup(html.stacked(statuses, words)) for statuses in group.years.values())] for group in groups]
    with st.container(key="compared-groups"):
        st.html(html.table([column, *map(str, groups[0].years)], rows, caption))


def evaluations(view: GoalView, years: Container[int]) -> None:
    """The units' evaluations of these years, the newest year first."""
    words, units = session.words(), session.programme().units
    written = sorted((e for e in view.evaluations if e.year in years), key=lambda e: -e.year)
    for evaluation in (one.in_language(words.language) for one in written):
        text = content.evaluation_text(evaluation, words)
        source = words("goal.evaluation.source", unit=units[evaluation.unit], year=evaluation.year)
        st.html(html.quotation(text, " · ".join(filter(None, (source, words.other_language(evaluation.language))))))
    figures = (figure for indicator in view.indicators for figure in indicator.figures.values())
    if any(figure.hides and figure.year in years for figure in figures):
        st.html(html.paragraph(words("goal.evaluations.withheld"), "muted"))
    elif not written:
        st.html(html.paragraph(words("goal.evaluations.none"), "muted"))


def chart(view: IndicatorView, key: str, compact: bool = False) -> None:
    """The indicator's chart, with its text for screen readers."""
    words = session.words()
    drawn = charts.draw(view, words, session.palette(), compact=compact)
    st.plotly_chart(drawn, theme=None, config=charts.config(words), key=key, alt=charts.alternative(view, words))


def breakdown(view: IndicatorView, breakdown: Breakdown) -> None:
    """The indicator by the categories of a breakdown: the gap in a sentence, a chart or, of many categories, small ones; the table, folded."""
    words, palette = session.words(), session.palette()
    name = f"{view.indicator.indicator}-{breakdown.dimension}"
    st.html(html.subheading(charts.categories_title(view, breakdown, words)))
    if sentence := breakdowns.sentence(view, breakdown, words):
        st.html(html.paragraph(sentence))
    drawings = charts.by_category(view, breakdown, words)
    shown = list(zip(charts.categories(drawings, words, palette), charts.alternatives_by_category(view, breakdown, words), strict=True))

    def draw(place: int) -> None:
        chart, text = shown[place]
        st.plotly_chart(chart, theme=None, config=charts.config(words), key=f"breakdown-{name}-{place}", alt=text)

    with st.container(key=f"breakdown-{name}", gap="xxsmall"):
        if len(shown) == 1:
            draw(0)
        for row in in_rows(range(len(shown)), SMALL) if len(shown) > 1 else ():
            for column, place in zip(st.columns(SMALL, gap="medium"), row, strict=False):
                with column:
                    st.html(html.paragraph(drawings[place].lines[0].name))
                    draw(place)
    with st.expander(markdown.escape(words("breakdown.table", dimension=words.breakdown(breakdown)))):
        chart_table(charts.categories_table(view, breakdown, words))


def chart_tables(*tables: charts.Table) -> None:
    """The figures of one chart or several as tables, folded."""
    with st.expander(session.words()("embed.table")):
        for table in tables:
            chart_table(table)


def chart_table(table: charts.Table) -> None:
    """A chart's figures as a table."""
    st.html(html.table(table.columns, table.rows, table.caption, table.numeric))


def file_name(name: str) -> html.Markup:
    """A file's name as a table's cell: one without spaces breaks where there is no room for it, so that no column is pushed out."""
    return html.Markup(html.paragraph(name, "file"))


def folded(rows: Sequence, show: Callable[[Sequence], object], more: str = "changes.more") -> None:
    """The first rows openly, the others folded under the message `more`; on paper openly as well."""
    if rows:
        show(rows[:OPEN_ROWS])
    if len(rows) > OPEN_ROWS:
        with st.expander(session.words()(more, n=len(rows) - OPEN_ROWS)):
            st.html(OPEN_ON_PAPER)
            show(rows[OPEN_ROWS:])
