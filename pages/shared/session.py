"""Who reads, what and in which language: the same answers for every page of one run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar

import streamlit as st

from loaders.example_data import examples
from monitoring import assessed_year, catalogue, moments, settings, visible
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.council.decisions import Decision
from monitoring.council.meetings import Meeting
from monitoring.palette import DARK, LIGHT, Palette
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from monitoring.words import Words
from monitoring.words import words as words_of
from pages.shared import address, preferred

RUN = "run"
Value = TypeVar("Value")


def begin() -> None:
    """A new run of a page: what the one before worked out is forgotten."""
    st.session_state[RUN] = {}


def once(make: Callable[..., Value]) -> Callable[..., Value]:
    """Works out once a run, for the same arguments, what every link and chart of the page asks for. Raises KeyError outside of a session, as where
    a file is made that somebody asked for: what was kept there would be kept for ever, for everybody."""

    @wraps(make)
    def known(*of) -> Value:
        found, key = st.session_state[RUN], (make, of)
        if key not in found:
            found[key] = make(*of)
        return found[key]

    return known


@once
def programme() -> Catalogue:
    return catalogue.current(settings.programme_folder())


@once
def language() -> str:
    """The address's language, else the one chosen before, else the one that the browser prefers, else the default."""
    asked = [*address.given("lang"), st.session_state.get("language", "")]
    return preferred.language(asked, st.context.headers.get("Accept-Language", ""))


def words() -> Words:
    return words_of(language())


def moment(moment_utc: datetime) -> str:
    """Date and time of day of a stored moment (UTC) by the municipality's clocks, in the reader's language."""
    return words().moment(moments.local(moment_utc))


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def own_store() -> Store:
    """The city's own store: what is handed in goes here, whatever is shown."""
    return Store(settings.database(), is_read_only=settings.is_public())


def example_store() -> Store:
    """The example data's own store."""
    return Store(settings.example_database())


@st.cache_resource(max_entries=8, show_spinner=False)
def _snapshot(version: tuple, digest: str, _store: Store, _catalogue: Catalogue) -> Snapshot:
    return visible.read(_store, _catalogue)


@st.cache_resource(max_entries=16, show_spinner=False)
def _snapshot_then(version: tuple, digest: str, as_of: datetime, _store: Store, _catalogue: Catalogue) -> Snapshot:
    return visible.read(_store, _catalogue, as_of)


@st.cache_resource(max_entries=64, show_spinner=False)
def _standing(version: tuple, digest: str, year: int, as_of: datetime | None, _snapshot: Snapshot) -> AssessedYear:
    return assessed_year.at(_snapshot, year)


def _read(store: Store) -> Snapshot:
    return _snapshot(store.version, programme().digest, store, programme())


def own() -> Snapshot:
    """What the city's own store says."""
    return _read(own_store())


@once
def is_example() -> bool:
    """Whether the example data is shown: until the city's own store holds its first workbook."""
    return examples.are_shown(own(), example_store(), programme())


def store() -> Store:
    """The store that is shown."""
    return example_store() if is_example() else own_store()


def now() -> Snapshot:
    """What the shown store says."""
    return _read(store())


def then(as_of: datetime) -> Snapshot:
    """What the shown store said at a moment (UTC)."""
    return _snapshot_then(store().version, programme().digest, as_of, store(), programme())


@once
def decisions() -> list[Decision]:
    """All decisions of the shown store."""
    return visible.read_decisions(store(), programme())


@once
def meetings() -> list[Meeting]:
    """Everything that was written of the shown store's meetings, the latest day first, of each the newest wording first."""
    return visible.read_meetings(store(), programme())


@once
def year() -> int:
    """The year asked about: the address's, else the one chosen before, else the newest with figures."""
    wanted = [*address.given("year"), str(st.session_state.get("chosen_year", ""))]
    return preferred.year(wanted, programme().years) or now().newest_year()


def at_year(as_of: datetime | None = None, of: int | None = None) -> AssessedYear:
    """How everything stands in the year asked about, or in the year `of`; or stood, by what the shown store said at the moment `as_of` (UTC)."""
    return _standing(store().version, programme().digest, of or year(), as_of, now() if as_of is None else then(as_of))
