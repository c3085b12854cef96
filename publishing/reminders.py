"""The message that asks a unit for its missing figures: subject and body in a language, and as an address for the mail program (RFC 6068)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from monitoring.catalogue import Catalogue
from monitoring.rounds import Deadline, UnitRound
from monitoring.words import Words

LONGEST_ADDRESS = 2000
"""Windows opens no longer one, and says nothing."""


@dataclass(frozen=True)
class Message:
    """`to` are the addresses of whom it is for, none where they are not known."""

    subject: str
    body: str
    to: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the mail program can be given all of it."""
        return len(self._address(self.body)) <= LONGEST_ADDRESS

    @property
    def mailto(self) -> str:
        """The address that opens it in the mail program; without the body where that would be too long."""
        return self._address(self.body if self.fits else "")

    def _address(self, body: str) -> str:
        fields = {"subject": self.subject, "body": "\r\n".join(body.splitlines())}
        query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
        return f"mailto:{','.join(quote(one, safe='@') for one in self.to)}?{query}"


@dataclass(frozen=True)
class ReportingRound:
    """What every message of a round has in common. `banner` is said first where the figures are made up."""

    catalogue: Catalogue
    year: int
    deadline: Deadline | None
    today: date
    banner: str = ""


def message(unit: UnitRound, this_round: ReportingRound, address: str, words: Words) -> Message:
    """Asks `unit` for exactly what it lacks. `address` is where it hands in; the language is that of `words`."""
    indicators, deadline = this_round.catalogue.indicators, this_round.deadline
    facts = {"programme": this_round.catalogue.programme, "year": this_round.year}
    if deadline:
        facts["deadline"] = deadline.on
    when = "none" if deadline is None else "late" if deadline.days_left(this_round.today) < 0 else "coming"
    paragraphs = [
        this_round.banner,
        words("reminder.greeting", unit=unit.unit),
        words(f"reminder.round.{when}", **facts),
        "\n".join([words("reminder.missing", n=len(unit.missing)), *(f"– {code} {words.name(indicators[code])}" for code in unit.missing)]),
        words("reminder.how", address=address),
        words("reminder.thanks"),
    ]
    return Message(words(f"reminder.subject.{when}", **facts), "\n\n".join(filter(None, paragraphs)))
