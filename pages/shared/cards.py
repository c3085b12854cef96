"""What the council's pages show of a goal and a theme."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

import streamlit as st

from monitoring import moments, rounds
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.model import ActionView, GoalView
from monitoring.programme import Theme
from pages.shared import entries, frame, html, session

NEWEST = 5


def in_rows(things: Iterable, width: int) -> Iterator[list]:
    """`things` in lists of `width`, the last one shorter."""
    left = iter(things)
    while row := list(islice(left, width)):
        yield row


def goal_link(code: str, year: int | None = None) -> None:
    """The goal's name as a link to its page, in the language shown and the year given, else the one shown."""
    goal, there = session.programme().goals[code], frame.here(goal=code) | ({"year": str(year)} if year else {})
    st.page_link(frame.link("goal"), label=f"{code} {session.words().name(goal)}", query_params=there)


def goal_row(view: GoalView, sentence: str = "") -> None:
    """A goal in a list: status and name; with `sentence` also why, and the two beside each other."""
    with st.container(key=f"goal-row-{view.goal.goal}-{bool(sentence)}", gap="xxsmall"):
        with st.container(horizontal=bool(sentence), vertical_alignment="center", gap="small" if sentence else "xxsmall"):
            st.html(html.badge(view.assessment.status, session.words()), width="content")
            goal_link(view.goal.goal)
        if sentence:
            st.html(html.paragraph(sentence, "muted"))


def theme(theme: Theme, standing: AssessedYear) -> None:
    """A theme with its goals, each with its status."""
    st.subheader(session.words().name(theme))
    for goal in standing.catalogue.goals_of(theme.theme):
        goal_row(standing.goals[goal.goal])


def goal_picker(key: str, codes: Sequence[str]) -> str:
    """The choice of a goal, by code and name."""
    words, goals = session.words(), session.programme().goals
    return st.selectbox(words("goal.choose"), codes, key=key, format_func=lambda code: f"{code} {words.name(goals[code])}")


def goal_facts(view: GoalView, catalogue: Catalogue) -> list[tuple[str, str]]:
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


def actions(view: GoalView) -> None:
    """The goal's actions with schedule and state."""
    words = session.words()
    columns = [words(f"goal.action.{name}") for name in ("name", "schedule", "state", "completed", "note")]
    st.html(html.table(columns, [_action_row(action) for action in view.actions], words("goal.actions.caption", year=view_year())))


def view_year() -> int:
    return session.year()


def _action_row(view: ActionView) -> list[str]:
    words, action, report = session.words(), view.action, view.report
    schedule = words("form.continuous") if action.schedule == "continuous" else str(action.schedule or words("goal.action.unscheduled"))
    state = html.state(report.state, words) if report else words("goal.action.unreported")
    if view.late:
        state = f"{state} · {words('goal.action.late')}"
    completed = words.date(report.completed_on) if report and report.completed_on else ""
    return [words.name(action), schedule, html.Markup(state), completed, report.comment if report else ""]


def evaluations(view: GoalView, years: Container[int]) -> None:
    """The units' own words about these years, the newest year first."""
    words, units = session.words(), session.programme().units
    written = sorted((e for e in view.evaluations if e.year in years), key=lambda e: -e.year)
    for evaluation in written:
        text = evaluation.text
        if evaluation.proposal:
            text = words("goal.evaluation.with-proposal", text=evaluation.text, proposal=evaluation.proposal)
        source = words("goal.evaluation.source", unit=units[evaluation.unit], year=evaluation.year)
        st.html(html.quotation(text, source))
    figures = (figure for indicator in view.indicators for figure in indicator.figures.values())
    if any(figure.hides and figure.year in years for figure in figures):
        st.html(html.paragraph(words("goal.evaluations.withheld"), "muted"))
    elif not written:
        st.html(html.paragraph(words("goal.evaluations.none"), "muted"))


def neighbours(code: str, codes: Sequence[str]) -> None:
    """The goal before and the goal after, and the way back."""
    words, place = session.words(), codes.index(code)
    with st.container(horizontal=True, key="goal-neighbours"):
        if place > 0:
            st.page_link(frame.link("goal"), label=words("goal.previous", code=codes[place - 1]), query_params=frame.here(goal=codes[place - 1]))
        st.page_link(frame.link("overview"), label=words("page.overview"), query_params=frame.here())
        if place < len(codes) - 1:
            st.page_link(frame.link("goal"), label=words("goal.next", code=codes[place + 1]), query_params=frame.here(goal=codes[place + 1]))


def newest_deliveries() -> None:
    """What was delivered last, by unit."""
    words = session.words()
    rows = session.store().rows("uploads", programme=session.programme().programme.programme, unit=None, at_most=NEWEST)
    columns = [words("overview.came.unit"), words("overview.came.when"), words("overview.came.items")]
    shown = [(entries.unit(row.unit), words.date(moments.day(row.uploaded_at)), str(row.items)) for row in rows]
    if shown:
        st.html(html.table(columns, shown, words("overview.came.caption"), numeric=[2]))
    else:
        st.html(html.paragraph(words("overview.came.nothing"), "muted"))
    if frame.has("deliveries"):
        st.page_link(frame.link("deliveries"), label=words("overview.came.all"), query_params=frame.here())


def missing_by_unit(standing: AssessedYear) -> None:
    """How much of the year is still to come, by unit."""
    words = session.words()
    waiting = [unit for unit in rounds.at(standing) if unit.missing]
    columns = [words("overview.missing.unit"), words("overview.missing.count")]
    if waiting:
        st.html(
            html.table(columns, [(words.name(unit.unit), str(len(unit.missing))) for unit in waiting], words("overview.missing.caption"), numeric=[1])
        )
    else:
        st.html(html.paragraph(words("overview.missing.nothing")))
    if frame.has("round"):
        st.page_link(frame.link("round"), label=words("overview.missing.all"), query_params=frame.here())
