"""Mail for who asked to be told what changed: the one that asks for confirmation, and the digests, which a schedule sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from urllib.parse import urlencode

from monitoring import assessed_year, mails, settings, subscriptions, visible
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.commands import DONE, WRONG, Call, CommandError, Commands
from monitoring.snapshot import FiguresThen
from monitoring.store import Store, now
from monitoring.subscriptions import Subscription
from monitoring.words import Words
from monitoring.words import words as words_of
from publishing import feed, mail
from publishing.feed import Day
from publishing.mail import OutgoingMail

NEWEST = 30
"""Days with a change that a digest goes back at most."""


def add(commands: Commands) -> None:
    """Adds the command to those of the program."""
    commands.add("digest", _send, empty={"subscriptions": 0, "sent": 0, "failed": 0}).add_argument("--by")


def confirmation(catalogue: Catalogue, email: str, about: str, link: str, words: Words) -> OutgoingMail:
    """The mail that asks whether the address is of who asked. `link` is the whole address of the page that confirms."""
    facts = {"programme": words.name(catalogue.programme), "about": named(catalogue, about, words)}
    hours = int(subscriptions.CONFIRMED_WITHIN.total_seconds() // 3600)
    body = words("digest.confirm.body", address=link, hours=hours, **facts)
    return OutgoingMail("", email, words("digest.confirm.subject", **facts), body, words.language)


def named(catalogue: Catalogue, about: str, words: Words) -> str:
    """A goal or a theme by its name, or all goals."""
    known = {**catalogue.themes, **catalogue.goals}
    return words.name(known[about]) if about in known else words("digest.all")


def digest(catalogue: Catalogue, subscription: Subscription, days: Sequence[Day], address: str, link: str) -> OutgoingMail | None:
    """What changed after the subscription was told last; None where nothing did. `address` is the dashboard's, `link` ends the subscription."""
    words, lines = words_of(subscription.language), []
    for day in (day for day in days if day.end > subscription.told_until):
        if goals := day.goals(subscription.goals(catalogue)):
            lines += ["", words.date(day.on)]
        for goal in goals:
            lines.append(f"{goal} {words.name(catalogue.goals[goal])}")
            lines += [f"– {sentence}" for sentence in feed.sentences(day, goal, words)]
    if not lines:
        return None
    facts = {"programme": words.name(catalogue.programme), "about": named(catalogue, subscription.about, words)}
    changes = f"{address}/changes?{urlencode({'lang': words.language})}"
    ending = ending_address(address, link, words)
    body = "\n".join([words("digest.lead", **facts), *lines, "", words("digest.more", address=changes), "", words("digest.end", address=ending)])
    return OutgoingMail("", subscription.email, words("digest.subject", **facts), body, words.language, unsubscribe=ending)


def ending_address(address: str, link: str, words: Words) -> str:
    """Where a subscription ends: the page with the button, which takes a mail program's click too. `address` is the dashboard's."""
    return f"{address}/follow?{urlencode({'end': link, 'lang': words.language})}"


def published_days(store: Store, catalogue: Catalogue) -> list[Day]:
    """The newest days on which something changed of what everybody may see. Raises StoreError."""
    then: FiguresThen = {}

    @cache
    def at_year(year: int, as_of: datetime | None) -> AssessedYear:
        return assessed_year.at(visible.read(store, catalogue, True, as_of, then), year)

    rows = store.rows("uploads", programme=catalogue.programme.programme, unit=None, at_most=None)
    decisions, snapshot = visible.read_decisions(store, catalogue, True), visible.read(store, catalogue, True, None, then)
    events = feed.events(snapshot, rows, decisions)
    return feed.days(events, catalogue.goals, decisions, snapshot.newest_year(), at_year, NEWEST, NEWEST)


def _send(call: Call) -> int:
    """send to everybody who asked for it what changed since they were told last"""
    server, address = settings.mail_server(), settings.address()
    if server is None or not address:
        raise CommandError(call.words("digest.unset"))
    store, catalogue, until = call.store, call.programme, now()
    due = subscriptions.due(store, catalogue, call.person)
    days = [day for day in published_days(store, catalogue) if day.end < until] if due else []
    written = [(one, made) for link, one in due.items() if (made := digest(catalogue, one, days, address, link))]
    outcomes = []
    for (one, _), outcome in zip(written, mail.send([made for _, made in written], server), strict=True):
        subscriptions.told(store, one.subscription, days[0].end, outcome, call.person)
        outcomes.append(outcome)
    sent = outcomes.count(mails.SENT)
    call.answer({"subscriptions": len(due), "sent": sent, "failed": len(outcomes) - sent})
    call.tell(call.words("digest.sent", n=sent, of=len(due), failed=len(outcomes) - sent))
    return DONE if sent == len(outcomes) else WRONG
