"""What is shown to a reader: which store, its data now or at an earlier moment, a year assessed, in which language. Pages, the head of the HTML
that is sent before them, the open data and the files all ask here; each answer is worked out once for a state of the store. Knows no Streamlit."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

from loaders.example_data import examples
from monitoring import assessed_year, catalogue, settings, visible
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue, CatalogueError
from monitoring.council import meetings
from monitoring.council.decisions import Decision
from monitoring.council.meetings import Meeting
from monitoring.snapshot import Snapshot
from monitoring.storage.errors import StoreError
from monitoring.store import Store
from monitoring.words import DEFAULT, languages


class Cache:
    """The `size` values used last. One thread at a time computes a value; others can read those that are there meanwhile."""

    def __init__(self, size: int):
        self._size = size
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._reading, self._computing = Lock(), Lock()

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """The value of `key`, computed where it is not there; nothing is stored where `compute` raises."""
        found = self._found(key)
        if found:
            return found[0]
        with self._computing:
            found = self._found(key) or (compute(),)
            with self._reading:
                self._values[key] = found
                while len(self._values) > self._size:
                    self._values.popitem(last=False)
            return found[0]

    def _found(self, key: Hashable) -> tuple[Any, ...]:
        with self._reading:
            if key not in self._values:
                return ()
            self._values.move_to_end(key)
            return self._values[key]


_SNAPSHOTS, _YEARS, _DELIVERIES, _ITEMS, _DECISIONS, _MEETINGS = Cache(24), Cache(64), Cache(8), Cache(8), Cache(8), Cache(8)
_THEN = Cache(2)
"""For the public what the figures of the town's own store and of the example data were, which takes the most memory."""
COUNCILS = frozenset(
    {"round_deadlines", "meetings", "meetings_for_members", "meeting_records", "meeting_titles", "decisions", "decision_texts", "decision_comments"}
)
"""The tables of what the council prepares and decides. What was reported holds whatever is written there; but what the public sees of the council's
targets depends on its meetings."""


@dataclass(frozen=True)
class Shown:
    """One state of a store for one audience: `is_public` is whether only what is published may be seen of it. Everything that reads raises
    StoreError."""

    store: Store
    catalogue: Catalogue
    is_public: bool
    is_example: bool
    version: tuple

    @property
    def _key(self) -> Hashable:
        return self.version, self.catalogue.digest, self.is_public

    @property
    def _key_of_reported(self) -> Hashable:
        place, *tables = self.version
        version = self.version if self.is_public else (place, *(table for table in tables if table[0] not in COUNCILS))
        return version, self.catalogue.digest, self.is_public

    @property
    def digest(self) -> str:
        """Changes with the data, the programme, the audience, and whether it is the example data."""
        return hashlib.sha256(repr((self._key, self.is_example)).encode()).hexdigest()

    @property
    def snapshot(self) -> Snapshot:
        return self.then(None)

    def anew(self) -> Shown:
        """The same store as it is at this moment."""
        return replace(self, version=self.store.data_version)

    def then(self, as_of: datetime | None) -> Snapshot:
        """The data of the store at a moment (UTC); None for now."""
        then = _THEN.get(self._key, dict) if self.is_public else None
        return _SNAPSHOTS.get((self._key_of_reported, as_of), partial(visible.read, self.store, self.catalogue, self.is_public, as_of, then))

    def at_year(self, year: int, as_of: datetime | None = None) -> AssessedYear:
        """A year, assessed by the data of the store: now, or at the moment `as_of` (UTC)."""
        return _YEARS.get((self._key_of_reported, year, as_of), lambda: assessed_year.at(self.then(as_of), year))

    def year(self, preferred: Iterable[str]) -> int:
        """The first of `preferred` that is a year of the programme, else the newest with figures."""
        known = {str(each): each for each in self.catalogue.years}
        return next((known[text] for text in preferred if text in known), None) or self.snapshot.newest_year()

    def deliveries(self) -> list:
        """Every delivery, the newest first, as rows of sql/uploads.sql."""
        programme = self.catalogue.programme.programme
        return _DELIVERIES.get(self._key_of_reported, lambda: self.store.rows("uploads", programme=programme, unit=None, at_most=None))

    def items_of_uploads(self) -> dict[str, set[str]]:
        """The indicators, milestones and actions that each delivery states something of, by the delivery's id."""
        return _ITEMS.get(self._key_of_reported, self._items_of_uploads)

    def _items_of_uploads(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.store.rows("upload_items", programme=self.catalogue.programme.programme):
            found.setdefault(row.upload_id, set()).add(row.item)
        return found

    def decisions(self) -> list[Decision]:
        """The council's decisions, in the order of decisions.known."""
        return _DECISIONS.get(self._key, partial(visible.read_decisions, self.store, self.catalogue, self.is_public))

    def meetings(self) -> list[Meeting]:
        """Every wording of the meetings, in the order of meetings.history."""
        return _MEETINGS.get(self._key, partial(visible.read_meetings, self.store, self.catalogue, self.is_public))

    def meeting(self, wanted: str) -> Meeting | None:
        """The newest wording of a meeting, by its id."""
        return meetings.newest(self.meetings()).get(wanted)


def programme() -> Catalogue:
    """The programme that is monitored. Raises CatalogueError."""
    return catalogue.current(settings.programme_folder())


def city_store(catalogue: Catalogue | None = None) -> Store:
    """The city's own store, to which deliveries are written even while the example data is shown; the copy for the public only reads it. With the
    programme's `catalogue` nobody has to look whether its files have changed."""
    return store_at(settings.store(), settings.is_public(), catalogue.programme.programme if catalogue else _code())


def store_of_people() -> Store:
    """The city's own store for sessions, roles and what the log tells of."""
    return store_at(settings.store(), programme=_code())


def read_ahead() -> None:
    """Reads the city's store before somebody asks for it: a large one takes a while. Why it cannot be read, whoever asks is told."""
    with suppress(StoreError, settings.BadSetting):
        city_store().refresh()


def example_store() -> Store:
    """The example data's own store."""
    return store_at(settings.example_database())


@lru_cache
def store_at(place: Path | str, is_read_only: bool = False, programme: str | None = None) -> Store:
    """The store at a place, made once: a run of a page asks often, and each new one looks up where its path leads to."""
    return Store(place, is_read_only, programme)


def _code() -> str | None:
    """The programme's. None where its catalogue has faults, which pages tell: who is signed in stays so."""
    with suppress(CatalogueError):
        return programme().programme.programme
    return None


def city(catalogue: Catalogue, is_public: bool) -> Shown:
    """The city's own store as it is at this moment."""
    return _state(city_store(catalogue), catalogue, is_public, False)


def example(catalogue: Catalogue, is_public: bool) -> Shown:
    """The example data's store as it is at this moment."""
    return _state(example_store(), catalogue, is_public, True)


def is_example(own: Shown) -> bool:
    """Whether the example data is shown: as long as no workbook in the city's `own` store holds. Raises StoreError."""
    return examples.are_shown(own.snapshot, example_store(), own.catalogue)


def now(catalogue: Catalogue, is_public: bool) -> Shown:
    """What is shown at this moment. Raises StoreError."""
    own = city(catalogue, is_public)
    return example(catalogue, is_public) if is_example(own) else own


def _state(store: Store, catalogue: Catalogue, is_public: bool, is_example: bool) -> Shown:
    return Shown(store, catalogue, is_public, is_example, store.data_version)


def language(preferred: Iterable[str], header: str) -> str:
    """The first of `preferred` that there is, else the best match of an Accept-Language header, else the default."""
    known = languages()
    return next((code for code in (*preferred, *_ranked(header)) if code in known), DEFAULT)


def _ranked(header: str) -> Sequence[str]:
    """The languages of an Accept-Language header without their regions ("sv-FI" is "sv"), the most wanted first, without what is refused (q=0)."""
    found = []
    for part in header.split(","):
        code, _, parameters = part.partition(";")
        found.append((_quality(parameters), code.strip().partition("-")[0].lower()))
    return [code for quality, code in sorted(found, key=lambda one: -one[0]) if quality > 0]


def _quality(parameters: str) -> float:
    """0 to 1; 1 where the header has none, 0 where it has no such number."""
    name, _, number = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        quality = float(number)
    except ValueError:
        return 0.0
    return quality if name.strip().lower() == "q" and 0 <= quality <= 1 else 0.0
