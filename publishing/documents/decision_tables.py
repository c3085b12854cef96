"""What the council decided, as tables of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.catalogue import Catalogue
from monitoring.charts import Table
from monitoring.council.decisions import Decision
from monitoring.words import Words


@dataclass(frozen=True)
class Telling:
    """For whom and on which day: what is late is late `today`."""

    catalogue: Catalogue
    words: Words
    today: date

    def of_goal(self, decisions: Sequence[Decision]) -> Table | None:
        """A goal's decisions, what is open first; None where there are none."""
        if not decisions:
            return None
        rows = tuple(self._row(one, (self.state(one),)) for one in sorted(decisions, key=lambda one: not one.is_open))
        return Table(self.words("goal.decisions"), self._columns("text", "who", "due", "state"), rows)

    def waiting(self, decisions: Iterable[Decision]) -> tuple[Table, ...]:
        """One table of what is open, the nearest day first; none where nothing is."""
        waiting = sorted((one for one in decisions if one.is_open), key=lambda one: one.now.due or date.max)
        rows = tuple((one.goal, *self._row(one)) for one in waiting)
        return (Table(self.words("overview.decisions"), self._columns("goal", "text", "who", "due"), rows),) if rows else ()

    def state(self, decision: Decision) -> str:
        """Open, late, done, dropped, or noted, in a word or two."""
        if decision.kind == "noted":
            return self.words("decision.noted")
        return self.words("decision.late" if decision.is_late(self.today) else f"decision.state.{decision.now.state}")

    def responsible(self, said: str) -> str:
        """Who does it: a unit's name in the reader's language, else as it was written."""
        return self.words.name(self.catalogue.units[said]) if said in self.catalogue.units else said

    def _row(self, decision: Decision, more: Sequence[str] = ()) -> tuple[str, ...]:
        held = decision.now
        return (held.text, self.responsible(held.responsible), self.words.date(held.due) if held.due else "", *more)

    def _columns(self, *names: str) -> tuple[str, ...]:
        return tuple(self.words(f"decision.column.{name}") for name in names)
