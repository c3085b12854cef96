"""People who are signed in: a session in the store for each role, and the cookie that leads to it."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from monitoring.store import Store
from monitoring.trust import sessions
from monitoring.trust.people import Grant, Person, Role
from pages.shared import identity

ROLES: dict[str, tuple[Grant, ...]] = {
    "resident": (),
    "without a role": (),
    "council member": (Grant(Role.COUNCIL_MEMBER),),
    "coordinator": (Grant(Role.COORDINATOR, "port"),),
    "coordinator of all": (Grant(Role.COORDINATOR),),
    "secretary": (Grant(Role.SECRETARY),),
    "administrator": (Grant(Role.ADMINISTRATOR),),
    "administrator and secretary": (Grant(Role.ADMINISTRATOR), Grant(Role.SECRETARY)),
}
"""Whoever comes: the resident is the one who is not signed in. `port` is a unit of the harbour's programme."""


def offer(monkeypatch: pytest.MonkeyPatch, folder: Path, unit: str = "port") -> None:
    """People sign in here; the group of each role's name has that role, the coordinator's for `unit`."""
    for name, value in {"ISSUER": "https://login.harbour.example", "CLIENT_ID": "monitoring", "CLIENT_SECRET": "a secret"}.items():
        monkeypatch.setenv(f"MONITORING_OIDC_{name}", value)
    roles = folder / "roles.csv"
    with roles.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(("claim", "role", "unit"))
        written.writerows((name, grant.role, grant.unit and unit) for name, grants in ROLES.items() for grant in grants)
    monkeypatch.setenv("MONITORING_ROLES", str(roles))
    monkeypatch.delenv("MONITORING_PUBLIC", raising=False)


def cookies(store: Store, who: str) -> dict[str, str]:
    """The cookies of somebody in a browser; the resident has none."""
    if who == "resident":
        return {}
    return {identity.cookie(): sessions.begin(store, Person(f"{who}-1", who.capitalize()), (who,))}


def comes(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> None:
    """Whoever opens a page within this process from now on has these cookies."""
    context = SimpleNamespace(cookies=cookies, ip_address="192.0.2.1", headers={}, theme=SimpleNamespace(type="light"), url="http://testserver/")
    monkeypatch.setattr(st, "context", context)
