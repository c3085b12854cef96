"""Minutes of a meeting, in sections (§) as a municipality keeps them: its opening, its quorum, who checks the minutes, the agenda; goal by goal where
things stood, what was decided and which targets were set; who does what; its end. As data, and as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial

from monitoring import breakdowns, charts, reasons
from monitoring.assessed_year import AssessedYear
from monitoring.council import meetings
from monitoring.council.decisions import Decision, Wording
from monitoring.council.meetings import Meeting
from monitoring.model import CouncilTarget, GoalView, IndicatorView
from monitoring.palette import LIGHT
from monitoring.words import Words, Written
from monitoring.words import words as words_of
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
    """One goal of the agenda. `gaps` are sentences on the categories of its indicators' breakdowns, `changed` lines on figures that are other ones
    than in the meeting's material, `targets` on targets that the meeting set or gave back."""

    code: str
    name: str
    mark: Mark
    sentence: str
    gaps: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    decisions: tuple[Decided, ...] = ()
    targets: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[Decided, ...]:
        """What the meeting itself decided or changed."""
        return tuple(one for one in self.decisions if one.is_new or one.is_changed)

    @property
    def still_open(self) -> tuple[Decided, ...]:
        return tuple(one for one in self.decisions if not (one.is_new or one.is_changed))


@dataclass(frozen=True)
class Task:
    """An open decision of any goal, on the agenda or not. `is_late`: the day had passed when the meeting was held."""

    due: date | None
    responsible: str
    what: str
    goal: str
    is_late: bool = False


@dataclass(frozen=True)
class Protocol:
    """The minutes. `tasks` are sorted, the first day first, those without one last."""

    meeting: Meeting
    programme: str
    edition: Edition
    items: tuple[Item, ...]
    tasks: tuple[Task, ...] = ()


def protocol(
    meeting: Meeting,
    assessed: AssessedYear,
    decisions: Sequence[Decision],
    changed: Mapping[str, tuple[str, ...]],
    words: Words,
    edition: Edition,
    targets: Sequence[CouncilTarget] = (),
) -> Protocol:
    """The minutes of a meeting that looked at `assessed` and set these `targets`. `changed` has lines a goal's code.

    Of a closed meeting the decisions are those of when it was closed, whatever was decided later.
    """
    tables = DecisionTables(assessed.catalogue, words, meeting.on)
    wordings = [
        (decision, replace(wording, responsible=tables.responsible(wording.responsible)))
        for decision in (one.in_language(words.language) for one in decisions)
        if (wording := _wording_of(decision, meeting))
    ]
    items = tuple(_item(code, meeting, assessed, wordings, changed.get(code, ()), targets, words) for code in meeting.agenda)
    tasks = sorted(_tasks(wordings, meeting, words), key=lambda task: task.due or date.max)
    return Protocol(meeting.in_language(words.language), words.name(assessed.catalogue.programme), edition, items, tuple(tasks))


def docx(protocol: Protocol, words: Words) -> bytes:
    """The minutes as a Word document, in the language of `words`."""
    title = protocol.meeting.title
    about = " · ".join((words("minutes.kind"), title, words.date(protocol.meeting.on)))
    document = Document(words, f"{words('minutes.kind')}: {title}", protocol.programme, about, protocol.edition)
    _cover(document, protocol, words)
    parts = {name: partial(write, document, protocol, words) for name, write in _SECTIONS.items()}
    goals = [(f"{item.code} {item.name}", partial(_goal, document, item, words)) for item in protocol.items]
    before = [(words(f"minutes.section.{name}"), parts[name]) for name in ("opening", "quorum", "checking", "agenda")]
    after = [(words(f"minutes.section.{name}"), parts[name]) for name in ("tasks", "closing")]
    for number, (title, write) in enumerate((*before, *goals, *after), protocol.meeting.record.first_section):
        document.heading(words("minutes.section", number=str(number), title=title))
        write()
    document.heading(words("minutes.signatures"))
    document.signatures(tuple(_signers(protocol.meeting, words)))
    return document.bytes()


def _cover(document: Document, protocol: Protocol, words: Words) -> None:
    meeting = protocol.meeting
    document.title(words.written(meeting.title, meeting.language), words("minutes.kind"))
    document.fact(words("minutes.programme"), protocol.programme)
    document.fact(words("minutes.date"), words.date(meeting.on))
    if meeting.record.place:
        document.fact(words("minutes.place"), meeting.record.place)
    document.fact(words("minutes.year"), str(meeting.year))
    if not meeting.is_closed:
        document.plate(words("minutes.draft"))
    document.paragraph(protocol.edition.version)
    if protocol.edition.banner:
        document.plate(protocol.edition.banner)
    document.heading(words("minutes.present"))
    document.bullets(meeting.members_present)
    if not meeting.members_present:
        document.paragraph(words("minutes.present.none"))
    if others := meetings.names(meeting.record.others):
        document.heading(words("minutes.others"), level=2)
        document.bullets(others)


def _opening(document: Document, protocol: Protocol, words: Words) -> None:
    record = protocol.meeting.record
    known = ".".join(filter(None, ("chair" if record.chair else "", "time" if record.opened_at else ""))) or "none"
    document.paragraph(words(f"minutes.opening.{known}", chair=record.chair, at=_time(record.opened_at, words)))
    if record.secretary:
        document.paragraph(words("minutes.opening.secretary", name=record.secretary))


def _quorum(document: Document, protocol: Protocol, words: Words) -> None:
    meeting = protocol.meeting
    found = {True: "yes", False: "no", None: "unknown"}[meeting.is_quorate]
    document.paragraph(words(f"minutes.quorum.{found}", present=len(meeting.members_present), members=meeting.record.members))


def _checking(document: Document, protocol: Protocol, words: Words) -> None:
    checkers = meetings.names(protocol.meeting.record.checkers)
    document.paragraph(words("minutes.checking", n=len(checkers)) if checkers else words("minutes.checking.none"))
    document.bullets(checkers)


def _agenda(document: Document, protocol: Protocol, words: Words) -> None:
    document.paragraph(words("minutes.agenda", n=len(protocol.items), year=protocol.meeting.year))
    document.bullets(f"{item.code} {item.name}" for item in protocol.items)


def _who_does_what(document: Document, protocol: Protocol, words: Words) -> None:
    if not protocol.tasks:
        document.paragraph(words("minutes.tasks.none"))
        return
    columns = tuple(words(f"minutes.task.{name}") for name in ("due", "responsible", "what", "goal"))
    document.table(columns, [_task_row(task, words) for task in protocol.tasks], (0.18, 0.26, 0.44, 0.12))


def _closing(document: Document, protocol: Protocol, words: Words) -> None:
    closed_at = protocol.meeting.record.closed_at
    document.paragraph(words("minutes.closing", at=_time(closed_at, words)) if closed_at else words("minutes.closing.none"))


_SECTIONS = {
    "opening": _opening,
    "quorum": _quorum,
    "checking": _checking,
    "agenda": _agenda,
    "tasks": _who_does_what,
    "closing": _closing,
}
"""What the minutes have besides the goals; each has its heading, `minutes.section.<name>`."""


def _time(text: str, words: Words) -> str:
    return words.time(time.fromisoformat(text)) if text else ""


def _signers(meeting: Meeting, words: Words) -> Iterable[str]:
    """Chair and secretary, by name where that is written down, and everybody who checks the minutes."""
    for role, name in (("chair", meeting.record.chair), ("secretary", meeting.record.secretary)):
        signer = words(f"minutes.signature.{role}")
        yield words("minutes.signature.named", name=name, role=signer) if name else signer
    for name in meetings.names(meeting.record.checkers):
        yield words("minutes.signature.named", name=name, role=words("minutes.signature.checker"))


def _goal(document: Document, item: Item, words: Words) -> None:
    document.paragraph(item.sentence, before=f"{item.mark}.", colour=LIGHT.status[item.mark.status], with_next=True)
    for gap in item.gaps:
        document.paragraph(gap)
    if item.changed:
        document.heading(words("minutes.changed"), level=2)
        document.bullets(item.changed)
    document.heading(words("minutes.decisions"), level=2)
    document.bullets(Written.joined("\n", _lines(one, words)) for one in item.written)
    if not item.written:
        document.paragraph(words("minutes.nothing"))
    if item.targets:
        document.heading(words("minutes.targets"), level=2)
        document.bullets(item.targets)
    if item.still_open:
        document.heading(words("minutes.still-open"), level=2)
        document.bullets(
            Written.joined("\n", filter(None, (_text(one.wording, words), _who_and_when(one.wording, words)))) for one in item.still_open
        )


def _lines(decided: Decided, words: Words) -> Iterable[str]:
    """What was decided; who does it and by when; of one that the meeting changed, its state and the comment."""
    wording = decided.wording
    if decided.is_new and decided.kind == "noted" and _says_noted(wording, words):
        yield _text(wording, words)
    else:
        yield words.around(f"minutes.{decided.kind}" if decided.is_new else f"minutes.{decided.kind}.earlier", "text", _text(wording, words))
    if who_and_when := _who_and_when(wording, words):
        yield who_and_when
    if decided.kind == "agreed" and (decided.is_changed or wording.state != "open"):
        yield words(f"minutes.state.{wording.state}")
    if wording.comment:
        yield words.around("minutes.comment", "comment", words.written(wording.comment, wording.comment_language))


def _says_noted(wording: Wording, words: Words) -> bool:
    """Whether the text itself begins with the words that something was noted, as the one that is written where nothing was typed."""
    noted = words_of(wording.language or words.language)("decide.noted.text").rstrip(".")
    return wording.text.casefold().startswith(noted.casefold())


def _text(wording: Wording, words: Words) -> str:
    return words.written(wording.text, wording.language)


def _who_and_when(wording: Wording, words: Words) -> str:
    who = words("minutes.responsible", who=wording.responsible) if wording.responsible else ""
    return " · ".join(filter(None, (who, words("minutes.due", due=wording.due) if wording.due else "")))


def _task_row(task: Task, words: Words) -> tuple[str, ...]:
    due = words("minutes.task.late", due=task.due) if task.is_late else words.date(task.due) if task.due else ""
    return due, task.responsible or words("minutes.task.nobody"), task.what, task.goal


def _wording_of(decision: Decision, meeting: Meeting) -> Wording | None:
    """The last wording of the meeting itself; else the one in force then: now, or when the meeting was closed. None: it came later."""
    own = [wording for wording in decision.wordings if wording.meeting == meeting.meeting]
    then = [wording for wording in decision.wordings if not meeting.is_closed or wording.at <= meeting.at]
    return next(reversed(own or then), None)


def _item(
    code: str,
    meeting: Meeting,
    assessed: AssessedYear,
    wordings: Iterable[tuple[Decision, Wording]],
    changed: Iterable[str],
    targets: Iterable[CouncilTarget],
    words: Words,
) -> Item:
    view = assessed.goals[code]
    decided = [_decided(decision, wording, meeting) for decision, wording in wordings if decision.goal == code]
    return Item(
        code,
        words.name(view.goal),
        Mark.of(view.assessment.status, words),
        reasons.goal_sentence(view.assessment, view.indicators, words),
        tuple(_gaps(view, words)),
        tuple(changed),
        tuple(one for one in decided if one.is_new or one.is_changed or (one.kind == "agreed" and one.wording.state == "open")),
        tuple(_target(one, view, words) for view in view.indicators for one in targets if one.indicator == view.indicator.indicator),
    )


def _gaps(view: GoalView, words: Words) -> Iterable[str]:
    """Of each breakdown of the goal's indicators its name and the gap between its categories, where one is known."""
    for indicator in view.indicators:
        for breakdown in breakdowns.reported(indicator):
            if sentence := breakdowns.sentence(indicator, breakdown, words):
                yield f"{charts.categories_title(indicator, breakdown, words)}. {sentence}"


def _target(council: CouncilTarget, view: IndicatorView, words: Words) -> str:
    """What was set for an indicator, from which year on and why; or that the programme's target holds again."""
    known = council.in_language(words.language)
    reason, indicator = words.written(known.reason, known.language), charts.title(view, words)
    if council.target is None:
        return words.around("minutes.target.restored", "reason", reason, indicator=indicator)
    target = charts.target_sentence(replace(view, target=council.target, council=council, other=None), words)
    return words.around("minutes.target", "reason", reason, indicator=indicator, target=target, from_year=council.from_year)


def _decided(decision: Decision, wording: Wording, meeting: Meeting) -> Decided:
    is_new = decision.made.meeting == meeting.meeting
    return Decided(decision.kind, wording, is_new, is_changed=not is_new and wording.meeting == meeting.meeting)


def _tasks(wordings: Iterable[tuple[Decision, Wording]], meeting: Meeting, words: Words) -> Iterable[Task]:
    for decision, wording in wordings:
        if decision.kind == "agreed" and wording.state == "open":
            is_late = wording.due is not None and wording.due < meeting.on
            yield Task(wording.due, wording.responsible, _text(wording, words), decision.goal, is_late)
