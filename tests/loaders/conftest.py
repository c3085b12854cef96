"""The programme of Vaasa, an empty store, and a coordinator who fills in forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from loaders import delivery
from loaders.delivery import Delivery, StoredState
from loaders.forms import template
from monitoring import catalogue, settings, snapshot
from monitoring.snapshot import Snapshot
from monitoring.store import Store
from monitoring.trust.people import local
from monitoring.words import words
from tests.loaders.recipes.sheets import opened
from tools.form_filling import Form


@pytest.fixture(scope="session")
def programme():
    return catalogue.read(settings.DATA / "programmes" / "vaasa-2019-2022")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store" / "store.duckdb")


@pytest.fixture(scope="module")
def first_form(programme) -> Callable[[str, str], bytes]:
    """The form of a unit before anything was delivered; each is made once."""
    return cache(lambda unit, language: template.workbook(unit, Snapshot(programme, {}, {}, (), 0), words(language)))


@pytest.fixture
def form(store, programme, first_form) -> Callable[..., Form]:
    """The form of a unit as it is given out now."""

    def given_out(unit: str = "welcome-office", language: str = "fi") -> Form:
        now = snapshot.read(store, programme)
        return Form(unit, now, language) if now != Snapshot(programme, {}, {}, (), 0) else Form.of(first_form(unit, language), programme, language)

    return given_out


@pytest.fixture
def check(tmp_path, store, programme) -> Callable[..., Delivery]:
    """Checks a form, or the bytes of a workbook. Each state of the store is read once."""
    states: dict[tuple, StoredState] = {}

    def checked(sent: Form | bytes, unit: str | None = None, name: str = "sent.xlsx", language: str = "fi") -> Delivery:
        path = Path(tmp_path / name)
        path.write_bytes(sent if isinstance(sent, bytes) else sent.content)
        state = states.setdefault(store.version, StoredState(store, programme))
        return delivery.check(opened(path), store, programme, language, unit, state=state)

    return checked


@pytest.fixture
def accept(store, programme, check) -> Callable[..., Delivery]:
    """Checks and accepts a form."""
    return lambda sent, by="coordinator", **more: delivery.accept(check(sent, **more), store, programme, local(by))
