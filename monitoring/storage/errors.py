"""Why a store cannot be had, read or written. Each error has its words (`store.<code>`), which name the store."""

from __future__ import annotations

from monitoring.words import Words

FOR_ALL = ("busy", "full", "unwritable", "down", "refused", "unknown")
"""The codes whose words anybody may read."""
SERVER = {"down": "store.unreachable", "refused": "store.no-connection"}
"""What the codes of a database server are for whoever runs the program."""


class StoreError(Exception):
    """Something about a store that a person must hear. `place` names the store; `code` is

    - busy: another process has held it for longer than we wait;
    - not-a-store: it is damaged, or something else;
    - read-only: this process may only read it, being the public copy's;
    - unwritable: the file system, the database user or a standby server does not let us write;
    - full: there is no room left;
    - newer: a newer version of this software made it;
    - incomplete: commits that were reported as stored are not in it;
    - down: the database server does not answer;
    - refused: it answers and gives us no connection;
    - unknown: it fell silent while it stored something, and nobody can tell now whether it did;
    - not-allowed: the database user may not do this;
    - not-prepared: the database has no tables of ours, or those of an older version.
    """

    code = ""

    def __init__(self, place: object, code: str = "", **values: object):
        super().__init__(str(place))
        self.place, self.values = str(place), values
        self.code = code or self.code

    def text(self, words: Words) -> str:
        """What happened, where, and what to do: for whoever runs the program."""
        if self.code in SERVER:
            return words(SERVER[self.code], place=self.place)
        if self.code in FOR_ALL:
            return words("store.at", place=self.place, what=words(self.key)) if self.code != "busy" else words(self.key)
        return words(f"store.{self.code}", place=self.place, **self.values)

    @property
    def key(self) -> str:
        """The message for anybody, which tells nothing of the server."""
        return f"store.{self.code}" if self.code in FOR_ALL else "store.unusable"

    @property
    def may_pass(self) -> bool:
        """Whether it is worth trying again soon, with nobody doing anything about it."""
        return self.code in ("busy", "down", "refused")


class StoreBusy(StoreError):
    "Another process has held the store for longer than we wait."

    code = "busy"


class NotAStore(StoreError):
    "It is not a store of this software, or not a whole one."

    code = "not-a-store"


class ReadOnly(StoreError):
    "This process may only read the store: it is the public copy's."

    code = "read-only"
