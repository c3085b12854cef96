"""Minutes of a meeting: goal by goal where things stood and what was decided, then all deadlines. As data, and as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitoring import reasons
from monitoring.assessed_year import AssessedYear
from monitoring.council.decisions import Decision, Wording
from monitoring.council.meetings import Meeting
from monitoring.palette import LIGHT
from monitoring.words import Words
from publishing.documents.content import DecisionTables, Edition, Mark
from publishing.documents.word_document import Document


@dataclass(frozen=True)
class Decided:
    """A decision as the meeting left it. `kind` is that of monitoring.council.decisions. `is_new`: made in this meeting; `is_changed`: made
    earlier, written anew in this one; neither: made earlier and open still."""

    kind: str
    wording: Wording
    is_new: bool
    is_changed: bool


@dataclass(frozen=True)
class Item:
    """One goal of the agenda. `changed` are lines on figures that are other ones than in the meeting's material."""

    code: str
    name: str
    mark: Mark
    sentence: str
    changed: tuple[str, ...] = ()
    decisions: tuple[Decided, ...] = ()

    @property
    def written(self) -> tuple[Decided, ...]:
        """What the meeting itself decided or changed."""
        return tuple(one for one in self.decisions if one.is_new or one.is_changed)

    @property
    def still_open(self) -> tuple[Decided, ...]:
        return tuple(one for one in self.decisions if not (one.is_new or one.is_changed))


@dataclass(frozen=True)
class Deadline:
    """An open decision of any goal, on the agenda or not. `is_late`: the day had passed when the meeting was held."""

    due: date
    responsible: str
    what: str
    goal: str
    is_late: bool = False


@dataclass(frozen=True)
class Protocol:
    """The minutes. `deadlines` are sorted, the first day first."""

    meeting: Meeting
    programme: str
    edition: Edition
    items: tuple[Item, ...]
    deadlines: tuple[Deadline, ...] = ()


def protocol(
    meeting: Meeting,
    assessed: AssessedYear,
    decisions: Sequence[Decision],
    changed: Mapping[str, tuple[str, ...]],
    words: Words,
    edition: Edition,
) -> Protocol:
    """The minutes of a meeting that looked at `assessed`. `changed` has lines a goal's code.

    Of a closed meeting the decisions are those of when it was closed, whatever was decided later.
    """
    tables = DecisionTables(assessed.catalogue, words, meeting.on)
    wordings = [
        (decision, replace(wording, responsible=tables.responsible(wording.responsible)))
        for decision in decisions
        if (wording := _wording_of(decision, meeting))
    ]
    items = tuple(_item(code, meeting, assessed, wordings, changed.get(code, ()), words) for code in meeting.agenda)
    deadlines = sorted(_deadlines(wordings, meeting), key=lambda deadline: deadline.due)
    return Protocol(meeting, words.name(assessed.catalogue.programme), edition, items, tuple(deadlines))


def docx(protocol: Protocol, words: Words) -> bytes:
    """The minutes as a Word document, in the language of `words`."""
    title = protocol.meeting.title
    about = " · ".join((words("minutes.kind"), title, words.date(protocol.meeting.on)))
    document = Document(words, f"{words('minutes.kind')}: {title}", protocol.programme, about, protocol.edition)
    _opening(document, protocol, words)
    for number, item in enumerate(protocol.items, 1):
        document.heading(words("minutes.goal", number=number, code=item.code, name=item.name))
        _goal(document, item, words)
    document.heading(words("minutes.deadlines"))
    if protocol.deadlines:
        columns = tuple(words(f"minutes.deadline.{name}") for name in ("due", "responsible", "what", "goal"))
        document.table(columns, [_deadline_row(deadline, words) for deadline in protocol.deadlines], (0.18, 0.26, 0.44, 0.12))
    else:
        document.paragraph(words("minutes.deadlines.none"))
    document.heading(words("minutes.signatures"))
    document.signatures((words("minutes.signature.chair"), words("minutes.signature.secretary")))
    return document.bytes()


def _opening(document: Document, protocol: Protocol, words: Words) -> None:
    meeting = protocol.meeting
    document.title(meeting.title, words("minutes.kind"))
    document.fact(words("minutes.programme"), protocol.programme)
    document.fact(words("minutes.date"), words.date(meeting.on))
    document.fact(words("minutes.year"), str(meeting.year))
    document.paragraph(protocol.edition.version)
    if protocol.edition.banner:
        document.plate(protocol.edition.banner)
    document.heading(words("minutes.present"))
    lines = [line.strip() for line in meeting.present.splitlines() if line.strip()]
    document.bullets(lines)
    if not lines:
        document.paragraph(words("minutes.present.none"))


def _goal(document: Document, item: Item, words: Words) -> None:
    document.paragraph(item.sentence, before=f"{item.mark}.", colour=LIGHT.status[item.mark.status], with_next=True)
    if item.changed:
        document.heading(words("minutes.changed"), level=2)
        document.bullets(item.changed)
    document.heading(words("minutes.decisions"), level=2)
    document.bullets("\n".join(_lines(one, words)) for one in item.written)
    if not item.written:
        document.paragraph(words("minutes.nothing"))
    if item.still_open:
        document.heading(words("minutes.still-open"), level=2)
        document.bullets("\n".join(filter(None, (one.wording.text, _who_and_when(one.wording, words)))) for one in item.still_open)


def _lines(decided: Decided, words: Words) -> Iterable[str]:
    """What was decided; who does it and by when; of one that the meeting changed, its state and the comment."""
    wording = decided.wording
    yield words(f"minutes.{decided.kind}" if decided.is_new else f"minutes.{decided.kind}.earlier", text=wording.text)
    if who_and_when := _who_and_when(wording, words):
        yield who_and_when
    if decided.kind == "agreed" and (decided.is_changed or wording.state != "open"):
        yield words(f"minutes.state.{wording.state}")
    if wording.comment:
        yield words("minutes.comment", comment=wording.comment)


def _who_and_when(wording: Wording, words: Words) -> str:
    who = words("minutes.responsible", who=wording.responsible) if wording.responsible else ""
    return " · ".join(filter(None, (who, words("minutes.due", due=wording.due) if wording.due else "")))


def _deadline_row(deadline: Deadline, words: Words) -> tuple[str, ...]:
    due = words("minutes.deadline.late", due=deadline.due) if deadline.is_late else words.date(deadline.due)
    return due, deadline.responsible, deadline.what, deadline.goal


def _wording_of(decision: Decision, meeting: Meeting) -> Wording | None:
    """The last wording of the meeting itself; else the one in force then: now, or when the meeting was closed. None: it came later."""
    own = [wording for wording in decision.wordings if wording.meeting == meeting.meeting]
    then = [wording for wording in decision.wordings if not meeting.is_closed or wording.at <= meeting.at]
    return next(reversed(own or then), None)


def _item(
    code: str, meeting: Meeting, assessed: AssessedYear, wordings: Iterable[tuple[Decision, Wording]], changed: Iterable[str], words: Words
) -> Item:
    view = assessed.goals[code]
    decided = [_decided(decision, wording, meeting) for decision, wording in wordings if decision.goal == code]
    return Item(
        code,
        words.name(view.goal),
        Mark.of(view.assessment.status, words),
        reasons.goal_sentence(view.assessment, view.indicators, words),
        tuple(changed),
        tuple(one for one in decided if one.is_new or one.is_changed or (one.kind == "agreed" and one.wording.state == "open")),
    )


def _decided(decision: Decision, wording: Wording, meeting: Meeting) -> Decided:
    is_new = decision.made.meeting == meeting.meeting
    return Decided(decision.kind, wording, is_new, is_changed=not is_new and wording.meeting == meeting.meeting)


def _deadlines(wordings: Iterable[tuple[Decision, Wording]], meeting: Meeting) -> Iterable[Deadline]:
    for decision, wording in wordings:
        if decision.kind == "agreed" and wording.state == "open" and wording.due:
            yield Deadline(wording.due, wording.responsible, wording.text, decision.goal, wording.due < meeting.on)
