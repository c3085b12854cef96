"""Who asks: the person behind the cookie that came with a page's connection, a request or a download. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from monitoring import settings
from monitoring.store import Store
from monitoring.trust import grants, people, sessions
from monitoring.trust.people import RESIDENT, Person
from monitoring.trust.permissions import Permission, may
from monitoring.trust.sessions import Session
from pages.shared import address, shown_data


def is_offered() -> bool:
    """Whether people sign in here. Raises BadSetting."""
    return not settings.is_public() and settings.sign_in() is not None


def provider_origin() -> str:
    """Scheme and host of the identity provider, where people sign in. Raises BadSetting."""
    parts = urlsplit(settings.sign_in().issuer)
    return f"{parts.scheme}://{parts.netloc}"


def cookie() -> str:
    """The name of the cookie with a session's id. Two dashboards below different paths of one host have one each: with this prefix (RFC 6265bis) a
    browser takes it over TLS only, from this host only, and sends it with every path of it."""
    return f"__Host-monitoring{address.base_path().replace('/', '-')}"


def session(cookies: Mapping[str, str]) -> Session | None:
    """The session that the cookie leads to; None without a cookie, or where the session is over. Raises BadSetting, StoreError."""
    secret = cookies.get(cookie(), "")
    return sessions.find(store(), secret) if secret else None


def person(cookies: Mapping[str, str], came_from: str = "") -> Person:
    """Whoever asks, with the roles that they have at this moment. `came_from` is the address that they ask from.

    Raises CatalogueError, BadSetting, StoreError.
    """
    if settings.is_public():
        return RESIDENT
    if not is_offered():
        return people.local("")
    found = session(cookies)
    return replace(RESIDENT, address=came_from) if found is None else grants.person(store(), shown_data.programme(), found, came_from)


def is_over(cookies: Mapping[str, str], person: Person) -> bool:
    """Whether somebody was signed in and is no more."""
    return is_offered() and cookie() in cookies and not person.session


def is_public(person: Person) -> bool:
    """Whether only what is published may be shown to somebody."""
    return not may(person, Permission.SEE_EVERYTHING)


def store() -> Store:
    """Where sessions and roles are."""
    return shown_data.store_of_people()
