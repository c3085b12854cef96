"""What changed, day by day: as sentences, and as an Atom feed (RFC 4287) for all goals, those of a theme, or one."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode, urljoin
from xml.etree import ElementTree as etree

from monitoring import comparison, kinds, moments
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.comparison import Comparison
from monitoring.council import decisions as of_council
from monitoring.council.decisions import Decision
from monitoring.snapshot import Snapshot
from monitoring.words import Words, parts_of

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
NEWEST = 8
"""Days with a change that a feed goes back."""
LOOKED_AT = 2 * NEWEST
"""Days with an event that are looked through for those on which something of a goal or a theme changed."""
INSTANT = timedelta(microseconds=1)


class Event(NamedTuple):
    """A moment (UTC) at which something was delivered or withdrawn (`upload`), or decided about a goal or the target of one of its indicators."""

    at: datetime
    upload: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Day:
    """What changed on one day on the municipality's calendars, until `end` (UTC), for the last time at `newest`: goals, figures and states of the
    reporting year `year`, decisions each with one of decisions.CHANGES."""

    on: date
    end: datetime
    newest: datetime
    year: int
    changes: Comparison
    decisions: tuple[tuple[str, Decision], ...]

    def goals(self, wanted: Collection[str]) -> tuple[str, ...]:
        """The goals of `wanted` that something changed of, in its order."""
        changed = {change.goal for kind in (self.changes.goals, self.changes.figures, self.changes.states) for change in kind}
        changed |= {decision.goal for _, decision in self.decisions}
        return tuple(goal for goal in wanted if goal in changed)


@dataclass(frozen=True)
class Feed:
    """Of what a feed tells: the `goals`, `name` in words (a goal, a theme, or "" for all). `address` is the feed's own, `notice` is said first where
    the figures are made up."""

    catalogue: Catalogue
    goals: tuple[str, ...]
    name: str
    address: str
    notice: str = ""


def events(snapshot: Snapshot, deliveries: Iterable, decisions: Iterable[Decision]) -> Iterator[Event]:
    """Everything after which something can be another than before; `deliveries` are rows of sql/uploads.sql."""
    for row in deliveries:
        yield from (Event(at, upload=row.upload_id) for at in (row.uploaded_at, row.withdrawn_at) if at is not None)
    for decision in decisions:
        yield from (Event(wording.known_from, goal=decision.goal) for wording in decision.wordings)
    for code, target in snapshot.council_targets.items():
        yield Event(target.known_from, goal=snapshot.catalogue.indicators[code].goal)


def of_goals(events: Iterable[Event], goals: Collection[str], catalogue: Catalogue, items: Mapping[str, Collection[str]]) -> list[Event]:
    """The events that can change something of these goals; `items` are the indicators and actions that each upload states something of. An indicator
    that is derived can change with any other."""
    of_item = {code: item.goal for code, item in (*catalogue.indicators.items(), *catalogue.actions.items())}
    if any(not kinds.of(indicator).is_reported for indicator in catalogue.indicators.values() if indicator.goal in goals):
        return list(events)
    stating = {upload for upload, stated in items.items() if any(of_item.get(code) in goals for code in stated)}
    return [event for event in events if event.goal in goals or event.upload in stating]


def days(
    events: Iterable[Event],
    goals: Collection[str],
    decisions: Sequence[Decision],
    year: int,
    at_year: Callable[[int, datetime | None], AssessedYear],
    newest: int = NEWEST,
    looked_at: int = NEWEST,
) -> list[Day]:
    """The newest days on which one of the `events` changed anything of the `goals`, the newest first, among as many as are looked at. `at_year`
    assesses a year by the data of a moment."""
    by_day: dict[date, datetime] = {}
    for event in events:
        day = moments.day(event.at)
        by_day[day] = max(event.at, by_day.get(day, event.at))
    on, found = sorted(by_day, reverse=True), []
    for day, earlier in zip(on[:looked_at], [*on[1:], None], strict=False):
        end, before = _end_of(day), moments.start_of(day) - INSTANT if earlier is None else _end_of(earlier)
        changes = comparison.compare(at_year(year, before), at_year(year, end))
        changed = of_council.changes(decisions, (before, moments.day(before)), (end, day))
        found.append(Day(day, end, by_day[day], year, changes, tuple(changed)))
        if sum(bool(one.goals(goals)) for one in found) == newest:
            break
    return found


def sentences(day: Day, goal: str, words: Words) -> Iterator[str]:
    """What changed of a goal on a day: its status, how many figures and states, each decision."""
    of_goal = day.changes.of_goals([goal])
    for change in of_goal.goals:
        before, after = (words(f"status.{view.assessment.status}") for view in (change.before, change.after))
        yield words("feed.status", year=day.year, before=before, after=after)
    for name, changed in (("figures", of_goal.figures), ("states", of_goal.states)):
        for kind, n in Counter(change.kind for change in changed).items():
            yield words(f"feed.{name}", n=n, kind=words(f"changes.kind.{kind}"))
    for kind, decision in day.decisions:
        if decision.goal == goal:
            now = decision.in_language(words.language).now
            yield words.around("feed.decision", "text", words.written(now.text, now.language), change=words(f"decision.change.{kind}"))


def atom(feed: Feed, some: Sequence[Day], words: Words) -> bytes:
    """The feed in the language of `words`, an entry a day, the newest first."""
    etree.register_namespace("", ATOM)
    etree.register_namespace("xhtml", XHTML)
    root = etree.Element(f"{{{ATOM}}}feed", {LANG: words.language})
    programme = words.name(feed.catalogue.programme)
    telling = [(day, goals) for day in some if (goals := day.goals(feed.goals))]
    _add(root, "id", _urn(feed, "feed", words.language))
    _add(root, "title", words("feed.title.of", programme=programme, name=feed.name) if feed.name else words("feed.title", programme=programme))
    if feed.notice:
        _add(root, "subtitle", feed.notice)
    _add(root, "updated", _moment(telling[0][0].newest if telling else moments.start_of(date(feed.catalogue.programme.first_year, 1, 1))))
    _add(_add(root, "author"), "name", programme)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=_page(feed, "changes", words))
    for day, goals in telling:
        _entry(root, feed, day, goals, words)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: etree.Element, feed: Feed, day: Day, goals: Sequence[str], words: Words) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _urn(feed, day.on.isoformat(), words.language))
    _add(entry, "title", words("feed.entry", n=len(goals), day=day.on, goals=", ".join(goals)))
    _add(entry, "updated", _moment(day.newest))
    span = {"from": day.on.isoformat(), "to": day.on.isoformat(), "year": str(day.year)}
    _add(entry, "link", rel="alternate", type="text/html", href=_page(feed, "changes", words, **span))
    content = _add(_add(entry, "content", type="xhtml"), "div", space=XHTML)
    if feed.notice:
        _add(content, "p", feed.notice, space=XHTML)
    for goal in goals:
        _add(content, "p", f"{goal} {words.name(feed.catalogue.goals[goal])}", space=XHTML)
        listed = _add(content, "ul", space=XHTML)
        for sentence in sentences(day, goal, words):
            item = _add(listed, "li", space=XHTML)
            for part, language in parts_of(sentence):
                _add(item, "span", part, space=XHTML, **({LANG: language, "lang": language} if language else {}))


def _add(parent: etree.Element, name: str, text: str = "", space: str = ATOM, **attributes: str) -> etree.Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    if text:
        element.text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    return element


def _page(feed: Feed, page: str, words: Words, **parameters: str) -> str:
    return f"{urljoin(feed.address, f'../{page}')}?{urlencode({**parameters, 'lang': words.language})}"


def _urn(feed: Feed, *what: str) -> str:
    """Stays the same wherever the feed is read."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join((feed.catalogue.programme.programme, *what, *feed.goals))).urn


def _end_of(day: date) -> datetime:
    return moments.start_of(day + timedelta(days=1)) - INSTANT


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=UTC).isoformat(timespec="seconds")
