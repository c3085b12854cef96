"""The programme's map in words and as a table: themes, their goals, how each stands and why. The picture itself is made of a page's links."""

from __future__ import annotations

from collections import Counter

from monitoring import reasons
from monitoring.assessed_year import AssessedYear
from monitoring.charts.chart_tables import Table
from monitoring.model import STATUSES
from monitoring.words import Words


def table(standing: AssessedYear, words: Words) -> Table:
    """The map's twin: a row a goal, with its theme, status and reason."""
    catalogue = standing.catalogue
    columns = tuple(words(f"timeline.map.column.{name}") for name in ("goal", "theme", "status", "reason"))
    rows = tuple(
        (
            f"{code} {words.name(view.goal)}",
            words.name(catalogue.theme_of(code)),
            words(f"status.{view.assessment.status}"),
            reasons.goal_sentence(view.assessment, view.indicators, words),
        )
        for code, view in standing.goals.items()
    )
    return Table(words("timeline.map.caption", year=standing.year), columns, rows)


def alternative(standing: AssessedYear, words: Words) -> str:
    """The map in a few sentences: the programme, then a theme at a time with how many goals stand where."""
    catalogue = standing.catalogue
    said = [words("timeline.map.said.programme", themes=len(catalogue.themes), goals=len(standing.goals), year=standing.year)]
    for theme in catalogue.themes.values():
        count = Counter(standing.goals[goal.goal].assessment.status for goal in catalogue.goals_of(theme.theme))
        statuses = ", ".join(
            words("timeline.map.said.status", count=count[status], status=words(f"status.{status}")) for status in STATUSES if count[status]
        )
        said.append(words("timeline.map.said.theme", theme=theme, statuses=statuses))
    return " ".join(said)
