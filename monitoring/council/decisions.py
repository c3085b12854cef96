"""What the council agreed about a goal, who does it and by when. A new wording or state adds to a decision's history and never replaces it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitoring.catalogue import Catalogue
from monitoring.council import meetings
from monitoring.council.meetings import ByWording, by_wording
from monitoring.store import WHEN_WRITTEN, Connection, Store, WritingConnection
from monitoring.trust import log
from monitoring.trust.log import Event
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission, require
from monitoring.words import Texts, first, language_of

KINDS = ("agreed", "noted")
STATES = ("open", "done", "dropped")
CHANGES = ("late", "done", "dropped", "reopened", "made", "reworded")
"""What can happen to a decision between two moments; what asks for attention first."""


class UnknownDecision(Exception):
    "The store has no such decision."


@dataclass(frozen=True)
class Wording:
    """A decision as it was written at a moment. `state` is one of STATES; `comment` is about this change; `meeting` is the id of the
    meeting that it was written in, or empty; `by` and `at` (UTC) say who wrote it, and when. `texts` and `comments` have the text and the comment by
    language, where it is known; `text` and `comment` are one of them. `published_at` is when the public came to know it."""

    text: str
    responsible: str = ""
    due: date | None = None
    state: str = "open"
    comment: str = ""
    meeting: str = ""
    by: str = ""
    at: datetime = WHEN_WRITTEN
    texts: Texts = ()
    comments: Texts = ()
    published_at: datetime | None = None

    @property
    def known_from(self) -> datetime:
        """The moment (UTC) from which on its readers may know it."""
        return self.published_at or self.at

    @property
    def language(self) -> str:
        """The language of `text`; empty where it is not known."""
        return language_of(self.text, self.texts)

    @property
    def comment_language(self) -> str:
        """The language of `comment`; empty where it is not known."""
        return language_of(self.comment, self.comments)

    def in_language(self, language: str) -> Wording:
        """The wording with its text and its comment in a language, where they are written in it."""
        text, comment = dict(self.texts).get(language, self.text), dict(self.comments).get(language, self.comment)
        return replace(self, text=text, texts=first(self.texts, language), comment=comment, comments=first(self.comments, language))


@dataclass(frozen=True)
class Decision:
    """`kind` is one of KINDS; what was only noted asks nothing of anybody. `wordings` are its history, the oldest first."""

    decision: str
    goal: str
    kind: str
    wordings: tuple[Wording, ...]

    @property
    def made(self) -> Wording:
        return self.wordings[0]

    @property
    def now(self) -> Wording:
        return self.wordings[-1]

    @property
    def is_open(self) -> bool:
        return self.kind == "agreed" and self.now.state == "open"

    def is_late(self, today: date) -> bool:
        """Whether it is still open after the day that it was to be done by."""
        return self.is_open and self.now.due is not None and self.now.due < today

    def in_language(self, language: str) -> Decision:
        """The decision with every wording in a language, where it is written in it."""
        return replace(self, wordings=tuple(wording.in_language(language) for wording in self.wordings))

    def at(self, moment: datetime) -> Decision | None:
        """As it stood at a moment (UTC); None before it was made."""
        until = tuple(wording for wording in self.wordings if wording.known_from <= moment)
        return replace(self, wordings=until) if until else None


def known(store: Store, catalogue: Catalogue) -> list[Decision]:
    """All decisions, in the order of the programme's goals, of each goal the oldest first.

    Raises StoreError.
    """
    order = {code: place for place, code in enumerate(catalogue.goals)}
    found: dict[str, Decision] = {}
    with store.reading() as connection:
        rows = connection.rows("decisions", programme=catalogue.programme.programme)
        texts, comments = _texts(connection, catalogue), _comments(connection, catalogue)
    for row in rows:
        if row.goal not in order:
            continue
        wording = _wording(row, texts, comments)
        earlier = found.get(row.decision_id)
        found[row.decision_id] = (
            replace(earlier, wordings=(*earlier.wordings, wording)) if earlier else Decision(row.decision_id, row.goal, row.kind, (wording,))
        )
    return sorted(found.values(), key=lambda decision: (order[decision.goal], decision.made.at, decision.decision))


def _texts(connection: Connection, catalogue: Catalogue) -> ByWording:
    rows = connection.rows("decision_texts", programme=catalogue.programme.programme)
    return by_wording((row.decision_id, row.written_at, row.language, row.text) for row in rows)


def _comments(connection: Connection, catalogue: Catalogue) -> ByWording:
    rows = connection.rows("decision_comments", programme=catalogue.programme.programme)
    return by_wording((row.decision_id, row.written_at, row.language, row.comment) for row in rows)


def _wording(row, texts: ByWording, comments: ByWording) -> Wording:
    by_language = [some.get((row.decision_id, row.written_at), ()) for some in (texts, comments)]
    return Wording(row.text, row.responsible, row.due, row.state, row.comment, row.meeting_id, row.written_by, row.written_at, *by_language)


def changes(decisions: Iterable[Decision], before: tuple[datetime, date], after: tuple[datetime, date]) -> list[tuple[str, Decision]]:
    """What happened to which decision between two moments (UTC), each with its day on the municipality's calendars: (one of CHANGES, the
    decision as it stood at the later one), in the order of CHANGES."""
    found = []
    for decision in decisions:
        then, now = decision.at(before[0]), decision.at(after[0])
        if now is not None and (kind := _change(then, now, before[1], after[1])):
            found.append((kind, now))
    return sorted(found, key=lambda change: CHANGES.index(change[0]))


def _change(then: Decision | None, now: Decision, first: date, last: date) -> str:
    if now.is_late(last) and not (then and then.is_late(first)):
        return "late"
    if then is None:
        return "made" if now.now.state == "open" or now.kind == "noted" else now.now.state
    if then.now.state != now.now.state:
        return "reopened" if now.now.state == "open" else now.now.state
    same = (then.now.text, then.now.responsible, then.now.due) == (now.now.text, now.now.responsible, now.now.due)
    return "" if same else "reworded"


def decide(store: Store, catalogue: Catalogue, goal: str, kind: str, wording: Wording, person: Person, decision: str | None = None) -> str:
    """Adds a decision about a goal and returns its id. `decision` is an id made beforehand: written a second time, it stays as it was. It is written
    in the person's name, whatever `wording.by` says.

    Raises Refused, StoreError.
    """
    decision = decision or str(uuid.uuid4())
    with log.transaction(store, person) as connection:
        require(person, Permission.DECIDE, is_let=meetings.lets_members_write(connection, catalogue, wording.meeting))
        rows = connection.rows("decisions", programme=catalogue.programme.programme)
        if all(row.decision_id != decision for row in rows):
            _insert(connection, _row(connection, catalogue, decision, goal, kind, wording, person), wording)
            log.write(connection, person, Event.DECISION_MADE, "decision", decision)
    return decision


def rewrite(store: Store, catalogue: Catalogue, decision: str, wording: Wording, person: Person) -> None:
    """Adds a new wording or state of a decision, in the person's name; nothing where it says what the newest one says.

    Raises Refused, UnknownDecision, StoreError.
    """
    with log.transaction(store, person) as connection:
        require(person, Permission.DECIDE, is_let=meetings.lets_members_write(connection, catalogue, wording.meeting))
        rows = [row for row in connection.rows("decisions", programme=catalogue.programme.programme) if row.decision_id == decision]
        if not rows:
            raise UnknownDecision(decision)
        newest, written = rows[-1], _wording(rows[-1], _texts(connection, catalogue), _comments(connection, catalogue))
        if _content(written) != _content(wording) or (wording.comment and _comment(wording) != _comment(written)):
            _insert(connection, _row(connection, catalogue, decision, newest.goal, newest.kind, wording, person), wording)
            log.write(connection, person, Event.DECISION_CHANGED, "decision", decision)


def published(decision: Decision, closed: Mapping[str, Sequence[datetime]]) -> Decision | None:
    """What of a decision was written outside of meetings or in one of those that are `closed` (see meetings.closed), without who wrote it; None for
    nothing."""
    wordings = tuple(
        replace(wording, by="", published_at=meetings.published_at(closed, wording.meeting, wording.at))
        for wording in decision.wordings
        if not wording.meeting or wording.meeting in closed
    )
    return replace(decision, wordings=wordings) if wordings else None


def about(decisions: Iterable[Decision], goal: str) -> list[Decision]:
    """Those about one goal."""
    return [decision for decision in decisions if decision.goal == goal]


def written_in(decisions: Iterable[Decision], meeting: str) -> list[Decision]:
    """Those that were made or changed in a meeting."""
    return [decision for decision in decisions if any(wording.meeting == meeting for wording in decision.wordings)]


def _content(wording: Wording) -> tuple:
    """What a wording says of the decision, whoever wrote it when."""
    return tuple(sorted(wording.texts)) or wording.text, wording.responsible, wording.due, wording.state


def _comment(wording: Wording) -> Texts | str:
    return tuple(sorted(wording.comments)) or wording.comment


def _insert(connection: WritingConnection, row: dict, wording: Wording) -> None:
    connection.insert("decisions", [row])
    key = {"decision_id": row["decision_id"], "written_at": row["written_at"]}
    connection.insert("decision_texts", [{**key, "language": language, "text": text} for language, text in sorted(wording.texts)])
    connection.insert("decision_comments", [{**key, "language": language, "comment": comment} for language, comment in sorted(wording.comments)])


def _row(connection: WritingConnection, catalogue: Catalogue, decision: str, goal: str, kind: str, wording: Wording, person: Person) -> dict:
    return {
        "decision_id": decision,
        "programme": catalogue.programme.programme,
        "goal": goal,
        "kind": kind,
        "text": wording.text,
        "responsible": wording.responsible,
        "due": wording.due,
        "state": wording.state,
        "comment": wording.comment,
        "meeting_id": wording.meeting,
        "written_by": person.name,
        "written_at": connection.moment(wording.at),
    }
