"""Who reads, which data and in which language: the same answers for every page of one run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar

import streamlit as st

from monitoring import moments
from monitoring.assessed_year import AssessedYear
from monitoring.catalogue import Catalogue
from monitoring.council.decisions import Decision
from monitoring.council.meetings import Meeting
from monitoring.palette import DARK, LIGHT, Palette
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from monitoring.trust import permissions
from monitoring.trust.people import Person
from monitoring.trust.permissions import Permission
from monitoring.words import Words
from monitoring.words import words as words_of
from pages.shared import address, identity, shown_data
from pages.shared.shown_data import Shown

RUN, WHO, ROLES_CHANGED = "run", "who", "roles-changed"
KEPT = (RUN, "language", "chosen_year")
"""What a tab keeps whoever reads it."""
Value = TypeVar("Value")


def begin() -> None:
    """Begins a run of a page, without what the one before worked out."""
    st.session_state[RUN] = {}


def follow_person() -> None:
    """Forgets what somebody else filled in, chose or was shown in this tab: whoever was signed in is no more, or has other roles now."""
    now = reader()
    before = st.session_state.setdefault(WHO, (now.session, now.grants))
    if before != (now.session, now.grants):
        for key in [key for key in st.session_state if key not in KEPT]:
            del st.session_state[key]
        st.session_state[WHO] = (now.session, now.grants)
        st.session_state[RUN][ROLES_CHANGED] = before[0] == now.session


def has_other_roles() -> bool:
    """Whether the reader's roles are others than in the run before."""
    return st.session_state[RUN].get(ROLES_CHANGED, False)


def once(make: Callable[..., Value]) -> Callable[..., Value]:
    """Works out a value once a run for the same arguments. Raises KeyError outside of a session, as where a file is made for a download: a value
    remembered there would last for ever, for everybody."""

    @wraps(make)
    def remembered(*arguments) -> Value:
        values, key = st.session_state[RUN], (make, arguments)
        if key not in values:
            values[key] = make(*arguments)
        return values[key]

    return remembered


@once
def programme() -> Catalogue:
    return shown_data.programme()


@once
def language() -> str:
    """The address's language, else the one chosen before, else the one that the browser prefers, else the default."""
    preferred = [*address.given("lang"), st.session_state.get("language", "")]
    return shown_data.language(preferred, st.context.headers.get("Accept-Language", ""))


def words() -> Words:
    return words_of(language())


def moment(moment_utc: datetime) -> str:
    """Date and time of day of a stored moment (UTC) in the municipality's time zone, in the reader's language."""
    return words().moment(moments.local(moment_utc))


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def person() -> Person:
    """Whoever acts, as they are at this moment: a button is answered before the run of the page begins."""
    return identity.person(st.context.cookies, st.context.ip_address or "")


@once
def reader() -> Person:
    """Whoever reads, the same throughout a run."""
    return person()


def may(permission: Permission, unit: str = "", is_let: bool = False) -> bool:
    """Whether the reader may do something (`permissions.may`), for what a page offers."""
    return permissions.may(reader(), permission, unit, is_let)


def is_public() -> bool:
    """Whether the reader sees what is published, or works with the programme and sees everything."""
    return identity.is_public(reader())


def city_store() -> Store:
    """The city's own store, to which deliveries are written even while the example data is shown."""
    return shown_data.city_store(programme())


@once
def city() -> Shown:
    """The city's own store, in its state at this run of the page."""
    return shown_data.city(programme(), is_public())


def city_snapshot() -> Snapshot:
    """The data of the city's own store."""
    return city().snapshot


@once
def is_example() -> bool:
    """Whether the example data is shown: as long as no workbook in the city's own store holds."""
    return shown_data.is_example(city())


@once
def shown() -> Shown:
    """The store that is shown, in its state at this run of the page."""
    return shown_data.example(programme(), is_public()) if is_example() else city()


def store() -> Store:
    """The store that is shown."""
    return shown().store


def behind_since() -> datetime | None:
    """The moment (UTC) up to which what is shown holds for certain, while another process has the store; None where all is known."""
    return store().behind_since


def now() -> Snapshot:
    """The data of the shown store."""
    return shown().snapshot


def decisions() -> list[Decision]:
    """All decisions of the shown store, in the reader's language where they are written in it."""
    return [decision.in_language(language()) for decision in shown().decisions()]


def meetings() -> list[Meeting]:
    """Every wording of the meetings in the shown store, in the reader's language where it has a title in it, the latest day first, of each the newest
    wording first."""
    return [meeting.in_language(language()) for meeting in shown().meetings()]


def deliveries(unit: str | None = None, at_most: int | None = None) -> list:
    """The deliveries of a unit, or of all, to the shown store, the newest first, as rows of sql/uploads.sql."""
    return [row for row in shown().deliveries() if unit in (None, row.unit)][:at_most]


@once
def year() -> int:
    """The reporting year: the address's, else the one chosen before, else the newest with figures."""
    return shown().year([*address.given("year"), str(st.session_state.get("chosen_year", ""))])


def at_year(as_of: datetime | None = None, of: int | None = None) -> AssessedYear:
    """The reporting year, or the year `of`, assessed by the data of the shown store: now, or at the moment `as_of` (UTC)."""
    return shown().at_year(of or year(), as_of)
