"""What withdrawing an upload would do: the store is read as it would be without the upload, through the very views that say what holds."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from monitoring.model import Cell, Evaluation, Key, Report
from monitoring.snapshot import Snapshot, read_from
from monitoring.store import Store

Content = float | str | Mapping[str, str] | None


@dataclass(frozen=True)
class Effect:
    """What holds for a figure, a state or an evaluation now, and what would hold: `before` and `after` are a number, a state or a text by
    language, "" where nobody knows it.

    `kind` is figure, state or evaluation, `key` says of what; its component is the kind where it is no figure. `comes` says that nothing holds
    now, `goes` that nothing would.
    """

    kind: str
    key: Key
    before: Content
    after: Content
    comes: bool
    goes: bool


def effects(now: Snapshot, store: Store, upload_id: str) -> list[Effect]:
    """All that withdrawing an upload would change of what holds `now`, by kind, item and period. Raises StoreError."""
    with store.reading() as connection:
        connection.rows("without", upload_id=upload_id)
        then = read_from(connection, now.catalogue)
    # A year that its months make is told only where one of the two states it as a whole.
    stated = now.stated() | then.stated()
    before, after = _holding(now, stated), _holding(then, stated)
    changed = [one for one in before | after if before.get(one) != after.get(one)]
    found = [Effect(*one[:2], _content(before.get(one)), _content(after.get(one)), one not in before, one not in after) for one in changed]
    return sorted(found, key=lambda effect: (effect.kind, *effect.key[:3], effect.key.dimensions.pairs))


def _holding(snapshot: Snapshot, stated: Container[Key]) -> dict[tuple[str, Key, str], Cell | Report | Evaluation]:
    """All that holds, by kind, key and the unit whose evaluation it is; of figures those whose key is `stated`."""
    reports = ((item, year, report) for item, by_year in snapshot.reports.items() for year, report in by_year.items())
    return {
        **{("figure", key, ""): cell for key, cell in snapshot.known().items() if key in stated},
        **{("state", Key(item, str(year), "state"), ""): report for item, year, report in reports},
        **{("evaluation", Key(one.goal, str(one.year), "evaluation"), one.unit): one for one in snapshot.evaluations},
    }


def _content(holding: Cell | Report | Evaluation | None) -> Content:
    match holding:
        case Cell():
            return holding.value
        case Report():
            return holding.state
        case Evaluation():
            return {one.language: one.text for one in holding.texts} or {"": holding.text}
