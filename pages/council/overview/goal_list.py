"""The goals of the overview: by theme, the worst first, or those first whose status is another one than in the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from monitoring.assessed_year import WORST_FIRST, AssessedYear
from monitoring.model import GoalView
from pages.shared import cards, picking, session

ORDERS = ("theme", "worst", "changed")
COLUMNS = 3


def order() -> str:
    """One of ORDERS."""
    words = session.words()
    return picking.of_few("order", "overview-order", ORDERS, words("overview.order"), lambda code: words(f"overview.order.{code}"))


def by_theme(assessed: AssessedYear) -> None:
    for themes in cards.in_rows(assessed.catalogue.themes.values(), COLUMNS):
        for column, theme in zip(st.columns(COLUMNS, gap="large"), themes, strict=False):
            with column:
                cards.theme(theme, assessed)


def worst_first(assessed: AssessedYear) -> None:
    _rows(sorted(assessed.goals.values(), key=_badness), {})


def changed_first(assessed: AssessedYear) -> None:
    """Those that changed, the worst first, each with its status of the year before; then the others."""
    words, before_year = session.words(), assessed.year - 1
    before = session.at_year(of=before_year).goals if before_year in assessed.catalogue.years else {}
    statuses = {code: view.assessment.status for code, view in before.items()}
    changed = {code: status for code, status in statuses.items() if status != assessed.goals[code].assessment.status}
    notes = {code: words("overview.status-before", before_year=before_year, status=words(f"status.{status}")) for code, status in changed.items()}
    _rows(sorted(assessed.goals.values(), key=lambda view: (view.goal.goal not in changed, _badness(view))), notes)


def _badness(view: GoalView) -> int:
    return WORST_FIRST.index(view.assessment.status)


def _rows(views: Iterable[GoalView], notes: Mapping[str, str]) -> None:
    for row in cards.in_rows(views, COLUMNS):
        for column, view in zip(st.columns(COLUMNS, gap="large"), row, strict=False):
            with column:
                cards.goal_row(view, note=notes.get(view.goal.goal, ""))


SHOW = {"theme": by_theme, "worst": worst_first, "changed": changed_first}
"""What shows the goals in each of ORDERS."""
